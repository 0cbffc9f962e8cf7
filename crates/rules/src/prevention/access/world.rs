//! Every sign-in that an unmanaged device can try, as a product of small sets.
//!
//! A user, a resource, a type of client, a platform that is claimed, a region, a flow, and whether
//! the device registered itself. The product is wider than the world; what never happens, such as
//! Exchange ActiveSync to a portal, is no hole by itself. Risk is no dimension: a sign-in may carry
//! any, so that a policy that asks for a certain risk does not always apply.

use super::directory::{Directory, Roster, Standing};
use super::fit::{Fit, Fits};
use super::policy::{
    ClientType, ExternalTenants, GuestKind, Guests, Place, Policy, Target, UserAction, Users, Who,
};
use super::set::Set;
use enrollment::snapshot::EXCHANGE_ONLINE_APP;
use std::collections::{BTreeMap, BTreeSet};

/// What is signed in to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Resource {
    /// An app that a policy or the directory names.
    App(String),
    /// What `Office365` means besides.
    OtherOffice365,
    /// What `MicrosoftAdminPortals` means besides.
    OtherAdminPortals,
    /// Any app that nobody names: also the one that is added tomorrow.
    AnyOtherApp,
    /// Registering a second factor.
    RegisterSecurityInformation,
    /// Registering or joining a device.
    RegisterOrJoinDevices,
}

/// Where a sign-in comes from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Region {
    /// An address that lies in these named locations (ids) and no other.
    In(Vec<String>),
    /// An address in no named location.
    Elsewhere,
    /// A named location that was not read.
    Unlisted,
    /// An address in several named locations at once, of which nobody can tell which.
    Several,
}

/// How the token is asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Flow {
    /// On the device itself.
    Direct,
    /// Handed over from another device that is signed in.
    AuthenticationTransfer,
    /// With a code that is typed in on another device. That device's state counts, not this one's.
    DeviceCode,
}

impl Flow {
    /// Every flow.
    pub const ALL: [Self; 3] = [Self::Direct, Self::AuthenticationTransfer, Self::DeviceCode];
}

/// What the directory knows of the device, which nobody manages in either case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Device {
    /// Nothing.
    Unregistered,
    /// It registered itself, as an app such as Authenticator does for whoever signs in. It is
    /// neither compliant nor joined.
    Registered,
}

impl Device {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Unregistered, Self::Registered];
}

/// The dimensions, with what the policies' entries mean in them.
#[derive(Debug)]
pub(crate) struct World<'a> {
    pub(crate) directory: &'a Directory,
    /// Users, and one more if the list is not complete.
    pub(crate) people: usize,
    pub(crate) resources: Vec<Resource>,
    pub(crate) regions: Vec<Region>,
    /// Which of the resources Exchange Online is.
    exchange: Option<usize>,
    trusted: BTreeMap<&'a str, Option<bool>>,
    suites: BTreeMap<&'a str, (Option<bool>, Option<bool>)>,
    who: BTreeMap<Who, Fits>,
}

impl<'a> World<'a> {
    pub(crate) fn of(policies: &'a [Policy], directory: &'a Directory) -> Self {
        let people = directory.users.len() + usize::from(!directory.users_complete);
        let suites = directory.apps.iter();
        let resources = resources(policies, directory);
        let mut world = Self {
            directory,
            people,
            exchange: exchange(&resources),
            resources,
            regions: regions(policies, directory),
            trusted: directory
                .locations
                .iter()
                .map(|place| (place.id.as_str(), place.trusted))
                .collect(),
            suites: suites
                .map(|app| (app.id.as_str(), (app.office_365, app.admin_portals)))
                .collect(),
            who: BTreeMap::new(),
        };
        world.read_people(policies);
        world
    }

    /// Whom a policy means.
    pub(crate) fn people(&self, users: &Users) -> Fits {
        self.any_of(&users.include)
            .but(&self.any_of(&users.exclude))
    }

    /// Whom one entry means.
    pub(crate) fn one(&self, who: &Who) -> Fits {
        self.who.get(who).cloned().unwrap_or_else(|| match who {
            Who::All => self.everybody(),
            _ => Fits {
                yes: Set::empty(self.people),
                maybe: Set::full(self.people),
            },
        })
    }

    /// Whom a list means.
    pub(crate) fn any_of(&self, list: &[Who]) -> Fits {
        let mut all = Fits::none(self.people);
        for who in list {
            match self.who.get(who) {
                Some(fits) => all.add(fits),
                None => all.add(&self.one(who)),
            }
        }
        all
    }

    /// Whether an entry means a resource.
    pub(crate) fn target(&self, target: &Target, resource: &Resource) -> Fit {
        let known = |answer: Option<bool>| answer.map_or(Fit::Maybe, Fit::of);
        match (target, resource) {
            (_, Resource::RegisterSecurityInformation | Resource::RegisterOrJoinDevices) => Fit::No,
            (Target::All, _) => Fit::Yes,
            (Target::App(named), Resource::App(app)) => Fit::of(named == app),
            (Target::App(_), _) => Fit::No,
            (Target::Office365, Resource::App(app)) => known(self.suite(app).0),
            (Target::AdminPortals, Resource::App(app)) => known(self.suite(app).1),
            (Target::Office365, _) => Fit::of(*resource == Resource::OtherOffice365),
            (Target::AdminPortals, _) => Fit::of(*resource == Resource::OtherAdminPortals),
        }
    }

    fn suite(&self, app: &str) -> (Option<bool>, Option<bool>) {
        self.suites.get(app).copied().unwrap_or_default()
    }

    /// Whether some sign-in to one of these resources, with one of these clients, on one of these
    /// devices is possible; all of them positions. Only Exchange Online speaks Exchange ActiveSync,
    /// and old clients say nothing of the device, so that it counts as not registered [E-COND].
    pub(crate) fn happens(&self, among: &[usize], clients: &[usize], devices: &[usize]) -> bool {
        let device = |wanted| {
            devices
                .iter()
                .any(|one| Device::ALL.get(*one) == Some(&wanted))
        };
        let clients = clients.iter().filter_map(|one| ClientType::ALL.get(*one));
        clients.into_iter().any(|client| match client {
            ClientType::Browser | ClientType::MobileAppsAndDesktopClients => {
                !devices.is_empty() && !among.is_empty()
            }
            ClientType::Other => device(Device::Unregistered) && !among.is_empty(),
            ClientType::ExchangeActiveSync => {
                let exchange = |one: &usize| Some(*one) == self.exchange;
                device(Device::Unregistered) && among.iter().any(exchange)
            }
        })
    }

    /// Whether an entry means a region.
    pub(crate) fn place(&self, place: &Place, region: &Region) -> Fit {
        match (place, region) {
            (Place::All, _) => Fit::Yes,
            (_, Region::Elsewhere) | (Place::Named(_), Region::Unlisted) => Fit::No,
            (Place::AllTrusted, Region::Unlisted) | (_, Region::Several) => Fit::Maybe,
            (Place::Named(id), Region::In(ids)) => Fit::of(ids.contains(id)),
            (Place::AllTrusted, Region::In(ids)) => Fit::any(ids.iter().map(|id| {
                let trusted = self.trusted.get(id.as_str()).copied().flatten();
                trusted.map_or(Fit::Maybe, Fit::of)
            })),
        }
    }

    fn everybody(&self) -> Fits {
        Fits {
            yes: Set::full(self.people),
            maybe: Set::empty(self.people),
        }
    }

    fn read_people(&mut self, policies: &'a [Policy]) {
        let lists = policies.iter().map(|policy| &policy.conditions.users);
        let named: BTreeSet<&Who> = lists
            .flat_map(|users| users.include.iter().chain(&users.exclude))
            .collect();
        let users = self.directory.users.iter().enumerate();
        let wanted: BTreeSet<&str> = named.iter().filter_map(|who| user_id(who)).collect();
        let places: BTreeMap<&str, usize> = users
            .map(|(place, user)| (user.id.as_str(), place))
            .filter(|(id, _)| wanted.contains(id))
            .collect();
        for who in named {
            let fits = self.read_one(who, &places);
            self.who.insert(who.clone(), fits);
        }
    }

    fn read_one(&self, who: &Who, places: &BTreeMap<&str, usize>) -> Fits {
        let mut fits = Fits::none(self.people);
        match who {
            Who::All => return self.everybody(),
            Who::User(id) => {
                if let Some(place) = places.get(id.as_str()) {
                    fits.yes.insert(*place);
                    return fits;
                }
            }
            Who::Group(id) => return self.roster(self.directory.groups.get(id)),
            Who::Role(id) => return self.roster(self.directory.roles.get(id)),
            Who::Guests(guests) => {
                for (place, user) in self.directory.users.iter().enumerate() {
                    match guest(guests, &user.standing) {
                        Fit::Yes => fits.yes.insert(place),
                        Fit::Maybe => fits.maybe.insert(place),
                        Fit::No => {}
                    }
                }
            }
            Who::Unknown(_) => fits.maybe = Set::full(self.people),
        }
        self.doubt_unlisted(&mut fits);
        fits
    }

    fn roster(&self, roster: Option<&Roster>) -> Fits {
        let mut fits = Fits::none(self.people);
        match roster {
            Some(Roster::Read(members)) => {
                let listed = members.iter().map(|member| *member as usize);
                for member in listed.filter(|member| *member < self.directory.users.len()) {
                    fits.yes.insert(member);
                }
                self.doubt_unlisted(&mut fits);
            }
            Some(Roster::Unread) | None => fits.maybe = Set::full(self.people),
        }
        fits
    }

    /// Whoever is not listed may be anybody.
    fn doubt_unlisted(&self, fits: &mut Fits) {
        if !self.directory.users_complete {
            fits.maybe.insert(self.directory.users.len());
        }
    }
}

fn user_id(who: &Who) -> Option<&str> {
    match who {
        Who::User(id) => Some(id),
        _ => None,
    }
}

fn guest(guests: &Guests, standing: &Standing) -> Fit {
    let (kind, home) = match standing {
        Standing::Member => return Fit::No,
        Standing::Unread => return Fit::Maybe,
        Standing::Guest { kind, tenant } => (kind, tenant),
    };
    if !guests.kinds.contains(kind) {
        return Fit::No;
    }
    match (&guests.tenants, home) {
        (ExternalTenants::All, _) => Fit::Yes,
        // An internal guest has no other tenant.
        (_, _) if *kind == GuestKind::InternalGuest => Fit::Yes,
        (ExternalTenants::These(ids), Some(home)) => Fit::of(ids.contains(home)),
        (ExternalTenants::These(_), None) | (ExternalTenants::Unknown, _) => Fit::Maybe,
    }
}

fn resources(policies: &[Policy], directory: &Directory) -> Vec<Resource> {
    let applications = policies
        .iter()
        .map(|policy| &policy.conditions.applications);
    let mut apps: BTreeSet<&str> = applications
        .flat_map(|applications| applications.include.iter().chain(&applications.exclude))
        .filter_map(|target| match target {
            Target::App(id) => Some(id.as_str()),
            Target::All | Target::Office365 | Target::AdminPortals => None,
        })
        .collect();
    apps.extend(directory.apps.iter().map(|app| app.id.as_str()));
    let apps = apps.into_iter().map(|id| Resource::App(id.to_owned()));
    apps.chain([
        Resource::OtherOffice365,
        Resource::OtherAdminPortals,
        Resource::AnyOtherApp,
        Resource::RegisterSecurityInformation,
        Resource::RegisterOrJoinDevices,
    ])
    .collect()
}

/// Where nobody names it, it is among the other apps of Office 365.
fn exchange(resources: &[Resource]) -> Option<usize> {
    let place = |wanted: &Resource| resources.iter().position(|one| one == wanted);
    let named = place(&Resource::App(EXCHANGE_ONLINE_APP.to_owned()));
    named.or_else(|| place(&Resource::OtherOffice365))
}

fn regions(policies: &[Policy], directory: &Directory) -> Vec<Region> {
    let configured = policies
        .iter()
        .filter_map(|policy| policy.conditions.locations.as_ref());
    let mut ids: BTreeSet<&str> = configured
        .flat_map(|locations| locations.include.iter().chain(&locations.exclude))
        .filter_map(|place| match place {
            Place::Named(id) => Some(id.as_str()),
            Place::All | Place::AllTrusted => None,
        })
        .collect();
    ids.extend(directory.locations.iter().map(|place| place.id.as_str()));
    let mut regions: BTreeSet<_> = ids
        .into_iter()
        .map(|id| Region::In(vec![id.to_owned()]))
        .collect();
    for overlap in directory.overlaps.iter().filter(|ids| !ids.is_empty()) {
        let sorted: BTreeSet<_> = overlap.iter().cloned().collect();
        regions.insert(Region::In(sorted.into_iter().collect()));
    }
    regions.insert(Region::Elsewhere);
    if !directory.locations_complete {
        regions.insert(Region::Unlisted);
    }
    if directory.overlaps_cut {
        regions.insert(Region::Several);
    }
    regions.into_iter().collect()
}

/// Whether a list of user actions means a resource.
pub(crate) fn action(actions: &[UserAction], resource: &Resource) -> Fit {
    let wanted = match resource {
        Resource::RegisterSecurityInformation => UserAction::RegisterSecurityInformation,
        Resource::RegisterOrJoinDevices => UserAction::RegisterOrJoinDevices,
        Resource::App(_)
        | Resource::OtherOffice365
        | Resource::OtherAdminPortals
        | Resource::AnyOtherApp => return Fit::No,
    };
    Fit::any(actions.iter().map(|action| match action {
        UserAction::Unknown(_) => Fit::Maybe,
        _ => Fit::of(*action == wanted),
    }))
}
