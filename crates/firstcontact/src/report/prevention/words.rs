//! How the formats for people put the document into words: amounts, places, what was not read.

use super::document::{
    Amount, Checked, Document, Exception, Failing, JUDGEMENTS, Part, Point, Reason, Source,
    Unlooked,
};
use crate::i18n::Language;
use crate::report::gap::Gap;
use crate::report::playbook;
use crate::report::wording::{self, GapGroup};
use enrollment::moment::Stamp;
use enrollment::remedy::Remedy;
use rules::playbook as play;
use rules::prevention::check::{CheckPage, Phrase};
use rules::prevention::control::Framework;
use rules::prevention::{catalogue, dry_run};

/// The title of a check.
pub fn title(language: Language, code: &str) -> &'static str {
    page(language, code).map_or("", |page| page.title)
}

/// The page of a check.
pub fn page(language: Language, code: &str) -> Option<&'static CheckPage> {
    catalogue::find(code).map(|check| match language {
        Language::En => &check.en,
        Language::De => &check.de,
    })
}

/// A phrase in one language.
pub fn phrase(language: Language, phrase: &'static Phrase) -> &'static str {
    match language {
        Language::En => phrase.en,
        Language::De => phrase.de,
    }
}

/// A word of a check, in words; the word itself if a later version wrote it.
pub fn said(language: Language, code: &str, key: &str) -> String {
    let phrases = catalogue::find(code).map_or(&[][..], |check| check.phrases);
    told(language, phrases, key)
}

/// A word of a dry run, in words.
pub fn rehearsed(language: Language, key: &str) -> String {
    told(language, dry_run::PHRASES, key)
}

fn told(language: Language, phrases: &[&'static Phrase], key: &str) -> String {
    let known = phrases.iter().find(|it| it.key == key);
    known.map_or_else(
        || wording::plain(key).into_owned(),
        |it| phrase(language, it).to_owned(),
    )
}

/// A judgement, as a word.
pub fn judgement(language: Language, name: &str) -> String {
    wording::word(language, "prevent-judgement", name)
}

/// A number with its unit.
pub fn amount(language: Language, amount: &Amount) -> String {
    let number = amount.number.unwrap_or_default();
    let count = usize::try_from(number.unsigned_abs()).unwrap_or(usize::MAX);
    match amount.unit.as_str() {
        "share" => {
            let (part, of) = (
                amount.part.unwrap_or_default(),
                amount.of.unwrap_or_default(),
            );
            let whole = |number: u64| wording::number(language, number as usize);
            let values = [
                ("share", share(language, part, of)),
                ("part", whole(part)),
                ("of", whole(of)),
            ];
            let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
            language.with("prevent-share", &values)
        }
        "permille" => decimal(language, number as f64 / 10.0, "%"),
        // Nobody counts a week in hours.
        "hours" if count >= 96 => days(language, number / 24),
        "hours" => language.count("prevent-hours", count),
        "days" => days(language, number),
        _ => wording::number(language, count),
    }
}

fn days(language: Language, days: i64) -> String {
    let count = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
    let key = if days < 0 {
        "prevent-days-ago"
    } else {
        "prevent-days"
    };
    language.count(key, count)
}

/// A share in per cent with one decimal. What is not quite nothing is not rounded to it.
pub fn share(language: Language, part: u64, of: u64) -> String {
    if of == 0 {
        return "–".to_owned();
    }
    let per_cent = part as f64 * 100.0 / of as f64;
    if part > 0 && per_cent < 0.1 {
        return format!("<{}", decimal(language, 0.1, "%"));
    }
    // Nor is what is not quite everything.
    let shown = if part < of {
        per_cent.min(99.9)
    } else {
        per_cent
    };
    decimal(language, shown, "%")
}

/// A number with one decimal, without it where it is nothing.
pub fn decimal(language: Language, number: f64, unit: &str) -> String {
    let text = format!("{number:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    match (language, unit) {
        (Language::En, _) => format!("{text}{unit}"),
        (Language::De, "") => text.replace('.', ","),
        (Language::De, _) => format!("{}\u{a0}{unit}", text.replace('.', ",")),
    }
}

/// What was measured and what it was compared with, as one line.
pub fn measure(language: Language, check: &Checked) -> String {
    let population = counted(language, &check.subject, check.population);
    let mut threshold = amount(language, &check.threshold);
    // A number that counts something else than what was looked at.
    let own = format!("prevent-limit-{}", wording::kebab(&check.code));
    if language.has(&own) {
        let number = check.threshold.number.unwrap_or_default();
        let count = usize::try_from(number).unwrap_or(usize::MAX);
        threshold = language.count(&own, count);
    }
    let Some(value) = &check.value else {
        return language.with("prevent-nothing-measured", &[("limit", &threshold)]);
    };
    let text = amount(language, value);
    let values = [
        ("value", text.as_str()),
        ("limit", threshold.as_str()),
        ("population", population.as_str()),
    ];
    match value.unit.as_str() {
        // A share says itself of how many it is one.
        "share" => language.with("prevent-measured-share", &values[..2]),
        "count" => language.with("prevent-measured", &values),
        _ => language.with("prevent-measured-time", &values),
    }
}

/// So many devices, tokens, profiles, ….
pub fn counted(language: Language, subject: &str, count: u64) -> String {
    let number = wording::number(language, count as usize);
    let noun = language.count(
        &format!("prevent-subject-{}", wording::kebab(subject)),
        count as usize,
    );
    format!("{number} {noun}")
}

/// How many have the same thing wrong with them.
pub fn reason(language: Language, code: &str, reason: &Reason) -> String {
    let what = counted(language, &reason.subject, reason.count);
    let why = said(language, code, &reason.why);
    language.with("prevent-reason", &[("what", &what), ("why", &why)])
}

/// One exception: what it is called, and by how much.
pub fn exception(language: Language, exception: &Exception) -> String {
    let name = named(language, exception);
    match &exception.amount {
        None => name,
        Some(by) if by.unit == "share" => {
            let whole =
                |number: Option<u64>| wording::number(language, number.unwrap_or(0) as usize);
            let (part, of) = (whole(by.part), whole(by.of));
            let share = language.with("prevent-part", &[("part", &part), ("of", &of)]);
            format!("{name} ({share})")
        }
        Some(by) => format!("{name} ({})", amount(language, by)),
    }
}

/// What an exception is called: of a token or certificate also which kind it is, in words.
fn named(language: Language, exception: &Exception) -> String {
    let name = wording::plain(&exception.name);
    if exception.subject != "credential" {
        return name.into_owned();
    }
    let kind = |kind: &str| wording::word(language, "prevent-credential", kind);
    match name.rsplit_once(" (") {
        Some((name, rest)) => format!("{name} ({})", kind(rest.trim_end_matches(')'))),
        None => kind(&name),
    }
}

/// A part: what it is called, and how much.
pub fn part(language: Language, code: &str, part: &Part) -> (String, String) {
    let mut label = said(language, code, &part.label);
    if let Some(says) = &part.says {
        label = format!("{label}: {}", said(language, code, says));
    }
    (label, amount(language, &part.amount))
}

/// What people call a framework; its public word if a later version wrote it.
pub fn framework(name: &str) -> String {
    let known = Framework::ALL.into_iter().find(|it| it.name() == name);
    known.map_or_else(
        || wording::plain(name).into_owned(),
        |it| it.title().to_owned(),
    )
}

/// What was not looked at.
pub fn unlooked(language: Language, missing: &Unlooked, said: impl Fn(&str) -> String) -> String {
    match (&missing.source, &missing.field, &missing.word) {
        (Some(source), None, _) => wording::source(language, source),
        (Some(source), Some(field), _) => {
            language.with("prevent-field", &[("source", source), ("field", field)])
        }
        (None, _, Some(word)) => said(word),
        (None, _, None) => String::new(),
    }
}

/// Everything that a check had to look at and did not, as one line.
pub fn missing(language: Language, check: &Checked) -> String {
    let said = |word: &str| said(language, &check.code, word);
    let all = check.missing.iter().map(|it| unlooked(language, it, said));
    all.collect::<Vec<_>>().join("; ")
}

/// Why a device on its way would fail.
pub fn failing(language: Language, device: &Failing) -> String {
    rehearsed(language, &device.why)
}

/// A time of the document for people; as it is if a later version wrote it otherwise.
pub fn time(text: &str) -> String {
    let at = Stamp::parse(text).ok().and_then(Stamp::at);
    at.map_or_else(|| wording::plain(text).into_owned(), wording::time)
}

/// The day of a time.
pub fn day(text: &str) -> String {
    text.get(..10).unwrap_or(text).to_owned()
}

/// How many checks hold, alarm, and cannot be told.
pub fn headline(language: Language, document: &Document) -> String {
    let part = |name: &str| {
        let count = document.count(name);
        format!(
            "{count} {}",
            language.count(&format!("prevent-count-{}", wording::kebab(name)), count)
        )
    };
    JUDGEMENTS.map(part).join(" · ")
}

/// How early devices are ready, as lines.
pub fn readiness(language: Language, document: &Document) -> Vec<String> {
    let ready = &document.readiness;
    let whole = |number: u64| wording::number(language, number as usize);
    let mut lines = Vec::new();
    if ready.lead_known == 0 {
        lines.push(language.text("prevent-lead-none"));
    } else {
        let middle = ready.median_hours.map_or_else(
            || language.text("prevent-not-ready"),
            |hours| hours_between(language, hours),
        );
        let values = [
            ("share", share(language, ready.in_time, ready.lead_known)),
            ("known", whole(ready.lead_known)),
            ("late", whole(ready.too_late)),
            ("middle", middle),
        ];
        lines.push(with(language, "prevent-lead", &values));
    }
    if ready.lead_unknown > 0 {
        let values = [("count", whole(ready.lead_unknown))];
        lines.push(with(language, "prevent-lead-unknown", &values));
    }
    lines.push(match ready.first_boot {
        None => language.text("prevent-first-none"),
        Some(rate) => with(
            language,
            "prevent-first",
            &[
                (
                    "rate",
                    range(language, rate.map(|share| share * 100.0), "%"),
                ),
                (
                    "all",
                    whole(ready.at_first + ready.later + ready.not_enrolled + ready.first_unknown),
                ),
                ("later", whole(ready.later)),
                ("not", whole(ready.not_enrolled)),
            ],
        ),
    });
    if let Some(days) = ready.unmanaged_days {
        let total = ready.unmanaged_hours.map(|hours| hours as f64 / 24.0);
        let open = [ready.unmanaged, ready.unmanaged + ready.unmanaged_untold];
        let open = open.map(|devices| devices as f64);
        let values = [
            ("days", range(language, days, "")),
            ("out", whole(ready.out)),
            ("open", whole_range(language, open)),
            ("total", whole_range(language, total)),
        ];
        lines.push(with(language, "prevent-unmanaged", &values));
    }
    lines
}

/// A lead in words.
fn hours_between(language: Language, hours: i64) -> String {
    let side = if hours < 0 { "after" } else { "before" };
    let hours = usize::try_from(hours.unsigned_abs()).unwrap_or(usize::MAX);
    if hours >= 96 {
        language.count(&format!("prevent-days-{side}"), hours / 24)
    } else {
        language.count(&format!("prevent-hours-{side}"), hours)
    }
}

/// Two bounds, or one number where they are the same.
fn range(language: Language, [least, most]: [f64; 2], unit: &str) -> String {
    let (from, to) = (decimal(language, least, ""), decimal(language, most, unit));
    if decimal(language, least, unit) == to {
        to
    } else {
        format!("{from}–{to}")
    }
}

fn whole_range(language: Language, bounds: [f64; 2]) -> String {
    let [from, to] = bounds.map(|days| wording::number(language, days.round() as usize));
    if from == to {
        to
    } else {
        format!("{from}–{to}")
    }
}

fn with(language: Language, key: &str, values: &[(&str, String)]) -> String {
    let values: Vec<_> = values
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    language.with(key, &values)
}

/// Whether an unmanaged iPhone can get in, as a sentence; none where nobody worked it out.
pub fn access(language: Language, document: &Document) -> Option<String> {
    let access = document.access.as_ref()?;
    let key = format!("access-{}", wording::kebab(&access.told));
    Some(if language.has(&key) {
        language.count(&key, access.ways_in as usize)
    } else {
        wording::plain(&access.standing).into_owned()
    })
}

/// What was not read, why, and what closes it, alike together.
pub fn gaps(language: Language, document: &Document) -> Vec<GapGroup> {
    let unread: Vec<_> = document.gaps.iter().map(Gap::unread).collect();
    wording::gaps(language, &unread)
}

/// What is on its way, as a sentence.
pub fn incoming(language: Language, document: &Document) -> String {
    let way = &document.incoming;
    if way.devices == 0 {
        return language.text("prevent-incoming-none");
    }
    let whole = |number: u64| wording::number(language, number as usize);
    let values = [
        ("devices", whole(way.devices)),
        ("fail", whole(way.would_fail)),
        ("ready", whole(way.ready)),
        ("untold", whole(way.cannot_tell)),
    ];
    let key = if way.cannot_tell == 0 {
        "prevent-incoming-seen"
    } else {
        "prevent-incoming"
    };
    with(language, key, &values)
}

/// Remedies, each with its code and its title.
pub fn remedies(language: Language, codes: &[String]) -> String {
    let named = codes.iter().map(|code| match remedy(code) {
        Some(remedy) => {
            let title = playbook::words(play::find(remedy), language).title;
            format!("{code} {title}")
        }
        None => wording::plain(code).into_owned(),
    });
    named.collect::<Vec<_>>().join("; ")
}

/// What an administrator does after an alarm, with the codes of the playbook; of a check that this
/// version does not know, its remedies.
pub fn what_to_do(language: Language, code: &str, remedy: &[String]) -> String {
    match page(language, code) {
        Some(page) => {
            let codes: Vec<_> = remedy.iter().map(|it| wording::plain(it)).collect();
            if codes.is_empty() {
                return page.to_do.to_owned();
            }
            format!("{} ({})", page.to_do, codes.join(", "))
        }
        None => remedies(language, remedy),
    }
}

/// The remedy of a code; none for one that this version does not know.
pub fn remedy(code: &str) -> Option<Remedy> {
    let mut all = Remedy::ALL.iter().copied();
    all.find(|remedy| remedy.name() == code)
}

/// What a day's look came to.
pub fn point(language: Language, point: &Point) -> String {
    if point.alarms.is_empty() {
        return language.text("prevent-trend-none");
    }
    let codes = point.alarms.join(", ");
    language.with("prevent-trend-alarms", &[("codes", &codes)])
}

/// The share of a supplier's devices that are enrolled.
pub fn enrolled(language: Language, source: &Source) -> String {
    let part = |enrolled| share(language, enrolled, source.devices);
    source.enrolled.map_or_else(|| "–".to_owned(), part)
}

/// How many orders of a supplier are not complete.
pub fn incomplete(language: Language, source: &Source) -> String {
    let number = |all| wording::number(language, all as usize);
    let total = source.incomplete_total;
    total.map_or_else(|| "–".to_owned(), number)
}

/// A supplier's name: what Apple calls the kind of source, and its number.
pub fn supplier(language: Language, source: &str, number: &str) -> String {
    let kind = wording::word(language, "prevent-source", source);
    let number = wording::plain(number);
    if number.is_empty() {
        kind
    } else {
        format!("{kind} {number}")
    }
}
