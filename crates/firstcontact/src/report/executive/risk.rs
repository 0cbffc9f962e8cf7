//! What is at risk: device-days out of sight, and what security baselines lose.

use super::Paper;
use crate::report::figures::Exposure;
use crate::report::frameworks::{ATTRIBUTION, Loss, Measure};
use crate::report::quantity::counted;
use crate::report::wording::number;
use enrollment::snapshot::ReadState;
use press::{Block, Column, Table};

/// Baselines that whoever decides has heard of; all of them are in the evidence pack.
const BASELINES: [&str; 4] = ["cis_lvl1_enterprise", "cisv8", "800-171", "indigo_base"];

impl Paper<'_> {
    pub(super) fn risk(&self) -> Vec<Block> {
        let exposure = self.figures.exposure;
        let mut blocks = vec![
            self.heading("report-risk"),
            Block::paragraph(self.devices_out_of_sight(exposure)),
        ];
        if self.is_listed() && exposure.surely + exposure.perhaps > 0 {
            blocks.push(Block::paragraph(self.days_out_of_sight(exposure)));
        }
        blocks.push(Block::paragraph(self.door()));
        blocks.push(self.part("report-controls"));
        blocks.push(self.paragraph("report-controls-says"));
        blocks.push(self.losses());
        blocks.push(Block::paragraph(self.losses_here()));
        blocks
    }

    fn devices_out_of_sight(&self, exposure: Exposure) -> String {
        let count = |key: &str, value: u64| {
            counted(
                self.language,
                key,
                usize::try_from(value).unwrap_or(usize::MAX),
            )
        };
        let mut sentences = Vec::new();
        match exposure.surely {
            _ if !self.is_listed() => {
                sentences.push(self.text("report-answer-unknown-list"));
            }
            0 => sentences.push(self.text("report-risk-none")),
            surely => {
                sentences.push(count("report-risk-surely", surely));
                if exposure.surely_unclear > 0 {
                    let key = "report-risk-surely-unclear";
                    sentences.push(count(key, exposure.surely_unclear));
                }
            }
        }
        if self.is_listed() {
            if exposure.perhaps > 0 {
                let key = match exposure.surely {
                    0 => "report-risk-perhaps-unlisted",
                    _ => "report-risk-perhaps",
                };
                sentences.push(count(key, exposure.perhaps));
            }
            sentences.push(self.text("report-risk-counted"));
        } else if exposure.perhaps > 0 {
            sentences.push(count("report-risk-perhaps-unlisted", exposure.perhaps));
        }
        sentences.join(" ")
    }

    /// Whether Intune's list was read to its end, without which no device is known to be missing.
    fn is_listed(&self) -> bool {
        self.figures.managed_list == ReadState::Complete
    }

    fn days_out_of_sight(&self, exposure: Exposure) -> String {
        let values = [
            ("least", self.number(exposure.least_days)),
            ("most", self.number(exposure.most_days)),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let days = self.number(exposure.least_days_with_access);
        let mut sentences = vec![self.language.with("report-risk-days", &values)];
        sentences.push(match (self.figures.sign_ins, exposure.with_access) {
            (ReadState::NotRead, _) => self.text("report-risk-access-unseen"),
            (_, 0) => self.text("report-risk-access-none"),
            _ => self.language.with("report-risk-access", &[("days", &days)]),
        });
        if self.figures.sign_ins == ReadState::Partial {
            sentences.push(self.text("report-risk-access-part"));
        }
        if exposure.undated > 0 {
            let undated = usize::try_from(exposure.undated).unwrap_or(usize::MAX);
            sentences.push(counted(self.language, "report-risk-undated", undated));
        }
        sentences.push(self.text("report-risk-hours"));
        sentences.join(" ")
    }

    fn losses(&self) -> Block {
        let best_known = |loss: &&Loss| BASELINES.contains(&loss.baseline);
        let rows = self.figures.losses.iter().filter(best_known).map(|loss| {
            let cell = |count: usize| number(self.language, count).into();
            vec![
                loss.title.into(),
                cell(loss.rules),
                cell(loss.supervised_only),
                cell(loss.unsaid),
            ]
        });
        Block::Table(Table {
            caption: String::new(),
            columns: vec![
                Column::words(self.text("report-controls-baseline"), 1),
                Column::numbers(self.text("report-controls-rules")),
                Column::numbers(self.text("report-controls-lost")),
                Column::numbers(self.text("report-controls-unsaid")),
            ],
            rows: rows.collect(),
        })
    }

    fn losses_here(&self) -> String {
        let here = if self.is_listed() {
            self.losses_counted()
        } else {
            self.text("report-controls-unlisted")
        };
        let source = [("source", ATTRIBUTION)];
        format!(
            "{here} {}",
            self.language.with("report-controls-source", &source)
        )
    }

    fn losses_counted(&self) -> String {
        let unseen = self
            .figures
            .measured(Measure::Supervised)
            .map_or(0, |it| it.unseen);
        let count = |count| number(self.language, count);
        let values = [
            ("unmanaged", count(self.exceptions(Measure::Managed))),
            ("unsupervised", count(self.exceptions(Measure::Supervised))),
            ("unseen", count(unseen)),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let here = self.language.with("report-controls-count", &values[..2]);
        if unseen == 0 {
            return here;
        }
        let more = self.language.with("report-controls-unseen", &values[2..]);
        format!("{here} {more}")
    }
}
