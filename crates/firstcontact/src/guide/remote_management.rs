//! The stop point: Remote Management must appear, with the company's name. Whoever goes on without
//! it has a private device again.

use super::script::{ALWAYS, Both, Script, line};
use super::{DeviceFacts, StageName};

pub(super) static STAGE: Script = Script {
    name: StageName::RemoteManagement,
    when: ALWAYS,
    title: Both {
        en: "Stop: does “Remote Management” appear?",
        de: "Halt: Erscheint „Entfernte Verwaltung“?",
    },
    why: Both {
        en: "This screen shows that Apple knows whose device it is. Without it, all of this \
             was for nothing.",
        de: "Dieser Bildschirm zeigt, dass Apple weiß, wem das Gerät gehört. Ohne ihn war alles \
             umsonst.",
    },
    lines: &[
        line(
            ALWAYS,
            "After the Wi-Fi the screen “Remote Management” must come. It names {company}.",
            "Nach dem WLAN muss der Bildschirm „Entfernte Verwaltung“ kommen. Er nennt {company}.",
        ),
        line(
            |it| !it.remote_management_text.is_empty(),
            "It also shows: {shown}",
            "Er zeigt auch: {shown}",
        ),
        line(
            ALWAYS,
            "It is there? Confirm it here, then go on on the device.",
            "Er ist da? Bestätigen Sie es hier, und machen Sie dann auf dem Gerät weiter.",
        ),
        line(
            DeviceFacts::is_mobile,
            "It is missing if the device asks for Face ID, Touch ID, a passcode or an Apple \
             Account first, or shows the home screen.",
            "Er fehlt, wenn das Gerät zuerst nach Face ID, Touch ID, einem Code oder einem Apple \
             Account fragt oder den Home-Bildschirm zeigt.",
        ),
        line(
            DeviceFacts::is_mac,
            "It is missing if the Mac asks for an Apple Account or wants to create a user first.",
            "Er fehlt, wenn der Mac zuerst nach einem Apple Account fragt oder einen Benutzer \
             anlegen will.",
        ),
        line(
            DeviceFacts::is_mobile,
            "If it is missing, or names another company: do not go on. Turn the device off: hold \
             the side or top button and a volume button, then drag the slider.",
            "Fehlt er, oder nennt er eine andere Firma: Machen Sie nicht weiter. Schalten Sie das \
             Gerät aus: Halten Sie die Seitentaste oder die obere Taste und eine Lautstärketaste, \
             und ziehen Sie dann den Regler.",
        ),
        line(
            DeviceFacts::is_mac,
            "If it is missing, or names another company: do not go on. Turn the Mac off: hold the \
             power button until the screen is dark.",
            "Fehlt er, oder nennt er eine andere Firma: Machen Sie nicht weiter. Schalten Sie den \
             Mac aus: Halten Sie den Ein-/Ausschalter, bis der Bildschirm dunkel ist.",
        ),
    ],
    warning: Some(Both {
        en: "Do not finish the set-up without this screen, and do not erase the device again. \
             Report it: one tap is enough.",
        de: "Richten Sie das Gerät ohne diesen Bildschirm nicht fertig ein, und löschen Sie es \
             nicht noch einmal. Melden Sie es: Einmal tippen genügt.",
    }),
    confirm: Both {
        en: "I see “Remote Management” with the name {company}",
        de: "Ich sehe „Entfernte Verwaltung“ mit dem Namen {company}",
    },
};
