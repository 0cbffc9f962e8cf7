//! The lab from the outside: what it refuses, what it promises, and what its files look like.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod bad_input;
mod faults;
mod living;
mod repairs;
mod replay;
mod scenarios;
mod serve;
mod serve_sign_in;
mod serve_tells;
mod serve_weather;
mod shapes;
mod truth;
mod worlds;
