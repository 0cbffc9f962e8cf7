//! For people: one sentence, the ways in with the change that closes each, what is not known,
//! pitfalls, and what was not seen.

use super::super::paint::{Ink, Paint};
use super::super::wording::{self, GapGroup, plain};
use super::super::wrap::wrap;
use super::shown;
use super::words::Words;
use crate::app::access::{AccessPicture, Standing};
use crate::i18n::Language;
use crate::report::unread::Unread;
use enrollment::access::directory::MFA_TRUSTED_IPS;
use enrollment::snapshot::Source;
use rules::prevention::access::lint::{Finding, Lint, Weight};
use rules::prevention::access::world::Region;
use rules::prevention::access::{Fix, Hole, Near};
use std::fmt::Write as _;

/// Ways in that are told one by one.
const WAYS: usize = 12;

/// The picture as text.
pub fn table(picture: &AccessPicture, language: Language, paint: Paint, width: usize) -> String {
    let mut page = Page {
        words: Words { picture, language },
        paint,
        width,
        text: String::new(),
    };
    page.write();
    page.text
}

/// The first sentence: how it stands.
pub(super) fn sentence(words: Words<'_>) -> String {
    let (key, ways) = told(words.picture);
    words.count(key, ways)
}

/// Whether a way leads only from places that nobody saw and that may not exist.
fn is_from_unseen(picture: &AccessPicture, hole: &Hole) -> bool {
    let all = &picture.proof.regions;
    let mut regions = hole.regions.iter().filter_map(|place| all.get(*place));
    regions.all(|region| match region {
        Region::In(ids) => ids.iter().any(|id| id == MFA_TRUSTED_IPS),
        Region::Unlisted | Region::Several => true,
        Region::Elsewhere => false,
    })
}

/// The key of the first sentence, and the number of ways in that it may name.
pub fn told(picture: &AccessPicture) -> (&'static str, usize) {
    let ways = picture.ways_in().count();
    let key = match picture.standing() {
        Standing::NotSeen => "not-seen",
        Standing::Open if picture.stated.policies.is_empty() => "no-policy",
        Standing::Open if !picture.proof.complete => "open-at-least",
        Standing::Open if picture.ways_in().all(|it| is_from_unseen(picture, it)) => "open-perhaps",
        Standing::Open => "open",
        Standing::Blocked if ways > 0 => "blocked-but-emergency",
        Standing::Blocked if picture.is_whole() => "blocked",
        Standing::Blocked => "blocked-as-seen",
    };
    (key, ways)
}

struct Page<'p> {
    words: Words<'p>,
    paint: Paint,
    width: usize,
    text: String,
}

impl Page<'_> {
    fn write(&mut self) {
        let words = self.words;
        let picture = words.picture;
        let ink = match picture.standing() {
            Standing::Blocked => Ink::Good,
            Standing::Open => Ink::Bad,
            Standing::NotSeen => Ink::Warn,
        };
        self.line(0, ink, &sentence(words));
        if picture.standing() == Standing::NotSeen {
            self.no_policies();
            return;
        }
        let mut ways: Vec<&Hole> = picture.ways_in().collect();
        let more = ways.len().saturating_sub(WAYS);
        ways.truncate(WAYS);
        for (number, hole) in ways.iter().enumerate() {
            self.hole(number + 1, hole);
        }
        if more > 0 {
            let more = words.count("more-ways", more);
            self.text.push('\n');
            self.line(0, Ink::Dim, &more);
        }
        self.unjudged();
        self.pitfalls();
        self.groups(&ways);
        self.unseen();
    }

    fn hole(&mut self, number: usize, hole: &Hole) {
        let words = self.words;
        self.text.push('\n');
        let who = format!("{number}. {}", words.people(hole));
        self.line(0, Ink::Bold, &who);
        let parts = [
            ("into", words.resources(&hole.resources)),
            ("with", words.clients(&hole.clients)),
            ("claiming", words.platforms(&hole.platforms)),
            ("from", words.regions(&hole.regions)),
            ("by", words.flows(&hole.flows)),
        ];
        for (key, value) in parts {
            let text = format!("{}: {value}", words.text(key));
            self.line(3, Ink::Plain, &text);
        }
        if let Some(devices) = words.devices(&hole.devices) {
            self.line(3, Ink::Plain, &devices);
        }
        if let Some(fix) = &hole.fix {
            self.fix(fix);
        }
        if hole.emergency {
            self.line(3, Ink::Warn, &words.only_emergency());
        }
        for near in &hole.nearest {
            self.near(near);
        }
    }

    fn fix(&mut self, fix: &Fix) {
        let words = self.words;
        let changes: Vec<String> = fix.changes.iter().map(|it| words.change(it)).collect();
        let changes = changes.join("; ");
        let text = words.closing(fix.policy, &changes);
        self.line(3, Ink::Good, &text);
        let mut hit = words.hit(&fix.hit);
        if fix.blocks_everyone {
            hit = format!("{hit} {}", words.text("blocks-everyone"));
        }
        self.line(5, Ink::Dim, &hit);
        for precaution in words.precautions(fix) {
            self.line(5, Ink::Warn, &precaution);
        }
    }

    fn near(&mut self, near: &Near) {
        let words = self.words;
        let why = near.obstacles.iter().map(|it| words.obstacle(it));
        let why = why.collect::<Vec<_>>().join("; ");
        let text = words.with(
            "near",
            &[("policy", &words.policy(near.policy)), ("why", &why)],
        );
        self.line(3, Ink::Dim, &text);
    }

    fn unjudged(&mut self) {
        let words = self.words;
        let all = &words.picture.proof.unjudged;
        if all.is_empty() {
            return;
        }
        self.heading("unjudged");
        for one in all {
            let why = one.because.iter().map(|it| words.doubt(it));
            let why = why.collect::<Vec<_>>().join("; ");
            let text = format!("{}: {why}", words.policy(one.policy));
            self.line(2, Ink::Plain, &text);
        }
    }

    fn pitfalls(&mut self) {
        let words = self.words;
        let findings = &words.picture.findings;
        if findings.is_empty() {
            return;
        }
        self.heading("pitfalls");
        let mut last = "";
        for (lint, finding) in findings {
            if lint.code != last {
                self.lint(lint);
                last = lint.code;
            }
            if let Some(text) = place(words, finding) {
                self.line(8, Ink::Dim, &text);
            }
        }
    }

    fn groups(&mut self, ways: &[&Hole]) {
        let named = shown::groups(&self.words.picture.proof, ways, true);
        let groups = self.words.groups(&named);
        if groups.is_empty() {
            return;
        }
        self.heading("groups");
        for line in groups {
            self.line(2, Ink::Dim, &line);
        }
    }

    fn lint(&mut self, lint: &Lint) {
        let page = match self.words.language {
            Language::En => &lint.en,
            Language::De => &lint.de,
        };
        let ink = match lint.weight {
            Weight::Fault => Ink::Bad,
            Weight::Warning => Ink::Warn,
            Weight::Note => Ink::Dim,
        };
        self.line(2, ink, &format!("{}  {}", lint.code, page.title));
        if lint.weight > Weight::Note {
            self.line(8, Ink::Plain, page.what_to_do);
        }
    }

    fn unseen(&mut self) {
        let words = self.words;
        self.heading("unseen");
        self.gaps();
        for always in ["unseen-risk", "unseen-partners", "unseen-tokens"] {
            self.line(2, Ink::Dim, &words.text(always));
        }
    }

    /// Why no policy was read, and what closes that; without them nothing else matters.
    fn no_policies(&mut self) {
        for group in no_policies(self.words) {
            self.line(2, Ink::Dim, &group.why);
            self.line(2, Ink::Plain, &group.closing);
        }
    }

    /// What was not read: what follows from it, why, and what closes it.
    fn gaps(&mut self) {
        let words = self.words;
        for group in wording::gaps(words.language, &words.picture.unread) {
            for source in &group.sources {
                let text = words.text(&format!("unread-{}", source.replace('/', "-")));
                self.line(2, Ink::Warn, &text);
            }
            self.line(4, Ink::Dim, &group.why);
            self.line(4, Ink::Plain, &group.closing);
        }
    }

    fn heading(&mut self, key: &str) {
        self.text.push('\n');
        let text = self.words.text(key);
        self.line(0, Ink::Bold, &text);
    }

    fn line(&mut self, indent: usize, ink: Ink, text: &str) {
        let text = plain(text);
        for (number, part) in wrap(&text, self.width.saturating_sub(indent + 2))
            .iter()
            .enumerate()
        {
            let blanks = indent + if number > 0 { 2 } else { 0 };
            let _ = writeln!(self.text, "{:blanks$}{}", "", self.paint.ink(ink, part));
        }
    }
}

/// Why no policy was read, and what closes that.
pub(super) fn no_policies(words: Words<'_>) -> Vec<GapGroup> {
    let unread = words.picture.unread.iter();
    let of = unread.filter(|it| it.source == Source::AccessPolicies.name());
    let of: Vec<Unread> = of.cloned().collect();
    wording::gaps(words.language, &of)
}

/// Where a pitfall was found; nothing for one that is about the whole tenant.
pub(super) fn place(words: Words<'_>, finding: &Finding) -> Option<String> {
    let people = (!finding.users.is_empty()).then(|| words.count("people", finding.users.len()));
    let mut text = match (finding.policy.map(|it| words.policy(it)), people) {
        (Some(policy), Some(people)) => format!("{policy}: {people}"),
        (one, other) => one.or(other)?,
    };
    if !finding.unresolved.is_empty() {
        text = format!(
            "{text}, {}",
            words.count("unresolved", finding.unresolved.len())
        );
    }
    Some(text)
}
