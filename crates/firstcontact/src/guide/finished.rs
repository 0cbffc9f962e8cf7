//! Company Portal or the sign-in app, and looking whether all works.

use super::StageName;
use super::script::{ALWAYS, Both, Script, line};

pub(super) static STAGE: Script = Script {
    name: StageName::Finished,
    when: ALWAYS,
    title: Both {
        en: "Open Company Portal and look whether all works",
        de: "Das Unternehmensportal öffnen und prüfen, ob alles geht",
    },
    why: Both {
        en: "Only then may the device use mail and files of {company}.",
        de: "Erst dann darf das Gerät Mails und Dateien von {company} nutzen.",
    },
    lines: &[
        line(
            ALWAYS,
            "Wait until the apps of {company} are installed. That can take half an hour.",
            "Warten Sie, bis die Apps von {company} installiert sind. Das kann eine halbe Stunde \
             dauern.",
        ),
        line(
            ALWAYS,
            "Open “Company Portal”, or Microsoft Authenticator if there is no portal. Sign in, \
             and follow it to the end.",
            "Öffnen Sie das „Unternehmensportal“ oder, wenn es keines gibt, Microsoft \
             Authenticator. Melden Sie sich an, und folgen Sie der App bis zum Ende.",
        ),
        line(
            ALWAYS,
            "Open your mail. It comes in? Then the device is ready.",
            "Öffnen Sie Ihre Mails. Sie kommen an? Dann ist das Gerät bereit.",
        ),
        line(
            ALWAYS,
            "Bring your things back by OneDrive, iCloud and the apps' own backups, not by a \
             backup of the whole device.",
            "Holen Sie Ihre Inhalte über OneDrive, iCloud und die Backups der Apps zurück, nicht \
             über ein Backup des ganzen Geräts.",
        ),
    ],
    warning: None,
    confirm: Both {
        en: "All works",
        de: "Alles geht",
    },
};
