//! `directory/deletedItems`, the accounts among them: Entra keeps them for 30 days.

use crate::json::{Desk, RowKind, Text};
use enrollment::snapshot::{DeletedAccount, Guid};
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
    mail: Text<'a>,
    #[serde(borrow, default)]
    deleted_date_time: Text<'a>,
}

impl Wire<'_> {
    /// The name that it had: when an account is deleted its id is put before its name, without the
    /// hyphens, so that somebody else can have the name.
    fn name(&self) -> &str {
        let id = self.id.replace('-', "");
        let name = &*self.user_principal_name;
        let start = name.get(..id.len()).unwrap_or_default();
        if !id.is_empty() && start.eq_ignore_ascii_case(&id) {
            &name[id.len()..]
        } else {
            name
        }
    }
}

pub(crate) struct DeletedAccounts;

impl RowKind for DeletedAccounts {
    type Wire<'a> = Wire<'a>;
    type Row = DeletedAccount;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<DeletedAccount>) {
        if !Guid::parse(&wire.id).is_some() {
            desk.fault("id", || "an account without an id".to_owned());
            return;
        }
        rows.push(DeletedAccount {
            name: desk.own_lower_word(wire.name()),
            mail: desk.own_lower_word(&wire.mail),
            at: desk.date("deletedDateTime", &wire.deleted_date_time),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::Source;

    #[test]
    fn the_name_is_the_one_from_before() {
        let id = "0b5a7e1c-1111-4222-8333-444455556666";
        let plain = id.replace('-', "").to_uppercase();
        let row = |name: &str| {
            format!(
                "{{\"id\":\"{id}\",\"userPrincipalName\":\"{name}\",\"mail\":\"Old@b.example\"}}"
            )
        };
        let page = format!(
            "{{\"value\":[{},{},{{\"mail\":\"x\"}}]}}",
            row(&format!("{plain}Ada@contoso.example")),
            row("ben@contoso.example")
        );
        let snapshot = read(Source::DeletedAccounts, "", &page);
        let rows = snapshot.deleted_accounts.iter();
        let names: Vec<_> = rows.map(|row| snapshot.words.text(row.name)).collect();
        assert_eq!(names, ["ada@contoso.example", "ben@contoso.example"]);
        let mail = snapshot.deleted_accounts[0].mail;
        assert_eq!(snapshot.words.text(mail), "old@b.example");
        assert_eq!(gaps(&snapshot), ["3 id: an account without an id"]);
    }
}
