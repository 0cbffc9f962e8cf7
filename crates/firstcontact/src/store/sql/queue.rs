//! Jobs: rows of ours in SQLite, each held by one worker at a time; on PostgreSQL the library's, of
//! whose tables only its own function is called.

use super::{Connection, Dialect};
use crate::jobs::queue::ADD;
use crate::store::{Job, JobRow, StoreError};
use enrollment::moment::Moment;

pub(super) fn enqueue(connection: &mut dyn Connection, job: &Job) -> Result<bool, StoreError> {
    if connection.dialect() == Dialect::Postgresql {
        let body = serde_json::to_string(job);
        let body = body.map_err(|error| StoreError::Refused(error.to_string()))?;
        let values = [
            (&body).into(),
            (&job.lane).into(),
            job.run_at.into(),
            (&job.dedupe).into(),
            "unsafe_dedupe".into(),
        ];
        // Each time that somebody asks again, the waiting job counts one more.
        let rows = connection.rows(ADD, &values)?;
        let mut row = rows.into_iter().next();
        let revision = row.as_mut().map(|row| row.int(0)).transpose()?;
        return Ok(revision == Some(0));
    }
    let sql = "INSERT INTO job (kind, payload, dedupe, lane, run_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (dedupe) DO NOTHING";
    let values = [
        (&job.kind).into(),
        (&job.payload).into(),
        (&job.dedupe).into(),
        (&job.lane).into(),
        job.run_at.into(),
    ];
    Ok(connection.run(sql, &values)? > 0)
}

pub(super) fn claim(
    connection: &mut dyn Connection,
    worker: &str,
    now: Moment,
    lease_until: Moment,
    limit: usize,
) -> Result<Vec<JobRow>, StoreError> {
    let sql = "UPDATE job SET worker = $1, lease_until = $2, attempts = attempts + 1 WHERE id IN
            (SELECT id FROM job WHERE run_at <= $3 AND (lease_until IS NULL OR lease_until < $3)
            ORDER BY run_at, id LIMIT $4)
        RETURNING id, kind, payload, dedupe, lane, run_at, attempts";
    let values = [
        worker.into(),
        lease_until.into(),
        now.into(),
        (limit as i64).into(),
    ];
    let rows = connection.rows(sql, &values)?;
    let mut jobs = Vec::with_capacity(rows.len());
    for mut row in rows {
        jobs.push(JobRow {
            id: row.int(0)?,
            job: Job {
                kind: row.text(1)?,
                payload: row.text(2)?,
                dedupe: row.text(3)?,
                lane: row.text(4)?,
                run_at: row.moment(5)?,
            },
            attempts: row.int(6)? as u32,
        });
    }
    // RETURNING promises no order.
    jobs.sort_by_key(|row| (row.job.run_at, row.id));
    Ok(jobs)
}

pub(super) fn renew(
    connection: &mut dyn Connection,
    id: i64,
    worker: &str,
    lease_until: Moment,
) -> Result<bool, StoreError> {
    let sql = "UPDATE job SET lease_until = $3 WHERE id = $1 AND worker = $2";
    Ok(connection.run(sql, &[id.into(), worker.into(), lease_until.into()])? > 0)
}

pub(super) fn settle(
    connection: &mut dyn Connection,
    id: i64,
    worker: &str,
    again: Option<&Job>,
) -> Result<bool, StoreError> {
    let touched = match again {
        None => {
            let sql = "DELETE FROM job WHERE id = $1 AND worker = $2";
            connection.run(sql, &[id.into(), worker.into()])?
        }
        Some(job) => {
            let sql = "UPDATE job SET kind = $3, payload = $4, lane = $5, run_at = $6,
                attempts = 0, worker = NULL, lease_until = NULL WHERE id = $1 AND worker = $2";
            let values = [
                id.into(),
                worker.into(),
                (&job.kind).into(),
                (&job.payload).into(),
                (&job.lane).into(),
                job.run_at.into(),
            ];
            connection.run(sql, &values)?
        }
    };
    Ok(touched > 0)
}
