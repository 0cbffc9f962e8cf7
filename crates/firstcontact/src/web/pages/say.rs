//! What people say about a device: answers and notes. Each leaves its trace in the audit trail.

use super::super::form::value;
use super::{Frame, Refusal, Role, address, allow};
use crate::app::said::{self, NotSaid};
use crate::store::{Said, Store};

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

/// A field of a form; nothing if it is not there.
pub(super) fn field<'f>(form: &'f [(String, String)], name: &str) -> &'f str {
    value(form, name).unwrap_or_default()
}
