//! The crate as its users see it: rows in, devices, timelines and readings out.

mod joining;
mod readings;
mod timeline;
mod world;
