//! One page of a collection: Graph's `{"value":[…]}`, Apple's `{"data":[…]}`.
//!
//! A sound page is read in one typed pass that makes the rows as it goes. If that pass stumbles,
//! the page is read again row by row, so that one bad value costs one value and a torn page keeps
//! the rows before the tear.

use super::desk::Desk;
use super::row_faults;
use super::scalar::{Lenient, Object, Text};
use crate::gathering::Tray;
use crate::told::{Told, told};
use enrollment::words::Word;
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// How rows of one kind stand on the wire, and what becomes of them.
pub(crate) trait RowKind {
    /// The vendor's row, as far as it is used; borrows from the page.
    type Wire<'a>: Deserialize<'a>;
    /// Ours.
    type Row;

    /// Whether rows have a serial number each, and may wait for its word until the page is done.
    const SERIALS_LATER: bool = false;

    /// Where a row keeps its serial number, if it has one.
    fn serial_of(_row: &mut Self::Row) -> Option<&mut Word> {
        None
    }

    /// Turns a vendor's row into none, one or several of ours.
    fn take(&self, wire: Self::Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<Self::Row>);
}

/// What a page turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PageState {
    /// A collection, whole.
    Whole,
    /// It ends in the middle or is no JSON.
    Torn(Tear),
    /// It is JSON, but no collection.
    Foreign,
    /// The vendor refused, and the refusal was stored as the page.
    Refused(Refusal),
    /// More rows than any page has, or more rows or text than may be kept.
    TooManyRows,
}

/// Where a page ends that does not end well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tear {
    /// The row in which it does, from 1; none outside of the list.
    pub(crate) row: Option<u64>,
    /// What is wrong.
    pub(crate) why: Told,
}

impl Tear {
    /// What the parser says.
    pub(crate) fn of(why: &serde_json::Error, row: Option<u64>) -> Self {
        let told = if why.is_eof() {
            told("gap-json-ends")
                .with("line", why.line().to_string())
                .with("column", why.column().to_string())
        } else {
            told("gap-json-broken").with("why", why.to_string())
        };
        Self { row, why: told }
    }
}

/// A vendor's refusal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The vendor's code, for example `Forbidden` or `NOT_FOUND`.
    pub(crate) code: String,
    /// The vendor's sentence.
    pub(crate) message: String,
}

/// What was read of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PageReport {
    /// What it turned out to be.
    pub(crate) state: PageState,
    /// Whether the vendor says that another page follows.
    pub(crate) more: bool,
    /// How many rows were kept.
    pub(crate) rows: usize,
}

impl PageReport {
    pub(crate) fn of(state: PageState) -> Self {
        Self {
            state,
            more: false,
            rows: 0,
        }
    }
}

/// Reads a page into a tray. Faults of single rows stay on the desk.
pub(crate) fn read_rows<K: RowKind>(
    text: &str,
    kind: &K,
    desk: &mut Desk<'_>,
    tray: &Tray<K::Row>,
) -> PageReport {
    if desk.is_full() {
        return PageReport::of(PageState::TooManyRows);
    }
    desk.name_serials_later(K::SERIALS_LATER);
    let (mut rows, mut report) = parse_page(text, kind, desk);
    let serials = desk.serials_now();
    for slot in rows
        .iter_mut()
        .filter_map(K::serial_of)
        .filter(|slot| slot.is_some())
    {
        // A row keeps the number under which its serial number waits, from 1.
        *slot = serials.get(slot.index() - 1).copied().unwrap_or_default();
    }
    desk.name_serials_later(false);
    if desk.may_keep(rows.len()) {
        report.rows = rows.len();
        tray.add(rows);
    } else {
        report.state = PageState::TooManyRows;
    }
    report
}

/// The one place that knows which parser is used.
fn parse_page<K: RowKind>(text: &str, kind: &K, desk: &mut Desk<'_>) -> (Vec<K::Row>, PageReport) {
    let mut page = Page::new(kind, desk, Pass::Whole);
    if parse(text, &mut page).is_ok() {
        return page.done(None);
    }
    let mut page = Page::new(kind, desk, Pass::RowByRow);
    let torn = parse(text, &mut page).err();
    page.done(torn)
}

fn parse<K: RowKind>(text: &str, page: &mut Page<'_, '_, K>) -> Result<(), serde_json::Error> {
    let mut parser = serde_json::Deserializer::from_str(text);
    page.deserialize(&mut parser)?;
    parser.end()
}

/// Which way a page is read.
#[derive(Clone, Copy)]
enum Pass {
    Whole,
    RowByRow,
}

/// A page while it is read.
struct Page<'p, 'g, K: RowKind> {
    kind: &'p K,
    desk: &'p mut Desk<'g>,
    pass: Pass,
    rows: Vec<K::Row>,
    is_collection: bool,
    in_list: bool,
    more: bool,
    too_many: bool,
    refusal: Option<Refusal>,
}

impl<'p, 'g, K: RowKind> Page<'p, 'g, K> {
    fn new(kind: &'p K, desk: &'p mut Desk<'g>, pass: Pass) -> Self {
        desk.start_page();
        Self {
            kind,
            desk,
            pass,
            rows: Vec::new(),
            is_collection: false,
            in_list: false,
            more: false,
            too_many: false,
            refusal: None,
        }
    }

    fn done(self, torn: Option<serde_json::Error>) -> (Vec<K::Row>, PageReport) {
        let state = if let Some(why) = torn {
            let row = self.in_list.then(|| self.desk.row());
            PageState::Torn(Tear::of(&why, row))
        } else if self.too_many {
            PageState::TooManyRows
        } else if self.is_collection {
            PageState::Whole
        } else {
            self.refusal.map_or(PageState::Foreign, PageState::Refused)
        };
        let more = self.more;
        let report = PageReport {
            more,
            ..PageReport::of(state)
        };
        (self.rows, report)
    }

    fn row<'de, A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error> {
        self.desk.start_row();
        match self.pass {
            Pass::Whole => {
                let Some(Object(wire)) = list.next_element::<Object<K::Wire<'de>>>()? else {
                    return Ok(false);
                };
                self.kind.take(wire, self.desk, &mut self.rows);
            }
            Pass::RowByRow => {
                let Some(raw) = list.next_element::<&'de RawValue>()? else {
                    return Ok(false);
                };
                row_faults::take_raw(raw.get(), self.kind, self.desk, &mut self.rows);
            }
        }
        Ok(true)
    }

    fn list<'de, A: SeqAccess<'de>>(&mut self, mut list: A) -> Result<(), A::Error> {
        (self.is_collection, self.in_list) = (true, true);
        let mut ended = false;
        for _ in 0..self.desk.rows_per_page() {
            if !self.row(&mut list)? {
                ended = true;
                break;
            }
        }
        while !ended && list.next_element::<IgnoredAny>()?.is_some() {
            self.too_many = true;
        }
        self.in_list = false;
        Ok(())
    }

    fn single<'de, A: MapAccess<'de>>(&mut self, map: A) -> Result<(), A::Error> {
        self.desk.start_row();
        let object = MapAccessDeserializer::new(map);
        match self.pass {
            Pass::Whole => {
                let wire = K::Wire::<'de>::deserialize(object)?;
                self.kind.take(wire, self.desk, &mut self.rows);
            }
            Pass::RowByRow => {
                let members = row_faults::Members::deserialize(object)?;
                let raw = members.text();
                row_faults::take_raw(&raw, self.kind, self.desk, &mut self.rows);
            }
        }
        Ok(())
    }

    fn envelope<'de, A: MapAccess<'de>>(&mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<Text<'de>>()? {
            match &*key {
                "value" | "data" => map.next_value_seed(Collection(self))?,
                "@odata.nextLink" => self.more |= !map.next_value::<Text<'_>>()?.is_empty(),
                "links" => self.more |= map.next_value::<Lenient<Links<'_>>>()?.has_next(),
                "meta" => self.more |= map.next_value::<Lenient<Meta<'_>>>()?.has_next(),
                "error" => self.refusal = Some(map.next_value::<Lenient<GraphError<'_>>>()?.into()),
                "errors" => self.refusal = Some(map.next_value::<Vec<AppleError<'_>>>()?.into()),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

impl<'de, K: RowKind> DeserializeSeed<'de> for &mut Page<'_, '_, K> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, K: RowKind> Visitor<'de> for &mut Page<'_, '_, K> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a page of a collection")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.envelope(map)
    }

    /// Scripts often store the bare list.
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.list(list)
    }
}

/// The value under `value` or `data`.
struct Collection<'c, 'p, 'g, K: RowKind>(&'c mut Page<'p, 'g, K>);

impl<'de, K: RowKind> DeserializeSeed<'de> for Collection<'_, '_, '_, K> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, K: RowKind> Visitor<'de> for Collection<'_, '_, '_, K> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.0.list(list)
    }

    /// One resource instead of a list of one, as when it was asked for by its id.
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.is_collection = true;
        self.0.single(map)
    }

    /// A null is no collection.
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }
}

/// Paging of JSON:API, first form.
#[derive(Deserialize)]
struct Links<'a> {
    #[serde(borrow, default)]
    next: Text<'a>,
}

impl Lenient<Links<'_>> {
    fn has_next(&self) -> bool {
        self.0.as_ref().is_some_and(|links| !links.next.is_empty())
    }
}

/// Paging of Apple Business (apple.md §1.3); an empty cursor is the end.
#[derive(Deserialize)]
struct Meta<'a> {
    #[serde(borrow, default)]
    paging: Lenient<Paging<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Paging<'a> {
    #[serde(borrow, default)]
    next_cursor: Text<'a>,
}

impl Lenient<Meta<'_>> {
    fn has_next(&self) -> bool {
        let paging = self.0.as_ref().and_then(|meta| meta.paging.0.as_ref());
        paging.is_some_and(|paging| !paging.next_cursor.is_empty())
    }
}

/// Graph's refusal.
#[derive(Deserialize)]
pub(crate) struct GraphError<'a> {
    #[serde(borrow, default)]
    code: Text<'a>,
    #[serde(borrow, default)]
    message: Text<'a>,
}

impl From<Lenient<GraphError<'_>>> for Refusal {
    fn from(error: Lenient<GraphError<'_>>) -> Self {
        error.0.map_or_else(Self::default, |error| Self {
            code: error.code.to_string(),
            message: error.message.to_string(),
        })
    }
}

/// One of Apple's refusals (apple.md §1.9).
#[derive(Deserialize)]
pub(crate) struct AppleError<'a> {
    #[serde(borrow, default)]
    code: Text<'a>,
    #[serde(borrow, default)]
    status: Text<'a>,
    #[serde(borrow, default)]
    detail: Text<'a>,
}

/// The first one is told.
impl From<Vec<AppleError<'_>>> for Refusal {
    fn from(errors: Vec<AppleError<'_>>) -> Self {
        let first = errors.into_iter().next();
        first.map_or_else(Self::default, |error| Self {
            code: error.code.or(error.status).to_string(),
            message: error.detail.to_string(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{PageState, Refusal, RowKind, Tear, parse_page, told};
    use crate::gathering::Gathering;
    use crate::json::desk::Desk;
    use crate::json::room::Room;
    use crate::json::{Text, Whole};
    use enrollment::moment::Moment;
    use enrollment::snapshot::Tenant;
    use std::fmt::Write as _;

    struct Letters;

    #[derive(serde::Deserialize)]
    struct Letter<'a> {
        #[serde(borrow, default)]
        name: Text<'a>,
        #[serde(default)]
        number: Whole,
        #[serde(borrow, default)]
        inner: Option<Inner<'a>>,
    }

    #[derive(serde::Deserialize)]
    struct Inner<'a> {
        #[serde(borrow, default)]
        date: Text<'a>,
    }

    impl RowKind for Letters {
        type Wire<'a> = Letter<'a>;
        type Row = String;

        fn take(&self, wire: Letter<'_>, _: &mut Desk<'_>, rows: &mut Vec<String>) {
            let mut row = wire.name.to_string();
            if let Some(number) = wire.number.0 {
                write!(row, "{number}").unwrap();
            }
            if let Some(inner) = wire.inner {
                write!(row, "@{}", &*inner.date).unwrap();
            }
            rows.push(row);
        }
    }

    /// Rows, what the page was, and its gaps as `row field: detail`.
    fn check(page: &str, rows: &[&str], state: &PageState, gaps: &[&str]) -> bool {
        let (gathering, room) = (Gathering::new(1), Room::new(1000, 1000));
        let mut desk = Desk::new(&gathering, &room, 4);
        let (read, report) = parse_page(page, &Letters, &mut desk);
        assert_eq!(read, rows, "{page}");
        assert_eq!(&report.state, state, "{page}");
        desk.book_faults("test", "page.json");
        drop(desk);
        let snapshot = gathering.finish(Moment::from_unix(9).unwrap(), Tenant::default());
        let told: Vec<String> = snapshot
            .gaps
            .iter()
            .map(|gap| {
                let field = gap.field.as_deref().unwrap_or("-");
                format!("{} {field}: {}", gap.row.unwrap(), gap.detail)
            })
            .collect();
        assert_eq!(told, gaps, "{page}");
        report.more
    }

    #[test]
    fn both_vendors_pages_are_collections() {
        let whole = PageState::Whole;
        check(
            r#"{"@odata.context":"x","value":[{"name":"a"},{"name":"b"}]}"#,
            &["a", "b"],
            &whole,
            &[],
        );
        check(
            r#"{"data":[{"name":"a"}],"links":{"self":"x"}}"#,
            &["a"],
            &whole,
            &[],
        );
        check(r#"[{"name":"a"}]"#, &["a"], &whole, &[]);
        check(r#"{"data":{"name":"a"}}"#, &["a"], &whole, &[]);
        check(r#"{"value":[]}"#, &[], &whole, &[]);
        check(r#"{"value":null}"#, &[], &PageState::Foreign, &[]);
        check(r"{}", &[], &PageState::Foreign, &[]);
    }

    #[test]
    fn another_page_follows_or_does_not() {
        let more = |page| check(page, &[], &PageState::Whole, &[]);
        assert!(more(
            r#"{"value":[],"@odata.nextLink":"https://graph.example/next"}"#
        ));
        assert!(more(
            r#"{"data":[],"meta":{"paging":{"nextCursor":"abc","limit":100}}}"#
        ));
        assert!(more(r#"{"data":[],"links":{"self":"x","next":"y"}}"#));
        assert!(!more(r#"{"value":[],"@odata.nextLink":null}"#));
        assert!(!more(
            r#"{"data":[],"meta":{"paging":{"nextCursor":"","limit":100}}}"#
        ));
        assert!(!more(r#"{"data":[],"meta":7,"links":[]}"#));
    }

    #[test]
    fn a_refusal_is_not_an_empty_collection() {
        let refused = |code: &str, message: &str| {
            PageState::Refused(Refusal {
                code: code.to_owned(),
                message: message.to_owned(),
            })
        };
        let page = r#"{"error":{"code":"Forbidden","message":"No scope","innerError":{}}}"#;
        check(page, &[], &refused("Forbidden", "No scope"), &[]);
        let page = r#"{"errors":[{"status":"403","code":"FORBIDDEN_ERROR","detail":"No role"}]}"#;
        check(page, &[], &refused("FORBIDDEN_ERROR", "No role"), &[]);
        check(r#"{"error":"invalid_client"}"#, &[], &refused("", ""), &[]);
        check(r#"{"errors":[]}"#, &[], &refused("", ""), &[]);
    }

    #[test]
    fn a_torn_page_keeps_the_rows_before_the_tear() {
        let ends = |row, column: &str| {
            let why = told("gap-json-ends")
                .with("line", "1")
                .with("column", column);
            PageState::Torn(Tear { row, why })
        };
        let broken = |why: &str| {
            let why = told("gap-json-broken").with("why", why);
            PageState::Torn(Tear { row: None, why })
        };
        check(
            r#"{"value":[{"name":"a"},{"name":"b"},{"na"#,
            &["a", "b"],
            &ends(Some(3), "40"),
            &[],
        );
        check(
            r#"{"value":[{"name":"a"}]} trailing"#,
            &["a"],
            &broken("trailing characters at line 1 column 26"),
            &[],
        );
        check("", &[], &ends(None, "0"), &[]);
        check(
            "<html>",
            &[],
            &broken("expected value at line 1 column 1"),
            &[],
        );
    }

    #[test]
    fn a_bad_value_costs_the_value_and_not_the_row() {
        check(
            r#"{"value":[{"name":"a"},{"name":"b","number":"many"},{"name":{"x":1},"number":3}]}"#,
            &["a", "b", "3"],
            &PageState::Whole,
            &[
                "3 name: invalid type: map, expected a text",
                "2 number: \"many\" is no whole number",
            ],
        );
    }

    #[test]
    fn a_bad_value_inside_a_part_is_named_by_its_path() {
        check(
            r#"{"value":[{"name":"a","inner":{"date":[1]}},{"name":"b","inner":{"date":"x"}}]}"#,
            &["a@", "b@x"],
            &PageState::Whole,
            &["1 inner.date: invalid type: sequence, expected a text"],
        );
    }

    #[test]
    fn of_two_values_the_last_one_counts() {
        check(
            r#"{"value":[{"name":"a","number":1,"number":2},{"name":"b","x":1,"x":2}]}"#,
            &["a2", "b"],
            &PageState::Whole,
            &["1 number: stands 2 times in the row; the last one is used"],
        );
        check(
            r#"{"data":{"name":"a","name":"b"}}"#,
            &["b"],
            &PageState::Whole,
            &["1 name: stands 2 times in the row; the last one is used"],
        );
    }

    #[test]
    fn what_is_no_object_is_no_row() {
        check(
            r#"{"value":[7,null,["a"],{"name":"a"}]}"#,
            &["a"],
            &PageState::Whole,
            &[
                "1 -: \"7\" is no row: invalid type: integer `7`, expected an object",
                "2 -: \"null\" is no row: invalid type: null, expected an object",
                "3 -: \"[\\\"a\\\"]\" is no row: invalid type: sequence, expected an object",
            ],
        );
    }

    #[test]
    fn a_page_with_too_many_rows_is_not_believed_to_its_end() {
        check(
            r#"{"value":[{"name":"a"},{"name":"b"},{"name":"c"},{"name":"d"},{"name":"e"}]}"#,
            &["a", "b", "c", "d"],
            &PageState::TooManyRows,
            &[],
        );
    }
}
