//! Pitfalls of the tenant as a whole.

use super::{Finding, Lint, LintPage, Scene, Weight, asks_for_managed, tenant_wide};
use crate::prevention::access::policy::{ClientType, Platform};
use crate::prevention::access::proof::Bearing;
use crate::prevention::access::reach::Reach;
use crate::prevention::access::world::{Flow, World};

pub(super) static DEVICE_CODE: Lint = Lint {
    code: "CA09",
    name: "device-code-open",
    weight: Weight::Fault,
    en: LintPage {
        title: "The device code flow is open",
        meaning: "A device that shows a code says nothing about itself: the one on which the code \
                  is typed in answers for it. A demand for a compliant device does not help there; \
                  only blocking the flow does.",
        what_to_do: "Block the device code flow for all users and all resources, and make the \
                     exceptions as narrow as you can. A program that signs in with a device code, \
                     such as this one can, needs one for its account.",
    },
    de: LintPage {
        title: "Der Gerätecodefluss ist offen",
        meaning: "Ein Gerät, das einen Code anzeigt, sagt nichts über sich: Für es antwortet das, \
                  auf dem der Code eingegeben wird. Ein konformes Gerät zu verlangen hilft hier \
                  nicht, nur den Fluss zu blockieren.",
        what_to_do: "Blockieren Sie den Gerätecodefluss für alle Benutzer und alle Ressourcen und \
                     machen Sie die Ausnahmen so eng wie möglich. Ein Programm, das sich mit einem \
                     Gerätecode anmeldet, wie dieses es kann, braucht eine für sein Konto.",
    },
    examine: |scene| {
        let mut holes = scene.proof.holes.iter();
        tenant_wide(holes.any(|hole| {
            hole.bearing == Bearing::Access
                && !hole.emergency
                && hole.flows.contains(&Flow::DeviceCode)
        }))
    },
};

pub(super) static BUILT_IN_ALLOWANCES: Lint = Lint {
    code: "CA14",
    name: "built-in-allowances",
    weight: Weight::Note,
    en: LintPage {
        title: "Microsoft lets a few sign-ins through by itself",
        meaning: "Authenticator may read which factors a user has, and Defender may report the \
                  state of a device, without a compliant one. No policy changes that.",
        what_to_do: "Nothing. Such sign-ins in the log are no hole.",
    },
    de: LintPage {
        title: "Microsoft lässt einige Anmeldungen von selbst durch",
        meaning: "Authenticator darf lesen, welche Faktoren jemand hat, und Defender den Zustand \
                  eines Geräts melden, auch ohne konformes Gerät. Keine Richtlinie ändert das.",
        what_to_do: "Nichts. Solche Anmeldungen im Protokoll sind keine Lücke.",
    },
    examine: |scene| tenant_wide(asks_somewhere(scene)),
};

pub(super) static VACUOUS_COMPLIANCE: Lint = Lint {
    code: "CA15",
    name: "vacuous-compliance",
    weight: Weight::Fault,
    en: LintPage {
        title: "A device can be compliant without having been looked at",
        meaning: "A device to which no compliance policy is assigned counts as compliant, unless \
                  the tenant is set to the contrary. Whoever has no policy gets in with any \
                  enrolled device, however old or open it is.",
        what_to_do: "Set devices without a compliance policy to not compliant, and assign a policy \
                     to every user.",
    },
    de: LintPage {
        title: "Ein Gerät kann konform sein, ohne dass es jemand geprüft hat",
        meaning: "Ein Gerät ohne zugewiesene Konformitätsrichtlinie gilt als konform, wenn der \
                  Mandant nicht auf das Gegenteil eingestellt ist. Wer keine Richtlinie hat, \
                  kommt mit jedem registrierten Gerät hinein, wie alt oder offen es auch ist.",
        what_to_do: "Lassen Sie Geräte ohne Konformitätsrichtlinie als nicht konform gelten und \
                     weisen Sie allen Benutzern eine Richtlinie zu.",
    },
    examine: |scene| {
        let known = scene.surroundings;
        let users = known.users_without_compliance_policy.clone();
        let users = users.unwrap_or_default();
        // A strict tenant takes users without a policy for not compliant: safe, if unpleasant.
        let vacuous = match known.secure_by_default {
            Some(secure) => !secure,
            None => !users.is_empty(),
        };
        let found = Finding {
            users,
            ..Finding::default()
        };
        let holds = vacuous && asks_somewhere(scene);
        holds.then_some(found).into_iter().collect()
    },
};

pub(super) static SSO_PLUG_IN: Lint = Lint {
    code: "CA16",
    name: "sso-plug-in-missing",
    weight: Weight::Warning,
    en: LintPage {
        title: "Managed Apple devices can be refused in Safari",
        meaning: "The key of the device moves into the Secure Enclave. Safari and other apps can \
                  then prove that the device is managed only with the Enterprise SSO plug-in, \
                  which no assigned profile sets up on each platform in use. It looks like a \
                  device that did not finish registering.",
        what_to_do: "Roll out the Microsoft Enterprise SSO plug-in to managed Apple devices.",
    },
    de: LintPage {
        title: "Verwaltete Apple-Geräte können in Safari abgewiesen werden",
        meaning: "Der Schlüssel des Geräts zieht in die Secure Enclave um. Safari und andere Apps \
                  können dann nur mit dem Enterprise-SSO-Plug-in zeigen, dass das Gerät verwaltet \
                  ist, und das richtet kein zugewiesenes Profil auf jeder genutzten Plattform \
                  ein. Es sieht aus wie ein Gerät, dessen Registrierung nicht fertig wurde.",
        what_to_do: "Verteilen Sie das Microsoft Enterprise SSO-Plug-in an die verwalteten \
                     Apple-Geräte.",
    },
    examine: |scene| {
        let missing = scene.surroundings.sso_plug_in == Some(false);
        tenant_wide(missing && asks_apple_browsers(scene))
    },
};

pub(super) static ISSUED_TOKENS: Lint = Lint {
    code: "CA17",
    name: "issued-tokens",
    weight: Weight::Note,
    en: LintPage {
        title: "Who is already signed in stays so for a while",
        meaning: "A policy decides when a token is given out. One that was given out before stays \
                  good until it expires or its app re-evaluates access.",
        what_to_do: "After closing a hole, revoke the sessions of those who came through it.",
    },
    de: LintPage {
        title: "Wer schon angemeldet ist, bleibt es eine Weile",
        meaning: "Eine Richtlinie entscheidet, wenn ein Token ausgegeben wird. Ein früher \
                  ausgegebenes gilt, bis es abläuft oder seine App den Zugriff neu prüft.",
        what_to_do: "Widerrufen Sie nach dem Schließen einer Lücke die Sitzungen derer, die durch \
                     sie kamen.",
    },
    examine: |scene| {
        let mut holes = scene.proof.holes.iter();
        tenant_wide(holes.any(|hole| hole.bearing == Bearing::Access))
    },
};

pub(super) static SECURITY_DEFAULTS: Lint = Lint {
    code: "CA18",
    name: "security-defaults-on",
    weight: Weight::Fault,
    en: LintPage {
        title: "Security defaults are on, and they ask for no managed device",
        meaning: "They ask for a second factor when Microsoft thinks it wise, and block old \
                  protocols. No policy of Conditional Access can be switched on beside them, so \
                  nothing keeps out a device that nobody manages.",
        what_to_do: "Prepare the policies in report-only mode, one of them with a second factor \
                     for everybody. Then switch security defaults off and the policies on, at one \
                     sitting.",
    },
    de: LintPage {
        title: "Sicherheitsstandards sind an, und sie verlangen kein verwaltetes Gerät",
        meaning: "Sie fragen nach einem zweiten Faktor, wenn Microsoft es für klug hält, und \
                  sperren alte Protokolle. Neben ihnen lässt sich keine Richtlinie des bedingten \
                  Zugriffs einschalten; nichts hält also ein Gerät ab, das niemand verwaltet.",
        what_to_do: "Bereiten Sie die Richtlinien im Berichtsmodus vor, eine davon mit einem \
                     zweiten Faktor für alle. Schalten Sie dann die Sicherheitsstandards aus und \
                     die Richtlinien ein, in einem Zug.",
    },
    examine: |scene| tenant_wide(scene.surroundings.security_defaults == Some(true)),
};

fn asks_somewhere(scene: &Scene<'_>) -> bool {
    scene.policies.iter().any(asks_for_managed)
}

/// Whether a policy asks for a managed device of a browser on an Apple platform.
fn asks_apple_browsers(scene: &Scene<'_>) -> bool {
    let world = World::of(scene.policies, scene.directory);
    let at = |found: Option<usize>| found.unwrap_or(usize::MAX);
    let browser = at(ClientType::ALL
        .iter()
        .position(|one| *one == ClientType::Browser));
    let apple = [Platform::Ios, Platform::MacOs]
        .map(|wanted| at(Platform::ALL.iter().position(|one| *one == wanted)));
    let asking = scene
        .policies
        .iter()
        .filter(|policy| asks_for_managed(policy));
    let mut reaches = asking.map(|policy| Reach::of(policy, &world));
    reaches.any(|reach| {
        let platforms = &reach.platforms.yes;
        reach.clients.yes.contains(browser) && apple.iter().any(|one| platforms.contains(*one))
    })
}
