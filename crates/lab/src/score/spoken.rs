//! The closed vocabularies of truth and diagnosis files.

use serde::Deserialize;

/// How a device came to the organisation, in Apple's words.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Source {
    /// It is not in the organisation.
    #[default]
    Absent,
    /// Bought from Apple.
    Apple,
    /// Submitted by a reseller.
    Reseller,
    /// Added with Apple Configurator.
    ManuallyAdded,
    /// A word that this score does not know.
    #[serde(other)]
    Other,
}

impl Source {
    /// As the report calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Absent => "absent",
            Self::Apple => "APPLE",
            Self::Reseller => "RESELLER",
            Self::ManuallyAdded => "MANUALLY_ADDED",
            Self::Other => "other",
        }
    }
}

/// What is to be done, or truly needed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    /// Nothing.
    None,
    /// Wait and look again.
    Wait,
    /// Ask somebody who can see the device.
    Ask,
    /// Change something in a portal.
    Configure,
    /// Move a device that is managed elsewhere.
    Migrate,
    /// Clean the inventory.
    Clean,
    /// Erase the device.
    Erase,
}

/// Family of a cause. Files of the product and the research notes differ in two names.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Family {
    /// Healthy, or only looks bad.
    Waiting,
    /// The device missed its moment.
    Order,
    /// The device is not where it should be.
    Custody,
    /// One fault of the tenant.
    Tenant,
    /// A person, a licence or a policy.
    User,
    /// Network, protocol or hardware.
    Network,
    /// Trouble after enrollment.
    After,
    /// A move from another service.
    Migration,
}

impl Family {
    /// The family that a word means.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "waiting" | "benign" => Some(Self::Waiting),
            "order" => Some(Self::Order),
            "custody" => Some(Self::Custody),
            "tenant" | "systemic" => Some(Self::Tenant),
            "user" => Some(Self::User),
            "network" => Some(Self::Network),
            "after" => Some(Self::After),
            "migration" => Some(Self::Migration),
            _ => None,
        }
    }
}

/// A gate of the causal chain, G0 to G12 (`causality.md` §1.3).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Gate(u8);

impl Gate {
    /// A gate that this score does not know.
    pub const FOREIGN: Self = Self(u8::MAX);
    /// Number of the last gate.
    const LAST: u8 = 12;

    /// The gate that a word such as `G5` means.
    pub fn parse(word: &str) -> Option<Self> {
        let digits = word.strip_prefix('G')?;
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| plain)?;
        (number <= Self::LAST).then_some(Self(number))
    }
}

/// How well the evidence of a tier can tell a cause at all (`causality.md` §3.6).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Deserialize)]
pub enum Identifiability {
    /// At least 0.95 of the true posterior is on one cause.
    I,
    /// 0.6 to 0.95.
    II,
    /// Lower, or not said.
    #[default]
    III,
}

#[cfg(test)]
mod tests {
    use super::{Family, Gate, Source};

    #[test]
    fn words_are_read() {
        assert_eq!(Gate::parse("G12"), Some(Gate(12)));
        for bad in ["G13", "G", "G+5", "5", "g5", "G999"] {
            assert_eq!(Gate::parse(bad), None, "{bad}");
        }
        assert_eq!(Family::parse("benign"), Family::parse("waiting"));
        let source: Source = serde_json::from_str("\"MANUALLY_ADDED\"").unwrap();
        assert_eq!(source, Source::ManuallyAdded);
        let source: Source = serde_json::from_str("\"RETAIL\"").unwrap();
        assert_eq!(source, Source::Other);
    }
}
