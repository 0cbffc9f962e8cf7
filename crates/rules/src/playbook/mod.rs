//! What mends, step by step, and how success is seen: the texts of every [`Remedy`] and every
//! [`Verification`] in both languages. These are words; planning and carrying out is elsewhere.

mod erase;
mod path;
mod tenant;
mod verify;
mod waiting;
mod without_erase;

use enrollment::remedy::{Remedy, Verification};

/// A remedy, step by step.
#[derive(Debug)]
pub struct Play {
    /// Which one.
    pub remedy: Remedy,
    /// Whether it can be taken back in full.
    pub reversible: bool,
    /// Whether the data on the device is lost by it.
    pub erases: bool,
    /// In whose hands its decisive step lies.
    pub actor: Actor,
    /// In English.
    pub en: PlayText,
    /// In German.
    pub de: PlayText,
}

/// A remedy in one language.
#[derive(Debug)]
pub struct PlayText {
    /// What is done, as a line without a full stop.
    pub title: &'static str,
    /// What must be true before.
    pub when: &'static str,
    /// What to do, in this order; at most twelve steps.
    pub steps: &'static [&'static str],
    /// How to see that it has worked.
    pub done_when: &'static str,
    /// What to do if it has not.
    pub otherwise: &'static str,
}

/// Who carries a remedy out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Actor {
    /// Nobody; time does.
    Nobody,
    /// An administrator of Apple Business, Intune, Entra, the network, or the Mac.
    Administrator,
    /// The person who has the device in their hands.
    Holder,
    /// Whoever sold the device or had it before.
    Supplier,
    /// Microsoft's or Apple's support.
    Support,
}

impl Actor {
    /// Every actor.
    pub const ALL: [Self; 5] = [
        Self::Nobody,
        Self::Administrator,
        Self::Holder,
        Self::Supplier,
        Self::Support,
    ];

    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Administrator => "administrator",
            Self::Holder => "holder",
            Self::Supplier => "supplier",
            Self::Support => "support",
        }
    }
}

/// How success is seen, in both languages.
#[derive(Debug)]
pub struct Proof {
    /// Which one.
    pub verification: Verification,
    /// In English.
    pub en: &'static str,
    /// In German.
    pub de: &'static str,
}

/// The play of a remedy.
pub fn find(remedy: Remedy) -> &'static Play {
    match remedy {
        Remedy::R0 => &waiting::R0,
        Remedy::R1 => &path::R1,
        Remedy::R2 => &path::R2,
        Remedy::R3 => &path::R3,
        Remedy::R4 => &path::R4,
        Remedy::R5 => &tenant::R5,
        Remedy::R6 => &tenant::R6,
        Remedy::R7 => &tenant::R7,
        Remedy::R8 => &tenant::R8,
        Remedy::R9 => &tenant::R9,
        Remedy::R10 => &tenant::R10,
        Remedy::R11 => &erase::R11,
        Remedy::R12 => &erase::R12,
        Remedy::R13 => &without_erase::R13,
        Remedy::R14 => &without_erase::R14,
        Remedy::R15 => &without_erase::R15,
        Remedy::R16 => &erase::R16,
        Remedy::R17 => &waiting::R17,
        Remedy::R18 => &path::R18,
        Remedy::R19 => &waiting::R19,
        Remedy::R20 => &waiting::R20,
    }
}

/// The words of a verification.
pub fn verification(wanted: Verification) -> &'static Proof {
    match wanted {
        Verification::V1 => &verify::V1,
        Verification::V2 => &verify::V2,
        Verification::V3 => &verify::V3,
        Verification::V4 => &verify::V4,
        Verification::V5 => &verify::V5,
    }
}

#[cfg(test)]
mod tests {
    use super::{Actor, Play, PlayText, find, verification};
    use enrollment::remedy::{Remedy, Verification};

    fn plays() -> impl Iterator<Item = &'static Play> {
        Remedy::ALL.iter().map(|remedy| find(*remedy))
    }

    fn words(text: &PlayText) -> String {
        let around = [text.title, text.when, text.done_when, text.otherwise];
        let all: Vec<_> = around.iter().chain(text.steps).copied().collect();
        all.join(" ")
    }

    #[test]
    fn every_remedy_has_its_own_play() {
        for remedy in Remedy::ALL {
            assert_eq!(find(*remedy).remedy, *remedy);
        }
    }

    #[test]
    fn every_play_speaks_both_languages() {
        for play in plays() {
            for text in [&play.en, &play.de] {
                assert!(!text.title.is_empty(), "{}", play.remedy);
                assert!(!text.title.ends_with('.'), "{}", play.remedy);
                assert!((1..=12).contains(&text.steps.len()), "{}", play.remedy);
                for sentence in [text.when, text.done_when, text.otherwise] {
                    assert!(sentence.ends_with('.'), "{}: {sentence}", play.remedy);
                }
                for step in text.steps {
                    assert!(step.ends_with('.'), "{}: {step}", play.remedy);
                }
            }
            assert_eq!(play.en.steps.len(), play.de.steps.len(), "{}", play.remedy);
            assert_ne!(words(&play.en), words(&play.de), "{}", play.remedy);
        }
    }

    #[test]
    fn whatever_erases_says_that_the_data_is_lost() {
        for play in plays().filter(|play| play.erases) {
            assert!(!play.reversible, "{}", play.remedy);
            assert!(play.en.when.contains("All data on the device is lost."));
            assert!(
                play.de
                    .when
                    .contains("Alle Daten auf dem Gerät gehen verloren.")
            );
        }
    }

    #[test]
    fn only_two_remedies_erase() {
        let erasing: Vec<_> = plays()
            .filter(|play| play.erases)
            .map(|play| play.remedy)
            .collect();
        assert_eq!(erasing, [Remedy::R11, Remedy::R12]);
    }

    #[test]
    fn every_verification_speaks_both_languages() {
        for wanted in Verification::ALL {
            let proof = verification(*wanted);
            assert_eq!(proof.verification, *wanted);
            assert!(proof.en.ends_with('.') && proof.de.ends_with('.'));
            assert_ne!(proof.en, proof.de);
        }
    }

    #[test]
    fn actors_have_different_names() {
        let mut names: Vec<_> = Actor::ALL.iter().map(|actor| actor.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Actor::ALL.len());
    }
}
