//! What is kept of cases: their ledger, which is the truth, and rows by which cases are found.

use super::{StoreError, when};
use enrollment::moment::Moment;
use remedy::case::State;
use remedy::digest::Digest;
use remedy::ledger::Link;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::BTreeMap;

/// A case as the board and the timers need it; the truth is the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseRow {
    /// Its number within the tenant, from 1; never given twice.
    pub case: u64,
    /// The device.
    pub serial: String,
    /// Where it is: [`State::name`].
    pub state: String,
    /// Whether a person holds it.
    pub held: bool,
    /// Since when it is there.
    #[serde(with = "when")]
    pub since: Moment,
    /// When that is late.
    #[serde(with = "when::maybe")]
    pub due: Option<Moment>,
    /// The plan that holds.
    pub plan: Option<Digest>,
    /// The plan's next step, or the one that has begun, from 0.
    pub step: u8,
    /// How many events it has had: its version.
    pub events: u32,
    /// When it was opened.
    #[serde(with = "when")]
    pub opened: Moment,
    /// The cause that the device was diagnosed with, `C01`.
    pub cause: String,
    /// Who asks for it.
    pub requester: String,
}

/// An entry of the ledger as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerRow {
    /// What is chained: the text, byte for byte as it was written, and its place.
    pub link: Link,
    /// When.
    pub at: Moment,
    /// The case it is about.
    pub case: Option<u64>,
    /// The device it is about.
    pub serial: Option<String>,
    /// The plan it is about.
    pub plan: Option<Digest>,
}

impl Serialize for LedgerRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'a> {
            number: u64,
            #[serde(with = "when")]
            at: Moment,
            case: Option<u64>,
            serial: Option<&'a str>,
            plan: Option<Digest>,
            // As a text, not as what it says: else nobody could work out the hash.
            text: &'a str,
            before: Digest,
            hash: Digest,
        }
        let written = Written {
            number: self.link.number,
            at: self.at,
            case: self.case,
            serial: self.serial.as_deref(),
            plan: self.plan,
            text: &self.link.text,
            before: self.link.before,
            hash: self.link.hash,
        };
        written.serialize(serializer)
    }
}

/// An entry that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// When it happened.
    pub at: Moment,
    /// What happened: one line of JSON, never changed afterwards.
    pub text: String,
    /// The case it is about.
    pub case: Option<u64>,
    /// The device it is about.
    pub serial: Option<String>,
    /// The plan it is about.
    pub plan: Option<Digest>,
    /// The number of the tenant's last entry that whoever decided this knew, 0 for none. If there
    /// is another one meanwhile, this is not written: [`StoreError::Conflict`]. None where it does
    /// not matter what others have written.
    pub rests_on: Option<u64>,
}

impl NewEntry {
    /// The same, about a case.
    #[must_use]
    pub(super) fn of(self, case: u64, serial: &str) -> Self {
        Self {
            case: Some(case),
            serial: Some(serial.to_owned()),
            ..self
        }
    }

    /// The row that follows a chain's last number and hash.
    ///
    /// # Errors
    /// The text is not one line, or it rests on another last entry.
    pub(super) fn after(self, last: Option<(u64, Digest)>) -> Result<LedgerRow, StoreError> {
        one_line(&self.text)?;
        let known = last.map_or(0, |(number, _)| number);
        if self.rests_on.is_some_and(|number| number != known) {
            return Err(StoreError::Conflict);
        }
        // Of the last one, only its number and its hash are asked.
        let last = last.map(|(number, hash)| Link {
            number,
            before: Digest::default(),
            text: String::new(),
            hash,
        });
        Ok(LedgerRow {
            link: Link::after(last.as_ref(), self.text),
            at: self.at,
            case: self.case,
            serial: self.serial,
            plan: self.plan,
        })
    }
}

/// Refuses what some store could not give back byte for byte. JSON writes such letters in others.
pub(super) fn one_line(text: &str) -> Result<(), StoreError> {
    if text.is_empty() || text.chars().any(|letter| letter < ' ') {
        let why = "an entry or a plan is one line of JSON, and this is none";
        return Err(StoreError::Refused(why.to_owned()));
    }
    Ok(())
}

/// A plan as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRow {
    /// Its name.
    pub hash: Digest,
    /// When it was made.
    #[serde(with = "when")]
    pub made: Moment,
    /// Who asks for it.
    pub requester: String,
    /// A [`remedy::plan::Draft`] as one line of JSON, never changed afterwards.
    pub text: String,
    /// How many devices it has.
    pub devices: u32,
}

/// A link by which a device's holder, who has no account, comes to the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolderLink {
    /// The hash of the link's secret; the secret itself is never kept.
    pub hash: [u8; 32],
    /// The case.
    pub case: u64,
    /// The device.
    pub serial: String,
    /// The language in which the holder is spoken to.
    pub language: String,
    /// Until when it is good.
    pub expires: Moment,
    /// Whether it was ended before.
    pub ended: bool,
}

/// Which cases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseQuery {
    /// The states that are wanted; all if none is named.
    pub states: Vec<String>,
    /// How many on a page; at most 1,000, and 50 if 0.
    pub size: usize,
    /// Where the page begins: [`CasePage::next`] of the page before, or nothing.
    pub cursor: Option<String>,
}

/// A page of cases, the first due first, then those that wait the longest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CasePage {
    /// The cases.
    pub rows: Vec<CaseRow>,
    /// How many cases there are in each state; not of the wanted states alone.
    pub counts: BTreeMap<String, u64>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// What is due never comes after all that is due some time.
pub(super) const NEVER: i64 = i64::MAX;

/// A case's place in a list: when it is due, since when it is where it is, its number.
pub(super) type CasePlace = (i64, i64, u64);

impl CaseRow {
    /// Whether nothing more can happen.
    pub(super) fn is_over(&self) -> bool {
        let mut over = State::ALL.iter().filter(|state| state.over());
        over.any(|state| state.name() == self.state)
    }

    /// Its place in a list.
    pub(super) fn place(&self) -> CasePlace {
        let due = self.due.map_or(NEVER, Moment::unix);
        (due, self.since.unix(), self.case)
    }

    /// Whether it may take the place of what is kept of its case.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if that has not the number of events that was expected. A refusal
    /// where the caller has made a mistake.
    pub(super) fn may_replace(
        &self,
        kept: Option<&Self>,
        expected_events: u32,
    ) -> Result<(), StoreError> {
        let refused = |why: &str| Err(StoreError::Refused(why.to_owned()));
        match kept {
            None => Err(StoreError::Conflict),
            Some(kept) if kept.events != expected_events => Err(StoreError::Conflict),
            Some(kept) if kept.is_over() => refused("a case that is over cannot be changed"),
            Some(kept) if kept.serial != self.serial => refused("a case is of one device"),
            Some(_) if self.events <= expected_events => {
                refused("a case that changes has had one more event")
            }
            Some(_) => Ok(()),
        }
    }
}

impl CaseQuery {
    /// How many on a page.
    pub(super) fn page_size(&self) -> usize {
        match self.size {
            0 => 50,
            size => size.min(1_000),
        }
    }

    /// The place after which the page begins.
    pub(super) fn from(&self) -> Result<Option<CasePlace>, StoreError> {
        let read = |cursor: &String| {
            let mut parts = cursor.splitn(3, '.');
            let mut part = || parts.next();
            let place = (
                part()?.parse().ok()?,
                part()?.parse().ok()?,
                part()?.parse().ok()?,
            );
            Some(place)
        };
        let place = self.cursor.as_ref().map(|cursor| {
            let wrong = || StoreError::Cursor(cursor.clone());
            read(cursor).ok_or_else(wrong)
        });
        place.transpose()
    }
}

impl CasePage {
    /// The page of a query, made of the rows from its place on, one more than it shows where there
    /// are so many.
    pub(super) fn of(
        query: &CaseQuery,
        mut rows: Vec<CaseRow>,
        counts: BTreeMap<String, u64>,
    ) -> Self {
        let more = rows.len() > query.page_size();
        rows.truncate(query.page_size());
        let last = rows.last().filter(|_| more).map(CaseRow::place);
        Self {
            next: last.map(|(due, since, case)| format!("{due}.{since}.{case}")),
            rows,
            counts,
        }
    }
}
