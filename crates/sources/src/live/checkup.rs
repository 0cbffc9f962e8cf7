//! Whether a tenant can be read, part by part: signing in, what the token allows, one short page of
//! each source, the clock, and what expires. Nothing is written anywhere.

use super::Surroundings;
use super::collections::{ALL, Collection, Vendor, moment};
use super::failure::{CollectError, Ended};
use super::named::Named;
use super::origin::Origin;
use super::plan::{PlannedRead, planned};
use super::run::{Services, service};
use super::settings::{AppleScope, MicrosoftCredential, TenantSettings};
use super::vendor_api::Service;
use super::walk::{no_address, parts};
use crate::certificate::outline_of_pem;
use crate::permission;
use crate::told::{Told, told};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use enrollment::moment::Moment;
use enrollment::snapshot::Source;
use reqwest::Url;
use secrecy::ExposeSecret;
use serde_json::Value;

/// A host that must be reached to read a tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose it is.
    pub vendor: Vendor,
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// Whether it is asked over TLS.
    pub tls: bool,
    /// Whether it runs on this machine.
    pub here: bool,
}

/// How one vendor's service answers.
#[derive(Debug)]
pub struct Checkup {
    /// Which.
    pub vendor: Vendor,
    /// Why nobody can sign in, with the next step.
    pub refusal: Option<Told>,
    /// What the access token allows, as it says itself; nothing if it cannot be looked into.
    pub granted: Option<Vec<String>>,
    /// By how many seconds this machine's clock is ahead of the service's.
    pub ahead: Option<i64>,
    /// What the tenant says of its Intune subscription.
    pub subscription: Option<String>,
    /// Each source.
    pub reads: Vec<TriedRead>,
    /// What ends some day.
    pub expiries: Vec<Expiry>,
    /// The calls that a whole collection takes at least.
    pub budget: Vec<PlannedRead>,
}

/// A source of which one page was asked for.
#[derive(Debug)]
pub struct TriedRead {
    /// Its public name.
    pub source: &'static str,
    /// Where it is read.
    pub path: &'static str,
    /// The permission of Microsoft Graph that it takes.
    pub needs: Option<&'static str>,
    /// One word and an explanation, if it cannot be read.
    pub obstacle: Option<(&'static str, Told)>,
    /// Whether there was nobody to ask for: no token, no service.
    pub skipped: bool,
}

/// Something that ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiry {
    /// `credential`, `token`, `push` or `vpp`.
    pub what: &'static str,
    /// The name that people gave it; possibly none.
    pub name: String,
    /// When.
    pub at: Moment,
}

/// The hosts that must be reached to read a tenant, each once.
pub fn places(tenant: &TenantSettings) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let microsoft = tenant.microsoft.iter();
    let microsoft = microsoft.flat_map(|it| [&it.authority, &it.graph]);
    let apple = tenant.apple.iter().flat_map(|it| [&it.account, &it.api]);
    let all = microsoft.map(|origin| (Vendor::Microsoft, origin));
    for (vendor, origin) in all.chain(apple.map(|origin| (Vendor::Apple, origin))) {
        let place = place(vendor, origin);
        let known = |it: &&Place| it.host == place.host && it.port == place.port;
        if !places.iter().any(|it| known(&it)) {
            places.push(place);
        }
    }
    places
}

fn place(vendor: Vendor, origin: &Origin) -> Place {
    let url = origin.at("/");
    Place {
        vendor,
        host: origin.host().to_owned(),
        port: url
            .as_ref()
            .and_then(Url::port_or_known_default)
            .unwrap_or(443),
        tls: url.is_none_or(|url| url.scheme() == "https"),
        here: origin.is_here(),
    }
}

/// Tries one vendor's service; nothing if the tenant has none there.
pub fn checkup(
    tenant: &TenantSettings,
    vendor: Vendor,
    around: &Surroundings<'_>,
) -> Option<Checkup> {
    let service = service(tenant, vendor, around)?;
    let mut found = Checkup {
        vendor,
        refusal: None,
        granted: None,
        ahead: None,
        subscription: None,
        reads: Vec::new(),
        expiries: own_expiry(tenant, vendor).into_iter().collect(),
        budget: Vec::new(),
    };
    let service = match service.and_then(|service| service.sign_in().map(|()| service)) {
        Ok(service) => service,
        Err(why) => {
            found.refusal = Some(why.told());
            return Some(found);
        }
    };
    if let Ok(ticket) = service.ticket(None) {
        found.granted = granted(ticket.token.expose_secret());
    }
    let school = tenant
        .apple
        .as_ref()
        .is_some_and(|it| it.scope == AppleScope::School);
    if let Err(why) = found.try_all(&service, school, around) {
        found.refusal = Some(why.told());
        return Some(found);
    }
    let services = Services::only(vendor, service);
    // Whatever stands in the way of counting was told by the reads.
    found.budget = planned(&services, around).unwrap_or_default();
    Some(found)
}

impl Checkup {
    fn try_all(
        &mut self,
        service: &Service<'_>,
        school: bool,
        around: &Surroundings<'_>,
    ) -> Result<(), CollectError> {
        let mut lists: Vec<(Source, Vec<u8>)> = Vec::new();
        let mine = ALL.iter().filter(|it| it.vendor == self.vendor);
        for collection in mine {
            let part = match collection.per {
                None => Some(String::new()),
                // Who is in the directory, and has which role, may be asked of any tenant.
                Some(_) if collection.source.is_directory() => match collection.source {
                    Source::Memberships | Source::Groups => first_group(collection, &lists),
                    _ => Some(String::new()),
                },
                Some(of) => {
                    let page = lists.iter().find(|(source, _)| *source == of);
                    let first = page.map(|(_, body)| parts(std::slice::from_ref(body)));
                    first
                        .and_then(|all| all.into_iter().next())
                        .map(|part| part.id)
                }
            };
            let unknown = school && collection.source == Source::AuditEvents;
            let tried = match part.filter(|_| !unknown) {
                Some(part) => one_page(service, collection, &part, around)?,
                None => Err(None),
            };
            let mut read = TriedRead {
                source: collection.source.name(),
                path: collection.path(),
                needs: permission::of(collection.source),
                obstacle: None,
                skipped: false,
            };
            match tried {
                Ok((date, body)) => {
                    let ahead = date.map(|theirs| (around.now)().since(theirs));
                    self.ahead = self.ahead.or(ahead);
                    self.expiries.extend(expiries(collection.source, &body));
                    lists.push((collection.source, body));
                }
                Err(obstacle) => {
                    read.skipped = obstacle.is_none();
                    read.obstacle = obstacle;
                }
            }
            self.reads.push(read);
        }
        if self.vendor == Vendor::Microsoft {
            self.subscription = subscription(service)?;
        }
        Ok(())
    }
}

/// A group that a policy or restriction names.
fn first_group(collection: &Collection, lists: &[(Source, Vec<u8>)]) -> Option<String> {
    let pages = |wanted: Source| -> Vec<Vec<u8>> {
        let of = lists.iter().filter(|(source, _)| *source == wanted);
        of.map(|(_, body)| body.clone()).collect()
    };
    let named = Named::of(
        &pages(Source::AccessPolicies),
        &pages(Source::Restrictions),
        &pages(Source::CompliancePolicies),
        &pages(Source::Tokens),
    );
    let groups = named.parts(collection).into_iter();
    groups.map(|part| part.id).next()
}

/// When the service answered and what, or why not.
type Tried = Result<(Option<Moment>, Vec<u8>), Option<(&'static str, Told)>>;

fn one_page(
    service: &Service<'_>,
    collection: &Collection,
    part: &str,
    around: &Surroundings<'_>,
) -> Result<Tried, CollectError> {
    let address = short(collection, &collection.address(part, (around.now)()));
    let Some(url) = service.at(&address) else {
        return Ok(Err(Some(("bad_request", no_address(address)))));
    };
    Ok(match service.read(&url, &collection.needs()) {
        // Without a push certificate Graph answers 404, which is knowledge.
        Ok(answer) if answer.status == 404 && collection.source != Source::PushCertificate => {
            let why = told("gap-not-there").with("path", collection.path());
            Err(Some(("not_found", why)))
        }
        Ok(answer) => Ok((answer.date, answer.body)),
        Err(Ended::Stop(error)) => return Err(error),
        Err(Ended::Gap(missed) | Ended::Expired(missed)) => {
            Err(Some((missed.reason, missed.detail)))
        }
    })
}

/// The address of a page of one row. Lists that are short, and of which more is to be seen, stay.
fn short(collection: &Collection, address: &str) -> String {
    let mut text = address.to_owned();
    if matches!(
        collection.source,
        Source::Tokens | Source::MdmServers | Source::VppTokens
    ) {
        return text;
    }
    for name in ["$top=", "limit="] {
        let Some(at) = text.find(name).map(|at| at + name.len()) else {
            continue;
        };
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        text.replace_range(at..at + digits, "1");
    }
    text
}

/// What the tenant says of its Intune subscription, if it says it.
fn subscription(service: &Service<'_>) -> Result<Option<String>, CollectError> {
    let Some(url) = service.at("/v1.0/deviceManagement?$select=subscriptionState") else {
        return Ok(None);
    };
    match service.read(&url, &Told::Plain(String::new())) {
        Ok(answer) => {
            let about: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            Ok(about["subscriptionState"].as_str().map(str::to_owned))
        }
        Err(Ended::Stop(error)) => Err(error),
        Err(Ended::Gap(_) | Ended::Expired(_)) => Ok(None),
    }
}

/// What a token says that it allows: `roles` of an application, `scp` of a person. It is not
/// verified, since nothing is decided by it: the services decide.
fn granted(token: &str) -> Option<Vec<String>> {
    let payload = token.split('.').nth(1)?;
    let bytes = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    let claims: Value = serde_json::from_slice(&bytes).ok()?;
    claims.as_object()?;
    let roles = claims["roles"].as_array().into_iter().flatten();
    let roles = roles.filter_map(|role| role.as_str().map(str::to_owned));
    let scopes = claims["scp"]
        .as_str()
        .unwrap_or_default()
        .split_whitespace();
    let mut all: Vec<String> = roles.chain(scopes.map(str::to_owned)).collect();
    all.sort();
    Some(all)
}

/// When the application's own certificate ends.
fn own_expiry(tenant: &TenantSettings, vendor: Vendor) -> Option<Expiry> {
    let it = tenant
        .microsoft
        .as_ref()
        .filter(|_| vendor == Vendor::Microsoft)?;
    let MicrosoftCredential::Certificate { certificate, .. } = &it.credential else {
        return None;
    };
    let at = outline_of_pem(certificate)?.until?;
    Some(Expiry {
        what: "credential",
        name: String::new(),
        at,
    })
}

fn expiries(source: Source, body: &[u8]) -> Vec<Expiry> {
    let (what, field, name) = match source {
        Source::Tokens => ("token", "tokenExpirationDateTime", "tokenName"),
        Source::VppTokens => ("vpp", "expirationDateTime", "organizationName"),
        Source::PushCertificate => ("push", "expirationDateTime", "appleIdentifier"),
        _ => return Vec::new(),
    };
    let page: Value = serde_json::from_slice(body).unwrap_or_default();
    let rows = match page["value"].as_array() {
        Some(rows) => rows.clone(),
        None => vec![page],
    };
    let expiry = |row: &Value| {
        let at = moment(row[field].as_str()?)?;
        let name = row[name].as_str().unwrap_or_default().to_owned();
        Some(Expiry { what, name, at })
    };
    rows.iter().filter_map(expiry).collect()
}

#[cfg(test)]
mod tests {
    use super::{ALL, expiries, granted, moment, short};
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use enrollment::snapshot::Source;

    #[test]
    fn a_token_says_what_it_allows_and_an_opaque_one_nothing() {
        let token = |claims: &str| format!("e30.{}.x", URL_SAFE_NO_PAD.encode(claims));
        let app = granted(&token(
            "{\"roles\":[\"Policy.Read.All\",\"Device.Read.All\"]}",
        ));
        assert_eq!(app.unwrap(), ["Device.Read.All", "Policy.Read.All"]);
        let person = granted(&token("{\"scp\":\"openid Device.Read.All\"}"));
        assert_eq!(person.unwrap(), ["Device.Read.All", "openid"]);
        for opaque in ["", "lab.0123", "a.b.c", "a.W10.c"] {
            assert_eq!(granted(opaque), None, "{opaque}");
        }
    }

    #[test]
    fn one_row_is_asked_for_where_lists_are_long() {
        let now = moment("2026-11-25T08:00:00Z").unwrap();
        let of = |source| {
            let found = ALL.iter().find(|it| it.source == source).unwrap();
            short(found, &found.address("T", now))
        };
        assert!(of(Source::ManagedDevices).ends_with("$top=1"));
        assert!(of(Source::SignIns).contains("?$top=1&$filter"));
        assert!(of(Source::OrgDevices).ends_with("?limit=1"));
        assert!(of(Source::MdmServers).contains("limit=1000"));
    }

    #[test]
    fn what_expires_is_seen_in_lists_and_single_objects() {
        let list =
            br#"{"value":[{"tokenName":"A","tokenExpirationDateTime":"2027-01-01T00:00:00Z"},
            {"tokenName":"B","tokenExpirationDateTime":"never"}]}"#;
        let seen = expiries(Source::Tokens, list);
        assert_eq!((seen.len(), seen[0].name.as_str()), (1, "A"));
        let one = br#"{"expirationDateTime":"2027-01-01T00:00:00Z"}"#;
        assert_eq!(expiries(Source::PushCertificate, one)[0].what, "push");
        assert!(expiries(Source::PushCertificate, b"{\"error\":{}}").is_empty());
    }
}
