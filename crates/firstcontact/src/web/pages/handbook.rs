//! *Handbook*: every cause with its page, and how many devices it concerns now.

use super::device::advice::{Step, proofs, step};
use super::shell::{self, Shell};
use super::{Frame, PageAnswer, Refusal, address, html, spoken};
use crate::i18n::Language;
use crate::report::explain::telling;
use crate::report::wording::percent;
use crate::store::{Store, Trait};
use askama::Template;
use enrollment::cause::{Code, Data, Erase, Family};
use enrollment::diagnosis::UNIT;
use rules::rule::{Page as Words, Rule};
use rules::{catalogue, prevention, weights};
use std::collections::BTreeMap;

/// So many readings are shown that tell a cause from others.
const TELLING: usize = 8;

#[derive(Template)]
#[template(path = "handbook.html")]
struct Contents<'p> {
    shell: Shell<'p>,
    families: Vec<(String, Vec<Entry>)>,
}

/// A cause in the contents.
struct Entry {
    code: &'static str,
    title: &'static str,
    address: String,
    devices: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "cause.html")]
struct CausePage<'p> {
    shell: Shell<'p>,
    code: &'static str,
    name: &'static str,
    title: &'static str,
    devices: String,
    list: String,
    any: bool,
    facts: Vec<(String, String)>,
    sections: Vec<(String, Vec<&'static str>)>,
    remedies: Vec<Step>,
    proofs: Vec<(&'static str, &'static str)>,
    prevention: Vec<&'static str>,
    checks: Vec<(&'static str, &'static str)>,
    prior: String,
    tellings: Vec<(String, String, String)>,
}

/// The contents.
pub(super) fn contents(store: &dyn Store, frame: &Frame<'_>) -> Result<PageAnswer, Refusal> {
    let counts = counts(store, frame)?;
    let entry = |rule: &&'static Rule| Entry {
        code: rule.cause.code.name(),
        title: words(rule, frame.language).title,
        address: address::cause(frame, rule.cause.code.name()),
        devices: counts.get(rule.cause.code.name()).map(|count| {
            (
                shell::counted(frame.language, "fleet-devices", *count),
                address::devices(frame, Trait::Cause, rule.cause.code.name()),
            )
        }),
    };
    let families = Family::ALL.into_iter().map(|family| {
        let name = frame.language.text(&format!("family-{family}"));
        let rules = catalogue::all().iter();
        let own = rules.filter(|rule| rule.cause.family == family);
        (name, own.map(entry).collect())
    });
    let page = Contents {
        families: families.collect(),
        shell: Shell::new(frame, "handbook", frame.language.text("web-handbook")),
    };
    html(200, &page)
}

/// The page of a cause.
pub(super) fn cause(
    store: &dyn Store,
    frame: &Frame<'_>,
    code: &str,
) -> Result<PageAnswer, Refusal> {
    let rule = Code::parse(code)
        .and_then(catalogue::find)
        .ok_or(Refusal::NotFound)?;
    let language = frame.language;
    let page = words(rule, language);
    let code = rule.cause.code.name();
    let count = counts(store, frame)?.get(code).copied().unwrap_or(0);
    let sections = [
        ("explain-meaning", page.meaning),
        ("explain-why", page.why),
        ("explain-how", page.how_we_know),
        ("explain-what-to-do", page.what_to_do),
    ];
    let (prior, tellings) = numbers(rule, language);
    let check = |code: &&'static str| {
        let check = prevention::catalogue::find(code);
        let title = check.map_or("", |check| match language {
            Language::En => check.en.title,
            Language::De => check.de.title,
        });
        (*code, title)
    };
    let page = CausePage {
        shell: Shell::new(frame, "handbook", format!("{code} {}", page.title)),
        code,
        name: rule.cause.name,
        title: page.title,
        devices: shell::counted(language, "fleet-devices", count),
        list: address::devices(frame, Trait::Cause, code),
        any: count > 0,
        facts: facts(rule, language),
        sections: sections
            .map(|(key, text)| (language.text(key), text.split("\n\n").collect()))
            .into(),
        remedies: rule
            .remedy
            .iter()
            .map(|remedy| step(language, *remedy, true))
            .collect(),
        proofs: proofs(language, rule),
        prevention: page.prevention.split("\n\n").collect(),
        checks: rule.prevent.iter().map(check).collect(),
        prior,
        tellings,
    };
    html(200, &page)
}

/// Devices by cause, as the newest look counts them.
fn counts(store: &dyn Store, frame: &Frame<'_>) -> Result<BTreeMap<String, u64>, Refusal> {
    let today = store.today(frame.tenant)?;
    Ok(today.map_or_else(BTreeMap::new, |today| today.causes))
}

fn words(rule: &'static Rule, language: Language) -> &'static Words {
    match language {
        Language::En => &rule.en,
        Language::De => &rule.de,
    }
}

/// What there is to know about a cause in a word each.
fn facts(rule: &Rule, language: Language) -> Vec<(String, String)> {
    let cause = &rule.cause;
    let (first, last) = cause.gates;
    let gates = if first == last {
        let name = spoken::word(language, "gate", first.name());
        format!("{first} {name}")
    } else {
        format!("{first}–{last}")
    };
    let erase = match cause.erase {
        Erase::Never => "explain-erase-never",
        Erase::IfSetUp => "explain-erase-if-set-up",
        Erase::Needed => "explain-erase-needed",
    };
    let data = match cause.data {
        Data::Nothing => "explain-data-nothing",
        Data::Local => "explain-data-local",
        Data::Live => "explain-data-live",
    };
    let documented = rule.documented.letter().to_lowercase();
    let text = |key: String| language.text(&key);
    [
        ("explain-family", text(format!("family-{}", cause.family))),
        (
            "explain-scope",
            text(format!("scope-{}", cause.scope.name())),
        ),
        ("explain-gates", gates),
        ("explain-action", text(format!("action-{}", cause.action))),
        ("explain-erase", language.text(erase)),
        ("explain-data", language.text(data)),
        (
            "explain-documented",
            text(format!("explain-documented-{documented}")),
        ),
    ]
    .map(|(key, value)| (language.text(key), value))
    .into()
}

/// How often the cause is met, and what tells it from the others.
fn numbers(rule: &Rule, language: Language) -> (String, Vec<(String, String, String)>) {
    let own = catalogue::all()
        .iter()
        .position(|other| other.cause.code == rule.cause.code);
    let (Some(own), Ok(weights)) = (own, weights::built_in()) else {
        return (String::new(), Vec::new());
    };
    let ten_thousandths = |share: f64| (share * f64::from(UNIT)).round() as u16;
    let prior = ten_thousandths(telling::prior(weights, own)).max(1);
    let prior = percent(language, prior);
    let row = |telling: telling::Telling| {
        (
            percent(language, ten_thousandths(telling.here)),
            percent(language, ten_thousandths(telling.elsewhere)),
            language.says(telling.reading, telling.value),
        )
    };
    let tellings = telling::of(weights, own).into_iter().take(TELLING);
    (
        language.with("explain-prior", &[("percent", &prior)]),
        tellings.map(row).collect(),
    )
}
