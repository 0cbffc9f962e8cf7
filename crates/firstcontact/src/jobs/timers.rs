//! One process and its store: whatever is due is done, one job after another, and the lease is made
//! longer meanwhile.

use super::Perform;
use crate::store::{JobRow, StoreError, Timers};
use enrollment::moment::Moment;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

/// Asks for the time.
type Now<'n> = &'n (dyn Fn() -> Moment + Sync);

/// Does one job that is due, if there is one. Says whether there was.
pub fn turn(
    timers: &dyn Timers,
    worker: &str,
    patience: u32,
    now: Now<'_>,
    perform: &Perform<'_>,
) -> Result<bool, StoreError> {
    let began = now();
    let until = began.plus(i64::from(patience));
    let Some(row) = timers.claim(worker, began, until, 1)?.into_iter().next() else {
        return Ok(false);
    };
    let again = std::thread::scope(|scope| {
        let (done, ended) = mpsc::channel::<()>();
        let held = &row;
        scope.spawn(move || hold(timers, worker, held, patience, now, &ended));
        let again = perform(&row.job);
        drop(done);
        again
    })?;
    if !timers.settle(row.id, worker, again.as_ref())? {
        tracing::warn!(
            job = row.job.dedupe,
            "another process took this over meanwhile"
        );
    }
    Ok(true)
}

/// Makes the lease longer, three times in its length, until the work has ended.
fn hold(
    timers: &dyn Timers,
    worker: &str,
    row: &JobRow,
    patience: u32,
    now: Now<'_>,
    ended: &mpsc::Receiver<()>,
) {
    let pause = Duration::from_secs(patience.into()) / 3;
    while ended.recv_timeout(pause) == Err(RecvTimeoutError::Timeout) {
        match timers.renew(row.id, worker, now().plus(i64::from(patience))) {
            Ok(true) => {}
            Ok(false) => return,
            // The next time may come early enough.
            Err(error) => tracing::warn!(%error, job = row.job.dedupe, "cannot hold a job"),
        }
    }
}
