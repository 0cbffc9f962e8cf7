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

/// A secret that nobody can guess: 256 bits of the system's randomness. `None` if it has none to
/// give; then nobody can be let in.
pub fn secret() -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes).ok()?;
    Some(bytes)
}

/// Begins to measure how long something takes.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one file that may ask"
)]
pub fn stopwatch() -> impl Fn() -> std::time::Duration {
    let began = std::time::Instant::now();
    move || began.elapsed()
}
