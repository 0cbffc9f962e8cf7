//! Words for people, in English and German. Texts are Fluent files under `i18n/`; a test keeps
//! both languages in step. Pages of causes belong to the rules and carry both languages there.

use enrollment::case_file::ReadingId;
use enrollment::question::Question;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use serde::{Deserialize, Serialize};
use sources::told::Told;
use std::sync::LazyLock;

/// A language that people can read the program in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English.
    #[default]
    En,
    /// German.
    De,
}

/// The files of a language, in the order in which they are read.
const ENGLISH: [&str; 16] = [
    include_str!("../../i18n/en/evidence.ftl"),
    include_str!("../../i18n/en/device.ftl"),
    include_str!("../../i18n/en/fleet.ftl"),
    include_str!("../../i18n/en/command.ftl"),
    include_str!("../../i18n/en/tenant.ftl"),
    include_str!("../../i18n/en/fix.ftl"),
    include_str!("../../i18n/en/server.ftl"),
    include_str!("../../i18n/en/store.ftl"),
    include_str!("../../i18n/en/web.ftl"),
    include_str!("../../i18n/en/remedy.ftl"),
    include_str!("../../i18n/en/cases.ftl"),
    include_str!("../../i18n/en/holder.ftl"),
    include_str!("../../i18n/en/report.ftl"),
    include_str!("../../i18n/en/prevent.ftl"),
    include_str!("../../i18n/en/access.ftl"),
    sources::told::ENGLISH,
];
const GERMAN: [&str; 16] = [
    include_str!("../../i18n/de/evidence.ftl"),
    include_str!("../../i18n/de/device.ftl"),
    include_str!("../../i18n/de/fleet.ftl"),
    include_str!("../../i18n/de/command.ftl"),
    include_str!("../../i18n/de/tenant.ftl"),
    include_str!("../../i18n/de/fix.ftl"),
    include_str!("../../i18n/de/server.ftl"),
    include_str!("../../i18n/de/store.ftl"),
    include_str!("../../i18n/de/web.ftl"),
    include_str!("../../i18n/de/remedy.ftl"),
    include_str!("../../i18n/de/cases.ftl"),
    include_str!("../../i18n/de/holder.ftl"),
    include_str!("../../i18n/de/report.ftl"),
    include_str!("../../i18n/de/prevent.ftl"),
    include_str!("../../i18n/de/access.ftl"),
    sources::told::GERMAN,
];

static EN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle("en", &ENGLISH));
static DE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle("de", &GERMAN));

impl From<Language> for press::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::De => Self::De,
        }
    }
}

impl Language {
    /// The language that the environment asks for: `LC_ALL`, `LC_MESSAGES`, `LANG`.
    pub fn of_environment() -> Self {
        let asked = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
        match asked {
            Some(value) if value.starts_with("de") => Self::De,
            _ => Self::En,
        }
    }

    /// `en` or `de`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The text with this key. A key that does not exist is shown as itself: better than nothing,
    /// and a test makes sure that it does not happen.
    pub fn text(self, key: &str) -> String {
        self.format(key, None)
    }

    /// The text with this key, with values put in.
    pub fn with(self, key: &str, values: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(*name, (*value).to_owned());
        }
        self.format(key, Some(&args))
    }

    /// The text with this key, with a number put in as `$count`; plural forms follow it.
    pub fn count(self, key: &str, count: usize) -> String {
        let mut args = FluentArgs::new();
        args.set("count", count);
        self.format(key, Some(&args))
    }

    /// The same, with other values put in as well.
    pub fn count_with(self, key: &str, count: usize, values: &[(&str, &str)]) -> String {
        let mut args = FluentArgs::new();
        args.set("count", count);
        for (name, value) in values {
            args.set(*name, (*value).to_owned());
        }
        self.format(key, Some(&args))
    }

    /// Why something cannot be read.
    pub fn told(self, told: &Told) -> String {
        told.in_words(&|key, values| self.with(key, values))
    }

    /// What a reading's value says, as one sentence without a full stop.
    pub fn says(self, reading: ReadingId, value: u8) -> String {
        let info = reading.info();
        let value = info
            .values
            .get(usize::from(value))
            .copied()
            .unwrap_or("unread");
        self.text(&key(&["says", info.name, value]))
    }

    /// A question as a person is asked it.
    pub fn question(self, question: Question) -> String {
        self.text(&key(&["question", question.id()]))
    }

    /// One of a question's answers.
    pub fn answer(self, question: Question, answer: &str) -> String {
        self.text(&key(&["answer", question.id(), answer]))
    }

    /// Whether there is a text with this key.
    pub fn has(self, key: &str) -> bool {
        self.bundle().has_message(key)
    }

    fn bundle(self) -> &'static FluentBundle<FluentResource> {
        match self {
            Self::En => &EN,
            Self::De => &DE,
        }
    }

    fn format(self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let bundle = self.bundle();
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        bundle
            .format_pattern(pattern, args, &mut Vec::new())
            .into_owned()
    }
}

/// Fluent's keys are kebab-case; our names are snake_case.
fn key(parts: &[&str]) -> String {
    parts.join("-").replace('_', "-")
}

fn bundle(tag: &str, files: &[&str]) -> FluentBundle<FluentResource> {
    let language = tag.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Invisible isolation marks are for mixed scripts; in a terminal they are rubbish.
    bundle.set_use_isolating(false);
    for file in files {
        // A resource with mistakes still holds its sound messages; the parity test sees the rest.
        let resource = match FluentResource::try_new((*file).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, GERMAN, Language, key};
    use enrollment::case_file::READINGS;
    use enrollment::question::Question;
    use fluent_bundle::FluentResource;
    use std::collections::BTreeMap;

    /// Every message with the variables it uses.
    fn messages(files: &[&str]) -> BTreeMap<String, Vec<String>> {
        let mut all = BTreeMap::new();
        for file in files {
            let resource = FluentResource::try_new((*file).to_owned());
            assert!(
                resource.is_ok(),
                "{:?}",
                resource.err().map(|error| error.1)
            );
            let mut current = String::new();
            for line in file.lines() {
                if let Some((name, _)) = line.split_once('=')
                    && line.starts_with(|c: char| c.is_ascii_lowercase())
                {
                    name.trim().clone_into(&mut current);
                    let known = all.insert(current.clone(), Vec::new());
                    assert!(known.is_none(), "'{current}' stands twice");
                }
                for part in line.split('$').skip(1) {
                    let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
                    let name: String = part.chars().take_while(is_name).collect();
                    let names = all.get_mut(&current).unwrap();
                    if !names.contains(&name) {
                        names.push(name);
                    }
                }
            }
        }
        all
    }

    #[test]
    fn both_languages_say_the_same_things() {
        let (english, german) = (messages(&ENGLISH), messages(&GERMAN));
        for (name, mut variables) in english.clone() {
            let mut other = german
                .get(&name)
                .unwrap_or_else(|| panic!("no German '{name}'"))
                .clone();
            variables.sort();
            other.sort();
            assert_eq!(variables, other, "variables of '{name}'");
        }
        for name in german.keys() {
            assert!(english.contains_key(name), "no English '{name}'");
        }
    }

    #[test]
    fn every_reading_and_question_has_words() {
        for language in [Language::En, Language::De] {
            for info in &READINGS {
                for value in info.values {
                    let key = key(&["says", info.name, value]);
                    assert!(language.has(&key), "{}: '{key}' is missing", language.tag());
                }
            }
            for question in Question::ALL {
                let text = key(&["question", question.id()]);
                assert!(
                    language.has(&text),
                    "{}: '{text}' is missing",
                    language.tag()
                );
                for answer in question.answers() {
                    let key = key(&["answer", question.id(), answer]);
                    assert!(language.has(&key), "{}: '{key}' is missing", language.tag());
                }
            }
        }
    }
}
