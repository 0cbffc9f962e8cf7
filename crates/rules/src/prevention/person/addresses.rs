//! Accounts by the addresses under which other lists know them: the name they sign in with, or
//! their mail.

use enrollment::snapshot::{Account, Snapshot};
use std::collections::BTreeMap;

/// The accounts behind some addresses.
pub(in crate::prevention) struct Addresses<'s>(BTreeMap<String, Behind<'s>>);

/// Who is behind an address.
#[derive(Default)]
struct Behind<'s> {
    by_name: Option<&'s Account>,
    by_mail: Vec<&'s Account>,
}

impl<'s> Addresses<'s> {
    /// Looks up these addresses in one pass over the directory.
    pub(in crate::prevention) fn of<'w>(
        wanted: impl Iterator<Item = &'w str>,
        snapshot: &'s Snapshot,
    ) -> Self {
        let addresses = wanted.filter(|it| !it.is_empty());
        let mut all: BTreeMap<String, Behind<'_>> = addresses
            .map(|it| (it.to_lowercase(), Behind::default()))
            .collect();
        if all.is_empty() {
            return Self(all);
        }
        for account in snapshot.accounts.iter() {
            let text = |word| snapshot.words.text(word).to_lowercase();
            if let Some(behind) = all.get_mut(&text(account.name)) {
                behind.by_name = Some(account);
            }
            if account.mail.is_none() {
                continue;
            }
            if let Some(behind) = all.get_mut(&text(account.mail))
                && behind.by_mail.iter().all(|it| it.id != account.id)
            {
                behind.by_mail.push(account);
            }
        }
        Self(all)
    }

    /// The account behind an address. None where there is none, or where two accounts have the
    /// address as their mail.
    pub(in crate::prevention) fn account(&self, address: &str) -> Option<&'s Account> {
        let behind = self.0.get(&address.to_lowercase())?;
        let by_mail = match behind.by_mail.as_slice() {
            [one] => Some(*one),
            _ => None,
        };
        behind.by_name.or(by_mail)
    }
}

#[cfg(test)]
mod tests {
    use super::Addresses;
    use enrollment::moment::Moment;
    use enrollment::snapshot::{Account, Guid, Snapshot, Tenant};
    use enrollment::words::Interner;

    #[test]
    fn a_name_counts_before_a_mail_and_two_mails_are_nobodys() {
        let mut all = Snapshot::empty(Moment::from_unix(1_795_000_000).unwrap(), Tenant::default());
        let words = Interner::new(1);
        let account = |number: u8, name: &str, mail: &str| Account {
            id: Guid::parse(&format!("{number:032}")),
            name: words.intern(name),
            mail: words.intern(mail),
            ..Account::default()
        };
        all.accounts.extend(vec![
            account(1, "Ada@contoso.example", "ada.adler@contoso.example"),
            account(2, "ben@contoso.example", "ada@contoso.example"),
            account(3, "c@contoso.example", "team@contoso.example"),
            account(4, "d@contoso.example", "TEAM@contoso.example"),
            account(1, "Ada@contoso.example", "ada.adler@contoso.example"),
        ]);
        all.words = words.freeze();
        let asked = [
            ("ada@CONTOSO.example", Some(1)),
            ("ada.adler@contoso.example", Some(1)),
            ("team@contoso.example", None),
            ("nobody@contoso.example", None),
        ];
        let found = Addresses::of(asked.iter().map(|it| it.0), &all);
        for (address, number) in asked {
            let expected = number.map(|it: u8| Guid::parse(&format!("{it:032}")));
            let account = found.account(address);
            assert_eq!(account.map(|it| it.id), expected, "{address}");
        }
        assert!(
            found.account("ben@contoso.example").is_none(),
            "not asked for"
        );
    }
}
