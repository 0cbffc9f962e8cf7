//! Signing in with the work account.

use super::StageName;
use super::script::{ALWAYS, Both, Script, line};

pub(super) static STAGE: Script = Script {
    name: StageName::SignIn,
    when: ALWAYS,
    title: Both {
        en: "Sign in with your work account",
        de: "Mit dem Arbeitskonto anmelden",
    },
    why: Both {
        en: "So {company} knows that it is you, and gives the device your apps.",
        de: "So weiß {company}, dass Sie es sind, und gibt dem Gerät Ihre Apps.",
    },
    lines: &[
        line(
            ALWAYS,
            "Go on at “Remote Management”. It is called “Next”, “Continue” or “Enroll”.",
            "Gehen Sie bei „Entfernte Verwaltung“ weiter. Dort steht „Weiter“, „Fortfahren“ oder \
             „Registrieren“.",
        ),
        line(
            |it| it.account.is_some(),
            "Sign in as {account}.",
            "Melden Sie sich als {account} an.",
        ),
        line(
            |it| it.account.is_none(),
            "Sign in with the address of your work account, not with a private one.",
            "Melden Sie sich mit der Adresse Ihres Arbeitskontos an, nicht mit einer privaten.",
        ),
        line(
            ALWAYS,
            "Confirm it with your other device, your key, or the Temporary Access Pass.",
            "Bestätigen Sie es mit Ihrem anderen Gerät, Ihrem Schlüssel oder dem befristeten \
             Zugriffspass.",
        ),
        line(
            ALWAYS,
            "A message appears? Take a photo of it, leave the device on, and report it below.",
            "Es erscheint eine Meldung? Machen Sie ein Foto davon, lassen Sie das Gerät an, und \
             melden Sie es unten.",
        ),
    ],
    warning: None,
    confirm: Both {
        en: "I am signed in",
        de: "Ich bin angemeldet",
    },
};
