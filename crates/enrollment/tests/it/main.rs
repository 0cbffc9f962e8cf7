//! The crate as its users see it: rows in, devices, timelines and readings out.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod joining;
mod misread;
mod readings;
mod timeline;
mod world;
