//! Devices that are on their way: ordered or added, with nobody yet, and what would become of them
//! if somebody switched them on today.

use super::check::Phrase;
use super::dry_run::{self, Around, Holders, Step};
use super::inputs::{Inputs, Opened};
use super::measured::EXCEPTIONS_MAX;
use super::tally::{Count, Tally};
use enrollment::case_file::{
    AddedAge, CaseFile, Kind, Look, Managed, Membership, RegisterState, State, Unit, is_enrolled,
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
    /// Those that may stop for what their holder lacks.
    held: Vec<Held>,
}

/// A device that would stop.
struct Stopped {
    serial: Word,
    gate: Gate,
    why: &'static Phrase,
    remedy: &'static [Remedy],
    since: Option<Moment>,
}

/// A device whose holder is known. All holders are looked up at once, when devices were counted.
struct Held {
    serial: Word,
    user: Word,
    since: Option<Moment>,
    case: CaseFile,
}

impl Count for IncomingCount {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        if !is_incoming(inputs, opened) {
            return;
        }
        self.devices += 1;
        let around = Around::of(inputs.fleet);
        let row = opened.device.register();
        let since = opened.timeline.added.latest;
        let device = Held {
            serial: opened.device.serial,
            user: row.map(|row| row.user).unwrap_or_default(),
            since: since.or_else(|| row.and_then(|row| row.bought.at())),
            case: *opened.case,
        };
        let stop = dry_run::first_stop(opened.case, around, None);
        // Nobody's readiness matters before the sign-in.
        let by_itself = stop.as_ref().is_some_and(|stop| stop.gate < Gate::G7);
        if device.user.is_some() && !by_itself {
            self.held.push(device);
        } else if let Some(stopped) = self.judge(&device, stop, around)
            && self.named.len() < EXCEPTIONS_MAX
        {
            self.named.push(stopped);
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
        self.held.extend(later.held);
    }
}

impl IncomingCount {
    /// Counts a device, and names it if it would stop.
    fn judge(&mut self, device: &Held, stop: Option<Step>, around: Around<'_>) -> Option<Stopped> {
        let Some(stop) = stop else {
            let ready = dry_run::way_is_clear(&device.case, around);
            self.ready += u64::from(ready);
            return None;
        };
        self.gates[stop.gate as usize] += 1;
        Some(Stopped {
            serial: device.serial,
            gate: stop.gate,
            why: stop.why?,
            remedy: stop.remedy,
            since: device.since,
        })
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
        && case.get::<Kind>() != Kind::Foreign
        // A unit that was replaced stays in a drawer until it goes back.
        && case.get::<Unit>() != Unit::Replaced;
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
            let row = opened.device.register();
            let hand_out = row.and_then(|row| row.handed_out.at());
            place == RegisterState::Stock
                || hand_out.is_some_and(|at| at > inputs.now())
                || case.get::<AddedAge>() != AddedAge::Old
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
    let snapshot = inputs.fleet.snapshot;
    let mut count = IncomingCount::default();
    let counted = &tally.incoming;
    (count.devices, count.ready, count.gates) = (counted.devices, counted.ready, counted.gates);
    let found = with_holders(inputs, &counted.held, &mut count);
    let mut named: Vec<(&str, &Stopped)> = counted
        .named
        .iter()
        .chain(&found)
        .map(|stopped| (snapshot.serials.text(stopped.serial), stopped))
        .collect();
    named.sort_by_key(|(serial, _)| *serial);
    let gates = Gate::ALL.into_iter().zip(count.gates);
    let named = named.into_iter().take(EXCEPTIONS_MAX);
    let spelt = named.map(|(serial, stopped)| WouldFail {
        serial: serial.to_owned(),
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

/// Counts those whose holder is known, and names those that would stop.
fn with_holders(inputs: &Inputs<'_>, held: &[Held], count: &mut IncomingCount) -> Vec<Stopped> {
    if held.is_empty() {
        return Vec::new();
    }
    let snapshot = inputs.fleet.snapshot;
    let around = Around::of(inputs.fleet);
    let address = |device: &Held| snapshot.words.text(device.user);
    let holders = Holders::at(held.iter().map(address), snapshot);
    let stopped = held.iter().filter_map(|device| {
        let holder = holders.holder_at(address(device), &device.case);
        let stop = dry_run::first_stop(&device.case, around, Some(&holder));
        count.judge(device, stop, around)
    });
    stopped.collect()
}
