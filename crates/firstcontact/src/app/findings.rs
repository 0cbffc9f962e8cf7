//! Faults that reach further than a device: found once, with the devices they explain.

use super::examine::Examined;
use enrollment::case_file::{
    CaseFile, Failure, FamilyDefault, Kind, PlatformRule, ProfileCheck, ProfileOrigin,
    ProfileState, Push, ReadingId, SignInMethod, Silence, Vpp,
};
use enrollment::cause::{Code, Scope};
use enrollment::correlate::{Device, Fleet};
use enrollment::moment::Moment;
use enrollment::opinion::Opinion;
use enrollment::snapshot::{Platform, ProductFamily, Snapshot, Source};
use enrollment::tenant::TokenFacts;
use enrollment::words::Word;
use rules::catalogue;
use rules::rule::Rule;
use std::collections::{BTreeMap, BTreeSet};

/// A fault of a token, a profile, a restriction, a product family or the whole tenant.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What it is.
    pub code: Code,
    /// How far it reaches: `token:<id>`, `profile:<id>`, `tenant`, …
    pub scope: String,
    /// The name people know it by: the token's, the profile's.
    pub name: String,
    /// Since when, if that can be told.
    pub since: Option<Moment>,
    /// What says so: source and field, and the value.
    pub evidence: Vec<(Source, &'static str, String)>,
    /// The serial numbers of the devices that it explains, in order.
    pub blamed: Vec<String>,
}

/// All findings of a tenant before any device is looked at; each device that suffers from one is
/// added with [`blame`].
pub fn of_tenant(fleet: &Fleet<'_>) -> BTreeMap<(Code, String), Finding> {
    let mut findings = BTreeMap::new();
    for (case, subject) in subjects(fleet) {
        for rule in catalogue::all()
            .iter()
            .filter(|rule| rule.cause.scope == subject.scope)
        {
            let Opinion::Possible { signs, .. } = (rule.examine)(&case) else {
                continue;
            };
            if !reaches_further(&case, signs.as_slice(), fleet) {
                continue;
            }
            let evidence = signs
                .as_slice()
                .iter()
                .map(|sign| {
                    let info = sign.info();
                    let field = told_by(info.name, case.value_name(*sign)).unwrap_or(info.field);
                    (info.source, field, subject.value(fleet, &case, *sign))
                })
                .collect();
            let finding = Finding {
                code: rule.cause.code,
                scope: subject.key.clone(),
                name: subject.name.clone(),
                since: subject.since(fleet, signs.as_slice()),
                evidence,
                blamed: Vec::new(),
            };
            findings.insert((finding.code, finding.scope.clone()), finding);
        }
    }
    findings
}

/// Adds a device to the finding that explains it. A tenant-wide cause that only a device shows
/// (a failure text, for example) makes a new finding.
pub fn blame<T>(findings: &mut BTreeMap<(Code, String), Finding>, examined: &Examined<'_, '_, T>) {
    let Some((rule, scope)) = systemic(examined) else {
        return;
    };
    let finding = findings
        .entry((rule.cause.code, scope.clone()))
        .or_insert_with(|| Finding {
            code: rule.cause.code,
            name: scope_name(examined.device, rule.cause.scope),
            scope,
            since: None,
            evidence: Vec::new(),
            blamed: Vec::new(),
        });
    finding
        .blamed
        .push(examined.device.serial_text().to_owned());
}

/// The tenant-wide cause that a device suffers from, and its scope's key.
pub fn systemic<T>(examined: &Examined<'_, '_, T>) -> Option<(&'static Rule, String)> {
    let rule = catalogue::all()[examined.judged.verdict.cause?];
    if rule.cause.scope == Scope::Device {
        return None;
    }
    let Opinion::Possible { signs, .. } = (rule.examine)(&examined.judged.case) else {
        return None;
    };
    let device = examined.device;
    reaches_further(&examined.judged.case, signs.as_slice(), device.fleet)
        .then(|| (rule, scope_key(device, rule.cause.scope)))
}

/// Readings that are about more than the device they were taken for.
const ABOUT_OTHERS: [&str; 16] = [
    "token",
    "counts",
    "sync_since",
    "profile",
    "profile_origin",
    "profile_check",
    "sign_in_method",
    "push",
    "silence",
    "platform_rule",
    "os_rule",
    "vpp",
    "access",
    "family_default",
    "server",
    "failure",
];

/// Whether what speaks for a tenant-wide cause is more than this device's own bad luck: some
/// reading about the token, the profile or the tenant is a sign of it. How people sign in is one
/// only where everybody is asked for a second factor, and a sign-in that failed never is: a person
/// may have mistyped.
fn reaches_further(case: &CaseFile, signs: &[ReadingId], fleet: &Fleet<'_>) -> bool {
    let mut signs = signs.iter().map(|sign| sign.info().name);
    signs.any(|name| match name {
        "sign_in_method" => fleet.tenant.second_factor,
        "failure" => case.get::<Failure>() != Failure::Authentication,
        _ => ABOUT_OTHERS.contains(&name),
    })
}

fn scope_key(device: &Device<'_>, scope: Scope) -> String {
    let words = &device.fleet.snapshot.words;
    let id = match scope {
        Scope::Device => device.serial_text(),
        Scope::Tenant => return "tenant".to_owned(),
        Scope::Token => device.token().map_or("", |token| words.text(token.id)),
        Scope::Profile => device.imported().map_or("", |row| words.text(row.profile)),
        Scope::Family => family_name(device.org().map(|row| row.family)),
        Scope::Restriction => restriction_id(device).unwrap_or(""),
    };
    format!("{}:{id}", scope.name())
}

fn scope_name(device: &Device<'_>, scope: Scope) -> String {
    let snapshot = device.fleet.snapshot;
    let words = &snapshot.words;
    match scope {
        Scope::Token => device
            .token()
            .map_or("", |token| token_name(snapshot, token))
            .to_owned(),
        Scope::Profile => {
            let number = device
                .imported()
                .and_then(|row| device.fleet.tenant.profile(row.profile));
            number
                .map_or("", |number| words.text(snapshot.profiles[number].name))
                .to_owned()
        }
        Scope::Family => family_name(device.org().map(|row| row.family)).to_owned(),
        Scope::Device | Scope::Restriction | Scope::Tenant => String::new(),
    }
}

/// The name people gave a token; its id where only its device list was read.
fn token_name<'s>(snapshot: &'s Snapshot, token: &TokenFacts) -> &'s str {
    snapshot
        .words
        .text(token.row.map_or(token.id, |row| snapshot.tokens[row].name))
}

fn restriction_id<'f>(device: &Device<'f>) -> Option<&'f str> {
    let fleet = device.fleet;
    let platform = match device.org().map(|row| row.family) {
        Some(ProductFamily::Mac) => Platform::MacOs,
        _ => device.imported().map_or(Platform::Ios, |row| row.platform),
    };
    let (_, row) = fleet.tenant.platform_rule(platform);
    row.map(|row| {
        fleet
            .snapshot
            .words
            .text(fleet.snapshot.restrictions[row].id)
    })
}

fn family_name(family: Option<ProductFamily>) -> &'static str {
    match family {
        Some(ProductFamily::Iphone) => "iPhone",
        Some(ProductFamily::Ipad) => "iPad",
        Some(ProductFamily::Mac) => "Mac",
        Some(ProductFamily::AppleTv) => "AppleTV",
        Some(ProductFamily::Vision) => "Vision",
        Some(ProductFamily::Watch) => "Watch",
        Some(ProductFamily::Ipod) => "iPod",
        _ => "",
    }
}

/// The field that tells a value of a reading, where it is another than the reading's usual one.
pub fn told_by(reading: &str, value: &str) -> Option<&'static str> {
    match (reading, value) {
        ("token", "expired") => Some("tokenExpirationDateTime"),
        ("token", "stale" | "valid") => Some("lastSuccessfulSyncDateTime"),
        ("token", "no_consent") => Some("dataSharingConsentGranted"),
        _ => None,
    }
}

/// A token, profile, restriction, family or the tenant, as the subject of an examination.
struct Subject {
    scope: Scope,
    key: String,
    name: String,
    row: Option<usize>,
}

impl Subject {
    /// The value of a reading, spelt out from the subject's row.
    fn value(&self, fleet: &Fleet<'_>, case: &CaseFile, reading: ReadingId) -> String {
        let snapshot = fleet.snapshot;
        let name = case.value_name(reading);
        match (self.scope, self.row) {
            (Scope::Token, Some(row)) => {
                let token = &snapshot.tokens[row];
                match (reading.info().name, name) {
                    ("token", "expired") => token.expires.to_string(),
                    ("token", "terms" | "refused") => token
                        .error
                        .map_or_else(|| name.to_owned(), |code| code.to_string()),
                    ("token", "stale") => token.last_success.to_string(),
                    ("counts", _) => token.devices.map_or_else(String::new, |n| n.to_string()),
                    _ => name.to_owned(),
                }
            }
            (Scope::Tenant, _) if reading.info().name == "push" => {
                snapshot.push_certificate.as_ref().map_or_else(
                    || name.to_owned(),
                    |row| {
                        if row.present {
                            row.expires.to_string()
                        } else {
                            name.to_owned()
                        }
                    },
                )
            }
            _ => name.to_owned(),
        }
    }

    /// Since when the fault exists, as far as the rows tell.
    fn since(&self, fleet: &Fleet<'_>, signs: &[ReadingId]) -> Option<Moment> {
        let snapshot = fleet.snapshot;
        match self.scope {
            Scope::Token => fleet
                .tenant
                .tokens
                .iter()
                .find(|token| token.row == self.row && self.row.is_some())
                .and_then(|token| token.since),
            // Each sign dates itself; the first of them that does began it.
            Scope::Tenant => signs
                .iter()
                .filter_map(|sign| match sign.info().name {
                    "push" => fleet.tenant.push_since,
                    "silence" => fleet.tenant.silent_since,
                    "access" => {
                        let policy = fleet.tenant.access_policy;
                        policy.and_then(|row| snapshot.access_policies[row].modified.at())
                    }
                    "vpp" => expired_apps_tokens(snapshot).min(),
                    _ => None,
                })
                .min(),
            Scope::Restriction => self
                .row
                .and_then(|row| snapshot.restrictions[row].modified.at()),
            Scope::Profile => self
                .row
                .and_then(|row| snapshot.profiles[row].modified.at()),
            Scope::Family | Scope::Device => None,
        }
    }
}

fn subjects(fleet: &Fleet<'_>) -> Vec<(CaseFile, Subject)> {
    let mut subjects = Vec::new();
    tokens(fleet, &mut subjects);
    profiles(fleet, &mut subjects);
    restrictions(fleet, &mut subjects);
    families(fleet, &mut subjects);
    let mut case = CaseFile::default();
    case.set(fleet.tenant.push);
    case.set(fleet.tenant.access);
    // Where the push certificate is gone, silence is its consequence and no fault of its own.
    let explained = matches!(fleet.tenant.push, Push::Expired | Push::Missing);
    if fleet.tenant.silent_since.is_some() && !explained {
        case.set(Silence::Mass);
    }
    let broken = expired_apps_tokens(fleet.snapshot).next().is_some();
    let needed = fleet
        .snapshot
        .profiles
        .iter()
        .any(|profile| profile.vpp_token.is_some());
    if broken && needed {
        case.set(Vpp::Broken);
    }
    let name = fleet.snapshot.tenant.name.clone();
    subjects.push((
        case,
        Subject {
            scope: Scope::Tenant,
            key: "tenant".to_owned(),
            name,
            row: None,
        },
    ));
    subjects
}

/// When tokens for apps expired, as far as they have.
fn expired_apps_tokens(snapshot: &Snapshot) -> impl Iterator<Item = Moment> {
    let tokens = snapshot.vpp_tokens.iter();
    tokens.filter_map(|token| {
        let expires = token.expires.at();
        expires.filter(|expires| *expires <= snapshot.taken_at)
    })
}

fn tokens(fleet: &Fleet<'_>, subjects: &mut Vec<(CaseFile, Subject)>) {
    let snapshot = fleet.snapshot;
    let words = &snapshot.words;
    for token in &fleet.tenant.tokens {
        let mut case = CaseFile::default();
        case.set(token.health);
        case.set(token.counts);
        let id = words.text(token.id);
        let name = token
            .row
            .map_or(id, |row| words.text(snapshot.tokens[row].name));
        let subject = Subject {
            scope: Scope::Token,
            key: format!("token:{id}"),
            name: name.to_owned(),
            row: token.row,
        };
        subjects.push((case, subject));
    }
}

fn profiles(fleet: &Fleet<'_>, subjects: &mut Vec<(CaseFile, Subject)>) {
    let words = &fleet.snapshot.words;
    let first_devices = first_devices(fleet);
    for (number, profile) in fleet.snapshot.profiles.iter().enumerate() {
        // The mirrored row of a policy is the same profile: only the better row is a subject.
        if fleet.tenant.profile(profile.id) != Some(number) {
            continue;
        }
        // What a device of this profile would read: asked of one device, if there is one.
        let Some(device) = first_devices.get(&profile.id) else {
            continue;
        };
        let timeline = enrollment::timeline::rebuild(device);
        let own = enrollment::case_file::open(device, &timeline);
        let mut case = CaseFile::default();
        case.set(own.get::<ProfileOrigin>());
        case.set(own.get::<ProfileCheck>());
        case.set(own.get::<SignInMethod>());
        if own.get::<ProfileState>() == ProfileState::Unsuitable {
            case.set(ProfileState::Unsuitable);
        }
        let subject = Subject {
            scope: Scope::Profile,
            key: format!("profile:{}", words.text(profile.id)),
            name: words.text(profile.name).to_owned(),
            row: Some(number),
        };
        subjects.push((case, subject));
    }
}

/// For each profile that a live row asks for, the first device in the order of serial numbers.
/// The fleet is walked once at most, and no further than until each profile has its device.
fn first_devices<'f>(fleet: &'f Fleet<'_>) -> BTreeMap<Word, Device<'f>> {
    let live = fleet
        .snapshot
        .imported
        .iter()
        .filter(|row| !row.deleted && row.profile.is_some());
    let mut wanted: BTreeSet<Word> = live.map(|row| row.profile).collect();
    let mut first = BTreeMap::new();
    for device in fleet.devices() {
        if wanted.is_empty() {
            break;
        }
        let row = device.imported().filter(|row| !row.deleted);
        if let Some(profile) = row.map(|row| row.profile)
            && wanted.remove(&profile)
        {
            first.insert(profile, device);
        }
    }
    first
}

fn restrictions(fleet: &Fleet<'_>, subjects: &mut Vec<(CaseFile, Subject)>) {
    let words = &fleet.snapshot.words;
    for platform in [Platform::Ios, Platform::MacOs] {
        let (rule, row) = fleet.tenant.platform_rule(platform);
        let Some(number) = row.filter(|_| rule == PlatformRule::Blocked) else {
            continue;
        };
        let restriction = &fleet.snapshot.restrictions[number];
        let mut case = CaseFile::default();
        case.set(rule);
        let subject = Subject {
            scope: Scope::Restriction,
            key: format!("restriction:{}", words.text(restriction.id)),
            name: words.text(restriction.name).to_owned(),
            row: Some(number),
        };
        subjects.push((case, subject));
    }
}

fn families(fleet: &Fleet<'_>, subjects: &mut Vec<(CaseFile, Subject)>) {
    let present = |family| {
        fleet
            .snapshot
            .org_devices
            .iter()
            .any(|row| row.family == family)
    };
    let kinds = [
        (ProductFamily::Iphone, Kind::Ios),
        (ProductFamily::Ipad, Kind::Ios),
        (ProductFamily::Mac, Kind::Mac),
        (ProductFamily::AppleTv, Kind::Tv),
        (ProductFamily::Vision, Kind::Vision),
    ];
    for (family, kind) in kinds {
        let default = fleet.tenant.family_default(family);
        if default != FamilyDefault::Missing || !present(family) {
            continue;
        }
        let mut case = CaseFile::default();
        case.set(default);
        case.set(kind);
        let name = family_name(Some(family));
        let subject = Subject {
            scope: Scope::Family,
            key: format!("family:{name}"),
            name: name.to_owned(),
            row: None,
        };
        subjects.push((case, subject));
    }
}

#[cfg(test)]
mod tests {
    use super::reaches_further;
    use enrollment::case_file::{CaseFile, Failure, Reading};
    use enrollment::correlate::correlate;
    use enrollment::moment::Moment;
    use enrollment::snapshot::{Snapshot, Tenant};

    /// One person who mistyped is no fault of a profile; a tenant without authority is one.
    #[test]
    fn a_failed_sign_in_reaches_no_further_than_its_device() {
        let snapshot =
            Snapshot::empty(Moment::from_unix(1_800_000_000).unwrap(), Tenant::default());
        let fleet = correlate(&snapshot);
        let reaches = |failure: Failure| {
            let mut case = CaseFile::default();
            case.set(failure);
            reaches_further(&case, &[Failure::INFO.id], &fleet)
        };
        assert!(!reaches(Failure::Authentication));
        assert!(reaches(Failure::Authority));
    }
}
