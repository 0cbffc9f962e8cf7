//! Letters that the fonts have not. They are shown as one sign, and the document says at its end
//! that it did so: what is missing must not look as if it had never been there.

use crate::chart::{Chart, Plot};
use crate::document::{Block, Document, Item, Language, Span, Table, Text};
use crate::escape::plain;
use std::sync::OnceLock;
use typst::text::Font;

/// How much is kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Care {
    /// Every letter that a font has.
    AsMany,
    /// Only those that stand by themselves and are written from the left.
    Plainest,
}

/// What stands for a letter that no font has.
const MISSING: char = '\u{fffd}';
/// A part of a long word without a place to break it may be broken after so many letters; a serial
/// number has twelve.
const UNBROKEN: usize = 24;

/// Which letters can be printed.
pub(super) struct Letters {
    /// A bit for each.
    has: Vec<u64>,
}

impl Letters {
    /// Those of the fonts that are in the program.
    pub(super) fn known() -> &'static Self {
        static KNOWN: OnceLock<Letters> = OnceLock::new();
        KNOWN.get_or_init(|| Self::of(super::typeset::faces()))
    }

    /// Those that every face of the first family has, or the last face.
    fn of(faces: &[Font]) -> Self {
        let mut letters = Self {
            has: vec![0; 0x11_0000 / 64],
        };
        let Some((lender, family)) = faces.split_last() else {
            return letters;
        };
        let all = faces.iter().flat_map(|face| face.info().coverage.iter());
        for letter in all {
            let by_all = family
                .iter()
                .all(|face| face.info().coverage.contains(letter));
            if by_all || lender.info().coverage.contains(letter) {
                letters.has[letter as usize / 64] |= 1 << (letter % 64);
            }
        }
        letters
    }

    fn has(&self, letter: char) -> bool {
        let letter = letter as usize;
        self.has[letter / 64] & (1 << (letter % 64)) != 0
    }

    /// The same document in letters that can be printed.
    pub(super) fn printable(&self, document: &Document, care: Care) -> Document {
        let mut document = document.clone();
        let mut missing = 0;
        each_text(&mut document, &mut |text| {
            *text = self.line(text, care, &mut missing);
        });
        if missing > 0 {
            let note = Text::default().emphasis(note(document.language, missing));
            document.blocks.push(Block::Paragraph(note));
        }
        document
    }

    fn line(&self, text: &str, care: Care, missing: &mut usize) -> String {
        let text = plain(text);
        let mut line = String::with_capacity(text.len());
        for word in text.split_inclusive(' ') {
            self.word(word, care, missing, &mut line);
        }
        line
    }

    /// A word. A long one may be broken, if it can be where one part of a name ends.
    fn word(&self, word: &str, care: Care, missing: &mut usize, line: &mut String) {
        let is_long = word.chars().nth(UNBROKEN).is_some();
        let (mut run, mut last) = (0, ' ');
        for letter in word.chars() {
            let letter = match letter {
                // They print nothing by themselves, and some readers show a box for them.
                '\u{200b}'..='\u{200d}' | '\u{ad}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' => {
                    continue;
                }
                letter if self.prints(letter, care) => letter,
                MISSING => '?',
                _ => {
                    *missing += 1;
                    if self.has(MISSING) { MISSING } else { '?' }
                }
            };
            if is_long && (run == UNBROKEN || run > 0 && begins_a_part(last, letter)) {
                line.push('\u{200b}');
                run = 0;
            }
            run += 1;
            last = letter;
            line.push(letter);
        }
    }

    fn prints(&self, letter: char, care: Care) -> bool {
        let private = matches!(letter, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
        // Marks that stand upon another letter, and what is written from the right or joined.
        let plainest = !matches!(
            letter,
            '\u{300}'..='\u{36f}'
                | '\u{590}'..='\u{1cff}'
                | '\u{20d0}'..='\u{20ff}'
                | '\u{fb1d}'..='\u{fdff}'
                | '\u{fe20}'..='\u{fefe}'
        );
        let whole = letter == ' ' || self.has(letter);
        whole && !private && (plainest || care == Care::AsMany)
    }
}

/// Whether a part of a long name begins: after what joins parts, or with a capital after a small
/// letter. No line may end at a hyphen before a digit unless it is told so.
fn begins_a_part(last: char, letter: char) -> bool {
    let joins = matches!(last, '/' | '-' | '_' | '.' | '\\' | '@') && letter.is_alphanumeric();
    joins || last.is_lowercase() && letter.is_uppercase()
}

fn note(language: Language, missing: usize) -> String {
    let sign = MISSING;
    match (language, missing) {
        (Language::En, 1) => format!(
            "One letter cannot be printed with the fonts of this document and is shown as {sign}. \
             The web page of it shows it."
        ),
        (Language::En, many) => format!(
            "{many} letters cannot be printed with the fonts of this document and are shown as \
             {sign}. The web page of it shows them."
        ),
        (Language::De, 1) => format!(
            "Ein Zeichen ist mit den Schriften dieses Dokuments nicht druckbar und erscheint als \
             {sign}. Die Webseite zeigt es."
        ),
        (Language::De, many) => format!(
            "{many} Zeichen sind mit den Schriften dieses Dokuments nicht druckbar und erscheinen \
             als {sign}. Die Webseite zeigt sie."
        ),
    }
}

type Change<'c> = &'c mut dyn FnMut(&mut String);

fn each_text(document: &mut Document, change: Change<'_>) {
    change(&mut document.title);
    change(&mut document.footer);
    if let Some(subtitle) = &mut document.subtitle {
        change(subtitle);
    }
    if let Some(date) = &mut document.date {
        change(date);
    }
    blocks(&mut document.blocks, change);
}

fn blocks(all: &mut [Block], change: Change<'_>) {
    for block in all {
        match block {
            Block::Heading { text, .. } => change(text),
            Block::Code(code) => lines(code, change),
            Block::Paragraph(text) => spans(text, change),
            Block::List { items, .. } => {
                for Item { text, items } in items {
                    spans(text, change);
                    for text in items {
                        spans(text, change);
                    }
                }
            }
            Block::Checklist(checks) => {
                for check in checks {
                    spans(&mut check.text, change);
                }
            }
            Block::Table(one) => table(one, change),
            Block::KeyFigures(figures) => {
                for figure in figures {
                    change(&mut figure.value);
                    change(&mut figure.label);
                    if let Some(note) = &mut figure.note {
                        change(note);
                    }
                }
            }
            Block::Callout(callout) => {
                change(&mut callout.title);
                blocks(&mut callout.blocks, change);
            }
            Block::Chart(one) => chart(one, change),
            Block::PageBreak => {}
        }
    }
}

/// Line by line: the only text whose lines are kept.
fn lines(code: &mut String, change: Change<'_>) {
    let lines = code.lines().map(|line| {
        let mut line = line.to_owned();
        change(&mut line);
        line
    });
    *code = lines.collect::<Vec<_>>().join("\n");
}

fn spans(text: &mut Text, change: Change<'_>) {
    for span in &mut text.0 {
        match span {
            Span::Plain(words)
            | Span::Strong(words)
            | Span::Emphasis(words)
            | Span::Code(words)
            | Span::Link { words, .. } => change(words),
        }
    }
}

fn table(table: &mut Table, change: Change<'_>) {
    change(&mut table.caption);
    for column in &mut table.columns {
        change(&mut column.title);
    }
    for row in &mut table.rows {
        for cell in row {
            spans(cell, change);
        }
    }
}

fn chart(chart: &mut Chart, change: Change<'_>) {
    change(&mut chart.title);
    change(&mut chart.description);
    change(&mut chart.category);
    change(&mut chart.measure);
    match &mut chart.plot {
        Plot::Bars(bars) | Plot::Shares(bars) => {
            for bar in bars {
                change(&mut bar.label);
                change(&mut bar.datum.shown);
            }
        }
        Plot::Line(line) => {
            for tick in &mut line.ticks {
                change(&mut tick.label);
            }
            for series in &mut line.series {
                change(&mut series.name);
                for datum in &mut series.data {
                    change(&mut datum.shown);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Care, Letters, UNBROKEN};

    fn parts(text: &str) -> Vec<String> {
        let line = Letters::known().line(text, Care::AsMany, &mut 0);
        line.split('\u{200b}').map(str::to_owned).collect()
    }

    /// Bug: a long file name ran over its column, and was broken in the middle of a word.
    #[test]
    fn a_long_name_is_broken_between_its_parts() {
        let name = "microsoft/transitiveMembers.4636cfc1-981d-4e3d-9b75-5a083eff09ef-00001.json";
        let found = parts(name);
        assert_eq!(found.concat(), name);
        assert_eq!(found[..3], ["microsoft/", "transitive", "Members."]);
        assert!(found.contains(&"5a083eff09ef-".to_owned()), "{found:?}");
        let hash = "0123456789abcdef".repeat(4);
        assert!(parts(&hash).iter().all(|part| part.len() <= UNBROKEN));
        for whole in ["iPhone15,2", "C02XK1ABJGH5", "Norwich-2 iPadOS userName"] {
            assert_eq!(parts(whole), [whole]);
        }
    }
}
