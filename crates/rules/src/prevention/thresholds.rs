//! The limits of the checks: each has a default with its source, and bounds outside which it would
//! make its check silent or senseless.

use std::fmt;

/// Declares the limits with their keys.
macro_rules! limits {
    ($(
        $(#[$doc:meta])* $name:ident, $key:literal, $default:literal,
        $least:literal..=$most:literal;
    )+) => {
        /// A limit that an administrator may set, in `[prevent]` of the configuration.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Limit { $($(#[$doc])* $name,)+ }

        impl Limit {
            /// Every limit.
            pub const ALL: [Self; [$($key),+].len()] = [$(Self::$name),+];

            /// Its key in the configuration.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)+ }
            }

            /// What it is if nobody says otherwise (causality.md §5).
            pub const fn usual(self) -> u32 {
                match self { $(Self::$name => $default,)+ }
            }

            /// The least and the most that make sense.
            pub const fn bounds(self) -> (u32, u32) {
                match self { $(Self::$name => ($least, $most),)+ }
            }
        }
    };
}

limits! {
    /// P01: devices added by hand, in a thousand of a month's additions.
    ByHandPermille, "by-hand-permille", 20, 0..=500;
    /// P02: days from buying until the devices of an order stand at Apple.
    OrderDays, "order-days", 3, 1..=60;
    /// P03: hours that a device may stand without a service.
    UnassignedHours, "unassigned-hours", 24, 1..=720;
    /// P04: hours that a listed device may stand without a profile.
    ProfileHours, "profile-hours", 12, 1..=720;
    /// P05: hours since the last successful sync.
    SyncHours, "sync-hours", 14, 1..=168;
    /// P05: hours that a device may be on the service without being imported.
    ImportHours, "import-hours", 24, 1..=720;
    /// P06: days before its end at which a token has to be renewed.
    ExpiryDays, "expiry-days", 45, 1..=180;
    /// P06: day of its year on which the push certificate has to be renewed.
    PushDay, "push-day", 335, 180..=364;
    /// P08: 1 if the page to restore from a backup has to be hidden.
    RestoreHidden, "restore-hidden", 0, 0..=1;
    /// P09: days from order to addition.
    AddGapDays, "add-gap-days", 7, 1..=90;
    /// P10: devices that the own list knows, in a thousand.
    RegisterPermille, "register-permille", 980, 500..=1_000;
    /// P13: days before a hand-out at which a person has to be ready.
    HandOutDays, "hand-out-days", 5, 1..=60;
    /// P14: failures with a network's signs that make a site conspicuous.
    SiteFailures, "site-failures", 3, 1..=100;
    /// P14: days for which a probe of a site's network counts; an assumption.
    ProbeDays, "probe-days", 30, 1..=365;
    /// P15: hours until a replacement stands on Intune's service.
    RepairHours, "repair-hours", 24, 1..=720;
    /// P16: days that a release without a reason is asked about.
    ReleaseDays, "release-days", 90, 1..=3_650;
    /// P17: hours from enrollment to registration.
    RegistrationHours, "registration-hours", 24, 1..=720;
    /// P17: enrolled devices without a registration, in a thousand.
    RegistrationPermille, "registration-permille", 10, 0..=500;
    /// Readiness: hours that a device should be ready before it is delivered.
    LeadHours, "lead-hours", 24, 1..=720;
}

/// All limits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thresholds([u32; Limit::ALL.len()]);

impl Default for Thresholds {
    fn default() -> Self {
        Self(Limit::ALL.map(Limit::usual))
    }
}

impl Thresholds {
    /// A limit.
    pub fn of(&self, limit: Limit) -> u32 {
        self.0[limit as usize]
    }

    /// Hours or days as a signed number, for comparing times.
    pub fn span(&self, limit: Limit) -> i64 {
        i64::from(self.of(limit))
    }

    /// Sets a limit by its key.
    pub fn set(&mut self, key: &str, number: i64) -> Result<(), Absurd> {
        let Some(limit) = Limit::ALL.into_iter().find(|limit| limit.key() == key) else {
            let key = key.chars().take(64).collect();
            return Err(Absurd::Key { key });
        };
        let (least, most) = limit.bounds();
        match u32::try_from(number) {
            Ok(number) if (least..=most).contains(&number) => {
                self.0[limit as usize] = number;
                Ok(())
            }
            _ => Err(Absurd::Number { limit, number }),
        }
    }
}

/// A limit that cannot be meant.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Absurd {
    /// There is no such key.
    Key {
        /// What was given, cut short.
        key: String,
    },
    /// The number would make the check silent or senseless.
    Number {
        /// Which limit.
        limit: Limit,
        /// What was given.
        number: i64,
    },
}

impl fmt::Display for Absurd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key { key } => {
                let known = Limit::ALL.map(Limit::key).join(", ");
                write!(f, "no limit is called {key:?}; there are {known}")
            }
            Self::Number { limit, number } => {
                let (least, most) = limit.bounds();
                write!(
                    f,
                    "{} must be from {least} to {most}, not {number}; leave it out for {}",
                    limit.key(),
                    limit.usual()
                )
            }
        }
    }
}

impl std::error::Error for Absurd {}

#[cfg(test)]
mod tests {
    use super::{Absurd, Limit, Thresholds};

    #[test]
    fn what_is_usual_makes_sense() {
        for limit in Limit::ALL {
            let mut thresholds = Thresholds::default();
            let usual = i64::from(limit.usual());
            assert_eq!(thresholds.set(limit.key(), usual), Ok(()), "{limit:?}");
            assert_eq!(thresholds, Thresholds::default());
        }
    }

    #[test]
    fn an_absurd_number_is_refused_and_named() {
        for limit in Limit::ALL {
            let (least, most) = limit.bounds();
            for number in [
                i64::from(least) - 1,
                i64::from(most) + 1,
                i64::MAX,
                i64::MIN,
            ] {
                let mut thresholds = Thresholds::default();
                let refused = thresholds.set(limit.key(), number).unwrap_err();
                assert!(refused.to_string().contains(limit.key()), "{refused}");
                assert_eq!(thresholds, Thresholds::default());
            }
        }
    }

    #[test]
    fn a_misspelt_key_is_told_the_right_ones() {
        let refused = Thresholds::default().set("sync-hour", 3).unwrap_err();
        assert!(matches!(refused, Absurd::Key { .. }));
        assert!(refused.to_string().contains("sync-hours"));
    }
}
