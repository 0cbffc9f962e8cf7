//! Devices that are on their way: ordered or added, with nobody yet, and what would become of them
//! if somebody switched them on today.

use super::check::Phrase;
use super::dry_run::{self, Around};
use super::inputs::{Inputs, Opened};
use super::measured::EXCEPTIONS_MAX;
use super::tally::{Count, Tally};
use enrollment::case_file::{
    AddedAge, Kind, Look, Managed, Membership, RegisterState, State, is_enrolled,
};
use enrollment::gate::Gate;
use enrollment::moment::{DAY, Moment};
use enrollment::remedy::Remedy;
use enrollment::words::Word;

/// How long after buying a device that Apple does not know still counts as on its way.
const ORDERED_DAYS: i64 = 90;

/// A device that would fail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WouldFail {
    /// Its serial number.
    pub serial: String,
    /// The first gate that it would not pass.
    pub gate: Gate,
    /// Why.
    pub why: &'static Phrase,
    /// What mends it.
    pub remedy: &'static [Remedy],
    /// When it was added to the organisation, or bought if it is not there.
    pub since: Option<Moment>,
}

/// What is on its way.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Incoming {
    /// Devices that nobody has used yet.
    pub devices: u64,
    /// Those that would stop at a gate, by gate: G0 first.
    pub by_gate: Vec<(Gate, u64)>,
    /// Those whose way to the profile (G0 to G3) was seen to be clear.
    pub ready: u64,
    /// Those that would stop, one by one, the first ones in the order of serial numbers.
    pub named: Vec<WouldFail>,
}

impl Incoming {
    /// How many would fail.
    pub fn failing(&self) -> u64 {
        self.by_gate.iter().map(|(_, count)| count).sum()
    }

    /// How many of which it cannot be told, because nobody looked.
    pub fn untold(&self) -> u64 {
        self.devices - self.failing() - self.ready
    }
}

#[derive(Default)]
pub(super) struct IncomingCount {
    devices: u64,
    ready: u64,
    gates: [u64; Gate::ALL.len()],
    named: Vec<Stopped>,
}

/// A device that would stop.
struct Stopped {
    serial: Word,
    gate: Gate,
    why: &'static Phrase,
    remedy: &'static [Remedy],
    since: Option<Moment>,
}

impl Count for IncomingCount {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        if !is_incoming(inputs, opened) {
            return;
        }
        self.devices += 1;
        let around = Around::of(inputs.fleet);
        let Some(stop) = dry_run::first_stop(opened.case, around) else {
            let ready = dry_run::way_is_clear(opened.case, around);
            self.ready += u64::from(ready);
            return;
        };
        self.gates[stop.gate as usize] += 1;
        if let Some(why) = stop.why
            && self.named.len() < EXCEPTIONS_MAX
        {
            let bought = opened.device.register().and_then(|row| row.bought.at());
            let since = opened.timeline.added.latest.or(bought);
            let serial = opened.device.serial;
            self.named.push(Stopped {
                serial,
                gate: stop.gate,
                why,
                remedy: stop.remedy,
                since,
            });
        }
    }

    fn merge(&mut self, later: Self) {
        self.devices += later.devices;
        self.ready += later.ready;
        for (sum, more) in self.gates.iter_mut().zip(later.gates) {
            *sum += more;
        }
        let room = EXCEPTIONS_MAX - self.named.len();
        self.named.extend(later.named.into_iter().take(room));
    }
}

/// Whether a device is on its way: nothing shows that anybody has used it or has it.
fn is_incoming(inputs: &Inputs<'_>, opened: &Opened<'_, '_>) -> bool {
    let case = opened.case;
    let untouched = opened.timeline.used.is_none()
        && !is_enrolled(case)
        && matches!(case.get::<Managed>(), Managed::None | Managed::Unread)
        && matches!(case.get::<State>(), State::NotContacted | State::Unread)
        && matches!(
            case.get::<Look>(),
            Look::Unread | Look::Sealed | Look::Hello
        )
        && case.get::<Kind>() != Kind::Foreign;
    let place = case.get::<RegisterState>();
    let with_somebody = matches!(
        place,
        RegisterState::HandedOut | RegisterState::Returned | RegisterState::Lost
    );
    if !untouched || with_somebody {
        return false;
    }
    match case.get::<Membership>() {
        Membership::Present => {
            place == RegisterState::Stock || case.get::<AddedAge>() != AddedAge::Old
        }
        Membership::Released => false,
        Membership::Absent | Membership::Unread => {
            let bought = opened.device.register().and_then(|row| row.bought.at());
            bought.is_some_and(|at| inputs.now().since(at) < ORDERED_DAYS * DAY)
        }
    }
}

/// What is on its way, once the devices were counted.
pub fn incoming(inputs: &Inputs<'_>, tally: &Tally) -> Incoming {
    let count = &tally.incoming;
    let gates = Gate::ALL.into_iter().zip(count.gates);
    let spelt = count.named.iter().map(|stopped| WouldFail {
        serial: inputs
            .fleet
            .snapshot
            .serials
            .text(stopped.serial)
            .to_owned(),
        gate: stopped.gate,
        why: stopped.why,
        remedy: stopped.remedy,
        since: stopped.since,
    });
    Incoming {
        devices: count.devices,
        by_gate: gates.filter(|(_, count)| *count > 0).collect(),
        ready: count.ready,
        named: spelt.collect(),
    }
}
