//! The lab's own list of causes: what each is called and what it asks for (causality.md §2.4b).

/// What a device needs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// Nothing.
    None,
    /// Patience.
    Wait,
    /// A changed setting.
    Configure,
    /// A decision or a move, without an erase.
    Migrate,
    /// Tidied records.
    Clean,
    /// An erase.
    Erase,
}

impl Action {
    /// The word of the diagnosis format.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Wait => "wait",
            Self::Configure => "configure",
            Self::Migrate => "migrate",
            Self::Clean => "clean",
            Self::Erase => "erase",
        }
    }
}

/// A cause.
#[derive(PartialEq, Eq, Debug)]
pub struct Cause {
    /// Its code.
    pub code: &'static str,
    /// Its family's word in the diagnosis format.
    pub family: &'static str,
    /// What it asks for where the device itself needs no erase now.
    pub action: Action,
    /// How far it reaches: a device, or the word of a scope.
    pub scope: &'static str,
}

/// The number of a cause in [`CAUSES`].
pub type CauseId = u8;

const fn cause(
    code: &'static str,
    family: &'static str,
    action: Action,
    scope: &'static str,
) -> Cause {
    Cause {
        code,
        family,
        action,
        scope,
    }
}

/// All causes, H01 to H07 and then C01 to C59.
pub static CAUSES: [Cause; 66] = [
    cause("H01", "waiting", Action::Wait, "device"),
    cause("H02", "waiting", Action::Wait, "device"),
    cause("H03", "waiting", Action::Wait, "device"),
    cause("H04", "waiting", Action::None, "device"),
    cause("H05", "waiting", Action::Clean, "device"),
    cause("H06", "waiting", Action::Clean, "device"),
    cause("H07", "waiting", Action::Wait, "device"),
    cause("C01", "order", Action::Configure, "device"),
    cause("C02", "order", Action::Configure, "device"),
    cause("C03", "order", Action::Configure, "device"),
    cause("C04", "order", Action::Configure, "device"),
    cause("C05", "order", Action::Configure, "device"),
    cause("C06", "order", Action::Configure, "device"),
    cause("C07", "order", Action::Configure, "profile"),
    cause("C08", "order", Action::Configure, "device"),
    cause("C09", "order", Action::Configure, "device"),
    cause("C10", "order", Action::Configure, "device"),
    cause("C11", "order", Action::Configure, "device"),
    cause("C12", "order", Action::Migrate, "device"),
    cause("C13", "custody", Action::Configure, "device"),
    cause("C14", "custody", Action::Configure, "device"),
    cause("C15", "custody", Action::Configure, "device"),
    cause("C16", "custody", Action::Configure, "device"),
    cause("C17", "custody", Action::Clean, "device"),
    cause("C18", "custody", Action::Configure, "family"),
    cause("C19", "custody", Action::Clean, "device"),
    cause("C20", "custody", Action::Clean, "device"),
    cause("C21", "tenant", Action::Configure, "token"),
    cause("C22", "tenant", Action::Configure, "token"),
    cause("C23", "tenant", Action::Configure, "token"),
    cause("C24", "tenant", Action::Configure, "token"),
    cause("C25", "tenant", Action::Configure, "token"),
    cause("C26", "tenant", Action::Configure, "tenant"),
    cause("C27", "tenant", Action::Configure, "tenant"),
    cause("C28", "tenant", Action::Configure, "tenant"),
    cause("C29", "tenant", Action::Configure, "tenant"),
    cause("C30", "tenant", Action::Configure, "profile"),
    cause("C31", "tenant", Action::Configure, "token"),
    cause("C32", "tenant", Action::Configure, "profile"),
    cause("C33", "user", Action::Configure, "device"),
    cause("C34", "user", Action::Configure, "restriction"),
    cause("C35", "user", Action::Configure, "restriction"),
    cause("C36", "user", Action::Configure, "device"),
    cause("C37", "user", Action::Configure, "profile"),
    cause("C38", "user", Action::Configure, "device"),
    cause("C39", "user", Action::Configure, "tenant"),
    cause("C40", "user", Action::Configure, "tenant"),
    cause("C41", "user", Action::Configure, "device"),
    cause("C42", "user", Action::Configure, "device"),
    cause("C43", "user", Action::Configure, "device"),
    cause("C44", "user", Action::Configure, "tenant"),
    cause("C45", "network", Action::Configure, "device"),
    cause("C46", "network", Action::Configure, "device"),
    cause("C47", "network", Action::Configure, "device"),
    cause("C48", "network", Action::Configure, "device"),
    cause("C49", "network", Action::Wait, "device"),
    cause("C50", "network", Action::Wait, "device"),
    cause("C51", "network", Action::Configure, "device"),
    cause("C52", "after", Action::Configure, "device"),
    cause("C53", "after", Action::Configure, "device"),
    cause("C54", "after", Action::Wait, "device"),
    cause("C55", "after", Action::Configure, "device"),
    cause("C56", "after", Action::Clean, "device"),
    cause("C57", "migration", Action::Wait, "device"),
    cause("C58", "migration", Action::Migrate, "device"),
    cause("C59", "migration", Action::Migrate, "device"),
];

/// The number of "nothing is wrong", after all causes.
pub const NOTHING: CauseId = CAUSES.len() as CauseId;

/// The number of healthy cause `H<number>`.
pub const fn h(number: u8) -> CauseId {
    number - 1
}

/// The number of fault `C<number>`.
pub const fn c(number: u8) -> CauseId {
    number + 6
}

/// The code of a cause; `none` if nothing is wrong.
pub fn code(cause: CauseId) -> &'static str {
    CAUSES
        .get(usize::from(cause))
        .map_or("none", |cause| cause.code)
}

#[cfg(test)]
mod tests {
    use super::{CAUSES, NOTHING, c, code, h};

    #[test]
    fn numbers_and_codes_agree() {
        assert_eq!(code(h(1)), "H01");
        assert_eq!(code(h(7)), "H07");
        assert_eq!(code(c(1)), "C01");
        assert_eq!(code(c(59)), "C59");
        assert_eq!(code(NOTHING), "none");
        for (place, cause) in CAUSES.iter().enumerate() {
            assert_eq!(code(place as u8), cause.code);
        }
    }
}
