//! Which pages are asked for.

use firstcontact::store::{FleetQuery, Sort, Store, StoreError, Tenant, Trait};
use std::fmt::Write as _;

/// Pages that are alike.
pub(super) struct Kind {
    pub(super) name: String,
    /// The addresses, asked for in turn.
    pub(super) paths: Vec<String>,
    /// Whether it is a page that must be there at once; `None` for what is no page.
    pub(super) is_quick: Option<bool>,
    /// How many of a hundred visitors are at it.
    share: usize,
}

/// What a device is found by: serial number, holder, order.
type Names = (String, String, String);
/// One of them.
type Field = fn(&Names) -> &str;

/// All kinds of pages, the reference first.
pub(super) fn kinds(store: &dyn Store, tenant: Tenant) -> Result<Vec<Kind>, StoreError> {
    let page = |rest: &str| format!("/t/{}/{rest}", tenant.0);
    let rows = some(store, tenant)?;
    let mut kinds = vec![
        kind("`/healthz`", None, 0, vec!["/healthz".to_owned()]),
        kind("Today", Some(true), 20, vec![page("today")]),
    ];
    let devices = rows.iter().map(|it| page(&format!("device/{}", it.0)));
    kinds.push(kind("Device", Some(true), 30, devices.collect()));
    kinds.push(kind("Fleet", Some(false), 10, vec![page("fleet")]));
    let begin = |text: &str, letters: usize| text.chars().take(letters).collect::<String>();
    let fields: [(&str, Field); 3] = [
        ("serial number", |it| &it.0),
        ("holder", |it| &it.1),
        ("order number", |it| &it.2),
    ];
    for (name, field) in fields {
        let filled = rows.iter().map(field).filter(|text| !text.is_empty());
        let paths = filled.enumerate().map(|(number, text)| {
            let text = encoded(&begin(text, 2 + number % 8));
            page(&format!("fleet?q={text}"))
        });
        let name = format!("Fleet, beginning of a {name}");
        kinds.push(kind(&name, Some(false), 5, paths.collect()));
    }
    let all = store.fleet(tenant, &FleetQuery::default())?;
    for which in Trait::ALL {
        let values = all.facets.get(&which).into_iter().flatten();
        let paths: Vec<String> = values
            .map(|(value, _)| page(&format!("fleet?{}={}", which.name(), encoded(value))))
            .collect();
        for (sort, share) in [("", 2), ("&sort=changed&down=1", 1)] {
            let paths = paths.iter().map(|path| format!("{path}{sort}")).collect();
            let order = if sort.is_empty() {
                ""
            } else {
                ", last changed"
            };
            let name = format!("Fleet by {}{order}", which.name());
            kinds.push(kind(&name, Some(false), share, paths));
        }
    }
    for sort in ["serial", "since", "changed", "worst"] {
        let paths = ["", "&down=1"].map(|way| page(&format!("fleet?sort={sort}{way}")));
        let name = format!("Fleet in the order of {sort}");
        kinds.push(kind(&name, Some(false), 1, paths.into()));
    }
    kinds.retain(|kind| !kind.paths.is_empty());
    Ok(kinds)
}

/// Addresses of all kinds, as often as people are there, well mixed.
pub(super) fn mixed<'k>(kinds: &[&'k Kind]) -> Vec<&'k str> {
    let mut mixed = Vec::new();
    for round in 0..100 {
        for kind in kinds {
            let before = kind.share * round / 100;
            for number in before..kind.share * (round + 1) / 100 {
                mixed.push(kind.paths[(number * 7_919) % kind.paths.len()].as_str());
            }
        }
    }
    mixed
}

fn kind(name: &str, is_quick: Option<bool>, share: usize, paths: Vec<String>) -> Kind {
    Kind {
        name: name.to_owned(),
        paths,
        is_quick,
        share,
    }
}

/// Serial numbers, holders and orders of devices from all over the fleet.
fn some(store: &dyn Store, tenant: Tenant) -> Result<Vec<Names>, StoreError> {
    let mut found = Vec::new();
    for sort in [Sort::Serial, Sort::Worst, Sort::Since, Sort::Changed] {
        for descending in [false, true] {
            let query = FleetQuery {
                sort,
                descending,
                size: 25,
                ..FleetQuery::default()
            };
            let page = store.fleet(tenant, &query)?;
            let rows = page.rows.into_iter();
            found.extend(rows.map(|row| (row.serial, row.holder, row.order)));
        }
    }
    Ok(found)
}

/// A text as it stands in an address.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            // Writing into a String cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
