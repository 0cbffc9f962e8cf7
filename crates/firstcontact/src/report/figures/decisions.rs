//! Whether we are safe, and what somebody has to decide: both follow from the figures.

use super::{Figures, Ways};
use crate::app::access;
use crate::report::frameworks::Measure;
use crate::report::unread::{Closing, Unread};
use enrollment::diagnosis::Standing;
use enrollment::snapshot::{GapReason, ReadState};
use std::collections::BTreeSet;

/// Whether we are safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// There is no device to speak of.
    Empty,
    /// Devices in use are unmanaged, and their holders were seen to sign in from such a device.
    No,
    /// Devices in use are unmanaged; whether they reach anything was not seen.
    Exposed,
    /// Nobody can say: lists were not read, or devices are unclear.
    Unknown,
    /// No device in use is known to be unmanaged, but something is to be mended.
    Almost,
    /// As far as could be seen.
    Yes,
}

impl Answer {
    /// The answer.
    pub fn of(figures: &Figures) -> Self {
        let exposure = figures.exposure;
        if figures.devices == 0 {
            Self::Empty
        } else if exposure.with_access > 0 {
            Self::No
        } else if exposure.surely > 0 {
            Self::Exposed
        } else if figures.managed_list != ReadState::Complete || exposure.perhaps > 0 {
            Self::Unknown
        } else if figures.on(Standing::NeedsYou) > 0
            || figures.on(Standing::CannotTell) > 0
            || !figures.faults.is_empty()
            || figures.door.standing == access::Standing::Open
        {
            Self::Almost
        } else {
            Self::Yes
        }
    }

    /// The public word, as texts are called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::No => "no",
            Self::Exposed => "exposed",
            Self::Unknown => "unknown",
            Self::Almost => "almost",
            Self::Yes => "yes",
        }
    }
}

/// What somebody has to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Have devices brought back: so many that are in use and unmanaged, and so many that need
    /// somebody. Either may be none.
    BringBack(usize, usize),
    /// Have faults of the tenant mended: so many faults, so many devices behind them.
    MendFaults(usize, usize),
    /// Close ways in for devices that nobody manages.
    CloseWaysIn(Ways),
    /// Let so many devices be erased and set up again, with their holders.
    Erase(usize),
    /// Have so many people asked one question.
    Ask(usize),
    /// Buy through linked suppliers: so many devices came in by hand.
    LinkSuppliers(usize),
    /// Bring so many managed devices under supervision at their next exchange.
    Supervise(usize),
    /// Give the right to read so many sources.
    Read(usize),
    /// Have so many sources read again, or brought: no right was refused.
    ReadAgain(usize),
}

impl Decision {
    /// All that are asked for, the most pressing first.
    pub fn all(figures: &Figures) -> Vec<Self> {
        let behind = figures.faults.iter().map(|fault| fault.devices).sum();
        let exceptions = |measure| {
            figures
                .measured(measure)
                .map_or(0, |it| it.exceptions.len())
        };
        let ways_in = match figures.door.standing {
            access::Standing::Open => figures.door.ways,
            access::Standing::Blocked | access::Standing::NotSeen => Ways::default(),
        };
        let in_use = usize::try_from(figures.exposure.surely).unwrap_or(usize::MAX);
        let need_somebody = figures.on(Standing::NeedsYou);
        let rights = figures.sources_unread(needs_a_right);
        let again = figures.sources_unread(|_| true) - rights;
        let all = [
            (
                in_use.saturating_add(need_somebody),
                Self::BringBack(in_use, need_somebody),
            ),
            (
                figures.faults.len(),
                Self::MendFaults(figures.faults.len(), behind),
            ),
            (ways_in.all, Self::CloseWaysIn(ways_in)),
            (figures.to_erase, Self::Erase(figures.to_erase)),
            (figures.to_ask, Self::Ask(figures.to_ask)),
            (
                exceptions(Measure::BoughtLinked),
                Self::LinkSuppliers(exceptions(Measure::BoughtLinked)),
            ),
            (
                exceptions(Measure::Supervised),
                Self::Supervise(exceptions(Measure::Supervised)),
            ),
            (rights, Self::Read(rights)),
            (again, Self::ReadAgain(again)),
        ];
        let asked = all.into_iter().filter(|(count, _)| *count > 0);
        asked.map(|(_, decision)| decision).collect()
    }
}

/// Whether a permission or an account is missing: the collection asked, and did not get it.
fn needs_a_right(unread: &Unread) -> bool {
    if !matches!(unread.reason, Some(GapReason::Collector(_))) {
        return false;
    }
    match unread.closing() {
        Closing::Permission(_)
        | Closing::AppleAccount
        | Closing::AppleAudit
        | Closing::AppleSuspects => true,
        Closing::Collect(_)
        | Closing::Configure
        | Closing::Register
        | Closing::OwnList
        | Closing::Probe
        | Closing::Later
        | Closing::Doctor
        | Closing::File
        | Closing::Smaller
        | Closing::Deleted
        | Closing::Unknown => false,
    }
}

impl Figures {
    /// How many sources were not read, or not to their end, for such a reason.
    pub fn sources_unread(&self, is_so: impl Fn(&Unread) -> bool) -> usize {
        let unread = self.unread.iter().filter(|it| is_so(it));
        let sources: BTreeSet<&str> = unread.map(|it| it.source.as_str()).collect();
        sources.len()
    }
}
