//! What a collection would read, in how many calls at least, without reading a device.

use super::Surroundings;
use super::collections::{ALL, Collection, Vendor};
use super::failure::{CollectError, Ended};
use super::named::Named;
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
    let listed = |source| listed(services, source, around);
    let of = |pages: Result<Vec<Vec<u8>>, Told>| pages.map(|pages| parts(&pages));
    let token_pages = listed(Source::Tokens)?;
    let hands_out = token_pages.clone().unwrap_or_default();
    let tokens = of(token_pages);
    let servers = of(listed(Source::MdmServers)?);
    let (policies, restrictions) = (
        listed(Source::AccessPolicies)?,
        listed(Source::Restrictions)?,
    );
    let restrictions = restrictions.unwrap_or_default();
    let compliance = listed(Source::CompliancePolicies)?.unwrap_or_default();
    let without_policies = Named::of(&[], &restrictions, &compliance, &hands_out);
    let named = policies.map(|pages| Named::of(&pages, &restrictions, &compliance, &hands_out));
    let known = |source| match source {
        Source::Tokens => &tokens,
        _ => &servers,
    };
    let asked = ALL.iter().filter(|it| services.of(it.vendor).is_some());
    let planned = asked.map(|it| {
        if it.source.is_directory() {
            let calls = match &named {
                Ok(named) => Ok(named.parts(it).len()),
                // Whatever is wanted without policies is asked for without them.
                Err(why) => match without_policies.parts(it).len() {
                    0 => Err(why.clone()),
                    calls => Ok(calls),
                },
            };
            return read(it, calls.map(|calls| calls as u64));
        }
        let list = known(it.per.unwrap_or(match it.vendor {
            Vendor::Microsoft => Source::Tokens,
            Vendor::Apple => Source::MdmServers,
        }));
        let lists = matches!(it.source, Source::Tokens | Source::MdmServers);
        read(
            it,
            match list {
                Err(why) if it.per.is_some() || lists => Err(why.clone()),
                Err(_) => Ok(1),
                Ok(parts) => Ok(calls(it, parts)),
            },
        )
    });
    Ok(planned.collect())
}

fn read(collection: &Collection, calls: Result<u64, Told>) -> PlannedRead {
    let (calls, obstacle) = match calls {
        Ok(calls) => (calls, None),
        Err(why) => (0, Some(why)),
    };
    PlannedRead {
        source: collection.source.name(),
        path: collection.path(),
        calls,
        obstacle,
    }
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

/// The first page of a list that others depend on; the inner error is what stands in the way of
/// this list alone.
fn listed(
    services: &Services<'_>,
    source: Source,
    around: &Surroundings<'_>,
) -> Result<Result<Vec<Vec<u8>>, Told>, CollectError> {
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
        Ok(answer) => Ok(Ok(vec![answer.body])),
        Err(Ended::Stop(error)) => Err(error),
        Err(Ended::Gap(missed) | Ended::Expired(missed)) => Ok(Err(missed.detail)),
    }
}
