//! How many devices people have in Intune already, as a device limit counts them.

use enrollment::moment::DAY;
use enrollment::snapshot::{Account, Guid, ManagedDevice, Snapshot};
use std::collections::{BTreeMap, BTreeSet};

/// A device that was not seen for so long no longer counts (microsoft.md §4.2).
const SEEN_DAYS: i64 = 90;

/// How many devices somebody has: surely, and at most; and how many Entra knows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Enrolled {
    /// Seen within the last 90 days.
    pub(super) surely: u32,
    /// Also those of which nobody knows when they were seen.
    pub(super) at_most: u32,
    /// Registered in Entra, however long they have been silent: there nothing is forgotten. Those
    /// that Intune does not manage are not among them.
    pub(super) registered: u32,
}

/// The devices of some people, counted in one pass. Two rows of one device count once.
pub(super) fn enrolled<'a>(
    people: impl Iterator<Item = &'a Account>,
    snapshot: &Snapshot,
) -> BTreeMap<Guid, Enrolled> {
    let mut of: BTreeMap<Guid, Enrolled> = BTreeMap::new();
    let mut names: BTreeMap<String, Guid> = BTreeMap::new();
    for account in people {
        of.insert(account.id, Enrolled::default());
        let name = snapshot.words.text(account.name).to_lowercase();
        names.insert(name, account.id);
    }
    if of.is_empty() {
        return of;
    }
    let mut counted: BTreeSet<Guid> = BTreeSet::new();
    let oldest = snapshot.taken_at.plus(-SEEN_DAYS * DAY);
    for row in snapshot.managed.iter() {
        let Some(owner) = owner(row, &names, snapshot) else {
            continue;
        };
        let Some(count) = of.get_mut(&owner) else {
            continue;
        };
        if row.id.is_some() && !counted.insert(row.id) {
            continue;
        }
        count.registered += u32::from(row.entra_registered == Some(true));
        let seen = row.last_sync.at().max(row.enrolled.at());
        match seen {
            Some(seen) if seen < oldest => {}
            Some(_) => {
                count.surely += 1;
                count.at_most += 1;
            }
            None => count.at_most += 1,
        }
    }
    of
}

/// Whose a device is: by the account's id, or by its name where a file of a portal has no id.
fn owner(row: &ManagedDevice, names: &BTreeMap<String, Guid>, snapshot: &Snapshot) -> Option<Guid> {
    if row.user_id.is_some() {
        return Some(row.user_id);
    }
    let name = snapshot.words.text(row.user);
    (!name.is_empty()).then(|| names.get(name).copied())?
}

#[cfg(test)]
mod tests {
    use super::{Enrolled, enrolled};
    use enrollment::moment::Stamp;
    use enrollment::snapshot::{Account, Guid, ManagedDevice, Snapshot, Tenant};
    use enrollment::words::Interner;

    #[test]
    fn devices_that_were_not_seen_for_long_do_not_count() {
        let now = Stamp::parse("2026-11-20T00:00:00Z").unwrap().at().unwrap();
        let mut all = Snapshot::empty(now, Tenant::default());
        let words = Interner::new(1);
        let id = |number: u8| Guid::parse(&format!("{number:032}"));
        let device = |number: u8, owner: u8, seen: &str| ManagedDevice {
            id: id(number),
            user_id: id(owner),
            last_sync: Stamp::parse(seen).unwrap(),
            ..ManagedDevice::default()
        };
        let silent = ManagedDevice {
            entra_registered: Some(true),
            ..device(2, 91, "2026-07-01T00:00:00Z")
        };
        let by_name = ManagedDevice {
            user: words.intern("ada@contoso.example"),
            ..device(4, 0, "2026-11-01T00:00:00Z")
        };
        all.managed.extend(vec![
            device(1, 91, "2026-11-01T00:00:00Z"),
            device(1, 91, "2026-11-01T00:00:00Z"),
            silent,
            device(3, 91, ""),
            by_name,
            device(5, 92, "2026-11-01T00:00:00Z"),
        ]);
        let account = Account {
            id: id(91),
            name: words.intern("Ada@contoso.example"),
            ..Account::default()
        };
        all.words = words.freeze();
        let of = enrolled(std::iter::once(&account), &all);
        let expected = Enrolled {
            surely: 2,
            at_most: 3,
            registered: 1,
        };
        assert_eq!(of.into_iter().collect::<Vec<_>>(), [(id(91), expected)]);
    }
}
