//! The checks of prevention on small tenants whose truth is known: one that is sound in every
//! respect, and that tenant with one thing wrong at a time.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod alarms;
mod blind;
mod numbers;
mod people;
mod sound;
mod unsure;
#[path = "../../../enrollment/tests/it/world.rs"]
#[expect(dead_code, reason = "the joins' own tests use the rest of it")]
mod world;
