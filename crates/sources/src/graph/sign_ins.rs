//! `auditLogs/signIns` of Entra.

use crate::json::{Desk, Flag, RowKind, Text, Whole};
use crate::told::told;
use enrollment::snapshot::{Guid, SignIn};
use serde::Deserialize;

/// `signIn` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    created_date_time: Text<'a>,
    #[serde(borrow, default)]
    user_principal_name: Text<'a>,
    #[serde(borrow, default)]
    user_id: Text<'a>,
    #[serde(borrow, default)]
    app_id: Text<'a>,
    #[serde(borrow, default)]
    device_detail: Option<DeviceDetail<'a>>,
    #[serde(borrow, default)]
    conditional_access_status: Text<'a>,
    #[serde(default)]
    status: Option<Status>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeviceDetail<'a> {
    #[serde(borrow, default)]
    device_id: Text<'a>,
    #[serde(borrow, default)]
    operating_system: Text<'a>,
    #[serde(default)]
    is_managed: Flag,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Status {
    #[serde(default)]
    error_code: Whole,
}

pub(crate) struct SignIns;

impl RowKind for SignIns {
    type Wire<'a> = Wire<'a>;
    type Row = SignIn;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<SignIn>) {
        let Some(error) = wire.status.and_then(|status| status.error_code.0) else {
            // Without it a failed sign-in would pass for one that worked.
            desk.fault("status.errorCode", || told("row-sign-in"));
            return;
        };
        let device = wire.device_detail.unwrap_or_default();
        rows.push(SignIn {
            at: desk.date("createdDateTime", &wire.created_date_time),
            user: desk.own_lower_word(&wire.user_principal_name),
            user_id: Guid::parse(&wire.user_id),
            app: desk.lower_word(&wire.app_id),
            device_id: Guid::parse(&device.device_id),
            os: desk.word(&device.operating_system),
            managed: device.is_managed.0,
            access: desk.term(&wire.conditional_access_status),
            error,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{AccessStatus, Source};

    #[test]
    fn a_sign_in_that_a_policy_refused() {
        let page = r#"{"value":[{"id":"1","createdDateTime":"2026-11-01T08:00:00Z",
            "userPrincipalName":"Ada@contoso.example",
            "userId":"11111111-2222-4333-8444-555555555555",
            "appId":"D4EBCE55-015A-49B5-A083-C84D1797AE8C","conditionalAccessStatus":"failure",
            "deviceDetail":{"deviceId":"","operatingSystem":"Ios 26.1","isManaged":false},
            "status":{"errorCode":53003,"failureReason":"Blocked"}},
            {"createdDateTime":"2026-11-01T08:00:00Z","deviceDetail":null}]}"#;
        let snapshot = read(Source::SignIns, "", page);
        assert_eq!(snapshot.sign_ins.len(), 1);
        let row = &snapshot.sign_ins[0];
        assert_eq!(snapshot.words.text(row.user), "ada@contoso.example");
        assert_eq!(
            snapshot.words.text(row.app),
            enrollment::snapshot::INTUNE_ENROLLMENT_APP
        );
        assert_eq!((row.access, row.error), (AccessStatus::Failure, 53003));
        assert!(!row.device_id.is_some());
        assert_eq!(
            gaps(&snapshot),
            ["2 status.errorCode: whether it worked is not said"]
        );
    }
}
