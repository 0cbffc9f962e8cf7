//! Causes of devices about which something has to be done or asked. A device in its box has a
//! cause, too, and nothing is wrong with it; another one with the same cause may be unclear.

use enrollment::cause::Code;
use enrollment::diagnosis::Standing;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// A cause, with its devices that need somebody or are unclear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pressing {
    /// The cause.
    pub code: Code,
    /// Devices that need somebody.
    pub needs_you: usize,
    /// Devices that are unclear.
    pub unclear: usize,
}

impl Pressing {
    pub(super) const fn of(code: Code) -> Self {
        Self {
            code,
            needs_you: 0,
            unclear: 0,
        }
    }

    pub(super) fn count(&mut self, standing: Standing) {
        match standing {
            Standing::NeedsYou => self.needs_you += 1,
            Standing::CannotTell => self.unclear += 1,
            Standing::Healthy | Standing::Waiting => {}
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.needs_you += other.needs_you;
        self.unclear += other.unclear;
    }

    /// Those that press, of most devices first; equals in the order of their codes.
    pub(super) fn sorted(counted: BTreeMap<Code, Self>) -> Vec<Self> {
        let mut all: Vec<Self> = counted.into_values().collect();
        all.retain(|it| it.devices() > 0);
        all.sort_by_key(|it| (Reverse(it.devices()), Reverse(it.needs_you), it.code));
        all
    }

    /// All its devices that press.
    pub const fn devices(&self) -> usize {
        self.needs_you + self.unclear
    }
}
