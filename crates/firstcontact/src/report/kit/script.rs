//! How a document of the kit is written down: both languages side by side, with `{company}`,
//! `{contact}` (for those inside) and `{us}` (for those outside) in them.

use super::KitFacts;
use crate::i18n::Language;
use press::{Block, Callout, Document, Level, Text, Tone};

/// A text in both languages.
pub(super) type Both = (&'static str, &'static str);

/// What stands where only the company itself knows the number: Apple Business shows it, and no
/// interface does.
const ORGANIZATION: Both = (
    "[Organization ID, from Apple Business]",
    "[Organisations-ID, aus Apple Business]",
);
/// What stands where nobody is laid down.
const NOBODY: Both = ("your IT support", "Ihren IT-Support");

/// The same for those outside.
const NOBODY_OUTSIDE: Both = (
    "[name and telephone of our IT]",
    "[Name und Telefon unserer IT]",
);

/// A document that is being written.
pub(super) struct Sheet<'f> {
    pub(super) facts: &'f KitFacts,
    pub(super) language: Language,
    document: Document,
}

impl<'f> Sheet<'f> {
    pub(super) fn new(facts: &'f KitFacts, language: Language, title: Both, about: Both) -> Self {
        let mut document = Document::new(language.into(), pick(language, title));
        let sheet = |both| fill(pick(language, both), facts, language);
        document.subtitle = Some(sheet(about));
        document.date = Some(facts.as_of.date());
        document.footer = sheet((
            "{company} · a draft from what was read of the tenant; adapt it before it is put in \
             force",
            "{company} · Entwurf aus dem, was vom Tenant gelesen wurde; vor dem Inkraftsetzen \
             anpassen",
        ));
        Self {
            facts,
            language,
            document,
        }
    }

    pub(super) fn done(self) -> Document {
        self.document
    }

    /// A text in the sheet's language, with the facts in it.
    pub(super) fn text(&self, both: Both) -> String {
        fill(pick(self.language, both), self.facts, self.language)
    }

    pub(super) fn part(&mut self, title: Both) {
        let title = self.text(title);
        self.put(Block::heading(Level::One, title));
    }

    pub(super) fn say(&mut self, words: Both) {
        let words = self.text(words);
        self.put(Block::paragraph(words));
    }

    /// Rules or steps, one after the other.
    pub(super) fn steps(&mut self, all: &[Both]) {
        let all: Vec<Text> = all.iter().map(|both| self.lead(*both)).collect();
        self.put(Block::numbered(all));
    }

    pub(super) fn points(&mut self, all: &[Both]) {
        let all: Vec<Text> = all.iter().map(|both| self.lead(*both)).collect();
        self.put(Block::bullets(all));
    }

    pub(super) fn checks(&mut self, all: &[Both]) {
        let all: Vec<Text> = all.iter().map(|both| self.lead(*both)).collect();
        self.put(Block::checklist(all));
    }

    pub(super) fn callout(&mut self, tone: Tone, title: Both, says: Both) {
        let callout = Callout {
            tone,
            title: self.text(title),
            blocks: vec![Block::paragraph(self.text(says))],
        };
        self.put(Block::Callout(callout));
    }

    pub(super) fn put(&mut self, block: Block) {
        self.document.blocks.push(block);
    }

    /// What stands before `: ` at the beginning of a line is what it is about.
    fn lead(&self, both: Both) -> Text {
        let words = self.text(both);
        match words.split_once(": ") {
            Some((lead, rest)) if lead.split(' ').count() <= 4 => Text::default()
                .strong(format!("{lead}:"))
                .plain(format!(" {rest}")),
            _ => words.into(),
        }
    }
}

const fn pick(language: Language, both: Both) -> &'static str {
    match language {
        Language::En => both.0,
        Language::De => both.1,
    }
}

/// What a fact says is put in as it is and never looked through again.
fn fill(text: &str, facts: &KitFacts, language: Language) -> String {
    let mut filled = String::with_capacity(text.len() + 32);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        filled.push_str(match name {
            "company" => &facts.company,
            "contact" if facts.contact.is_empty() => pick(language, NOBODY),
            "us" if facts.contact.is_empty() => pick(language, NOBODY_OUTSIDE),
            "contact" | "us" => &facts.contact,
            "organization" => pick(language, ORGANIZATION),
            _ => "",
        });
        rest = after;
    }
    filled.push_str(rest);
    filled
}
