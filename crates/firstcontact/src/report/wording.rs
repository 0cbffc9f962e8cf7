//! How the formats for people put a fleet into words: numbers, shares, times, headlines. What
//! marks up a format (tags, pipes, colours) is the format's own.

use super::facts::Fact;
use super::fleet::{Evidence, FleetReport, ListedDevice, TenantFinding};
use super::only::UNEXPLAINED;
use super::unread::{Closing, Unread, Unusable};
use crate::i18n::Language;
use enrollment::cause::{Code, Scope};
use enrollment::diagnosis::{Standing, UNIT};
use enrollment::moment::Moment;
use enrollment::remedy::Action;
use enrollment::snapshot::{GapReason, ReadState};
pub use press::escape::plain;
use rules::catalogue;

/// A whole number with its thousands set apart.
pub fn number(language: Language, value: usize) -> String {
    let digits = value.to_string();
    let mark = match language {
        Language::En => ',',
        Language::De => '.',
    };
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

/// A share of ten-thousandths in per cent. What is not quite nothing or not quite everything is
/// not rounded to it.
pub fn percent(language: Language, share: u16) -> String {
    let shown = match share {
        0 => "0".to_owned(),
        // Below a half, rounding would make nothing of it.
        1..=49 => "<1".to_owned(),
        9_901..UNIT => ">99".to_owned(),
        _ => (share.saturating_add(50) / 100).min(100).to_string(),
    };
    match language {
        Language::En => format!("{shown}%"),
        // DIN 5008 asks for a space; it must not break.
        Language::De => format!("{shown}\u{a0}%"),
    }
}

/// How sure a verdict is, in per cent. Nothing that is inferred is ever quite certain.
pub fn certainty(language: Language, share: u16) -> String {
    percent(language, share.min(UNIT - 1))
}

/// `2026-11-23 07:08 UTC`, which reads the same everywhere.
pub fn time(moment: Moment) -> String {
    let (_, _, _, hour, minute, _) = moment.civil();
    format!("{} {hour:02}:{minute:02} UTC", moment.date())
}

/// The text with a key that begins with `prefix` and goes on with a foreign word; the word itself
/// if there is none.
pub fn word(language: Language, prefix: &str, word: &str) -> String {
    let key = format!("{prefix}-{}", kebab(word));
    if !word.is_empty() && language.has(&key) {
        language.text(&key)
    } else {
        plain(word).into_owned()
    }
}

/// A source that people bring themselves, in words; a vendor's one by its name.
pub fn source(language: Language, name: &str) -> String {
    word(language, "source", name)
}

/// What must happen before an erase is advised, by the public word of the hold. `what` is not
/// green, if that is the hold.
pub fn hold(language: Language, name: &str, what: &str) -> String {
    language.with(&format!("hold-{}", kebab(name)), &[("what", what)])
}

/// `notContacted`, `not_contacted` and `NOT_CONTACTED` as Fluent's keys spell it.
pub fn kebab(word: &str) -> String {
    let mut key = String::with_capacity(word.len() + 4);
    let mut small_before = false;
    for c in word.chars() {
        match c {
            'A'..='Z' => {
                if small_before {
                    key.push('-');
                }
                key.push(c.to_ascii_lowercase());
            }
            '_' | ' ' | '.' | '/' => key.push('-'),
            c => key.push(c),
        }
        small_before = c.is_ascii_lowercase() || c.is_ascii_digit();
    }
    key
}

/// At most so many characters; what is cut off is dots.
pub fn clip(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => text
            .chars()
            .take(most.saturating_sub(1))
            .chain(['…'])
            .collect(),
    }
}

/// Whose devices these are; empty if nobody said.
pub fn tenant(report: &FleetReport) -> &str {
    match report.tenant.name.as_str() {
        "" => &report.tenant.id,
        name => name,
    }
}

/// Whose it is and when it was read.
pub fn stand(language: Language, report: &FleetReport) -> String {
    let taken = language.with("fleet-taken", &[("time", &time(report.taken_at))]);
    match tenant(report) {
        "" => taken,
        name => format!("{} · {taken}", plain(name)),
    }
}

/// A number and what is counted: `74 devices`.
pub fn counted(language: Language, key: &str, count: usize) -> String {
    format!("{} {}", number(language, count), language.count(key, count))
}

/// The words for a heap with its number: `31 need you`.
pub fn heap(language: Language, standing: Standing, count: usize) -> String {
    let key = match standing {
        Standing::Healthy => "fleet-healthy",
        Standing::Waiting => "fleet-waiting",
        Standing::NeedsYou => "fleet-needs-you",
        Standing::CannotTell => "fleet-cannot-tell",
    };
    counted(language, key, count)
}

/// The whole fleet in one line.
pub fn headline(language: Language, report: &FleetReport) -> String {
    let heaps = report
        .heaps
        .map(|(standing, count)| heap(language, standing, count));
    format!(
        "{}: {}",
        counted(language, "fleet-devices", report.devices),
        heaps.join(" · ")
    )
}

/// What a cause is called.
pub fn title(language: Language, code: Code) -> String {
    match (catalogue::find(code), language) {
        (Some(rule), Language::En) => rule.en.title.to_owned(),
        (Some(rule), Language::De) => rule.de.title.to_owned(),
        (None, _) if code == UNEXPLAINED => language.text("fleet-unexplained"),
        (None, _) => code.to_string(),
    }
}

/// The family of a cause; empty for what no rule explains.
pub fn family(language: Language, code: Code) -> String {
    catalogue::find(code).map_or_else(String::new, |rule| {
        language.text(&format!("family-{}", rule.cause.family))
    })
}

/// How far a finding reaches, with the name people know that by.
pub fn reach(language: Language, finding: &TenantFinding) -> String {
    let scope = language.text(&format!("scope-{}", finding.reach.name()));
    match finding.name.as_str() {
        name if !name.is_empty() && finding.reach != Scope::Tenant => {
            format!("{scope}: {}", plain(name))
        }
        _ => scope,
    }
}

/// The serial numbers that a finding names first; the rest as dots.
pub fn first_serials(finding: &TenantFinding) -> String {
    let serials: Vec<_> = finding.first.iter().map(|serial| plain(serial)).collect();
    let dots = if finding.devices > finding.first.len() {
        " …"
    } else {
        ""
    };
    format!("{}{dots}", serials.join(" "))
}

/// What to do, in a line.
pub fn action(language: Language, action: Action) -> String {
    language.text(&format!("action-{action}"))
}

/// What to mind before anybody erases a device; none if it holds no data.
pub fn stakes(language: Language, device: &ListedDevice) -> Option<String> {
    let key = match device.action {
        _ if !device.data_at_risk => return None,
        Action::Erase => "fleet-save-first",
        _ => "fleet-do-not-erase",
    };
    Some(language.text(key))
}

/// What a piece of evidence says, without where it was read.
pub fn says(language: Language, evidence: &Evidence) -> String {
    language.says(evidence.reading, evidence.value)
}

/// Field and value behind a piece of evidence.
pub fn field(fact: &Fact) -> String {
    format!("{}: {}", fact.field, plain(&fact.value))
}

/// Why a source was not read, with the file, the number of times and the collector's own words.
pub fn why_unread(language: Language, unread: &Unread) -> String {
    let mut why = match &unread.reason {
        None => language.text("fleet-gap-partly"),
        Some(reason) => self::reason(language, reason),
    };
    if unread.reason.is_some() && unread.state == ReadState::Partial {
        why = format!("{why}, {}", language.text("fleet-gap-rest-read"));
    }
    if unread.count > 1 {
        let count = usize::try_from(unread.count).unwrap_or(usize::MAX);
        why = format!("{why} (× {})", number(language, count));
    }
    let told = [place(language, unread), language.told(&unread.detail)];
    let told = told.into_iter().filter(|part| !part.is_empty());
    told.fold(why, |why, part| format!("{why}: {}", plain(&part)))
}

/// The file, and the row at which reading ended; empty where no file is concerned.
fn place(language: Language, unread: &Unread) -> String {
    match (&unread.file, unread.row) {
        (None, _) => String::new(),
        (Some(file), None) => file.clone(),
        (Some(file), Some(row)) => {
            let row = row.to_string();
            language.with("fleet-gap-place", &[("file", file), ("row", &row)])
        }
    }
}

/// Why a row could not be used: the reader's own words, or else the reason's.
pub fn why_unusable(language: Language, row: &Unusable) -> String {
    if row.detail.is_nothing() {
        return reason(language, &row.reason);
    }
    plain(&language.told(&row.detail)).into_owned()
}

/// The word for a reason; a collector's own word that has none is shown as it is.
pub fn reason(language: Language, reason: &GapReason) -> String {
    let key = format!(
        "fleet-gap-{}",
        reason.word().to_ascii_lowercase().replace('_', "-")
    );
    if language.has(&key) {
        language.text(&key)
    } else {
        plain(reason.word()).into_owned()
    }
}

/// Sources that were not read for the same reason and that the same step would close.
#[derive(Clone, Debug)]
pub struct GapGroup {
    /// Their public names.
    pub sources: Vec<String>,
    /// Why they were not read.
    pub why: String,
    /// What would close the gap, one sentence or several.
    pub closing: String,
}

/// What was not read, alike together: five refused sources are one missing permission.
pub fn gaps(language: Language, all: &[Unread]) -> Vec<GapGroup> {
    let mut groups: Vec<(GapGroup, Vec<String>)> = Vec::new();
    for unread in all {
        let why = why_unread(language, unread);
        let closing = closing(language, unread.closing());
        let export = unread.export().map(|key| language.text(key));
        let alike = groups
            .iter_mut()
            .find(|(group, _)| group.why == why && group.closing == closing);
        let source = unread.source.clone();
        if let Some((group, exports)) = alike {
            group.sources.push(source);
            exports.extend(export);
        } else {
            let group = GapGroup {
                sources: vec![source],
                why,
                closing,
            };
            groups.push((group, export.into_iter().collect()));
        }
    }
    let with_exports = |(mut group, exports): (GapGroup, Vec<String>)| {
        if !exports.is_empty() {
            let export = exports.join(", ");
            let import = language.with("fleet-close-import", &[("export", &export)]);
            group.closing = format!("{} {import}", group.closing);
        }
        group
    };
    groups.into_iter().map(with_exports).collect()
}

/// What would close a gap, as a sentence.
fn closing(language: Language, closing: Closing) -> String {
    let key = match closing {
        Closing::Permission(name) => {
            return language.with("fleet-close-permission", &[("permission", name)]);
        }
        Closing::Collect(name) => {
            return language.with("fleet-close-collect", &[("permission", name)]);
        }
        Closing::Configure => "fleet-close-configure",
        Closing::Doctor => "fleet-close-doctor",
        Closing::Deleted => "fleet-close-deleted",
        Closing::AppleAccount => "fleet-close-apple",
        Closing::AppleAudit => "fleet-close-apple-audit",
        Closing::AppleSuspects => "fleet-close-apple-suspects",
        Closing::Register => "fleet-close-register",
        Closing::OwnList => "fleet-close-own-list",
        Closing::Probe => "fleet-close-probe",
        Closing::Later => "fleet-close-later",
        Closing::File => "fleet-close-file",
        Closing::Smaller => "fleet-close-smaller",
        Closing::Unknown => "fleet-close-unknown",
    };
    language.text(key)
}

/// What the list of devices leaves out, one sentence each.
pub fn left_out(language: Language, report: &FleetReport) -> Vec<String> {
    let mut sentences = Vec::new();
    if !report.only.is_everything() {
        let words = report.only.words();
        sentences.push(language.with("fleet-narrowed", &[("words", &words)]));
    }
    if report.listable > report.worst.len() {
        let shown = number(language, report.worst.len());
        let all = number(language, report.listable);
        sentences.push(language.with("fleet-shown", &[("shown", &shown), ("all", &all)]));
    }
    if report.explained > 0 {
        sentences.push(counted(language, "fleet-explained", report.explained));
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::{clip, kebab, number, percent, plain, time};
    use crate::i18n::Language::{De, En};
    use enrollment::moment::Moment;

    #[test]
    fn words_become_keys() {
        assert_eq!(kebab("notContacted"), "not-contacted");
        assert_eq!(kebab("MANUALLY_ADDED"), "manually-added");
        assert_eq!(kebab("handed_out"), "handed-out");
        assert_eq!(kebab("G10"), "g10");
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(number(En, 999), "999");
        assert_eq!(number(En, 1_000), "1,000");
        assert_eq!(number(De, 1_234_567), "1.234.567");
    }

    #[test]
    fn nearly_everything_is_not_everything() {
        assert_eq!(percent(En, 10_000), "100%");
        assert_eq!(percent(En, 9_999), ">99%");
        assert_eq!(percent(En, 9_349), "93%");
        assert_eq!(percent(De, 9_350), "94\u{a0}%");
        assert_eq!(percent(En, 3), "<1%");
        // Bug: four of 409 were less than one per cent, and five were one.
        assert_eq!(percent(En, 4 * 10_000 / 409), "1%");
        assert_eq!(percent(En, 5 * 10_000 / 409), "1%");
        assert_eq!(percent(En, 0), "0%");
    }

    #[test]
    fn foreign_text_cannot_command_the_terminal() {
        assert_eq!(
            plain("iPad\u{1b}[31m\nPro\u{202e}"),
            "iPad\u{fffd}[31m Pro\u{fffd}"
        );
        assert_eq!(plain("Müller 11\""), "Müller 11\"");
    }

    #[test]
    fn what_is_too_long_is_cut_at_a_character() {
        assert_eq!(clip("Müller", 6), "Müller");
        assert_eq!(clip("Müllers iPad", 6), "Mülle…");
    }

    #[test]
    fn a_time_is_told_to_the_minute() {
        assert_eq!(
            time(Moment::from_unix(1_700_000_000).unwrap()),
            "2023-11-14 22:13 UTC"
        );
    }
}
