//! What a collection would read, in how many calls at least, without reading a device.

use super::Surroundings;
use super::collections::{ALL, Collection, Vendor};
use super::failure::{CollectError, Ended};
use super::run::Services;
use super::settings::TenantSettings;
use super::walk::{Part, no_address, parts};
use crate::told::Told;
use enrollment::moment::Moment;
use enrollment::snapshot::Source;

/// A source that would be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedRead {
    /// Its public name.
    pub source: &'static str,
    /// Where it is read, with `{}` for each token or service.
    pub path: &'static str,
    /// Calls that are known to be needed; more where the services do not say how much there is.
    pub calls: u64,
    /// Why it cannot be read, if that is known already.
    pub obstacle: Option<Told>,
}

/// Signs in, looks at the lists of tokens and services, and counts.
pub fn plan(
    tenant: &TenantSettings,
    around: &Surroundings<'_>,
) -> Result<Vec<PlannedRead>, CollectError> {
    planned(&Services::open(tenant, around)?, around)
}

/// The same, where somebody signed in already.
pub(super) fn planned(
    services: &Services<'_>,
    around: &Surroundings<'_>,
) -> Result<Vec<PlannedRead>, CollectError> {
    let tokens = listed(services, Source::Tokens, around)?;
    let servers = listed(services, Source::MdmServers, around)?;
    let known = |source| match source {
        Source::Tokens => &tokens,
        _ => &servers,
    };
    let asked = ALL.iter().filter(|it| services.of(it.vendor).is_some());
    let planned = asked.map(|it| {
        let list = known(it.per.unwrap_or(match it.vendor {
            Vendor::Microsoft => Source::Tokens,
            Vendor::Apple => Source::MdmServers,
        }));
        let (calls, obstacle) = match list {
            Err(why) if it.per.is_some() || it.source == Source::Tokens => (0, Some(why.clone())),
            Err(why) if it.source == Source::MdmServers => (0, Some(why.clone())),
            Err(_) => (1, None),
            Ok(parts) => (calls(it, parts), None),
        };
        PlannedRead {
            source: it.source.name(),
            path: it.path(),
            calls,
            obstacle,
        }
    });
    Ok(planned.collect())
}

/// The first address of every collection, behind the host, with `{}` for a token or service: all
/// that is asked of a tenant, for whoever checks it against what the vendors publish.
pub fn first_calls(now: Moment) -> Vec<(Source, String)> {
    let all = ALL.iter();
    all.map(|it| (it.source, it.address("{}", now))).collect()
}

/// How many calls a collection takes at least, for these tokens or services.
pub(super) fn calls(collection: &Collection, parts: &[Part]) -> u64 {
    let pages = |rows: u64| rows.div_ceil(collection.page).max(1);
    let devices = || parts.iter().map(|part| part.devices).sum();
    match collection.source {
        Source::ImportedIdentities | Source::MdmServerDevices => {
            parts.iter().map(|part| pages(part.devices)).sum()
        }
        Source::EnrollmentProfiles => parts.len() as u64,
        // Whatever stands under a service is in the organisation.
        Source::OrgDevices => pages(devices()),
        _ => 1,
    }
}

/// The tokens or services; the inner error is what stands in the way of this list alone.
fn listed(
    services: &Services<'_>,
    source: Source,
    around: &Surroundings<'_>,
) -> Result<Result<Vec<Part>, Told>, CollectError> {
    let Some(collection) = ALL.iter().find(|it| it.source == source) else {
        return Ok(Ok(Vec::new()));
    };
    let Some(service) = services.of(collection.vendor) else {
        return Ok(Ok(Vec::new()));
    };
    let address = collection.address("", (around.now)());
    let Some(url) = service.at(&address) else {
        return Ok(Err(no_address(address)));
    };
    match service.read(&url, &collection.needs()) {
        Ok(answer) => Ok(Ok(parts(&[answer.body]))),
        Err(Ended::Stop(error)) => Err(error),
        Err(Ended::Gap(missed) | Ended::Expired(missed)) => Ok(Err(missed.detail)),
    }
}
