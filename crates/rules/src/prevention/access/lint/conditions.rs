//! Pitfalls of whom and what a policy means.

use super::{Finding, Lint, LintPage, Scene, Weight, guards, is_enforced, policies};
use crate::prevention::access::device_filter::meets;
use crate::prevention::access::directory::{Directory, Roster};
use crate::prevention::access::fit::Fit;
use crate::prevention::access::policy::{
    ClientCondition, ClientType, Platform, PlatformCondition, Policy, Target, Who,
};
use crate::prevention::access::world::{Device, World};

pub(super) static USERS_EXCLUDED: Lint = Lint {
    code: "CA02",
    name: "users-excluded",
    weight: Weight::Warning,
    en: LintPage {
        title: "A protecting policy leaves people out",
        meaning: "Whoever is excluded signs in with any device. Emergency accounts have to be \
                  excluded; accounts of programs, guests, roles and groups that were meant for a \
                  short time often need not be.",
        what_to_do: "Go through the list. Keep two emergency accounts, watch their sign-ins, and \
                     take out whoever has no reason to be there.",
    },
    de: LintPage {
        title: "Eine schützende Richtlinie nimmt Personen aus",
        meaning: "Wer ausgenommen ist, meldet sich mit jedem Gerät an. Notfallkonten müssen \
                  ausgenommen sein; Konten von Programmen, Gäste, Rollen und Gruppen, die nur für \
                  kurze Zeit gedacht waren, oft nicht.",
        what_to_do: "Gehen Sie die Liste durch. Lassen Sie zwei Notfallkonten darin, beobachten \
                     Sie deren Anmeldungen, und streichen Sie alle, die ohne Grund darin \
                     stehen.",
    },
    examine: users_excluded,
};

fn users_excluded(scene: &Scene<'_>) -> Vec<Finding> {
    let world = World::of(scene.policies, scene.directory);
    let mut found = policies(scene, |policy| {
        is_enforced(policy) && guards(policy) && !policy.conditions.users.exclude.is_empty()
    });
    for finding in &mut found {
        let policy = finding.policy.and_then(|place| scene.policies.get(place));
        let Some(policy) = policy else { continue };
        let users = &policy.conditions.users;
        let included = world.any_of(&users.include);
        let mut out = world.any_of(&users.exclude).yes;
        let mut reached = included.yes;
        reached.add(&included.maybe);
        out.keep(&reached);
        finding.users = out.iter().collect();
        let excluded = users.exclude.iter();
        let unread = excluded.filter_map(|who| unresolved(who, scene.directory));
        finding.unresolved = unread.collect();
    }
    found
}

fn unresolved(who: &Who, directory: &Directory) -> Option<String> {
    let (id, roster) = match who {
        Who::Group(id) => (id, directory.groups.get(id)),
        Who::Role(id) => (id, directory.roles.get(id)),
        Who::All | Who::User(_) | Who::Guests(_) | Who::Unknown(_) => return None,
    };
    (!matches!(roster, Some(Roster::Read(_)))).then(|| id.clone())
}

pub(super) static PLATFORM_LIMITED: Lint = Lint {
    code: "CA03",
    name: "platform-limited",
    weight: Weight::Fault,
    en: LintPage {
        title: "A protecting policy means only some platforms",
        meaning: "The platform is read from the user agent, which nobody verifies. An iPhone that \
                  says it is something else is not met by the policy; an iPad does so by itself \
                  when its browser asks for desktop pages.",
        what_to_do: "Mean any platform, or block those that you do not use and those that are not \
                     recognised: include any, and exclude the ones that another policy covers.",
    },
    de: LintPage {
        title: "Eine schützende Richtlinie meint nur manche Plattformen",
        meaning: "Die Plattform wird am User-Agent abgelesen, den niemand prüft. Ein iPhone, das \
                  sich als etwas anderes ausgibt, trifft die Richtlinie nicht; ein iPad tut das \
                  von selbst, wenn sein Browser Desktopseiten anfordert.",
        what_to_do: "Meinen Sie jede Plattform, oder blockieren Sie die, die Sie nicht verwenden, \
                     und die nicht erkannten: alle einschließen und ausnehmen, was eine andere \
                     Richtlinie abdeckt.",
    },
    examine: |scene| {
        policies(scene, |policy| {
            is_enforced(policy) && guards(policy) && leaves_out_platforms(policy)
        })
    },
};

fn leaves_out_platforms(policy: &Policy) -> bool {
    policy
        .conditions
        .platforms
        .as_ref()
        .is_some_and(|platforms| {
            let all = Platform::ALL.map(PlatformCondition::Is);
            let include = &platforms.include;
            let whole = include.contains(&PlatformCondition::All)
                || all.iter().all(|one| include.contains(one));
            !whole || !platforms.exclude.is_empty()
        })
}

pub(super) static SELECTED_APPS: Lint = Lint {
    code: "CA06",
    name: "selected-apps",
    weight: Weight::Warning,
    en: LintPage {
        title: "A protecting policy means only selected apps",
        meaning: "An app that is added tomorrow is open until somebody thinks of it, and many apps \
                  get their data through others.",
        what_to_do: "Mean all resources, and exclude what really has to be open.",
    },
    de: LintPage {
        title: "Eine schützende Richtlinie meint nur ausgewählte Apps",
        meaning: "Eine App, die morgen dazukommt, ist offen, bis jemand daran denkt, und viele \
                  Apps holen ihre Daten über andere.",
        what_to_do: "Meinen Sie alle Ressourcen und nehmen Sie aus, was wirklich offen sein muss.",
    },
    examine: |scene| {
        policies(scene, |policy| {
            let targets = &policy.conditions.applications.include;
            let selected = !targets.is_empty() && !targets.contains(&Target::All);
            is_enforced(policy) && guards(policy) && selected
        })
    },
};

pub(super) static LEGACY_CLIENTS: Lint = Lint {
    code: "CA07",
    name: "legacy-clients-left-out",
    weight: Weight::Fault,
    en: LintPage {
        title: "A protecting policy leaves out clients",
        meaning: "Old clients send nothing about the device, so that a policy that asks for a \
                  managed one refuses them, but only if it means them. Policies from before August \
                  2020 may mean browsers and modern clients only.",
        what_to_do: "Let the policy mean every type of client, or block legacy authentication with \
                     a policy of its own.",
    },
    de: LintPage {
        title: "Eine schützende Richtlinie lässt Clients aus",
        meaning: "Alte Clients sagen nichts über das Gerät. Eine Richtlinie, die ein verwaltetes \
                  verlangt, weist sie ab, aber nur, wenn sie sie meint. Richtlinien von vor August \
                  2020 meinen vielleicht nur Browser und moderne Clients.",
        what_to_do: "Lassen Sie die Richtlinie jede Art von Client meinen, oder blockieren Sie die \
                     alte Authentifizierung mit einer eigenen Richtlinie.",
    },
    examine: |scene| {
        policies(scene, |policy| {
            let clients = &policy.conditions.client_types;
            let whole = clients.contains(&ClientCondition::All)
                || ClientType::ALL
                    .map(ClientCondition::Is)
                    .iter()
                    .all(|one| clients.contains(one));
            // One that means old clients alone is what blocks them.
            let modern = [ClientType::Browser, ClientType::MobileAppsAndDesktopClients];
            let mut modern = modern.map(ClientCondition::Is).into_iter();
            let meant = clients.is_empty() || modern.any(|one| clients.contains(&one));
            is_enforced(policy) && guards(policy) && meant && !whole
        })
    },
};

pub(super) static DEVICE_FILTER: Lint = Lint {
    code: "CA08",
    name: "device-filter-misses",
    weight: Weight::Fault,
    en: LintPage {
        title: "A filter for devices lets every unregistered device pass by",
        meaning: "A device that is not registered has no attributes. A comparison such as \
                  \"equals\" never holds for it, one such as \"not equals\" always does. With this \
                  filter the policy never applies to such a device.",
        what_to_do: "Include with negative operators, or exclude with positive ones.",
    },
    de: LintPage {
        title: "Ein Gerätefilter lässt jedes nicht registrierte Gerät vorbei",
        meaning: "Ein nicht registriertes Gerät hat keine Attribute. Ein Vergleich wie „gleich“ \
                  trifft nie zu, einer wie „ungleich“ immer. Mit diesem Filter gilt die Richtlinie \
                  für ein solches Gerät nie.",
        what_to_do: "Schließen Sie mit verneinenden Operatoren ein, oder mit bejahenden aus.",
    },
    examine: |scene| {
        policies(scene, |policy| {
            let filter = policy.conditions.device_filter.as_ref();
            let misses = filter.map(|it| meets(it, Device::Unregistered)) == Some(Fit::No);
            is_enforced(policy) && guards(policy) && misses
        })
    },
};
