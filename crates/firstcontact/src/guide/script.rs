//! A stage as it is written down: both languages, and for which devices each point is.

use super::{DeviceFacts, Point, Stage, StageName};
use crate::i18n::Language;
use crate::report::wording::plain;

/// Between two names of a way through a device's screens.
const ARROW: &str = " → ";

/// A stage for all devices.
#[derive(Debug)]
pub(super) struct Script {
    pub(super) name: StageName,
    /// Which devices need it.
    pub(super) when: When,
    pub(super) title: Both,
    pub(super) why: Both,
    pub(super) lines: &'static [Line],
    pub(super) warning: Option<Both>,
    pub(super) confirm: Both,
}

/// A text in both languages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Both {
    pub(super) en: &'static str,
    pub(super) de: &'static str,
}

/// One thing to do.
#[derive(Debug)]
pub(super) struct Line {
    /// On which devices.
    pub(super) when: When,
    pub(super) says: Both,
    /// The way there, its names set apart by arrows.
    pub(super) path: Option<Both>,
}

/// Whether something is for a device.
pub(super) type When = fn(&DeviceFacts) -> bool;

/// For every device.
pub(super) const ALWAYS: When = |_| true;

/// A thing to do on some devices.
pub(super) const fn line(when: When, en: &'static str, de: &'static str) -> Line {
    Line {
        when,
        says: Both { en, de },
        path: None,
    }
}

impl Line {
    /// The same with the way to it.
    pub(super) const fn at(self, en: &'static str, de: &'static str) -> Self {
        Self {
            path: Some(Both { en, de }),
            ..self
        }
    }
}

impl Script {
    /// The stage of a device.
    pub(super) fn stage(&self, facts: &DeviceFacts, language: Language) -> Stage {
        let lines = self.lines.iter().filter(|line| (line.when)(facts));
        Stage {
            name: self.name,
            title: self.title.filled(facts, language),
            why: self.why.filled(facts, language),
            points: lines.map(|line| line.point(facts, language)).collect(),
            warning: self.warning.map(|words| words.filled(facts, language)),
            confirm: self.confirm.filled(facts, language),
        }
    }
}

impl Line {
    fn point(&self, facts: &DeviceFacts, language: Language) -> Point {
        let names = |path: Both| {
            let path = path.of(language).split(ARROW);
            path.map(|name| fill(name, facts)).collect()
        };
        Point {
            says: self.says.filled(facts, language),
            path: self.path.map(names).unwrap_or_default(),
        }
    }
}

impl Both {
    pub(super) const fn of(self, language: Language) -> &'static str {
        match language {
            Language::En => self.en,
            Language::De => self.de,
        }
    }

    pub(super) fn filled(self, facts: &DeviceFacts, language: Language) -> String {
        fill(self.of(language), facts)
    }
}

/// Puts a device's facts into a text. What a fact says is put in as it is and never looked through
/// again, and what could turn or break the text is made visible.
pub(super) fn fill(text: &str, facts: &DeviceFacts) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        filled.push_str(&plain(fact(name, facts)));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

fn fact<'f>(name: &str, facts: &'f DeviceFacts) -> &'f str {
    match name {
        "device" => facts.platform.name(),
        "system" => facts.platform.system(),
        "serial" => &facts.serial,
        "company" => &facts.company,
        "contact" => &facts.help_contact,
        "account" => facts.account.as_deref().unwrap_or_default(),
        "shown" => &facts.remote_management_text,
        _ => "",
    }
}
