//! Deeds: what somebody does to a world while it runs. A world with the same recipe and the same
//! deeds at the same times is the same world; a deed changes nothing before its time.

use super::products::Family;
use super::tenant::Tenant;
use super::trouble::{Episode, Trouble};
use super::{Acting, World};
use crate::clock::Time;
use crate::device::script::Plan;
use crate::faults::{Fault, Injected};

/// Something that somebody did.
#[derive(Clone, Debug)]
pub struct Deed {
    /// When, in the world's time.
    pub at: Time,
    /// What.
    pub what: What,
}

/// What somebody did.
#[derive(Clone, Debug)]
pub enum What {
    /// Something to one device, or to the unit that replaced it.
    Device {
        /// Its number in the world.
        index: u64,
        /// Whether it is the replacement.
        replacement: bool,
        /// What was done.
        plan: Plan,
    },
    /// Synced a token by hand.
    Sync(u8),
    /// Made a profile the default of its token for its platform.
    DefaultProfile(u8),
    /// Wrote a profile's description, which hands it to Apple again.
    TouchProfile {
        /// The profile.
        profile: u8,
        /// Its description from then on.
        description: String,
    },
    /// Said at Apple whether new devices of a family go to Intune's service.
    DefaultService(Family, bool),
    /// Let a fault strike from now on.
    Strike(&'static Fault),
    /// Let something go wrong from now on.
    Break(Trouble),
    /// Mended something.
    Mend(Mended),
}

/// What was mended.
#[derive(Clone, Copy, Debug)]
pub enum Mended {
    /// Everything that is wrong for more than one device.
    Everything,
    /// What a fault does.
    Fault(&'static str),
    /// One trouble, whatever it came from.
    Trouble(Trouble),
}

impl World {
    /// What was done to a device, and when.
    pub fn deeds_of(&self, index: u64, replacement: bool) -> Vec<(Time, Plan)> {
        let of_device = |deed: &Deed| match deed.what {
            What::Device {
                index: its,
                replacement: unit,
                plan,
            } if its == index && unit == replacement => Some((deed.at, plan)),
            _ => None,
        };
        self.deeds.iter().filter_map(of_device).collect()
    }

    /// What the deeds make of the tenant, whose episodes come and go with them.
    pub(super) fn intervened(
        &self,
        tenant: &mut Tenant,
        script: &mut Vec<Episode>,
        acting: Acting,
    ) {
        let mut struck = self.faults.iter().filter(|injected| injected.struck);
        for deed in &self.deeds {
            let at = deed.at;
            match &deed.what {
                What::Device { .. } => {}
                What::Sync(token) => tenant.syncs.push((*token, at)),
                What::TouchProfile {
                    profile,
                    description,
                } => {
                    tenant.touches.push((at, *profile, description.clone()));
                    // A profile that is older than its token is handed over at last (C07).
                    mend(script, at, |episode| {
                        episode.trouble == Trouble::ProfileBeforeToken(*profile)
                    });
                }
                What::DefaultProfile(profile) => {
                    tenant.defaults.push((at, *profile));
                    let row = &tenant.profiles[usize::from(*profile)];
                    let (its, for_mac) = (row.token, row.for_mac);
                    mend(script, at, |episode| {
                        matches!(episode.trouble, Trouble::NoDefaultProfile(token, family)
                            if token == its && family.is_mac() == for_mac)
                    });
                }
                What::DefaultService(family, true) => mend(script, at, |episode| {
                    episode.trouble == Trouble::NoDefaultServer(*family)
                }),
                What::DefaultService(family, false) => {
                    script.push(from_now_on(at, Trouble::NoDefaultServer(*family)));
                }
                What::Strike(_) => {
                    if let Some(injected) = struck.next()
                        && acting.includes(injected.place)
                    {
                        self.strike(injected, script);
                    }
                }
                What::Break(trouble) => script.push(from_now_on(at, *trouble)),
                What::Mend(mended) => mend(script, at, |episode| match mended {
                    Mended::Everything => true,
                    Mended::Trouble(trouble) => episode.trouble == *trouble,
                    Mended::Fault(code) => episode.fault.is_some_and(|place| {
                        let injected = self.faults.get(usize::from(place));
                        injected.is_some_and(|injected| injected.fault.code == *code)
                    }),
                }),
            }
        }
    }

    /// A fault's episodes, none of which begins before the fault.
    fn strike(&self, injected: &Injected, script: &mut Vec<Episode>) {
        let mut its = Vec::new();
        (injected.fault.tenant)(self, injected, &mut its);
        for mut episode in its {
            episode.from = episode.from.max(injected.from);
            script.push(episode);
        }
    }
}

/// When a fault is mended: the first time after it struck.
pub(super) fn mended_at(deeds: &[Deed], code: &str, from: Time) -> Option<Time> {
    let mends = |deed: &&Deed| match deed.what {
        What::Mend(Mended::Everything) => deed.at >= from,
        What::Mend(Mended::Fault(its)) => its == code && deed.at >= from,
        _ => false,
    };
    deeds.iter().find(mends).map(|deed| deed.at)
}

const fn from_now_on(from: Time, trouble: Trouble) -> Episode {
    Episode {
        trouble,
        from,
        until: Time::MAX,
        fault: None,
    }
}

/// Ends what holds at a time.
fn mend(script: &mut [Episode], at: Time, fits: impl Fn(&Episode) -> bool) {
    for episode in script.iter_mut() {
        if episode.from <= at && at < episode.until && fits(episode) {
            episode.until = at;
        }
    }
}
