//! A whole tenant: what stands alone first, then what is asked per token and per service.

use super::carried::{self, Earlier};
use super::collections::{ALL, Collection, Vendor};
use super::failure::{CollectError, Missed};
use super::journal::{Begun, Journal};
use super::named::Named;
use super::plan::calls;
use super::settings::{AppleScope, TenantSettings};
use super::sign_in::Identity;
use super::suspects::{self, Choose};
use super::uploaded;
use super::vendor_api::Service;
use super::walk::{Part, Trip, parts, walk};
use super::{Event, Surroundings, lanes};
use crate::import::{SNAPSHOT_FILE, SnapshotFile};
use crate::recorded;
use crate::told::{Told, to_json, told};
use enrollment::snapshot::{Snapshot, Source, Tenant};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// How a service's refusal for want of a permission is told.
const FORBIDDEN: &str = "forbidden";

/// What a collection is to do beside reading everything that is listed.
pub struct Orders<'o> {
    /// The earlier snapshot whose audit events are carried over; the newest one of the same tenant
    /// beside the new one, if none is named.
    pub since: Option<PathBuf>,
    /// How many calls may be spent on single devices.
    pub budget: u64,
    /// Which devices deserve them.
    pub choose: &'o Choose<'o>,
}

/// What became of a collection of a tenant.
#[derive(Debug)]
pub struct Collected {
    /// What was not read, as it stands in `snapshot.json`.
    pub missed: Vec<MissedSource>,
}

impl Collected {
    /// What somebody wanted and did not get: neither left out on purpose, nor beyond the budget.
    pub fn failed(&self) -> impl Iterator<Item = &MissedSource> {
        const ON_PURPOSE: [&str; 3] = ["not_configured", "not_collected", "over_budget"];
        let missed = self.missed.iter();
        missed.filter(|it| !ON_PURPOSE.contains(&it.reason.as_str()))
    }
}

/// A source, or a part of one, that was not read whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissedSource {
    /// As in `snapshot.json`: the source, with the token or service behind a dot.
    pub source: String,
    /// One word.
    pub reason: String,
    /// For a person: what is missing and what to do.
    pub detail: Told,
}

/// The two services, as far as they are configured.
pub(super) struct Services<'s> {
    pub(super) microsoft: Option<Service<'s>>,
    pub(super) apple: Option<Service<'s>>,
}

impl<'s> Services<'s> {
    /// Signs in to both, so that a wrong secret is told before anything is written.
    pub(super) fn open(
        tenant: &'s TenantSettings,
        around: &'s Surroundings<'s>,
    ) -> Result<Self, CollectError> {
        let services = Self {
            microsoft: service(tenant, Vendor::Microsoft, around).transpose()?,
            apple: service(tenant, Vendor::Apple, around).transpose()?,
        };
        for service in services.microsoft.iter().chain(&services.apple) {
            service.sign_in()?;
        }
        Ok(services)
    }

    /// One service alone.
    pub(super) fn only(vendor: Vendor, service: Service<'s>) -> Self {
        let (microsoft, apple) = match vendor {
            Vendor::Microsoft => (Some(service), None),
            Vendor::Apple => (None, Some(service)),
        };
        Self { microsoft, apple }
    }

    pub(super) fn of(&self, vendor: Vendor) -> Option<&Service<'s>> {
        match vendor {
            Vendor::Microsoft => self.microsoft.as_ref(),
            Vendor::Apple => self.apple.as_ref(),
        }
    }
}

/// A vendor's service as the tenant uses it; none if it has none there.
pub(super) fn service<'s>(
    tenant: &'s TenantSettings,
    vendor: Vendor,
    around: &'s Surroundings<'s>,
) -> Option<Result<Service<'s>, CollectError>> {
    let (origin, identity) = match vendor {
        Vendor::Microsoft => {
            let it = tenant.microsoft.as_ref()?;
            (&it.graph, Identity::Microsoft(it))
        }
        Vendor::Apple => {
            let it = tenant.apple.as_ref()?;
            (&it.api, Identity::Apple(it))
        }
    };
    let authorities = tenant.authorities.as_deref();
    Some(Service::new(origin, identity, authorities, around))
}

/// Reads a tenant into the directory `out`, or goes on where an interrupted run stopped.
pub fn collect(
    tenant: &TenantSettings,
    out: &Path,
    orders: &Orders<'_>,
    around: &Surroundings<'_>,
) -> Result<Collected, CollectError> {
    if out.join(SNAPSHOT_FILE).exists() {
        let Ok(Begun::Ended) = begin(tenant, out, orders, around) else {
            return Err(CollectError::Place(out.to_owned(), "place-snapshot"));
        };
        return Ok(Collected { missed: Vec::new() });
    }
    let services = Services::open(tenant, around)?;
    let journal = match begin(tenant, out, orders, around)? {
        Begun::Run(journal) => journal,
        Begun::Ended => return Ok(Collected { missed: Vec::new() }),
    };
    let run = Run {
        tenant,
        services,
        journal,
        around,
        missed: Mutex::default(),
        left: AtomicU64::new(0),
    };
    match run.read_all().and_then(|()| run.ask(orders)) {
        Ok(()) => run.finish(),
        Err(error) => {
            run.journal.give_up();
            Err(error)
        }
    }
}

fn begin(
    tenant: &TenantSettings,
    out: &Path,
    orders: &Orders<'_>,
    around: &Surroundings<'_>,
) -> Result<Begun, CollectError> {
    let mut asked = vec![tenant.name.clone()];
    if let Some(it) = &tenant.microsoft {
        asked.extend([it.tenant.clone(), it.client.clone(), it.graph.to_string()]);
    }
    if let Some(it) = &tenant.apple {
        asked.extend([it.client.clone(), it.api.to_string()]);
    }
    Journal::begin(out, &asked.join("|"), (around.now)(), || {
        earlier(tenant, out, orders)
    })
}

fn earlier(
    tenant: &TenantSettings,
    out: &Path,
    orders: &Orders<'_>,
) -> Result<Option<Earlier>, CollectError> {
    let whose = whose(tenant);
    let Some(folder) = &orders.since else {
        return Ok(carried::beside(out, &whose));
    };
    let earlier = carried::in_folder(folder, &whose);
    let why = "place-nothing-to-carry";
    let earlier = earlier.ok_or_else(|| CollectError::Place(folder.clone(), why));
    earlier.map(Some)
}

fn whose(tenant: &TenantSettings) -> Tenant {
    let microsoft = tenant.microsoft.as_ref();
    Tenant {
        name: tenant.name.clone(),
        id: microsoft.map_or_else(String::new, |it| it.tenant.clone()),
    }
}

struct Run<'r> {
    tenant: &'r TenantSettings,
    services: Services<'r>,
    journal: Journal,
    around: &'r Surroundings<'r>,
    missed: Mutex<Vec<MissedSource>>,
    /// Calls that are known to be left.
    left: AtomicU64,
}

type Task = (Collection, String);

impl Run<'_> {
    fn read_all(&self) -> Result<(), CollectError> {
        let alone = ALL.into_iter().filter(|it| it.per.is_none());
        let alone: Vec<Task> = alone.map(|it| (it, String::new())).collect();
        self.left.store(alone.len() as u64, Ordering::Relaxed);
        self.round(alone)?;
        carried::carry(&self.journal)?;
        let (mut tasks, mut left) = (Vec::new(), 0);
        let named = self.named()?;
        for collection in ALL {
            let Some(of) = collection.per else { continue };
            if collection.source.is_directory() {
                let parts = named.parts(&collection);
                left += parts.len() as u64;
                tasks.extend(parts.into_iter().map(|part| (collection, part.id)));
                continue;
            }
            let pages = self.journal.pages(of.name())?;
            if pages.is_empty() && self.services.of(collection.vendor).is_some() {
                let detail = told("gap-no-list").with("of", of.name());
                self.miss(
                    collection.stem(""),
                    Missed {
                        reason: "not_collected",
                        detail,
                    },
                );
            }
            let mut parts = parts(&pages);
            if collection.source == Source::ImportedIdentities && !parts.is_empty() {
                let uploaded = self.uploaded()?;
                let is_new = |new: &Part| parts.iter().all(|part| part.id != new.id);
                let uploaded = uploaded.filter(is_new);
                parts.extend(uploaded);
            }
            left += calls(&collection, &parts);
            tasks.extend(parts.into_iter().map(|part| (collection, part.id)));
        }
        self.left.store(left, Ordering::Relaxed);
        self.round(tasks)?;
        let roles = self.journal.pages(Source::RoleAssignments.name())?;
        let groups = named.groups_with_roles(&roles);
        self.left.store(groups.len() as u64, Ordering::Relaxed);
        let members = ALL
            .into_iter()
            .filter(|it| it.source == Source::Memberships);
        let members = members.flat_map(|it| groups.iter().map(move |group| (it, group.id.clone())));
        self.round(members.collect())
    }

    /// Whom the policies and restrictions that were read name, and whether devices are handed out.
    fn named(&self) -> Result<Named, CollectError> {
        let pages = |source: Source| self.journal.pages(source.name());
        let policies = pages(Source::AccessPolicies)?;
        let restrictions = pages(Source::Restrictions)?;
        let (compliance, tokens) = (pages(Source::CompliancePolicies)?, pages(Source::Tokens)?);
        Ok(Named::of(&policies, &restrictions, &compliance, &tokens))
    }

    /// The list of serial numbers that people uploaded, which stands among the tokens' lists.
    fn uploaded(&self) -> Result<Option<Part>, CollectError> {
        let Some(service) = self.services.of(Vendor::Microsoft) else {
            return Ok(None);
        };
        match uploaded::list(service, &self.journal)? {
            Ok(part) => Ok(part),
            Err(missed) => {
                let source = format!("{}.uploaded", Source::ImportedIdentities.name());
                self.miss(source, missed);
                Ok(None)
            }
        }
    }

    /// Asks about single devices, once all lists are there.
    fn ask(&self, orders: &Orders<'_>) -> Result<(), CollectError> {
        let Some(service) = self.services.of(Vendor::Apple) else {
            return Ok(());
        };
        if !self.was_read() {
            return Ok(());
        }
        if orders.budget == 0 {
            // Then nobody need be chosen, and the lists need not be read once more.
            for (source, missed) in suspects::none_allowed() {
                self.miss(source.name().to_owned(), missed);
            }
            return Ok(());
        }
        (self.around.watch)(Event::Choosing);
        let snapshot = self.so_far()?;
        let suspects = (orders.choose)(&snapshot);
        drop(snapshot);
        let missed = suspects::ask(suspects, orders.budget, service, &self.journal, self.around)?;
        for (source, missed) in missed {
            self.miss(source.name().to_owned(), missed);
        }
        Ok(())
    }

    /// What was read, as a diagnosis reads it.
    fn so_far(&self) -> Result<Snapshot, CollectError> {
        let options = recorded::ReadOptions {
            seed: self.around.seed,
            ..recorded::ReadOptions::default()
        };
        let missed = self.missed.lock().unwrap_or_else(PoisonError::into_inner);
        let header = self.header(&missed).to_json();
        recorded::read_unfinished(self.journal.out(), &header, &options)
            .map_err(|why| CollectError::Unfinished(why.to_string()))
    }

    fn was_read(&self) -> bool {
        let was_read = |it: &Collection| self.journal.progress(it.source.name()).pages > 0;
        ALL.iter().any(was_read)
    }

    fn header(&self, missed: &[MissedSource]) -> SnapshotFile {
        let gaps: Vec<_> = missed
            .iter()
            .map(|it| {
                let detail = it.detail.to_string();
                let told = to_json(&it.detail);
                json!({"source": it.source, "reason": it.reason, "detail": detail, "told": told})
            })
            .collect();
        SnapshotFile::new(self.journal.started, &whose(self.tenant)).with_gaps(gaps)
    }

    /// Both services at once, each in a few streams.
    fn round(&self, tasks: Vec<Task>) -> Result<(), CollectError> {
        let (microsoft, apple): (Vec<Task>, Vec<Task>) = tasks
            .into_iter()
            .partition(|it| it.0.vendor == Vendor::Microsoft);
        let stopped: Mutex<Option<CollectError>> = Mutex::default();
        std::thread::scope(|scope| {
            for (vendor, tasks) in [(Vendor::Microsoft, &microsoft), (Vendor::Apple, &apple)] {
                let Some(service) = self.services.of(vendor) else {
                    continue;
                };
                let next = std::sync::Arc::new(AtomicUsize::new(0));
                for _ in 0..lanes::MOST.min(tasks.len()) {
                    let (next, stopped) = (next.clone(), &stopped);
                    scope.spawn(move || self.stream(service, tasks, &next, stopped));
                }
            }
        });
        match stopped.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    fn stream(
        &self,
        service: &Service<'_>,
        tasks: &[Task],
        next: &AtomicUsize,
        stopped: &Mutex<Option<CollectError>>,
    ) {
        let lock = || stopped.lock().unwrap_or_else(PoisonError::into_inner);
        while lock().is_none() {
            let Some((collection, part)) = tasks.get(next.fetch_add(1, Ordering::Relaxed)) else {
                return;
            };
            if self.is_unknown_to_schools(collection) {
                let detail = told("gap-school");
                self.miss(
                    collection.stem(part),
                    Missed {
                        reason: "not_offered",
                        detail,
                    },
                );
                continue;
            }
            if self.is_closed(collection) {
                continue;
            }
            let trip = Trip {
                journal: &self.journal,
                around: self.around,
                left: &self.left,
            };
            match walk(collection, part, service, &trip) {
                Ok(None) => {}
                // What is forbidden of one group is forbidden of each.
                Ok(Some(missed))
                    if collection.source.is_directory() && missed.reason == FORBIDDEN =>
                {
                    if !self.is_closed(collection) {
                        self.miss(collection.stem(""), missed);
                    }
                }
                Ok(Some(missed)) => self.miss(collection.stem(part), missed),
                Err(error) => {
                    lock().get_or_insert(error);
                }
            }
        }
    }

    fn is_unknown_to_schools(&self, collection: &Collection) -> bool {
        let scope = self.tenant.apple.as_ref().map(|it| it.scope);
        collection.source == Source::AuditEvents && scope == Some(AppleScope::School)
    }

    /// Whether the directory said that it may not be asked for this.
    fn is_closed(&self, collection: &Collection) -> bool {
        let all = self.missed.lock().unwrap_or_else(PoisonError::into_inner);
        let name = collection.stem("");
        collection.source.is_directory()
            && all
                .iter()
                .any(|it| it.source == name && it.reason == FORBIDDEN)
    }

    fn miss(&self, source: String, missed: Missed) {
        let mut all = self.missed.lock().unwrap_or_else(PoisonError::into_inner);
        all.push(MissedSource {
            source,
            reason: missed.reason.to_owned(),
            detail: missed.detail,
        });
    }

    /// Writes `snapshot.json`, if there is anything to make a snapshot of.
    fn finish(self) -> Result<Collected, CollectError> {
        let missed = self.missed.lock().unwrap_or_else(PoisonError::into_inner);
        let missed = missed.clone();
        if !self.was_read() {
            let why = missed.first().map(|it| {
                told("nothing-read-of")
                    .with("source", &it.source)
                    .with("why", it.detail.clone())
            });
            self.journal.give_up();
            return Err(CollectError::Nothing(why.unwrap_or_else(|| "".into())));
        }
        let mut missed = [missed, unasked(&self.services)].concat();
        missed.sort_by(|one, other| one.source.cmp(&other.source));
        let header = self.header(&missed).to_json();
        self.journal.end(&header)?;
        Ok(Collected { missed })
    }
}

/// What nobody was asked for, and why.
fn unasked(services: &Services<'_>) -> Vec<MissedSource> {
    let mut missed = Vec::new();
    for source in Source::ALL
        .into_iter()
        .filter(|source| source.is_expected())
    {
        let (vendor, table) = if source.is_apple() {
            (Vendor::Apple, "apple")
        } else {
            (Vendor::Microsoft, "microsoft")
        };
        if services.of(vendor).is_some() {
            continue;
        }
        let reason = "not_configured";
        let detail = told("gap-no-table").with("table", table);
        missed.push(MissedSource {
            source: source.name().to_owned(),
            reason: reason.to_owned(),
            detail,
        });
    }
    missed
}
