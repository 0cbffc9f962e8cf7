//! How many devices a person may have: of the device limits, the one of the highest rank that is
//! assigned to the person counts; else the default (microsoft.md §1.7).

use super::Ranked;
use enrollment::access::People;
use enrollment::snapshot::{Restriction, Snapshot};

/// The device limits.
pub(in crate::prevention) struct Limits {
    ranked: Ranked,
    limits: Vec<Option<u32>>,
}

impl Limits {
    pub(in crate::prevention) fn of(snapshot: &Snapshot, people: &People<'_>) -> Self {
        let rules: Vec<&Restriction> = snapshot.restrictions.iter().collect();
        let about = |rule: &Restriction| rule.limit.is_some();
        Self {
            ranked: Ranked::of(about, snapshot, people, &rules),
            limits: rules.iter().map(|rule| rule.limit).collect(),
        }
    }

    /// The smallest and the largest limit that may count for somebody; they differ where nobody can
    /// say which one does. None where no limit was read that counts if no other one does.
    pub(in crate::prevention) fn of_person(&self, person: Option<usize>) -> Option<(u32, u32)> {
        let (surely, perhaps) = self.ranked.meets(person);
        let all = perhaps.into_iter().chain(Some(surely?));
        let all: Vec<u32> = all
            .filter_map(|number| self.limits.get(number).copied().flatten())
            .collect();
        Some((*all.iter().min()?, *all.iter().max()?))
    }
}

#[cfg(test)]
mod tests {
    use super::Limits;
    use enrollment::access::People;
    use enrollment::moment::Moment;
    use enrollment::snapshot::{
        Account, Guid, Membership, Platform, ReadState, Restriction, RestrictionTarget, Snapshot,
        Source, Tenant, Whom,
    };
    use enrollment::words::Interner;

    #[test]
    fn the_limit_of_the_highest_rank_counts() {
        let mut all = Snapshot::empty(Moment::from_unix(1_795_000_000).unwrap(), Tenant::default());
        let words = Interner::new(1);
        let [a, unread] = ["a", "unread"].map(|name| words.intern(name));
        let id = |number: u8| Guid::parse(&format!("{number:032}"));
        let account = |number| Account {
            id: id(number),
            ..Account::default()
        };
        all.accounts.extend(vec![account(1), account(2)]);
        all.memberships.push(Membership {
            group: a,
            member: id(2),
            is_device: false,
        });
        all.reads.note_whole(Source::Memberships, "a".to_owned());
        all.reads.set(Source::Accounts, ReadState::Complete);
        let rule = |priority, limit, whom| Restriction {
            priority,
            limit,
            is_default: priority == 0,
            targets: Some(vec![RestrictionTarget {
                whom,
                filtered: false,
            }]),
            ..Restriction::default()
        };
        let blocked = Restriction {
            platform: Platform::All,
            blocked: true,
            ..rule(1, None, Whom::AllUsers)
        };
        all.restrictions.extend(vec![
            rule(0, Some(5), Whom::AllUsers),
            rule(2, Some(15), Whom::Group(a)),
            blocked,
        ]);
        all.words = words.freeze();
        let of = |all: &Snapshot, person| {
            let people = People::of(all);
            Limits::of(all, &people).of_person(person)
        };
        assert_eq!(of(&all, Some(0)), Some((5, 5)));
        assert_eq!(of(&all, Some(1)), Some((15, 15)));
        assert_eq!(of(&all, None), Some((5, 15)), "may be in the group");
        all.restrictions.push(rule(1, Some(1), Whom::Group(unread)));
        assert_eq!(of(&all, Some(0)), Some((1, 5)));
        let customs: Vec<_> = all.restrictions.iter().skip(1).cloned().collect();
        all.restrictions = customs.into_iter().collect();
        assert_eq!(of(&all, Some(0)), None, "no default was read");
    }
}
