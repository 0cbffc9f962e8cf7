//! What a person is told: which text it is, and the values in it. Whoever tells something knows its
//! texts in the languages; here stands the English one, so that machines and logs can be told.

use std::fmt;

/// A text for a person, in whatever language they read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// A name, a number, or somebody else's words; empty where there are none.
    Plain(String),
    /// A text of ours, with the values in it.
    Text {
        /// Its key, which is the same in every language and never changes its meaning.
        key: &'static str,
        /// In English; `{ $name }` stands for a value.
        english: &'static str,
        /// What is put in.
        values: Vec<(&'static str, Told)>,
    },
}

/// The texts of a language: by key, with values put in.
pub type Words<'w> = &'w dyn Fn(&str, &[(&str, &str)]) -> String;

impl Told {
    /// Nothing is told.
    pub const NOTHING: Self = Self::Plain(String::new());

    /// A text without values.
    pub const fn text(key: &'static str, english: &'static str) -> Self {
        Self::Text {
            key,
            english,
            values: Vec::new(),
        }
    }

    /// The same with a value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Self>) -> Self {
        if let Self::Text { values, .. } = &mut self {
            values.push((name, value.into()));
        }
        self
    }

    /// The key of the text; none for somebody else's words.
    pub const fn key(&self) -> Option<&'static str> {
        match self {
            Self::Plain(_) => None,
            Self::Text { key, .. } => Some(key),
        }
    }

    /// Whether nothing is told.
    pub const fn is_nothing(&self) -> bool {
        matches!(self, Self::Plain(words) if words.is_empty())
    }

    /// In words; `text` knows those of a language, by key and values.
    pub fn in_words(&self, text: Words<'_>) -> String {
        match self {
            Self::Plain(words) => words.clone(),
            Self::Text { key, values, .. } => {
                let values = spoken(values, &|it| it.in_words(text));
                text(key, &borrowed(&values))
            }
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(words) => f.write_str(words),
            Self::Text {
                english, values, ..
            } => {
                let values = spoken(values, &ToString::to_string);
                f.write_str(&filled(english, &borrowed(&values)))
            }
        }
    }
}

impl From<String> for Told {
    fn from(words: String) -> Self {
        Self::Plain(words)
    }
}

impl From<&str> for Told {
    fn from(words: &str) -> Self {
        Self::Plain(words.to_owned())
    }
}

impl From<&String> for Told {
    fn from(words: &String) -> Self {
        Self::Plain(words.clone())
    }
}

/// The names of the values that a text wants, in their order.
pub fn wanted(english: &'static str) -> impl Iterator<Item = &'static str> {
    let parts = english.split("{ $").skip(1);
    parts.filter_map(|part| Some(part.split_once(" }")?.0))
}

fn spoken<'v>(
    values: &'v [(&'static str, Told)],
    say: &dyn Fn(&Told) -> String,
) -> Vec<(&'v str, String)> {
    let values = values.iter();
    values.map(|(name, value)| (*name, say(value))).collect()
}

fn borrowed<'v>(values: &'v [(&'v str, String)]) -> Vec<(&'v str, &'v str)> {
    let values = values.iter();
    values
        .map(|(name, value)| (*name, value.as_str()))
        .collect()
}

/// Values are put in once, and never read as texts. A value that is not there shows its name.
fn filled(english: &str, values: &[(&str, &str)]) -> String {
    let (mut rest, mut text) = (english, String::new());
    while let Some((before, after)) = rest.split_once("{ $") {
        let Some((name, after)) = after.split_once(" }") else {
            break;
        };
        text.push_str(before);
        let value = values.iter().find(|(known, _)| *known == name);
        text.push_str(value.map_or(name, |(_, value)| *value));
        rest = after;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::{Told, wanted};

    #[test]
    fn values_are_put_in_once_and_never_read_as_texts() {
        let why = Told::text("of", "{ $source }: { $why }")
            .with("source", "{ $why }")
            .with("why", "torn");
        let said = Told::text("nothing", "nothing could be read. { $why }").with("why", why);
        assert_eq!(said.to_string(), "nothing could be read. { $why }: torn");
        assert_eq!(Told::text("x", "a { $b } c").to_string(), "a b c");
    }

    #[test]
    fn a_language_is_given_keys_and_values_in_its_own_words() {
        let part = Told::text("part", "part");
        let whole = Told::text("whole", "{ $what }").with("what", part);
        let german = |key: &str, values: &[(&str, &str)]| format!("<{key} {values:?}>");
        assert_eq!(
            whole.in_words(&german),
            "<whole [(\"what\", \"<part []>\")]>"
        );
        assert_eq!(Told::from("as it is").in_words(&german), "as it is");
    }

    #[test]
    fn a_text_knows_what_it_wants() {
        let names: Vec<_> = wanted("{ $a } of { $b }, { $").collect();
        assert_eq!(names, ["a", "b"]);
        assert!(Told::NOTHING.is_nothing() && Told::NOTHING.key().is_none());
    }
}
