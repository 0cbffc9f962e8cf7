//! The addresses of pages. A query of devices is its address, so that a view can be sent to a
//! colleague and saved as a bookmark.

use super::Frame;
use crate::store::{FleetQuery, Seen, Sort, Trait};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in an address.
const KEPT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Devices on a page.
pub(super) const PAGE: usize = 50;
/// Orders by their names in an address.
pub(super) const SORTS: [(&str, Sort); 4] = [
    ("worst", Sort::Worst),
    ("serial", Sort::Serial),
    ("since", Sort::Since),
    ("changed", Sort::Changed),
];
/// Whether devices are still named, by their names in an address.
pub(super) const SEEN: [(&str, Seen); 3] = [
    ("present", Seen::Present),
    ("unseen", Seen::Unseen),
    ("gone", Seen::Gone),
];

/// A text as a part of an address.
pub(super) fn encode(text: &str) -> String {
    utf8_percent_encode(text, KEPT).to_string()
}

/// A page of the tenant; `rest` is encoded already.
pub(super) fn page(frame: &Frame<'_>, rest: &str) -> String {
    format!("/t/{}/{rest}", frame.tenant.0)
}

/// The page of a device.
pub(super) fn device(frame: &Frame<'_>, serial: &str) -> String {
    page(frame, &format!("device/{}", encode(serial)))
}

/// The page of a cause.
pub(super) fn cause(frame: &Frame<'_>, code: &str) -> String {
    page(frame, &format!("cause/{}", encode(code)))
}

/// The devices with one value of one trait.
pub(super) fn devices(frame: &Frame<'_>, which: Trait, value: &str) -> String {
    page(frame, &format!("fleet?{}={}", which.name(), encode(value)))
}

/// The devices of a query.
pub(super) fn fleet(frame: &Frame<'_>, query: &FleetQuery) -> String {
    let pairs = pairs(query);
    match pairs.as_str() {
        "" => page(frame, "fleet"),
        pairs => page(frame, &format!("fleet?{pairs}")),
    }
}

/// A query as it stands in an address. What is usual is left out.
pub(super) fn pairs(query: &FleetQuery) -> String {
    let mut pairs = Vec::new();
    let mut add = |name: &str, value: &str| pairs.push(format!("{name}={}", encode(value)));
    if !query.text.is_empty() {
        add("q", &query.text);
    }
    for (which, values) in &query.wanted {
        for value in values {
            add(which.name(), value);
        }
    }
    if query.seen != Seen::default() {
        add("seen", name_of(&SEEN, query.seen));
    }
    if query.sort != Sort::default() {
        add("sort", name_of(&SORTS, query.sort));
    }
    if query.descending {
        add("down", "1");
    }
    if let Some(cursor) = &query.cursor {
        add("cursor", cursor);
    }
    pairs.join("&")
}

/// The query of an address. What means nothing is left out: an old bookmark still opens.
pub(super) fn query(pairs: &[(String, String)]) -> FleetQuery {
    let mut query = FleetQuery {
        size: PAGE,
        ..FleetQuery::default()
    };
    for (name, value) in pairs {
        match name.as_str() {
            "q" => value.trim().clone_into(&mut query.text),
            "seen" => query.seen = value_of(&SEEN, value),
            "sort" => query.sort = value_of(&SORTS, value),
            "down" => query.descending = value == "1",
            "cursor" if !value.is_empty() => query.cursor = Some(value.clone()),
            name => {
                let known = Trait::ALL.into_iter().find(|which| which.name() == name);
                if let Some(which) = known {
                    let wanted = query.wanted.entry(which).or_default();
                    if !wanted.contains(value) {
                        wanted.push(value.clone());
                    }
                }
            }
        }
    }
    query
}

pub(super) fn name_of<T: PartialEq + Copy>(names: &[(&'static str, T)], value: T) -> &'static str {
    let found = names.iter().find(|(_, known)| *known == value);
    found.map_or("", |(name, _)| name)
}

fn value_of<T: Default + Copy>(names: &[(&'static str, T)], name: &str) -> T {
    let found = names.iter().find(|(known, _)| *known == name);
    found.map_or_else(T::default, |(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::{encode, pairs, query};

    #[test]
    fn a_query_survives_its_address() {
        let asked = [
            ("q", " Müller "),
            ("cause", "C01"),
            ("cause", "C02"),
            ("cause", "C01"),
            ("server", "a&b=c/ü"),
            ("seen", "gone"),
            ("sort", "changed"),
            ("down", "1"),
            ("colour", "red"),
        ];
        let asked = asked.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let first = query(&asked);
        assert_eq!(
            pairs(&first),
            "q=M%C3%BCller&cause=C01&cause=C02&server=a%26b%3Dc%2F%C3%BC&seen=gone&sort=changed\
             &down=1"
        );
        assert_eq!(first.size, super::PAGE);
        assert_eq!(encode("../x?#"), "..%2Fx%3F%23");
    }
}
