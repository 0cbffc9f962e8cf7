//! The only clock and the only randomness of the program.

use enrollment::moment::Moment;
use std::hash::{BuildHasher, RandomState};

/// The present time; 1970 if the machine's clock is set outside 1970…2106.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one file that may ask"
)]
pub fn now() -> Moment {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs() as i64);
    Moment::from_unix(seconds).unwrap_or(Moment::FIRST)
}

/// A number that nobody outside can guess, for hash tables that hold foreign text. No result
/// depends on it.
pub fn seed() -> u64 {
    RandomState::new().hash_one(0_u8)
}
