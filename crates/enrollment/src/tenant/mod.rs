//! What holds for many devices at once: worked out once per snapshot, before any device.

mod access;
mod failures;
mod holders;
mod orders;
mod profiles;
mod servers;
mod silence;
mod tokens;

pub(crate) use failures::meaning;
pub use holders::HolderFacts;
pub use tokens::{ERROR_TERMS, TokenFacts};

use crate::case_file::{Access, Failure, FamilyDefault, Kind, OsRule, PlatformRule, Push, Server};
use crate::correlate::Fleet;
use crate::moment::{Moment, Stamp};
use crate::snapshot::{
    Guid, Platform, ProductFamily, Restriction, RestrictionTarget, Source, Whom,
};
use crate::words::Word;
use hashbrown::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

/// Maps inside the house are keyed by words, which are dense numbers of our own making.
pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<WordHasher>>;
/// Sets of the same keys.
pub(crate) type Set<K> = HashSet<K, BuildHasherDefault<WordHasher>>;

/// Multiplies a few bytes into a hash. Keys are our own numbers, never foreign text.
#[derive(Default)]
pub(crate) struct WordHasher(u64);

impl std::hash::Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(23) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Facts about the tenant that devices share.
#[derive(Default)]
pub struct TenantFacts {
    /// Every token, with its health and its service at Apple.
    pub tokens: Vec<TokenFacts>,
    /// Is the push certificate in order?
    pub push: Push,
    /// Since when it is not.
    pub push_since: Option<Moment>,
    /// The day on which most managed Apple devices fell silent, as the moment it began.
    pub silent_since: Option<Moment>,
    /// Does Conditional Access stand in the way, and which policy.
    pub access: Access,
    /// The policy behind [`TenantFacts::access`].
    pub access_policy: Option<usize>,
    /// Whether everybody who enrolls is asked for a second factor. False also where the policies
    /// were not read.
    pub second_factor: bool,
    servers: Map<Word, Server>,
    default_families: Option<Vec<ProductFamily>>,
    orders: orders::Orders,
    sites: Map<Word, bool>,
    holders: holders::Holders,
    failures: failures::UserFailures,
    platform_rules: Vec<(Platform, bool, usize)>,
    rules_of_all: Vec<RuleOfAll>,
    os_rules: Vec<(Platform, Word, usize)>,
    profiles: profiles::Profiles,
}

/// A restriction above the default that is assigned to all users.
struct RuleOfAll {
    platform: Platform,
    /// The smallest counts.
    priority: i64,
    blocked: bool,
    /// Whether nobody is left out: by a group, or by a filter for devices.
    surely: bool,
}

impl RuleOfAll {
    /// None for one that is assigned to groups alone. One whose assignment nobody read may be.
    fn of(rule: &Restriction) -> Option<Self> {
        let surely = match &rule.targets {
            _ if rule.is_default => return None,
            None => false,
            Some(targets) => {
                let all =
                    |it: &&RestrictionTarget| matches!(it.whom, Whom::AllUsers | Whom::Unknown);
                targets.iter().find(all)?;
                let whole = |it: &RestrictionTarget| it.whom == Whom::AllUsers && !it.filtered;
                let leaves_out = |it: &RestrictionTarget| matches!(it.whom, Whom::NotGroup(_));
                targets.iter().any(whole) && !targets.iter().any(leaves_out)
            }
        };
        Some(Self {
            platform: rule.platform,
            priority: rule.priority,
            blocked: rule.blocked,
            surely,
        })
    }
}

impl TenantFacts {
    pub(crate) fn gather(fleet: &Fleet<'_>) -> Self {
        let snapshot = fleet.snapshot;
        let mut facts = Self::default();
        facts.profiles = profiles::Profiles::gather(snapshot);
        facts.tokens = tokens::gather(fleet);
        facts.servers = servers::kinds(snapshot, &facts.tokens);
        facts.default_families = servers::default_families(snapshot);
        (facts.push, facts.push_since) = push(fleet);
        facts.silent_since = silence::day(snapshot);
        (facts.access, facts.access_policy) = access::judge(snapshot);
        facts.second_factor = access::demands_second_factor(snapshot);
        facts.orders = orders::Orders::count(snapshot);
        facts.holders = holders::Holders::gather(snapshot);
        facts.failures = failures::UserFailures::gather(snapshot);
        facts.sites = orders::failing_sites(fleet);
        if snapshot.reads.is_complete(Source::Restrictions) {
            for (number, rule) in snapshot.restrictions.iter().enumerate() {
                if rule.limit.is_some() {
                    continue;
                }
                facts.rules_of_all.extend(RuleOfAll::of(rule));
                if rule.is_default {
                    facts
                        .platform_rules
                        .push((rule.platform, rule.blocked, number));
                    if rule.os_minimum.is_some() {
                        facts
                            .os_rules
                            .push((rule.platform, rule.os_minimum, number));
                    }
                }
            }
        }
        facts.rules_of_all.sort_by_key(|rule| rule.priority);
        facts
    }

    /// What kind of service a service id means to us.
    pub fn server(&self, id: Word) -> Server {
        self.servers.get(&id).copied().unwrap_or_default()
    }

    /// What kind of service a name means to us; audit events name services by name only.
    pub fn server_named(&self, fleet: &Fleet<'_>, name: Word) -> Server {
        let servers = fleet.snapshot.mdm_servers.iter();
        let mut named = servers.filter(|server| server.name == name && name.is_some());
        named
            .next()
            .map_or(Server::Unread, |server| self.server(server.id))
    }

    /// The token with this id.
    pub fn token(&self, id: Word) -> Option<&TokenFacts> {
        self.tokens.iter().find(|token| token.id == id)
    }

    /// The token whose service at Apple has this id.
    pub fn token_of_server(&self, server: Word) -> Option<&TokenFacts> {
        self.tokens
            .iter()
            .find(|token| token.server == Some(server))
    }

    /// Does a service take new devices of this family?
    pub fn family_default(&self, family: ProductFamily) -> FamilyDefault {
        match &self.default_families {
            None => FamilyDefault::Unread,
            Some(_) if matches!(family, ProductFamily::Missing | ProductFamily::Strange(_)) => {
                FamilyDefault::Unread
            }
            Some(families) if families.contains(&family) => FamilyDefault::Covered,
            Some(_) => FamilyDefault::Missing,
        }
    }

    /// Does the restriction that covers everybody who signs in forbid this platform? The default
    /// one does, unless one of a higher rank is assigned to all users. Those of groups are asked
    /// for by whoever knows the person.
    pub fn platform_rule_of_all(&self, platform: Platform) -> PlatformRule {
        let (default, _) = self.platform_rule(platform);
        let rule = |blocked| {
            if blocked {
                PlatformRule::Blocked
            } else {
                PlatformRule::Allowed
            }
        };
        let about = self
            .rules_of_all
            .iter()
            .filter(|it| same_platform(it.platform, platform));
        let mut perhaps = Vec::new();
        let mut counts = default;
        for ranked in about {
            if ranked.surely {
                counts = rule(ranked.blocked);
                break;
            }
            perhaps.push(rule(ranked.blocked));
        }
        if perhaps.iter().all(|it| *it == counts) {
            counts
        } else {
            PlatformRule::Unread
        }
    }

    /// Does the default restriction forbid this platform? With the row that says so.
    pub fn platform_rule(&self, platform: Platform) -> (PlatformRule, Option<usize>) {
        let mut rules = self
            .platform_rules
            .iter()
            .filter(|rule| same_platform(rule.0, platform));
        let Some(first) = rules.next() else {
            return (PlatformRule::Unread, None);
        };
        let blocking = std::iter::once(first).chain(rules).find(|rule| rule.1);
        match blocking {
            Some(rule) => (PlatformRule::Blocked, Some(rule.2)),
            None => (PlatformRule::Allowed, Some(first.2)),
        }
    }

    /// Does the default restriction ask for a newer system than `version`?
    pub fn os_rule(&self, fleet: &Fleet<'_>, platform: Platform, version: &str) -> OsRule {
        if self.platform_rules.is_empty() || version.is_empty() {
            return OsRule::Unread;
        }
        let words = &fleet.snapshot.words;
        let too_old = self
            .os_rules
            .iter()
            .filter(|rule| same_platform(rule.0, platform))
            .any(|rule| older(version, words.text(rule.1)));
        if too_old {
            OsRule::TooOld
        } else {
            OsRule::Fits
        }
    }

    /// What is known of a holder's sign-ins.
    pub fn holder(&self, user: Word) -> Option<&HolderFacts> {
        self.holders.of(user)
    }

    /// Whether a managed device that hides its serial number (User Enrollment) may be one that
    /// `holder` has (none: unknown) and that is a `model`.
    pub fn may_hide(&self, holder: Word, model: Word) -> bool {
        self.holders.may_hide(holder, model)
    }

    /// The failure on record for a user who is known by name, by id or both, that a device of this
    /// kind may have had, at or after `since`.
    pub fn user_failure(
        &self,
        (user, id): (Word, Guid),
        kind: Kind,
        since: Option<Moment>,
    ) -> Option<Failure> {
        let id = if id.is_some() {
            id
        } else {
            self.holders.id_of(user)
        };
        self.failures.of((user, id), kind, since)
    }

    /// Of the other devices of an order, how many there are and how many are enrolled.
    pub fn siblings(&self, order: Word) -> (u32, u32) {
        self.orders.of(order)
    }

    /// Whether most of a site's devices fail while other sites' do not; `None` if the site is
    /// too small to tell.
    pub fn site_fails(&self, site: Word) -> Option<bool> {
        self.sites.get(&site).copied()
    }

    /// The profile with this normalised id.
    pub fn profile(&self, id: Word) -> Option<usize> {
        self.profiles.find(id)
    }
}

fn push(fleet: &Fleet<'_>) -> (Push, Option<Moment>) {
    let snapshot = fleet.snapshot;
    match &snapshot.push_certificate {
        None => (Push::Unread, None),
        Some(certificate) if !certificate.present => (Push::Missing, None),
        Some(certificate) => match certificate.expires.at() {
            Some(expires) if expires <= snapshot.taken_at => (Push::Expired, Some(expires)),
            None if certificate.expires == Stamp::ABSENT => (Push::Unread, None),
            _ => (Push::Valid, None),
        },
    }
}

fn same_platform(a: Platform, b: Platform) -> bool {
    let mac = |platform| matches!(platform, Platform::Mac | Platform::MacOs);
    a == b || a == Platform::All || (mac(a) && mac(b))
}

/// Whether version `a` is older than `b`, number by number.
pub fn older(a: &str, b: &str) -> bool {
    let numbers = |text: &str| -> Vec<u32> {
        let digits = |part: &str| {
            part.chars()
                .take_while(char::is_ascii_digit)
                .collect::<String>()
        };
        text.trim()
            .split('.')
            .map(|part| digits(part).parse().unwrap_or(0))
            .collect()
    };
    let (mut a, mut b) = (numbers(a), numbers(b));
    let length = a.len().max(b.len());
    a.resize(length, 0);
    b.resize(length, 0);
    a < b
}

#[cfg(test)]
mod tests {
    use super::older;

    #[test]
    fn versions_compare_number_by_number() {
        assert!(older("17.7.2", "18.0"));
        assert!(!older("18", "18.0.0"));
        assert!(!older("26.1 (23B74)", "18.0"));
        assert!(older("9.3", "18.0"));
    }
}
