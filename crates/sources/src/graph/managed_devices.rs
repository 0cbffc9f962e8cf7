//! `managedDevices`: every device that Intune manages or managed (microsoft.md §1.1).

use crate::json::{Desk, Flag, RowKind, Text};
use crate::told::told;
use enrollment::snapshot::{Guid, Imei, ManagedDevice};
use enrollment::words::Word;
use serde::Deserialize;

/// `managedDevice` on the wire. The beta version has a twin of three properties.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    serial_number: Text<'a>,
    #[serde(borrow, default)]
    user_principal_name: Text<'a>,
    #[serde(borrow, default)]
    device_name: Text<'a>,
    #[serde(borrow, default)]
    model: Text<'a>,
    #[serde(borrow, default)]
    os_version: Text<'a>,
    #[serde(borrow, default)]
    operating_system: Text<'a>,
    #[serde(borrow, default)]
    enrollment_profile_name: Text<'a>,
    #[serde(borrow, default)]
    enrolled_date_time: Text<'a>,
    #[serde(borrow, default)]
    last_sync_date_time: Text<'a>,
    #[serde(borrow, default)]
    management_certificate_expiration_date: Text<'a>,
    #[serde(borrow, default, rename = "azureADDeviceId")]
    azure_ad_device_id: Text<'a>,
    #[serde(borrow, default)]
    azure_active_directory_device_id: Text<'a>,
    #[serde(borrow, default)]
    user_id: Text<'a>,
    #[serde(borrow, default)]
    imei: Text<'a>,
    #[serde(borrow, default)]
    device_enrollment_type: Text<'a>,
    #[serde(borrow, default)]
    management_state: Text<'a>,
    #[serde(borrow, default)]
    compliance_state: Text<'a>,
    #[serde(borrow, default)]
    device_registration_state: Text<'a>,
    #[serde(borrow, default)]
    managed_device_owner_type: Text<'a>,
    #[serde(borrow, default)]
    owner_type: Text<'a>,
    #[serde(default)]
    is_supervised: Flag,
    #[serde(default, rename = "azureADRegistered")]
    azure_ad_registered: Flag,
    #[serde(default)]
    aad_registered: Flag,
}

pub(crate) struct ManagedDevices;

impl RowKind for ManagedDevices {
    type Wire<'a> = Wire<'a>;
    type Row = ManagedDevice;

    const SERIALS_LATER: bool = true;

    fn serial_of(row: &mut ManagedDevice) -> Option<&mut Word> {
        Some(&mut row.serial)
    }

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<ManagedDevice>) {
        if wire.serial_number.is_empty() && wire.id.is_empty() {
            desk.fault("id", || told("row-managed"));
            return;
        }
        // Under User Enrollment Apple hides the serial number: such a row is whole without it.
        let serial = if wire.serial_number.is_empty() {
            Word::NONE
        } else {
            let serial = desk.serial("serialNumber", &wire.serial_number);
            serial.unwrap_or(Word::NONE)
        };
        let entra = wire
            .azure_ad_device_id
            .or(wire.azure_active_directory_device_id);
        let owner = wire.managed_device_owner_type.or(wire.owner_type);
        // Only a device that hides its serial number is looked up by its user.
        let user = if serial.is_none() {
            desk.own_lower_word(&wire.user_principal_name)
        } else {
            desk.shown(&wire.user_principal_name.to_ascii_lowercase())
        };
        rows.push(ManagedDevice {
            serial,
            user,
            // Nothing is looked up by a managed device's name.
            name: desk.shown(&wire.device_name),
            model: desk.word(&wire.model),
            os_version: desk.word(&wire.os_version),
            os: desk.word(&wire.operating_system),
            profile_name: desk.word(&wire.enrollment_profile_name),
            enrolled: desk.date("enrolledDateTime", &wire.enrolled_date_time),
            last_sync: desk.date("lastSyncDateTime", &wire.last_sync_date_time),
            certificate_expires: desk.date(
                "managementCertificateExpirationDate",
                &wire.management_certificate_expiration_date,
            ),
            id: Guid::parse(&wire.id),
            entra: Guid::parse(&entra),
            user_id: Guid::parse(&wire.user_id),
            imei: Imei::parse(&wire.imei),
            enrollment: desk.term(&wire.device_enrollment_type),
            management: desk.term(&wire.management_state),
            compliance: desk.term(&wire.compliance_state),
            registration: desk.term(&wire.device_registration_state),
            owner: desk.term(&owner),
            supervised: wire.is_supervised.0,
            entra_registered: wire.azure_ad_registered.or(wire.aad_registered),
            exported: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{
        EnrollmentType, ManagementState, OwnerType, RegistrationState, Source,
    };

    #[test]
    fn a_device_with_user_affinity() {
        let snapshot = read(
            Source::ManagedDevices,
            "",
            r#"{"@odata.context":"x","value":[{
                "id":"6f1f7c4c-5d8e-4a43-9f0a-0a1b2c3d4e5f","serialNumber":"f2lx00000001",
                "userPrincipalName":"Ada@Contoso.example","deviceName":"iPhone of Ada",
                "model":"iPhone 16","osVersion":"26.1","operatingSystem":"iOS",
                "enrollmentProfileName":"Corporate iPhones",
                "enrolledDateTime":"2026-03-05T14:30:21.1234567Z",
                "lastSyncDateTime":"0001-01-01T00:00:00Z",
                "managementCertificateExpirationDate":"2027-03-05T14:30:21Z",
                "azureADDeviceId":"00000000-0000-0000-0000-000000000000",
                "userId":"11111111-2222-4333-8444-555555555555","imei":356938035643809,
                "deviceEnrollmentType":"appleBulkWithUser","managementState":"managed",
                "complianceState":"compliant","deviceRegistrationState":"notRegistered",
                "managedDeviceOwnerType":"company","isSupervised":"True",
                "azureADRegistered":null,"aadRegistered":false,"unknownProperty":{"a":[1]}}]}"#,
        );
        assert_eq!(gaps(&snapshot), [""; 0]);
        let row = &snapshot.managed[0];
        assert_eq!(snapshot.serials.text(row.serial), "F2LX00000001");
        assert_eq!(snapshot.words.text(row.user), "ada@contoso.example");
        assert_eq!(snapshot.words.text(row.name), "iPhone of Ada");
        assert_eq!(row.enrolled.to_string(), "2026-03-05T14:30:21Z");
        assert!(row.last_sync.is_never());
        assert!(!row.entra.is_some());
        assert!(row.user_id.is_some() && row.id.is_some() && row.imei.is_some());
        assert_eq!(row.enrollment, EnrollmentType::BulkWithUser);
        assert_eq!(row.management, ManagementState::Managed);
        assert_eq!(row.registration, RegistrationState::NotRegistered);
        assert_eq!(row.owner, OwnerType::Company);
        assert_eq!(row.supervised, Some(true));
        assert_eq!(row.entra_registered, Some(false));
    }

    #[test]
    fn user_enrollment_has_no_serial_number_and_is_kept() {
        let page = r#"{"value":[{"id":"6f1f7c4c-5d8e-4a43-9f0a-0a1b2c3d4e5f","serialNumber":null,
            "deviceEnrollmentType":"appleUserEnrollment",
            "userPrincipalName":"Ada@Contoso.example"}]}"#;
        let snapshot = read(Source::ManagedDevices, "", page);
        assert_eq!(gaps(&snapshot), [""; 0]);
        assert!(snapshot.managed[0].serial.is_none());
        // Its user can be looked up, as a register's holder is.
        let user = snapshot.managed[0].user;
        assert_eq!(snapshot.words.find("ada@contoso.example"), Some(user));
        assert_eq!(snapshot.managed[0].enrollment, EnrollmentType::AppleUser);
    }

    #[test]
    fn ten_kilobytes_are_no_serial_number_and_nothing_is_no_device() {
        let long = "A".repeat(10_000);
        let page = format!(r#"{{"value":[{{"id":"x","serialNumber":"{long}"}},{{"a":1}}]}}"#);
        let snapshot = read(Source::ManagedDevices, "", &page);
        assert_eq!(snapshot.managed.len(), 1);
        assert!(snapshot.serials.is_empty());
        assert_eq!(
            gaps(&snapshot),
            [
                "2 id: the row has neither an id nor a serial number",
                "1 serialNumber: \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"… (10000 bytes): \
                 longer than any serial number (32 characters)",
            ]
        );
    }

    #[test]
    fn a_date_that_is_none_costs_the_date() {
        let page = r#"{"value":[{"id":"x","serialNumber":"F2LX00000001",
            "enrolledDateTime":"05.03.2026","lastSyncDateTime":"2026-03-05T14:30:21Z"}]}"#;
        let snapshot = read(Source::ManagedDevices, "", page);
        assert!(snapshot.managed[0].enrolled.is_absent());
        assert!(snapshot.managed[0].last_sync.at().is_some());
        assert_eq!(
            gaps(&snapshot),
            ["1 enrolledDateTime: \"05.03.2026\" is not a date; \
              expected the form 2026-03-05T14:30:21Z"]
        );
    }
}
