//! Network and power for an hour.

use super::StageName;
use super::script::{ALWAYS, Both, Script, line};

pub(super) static STAGE: Script = Script {
    name: StageName::Network,
    when: ALWAYS,
    title: Both {
        en: "Good Wi-Fi, power and an hour of time",
        de: "Gutes WLAN, Strom und eine Stunde Zeit",
    },
    why: Both {
        en: "Right after the erase the device asks Apple whose it is. Without a good network it \
             gets no answer.",
        de: "Gleich nach dem Löschen fragt das Gerät bei Apple, wem es gehört. Ohne gutes Netz \
             bekommt es keine Antwort.",
    },
    lines: &[
        line(
            ALWAYS,
            "Use a Wi-Fi whose password you know, at home or in the company. Not one that first \
             shows a web page, as in hotels and trains.",
            "Nehmen Sie ein WLAN, dessen Passwort Sie kennen, zu Hause oder in der Firma. Keines, \
             das zuerst eine Webseite zeigt wie in Hotels und Zügen.",
        ),
        line(
            ALWAYS,
            "Connect the device to power, and leave it there until the end.",
            "Schließen Sie das Gerät an den Strom an, und lassen Sie es bis zum Ende dort.",
        ),
        line(
            ALWAYS,
            "Take an hour in which you can do without the device.",
            "Nehmen Sie sich eine Stunde, in der Sie auf das Gerät verzichten können.",
        ),
    ],
    warning: None,
    confirm: Both {
        en: "I am ready",
        de: "Ich bin bereit",
    },
};
