//! Pitfalls around enrollment itself.

use super::{Finding, Lint, LintPage, Scene, Weight, asks_for_managed, is_enforced, policies};
use crate::prevention::access::demand::{Demand, demand};
use crate::prevention::access::policy::{Control, Policy, Target};
use enrollment::snapshot::{INTUNE_APP, INTUNE_ENROLLMENT_APP};

fn names(targets: &[Target], app: &str) -> bool {
    let mut targets = targets.iter();
    targets.any(|target| matches!(target, Target::App(id) if id == app))
}

pub(super) static INTUNE_EXCLUDED: Lint = Lint {
    code: "CA10",
    name: "intune-excluded",
    weight: Weight::Warning,
    en: LintPage {
        title: "A policy leaves out Intune so that devices can enroll",
        meaning: "That is not needed: asking for a compliant device does not block enrollment. The \
                  exclusion is an old habit and an open door to whatever Intune shows.",
        what_to_do: "Take the exclusion of Microsoft Intune away and try an enrollment.",
    },
    de: LintPage {
        title: "Eine Richtlinie nimmt Intune aus, damit Geräte sich registrieren können",
        meaning: "Das ist nicht nötig: Ein konformes Gerät zu verlangen verhindert die \
                  Registrierung nicht. Die Ausnahme ist eine alte Gewohnheit und eine offene Tür \
                  zu allem, was Intune zeigt.",
        what_to_do: "Nehmen Sie die Ausnahme für Microsoft Intune weg und probieren Sie eine \
                     Registrierung.",
    },
    examine: |scene| {
        policies(scene, |policy| {
            let exclude = &policy.conditions.applications.exclude;
            asks_for_managed(policy) && names(exclude, INTUNE_APP)
        })
    },
};

pub(super) static ENROLLMENT_APP_MISSING: Lint = Lint {
    code: "CA11",
    name: "enrollment-app-missing",
    weight: Weight::Warning,
    en: LintPage {
        title: "A policy aims at an enrollment app that this tenant does not have",
        meaning: "The service principal Microsoft Intune Enrollment does not exist by itself in \
                  newer tenants. A policy that aims at it does nothing there.",
        what_to_do: "Create the service principal with the app id \
                     d4ebce55-015a-49b5-a083-c84d1797ae8c, and select it again in the policy.",
    },
    de: LintPage {
        title: "Eine Richtlinie zielt auf eine Registrierungs-App, die es im Mandanten nicht gibt",
        meaning: "Den Dienstprinzipal Microsoft Intune Enrollment gibt es in neueren Mandanten \
                  nicht von selbst. Eine Richtlinie, die auf ihn zielt, bewirkt dort nichts.",
        what_to_do: "Legen Sie den Dienstprinzipal mit der App-ID \
                     d4ebce55-015a-49b5-a083-c84d1797ae8c an und wählen Sie ihn in der Richtlinie \
                     noch einmal aus.",
    },
    examine: enrollment_app_missing,
};

fn enrollment_app_missing(scene: &Scene<'_>) -> Vec<Finding> {
    if scene.surroundings.enrollment_app_exists != Some(false) {
        return Vec::new();
    }
    policies(scene, |policy| {
        let include = &policy.conditions.applications.include;
        is_enforced(policy) && names(include, INTUNE_ENROLLMENT_APP)
    })
}

pub(super) static ENROLLMENT_HIT: Lint = Lint {
    code: "CA12",
    name: "enrollment-hit",
    weight: Weight::Fault,
    en: LintPage {
        title: "A policy aimed at enrollment can keep devices from enrolling",
        meaning: "Blocking, terms of use and a second factor do reach enrollment. Terms that must \
                  be accepted on every device need a registered one first, and turn in a circle; a \
                  second factor must be usable while the device itself is being set up.",
        what_to_do: "Take blocking and terms off the enrollment app; for a second factor, see that \
                     people have another device or a temporary access pass.",
    },
    de: LintPage {
        title: "Eine Richtlinie für die Registrierung kann Geräte davon abhalten",
        meaning: "Blockieren, Nutzungsbedingungen und ein zweiter Faktor erreichen die \
                  Registrierung. Bedingungen, die auf jedem Gerät anzunehmen sind, brauchen erst \
                  ein registriertes und drehen sich im Kreis; ein zweiter Faktor muss nutzbar \
                  sein, während das Gerät selbst eingerichtet wird.",
        what_to_do: "Nehmen Sie Blockieren und Bedingungen von der Registrierungs-App; sorgen Sie \
                     beim zweiten Faktor dafür, dass alle ein anderes Gerät oder einen befristeten \
                     Zugriffspass haben.",
    },
    examine: |scene| policies(scene, hits_enrollment),
};

fn hits_enrollment(policy: &Policy) -> bool {
    let stops = |control: &Control| {
        matches!(
            control,
            Control::Mfa | Control::TermsOfUse(_) | Control::AuthenticationStrength(_)
        )
    };
    let blocks = demand(&policy.grant) == Demand::Blocks;
    let include = &policy.conditions.applications.include;
    is_enforced(policy)
        && names(include, INTUNE_ENROLLMENT_APP)
        && (blocks || policy.grant.controls.iter().any(stops))
}

pub(super) static DEVICE_RULE_ON_ENROLLMENT: Lint = Lint {
    code: "CA13",
    name: "device-rule-on-enrollment",
    weight: Weight::Warning,
    en: LintPage {
        title: "A policy asks for a managed device in order to enroll",
        meaning: "Microsoft's own instructions contradict themselves here: they warn of rules \
                  about the device for enrollment, and tick one in their steps. It does not stop \
                  an enrollment, and it protects nothing.",
        what_to_do: "Aim the demand for a compliant device at all resources instead.",
    },
    de: LintPage {
        title: "Eine Richtlinie verlangt zum Registrieren ein verwaltetes Gerät",
        meaning: "Die Anleitung von Microsoft widerspricht sich hier: Sie warnt vor Regeln über \
                  das Gerät bei der Registrierung und setzt in ihren Schritten selbst eine. Das \
                  hält keine Registrierung auf und schützt nichts.",
        what_to_do: "Richten Sie die Forderung nach einem konformen Gerät stattdessen auf alle \
                     Ressourcen.",
    },
    examine: |scene| {
        policies(scene, |policy| {
            let include = &policy.conditions.applications.include;
            asks_for_managed(policy) && names(include, INTUNE_ENROLLMENT_APP)
        })
    },
};
