//! The holder can sign in without this device: a second factor elsewhere, or a Temporary Access
//! Pass.

use super::StageName;
use super::script::{ALWAYS, Both, Script, line};

pub(super) static STAGE: Script = Script {
    name: StageName::SecondFactor,
    when: ALWAYS,
    title: Both {
        en: "Have your sign-in ready",
        de: "Die Anmeldung bereithalten",
    },
    why: Both {
        en: "During the set-up you sign in with your work account. By then the codes on this \
             device are gone.",
        de: "Beim Einrichten melden Sie sich mit Ihrem Arbeitskonto an. Die Codes auf diesem \
             Gerät sind dann weg.",
    },
    lines: &[
        line(
            |it| it.account.is_some(),
            "Your work account is {account}. Check that you know its password.",
            "Ihr Arbeitskonto ist {account}. Prüfen Sie, dass Sie sein Passwort kennen.",
        ),
        line(
            |it| it.account.is_none(),
            "Check that you know the address and the password of your work account.",
            "Prüfen Sie, dass Sie die Adresse und das Passwort Ihres Arbeitskontos kennen.",
        ),
        line(
            ALWAYS,
            "You confirm the sign-in with an app on another device or with a security key? Have \
             it at hand.",
            "Sie bestätigen die Anmeldung mit einer App auf einem anderen Gerät oder mit einem \
             Sicherheitsschlüssel? Halten Sie es bereit.",
        ),
        line(
            ALWAYS,
            "You have neither? Ask {contact} for a Temporary Access Pass. That is a code which \
             works for a short time in its place. Show it to nobody.",
            "Sie haben nichts davon? Bitten Sie {contact} um einen befristeten Zugriffspass. Das \
             ist ein Code, der für kurze Zeit an seiner Stelle gilt. Zeigen Sie ihn niemandem.",
        ),
        line(
            ALWAYS,
            "Open this page on another device, or print it. The device that you erase cannot \
             show it.",
            "Öffnen Sie diese Seite auf einem anderen Gerät, oder drucken Sie sie. Das Gerät, das \
             Sie löschen, kann sie nicht zeigen.",
        ),
    ],
    warning: None,
    confirm: Both {
        en: "I can sign in without this device",
        de: "Ich kann mich ohne dieses Gerät anmelden",
    },
};
