//! The rounds of a service let cases go on: by what was just read, with the hands of the tenant.

use crate::app::mend::{Carry, Mending, Safeguards, fresh_enough};
use crate::cli::Stop;
use crate::clock;
use crate::config::tenant::Tenant;
use crate::i18n::Language;
use crate::store::{CaseQuery, Store, StoreError};
use enrollment::correlate::correlate;
use enrollment::diagnosis::Weights;
use enrollment::snapshot::Snapshot;
use remedy::case::State;

/// What is needed to let a tenant's cases go on.
pub(in crate::cli) struct Repairs {
    /// The tenant's name.
    pub(in crate::cli) name: String,
    tenant: Tenant,
    safeguards: Safeguards,
    language: Language,
}

impl Repairs {
    /// As it is configured.
    pub(in crate::cli) fn of(name: &str, tenant: &Tenant, language: Language) -> Self {
        let safeguards = tenant.remedy.as_ref().map(Safeguards::of);
        Self {
            name: name.to_owned(),
            tenant: tenant.clone(),
            safeguards: safeguards.unwrap_or_default(),
            language,
        }
    }

    /// Lets cases go on by what was just read.
    pub(in crate::cli) fn go_on(
        &self,
        store: &dyn Store,
        weights: &Weights,
        snapshot: &Snapshot,
    ) -> Result<(), String> {
        let told = |why: &dyn std::fmt::Display| why.to_string();
        let now = clock::now();
        let tenant = store.tenant(&self.name).map_err(|why| told(&why))?;
        let open = open(store, &self.name).map_err(|why| told(&why))?;
        if open == 0 || !fresh_enough(snapshot.taken_at, now) {
            return Ok(());
        }
        let fleet = correlate(snapshot);
        let mending = Mending {
            store,
            tenant,
            name: &self.name,
            safeguards: &self.safeguards,
            now,
            fleet: fleet.len() as u32,
        };
        let go_on = |hands: Option<&mut dyn Carry>| mending.advance(&fleet, weights, hands);
        let done = with_hands(&self.name, Some(&self.tenant), self.language, go_on);
        let done = done.map_err(|why| told(&why))?.map_err(|why| told(&why))?;
        tracing::info!(
            tenant = self.name,
            open,
            events = done.events,
            sent = done.sent,
            "cases went on"
        );
        Ok(())
    }
}

/// How many cases are not over.
fn open(store: &dyn Store, name: &str) -> Result<u64, StoreError> {
    counted(store, name, |state| !state.over())
}

/// Whether any case needs a look soon.
pub(in crate::cli) fn under_way(store: &dyn Store, name: &str) -> Result<bool, StoreError> {
    let soon = |state: State| {
        matches!(
            state,
            State::AwaitingApproval
                | State::Queued
                | State::Sending
                | State::AwaitingVendor
                | State::Waiting
                | State::Verifying
        )
    };
    Ok(counted(store, name, soon)? > 0)
}

fn counted(
    store: &dyn Store,
    name: &str,
    wanted: impl Fn(State) -> bool,
) -> Result<u64, StoreError> {
    let query = CaseQuery {
        size: 1,
        ..CaseQuery::default()
    };
    let page = store.cases(store.tenant(name)?, &query)?;
    let states = State::ALL.into_iter().filter(|state| wanted(*state));
    Ok(states
        .filter_map(|state| page.counts.get(state.name()))
        .sum())
}

/// Calls with whatever can send, if this tenant has somebody who may write.
#[cfg(feature = "actions")]
pub(super) fn with_hands<T>(
    name: &str,
    tenant: Option<&Tenant>,
    language: Language,
    call: impl FnOnce(Option<&mut dyn Carry>) -> T,
) -> Result<T, Stop> {
    match tenant.filter(|it| it.write.is_some()) {
        None => Ok(call(None)),
        Some(tenant) => super::sender::with(name, tenant, language, |sender| call(Some(sender))),
    }
}

/// A build without `actions` cannot send anything.
#[cfg(not(feature = "actions"))]
#[expect(clippy::unnecessary_wraps, reason = "a build with `actions` may fail")]
pub(super) fn with_hands<T>(
    _: &str,
    _: Option<&Tenant>,
    _: Language,
    call: impl FnOnce(Option<&mut dyn Carry>) -> T,
) -> Result<T, Stop> {
    Ok(call(None))
}
