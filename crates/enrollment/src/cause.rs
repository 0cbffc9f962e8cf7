//! What there is to know about a cause apart from its reasoning: a plain value. Nothing here
//! knows how many causes there are; the catalogue of rules does.

use crate::gate::Gate;
use crate::remedy::Action;
use std::fmt;

/// The public code of a cause, `H01`… for healthy look-alikes and `C01`… for faults. Codes are
/// never re-used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code([u8; 3]);

impl Code {
    /// A code of one capital letter and two digits.
    ///
    /// # Panics
    /// On any other text; codes are constants, so that this happens while compiling.
    pub const fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        assert!(
            bytes.len() == 3
                && bytes[0].is_ascii_uppercase()
                && bytes[1].is_ascii_digit()
                && bytes[2].is_ascii_digit(),
            "a code is a capital letter and two digits"
        );
        Self([bytes[0], bytes[1], bytes[2]])
    }

    /// Reads a code that a person typed; letters may be small.
    pub fn parse(text: &str) -> Option<Self> {
        let upper = text.trim().to_ascii_uppercase();
        match upper.as_bytes() {
            [letter, tens, ones]
                if letter.is_ascii_uppercase()
                    && tens.is_ascii_digit()
                    && ones.is_ascii_digit() =>
            {
                Some(Self([*letter, *tens, *ones]))
            }
            _ => None,
        }
    }

    /// The code as people write it.
    pub fn name(&self) -> &str {
        str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether this is a healthy look-alike (`H…`) and no fault.
    pub const fn is_healthy(self) -> bool {
        self.0[0] == b'H'
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The part of the journey that a cause belongs to; a folder of rules.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Family {
    /// Healthy, or no automated enrollment at all.
    Waiting,
    /// The device missed its moment to ask Apple.
    Order,
    /// Not ours, or on the wrong service.
    Custody,
    /// A fault of the tenant, its tokens, certificates or profiles.
    Tenant,
    /// The person and their account.
    User,
    /// Network, protocol, hardware.
    Network,
    /// After enrollment.
    After,
    /// Between two services.
    Migration,
}

impl Family {
    /// Every family, in the journey's order.
    pub const ALL: [Self; 8] = [
        Self::Waiting,
        Self::Order,
        Self::Custody,
        Self::Tenant,
        Self::User,
        Self::Network,
        Self::After,
        Self::Migration,
    ];

    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Order => "order",
            Self::Custody => "custody",
            Self::Tenant => "tenant",
            Self::User => "user",
            Self::Network => "network",
            Self::After => "after",
            Self::Migration => "migration",
        }
    }
}

impl fmt::Display for Family {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How far a cause reaches. Anything wider than a device is found once and explains its devices.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Scope {
    /// One device.
    Device,
    /// One enrollment program token.
    Token,
    /// One enrollment profile.
    Profile,
    /// One enrollment restriction.
    Restriction,
    /// One product family.
    Family,
    /// Everything.
    Tenant,
}

impl Scope {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Token => "token",
            Self::Profile => "profile",
            Self::Restriction => "restriction",
            Self::Family => "family",
            Self::Tenant => "tenant",
        }
    }
}

/// Whether mending this cause takes an erase.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Erase {
    /// No.
    Never,
    /// Only if the device was set up meanwhile.
    IfSetUp,
    /// Yes.
    Needed,
}

/// What an erase would destroy under this cause.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Data {
    /// Nothing: nobody has used the device, or there is no device.
    Nothing,
    /// What the holder keeps on it; the erase is needed all the same.
    Local,
    /// A working device's data, without need. An erase must never be advised.
    Live,
}

/// A cause as a plain value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cause {
    /// Its public code.
    pub code: Code,
    /// Its public name in kebab-case: what was found, never what to do about it.
    pub name: &'static str,
    /// The part of the journey.
    pub family: Family,
    /// How far it reaches.
    pub scope: Scope,
    /// The first and the last gate at which it can stop a device.
    pub gates: (Gate, Gate),
    /// What is to be done, once everything before it is in order.
    pub action: Action,
    /// Whether that takes an erase.
    pub erase: Erase,
    /// What an erase would destroy.
    pub data: Data,
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(Code::parse(" c01 "), Some(Code::new("C01")));
        assert_eq!(Code::parse("C1"), None);
        assert_eq!(Code::parse("CAUSE"), None);
        assert!(Code::new("H07").is_healthy());
    }
}
