//! Whom Conditional Access asks for a second factor when they enroll a device, and whether Setup
//! Assistant can show the one that is asked for (causality.md C38).

use super::directory::Directory;
use super::fit::{Fit, Fits};
use super::policy::{ClientType, Control, Grant, Operator, Platform, Policy, State};
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
}

/// The policies that ask for a second factor.
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
            let asked = asked_by(&policy.grant);
            let enforced = match policy.state {
                State::Enabled => Fit::Yes,
                State::Unknown(_) => Fit::Maybe,
                State::ReportOnly | State::Disabled => Fit::No,
            };
            if asked.factor == Fit::No || enforced == Fit::No {
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
        let mut all = Asked {
            factor: Fit::No,
            resistant: Fit::No,
        };
        for (people, fits, asked) in &self.asking {
            // Whoever is not listed has the place behind the last one.
            let meant = fit(people, person.unwrap_or(self.listed)).min(fits[usize::from(mac)]);
            all.factor = all.factor.max(asked.factor.min(meant));
            all.resistant = all.resistant.max(asked.resistant.min(meant));
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

/// Whether a policy meets an enrollment on the device itself, wherever it happens.
fn meets(reach: &Reach, world: &World<'_>, platform: Platform) -> Fit {
    let apps = world.resources.iter().enumerate();
    let enrollment = apps.filter(|(_, resource)| {
        let Resource::App(id) = resource else {
            return false;
        };
        [INTUNE_ENROLLMENT_APP, INTUNE_APP].contains(&id.as_str())
    });
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
        },
        Operator::OneOf => Asked {
            factor: each(|it| it.factor),
            resistant: each(|it| it.resistant),
        },
        Operator::Unknown(_) => Asked {
            factor: any(|it| it.factor).min(Fit::Maybe),
            resistant: any(|it| it.resistant).min(Fit::Maybe),
        },
    }
}

/// A strength is told by its name, or by its id where it has none: Microsoft's own ones, and those
/// of a tenant, of which nobody knows what they allow.
fn of_control(control: &Control) -> Asked {
    let (factor, resistant) = match control {
        Control::Mfa | Control::CustomFactor(_) => (Fit::Yes, Fit::No),
        Control::AuthenticationStrength(name) => (Fit::Yes, resists(name)),
        Control::Unknown(_) => (Fit::Maybe, Fit::Maybe),
        Control::Block
        | Control::CompliantDevice
        | Control::DomainJoinedDevice
        | Control::ApprovedApplication
        | Control::CompliantApplication
        | Control::PasswordChange
        | Control::RiskRemediation
        | Control::TermsOfUse(_) => (Fit::No, Fit::No),
    };
    Asked { factor, resistant }
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
        ClientCondition, Control, Grant, Locations, Operator, Place, Policy, State, Target, Who,
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
