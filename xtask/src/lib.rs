//! The project's own chores, as functions: the laws of the house, the handbook, the scaffold of a
//! rule. The binary of the same name is their command line; `tests/tidy.rs` holds the repository to
//! the laws.

pub mod coverage;
pub mod handbook;
pub mod laws;
pub mod new_rule;
pub mod repository;
