//! OData's query options: pages, projections, conditions, counts.

use super::asked::{Asked, encoded};
use super::bookmark::Bookmarks;
use super::filter::Filter;
use super::graph::Shown;
use super::stock::Collection;
use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt::Write as _;

/// The content type of Graph's answers.
pub(super) const KIND: &str = "application/json;odata.metadata=minimal;odata.streaming=true;\
                               IEEE754Compatible=false;charset=utf-8";

/// What a query says.
pub(super) struct Query {
    select: Vec<String>,
    expand: Vec<String>,
    filter: Option<Filter>,
    top: Option<usize>,
    count: bool,
    start: usize,
    bookmarks: Bookmarks,
}

impl Query {
    /// Reads a query; else says what is not understood.
    pub(super) fn read(asked: &Asked, seed: u64) -> Result<Self, String> {
        let bookmarks = Bookmarks::of(asked, seed);
        let mut query = Self {
            select: Vec::new(),
            expand: Vec::new(),
            filter: None,
            top: None,
            count: false,
            start: 0,
            bookmarks,
        };
        for (name, value) in &asked.query {
            let names = || value.split(',').map(|name| name.trim().to_owned());
            match name.as_str() {
                "$select" => query.select = names().filter(|name| !name.is_empty()).collect(),
                "$expand" => query.expand = names().collect(),
                "$filter" => {
                    let filter = Filter::parse(value);
                    query.filter =
                        Some(filter.map_err(|why| format!("Invalid filter clause: {why}"))?);
                }
                "$top" => match value.parse() {
                    Ok(top) if top > 0 => query.top = Some(top),
                    _ => return Err(format!("Invalid value '{value}' for $top.")),
                },
                "$count" => query.count = value == "true",
                "$skiptoken" => {
                    let start = bookmarks.place(value);
                    query.start = start.ok_or("The skip token is malformed or expired.")?;
                }
                // Intune and the directory take no notice of options that they do not know.
                _ => {}
            }
        }
        Ok(query)
    }

    fn takes(&self, row: &RawValue) -> bool {
        self.filter.as_ref().is_none_or(|filter| {
            let row: Result<Value, _> = serde_json::from_str(row.get());
            row.is_ok_and(|row| filter.fits(&row))
        })
    }
}

/// How many rows fit.
pub(super) fn count(list: &Collection, query: &Query) -> usize {
    list.rows.iter().filter(|row| query.takes(row)).count()
}

/// One page; else what is wrong with the query.
pub(super) fn page(
    list: &Collection,
    query: &Query,
    shown: &Shown,
    base: &str,
    asked: &Asked,
) -> Result<Vec<u8>, String> {
    let wanted = query.top.unwrap_or(shown.usual);
    if shown.strict && wanted > shown.most {
        return Err(format!(
            "Invalid page size specified: '{wanted}'. Must be between 1 and {} inclusive.",
            shown.most
        ));
    }
    let size = wanted.min(shown.most);
    let fitting = list.rows.iter().enumerate().skip(query.start);
    let mut fitting = fitting.filter(|(_, row)| query.takes(row));
    let name = asked.path.trim_start_matches("/v1.0/");
    let name = name.trim_start_matches("/beta/");
    let version = asked.parts.first().map_or("v1.0", String::as_str);
    let context = Value::from(format!("{base}/{version}/$metadata#{name}"));
    let mut out = format!("{{\"@odata.context\":{context}").into_bytes();
    if query.count {
        out.extend_from_slice(format!(",\"@odata.count\":{}", count(list, query)).as_bytes());
    }
    let rows: Vec<_> = fitting.by_ref().take(size).collect();
    if let Some((next, _)) = fitting.next() {
        let link = Value::from(next_link(base, asked, &query.bookmarks.name(next)));
        out.extend_from_slice(format!(",\"@odata.nextLink\":{link}").as_bytes());
    }
    out.extend_from_slice(b",\"value\":[");
    for (number, (_, row)) in rows.into_iter().enumerate() {
        if number > 0 {
            out.push(b',');
        }
        out.extend_from_slice(projected(row, query, shown.expandable).get().as_bytes());
    }
    out.extend_from_slice(b"]}");
    Ok(out)
}

fn next_link(base: &str, asked: &Asked, token: &str) -> String {
    let mut link = format!("{base}{}?", asked.path);
    for (name, value) in asked.query.iter().filter(|(name, _)| name != "$skiptoken") {
        let _ = write!(link, "{}={}&", encoded(name), encoded(value));
    }
    link.push_str("$skiptoken=");
    link.push_str(token);
    link
}

/// A row with what was selected, and without what was not expanded.
pub(super) fn projected<'a>(
    row: &'a RawValue,
    query: &Query,
    expandable: &[&str],
) -> Cow<'a, RawValue> {
    if query.select.is_empty() && expandable.is_empty() {
        return Cow::Borrowed(row);
    }
    let Ok(Value::Object(mut fields)) = serde_json::from_str(row.get()) else {
        return Cow::Borrowed(row);
    };
    let has = |names: &[String], name: &str| names.iter().any(|known| known == name);
    fields.retain(|name, _| {
        if expandable.contains(&name.as_str()) {
            return has(&query.expand, name);
        }
        query.select.is_empty() || has(&query.select, name) || name.starts_with('@')
    });
    match serde_json::value::to_raw_value(&fields) {
        Ok(row) => Cow::Owned(row),
        Err(_) => Cow::Borrowed(row),
    }
}
