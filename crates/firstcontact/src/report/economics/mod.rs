//! What failed devices cost, and what is saved: causality.md §6, with every input in sight.
//!
//! Four things are told apart and never added up: the time of administrators, how long a device is
//! on its way, the time of users, and the risk meanwhile. Only the first is money here. *Gross* is
//! what mending by hand would take. *Net* takes off what is spent with the program, too: handling,
//! looking at what it reports, devices that it does not solve, setting it up and running it.

mod prevented;
mod range;

pub use prevented::prevented;
pub use prevented::{Cohorts, ENOUGH, ENOUGH_DAYS, Prevented, Saving, Started, Untold, Watched};
pub use range::{Range, through, wilson};

use crate::config::report::{Costs, Minutes};

/// What was counted in a fleet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// All devices.
    pub devices: u64,
    /// Devices of which each has to be handled by itself.
    pub failing: u64,
    /// Devices that fail by a fault of the tenant, which is mended once for all of them.
    pub explained: u64,
    /// Such faults. Each is handled once, and takes as long as a device.
    pub faults: u64,
    /// Devices that enrolled.
    pub sound: u64,
    /// Devices of which cannot be told whether they failed.
    pub unknown: u64,
    /// Devices that only wait, in a box or on their way. They can still do either.
    pub waiting: u64,
    /// Devices that are in order without being in Intune's list, such as those given back.
    pub outside: u64,
    /// Intune's own list was not read to its end: nobody knows how many enrolled, so that those
    /// that failed are a share of nothing.
    pub enrolled_unseen: bool,
}

impl Counted {
    /// Adds what was counted elsewhere.
    pub fn add(&mut self, other: Self) {
        self.devices += other.devices;
        self.failing += other.failing;
        self.explained += other.explained;
        self.faults += other.faults;
        self.sound += other.sound;
        self.unknown += other.unknown;
        self.waiting += other.waiting;
        self.outside += other.outside;
        self.enrolled_unseen |= other.enrolled_unseen;
    }
}

/// What it costs and saves.
#[derive(Clone, Debug, PartialEq)]
pub struct Economics {
    /// What was reckoned with.
    pub costs: Costs,
    /// What was counted.
    pub counted: Counted,
    /// The share of devices that fail, among those that had their first start; none where no
    /// device had.
    pub rate: Option<Range>,
    /// For the devices that fail in this fleet today.
    pub fleet: Balance,
    /// For a hundred devices that start for the first time; none without a rate.
    pub hundred: Option<Balance>,
    /// What the article says, and what follows from its own numbers.
    pub article: Article,
}

/// What is spent and saved, in hours, and in money where it is the administrators'.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Balance {
    /// How much is handled: devices that fail by themselves, and faults of the tenant.
    pub handled: Range,
    /// Hours of administrators by hand.
    pub gross: Range,
    /// Hours of administrators with the program, all of them.
    pub spent: Range,
    /// Hours of administrators that are saved; below nothing, they are lost.
    pub net: Range,
    /// Money by hand.
    pub gross_money: Range,
    /// Money that is saved; below nothing, it is lost.
    pub net_money: Range,
    /// Hours of users by hand. Never added to anything.
    pub users_by_hand: Range,
    /// Hours of users with the program. Never added to anything.
    pub users_with_tool: Range,
}

/// The article's claim for a hundred devices, in hours, taken apart (causality.md §6.1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Article {
    /// What it says is saved: 200 to 400.
    pub claimed: (f64, f64),
    /// What it leaves out: a quarter of an hour each, 25.
    pub left_out: f64,
    /// What its own numbers come to: 175 to 375.
    pub net: (f64, f64),
    /// The same at the share of devices that fail here; none without a rate.
    pub at_rate: Option<(f64, f64)>,
}

/// Hours by hand for one device, in the article.
const ARTICLE_BY_HAND: (f64, f64) = (2.0, 4.0);
/// Hours for one device that is done right, in the article.
const ARTICLE_DONE_RIGHT: f64 = 0.25;
/// The article's devices, all of which it takes to fail.
const HUNDRED: f64 = 100.0;

/// Reckons.
pub fn reckon(counted: Counted, costs: &Costs) -> Economics {
    let rate = rate(counted);
    let overhead = Overhead::of(counted, costs);
    let sure = (counted.failing + counted.faults) as f64;
    let handled = Range {
        low: sure,
        value: sure + rate.map_or(0.0, |rate| rate.value * counted.unknown as f64),
        high: sure + counted.unknown as f64,
    };
    let hundred = rate.filter(|_| counted.devices > 0).map(|rate| {
        let factor = HUNDRED / counted.devices as f64;
        let handled = rate.times(HUNDRED).plus(counted.faults as f64 * factor);
        balance(handled, costs, overhead.scaled(factor))
    });
    Economics {
        costs: costs.clone(),
        counted,
        rate,
        fleet: balance(handled, costs, overhead),
        hundred,
        article: article(rate),
    }
}

impl Economics {
    /// Hours that are spent in this fleet whether or not a device fails.
    pub fn overhead(&self) -> f64 {
        Overhead::of(self.counted, &self.costs).hours()
    }

    /// The same of a hundred devices like these.
    pub fn overhead_of_hundred(&self) -> f64 {
        let factor = HUNDRED / self.counted.devices.max(1) as f64;
        Overhead::of(self.counted, &self.costs)
            .scaled(factor)
            .hours()
    }

    /// Hours of administrators that handling one device with the program saves, before anything
    /// that is spent for all of them; below nothing, handling by hand is faster.
    pub fn saved_each(&self) -> f64 {
        let unsolved = f64::from(self.costs.unsolved_percent) / 100.0;
        (1.0 - unsolved) * mean(self.costs.manual).value - mean(self.costs.tool).value
    }

    /// Money that running costs beside hours, in the months that are reckoned with.
    pub fn running_money(&self) -> f64 {
        f64::from(self.costs.money_a_month) * f64::from(self.costs.months)
    }

    /// Hours by hand for faults of the tenant, of a hundred devices like these.
    pub fn hours_for_faults(&self) -> f64 {
        let devices = self.counted.devices.max(1) as f64;
        self.counted.faults as f64 * HUNDRED / devices * mean(self.costs.manual).value
    }
}

/// The share that fails. There is none where nobody could see what enrolled.
fn rate(counted: Counted) -> Option<Range> {
    if counted.enrolled_unseen {
        return None;
    }
    share_failing(Started {
        failing: counted.failing,
        sound: counted.sound,
        unknown: counted.unknown,
    })
}

/// The share that fails of devices that had their first start. Those of which nobody can tell count
/// as sound at the lower end and as failed at the upper one.
fn share_failing(started: Started) -> Option<Range> {
    let Started {
        failing, unknown, ..
    } = started;
    let all = started.known() + unknown;
    let value = wilson(failing, started.known())?.value;
    Some(Range {
        low: wilson(failing, all)?.low.min(value),
        value,
        high: wilson(failing + unknown, all)?.high.max(value),
    })
}

/// What is spent and spared whether or not a device fails.
#[derive(Clone, Copy)]
struct Overhead {
    /// Hours of looking at what is reported.
    review: f64,
    /// Hours of setting up and running, however many devices there are.
    fixed: f64,
    /// Hours spared by not looking into devices that only wait.
    spared: f64,
    /// Money beside hours.
    money: f64,
}

impl Overhead {
    fn of(counted: Counted, costs: &Costs) -> Self {
        let reported = (counted.failing + counted.faults + counted.unknown) as f64;
        let months = f64::from(costs.months);
        Self {
            review: reported * f64::from(costs.review_minutes) / 60.0,
            fixed: f64::from(costs.setup_hours) + f64::from(costs.run_hours_a_month) * months,
            spared: counted.waiting as f64 * f64::from(costs.triage_minutes) / 60.0,
            money: f64::from(costs.money_a_month) * months,
        }
    }

    /// For a part of the fleet, or for a larger one. What is spent once is not spent more often
    /// for more devices.
    fn scaled(self, factor: f64) -> Self {
        Self {
            review: self.review * factor,
            fixed: self.fixed * factor.min(1.0),
            spared: self.spared * factor,
            money: self.money * factor.min(1.0),
        }
    }

    fn hours(self) -> f64 {
        self.review + self.fixed
    }
}

fn balance(handled: Range, costs: &Costs, overhead: Overhead) -> Balance {
    let unsolved = f64::from(costs.unsolved_percent) / 100.0;
    let hourly = f64::from(costs.hourly_cost);
    let (manual, tool) = (mean(costs.manual), mean(costs.tool));
    let product = |minutes: Minutes| through([handled, mean(minutes)], |[n, hours]| n * hours);
    let gross = product(costs.manual);
    // What is not solved takes the time of both.
    let spent = through([handled, manual, tool], |[n, manual, tool]| {
        n * (tool + unsolved * manual) + overhead.hours()
    });
    let net = through([handled, manual, tool], |[n, manual, tool]| {
        n * ((1.0 - unsolved) * manual - tool) + overhead.spared - overhead.hours()
    });
    Balance {
        handled,
        gross,
        spent,
        net,
        gross_money: gross.times(hourly),
        net_money: net.times(hourly).plus(-overhead.money),
        users_by_hand: product(costs.user_manual),
        users_with_tool: product(costs.user_tool),
    }
}

fn mean(minutes: Minutes) -> Range {
    Range::mean_hours(minutes)
}

fn article(rate: Option<Range>) -> Article {
    let (low, high) = ARTICLE_BY_HAND;
    let net = |devices: f64| {
        let each = |by_hand: f64| devices * (by_hand - ARTICLE_DONE_RIGHT);
        (each(low), each(high))
    };
    Article {
        claimed: (HUNDRED * low, HUNDRED * high),
        left_out: HUNDRED * ARTICLE_DONE_RIGHT,
        net: net(HUNDRED),
        at_rate: rate.map(|rate| net(HUNDRED * rate.value)),
    }
}

#[cfg(test)]
#[expect(
    clippy::float_cmp,
    reason = "hours and minutes of these examples are exact in binary"
)]
mod tests {
    use super::{Counted, reckon};
    use crate::config::report::Costs;
    use proptest::prelude::*;

    fn counted(failing: u64, sound: u64, unknown: u64) -> Counted {
        Counted {
            devices: failing + sound + unknown,
            failing,
            sound,
            unknown,
            ..Counted::default()
        }
    }

    /// Costs without anything but handling: what the article reckons with.
    fn handling_alone() -> Costs {
        Costs {
            setup_hours: 0,
            run_hours_a_month: 0,
            review_minutes: 0,
            unsolved_percent: 0,
            ..Costs::default()
        }
    }

    #[test]
    fn the_articles_own_numbers_give_less_than_it_says() {
        let article = reckon(counted(5, 95, 0), &Costs::default()).article;
        assert_eq!(article.claimed, (200.0, 400.0));
        assert_eq!(article.left_out, 25.0);
        assert_eq!(article.net, (175.0, 375.0));
        // causality.md §6.2, the row for 5 %.
        assert_eq!(article.at_rate, Some((8.75, 18.75)));
    }

    #[test]
    fn a_hundred_failing_devices_are_what_the_article_means() {
        let all = reckon(counted(100, 0, 0), &handling_alone());
        assert_eq!(all.fleet.gross.value, 300.0);
        assert_eq!(all.fleet.net.value, 275.0);
        assert_eq!(all.hundred.unwrap().net.value, 275.0);
    }

    #[test]
    fn a_fault_of_the_tenant_is_handled_once() {
        let broken = Counted {
            devices: 1_000,
            explained: 900,
            faults: 1,
            sound: 100,
            ..Counted::default()
        };
        let all = reckon(broken, &handling_alone());
        assert_eq!(all.fleet.gross.value, 3.0);
        assert_eq!(all.rate.map(|rate| rate.value), Some(0.0));
    }

    #[test]
    fn what_nobody_can_tell_widens_and_does_not_count() {
        let sure = reckon(counted(10, 90, 0), &Costs::default());
        let unsure = reckon(counted(10, 90, 50), &Costs::default());
        let (sure, unsure) = (sure.rate.unwrap(), unsure.rate.unwrap());
        assert_eq!(sure.value, unsure.value);
        assert!(unsure.low < sure.low && sure.high < unsure.high);
    }

    #[test]
    fn where_nobody_saw_what_enrolled_there_is_no_rate() {
        let blind = Counted {
            enrolled_unseen: true,
            ..counted(6, 0, 24)
        };
        let blind = reckon(blind, &Costs::default());
        assert_eq!((blind.rate, blind.hundred), (None, None));
        assert_eq!(blind.fleet.handled.value, 6.0);
    }

    #[test]
    fn nothing_started_gives_no_rate() {
        let none = reckon(counted(0, 0, 40), &Costs::default());
        assert_eq!((none.rate, none.hundred), (None, None));
        assert_eq!(none.article.at_rate, None);
        // Nothing is known to be saved, and what is spent is spent.
        assert!(none.fleet.net.value < 0.0);
        let empty = reckon(Counted::default(), &Costs::default());
        assert_eq!(empty.fleet.gross.value, 0.0);
        assert!(empty.hundred.is_none());
    }

    #[test]
    fn what_is_spent_once_is_not_spent_more_often_for_more_devices() {
        let few = reckon(counted(0, 1, 0), &Costs::default());
        assert_eq!(few.hundred.map(|it| it.spent.value), Some(10.0));
        let many = reckon(counted(0, 1_000, 0), &Costs::default());
        assert_eq!(many.hundred.map(|it| it.spent.value), Some(1.0));
    }

    #[test]
    fn a_fleet_without_failures_pays_for_the_program() {
        let idle = reckon(counted(0, 1_000, 0), &Costs::default());
        assert_eq!(idle.fleet.net.value, -10.0);
        assert_eq!(idle.fleet.net_money.value, -600.0);
    }

    proptest! {
        #[test]
        fn nothing_is_made_of_nothing(
            failing in 0_u64..5_000, sound in 0_u64..5_000, unknown in 0_u64..5_000,
            hourly in 0_u32..10_000, unsolved in 0_u32..=100,
        ) {
            let costs = Costs {
                hourly_cost: hourly,
                unsolved_percent: unsolved,
                ..Costs::default()
            };
            let all = reckon(counted(failing, sound, unknown), &costs);
            let fleet = all.fleet;
            for range in [fleet.handled, fleet.gross, fleet.spent, fleet.net, fleet.gross_money,
                fleet.net_money, fleet.users_by_hand, fleet.users_with_tool] {
                prop_assert!(range.low <= range.value && range.value <= range.high);
                prop_assert!(range.low.is_finite() && range.high.is_finite());
            }
            // Nobody spends less than no hour.
            for range in [fleet.gross, fleet.spent, fleet.users_by_hand, fleet.users_with_tool] {
                prop_assert!(range.low >= 0.0, "{range:?}");
            }
            // Net is gross without what is spent: nothing is saved twice.
            prop_assert!((fleet.net.value - (fleet.gross.value - fleet.spent.value)).abs() < 1e-6);
            prop_assert!(fleet.net.value <= fleet.gross.value);
            // Users' hours are nobody's money.
            let dearer = Costs { user_manual: costs.manual, ..costs.clone() };
            let other = reckon(counted(failing, sound, unknown), &dearer);
            prop_assert_eq!(other.fleet.net_money, fleet.net_money);
        }

        #[test]
        fn more_failures_never_save_less(failing in 0_u64..2_000, sound in 1_u64..2_000) {
            let costs = handling_alone();
            let few = reckon(counted(failing, sound, 0), &costs).fleet.net.value;
            let more = reckon(counted(failing + 1, sound, 0), &costs).fleet.net.value;
            prop_assert!(few < more);
        }
    }
}
