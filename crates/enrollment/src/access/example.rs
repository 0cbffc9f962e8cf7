//! An address and a country that lie in certain named locations and in no other, for whoever wants
//! to ask about one.

use super::overlaps::{Range, ranges};
use super::resolve::id_of;
use crate::snapshot::{NamedLocation, Snapshot};
use crate::words::Word;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Addresses for documentation (RFC 5737, RFC 3849): nobody's, so that they lie nowhere else.
const NOWHERE: [&str; 2] = ["192.0.2.1", "2001:db8::1"];

/// An address, and a country if one is meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example {
    /// As people write it.
    pub address: String,
    /// Two letters.
    pub country: Option<String>,
}

/// An example for exactly these named locations, by their ids; none if there is none that is easily
/// found.
pub fn example(snapshot: &Snapshot, ids: &[String]) -> Option<Example> {
    let rows = snapshot.named_locations.iter();
    let (meant, others): (Vec<&NamedLocation>, Vec<&NamedLocation>) =
        rows.partition(|row| ids.contains(&id_of(row, snapshot)));
    if meant.len() != ids.len() {
        return None;
    }
    let address = address(snapshot, &meant, &others)?;
    let country = if meant.iter().any(|row| row.is_country()) {
        Some(country(snapshot, &meant, &others)?)
    } else if others.iter().any(|row| row.unknown_countries) {
        // Without a country it would lie in that place.
        return None;
    } else {
        None
    };
    Some(Example { address, country })
}

fn address(
    snapshot: &Snapshot,
    meant: &[&NamedLocation],
    others: &[&NamedLocation],
) -> Option<String> {
    let of = |rows: &[&NamedLocation]| -> Vec<Vec<Range>> {
        let places = rows.iter().filter(|row| !row.is_country());
        places.map(|row| ranges(row, snapshot)).collect()
    };
    let (meant, others) = (of(meant), of(others));
    let starts = meant.iter().flatten().map(|(six, start, _)| (*six, *start));
    let nowhere = NOWHERE.iter().filter_map(|text| number(text));
    let mut candidates = starts.chain(nowhere);
    let fits = |(six, at): &(bool, u128)| {
        let within = |place: &Vec<Range>| {
            place
                .iter()
                .any(|range| range.0 == *six && (range.1..=range.2).contains(at))
        };
        meant.iter().all(within) && !others.iter().any(within)
    };
    candidates.find(fits).map(|(six, at)| text(six, at))
}

/// A country that all of the places have that are countries, and no other place.
fn country(
    snapshot: &Snapshot,
    meant: &[&NamedLocation],
    others: &[&NamedLocation],
) -> Option<String> {
    let meant = meant.iter().filter(|row| row.is_country());
    let fits = |code: &&Word| {
        meant.clone().all(|row| row.countries.contains(code))
            && !others.iter().any(|row| row.countries.contains(code))
    };
    let mut codes = meant.clone().flat_map(|row| &row.countries);
    codes
        .find(fits)
        .map(|code| snapshot.words.text(*code).to_owned())
}

fn number(text: &str) -> Option<(bool, u128)> {
    Some(match text.parse().ok()? {
        IpAddr::V4(four) => (false, u128::from(Ipv4Addr::to_bits(four))),
        IpAddr::V6(six) => (true, Ipv6Addr::to_bits(six)),
    })
}

fn text(is_six: bool, at: u128) -> String {
    match u32::try_from(at) {
        Ok(four) if !is_six => Ipv4Addr::from_bits(four).to_string(),
        _ => Ipv6Addr::from_bits(at).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::example;
    use crate::moment::Moment;
    use crate::snapshot::{NamedLocation, Snapshot, Tenant};
    use crate::words::Interner;

    #[test]
    fn an_example_lies_in_what_is_meant_and_nowhere_else() {
        let taken_at = Moment::from_unix(1_795_000_000).unwrap();
        let mut all = Snapshot::empty(taken_at, Tenant::default());
        let words = Interner::new(1);
        let place = |name: &str, ranges: &[&str], countries: &[&str]| NamedLocation {
            id: words.intern(name),
            ranges: ranges.iter().map(|it| words.intern(it)).collect(),
            countries: countries.iter().map(|it| words.intern(it)).collect(),
            ..NamedLocation::default()
        };
        all.named_locations.extend(vec![
            place("a", &["10.0.0.0/8"], &[]),
            place("b", &["10.0.0.0/16"], &[]),
            place("c", &[], &["DE", "AT"]),
            place("d", &[], &["DE"]),
        ]);
        all.words = words.freeze();
        let of = |ids: &[&str]| {
            let ids: Vec<String> = ids.iter().map(|it| (*it).to_owned()).collect();
            let found = example(&all, &ids)?;
            Some((found.address, found.country))
        };
        let some = |address: &str, country: Option<&str>| {
            Some((address.to_owned(), country.map(str::to_owned)))
        };
        assert_eq!(of(&["a", "b"]), some("10.0.0.0", None));
        assert_eq!(of(&["c"]), some("192.0.2.1", Some("AT")));
        assert_eq!(of(&["a", "b", "c", "d"]), some("10.0.0.0", Some("DE")));
        assert_eq!(of(&[]), some("192.0.2.1", None));
        assert_eq!(of(&["a"]), None, "its first address lies in b as well");
        assert_eq!(of(&["x"]), None);
    }
}
