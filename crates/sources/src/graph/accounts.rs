//! `users`, as far as Conditional Access tells them apart (microsoft.md §1.9).

use crate::json::{Desk, Flag, RowKind, Text};
use crate::told::told;
use enrollment::access::directory::Standing;
use enrollment::access::policy::GuestKind;
use enrollment::snapshot::{Account, Guid};
use serde::Deserialize;

/// `user` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    user_principal_name: Text<'a>,
    #[serde(borrow, default)]
    user_type: Text<'a>,
    #[serde(borrow, default)]
    creation_type: Text<'a>,
    #[serde(borrow, default)]
    external_user_state: Text<'a>,
    #[serde(default)]
    account_enabled: Flag,
}

impl Wire<'_> {
    /// Whoever was invited has a state or a way of creation that says so; the home tenant is not
    /// told. A type that is not said says nothing.
    fn standing(&self) -> Standing {
        let invited = self.creation_type.eq_ignore_ascii_case("Invitation")
            || !self.external_user_state.is_empty();
        let is = |word: &str| self.user_type.eq_ignore_ascii_case(word);
        let kind = match (is("Guest"), is("Member"), invited) {
            (true, _, true) => GuestKind::B2bCollaborationGuest,
            (true, _, false) => GuestKind::InternalGuest,
            (_, true, true) => GuestKind::B2bCollaborationMember,
            (_, true, false) => return Standing::Member,
            (false, false, _) => return Standing::Unread,
        };
        Standing::Guest { kind, tenant: None }
    }
}

pub(crate) struct Accounts;

impl RowKind for Accounts {
    type Wire<'a> = Wire<'a>;
    type Row = Account;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<Account>) {
        let id = Guid::parse(&wire.id);
        if !id.is_some() {
            desk.fault("id", || told("row-account"));
            return;
        }
        rows.push(Account {
            id,
            name: desk.shown(&wire.user_principal_name),
            standing: wire.standing(),
            enabled: wire.account_enabled.0,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::access::directory::Standing;
    use enrollment::access::policy::GuestKind;
    use enrollment::snapshot::Source;

    #[test]
    fn guests_are_told_by_how_they_came() {
        let row = |number: u8, more: &str| {
            format!("{{\"id\":\"{number:032}\",\"userPrincipalName\":\"u{number}\"{more}}}")
        };
        let rows = [
            row(1, r#","userType":"Member","accountEnabled":false"#),
            row(2, r#","userType":"Guest","externalUserState":"Accepted""#),
            row(3, r#","userType":"Guest","externalUserState":null"#),
            row(4, r#","userType":"Member","creationType":"Invitation""#),
            row(5, r#","userType":null"#),
            r#"{"userPrincipalName":"nobody"}"#.to_owned(),
        ];
        let page = format!("{{\"value\":[{}]}}", rows.join(","));
        let snapshot = read(Source::Accounts, "", &page);
        let guest = |kind| Standing::Guest { kind, tenant: None };
        let all: Vec<_> = snapshot
            .accounts
            .iter()
            .map(|it| it.standing.clone())
            .collect();
        let expected = [
            Standing::Member,
            guest(GuestKind::B2bCollaborationGuest),
            guest(GuestKind::InternalGuest),
            guest(GuestKind::B2bCollaborationMember),
            Standing::Unread,
        ];
        assert_eq!(all, expected);
        assert_eq!(snapshot.accounts[0].enabled, Some(false));
        assert_eq!(gaps(&snapshot), ["6 id: an account without an id"]);
    }
}
