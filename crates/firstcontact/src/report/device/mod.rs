//! Everything about one device, for a terminal: what it is, where its journey broke, when what
//! happened, why, how sure that is, and what to do.

mod advice;
mod evidence;
mod head;
mod journey;
mod state;
mod timeline;
mod unread;
mod why;

use super::paint::Paint;
use super::sheet::Sheet;
use super::wording::{self, plain};
use crate::app::examine::Examined;
use crate::i18n::Language;
use enrollment::case_file::CaseFile;
use enrollment::diagnosis::Verdict;
use enrollment::words::Word;
use rules::catalogue;
use rules::rule::{Page, Rule};
use std::io;

/// What the view is written on, and where the device was read.
#[derive(Clone, Copy, Debug)]
pub struct Screen<'p> {
    /// Whether there is colour.
    pub paint: Paint,
    /// Columns; only a single word that is wider makes a longer line.
    pub width: usize,
    /// The snapshot as the command line names it, for commands that people can copy.
    pub snapshot: &'p str,
}

/// Writes the whole view of a device. A device with which nothing is wrong gets a short one.
pub fn write<T>(
    examined: &Examined<'_, '_, T>,
    language: Language,
    screen: &Screen<'_>,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let view = View {
        examined,
        language,
        snapshot: screen.snapshot,
    };
    let mut sheet = Sheet::new(screen.paint, screen.width);
    head::write(&view, &mut sheet);
    state::write(&view, &mut sheet);
    if view.is_well() {
        journey::line(&view, &mut sheet);
    } else {
        journey::column(&view, &mut sheet);
        timeline::write(&view, &mut sheet);
        why::write(&view, &mut sheet);
        evidence::write(&view, &mut sheet);
        advice::write(&view, &mut sheet);
        unread::write(&view, &mut sheet);
    }
    sheet.write(out)
}

/// A device and the language in which it is told.
struct View<'e, 'd, 'f, T> {
    examined: &'e Examined<'d, 'f, T>,
    language: Language,
    snapshot: &'e str,
}

impl<'e, T> View<'e, '_, '_, T> {
    fn case(&self) -> &'e CaseFile {
        &self.examined.judged.case
    }

    fn verdict(&self) -> &'e Verdict {
        &self.examined.judged.verdict
    }

    /// Whether nothing is wrong: no cause was looked for, and none is missing.
    fn is_well(&self) -> bool {
        self.verdict().cause.is_none() && !self.verdict().unexplained
    }

    fn rule(&self) -> Option<&'static Rule> {
        self.verdict().cause.map(|cause| catalogue::all()[cause])
    }

    fn page(&self, rule: &'static Rule) -> &'static Page {
        match self.language {
            Language::En => &rule.en,
            Language::De => &rule.de,
        }
    }

    fn text(&self, key: &str) -> String {
        self.language.text(key)
    }

    fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.language.with(key, values)
    }

    /// A string of the snapshot, harmless on a terminal; none if it is empty.
    fn word(&self, word: Word) -> Option<String> {
        let text = self.examined.device.fleet.snapshot.words.text(word);
        (!text.is_empty()).then(|| plain(text).into_owned())
    }

    /// A vendor's word as people say it; one that has no words is shown as it is.
    fn spoken(&self, word: &str) -> String {
        wording::word(self.language, "word", word)
    }
}

/// A cause's share. It is never the whole: what no rule thinks of is always possible.
fn share(language: Language, probability: u16) -> String {
    wording::certainty(language, probability)
}

#[cfg(test)]
mod tests;
