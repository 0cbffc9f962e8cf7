//! The page of a cause.

use super::markdown::{Document, linked, links};
use super::words::Language;
use enrollment::case_file::CaseFile;
use enrollment::cause::{Data, Erase};
use enrollment::gate::Gate;
use rules::rule::{Documented, Page, Rule};

/// The page of a cause in one language.
pub(super) fn page(rule: &Rule, language: Language) -> String {
    let pick = |english, german| language.pick(english, german);
    let code = rule.cause.code;
    let page = words_of(rule, language);
    let mut document = Document::new(&format!("{code} – {}", page.title));
    document.table(["", ""], facts(rule, language));
    for (heading, section) in [
        (pick("What it means", "Was es bedeutet"), page.meaning),
        (pick("Why it happens", "Wie es dazu kommt"), page.why),
        (
            pick("How we know", "Woran man es erkennt"),
            page.how_we_know,
        ),
        (pick("What to do", "Was zu tun ist"), page.what_to_do),
        (
            pick("How to prevent it", "Wie man es verhindert"),
            page.prevention,
        ),
    ] {
        document.heading(heading);
        document.text(linked(section, code.name()));
    }
    document.heading(pick("A typical case", "Ein typischer Fall"));
    let head = [
        pick("What is seen", "Was zu sehen ist"),
        pick("Source and field", "Quelle und Feld"),
    ];
    document.table(head, typical_case(rule, language));
    document.text(format!(
        "[{}](index.md)",
        pick("All causes", "Alle Ursachen")
    ));
    document.finish()
}

/// The words of a rule in one language.
pub(super) fn words_of(rule: &Rule, language: Language) -> &Page {
    match language {
        Language::En => &rule.en,
        Language::De => &rule.de,
    }
}

fn facts(rule: &Rule, language: Language) -> Vec<[String; 2]> {
    let cause = &rule.cause;
    let pick = |english, german| language.pick(english, german);
    let gate = |gate: Gate| format!("{gate} {}", language.shared(&["gate", gate.name()]));
    let gates = match cause.gates {
        (first, last) if first == last => gate(first),
        (first, last) => format!("{} … {}", gate(first), gate(last)),
    };
    let facts = [
        (pick("Name", "Name"), format!("`{}`", cause.name)),
        (
            pick("Family", "Familie"),
            language.shared(&["family", cause.family.name()]),
        ),
        (
            pick("Concerns", "Betrifft"),
            language.shared(&["scope", cause.scope.name()]),
        ),
        (pick("Stops at", "Bleibt stehen bei"), gates),
        (
            pick("To do", "Zu tun"),
            language.shared(&["action", cause.action.name()]),
        ),
        (
            pick("Erase", "Löschen"),
            erase(cause.erase, language).to_owned(),
        ),
        (
            pick("An erase destroys", "Ein Löschen vernichtet"),
            data(cause.data, language).to_owned(),
        ),
        (
            pick("Remedies", "Abhilfen"),
            links(rule.remedy.iter().map(|remedy| remedy.name())),
        ),
        (
            pick("Success is seen by", "Erfolg zeigt sich an"),
            links(rule.verify.iter().map(|proof| proof.name())),
        ),
        (
            pick("Prevented by", "Verhindert durch"),
            links(rule.prevent.iter().copied()),
        ),
        (
            pick("Documented", "Belegt"),
            documented(rule.documented, language).to_owned(),
        ),
    ];
    facts
        .map(|(label, value)| [label.to_owned(), value])
        .to_vec()
}

fn erase(erase: Erase, language: Language) -> &'static str {
    match erase {
        Erase::Never => language.pick("not needed", "nicht nötig"),
        Erase::IfSetUp => language.pick(
            "only if the device was set up meanwhile",
            "nur, wenn das Gerät inzwischen eingerichtet wurde",
        ),
        Erase::Needed => language.pick("needed", "nötig"),
    }
}

fn data(data: Data, language: Language) -> &'static str {
    match data {
        Data::Nothing => language.pick("nothing", "nichts"),
        Data::Local => language.pick(
            "what its holder keeps on the device",
            "was die Person auf dem Gerät hat",
        ),
        Data::Live => language.pick(
            "a working device's data, for nothing: never erase",
            "die Daten eines arbeitenden Geräts, ohne Nutzen: niemals löschen",
        ),
    }
}

fn documented(documented: Documented, language: Language) -> &'static str {
    match documented {
        Documented::Symptom => language.pick(
            "A: by the vendors, for this symptom",
            "A: von den Herstellern, für dieses Bild",
        ),
        Documented::Mechanism => language.pick(
            "B: the mechanism is documented, the symptom inferred",
            "B: der Mechanismus ist dokumentiert, das Bild erschlossen",
        ),
        Documented::Experience => language.pick("C: from experience", "C: aus Erfahrung"),
    }
}

/// What the sources say of a typical case, with everything read.
fn typical_case(rule: &Rule, language: Language) -> Vec<[String; 2]> {
    // A story that cannot be read is a test's business; the page then shows none.
    let case = CaseFile::from_story(rule.story).unwrap_or_default();
    let seen = case.taken().map(|reading| {
        let info = reading.info();
        [
            language.shared(&["says", info.name, case.value_name(reading)]),
            format!("`{}` · `{}`", info.source.name(), info.field),
        ]
    });
    seen.collect()
}
