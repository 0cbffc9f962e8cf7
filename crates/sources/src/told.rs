//! What a person is told when something cannot be read: which text it is, and the values in it.
//! The texts lie in `i18n/`, a file per language; snapshots, errors and tests speak English.

use std::fmt;

/// The English texts, in Fluent's syntax. One message is one line, with values and nothing else put
/// in, so that [`Told`] can be shown without Fluent.
pub const ENGLISH: &str = include_str!("../i18n/en/reading.ftl");
/// The German texts, in Fluent's syntax.
pub const GERMAN: &str = include_str!("../i18n/de/reading.ftl");

/// A text for a person, in whatever language they read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// A text of ours, by its key, with the values in it.
    Text {
        /// The key in `i18n/`.
        key: &'static str,
        /// What is put in.
        values: Vec<(&'static str, Told)>,
    },
    /// A name, a number, or somebody else's words.
    Plain(String),
}

/// The texts of a language: by key, with values put in.
pub type Words<'w> = &'w dyn Fn(&str, &[(&str, &str)]) -> String;

/// The text with this key.
pub(crate) fn told(key: &'static str) -> Told {
    let values = Vec::new();
    Told::Text { key, values }
}

impl Told {
    /// The same with a value.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Told>) -> Self {
        if let Self::Text { values, .. } = &mut self {
            values.push((name, value.into()));
        }
        self
    }

    /// In words; `text` knows those of a language, by key and values.
    pub fn in_words(&self, text: Words<'_>) -> String {
        match self {
            Self::Plain(words) => words.clone(),
            Self::Text { key, values } => {
                let values: Vec<(&str, String)> = values
                    .iter()
                    .map(|(name, value)| (*name, value.in_words(text)))
                    .collect();
                let values: Vec<(&str, &str)> = values
                    .iter()
                    .map(|(name, value)| (*name, value.as_str()))
                    .collect();
                text(key, &values)
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

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(&english))
    }
}

/// A key that does not exist is shown as itself: better than nothing, and a test makes sure that it
/// does not happen.
fn english(key: &str, values: &[(&str, &str)]) -> String {
    let line = ENGLISH.lines().find_map(|line| {
        let (name, text) = line.split_once(" = ")?;
        (name == key).then_some(text)
    });
    let mut rest = line.unwrap_or(key);
    let mut text = String::new();
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
    use super::{ENGLISH, told};
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// What stands in quotes in the files that tell something.
    fn quoted(folder: &Path, all: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                quoted(&path, all);
            } else if path.file_name().is_some_and(|name| name != "told.rs") {
                let text = fs::read_to_string(&path).unwrap();
                all.extend(text.split('"').map(str::to_owned));
                for called in text.split("told(\"").skip(1) {
                    let key = called.split('"').next().unwrap();
                    assert_ne!(told(key.to_owned().leak()).to_string(), key, "no text");
                }
            }
        }
    }

    #[test]
    fn every_text_is_told_somewhere_and_whatever_is_told_is_a_text() {
        let mut all = BTreeSet::new();
        quoted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        let lines = ENGLISH.lines().filter(|line| !line.starts_with('#'));
        for key in lines.filter_map(|line| Some(line.split_once(" = ")?.0)) {
            assert!(all.contains(key), "nobody tells '{key}'");
        }
    }

    #[test]
    fn values_are_put_in_once_and_never_read_as_texts() {
        let why = told("nothing-read-of")
            .with("source", "{ $why }")
            .with("why", "torn");
        let said = told("nothing-read").with("why", why).to_string();
        assert_eq!(said, "nothing could be read. { $why }: torn");
    }
}
