//! What people and machines read. One format is one file.

pub mod access;
pub mod cases;
pub mod changes;
pub mod checkup;
pub mod csv;
pub mod device;
pub mod economics;
pub mod evidence;
pub mod executive;
pub mod explain;
pub mod facts;
pub mod figures;
pub mod finding;
pub mod fleet;
pub mod frameworks;
pub mod gap;
pub mod grid;
pub mod html;
pub mod json;
pub mod kit;
pub mod machine;
pub mod markdown;
pub mod ndjson;
pub mod only;
pub mod paint;
pub mod playbook;
pub mod prevention;
pub mod quantity;
pub mod sheet;
pub mod table;
pub mod unread;
pub mod wording;
pub mod workbook;
pub mod wrap;
pub mod write;

#[cfg(test)]
pub(crate) mod example_fleet;
