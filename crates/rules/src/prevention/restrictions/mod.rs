//! Which enrollment restriction meets whom, and what it lets in (microsoft.md §1.7).
//!
//! Of the restrictions for a platform, the one with the smallest priority that is assigned to a
//! person counts; else the default. A device without a user meets the default alone. A device of
//! Automated Device Enrollment is corporate: personal ownership and versions do not stop it. The
//! same ranks hold for device limits.

use enrollment::access::People;
use enrollment::access::directory::Roster;
use enrollment::snapshot::{Restriction, RestrictionTarget, Snapshot, Whom};
use std::collections::BTreeMap;

mod limit;
mod platform;

pub(in crate::prevention) use limit::Limits;
pub(in crate::prevention) use platform::Platforms;

/// Whether something is let in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Lets {
    /// It is.
    In,
    /// It is not.
    Out,
    /// Nobody can say: restrictions that may meet the person differ, or none was read.
    Unclear,
}

/// What somebody meets on one platform.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Met {
    /// On which.
    pub platform: PlatformName,
    /// The restriction that surely counts unless one of `perhaps` does: a position in
    /// [`Snapshot::restrictions`]. `None` where no default was read.
    pub surely: Option<usize>,
    /// Restrictions of higher rank that may count: their groups were not read, or a filter for
    /// devices narrows them.
    pub perhaps: Vec<usize>,
    /// Whether a corporate device is let in.
    pub corporate: Lets,
    /// Whether a person's own device is.
    pub personal: Lets,
}

/// A platform that is judged, in an order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum PlatformName {
    /// iPhone and iPad.
    Ios,
    /// Mac.
    MacOs,
}

impl PlatformName {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ios, Self::MacOs];
}

/// People who meet the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Class {
    /// How many; 0 for whoever is not listed.
    pub count: usize,
    /// One of them: a position in [`People::users`]. `None` is whoever is not listed.
    pub witness: Option<usize>,
    /// What they meet.
    pub met: Vec<Met>,
}

/// What a tenant's restrictions come to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Judged {
    /// People who meet the same, those of most people first.
    pub classes: Vec<Class>,
    /// What a device without a user meets.
    pub userless: Vec<Met>,
}

/// Judges a snapshot's restrictions.
pub fn judge(snapshot: &Snapshot, people: &People<'_>) -> Judged {
    let platforms = Platforms::of(snapshot, people);
    let met = |person| PlatformName::ALL.map(|platform| platforms.met(person, platform));
    let mut classes: BTreeMap<Vec<Met>, (usize, Option<usize>)> = BTreeMap::new();
    for person in 0..people.users.len() {
        let met = met(Some(person)).into();
        classes.entry(met).or_insert((0, Some(person))).0 += 1;
    }
    if !people.complete {
        classes.entry(met(None).into()).or_insert((0, None));
    }
    let mut classes: Vec<Class> = classes
        .into_iter()
        .map(|(met, (count, witness))| Class {
            count,
            witness,
            met,
        })
        .collect();
    classes.sort_by_key(|class| (std::cmp::Reverse(class.count), class.witness));
    let userless = PlatformName::ALL.map(|platform| platforms.met_without_user(platform));
    Judged {
        classes,
        userless: userless.into(),
    }
}

/// The restrictions of one platform, or the device limits, by rank.
struct Ranked {
    custom: Vec<(usize, Reach)>,
    default: Option<usize>,
}

/// Whom a restriction is assigned to.
enum Reach {
    /// By person: surely, not at all, or nobody can say.
    People(Vec<Fit>, Fit),
    /// Nobody knows whom.
    Unread,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    Perhaps,
    Yes,
}

impl Ranked {
    /// Those that `about` picks.
    fn of(
        about: impl Fn(&Restriction) -> bool,
        snapshot: &Snapshot,
        people: &People<'_>,
        rules: &[&Restriction],
    ) -> Self {
        let mut numbered: Vec<(usize, &Restriction)> = rules
            .iter()
            .enumerate()
            .filter(|(_, rule)| about(rule))
            .map(|(number, rule)| (number, *rule))
            .collect();
        // A smaller number is a higher rank; rows of the same rank keep the order of their ids.
        numbered.sort_by_key(|(_, rule)| (rule.priority, snapshot.words.text(rule.id)));
        let default = numbered.iter().find(|(_, rule)| rule.is_default);
        let custom = numbered.iter().filter(|(_, rule)| !rule.is_default);
        Self {
            default: default.map(|(number, _)| *number),
            custom: custom
                .map(|(number, rule)| (*number, reach(rule, snapshot, people)))
                .collect(),
        }
    }

    /// What counts for somebody unless one of the others does, and those: of higher rank, and
    /// nobody can say whether they do.
    fn meets(&self, person: Option<usize>) -> (Option<usize>, Vec<usize>) {
        let mut perhaps = Vec::new();
        for (number, reach) in &self.custom {
            match reach.of(person) {
                Fit::No => {}
                Fit::Perhaps => perhaps.push(*number),
                Fit::Yes => return (Some(*number), perhaps),
            }
        }
        (self.default, perhaps)
    }
}

impl Reach {
    fn of(&self, person: Option<usize>) -> Fit {
        match (self, person) {
            (Self::Unread, _) => Fit::Perhaps,
            (Self::People(_, unlisted), None) => *unlisted,
            (Self::People(fits, _), Some(person)) => fits.get(person).copied().unwrap_or(Fit::No),
        }
    }
}

/// Included and not excluded; a filter for devices leaves it open.
fn reach(rule: &Restriction, snapshot: &Snapshot, people: &People<'_>) -> Reach {
    let Some(targets) = &rule.targets else {
        return Reach::Unread;
    };
    let size = people.users.len();
    let (mut fits, mut unlisted) = (vec![Fit::No; size], Fit::No);
    let excludes = |target: &&RestrictionTarget| matches!(target.whom, Whom::NotGroup(_));
    for target in targets.iter().filter(|it| !excludes(it)) {
        let most = if target.filtered {
            Fit::Perhaps
        } else {
            Fit::Yes
        };
        let (members, others) = whom(target, snapshot, people);
        for (fit, is) in fits.iter_mut().zip(members) {
            *fit = (*fit).max(is.min(most));
        }
        unlisted = unlisted.max(others.min(most));
    }
    for target in targets.iter().filter(excludes) {
        let (members, others) = whom(target, snapshot, people);
        for (fit, is) in fits.iter_mut().zip(members) {
            *fit = but(*fit, is);
        }
        unlisted = but(unlisted, others);
    }
    Reach::People(fits, unlisted)
}

fn but(fit: Fit, excluded: Fit) -> Fit {
    match excluded {
        Fit::No => fit,
        Fit::Perhaps => fit.min(Fit::Perhaps),
        Fit::Yes => Fit::No,
    }
}

/// Whom a target means: of the listed, and whoever is not listed.
fn whom(target: &RestrictionTarget, snapshot: &Snapshot, people: &People<'_>) -> (Vec<Fit>, Fit) {
    let size = people.users.len();
    match target.whom {
        Whom::AllUsers | Whom::AllDevices => (vec![Fit::Yes; size], Fit::Yes),
        Whom::Unknown => (vec![Fit::Perhaps; size], Fit::Perhaps),
        Whom::Group(group) | Whom::NotGroup(group) => {
            match people.group(snapshot.words.text(group)) {
                Roster::Unread => (vec![Fit::Perhaps; size], Fit::Perhaps),
                Roster::Read(members) => {
                    let mut fits = vec![Fit::No; size];
                    for member in members {
                        if let Some(fit) = fits.get_mut(member as usize) {
                            *fit = Fit::Yes;
                        }
                    }
                    (fits, Fit::Perhaps)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Judged, Lets, judge};
    use enrollment::access::People;
    use enrollment::moment::Moment;
    use enrollment::snapshot::{
        Account, Guid, Membership, Platform, ReadState, Restriction, RestrictionTarget, Snapshot,
        Source, Tenant, Whom,
    };
    use enrollment::words::Interner;

    /// Three people; 1 and 2 are in group `a`, 2 in group `b`; group `c` was not read.
    fn judged(custom: &[(i64, Whom, bool, bool)], complete: bool, read: bool) -> Judged {
        let mut all = Snapshot::empty(Moment::from_unix(1_795_000_000).unwrap(), Tenant::default());
        let words = Interner::new(1);
        let [a, b, _] = ["a", "b", "c"].map(|name| words.intern(name));
        let id = |number: u8| Guid::parse(&format!("{number:032}"));
        let account = |number| Account {
            id: id(number),
            ..Account::default()
        };
        all.accounts
            .extend(vec![account(1), account(2), account(3)]);
        let member = |group, number| Membership {
            group,
            member: id(number),
            is_device: false,
        };
        let members = vec![member(a, 1), member(a, 2), member(b, 2)];
        all.memberships.extend(members);
        for group in ["a", "b"] {
            all.reads.note_whole(Source::Memberships, group.to_owned());
        }
        let default = Restriction {
            is_default: true,
            platform: Platform::All,
            ..Restriction::default()
        };
        let mut rules = vec![default];
        for (priority, whom, blocked, personal_blocked) in custom.iter().copied() {
            rules.push(Restriction {
                priority,
                platform: Platform::Ios,
                blocked,
                personal_blocked,
                targets: read.then(|| {
                    vec![RestrictionTarget {
                        whom,
                        filtered: false,
                    }]
                }),
                ..Restriction::default()
            });
        }
        all.restrictions.extend(rules);
        all.words = words.freeze();
        if complete {
            all.reads.set(Source::Accounts, ReadState::Complete);
        }
        judge(&all, &People::of(&all))
    }

    /// How many people, and what happens to a corporate and to a personal iPhone of theirs.
    fn iphones(judged: &Judged) -> Vec<(usize, Lets, Lets)> {
        let classes = judged.classes.iter();
        classes
            .map(|it| (it.count, it.met[0].corporate, it.met[0].personal))
            .collect()
    }

    /// The words of [`judged`]: the same texts in the same order are the same words.
    fn groups() -> [Whom; 3] {
        let words = Interner::new(1);
        ["a", "b", "c"].map(|name| Whom::Group(words.intern(name)))
    }

    #[test]
    fn the_smaller_number_counts() {
        let [a, b, _] = groups();
        let seen = judged(&[(2, a, false, true), (1, b, true, false)], true, true);
        let expected = [
            (1, Lets::In, Lets::Out),
            (1, Lets::Out, Lets::Out),
            (1, Lets::In, Lets::In),
        ];
        let mut found = iphones(&seen);
        found.sort_by_key(|it| (it.1 == Lets::Out, it.2 == Lets::In));
        let mut expected = expected.to_vec();
        expected.sort_by_key(|it| (it.1 == Lets::Out, it.2 == Lets::In));
        assert_eq!(found, expected);
        let other = judged(&[(1, a, false, true), (2, b, true, false)], true, true);
        let mut found = iphones(&other);
        found.sort();
        assert_eq!(found, [(1, Lets::In, Lets::In), (2, Lets::In, Lets::Out)]);
    }

    #[test]
    fn a_mac_and_a_device_without_a_user_meet_the_default() {
        let [a, ..] = groups();
        let seen = judged(&[(1, a, true, true)], true, true);
        assert!(
            seen.classes
                .iter()
                .all(|it| it.met[1].corporate == Lets::In)
        );
        assert!(seen.userless.iter().all(|it| it.corporate == Lets::In));
        assert!(seen.userless.iter().all(|it| it.surely == Some(0)));
    }

    #[test]
    fn what_was_not_read_may_count() {
        let [a, _, c] = groups();
        let unclear = [(3, Lets::Unclear, Lets::Unclear)];
        assert_eq!(iphones(&judged(&[(1, c, true, true)], true, true)), unclear);
        assert_eq!(
            iphones(&judged(&[(1, a, true, true)], true, false)),
            unclear
        );
        let harmless = judged(&[(1, c, false, false)], true, true);
        assert_eq!(iphones(&harmless), [(3, Lets::In, Lets::In)]);
    }

    #[test]
    fn whoever_is_not_listed_is_a_class_of_his_own() {
        let [a, ..] = groups();
        let seen = judged(&[(1, a, true, true)], false, true);
        let unlisted = seen.classes.iter().find(|it| it.witness.is_none()).unwrap();
        assert_eq!(
            (unlisted.count, unlisted.met[0].corporate),
            (0, Lets::Unclear)
        );
    }
}
