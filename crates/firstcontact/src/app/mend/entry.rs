//! What one line of the ledger says.

use crate::store::{LedgerRow, NewEntry, StoreError};
use enrollment::moment::Moment;
use remedy::approval::Approval;
use remedy::digest::Digest;
use remedy::event::Event;
use remedy::facts::Facts;
use serde::{Deserialize, Serialize};

/// One line: who, and what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Entry {
    /// Who did it: a person's name, or the product's.
    pub by: String,
    /// What happened.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum What {
    /// A case was opened.
    Opened {
        /// The cause that was found.
        cause: String,
        /// The hash of what the diagnosis rests on.
        evidence: Digest,
        /// What every reading said then: names and values, as a rule's story has them. Empty where
        /// an earlier release opened the case.
        #[serde(skip_serializing_if = "String::is_empty", default)]
        readings: String,
    },
    /// Something happened in a case.
    Event {
        /// What.
        is: Event,
        /// What had been read, where that decided it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        facts: Option<Box<Facts>>,
    },
    /// A person approved a plan.
    Approved {
        /// How.
        approval: Approval,
    },
    /// A person said that an approved plan is to be carried out.
    Applied,
    /// Whoever has the device confirmed a stage of the guide.
    Stage {
        /// Which: [`crate::guide::StageName::name`].
        stage: String,
    },
    /// Whoever has the device reported that something is different.
    Trouble {
        /// What: [`crate::guide::Trouble::name`].
        what: String,
        /// In their own words; empty if they said no more.
        text: String,
    },
    /// A link to the guide was made; every earlier one of the case ended.
    Linked {
        /// Until when it works, in RFC 3339.
        ends: String,
    },
    /// Something was refused.
    Refused {
        /// What was asked for.
        asked: String,
        /// Why not: a public word of [`remedy::refusal::Refusal`].
        refusal: String,
    },
    /// A request was sent to a vendor.
    Called {
        /// `POST`.
        method: String,
        /// Where to, without the host.
        path: String,
        /// The number that it carried.
        key: String,
        /// How it was answered; none if it was not.
        status: Option<u16>,
    },
}

/// The name under which the product itself acts.
pub const PRODUCT: &str = "firstcontact";

impl What {
    /// The public word: an event's own, or the kind of entry.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Event { is, .. } => is.name(),
            Self::Approved { .. } => "approved",
            Self::Applied => "applied",
            Self::Stage { .. } => "stage",
            Self::Trouble { .. } => "trouble",
            Self::Linked { .. } => "linked",
            Self::Refused { .. } => "refused",
            Self::Called { .. } => "called",
        }
    }
}

impl Entry {
    /// As it is written down.
    ///
    /// # Errors
    /// It cannot be written as JSON, which no entry of this program is.
    pub(super) fn written(
        &self,
        at: Moment,
        serial: Option<&str>,
        plan: Option<Digest>,
    ) -> Result<NewEntry, StoreError> {
        let text = serde_json::to_string(self);
        Ok(NewEntry {
            at,
            text: text.map_err(|why| StoreError::Refused(why.to_string()))?,
            case: None,
            serial: serial.map(str::to_owned),
            plan,
            rests_on: None,
        })
    }

    /// What a row says.
    ///
    /// # Errors
    /// It was written by another release, or by somebody else.
    pub fn read(row: &LedgerRow) -> Result<Self, StoreError> {
        serde_json::from_str(&row.link.text).map_err(|why| {
            let number = row.link.number;
            StoreError::Refused(format!(
                "entry {number} of the ledger cannot be read ({why}); it was written by another \
                 release: use that one"
            ))
        })
    }
}
