//! What the portals write for yes and no, for nothing, and for the words of their own APIs.

use crate::gathering::Gathering;
use crate::table::header::fold;
use enrollment::term::Term;

/// Words for an empty field.
const NOTHING: [&str; 13] = [
    "none",
    "na",
    "null",
    "notavailable",
    "notassigned",
    "unassigned",
    "nichtverfuegbar",
    "nichtzugewiesen",
    "kein",
    "keine",
    "keiner",
    "ohne",
    "nicht",
];

/// The text, or "" if it is a word for nothing or has no letter and no digit.
pub(super) fn something(text: &str) -> &str {
    // Longer than any word for nothing.
    if text.len() > 24 {
        return text;
    }
    let folded = fold(text);
    if folded.is_empty() || NOTHING.contains(&folded.as_str()) {
        ""
    } else {
        text
    }
}

/// Yes or no, in English or German, or as a number.
pub(super) fn flag(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "true" | "yes" | "y" | "1" | "ja" | "wahr" | "supervised" | "ueberwacht" | "betreut" => {
            Some(true)
        }
        "false" | "no" | "n" | "0" | "nein" | "falsch" | "notsupervised" | "unsupervised"
        | "nichtueberwacht" | "nichtbetreut" => Some(false),
        _ => None,
    }
}

/// A vendor's word: as the API spells it, as one of `spoken` (folded), or kept as it is.
pub(super) fn term<T: Term>(text: &str, spoken: &[(&str, T)], into: &Gathering) -> T {
    let text = text.trim();
    if text.is_empty() {
        return T::missing();
    }
    if let Some(known) = T::known(text) {
        return known;
    }
    let folded = fold(text);
    if folded.is_empty() {
        return T::missing();
    }
    let translated = spoken.iter().find(|(word, _)| *word == folded);
    translated
        .map(|(_, term)| *term)
        // "Retire pending" is `retirePending`.
        .or_else(|| T::known(&folded))
        .unwrap_or_else(|| into.term(text))
}

#[cfg(test)]
mod tests {
    use super::{flag, something, term};
    use crate::gathering::Gathering;
    use enrollment::snapshot::{ComplianceState, ManagementState};

    #[test]
    fn yes_and_no_are_understood_in_both_languages() {
        for (text, meaning) in [
            ("True", Some(true)),
            ("Yes", Some(true)),
            ("Ja", Some(true)),
            ("Wahr", Some(true)),
            ("FALSE", Some(false)),
            ("No", Some(false)),
            ("Nein", Some(false)),
            ("Falsch", Some(false)),
            ("Unknown", None),
            ("", None),
        ] {
            assert_eq!(flag(text), meaning, "{text}");
        }
    }

    #[test]
    fn a_dash_is_nothing_and_a_name_is_something() {
        assert_eq!(something("—"), "");
        assert_eq!(something("Nicht zugewiesen"), "");
        assert_eq!(something("None"), "");
        assert_eq!(something("Nonesuch AG"), "Nonesuch AG");
    }

    #[test]
    fn an_unknown_word_is_kept() {
        let into = Gathering::new(7);
        let spoken = [("konform", ComplianceState::Compliant)];
        assert_eq!(term("Konform", &spoken, &into), ComplianceState::Compliant);
        assert_eq!(
            term::<ManagementState>("Retire pending", &[], &into),
            ManagementState::RetirePending
        );
        assert!(matches!(
            term("Halb konform", &spoken, &into),
            ComplianceState::Strange(_)
        ));
        assert_eq!(term("-", &spoken, &into), ComplianceState::Missing);
    }
}
