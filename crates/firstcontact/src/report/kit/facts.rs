//! What the kit knows of a tenant. What nobody read is none, and the documents say so.

use enrollment::correlate::Fleet;
use enrollment::moment::Moment;
use enrollment::snapshot::{ProductFamily, PurchaseSource, Snapshot, Source, TokenType};
use enrollment::term::Term;
use std::collections::BTreeMap;

/// The facts of a tenant that its documents name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KitFacts {
    /// The company, as its people know it.
    pub company: String,
    /// Whom holders and suppliers ask; empty if nobody is laid down.
    pub contact: String,
    /// When it was read.
    pub as_of: Moment,
    /// Which families of devices stand in Apple Business, and how many of each, most first; none if
    /// the list was not read whole.
    pub families: Option<Vec<(String, usize)>>,
    /// Who added them, most first; none if the list was not read whole.
    pub suppliers: Option<Vec<Supplier>>,
    /// How many were added by hand; none if the list was not read whole.
    pub by_hand: Option<usize>,
    /// The services that devices can be assigned to; none if they were not read whole.
    pub services: Option<Vec<KitService>>,
    /// The tokens between Apple Business and Intune; none if they were not read whole.
    pub tokens: Option<Vec<KitToken>>,
}

/// Somebody who adds devices by a number at Apple.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Supplier {
    /// Whether it is Apple itself.
    pub is_apple: bool,
    /// Their number at Apple; empty if Apple did not send it.
    pub number: String,
    /// How many devices came from them.
    pub devices: usize,
}

/// A device management service.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KitService {
    /// Its name.
    pub name: String,
    /// The families whose new devices it takes by default; none if Apple did not say.
    pub default_families: Option<Vec<String>>,
}

/// A token between Apple Business and Intune.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KitToken {
    /// Its name.
    pub name: String,
    /// The Apple Account that renews it; empty if nobody read it.
    pub account: String,
    /// When it ends; none if nobody read it.
    pub ends: Option<Moment>,
}

impl KitFacts {
    /// What was read of a tenant. `company`: empty where nobody laid it down, then it is the
    /// tenant's name. `contact`: whom holders and suppliers ask.
    pub fn of(fleet: &Fleet<'_>, company: &str, contact: &str) -> Self {
        let snapshot = fleet.snapshot;
        let bought = Bought::of(snapshot);
        Self {
            company: match company.trim() {
                "" => snapshot.tenant.name.clone(),
                company => company.to_owned(),
            },
            contact: contact.trim().to_owned(),
            as_of: snapshot.taken_at,
            families: bought.as_ref().map(|bought| bought.families.clone()),
            suppliers: bought.as_ref().map(|bought| bought.suppliers.clone()),
            by_hand: bought.as_ref().map(|bought| bought.by_hand),
            services: services(snapshot),
            tokens: tokens(snapshot),
        }
    }

    /// The families that are bought and that no service takes by default; none if either was not
    /// read.
    pub fn without_default(&self) -> Option<Vec<&str>> {
        let mut covered: Vec<&str> = Vec::new();
        let mut said = false;
        for service in self.services.as_ref()? {
            if let Some(families) = &service.default_families {
                said = true;
                covered.extend(families.iter().map(String::as_str));
            }
        }
        let families = self.families.as_ref().filter(|_| said)?.iter();
        let names = families.map(|(name, _)| name.as_str());
        let is_open = |name: &&str| !covered.iter().any(|known| known.eq_ignore_ascii_case(name));
        Some(names.filter(is_open).collect())
    }
}

/// The list of Apple Business, counted.
struct Bought {
    families: Vec<(String, usize)>,
    suppliers: Vec<Supplier>,
    by_hand: usize,
}

impl Bought {
    /// None if the list was not read whole: a part of it would count a supplier as small.
    fn of(snapshot: &Snapshot) -> Option<Self> {
        if !snapshot.reads.is_complete(Source::OrgDevices) {
            return None;
        }
        let mut families: BTreeMap<String, usize> = BTreeMap::new();
        let mut suppliers: BTreeMap<(bool, String), usize> = BTreeMap::new();
        let mut by_hand = 0;
        for device in snapshot.org_devices.iter() {
            if device.family != ProductFamily::Missing {
                let family = device.family.text(&snapshot.strange);
                *families.entry(family).or_default() += 1;
            }
            let is_apple = match device.source {
                PurchaseSource::Apple => true,
                PurchaseSource::Reseller => false,
                PurchaseSource::Manual => {
                    by_hand += 1;
                    continue;
                }
                PurchaseSource::Missing | PurchaseSource::Strange(_) => continue,
            };
            let number = snapshot.words.text(device.source_id).to_owned();
            *suppliers.entry((is_apple, number)).or_default() += 1;
        }
        let supplier = |((is_apple, number), devices)| Supplier {
            is_apple,
            number,
            devices,
        };
        let mut suppliers: Vec<Supplier> = suppliers.into_iter().map(supplier).collect();
        // Sorting keeps the order of names among equals.
        suppliers.sort_by_key(|supplier| std::cmp::Reverse(supplier.devices));
        let mut families: Vec<(String, usize)> = families.into_iter().collect();
        families.sort_by_key(|(_, devices)| std::cmp::Reverse(*devices));
        Some(Self {
            families,
            suppliers,
            by_hand,
        })
    }
}

fn services(snapshot: &Snapshot) -> Option<Vec<KitService>> {
    if !snapshot.reads.is_complete(Source::MdmServers) {
        return None;
    }
    let services = snapshot.mdm_servers.iter().map(|server| KitService {
        name: snapshot.words.text(server.name).to_owned(),
        default_families: server.default_families.as_ref().map(|families| {
            let mut names: Vec<String> = families
                .iter()
                .map(|family| family.text(&snapshot.strange))
                .collect();
            names.sort();
            names
        }),
    });
    let mut services: Vec<KitService> = services.collect();
    services.sort_by(|left, right| left.name.cmp(&right.name));
    Some(services)
}

fn tokens(snapshot: &Snapshot) -> Option<Vec<KitToken>> {
    if !snapshot.reads.is_complete(Source::Tokens) {
        return None;
    }
    // The pseudo-token of Apple Configurator's lists never ends.
    let tokens = snapshot.tokens.iter();
    let tokens = tokens.filter(|token| token.kind != TokenType::None);
    let tokens = tokens.map(|token| KitToken {
        name: snapshot.words.text(token.name).to_owned(),
        account: snapshot.words.text(token.apple_account).to_owned(),
        ends: token.expires.at(),
    });
    let mut tokens: Vec<KitToken> = tokens.collect();
    tokens.sort_by(|left, right| (left.ends, &left.name).cmp(&(right.ends, &right.name)));
    Some(tokens)
}
