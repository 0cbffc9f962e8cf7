//! What people say: answers, notes, and the views that they save. Each leaves its trace in the
//! audit trail.

use super::{Frame, Refusal, Role, address, allow};
use crate::app::said::{self, NotSaid};
use crate::report::wording::plain;
use crate::store::{AuditEntry, Said, SavedView, Store, Tenant, keep, take};

/// Characters of a view's name at most.
const NAME: usize = 80;
/// Characters of a view's query at most; browsers and proxies cut addresses beyond.
const QUERY: usize = 4_000;

/// An answer to the question about a device.
pub(super) fn answer(
    store: &dyn Store,
    frame: &Frame<'_>,
    serial: &str,
    form: &[(String, String)],
) -> Result<String, Refusal> {
    let question = field(form, "question");
    if question.is_empty() {
        return Err(Refusal::Invalid("web-invalid-question"));
    }
    say(store, frame, serial, question, field(form, "answer"))
}

/// A note about a device.
pub(super) fn note(
    store: &dyn Store,
    frame: &Frame<'_>,
    serial: &str,
    form: &[(String, String)],
) -> Result<String, Refusal> {
    say(store, frame, serial, "", field(form, "text").trim())
}

fn say(
    store: &dyn Store,
    frame: &Frame<'_>,
    serial: &str,
    question: &str,
    text: &str,
) -> Result<String, Refusal> {
    allow(frame, Role::Operator)?;
    // A page is there for devices that were seen, and under their own names.
    let known = store.device(frame.tenant, serial)?;
    let serial = known.ok_or(Refusal::NotFound)?.row.serial;
    let said = Said {
        serial,
        question: question.to_owned(),
        text: text.to_owned(),
        at: frame.now,
        by: frame.viewer.to_owned(),
    };
    match said::say(store, frame.tenant, &said, frame.who) {
        Ok(()) => Ok(format!(
            "{}?said=1#said",
            address::device(frame, &said.serial)
        )),
        Err(NotSaid::NoDevice) => Err(Refusal::NotFound),
        Err(NotSaid::NoQuestion) => Err(Refusal::Invalid("web-invalid-question")),
        Err(NotSaid::NoAnswer(_)) => Err(Refusal::Invalid("web-invalid-answer")),
        Err(NotSaid::NoNote) => Err(Refusal::Invalid("web-invalid-note")),
        Err(NotSaid::Store(error)) => Err(error.into()),
    }
}

/// A query that gets a name.
pub(super) fn save_view(
    store: &dyn Store,
    frame: &Frame<'_>,
    form: &[(String, String)],
) -> Result<String, Refusal> {
    allow(frame, Role::Operator)?;
    let name = plain(field(form, "name").trim());
    let name = name.as_ref();
    let pairs = field(form, "query");
    if name.is_empty() || name.chars().count() > NAME || pairs.len() > QUERY {
        return Err(Refusal::Invalid("web-invalid-view"));
    }
    let mut query = address::query(&decoded(pairs));
    query.cursor = None;
    let place = address::fleet(frame, &query);
    let view = SavedView {
        name: name.to_owned(),
        query,
        by: frame.viewer.to_owned(),
    };
    keep(store, Some(frame.tenant), &view)?;
    trail(store, frame, "view_saved", name, String::new())?;
    Ok(place)
}

/// A saved view that nobody needs any more.
pub(super) fn delete_view(
    store: &dyn Store,
    frame: &Frame<'_>,
    form: &[(String, String)],
) -> Result<String, Refusal> {
    allow(frame, Role::Operator)?;
    let name = plain(field(form, "name"));
    let name = name.as_ref();
    let tenant: Option<Tenant> = Some(frame.tenant);
    if take::<SavedView>(store, tenant, name)?.is_some() {
        trail(store, frame, "view_deleted", name, String::new())?;
    }
    Ok(address::page(frame, "fleet"))
}

fn trail(
    store: &dyn Store,
    frame: &Frame<'_>,
    what: &str,
    subject: &str,
    detail: String,
) -> Result<(), Refusal> {
    let entry = AuditEntry {
        at: frame.now,
        who: frame.who.to_owned(),
        what: what.to_owned(),
        subject: subject.to_owned(),
        detail,
    };
    Ok(store.note_audit(Some(frame.tenant), &entry)?)
}

/// A field of a form; nothing if it is not there.
fn field<'f>(form: &'f [(String, String)], name: &str) -> &'f str {
    let found = form.iter().find(|(known, _)| known == name);
    found.map_or("", |(_, value)| value)
}

/// The pairs of an address that we wrote ourselves.
fn decoded(pairs: &str) -> Vec<(String, String)> {
    let text = |part: &str| {
        percent_encoding::percent_decode_str(part)
            .decode_utf8_lossy()
            .into_owned()
    };
    let pairs = pairs.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (text(name), text(value)))
        .collect()
}
