//! Steps of the model's plans, and readings with something wrong in them.

use super::Dice;
use crate::act::Act;
use crate::facts::{Facts, Identity, Read, Since, Verdict};
use crate::step::Step;
use enrollment::moment::{DAY, HOUR, MINUTE, Moment};

pub(super) fn verdict(dice: &mut Dice, odd: u64) -> Verdict {
    Verdict {
        never_erase: dice.in_hundred(odd),
        erase_needed: if dice.in_hundred(odd) {
            900_000
        } else {
            995_000
        },
        live_data: if dice.in_hundred(odd) { 5_000 } else { 20 },
        held: dice.in_hundred(odd),
    }
}

/// Some of it was not read, or long ago.
pub(super) fn blank(facts: &mut Facts, dice: &mut Dice, odd: u64, now: Moment) {
    let old = now.plus(-2 * HOUR);
    let mut rare = || dice.in_hundred(odd);
    if rare() {
        facts.identity = Some(Read::new(Identity::Doubtful, now));
    }
    if rare() {
        facts.lock = None;
    }
    if rare() {
        facts.seen = Some(now.plus(-9 * DAY));
    }
    if rare() {
        facts.managed_elsewhere = None;
    }
    if rare() {
        facts.profiled = Some(Read::new(Some(Since(now.plus(-MINUTE))), now));
    }
    if rare() {
        facts.sync_asked = Some(Read::new(Some(Since(now)), now));
    }
    if rare() {
        facts.custody = facts.custody.map(|it| Read::new(it.value, old));
    }
    if rare() {
        facts.record = facts.record.map(|it| Read::new(it.value, old));
    }
}

pub(super) fn wipe(serial: &str) -> Step {
    Step::Api {
        send: Act::Wipe {
            device: "id".to_owned(),
            serial: serial.to_owned(),
            keep_enrollment_data: false,
            preserve_data_plan: true,
        },
    }
}

pub(super) fn retire(serial: &str) -> Step {
    Step::Api {
        send: Act::Retire {
            device: "id".to_owned(),
            serial: serial.to_owned(),
        },
    }
}

pub(super) fn assign(serial: &str) -> Step {
    Step::Api {
        send: Act::AssignService {
            service: "service".to_owned(),
            serials: vec![serial.to_owned()],
        },
    }
}

pub(super) fn migrate(serial: &str, deadline: Moment) -> Step {
    Step::Api {
        send: Act::Migrate {
            service: "service".to_owned(),
            serials: vec![serial.to_owned()],
            deadline,
        },
    }
}

pub(super) fn profile(serial: &str) -> Step {
    Step::Api {
        send: Act::AssignProfile {
            token: "token".to_owned(),
            profile: "profile".to_owned(),
            serials: vec![serial.to_owned()],
        },
    }
}

pub(super) fn sync() -> Step {
    Step::Api {
        send: Act::SyncToken {
            token: "token".to_owned(),
        },
    }
}
