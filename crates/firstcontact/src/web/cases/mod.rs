//! Cases in the server: what the pages and the API of cases show is gathered here, and what they
//! ask for is done by [`crate::app::mend`]. What needs the tenant as it was read just now, and what
//! would be sent, the server gets as functions: it has no key to a tenant.

mod board;
mod deed;
mod facts;
pub(super) mod holder;
pub mod link;
mod one;
mod page;

pub(super) use deed::{Done, Given, Undone, decide, do_it, grant};
pub(super) use one::One;
pub(super) use page::{form, page};

use super::House;
use crate::app::mend::wish::{Fulfil, NotGranted};
use crate::app::mend::{Mending, Safeguards};
use crate::store::Tenant;
use remedy::act::Act;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A request as it would be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent {
    /// `POST`.
    pub method: String,
    /// To whom and where.
    pub address: String,
    /// The body; empty without one.
    pub body: String,
    /// The permission that it takes; empty if the vendor knows none.
    pub permission: String,
}

/// The request by which an act changes something, without a network; none in a build that can
/// send nothing.
pub type Shown = Arc<dyn Fn(&Act) -> Option<Sent> + Send + Sync>;

/// What is laid down about repairs in a tenant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ground {
    /// What is never touched, and when nothing begins.
    pub safeguards: Safeguards,
    /// The company as holders know it; the tenant's name if it is empty.
    pub company: String,
    /// Whom holders ask for help; nobody in particular if it is empty.
    pub contact: String,
}

/// All that the server is given about repairs.
pub struct Repairs {
    /// By the tenant's name.
    pub grounds: BTreeMap<String, Ground>,
    /// Fulfils what needs the tenant as it was read just now.
    pub fulfil: Fulfil,
    /// What would be sent.
    pub shown: Shown,
}

impl Default for Repairs {
    /// Of a server that no snapshot lies beside.
    fn default() -> Self {
        Self {
            grounds: BTreeMap::new(),
            fulfil: Arc::new(|_, _, _, _| Err(NotGranted::Nowhere)),
            shown: Arc::new(|_| None),
        }
    }
}

/// Where nothing is laid down.
static BARE: Ground = Ground {
    safeguards: Safeguards {
        denied: BTreeSet::new(),
        quiet: None,
    },
    company: String::new(),
    contact: String::new(),
};

impl House {
    fn ground(&self, name: &str) -> &Ground {
        self.repairs.grounds.get(name).unwrap_or(&BARE)
    }

    /// Repairs in a tenant now. How many devices it has matters only to whoever has just read it.
    pub(super) fn mending<'h>(&'h self, tenant: Tenant, name: &'h str) -> Mending<'h> {
        Mending {
            store: &*self.store,
            tenant,
            name,
            safeguards: &self.ground(name).safeguards,
            now: self.now(),
            fleet: 0,
        }
    }
}
