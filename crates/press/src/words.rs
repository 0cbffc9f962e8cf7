//! The printers' own few words.

use crate::document::{Language, Tone};

/// What a tone says to whoever does not see its colour; a fact says nothing.
pub(crate) const fn tone(language: Language, tone: Tone) -> Option<&'static str> {
    match (language, tone) {
        (_, Tone::Neutral) => None,
        (Language::En, Tone::Good) => Some("Good"),
        (Language::De, Tone::Good) => Some("Gut"),
        (Language::En, Tone::Warning) => Some("Attention"),
        (Language::De, Tone::Warning) => Some("Achtung"),
        (Language::En, Tone::Bad) => Some("Critical"),
        (Language::De, Tone::Bad) => Some("Kritisch"),
    }
}

/// A tone as a sign that prints in black.
pub(crate) const fn sign(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "✓",
        Tone::Warning => "!",
        Tone::Bad => "×",
        Tone::Neutral => "→",
    }
}

/// What opens the table of a chart's numbers.
pub(crate) const fn numbers(language: Language) -> &'static str {
    match language {
        Language::En => "The numbers as a table",
        Language::De => "Die Zahlen als Tabelle",
    }
}

/// The name of a table that has no caption, for whoever hears it.
pub(crate) const fn table(language: Language) -> &'static str {
    match language {
        Language::En => "Table",
        Language::De => "Tabelle",
    }
}
