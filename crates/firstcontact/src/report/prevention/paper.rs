//! The checks as a document: for a ticket, a wiki, a browser, or to be printed.

use super::document::{Checked, Document, Reason};
use super::words;
use crate::i18n::Language;
use crate::report::wording::plain;
use press::{Block, Column, Level, Table};

/// How many exceptions of a kind a page names.
const NAMED: usize = 50;
/// How many days of the trend it lists.
const DAYS: usize = 14;

/// The document. It names devices and people where the checks do.
pub fn paper(document: &Document, language: Language) -> press::Document {
    let paper = Paper { document, language };
    let title = paper.text("prevent-title");
    let tenant = plain(&document.tenant).into_owned();
    let mut printed = press::Document::new(language.into(), title);
    printed.subtitle = (!tenant.is_empty()).then(|| tenant.clone());
    printed.date = Some(words::time(&document.taken_at));
    printed.footer = if tenant.is_empty() {
        "firstcontact".to_owned()
    } else {
        format!("firstcontact · {tenant}")
    };
    let headline = format!("{}.", words::headline(language, document));
    printed.blocks.push(Block::paragraph(headline));
    for (name, alike) in document.by_judgement() {
        let judgement = words::judgement(language, name);
        printed.blocks.push(Block::heading(Level::One, judgement));
        for check in alike {
            printed.blocks.extend(paper.check(check));
        }
    }
    printed.blocks.extend(paper.readiness());
    printed.blocks.extend(paper.access());
    printed.blocks.extend(paper.gaps());
    printed.blocks.extend(paper.incoming());
    printed.blocks.extend(paper.suppliers());
    printed.blocks.extend(paper.trend());
    printed
}

struct Paper<'d> {
    document: &'d Document,
    language: Language,
}

impl Paper<'_> {
    fn text(&self, key: &str) -> String {
        self.language.text(key)
    }

    fn part(&self, key: &str) -> Block {
        Block::heading(Level::One, self.text(key))
    }

    fn check(&self, check: &Checked) -> Vec<Block> {
        let language = self.language;
        let title = format!("{} {}", check.code, words::title(language, &check.code));
        let mut measure = words::measure(language, check);
        if let Some(since) = &check.since {
            let since = language.with("fleet-since", &[("time", &words::day(since))]);
            measure = format!("{measure}; {since}");
        }
        let mut blocks = vec![
            Block::heading(Level::Two, title),
            Block::paragraph(format!("{measure}.")),
        ];
        if !check.reasons.is_empty() {
            let reasons = check.reasons.iter().map(|it| self.reason(check, it));
            blocks.push(Block::bullets(reasons));
        }
        let mut say = |label: &str, what: String| {
            if !what.is_empty() {
                blocks.push(Block::paragraph(format!("{} {what}", self.text(label))));
            }
        };
        say(
            "prevent-missing",
            plain(&words::missing(language, check)).into_owned(),
        );
        let unseen = check.unseen.iter();
        let unseen: Vec<_> = unseen
            .map(|key| words::said(language, &check.code, key))
            .collect();
        say("prevent-unseen", unseen.join("; "));
        if check.judgement == "alarm" {
            let mends = words::what_to_do(language, &check.code, &check.remedy);
            say("prevent-remedy", mends);
        }
        blocks
    }

    /// What is wrong, and the first of what has it.
    fn reason(&self, check: &Checked, reason: &Reason) -> String {
        let language = self.language;
        let text = words::reason(language, &check.code, reason);
        let exceptions = check.exceptions.iter();
        let alike = exceptions.filter(|it| it.why == reason.why && it.subject == reason.subject);
        let named = alike.take(NAMED).map(|it| words::exception(language, it));
        let mut names: Vec<_> = named.collect();
        if reason.count > names.len() as u64 {
            names.push(language.count("prevent-more", reason.count as usize - names.len()));
        }
        format!("{text}: {}", names.join(", "))
    }

    fn readiness(&self) -> Vec<Block> {
        let lines = words::readiness(self.language, self.document);
        vec![self.part("prevent-readiness"), Block::bullets(lines)]
    }

    fn access(&self) -> Vec<Block> {
        let Some(access) = words::access(self.language, self.document) else {
            return Vec::new();
        };
        vec![
            self.part("prevent-access"),
            Block::paragraph(format!("{access}.")),
        ]
    }

    fn gaps(&self) -> Vec<Block> {
        let gaps = words::gaps(self.language, self.document);
        if gaps.is_empty() {
            return Vec::new();
        }
        let lines = gaps.iter().map(|gap| {
            let line = format!("{}: {}. {}", gap.sources.join(", "), gap.why, gap.closing);
            plain(&line).into_owned()
        });
        vec![self.part("prevent-gaps"), Block::bullets(lines)]
    }

    fn incoming(&self) -> Vec<Block> {
        let (language, way) = (self.language, &self.document.incoming);
        let mut blocks = vec![
            self.part("prevent-on-their-way"),
            Block::paragraph(words::incoming(language, self.document)),
        ];
        let one = |device: &super::document::Failing| {
            let (serial, why) = (plain(&device.serial), words::failing(language, device));
            format!(
                "{serial}: {}, {why} → {}",
                device.gate,
                device.remedy.join(", ")
            )
        };
        if !way.named.is_empty() {
            blocks.push(Block::bullets(way.named.iter().take(NAMED).map(one)));
        }
        if way.would_fail as usize > NAMED && !way.named.is_empty() {
            let more = language.count("prevent-more", way.would_fail as usize - NAMED);
            blocks.push(Block::paragraph(more));
        }
        blocks
    }

    fn suppliers(&self) -> Vec<Block> {
        let language = self.language;
        if self.document.suppliers.is_empty() {
            return Vec::new();
        }
        let row = |it: &super::document::Source| {
            let gap = it
                .median_days
                .map_or_else(|| "–".to_owned(), |days| days.to_string());
            vec![
                words::supplier(language, &it.source, &it.number).into(),
                it.devices.to_string().into(),
                words::enrolled(language, it).into(),
                words::share(language, it.late, it.dated).into(),
                gap.into(),
                words::incomplete(language, it).into(),
            ]
        };
        let numbers = ["devices", "enrolled", "late", "gap", "incomplete"];
        let numbers = numbers.map(|name| {
            let title = self.text(&format!("prevent-column-{name}"));
            Column::numbers(title)
        });
        let mut columns = vec![Column::words(self.text("prevent-column-supplier"), 3)];
        columns.extend(numbers);
        let table = Table {
            caption: String::new(),
            columns,
            rows: self.document.suppliers.iter().map(row).collect(),
        };
        vec![self.part("prevent-suppliers"), Block::Table(table)]
    }

    fn trend(&self) -> Vec<Block> {
        let trend = &self.document.trend;
        if trend.is_empty() {
            return Vec::new();
        }
        let newest = trend.iter().rev().take(DAYS);
        let days = newest.map(|point| {
            let said = words::point(self.language, point);
            format!("{}: {said}", plain(&point.day))
        });
        vec![self.part("prevent-trend"), Block::bullets(days)]
    }
}
