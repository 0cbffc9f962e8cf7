//! What prevention saved: `N·(p_f − p_f′)·t_man` of causality.md §6.2, from two failure rates that
//! were both measured. Nothing is claimed where one of them was not.

use super::{Range, share_failing, through};
use crate::config::report::Costs;

/// Devices of a cohort that have to be known before its failure rate is spoken of: an assumption.
/// Below, nine times in ten is wider than a tenth to each side.
pub const ENOUGH: u64 = 30;
/// Days that history has to reach back: an assumption. A device that was handed out a week ago may
/// still lie in its box.
pub const ENOUGH_DAYS: u64 = 28;

/// How devices came out that had their first start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Started {
    /// Of each, something of its own failed.
    pub failing: u64,
    /// Enrolled.
    pub sound: u64,
    /// Nobody can tell.
    pub unknown: u64,
}

impl Started {
    /// Devices of which it is known.
    pub const fn known(self) -> u64 {
        self.failing + self.sound
    }

    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: Self) {
        self.failing += other.failing;
        self.sound += other.sound;
        self.unknown += other.unknown;
    }
}

/// Two cohorts of devices: handed out in equally long times before and after the first look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cohorts {
    /// Those from before, as they stood when they were first seen.
    pub before: Started,
    /// Those from after. One that failed at any look counts as failed, also if it was mended since.
    pub after: Started,
}

impl Cohorts {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: Self) {
        self.before.add(other.before);
        self.after.add(other.after);
    }
}

/// Since when it is known how devices stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Days from the first look to this one.
    pub days: u64,
    /// Intune's list of devices was read to its end at both.
    pub seen: bool,
}

/// What prevention saved.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Prevented {
    /// It cannot be told.
    Untold(Untold),
    /// Both rates were measured.
    Measured(Saving),
}

/// Why it cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untold {
    /// No earlier look is known.
    NoHistory,
    /// The first look was only so many days ago.
    Short(u64),
    /// At one of the two looks nobody could see what was enrolled.
    Unseen,
    /// Too few devices are known: before, and after.
    Few(u64, u64),
}

/// Both rates, and what follows from them. It is about devices that did *not* fail, and therefore
/// no part of what mending those that did fail saves; the two are never added up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Saving {
    /// Days of each of the two times.
    pub days: u64,
    /// What was counted.
    pub cohorts: Cohorts,
    /// The failure rate before.
    pub rate_before: Range,
    /// The failure rate after.
    pub rate_after: Range,
    /// Devices that would have failed at the rate from before, and did not.
    pub devices: Range,
    /// Hours of administrators by hand that these would have taken.
    pub hours: Range,
    /// The same in money.
    pub money: Range,
}

impl Saving {
    /// Whether fewer fail than before, beyond what chance does nine times in ten.
    pub fn is_certain(&self) -> bool {
        self.hours.low > 0.0
    }
}

/// Reckons.
pub fn prevented(cohorts: Cohorts, watched: Option<Watched>, costs: &Costs) -> Prevented {
    let Some(watched) = watched else {
        return Prevented::Untold(Untold::NoHistory);
    };
    if watched.days < ENOUGH_DAYS {
        return Prevented::Untold(Untold::Short(watched.days));
    }
    if !watched.seen {
        return Prevented::Untold(Untold::Unseen);
    }
    let Cohorts { before, after } = cohorts;
    let enough = before.known().min(after.known()) >= ENOUGH;
    let (Some(rate_before), Some(rate_after), true) =
        (share_failing(before), share_failing(after), enough)
    else {
        return Prevented::Untold(Untold::Few(before.known(), after.known()));
    };
    let started = after.known() as f64;
    let by_hand = Range::mean_hours(costs.manual);
    let devices = through([rate_before, rate_after], |[was, is]| started * (was - is));
    let hours = through([rate_before, rate_after, by_hand], |[was, is, each]| {
        started * (was - is) * each
    });
    Prevented::Measured(Saving {
        days: watched.days,
        cohorts,
        rate_before,
        rate_after,
        devices,
        hours,
        money: hours.times(f64::from(costs.hourly_cost)),
    })
}

#[cfg(test)]
mod tests {
    use super::{Cohorts, Prevented, Saving, Started, Untold, Watched, prevented};
    use crate::config::report::Costs;
    use proptest::prelude::*;

    const LONG: Option<Watched> = Some(Watched {
        days: 90,
        seen: true,
    });

    const fn started(failing: u64, sound: u64) -> Started {
        Started {
            failing,
            sound,
            unknown: 0,
        }
    }

    fn saving(before: Started, after: Started) -> Option<Saving> {
        match prevented(Cohorts { before, after }, LONG, &Costs::default()) {
            Prevented::Measured(saving) => Some(saving),
            Prevented::Untold(_) => None,
        }
    }

    #[test]
    fn fewer_failures_are_hours_that_nobody_spent() {
        let found = saving(started(40, 160), started(10, 190)).unwrap();
        // 200 devices, 20 % before and 5 % after, three hours each.
        assert!((found.devices.value - 30.0).abs() < 1e-9);
        assert!((found.hours.value - 90.0).abs() < 1e-9);
        assert!((found.money.value - 5_400.0).abs() < 1e-6);
        assert!(found.is_certain());
    }

    #[test]
    fn what_chance_does_is_not_claimed() {
        assert!(!saving(started(4, 36), started(3, 37)).unwrap().is_certain());
        let worse = saving(started(5, 95), started(20, 80)).unwrap();
        assert!(worse.hours.value < 0.0 && !worse.is_certain());
    }

    #[test]
    fn nothing_is_told_without_both_rates() {
        let costs = Costs::default();
        let many = Cohorts {
            before: started(20, 80),
            after: started(1, 99),
        };
        let untold = |cohorts, watched| match prevented(cohorts, watched, &costs) {
            Prevented::Untold(why) => why,
            Prevented::Measured(saving) => panic!("{saving:?}"),
        };
        assert_eq!(untold(many, None), Untold::NoHistory);
        let watched = |days, seen| Some(Watched { days, seen });
        assert_eq!(untold(many, watched(27, true)), Untold::Short(27));
        assert_eq!(untold(many, watched(90, false)), Untold::Unseen);
        let few = Cohorts {
            after: started(0, 29),
            ..many
        };
        assert_eq!(untold(few, watched(90, true)), Untold::Few(100, 29));
        // Those of whom nobody can tell make no cohort large.
        let unclear = Cohorts {
            before: Started {
                unknown: 500,
                ..started(1, 2)
            },
            ..many
        };
        assert_eq!(untold(unclear, watched(90, true)), Untold::Few(3, 100));
    }

    proptest! {
        #[test]
        fn the_unclear_only_widen(
            failing in 0_u64..200, sound in 30_u64..300, unknown in 0_u64..200,
        ) {
            let after = started(failing / 4, sound);
            let sure = saving(started(failing, sound), after).unwrap();
            let before = Started { unknown, ..started(failing, sound) };
            let unsure = saving(before, after).unwrap();
            prop_assert!((sure.hours.value - unsure.hours.value).abs() < 1e-9);
            prop_assert!(unsure.hours.low <= sure.hours.low + 1e-9);
            prop_assert!(unsure.hours.high >= sure.hours.high - 1e-9);
        }

        #[test]
        fn the_same_rate_saves_nothing(failing in 0_u64..200, sound in 30_u64..300) {
            let same = saving(started(failing, sound), started(failing, sound)).unwrap();
            prop_assert!(same.hours.value.abs() < 1e-9 && !same.is_certain());
        }
    }
}
