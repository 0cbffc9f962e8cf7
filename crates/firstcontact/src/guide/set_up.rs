//! As new: no other device beside it, and no backup.

use super::script::{ALWAYS, Both, Script, line};
use super::{DeviceFacts, StageName};

pub(super) static STAGE: Script = Script {
    name: StageName::SetUp,
    when: ALWAYS,
    title: Both {
        en: "Set it up as new",
        de: "Als neu einrichten",
    },
    why: Both {
        en: "A backup or another device beside it would bring the old state back.",
        de: "Ein Backup oder ein anderes Gerät daneben brächte den alten Zustand zurück.",
    },
    lines: &[
        line(
            ALWAYS,
            "Put other Apple devices away. If one of them offers to set this one up, close that.",
            "Legen Sie andere Apple-Geräte weg. Bietet eines an, dieses einzurichten, schließen \
             Sie das.",
        ),
        line(
            ALWAYS,
            "Choose language and country.",
            "Wählen Sie Sprache und Land.",
        ),
        line(
            DeviceFacts::is_mobile,
            "At “Quick Start” choose to set up without another device. The line is called “Set Up \
             Without Another Device”, in older versions “Set Up Manually”.",
            "Wählen Sie bei „Schnellstart“ die Zeile, mit der Sie ohne ein anderes Gerät \
             einrichten. In älteren Versionen heißt sie „Manuell konfigurieren“.",
        ),
        line(
            ALWAYS,
            "Choose your Wi-Fi, enter its password, and wait a minute or two.",
            "Wählen Sie Ihr WLAN, geben Sie das Passwort ein, und warten Sie ein bis zwei \
             Minuten.",
        ),
    ],
    warning: Some(Both {
        en: "Restore nothing and transfer nothing, even if the device offers it later.",
        de: "Stellen Sie nichts wieder her, und übertragen Sie nichts, auch wenn das Gerät es \
             später anbietet.",
    }),
    confirm: Both {
        en: "It is connected to the Wi-Fi",
        de: "Es ist mit dem WLAN verbunden",
    },
};
