//! `users`, as far as Conditional Access tells them apart (microsoft.md §1.9), and as far as a
//! person who is about to get a device needs to be ready for it.

use super::subscriptions::intune;
use crate::json::{Desk, Flag, RowKind, Text, Texts};
use crate::told::told;
use enrollment::access::directory::Standing;
use enrollment::access::policy::GuestKind;
use enrollment::snapshot::{Account, Guid};
use enrollment::words::Word;
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
    #[serde(borrow, default)]
    mail: Text<'a>,
    #[serde(borrow, default)]
    given_name: Text<'a>,
    #[serde(borrow, default)]
    surname: Text<'a>,
    #[serde(borrow, default)]
    assigned_licenses: Option<Vec<License<'a>>>,
}

/// `assignedLicense` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct License<'a> {
    #[serde(borrow, default)]
    sku_id: Text<'a>,
    #[serde(borrow, default)]
    disabled_plans: Texts<'a>,
}

impl License<'_> {
    /// The product, and the plans for Intune that are switched off in it.
    fn spelled(&self) -> Option<String> {
        let product = Guid::parse(&self.sku_id);
        let mut off: Vec<Guid> = self
            .disabled_plans
            .0
            .iter()
            .filter_map(|it| intune(it))
            .collect();
        off.sort_unstable();
        let all = std::iter::once(&product).chain(&off);
        let all: Vec<String> = all.map(Guid::to_string).collect();
        product.is_some().then(|| all.join(":"))
    }
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

    /// The licences, as people with the same ones share them.
    fn licences(&self, desk: &mut Desk<'_>) -> Option<Word> {
        let all = self.assigned_licenses.as_ref()?;
        let mut all: Vec<String> = all.iter().filter_map(License::spelled).collect();
        all.sort_unstable();
        Some(desk.word(&all.join(" ")))
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
            mail: if wire.mail.eq_ignore_ascii_case(&wire.user_principal_name) {
                Word::NONE
            } else {
                desk.shown(&wire.mail)
            },
            has_personal_name: !wire.given_name.is_empty() && !wire.surname.is_empty(),
            licences: wire.licences(desk),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::access::directory::Standing;
    use enrollment::access::policy::GuestKind;
    use enrollment::snapshot::{Guid, INTUNE_PLANS, Source};

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

    #[test]
    fn people_with_the_same_licences_share_them() {
        let (product, other) = (
            "05e9a617-0261-4cee-bb44-138d3ef5d965",
            "06ebc4ee-1bb5-47dd-8120-11324bc54e06",
        );
        let office = "882e1d05-acd1-4ccb-8708-6ee03664b117";
        let licence = |product: &str, off: &[&str]| {
            let off: Vec<String> = off.iter().map(|it| format!("{it:?}")).collect();
            format!(
                "{{\"skuId\":\"{product}\",\"disabledPlans\":[{}]}}",
                off.join(",")
            )
        };
        let (plain, without) = (
            licence(product, &[office]),
            licence(other, &INTUNE_PLANS[..1]),
        );
        let row = |number: u8, more: &str| {
            let name = format!("U{number}@contoso.example");
            format!("{{\"id\":\"{number:032}\",\"userPrincipalName\":\"{name}\"{more}}}")
        };
        let rows = [
            row(
                1,
                &format!(",\"assignedLicenses\":[{plain},{without}],\"mail\":\"a@b.example\""),
            ),
            row(2, &format!(",\"assignedLicenses\":[{without},{plain}]")),
            row(
                3,
                ",\"assignedLicenses\":[],\"mail\":\"u3@CONTOSO.example\"",
            ),
            row(
                4,
                ",\"assignedLicenses\":null,\"givenName\":\"Ada\",\"surname\":\"Adler\"",
            ),
        ];
        let page = format!("{{\"value\":[{}]}}", rows.join(","));
        let snapshot = read(Source::Accounts, "", &page);
        let all: Vec<_> = snapshot.accounts.iter().collect();
        assert_eq!(all[0].licences, all[1].licences);
        let of = |number: usize| Some(all[number].licences(&snapshot.words)?.collect::<Vec<_>>());
        let (id, off) = (Guid::parse, Guid::parse(INTUNE_PLANS[0]));
        assert_eq!(
            of(0).unwrap(),
            [(id(product), vec![]), (id(other), vec![off])]
        );
        assert_eq!(of(2), Some(Vec::new()));
        assert_eq!(of(3), None, "nobody asked");
        assert_eq!(snapshot.words.text(all[0].mail), "a@b.example");
        assert!(all[2].mail.is_none() && !all[2].has_personal_name);
        assert!(all[3].has_personal_name);
    }
}
