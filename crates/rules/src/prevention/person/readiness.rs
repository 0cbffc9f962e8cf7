//! What a person lacks who is about to get a device, and what nobody could see.

use super::addresses::Addresses;
use super::devices::{Enrolled, enrolled};
use crate::prevention::access::{Asked, Factors, Fit};
use crate::prevention::restrictions::{Lets, Limits, PlatformName, Platforms};
use enrollment::access::{People as Listed, resolve_among};
use enrollment::snapshot::{
    Account, Guid, Registered, SecondFactors, Snapshot, Source, Subscription, SubscriptionState,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is about to be handed to somebody.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::prevention) struct Coming {
    /// How many devices on which the person signs in.
    pub(in crate::prevention) devices: u32,
    /// Whether all of them are Macs.
    pub(in crate::prevention) macs_alone: bool,
}

/// What is in a person's way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::prevention) enum Lack {
    /// The account is disabled.
    Disabled,
    /// No licence for Intune.
    Licence,
    /// As many devices as allowed, with the new ones too many.
    Room {
        /// How many there are.
        enrolled: u32,
        /// How many are allowed.
        limit: u32,
    },
    /// As many devices registered in Entra as allowed, with the new ones too many.
    Registered {
        /// How many there are, of those that Intune manages.
        registered: u32,
        /// How many are allowed.
        limit: u32,
    },
    /// A second factor is asked for, and none is registered that may be used.
    Factor,
    /// The same, and only when the enrolled device is registered in Entra.
    FactorToRegister,
    /// A second factor is asked for, and those that are registered do not work in Setup Assistant.
    Unusable,
    /// What is asked for does not work in Setup Assistant, whoever has it.
    Resistant,
    /// A Conditional Access policy keeps the person out.
    KeptOut,
    /// A Conditional Access policy asks for terms of use, which cannot be accepted there.
    Terms,
}

/// What kept somebody from telling.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::prevention) enum Doubt {
    /// A source was not read, or not whole.
    Source(Source),
    /// A source was read, and the person's row does not say this.
    Field(Source, &'static str),
    /// No account has the holder's address.
    NoAccount,
    /// Which limit counts: groups that were not read, or a filter for devices.
    WhichLimit,
    /// Whether a policy asks this person: its groups, its conditions.
    WhetherAsked,
    /// What an authentication strength of the tenant's own allows.
    Strength,
    /// Whether a policy keeps this person out: its groups, its conditions, its places.
    WhetherKeptOut,
}

/// What is known to be in order, whatever an earlier attempt says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::prevention) struct Known {
    pub(in crate::prevention) licence: bool,
    pub(in crate::prevention) room: bool,
    pub(in crate::prevention) factor: bool,
    /// Whether somebody surely asks for a second factor.
    pub(in crate::prevention) asked: bool,
}

/// A person's readiness.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::prevention) struct Readiness {
    pub(in crate::prevention) lacks: Vec<Lack>,
    pub(in crate::prevention) doubts: Vec<Doubt>,
    pub(in crate::prevention) known: Known,
}

/// Whatever is to be known about people who are about to get a device.
pub(in crate::prevention) struct People<'s> {
    snapshot: &'s Snapshot,
    addresses: Addresses<'s>,
    /// The accounts' places in the directory, as far as they can sign in.
    places: BTreeMap<Guid, usize>,
    limits: Limits,
    platforms: Platforms<'s>,
    enrolled: BTreeMap<Guid, Enrolled>,
    subscriptions: BTreeMap<Guid, &'s Subscription>,
    factors: BTreeMap<Guid, &'s SecondFactors>,
    asking: Factors,
}

impl<'s> People<'s> {
    /// Everything about whoever has one of these addresses, in one pass over each source.
    pub(in crate::prevention) fn of<'w>(
        wanted: impl Iterator<Item = &'w str> + Clone,
        snapshot: &'s Snapshot,
    ) -> Self {
        let addresses = Addresses::of(wanted.clone(), snapshot);
        let accounts: BTreeMap<Guid, &Account> = wanted
            .filter_map(|address| addresses.account(address))
            .map(|account| (account.id, account))
            .collect();
        let listed = Listed::of(snapshot);
        let ids: BTreeSet<String> = accounts.keys().map(Guid::to_string).collect();
        let users = listed.users.iter().enumerate();
        let places = users.filter(|(_, user)| ids.contains(&user.id));
        let places = places.map(|(place, user)| (Guid::parse(&user.id), place));
        let subscriptions = snapshot.subscriptions.iter();
        let factors = snapshot.second_factors.iter();
        let places = places.collect();
        let limits = Limits::of(snapshot, &listed);
        let platforms = Platforms::of(snapshot, &listed);
        let stated = resolve_among(listed);
        Self {
            snapshot,
            places,
            limits,
            platforms,
            enrolled: enrolled(accounts.values().copied(), snapshot),
            subscriptions: subscriptions.map(|row| (row.product, row)).collect(),
            factors: factors
                .filter(|row| accounts.contains_key(&row.account))
                .map(|row| (row.account, row))
                .collect(),
            asking: Factors::of(&stated.policies, &stated.directory),
            addresses,
        }
    }

    /// Whether the person with this address is ready.
    pub(in crate::prevention) fn readiness(&self, address: &str, coming: Coming) -> Readiness {
        let mut found = Readiness::default();
        let Some(account) = self.addresses.account(address) else {
            found.doubts.push(match self.unread(Source::Accounts) {
                Some(source) => Doubt::Source(source),
                None => Doubt::NoAccount,
            });
            return found;
        };
        match account.enabled {
            Some(true) => {}
            Some(false) => found.lacks.push(Lack::Disabled),
            None => found.doubt(Doubt::Field(Source::Accounts, "accountEnabled")),
        }
        self.licence(account, &mut found);
        self.room(account, coming, &mut found);
        self.registration(account, coming, &mut found);
        self.factor(account, coming, &mut found);
        found
    }

    /// Whether enrollment restrictions let in a device of the organisation on which the person with
    /// this address signs in. None where nobody knows the person's account.
    pub(in crate::prevention) fn lets_in(
        &self,
        address: &str,
        platform: PlatformName,
    ) -> Option<Lets> {
        let account = self.addresses.account(address)?;
        if self.unread(Source::Restrictions).is_some() {
            return Some(Lets::Unclear);
        }
        let place = self.places.get(&account.id).copied();
        Some(self.platforms.met(place, platform).corporate)
    }

    fn unread(&self, source: Source) -> Option<Source> {
        let complete = self.snapshot.reads.is_complete(source);
        (!complete).then_some(source)
    }

    fn licence(&self, account: &Account, found: &mut Readiness) {
        let Some(mut licences) = account.licences(&self.snapshot.words) else {
            found.doubt(Doubt::Field(Source::Accounts, "assignedLicenses"));
            return;
        };
        let mut doubt = None;
        let licensed = licences.any(|(product, off)| {
            let Some(row) = self.subscriptions.get(&product) else {
                doubt = Some(match self.unread(Source::Subscriptions) {
                    Some(source) => Doubt::Source(source),
                    None => Doubt::Field(Source::Subscriptions, "skuId"),
                });
                return false;
            };
            let has_plan = row.intune_plans.iter().any(|plan| !off.contains(plan));
            match row.state {
                SubscriptionState::Enabled | SubscriptionState::Warning => has_plan,
                SubscriptionState::Suspended
                | SubscriptionState::Deleted
                | SubscriptionState::LockedOut => false,
                SubscriptionState::Missing | SubscriptionState::Strange(_) => {
                    if has_plan {
                        doubt = Some(Doubt::Field(Source::Subscriptions, "capabilityStatus"));
                    }
                    false
                }
            }
        });
        match doubt {
            _ if licensed => found.known.licence = true,
            Some(doubt) => found.doubt(doubt),
            None => found.lacks.push(Lack::Licence),
        }
    }

    fn room(&self, account: &Account, coming: Coming, found: &mut Readiness) {
        if let Some(source) = self.unread(Source::Restrictions) {
            found.doubt(Doubt::Source(source));
            return;
        }
        let place = self.places.get(&account.id).copied();
        let Some((least, most)) = self.limits.of_person(place) else {
            found.doubt(Doubt::Field(Source::Restrictions, "limit"));
            return;
        };
        let Enrolled {
            surely, at_most, ..
        } = self.enrolled(account);
        let unread = self.unread(Source::ManagedDevices);
        if surely + coming.devices > most {
            found.lacks.push(Lack::Room {
                enrolled: surely,
                limit: most,
            });
        } else if let Some(source) = unread {
            found.doubt(Doubt::Source(source));
        } else if at_most + coming.devices <= least {
            found.known.room = true;
        } else if surely + coming.devices > least {
            found.doubt(Doubt::WhichLimit);
        } else {
            found.doubt(Doubt::Field(Source::ManagedDevices, "lastSyncDateTime"));
        }
    }

    /// What nobody knows is no obstacle here: the usual limit is far off, and whoever reaches it
    /// has devices that Intune does not know.
    fn registration(&self, account: &Account, coming: Coming, found: &mut Readiness) {
        let registered = self.enrolled(account).registered;
        let said = self.snapshot.device_registration;
        let limit = said.and_then(|it| it.devices_max);
        if let Some(limit) = limit.filter(|limit| registered + coming.devices > *limit) {
            found.lacks.push(Lack::Registered { registered, limit });
        }
    }

    fn enrolled(&self, account: &Account) -> Enrolled {
        self.enrolled.get(&account.id).copied().unwrap_or_default()
    }

    fn factor(&self, account: &Account, coming: Coming, found: &mut Readiness) {
        let place = self.places.get(&account.id).copied();
        let Asked {
            factor,
            resistant,
            blocked,
            terms,
        } = self.asking.asked(place, coming.macs_alone);
        let unread = self.unread(Source::AccessPolicies);
        for (fit, lack) in [(blocked, Lack::KeptOut), (terms, Lack::Terms)] {
            match fit {
                Fit::Yes => found.lacks.push(lack),
                Fit::Maybe => found.doubt(Doubt::WhetherKeptOut),
                Fit::No => {}
            }
        }
        found.known.asked = factor == Fit::Yes;
        match resistant {
            Fit::Yes => {
                found.lacks.push(Lack::Resistant);
                return;
            }
            Fit::Maybe if factor == Fit::Yes => found.doubt(Doubt::Strength),
            Fit::Maybe => found.doubt(Doubt::WhetherAsked),
            Fit::No => {}
        }
        let lack = match self.factors.get(&account.id) {
            Some(row) => shown(row),
            None => Err(match self.unread(Source::SecondFactors) {
                Some(source) => Doubt::Source(source),
                None => Doubt::Field(Source::SecondFactors, "id"),
            }),
        };
        match (lack, factor) {
            (Ok(None), _) => found.known.factor = true,
            (Ok(Some(lack)), Fit::Yes) => found.lacks.push(lack),
            (Err(doubt), Fit::Yes) => found.doubt(doubt),
            (lack, _) => self.asked_elsewhere(lack, factor, found),
        }
        if let Some(source) = unread {
            found.doubt(Doubt::Source(source));
        }
    }

    /// What asks beside the policies, which do not surely ask: registering the device, and security
    /// defaults, which ask whenever Microsoft thinks it wise.
    fn asked_elsewhere(
        &self,
        lack: Result<Option<Lack>, Doubt>,
        factor: Fit,
        found: &mut Readiness,
    ) {
        let snapshot = self.snapshot;
        let unsaid = |source, field| match self.unread(source) {
            Some(source) => Doubt::Source(source),
            None => Doubt::Field(source, field),
        };
        let registering = snapshot.device_registration.and_then(|it| it.second_factor);
        match (registering, lack) {
            // By then the device is set up, and shows whatever a person has.
            (Some(false), _) | (_, Ok(None | Some(Lack::Unusable))) => {}
            (Some(true), Ok(_)) => found.lacks.push(Lack::FactorToRegister),
            (Some(true), Err(doubt)) => found.doubt(doubt),
            (None, _) => found.doubt(unsaid(
                Source::DeviceRegistration,
                "multiFactorAuthConfiguration",
            )),
        }
        match snapshot.security_defaults {
            Some(true) => found.doubt(Doubt::WhetherAsked),
            _ if factor == Fit::Maybe => found.doubt(Doubt::WhetherAsked),
            Some(false) => {}
            None => found.doubt(unsaid(Source::SecurityDefaults, "isEnabled")),
        }
    }
}

impl Readiness {
    fn doubt(&mut self, doubt: Doubt) {
        if !self.doubts.contains(&doubt) {
            self.doubts.push(doubt);
        }
    }
}

/// What a person lacks to show a second factor while the device is set up.
fn shown(row: &SecondFactors) -> Result<Option<Lack>, Doubt> {
    let unsaid = Doubt::Field(Source::SecondFactors, "methodsRegistered");
    let Registered {
        elsewhere,
        pass,
        resistant,
        strange,
    } = row.registered.ok_or(unsaid)?;
    let may_be_used = row.capable != Some(false);
    match (pass, elsewhere, strange, resistant) {
        (true, ..) => Ok(None),
        (_, true, ..) if may_be_used => Ok(None),
        (_, _, true, _) => Err(unsaid),
        (.., true) => Ok(Some(Lack::Unusable)),
        _ => Ok(Some(Lack::Factor)),
    }
}
