//! It is the right device: the serial number on the screen is the one of the case.

use super::script::{ALWAYS, Both, Script, line};
use super::{DeviceFacts, StageName};

pub(super) static STAGE: Script = Script {
    name: StageName::Serial,
    when: ALWAYS,
    title: Both {
        en: "Check that this is the right device",
        de: "Prüfen, ob es das richtige Gerät ist",
    },
    why: Both {
        en: "Only the {device} with the serial number {serial} may be erased.",
        de: "Nur das Gerät ({device}) mit der Seriennummer {serial} darf gelöscht werden.",
    },
    lines: &[
        line(
            DeviceFacts::is_mobile,
            "Unlock the {device} and go to this place. Tap the number and hold it to copy it.",
            "Entsperren Sie das Gerät, und gehen Sie an diese Stelle. Tippen und halten Sie die \
             Nummer, um sie zu kopieren.",
        )
        .at(
            "Settings → General → About",
            "Einstellungen → Allgemein → Info",
        ),
        line(
            DeviceFacts::is_mac,
            "Sign in to the Mac and open this. The Apple menu is at the top left of the screen.",
            "Melden Sie sich am Mac an, und öffnen Sie dies. Das Apple-Menü ist oben links auf \
             dem Bildschirm.",
        )
        .at(
            "Apple menu → About This Mac",
            "Apple-Menü → Über diesen Mac",
        ),
        line(
            ALWAYS,
            "Compare “Serial Number” with {serial}. Every character must be the same.",
            "Vergleichen Sie „Seriennummer“ mit {serial}. Jedes Zeichen muss gleich sein.",
        ),
        line(
            ALWAYS,
            "The number is different, or you cannot get into the device? Do not go on. Ask \
             {contact}.",
            "Die Nummer ist anders, oder Sie kommen nicht in das Gerät? Machen Sie nicht weiter. \
             Fragen Sie {contact}.",
        ),
    ],
    warning: None,
    confirm: Both {
        en: "The serial number is the same",
        de: "Die Seriennummer ist gleich",
    },
};
