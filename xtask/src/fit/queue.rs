//! Work for as many threads as there are cores. The lab's own work is spread over a pool of
//! threads already; jobs on that pool would wait for each other inside each other.

use super::FitError;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Does all jobs, in any order, and hands each result to `keep`, one at a time.
///
/// # Errors
/// The first error of a job or of `keep`; jobs that have not begun are left undone.
pub(super) fn all<J: Sync, T>(
    jobs: &[J],
    work: impl Fn(&J) -> Result<T, FitError> + Sync,
    keep: impl FnMut(T) -> Result<(), FitError> + Send,
) -> Result<(), FitError> {
    let (next, stopped) = (AtomicUsize::new(0), AtomicBool::new(false));
    let kept = Mutex::new((keep, Ok(())));
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while !stopped.load(Ordering::Relaxed) {
                    let Some(job) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) else {
                        return;
                    };
                    let done = work(job);
                    let mut kept = kept
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner);
                    let outcome = done.and_then(|done| (kept.0)(done));
                    if outcome.is_err() && kept.1.is_ok() {
                        kept.1 = outcome;
                        stopped.store(true, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    kept.into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
        .1
}
