//! The first page: three questions, three answers.

use super::Paper;
use crate::report::figures::{Answer, Decision};
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
        let unread = self.unread_sources();
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
        let door = self.figures.door;
        match door.told {
            "blocked-as-seen" => self.text("report-door-blocked"),
            open @ ("open" | "open-at-least") => {
                counted(self.language, &format!("report-door-{open}"), door.ways_in)
            }
            key => {
                let says = self.language.count(&format!("access-{key}"), door.ways_in);
                format!("{says}.")
            }
        }
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

    pub(super) fn unread_sources(&self) -> usize {
        Decision::all(self.figures)
            .into_iter()
            .find_map(|decision| match decision {
                Decision::Read(sources) => Some(sources),
                _ => None,
            })
            .unwrap_or(0)
    }

    fn key_figures(&self) -> Vec<KeyFigure> {
        vec![self.unmanaged(), self.days(), self.healthy(), self.net()]
    }

    fn unmanaged(&self) -> KeyFigure {
        let exposure = self.figures.exposure;
        let seen = self.figures.managed_list == ReadState::Complete;
        let most = self.number(exposure.surely + exposure.perhaps);
        let note = self
            .language
            .with("report-key-unmanaged-note", &[("most", &most)]);
        KeyFigure {
            value: if seen {
                self.number(exposure.surely)
            } else {
                self.text("report-unseen")
            },
            label: self.text("report-key-unmanaged"),
            note: (exposure.perhaps > 0).then_some(note),
            tone: match exposure.surely {
                _ if !seen => Tone::Warning,
                0 => Tone::Good,
                _ => Tone::Bad,
            },
        }
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
            note: Some(note),
            tone: match most {
                0 if seen => Tone::Good,
                _ => Tone::Warning,
            },
        }
    }

    fn healthy(&self) -> KeyFigure {
        let calm = self.figures.on(Standing::Healthy) + self.figures.on(Standing::Waiting);
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
        let net = self.figures.economics.fleet.net;
        let range = interval(net, |value| hours(self.language, value));
        KeyFigure {
            value: hours(self.language, net.value),
            label: self.text("report-key-net"),
            note: Some(
                self.language
                    .with("report-key-net-note", &[("range", &range)]),
            ),
            tone: if net.low > 0.0 {
                Tone::Good
            } else {
                Tone::Neutral
            },
        }
    }

    fn cost_in_short(&self) -> Vec<Block> {
        let (language, economics) = (self.language, &self.figures.economics);
        let hour = |value| hours(language, value);
        let mut sentences = Vec::new();
        match (economics.rate, economics.hundred) {
            (Some(rate), Some(hundred)) => {
                let values = [
                    ("rate", share(language, rate.value)),
                    ("range", interval(rate, |value| share(language, value))),
                    ("usual", self.minutes(economics.costs.manual.usual)),
                    ("gross", hour(hundred.gross.value)),
                    ("net", hour(hundred.net.value.abs())),
                    ("nets", interval(hundred.net, hour)),
                ];
                let values = values
                    .each_ref()
                    .map(|(name, value)| (*name, value.as_str()));
                let key = match hundred.net.value {
                    lost if lost < 0.0 => "report-cost-rate-lost",
                    _ => "report-cost-rate",
                };
                sentences.push(language.with(key, &values));
            }
            _ => sentences.push(self.text("report-cost-no-rate")),
        }
        let fleet = economics.fleet;
        let values = [
            ("gross", hour(fleet.gross.value)),
            ("spent", hour(fleet.spent.value)),
            ("net", hour(fleet.net.value.abs())),
            ("money", self.money_of(fleet.net_money.value.abs())),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let is_lost = fleet.net.value < 0.0;
        let key = if is_lost {
            "report-cost-fleet-lost"
        } else {
            "report-cost-fleet"
        };
        let mut fleet_sentences = vec![language.with(key, &values)];
        if is_lost {
            fleet_sentences.push(self.text("report-cost-lost"));
        }
        fleet_sentences.push(match economics.costs.manual.cases {
            0 => self.text("report-cost-assumed"),
            cases => counted(language, "report-cost-measured", cases as usize),
        });
        vec![
            Block::paragraph(sentences.join(" ")),
            Block::paragraph(fleet_sentences.join(" ")),
        ]
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
            Decision::CloseWaysIn(ways) => counting("report-want-close-ways-in", ways),
            Decision::Erase(devices) => counting("report-want-erase", devices),
            Decision::Ask(devices) => counting("report-want-ask", devices),
            Decision::LinkSuppliers(devices) => counting("report-want-link-suppliers", devices),
            Decision::Supervise(devices) => counting("report-want-supervise", devices),
            Decision::Read(sources) => counting("report-want-read", sources),
        }
    }
}

fn count(value: u64) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}
