//! The erase, by the device's own screens. Resetting only the settings is not enough.

use super::script::{ALWAYS, Both, Script, line};
use super::{DeviceFacts, StageName};

pub(super) static STAGE: Script = Script {
    name: StageName::Erase,
    when: ALWAYS,
    title: Both {
        en: "Erase the device",
        de: "Das Gerät löschen",
    },
    why: Both {
        en: "Now all that is on the device is deleted. It cannot be undone.",
        de: "Jetzt wird alles gelöscht, was auf dem Gerät ist. Das lässt sich nicht rückgängig \
             machen.",
    },
    lines: &[
        line(
            ALWAYS,
            "Compare the serial number once more: {serial}.",
            "Vergleichen Sie die Seriennummer noch einmal: {serial}.",
        ),
        line(
            DeviceFacts::is_mobile,
            "Go here, and follow the screen. The other entries under “Reset” are not enough.",
            "Gehen Sie hierhin, und folgen Sie dem Bildschirm. Die anderen Einträge unter \
             „Zurücksetzen“ genügen nicht.",
        )
        .at(
            "Settings → General → Transfer or Reset {device} → Erase All Content and Settings",
            "Einstellungen → Allgemein → {device} übertragen/zurücksetzen → Alle Inhalte & \
             Einstellungen löschen",
        ),
        line(
            |it| it.is_mobile() && it.maybe_before(15, 0),
            "In {system} 14 and older versions go here:",
            "In {system} 14 und älteren Versionen gehen Sie hierhin:",
        )
        .at(
            "Settings → General → Reset → Erase All Content and Settings",
            "Einstellungen → Allgemein → Zurücksetzen → Alle Inhalte & Einstellungen löschen",
        ),
        line(
            DeviceFacts::maybe_esim,
            "It asks about the eSIM? Choose “Keep eSIM”.",
            "Es fragt nach der eSIM? Wählen Sie „eSIM behalten“.",
        ),
        line(
            DeviceFacts::is_mobile,
            "It still uploads something to iCloud? Let it finish.",
            "Es lädt noch etwas in iCloud hoch? Lassen Sie es fertig werden.",
        ),
        line(
            DeviceFacts::is_mac,
            "Go here, and follow the screen.",
            "Gehen Sie hierhin, und folgen Sie dem Bildschirm.",
        )
        .at(
            "System Settings → General → Transfer or Reset → Erase All Content and Settings",
            "Systemeinstellungen → Allgemein → Übertragen oder zurücksetzen → Alle Inhalte & \
             Einstellungen löschen",
        ),
        line(
            |it| it.is_mac() && it.maybe_before(13, 0),
            "In macOS 12 open System Preferences. The entry is in the menu at the top of the \
             screen:",
            "In macOS 12 öffnen Sie die Systemeinstellungen. Der Eintrag steht im Menü oben auf \
             dem Bildschirm:",
        )
        .at(
            "System Preferences → Erase All Content and Settings",
            "Systemeinstellungen → Alle Inhalte & Einstellungen löschen",
        ),
        line(
            DeviceFacts::is_mac,
            "There is no such entry? Then the Mac is older. Call {contact} before you go on, and \
             do the next two points together.",
            "Es gibt keinen solchen Eintrag? Dann ist der Mac älter. Rufen Sie {contact} an, \
             bevor Sie weitermachen, und gehen Sie die nächsten zwei Punkte gemeinsam durch.",
        ),
        line(
            DeviceFacts::is_mac,
            "Older Mac with Apple chip: turn it off, hold the power button until “Options” \
             appears, open it, then:",
            "Älterer Mac mit Apple-Chip: Schalten Sie ihn aus, halten Sie den Ein-/Ausschalter, \
             bis „Optionen“ erscheint, öffnen Sie es, dann:",
        )
        .at(
            "Recovery Assistant → Erase Mac",
            "Wiederherstellungsassistent → Mac löschen",
        ),
        line(
            DeviceFacts::is_mac,
            "Older Mac with Intel chip: turn it on with the keys Command and R held down. Erase \
             the disk in Disk Utility, then choose “Reinstall macOS”.",
            "Älterer Mac mit Intel-Chip: Schalten Sie ihn mit gedrückten Tasten Befehl und R ein. \
             Löschen Sie das Volume im Festplattendienstprogramm, und installieren Sie danach \
             macOS neu.",
        ),
        line(
            ALWAYS,
            "It asks for the password of the Apple Account? Then Find My is still on. Enter it. \
             You do not know it? Cancel, and report it below.",
            "Es fragt nach dem Passwort des Apple Accounts? Dann ist „Wo ist?“ noch an. Geben Sie \
             es ein. Sie kennen es nicht? Brechen Sie ab, und melden Sie es unten.",
        ),
        line(
            ALWAYS,
            "Wait until the device greets you with “Hello” or shows the choice of a language.",
            "Warten Sie, bis das Gerät Sie mit „Hallo“ begrüßt oder die Wahl der Sprache zeigt.",
        ),
    ],
    warning: Some(Both {
        en: "Erase it once only. If something is different from what stands here, do not erase it \
             again, but report it below.",
        de: "Löschen Sie es nur einmal. Ist etwas anders, als es hier steht, löschen Sie es nicht \
             noch einmal, sondern melden Sie es unten.",
    }),
    confirm: Both {
        en: "It is erased and greets me",
        de: "Es ist gelöscht und begrüßt mich",
    },
};
