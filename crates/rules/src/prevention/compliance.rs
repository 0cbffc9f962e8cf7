//! For whom there is a compliance policy, on each of Apple's platforms (causality.md §5, P18).
//!
//! A policy reaches a device through its user or through the device itself. Whom a group means is
//! known where its members were read; a filter for devices is read by nobody.

use super::restrictions::PlatformName;
use enrollment::case_file::Kind;
use enrollment::device_kind::{kind_of_os, kind_of_platform};
use enrollment::snapshot::{
    CompliancePolicy, Guid, ManagedDevice, RestrictionTarget, Snapshot, Source, Whom,
};
use std::collections::{BTreeMap, BTreeSet};

/// Whether somebody has a policy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Has {
    /// None of those that were read.
    No,
    /// Nobody can say: a group was not read, or a filter narrows it.
    Perhaps,
    /// One at least.
    Yes,
}

/// Who holds a device.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Holder {
    /// Nobody.
    Nobody,
    /// Somebody whose id the row does not say, as in a file of the portal.
    Unnamed,
    /// The person with this id.
    Person(Guid),
}

impl Holder {
    /// Of a device.
    pub fn of(device: &ManagedDevice) -> Self {
        if device.user_id.is_some() {
            Self::Person(device.user_id)
        } else if device.user.is_some() {
            Self::Unnamed
        } else {
            Self::Nobody
        }
    }
}

/// For whom a tenant's compliance policies are.
pub struct Coverage<'s> {
    snapshot: &'s Snapshot,
    groups: BTreeMap<&'s str, Members>,
    /// The directory's id of each device, by the id that Intune knows; empty where no group that
    /// matters has devices.
    devices: BTreeMap<Guid, Guid>,
    /// Whether all devices of the directory were read.
    directory_read: bool,
    /// Whether more policies may exist than were read.
    partial: bool,
}

#[derive(Default)]
struct Members {
    users: BTreeSet<Guid>,
    devices: BTreeSet<Guid>,
}

impl<'s> Coverage<'s> {
    /// Of a snapshot.
    pub fn of(snapshot: &'s Snapshot) -> Self {
        let text = |group| snapshot.words.text(group);
        let policies = snapshot.compliance_policies.iter();
        let targets = policies.filter_map(|it| it.targets.as_ref()).flatten();
        let named: BTreeSet<&str> = targets
            .filter_map(|target| match target.whom {
                Whom::Group(group) | Whom::NotGroup(group) => Some(text(group)),
                _ => None,
            })
            .collect();
        let whole = snapshot.reads.whole(Source::Memberships);
        let mut groups: BTreeMap<&str, Members> = whole
            .filter(|id| named.contains(id))
            .map(|id| (id, Members::default()))
            .collect();
        for row in snapshot.memberships.iter() {
            if let Some(members) = groups.get_mut(text(row.group)) {
                let list = if row.is_device {
                    &mut members.devices
                } else {
                    &mut members.users
                };
                list.insert(row.member);
            }
        }
        let by_device = groups.values().any(|it| !it.devices.is_empty());
        let devices = snapshot.entra_devices.iter().filter(|_| by_device);
        Self {
            snapshot,
            groups,
            devices: devices.map(|row| (row.device_id, row.id)).collect(),
            directory_read: snapshot.reads.is_complete(Source::EntraDevices),
            partial: !snapshot.reads.is_complete(Source::CompliancePolicies),
        }
    }

    /// Whether somebody has a policy, whichever device they enroll.
    pub fn holder(&self, platform: PlatformName, holder: Holder) -> Has {
        self.has(platform, holder, None)
    }

    /// Whether a device has one.
    pub fn device(&self, platform: PlatformName, device: &ManagedDevice) -> Has {
        self.has(platform, Holder::of(device), Some(device.entra))
    }

    /// Whether any policy for a platform is assigned to anybody.
    pub fn anybody(&self, platform: PlatformName) -> Has {
        let policies = self.policies(platform);
        let reached = policies.map(|policy| match &policy.targets {
            None => Has::Perhaps,
            Some(targets) => targets.iter().map(includes).max().unwrap_or(Has::No),
        });
        self.or_partial(reached.max().unwrap_or(Has::No))
    }

    fn policies(&self, platform: PlatformName) -> impl Iterator<Item = &CompliancePolicy> {
        let all = self.snapshot.compliance_policies.iter();
        all.filter(move |policy| name_of(kind_of_platform(policy.platform)) == Some(platform))
    }

    fn has(&self, platform: PlatformName, holder: Holder, device: Option<Guid>) -> Has {
        let policies = self.policies(platform);
        let each = policies.map(|policy| match &policy.targets {
            None => Has::Perhaps,
            Some(targets) => self.reached(targets, holder, device),
        });
        self.or_partial(each.max().unwrap_or(Has::No))
    }

    /// Where not all policies were read, one more may be there for everybody.
    fn or_partial(&self, has: Has) -> Has {
        if self.partial {
            has.max(Has::Perhaps)
        } else {
            has
        }
    }

    /// Included and not excluded.
    fn reached(&self, targets: &[RestrictionTarget], holder: Holder, device: Option<Guid>) -> Has {
        let (mut has, mut excluded) = (Has::No, Has::No);
        for target in targets {
            let means = match target.whom {
                Whom::AllUsers if holder == Holder::Nobody => Has::No,
                Whom::AllUsers | Whom::AllDevices => Has::Yes,
                Whom::Unknown => Has::Perhaps,
                Whom::Group(group) | Whom::NotGroup(group) => {
                    self.member(self.snapshot.words.text(group), holder, device)
                }
            };
            if matches!(target.whom, Whom::NotGroup(_)) {
                excluded = excluded.max(means);
            } else if target.filtered {
                has = has.max(means.min(Has::Perhaps));
            } else {
                has = has.max(means);
            }
        }
        match excluded {
            Has::No => has,
            Has::Perhaps => has.min(Has::Perhaps),
            Has::Yes => Has::No,
        }
    }

    fn member(&self, group: &str, holder: Holder, device: Option<Guid>) -> Has {
        let Some(members) = self.groups.get(group) else {
            return Has::Perhaps;
        };
        let through_user = match holder {
            Holder::Person(id) if members.users.contains(&id) => return Has::Yes,
            Holder::Unnamed if !members.users.is_empty() => Has::Perhaps,
            _ => Has::No,
        };
        if members.devices.is_empty() {
            return through_user;
        }
        // A person may hold, or get, a device that is in the group.
        let Some(device) = device else {
            return Has::Perhaps;
        };
        match self.devices.get(&device) {
            Some(id) if members.devices.contains(id) => Has::Yes,
            Some(id) if id.is_some() => through_user,
            // What is not in the directory is in no group.
            None if self.directory_read => through_user,
            _ => Has::Perhaps,
        }
    }
}

fn includes(target: &RestrictionTarget) -> Has {
    match target.whom {
        Whom::NotGroup(_) => Has::No,
        Whom::Unknown => Has::Perhaps,
        Whom::Group(_) | Whom::AllUsers | Whom::AllDevices => Has::Yes,
    }
}

/// The name of a kind, if it is one of those that policies are for here.
fn name_of(kind: Kind) -> Option<PlatformName> {
    match kind {
        Kind::Ios => Some(PlatformName::Ios),
        Kind::Mac => Some(PlatformName::MacOs),
        Kind::Tv | Kind::Vision | Kind::Watch | Kind::Foreign | Kind::Unread => None,
    }
}

/// The platform of a managed device, if it is one of those that policies are for here.
pub fn runs(snapshot: &Snapshot, device: &ManagedDevice) -> Option<PlatformName> {
    kind_of_os(snapshot.words.text(device.os)).and_then(name_of)
}

/// The platforms of a fleet, as far as its managed devices were read.
pub fn platforms(snapshot: &Snapshot) -> BTreeSet<PlatformName> {
    let managed = snapshot.managed.iter();
    managed.filter_map(|row| runs(snapshot, row)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Coverage, Has, Holder, PlatformName};
    use enrollment::moment::Moment;
    use enrollment::snapshot::{
        CompliancePolicy, EntraDevice, Guid, ManagedDevice, Membership, Platform, ReadState,
        RestrictionTarget, Snapshot, Source, Tenant, Whom,
    };
    use enrollment::words::Interner;

    fn id(number: u8) -> Guid {
        Guid::parse(&format!("{number:032}"))
    }

    /// Group "a": person 1 and device 51 (which Intune knows as 41); group "b" was not read.
    fn tenant(targets: &[(&str, bool)]) -> Snapshot {
        let at = Moment::from_unix(1_795_000_000).unwrap();
        let mut all = Snapshot::empty(at, Tenant::default());
        let words = Interner::new(1);
        let [a, b] = ["a", "b"].map(|name| words.intern(name));
        let target = |(whom, filtered): &(&str, bool)| RestrictionTarget {
            whom: match *whom {
                "users" => Whom::AllUsers,
                "devices" => Whom::AllDevices,
                "a" => Whom::Group(a),
                "not a" => Whom::NotGroup(a),
                "b" => Whom::Group(b),
                "not b" => Whom::NotGroup(b),
                _ => Whom::Unknown,
            },
            filtered: *filtered,
        };
        all.compliance_policies.push(CompliancePolicy {
            platform: Platform::Ios,
            targets: Some(targets.iter().map(target).collect()),
            ..CompliancePolicy::default()
        });
        let member = |number, is_device| Membership {
            group: a,
            member: id(number),
            is_device,
        };
        all.memberships
            .extend(vec![member(1, false), member(51, true)]);
        for (device_id, number) in [(41, 51), (42, 52)] {
            all.entra_devices.push(EntraDevice {
                id: id(number),
                device_id: id(device_id),
                ..EntraDevice::default()
            });
        }
        all.words = words.freeze();
        all.reads.note_whole(Source::Memberships, "a".to_owned());
        all.reads
            .set(Source::CompliancePolicies, ReadState::Complete);
        all
    }

    /// A person's device; 0 is nobody, and a device that Entra does not know.
    fn holds(user: u8, entra: u8) -> ManagedDevice {
        let some = |number| if number == 0 { Guid::NONE } else { id(number) };
        ManagedDevice {
            user_id: some(user),
            entra: some(entra),
            ..ManagedDevice::default()
        }
    }

    #[test]
    fn a_policy_reaches_a_device_through_its_user_or_itself() {
        use Has::{No, Perhaps, Yes};
        type Case<'c> = (&'c [(&'c str, bool)], u8, u8, Has);
        let cases: [Case<'_>; 16] = [
            (&[("users", false)], 1, 41, Yes),
            (&[("users", false)], 0, 41, No),
            (&[("devices", false)], 0, 41, Yes),
            (&[("users", true)], 1, 41, Perhaps),
            (&[("a", false)], 1, 42, Yes),
            (&[("a", false)], 2, 41, Yes),
            (&[("a", false)], 2, 42, No),
            (&[("a", false)], 2, 0, Perhaps),
            (&[("b", false)], 1, 41, Perhaps),
            (&[("users", false), ("not a", false)], 1, 42, No),
            (&[("users", false), ("not a", false)], 2, 42, Yes),
            (&[("users", false), ("not b", false)], 2, 42, Perhaps),
            (&[("not b", false)], 2, 42, No),
            (&[("?", false)], 1, 41, Perhaps),
            (&[("?", false), ("users", false)], 1, 41, Yes),
            (&[], 1, 41, No),
        ];
        for (targets, user, entra, expected) in cases {
            let all = tenant(targets);
            let has = Coverage::of(&all).device(PlatformName::Ios, &holds(user, entra));
            assert_eq!(has, expected, "{targets:?} {user} {entra}");
        }
    }

    #[test]
    fn a_device_that_is_not_in_the_directory_is_in_no_group() {
        let mut all = tenant(&[("a", false)]);
        all.reads.set(Source::EntraDevices, ReadState::Complete);
        let has = |user, entra| {
            let coverage = Coverage::of(&all);
            coverage.device(PlatformName::Ios, &holds(user, entra))
        };
        assert_eq!([has(2, 0), has(2, 49)], [Has::No; 2]);
        assert_eq!(has(1, 0), Has::Yes, "through its user");
    }

    #[test]
    fn a_person_may_get_a_device_that_is_in_the_group() {
        let all = tenant(&[("a", false)]);
        let coverage = Coverage::of(&all);
        assert_eq!(
            coverage.holder(PlatformName::Ios, Holder::Person(id(1))),
            Has::Yes
        );
        assert_eq!(
            coverage.holder(PlatformName::Ios, Holder::Person(id(2))),
            Has::Perhaps
        );
        assert_eq!(coverage.anybody(PlatformName::Ios), Has::Yes);
        assert_eq!(coverage.anybody(PlatformName::MacOs), Has::No);
    }

    #[test]
    fn where_policies_are_missing_nobody_is_said_to_have_none() {
        let mut all = tenant(&[]);
        all.reads
            .set(Source::CompliancePolicies, ReadState::Partial);
        let coverage = Coverage::of(&all);
        let person = Holder::Person(id(1));
        assert_eq!(coverage.holder(PlatformName::Ios, person), Has::Perhaps);
        assert_eq!(coverage.anybody(PlatformName::MacOs), Has::Perhaps);
    }
}
