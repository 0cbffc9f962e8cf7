//! The vendors' rows about a device, on a page of their own: finding them takes longer than all
//! the rest.

use super::super::shell::Shell;
use super::super::{Frame, PageAnswer, Refusal, address, html};
use crate::i18n::Language;
use crate::report::wording::plain;
use crate::store::Store;
use crate::web::raw::{LookUpRows, RawRow, RawRows};
use askama::Template;

#[derive(Template)]
#[template(path = "rows.html")]
struct Page<'p> {
    shell: Shell<'p>,
    serial: String,
    device: String,
    rows: Vec<Row>,
    /// Said where there are none.
    instead: String,
}

struct Row {
    source: String,
    place: String,
    body: String,
}

/// The page.
pub(in crate::web::pages) fn page(
    store: &dyn Store,
    frame: &Frame<'_>,
    serial: &str,
    look_up: &LookUpRows,
) -> Result<PageAnswer, Refusal> {
    if store.device(frame.tenant, serial)?.is_none() {
        return Err(Refusal::NotFound);
    }
    let language = frame.language;
    let found = look_up(frame.tenant_name, serial);
    let (rows, instead) = match &found {
        RawRows::Of(rows) if rows.is_empty() => (Vec::new(), language.text("web-rows-none")),
        RawRows::Of(rows) => (
            rows.iter().map(|row| shown(language, row)).collect(),
            String::new(),
        ),
        RawRows::Nowhere => (Vec::new(), language.text("web-rows-nowhere")),
        RawRows::Unreadable(why) => (Vec::new(), plain(why).into_owned()),
    };
    html(
        200,
        &Page {
            shell: Shell::new(frame, "fleet", serial.to_owned()),
            serial: serial.to_owned(),
            device: address::device(frame, serial),
            rows,
            instead,
        },
    )
}

fn shown(language: Language, row: &RawRow) -> Row {
    let number = row.row.to_string();
    let place = [("file", row.file.as_str()), ("row", number.as_str())];
    Row {
        source: plain(&row.source).into_owned(),
        place: plain(&language.with("web-rows-place", &place)).into_owned(),
        body: serde_json::to_string_pretty(&row.body).unwrap_or_default(),
    }
}
