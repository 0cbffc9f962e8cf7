//! The holder's or the data owner's agreement to the loss of what is on a device.

use crate::digest::Digest;
use crate::when;
use enrollment::moment::Moment;
use serde::{Deserialize, Serialize};

/// An agreement. The text that was agreed to is kept with it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Consent {
    /// The device.
    pub serial: String,
    /// The plan.
    pub plan: Digest,
    /// Who agreed: a name, or the signed link by which they came.
    pub by: String,
    /// In whose name: the device's holder, or the owner of the data on it.
    pub owner: Owner,
    /// What happens to the data, as it was shown to them.
    pub consequence: String,
    /// When.
    #[serde(with = "when")]
    pub at: Moment,
}

/// Who may agree.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Owner {
    /// Whoever has the device.
    Holder,
    /// Whoever answers for the data on it.
    DataOwner,
}

impl Consent {
    /// Whether it says what happens to the data.
    pub fn names_the_loss(&self) -> bool {
        !self.consequence.trim().is_empty()
    }
}
