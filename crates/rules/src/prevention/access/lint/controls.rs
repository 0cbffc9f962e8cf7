//! Pitfalls of a policy's state and controls.

use super::{Lint, LintPage, Scene, Weight, guards, is_enforced, policies};
use crate::prevention::access::demand::{Demand, demand};
use crate::prevention::access::obstacle::names_managed;
use crate::prevention::access::policy::{Control, Policy, State};

pub(super) static REPORT_ONLY: Lint = Lint {
    code: "CA01",
    name: "report-only",
    weight: Weight::Fault,
    en: LintPage {
        title: "A policy that would protect only reports",
        meaning: "The policy writes to the sign-in log what it would have done, and lets everybody \
                  in. On iPhones and iPads it can still ask for a certificate. Policies for user \
                  actions are not evaluated at all in this mode.",
        what_to_do: "Look at its results in the sign-in log. If it locks out nobody who has to get \
                     in, neither managed devices nor accounts for an emergency, switch it on.",
    },
    de: LintPage {
        title: "Eine Richtlinie, die schützen würde, berichtet nur",
        meaning: "Die Richtlinie schreibt in das Anmeldeprotokoll, was sie getan hätte, und lässt \
                  alle hinein. Auf iPhones und iPads kann sie trotzdem nach einem Zertifikat \
                  fragen. Richtlinien für Benutzeraktionen werden so gar nicht ausgewertet.",
        what_to_do: "Sehen Sie sich ihre Ergebnisse im Anmeldeprotokoll an. Sperrt sie niemanden \
                     aus, der hinein muss, weder verwaltete Geräte noch Notfallkonten, schalten \
                     Sie sie ein.",
    },
    examine: |scene| {
        policies(scene, |policy| {
            policy.state == State::ReportOnly && guards(policy)
        })
    },
};

pub(super) static ONE_OF: Lint = Lint {
    code: "CA04",
    name: "one-of-controls",
    weight: Weight::Fault,
    en: LintPage {
        title: "A policy asks for a managed device or for something else",
        meaning: "With \"one of the selected controls\" the weakest control decides. Who has a \
                  second factor gets in with any device.",
        what_to_do: "Let only a compliant device be enough, or a hybrid joined one beside it, or ask \
                     for a compliant device in a policy of its own. Do not ask for all of the \
                     controls: only Windows is joined to a domain, and only iOS and Android have \
                     approved apps, so that the others would be locked out.",
    },
    de: LintPage {
        title: "Eine Richtlinie verlangt ein verwaltetes Gerät oder etwas anderes",
        meaning: "Bei „eines der ausgewählten Steuerelemente“ entscheidet das schwächste. Wer \
                  einen zweiten Faktor hat, kommt mit jedem Gerät hinein.",
        what_to_do: "Lassen Sie nur ein konformes Gerät genügen, allenfalls daneben ein hybrid \
                     eingebundenes, oder verlangen Sie ein konformes Gerät in einer eigenen \
                     Richtlinie. Verlangen Sie nicht alle Steuerelemente: Nur Windows gehört einer \
                     Domäne an, und nur iOS und Android haben genehmigte Apps; alle anderen wären \
                     ausgesperrt.",
    },
    examine: one_of,
};

fn one_of(scene: &Scene<'_>) -> Vec<super::Finding> {
    policies(scene, |policy| {
        is_enforced(policy) && names_managed(policy) && demand(&policy.grant) == Demand::Open
    })
}

pub(super) static APP_PROTECTION: Lint = Lint {
    code: "CA05",
    name: "app-protection-only",
    weight: Weight::Warning,
    en: LintPage {
        title: "A policy asks for a protected app, not for a managed device",
        meaning: "App protection is made for devices that are not managed: it guards the data \
                  inside the app and lets the device in. That may be intended.",
        what_to_do: "If unmanaged devices must stay out, ask for a compliant device in a policy of \
                     its own.",
    },
    de: LintPage {
        title: "Eine Richtlinie verlangt eine geschützte App, kein verwaltetes Gerät",
        meaning: "App-Schutz ist für nicht verwaltete Geräte gemacht: Er schützt die Daten in der \
                  App und lässt das Gerät hinein. Das kann gewollt sein.",
        what_to_do: "Wenn nicht verwaltete Geräte draußen bleiben müssen, verlangen Sie in einer \
                     eigenen Richtlinie ein konformes Gerät.",
    },
    examine: |scene| policies(scene, asks_for_app),
};

fn asks_for_app(policy: &Policy) -> bool {
    let apps = [Control::ApprovedApplication, Control::CompliantApplication];
    let mut controls = policy.grant.controls.iter();
    is_enforced(policy) && !guards(policy) && controls.any(|control| apps.contains(control))
}
