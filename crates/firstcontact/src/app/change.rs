//! What changed between two diagnoses of a tenant: pictures are compared, nothing else is asked.

use super::examine::{Examined, Examiner};
use super::fleet::stream;
use enrollment::cause::Code;
use enrollment::correlate::Fleet;
use enrollment::diagnosis::{Standing, Weights};
use enrollment::gate::Gate;
use enrollment::moment::Moment;
use enrollment::remedy::Action;
use enrollment::snapshot::Source;
use rules::catalogue;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::{Mutex, PoisonError};

/// A diagnosis, as far as it is compared with the next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// When the snapshot was taken.
    pub taken_at: Moment,
    /// Devices by serial number.
    pub devices: BTreeMap<String, State>,
    /// Faults of the tenant by code and scope.
    pub faults: BTreeMap<(Code, String), Fault>,
    /// Sources that were read whole: only of these does silence mean something.
    pub whole: BTreeSet<Source>,
}

/// How a device stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Its heap.
    pub standing: Standing,
    /// The most probable cause, if a rule explains it.
    pub cause: Option<Code>,
    /// The first gate not passed.
    pub gate: Option<Gate>,
    /// What to do.
    pub action: Action,
}

/// A fault of the tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name that people know its scope by; possibly none.
    pub name: String,
    /// How many devices it explains.
    pub devices: usize,
}

/// Everything that changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Devices, in the order of serial numbers.
    pub devices: Vec<DeviceChange>,
    /// Faults of the tenant, in the order of codes.
    pub faults: Vec<FaultChange>,
    /// Sources that were read whole before and are not now.
    pub lost: Vec<Source>,
}

/// What happened to a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceChange {
    /// Its serial number.
    pub serial: String,
    /// In one word.
    pub kind: Kind,
    /// How it stood; nothing for a new one.
    pub before: Option<State>,
    /// How it stands; nothing for one that is gone.
    pub after: Option<State>,
}

/// The kinds of change of a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// It works, or is none of our business any more.
    Healed,
    /// It was well and is not.
    Broke,
    /// Another cause, gate, action or heap.
    Changed,
    /// Nobody named it before.
    New,
    /// Nobody names it any more.
    Gone,
    /// It is not named, but a list that named devices was not read whole.
    Unseen,
}

impl Kind {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Healed => "healed",
            Self::Broke => "broke",
            Self::Changed => "changed",
            Self::New => "new",
            Self::Gone => "gone",
            Self::Unseen => "unseen",
        }
    }
}

/// What happened to a fault of the tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaultChange {
    /// Which.
    pub code: Code,
    /// How far it reaches.
    pub scope: String,
    /// In one word.
    pub turn: Turn,
    /// As it is, or as it was last.
    pub fault: Fault,
}

/// The kinds of change of a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It was not there.
    Began,
    /// It is not there any more.
    Ended,
    /// It is not seen, but less was read than before.
    Unseen,
}

impl Turn {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Began => "fault_began",
            Self::Ended => "fault_ended",
            Self::Unseen => "fault_unseen",
        }
    }
}

impl Changes {
    /// Whether all is as it was.
    pub fn is_empty(&self) -> bool {
        self.devices.is_empty() && self.faults.is_empty() && self.lost.is_empty()
    }

    /// What is different in `after`.
    pub fn between(before: &Picture, after: &Picture) -> Self {
        let lost: Vec<Source> = before.whole.difference(&after.whole).copied().collect();
        // Where a list breaks off, or people's own list is not given, a missing device is not gone.
        let listless = |it: &Source| Source::LISTS.contains(it) || it.is_voluntary();
        let listless = lost.iter().any(listless);
        let serials: BTreeSet<&String> =
            before.devices.keys().chain(after.devices.keys()).collect();
        let devices = serials.into_iter().filter_map(|serial| {
            let (was, is) = (before.devices.get(serial), after.devices.get(serial));
            Some(DeviceChange {
                kind: kind(was, is, listless)?,
                serial: serial.clone(),
                before: was.copied(),
                after: is.copied(),
            })
        });
        Self {
            devices: devices.collect(),
            faults: faults(before, after, lost.is_empty()),
            lost,
        }
    }
}

fn kind(was: Option<&State>, is: Option<&State>, listless: bool) -> Option<Kind> {
    let well = |state: &State| state.standing == Standing::Healthy;
    Some(match (was, is) {
        (None, None) => return None,
        (None, Some(_)) => Kind::New,
        (Some(_), None) if listless => Kind::Unseen,
        (Some(_), None) => Kind::Gone,
        (Some(was), Some(is)) if was == is => return None,
        (Some(was), Some(is)) => match (well(was), well(is)) {
            (false, true) => Kind::Healed,
            (true, false) => Kind::Broke,
            _ => Kind::Changed,
        },
    })
}

fn faults(before: &Picture, after: &Picture, all_read: bool) -> Vec<FaultChange> {
    let only_in = |one: &Picture, other: &Picture, turn: Turn| {
        let alone = one
            .faults
            .iter()
            .filter(|(key, _)| !other.faults.contains_key(*key));
        let told = alone.map(|((code, scope), fault)| FaultChange {
            code: *code,
            scope: scope.clone(),
            turn,
            fault: fault.clone(),
        });
        told.collect::<Vec<_>>()
    };
    let end = if all_read { Turn::Ended } else { Turn::Unseen };
    let mut all = only_in(after, before, Turn::Began);
    all.extend(only_in(before, after, end));
    all
}

impl Picture {
    /// Examines a fleet and keeps what the next picture is compared with.
    pub fn of(fleet: &Fleet<'_>, weights: &Weights) -> Self {
        let examiner = Examiner::new(weights);
        let devices: Mutex<BTreeMap<String, State>> = Mutex::default();
        let keep = |examined: &Examined<'_, '_, ()>, _: &mut Vec<u8>| {
            let verdict = &examined.judged.verdict;
            let state = State {
                standing: verdict.standing,
                cause: verdict
                    .cause
                    .map(|cause| catalogue::all()[cause].cause.code),
                gate: verdict.gate,
                action: verdict.action,
            };
            let serial = examined.device.serial_text().to_owned();
            let mut all = devices.lock().unwrap_or_else(PoisonError::into_inner);
            all.insert(serial, state);
        };
        let summary = match stream(fleet, &examiner, keep, |_| Ok::<(), Infallible>(())) {
            Ok(summary) => summary,
            Err(never) => match never {},
        };
        let faults = summary.findings.into_iter().map(|finding| {
            let devices = finding.blamed.len();
            let name = finding.name;
            ((finding.code, finding.scope), Fault { name, devices })
        });
        let reads = &fleet.snapshot.reads;
        Self {
            taken_at: fleet.snapshot.taken_at,
            faults: faults.collect(),
            whole: Source::ALL
                .into_iter()
                .filter(|it| it.is_expected() || it.is_voluntary())
                .filter(|it| reads.is_complete(*it))
                .collect(),
            devices: devices.into_inner().unwrap_or_else(PoisonError::into_inner),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Changes, Fault, Kind, Picture, State, Turn};
    use enrollment::cause::Code;
    use enrollment::diagnosis::Standing;
    use enrollment::moment::Moment;
    use enrollment::remedy::Action;
    use enrollment::snapshot::Source;
    use rules::catalogue;

    fn code(name: &str) -> Code {
        let found = catalogue::all()
            .iter()
            .find(|it| it.cause.code.name() == name);
        found.unwrap().cause.code
    }

    fn state(standing: Standing, cause: &str) -> State {
        State {
            standing,
            cause: Some(code(cause)),
            gate: None,
            action: Action::None,
        }
    }

    fn picture(devices: &[(&str, Standing, &str)], faults: &[&str]) -> Picture {
        let named = |(serial, standing, cause): &(&str, Standing, &str)| {
            ((*serial).to_owned(), state(*standing, cause))
        };
        let fault = |name: &&str| {
            let fault = Fault {
                name: "Main".to_owned(),
                devices: 3,
            };
            ((code(name), "token:1".to_owned()), fault)
        };
        Picture {
            taken_at: Moment::FIRST,
            devices: devices.iter().map(named).collect(),
            faults: faults.iter().map(fault).collect(),
            whole: [Source::OrgDevices, Source::Tokens].into(),
        }
    }

    fn kinds(changes: &Changes) -> Vec<(&str, Kind)> {
        let devices = changes.devices.iter();
        devices.map(|it| (it.serial.as_str(), it.kind)).collect()
    }

    #[test]
    fn each_device_changes_in_one_word() {
        let before = picture(
            &[
                ("A", Standing::NeedsYou, "C01"),
                ("B", Standing::Healthy, "H01"),
                ("C", Standing::NeedsYou, "C01"),
                ("D", Standing::Waiting, "C05"),
                ("E", Standing::NeedsYou, "C01"),
            ],
            &["C21"],
        );
        let after = picture(
            &[
                ("A", Standing::Healthy, "H01"),
                ("B", Standing::NeedsYou, "C01"),
                ("C", Standing::NeedsYou, "C13"),
                ("E", Standing::NeedsYou, "C01"),
                ("F", Standing::NeedsYou, "C01"),
            ],
            &["C23"],
        );
        let changes = Changes::between(&before, &after);
        let expected = [
            ("A", Kind::Healed),
            ("B", Kind::Broke),
            ("C", Kind::Changed),
            ("D", Kind::Gone),
            ("F", Kind::New),
        ];
        assert_eq!(kinds(&changes), expected);
        let turns: Vec<_> = changes.faults.iter().map(|it| (it.code, it.turn)).collect();
        assert_eq!(
            turns,
            [(code("C23"), Turn::Began), (code("C21"), Turn::Ended)]
        );
        assert!(Changes::between(&after, &after).is_empty());
    }

    #[test]
    fn where_less_was_read_nothing_is_gone() {
        let before = picture(&[("A", Standing::NeedsYou, "C01")], &["C21"]);
        let mut after = picture(&[], &[]);
        after.whole.remove(&Source::OrgDevices);
        let changes = Changes::between(&before, &after);
        assert_eq!(kinds(&changes), [("A", Kind::Unseen)]);
        assert_eq!(changes.faults[0].turn, Turn::Unseen);
        assert_eq!(changes.lost, [Source::OrgDevices]);
        let mut listed = before.clone();
        listed.whole.insert(Source::Register);
        let changes = Changes::between(&listed, &picture(&[], &[]));
        assert_eq!(
            kinds(&changes),
            [("A", Kind::Unseen)],
            "the register may have been all that named it"
        );
        after.whole = [Source::OrgDevices].into();
        let changes = Changes::between(&before, &after);
        assert_eq!(
            kinds(&changes),
            [("A", Kind::Gone)],
            "tokens list no devices"
        );
        assert_eq!(changes.faults[0].turn, Turn::Unseen);
    }
}
