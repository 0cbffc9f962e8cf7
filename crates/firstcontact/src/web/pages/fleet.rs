//! *Fleet*: all devices, found by a text, filtered by what they share, sorted, page by page.

use super::shell::{self, Shell};
use super::{Frame, PageAnswer, PageRequest, Refusal, address, html, spoken, today};
use crate::i18n::Language;
use crate::report::wording::plain;
use crate::store::{
    FleetPage, FleetQuery, FleetRow, SavedView, Seen, Sort, Store, Total, Trait, kept_all,
};
use askama::Template;
use std::collections::BTreeMap;

/// Values of a facet that are shown at once; the others are one click away.
const OPEN: usize = 8;
/// Values of a facet that are shown at all; a text finds the others.
const MOST: usize = 60;
/// Facets that stand open from the start.
const FIRST: [Trait; 4] = [Trait::Standing, Trait::Cause, Trait::Action, Trait::Gate];

#[derive(Template)]
#[template(path = "fleet.html")]
struct Page<'p> {
    shell: Shell<'p>,
    text: String,
    hidden: Vec<(String, String)>,
    total: String,
    chips: Vec<Link>,
    clear: String,
    facets: Vec<Facet>,
    columns: Vec<Column>,
    lines: Vec<Line>,
    next: Option<String>,
    first: Option<String>,
    csv: String,
    views: Vec<View>,
    pairs: String,
    is_narrowed: bool,
}

/// A link with words.
struct Link {
    words: String,
    address: String,
}

/// A saved view.
struct View {
    name: String,
    address: String,
    by: String,
}

/// What devices are filtered by.
struct Facet {
    name: String,
    open: bool,
    values: Vec<Value>,
    /// Values that stand behind a fold.
    more: Vec<Value>,
}

/// A value of a facet.
struct Value {
    words: String,
    count: String,
    address: String,
    chosen: bool,
}

/// The head of a column; only some can be sorted by.
struct Column {
    name: String,
    address: Option<String>,
    /// `ascending`, `descending` or `none`, as screen readers are told.
    sorted: &'static str,
}

/// A device in a list.
pub(super) struct Line {
    pub(super) serial: String,
    pub(super) address: String,
    pub(super) model: String,
    pub(super) holder: String,
    pub(super) order: String,
    pub(super) class: &'static str,
    pub(super) standing: String,
    pub(super) code: String,
    pub(super) title: String,
    pub(super) sure: String,
    pub(super) gate: String,
    pub(super) gate_name: String,
    pub(super) action: String,
    pub(super) since: String,
    pub(super) ago: String,
    pub(super) erase: bool,
    pub(super) seen: Option<String>,
}

/// The page.
pub(super) fn page(
    store: &dyn Store,
    frame: &Frame<'_>,
    request: &PageRequest<'_>,
) -> Result<PageAnswer, Refusal> {
    let query = address::query(request.query);
    let found = store.fleet(frame.tenant, &query)?;
    let views: Vec<SavedView> = kept_all(store, Some(frame.tenant))?;
    let first = FleetQuery {
        cursor: None,
        ..query.clone()
    };
    let next = found.next.clone().map(|cursor| {
        let query = FleetQuery {
            cursor: Some(cursor),
            ..query.clone()
        };
        address::fleet(frame, &query)
    });
    let title = frame.language.text("web-fleet");
    let csv = match address::pairs(&first).as_str() {
        "" => address::page(frame, "fleet.csv"),
        pairs => address::page(frame, &format!("fleet.csv?{pairs}")),
    };
    let search = FleetQuery {
        text: String::new(),
        ..first.clone()
    };
    html(
        200,
        &Page {
            shell: Shell::new(frame, "fleet", title),
            text: query.text.clone(),
            hidden: fields(&search),
            total: total(frame.language, found.total),
            chips: chips(frame, &first),
            clear: address::page(frame, "fleet"),
            facets: facets(frame, &first, &found),
            columns: columns(frame, &first),
            lines: lines(frame, &found.rows),
            next,
            first: query.cursor.as_ref().map(|_| address::fleet(frame, &first)),
            csv,
            views: views.iter().map(|view| shown(frame, view)).collect(),
            pairs: address::pairs(&first),
            is_narrowed: !address::pairs(&first).is_empty(),
        },
    )
}

/// Devices as lines of a list.
pub(super) fn lines(frame: &Frame<'_>, rows: &[FleetRow]) -> Vec<Line> {
    rows.iter().map(|row| line(frame, row)).collect()
}

fn line(frame: &Frame<'_>, row: &FleetRow) -> Line {
    let language = frame.language;
    let traits = &row.traits;
    let holder = plain(&row.holder).into_owned();
    Line {
        serial: plain(&row.serial).into_owned(),
        address: address::device(frame, &row.serial),
        model: plain(&traits.model).into_owned(),
        holder,
        order: plain(&row.order).into_owned(),
        class: today::class(&traits.standing),
        standing: spoken::trait_value(language, Trait::Standing, &traits.standing),
        code: plain(&traits.cause).into_owned(),
        title: match traits.cause.as_str() {
            "" => String::new(),
            code => spoken::title(language, code),
        },
        sure: match traits.cause.as_str() {
            "" | "C00" => String::new(),
            _ => spoken::certainty(language, row.probability),
        },
        gate: plain(&traits.gate).into_owned(),
        gate_name: spoken::word(language, "gate", &traits.gate),
        action: spoken::word(language, "web-act", &traits.action),
        since: row.cause_since.date(),
        ago: spoken::ago(language, frame.now, row.cause_since),
        erase: traits.erase == "yes",
        seen: match row.seen {
            Seen::Present => None,
            Seen::Unseen => Some(language.text("web-seen-unseen")),
            Seen::Gone => Some(language.text("web-seen-gone")),
        },
    }
}

fn total(language: Language, total: Total) -> String {
    match total {
        Total::Exact(count) => shell::counted(language, "fleet-devices", count),
        Total::AtLeast(count) => {
            let devices = shell::counted(language, "fleet-devices", count);
            language.with("web-at-least", &[("devices", &devices)])
        }
    }
}

/// What a form of the search must carry along.
fn fields(query: &FleetQuery) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for (which, values) in &query.wanted {
        fields.extend(
            values
                .iter()
                .map(|value| (which.name().to_owned(), value.clone())),
        );
    }
    if query.seen != Seen::default() {
        let seen = address::name_of(&address::SEEN, query.seen);
        fields.push(("seen".to_owned(), seen.to_owned()));
    }
    if query.sort != Sort::default() {
        let sort = address::name_of(&address::SORTS, query.sort);
        fields.push(("sort".to_owned(), sort.to_owned()));
    }
    if query.descending {
        fields.push(("down".to_owned(), "1".to_owned()));
    }
    fields
}

/// What the list is narrowed to, each with the address of the list without it.
fn chips(frame: &Frame<'_>, query: &FleetQuery) -> Vec<Link> {
    let mut chips = Vec::new();
    if !query.text.is_empty() {
        let without = FleetQuery {
            text: String::new(),
            ..query.clone()
        };
        chips.push(Link {
            words: format!("“{}”", plain(&query.text)),
            address: address::fleet(frame, &without),
        });
    }
    for (which, values) in &query.wanted {
        for value in values {
            let name = spoken::trait_name(frame.language, *which);
            let words = spoken::trait_value(frame.language, *which, value);
            chips.push(Link {
                words: format!("{name}: {words}"),
                address: address::fleet(frame, &toggled(query, *which, value)),
            });
        }
    }
    if query.seen != Seen::Present {
        let without = FleetQuery {
            seen: Seen::Present,
            ..query.clone()
        };
        let name = address::name_of(&address::SEEN, query.seen);
        chips.push(Link {
            words: frame.language.text(&format!("web-seen-{name}")),
            address: address::fleet(frame, &without),
        });
    }
    chips
}

/// The query with a value that was not wanted, or without one that was.
fn toggled(query: &FleetQuery, which: Trait, value: &str) -> FleetQuery {
    let mut query = query.clone();
    let values = query.wanted.entry(which).or_default();
    match values.iter().position(|wanted| wanted == value) {
        Some(place) => drop(values.remove(place)),
        None => values.push(value.to_owned()),
    }
    query.wanted.retain(|_, values| !values.is_empty());
    query
}

fn facets(frame: &Frame<'_>, query: &FleetQuery, found: &FleetPage) -> Vec<Facet> {
    let none = BTreeMap::new();
    let facet = |which: Trait| {
        let counts = found.facets.get(&which).unwrap_or(&none);
        let wanted = query.wanted.get(&which).map_or(&[][..], Vec::as_slice);
        let mut all: Vec<(&str, u64)> = counts
            .iter()
            .map(|(value, count)| (value.as_str(), *count))
            .filter(|(value, count)| *count > 0 || wanted.iter().any(|wanted| wanted == value))
            .collect();
        let missing = wanted.iter().filter(|value| !counts.contains_key(*value));
        all.extend(missing.map(|value| (value.as_str(), 0)));
        all.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        all.truncate(MOST);
        let value = |(value, count): (&str, u64)| Value {
            words: spoken::trait_value(frame.language, which, value),
            count: shell::number(frame.language, count),
            address: address::fleet(frame, &toggled(query, which, value)),
            chosen: wanted.iter().any(|wanted| wanted == value),
        };
        let mut values: Vec<Value> = all.into_iter().map(value).collect();
        let more = values.split_off(values.len().min(OPEN));
        Facet {
            name: spoken::trait_name(frame.language, which),
            open: FIRST.contains(&which) || !wanted.is_empty(),
            values,
            more,
        }
    };
    let facets = Trait::ALL.into_iter().map(facet);
    facets.filter(|facet| !facet.values.is_empty()).collect()
}

fn columns(frame: &Frame<'_>, query: &FleetQuery) -> Vec<Column> {
    let sorted = |key: &str, sort: Sort| {
        let chosen = query.sort == sort;
        let turned = FleetQuery {
            sort,
            descending: chosen && !query.descending,
            ..query.clone()
        };
        Column {
            name: frame.language.text(key),
            address: Some(address::fleet(frame, &turned)),
            sorted: match (chosen, query.descending) {
                (false, _) => "none",
                (true, false) => "ascending",
                (true, true) => "descending",
            },
        }
    };
    let plain = |key: &str| Column {
        name: frame.language.text(key),
        address: None,
        sorted: "",
    };
    vec![
        sorted("fleet-column-serial", Sort::Serial),
        sorted("web-trait-standing", Sort::Worst),
        plain("fleet-column-cause"),
        plain("fleet-column-gate"),
        plain("fleet-column-action"),
        plain("web-holder"),
        sorted("fleet-column-since", Sort::Since),
    ]
}

fn shown(frame: &Frame<'_>, view: &SavedView) -> View {
    View {
        address: address::fleet(frame, &view.query),
        name: plain(&view.name).into_owned(),
        by: plain(&view.by).into_owned(),
    }
}
