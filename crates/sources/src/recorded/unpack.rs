//! Bytes of one file into a thread's buffer, never more than the limits allow.

use super::limits::{Limits, WINDOW_LOG_MAX};
use crate::told::{Told, told};
use std::io::{self, Read};
use std::sync::atomic::{AtomicU64, Ordering};

/// A buffer that grew beyond this for one file is given back after it.
const KEPT_CAPACITY: usize = 32 << 20;

/// Why a file is not there as a whole. What was read of it is in the buffer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ReadFault {
    /// The operating system or the packing breaks off.
    BreaksOff(Told),
    /// Larger than this program reads.
    TooLarge(Told),
}

/// Reads a file to its end or its limit. `left` is what may be unpacked in all.
pub(super) fn fill(
    source: impl Read,
    packed: bool,
    into: &mut Vec<u8>,
    limits: &Limits,
    left: &AtomicU64,
) -> Option<ReadFault> {
    into.clear();
    if into.capacity() > KEPT_CAPACITY {
        into.shrink_to(0);
    }
    let result = if packed {
        match zstd::stream::read::Decoder::new(source) {
            Ok(mut decoder) => match decoder.window_log_max(WINDOW_LOG_MAX) {
                Ok(()) => read_to_limit(decoder, into, limits),
                Err(why) => Err(why),
            },
            Err(why) => Err(why),
        }
    } else {
        read_to_limit(source, into, limits)
    };
    let size = into.len() as u64;
    if size > limits.file_bytes {
        into.truncate(limits.file_bytes as usize);
        let most = limits.file_bytes;
        return Some(ReadFault::TooLarge(
            told("gap-large-file").with("most", most.to_string()),
        ));
    }
    let less = |left: u64| left.checked_sub(size);
    if left
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
        .is_err()
    {
        into.clear();
        let most = limits.total_bytes;
        return Some(ReadFault::TooLarge(
            told("gap-large-snapshot").with("most", most.to_string()),
        ));
    }
    result
        .err()
        .map(|why| ReadFault::BreaksOff(why.to_string().into()))
}

fn read_to_limit(source: impl Read, into: &mut Vec<u8>, limits: &Limits) -> io::Result<()> {
    source
        .take(limits.file_bytes + 1)
        .read_to_end(into)
        .map(drop)
}

#[cfg(test)]
mod tests {
    use super::{Limits, ReadFault, fill};
    use std::sync::atomic::{AtomicU64, Ordering};

    fn tight() -> Limits {
        Limits {
            file_bytes: 1000,
            ..Limits::USUAL
        }
    }

    #[test]
    fn a_bomb_ends_at_the_limit() {
        let bomb = zstd::bulk::compress(&vec![b' '; 50_000_000], 19).unwrap();
        assert!(bomb.len() < 10_000);
        let (mut buffer, left) = (Vec::new(), AtomicU64::new(1_000_000));
        let fault = fill(&bomb[..], true, &mut buffer, &tight(), &left);
        assert!(matches!(fault, Some(ReadFault::TooLarge(_))));
        assert_eq!(buffer.len(), 1000);
        assert!(buffer.capacity() < 100_000);
    }

    #[test]
    fn many_small_bombs_end_too() {
        let (mut buffer, left) = (Vec::new(), AtomicU64::new(1500));
        assert_eq!(
            fill(&[b' '; 900][..], false, &mut buffer, &tight(), &left),
            None
        );
        let fault = fill(&[b' '; 900][..], false, &mut buffer, &tight(), &left);
        assert!(matches!(fault, Some(ReadFault::TooLarge(_))));
        assert_eq!(left.load(Ordering::Relaxed), 600);
    }

    #[test]
    fn what_breaks_off_is_there_up_to_the_break() {
        let text: Vec<u8> = (0..200_000_u32).flat_map(u32::to_le_bytes).collect();
        let packed = zstd::bulk::compress(&text, 1).unwrap();
        let (mut buffer, left) = (Vec::new(), AtomicU64::new(u64::MAX));
        let torn = &packed[..packed.len() / 2];
        let fault = fill(torn, true, &mut buffer, &Limits::USUAL, &left);
        assert!(matches!(fault, Some(ReadFault::BreaksOff(_))), "{fault:?}");
        assert!(!buffer.is_empty() && text.starts_with(&buffer));
        let fault = fill(&b"no zstd"[..], true, &mut buffer, &Limits::USUAL, &left);
        assert!(matches!(fault, Some(ReadFault::BreaksOff(_))));
    }
}
