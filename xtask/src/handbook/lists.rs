//! Remedies, verifications and checks: each kind on one page.

use super::markdown::{Document, linked, links};
use super::words::Language;
use enrollment::remedy::{Remedy, Verification};
use rules::playbook::{self, Actor, Play};
use rules::{catalogue, prevention};

/// What mends, step by step.
pub(super) fn remedies(language: Language) -> String {
    let mut document = begin(
        language,
        ["Remedies", "Abhilfen"],
        [
            "What mends, step by step. Whether it may be done for a device is said by the \
             device's diagnosis, never by this list.",
            "Was hilft, Schritt für Schritt. Ob es bei einem Gerät getan werden darf, sagt dessen \
             Diagnose und niemals diese Liste.",
        ],
    );
    for remedy in Remedy::ALL {
        one_remedy(&mut document, playbook::find(*remedy), language);
    }
    document.finish()
}

fn one_remedy(document: &mut Document, play: &Play, language: Language) {
    let pick = |english, german| language.pick(english, german);
    let words = match language {
        Language::En => &play.en,
        Language::De => &play.de,
    };
    let own = play.remedy.name();
    document.entry(own, &format!("{own} – {}", words.title));
    if play.erases {
        document.text(pick(
            "**All data on the device is lost.**",
            "**Alle Daten auf dem Gerät gehen verloren.**",
        ));
    }
    let undo = if play.reversible {
        pick("can be taken back", "lässt sich zurücknehmen")
    } else {
        pick("cannot be taken back", "lässt sich nicht zurücknehmen")
    };
    let who = actor(play.actor, language);
    document.text(format!("{}: {who} · {undo}", pick("Done by", "Wer")));
    let mut told = |label, text| document.text(format!("**{label}** {}", linked(text, own)));
    told(pick("When.", "Wann."), words.when);
    let steps = words.steps.iter().enumerate();
    document.lines(steps.map(|(number, step)| format!("{}. {}", number + 1, linked(step, own))));
    let mut told = |label, text| document.text(format!("**{label}** {}", linked(text, own)));
    told(pick("Done when.", "Fertig, wenn."), words.done_when);
    told(pick("Otherwise.", "Sonst."), words.otherwise);
    let mends = catalogue::all()
        .iter()
        .filter(|rule| rule.remedy.contains(&play.remedy));
    let codes = links(mends.map(|rule| rule.cause.code.name()));
    document.text(format!("{}: {codes}", pick("Mends", "Hilft bei")));
}

fn actor(actor: Actor, language: Language) -> &'static str {
    match actor {
        Actor::Nobody => language.pick("nobody; time does", "niemand; die Zeit"),
        Actor::Administrator => language.pick("an administrator", "Administration"),
        Actor::Holder => language.pick("whoever has the device", "wer das Gerät hat"),
        Actor::Supplier => language.pick(
            "the supplier or former owner",
            "Lieferant oder früherer Besitzer",
        ),
        Actor::Support => language.pick(
            "Microsoft's or Apple's support",
            "Support von Microsoft oder Apple",
        ),
    }
}

/// How success is seen.
pub(super) fn verifications(language: Language) -> String {
    let mut document = begin(
        language,
        ["Verifications", "Nachweise"],
        [
            "How success is seen. A case is closed on a positive sign only, never because a \
             complaint stopped.",
            "Woran Erfolg zu sehen ist. Ein Fall wird nur auf ein positives Zeichen hin \
             geschlossen, niemals, weil keine Klage mehr kommt.",
        ],
    );
    for wanted in Verification::ALL {
        let proof = playbook::verification(*wanted);
        let own = wanted.name();
        document.entry(own, own);
        document.text(linked(language.pick(proof.en, proof.de), own));
    }
    document.finish()
}

/// What would have prevented it.
pub(super) fn checks(language: Language) -> String {
    let mut document = begin(
        language,
        ["Checks", "Prüfungen"],
        [
            "What keeps devices from getting stuck, and what to watch for it.",
            "Was verhindert, dass Geräte stecken bleiben, und was dafür zu beobachten ist.",
        ],
    );
    for check in prevention::catalogue::all() {
        let words = match language {
            Language::En => &check.en,
            Language::De => &check.de,
        };
        document.entry(check.code, &format!("{} – {}", check.code, words.title));
        document.text(linked(words.text, check.code));
        let prevents = catalogue::all()
            .iter()
            .filter(|rule| rule.prevent.contains(&check.code));
        let codes = links(prevents.map(|rule| rule.cause.code.name()));
        document.text(format!(
            "{}: {codes}",
            language.pick("Prevents", "Verhindert")
        ));
    }
    document.finish()
}

/// A page with title and introduction, each in English and German.
fn begin(language: Language, title: [&str; 2], about: [&str; 2]) -> Document {
    let mut document = Document::new(language.pick(title[0], title[1]));
    document.text(language.pick(about[0], about[1]));
    let all = language.pick("All causes", "Alle Ursachen");
    document.text(format!("[{all}](index.md)"));
    document
}
