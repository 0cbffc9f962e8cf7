//! What must survive lies elsewhere: synchronised or exported, never in a backup that would be
//! restored onto the same device.

use super::script::{ALWAYS, Both, Script, line};
use super::{DeviceFacts, StageName};

pub(super) static STAGE: Script = Script {
    name: StageName::Data,
    when: ALWAYS,
    title: Both {
        en: "Save what you want to keep",
        de: "Sichern, was Sie behalten möchten",
    },
    why: Both {
        en: "The erase removes everything on the device. What is only there is lost for good.",
        de: "Das Löschen entfernt alles auf dem Gerät. Was nur dort ist, ist für immer verloren.",
    },
    lines: &[
        line(
            DeviceFacts::is_mobile,
            "Photos and videos: turn on iCloud Photos and wait until all is uploaded, or copy \
             them to a computer.",
            "Fotos und Videos: Schalten Sie iCloud-Fotos ein, und warten Sie, bis alles \
             hochgeladen ist, oder kopieren Sie sie auf einen Computer.",
        )
        .at(
            "Settings → your name → iCloud → Photos",
            "Einstellungen → Ihr Name → iCloud → Fotos",
        ),
        line(
            DeviceFacts::is_mac,
            "Files on the desktop, in Documents and in Downloads, photos and music: copy them to \
             OneDrive, or to another place that {company} allows.",
            "Dateien auf dem Schreibtisch, in „Dokumente“ und „Downloads“, Fotos und Musik: \
             Kopieren Sie sie nach OneDrive oder an einen anderen Ort, den {company} erlaubt.",
        ),
        line(
            DeviceFacts::is_mobile,
            "Documents: move them to OneDrive, or to another place that {company} allows.",
            "Dokumente: Bewegen Sie sie nach OneDrive oder an einen anderen Ort, den {company} \
             erlaubt.",
        ),
        line(
            ALWAYS,
            "Look on another device whether what you saved is really there.",
            "Sehen Sie auf einem anderen Gerät nach, ob wirklich da ist, was Sie gesichert haben.",
        ),
        line(
            DeviceFacts::is_mobile,
            "Chats, such as WhatsApp: make a backup in the app itself, and read its date there.",
            "Chats, etwa WhatsApp: Machen Sie in der App selbst ein Backup, und lesen Sie dort \
             dessen Datum.",
        ),
        line(
            DeviceFacts::is_mobile,
            "Microsoft Authenticator and other apps with codes: set them up on another device, \
             or turn on the app's own backup. Check that you can sign in without this device.",
            "Microsoft Authenticator und andere Apps mit Codes: Richten Sie sie auf einem anderen \
             Gerät ein, oder schalten Sie die Sicherung der App ein. Prüfen Sie, dass Sie sich \
             ohne dieses Gerät anmelden können.",
        ),
        line(
            ALWAYS,
            "Passwords and passkeys: check that they are in iCloud Keychain or in your password \
             manager, and not only on this device.",
            "Passwörter und Passkeys: Prüfen Sie, dass sie im iCloud-Schlüsselbund oder in Ihrem \
             Passwortmanager sind und nicht nur auf diesem Gerät.",
        ),
        line(
            DeviceFacts::is_mobile,
            "Other apps with things of their own, such as scans, notes or recordings: export \
             them in the app.",
            "Andere Apps mit eigenen Inhalten, etwa Scans, Notizen oder Aufnahmen: Exportieren \
             Sie sie in der App.",
        ),
        line(
            DeviceFacts::is_mac,
            "Bookmarks, local mail folders and licence keys of programs: export them or write \
             them down.",
            "Lesezeichen, lokale Mailordner und Lizenzschlüssel von Programmen: Exportieren Sie \
             sie, oder schreiben Sie sie auf.",
        ),
        line(
            DeviceFacts::is_iphone,
            "You have an Apple Watch? Unpair it in the Watch app before the erase. Cards and \
             tickets in Wallet have to be added again.",
            "Sie haben eine Apple Watch? Entkoppeln Sie sie vor dem Löschen in der App „Watch“. \
             Karten und Tickets in „Wallet“ müssen Sie neu hinzufügen.",
        ),
        line(
            ALWAYS,
            "Private things: ask {contact} whether you may use your private Apple Account on the \
             device afterwards. If not, take private things to a private device.",
            "Privates: Fragen Sie {contact}, ob Sie Ihren privaten Apple Account danach auf dem \
             Gerät nutzen dürfen. Wenn nicht, bringen Sie Privates auf ein privates Gerät.",
        ),
    ],
    warning: Some(Both {
        en: "Do not plan to restore a backup onto this same device. It would bring the old state \
             back, and all of this would have to be done again.",
        de: "Planen Sie nicht, ein Backup auf dasselbe Gerät zurückzuspielen. Es brächte den \
             alten Zustand zurück, und alles wäre noch einmal zu tun.",
    }),
    confirm: Both {
        en: "All that I need is saved elsewhere",
        de: "Alles, was ich brauche, ist anderswo gesichert",
    },
};
