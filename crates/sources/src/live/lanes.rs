//! How many requests are under way to one service at a time. A service that asks for patience gets
//! half as many, and one more for each stretch of good answers; and while one stream waits as long
//! as the service asked, no other asks it anything.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Streams per service at most: Apple drops more (apple.md §1.9), and Graph's advice is the same.
pub(super) const MOST: usize = 4;
/// Good answers in a row before there is one more.
const STRETCH: usize = 8;

/// The lanes to one service.
pub(super) struct Lanes {
    state: Mutex<State>,
    freed: Condvar,
}

struct State {
    open: usize,
    busy: usize,
    good: usize,
    /// Streams that wait as long as the service asked.
    waiting: usize,
}

/// One request's place; free again when dropped.
pub(super) struct Lane<'l>(&'l Lanes);

impl Lanes {
    /// All open.
    pub(super) fn new() -> Self {
        let state = State {
            open: MOST,
            busy: 0,
            good: 0,
            waiting: 0,
        };
        Self {
            state: Mutex::new(state),
            freed: Condvar::new(),
        }
    }

    /// Waits for a free lane.
    pub(super) fn enter(&self) -> Lane<'_> {
        let full = |state: &mut State| state.waiting > 0 || state.busy >= state.open;
        let state = self.freed.wait_while(self.lock(), full);
        state.unwrap_or_else(PoisonError::into_inner).busy += 1;
        Lane(self)
    }

    /// The service asked for patience.
    pub(super) fn narrow(&self) {
        let mut state = self.lock();
        state.open = (state.open / 2).max(1);
        state.good = 0;
    }

    /// Waits as long as the service asked; nobody enters meanwhile.
    pub(super) fn hold(&self, wait: impl FnOnce()) {
        self.lock().waiting += 1;
        wait();
        self.lock().waiting -= 1;
        self.freed.notify_all();
    }

    /// The service answered.
    pub(super) fn widen(&self) {
        let mut state = self.lock();
        state.good += 1;
        if state.good >= STRETCH && state.open < MOST {
            state.open += 1;
            state.good = 0;
            self.freed.notify_one();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Lane<'_> {
    fn drop(&mut self) {
        self.0.lock().busy -= 1;
        self.0.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::{Lanes, MOST, STRETCH};
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Duration;

    #[test]
    fn a_service_that_asks_for_patience_gets_it() {
        let lanes = Lanes::new();
        let open = || lanes.lock().open;
        assert_eq!(open(), MOST);
        for expected in [2, 1, 1] {
            lanes.narrow();
            assert_eq!(open(), expected);
        }
        for _ in 0..STRETCH {
            lanes.widen();
        }
        assert_eq!(open(), 2);
        for _ in 0..STRETCH * MOST {
            lanes.widen();
        }
        assert_eq!(open(), MOST);
        let first = lanes.enter();
        assert_eq!(lanes.lock().busy, 1);
        drop(first);
        assert_eq!(lanes.lock().busy, 0);
    }

    #[test]
    fn nobody_asks_while_one_stream_waits_as_long_as_it_was_asked_to() {
        let (lanes, entered) = (Lanes::new(), AtomicBool::new(false));
        std::thread::scope(|scope| {
            lanes.hold(|| {
                scope.spawn(|| {
                    let _lane = lanes.enter();
                    entered.store(true, Ordering::Relaxed);
                });
                std::thread::sleep(Duration::from_millis(50));
                assert!(!entered.load(Ordering::Relaxed));
            });
        });
        assert!(entered.load(Ordering::Relaxed));
    }
}
