//! Jobs: at least once, each by one worker at a time, taken over when a worker dies.

use super::Connection;
use crate::store::{Job, JobRow, StoreError};
use enrollment::moment::Moment;

pub(super) fn enqueue(connection: &mut dyn Connection, job: &Job) -> Result<bool, StoreError> {
    let sql = "INSERT INTO job (kind, payload, dedupe, run_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (dedupe) DO NOTHING";
    let values = [
        (&job.kind).into(),
        (&job.payload).into(),
        (&job.dedupe).into(),
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
    let sql = format!(
        "UPDATE job SET worker = $1, lease_until = $2, attempts = attempts + 1 WHERE id IN
            (SELECT id FROM job WHERE run_at <= $3 AND (lease_until IS NULL OR lease_until < $3)
            ORDER BY run_at, id LIMIT $4 {})
        RETURNING id, kind, payload, dedupe, run_at, attempts",
        connection.dialect().skip_locked()
    );
    let values = [
        worker.into(),
        lease_until.into(),
        now.into(),
        (limit as i64).into(),
    ];
    let rows = connection.rows(&sql, &values)?;
    let mut jobs = Vec::with_capacity(rows.len());
    for mut row in rows {
        jobs.push(JobRow {
            id: row.int(0)?,
            job: Job {
                kind: row.text(1)?,
                payload: row.text(2)?,
                dedupe: row.text(3)?,
                run_at: row.moment(4)?,
            },
            attempts: row.int(5)? as u32,
        });
    }
    // RETURNING promises no order.
    jobs.sort_by_key(|row| (row.job.run_at, row.id));
    Ok(jobs)
}

pub(super) fn settle(
    connection: &mut dyn Connection,
    id: i64,
    worker: &str,
    again_at: Option<Moment>,
) -> Result<bool, StoreError> {
    let touched = match again_at {
        None => {
            let sql = "DELETE FROM job WHERE id = $1 AND worker = $2";
            connection.run(sql, &[id.into(), worker.into()])?
        }
        Some(at) => {
            let sql = "UPDATE job SET run_at = $3, worker = NULL, lease_until = NULL
                WHERE id = $1 AND worker = $2";
            connection.run(sql, &[id.into(), worker.into(), at.into()])?
        }
    };
    Ok(touched > 0)
}
