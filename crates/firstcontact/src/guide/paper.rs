//! The guide as a document: to be printed, and to lie beside the device while it is erased.

use super::{Guide, Point, Stage, StageName};
use press::{Block, Callout, Document, Item, KeyFigure, Level, Text, Tone};

/// Between two names of a way through a device's screens.
const ARROW: &str = " → ";

impl Guide {
    /// All of it, with the stop point in front of everything else.
    pub fn document(&self) -> Document {
        let device = [("device", self.facts.platform.name())];
        let mut document = Document::new(
            self.language.into(),
            self.language.with("holder-title", &device),
        );
        document.subtitle = Some(self.facts.company.clone());
        let serial = self.language.text("holder-serial");
        document.footer = format!("{serial} {}", self.facts.serial);
        document.blocks = vec![
            Block::paragraph(self.language.text("holder-paper-lead")),
            self.device(),
            self.stop_point(),
            callout(Tone::Warning, self.language.text("holder-printed")),
            Block::heading(Level::One, self.language.text("holder-steps")),
        ];
        for (place, stage) in self.stages.iter().enumerate() {
            self.print(place + 1, stage, &mut document.blocks);
        }
        document.blocks.extend(self.trouble());
        document
    }

    fn device(&self) -> Block {
        let facts = &self.facts;
        let figure = |value: &str, label: &str| KeyFigure {
            value: value.to_owned(),
            label: self.language.text(label),
            note: None,
            tone: Tone::Neutral,
        };
        let mut figures = vec![figure(&facts.serial, "holder-serial")];
        if !facts.model.is_empty() {
            figures.insert(0, figure(&facts.model, "holder-device"));
        }
        figures.push(figure(&facts.help_contact, "holder-help"));
        Block::KeyFigures(figures)
    }

    /// Whoever reads one thing only reads this.
    fn stop_point(&self) -> Block {
        let stage = self.stage(StageName::RemoteManagement);
        let (title, why) = stage.map_or_else(Default::default, |stage| {
            (stage.title.clone(), stage.why.clone())
        });
        let warning = stage.and_then(|stage| stage.warning.clone());
        Block::Callout(Callout {
            tone: Tone::Bad,
            title,
            blocks: std::iter::once(why)
                .chain(warning)
                .map(Block::paragraph)
                .collect(),
        })
    }

    fn print(&self, number: usize, stage: &Stage, blocks: &mut Vec<Block>) {
        let title = format!("{number}. {}", stage.title);
        blocks.push(Block::heading(Level::Two, title));
        let points = Block::bullets(stage.points.iter().map(point));
        let warning = stage.warning.clone();
        let warning = warning.map(|words| callout(Tone::Bad, words));
        if stage.name == StageName::RemoteManagement {
            blocks.push(Block::Callout(Callout {
                tone: Tone::Bad,
                title: stage.why.clone(),
                blocks: std::iter::once(points).chain(warning).collect(),
            }));
        } else {
            blocks.push(Block::paragraph(stage.why.clone()));
            if stage.name == StageName::Erase {
                blocks.push(self.not_before());
            }
            blocks.push(points);
            blocks.extend(warning);
        }
        blocks.push(Block::checklist([stage.confirm.clone()]));
    }

    fn not_before(&self) -> Block {
        let contact = [("contact", self.facts.help_contact.as_str())];
        callout(
            Tone::Warning,
            self.language.with("holder-paper-before", &contact),
        )
    }

    /// What is different, and that it is reported behind the link or by telephone.
    fn trouble(&self) -> [Block; 2] {
        let contact = [("contact", self.facts.help_contact.as_str())];
        [
            Block::heading(Level::One, self.language.text("holder-different")),
            Block::paragraph(self.language.with("holder-paper-different", &contact)),
        ]
    }
}

/// What to do, with the way there below it.
fn point(point: &Point) -> Item {
    let mut items = Vec::new();
    if !point.path.is_empty() {
        items.push(Text::default().strong(point.path.join(ARROW)));
    }
    Item {
        text: point.says.as_str().into(),
        items,
    }
}

fn callout(tone: Tone, title: String) -> Block {
    Block::Callout(Callout {
        tone,
        title,
        blocks: Vec::new(),
    })
}
