//! How much may still be kept in memory. A file of some kilobytes can unpack to millions of rows
//! or to gigabytes of text that is never the same twice.

use std::sync::atomic::{AtomicU64, Ordering};

/// What is left for rows and for their text; shared by threads.
pub(crate) struct Room {
    rows: AtomicU64,
    text: AtomicU64,
}

impl Room {
    /// Room for so many rows and so many bytes of text.
    pub(crate) fn new(rows: u64, text: u64) -> Self {
        Self {
            rows: AtomicU64::new(rows),
            text: AtomicU64::new(text),
        }
    }

    /// Takes room. If there is not enough, none is left for anybody.
    pub(crate) fn take(&self, rows: u64, text: u64) -> bool {
        take(&self.rows, rows) & take(&self.text, text)
    }

    /// Whether nothing more may be kept.
    pub(crate) fn is_spent(&self) -> bool {
        self.rows.load(Ordering::Relaxed) == 0 || self.text.load(Ordering::Relaxed) == 0
    }
}

fn take(left: &AtomicU64, wanted: u64) -> bool {
    let less = |left: u64| Some(left.saturating_sub(wanted));
    // The closure always gives a value, so both arms hold what was left before.
    match left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less) {
        Ok(before) | Err(before) => before >= wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::Room;

    #[test]
    fn room_ends_and_stays_at_its_end() {
        let room = Room::new(9, 1000);
        assert!(room.take(5, 10));
        assert!(!room.is_spent());
        assert!(!room.take(5, 10));
        assert!(room.is_spent());
        assert!(!room.take(1, 0));
        let room = Room::new(9, 1000);
        assert!(!room.take(1, 1001));
        assert!(room.is_spent());
    }
}
