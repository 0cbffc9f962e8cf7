//! What can be wrong with a tenant, a vendor or a site, from when until when.
//!
//! An episode is a pair of events: something breaks, somebody mends it. Everything tenant-wide is
//! made of episodes, so that a fault has nothing else to move, add or delete.

use super::products::Family;
use crate::clock::Time;

/// Something that is wrong for more than one device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The date of a token has passed.
    TokenExpired(u8),
    /// Somebody downloaded the token again at Apple, or its owner has left.
    TokenInvalid(u8),
    /// The token's service at Apple is gone.
    ServiceGone(u8),
    /// Deltas are refused until the next full sync.
    CursorBroken(u8),
    /// The consent to share data is missing.
    ConsentMissing(u8),
    /// Apple's terms wait for an administrator; every token is refused.
    TermsOpen,
    /// New devices of a family go to no service.
    NoDefaultServer(Family),
    /// New rows of a token and family get no profile.
    NoDefaultProfile(u8, Family),
    /// Apple refuses a profile.
    ProfileInvalid(u8),
    /// A profile was made before the token was uploaded and not touched since.
    ProfileBeforeToken(u8),
    /// A profile cannot work on the devices that it is given to.
    ProfileUnsuitable(u8),
    /// The push certificate's date has passed.
    PushExpired,
    /// There is no push certificate.
    PushMissing,
    /// The push certificate was replaced: who enrolled before is cut off.
    PushReplaced,
    /// An enrollment restriction forbids a platform.
    PlatformBlocked(Family),
    /// A restriction asks for a newer system.
    SystemMinimum,
    /// Conditional Access blocks the enrollment app.
    AccessBlocks,
    /// Terms of use are asked for, which an unregistered device cannot accept.
    TermsOfUse,
    /// A second factor is required that Setup Assistant cannot show.
    StrongMethod,
    /// A second factor is required of a profile with legacy sign-in.
    FactorForLegacy(u8),
    /// Legacy sign-in finds no WS-Trust.
    FederationBroken,
    /// Account-driven enrollment aims at the same people.
    Diverted,
    /// The licence group is empty.
    LicencesGone,
    /// The apps and books token has expired.
    AppsExpired,
    /// No authority for device management, or no subscription.
    AuthorityLost,
    /// A site intercepts TLS.
    Intercepted(u16),
    /// Apple's services are down.
    AppleDown,
    /// Microsoft's services are down.
    MicrosoftDown,
}

impl Trouble {
    /// How many kinds there are.
    pub const KINDS: usize = 28;

    /// The number of its kind.
    pub const fn kind(self) -> usize {
        match self {
            Self::TokenExpired(_) => 0,
            Self::TokenInvalid(_) => 1,
            Self::ServiceGone(_) => 2,
            Self::CursorBroken(_) => 3,
            Self::ConsentMissing(_) => 4,
            Self::TermsOpen => 5,
            Self::NoDefaultServer(_) => 6,
            Self::NoDefaultProfile(..) => 7,
            Self::ProfileInvalid(_) => 8,
            Self::ProfileBeforeToken(_) => 9,
            Self::ProfileUnsuitable(_) => 10,
            Self::PushExpired => 11,
            Self::PushMissing => 12,
            Self::PushReplaced => 13,
            Self::PlatformBlocked(_) => 14,
            Self::SystemMinimum => 15,
            Self::AccessBlocks => 16,
            Self::TermsOfUse => 17,
            Self::StrongMethod => 18,
            Self::FactorForLegacy(_) => 19,
            Self::FederationBroken => 20,
            Self::Diverted => 21,
            Self::LicencesGone => 22,
            Self::AppsExpired => 23,
            Self::AuthorityLost => 24,
            Self::Intercepted(_) => 25,
            Self::AppleDown => 26,
            Self::MicrosoftDown => 27,
        }
    }
}

/// A trouble, from when until when.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Episode {
    /// What is wrong.
    pub trouble: Trouble,
    /// Since when.
    pub from: Time,
    /// Until when; `Time::MAX` if nobody has mended it yet.
    pub until: Time,
    /// The fault that added or moved it, as its place in the world's list of faults.
    pub fault: Option<u8>,
}

impl Episode {
    /// Whether it is wrong at this time.
    pub const fn holds(&self, at: Time) -> bool {
        self.from <= at && at < self.until
    }
}

/// All episodes, by kind and time.
#[derive(Clone, Debug)]
pub struct Episodes {
    kinds: Vec<Vec<Episode>>,
}

impl Episodes {
    /// Sorts what a script holds.
    pub fn of(script: &[Episode]) -> Self {
        let mut kinds = vec![Vec::new(); Trouble::KINDS];
        for episode in script.iter().filter(|episode| episode.from < episode.until) {
            kinds[episode.trouble.kind()].push(*episode);
        }
        for kind in &mut kinds {
            kind.sort_by_key(|episode| (episode.from, episode.until));
        }
        Self { kinds }
    }

    /// All episodes of all kinds.
    pub fn all(&self) -> impl Iterator<Item = &Episode> {
        self.kinds.iter().flatten()
    }

    /// All episodes of one trouble, in order.
    pub fn of_trouble(&self, trouble: Trouble) -> impl DoubleEndedIterator<Item = &Episode> {
        let kind = &self.kinds[trouble.kind()];
        kind.iter()
            .filter(move |episode| episode.trouble == trouble)
    }

    /// The episode of a trouble that holds at a time.
    pub fn holding(&self, trouble: Trouble, at: Time) -> Option<&Episode> {
        self.of_trouble(trouble).find(|episode| episode.holds(at))
    }

    /// Whether a trouble holds at a time.
    pub fn holds(&self, trouble: Trouble, at: Time) -> bool {
        self.holding(trouble, at).is_some()
    }

    /// The first time from `at` on at which none of these troubles holds; none if never again.
    pub fn free_from(&self, troubles: &[Trouble], at: Time) -> Option<Time> {
        let mut at = at;
        loop {
            let busy = troubles
                .iter()
                .filter_map(|trouble| self.holding(*trouble, at))
                .map(|episode| episode.until)
                .max();
            match busy {
                None => return Some(at),
                Some(Time::MAX) => return None,
                Some(until) => at = until,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Episode, Episodes, Trouble};
    use crate::clock::Time;

    fn episode(trouble: Trouble, from: Time, until: Time) -> Episode {
        Episode {
            trouble,
            from,
            until,
            fault: None,
        }
    }

    #[test]
    fn a_way_through_two_overlapping_troubles() {
        let episodes = Episodes::of(&[
            episode(Trouble::TermsOpen, 10, 20),
            episode(Trouble::TokenExpired(0), 15, 40),
            episode(Trouble::TokenExpired(1), 0, Time::MAX),
        ]);
        let blocking = [Trouble::TermsOpen, Trouble::TokenExpired(0)];
        assert_eq!(episodes.free_from(&blocking, 5), Some(5));
        assert_eq!(episodes.free_from(&blocking, 12), Some(40));
        assert_eq!(episodes.free_from(&[Trouble::TokenExpired(1)], 3), None);
        assert!(episodes.holds(Trouble::TermsOpen, 10));
        assert!(!episodes.holds(Trouble::TermsOpen, 20));
    }
}
