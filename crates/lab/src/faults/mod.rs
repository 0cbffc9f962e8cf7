//! Faults: what goes wrong in a world on purpose. One file is one fault.
//!
//! A fault only moves, adds or deletes events: episodes of the tenant, and deeds in devices'
//! scripts. It never says what a device suffers from; that is computed from the log.

mod f01_no_default_service;
mod f02_no_default_profile;
mod f03_reseller_number_missing;
mod f04_added_late;
mod f05_left_on_configurator_service;
mod f06_handed_out_before_sync;
mod f07_token_expires;
mod f08_token_cut_off;
mod f09_terms_open;
mod f10_cursor_breaks;
mod f11_profile_refused;
mod f12_profile_before_token;
mod f13_assigned_again;
mod f14_moved_from_another_service;
mod f15_restriction_tightened;
mod f16_licence_group_emptied;
mod f17_sign_in_tightened;
mod f18_firewall_changed;
mod f19_push_certificate;
mod f20_repair_wave;
mod f21_returns;
mod f22_restores_after_erase;
mod f23_enrolled_by_hand;
mod f24_released_by_mistake;
mod f25_left_in_thirty_days;
mod f26_rows_deleted;
mod f27_two_tokens;
mod f28_apps_token_expires;
mod f29_outages;
mod f30_erased_too_early;

use crate::clock::{DAY, Time};
use crate::device::Facts;
use crate::device::script::{Script, is_added, is_set_up};
use crate::document::nearest;
use crate::error::LabError;
use crate::parameters::Habits;
use crate::random::{Actor, Draws, scrambled};
use crate::world::{Episode, Family, Trouble, World};

/// Something that goes wrong.
#[derive(Debug)]
pub struct Fault {
    /// Its code in causality.md §3.4.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What goes wrong, in a sentence.
    pub about: &'static str,
    /// What must usually be so in a world in which it can go wrong.
    pub presupposes: fn(&mut Habits),
    /// What it does to the tenant's episodes.
    pub tenant: fn(&World, &Injected, &mut Vec<Episode>),
    /// What it does to a device's script.
    pub device: fn(&World, &Injected, &Facts, &mut Script, &mut Draws),
}

impl Fault {
    /// A fault that does nothing: each file says what its own does.
    const NONE: Self = Self {
        code: "",
        name: "",
        about: "",
        presupposes: |_| (),
        tenant: |_, _, _| (),
        device: |_, _, _, _, _| (),
    };
}

/// All faults, in the order of their codes.
static FAULTS: [Fault; 30] = [
    f01_no_default_service::FAULT,
    f02_no_default_profile::FAULT,
    f03_reseller_number_missing::FAULT,
    f04_added_late::FAULT,
    f05_left_on_configurator_service::FAULT,
    f06_handed_out_before_sync::FAULT,
    f07_token_expires::FAULT,
    f08_token_cut_off::FAULT,
    f09_terms_open::FAULT,
    f10_cursor_breaks::FAULT,
    f11_profile_refused::FAULT,
    f12_profile_before_token::FAULT,
    f13_assigned_again::FAULT,
    f14_moved_from_another_service::FAULT,
    f15_restriction_tightened::FAULT,
    f16_licence_group_emptied::FAULT,
    f17_sign_in_tightened::FAULT,
    f18_firewall_changed::FAULT,
    f19_push_certificate::FAULT,
    f20_repair_wave::FAULT,
    f21_returns::FAULT,
    f22_restores_after_erase::FAULT,
    f23_enrolled_by_hand::FAULT,
    f24_released_by_mistake::FAULT,
    f25_left_in_thirty_days::FAULT,
    f26_rows_deleted::FAULT,
    f27_two_tokens::FAULT,
    f28_apps_token_expires::FAULT,
    f29_outages::FAULT,
    f30_erased_too_early::FAULT,
];

/// All faults.
pub fn all() -> &'static [Fault] {
    &FAULTS
}

/// The fault with this code.
pub fn find(code: &str) -> Result<&'static Fault, LabError> {
    let wanted = code.trim().to_uppercase();
    let found = FAULTS.iter().find(|fault| fault.code == wanted);
    found.ok_or_else(|| {
        let codes: Vec<&str> = FAULTS.iter().map(|fault| fault.code).collect();
        let guess = nearest(&wanted, &codes);
        LabError::Asked(format!(
            "there is no fault '{code}'; {guess} (`firstcontact lab faults` lists them all)"
        ))
    })
}

/// A fault in a world.
#[derive(Clone, Debug)]
pub struct Injected {
    /// Which.
    pub fault: &'static Fault,
    /// Its place among the world's faults.
    pub place: usize,
    /// Since when.
    pub from: Time,
    /// Until when; `Time::MAX` if it goes on.
    pub until: Time,
    /// What it aims at: a number from which token, family, site and variant follow.
    pub target: u64,
    /// Whether somebody lets it strike while the world runs: the past stays what it was.
    pub struck: bool,
}

impl Injected {
    /// Whether it is going on.
    pub fn during(&self, at: Time) -> bool {
        self.from <= at && at < self.until
    }

    /// The token it aims at.
    pub fn token(&self, world: &World) -> u8 {
        (self.target / 7 % world.tenant.tokens.len() as u64) as u8
    }

    /// The family it aims at; mostly telephones.
    pub fn family(&self) -> Family {
        match self.target / 11 % 5 {
            0 => Family::Ipad,
            1 => Family::Mac,
            _ => Family::Iphone,
        }
    }

    /// The default profile of its token for its family.
    pub fn profile(&self, world: &World) -> u8 {
        let token = self.token(world);
        world
            .tenant
            .default_profile(token, self.family(), self.from)
            .unwrap_or(0)
    }

    /// Whether it concerns an order: two in five.
    pub fn picks(&self, order: u64) -> bool {
        scrambled(self.target ^ scrambled(order)) % 5 < 2
    }

    /// A length of time that is the same for everything with this number.
    pub fn spread(&self, number: u64, from: Time, to: Time) -> Time {
        from + (scrambled(self.target ^ number << 8) % (to - from).max(1) as u64) as Time
    }

    /// Adds its trouble for as long as it goes on.
    pub fn hold(&self, script: &mut Vec<Episode>, trouble: Trouble) {
        self.hold_from(script, trouble, self.from, self.until);
    }

    /// Adds a trouble for a while. What held anyway at that time is part of it.
    pub fn hold_from(&self, script: &mut Vec<Episode>, trouble: Trouble, from: Time, until: Time) {
        script.push(Episode {
            trouble,
            from,
            until,
            fault: Some(self.place as u8),
        });
    }
}

/// The faults of a world: those that were asked for, or one to four that the seed draws.
pub(crate) fn chosen(seed: u64, wanted: Option<&[&'static Fault]>) -> Vec<&'static Fault> {
    if let Some(wanted) = wanted {
        return wanted.to_vec();
    }
    let mut draws = Draws::of(seed, 0, Actor::Faults);
    let count = draws.between(1, 5);
    let mut chosen: Vec<&'static Fault> = Vec::new();
    while (chosen.len() as i64) < count {
        let fault = &FAULTS[draws.below(FAULTS.len() as u64) as usize];
        if chosen.iter().all(|known| known.code != fault.code) {
            chosen.push(fault);
        }
    }
    chosen
}

/// When and where the chosen faults strike.
pub(crate) fn inject(seed: u64, ends: Time, chosen: &[&'static Fault]) -> Vec<Injected> {
    let strike = |(place, fault): (usize, &&'static Fault)| {
        let mut draws = Draws::of(seed, 1 + place as u64, Actor::Faults);
        let from = ends - draws.between(DAY, 75 * DAY);
        let (goes_on, lasts) = (draws.chance(0.6), draws.between(2 * DAY, 40 * DAY));
        let until = if goes_on { Time::MAX } else { from + lasts };
        Injected {
            fault,
            place,
            from,
            until,
            target: draws.bits(),
            struck: false,
        }
    };
    chosen.iter().enumerate().map(strike).collect()
}

/// A fault that somebody lets strike now, until it is mended.
pub(crate) fn strike(seed: u64, place: usize, fault: &'static Fault, from: Time) -> Injected {
    Injected {
        fault,
        place,
        from,
        until: Time::MAX,
        target: Draws::of(seed, 1_000 + place as u64, Actor::Faults).bits(),
        struck: true,
    }
}

/// Whether the device is set up before it is in the organisation.
fn set_up_too_early(script: &Script) -> bool {
    match (script.first(is_set_up), script.first(is_added)) {
        (Some(set_up), Some(added)) => set_up < added,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{all, chosen, find};

    #[test]
    fn codes_are_in_order_and_can_be_found() {
        for (place, fault) in all().iter().enumerate() {
            assert_eq!(fault.code, format!("F{:02}", place + 1));
            assert_eq!(find(&fault.code.to_lowercase()).unwrap().code, fault.code);
        }
        let error = find("F77").unwrap_err().to_string();
        assert!(error.contains("there is no fault 'F77'"), "{error}");
    }

    #[test]
    fn a_world_has_one_to_four_different_faults() {
        for seed in 0..200 {
            let faults = chosen(seed, None);
            assert!((1..=4).contains(&faults.len()));
            for (place, fault) in faults.iter().enumerate() {
                assert!(faults[..place].iter().all(|other| other.code != fault.code));
            }
        }
    }
}
