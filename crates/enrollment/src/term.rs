//! Vendors' enumerations, which grow without notice: an unknown word is kept, never refused.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// A vendor's word that this version does not know; its text is in [`StrangeWords`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Strange(pub u8);

/// The unknown words of one snapshot. More than 255 different ones share the last number.
#[derive(Default, Debug)]
pub struct StrangeWords {
    known: Mutex<(Vec<String>, HashMap<String, u8>)>,
}

impl StrangeWords {
    /// Keeps an unknown word.
    pub fn keep(&self, text: &str) -> Strange {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (texts, numbers) = &mut *known;
        if let Some(number) = numbers.get(text) {
            return Strange(*number);
        }
        let number = texts.len().min(usize::from(u8::MAX)) as u8;
        if number < u8::MAX {
            texts.push(text.to_owned());
            numbers.insert(text.to_owned(), number);
        }
        Strange(number)
    }

    /// The text of an unknown word; `"(other)"` for those past the 255th.
    pub fn text(&self, strange: Strange) -> String {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .0
            .get(usize::from(strange.0))
            .cloned()
            .unwrap_or_else(|| "(other)".to_owned())
    }
}

/// A vendor's enumeration: the words we know, and any other.
pub trait Term: Copy + Sized {
    /// The variant of a word; letters may differ in case, as the portals' filters allow.
    fn known(text: &str) -> Option<Self>;
    /// The variant that keeps an unknown word.
    fn strange(strange: Strange) -> Self;
    /// The variant of a field that is missing, null or empty.
    fn missing() -> Self;
    /// The vendor's spelling, or the kept word.
    fn word(self) -> Result<&'static str, Strange>;

    /// The variant for any text at all.
    fn read(text: &str, strange: &StrangeWords) -> Self {
        let text = text.trim();
        if text.is_empty() {
            return Self::missing();
        }
        Self::known(text).unwrap_or_else(|| Self::strange(strange.keep(text)))
    }

    /// What a person reads.
    fn text(self, strange: &StrangeWords) -> String {
        match self.word() {
            Ok(word) => word.to_owned(),
            Err(unknown) => strange.text(unknown),
        }
    }
}

/// Declares a vendor's enumeration with its spellings.
macro_rules! term {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)?
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
        pub enum $name {
            /// The field was missing, null or empty.
            #[default]
            Missing,
            $($(#[$vdoc])* #[doc = concat!("`", $text, "`")] $variant,)+
            /// A word that this version does not know.
            Strange($crate::term::Strange),
        }

        impl $crate::term::Term for $name {
            fn known(text: &str) -> Option<Self> {
                $(if text.eq_ignore_ascii_case($text) { return Some(Self::$variant); })+
                None
            }
            fn strange(strange: $crate::term::Strange) -> Self {
                Self::Strange(strange)
            }
            fn missing() -> Self {
                Self::Missing
            }
            fn word(self) -> Result<&'static str, $crate::term::Strange> {
                match self {
                    Self::Missing => Ok(""),
                    $(Self::$variant => Ok($text),)+
                    Self::Strange(strange) => Err(strange),
                }
            }
        }
    };
}
pub(crate) use term;

#[cfg(test)]
mod tests {
    use super::{StrangeWords, Term};
    use crate::snapshot::EnrollmentState;

    #[test]
    fn an_unknown_word_is_kept() {
        let strange = StrangeWords::default();
        let state = EnrollmentState::read("awaitingOrbit", &strange);
        assert!(matches!(state, EnrollmentState::Strange(_)));
        assert_eq!(state.text(&strange), "awaitingOrbit");
        assert_eq!(EnrollmentState::read("awaitingOrbit", &strange), state);
    }

    #[test]
    fn case_does_not_matter_and_empty_is_missing() {
        let strange = StrangeWords::default();
        let state = EnrollmentState::read("NOTCONTACTED", &strange);
        assert_eq!(state, EnrollmentState::NotContacted);
        assert_eq!(
            EnrollmentState::read(" ", &strange),
            EnrollmentState::Missing
        );
    }

    #[test]
    fn three_hundred_unknown_words_do_not_wrap() {
        let strange = StrangeWords::default();
        let last = (0..300)
            .map(|n| strange.keep(&format!("w{n}")))
            .last()
            .unwrap();
        assert_eq!(strange.text(last), "(other)");
    }
}
