//! What is going to happen to one device, in the order of time.

use super::script::Plan;
use crate::clock::Time;

/// Something that is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Due {
    /// Somebody does what the script says.
    Plan(Plan),
    /// Somebody does something while the world runs.
    Deed(Plan),
    /// Its holder sets it up again after an erase.
    HolderSetsUp,
    /// A sync of this token sees it.
    Sync(u8),
    /// A sync of this token sees that it is gone.
    SyncGone(u8),
    /// Intune purges the row of this token.
    Purge(u8),
    /// An administrator assigns it to our service.
    Assign,
    /// Somebody moves it from Configurator's service to ours.
    Move,
    /// A profile is asked for.
    Ask(u8),
    /// Somebody chooses a profile for it.
    Choose(u8),
    /// Apple accepts a profile that was asked for.
    Accept(u8),
    /// The holder tries Setup Assistant again.
    TryAgain,
    /// It checks in for the first time.
    CheckIn,
    /// It is registered in Entra.
    Register,
    /// Its compliance is evaluated.
    Evaluate,
    /// macOS shows that a record is waiting.
    Prompt,
    /// The deadline of its move has come.
    Migrate,
    /// Intune pushes its profile again.
    PushAgain,
    /// Somebody touches a profile, so that Intune hands it to Apple again.
    HandOver(u8),
}

/// The agenda: what is due next stands last.
#[derive(Clone, Debug, Default)]
pub(super) struct Agenda {
    entries: Vec<(Time, u32, Due)>,
    count: u32,
}

impl Agenda {
    /// Puts something on it. What is due at the same second happens in the order of entering.
    pub(super) fn put(&mut self, at: Time, due: Due) {
        let key = (at, self.count);
        self.count += 1;
        let place = self
            .entries
            .partition_point(|(other, number, _)| (*other, *number) > key);
        self.entries.insert(place, (at, key.1, due));
    }

    /// Takes what is due next, if it is due before `until`.
    pub(super) fn next(&mut self, until: Time) -> Option<(Time, Due)> {
        if self.entries.last()?.0 > until {
            return None;
        }
        self.entries.pop().map(|(at, _, due)| (at, due))
    }

    /// Takes off what is no longer going to happen.
    pub(super) fn drop_all(&mut self, unwanted: impl Fn(&Due) -> bool) {
        self.entries.retain(|(_, _, due)| !unwanted(due));
    }
}

#[cfg(test)]
mod tests {
    use super::{Agenda, Due};

    #[test]
    fn things_happen_in_order_and_ties_in_the_order_of_entering() {
        let mut agenda = Agenda::default();
        agenda.put(20, Due::CheckIn);
        agenda.put(10, Due::Sync(0));
        agenda.put(20, Due::Register);
        agenda.put(30, Due::Prompt);
        let mut seen = Vec::new();
        while let Some(next) = agenda.next(25) {
            seen.push(next);
        }
        assert_eq!(
            seen,
            [(10, Due::Sync(0)), (20, Due::CheckIn), (20, Due::Register)]
        );
    }
}
