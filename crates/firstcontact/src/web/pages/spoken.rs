//! What the store names in one word, as people say it.

pub(super) use crate::report::wording::{kebab, word};

use crate::i18n::Language;
use crate::report::wording::{self, plain};
use crate::store::Trait;
use enrollment::case_file::{READINGS, ReadingId};
use enrollment::cause::Code;
use enrollment::moment::Moment;
use std::collections::BTreeMap;
use std::sync::LazyLock;

const DAY: i64 = 86_400;
const HOUR: i64 = 3_600;

/// What documents say, in English, by reading and value: documents are for machines, and are
/// English.
static SAYINGS: LazyLock<BTreeMap<String, (ReadingId, u8)>> = LazyLock::new(|| {
    let mut all = BTreeMap::new();
    for info in &READINGS {
        for value in 0..info.values.len() as u8 {
            all.entry(Language::En.says(info.id, value))
                .or_insert((info.id, value));
        }
    }
    all
});

/// What a piece of evidence says in the reader's language.
pub(super) fn says(language: Language, english: &str) -> String {
    match SAYINGS.get(english) {
        Some((reading, value)) => language.says(*reading, *value),
        None => plain(english).into_owned(),
    }
}

/// What a cause is called; nothing for no cause.
pub(super) fn title(language: Language, code: &str) -> String {
    match Code::parse(code) {
        Some(code) => wording::title(language, code),
        None => plain(code).into_owned(),
    }
}

/// What a trait is called.
pub(super) fn trait_name(language: Language, which: Trait) -> String {
    language.text(&format!("web-trait-{}", which.name()))
}

/// A trait's value.
pub(super) fn trait_value(language: Language, which: Trait, value: &str) -> String {
    let named = |prefix| word(language, prefix, value);
    match which {
        _ if value.is_empty() => language.text(match which {
            Trait::Gate => "web-none-gate",
            Trait::Cause | Trait::Family => "web-none-cause",
            Trait::Finding => "web-none-finding",
            _ => "web-none",
        }),
        Trait::Standing => named("web-standing"),
        Trait::Cause => format!("{} {}", plain(value), title(language, value)),
        Trait::Family => named("family"),
        Trait::Gate => format!("{} {}", plain(value), named("gate")),
        Trait::Action => named("action"),
        Trait::Erase => named("web-erase"),
        Trait::Platform => platform(value),
        Trait::Source => named("web-source"),
        Trait::Finding => finding(language, value),
        Trait::Model | Trait::Server => plain(value).into_owned(),
    }
}

/// A platform under its vendor's name.
pub(super) fn platform(word: &str) -> String {
    match word {
        "ios" => "iOS/iPadOS".to_owned(),
        "macos" => "macOS".to_owned(),
        "tvos" => "tvOS".to_owned(),
        "visionos" => "visionOS".to_owned(),
        "watchos" => "watchOS".to_owned(),
        other => plain(other).into_owned(),
    }
}

/// A fault of the tenant as traits name it: `C21 token:…`.
fn finding(language: Language, value: &str) -> String {
    let (code, scope) = value.split_once(' ').unwrap_or((value, ""));
    fault(language, code, scope, "")
}

/// A fault of the tenant, and how far it reaches.
pub(super) fn fault(language: Language, code: &str, scope: &str, name: &str) -> String {
    let mut text = format!("{} {}", plain(code), title(language, code));
    if !scope.is_empty() {
        text = format!("{text} ({})", reach(language, scope, name));
    }
    text
}

/// How far a fault reaches: `token:…` with the name that people know.
pub(super) fn reach(language: Language, scope: &str, name: &str) -> String {
    let (kind, id) = scope.split_once(':').unwrap_or((scope, ""));
    let kind = word(language, "scope", kind);
    match if name.is_empty() { id } else { name } {
        "" => kind,
        name => format!("{kind}: {}", plain(name)),
    }
}

/// How sure a verdict is.
pub(super) fn certainty(language: Language, share: u16) -> String {
    wording::certainty(language, share)
}

/// How long ago something was, roughly.
pub(super) fn ago(language: Language, now: Moment, at: Moment) -> String {
    let seconds = now.since(at).max(0);
    let (key, count) = match seconds {
        0..HOUR => ("web-ago-minutes", seconds / 60),
        HOUR..172_800 => ("web-ago-hours", seconds / HOUR),
        _ => ("web-ago-days", seconds / DAY),
    };
    language.count(key, usize::try_from(count).unwrap_or(0))
}

/// Whole days from now until a time; negative when it is over.
pub(super) fn days_until(now: Moment, at: Moment) -> i64 {
    at.since(now).div_euclid(DAY)
}

/// When something ends, in days.
pub(super) fn ends(language: Language, days: i64) -> String {
    let count = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    match days {
        ..0 => language.count("web-ended-days", count),
        0 => language.text("web-ends-today"),
        _ => language.count("web-ends-days", count),
    }
}

#[cfg(test)]
mod tests {
    use super::{ago, days_until, ends, reach, says, trait_name, trait_value};
    use crate::i18n::Language::{De, En};
    use crate::store::Trait;
    use enrollment::moment::Moment;

    #[test]
    fn evidence_of_an_english_document_is_told_in_german() {
        let english = "It was bought from Apple";
        assert_eq!(says(En, english), english);
        assert_eq!(says(De, english), "Es wurde bei Apple gekauft");
        assert_eq!(
            says(De, "Said by a later version"),
            "Said by a later version"
        );
    }

    #[test]
    fn every_trait_has_words() {
        for language in [En, De] {
            for which in Trait::ALL {
                assert!(
                    !trait_name(language, which).starts_with("web-"),
                    "{which:?}"
                );
                let none = trait_value(language, which, "");
                assert!(!none.is_empty() && !none.starts_with("web-"), "{which:?}");
            }
        }
        assert_eq!(trait_value(En, Trait::Standing, "needsYou"), "Needs you");
        assert_eq!(
            trait_value(En, Trait::Gate, "G0"),
            "G0 In the organisation at Apple"
        );
        assert_eq!(
            trait_value(En, Trait::Source, "RESELLER"),
            "bought from a reseller"
        );
        assert_eq!(
            reach(En, "token:7", "Berlin"),
            "all devices of a token: Berlin"
        );
    }

    #[test]
    fn time_is_told_in_what_people_count_in() {
        let at = |seconds: i64| Moment::from_unix(1_700_000_000 + seconds).unwrap();
        assert_eq!(ago(En, at(7_200), at(0)), "2 hours ago");
        assert_eq!(ago(De, at(3 * 86_400), at(0)), "vor 3 Tagen");
        assert_eq!(days_until(at(0), at(-1)), -1);
        assert_eq!(ends(En, -1), "ended a day ago");
        assert_eq!(ends(En, 12), "in 12 days");
    }
}
