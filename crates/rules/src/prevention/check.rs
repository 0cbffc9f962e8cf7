//! The shape of a check: what would have prevented a fault, in words, and how it is measured.

use super::control::Control;
use super::inputs::Inputs;
use super::measured::Measured;
use super::tally::Tally;
use enrollment::remedy::Remedy;
use enrollment::snapshot::Source;

/// One check, whole.
#[derive(Debug)]
pub struct Check {
    /// `P01`…`P18`.
    pub code: &'static str,
    /// What has to be read whole before it can be said to hold.
    pub reads: &'static [Source],
    /// What mends it, in order; codes of the playbook.
    pub remedy: &'static [Remedy],
    /// The controls of published frameworks that it is evidence for.
    pub controls: &'static [Control],
    /// Everything that its exceptions, parts and unseen parts can say.
    pub phrases: &'static [&'static Phrase],
    /// In English.
    pub en: CheckPage,
    /// In German.
    pub de: CheckPage,
    /// How it came out, from the tenant and from what was counted device by device.
    pub measure: fn(&Inputs<'_>, &Tally) -> Measured,
}

/// A check in one language.
#[derive(Debug)]
pub struct CheckPage {
    /// What should hold, as a sentence without a full stop.
    pub title: &'static str,
    /// What is watched, and when it alarms.
    pub text: &'static str,
    /// What an administrator does after an alarm.
    pub to_do: &'static str,
}

/// A few words about one row, such as "assigned to no service", in both languages.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Phrase {
    /// The public word for it: kebab-case, for machines.
    pub key: &'static str,
    /// In English: no capital, no full stop.
    pub en: &'static str,
    /// In German: no full stop.
    pub de: &'static str,
}
