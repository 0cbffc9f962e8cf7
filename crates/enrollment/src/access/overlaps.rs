//! In which named locations one sign-in can lie at once.

use super::directory::MFA_TRUSTED_IPS;
use super::policy::{Place, Policy};
use super::resolve::id_of;
use crate::snapshot::{CountryLookup, NamedLocation, Snapshot, Source};
use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// More sets of places than this are not told apart.
const SETS_MAX: usize = 1_000;
/// More places than this, of which nobody knows where they are, are not told apart.
const ANYWHERE_MAX: usize = 8;

/// Sets of named locations (ids) in which one sign-in can lie at once; those of two and more.
#[derive(Debug, Default)]
pub(super) struct Overlaps {
    /// The sets.
    pub(super) sets: Vec<Vec<String>>,
    /// Whether there may be more.
    pub(super) cut: bool,
}

/// Positions of places.
type Places = BTreeSet<usize>;

impl Overlaps {
    /// Of the places that policies tell apart. An address lies in certain ranges and in one country
    /// at most, and which addresses lie in which country nobody can say here; the phone on which
    /// Authenticator runs lies in a country of its own; and some places can be anywhere.
    pub(super) fn of(policies: &[Policy], snapshot: &Snapshot) -> Self {
        let meant = meant_places(policies);
        let kinds = Kinds::of(&meant, snapshot);
        // An unlisted place that is trusted may lie in any other.
        let unlisted = !snapshot.reads.is_complete(Source::NamedLocations);
        if kinds.anywhere.len() > ANYWHERE_MAX {
            return Self {
                sets: Vec::new(),
                cut: true,
            };
        }
        let mut addresses = signatures(&kinds.ranges);
        if kinds.sets(addresses.len()) > SETS_MAX {
            addresses = kinds.alike(addresses, &meant);
        }
        let too_many = kinds.sets(addresses.len()) > SETS_MAX;
        let sets = if too_many {
            BTreeSet::new()
        } else {
            kinds.combined(&addresses)
        };
        let several = sets.iter().filter(|set| set.len() > 1);
        let name = |set: &Places| -> Vec<String> {
            let names: BTreeSet<&String> = set.iter().map(|place| &kinds.ids[*place]).collect();
            names.into_iter().cloned().collect()
        };
        let mut sets: Vec<Vec<String>> = several.map(name).collect();
        sets.sort();
        Self {
            sets,
            cut: too_many || (unlisted && meant.contains(&None)),
        }
    }
}

/// The places by what decides whether a sign-in lies in them.
#[derive(Default)]
struct Kinds {
    ids: Vec<String>,
    ranges: Vec<(usize, Vec<Range>)>,
    /// Those in which one country is, for each country by which they differ; none is one, too.
    by_address: BTreeSet<Places>,
    by_authenticator: BTreeSet<Places>,
    anywhere: Vec<usize>,
}

impl Kinds {
    fn of(meant: &BTreeSet<Option<String>>, snapshot: &Snapshot) -> Self {
        let mut kinds = Self::default();
        let mut countries: [BTreeMap<&str, Places>; 2] = Default::default();
        let mut listed = BTreeSet::new();
        for row in snapshot.named_locations.iter() {
            let id = id_of(row, snapshot);
            let by_trust = meant.contains(&None) && !row.is_country() && row.trusted != Some(false);
            let named = meant.contains(&Some(id.clone()));
            if !(by_trust || named) || !listed.insert(id.clone()) {
                continue;
            }
            let place = kinds.add(id);
            match row.lookup {
                CountryLookup::Unknown => kinds.anywhere.push(place),
                lookup if row.is_country() => {
                    let countries = &mut countries[usize::from(lookup != CountryLookup::Address)];
                    let codes = row.countries.iter().map(|code| snapshot.words.text(*code));
                    let unknown = row.unknown_countries.then_some("");
                    for code in codes.chain(unknown) {
                        countries.entry(code).or_default().insert(place);
                    }
                }
                _ => match read_ranges(row, snapshot) {
                    Some(ranges) => kinds.ranges.push((place, ranges)),
                    None => kinds.anywhere.push(place),
                },
            }
        }
        let [by_address, by_authenticator] = countries.map(|countries| {
            let none = std::iter::once(Places::new());
            countries.into_values().chain(none).collect()
        });
        kinds.by_address = by_address;
        kinds.by_authenticator = by_authenticator;
        let trusted = meant.contains(&None).then(|| MFA_TRUSTED_IPS.to_owned());
        let named = meant.iter().flatten().cloned().chain(trusted);
        for id in named.collect::<BTreeSet<String>>() {
            if !listed.contains(&id) {
                let place = kinds.add(id);
                kinds.anywhere.push(place);
            }
        }
        kinds
    }

    fn add(&mut self, id: String) -> usize {
        self.ids.push(id);
        self.ids.len() - 1
    }

    /// How many sets there are at most, with so many of addresses.
    fn sets(&self, addresses: usize) -> usize {
        let others = [self.by_address.len(), self.by_authenticator.len()];
        let others = others
            .into_iter()
            .fold(1 << self.anywhere.len(), usize::saturating_mul);
        addresses.saturating_mul(others)
    }

    /// One of those sets that no policy tells apart: places that it names only as trusted ones.
    fn alike(
        &self,
        addresses: BTreeSet<Places>,
        meant: &BTreeSet<Option<String>>,
    ) -> BTreeSet<Places> {
        let role = |place: &usize| {
            let id = Some(self.ids[*place].clone());
            if meant.contains(&id) { id } else { None }
        };
        let mut firsts: BTreeMap<BTreeSet<Option<String>>, Places> = BTreeMap::new();
        for set in addresses {
            firsts.entry(set.iter().map(role).collect()).or_insert(set);
        }
        firsts.into_values().collect()
    }

    fn combined(&self, addresses: &BTreeSet<Places>) -> BTreeSet<Places> {
        let mut sets = addresses.clone();
        for kind in [&self.by_address, &self.by_authenticator] {
            let joined =
                |set: &Places| -> Vec<Places> { kind.iter().map(|other| set | other).collect() };
            sets = sets.iter().flat_map(joined).collect();
        }
        for place in &self.anywhere {
            let with = |set: &Places| set | &Places::from([*place]);
            let more: Vec<Places> = sets.iter().map(with).collect();
            sets.extend(more);
        }
        sets
    }
}

/// The ids that policies name; `None` among them stands for whatever is trusted.
pub(super) fn meant_places(policies: &[Policy]) -> BTreeSet<Option<String>> {
    let configured = policies
        .iter()
        .filter_map(|it| it.conditions.locations.as_ref());
    let all = configured.flat_map(|it| it.include.iter().chain(&it.exclude));
    all.filter_map(|place| match place {
        Place::All => None,
        Place::AllTrusted => Some(None),
        Place::Named(id) => Some(Some(id.clone())),
    })
    .collect()
}

/// The sets of places in which some address lies, found by walking along all borders; also none.
fn signatures(places: &[(usize, Vec<Range>)]) -> BTreeSet<Places> {
    let mut borders: Vec<(bool, u128, bool, usize)> = Vec::new();
    for (place, ranges) in places {
        for (six, start, end) in ranges {
            borders.push((*six, *start, true, *place));
            if let Some(behind) = end.checked_add(1) {
                borders.push((*six, behind, false, *place));
            }
        }
    }
    borders.sort_unstable();
    let mut found = BTreeSet::from([Places::new()]);
    let mut open: BTreeMap<usize, usize> = BTreeMap::new();
    let mut family = false;
    for here in borders.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        for (six, _, begins, place) in here {
            if *six != family {
                family = *six;
                open.clear();
            }
            let count = open.entry(*place).or_default();
            *count = if *begins {
                *count + 1
            } else {
                count.saturating_sub(1)
            };
        }
        // A place with an end and a beginning here, in whichever order, is still open.
        open.retain(|_, count| *count > 0);
        found.insert(open.keys().copied().collect());
    }
    found
}

/// The first and last address, as numbers; version 6 and 4 apart.
pub(super) type Range = (bool, u128, u128);

/// The ranges of a location. One that cannot be read holds every address.
pub(super) fn ranges(row: &NamedLocation, snapshot: &Snapshot) -> Vec<Range> {
    let everything = || vec![(false, 0, u128::MAX), (true, 0, u128::MAX)];
    read_ranges(row, snapshot).unwrap_or_else(everything)
}

/// The ranges of a location, if it has some and all of them can be read.
fn read_ranges(row: &NamedLocation, snapshot: &Snapshot) -> Option<Vec<Range>> {
    let texts = row.ranges.iter().map(|word| snapshot.words.text(*word));
    let all: Option<Vec<Range>> = texts.map(range).collect();
    all.filter(|all| !all.is_empty())
}

fn range(text: &str) -> Option<Range> {
    let (address, bits) = text.split_once('/')?;
    let (address, bits): (IpAddr, u32) = (address.parse().ok()?, bits.parse().ok()?);
    let (is_six, number, width) = match address {
        IpAddr::V4(four) => (false, u128::from(Ipv4Addr::to_bits(four)), 32),
        IpAddr::V6(six) => (true, Ipv6Addr::to_bits(six), 128),
    };
    let free = u32::checked_sub(width, bits)?;
    let rest = 1_u128.checked_shl(free).map_or(u128::MAX, |size| size - 1);
    Some((is_six, number & !rest, number | rest))
}

#[cfg(test)]
mod tests {
    use super::{Overlaps, range, signatures};
    use crate::access::policy::{Locations, Place, Policy};
    use crate::moment::Moment;
    use crate::snapshot::{CountryLookup, NamedLocation, Snapshot, Source, Tenant};
    use crate::words::Interner;

    /// A place by its name: its ranges, its countries.
    type Drawn<'t> = (&'t str, &'t [&'t str], &'t [&'t str]);

    /// The sets of these places, all of which were read; `?` among the countries stands for
    /// unknown ones, `gps` for the way in which they are found.
    fn sets(places: &[Drawn<'_>], meant: &[Place]) -> Overlaps {
        let at = Moment::from_unix(1_795_000_000).unwrap();
        let mut all = Snapshot::empty(at, Tenant::default());
        all.reads.note_read(Source::NamedLocations);
        let words = Interner::new(1);
        for (name, ranges, countries) in places {
            let codes = countries
                .iter()
                .filter(|it| !["?", "gps", "odd"].contains(it));
            let lookup = match countries.last() {
                Some(&"gps") => CountryLookup::Authenticator,
                Some(&"odd") => CountryLookup::Unknown,
                _ => CountryLookup::Address,
            };
            all.named_locations.push(NamedLocation {
                id: words.intern(name),
                trusted: (countries.is_empty() && !ranges.is_empty()).then_some(true),
                ranges: ranges.iter().map(|it| words.intern(it)).collect(),
                countries: codes.map(|it| words.intern(it)).collect(),
                unknown_countries: countries.contains(&"?"),
                lookup,
                ..NamedLocation::default()
            });
        }
        all.words = words.freeze();
        let mut policy = Policy::default();
        policy.conditions.locations = Some(Locations {
            include: meant.to_vec(),
            exclude: Vec::new(),
        });
        Overlaps::of(&[policy], &all)
    }

    fn all_named(places: &[Drawn<'_>]) -> Vec<String> {
        let names: Vec<Place> = places
            .iter()
            .map(|(id, ..)| Place::Named((*id).into()))
            .collect();
        let found = sets(places, &names);
        assert!(!found.cut);
        found.sets.iter().map(|set| set.concat()).collect()
    }

    #[test]
    fn an_office_lies_in_a_country() {
        let places: [Drawn<'_>; 5] = [
            ("a", &["10.0.0.0/8"], &[]),
            ("b", &["10.1.0.0/16"], &[]),
            ("c", &["192.0.2.0/24"], &[]),
            ("d", &[], &["DE", "AT"]),
            ("e", &[], &["DE"]),
        ];
        let expected = ["ab", "abd", "abde", "ad", "ade", "cd", "cde", "de"];
        assert_eq!(all_named(&places), expected, "b lies wholly in a");
    }

    #[test]
    fn a_laboratory_lies_in_an_office_on_a_campus() {
        let places: [Drawn<'_>; 3] = [
            ("campus", &["203.0.0.0/16", "::/0"], &[]),
            ("head", &["203.0.113.0/24"], &[]),
            ("lab", &["203.0.113.64/26"], &[]),
        ];
        assert_eq!(all_named(&places), ["campushead", "campusheadlab"]);
    }

    #[test]
    fn an_address_without_a_country_lies_where_unknown_ones_do() {
        let places: [Drawn<'_>; 2] = [("d", &[], &["DE", "?"]), ("f", &[], &["FR", "?"])];
        assert_eq!(all_named(&places), ["df"]);
        let places: [Drawn<'_>; 2] = [("d", &[], &["DE"]), ("f", &[], &["FR", "?"])];
        assert_eq!(all_named(&places), [""; 0]);
    }

    #[test]
    fn a_phone_is_in_one_country_and_its_address_in_another() {
        let places: [Drawn<'_>; 2] = [("d", &[], &["DE", "gps"]), ("f", &[], &["FR"])];
        assert_eq!(all_named(&places), ["df"]);
        let places: [Drawn<'_>; 2] = [("d", &[], &["DE", "odd"]), ("f", &[], &["FR"])];
        assert_eq!(all_named(&places), ["df"]);
    }

    #[test]
    fn a_place_that_nobody_can_place_may_be_anywhere() {
        let places: [Drawn<'_>; 2] = [("a", &["10.0.0.0/8"], &[]), ("network", &[], &[])];
        assert_eq!(all_named(&places), ["anetwork"]);
        let mut meant = vec![Place::Named("a".into()), Place::Named("unread".into())];
        let found = sets(&places, &meant);
        assert_eq!(found.sets, [["a", "unread"]]);
        meant = vec![Place::AllTrusted];
        let found = sets(&places[..1], &meant);
        let trusted = super::MFA_TRUSTED_IPS;
        assert_eq!(found.sets, [[trusted, "a"]]);
    }

    #[test]
    fn what_is_too_much_is_cut_and_said() {
        let names: Vec<String> = (0..200).map(|number| format!("o{number}")).collect();
        let ranges: Vec<[String; 1]> = (0..200).map(|it| [format!("10.0.{it}.0/24")]).collect();
        let texts: Vec<[&str; 1]> = ranges.iter().map(|it| [it[0].as_str()]).collect();
        let offices = names.iter().zip(&texts);
        let mut places: Vec<Drawn<'_>> = offices
            .map(|(name, range)| (name.as_str(), range.as_slice(), [].as_slice()))
            .collect();
        places.extend([
            ("d", [].as_slice(), ["DE"].as_slice()),
            ("e", &[], &["ES"]),
            ("f", &[], &["FR"]),
        ]);
        // Offices that are only trusted are alike: one of them stands for all.
        let countries = ["d", "e", "f"].map(|id| Place::Named(id.into()));
        let mut meant = vec![Place::AllTrusted];
        meant.extend(countries);
        let found = sets(&places, &meant);
        assert_eq!(
            (found.sets.len(), found.cut),
            (2 * 4 * 2 - 1 - 2 - 3, false)
        );
        meant.extend(names.iter().map(|id| Place::Named(id.clone())));
        let found = sets(&places, &meant);
        assert!(found.cut && found.sets.is_empty());
        let unread: Vec<Place> = (0..9).map(|it| Place::Named(it.to_string())).collect();
        assert!(sets(&[], &unread).cut);
    }

    #[test]
    fn ranges_are_read() {
        assert_eq!(
            range("10.0.0.1/32"),
            Some((false, 0x0a00_0001, 0x0a00_0001))
        );
        assert_eq!(range("::/0"), Some((true, 0, u128::MAX)));
        for bad in ["", "10.0.0.1", "10.0.0.1/33", "x/8", "::1/-1"] {
            assert_eq!(range(bad), None, "{bad}");
        }
        let both = [
            (0, vec![range("0.0.0.0/0").unwrap()]),
            (1, vec![range("::/0").unwrap()]),
        ];
        assert_eq!(signatures(&both).len(), 3, "version 4 is not version 6");
        let neighbours = ["10.0.0.0/25", "10.0.0.128/25"].map(|it| range(it).unwrap());
        let joined = [
            (0, neighbours.to_vec()),
            (1, vec![range("10.0.0.0/24").unwrap()]),
        ];
        assert_eq!(signatures(&joined).len(), 2);
    }
}
