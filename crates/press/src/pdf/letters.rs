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
/// A run of letters without a place to break it may be broken after so many; a serial number has
/// twelve.
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
        let mut line = String::with_capacity(text.len());
        let mut run = 0;
        for letter in plain(text).chars() {
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
            run = if letter == ' ' || letter == '-' {
                0
            } else {
                run + 1
            };
            if run > UNBROKEN {
                line.push('\u{200b}');
                run = 1;
            }
            line.push(letter);
        }
        line
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
