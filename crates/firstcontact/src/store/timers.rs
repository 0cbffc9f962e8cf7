//! Jobs that a store hands out by itself: rows, each held by one worker until its lease ends.

use super::{Job, JobRow, StoreError};
use enrollment::moment::Moment;

/// The jobs of a store that one process works on. Where many do, a queue hands them out: see
/// [`crate::jobs::queue`].
pub trait Timers: Sync {
    /// Takes up to `limit` due jobs for a worker, which has them until the lease ends. A job
    /// whose lease has ended counts as due: a killed worker's job is taken over.
    fn claim(
        &self,
        worker: &str,
        now: Moment,
        lease_until: Moment,
        limit: usize,
    ) -> Result<Vec<JobRow>, StoreError>;

    /// Makes a lease longer. False if it was lost meanwhile.
    fn renew(&self, id: i64, worker: &str, lease_until: Moment) -> Result<bool, StoreError>;

    /// Ends a job, or puts `again`, which has its key, in its place. False if the lease was lost
    /// meanwhile; nothing is changed then.
    fn settle(&self, id: i64, worker: &str, again: Option<&Job>) -> Result<bool, StoreError>;
}
