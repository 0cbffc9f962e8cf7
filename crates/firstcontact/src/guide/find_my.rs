//! The personal lock is gone: Find My is off, else the erased device cannot be used.

use super::script::{ALWAYS, Both, Script, line};
use super::{DeviceFacts, StageName};
use remedy::facts::Lock;

/// Whether the holder has something to turn off.
fn theirs(it: &DeviceFacts) -> bool {
    !it.lock_is(Lock::Organisation)
}

pub(super) static STAGE: Script = Script {
    name: StageName::FindMy,
    when: ALWAYS,
    title: Both {
        en: "Turn off Find My",
        de: "„Wo ist?“ ausschalten",
    },
    why: Both {
        en: "As long as it is on, the erased device asks for the old Apple Account and cannot be \
             used without it.",
        de: "Solange es an ist, fragt das gelöschte Gerät nach dem alten Apple Account und ist \
             ohne ihn nicht zu gebrauchen.",
    },
    lines: &[
        line(
            |it| it.lock_is(Lock::Organisation),
            "The lock on this device is one of {company}. You need not turn anything off here.",
            "Die Sperre auf diesem Gerät ist eine von {company}. Sie müssen hier nichts \
             ausschalten.",
        ),
        line(
            |it| it.lock_is(Lock::None),
            "When we last looked, Apple showed no lock. Please look all the same.",
            "Als wir zuletzt nachsahen, zeigte Apple keine Sperre. Bitte sehen Sie trotzdem nach.",
        ),
        line(
            |it| theirs(it) && it.is_mobile(),
            "Turn off the switch, and enter the password of the Apple Account.",
            "Schalten Sie den Schalter aus, und geben Sie das Passwort des Apple Accounts ein.",
        )
        .at(
            "Settings → your name → Find My → Find My {device}",
            "Einstellungen → Ihr Name → Wo ist? → Mein {device} suchen",
        ),
        line(
            |it| theirs(it) && it.is_mobile() && it.maybe_before(13, 0),
            "In iOS 12 and older versions the switch is here:",
            "In iOS 12 und älteren Versionen ist der Schalter hier:",
        )
        .at(
            "Settings → your name → iCloud → Find My {device}",
            "Einstellungen → Ihr Name → iCloud → Mein {device} suchen",
        ),
        line(
            |it| theirs(it) && it.is_iphone(),
            "The iPhone says that you must wait an hour? That is “Stolen Device Protection”. \
             Wait, and do it again. At home or at work it often goes at once.",
            "Das iPhone sagt, dass Sie eine Stunde warten müssen? Das ist der „Schutz für \
             gestohlene Geräte“. Warten Sie, und machen Sie es noch einmal. Zu Hause oder in der \
             Firma geht es oft sofort.",
        ),
        line(
            |it| theirs(it) && it.is_mac(),
            "Turn it off, and enter the password of the Apple Account. In newer versions first \
             let iCloud show all entries.",
            "Schalten Sie es aus, und geben Sie das Passwort des Apple Accounts ein. Lassen Sie \
             sich in neueren Versionen bei iCloud zuerst alle Einträge zeigen.",
        )
        .at(
            "System Settings → your name → iCloud → Find My Mac",
            "Systemeinstellungen → Ihr Name → iCloud → Meinen Mac suchen",
        ),
        line(
            |it| theirs(it) && it.is_mac() && it.maybe_before(13, 0),
            "In macOS 12 and older versions it is here:",
            "In macOS 12 und älteren Versionen ist es hier:",
        )
        .at(
            "System Preferences → Apple ID → iCloud → Find My Mac",
            "Systemeinstellungen → Apple-ID → iCloud → Meinen Mac suchen",
        ),
        line(
            theirs,
            "There is no name at the top, only an offer to sign in? Then Find My is off.",
            "Oben steht kein Name, nur das Angebot, sich anzumelden? Dann ist „Wo ist?“ aus.",
        ),
        line(
            theirs,
            "After that we look at Apple whether the lock is gone. That can take some minutes.",
            "Danach sehen wir bei Apple nach, ob die Sperre weg ist. Das kann einige Minuten \
             dauern.",
        ),
    ],
    warning: Some(Both {
        en: "You do not know the password, or it is somebody else's account? Do not erase the \
             device. Ask {contact}.",
        de: "Sie kennen das Passwort nicht, oder es ist der Account einer anderen Person? Löschen \
             Sie das Gerät nicht. Fragen Sie {contact}.",
    }),
    confirm: Both {
        en: "Find My is off",
        de: "„Wo ist?“ ist aus",
    },
};
