//! The auditor's evidence pack: for each control what was measured, of how many devices, with which
//! exceptions, when, and from which files. A folder of a document, an index for machines, a list of
//! exceptions for each measure, and checksums of everything.

mod pack;

pub use pack::{Pack, PackError, digest_of, source_files};

use super::executive::{footer, tenant};
use super::figures::{Figures, Measured};
use super::frameworks::{CONTACT_DAYS, Control, Measure, controls};
use super::quantity::counted;
use super::wording::{kebab, number, plain, time};
use crate::i18n::Language;
use enrollment::snapshot::{ReadState, Source};
use press::{Block, Column, Document, Level, Table, Text};

/// Exceptions that the document lists; all of them stand in the folder.
const EXCEPTIONS: usize = 50;
/// Source files that the document lists.
const FILES: usize = 40;

/// How a control came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Every device is as it should be.
    Met,
    /// Some device is not.
    NotMet,
    /// No device is known not to be, and not all were seen.
    Open,
    /// Everything was read, and there is no device that it could be about.
    Empty,
}

impl Status {
    /// What follows from a measure.
    pub fn of(measured: &Measured) -> Self {
        match (measured.exceptions.len(), measured.unseen, measured.met) {
            (1.., _, _) => Self::NotMet,
            // Of a list that nobody read to its end, "no device" is not known.
            (0, 1.., _) => Self::Open,
            (0, 0, _) if !measured.is_whole() => Self::Open,
            (0, 0, 0) => Self::Empty,
            (0, 0, _) => Self::Met,
        }
    }

    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not-met",
            Self::Open => "open",
            Self::Empty => "empty",
        }
    }
}

/// Where a measure is read, and the field that tells.
pub const fn read_in(measure: Measure) -> (Source, &'static str) {
    match measure {
        Measure::Inventoried => (Source::OrgDevices, "status"),
        Measure::Managed => (Source::ManagedDevices, "serialNumber"),
        Measure::Supervised => (Source::ManagedDevices, "isSupervised"),
        Measure::Compliant => (Source::ManagedDevices, "complianceState"),
        Measure::InContact => (Source::ManagedDevices, "lastSyncDateTime"),
        Measure::BoughtLinked => (Source::OrgDevices, "purchaseSourceType"),
    }
}

/// What is measured, in a sentence of our own.
pub fn control_text(language: Language, measure: Measure) -> String {
    let days = CONTACT_DAYS.to_string();
    language.with(
        &format!("report-measure-{}-says", measure.name()),
        &[("days", &days)],
    )
}

/// The document. `files` are those that were read, with their SHA-256.
pub fn document(figures: &Figures, files: &[(String, String)], language: Language) -> Document {
    let paper = Paper { language, figures };
    let mut document = Document::new(language.into(), language.text("report-evidence-title"));
    let tenant = tenant(figures, language);
    document.subtitle = Some(language.with("report-evidence-subtitle", &[("tenant", &tenant)]));
    document.date = Some(time(figures.taken_at));
    document.footer = footer(figures, language);
    document.blocks.extend(paper.how_to_read());
    document.blocks.push(paper.overview());
    for measured in &figures.measures {
        document.blocks.extend(paper.measure(measured));
    }
    document.blocks.extend(paper.files(files));
    document
}

struct Paper<'f> {
    language: Language,
    figures: &'f Figures,
}

impl Paper<'_> {
    fn text(&self, key: &str) -> String {
        self.language.text(key)
    }

    fn count(&self, count: usize) -> Text {
        number(self.language, count).into()
    }

    fn status(&self, measured: &Measured) -> String {
        self.text(&format!("report-status-{}", Status::of(measured).name()))
    }

    /// The control's number; of a framework that is cited by topic, the topic in words.
    fn control(&self, control: Control) -> String {
        let key = format!("report-control-{}", kebab(control.id));
        if self.language.has(&key) {
            self.text(&key)
        } else {
            control.id.to_owned()
        }
    }

    fn name(&self, measure: Measure) -> String {
        self.text(&format!("report-measure-{}", measure.name()))
    }

    fn how_to_read(&self) -> Vec<Block> {
        let says = ["how-says", "files", "numbers"];
        let says = says.map(|key| Block::paragraph(self.text(&format!("report-evidence-{key}"))));
        let head = Block::heading(Level::One, self.text("report-evidence-how"));
        std::iter::once(head).chain(says).collect()
    }

    fn overview(&self) -> Block {
        let row = |control: Control| {
            let measured = self.figures.measured(control.measure)?;
            Some(vec![
                control.framework.name().into(),
                self.control(control).into(),
                self.name(control.measure).into(),
                self.status(measured).into(),
                self.count(measured.exceptions.len()),
                self.count(measured.unseen),
            ])
        };
        Block::Table(Table {
            caption: self.text("report-evidence-overview"),
            columns: vec![
                Column::words(self.text("report-evidence-framework"), 3),
                Column::words(self.text("report-evidence-control"), 2),
                Column::words(self.text("report-evidence-measure"), 2),
                Column::words(self.text("report-evidence-status"), 2),
                Column::numbers(self.text("report-evidence-exceptions")),
                Column::numbers(self.text("report-evidence-unseen")),
            ],
            rows: controls().into_iter().filter_map(row).collect(),
        })
    }

    fn measure(&self, measured: &Measured) -> Vec<Block> {
        let (source, field) = read_in(measured.measure);
        let read = Text::default()
            .plain(format!(
                "{} {} ",
                control_text(self.language, measured.measure),
                self.when(measured)
            ))
            .code(format!("{} {field}", source.name()));
        let counts = vec![
            self.count(measured.population()),
            self.count(measured.met),
            self.count(measured.exceptions.len()),
            self.count(measured.unseen),
            self.status(measured).into(),
        ];
        let columns = ["population", "met", "exceptions", "unseen", "status"];
        let columns = columns.map(|key| Column {
            weight: 1,
            ..Column::numbers(self.text(&format!("report-evidence-{key}")))
        });
        let mut blocks = vec![
            Block::heading(Level::One, self.name(measured.measure)),
            Block::Paragraph(read),
            Block::Table(Table {
                caption: String::new(),
                columns: columns.to_vec(),
                rows: vec![counts],
            }),
        ];
        blocks.extend(self.exceptions(measured));
        blocks
    }

    /// When somebody looked, if anybody did.
    fn when(&self, measured: &Measured) -> String {
        let at = time(self.figures.taken_at);
        let key = match measured.looked_at() {
            ReadState::NotRead if measured.exceptions.is_empty() => "report-evidence-not-read",
            // Some of another list showed what there is.
            ReadState::NotRead | ReadState::Partial => "report-evidence-when-part",
            ReadState::Complete => "report-evidence-when",
        };
        self.language.with(key, &[("time", &at)])
    }

    fn exceptions(&self, measured: &Measured) -> Vec<Block> {
        if measured.exceptions.is_empty() {
            let key = match (Status::of(measured), measured.looked_at()) {
                (Status::Open, ReadState::NotRead) => "report-evidence-none-looked",
                (Status::Open, _) => "report-evidence-none-seen",
                (Status::Empty, _) => "report-evidence-no-device",
                (Status::Met | Status::NotMet, _) => "report-evidence-none",
            };
            return vec![Block::paragraph(self.text(key))];
        }
        let first = measured.exceptions.iter().take(EXCEPTIONS);
        let first: Vec<_> = first.map(|serial| plain(serial).into_owned()).collect();
        let mut blocks = vec![
            Block::heading(Level::Two, self.text("report-evidence-first")),
            Block::Paragraph(Text::default().code(first.join(" "))),
        ];
        if measured.exceptions.len() > EXCEPTIONS {
            let file = format!("{}.csv", measured.measure.name());
            let all = self
                .language
                .with("report-evidence-all", &[("file", &file)]);
            blocks.push(Block::paragraph(all));
        }
        blocks
    }

    fn files(&self, files: &[(String, String)]) -> Vec<Block> {
        let row = |(file, hash): &(String, String)| {
            vec![
                Text::default().code(plain(file).into_owned()),
                Text::default().code(hash.as_str()),
            ]
        };
        let mut blocks = vec![
            Block::heading(Level::One, self.text("report-evidence-sources")),
            Block::Table(Table {
                caption: String::new(),
                columns: vec![
                    Column::words(self.text("report-evidence-file"), 2),
                    Column::words(self.text("report-evidence-hash"), 3),
                ],
                rows: files.iter().take(FILES).map(row).collect(),
            }),
        ];
        if files.len() > FILES {
            let more = files.len() - FILES;
            let more = counted(self.language, "report-evidence-more-files", more);
            blocks.push(Block::paragraph(more));
        }
        blocks
    }
}

#[cfg(test)]
mod tests;
