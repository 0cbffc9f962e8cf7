//! From hand-out to enrollment, of all devices whose register dates the one and whose list at
//! Intune dates the other. A device that is not enrolled yet has waited so long and may enroll
//! tomorrow: it is *censored*, not failed, and the estimate is Kaplan's and Meier's (1958).

use crate::app::examine::Examined;
use enrollment::diagnosis::Standing;
use enrollment::moment::DAY;
use std::collections::BTreeMap;

/// Devices by whole days from hand-out to enrollment, or to the look where they are not enrolled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandOut {
    /// For each number of days: enrolled then, and not enrolled until then.
    days: BTreeMap<u32, (u64, u64)>,
    /// Erased since they were handed out: Intune dates a later life, and nobody the first one.
    pub erased: u64,
}

impl HandOut {
    /// Counts a device, if both dates are known. The register dates the day, not the hour.
    pub(super) fn count<T>(&mut self, examined: &Examined<'_, '_, T>) {
        let (device, timeline) = (examined.device, &examined.timeline);
        let now = device.fleet.snapshot.taken_at;
        let Some(handed_out) = timeline.handed_out.latest.filter(|at| *at <= now) else {
            return;
        };
        let enrolled = device.managed().map(|row| row.enrolled.at());
        let erased = timeline.erased.latest.is_some_and(|at| at > handed_out);
        let given_back = examined.judged.verdict.standing == Standing::Healthy;
        let (until, event) = match enrolled {
            _ if erased => {
                self.erased += 1;
                return;
            }
            None if given_back => return,
            None => (now, false),
            Some(None) => return,
            Some(Some(at)) if at > now => return,
            Some(Some(at)) => (at, true),
        };
        let days = (until.since(handed_out).max(0) / DAY) as u32;
        let (enrolled, waiting) = self.days.entry(days).or_default();
        *(if event { enrolled } else { waiting }) += 1;
    }

    /// Adds what was counted elsewhere.
    pub(super) fn add(&mut self, other: Self) {
        self.erased += other.erased;
        for (days, (enrolled, waiting)) in other.days {
            let sum = self.days.entry(days).or_default();
            sum.0 += enrolled;
            sum.1 += waiting;
        }
    }

    /// Devices with both dates, or with that of the hand-out and not enrolled yet.
    pub fn devices(&self) -> u64 {
        self.days
            .values()
            .map(|(enrolled, waiting)| enrolled + waiting)
            .sum()
    }

    /// Of them, those that are not enrolled yet.
    pub fn waiting(&self) -> u64 {
        self.days.values().map(|(_, waiting)| waiting).sum()
    }

    /// The days within which half of all enroll; none if that many never did, as far as is known.
    pub fn median_days(&self) -> Option<u32> {
        let mut at_risk = self.devices() as f64;
        let mut unenrolled = 1.0;
        for (days, (enrolled, waiting)) in &self.days {
            unenrolled *= 1.0 - *enrolled as f64 / at_risk;
            // Exactly half is half, whatever the last digit says.
            if unenrolled <= 0.5 + 1e-9 {
                return Some(*days);
            }
            at_risk -= (enrolled + waiting) as f64;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::HandOut;

    fn of(days: &[(u32, u64, u64)]) -> HandOut {
        let days = days.iter();
        HandOut {
            days: days
                .map(|(day, enrolled, waiting)| (*day, (*enrolled, *waiting)))
                .collect(),
            erased: 0,
        }
    }

    #[test]
    fn the_published_example_comes_out() {
        // Remission in 21 patients who got 6-MP (Freireich et al., 1963): the median is 23 weeks;
        // where those who were lost are left out it is 10, and taken as events 16.
        let remission = of(&[
            (6, 3, 1),
            (7, 1, 0),
            (9, 0, 1),
            (10, 1, 1),
            (11, 0, 1),
            (13, 1, 0),
            (16, 1, 0),
            (17, 0, 1),
            (19, 0, 1),
            (20, 0, 1),
            (22, 1, 0),
            (23, 1, 0),
            (25, 0, 1),
            (32, 0, 2),
            (34, 0, 1),
            (35, 0, 1),
        ]);
        assert_eq!((remission.devices(), remission.waiting()), (21, 12));
        assert_eq!(remission.median_days(), Some(23));
    }

    #[test]
    fn sealed_stock_does_not_fail_and_does_not_finish() {
        assert_eq!(of(&[(0, 5, 0), (90, 0, 5)]).median_days(), Some(0));
        assert_eq!(of(&[(0, 4, 0), (90, 0, 5)]).median_days(), None);
        assert_eq!(of(&[(2, 0, 9), (3, 1, 0)]).median_days(), Some(3));
        assert_eq!(HandOut::default().median_days(), None);
    }
}
