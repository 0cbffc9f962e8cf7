//! What is done before somebody gets their device, when they get it, and after.

use super::KitFacts;
use super::script::Sheet;
use crate::i18n::Language;
use press::{Block, Document, Level, Tone};

pub(super) fn document(facts: &KitFacts, language: Language) -> Document {
    let mut sheet = Sheet::new(
        facts,
        language,
        (
            "Checklist: somebody gets an Apple device",
            "Checkliste: Jemand bekommt ein Apple-Gerät",
        ),
        (
            "For the IT of {company}, one sheet for each person and device",
            "Für die IT von {company}, ein Blatt je Person und Gerät",
        ),
    );
    sheet.say((
        "Name: ____________________   Serial number: ____________________   First day: __________",
        "Name: ____________________   Seriennummer: ____________________   Erster Tag: __________",
    ));
    person(&mut sheet);
    device(&mut sheet);
    hand_over(&mut sheet);
    sheet.put(Block::heading(
        Level::One,
        sheet.text(("The day after", "Am Tag danach")),
    ));
    sheet.checks(&[
        (
            "The device is supervised, managed and compliant in Intune.",
            "Das Gerät ist in Intune betreut, verwaltet und konform.",
        ),
        (
            "It is registered in Entra, and the person has signed in from it.",
            "Es ist in Entra registriert, und die Person hat sich damit angemeldet.",
        ),
        (
            "If one of that is missing: look at it with firstcontact before anybody erases \
             anything.",
            "Fehlt etwas davon: Sehen Sie mit firstcontact nach, bevor jemand etwas löscht.",
        ),
    ]);
    sheet.done()
}

fn person(sheet: &mut Sheet<'_>) {
    sheet.part((
        "Five days before: the person",
        "Fünf Tage vorher: die Person",
    ));
    sheet.checks(&[
        (
            "The account exists, is enabled and has a licence with Intune.",
            "Das Konto besteht, ist aktiv und hat eine Lizenz mit Intune.",
        ),
        (
            "They are in the groups that the enrollment profile and the apps go to.",
            "Die Person ist in den Gruppen, denen Registrierungsprofil und Apps zugewiesen sind.",
        ),
        (
            "Their number of devices is below the limit.",
            "Die Zahl ihrer Geräte liegt unter der Grenze.",
        ),
        (
            "They have a second factor that works without the new device. If not, a Temporary \
             Access Pass is prepared for the first day.",
            "Sie hat einen zweiten Faktor, der ohne das neue Gerät funktioniert. Wenn nicht, ist \
             für den ersten Tag ein befristeter Zugriffspass vorbereitet.",
        ),
    ]);
}

fn device(sheet: &mut Sheet<'_>) {
    sheet.part(("A day before: the device", "Einen Tag vorher: das Gerät"));
    sheet.checks(&[
        (
            "The box is sealed. A device that was switched on is erased first.",
            "Die Verpackung ist versiegelt. Ein Gerät, das schon eingeschaltet war, wird zuerst \
             gelöscht.",
        ),
        (
            "The serial number stands in Apple Business and is assigned to the service of Intune.",
            "Die Seriennummer steht in Apple Business und ist dem Dienst von Intune zugewiesen.",
        ),
        (
            "It is imported in Intune and has an enrollment profile.",
            "Sie ist in Intune importiert und hat ein Registrierungsprofil.",
        ),
        (
            "All of that has been so for 24 hours.",
            "All das gilt seit 24 Stunden.",
        ),
    ]);
    if let Some(open) = sheet.facts.without_default()
        && !open.is_empty()
    {
        let open = open.join(", ");
        let words = match sheet.language {
            Language::En => format!("By hand, for no service takes it by default: {open}."),
            Language::De => format!("Von Hand, denn kein Dienst übernimmt es: {open}."),
        };
        sheet.put(Block::paragraph(words));
    }
}

fn hand_over(sheet: &mut Sheet<'_>) {
    sheet.part(("When it is handed over", "Bei der Übergabe"));
    sheet.checks(&[
        (
            "The holder has read the notice about management.",
            "Die Person hat den Hinweis zur Verwaltung gelesen.",
        ),
        (
            "They switch it on and set it up with a good network, within reach of somebody from \
             IT.",
            "Sie schaltet es ein und richtet es mit gutem Netz ein, in Rufweite von jemandem aus \
             der IT.",
        ),
        (
            "No backup and no other device is transferred during set-up.",
            "Beim Einrichten werden kein Backup und kein anderes Gerät übertragen.",
        ),
        (
            "“Remote Management” appeared and named {company}.",
            "„Entfernte Verwaltung“ ist erschienen und hat {company} genannt.",
        ),
        (
            "They signed in with the work account and waited for the final configuration.",
            "Sie hat sich mit dem Arbeitskonto angemeldet und die abschließende Konfiguration \
             abgewartet.",
        ),
    ]);
    sheet.callout(
        Tone::Bad,
        (
            "Stop: does “Remote Management” appear?",
            "Halt: Erscheint „Entfernte Verwaltung“?",
        ),
        (
            "If it does not, or names somebody else: do not go on. Turn the device off and call \
             {contact}. A device that is set up without it is a private device, and has to be \
             erased.",
            "Wenn nicht, oder wenn jemand anderes genannt wird: Machen Sie nicht weiter. \
             Schalten Sie das Gerät aus, und fragen Sie {contact}. Ein Gerät, das ohne diesen \
             Bildschirm eingerichtet wird, ist ein privates Gerät und muss gelöscht werden.",
        ),
    );
}
