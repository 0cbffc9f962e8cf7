//! The page of a cause: the facts about it, its sections, and the numbers behind it.

use super::{check_page, telling};
use crate::i18n::Language;
use crate::report::paint::Ink;
use crate::report::playbook::{self, Depth};
use crate::report::sheet::{Lead, Sheet, widest};
use crate::report::wording::percent;
use enrollment::cause::{Data, Erase};
use enrollment::diagnosis::UNIT;
use rules::rule::{Page, Rule};
use rules::{catalogue, prevention, weights};

/// So many readings are shown that tell the cause from others.
const TELLING_MAX: usize = 8;

/// The page in a language.
pub(super) fn words(rule: &Rule, language: Language) -> &Page {
    match language {
        Language::En => &rule.en,
        Language::De => &rule.de,
    }
}

pub(super) fn write(rule: &'static Rule, language: Language, sheet: &mut Sheet) {
    let page = words(rule, language);
    let code = format!("{}  ", rule.cause.code);
    sheet.item(Lead::new(0, &code, Ink::Name), Ink::Bold, page.title);
    sheet.item(Lead::blank(5), Ink::Dim, rule.cause.name);
    sheet.gap();
    facts(rule, language, sheet);
    let sections = [
        ("explain-meaning", page.meaning),
        ("explain-why", page.why),
        ("explain-how", page.how_we_know),
        ("explain-what-to-do", page.what_to_do),
    ];
    for (key, text) in sections {
        sheet.heading(&language.text(key));
        sheet.paragraphs(2, text);
    }
    sheet.gap();
    for remedy in rule.remedy {
        playbook::remedy(language, *remedy, Depth::Title, 2, sheet);
    }
    verification(rule, language, sheet);
    prevention(rule, language, sheet);
    numbers(rule, language, sheet);
}

fn facts(rule: &Rule, language: Language, sheet: &mut Sheet) {
    let cause = &rule.cause;
    let (first, last) = cause.gates;
    let gates = if first == last {
        first.to_string()
    } else {
        format!("{first}–{last}")
    };
    let gate = language.text(&format!("gate-{}", first.name().to_ascii_lowercase()));
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
    let documented = format!(
        "explain-documented-{}",
        rule.documented.letter().to_lowercase()
    );
    let pairs = [
        (
            "explain-family",
            language.text(&format!("family-{}", cause.family)),
        ),
        (
            "explain-scope",
            language.text(&format!("scope-{}", cause.scope.name())),
        ),
        (
            "explain-gates",
            if first == last {
                format!("{gates}: {gate}")
            } else {
                gates
            },
        ),
        (
            "explain-action",
            language.text(&format!("action-{}", cause.action)),
        ),
        ("explain-erase", language.text(erase)),
        ("explain-data", language.text(data)),
        ("explain-documented", language.text(&documented)),
    ]
    .map(|(key, value)| (language.text(key), value));
    let wide = widest(pairs.iter().map(|pair| pair.0.as_str()));
    for (key, value) in &pairs {
        sheet.pair(2, key, wide, value);
    }
}

fn verification(rule: &Rule, language: Language, sheet: &mut Sheet) {
    if rule.verify.is_empty() {
        return;
    }
    sheet.heading(&language.text("explain-verified"));
    for wanted in rule.verify {
        let text = playbook::proof(*wanted, language);
        sheet.item(
            Lead::new(2, &format!("{wanted}   "), Ink::Name),
            Ink::Plain,
            text,
        );
    }
}

fn prevention(rule: &Rule, language: Language, sheet: &mut Sheet) {
    sheet.heading(&language.text("explain-prevention"));
    sheet.paragraphs(2, words(rule, language).prevention);
    sheet.gap();
    for code in rule.prevent {
        let check = prevention::catalogue::find(code);
        let title = check.map_or("", |check| check_page(check, language).title);
        sheet.item(
            Lead::new(2, &format!("{code:<5}"), Ink::Name),
            Ink::Plain,
            title,
        );
    }
}

/// How often the cause is met, and what tells it from the others.
fn numbers(rule: &'static Rule, language: Language, sheet: &mut Sheet) {
    let Ok(weights) = weights::built_in() else {
        return;
    };
    let own = catalogue::all()
        .iter()
        .position(|other| other.cause.code == rule.cause.code);
    let Some(own) = own else { return };
    let ten_thousandths = |share: f64| (share * f64::from(UNIT)).round() as u16;
    sheet.heading(&language.text("explain-numbers"));
    let prior = percent(
        language,
        ten_thousandths(telling::prior(weights, own)).max(1),
    );
    let text = language.with("explain-prior", &[("percent", &prior)]);
    sheet.item(Lead::blank(2), Ink::Plain, &text);
    let tellings = telling::of(weights, own);
    if tellings.is_empty() {
        return;
    }
    sheet.gap();
    let heads = ["explain-here", "explain-elsewhere"].map(|key| language.text(key));
    let wide = heads.each_ref().map(|head| widest([head.as_str()]).max(5));
    let mut row = |numbers: [&str; 2], says: &str, ink: Ink| {
        let [here, elsewhere] = numbers;
        let lead = format!("{here:>0$}  {elsewhere:>1$}  ", wide[0], wide[1]);
        sheet.item(Lead::new(2, &lead, Ink::Dim), ink, says);
    };
    row(
        [&heads[0], &heads[1]],
        &language.text("explain-telling"),
        Ink::Dim,
    );
    for telling in tellings.iter().take(TELLING_MAX) {
        let says = language.says(telling.reading, telling.value);
        let shares = [telling.here, telling.elsewhere];
        let [here, elsewhere] = shares.map(|it| percent(language, ten_thousandths(it)));
        row([&here, &elsewhere], &says, Ink::Plain);
    }
}
