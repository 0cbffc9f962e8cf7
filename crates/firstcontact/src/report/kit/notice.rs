//! What whoever gets a device has to know: what is managed, what is seen, what they must not do.

use super::KitFacts;
use super::script::Sheet;
use crate::i18n::Language;
use press::{Document, Tone};

pub(super) fn document(facts: &KitFacts, language: Language) -> Document {
    let mut sheet = Sheet::new(
        facts,
        language,
        (
            "Your Apple device at work",
            "Ihr Apple-Gerät bei der Arbeit",
        ),
        (
            "A notice for everybody who has a device of {company}",
            "Hinweis für alle, die ein Gerät von {company} haben",
        ),
    );
    sheet.say((
        "The device belongs to {company} and is managed with Microsoft Intune. That protects the \
         company's data and yours, and sets the device up for you.",
        "Das Gerät gehört {company} und wird mit Microsoft Intune verwaltet. Das schützt die \
         Daten der Firma und Ihre, und richtet das Gerät für Sie ein.",
    ));
    sheet.callout(
        Tone::Bad,
        (
            "Stop: does “Remote Management” appear?",
            "Halt: Erscheint „Entfernte Verwaltung“?",
        ),
        (
            "When you switch the device on first, this screen must come and name {company}. If \
             it does not, turn the device off and ask {contact}. Do not set it up without it.",
            "Beim ersten Einschalten muss dieser Bildschirm kommen und {company} nennen. Kommt \
             er nicht, schalten Sie das Gerät aus, und fragen Sie {contact}. Richten Sie es ohne \
             ihn nicht ein.",
        ),
    );
    seen(&mut sheet);
    duties(&mut sheet);
    sheet.part(("Your data", "Ihre Daten"));
    sheet.say((
        "Keep what is private elsewhere, for the device may have to be erased one day. Nobody \
         erases it without asking you first, unless it is lost or stolen. Ask {contact} which \
         data about you are kept, and for how long.",
        "Bewahren Sie Privates anderswo auf, denn das Gerät muss vielleicht eines Tages gelöscht \
         werden. Niemand löscht es, ohne Sie vorher zu fragen, außer es ist verloren oder \
         gestohlen. Fragen Sie {contact}, welche Daten über Sie gespeichert sind und wie lange.",
    ));
    sheet.callout(
        Tone::Warning,
        ("Before this is handed out", "Bevor dies ausgegeben wird"),
        (
            "What your administrators can see depends on how Intune is set up. Have data \
             protection and, where there is one, the works council check this sheet; then delete \
             this box.",
            "Was Ihre Administratoren sehen, hängt davon ab, wie Intune eingerichtet ist. Lassen \
             Sie dieses Blatt vom Datenschutz und, wo es ihn gibt, vom Betriebsrat prüfen; \
             löschen Sie dann diesen Kasten.",
        ),
    );
    sheet.done()
}

fn seen(sheet: &mut Sheet<'_>) {
    sheet.part(("What the company sees", "Was die Firma sieht"));
    sheet.points(&[
        (
            "Model, serial number, name and telephone number of the device, its system and how \
             much space is left",
            "Modell, Seriennummer, Name und Telefonnummer des Geräts, sein System und wie viel \
             Platz frei ist",
        ),
        ("The apps that are installed", "Die installierten Apps"),
        (
            "Whether the device follows the company's rules, such as a passcode and updates",
            "Ob das Gerät die Regeln der Firma einhält, etwa Code und Updates",
        ),
        (
            "Where it is, only after somebody reported it lost and lost mode was switched on",
            "Wo es ist, nur wenn es als verloren gemeldet und der Modus „Verloren“ eingeschaltet \
             wurde",
        ),
    ]);
    sheet.part(("What it does not see", "Was sie nicht sieht"));
    sheet.points(&[
        (
            "Calls, messages, private mail, contacts and calendars",
            "Anrufe, Nachrichten, private E-Mails, Kontakte und Kalender",
        ),
        (
            "Photos, and what stands in your documents",
            "Fotos, und was in Ihren Dokumenten steht",
        ),
        ("Passwords", "Passwörter"),
        (
            "Which pages you look at in the browser",
            "Welche Seiten Sie im Browser ansehen",
        ),
    ]);
}

fn duties(sheet: &mut Sheet<'_>) {
    sheet.part(("What we ask of you", "Worum wir Sie bitten"));
    sheet.points(&[
        (
            "Set it up only with the work account, and do not restore a backup of another device \
             upon it.",
            "Richten Sie es nur mit dem Arbeitskonto ein, und spielen Sie kein Backup eines \
             anderen Geräts darauf.",
        ),
        (
            "Do not erase it yourself. Something is wrong? Ask {contact}.",
            "Löschen Sie es nicht selbst. Etwas stimmt nicht? Fragen Sie {contact}.",
        ),
        (
            "Lost or stolen? Call {contact} at once, at any hour.",
            "Verloren oder gestohlen? Rufen Sie sofort {contact} an, zu jeder Zeit.",
        ),
        (
            "You leave, or get another device? Sign out of your private Apple Account first, so \
             that the device is not locked to you, and give it back.",
            "Sie gehen, oder bekommen ein anderes Gerät? Melden Sie sich vorher von Ihrem \
             privaten Apple Account ab, damit das Gerät nicht für andere gesperrt bleibt, und \
             geben Sie es zurück.",
        ),
    ]);
}
