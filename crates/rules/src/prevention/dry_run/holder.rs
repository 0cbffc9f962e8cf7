//! What is known of the person who is to sign in on the device.

use super::phrases as say;
use crate::prevention::check::Phrase;
use crate::prevention::measured::Missing;
use crate::prevention::person::{Coming, Doubt, Lack, People, Readiness};
use crate::prevention::restrictions::{Lets, PlatformName};
use enrollment::case_file::{CaseFile, Kind};
use enrollment::correlate::{Device, Fleet};
use enrollment::snapshot::{Snapshot, Source};

/// The holders of some devices, looked up in one pass.
pub struct Holders<'s>(People<'s>);

impl<'s> Holders<'s> {
    /// Of these devices.
    pub fn of<'d>(
        fleet: &Fleet<'s>,
        devices: impl Iterator<Item = &'d Device<'d>> + Clone,
    ) -> Self {
        Self::at(devices.filter_map(address), fleet.snapshot)
    }

    /// Those who are found at these addresses.
    pub(in crate::prevention) fn at<'w>(
        addresses: impl Iterator<Item = &'w str> + Clone,
        snapshot: &'s Snapshot,
    ) -> Self {
        Self(People::of(addresses, snapshot))
    }

    /// The holder whom the own list names for one of the devices; none where it names nobody.
    pub fn holder(&self, device: &Device<'_>, case: &CaseFile) -> Option<Holder> {
        Some(self.holder_at(address(device)?, case))
    }

    /// The holder at an address, who is to get a device with this case file.
    pub(in crate::prevention) fn holder_at(&self, address: &str, case: &CaseFile) -> Holder {
        let kind = case.get::<Kind>();
        let coming = Coming {
            devices: 1,
            macs_alone: kind == Kind::Mac,
        };
        let platform = match kind {
            Kind::Ios => Some(PlatformName::Ios),
            Kind::Mac => Some(PlatformName::MacOs),
            _ => None,
        };
        Holder {
            readiness: self.0.readiness(address, coming),
            lets: platform.and_then(|platform| self.0.lets_in(address, platform)),
        }
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
pub struct Holder {
    readiness: Readiness,
    lets: Option<Lets>,
}

impl Holder {
    /// What keeps the holder from signing in.
    pub(super) fn cannot_sign_in(&self) -> Option<Lack> {
        let lacks = |lack: &&Lack| stage(**lack) == Stage::SignIn;
        self.readiness.lacks.iter().find(lacks).copied()
    }

    /// What makes Intune refuse the holder's device.
    pub(super) fn is_refused(&self) -> Option<Lack> {
        let lacks = |lack: &&Lack| stage(**lack) == Stage::Enrollment;
        self.readiness.lacks.iter().find(lacks).copied()
    }

    /// What keeps the holder's device from being registered in Entra.
    pub(super) fn cannot_register(&self) -> Option<Lack> {
        let lacks = |lack: &&Lack| stage(**lack) == Stage::Registration;
        self.readiness.lacks.iter().find(lacks).copied()
    }

    /// Whether the holder surely has a licence.
    pub(super) fn has_licence(&self) -> bool {
        self.readiness.known.licence
    }

    /// Whether there surely is room under the holder's device limit.
    pub(super) fn has_room(&self) -> bool {
        self.readiness.known.room
    }

    /// Whether the holder surely has a second factor that Setup Assistant can use.
    pub(super) fn has_factor(&self) -> bool {
        self.readiness.known.factor
    }

    /// Whether enrollment restrictions let the holder's device in; none where the holder's account
    /// is not known.
    pub(super) fn lets(&self) -> Option<Lets> {
        self.lets
    }

    /// Why nobody could tell whether the holder can sign in.
    pub(super) fn doubts_of_sign_in(&self) -> Vec<Missing> {
        self.doubts(false)
    }

    /// Why nobody could tell whether Intune takes the holder's device.
    pub(super) fn doubts_of_enrollment(&self) -> Vec<Missing> {
        self.doubts(true)
    }

    fn doubts(&self, enrollment: bool) -> Vec<Missing> {
        let mut all = Vec::new();
        for doubt in &self.readiness.doubts {
            let (source, missing) = match *doubt {
                Doubt::Source(source) => (source, Missing::Source(source)),
                Doubt::Field(source, field) => (source, Missing::Field(source, field)),
                other => {
                    all.extend(untold(other, enrollment).map(Missing::Unasked));
                    continue;
                }
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
        all
    }
}

/// What no single source would settle, in words, where it is about this gate.
fn untold(doubt: Doubt, enrollment: bool) -> Option<&'static Phrase> {
    let (of_enrollment, phrase) = match doubt {
        Doubt::NoAccount => (enrollment, &say::ACCOUNT),
        Doubt::WhichLimit => (true, &say::WHICH_LIMIT),
        Doubt::WhetherAsked => (false, &say::WHETHER_ASKED),
        Doubt::Strength => (false, &say::STRENGTH),
        Doubt::WhetherKeptOut => (false, &say::WHETHER_KEPT_OUT),
        Doubt::Source(_) | Doubt::Field(..) => return None,
    };
    (of_enrollment == enrollment).then_some(phrase)
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
        Lack::Disabled
        | Lack::Factor
        | Lack::Unusable
        | Lack::Resistant
        | Lack::KeptOut
        | Lack::Terms => Stage::SignIn,
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
