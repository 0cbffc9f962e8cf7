//! `firstcontact doctor`: what was looked at, one finding a line, for people and for machines.
//!
//! ```text
//! {"schema":"firstcontact/doctor/1","worst":"good|skipped|warning|bad","checks":[
//!  {"tenant":…|null,"area":…,"about":…|null,"grade":…,"code":…,"values":{…},"detail":…|null}]}
//! ```

use super::paint::{Ink, Paint};
use super::wording::plain;
use super::wrap::wrap;
use super::write::{list, raw, string, string_or_null};
use crate::i18n::Language;
use sources::told::Told;
use std::fmt::Write as _;

/// How it stands with one thing, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// In order.
    Good,
    /// Nobody could look, or there was nothing to look at.
    Skipped,
    /// Works, and is worth mending.
    Warn,
    /// Does not work.
    Bad,
}

impl Grade {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Skipped => "skipped",
            Self::Warn => "warning",
            Self::Bad => "bad",
        }
    }

    const fn mark(self) -> (&'static str, Ink) {
        match self {
            Self::Good => ("✓", Ink::Good),
            Self::Skipped => ("–", Ink::Dim),
            Self::Warn => ("!", Ink::Warn),
            Self::Bad => ("✗", Ink::Bad),
        }
    }
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The tenant; empty for what belongs to none.
    pub tenant: String,
    /// `configuration`, `network`, `sign-in`, `clock`, `permissions`, `licence`, `sources`,
    /// `expiry`, `budget`.
    pub area: &'static str,
    /// How it stands.
    pub grade: Grade,
    key: &'static str,
    about: String,
    purpose: Option<String>,
    values: Vec<(&'static str, String)>,
    detail: Option<Told>,
}

impl Line {
    /// A line with the key of its text.
    pub fn new(tenant: &str, area: &'static str, grade: Grade, key: &'static str) -> Self {
        Self {
            tenant: tenant.to_owned(),
            area,
            grade,
            key,
            about: String::new(),
            purpose: None,
            values: Vec::new(),
            detail: None,
        }
    }

    /// What it is about: a host, a permission, a source.
    #[must_use]
    pub fn about(self, about: &str) -> Self {
        let about = about.to_owned();
        Self { about, ..self }
    }

    /// The key of a text that says what the subject is for.
    #[must_use]
    pub fn purpose(self, key: &str) -> Self {
        let purpose = Some(key.to_owned());
        Self { purpose, ..self }
    }

    /// A value for the text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.values.push((name, value.to_owned()));
        self
    }

    /// What a service or the system says, in its own words.
    #[must_use]
    pub fn saying(self, detail: impl Into<Told>) -> Self {
        let detail = Some(detail.into());
        Self { detail, ..self }
    }

    fn words(&self, language: Language) -> String {
        let values: Vec<_> = self
            .values
            .iter()
            .map(|(name, it)| (*name, it.as_str()))
            .collect();
        let mut text = language.with(self.key, &values);
        if let Some(detail) = &self.detail {
            let _ = write!(text, ": {}", language.told(detail));
        }
        plain(&text).into_owned()
    }

    fn subject(&self, language: Language) -> String {
        let purpose = self.purpose.as_ref().map(|key| language.text(key));
        match (purpose, plain(&self.about)) {
            (None, about) => about.into_owned(),
            (Some(purpose), about) if about.is_empty() => purpose,
            (Some(purpose), about) => format!("{about} ({purpose})"),
        }
    }
}

/// For people: tenants as headings, areas below, then what comes next where something is wrong.
pub fn text(lines: &[Line], language: Language, paint: Paint, width: usize) -> String {
    let mut text = String::new();
    let (mut tenant, mut area) = (None, "");
    for line in lines {
        if tenant != Some(&line.tenant) {
            let gap = if tenant.is_some() { "\n" } else { "" };
            let title = match line.tenant.as_str() {
                "" => language.text("doctor-network-title"),
                name => plain(name).into_owned(),
            };
            let _ = writeln!(text, "{gap}{}", paint.ink(Ink::Bold, &title));
            (tenant, area) = (Some(&line.tenant), "");
        }
        if area != line.area {
            area = line.area;
            let title = language.text(&format!("doctor-area-{area}"));
            let _ = writeln!(text, "  {}", paint.ink(Ink::Dim, &title));
        }
        let (mark, ink) = line.grade.mark();
        let subject = line.subject(language);
        let words = line.words(language);
        let told = match subject.as_str() {
            "" => words,
            subject => format!("{subject} – {words}"),
        };
        for (number, part) in wrap(&told, width.saturating_sub(6)).iter().enumerate() {
            let mark = if number == 0 {
                paint.ink(ink, mark)
            } else {
                " ".to_owned()
            };
            let _ = writeln!(text, "    {mark} {part}");
        }
    }
    let counts = [Grade::Bad, Grade::Warn, Grade::Skipped, Grade::Good];
    let counts = counts.map(|grade| (grade, lines.iter().filter(|it| it.grade == grade).count()));
    let shown = counts
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(grade, count)| language.count(&format!("doctor-count-{}", grade.name()), *count));
    let _ = writeln!(text, "\n{}", shown.collect::<Vec<_>>().join(" · "));
    text
}

/// For machines; English, and never localised.
pub fn json(lines: &[Line]) -> String {
    let mut out = Vec::new();
    let worst = lines
        .iter()
        .map(|line| line.grade)
        .max()
        .unwrap_or(Grade::Good);
    raw(&mut out, "{\"schema\":\"firstcontact/doctor/1\",\"worst\":");
    string(&mut out, worst.name());
    raw(&mut out, ",\"checks\":");
    list(&mut out, lines, |out, line| {
        raw(out, "{\"tenant\":");
        string_or_null(out, &line.tenant);
        raw(out, ",\"area\":");
        string(out, line.area);
        raw(out, ",\"about\":");
        string_or_null(out, &line.about);
        raw(out, ",\"grade\":");
        string(out, line.grade.name());
        raw(out, ",\"code\":");
        string(out, line.key.trim_start_matches("doctor-"));
        raw(out, ",\"values\":{");
        for (position, (name, value)) in line.values.iter().enumerate() {
            raw(out, if position > 0 { "," } else { "" });
            string(out, name);
            raw(out, ":");
            string(out, value);
        }
        raw(out, "},\"detail\":");
        let detail = line.detail.as_ref().map(ToString::to_string);
        string_or_null(out, &detail.unwrap_or_default());
        raw(out, "}");
    });
    raw(&mut out, "}\n");
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Grade, Line, json, text};
    use crate::i18n::Language;
    use crate::report::paint::Paint;
    use serde_json::Value;

    #[test]
    fn people_and_machines_are_told_the_same() {
        let lines = [
            Line::new("contoso", "sign-in", Grade::Good, "doctor-signed-in").about("Apple"),
            Line::new("contoso", "network", Grade::Bad, "doctor-intercepted")
                .about("albert.apple.com:443")
                .purpose("doctor-for-activation")
                .with("issuer", "Proxy\u{1b}[31m"),
        ];
        for language in [Language::En, Language::De] {
            let told = text(&lines, language, Paint::NONE, 80);
            assert!(told.contains("✗ albert.apple.com:443 ("), "{told}");
            assert!(
                !told.contains('\u{1b}') && !told.contains("doctor-"),
                "{told}"
            );
        }
        let document: Value = serde_json::from_str(&json(&lines)).unwrap();
        assert_eq!(document["worst"], "bad");
        assert_eq!(document["checks"][1]["code"], "intercepted");
        assert_eq!(document["checks"][0]["detail"], Value::Null);
    }
}
