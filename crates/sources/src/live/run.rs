//! A whole tenant: what stands alone first, then what is asked per token and per service.

use super::Surroundings;
use super::collections::{ALL, Collection, Vendor};
use super::failure::{CollectError, Missed};
use super::journal::{Begun, Journal};
use super::settings::{AppleScope, TenantSettings};
use super::sign_in::Identity;
use super::vendor_api::Service;
use super::walk::{parts, walk};
use crate::import::{SNAPSHOT_FILE, SnapshotFile};
use enrollment::snapshot::{Source, Tenant};
use serde_json::json;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Streams per service: Apple gets no more, and Graph's advice is the same.
const STREAMS: usize = 4;

/// What became of a collection of a tenant.
#[derive(Debug)]
pub struct Collected {
    /// What was not read, as it stands in `snapshot.json`.
    pub missed: Vec<MissedSource>,
}

/// A source, or a part of one, that was not read whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissedSource {
    /// As in `snapshot.json`: the source, with the token or service behind a dot.
    pub source: String,
    /// One word.
    pub reason: String,
    /// For a person: what is missing and what to do.
    pub detail: String,
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
        let authorities = tenant.authorities.as_deref();
        let microsoft = tenant
            .microsoft
            .as_ref()
            .map(|it| Service::new(&it.graph, Identity::Microsoft(it), authorities, around));
        let apple = tenant.apple.as_ref();
        let apple = apple.map(|it| Service::new(&it.api, Identity::Apple(it), authorities, around));
        let services = Self {
            microsoft: microsoft.transpose()?,
            apple: apple.transpose()?,
        };
        for service in services.microsoft.iter().chain(&services.apple) {
            service.sign_in()?;
        }
        Ok(services)
    }

    pub(super) fn of(&self, vendor: Vendor) -> Option<&Service<'s>> {
        match vendor {
            Vendor::Microsoft => self.microsoft.as_ref(),
            Vendor::Apple => self.apple.as_ref(),
        }
    }
}

/// Reads a tenant into the directory `out`, or goes on where an interrupted run stopped.
pub fn collect(
    tenant: &TenantSettings,
    out: &Path,
    around: &Surroundings<'_>,
) -> Result<Collected, CollectError> {
    if out.join(SNAPSHOT_FILE).exists() {
        let Ok(Begun::Ended) = begin(tenant, out, around) else {
            let why = "holds a snapshot already; name another place with --out";
            return Err(CollectError::Place(out.to_owned(), why));
        };
        return Ok(Collected { missed: Vec::new() });
    }
    let services = Services::open(tenant, around)?;
    let journal = match begin(tenant, out, around)? {
        Begun::Run(journal) => journal,
        Begun::Ended => return Ok(Collected { missed: Vec::new() }),
    };
    let run = Run {
        tenant,
        services,
        journal,
        around,
        missed: Mutex::default(),
    };
    match run.read_all() {
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
    around: &Surroundings<'_>,
) -> Result<Begun, CollectError> {
    let mut asked = vec![tenant.name.clone()];
    if let Some(it) = &tenant.microsoft {
        asked.extend([it.tenant.clone(), it.client.clone(), it.graph.to_string()]);
    }
    if let Some(it) = &tenant.apple {
        asked.extend([it.client.clone(), it.api.to_string()]);
    }
    Journal::begin(out, &asked.join("|"), (around.now)())
}

struct Run<'r> {
    tenant: &'r TenantSettings,
    services: Services<'r>,
    journal: Journal,
    around: &'r Surroundings<'r>,
    missed: Mutex<Vec<MissedSource>>,
}

type Task = (Collection, String);

impl Run<'_> {
    fn read_all(&self) -> Result<(), CollectError> {
        let alone = ALL.into_iter().filter(|it| it.per.is_none());
        self.round(alone.map(|it| (it, String::new())).collect())?;
        let mut tasks = Vec::new();
        for collection in ALL {
            let Some(of) = collection.per else { continue };
            let pages = self.journal.pages(of.name())?;
            if pages.is_empty() && self.services.of(collection.vendor).is_some() {
                let detail = format!("{of} was not read, which lists what to ask for");
                self.miss(
                    collection.stem(""),
                    Missed {
                        reason: "not_collected",
                        detail,
                    },
                );
            }
            let parts = parts(&pages).into_iter();
            tasks.extend(parts.map(|part| (collection, part.id)));
        }
        self.round(tasks)
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
                for _ in 0..STREAMS.min(tasks.len()) {
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
                let detail = "Apple School Manager does not offer audit events".to_owned();
                self.miss(
                    collection.stem(part),
                    Missed {
                        reason: "not_offered",
                        detail,
                    },
                );
                continue;
            }
            match walk(collection, part, service, &self.journal, self.around) {
                Ok(None) => {}
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
        let missed = self
            .missed
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let was_read = |it: &Collection| self.journal.progress(it.source.name()).pages > 0;
        if !ALL.iter().any(was_read) {
            let why = missed
                .first()
                .map(|it| format!("{}: {}", it.source, it.detail));
            self.journal.give_up();
            return Err(CollectError::Nothing(why.unwrap_or_default()));
        }
        let mut missed = [missed, unasked(&self.services)].concat();
        missed.sort_by(|one, other| one.source.cmp(&other.source));
        let gaps: Vec<_> = missed
            .iter()
            .map(|it| json!({"source": it.source, "reason": it.reason, "detail": it.detail}))
            .collect();
        let microsoft = self.tenant.microsoft.as_ref();
        let tenant = Tenant {
            name: self.tenant.name.clone(),
            id: microsoft.map_or_else(String::new, |it| it.tenant.clone()),
        };
        let header = SnapshotFile::new(self.journal.started, &tenant).with_gaps(gaps);
        self.journal.end(&header.to_json())?;
        Ok(Collected { missed })
    }
}

/// What nobody was asked for, and why.
fn unasked(services: &Services<'_>) -> Vec<MissedSource> {
    let mut missed = Vec::new();
    for source in Source::ALL
        .into_iter()
        .filter(|source| !source.is_voluntary())
    {
        let (vendor, table) = if source.is_apple() {
            (Vendor::Apple, "apple")
        } else {
            (Vendor::Microsoft, "microsoft")
        };
        let (reason, detail) = if services.of(vendor).is_none() {
            (
                "not_configured",
                format!("the tenant's configuration has no `{table}`"),
            )
        } else if source.is_per_device() {
            (
                "not_collected",
                "asked device by device, which was not part of this run".to_owned(),
            )
        } else {
            continue;
        };
        missed.push(MissedSource {
            source: source.name().to_owned(),
            reason: reason.to_owned(),
            detail,
        });
    }
    missed
}
