//! What is known of a tenant besides its policies.

use crate::prevention::compliance::{Coverage, Has, Holder, platforms};
use crate::prevention::restrictions::PlatformName;
use enrollment::access::directory::{Standing, User};
use enrollment::snapshot::{Guid, INTUNE_ENROLLMENT_APP, Platform, Snapshot, Source};

/// What is known of a tenant besides its policies. `None` where nobody looked: then nothing is
/// found, and nothing is ruled out.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Surroundings {
    /// `deviceManagement/settings`, `secureByDefault`: a device without a compliance policy is not
    /// compliant.
    pub secure_by_default: Option<bool>,
    /// Users to whom surely no compliance policy is assigned on a platform of the fleet: positions
    /// in the directory.
    pub users_without_compliance_policy: Option<Vec<usize>>,
    /// Whether the service principal *Microsoft Intune Enrollment* exists.
    pub enrollment_app_exists: Option<bool>,
    /// Whether security defaults are on.
    pub security_defaults: Option<bool>,
    /// Whether managed Apple devices get the Enterprise SSO plug-in, on each platform of the fleet.
    pub sso_plug_in: Option<bool>,
}

impl Surroundings {
    /// Of a snapshot with these people.
    pub fn of(snapshot: &Snapshot, users: &[User]) -> Self {
        let settings = snapshot.management_settings;
        Self {
            secure_by_default: settings.and_then(|it| it.secure_by_default),
            users_without_compliance_policy: users_without(snapshot, users),
            enrollment_app_exists: enrollment_app(snapshot),
            security_defaults: snapshot.security_defaults,
            sso_plug_in: sso_plug_in(snapshot),
        }
    }
}

/// Guests bring devices that their own organisation vouches for.
fn users_without(snapshot: &Snapshot, users: &[User]) -> Option<Vec<usize>> {
    if !snapshot.reads.is_complete(Source::CompliancePolicies) {
        return None;
    }
    let coverage = Coverage::of(snapshot);
    let platforms = platforms(snapshot);
    let without = users.iter().enumerate().filter(|(_, user)| {
        let person = Holder::Person(Guid::parse(&user.id));
        let lacks = |platform: &PlatformName| coverage.holder(*platform, person) == Has::No;
        user.standing == Standing::Member && platforms.iter().any(lacks)
    });
    Some(without.map(|(place, _)| place).collect())
}

fn enrollment_app(snapshot: &Snapshot) -> Option<bool> {
    let app = Guid::parse(INTUNE_ENROLLMENT_APP);
    let exists = snapshot.service_principals.iter().any(|it| it.app == app);
    let looked = snapshot.reads.is_complete(Source::ServicePrincipals);
    (exists || looked).then_some(exists)
}

/// Where not each platform has it, some devices are refused; where one platform is unclear and none
/// is known to lack it, nobody can say.
fn sso_plug_in(snapshot: &Snapshot) -> Option<bool> {
    let each: Vec<Option<bool>> = platforms(snapshot)
        .into_iter()
        .map(|platform| plug_in_on(platform, snapshot))
        .collect();
    if each.contains(&Some(false)) {
        Some(false)
    } else if each.is_empty() || each.contains(&None) {
        None
    } else {
        Some(true)
    }
}

fn plug_in_on(platform: PlatformName, snapshot: &Snapshot) -> Option<bool> {
    let platform = match platform {
        PlatformName::Ios => Platform::Ios,
        PlatformName::MacOs => Platform::MacOs,
    };
    let profiles = snapshot.sign_on_profiles.iter();
    let mine = || profiles.clone().filter(|it| it.platform == platform);
    if mine().any(|it| it.sets_up == Some(true) && it.assigned == Some(true)) {
        return Some(true);
    }
    let may = mine().any(|it| it.sets_up != Some(false) && it.assigned != Some(false));
    let sources = [Source::DeviceConfigurations, Source::EnrollmentPolicies];
    let looked = sources.iter().all(|it| snapshot.reads.is_complete(*it));
    (looked && !may).then_some(false)
}

#[cfg(test)]
mod tests {
    use super::Surroundings;
    use enrollment::moment::Moment;
    use enrollment::snapshot::{
        Guid, INTUNE_ENROLLMENT_APP, ManagedDevice, Platform, ReadState, ServicePrincipal,
        SignOnProfile, Snapshot, Source, Tenant,
    };
    use enrollment::words::Interner;

    /// A fleet of one iPhone and one Mac; everything was looked at.
    fn fleet() -> Snapshot {
        let at = Moment::from_unix(1_795_000_000).unwrap();
        let mut all = Snapshot::empty(at, Tenant::default());
        let words = Interner::new(1);
        for os in ["iOS", "macOS"] {
            all.managed.push(ManagedDevice {
                os: words.intern(os),
                ..ManagedDevice::default()
            });
        }
        all.words = words.freeze();
        for source in Source::ALL {
            all.reads.set(source, ReadState::Complete);
        }
        all
    }

    fn profile(platform: Platform, assigned: Option<bool>) -> SignOnProfile {
        SignOnProfile {
            platform,
            sets_up: Some(true),
            assigned,
            ..SignOnProfile::default()
        }
    }

    #[test]
    fn the_plug_in_is_needed_on_each_platform_of_the_fleet() {
        let with = |profiles: &[SignOnProfile], read: ReadState| {
            let mut all = fleet();
            all.sign_on_profiles.extend(profiles.to_vec());
            all.reads.set(Source::DeviceConfigurations, read);
            Surroundings::of(&all, &[]).sso_plug_in
        };
        let (phone, mac) = (
            profile(Platform::Ios, Some(true)),
            profile(Platform::MacOs, Some(true)),
        );
        let idle = profile(Platform::MacOs, Some(false));
        let unread = SignOnProfile {
            sets_up: None,
            ..mac
        };
        let whole = ReadState::Complete;
        assert_eq!(with(&[phone, mac], whole), Some(true));
        assert_eq!(with(&[phone, mac], ReadState::NotRead), Some(true));
        assert_eq!(with(&[phone], whole), Some(false));
        assert_eq!(with(&[phone, idle], whole), Some(false));
        assert_eq!(with(&[phone, unread], whole), None);
        assert_eq!(with(&[phone], ReadState::Partial), None);
    }

    #[test]
    fn an_app_that_was_looked_for_and_not_found_is_missing() {
        let mut all = fleet();
        assert_eq!(
            Surroundings::of(&all, &[]).enrollment_app_exists,
            Some(false)
        );
        all.reads.set(Source::ServicePrincipals, ReadState::NotRead);
        assert_eq!(Surroundings::of(&all, &[]).enrollment_app_exists, None);
        let app = Guid::parse(INTUNE_ENROLLMENT_APP);
        all.service_principals.push(ServicePrincipal { app });
        assert_eq!(
            Surroundings::of(&all, &[]).enrollment_app_exists,
            Some(true)
        );
    }
}
