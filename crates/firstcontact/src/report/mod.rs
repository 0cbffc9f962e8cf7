//! What people and machines read. One format is one file.

pub mod facts;
pub mod ndjson;
pub mod write;
