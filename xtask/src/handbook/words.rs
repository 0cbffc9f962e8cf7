//! The handbook's own words, and those that it shares with the program.

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A language of the handbook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Language {
    /// English.
    En,
    /// German.
    De,
}

/// The program's words of the field: gates, families, actions, what a reading says.
const ENGLISH: &str = include_str!("../../../crates/firstcontact/i18n/en/evidence.ftl");
const GERMAN: &str = include_str!("../../../crates/firstcontact/i18n/de/evidence.ftl");

static EN: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| plain_messages(ENGLISH));
static DE: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| plain_messages(GERMAN));

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// `en` or `de`; a folder of the handbook.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The one or the other.
    pub(super) fn pick<'t>(self, english: &'t str, german: &'t str) -> &'t str {
        match self {
            Self::En => english,
            Self::De => german,
        }
    }

    /// A word that the program uses too, by its key in `crates/firstcontact/i18n`; the key itself
    /// if there is none, which a test excludes.
    pub(super) fn shared(self, parts: &[&str]) -> String {
        let key = parts.join("-").replace('_', "-").to_lowercase();
        let words = match self {
            Self::En => &EN,
            Self::De => &DE,
        };
        words
            .get(key.as_str())
            .map_or(key.clone(), |word| (*word).to_owned())
    }
}

/// Messages of one line without variables: all that the handbook needs.
fn plain_messages(file: &'static str) -> BTreeMap<&'static str, &'static str> {
    let lines = file
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    let messages = lines.filter_map(|line| line.split_once('='));
    messages
        .map(|(key, text)| (key.trim(), text.trim()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Language;
    use enrollment::case_file::READINGS;
    use enrollment::cause::Family;
    use enrollment::gate::Gate;
    use enrollment::remedy::Action;
    use rules::catalogue;

    #[test]
    fn every_shared_word_is_there() {
        let mut keys: Vec<Vec<&str>> = Vec::new();
        keys.extend(Gate::ALL.iter().map(|gate| vec!["gate", gate.name()]));
        keys.extend(
            Family::ALL
                .iter()
                .map(|family| vec!["family", family.name()]),
        );
        keys.extend(
            Action::ALL
                .iter()
                .map(|action| vec!["action", action.name()]),
        );
        let scopes = catalogue::all().iter().map(|rule| rule.cause.scope.name());
        keys.extend(scopes.map(|scope| vec!["scope", scope]));
        for info in &READINGS {
            keys.extend(
                info.values
                    .iter()
                    .map(|value| vec!["says", info.name, *value]),
            );
        }
        for language in Language::ALL {
            for key in &keys {
                let word = language.shared(key);
                assert!(
                    word.contains(|c: char| !c.is_ascii_lowercase() && c != '-'),
                    "{word}"
                );
                assert!(!word.contains('{'), "{word} has a variable");
            }
        }
    }
}
