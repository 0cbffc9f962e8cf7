//! One use case is one file: the order of calls, no judgement.

pub mod access;
pub mod answers;
pub mod change;
pub mod examine;
pub mod exported;
pub mod findings;
pub mod fleet;
pub mod labels;
pub mod mend;
pub mod prevent;
pub mod prevent_memory;
pub mod recall;
pub mod remember;
pub mod said;
pub mod saved;
pub mod suspects;
pub mod verify;
pub mod what_if;
