//! What happened to a device, in the order in which it happened: what vendors date, what changed
//! between looks, and what people said.

use super::document::Document;
use crate::i18n::Language;
use crate::report::wording::{plain, time};
use crate::store::{DeviceView, Fact, HistoryEntry, Said};
use crate::web::pages::spoken;
use enrollment::moment::{Moment, Stamp};
use enrollment::question::Question;

/// An event.
pub(super) struct Event {
    at: Moment,
    pub(super) when: String,
    pub(super) machine: String,
    /// The class of its mark.
    pub(super) class: &'static str,
    pub(super) what: String,
    pub(super) more: String,
}

/// All events, oldest first.
pub(super) fn events(
    language: Language,
    view: &DeviceView,
    document: &Document,
    history: &[HistoryEntry],
    said: &[Said],
) -> Vec<Event> {
    let mut events = dated(language, &view.facts, document);
    events.push(Event::at(
        view.row.first_seen,
        "look",
        language.text("web-first-seen"),
    ));
    events.extend(history.iter().map(|entry| change(language, entry)));
    events.extend(said.iter().map(|said| spoken(language, said)));
    events.sort_by(|a, b| a.at.cmp(&b.at).then(a.what.cmp(&b.what)));
    events
}

impl Event {
    fn at(at: Moment, class: &'static str, what: String) -> Self {
        Self {
            at,
            when: time(at),
            machine: at.to_string(),
            class,
            what,
            more: String::new(),
        }
    }
}

/// What a vendor dates: values that are times, of facts and of evidence. The same time of the same
/// thing is told once.
fn dated(language: Language, facts: &[Fact], document: &Document) -> Vec<Event> {
    let of_facts = facts.iter().filter_map(|fact| {
        let value = fact.value.as_deref()?;
        Some((fact.source.as_str(), fact.name.as_str(), value))
    });
    let of_evidence = document.evidence.iter().map(|evidence| {
        let Evidence {
            source,
            field,
            value,
        } = Evidence::of(evidence);
        (source, field, value)
    });
    let mut events: Vec<Event> = Vec::new();
    for (source, name, value) in of_facts.chain(of_evidence) {
        let Some(at) = moment(value) else { continue };
        let what = name_of(language, source, name);
        if events
            .iter()
            .any(|known| known.at == at && known.what == what)
        {
            continue;
        }
        let mut event = Event::at(at, "vendor", what);
        event.more = plain(source).into_owned();
        events.push(event);
    }
    events
}

/// The part of a piece of evidence that may be dated.
struct Evidence<'e> {
    source: &'e str,
    field: &'e str,
    value: &'e str,
}

impl<'e> Evidence<'e> {
    fn of(evidence: &'e super::document::Evidence) -> Self {
        Self {
            source: &evidence.source,
            field: &evidence.field,
            value: &evidence.value,
        }
    }
}

/// What a field is called; a field that has no words is shown as the vendor calls it.
pub(super) fn name_of(language: Language, source: &str, field: &str) -> String {
    let key = format!("web-fact-{}", spoken::kebab(field));
    if language.has(&key) {
        return language.text(&key);
    }
    match source {
        "" => plain(field).into_owned(),
        source => format!("{} {}", plain(source), plain(field)),
    }
}

/// A value that is a time of day; a mere number or word is none.
fn moment(value: &str) -> Option<Moment> {
    let is_date = value.len() >= 10 && value.as_bytes()[4] == b'-' && value.as_bytes()[7] == b'-';
    Stamp::parse(value).ok().filter(|_| is_date)?.at()
}

fn change(language: Language, entry: &HistoryEntry) -> Event {
    let what = name_of(language, "", &entry.fact);
    let before = value(language, &entry.fact, &entry.before);
    let after = value(language, &entry.fact, &entry.after);
    let mut event = Event::at(
        entry.bounds.by,
        "change",
        format!("{what}: {before} → {after}"),
    );
    if let Some(after) = entry.bounds.after {
        let values = [("from", time(after)), ("to", time(entry.bounds.by))];
        let [from, to] = values.each_ref().map(|(name, at)| (*name, at.as_str()));
        event.more = language.with("web-between", &[from, to]);
    }
    event
}

/// A fact's value as people say it.
pub(super) fn value(language: Language, fact: &str, value: &str) -> String {
    match fact {
        _ if value.is_empty() => language.text("device-none"),
        "cause" => match spoken::title(language, value) {
            title if title == value => title,
            title => format!("{} {title}", plain(value)),
        },
        "gate" => format!("{} {}", plain(value), spoken::word(language, "gate", value)),
        "standing" => spoken::word(language, "web-standing", value),
        "action" => spoken::word(language, "action", value),
        "family" => spoken::word(language, "family", value),
        _ => match moment(value) {
            Some(at) => time(at),
            None => spoken::word(language, "word", value),
        },
    }
}

fn spoken(language: Language, said: &Said) -> Event {
    let text = match Question::find(&said.question) {
        Some(question) if question.answers().contains(&said.text.as_str()) => {
            language.answer(question, &said.text)
        }
        _ => plain(&said.text).into_owned(),
    };
    let key = if said.question.is_empty() {
        "web-noted"
    } else {
        "web-answered"
    };
    let by = plain(&said.by);
    let mut event = Event::at(said.at, "said", text);
    event.more = language.with(key, &[("by", &by)]);
    event
}
