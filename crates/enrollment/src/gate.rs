//! The gates G0…G12 that a device passes on its way to being usable, in order
//! (causality.md §1.3). The word "gate" means nothing else in this project.

use std::fmt;

/// A gate. Diagnosis is finding the first one that was not passed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Gate {
    /// In the organisation at Apple.
    G0,
    /// On Intune's service at Apple.
    G1,
    /// Imported into Intune by a token.
    G2,
    /// An enrollment profile was requested for it.
    G3,
    /// Apple accepted the profile.
    G4,
    /// The device asked Apple after that.
    G5,
    /// Remote Management was shown and the person went on.
    G6,
    /// The person signed in.
    G7,
    /// Intune accepted the enrollment.
    G8,
    /// The device checked in for the first time.
    G9,
    /// The device is registered in Entra.
    G10,
    /// The device is compliant.
    G11,
    /// Conditional Access lets the person in.
    G12,
}

impl Gate {
    /// All gates in order.
    pub const ALL: [Self; 13] = [
        Self::G0,
        Self::G1,
        Self::G2,
        Self::G3,
        Self::G4,
        Self::G5,
        Self::G6,
        Self::G7,
        Self::G8,
        Self::G9,
        Self::G10,
        Self::G11,
        Self::G12,
    ];

    /// `G0`…`G12`.
    pub const fn name(self) -> &'static str {
        const NAMES: [&str; 13] = [
            "G0", "G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "G10", "G11", "G12",
        ];
        NAMES[self as usize]
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is known about one gate.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Passage {
    /// Nobody could see.
    #[default]
    Unknown,
    /// Seen to be passed.
    Passed,
    /// Seen not to be passed.
    Stopped,
}

/// What is known about every gate of one device.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Gates([Passage; 13]);

impl Gates {
    /// What is known about one gate.
    pub fn of(&self, gate: Gate) -> Passage {
        self.0[gate as usize]
    }

    /// Records what was seen.
    pub fn set(&mut self, gate: Gate, passage: Passage) {
        self.0[gate as usize] = passage;
    }

    /// The first gate that was seen not to be passed.
    pub fn first_stop(&self) -> Option<Gate> {
        Gate::ALL
            .into_iter()
            .find(|gate| self.of(*gate) == Passage::Stopped)
    }

    /// The gates at which the device can have stopped: after the last one it was seen to pass,
    /// up to the first one it was seen not to pass. `None` when the last gate was passed.
    pub fn window(&self) -> Option<(Gate, Gate)> {
        let stop = self.first_stop().unwrap_or(Gate::G12);
        let passed = Gate::ALL
            .into_iter()
            .take_while(|gate| *gate < stop)
            .filter(|gate| self.of(*gate) == Passage::Passed)
            .last();
        let first = match passed {
            Some(gate) => *Gate::ALL.get(gate as usize + 1)?,
            None => Gate::G0,
        };
        if self.of(stop) == Passage::Passed {
            None
        } else {
            Some((first, stop))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Gate, Gates, Passage};

    #[test]
    fn the_window_lies_between_the_last_passed_and_the_first_stop() {
        let mut gates = Gates::default();
        assert_eq!(gates.window(), Some((Gate::G0, Gate::G12)));
        gates.set(Gate::G3, Passage::Passed);
        gates.set(Gate::G9, Passage::Stopped);
        assert_eq!(gates.window(), Some((Gate::G4, Gate::G9)));
        gates.set(Gate::G1, Passage::Stopped);
        assert_eq!(gates.window(), Some((Gate::G0, Gate::G1)));
    }

    #[test]
    fn past_the_last_gate_there_is_no_window() {
        let mut gates = Gates::default();
        gates.set(Gate::G12, Passage::Passed);
        assert_eq!(gates.window(), None);
    }
}
