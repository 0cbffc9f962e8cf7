//! What a holder reports with one tap when something is different from what the guide says.

/// What is different.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Trouble {
    /// After the erase Remote Management does not appear: the stop point.
    NoRemoteManagement,
    /// It asks for an Apple Account that was used before: the Activation Lock.
    OldAccount,
    /// Whoever got the link does not have this device.
    NotMyDevice,
    /// They need more time.
    MoreTime,
    /// Anything else.
    Other,
}

impl Trouble {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::NoRemoteManagement,
        Self::OldAccount,
        Self::NotMyDevice,
        Self::MoreTime,
        Self::Other,
    ];

    /// The public word, as forms and the store spell it. Its texts are `trouble-<word>`, what the
    /// holder does then `trouble-<word>-next`, and what an administrator does
    /// `trouble-<word>-admin`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoRemoteManagement => "noRemoteManagement",
            Self::OldAccount => "oldAccount",
            Self::NotMyDevice => "notMyDevice",
            Self::MoreTime => "moreTime",
            Self::Other => "other",
        }
    }

    /// Reads the public word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|trouble| trouble.name() == word)
    }

    /// Whether the case must not go on before somebody has looked at it.
    pub const fn stops(self) -> bool {
        !matches!(self, Self::MoreTime)
    }
}
