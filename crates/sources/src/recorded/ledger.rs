//! Which pages of which source came, and so how much its silence means.
//!
//! A source is complete only if it is certain that nothing is missing: every page up to the last
//! one is there and whole, the last one announces no other, and the collector told of no gap.

use super::file_name::PageName;
use super::header::ListedGap;
use crate::gathering::Gathering;
use crate::told::{Told, told};
use enrollment::snapshot::{Gap, GapReason, ReadState, ServerStatus, Snapshot, Source, TokenType};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// How many missing pages of one sequence are named.
const MISSING_NAMED: usize = 20;

/// What became of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PageFate {
    /// Read whole; whether the vendor said that another one follows.
    Whole { more: bool },
    /// Some of it was used.
    InPart,
    /// Nothing of it was used.
    Lost,
}

/// The book of pages, shared by threads.
#[derive(Default)]
pub(super) struct Ledger(Mutex<Sequences>);

/// By source and, in lower case, token or service.
type Sequences = BTreeMap<(Source, String), BTreeMap<u32, PageFate>>;

impl Ledger {
    /// Notes a page.
    pub(super) fn note(&self, page: &PageName, fate: PageFate) {
        let key = (page.source, page.part.to_ascii_lowercase());
        self.lock()
            .entry(key)
            .or_default()
            .insert(page.number, fate);
    }

    /// Notes a file that is the whole of a source.
    pub(super) fn note_file(&self, source: Source, fate: PageFate) {
        let key = (source, String::new());
        self.lock().entry(key).or_default().insert(1, fate);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Sequences> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes the book when all pages are read: says of each source how much of it came.
    pub(super) fn close(&self, listed: Vec<ListedGap>, broken: Option<Told>) -> Closed {
        Closed {
            sequences: std::mem::take(&mut self.lock()),
            listed,
            broken,
        }
    }
}

/// The closed book.
pub(super) struct Closed {
    sequences: Sequences,
    listed: Vec<ListedGap>,
    /// Why the snapshot itself ends early, if it does: then no source is complete.
    broken: Option<Told>,
}

impl Closed {
    /// Tells the gathering how much of each source came, before files of the portals may fill in
    /// for sources that did not come.
    pub(super) fn tell_states(&self, gathering: &Gathering) {
        for source in Source::ALL {
            if self.came(source) {
                gathering.set_read(source, self.state(source));
            }
        }
        for ((source, part), pages) in &self.sequences {
            let listed = |gap: &ListedGap| gap.source == Some(*source) && gap.part == *part;
            let told = self.broken.is_some() || self.listed.iter().any(listed);
            if !part.is_empty() && is_whole(pages) && !told {
                gathering.note_whole(*source, part);
            }
        }
        for gap in &self.listed {
            gathering.gap(gap.gap.clone());
        }
        for ((source, part), pages) in &self.sequences {
            for detail in missing(pages) {
                let detail = of_part(part, detail);
                gathering.gap(source_gap(*source, GapReason::Torn, detail));
            }
        }
    }

    /// Names the sources of which nothing came, from nowhere and without a word.
    pub(super) fn tell_silence(&self, snapshot: &mut Snapshot) {
        for source in Source::ALL {
            let known = self.came(source) || self.is_listed(source);
            let read = snapshot.reads.of(source) != ReadState::NotRead;
            if known || read || !source.is_expected() {
                continue;
            }
            let gap = match &self.broken {
                Some(why) => source_gap(
                    source,
                    GapReason::Torn,
                    told("gap-breaks-off-before").with("why", why.clone()),
                ),
                None => source_gap(source, GapReason::NotCollected, told("gap-no-file")),
            };
            snapshot.gaps.push(gap);
        }
    }

    /// A token or a service that is there, and whose list is not: then the list's silence about a
    /// device means nothing.
    pub(super) fn tell_missing_lists(&self, snapshot: &mut Snapshot) {
        let tokens: Vec<String> = snapshot
            .tokens
            .iter()
            .filter(|token| matches!(token.kind, TokenType::Dep | TokenType::School))
            .map(|token| snapshot.words.text(token.id).to_owned())
            .collect();
        let servers: Vec<String> = snapshot
            .mdm_servers
            .iter()
            .filter(|server| server.status != ServerStatus::Deleted && server.devices != Some(0))
            .map(|server| snapshot.words.text(server.id).to_ascii_lowercase())
            .collect();
        self.demand(
            Source::ImportedIdentities,
            "gap-no-list-of-token",
            &tokens,
            snapshot,
        );
        self.demand(
            Source::EnrollmentProfiles,
            "gap-no-list-of-token",
            &tokens,
            snapshot,
        );
        self.demand(
            Source::MdmServerDevices,
            "gap-no-list-of-service",
            &servers,
            snapshot,
        );
    }

    fn demand(
        &self,
        source: Source,
        what: &'static str,
        parts: &[String],
        snapshot: &mut Snapshot,
    ) {
        // Nothing at all is one gap already, and a file without a part may hold every part.
        if !self.came(source) || self.sequences.contains_key(&(source, String::new())) {
            return;
        }
        for part in parts {
            let listed = |gap: &ListedGap| gap.source == Some(source) && gap.part == *part;
            if self.sequences.contains_key(&(source, part.clone())) {
                continue;
            }
            let state = snapshot.reads.of(source).min(ReadState::Partial);
            snapshot.reads.set(source, state);
            if !self.listed.iter().any(listed) {
                snapshot.gaps.push(source_gap(
                    source,
                    GapReason::NotCollected,
                    told(what).with("part", part),
                ));
            }
        }
    }

    fn came(&self, source: Source) -> bool {
        self.of(source).next().is_some()
    }

    fn is_listed(&self, source: Source) -> bool {
        self.listed.iter().any(|gap| gap.source == Some(source))
    }

    fn of(&self, source: Source) -> impl Iterator<Item = &BTreeMap<u32, PageFate>> {
        let wanted = move |(key, _): &(&(Source, String), _)| key.0 == source;
        self.sequences.iter().filter(wanted).map(|(_, pages)| pages)
    }

    fn state(&self, source: Source) -> ReadState {
        let fates = || self.of(source).flat_map(BTreeMap::values);
        if fates().all(|fate| *fate == PageFate::Lost) {
            return ReadState::NotRead;
        }
        if self.of(source).all(is_whole) && !self.is_listed(source) && self.broken.is_none() {
            ReadState::Complete
        } else {
            ReadState::Partial
        }
    }
}

/// Whether a sequence of pages is there from the first to the last, each whole.
fn is_whole(pages: &BTreeMap<u32, PageFate>) -> bool {
    let whole = |fate: &PageFate| matches!(fate, PageFate::Whole { .. });
    pages.values().all(whole) && missing(pages).is_empty()
}

/// What is missing in a sequence of pages.
fn missing(pages: &BTreeMap<u32, PageFate>) -> Vec<Told> {
    let mut missing = Vec::new();
    let mut expected = 1;
    for number in pages.keys() {
        if *number > expected && missing.len() < MISSING_NAMED {
            let last = number - 1;
            missing.push(if last == expected {
                told("gap-page-missing").with("page", expected.to_string())
            } else {
                told("gap-pages-missing")
                    .with("first", expected.to_string())
                    .with("last", last.to_string())
            });
        }
        expected = number.saturating_add(1);
    }
    if let Some((last, PageFate::Whole { more: true })) = pages.last_key_value() {
        missing.push(told("gap-page-announced").with("page", last.to_string()));
    }
    missing
}

/// What is wrong with a token's, a service's or a group's part of a source.
pub(super) fn of_part(part: &str, why: Told) -> Told {
    if part.is_empty() {
        return why;
    }
    told("gap-of-part").with("part", part).with("why", why)
}

fn source_gap(source: Source, reason: GapReason, detail: Told) -> Gap {
    Gap {
        source: source.name().to_owned(),
        reason,
        file: None,
        row: None,
        field: None,
        detail,
        count: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::{BTreeMap, PageFate, missing};

    #[test]
    fn pages_that_should_be_there_are_named() {
        let pages = |numbers: &[u32], more| -> BTreeMap<u32, PageFate> {
            let fate = PageFate::Whole { more };
            numbers.iter().map(|number| (*number, fate)).collect()
        };
        let missing =
            |pages: &_| -> Vec<String> { missing(pages).iter().map(ToString::to_string).collect() };
        assert!(missing(&pages(&[1, 2, 3], false)).is_empty());
        assert_eq!(missing(&pages(&[1, 3], false)), ["page 2 is missing"]);
        assert_eq!(missing(&pages(&[4], false)), ["pages 1 to 3 are missing"]);
        assert_eq!(
            missing(&pages(&[1], true)),
            ["page 1 announces another one, which is missing"]
        );
        assert!(
            missing(&pages(&[0, 1], false)).is_empty(),
            "some count from 0"
        );
    }
}
