//! What may be done about a device: a plan of steps, the consent and the approvals that it needs,
//! how many devices may be touched, and a case that goes from a diagnosis to a managed device.
//! Pure: no files, no network, no clock, no randomness. Time is an argument.

pub mod act;
pub mod digest;
mod when;
