//! Pitfalls around enrollment itself.

use super::{Finding, Lint, LintPage, Scene, Weight, asks_for_managed, is_enforced, policies};
use crate::prevention::access::demand::{Demand, demand};
use crate::prevention::access::fit::{Fit, Fits};
use crate::prevention::access::policy::{ClientType, Control, Platform, Policy, Target, Who};
use crate::prevention::access::reach::Reach;
use crate::prevention::access::world::{Flow, World};
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

pub(super) static ENROLLMENT_BLOCKED: Lint = Lint {
    code: "CA19",
    name: "enrollment-blocked",
    weight: Weight::Warning,
    en: LintPage {
        title: "A policy that blocks all resources blocks enrollment, too",
        meaning: "A device that is being enrolled is not managed yet: a block that lets managed \
                  devices pass stops it all the same. Whomever the policy means, and wherever it \
                  applies, a new device cannot enroll.",
        what_to_do: "Ask for a compliant device instead: that does not stop enrollment. Or exclude \
                     the app Microsoft Intune Enrollment from the block, and try an enrollment. \
                     Where nobody should ever enroll, leave it.",
    },
    de: LintPage {
        title: "Eine Richtlinie, die alle Ressourcen blockiert, blockiert auch die Registrierung",
        meaning: "Ein Gerät, das sich gerade registriert, ist noch nicht verwaltet: Auch eine \
                  Sperre, die verwaltete Geräte durchlässt, hält es auf. Für wen die Richtlinie \
                  gilt und wo sie gilt, kann sich kein neues Gerät registrieren.",
        what_to_do: "Verlangen Sie stattdessen ein konformes Gerät; das hält keine Registrierung \
                     auf. Oder nehmen Sie die App Microsoft Intune Enrollment von der Sperre aus, \
                     und probieren Sie eine Registrierung. Wo sich nie ein Gerät registrieren \
                     soll, lassen Sie sie so.",
    },
    examine: |scene| {
        let world = World::of(scene.policies, scene.directory);
        policies(scene, |policy| blocks_enrollment_besides(policy, &world))
    },
};

/// Whether a block on everything meets an iPhone, iPad or Mac of somebody that is being enrolled.
/// What it perhaps means counts: nobody should find out with a new device in his hands.
fn blocks_enrollment_besides(policy: &Policy, world: &World<'_>) -> bool {
    let applications = &policy.conditions.applications;
    let everything = applications.include.contains(&Target::All)
        && !names(&applications.include, INTUNE_ENROLLMENT_APP)
        && !names(&applications.exclude, INTUNE_ENROLLMENT_APP);
    if !is_enforced(policy) || demand(&policy.grant) != Demand::Blocks || !everything {
        return false;
    }
    // Guests enroll their devices at home.
    let mut include = policy.conditions.users.include.iter();
    let members = include.any(|who| !matches!(who, Who::Guests(_)));
    let reach = Reach::of(policy, world);
    let modern = [ClientType::Browser, ClientType::MobileAppsAndDesktopClients];
    members
        && reach.gate != Fit::No
        && !(reach.people.yes.is_empty() && reach.people.maybe.is_empty())
        && !(reach.regions.yes.is_empty() && reach.regions.maybe.is_empty())
        && meets(&reach.clients, &ClientType::ALL, &modern)
        && meets(
            &reach.platforms,
            &Platform::ALL,
            &[Platform::Ios, Platform::MacOs],
        )
        && meets(&reach.flows, &Flow::ALL, &[Flow::Direct])
}

fn meets<T: PartialEq>(fits: &Fits, all: &[T], some: &[T]) -> bool {
    let mut all = all.iter().enumerate();
    all.any(|(place, one)| {
        some.contains(one) && (fits.yes.contains(place) || fits.maybe.contains(place))
    })
}
