//! `importedAppleDeviceIdentities`: the device list of one token (microsoft.md §1.3).

use crate::json::{Desk, Flag, RowKind, Text};
use enrollment::snapshot::ImportedIdentity;
use enrollment::words::Word;
use serde::Deserialize;

/// `importedAppleDeviceIdentity` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    serial_number: Text<'a>,
    #[serde(borrow, default)]
    requested_enrollment_profile_id: Text<'a>,
    #[serde(borrow, default)]
    requested_enrollment_profile_assignment_date_time: Text<'a>,
    #[serde(borrow, default)]
    created_date_time: Text<'a>,
    #[serde(borrow, default)]
    last_contacted_date_time: Text<'a>,
    #[serde(borrow, default)]
    enrollment_state: Text<'a>,
    #[serde(borrow, default)]
    discovery_source: Text<'a>,
    #[serde(borrow, default)]
    platform: Text<'a>,
    #[serde(borrow, default)]
    description: Text<'a>,
    #[serde(default)]
    is_deleted: Flag,
    #[serde(default)]
    is_supervised: Flag,
}

pub(crate) struct ImportedIdentities {
    token: Word,
}

impl ImportedIdentities {
    /// The list of this token.
    pub(crate) fn of(token: &str, desk: &mut Desk<'_>) -> Self {
        Self {
            token: desk.lower_word(token),
        }
    }
}

impl RowKind for ImportedIdentities {
    type Wire<'a> = Wire<'a>;
    type Row = ImportedIdentity;

    const SERIALS_LATER: bool = true;

    fn serial_of(row: &mut ImportedIdentity) -> Option<&mut Word> {
        Some(&mut row.serial)
    }

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<ImportedIdentity>) {
        let Some(serial) = desk.serial("serialNumber", &wire.serial_number) else {
            return;
        };
        rows.push(ImportedIdentity {
            serial,
            token: self.token,
            profile: desk.profile_id(&wire.requested_enrollment_profile_id),
            created: desk.date("createdDateTime", &wire.created_date_time),
            contacted: desk.date("lastContactedDateTime", &wire.last_contacted_date_time),
            profile_assigned: desk.date(
                "requestedEnrollmentProfileAssignmentDateTime",
                &wire.requested_enrollment_profile_assignment_date_time,
            ),
            state: desk.term(&wire.enrollment_state),
            discovery: desk.term(&wire.discovery_source),
            platform: desk.term(&wire.platform),
            model: desk.word(&wire.description),
            deleted: wire.is_deleted.is_true(),
            supervised: wire.is_supervised.0,
            exported: false,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{DiscoverySource, EnrollmentState, Platform, Source};

    #[test]
    fn a_device_that_never_made_contact() {
        let page = r#"{"value":[{"serialNumber":"F2LX00000001",
            "requestedEnrollmentProfileId":
                "ECV2_0B5A7E1C-1111-4222-8333-444455556666_9C1D2E3F-aaaa-4bbb-8ccc-ddddeeeeffff",
            "requestedEnrollmentProfileAssignmentDateTime":"2026-02-01T08:00:00Z",
            "createdDateTime":"2026-01-31T08:00:00Z",
            "lastContactedDateTime":"0001-01-01T00:00:00Z","enrollmentState":"notContacted",
            "discoverySource":"deviceEnrollmentProgram","platform":"ios","isDeleted":false,
            "isSupervised":true,"description":"IPHONE 16"}]}"#;
        let token = "0B5A7E1C-1111-4222-8333-444455556666";
        let snapshot = read(Source::ImportedIdentities, token, page);
        let row = &snapshot.imported[0];
        assert_eq!(snapshot.words.text(row.token), token.to_lowercase());
        assert_eq!(
            snapshot.words.text(row.profile),
            "9c1d2e3f-aaaa-4bbb-8ccc-ddddeeeeffff"
        );
        assert!(row.contacted.is_never());
        assert_eq!(row.state, EnrollmentState::NotContacted);
        assert_eq!(row.discovery, DiscoverySource::Program);
        assert_eq!(row.platform, Platform::Ios);
        assert_eq!((row.deleted, row.supervised), (false, Some(true)));
    }

    #[test]
    fn no_profile_is_none_and_no_serial_number_is_no_row() {
        let page = r#"{"value":[
            {"serialNumber":"F2LX1","requestedEnrollmentProfileId":""},
            {"serialNumber":"F2LX2",
             "requestedEnrollmentProfileId":"00000000-0000-0000-0000-000000000000"},
            {"serialNumber":""}]}"#;
        let snapshot = read(Source::ImportedIdentities, "t", page);
        assert!(snapshot.imported.iter().all(|row| row.profile.is_none()));
        assert_eq!(snapshot.imported.len(), 2);
        assert_eq!(gaps(&snapshot), ["3 serialNumber: \"\": no serial number"]);
    }
}
