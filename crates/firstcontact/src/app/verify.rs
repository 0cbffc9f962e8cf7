//! Whether a device is where it should be: V1 to V5, by what was read (causality.md §2.3).

use enrollment::moment::Moment;
use enrollment::remedy::Verification;
use remedy::facts::{Custody, Facts, Since, Standing};
use remedy::step::SETTLE;

/// What one reading says about a verification.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// It holds.
    Good,
    /// It does not.
    Bad,
    /// What it takes was not read.
    Unread,
}

impl Holds {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Unread => "unread",
        }
    }

    fn of(read: Option<bool>) -> Self {
        match read {
            Some(true) => Self::Good,
            Some(false) => Self::Bad,
            None => Self::Unread,
        }
    }
}

/// V1 to V5 in their order. V5 is about the tenant: token, terms and push certificate.
pub fn verify(facts: &Facts, now: Moment) -> [(Verification, Holds); 5] {
    let settled = |since: Option<Since>| since.is_some_and(|Since(at)| now.since(at) >= SETTLE);
    let custody = facts.custody.map(|it| it.value == Custody::OnService);
    let listed = facts.imported.map(|it| it.value.is_some());
    let imported = match (custody, listed) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    };
    let stands = |least: Standing| facts.standing.map(|it| it.value.0 >= least);
    let read = [
        (Verification::V1, imported),
        (Verification::V2, facts.profiled.map(|it| settled(it.value))),
        (Verification::V3, stands(Standing::Enrolled)),
        (Verification::V4, stands(Standing::LetIn)),
        (Verification::V5, facts.tenant_sound.map(|it| it.value)),
    ];
    read.map(|(verification, holds)| (verification, Holds::of(holds)))
}

#[cfg(test)]
mod tests {
    use super::{Holds, verify};
    use enrollment::moment::Moment;
    use remedy::facts::{Custody, Facts, Read, Since, Standing};

    fn names(facts: &Facts) -> [&'static str; 5] {
        verify(facts, now()).map(|(_, holds)| holds.name())
    }

    fn now() -> Moment {
        Moment::FIRST.plus(86_400)
    }

    #[test]
    fn what_nobody_read_is_neither_good_nor_bad() {
        assert_eq!(names(&Facts::default()), ["unread"; 5]);
        let elsewhere = Facts {
            custody: Some(Read::new(Custody::Unassigned, now())),
            ..Facts::default()
        };
        assert_eq!(
            names(&elsewhere),
            ["bad", "unread", "unread", "unread", "unread"]
        );
        let half = Facts {
            custody: Some(Read::new(Custody::OnService, now())),
            ..Facts::default()
        };
        assert_eq!(verify(&half, now())[0].1, Holds::Unread);
    }

    #[test]
    fn a_fresh_profile_does_not_count_and_let_in_is_more_than_enrolled() {
        let long_ago = Some(Since(Moment::FIRST));
        let mut facts = Facts {
            custody: Some(Read::new(Custody::OnService, now())),
            imported: Some(Read::new(long_ago, now())),
            profiled: Some(Read::new(Some(Since(now())), now())),
            tenant_sound: Some(Read::new(false, now())),
            standing: Some(Read::new((Standing::Enrolled, long_ago), now())),
            ..Facts::default()
        };
        assert_eq!(names(&facts), ["good", "bad", "good", "bad", "bad"]);
        facts.standing = Some(Read::new((Standing::LetIn, long_ago), now()));
        facts.profiled = Some(Read::new(long_ago, now()));
        assert_eq!(names(&facts), ["good", "good", "good", "good", "bad"]);
    }
}
