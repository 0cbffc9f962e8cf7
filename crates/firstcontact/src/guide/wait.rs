//! Waiting for the final configuration.

use super::StageName;
use super::script::{ALWAYS, Both, Script, line};

pub(super) static STAGE: Script = Script {
    name: StageName::Wait,
    when: ALWAYS,
    title: Both {
        en: "Wait until the device is configured",
        de: "Warten, bis das Gerät konfiguriert ist",
    },
    why: Both {
        en: "The device gets its settings from {company}. That takes some minutes.",
        de: "Das Gerät bekommt seine Einstellungen von {company}. Das dauert einige Minuten.",
    },
    lines: &[
        line(
            ALWAYS,
            "Leave it on power and in the Wi-Fi. It says that it waits for its configuration.",
            "Lassen Sie es am Strom und im WLAN. Es sagt, dass es auf seine Konfiguration wartet.",
        ),
        line(
            ALWAYS,
            "It offers to transfer apps and data, or to restore a backup? Choose the line that \
             transfers nothing.",
            "Es bietet an, Apps und Daten zu übertragen oder ein Backup wiederherzustellen? \
             Wählen Sie die Zeile, die nichts überträgt.",
        ),
        line(
            ALWAYS,
            "It asks for a private Apple Account? You may skip that for now.",
            "Es fragt nach einem privaten Apple Account? Das können Sie jetzt überspringen.",
        ),
        line(
            ALWAYS,
            "Nothing has happened for half an hour? Report it below. Do not turn it off.",
            "Seit einer halben Stunde geschieht nichts? Melden Sie es unten. Schalten Sie es \
             nicht aus.",
        ),
    ],
    warning: None,
    confirm: Both {
        en: "The set-up is finished",
        de: "Die Einrichtung ist fertig",
    },
};
