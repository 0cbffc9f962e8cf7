//! Evidence tiers: what a tenant has connected. Each has all of those before it.

use crate::error::LabError;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How much can be seen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Microsoft Graph without sign-ins.
    Graph,
    /// And Apple Business: devices, services, locks, coverage.
    Abm,
    /// And Apple's audit events.
    Audit,
    /// And sign-ins.
    SignIns,
    /// And the customer's own list.
    Register,
    /// And somebody looks at each device that is not seen to work.
    Look,
}

impl Tier {
    /// All tiers, the poorest first.
    pub const ALL: [Self; 6] = [
        Self::Graph,
        Self::Abm,
        Self::Audit,
        Self::SignIns,
        Self::Register,
        Self::Look,
    ];

    /// Its word on the command line and in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Graph => "graph",
            Self::Abm => "abm",
            Self::Audit => "audit",
            Self::SignIns => "signins",
            Self::Register => "register",
            Self::Look => "look",
        }
    }

    /// The tier with this word.
    pub fn parse(name: &str) -> Result<Self, LabError> {
        let found = Self::ALL.into_iter().find(|tier| tier.name() == name);
        found.ok_or_else(|| {
            let known: Vec<&str> = Self::ALL.iter().map(|tier| tier.name()).collect();
            LabError::Asked(format!(
                "there is no tier '{name}'; tiers are {}",
                known.join(", ")
            ))
        })
    }
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Tier;

    #[test]
    fn files_and_the_command_line_call_them_alike() {
        for tier in Tier::ALL {
            let read: Tier = serde_json::from_str(&format!("\"{tier}\"")).unwrap();
            assert_eq!((read, Tier::parse(tier.name()).unwrap()), (tier, tier));
        }
    }
}
