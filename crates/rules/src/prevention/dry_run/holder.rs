//! What is known of the person who is to sign in on the device.

use crate::prevention::measured::Missing;
use crate::prevention::person::{Coming, Doubt, Lack, People, Readiness};
use enrollment::case_file::{CaseFile, Kind};
use enrollment::correlate::{Device, Fleet};
use enrollment::snapshot::Source;

/// The holders of some devices, looked up in one pass.
pub struct Holders<'s>(People<'s>);

impl<'s> Holders<'s> {
    /// Of these devices.
    pub fn of<'d>(
        fleet: &Fleet<'s>,
        devices: impl Iterator<Item = &'d Device<'d>> + Clone,
    ) -> Self {
        let addresses = devices.filter_map(address);
        Self(People::of(addresses, fleet.snapshot))
    }

    /// The holder whom the own list names for one of the devices; none where it names nobody.
    pub fn holder(&self, device: &Device<'_>, case: &CaseFile) -> Option<Holder> {
        let coming = Coming {
            devices: 1,
            macs_alone: case.get::<Kind>() == Kind::Mac,
        };
        Some(Holder(self.0.readiness(address(device)?, coming)))
    }
}

/// Where the own list says that the holder is found.
fn address<'d>(device: &Device<'d>) -> Option<&'d str> {
    let user = device.register()?.user;
    user.is_some()
        .then(|| device.fleet.snapshot.words.text(user))
}

/// The holder of a device, as far as anybody looked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holder(Readiness);

impl Holder {
    /// What keeps the holder from signing in.
    pub(super) fn cannot_sign_in(&self) -> Option<Lack> {
        let lacks = |lack: &&Lack| stage(**lack) == Stage::SignIn;
        self.0.lacks.iter().find(lacks).copied()
    }

    /// What makes Intune refuse the holder's device.
    pub(super) fn is_refused(&self) -> Option<Lack> {
        let lacks = |lack: &&Lack| stage(**lack) == Stage::Enrollment;
        self.0.lacks.iter().find(lacks).copied()
    }

    /// What keeps the holder's device from being registered in Entra.
    pub(super) fn cannot_register(&self) -> Option<Lack> {
        let lacks = |lack: &&Lack| stage(**lack) == Stage::Registration;
        self.0.lacks.iter().find(lacks).copied()
    }

    /// Whether the holder surely has a licence.
    pub(super) fn has_licence(&self) -> bool {
        self.0.known.licence
    }

    /// Whether there surely is room under the holder's device limit.
    pub(super) fn has_room(&self) -> bool {
        self.0.known.room
    }

    /// Whether the holder surely has a second factor that Setup Assistant can use.
    pub(super) fn has_factor(&self) -> bool {
        self.0.known.factor
    }

    /// Sources of which nobody could tell whether the holder can sign in.
    pub(super) fn doubts_of_sign_in(&self) -> Option<Vec<Missing>> {
        self.doubts(false)
    }

    /// Sources of which nobody could tell whether Intune takes the holder's device.
    pub(super) fn doubts_of_enrollment(&self) -> Option<Vec<Missing>> {
        self.doubts(true)
    }

    /// None where something is doubtful that no single source would settle.
    fn doubts(&self, enrollment: bool) -> Option<Vec<Missing>> {
        let mut all = Vec::new();
        for doubt in &self.0.doubts {
            let (source, missing) = match *doubt {
                Doubt::Source(source) => (source, Missing::Source(source)),
                Doubt::Field(source, field) => (source, Missing::Field(source, field)),
                Doubt::NoAccount => return None,
                Doubt::WhichLimit if enrollment => return None,
                Doubt::WhetherAsked | Doubt::Strength if !enrollment => return None,
                Doubt::WhichLimit | Doubt::WhetherAsked | Doubt::Strength => continue,
            };
            // What it takes to register the device matters when it is enrolled, and not before.
            if source == Source::DeviceRegistration {
                continue;
            }
            let of_both = source == Source::Accounts && missing == Missing::Source(source);
            if of_both || is_of_enrollment(source, &missing) == enrollment {
                all.push(missing);
            }
        }
        Some(all)
    }
}

/// Where a lack stops a person.
#[derive(PartialEq, Eq)]
enum Stage {
    SignIn,
    Enrollment,
    Registration,
}

fn stage(lack: Lack) -> Stage {
    match lack {
        Lack::Disabled | Lack::Factor | Lack::Unusable | Lack::Resistant => Stage::SignIn,
        Lack::Licence | Lack::Room { .. } => Stage::Enrollment,
        Lack::Registered { .. } | Lack::FactorToRegister => Stage::Registration,
    }
}

fn is_of_enrollment(source: Source, missing: &Missing) -> bool {
    match source {
        Source::Subscriptions | Source::Restrictions | Source::ManagedDevices => true,
        Source::Accounts => *missing == Missing::Field(source, "assignedLicenses"),
        _ => false,
    }
}
