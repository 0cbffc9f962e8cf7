//! Whom Conditional Access keeps out when they enroll a device, or asks for terms of use or a
//! second factor, and whether Setup Assistant can show the one that is asked for (causality.md C38,
//! C39).

use super::directory::Directory;
use super::fit::{Fit, Fits};
use super::policy::{ClientType, Control, Grant, Operator, Platform, Policy, State, Target};
use super::reach::Reach;
use super::world::{Device, Flow, Resource, World};
use enrollment::snapshot::{INTUNE_APP, INTUNE_ENROLLMENT_APP};

/// What a person is asked for at an enrollment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::prevention) struct Asked {
    /// A second factor.
    pub(in crate::prevention) factor: Fit,
    /// One that resists phishing and nothing less.
    pub(in crate::prevention) resistant: Fit,
    /// What nobody can give: the sign-in is blocked.
    pub(in crate::prevention) blocked: Fit,
    /// Terms of use, for the enrollment itself: they cannot be accepted there.
    pub(in crate::prevention) terms: Fit,
}

impl Asked {
    const NOTHING: Self = Self {
        factor: Fit::No,
        resistant: Fit::No,
        blocked: Fit::No,
        terms: Fit::No,
    };

    /// What is asked for where only `meant` are.
    fn of_those(self, meant: Fit) -> Self {
        Self {
            factor: self.factor.min(meant),
            resistant: self.resistant.min(meant),
            blocked: self.blocked.min(meant),
            terms: self.terms.min(meant),
        }
    }

    /// With what another policy asks for.
    fn and(self, other: Self) -> Self {
        Self {
            factor: self.factor.max(other.factor),
            resistant: self.resistant.max(other.resistant),
            blocked: self.blocked.max(other.blocked),
            terms: self.terms.max(other.terms),
        }
    }
}

/// The policies that ask for something at an enrollment.
pub(in crate::prevention) struct Factors {
    /// Whom each means, on the platforms in question, and what it asks for.
    asking: Vec<(Fits, [Fit; 2], Asked)>,
    listed: usize,
}

/// The platforms that are told apart.
const PLATFORMS: [Platform; 2] = [Platform::Ios, Platform::MacOs];

impl Factors {
    /// Those among these policies.
    pub(in crate::prevention) fn of(policies: &[Policy], directory: &Directory) -> Self {
        let world = World::of(policies, directory);
        let mut asking = Vec::new();
        for policy in policies {
            let mut asked = asked_by(&policy.grant);
            // Terms for every app are met elsewhere first; aimed at enrollment they loop [M-TOU].
            if !aims_at_enrollment(policy) {
                asked.terms = Fit::No;
            }
            let enforced = match policy.state {
                State::Enabled => Fit::Yes,
                State::Unknown(_) => Fit::Maybe,
                State::ReportOnly | State::Disabled => Fit::No,
            };
            if asked == Asked::NOTHING || enforced == Fit::No {
                continue;
            }
            let reach = Reach::of(policy, &world);
            let fits = PLATFORMS.map(|platform| meets(&reach, &world, platform).min(enforced));
            if fits.iter().any(|fit| *fit != Fit::No) {
                asking.push((reach.people, fits, asked));
            }
        }
        Self {
            asking,
            listed: directory.users.len(),
        }
    }

    /// What somebody is asked for; the person's place in the directory, if it is listed there.
    pub(in crate::prevention) fn asked(&self, person: Option<usize>, mac: bool) -> Asked {
        let mut all = Asked::NOTHING;
        for (people, fits, asked) in &self.asking {
            // Whoever is not listed has the place behind the last one.
            let meant = fit(people, person.unwrap_or(self.listed)).min(fits[usize::from(mac)]);
            all = all.and(asked.of_those(meant));
        }
        all
    }
}

fn fit(fits: &Fits, number: usize) -> Fit {
    if fits.yes.contains(number) {
        Fit::Yes
    } else if fits.maybe.contains(number) {
        Fit::Maybe
    } else {
        Fit::No
    }
}

/// All of some places, none of them, or some.
fn all_of(fits: impl Iterator<Item = Fit>) -> Fit {
    let fits: Vec<Fit> = fits.collect();
    match (fits.iter().min(), fits.iter().max()) {
        (Some(Fit::Yes), _) => Fit::Yes,
        (None, _) | (_, None | Some(Fit::No)) => Fit::No,
        _ => Fit::Maybe,
    }
}

fn is_enrollment(app: &str) -> bool {
    [INTUNE_ENROLLMENT_APP, INTUNE_APP].contains(&app)
}

fn aims_at_enrollment(policy: &Policy) -> bool {
    let included = &policy.conditions.applications.include;
    let aims = |target: &Target| matches!(target, Target::App(id) if is_enrollment(id));
    included.iter().any(aims)
}

/// Whether a policy meets an enrollment on the device itself, wherever it happens.
fn meets(reach: &Reach, world: &World<'_>, platform: Platform) -> Fit {
    let apps = world.resources.iter().enumerate();
    let enrollment =
        apps.filter(|(_, resource)| matches!(resource, Resource::App(id) if is_enrollment(id)));
    let app = Fit::any(enrollment.map(|(number, _)| fit(&reach.resources, number)));
    let place = |wanted| Platform::ALL.iter().position(|it| *it == wanted);
    let platform = place(platform).map_or(Fit::No, |number| fit(&reach.platforms, number));
    // Setup Assistant signs in on a page of the web, inside a program of the system.
    let modern = [ClientType::Browser, ClientType::MobileAppsAndDesktopClients];
    let clients = ClientType::ALL.iter().enumerate();
    let clients = clients.filter(|(_, client)| modern.contains(client));
    let client = all_of(clients.map(|(number, _)| fit(&reach.clients, number)));
    let region = all_of((0..world.regions.len()).map(|number| fit(&reach.regions, number)));
    let direct = Flow::ALL.iter().position(|it| *it == Flow::Direct);
    let flow = direct.map_or(Fit::No, |number| fit(&reach.flows, number));
    let fresh = Device::ALL
        .iter()
        .position(|it| *it == Device::Unregistered);
    let device = fresh.map_or(Fit::No, |number| fit(&reach.devices, number));
    let all = [app, platform, client, region, flow, device, reach.gate];
    all.into_iter().min().unwrap_or(Fit::No)
}

/// What the controls of a policy ask for.
fn asked_by(grant: &Grant) -> Asked {
    let of: Vec<Asked> = grant.controls.iter().map(of_control).collect();
    let any = |what: fn(&Asked) -> Fit| Fit::any(of.iter().map(what));
    // A device that is being enrolled cannot meet what asks for a managed one or for an app.
    let open = grant.controls.iter().zip(&of).filter(|(control, _)| {
        !matches!(
            control,
            Control::Block
                | Control::CompliantDevice
                | Control::DomainJoinedDevice
                | Control::ApprovedApplication
                | Control::CompliantApplication
        )
    });
    let open: Vec<&Asked> = open.map(|(_, asked)| asked).collect();
    let each = |what: fn(&Asked) -> Fit| {
        let least = open.iter().map(|it| what(it)).min().unwrap_or(Fit::No);
        // Enrollment is let off where a compliant device is asked for [E-COMP]; whether also where
        // that is one of two ways is not published.
        if open.len() < of.len() {
            least.min(Fit::Maybe)
        } else {
            least
        }
    };
    match grant.operator {
        Operator::All => Asked {
            factor: any(|it| it.factor),
            resistant: any(|it| it.resistant),
            blocked: any(|it| it.blocked),
            terms: any(|it| it.terms),
        },
        // Whoever is blocked by the only control has no other one.
        Operator::OneOf => Asked {
            factor: each(|it| it.factor),
            resistant: each(|it| it.resistant),
            blocked: of.iter().map(|it| it.blocked).min().unwrap_or(Fit::No),
            terms: each(|it| it.terms),
        },
        Operator::Unknown(_) => Asked {
            factor: any(|it| it.factor),
            resistant: any(|it| it.resistant),
            blocked: any(|it| it.blocked),
            terms: any(|it| it.terms),
        }
        .of_those(Fit::Maybe),
    }
}

/// A strength is told by its name, or by its id where it has none: Microsoft's own ones, and those
/// of a tenant, of which nobody knows what they allow.
fn of_control(control: &Control) -> Asked {
    let mut asked = Asked::NOTHING;
    match control {
        Control::Mfa | Control::CustomFactor(_) => asked.factor = Fit::Yes,
        Control::AuthenticationStrength(name) => {
            (asked.factor, asked.resistant) = (Fit::Yes, resists(name));
        }
        Control::Unknown(_) => (asked.factor, asked.resistant) = (Fit::Maybe, Fit::Maybe),
        Control::Block => asked.blocked = Fit::Yes,
        Control::TermsOfUse(_) => asked.terms = Fit::Yes,
        Control::CompliantDevice
        | Control::DomainJoinedDevice
        | Control::ApprovedApplication
        | Control::CompliantApplication
        | Control::PasswordChange
        | Control::RiskRemediation => {}
    }
    asked
}

fn resists(strength: &str) -> Fit {
    let name = strength.to_ascii_lowercase();
    if name.contains("phishing") || name.ends_with("-000000000004") {
        Fit::Yes
    } else if name == "multifactor authentication" || name.ends_with("-000000000002") {
        Fit::No
    } else {
        Fit::Maybe
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, Factors, Fit};
    use crate::prevention::access::directory::{App, Directory, Roster, Standing, User};
    use crate::prevention::access::policy::{
        ClientCondition, ClientType, Control, Grant, Locations, Operator, Place, Policy, Risk,
        State, Target, Who,
    };
    use enrollment::snapshot::INTUNE_ENROLLMENT_APP;
    use std::collections::BTreeMap;

    /// Two people, of whom the second is in group `g`; nobody read group `h`.
    fn directory(complete: bool) -> Directory {
        let user = |id: &str| User {
            id: id.to_owned(),
            name: id.to_owned(),
            standing: Standing::Member,
        };
        Directory {
            users: vec![user("a"), user("b")],
            users_complete: complete,
            groups: BTreeMap::from([
                ("g".to_owned(), Roster::Read(vec![1])),
                ("h".to_owned(), Roster::Unread),
            ]),
            locations_complete: true,
            apps: vec![App {
                id: INTUNE_ENROLLMENT_APP.to_owned(),
                office_365: Some(false),
                admin_portals: Some(false),
            }],
            ..Directory::default()
        }
    }

    fn policy(who: Who, operator: Operator, controls: &[Control]) -> Policy {
        let mut policy = Policy {
            state: State::Enabled,
            grant: Grant {
                operator,
                controls: controls.to_vec(),
            },
            ..Policy::default()
        };
        policy.conditions.users.include = vec![who];
        policy.conditions.applications.include = vec![Target::All];
        policy.conditions.client_types = vec![ClientCondition::All];
        policy
    }

    fn asked(policy: Policy, person: Option<usize>) -> Asked {
        let complete = person.is_some();
        Factors::of(&[policy], &directory(complete)).asked(person, false)
    }

    fn factor(policy: Policy, person: usize) -> Fit {
        asked(policy, Some(person)).factor
    }

    #[test]
    fn a_policy_asks_whom_it_means() {
        let mfa = |who| policy(who, Operator::All, &[Control::Mfa]);
        let group = |id: &str| Who::Group(id.to_owned());
        assert_eq!(factor(mfa(Who::All), 0), Fit::Yes);
        assert_eq!(factor(mfa(group("g")), 0), Fit::No);
        assert_eq!(factor(mfa(group("g")), 1), Fit::Yes);
        assert_eq!(factor(mfa(group("h")), 0), Fit::Maybe);
        assert_eq!(asked(mfa(group("g")), None).factor, Fit::Maybe);
        let mut other = mfa(Who::All);
        other.conditions.applications.exclude = vec![Target::App(INTUNE_ENROLLMENT_APP.to_owned())];
        assert_eq!(factor(other, 0), Fit::No);
        let mut reported = mfa(Who::All);
        reported.state = State::ReportOnly;
        assert_eq!(factor(reported, 0), Fit::No);
        let mut abroad = mfa(Who::All);
        abroad.conditions.locations = Some(Locations {
            include: vec![Place::All],
            exclude: vec![Place::Named("office".to_owned())],
        });
        assert_eq!(
            factor(abroad, 0),
            Fit::Maybe,
            "at home, and not at the office"
        );
    }

    #[test]
    fn a_policy_keeps_out_whom_it_means() {
        let blocks = |who| policy(who, Operator::OneOf, &[Control::Block]);
        let group = |id: &str| Who::Group(id.to_owned());
        let blocked = |policy: Policy, person: usize| asked(policy, Some(person)).blocked;
        assert_eq!(blocked(blocks(Who::All), 0), Fit::Yes);
        assert_eq!(blocked(blocks(group("g")), 0), Fit::No);
        assert_eq!(blocked(blocks(group("g")), 1), Fit::Yes);
        assert_eq!(blocked(blocks(group("h")), 0), Fit::Maybe, "nobody read it");
        let mut abroad = blocks(Who::All);
        abroad.conditions.locations = Some(Locations {
            include: vec![Place::All],
            exclude: vec![Place::AllTrusted, Place::Named("office".to_owned())],
        });
        assert_eq!(blocked(abroad, 0), Fit::Maybe, "not at the office");
        let mut old_clients = blocks(Who::All);
        old_clients.conditions.client_types = vec![ClientCondition::Is(ClientType::Other)];
        assert_eq!(blocked(old_clients, 0), Fit::No);
        let mut risky = blocks(Who::All);
        risky.conditions.sign_in_risk = vec![Risk::High];
        assert_eq!(blocked(risky, 0), Fit::No);
        let or_compliant = [Control::Block, Control::CompliantDevice];
        let either = policy(Who::All, Operator::OneOf, &or_compliant);
        assert_eq!(blocked(either, 0), Fit::No);
        assert_eq!(asked(blocks(Who::All), Some(0)).factor, Fit::No);
    }

    #[test]
    fn terms_of_use_are_in_the_way_where_they_are_aimed_at_enrollment() {
        let terms = [Control::TermsOfUse("t".to_owned())];
        let mut policy = policy(Who::Group("g".to_owned()), Operator::All, &terms);
        assert_eq!(asked(policy.clone(), Some(1)).terms, Fit::No);
        let aimed = vec![Target::App(INTUNE_ENROLLMENT_APP.to_owned())];
        policy.conditions.applications.include = aimed;
        assert_eq!(asked(policy.clone(), Some(1)).terms, Fit::Yes);
        assert_eq!(asked(policy, Some(0)).terms, Fit::No);
    }

    #[test]
    fn one_of_several_asks_for_what_none_of_them_goes_without() {
        let of = |operator, controls: &[Control]| {
            let found = asked(policy(Who::All, operator, controls), Some(0));
            (found.factor, found.resistant)
        };
        let strength = |name: &str| Control::AuthenticationStrength(name.to_owned());
        let terms = Control::TermsOfUse("t".to_owned());
        let (strong, own) = (strength("Phishing-resistant MFA"), strength("Our own"));
        let (no, maybe, yes) = (Fit::No, Fit::Maybe, Fit::Yes);
        let compliant = Control::CompliantDevice;
        assert_eq!(
            of(Operator::All, std::slice::from_ref(&compliant)),
            (no, no)
        );
        assert_eq!(of(Operator::OneOf, &[Control::Mfa, compliant]), (maybe, no));
        assert_eq!(
            of(Operator::OneOf, &[Control::Mfa, terms.clone()]),
            (no, no)
        );
        assert_eq!(of(Operator::All, &[Control::Mfa, terms]), (yes, no));
        assert_eq!(of(Operator::All, std::slice::from_ref(&strong)), (yes, yes));
        assert_eq!(of(Operator::OneOf, &[strong, Control::Mfa]), (yes, no));
        assert_eq!(of(Operator::All, &[own]), (yes, maybe));
        let odd = Operator::Unknown("XOR".to_owned());
        assert_eq!(of(odd, &[Control::Mfa]), (maybe, no));
        assert_eq!(of(Operator::All, &[]), (no, no));
    }
}
