//! What may be done about a device: a plan of steps, the consent and the approvals that it needs,
//! how many devices may be touched, and a case that goes from a diagnosis to a managed device.
//! Pure: no files, no network, no clock, no randomness. Time is an argument.

pub mod act;
pub mod approval;
pub mod case;
pub mod consent;
pub mod digest;
pub mod event;
pub mod facts;
pub mod guard;
pub mod ledger;
pub mod limits;
#[cfg(test)]
mod model;
pub mod plan;
pub mod playbook;
pub mod refusal;
pub mod step;
mod when;
