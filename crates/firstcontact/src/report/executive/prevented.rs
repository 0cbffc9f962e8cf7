//! What prevention saved, or why that cannot be told.

use super::Paper;
use crate::report::economics::{ENOUGH, ENOUGH_DAYS, Prevented, Range, Saving, Started, Untold};
use crate::report::quantity::{decimal, hours, interval, share};

impl Paper<'_> {
    /// In some sentences, with all that was reckoned with.
    pub(super) fn prevented(&self) -> String {
        match self.figures.prevented {
            Prevented::Untold(why) => self.untold(why),
            Prevented::Measured(saving) => self.saved(&saving),
        }
    }

    fn untold(&self, why: Untold) -> String {
        let key = match why {
            Untold::NoHistory => "report-prevented-no-history",
            Untold::Short(_) => "report-prevented-short",
            Untold::Unseen => "report-prevented-unseen",
            Untold::Few(..) => "report-prevented-few",
        };
        let (days, before, after) = match why {
            Untold::Short(days) => (days, 0, 0),
            Untold::Few(before, after) => (0, before, after),
            Untold::NoHistory | Untold::Unseen => (0, 0, 0),
        };
        let values = [
            ("days", days),
            ("before", before),
            ("after", after),
            ("enough", ENOUGH),
            ("least", ENOUGH_DAYS),
        ];
        let values = values.map(|(name, value)| (name, self.number(value)));
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        format!(
            "{} {}",
            self.text("report-prevented-untold"),
            self.language.with(key, &values)
        )
    }

    fn saved(&self, saving: &Saving) -> String {
        let rate = |range: Range| share(self.language, range.value);
        let rates =
            |range: Range| interval(self.language, range, |value| share(self.language, value));
        let hour = |value: f64| hours(self.language, value);
        let counted =
            |started: Started| (self.number(started.failing), self.number(started.known()));
        let (was, was_of) = counted(saving.cohorts.before);
        let (is, is_of) = counted(saving.cohorts.after);
        let values = [
            ("span", self.number(saving.days)),
            ("was", was),
            ("was-of", was_of),
            ("was-rate", rate(saving.rate_before)),
            ("was-range", rates(saving.rate_before)),
            ("is", is),
            ("is-of", is_of),
            ("is-rate", rate(saving.rate_after)),
            ("is-range", rates(saving.rate_after)),
            (
                "each",
                self.minutes(self.figures.economics.costs.manual.usual),
            ),
            (
                "fewer",
                decimal(self.language, saving.devices.value.max(0.0)),
            ),
            ("hours", hour(saving.hours.value)),
            ("range", interval(self.language, saving.hours, hour)),
            ("money", self.money_of(saving.money.value)),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let says = |key: &str| self.language.with(key, &values);
        let mut sentences = vec![says("report-prevented-rates")];
        if saving.is_certain() {
            sentences.push(says("report-prevented-saved"));
            sentences.push(says("report-prevented-apart"));
        } else if saving.hours.value > 0.0 {
            sentences.push(says("report-prevented-chance"));
        } else {
            sentences.push(says("report-prevented-nothing"));
        }
        sentences.join(" ")
    }
}
