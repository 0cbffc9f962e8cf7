//! A real tenant, read into a snapshot directory (design.md §4). Only `allowed.rs` speaks to a
//! service, and it can do nothing but read, ask What-If, and sign in.

mod allowed;
mod bearer;
mod carried;
mod checkup;
mod client;
mod collections;
mod failure;
mod http_date;
mod ids;
mod journal;
mod lanes;
mod machine;
mod named;
mod origin;
mod pace;
mod patience;
mod person;
mod plan;
mod proof;
mod refusal;
mod run;
mod secret;
mod settings;
mod sign_in;
mod suspects;
mod unreachable;
mod uploaded;
mod vendor_api;
mod walk;
mod what_if;

pub use bearer::Bearer;
pub use checkup::{Checkup, Expiry, Place, TriedRead, checkup, places};
pub use client::{built, client, innermost};
pub use collections::Vendor;
pub use failure::CollectError;
pub use http_date::parse as http_date;
pub use ids::is_plain;
pub use origin::Origin;
pub use patience::pause;
pub use plan::{PlannedRead, first_calls, plan};
pub use run::{Collected, MissedSource, Orders, collect};
pub use secret::{SecretError, SecretKind, SecretPlace};
pub use settings::{
    AppleScope, AppleSettings, IdentityService, MicrosoftCloud, MicrosoftCredential,
    MicrosoftSettings, TenantSettings,
};
pub use suspects::{Choose, Suspect};
pub use unreachable::may_pass;
pub use vendor_api::said;
pub use what_if::{Context, Question, what_if};

use enrollment::moment::Moment;
use std::time::Duration;

/// What the collector may not take for itself: time, chance, waiting, and somebody who watches.
pub struct Surroundings<'s> {
    /// Asks the clock.
    pub now: &'s (dyn Fn() -> Moment + Sync),
    /// Lets time pass between two tries.
    pub wait: &'s (dyn Fn(Duration) + Sync),
    /// Scatters the waiting, so that many collectors do not come back together.
    pub seed: u64,
    /// Is told what happens.
    pub watch: &'s (dyn Fn(Event<'_>) + Sync),
}

/// What happens while a tenant is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'e> {
    /// A page was stored.
    Page {
        /// The collection, as in the names of the snapshot's files.
        of: &'e str,
        /// From 1.
        number: u32,
        /// How many rows it has.
        rows: u64,
        /// Calls that are known to be left; more where nobody says how much there is.
        left: u64,
    },
    /// All pages are there: who must be asked about one by one is being worked out.
    Choosing,
    /// What was asked about one device was answered.
    Answer {
        /// The source.
        of: &'e str,
        /// Calls that are left.
        left: u64,
    },
    /// A person must sign in elsewhere.
    Person {
        /// Where.
        address: &'e str,
        /// What to enter there.
        code: &'e str,
        /// How long the code is good.
        minutes: u64,
    },
    /// A service asked for patience, or failed and is asked again.
    Waiting {
        /// The host that is waited for.
        host: &'e str,
        /// How long.
        seconds: u64,
    },
}
