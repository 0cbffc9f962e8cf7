//! The mobile plan stays: the device asks during the erase, and one line keeps the eSIM.

use super::script::{ALWAYS, Both, Script, line};
use super::{DeviceFacts, StageName};

pub(super) static STAGE: Script = Script {
    name: StageName::Esim,
    when: DeviceFacts::maybe_esim,
    title: Both {
        en: "Keep your eSIM",
        de: "Ihre eSIM behalten",
    },
    why: Both {
        en: "An eSIM is a phone number without a card. If it is erased too, only your provider \
             can give it back.",
        de: "Eine eSIM ist eine Rufnummer ohne Karte. Wird sie mitgelöscht, kann nur Ihr \
             Anbieter sie zurückgeben.",
    },
    lines: &[
        line(
            DeviceFacts::is_iphone,
            "Look here whether your number is an eSIM. In some countries the entry is called \
             “Mobile Service”.",
            "Sehen Sie hier nach, ob Ihre Nummer eine eSIM ist.",
        )
        .at("Settings → Cellular", "Einstellungen → Mobilfunk"),
        line(
            DeviceFacts::is_ipad,
            "Look here whether the iPad has an eSIM. Without this entry it has none.",
            "Sehen Sie hier nach, ob das iPad eine eSIM hat. Ohne diesen Eintrag hat es keine.",
        )
        .at("Settings → Cellular Data", "Einstellungen → Mobile Daten"),
        line(
            ALWAYS,
            "Write down the number, the provider and the provider's service number.",
            "Schreiben Sie die Nummer, den Anbieter und dessen Servicenummer auf.",
        ),
        line(
            ALWAYS,
            "During the erase the device asks what happens to the eSIM. Choose the line with \
             “Keep eSIM”. The rest of the line differs between versions.",
            "Beim Löschen fragt das Gerät, was mit der eSIM geschieht. Wählen Sie die Zeile mit \
             „eSIM behalten“. Der Rest der Zeile ist je nach Version verschieden.",
        ),
    ],
    warning: Some(Both {
        en: "Do not choose a line with “Delete eSIM” or “Erase eSIM”.",
        de: "Wählen Sie keine Zeile mit „eSIM löschen“.",
    }),
    confirm: Both {
        en: "I have no eSIM, or I know what to choose",
        de: "Ich habe keine eSIM, oder ich weiß, was ich wähle",
    },
};
