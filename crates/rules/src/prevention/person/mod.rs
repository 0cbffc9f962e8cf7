//! Whether a person is ready for the device that is meant for them: an account that works, a
//! licence, room under the device limit, a second factor that can be shown.

mod addresses;
mod devices;
mod readiness;

pub(super) use addresses::Addresses;
pub(super) use readiness::{Coming, Doubt, Lack, People, Readiness};
