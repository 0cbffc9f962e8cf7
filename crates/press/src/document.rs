//! What a document is made of.

use crate::chart::Chart;

/// The language of a document: how it is read aloud and hyphenated, and the printers' own few
/// words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// English.
    En,
    /// German.
    De,
}

impl Language {
    /// As HTML's `lang` and PDF's `Lang` spell it.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }
}

/// A document.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// The language of all texts.
    pub language: Language,
    /// Its name, without a full stop.
    pub title: String,
    /// What it is about, in a line.
    pub subtitle: Option<String>,
    /// Of which day it is, as text: the press has no calendar and no clock.
    pub date: Option<String>,
    /// At the foot of every page, beside its number.
    pub footer: String,
    /// What it says, in its order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// One that says nothing yet.
    pub fn new(language: Language, title: impl Into<String>) -> Self {
        Self {
            language,
            title: title.into(),
            subtitle: None,
            date: None,
            footer: String::new(),
            blocks: Vec::new(),
        }
    }
}

/// A piece of a document.
#[derive(Clone, PartialEq, Debug)]
pub enum Block {
    /// The name of a part.
    Heading {
        /// How deep it lies.
        level: Level,
        /// Its words.
        text: String,
    },
    /// Sentences.
    Paragraph(Text),
    /// Things beside one another, or one after the other.
    List {
        /// Whether their order matters: they are numbered.
        ordered: bool,
        /// The things.
        items: Vec<Item>,
    },
    /// Things to tick off.
    Checklist(Vec<Check>),
    /// Rows and columns.
    Table(Table),
    /// The few numbers that matter most, large and side by side.
    KeyFigures(Vec<KeyFigure>),
    /// What must not be overlooked.
    Callout(Callout),
    /// Numbers as a picture, and as text.
    Chart(Chart),
    /// What is typed or copied, letter by letter, its lines kept.
    Code(String),
    /// What follows begins on a new page, where there are pages.
    PageBreak,
}

impl Block {
    /// A heading.
    pub fn heading(level: Level, text: impl Into<String>) -> Self {
        Self::Heading {
            level,
            text: text.into(),
        }
    }

    /// A paragraph.
    pub fn paragraph(text: impl Into<Text>) -> Self {
        Self::Paragraph(text.into())
    }

    /// A list whose order means nothing.
    pub fn bullets<T: Into<Item>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List {
            ordered: false,
            items: items.into_iter().map(Into::into).collect(),
        }
    }

    /// A numbered list.
    pub fn numbered<T: Into<Item>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List {
            ordered: true,
            items: items.into_iter().map(Into::into).collect(),
        }
    }

    /// Things to tick off, none of them done.
    pub fn checklist<T: Into<Text>>(items: impl IntoIterator<Item = T>) -> Self {
        let check = |text: T| Check {
            text: text.into(),
            done: false,
        };
        Self::Checklist(items.into_iter().map(check).collect())
    }
}

/// How deep a heading lies below the document's title.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// A part.
    One,
    /// A part of a part.
    Two,
    /// The smallest.
    Three,
}

impl Level {
    /// 1 to 3.
    pub const fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
        }
    }
}

/// A run of spans. `"words".into()` is one plain span.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Text(pub Vec<Span>);

impl Text {
    /// Adds plain words.
    #[must_use]
    pub fn plain(self, words: impl Into<String>) -> Self {
        self.and(Span::Plain(words.into()))
    }

    /// Adds words that the eye finds first.
    #[must_use]
    pub fn strong(self, words: impl Into<String>) -> Self {
        self.and(Span::Strong(words.into()))
    }

    /// Adds stressed words.
    #[must_use]
    pub fn emphasis(self, words: impl Into<String>) -> Self {
        self.and(Span::Emphasis(words.into()))
    }

    /// Adds what is typed or read letter by letter.
    #[must_use]
    pub fn code(self, words: impl Into<String>) -> Self {
        self.and(Span::Code(words.into()))
    }

    /// Adds words that lead to an address.
    #[must_use]
    pub fn link(self, words: impl Into<String>, address: impl Into<String>) -> Self {
        self.and(Span::Link {
            words: words.into(),
            address: address.into(),
        })
    }

    fn and(mut self, span: Span) -> Self {
        self.0.push(span);
        self
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        Self::default().plain(words)
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Self::default().plain(words)
    }
}

/// Words of one kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Span {
    /// As they are.
    Plain(String),
    /// Found first by the eye.
    Strong(String),
    /// Stressed.
    Emphasis(String),
    /// Typed or read letter by letter.
    Code(String),
    /// Leading somewhere. An address that is not `https:`, `http:`, `mailto:` or a file beside the
    /// document, such as `lists/a.csv`, is printed as words alone; on paper nothing lies beside.
    Link {
        /// What one reads.
        words: String,
        /// Where it leads.
        address: String,
    },
}

impl Span {
    /// Its words, whatever kind they are of.
    pub fn words(&self) -> &str {
        match self {
            Self::Plain(words)
            | Self::Strong(words)
            | Self::Emphasis(words)
            | Self::Code(words)
            | Self::Link { words, .. } => words,
        }
    }
}

/// Whether a printer may lead a reader there: never to a script or a file.
pub(crate) fn may_lead_to(address: &str) -> bool {
    let is_clean = |letter: char| !letter.is_control() && !letter.is_whitespace();
    let kinds = ["https://", "http://", "mailto:"];
    let lower = address.to_ascii_lowercase();
    kinds.iter().any(|kind| lower.starts_with(kind)) && address.chars().all(is_clean)
}

/// Whether it is a file beside the document, or in a folder there: names of plain letters, and no
/// way up or out.
pub(crate) fn lies_beside(address: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "-_.".contains(letter);
    let is_name = |part: &str| !part.starts_with('.') && part.chars().all(is_plain);
    address
        .split('/')
        .all(|part| !part.is_empty() && is_name(part))
}

/// A thing of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// In words.
    pub text: Text,
    /// What belongs to it, beside one another; a list is at most two deep.
    pub items: Vec<Text>,
}

impl<T: Into<Text>> From<T> for Item {
    fn from(text: T) -> Self {
        Self {
            text: text.into(),
            items: Vec::new(),
        }
    }
}

/// A thing to tick off.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    /// In words.
    pub text: Text,
    /// Whether it is ticked already.
    pub done: bool,
}

/// Rows and columns.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// What it shows, in a line; empty where the heading above says it.
    pub caption: String,
    /// The columns, from the left.
    pub columns: Vec<Column>,
    /// The rows; one that is too short is filled with empty cells, and what is too much is left
    /// out. The first cell of a row is its name.
    pub rows: Vec<Vec<Text>>,
}

/// A column of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its name.
    pub title: String,
    /// Where its cells stand.
    pub align: Align,
    /// Its share of the width, measured against the other columns; 0 is as wide as its content.
    pub weight: u16,
}

impl Column {
    /// A column of words, which takes a share of the width.
    pub fn words(title: impl Into<String>, weight: u16) -> Self {
        Self {
            title: title.into(),
            align: Align::Start,
            weight,
        }
    }

    /// A column of numbers, as wide as its content.
    pub fn numbers(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            align: Align::End,
            weight: 0,
        }
    }
}

/// Where the cells of a column stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Align {
    /// Where lines begin.
    Start,
    /// In the middle.
    Center,
    /// Where lines end: for numbers.
    End,
}

/// A number that matters.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyFigure {
    /// The number as it is written in the document's language, with its unit.
    pub value: String,
    /// What it counts.
    pub label: String,
    /// What makes it understood, in a line: against what, since when, out of how many.
    pub note: Option<String>,
    /// Whether that is good.
    pub tone: Tone,
}

/// What something means for the reader. It is never said by colour alone.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Look at it.
    Warning,
    /// Something is broken or dangerous.
    Bad,
    /// A fact.
    #[default]
    Neutral,
}

impl Tone {
    /// Every tone.
    pub const ALL: [Self; 4] = [Self::Good, Self::Warning, Self::Bad, Self::Neutral];

    /// As style sheets and templates spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Warning => "warning",
            Self::Bad => "bad",
            Self::Neutral => "neutral",
        }
    }
}

/// What must not be overlooked.
#[derive(Clone, PartialEq, Debug)]
pub struct Callout {
    /// How much it matters.
    pub tone: Tone,
    /// In a line.
    pub title: String,
    /// What it says.
    pub blocks: Vec<Block>,
}

#[cfg(test)]
mod tests {
    use super::{lies_beside, may_lead_to};

    #[test]
    fn a_link_leads_to_no_script_and_no_file() {
        for good in ["https://a.example/?b#c", "HTTP://a", "mailto:a@b.example"] {
            assert!(may_lead_to(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            " https://a",
            "https://a\n",
            "file:///etc/passwd",
            "//a.example",
            "data:text/html,a",
            "#place",
            "",
        ] {
            assert!(!may_lead_to(bad), "{bad}");
            assert!(!lies_beside(bad), "{bad}");
        }
    }

    #[test]
    fn what_lies_beside_is_no_way_out() {
        for good in ["index.html", "a/b-1.csv", "SHA256SUMS"] {
            assert!(lies_beside(good), "{good}");
        }
        for bad in [
            "../a", "a/../b", "/a", "a//b", "a/", ".hidden", "a?b", "a b", "C:a",
        ] {
            assert!(!lies_beside(bad), "{bad}");
        }
    }
}
