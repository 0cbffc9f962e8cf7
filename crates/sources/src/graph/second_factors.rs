//! `userRegistrationDetails`: which methods people have registered. Kept is what an enrollment
//! asks: whether one works while the new device is being set up.

use crate::json::{Desk, Flag, RowKind, Text, Texts};
use crate::told::told;
use enrollment::snapshot::{Guid, Registered, SecondFactors};
use serde::Deserialize;

/// `userRegistrationDetails` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(default)]
    is_mfa_capable: Flag,
    #[serde(borrow, default)]
    methods_registered: Option<Texts<'a>>,
}

pub(crate) struct Methods;

impl RowKind for Methods {
    type Wire<'a> = Wire<'a>;
    type Row = SecondFactors;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<SecondFactors>) {
        let account = Guid::parse(&wire.id);
        if !account.is_some() {
            desk.fault("id", || told("row-person"));
            return;
        }
        rows.push(SecondFactors {
            account,
            capable: wire.is_mfa_capable.0,
            registered: wire.methods_registered.as_ref().map(registered),
        });
    }
}

fn registered(methods: &Texts<'_>) -> Registered {
    let mut all = Registered::default();
    for method in &methods.0 {
        match &*method.to_ascii_lowercase() {
            "mobilephone"
            | "alternatemobilephone"
            | "officephone"
            | "microsoftauthenticatorpush"
            | "microsoftauthenticatorpasswordless"
            | "softwareonetimepasscode"
            | "hardwareonetimepasscode" => all.elsewhere = true,
            "temporaryaccesspass" => all.pass = true,
            "fido2securitykey"
            | "fido2"
            | "fido"
            | "passkeydevicebound"
            | "passkeydeviceboundauthenticator"
            | "passkeydeviceboundwindowshello"
            | "passkeysynced"
            | "windowshelloforbusiness"
            | "macossecureenclavekey"
            | "x509certificate"
            | "x509certificatemultifactor"
            | "certificatebasedauthentication" => all.resistant = true,
            // They open a forgotten password and are no second factor.
            "email" | "securityquestion" | "apppassword" | "" => {}
            _ => all.strange = true,
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{Registered, Source};

    #[test]
    fn what_works_during_a_set_up_is_told_from_what_does_not() {
        let nothing = Registered::default();
        for (methods, expected) in [
            ("[]", Some(nothing)),
            ("null", None),
            ("[\"email\",\"securityQuestion\"]", Some(nothing)),
            (
                "[\"mobilePhone\",\"fido2SecurityKey\"]",
                Some(Registered {
                    elsewhere: true,
                    resistant: true,
                    ..nothing
                }),
            ),
            (
                "[\"passKeyDeviceBound\",\"windowsHelloForBusiness\"]",
                Some(Registered {
                    resistant: true,
                    ..nothing
                }),
            ),
            (
                "[\"temporaryAccessPass\",\"palmReading\"]",
                Some(Registered {
                    pass: true,
                    strange: true,
                    ..nothing
                }),
            ),
        ] {
            let id = "0b5a7e1c-1111-4222-8333-444455556666";
            let page = format!(
                "{{\"value\":[{{\"id\":\"{id}\",\"isMfaCapable\":true,\
                 \"methodsRegistered\":{methods}}},{{\"isMfaCapable\":true}}]}}"
            );
            let snapshot = read(Source::SecondFactors, "", &page);
            assert_eq!(snapshot.second_factors.len(), 1, "{methods}");
            let row = snapshot.second_factors[0];
            assert_eq!((row.registered, row.capable), (expected, Some(true)));
            assert_eq!(row.account.to_string(), id);
            assert_eq!(gaps(&snapshot), ["2 id: a person without an id"]);
        }
    }
}
