//! `servicePrincipals`: whether a program that a policy names exists in this tenant.

use crate::json::{Desk, RowKind, Text};
use crate::told::told;
use enrollment::snapshot::{Guid, ServicePrincipal};
use serde::Deserialize;

/// `servicePrincipal` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    app_id: Text<'a>,
}

pub(crate) struct ServicePrincipals;

impl RowKind for ServicePrincipals {
    type Wire<'a> = Wire<'a>;
    type Row = ServicePrincipal;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<ServicePrincipal>) {
        let app = Guid::parse(&wire.app_id);
        if app.is_some() {
            rows.push(ServicePrincipal { app });
        } else {
            desk.fault("appId", || told("row-program"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{INTUNE_ENROLLMENT_APP, Source};

    #[test]
    fn a_program_is_known_by_its_app_id() {
        let page = format!(
            r#"{{"value":[{{"id":"1","appId":"{}"}},{{"id":"2","appId":null}}]}}"#,
            INTUNE_ENROLLMENT_APP.to_ascii_uppercase()
        );
        let snapshot = read(Source::ServicePrincipals, "", &page);
        let apps: Vec<String> = snapshot
            .service_principals
            .iter()
            .map(|row| row.app.to_string())
            .collect();
        assert_eq!(apps, [INTUNE_ENROLLMENT_APP]);
        assert_eq!(gaps(&snapshot), ["2 appId: a program without an app id"]);
    }
}
