//! What the checks found as one document, schema `firstcontact/prevention/1`: what `--format json`
//! writes, what a store keeps of a look, and what all formats for people are made of. English, and
//! never localised. The schema grows and never changes meaning.

pub use super::numbers::{AtGate, Failing, Month, OnTheirWay, Order, Ready, Source};
use crate::app::access::{AccessPicture, Standing};
use crate::app::prevent::Prevention;
use crate::report::access;
use crate::report::gap::Gap;
use crate::report::unread::{self, Unread};
use enrollment::moment::Moment;
use enrollment::snapshot::Snapshot;
use rules::prevention::measured::{self, Exceptions, Label, Measured, Missing, Said};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeSet;

/// The name of the schema.
pub const SCHEMA: &str = "firstcontact/prevention/1";

/// What the checks found at one look.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// [`SCHEMA`].
    pub schema: String,
    /// When the snapshot was taken, RFC 3339.
    pub taken_at: String,
    /// Whose it is.
    pub tenant: String,
    /// How many devices there are.
    pub devices: u64,
    /// Every check, in the order of the codes.
    pub checks: Vec<Checked>,
    /// How ready devices are.
    pub readiness: Ready,
    /// Where devices come from.
    pub suppliers: Vec<Source>,
    /// Devices on their way.
    pub incoming: OnTheirWay,
    /// Whether an unmanaged iPhone can get in; null where nobody worked it out.
    #[serde(default)]
    pub access: Option<Access>,
    /// What the checks and the proof had to read and did not, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
    /// Earlier looks, where a store remembers them: one point a day, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trend: Vec<Point>,
}

/// Whether an unmanaged iPhone can get in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Access {
    /// `blocked`, `open` or `not-seen`.
    pub standing: String,
    /// The same, more closely: a word of `firstcontact/access/1`'s first sentence.
    pub told: String,
    /// How many ways in there are, at least.
    pub ways_in: u64,
    /// Sources that were not read, or not whole; why stands among the gaps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_read: Vec<String>,
}

/// What a look came to, in short.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// `2026-03-05`.
    pub day: String,
    /// Codes of the checks that alarmed.
    pub alarms: Vec<String>,
    /// Codes of the checks of which nobody could tell.
    pub cannot_tell: Vec<String>,
    /// Devices that were ready in time, and those whose lead is known.
    pub ready: [u64; 2],
    /// Hours without management in all, at least and at most.
    pub unmanaged_hours: [u64; 2],
    /// Devices on their way that would have failed, and all of them.
    pub incoming: [u64; 2],
}

/// One check.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checked {
    /// `P01`…`P18`.
    pub code: String,
    /// `holds`, `alarm` or `cannot_tell`.
    pub judgement: String,
    /// The number that was measured; null where nobody could.
    pub value: Option<Amount>,
    /// What it was compared with.
    pub threshold: Amount,
    /// What was looked at: `device`, `token`, ….
    pub subject: String,
    /// How many of them.
    pub population: u64,
    /// Since when it alarms, RFC 3339.
    pub since: Option<String>,
    /// What had to be looked at and was not.
    pub missing: Vec<Unlooked>,
    /// Parts of the check for which there is no source: their words.
    pub unseen: Vec<String>,
    /// The fields that say so.
    pub evidence: Vec<Field>,
    /// What is not as it should be, by kind.
    pub reasons: Vec<Reason>,
    /// What is not as it should be, one by one: the first ones.
    pub exceptions: Vec<Exception>,
    /// How many there are.
    pub exceptions_total: u64,
    /// The number by month, place or profile.
    pub parts: Vec<Part>,
    /// What mends it.
    pub remedy: Vec<String>,
    /// The controls that it is evidence for.
    pub controls: Vec<Control>,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Amount {
    /// `count`, `share`, `permille`, `hours` or `days`.
    pub unit: String,
    /// The number; null for a share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<i64>,
    /// Of a share: how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u64>,
    /// Of a share: out of how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
}

/// Something that was not looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unlooked {
    /// The source that would have said it; null where no source of this program does.
    pub source: Option<String>,
    /// The field, where the source was read.
    pub field: Option<String>,
    /// The word of the check for it, where no source does.
    pub word: Option<String>,
}

/// One field of one row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Where it was read.
    pub source: String,
    /// Which field.
    pub field: String,
    /// Which row.
    pub row: String,
    /// What it says.
    pub value: Value,
}

/// How many things have the same thing wrong with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What kind of thing.
    pub subject: String,
    /// The word of the check for what is wrong.
    pub why: String,
    /// How many.
    pub count: u64,
}

/// One thing that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// What kind of thing.
    pub subject: String,
    /// Its serial number or name.
    pub name: String,
    /// The word of the check for what is wrong.
    pub why: String,
    /// The same in English.
    pub says: String,
    /// By how much.
    pub amount: Option<Amount>,
    /// Since when, RFC 3339.
    pub since: Option<String>,
}

/// A part of what was measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// A name, or a word of the check.
    pub label: String,
    /// What the check says about that name, as a word of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// How much.
    pub amount: Amount,
}

/// One control.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// Of which framework.
    pub framework: String,
    /// Its identifier there.
    pub id: String,
}

/// How checks come out, in the order in which they are told.
pub const JUDGEMENTS: [&str; 3] = ["alarm", "cannot_tell", "holds"];

impl Document {
    /// Of everything that was found.
    pub fn of(snapshot: &Snapshot, devices: usize, found: &Prevention) -> Self {
        Self {
            schema: SCHEMA.to_owned(),
            taken_at: snapshot.taken_at.to_string(),
            tenant: snapshot.tenant.name.clone(),
            devices: devices as u64,
            checks: found.measured.iter().map(Checked::of).collect(),
            readiness: Ready::of(&found.readiness),
            suppliers: found.suppliers.iter().map(Source::of).collect(),
            incoming: OnTheirWay::of(&found.incoming),
            access: None,
            gaps: gaps(snapshot, found),
            trend: Vec::new(),
        }
    }

    /// With what was proved of Conditional Access.
    #[must_use]
    pub fn with_access(mut self, picture: &AccessPicture) -> Self {
        let (told, ways) = access::told(picture);
        self.access = Some(Access {
            standing: picture.standing().name().to_owned(),
            told: told.to_owned(),
            ways_in: ways as u64,
            not_read: sources(&picture.unread),
        });
        for gap in picture.unread.iter().map(Gap::of) {
            if !self.gaps.contains(&gap) {
                self.gaps.push(gap);
            }
        }
        self
    }

    /// Only the checks that are wanted.
    pub fn narrow(&mut self, keeps: impl Fn(&str) -> bool) {
        self.checks.retain(|check| keeps(&check.code));
        let missing = self.checks.iter().flat_map(|it| &it.missing);
        let missing = missing.filter_map(|it| it.source.as_ref());
        let for_access = self.access.iter().flat_map(|it| &it.not_read);
        let wanted: BTreeSet<&String> = missing.chain(for_access).collect();
        self.gaps.retain(|gap| wanted.contains(&gap.source));
    }

    /// Without anything that names a device or a person: what a store keeps of a look.
    #[must_use]
    pub fn without_names(mut self) -> Self {
        let named = |subject: &str| matches!(subject, "device" | "person");
        for check in &mut self.checks {
            check.exceptions.retain(|it| !named(&it.subject));
            check.evidence.retain(|it| it.source != "apple/auditEvents");
        }
        self.incoming.named.clear();
        self
    }

    /// The check with this code.
    pub fn check(&self, code: &str) -> Option<&Checked> {
        self.checks.iter().find(|check| check.code == code)
    }

    /// The checks in the order in which they are told, what alarms first; without what is empty.
    pub fn by_judgement(&self) -> impl Iterator<Item = (&'static str, Vec<&Checked>)> {
        let all = JUDGEMENTS.into_iter();
        let all = all.map(|name| (name, self.that(name).collect::<Vec<_>>()));
        all.filter(|(_, alike)| !alike.is_empty())
    }

    /// The checks that came out so.
    pub fn that(&self, judgement: &str) -> impl Iterator<Item = &Checked> {
        self.checks
            .iter()
            .filter(move |it| it.judgement == judgement)
    }

    /// How many checks came out so.
    pub fn count(&self, judgement: &str) -> usize {
        self.that(judgement).count()
    }
}

impl Access {
    /// Whether the policies were read, so that there is more to be told.
    pub fn was_seen(&self) -> bool {
        self.standing != Standing::NotSeen.name()
    }
}

impl Point {
    /// Of a document.
    pub fn of(document: &Document) -> Self {
        let codes = |judgement: &str| {
            let alike = document.that(judgement);
            alike.map(|it| it.code.clone()).collect()
        };
        let (ready, way) = (&document.readiness, &document.incoming);
        Self {
            day: document.taken_at.chars().take(10).collect(),
            alarms: codes("alarm"),
            cannot_tell: codes("cannot_tell"),
            ready: [ready.in_time, ready.lead_known],
            unmanaged_hours: ready.unmanaged_hours,
            incoming: [way.would_fail, way.devices],
        }
    }
}

impl Checked {
    fn of(measured: &Measured) -> Self {
        let check = measured.check;
        Self {
            code: check.code.to_owned(),
            judgement: measured.judgement.name().to_owned(),
            value: measured.value.map(Amount::of),
            threshold: Amount::of(measured.threshold),
            subject: measured.subject.name().to_owned(),
            population: measured.population,
            since: time(measured.since),
            missing: measured
                .missing
                .iter()
                .map(|it| Unlooked::of(*it))
                .collect(),
            unseen: keys(&measured.unseen),
            evidence: measured.evidence.iter().map(Field::of).collect(),
            reasons: reasons(&measured.exceptions),
            exceptions: measured
                .exceptions
                .named
                .iter()
                .map(Exception::of)
                .collect(),
            exceptions_total: measured.exceptions.total,
            parts: measured.parts.iter().map(Part::of).collect(),
            remedy: check.remedy.iter().map(ToString::to_string).collect(),
            controls: check
                .controls
                .iter()
                .map(|control| Control {
                    framework: control.framework.name().to_owned(),
                    id: control.id.to_owned(),
                })
                .collect(),
        }
    }
}

impl Amount {
    fn of(amount: measured::Amount) -> Self {
        let (number, share) = match amount {
            measured::Amount::Count(count) => (i64::try_from(count).ok(), None),
            measured::Amount::Permille(number) => (Some(i64::from(number)), None),
            measured::Amount::Hours(number) | measured::Amount::Days(number) => {
                (Some(number), None)
            }
            measured::Amount::Share { part, of } => (None, Some((part, of))),
        };
        Self {
            unit: amount.unit().to_owned(),
            number,
            part: share.map(|(part, _)| part),
            of: share.map(|(_, of)| of),
        }
    }
}

impl Unlooked {
    /// As a check or a dry run has it.
    pub fn of(missing: Missing) -> Self {
        Self {
            source: missing.source().map(|source| source.name().to_owned()),
            field: missing.field().map(str::to_owned),
            word: match missing {
                Missing::Unasked(phrase) => Some(phrase.key.to_owned()),
                Missing::Source(_) | Missing::Field(..) => None,
            },
        }
    }
}

impl Field {
    fn of(evidence: &measured::Evidence) -> Self {
        Self {
            source: evidence.source.name().to_owned(),
            field: evidence.field.to_owned(),
            row: evidence.row.clone(),
            value: match &evidence.said {
                Said::Nothing => Value::Null,
                Said::Flag(flag) => Value::Bool(*flag),
                Said::Number(number) => Value::from(*number),
                Said::At(at) => Value::String(at.to_string()),
                Said::Text(text) => Value::String(text.clone()),
            },
        }
    }
}

impl Exception {
    fn of(exception: &measured::Exception) -> Self {
        Self {
            subject: exception.subject.name().to_owned(),
            name: exception.name.clone(),
            why: exception.why.key.to_owned(),
            says: exception.why.en.to_owned(),
            amount: exception.amount.map(Amount::of),
            since: time(exception.since),
        }
    }
}

impl Part {
    fn of(part: &measured::Part) -> Self {
        Self {
            label: match &part.label {
                Label::Name(name) | Label::Of(name, _) => name.clone(),
                Label::Told(phrase) => phrase.key.to_owned(),
            },
            says: match &part.label {
                Label::Of(_, phrase) => Some(phrase.key.to_owned()),
                Label::Name(_) | Label::Told(_) => None,
            },
            amount: Amount::of(part.amount),
        }
    }
}

/// Why the sources that checks had to look at were not read.
fn gaps(snapshot: &Snapshot, found: &Prevention) -> Vec<Gap> {
    let missing = found.measured.iter().flat_map(|it| &it.missing);
    let missing: BTreeSet<_> = missing.filter_map(|it| it.source()).collect();
    let unread = missing
        .into_iter()
        .flat_map(|source| unread::of_source(snapshot, source));
    unread.map(|it| Gap::of(&it)).collect()
}

/// The sources, each once.
fn sources(unread: &[Unread]) -> Vec<String> {
    let mut sources: Vec<String> = unread.iter().map(|it| it.source.clone()).collect();
    sources.dedup();
    sources
}

fn reasons(exceptions: &Exceptions) -> Vec<Reason> {
    let all = exceptions.reasons.iter();
    all.map(|((subject, why), count)| Reason {
        subject: subject.name().to_owned(),
        why: why.key.to_owned(),
        count: *count,
    })
    .collect()
}

fn keys(phrases: &[&'static rules::prevention::check::Phrase]) -> Vec<String> {
    phrases.iter().map(|phrase| phrase.key.to_owned()).collect()
}

pub(super) fn time(at: Option<Moment>) -> Option<String> {
    at.map(|at| at.to_string())
}
