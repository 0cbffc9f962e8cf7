//! The table of contents: causes by family, and the lists.

use super::cause::words_of;
use super::markdown::{Document, link};
use super::words::Language;
use enrollment::cause::Family;
use rules::catalogue;

const ENGLISH: &str = "\
Why a device says \"Not contacted\", or does not do what it should after enrollment. Codes that \
begin with H are no faults: the device only looks as if something were wrong. \
`firstcontact explain C01` shows the same texts.";
const GERMAN: &str = "\
Warum ein Gerät „Nicht kontaktiert“ zeigt oder nach der Registrierung nicht tut, was es soll. \
Codes, die mit H beginnen, sind keine Fehler: Das Gerät sieht nur so aus. \
`firstcontact explain C01 --lang de` zeigt dieselben Texte.";

/// The table of contents in one language.
pub(super) fn page(language: Language) -> String {
    let pick = |english, german| language.pick(english, german);
    let mut document = Document::new(pick("Handbook", "Handbuch"));
    document.text(pick(ENGLISH, GERMAN));
    document.text(pick(
        "[Auf Deutsch](../de/index.md)",
        "[In English](../en/index.md)",
    ));
    let lists = [
        (
            "remedies",
            pick("Remedies, step by step", "Abhilfen, Schritt für Schritt"),
        ),
        (
            "verifications",
            pick("How success is seen", "Woran Erfolg zu sehen ist"),
        ),
        (
            "checks",
            pick("Checks that prevent", "Prüfungen, die vorbeugen"),
        ),
    ];
    document.lines(lists.map(|(file, title)| format!("- [{title}]({file}.md)")));
    for family in Family::ALL {
        document.heading(&language.shared(&["family", family.name()]));
        let causes = catalogue::all().iter();
        let rows = causes
            .filter(|rule| rule.cause.family == family)
            .map(|rule| {
                [
                    link(rule.cause.code.name()),
                    words_of(rule, language).title.to_owned(),
                    language.shared(&["action", rule.cause.action.name()]),
                ]
            });
        document.table(
            [
                "Code",
                pick("What was found", "Befund"),
                pick("To do", "Zu tun"),
            ],
            rows,
        );
    }
    document.finish()
}
