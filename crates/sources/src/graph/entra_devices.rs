//! `devices` of Entra (microsoft.md §1.12). They have no serial number and join by `deviceId`.

use crate::json::{Desk, Flag, RowKind, Text};
use crate::told::told;
use enrollment::snapshot::{EntraDevice, Guid};
use serde::Deserialize;

/// `device` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    device_id: Text<'a>,
    #[serde(borrow, default)]
    registration_date_time: Text<'a>,
    #[serde(borrow, default)]
    approximate_last_sign_in_date_time: Text<'a>,
    #[serde(default)]
    is_managed: Flag,
    #[serde(default)]
    is_compliant: Flag,
    #[serde(borrow, default)]
    operating_system: Text<'a>,
}

pub(crate) struct EntraDevices;

impl RowKind for EntraDevices {
    type Wire<'a> = Wire<'a>;
    type Row = EntraDevice;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<EntraDevice>) {
        let device_id = Guid::parse(&wire.device_id);
        if !device_id.is_some() {
            desk.fault("deviceId", || told("row-entra"));
            return;
        }
        rows.push(EntraDevice {
            id: Guid::parse(&wire.id),
            device_id,
            registered: desk.date("registrationDateTime", &wire.registration_date_time),
            last_sign_in: desk.date(
                "approximateLastSignInDateTime",
                &wire.approximate_last_sign_in_date_time,
            ),
            managed: wire.is_managed.0,
            compliant: wire.is_compliant.0,
            os: desk.word(&wire.operating_system),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::Source;

    #[test]
    fn a_registered_device_and_one_that_joins_nothing() {
        let page = r#"{"value":[{"id":"x","deviceId":"d4ebce55-015a-49b5-a083-c84d1797ae8d",
            "registrationDateTime":"2026-01-01T00:00:00Z","isManaged":true,"isCompliant":null,
            "approximateLastSignInDateTime":null,"operatingSystem":"iOS"},{"id":"y"}]}"#;
        let snapshot = read(Source::EntraDevices, "", page);
        assert_eq!(snapshot.entra_devices.len(), 1);
        let row = &snapshot.entra_devices[0];
        assert_eq!((row.managed, row.compliant), (Some(true), None));
        assert!(row.last_sign_in.is_absent());
        assert_eq!(
            gaps(&snapshot),
            ["2 deviceId: no device id, and nothing else joins it"]
        );
    }
}
