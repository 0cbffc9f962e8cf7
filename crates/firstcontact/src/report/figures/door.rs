//! Whether Conditional Access keeps out what nobody manages, in figures: ways in, what closes them,
//! and what the answer rests on.

use crate::app::access::{AccessPicture, Standing};
use crate::report::access::told;
use rules::prevention::access::change::Change;

/// Whether Conditional Access keeps out what nobody manages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// How it stands.
    pub standing: Standing,
    /// The same, more closely: a word of the proof's own first sentence.
    pub told: &'static str,
    /// Ways in that lead to the organisation's data.
    pub ways: Ways,
    /// Sources on which that rests and that were not read, or not whole.
    pub unread: Vec<String>,
}

/// Ways in, and what closes them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ways {
    /// All of them that were found.
    pub all: usize,
    /// Of them, those that changes to the policies close.
    pub closed: usize,
    /// How many different changes that takes.
    pub changes: usize,
    /// Of all, those of presumably nobody but accounts for an emergency, who have to get in.
    pub left_out: usize,
}

impl Door {
    pub(super) fn of(picture: &AccessPicture) -> Self {
        let (told, _) = told(picture);
        let mut unread: Vec<String> = picture.rests_on().map(|it| it.source.clone()).collect();
        unread.dedup();
        Self {
            standing: picture.standing(),
            told,
            ways: Ways::of(picture.ways_in().map(|hole| {
                let fix = hole.fix.as_ref();
                let fix = fix.map(|fix| (fix.policy, &fix.changes[..]));
                (hole.emergency, fix)
            })),
            unread,
        }
    }
}

/// The policy to change, if it is no new one, and the changes to it.
type Fixed<'f> = (Option<usize>, &'f [Change]);

impl Ways {
    /// Counts ways in, each with whether it is for an emergency, and what closes it.
    fn of<'f>(ways_in: impl Iterator<Item = (bool, Option<Fixed<'f>>)>) -> Self {
        let mut ways = Self::default();
        let mut fixes: Vec<Fixed<'_>> = Vec::new();
        for way in ways_in {
            ways.all += 1;
            match way {
                (true, _) => ways.left_out += 1,
                (false, None) => {}
                (false, Some(fix)) => {
                    ways.closed += 1;
                    if !fixes.contains(&fix) {
                        fixes.push(fix);
                    }
                }
            }
        }
        ways.changes = fixes.len();
        ways
    }
}

#[cfg(test)]
mod tests {
    use super::Ways;
    use enrollment::access::policy::Who;
    use rules::prevention::access::change::Change;

    /// Bug: the report asked to close the way of the accounts for an emergency, too.
    #[test]
    fn a_change_may_close_more_than_one_way_and_who_is_left_out_stays() {
        let code = [Change::NewDeviceCodeBlock];
        let required = [Change::RequireCompliantDevice];
        let both = [
            Change::RemoveUserExclusion(Who::All),
            Change::RequireCompliantDevice,
        ];
        let ways = [
            (false, Some((None, &code[..]))),
            (false, Some((None, &code))),
            (false, Some((Some(1), &required))),
            (false, Some((Some(1), &both))),
            (true, None),
            (false, None),
        ];
        let expected = Ways {
            all: 6,
            closed: 4,
            changes: 3,
            left_out: 1,
        };
        assert_eq!(Ways::of(ways.into_iter()), expected);
    }
}
