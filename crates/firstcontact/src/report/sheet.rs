//! A sheet of text for a terminal: headings, paragraphs and lists, wrapped and painted.

use super::paint::{Ink, Paint};
use super::wrap::{columns, pad, wrap};
use std::io;

/// Columns that a text keeps even when a deep indent leaves less: below that nothing is readable.
const TEXT_MIN: usize = 24;

/// Text that grows downwards.
pub struct Sheet {
    text: String,
    paint: Paint,
    width: usize,
}

/// What stands in front of a text: indent, then a mark that the text hangs behind.
#[derive(Clone, Copy, Debug)]
pub struct Lead<'m> {
    /// Blanks before the mark.
    pub indent: usize,
    /// The mark or key, with the blanks that belong behind it.
    pub mark: &'m str,
    /// Its ink.
    pub ink: Ink,
}

/// One cell of a row.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'t> {
    /// What it says.
    pub text: &'t str,
    /// How many columns it takes.
    pub width: usize,
    /// Its ink.
    pub ink: Ink,
    /// Whether it stands at the right edge of its columns, as numbers do.
    pub right: bool,
}

impl<'t> Cell<'t> {
    /// A text of so many columns.
    pub fn new(text: &'t str, width: usize, ink: Ink) -> Self {
        Self {
            text,
            width,
            ink,
            right: false,
        }
    }

    /// A number of so many columns.
    pub fn number(text: &'t str, width: usize, ink: Ink) -> Self {
        Self {
            text,
            width,
            ink,
            right: true,
        }
    }
}

impl<'m> Lead<'m> {
    /// A mark in an ink.
    pub fn new(indent: usize, mark: &'m str, ink: Ink) -> Self {
        Self { indent, mark, ink }
    }

    /// Blanks alone.
    pub fn blank(indent: usize) -> Self {
        Self {
            indent,
            mark: "",
            ink: Ink::Plain,
        }
    }

    fn columns(self) -> usize {
        self.indent + columns(self.mark)
    }
}

impl Sheet {
    /// An empty sheet of so many columns.
    pub fn new(paint: Paint, width: usize) -> Self {
        Self {
            text: String::new(),
            paint,
            width,
        }
    }

    /// How many columns it has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How it is painted.
    pub fn paint(&self) -> Paint {
        self.paint
    }

    /// An empty line, unless the sheet begins here or already has one.
    pub fn gap(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// The heading of a section, set apart from what is above it.
    pub fn heading(&mut self, text: &str) {
        self.gap();
        self.item(Lead::blank(0), Ink::Bold, text);
    }

    /// A line as it is, painted by the caller already.
    pub fn line(&mut self, text: &str) {
        self.text.push_str(text.trim_end());
        self.text.push('\n');
    }

    /// A text behind a mark, wrapped; further lines hang under the first one.
    pub fn item(&mut self, lead: Lead<'_>, ink: Ink, text: &str) {
        let hang = lead.columns();
        let room = self.width.saturating_sub(hang).max(TEXT_MIN);
        for (number, line) in wrap(text, room).iter().enumerate() {
            let before = if number == 0 {
                let mark = self.paint.ink(lead.ink, lead.mark);
                format!("{}{mark}", " ".repeat(lead.indent))
            } else {
                " ".repeat(hang)
            };
            let painted = self.paint.ink(ink, line);
            self.line(&format!("{before}{painted}"));
        }
    }

    /// Paragraphs, separated in the text by an empty line.
    pub fn paragraphs(&mut self, indent: usize, text: &str) {
        for (number, paragraph) in text.split("\n\n").enumerate() {
            if number > 0 {
                self.gap();
            }
            self.item(Lead::blank(indent), Ink::Plain, paragraph);
        }
    }

    /// Cells side by side, two blanks apart, each wrapped to its own width.
    pub fn row(&mut self, indent: usize, cells: &[Cell<'_>]) {
        let wrapped: Vec<_> = cells
            .iter()
            .map(|cell| wrap(cell.text, cell.width))
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for number in 0..height {
            let mut line = " ".repeat(indent);
            for (cell, lines) in cells.iter().zip(&wrapped) {
                let text = lines.get(number).map_or("", String::as_str);
                let missing = " ".repeat(cell.width.saturating_sub(columns(text)));
                let painted = self.paint.ink(cell.ink, text);
                let (before, after) = if cell.right {
                    (&*missing, "")
                } else {
                    ("", &*missing)
                };
                line.extend([before, &*painted, after, "  "]);
            }
            self.line(&line);
        }
    }

    /// A key in a column of its own, and its value.
    pub fn pair(&mut self, indent: usize, key: &str, key_width: usize, value: &str) {
        let key = format!("{}  ", pad(key, key_width));
        self.item(Lead::new(indent, &key, Ink::Dim), Ink::Plain, value);
    }

    /// Numbered steps from 1; what `is_stop` says is a stop point is marked.
    pub fn steps(&mut self, indent: usize, steps: &[&str], is_stop: impl Fn(&str) -> bool) {
        for (number, step) in steps.iter().enumerate() {
            let stop = is_stop(step);
            let mark = format!("{:>2}. ", number + 1);
            let ink = if stop { Ink::Warn } else { Ink::Plain };
            self.item(
                Lead::new(indent, &mark, if stop { Ink::Warn } else { Ink::Dim }),
                ink,
                step,
            );
        }
    }

    /// Writes it.
    pub fn write(&self, out: &mut impl io::Write) -> io::Result<()> {
        out.write_all(self.text.as_bytes())
    }
}

/// The widest of some keys.
pub fn widest<'k>(keys: impl IntoIterator<Item = &'k str>) -> usize {
    keys.into_iter().map(columns).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Cell, Lead, Sheet};
    use crate::report::paint::{Ink, Paint};

    fn text(fill: impl FnOnce(&mut Sheet)) -> String {
        let mut sheet = Sheet::new(Paint::NONE, 30);
        fill(&mut sheet);
        sheet.text
    }

    #[test]
    fn a_text_hangs_behind_its_mark() {
        let text = text(|sheet| {
            sheet.item(
                Lead::new(2, "✓ ", Ink::Good),
                Ink::Plain,
                "on Intune's list of the token",
            );
        });
        assert_eq!(text, "  ✓ on Intune's list of the\n    token\n");
    }

    #[test]
    fn there_is_never_more_than_one_empty_line() {
        let text = text(|sheet| {
            sheet.gap();
            sheet.heading("A");
            sheet.gap();
            sheet.heading("B");
            sheet.paragraphs(0, "c\n\nd");
        });
        assert_eq!(text, "A\n\nB\nc\n\nd\n");
    }

    #[test]
    fn cells_wrap_on_their_own() {
        let text = text(|sheet| {
            let cells = [("C01", 3), ("set up too early", 10), ("order", 5)];
            let cells = cells.map(|(text, width)| Cell::new(text, width, Ink::Plain));
            sheet.row(1, &cells);
        });
        assert_eq!(text, " C01  set up too  order\n      early\n");
    }

    #[test]
    fn steps_are_numbered() {
        let text = text(|sheet| sheet.steps(0, &["Look.", "Stop here."], |_| false));
        assert_eq!(text, " 1. Look.\n 2. Stop here.\n");
    }
}
