//! The executive report, two to four pages: are we safe, what does it cost, what is wanted of
//! whoever decides. All three are answered on the first page; the others show what it rests on.
//! Every figure is one of [`Figures`]; a test works each out a second time.

mod cost;
mod first_page;
mod prevented;
mod risk;

use super::figures::{Figures, Look, Pressing};
use super::frameworks::Measure;
use super::quantity::counted;
use super::wording::{self, number, percent, plain, time};
use crate::i18n::Language;
use enrollment::diagnosis::{Standing, UNIT};
use enrollment::moment::Moment;
use enrollment::snapshot::ReadState;
use press::{
    Bar, Block, Chart, Column, Datum, Document, Level, Line, Plot, Series, Table, Text, Tick, Tone,
};

/// Causes that are listed; the others are counted.
const CAUSES: usize = 6;
/// Faults that are listed.
const FAULTS: usize = 5;

/// The report.
pub fn document(figures: &Figures, language: Language) -> Document {
    let paper = Paper { language, figures };
    let mut document = Document::new(language.into(), language.text("report-title"));
    let tenant = tenant(figures, language);
    document.subtitle = Some(language.with("report-subtitle", &[("tenant", &tenant)]));
    document.date = Some(time(figures.taken_at));
    document.footer = footer(figures, language);
    document.blocks = paper.first_page();
    if figures.devices > 0 {
        document.blocks.push(Block::PageBreak);
        document.blocks.extend(paper.health());
        document.blocks.extend(paper.risk());
        document.blocks.extend(paper.causes());
        document.blocks.extend(paper.done());
        document.blocks.extend(paper.money());
    }
    document.blocks.extend(paper.unread());
    document
}

/// What prevention saved, or why that cannot be told.
pub(super) fn prevented_says(figures: &Figures, language: Language) -> String {
    Paper { language, figures }.prevented()
}

/// Whose devices these are.
pub(super) fn tenant(figures: &Figures, language: Language) -> String {
    let names = [&figures.tenant.name, &figures.tenant.id];
    let named = names.into_iter().find(|name| !name.is_empty());
    named.map_or_else(
        || language.text("report-nobody"),
        |name| plain(name).into_owned(),
    )
}

/// What stands at the foot of each page.
pub(super) fn footer(figures: &Figures, language: Language) -> String {
    language.with("report-footer", &[("tenant", &tenant(figures, language))])
}

/// A report that is being written.
struct Paper<'f> {
    language: Language,
    figures: &'f Figures,
}

impl Paper<'_> {
    fn text(&self, key: &str) -> String {
        self.language.text(key)
    }

    fn number(&self, value: u64) -> String {
        number(self.language, usize::try_from(value).unwrap_or(usize::MAX))
    }

    fn heading(&self, key: &str) -> Block {
        Block::heading(Level::One, self.text(key))
    }

    fn part(&self, key: &str) -> Block {
        Block::heading(Level::Two, self.text(key))
    }

    fn paragraph(&self, key: &str) -> Block {
        Block::paragraph(self.text(key))
    }

    fn exceptions(&self, measure: Measure) -> usize {
        let measured = self.figures.measured(measure);
        measured.map_or(0, |measured| measured.exceptions.len())
    }

    /// How the fleet stands, as one bar.
    fn heaps(&self) -> Block {
        let bars = self.figures.heaps.map(|(standing, count)| Bar {
            label: standing_text(self.language, standing),
            datum: Datum::seen(count as f64, number(self.language, count)),
            tone: tone(standing),
        });
        Block::Chart(Chart {
            title: self.text("report-health-chart"),
            description: self.text("report-health-chart-says"),
            category: self.text("report-standing"),
            measure: self.text("report-devices"),
            plot: Plot::Shares(bars.to_vec()),
        })
    }

    fn health(&self) -> Vec<Block> {
        let mut blocks = vec![self.heading("report-health")];
        let looks = self
            .figures
            .past
            .as_ref()
            .map_or(&[][..], |past| &past.looks);
        match looks {
            [first, .., last] => blocks.extend(self.trend(looks, first, last)),
            _ => blocks.push(self.paragraph("report-trend-none")),
        }
        blocks
    }

    fn trend(&self, looks: &[Look], first: &Look, last: &Look) -> Vec<Block> {
        const DAY: f64 = 86_400.0;
        const SHOWN: [Standing; 2] = [Standing::NeedsYou, Standing::CannotTell];
        let ticks = looks.iter().map(|look| Tick {
            at: look.at.unix() as f64 / DAY,
            label: look.at.date(),
        });
        let series = SHOWN.map(|standing| Series {
            name: standing_text(self.language, standing),
            tone: tone(standing),
            data: looks
                .iter()
                .map(|look| {
                    let count = look.on(standing);
                    Datum::seen(count as f64, self.number(count))
                })
                .collect(),
        });
        let chart = Chart {
            title: self.text("report-trend"),
            description: self.text("report-trend-says"),
            category: self.text("report-trend-look"),
            measure: self.text("report-devices"),
            plot: Plot::Line(Line {
                ticks: ticks.collect(),
                series: series.to_vec(),
            }),
        };
        let (was, is) = (first.on(Standing::NeedsYou), last.on(Standing::NeedsYou));
        let key = match is.cmp(&was) {
            std::cmp::Ordering::Less => "report-trend-one-less",
            std::cmp::Ordering::Equal => "report-trend-same",
            std::cmp::Ordering::Greater => "report-trend-more",
        };
        let difference = is.abs_diff(was);
        let values = [
            ("devices", self.number(difference)),
            ("time", first.at.date()),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let count = usize::try_from(difference).unwrap_or(usize::MAX);
        let says = self.language.count_with(key, count, &values);
        vec![Block::paragraph(says), Block::Chart(chart)]
    }

    fn causes(&self) -> Vec<Block> {
        let language = self.language;
        let mut blocks = vec![self.heading("report-causes")];
        let pressing = &self.figures.pressing;
        let [waiting, needs_you, unclear] =
            [Standing::Waiting, Standing::NeedsYou, Standing::CannotTell]
                .map(|it| self.figures.on(it));
        if !pressing.is_empty() {
            blocks.push(self.pressing(&pressing[..pressing.len().min(CAUSES)]));
        }
        let mut sentences = Vec::new();
        if pressing.len() > CAUSES {
            let more = counted(language, "report-causes-more", pressing.len() - CAUSES);
            sentences.push(more);
        }
        let named: usize = pressing.iter().map(Pressing::devices).sum();
        let unnamed = (needs_you + unclear).saturating_sub(named);
        if needs_you + unclear == 0 {
            sentences.push(self.text("report-causes-none"));
        } else if unnamed > 0 {
            sentences.push(counted(language, "report-causes-unnamed", unnamed));
        }
        if waiting > 0 {
            sentences.push(counted(language, "report-causes-calm", waiting));
        }
        if !sentences.is_empty() {
            blocks.push(Block::paragraph(sentences.join(" ")));
        }
        if !self.figures.faults.is_empty() {
            blocks.push(self.part("report-causes-faults"));
            blocks.push(self.faults());
        }
        blocks
    }

    fn pressing(&self, causes: &[Pressing]) -> Block {
        let language = self.language;
        let all = self.figures.devices.max(1);
        let rows = causes.iter().map(|cause| {
            let share = (cause.devices() * usize::from(UNIT) / all) as u16;
            vec![
                cause.code.to_string().into(),
                wording::title(language, cause.code).into(),
                number(language, cause.needs_you).into(),
                number(language, cause.unclear).into(),
                percent(language, share).into(),
            ]
        });
        Block::Table(Table {
            caption: String::new(),
            columns: vec![
                Column::words(self.text("report-code"), 1),
                Column::words(self.text("report-cause"), 6),
                Column::numbers(standing_text(language, Standing::NeedsYou)),
                Column::numbers(standing_text(language, Standing::CannotTell)),
                Column::numbers(self.text("report-share")),
            ],
            rows: rows.collect(),
        })
    }

    fn faults(&self) -> Block {
        let rows = self.figures.faults.iter().take(FAULTS).map(|fault| {
            vec![
                fault.code.to_string().into(),
                wording::title(self.language, fault.code).into(),
                wording::reach(self.language, fault).into(),
                fault.since.map_or_else(String::new, Moment::date).into(),
                number(self.language, fault.devices).into(),
            ]
        });
        Block::Table(Table {
            caption: String::new(),
            columns: vec![
                Column::words(self.text("report-code"), 1),
                Column::words(self.text("report-fault"), 5),
                Column::words(self.text("report-reach"), 3),
                Column::words(self.text("report-since"), 2),
                Column::numbers(self.text("report-devices")),
            ],
            rows: rows.collect(),
        })
    }

    fn done(&self) -> Vec<Block> {
        let mut blocks = vec![self.heading("report-done")];
        let Some(past) = &self.figures.past else {
            blocks.push(self.paragraph("report-done-unseen"));
            blocks.push(self.hand_out_to_enrollment());
            return blocks;
        };
        let done = &past.done;
        if done.cases == 0 {
            blocks.push(self.paragraph("report-done-none"));
            blocks.push(self.hand_out_to_enrollment());
            return blocks;
        }
        let rows = [
            ("cases", done.cases),
            ("succeeded", done.succeeded),
            ("watched", done.watched),
            ("under-way", done.under_way),
            ("stuck", done.stuck),
            ("ended", done.ended),
        ];
        let rows = rows.map(|(key, count)| {
            let what: Text = self.text(&format!("report-done-{key}")).into();
            vec![what, self.number(count).into()]
        });
        blocks.push(Block::Table(Table {
            caption: String::new(),
            columns: vec![
                Column::words(self.text("report-done-what"), 1),
                Column::numbers(self.text("report-devices")),
            ],
            rows: rows.to_vec(),
        }));
        blocks.push(self.on_its_way());
        blocks.push(self.hand_out_to_enrollment());
        blocks
    }

    /// How long devices are on their way, as far as it was measured.
    fn on_its_way(&self) -> Block {
        let past = self.figures.past.as_ref();
        let Some((past, hours)) = past.and_then(|past| Some((past, past.usual_hours()?))) else {
            return self.paragraph("report-done-no-hours");
        };
        let count = past.done.hours_to_success.len();
        let values = [
            ("devices", number(self.language, count)),
            ("hours", format!("{}\u{a0}h", self.number(hours))),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        Block::paragraph(
            self.language
                .count_with("report-done-hours", count, &values),
        )
    }

    /// How long it takes from hand-out to enrollment, of all devices of which it is known.
    fn hand_out_to_enrollment(&self) -> Block {
        let hand_out = &self.figures.hand_out;
        let devices = hand_out.devices();
        if self.figures.managed_list != ReadState::Complete {
            return self.paragraph("report-hand-out-unseen");
        }
        if devices == 0 {
            return self.paragraph("report-hand-out-none");
        }
        let median = hand_out.median_days();
        let values = [
            ("devices", self.number(devices)),
            (
                "days",
                median.map_or_else(String::new, |days| self.number(days.into())),
            ),
            ("waiting", self.number(hand_out.waiting())),
            ("erased", self.number(hand_out.erased)),
        ];
        let values = values
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let key = match median {
            None => "report-hand-out-open",
            Some(0) => "report-hand-out-same-day",
            Some(_) => "report-hand-out-days",
        };
        let count = median.map_or(0, |days| days as usize);
        let mut sentences = vec![self.language.count_with(key, count, &values)];
        sentences.push(self.language.with("report-hand-out-how", &values));
        if hand_out.erased > 0 {
            sentences.push(self.language.with("report-hand-out-erased", &values));
        }
        Block::paragraph(sentences.join(" "))
    }

    fn unread(&self) -> Vec<Block> {
        let mut blocks = vec![self.heading("report-unread")];
        if self.figures.unread.is_empty() {
            blocks.push(self.paragraph("report-unread-none"));
            return blocks;
        }
        blocks.push(self.paragraph("report-unread-says"));
        let groups = wording::gaps(self.language, &self.figures.unread);
        let rows = groups.into_iter().map(|group| {
            vec![
                plain(&group.sources.join(", ")).into_owned().into(),
                group.why.into(),
                group.closing.into(),
            ]
        });
        blocks.push(Block::Table(Table {
            caption: String::new(),
            columns: vec![
                Column::words(self.text("report-source"), 3),
                Column::words(self.text("report-why"), 3),
                Column::words(self.text("report-closing"), 4),
            ],
            rows: rows.collect(),
        }));
        blocks
    }
}

/// What a heap is called, for somebody who does not work on it.
pub(super) fn standing_text(language: Language, standing: Standing) -> String {
    language.text(match standing {
        Standing::Healthy => "report-standing-healthy",
        Standing::Waiting => "report-standing-waiting",
        Standing::NeedsYou => "report-standing-needs-you",
        Standing::CannotTell => "report-standing-cannot-tell",
    })
}

const fn tone(standing: Standing) -> Tone {
    match standing {
        Standing::Healthy => Tone::Good,
        Standing::Waiting => Tone::Neutral,
        Standing::NeedsYou => Tone::Bad,
        Standing::CannotTell => Tone::Warning,
    }
}

#[cfg(test)]
mod tests;
