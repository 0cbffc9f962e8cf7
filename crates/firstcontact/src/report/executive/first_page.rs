//! The first page: three questions, three answers.

use super::Paper;
use crate::report::economics::{Balance, Economics, Range};
use crate::report::figures::{Answer, Decision, Ways};
use crate::report::quantity::{counted, decimal, hours, interval, share};
use crate::report::wording::number;
use enrollment::diagnosis::{Standing, UNIT};
use enrollment::snapshot::ReadState;
use press::{Block, Callout, KeyFigure, Tone};

impl Paper<'_> {
    pub(super) fn first_page(&self) -> Vec<Block> {
        let mut blocks = vec![self.answer()];
        if self.figures.devices > 0 {
            blocks.push(Block::KeyFigures(self.key_figures()));
            blocks.push(self.heading("report-cost-question"));
            blocks.extend(self.cost_in_short());
        }
        blocks.push(self.heading("report-want-question"));
        blocks.push(self.wanted());
        if self.figures.devices > 0 {
            blocks.push(self.heaps());
        }
        blocks
    }

    /// The situation, in a sentence or two.
    fn answer(&self) -> Block {
        let answer = Answer::of(self.figures);
        let mut sentences = vec![self.verdict(answer)];
        sentences.extend(self.second_sentence(answer));
        if answer != Answer::Empty {
            sentences.push(self.door());
        }
        let unread = self.figures.sources_unread(|_| true);
        if unread > 0 && answer != Answer::Empty {
            sentences.push(counted(self.language, "report-answer-gaps", unread));
        }
        Block::Callout(Callout {
            tone: match answer {
                Answer::No | Answer::Exposed => Tone::Bad,
                Answer::Unknown | Answer::Almost | Answer::Empty => Tone::Warning,
                Answer::Yes => Tone::Good,
            },
            title: self.text("report-answer-question"),
            blocks: vec![Block::paragraph(sentences.join(" "))],
        })
    }

    /// Whether Conditional Access keeps out what nobody manages.
    pub(super) fn door(&self) -> String {
        let door = &self.figures.door;
        let ways = door.ways.all;
        let says = match door.told {
            "blocked-as-seen" => self.text("report-door-blocked"),
            open @ ("open" | "open-at-least") => {
                counted(self.language, &format!("report-door-{open}"), ways)
            }
            key => format!("{}.", self.language.count(&format!("access-{key}"), ways)),
        };
        match self.rests_on() {
            Some(rests) if door.told != "not-seen" => format!("{says} {rests}"),
            _ => says,
        }
    }

    /// On what it rests and what was not read, or not whole: the first of it.
    fn rests_on(&self) -> Option<String> {
        const TOLD: usize = 2;
        let unread = &self.figures.door.unread;
        let says = unread.iter().take(TOLD).map(|source| {
            let key = format!("access-unread-{}", source.replace('/', "-"));
            if self.language.has(&key) {
                self.text(&key)
            } else {
                self.language
                    .with("report-door-unread", &[("source", source)])
            }
        });
        let mut says: Vec<String> = says.collect();
        if unread.len() > TOLD {
            says.push(counted(
                self.language,
                "report-door-more",
                unread.len() - TOLD,
            ));
        }
        let says = says.join(" ");
        (!says.is_empty()).then(|| {
            self.language
                .with("report-door-rests", &[("unread", &says)])
        })
    }

    fn verdict(&self, answer: Answer) -> String {
        let key = format!("report-answer-{}", answer.name());
        counted(self.language, &key, count(self.figures.exposure.surely))
    }

    fn second_sentence(&self, answer: Answer) -> Option<String> {
        let exposure = self.figures.exposure;
        match answer {
            Answer::No => Some(counted(
                self.language,
                "report-answer-no-access",
                count(exposure.with_access),
            )),
            Answer::Exposed if self.figures.sign_ins == ReadState::Complete => {
                Some(self.text("report-answer-exposed-none"))
            }
            Answer::Exposed => Some(self.text("report-answer-exposed-unseen")),
            Answer::Unknown if self.figures.managed_list != ReadState::Complete => {
                Some(self.text("report-answer-unknown-list"))
            }
            Answer::Unknown => Some(counted(
                self.language,
                "report-answer-unknown-devices",
                count(exposure.perhaps),
            )),
            Answer::Empty | Answer::Almost | Answer::Yes => None,
        }
    }

    fn key_figures(&self) -> Vec<KeyFigure> {
        vec![self.unmanaged(), self.days(), self.healthy(), self.net()]
    }

    fn unmanaged(&self) -> KeyFigure {
        let exposure = self.figures.exposure;
        let seen = self.figures.managed_list == ReadState::Complete;
        KeyFigure {
            value: if seen {
                self.number(exposure.surely)
            } else {
                self.text("report-unseen")
            },
            label: self.text("report-key-unmanaged"),
            note: self.unmanaged_at_most(),
            tone: match (exposure.surely, exposure.perhaps) {
                _ if !seen => Tone::Warning,
                (0, 0) => Tone::Good,
                (0, _) => Tone::Warning,
                _ => Tone::Bad,
            },
        }
    }

    /// How many it would be at most, and how many of those that surely are count as unclear.
    fn unmanaged_at_most(&self) -> Option<String> {
        let exposure = self.figures.exposure;
        if exposure.perhaps == 0 {
            return None;
        }
        let most = self.number(exposure.surely + exposure.perhaps);
        let note = self
            .language
            .with("report-key-unmanaged-note", &[("most", &most)]);
        if exposure.surely_unclear == 0 {
            return Some(note);
        }
        let unclear = count(exposure.surely_unclear);
        let unclear = counted(self.language, "report-key-unmanaged-unclear", unclear);
        Some(format!("{note}; {unclear}"))
    }

    fn days(&self) -> KeyFigure {
        let exposure = self.figures.exposure;
        let days = self.number(exposure.least_days_with_access);
        let note = match self.figures.sign_ins {
            ReadState::NotRead => self.text("report-key-days-unseen"),
            ReadState::Partial | ReadState::Complete => self
                .language
                .with("report-key-days-note", &[("days", &days)]),
        };
        let (least, most) = (exposure.least_days, exposure.most_days);
        let seen = self.figures.managed_list == ReadState::Complete;
        KeyFigure {
            value: match (seen, least == most) {
                (false, _) => self.text("report-unseen"),
                (true, true) => self.number(least),
                (true, false) => format!("{} – {}", self.number(least), self.number(most)),
            },
            label: self.text("report-key-days"),
            note: seen.then_some(note),
            tone: match most {
                0 if seen => Tone::Good,
                _ => Tone::Warning,
            },
        }
    }

    fn healthy(&self) -> KeyFigure {
        let calm = self.figures.on(Standing::Healthy) + self.figures.on(Standing::Waiting);
        if self.figures.managed_list == ReadState::NotRead {
            // Whoever is enrolled needs nobody, and nobody read who is.
            return KeyFigure {
                value: self.text("report-unseen"),
                label: self.text("report-key-health"),
                note: None,
                tone: Tone::Neutral,
            };
        }
        let parts = (calm * usize::from(UNIT) / self.figures.devices.max(1)) as u16;
        let values = [
            ("devices", number(self.language, calm)),
            ("all", number(self.language, self.figures.devices)),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        KeyFigure {
            value: crate::report::wording::percent(self.language, parts),
            label: self.text("report-key-health"),
            note: Some(self.language.with("report-key-health-note", &values)),
            tone: if calm == self.figures.devices {
                Tone::Good
            } else {
                Tone::Neutral
            },
        }
    }

    fn net(&self) -> KeyFigure {
        let fleet = self.figures.economics.fleet;
        let range = interval(self.language, fleet.net, |value| {
            hours(self.language, value)
        });
        let mut note = self
            .language
            .with("report-key-net-note", &[("range", &range)]);
        if fleet.net_money.value < 0.0 {
            note = format!("{note}; {}", self.money_won(fleet.net_money));
        }
        KeyFigure {
            value: hours(self.language, fleet.net.value),
            label: self.text("report-key-net"),
            note: Some(note),
            tone: if fleet.net.value < 0.0 || fleet.net_money.value < 0.0 {
                Tone::Warning
            } else if fleet.net.low > 0.0 && fleet.net_money.low >= 0.0 {
                Tone::Good
            } else {
                Tone::Neutral
            },
        }
    }

    fn cost_in_short(&self) -> Vec<Block> {
        let (language, economics) = (self.language, &self.figures.economics);
        let hundred = match (economics.rate, economics.hundred) {
            (Some(rate), Some(hundred)) => self.cost_of_hundred(rate, hundred),
            _ => self.text("report-cost-no-rate"),
        };
        let fleet = economics.fleet;
        let values = [
            ("gross", hours(language, fleet.gross.value)),
            ("spent", hours(language, fleet.spent.value)),
            ("hours", self.hours_won(fleet.net)),
            ("money", self.money_won(fleet.net_money)),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let mut sentences = vec![language.with("report-cost-fleet", &values)];
        sentences.extend(self.why_lost(economics));
        sentences.push(match economics.costs.manual.cases {
            0 => self.text("report-cost-assumed"),
            cases => counted(language, "report-cost-measured", cases as usize),
        });
        vec![
            Block::paragraph(hundred),
            Block::paragraph(sentences.join(" ")),
        ]
    }

    fn cost_of_hundred(&self, rate: Range, hundred: Balance) -> String {
        let (language, economics) = (self.language, &self.figures.economics);
        let hour = |value| hours(language, value);
        let gross = hour(hundred.gross.value);
        let for_faults = economics.hours_for_faults();
        let gross = if for_faults > 0.0 {
            let values = [("gross", gross.as_str()), ("faults", &hour(for_faults))];
            language.with("report-cost-with-faults", &values)
        } else {
            gross
        };
        let values = [
            ("rate", share(language, rate.value)),
            (
                "range",
                interval(language, rate, |value| share(language, value)),
            ),
            ("usual", self.minutes(economics.costs.manual.usual)),
            ("gross", gross),
            ("hours", self.hours_won(hundred.net)),
            ("nets", interval(language, hundred.net, hour)),
            ("money", self.money_won(hundred.net_money)),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        language.with("report-cost-rate", &values)
    }

    /// Hours with the word for whether they are saved or lost.
    fn hours_won(&self, net: Range) -> String {
        self.won(net, &hours(self.language, net.value.abs()))
    }

    /// Money with the word for whether it is saved or lost: by its own sign, whatever hours say.
    pub(super) fn money_won(&self, net: Range) -> String {
        self.won(net, &self.money_of(net.value.abs()))
    }

    fn won(&self, net: Range, amount: &str) -> String {
        let key = if net.value < 0.0 {
            "report-lost"
        } else {
            "report-saved"
        };
        self.language.with(key, &[("amount", amount)])
    }

    /// Why the balance is below nothing, where it is.
    fn why_lost(&self, economics: &Economics) -> Option<String> {
        let (net, money) = (economics.fleet.net, economics.fleet.net_money);
        let (key, amount) = if net.value < 0.0 && economics.saved_each() > 0.0 {
            let overhead = hours(self.language, economics.overhead());
            ("report-cost-lost", overhead)
        } else if net.value < 0.0 {
            ("report-cost-lost-each", String::new())
        } else if money.value < 0.0 {
            let running = self.money_of(economics.running_money());
            ("report-cost-lost-money", running)
        } else {
            return None;
        };
        Some(self.language.with(key, &[("amount", &amount)]))
    }

    pub(super) fn minutes(&self, minutes: u32) -> String {
        let count = decimal(self.language, f64::from(minutes));
        self.language.with("report-min", &[("count", &count)])
    }

    fn wanted(&self) -> Block {
        let decisions = Decision::all(self.figures);
        if decisions.is_empty() {
            return self.paragraph("report-want-nothing");
        }
        Block::numbered(
            decisions
                .into_iter()
                .map(|decision| self.decision(decision)),
        )
    }

    fn decision(&self, decision: Decision) -> String {
        let counting = |key: &str, count| counted(self.language, key, count);
        match decision {
            Decision::BringBack(in_use, need_somebody) => self.bring_back(in_use, need_somebody),
            Decision::MendFaults(faults, devices) => {
                let first = counting("report-faults", faults);
                let second = number(self.language, devices);
                let values = [("first", first.as_str()), ("second", second.as_str())];
                if devices == 0 {
                    let key = "report-want-mend-faults-none";
                    return self.language.with(key, &values[..1]);
                }
                self.language
                    .count_with("report-want-mend-faults", devices, &values)
            }
            Decision::CloseWaysIn(ways) => self.close(ways),
            Decision::Erase(devices) => counting("report-want-erase", devices),
            Decision::Ask(devices) => counting("report-want-ask", devices),
            Decision::LinkSuppliers(devices) => counting("report-want-link-suppliers", devices),
            Decision::Supervise(devices) => counting("report-want-supervise", devices),
            Decision::Read(sources) => counting("report-want-read", sources),
            Decision::ReadAgain(sources) => counting("report-want-read-again", sources),
        }
    }

    fn bring_back(&self, in_use: usize, need_somebody: usize) -> String {
        let mut sentences = Vec::new();
        if in_use > 0 {
            sentences.push(counted(self.language, "report-want-bring-back", in_use));
        }
        if need_somebody > 0 {
            let key = "report-want-somebody";
            sentences.push(counted(self.language, key, need_somebody));
        }
        sentences.join(" ")
    }

    /// How many changes close how many ways in, and which ways stay.
    fn close(&self, ways: Ways) -> String {
        let values = [
            ("ways", counted(self.language, "report-ways", ways.all)),
            ("all", number(self.language, ways.all)),
            ("closed", number(self.language, ways.closed)),
            (
                "changes",
                counted(self.language, "report-changes", ways.changes),
            ),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let key = match ways {
            Ways { closed: 0, .. } => "report-want-close-none",
            Ways { all, closed, .. } if closed == all => "report-want-close-all",
            _ => "report-want-close-some",
        };
        let mut sentences = vec![self.language.with(key, &values)];
        if ways.left_out > 0 {
            let key = "report-want-close-left-out";
            sentences.push(counted(self.language, key, ways.left_out));
        }
        sentences.join(" ")
    }
}

fn count(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}
