//! Stories: an export as it comes, and what the snapshot says afterwards.

use super::{ExportKind, ExportReading, read_export};
use crate::gathering::Gathering;
use crate::table::Encoding;
use crate::table::archive::tests::zip_of;
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::{
    AssignmentStatus, AuditType, ComplianceState, DiscoverySource, EnrollmentState, EnrollmentType,
    FailureReason, GapReason, ManagedDevice, ManagementState, OwnerType, Platform, ProductFamily,
    PurchaseSource, ReadState, RegistrationState, ServerType, Snapshot, Source, Tenant,
};
use enrollment::words::Word;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

fn now() -> Moment {
    Stamp::parse("2026-06-01T00:00:00Z").unwrap().at().unwrap()
}

fn read(name: &str, bytes: &[u8]) -> (ExportReading, Snapshot) {
    let into = Gathering::new(7);
    let reading = read_export(name, bytes, now(), &into);
    (reading, into.finish(now(), Tenant::default()))
}

fn kind(reading: &ExportReading) -> Option<ExportKind> {
    reading.tables[0].kind
}

fn serial(snapshot: &Snapshot, word: Word) -> &str {
    snapshot.serials.text(word)
}

fn word(snapshot: &Snapshot, word: Word) -> &str {
    snapshot.words.text(word)
}

const INVENTORY: &str = "\u{feff}Device ID,Device name,Enrollment date,Last check-in,\
Microsoft Entra Device ID,OS version,Microsoft Entra registered,Serial number,Model,IMEI,\
Primary user UPN,Compliance,Managed by,Ownership,Device state,Intune registered,Supervised,OS,\
Notes\r\n\
11111111-2222-4333-8444-555555555555,\"Anna's iPhone, blue\",2026-03-05 14:30:21.1234567,\
2026-05-30 08:00:00.0000000,21111111-2222-4333-8444-555555555555,26.1,True,F2LXK9ABCD,iPhone 16,\
356938035643809,Anna.Becker@Contoso.example,Compliant,Intune,Corporate,Managed,Registered,True,\
iOS/iPadOS,\"two\r\nlines\"\r\n\
31111111-2222-4333-8444-555555555555,iPad,2026-03-05 14:30:21.1234567,\
0001-01-01 00:00:00.0000000,00000000-0000-0000-0000-000000000000,26.1,False,dmpxk9abce,\
\"iPad Pro 11-inch (M4)\",,,InGracePeriod,Intune,Personal,RetirePending,ApprovalPending,False,\
iOS/iPadOS,\r\n";

fn check_inventory(devices: &[ManagedDevice], snapshot: &Snapshot) {
    let anna = &devices[0];
    assert_eq!(serial(snapshot, anna.serial), "F2LXK9ABCD");
    assert_eq!(word(snapshot, anna.user), "anna.becker@contoso.example");
    assert_eq!(anna.enrolled.to_string(), "2026-03-05T14:30:21Z");
    assert_eq!(anna.last_sync.to_string(), "2026-05-30T08:00:00Z");
    assert_eq!(anna.imei.to_string(), "356938035643809");
    assert_eq!(anna.compliance, ComplianceState::Compliant);
    assert_eq!(anna.owner, OwnerType::Company);
    assert_eq!(anna.management, ManagementState::Managed);
    assert_eq!(anna.registration, RegistrationState::Registered);
    assert_eq!(anna.supervised, Some(true));
    assert_eq!(anna.entra_registered, Some(true));
    assert!(anna.exported && anna.id.is_some() && anna.entra.is_some());
    assert_eq!(word(snapshot, anna.os), "iOS");
}

#[test]
fn all_devices_in_english() {
    let (reading, snapshot) = read("exports/Devices.csv", INVENTORY.as_bytes());
    assert_eq!(kind(&reading), Some(ExportKind::ManagedDevices));
    assert_eq!((reading.rows(), reading.refused()), (2, 0));
    assert_eq!(reading.tables[0].columns.len(), 17);
    assert_eq!(reading.tables[0].columns_ignored, 2);
    let devices: Vec<_> = snapshot.managed.iter().cloned().collect();
    check_inventory(&devices, &snapshot);
    assert_eq!(word(&snapshot, devices[0].name), "Anna's iPhone, blue");
    let pad = &devices[1];
    assert_eq!(serial(&snapshot, pad.serial), "DMPXK9ABCE");
    assert!(pad.last_sync.is_never() && !pad.entra.is_some() && pad.user.is_none());
    assert_eq!(word(&snapshot, pad.os), "iPadOS");
    assert_eq!(pad.compliance, ComplianceState::InGracePeriod);
    assert_eq!(pad.management, ManagementState::RetirePending);
    assert!(snapshot.reads.is_complete(Source::ManagedDevices));
    assert!(snapshot.gaps.is_empty());
}

#[test]
fn all_devices_in_german_saved_by_a_german_excel() {
    let csv = "Geräte-ID;Gerätename;Registrierungsdatum;Letztes Einchecken;\
Microsoft Entra-Geräte-ID;Betriebssystemversion;Microsoft Entra registriert;Seriennummer;Modell;\
IMEI;UPN des primären Benutzers;Konformität;Verwaltet von;Besitz;Gerätestatus;\
In Intune registriert;Überwacht;Betriebssystem;Registrierungstyp\r\n\
11111111-2222-4333-8444-555555555555;Anna;05.03.2026 14:30:21;30.05.2026 08:00:00;\
21111111-2222-4333-8444-555555555555;26.1;Wahr;F2LXK9ABCD;iPhone 16;356938035643809;\
Anna.Becker@Contoso.example;Konform;Intune;Unternehmen;Verwaltet;Ja;Ja;iOS/iPadOS;\
appleBulkWithUser\r\n";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(csv);
    let (reading, snapshot) = read("exports/Geräte.csv", &latin);
    assert_eq!(kind(&reading), Some(ExportKind::ManagedDevices));
    assert_eq!(reading.tables[0].encoding, Some(Encoding::Windows1252));
    assert_eq!(reading.tables[0].columns.len(), 18);
    let devices: Vec<_> = snapshot.managed.iter().cloned().collect();
    check_inventory(&devices, &snapshot);
    assert_eq!(devices[0].enrollment, EnrollmentType::BulkWithUser);
    assert!(snapshot.gaps.is_empty(), "{:?}", snapshot.gaps);
}

#[test]
fn the_raw_report_with_numbers_and_spoken_columns() {
    let csv = "DeviceId,DeviceName,CreatedDate,LastContact,SerialNumber,CompliantState,\
OwnerType,OwnerType_loc,ManagementState,DeviceRegistrationState,EnrollmentType,OS,UPN,\
IsSupervised_loc\n\
11111111-2222-4333-8444-555555555555,A,2026-03-05 14:30:21,Never,F2LXK9ABCD,254,1,Company,8,2,4,\
iOS,a@b.example,Yes\n";
    let (_, snapshot) = read("Devices.csv", csv.as_bytes());
    let device = &snapshot.managed[0];
    assert_eq!(device.compliance, ComplianceState::InGracePeriod);
    assert_eq!(device.owner, OwnerType::Company);
    assert_eq!(device.management, ManagementState::WipeIssued);
    assert_eq!(device.enrollment, EnrollmentType::BulkWithoutUser);
    assert_eq!(device.supervised, Some(true));
    assert!(device.last_sync.is_never());
}

#[test]
fn utf16_with_tabs_is_the_same_list() {
    let tabs = "Device ID\tSerial number\tLast check-in\tCompliance\n\
                x\tF2LXK9ABCD\t2026-05-30 08:00:00\tHalb gut\n";
    let units = std::iter::once(0xfeff).chain(tabs.encode_utf16());
    let bytes: Vec<u8> = units.flat_map(u16::to_le_bytes).collect();
    let (reading, snapshot) = read("x.txt", &bytes);
    assert_eq!(reading.tables[0].encoding, Some(Encoding::Utf16Le));
    let compliance = snapshot.managed[0].compliance;
    assert!(matches!(compliance, ComplianceState::Strange(_)));
}

#[test]
fn rows_that_cannot_be_used_are_named_with_their_row() {
    let long = "A".repeat(10_000);
    let csv = format!(
        "Device ID,Serial number,Last check-in,Compliance\n\
         x,F2LXK9ABCD,2026-05-30 08:00:00,Compliant\n\n\
         x,{long},,\n\
         x,F2L XK9 ABCE,30.13.2026,Compliant\n\
         the rest of a note,Compliant\n\
         x,F2LXK9ABCG,,Compliant,shifted\n\
         ,,2026-05-30 08:00:00,Compliant\n"
    );
    let (reading, snapshot) = read("exports/d.csv", csv.as_bytes());
    assert_eq!((reading.rows(), reading.refused()), (2, 4));
    let mut gaps: Vec<_> = snapshot
        .gaps
        .iter()
        .map(|gap| {
            let field = gap.field.clone().unwrap_or_default();
            (gap.row.unwrap(), gap.reason.clone(), field)
        })
        .collect();
    gaps.sort();
    assert_eq!(
        gaps,
        [
            (4, GapReason::Row, "Serial number".to_owned()),
            (5, GapReason::Unknown, "Last check-in".to_owned()),
            (6, GapReason::Row, String::new()),
            (7, GapReason::Row, String::new()),
            (8, GapReason::Row, "Serial number".to_owned()),
        ]
    );
    assert!(
        snapshot
            .gaps
            .iter()
            .all(|gap| gap.detail.to_string().len() < 200)
    );
    // Shifted fields mean that the file is damaged: what is missing may only be unreadable.
    assert_eq!(
        snapshot.reads.of(Source::ManagedDevices),
        ReadState::Partial
    );
}

#[test]
fn a_spreadsheet_may_have_left_out_empty_last_columns() {
    let csv = "Device ID,Serial number,Last check-in,Compliance,Model,EID\n\
               x,F2LXK9ABCD,2026-05-30 08:00:00,Compliant,iPhone,1\n\
               x,F2LXK9ABCE,2026-05-30 08:00:00,Compliant\n";
    let (reading, snapshot) = read("d.csv", csv.as_bytes());
    assert_eq!((reading.rows(), reading.refused()), (2, 0));
    assert!(snapshot.reads.is_complete(Source::ManagedDevices));
}

#[test]
fn a_file_that_ends_in_the_middle_is_not_the_whole_list() {
    let csv = "Device ID,Serial number,Last check-in,Compliance\n\
               x,F2LXK9ABCD,2026-05-30 08:00:00,Compliant\nx,F2LXK";
    let (reading, snapshot) = read("d.csv", csv.as_bytes());
    assert_eq!((reading.rows(), reading.refused()), (1, 1));
    assert_eq!(
        snapshot.reads.of(Source::ManagedDevices),
        ReadState::Partial
    );
}

#[test]
fn what_the_api_said_about_a_source_stands() {
    let into = Gathering::new(7);
    into.set_read(Source::ManagedDevices, ReadState::Partial);
    read_export("d.csv", INVENTORY.as_bytes(), now(), &into);
    let snapshot = into.finish(now(), Tenant::default());
    assert_eq!(
        snapshot.reads.of(Source::ManagedDevices),
        ReadState::Partial
    );
}

#[test]
fn american_dates_are_settled_by_the_column_or_left_out() {
    let csv = "Device ID,Serial number,Enrollment date,Last check-in,Compliance\n\
               x,F2LXK9ABCD,3/5/2026 2:30:21 PM,3/4/2026 14:30:21,Compliant\n\
               x,F2LXK9ABCE,3/25/2026 2:30:21 PM,3/5/2026 14:30:21,Compliant\n";
    let (_, snapshot) = read("d.csv", csv.as_bytes());
    let row = &snapshot.managed[0];
    assert_eq!(row.enrolled.to_string(), "2026-03-05T14:30:21Z");
    // Written by the same portal: the neighbour's order holds.
    assert_eq!(row.last_sync.to_string(), "2026-03-04T14:30:21Z");
    let csv = "Device ID,Serial number,Last check-in,Compliance\n\
               x,F2LXK9ABCD,3/4/2026 14:30:21,Compliant\n";
    let (reading, snapshot) = read("d.csv", csv.as_bytes());
    assert_eq!(reading.rows(), 1);
    assert!(snapshot.managed[0].last_sync.is_absent());
    assert_eq!(snapshot.gaps[0].field.as_deref(), Some("Last check-in"));
}

#[test]
fn a_tokens_list_in_english_and_german() {
    let english = "Serial number,Device name,Assigned profile,Profile status,Date assigned,\
                   Last contacted,Supervised,Platform\n\
                   F2LXK9ABCD,,iPhones standard,Not contacted,2026-03-05,,Yes,iOS/iPadOS\n\
                   F2LXK9ABCE,,None,Enrolled,,2026-05-30 08:00:00,Yes,iOS\n";
    let german = "Seriennummer;Gerätename;Zugewiesenes Profil;Registrierungsstatus;\
                  Zuweisungsdatum;Zuletzt kontaktiert;Überwacht;Plattform\n\
                  F2LXK9ABCD;;iPhones standard;Nicht kontaktiert;05.03.2026;Nie;Ja;iOS/iPadOS\n\
                  F2LXK9ABCE;;Kein;Registriert;;30.05.2026 08:00:00;Ja;iOS\n";
    for csv in [english, german] {
        let (reading, snapshot) = read("token.csv", csv.as_bytes());
        assert_eq!(kind(&reading), Some(ExportKind::TokenDevices));
        let row = &snapshot.imported[0];
        assert_eq!(word(&snapshot, row.token), "export");
        assert_eq!(word(&snapshot, row.profile), "iPhones standard");
        assert_eq!(row.state, EnrollmentState::NotContacted);
        assert_eq!(row.discovery, DiscoverySource::Program);
        assert_eq!(row.platform, Platform::Ios);
        assert_eq!(row.profile_assigned.to_string(), "2026-03-05T00:00:00Z");
        assert!(row.contacted.is_never() && row.exported && !row.deleted);
        let other = &snapshot.imported[1];
        assert_eq!(other.state, EnrollmentState::Enrolled);
        assert!(other.profile.is_none() && other.contacted.at().is_some());
        assert!(snapshot.reads.is_complete(Source::ImportedIdentities));
        assert!(snapshot.gaps.is_empty(), "{:?}", snapshot.gaps);
    }
}

#[test]
fn a_profile_id_loses_its_prefixes_and_a_token_column_is_used() {
    let csv = "serialNumber,tokenId,requestedEnrollmentProfileId,enrollmentState\n\
F2LXK9ABCD,T1,ECV2_11111111-2222-4333-8444-555555555555_AAAAAAAA-2222-4333-8444-555555555555,4\n";
    let (_, snapshot) = read("x.csv", csv.as_bytes());
    let row = &snapshot.imported[0];
    assert_eq!(word(&snapshot, row.token), "T1");
    assert_eq!(
        word(&snapshot, row.profile),
        "aaaaaaaa-2222-4333-8444-555555555555"
    );
}

#[test]
fn enrollment_activity_names_serials_and_successes_are_no_failures() {
    let csv = "AadDeviceId,Context,DeviceId,DeviceName,EnrollmentActivityId,EnrollmentDateTime,\
EnrollmentMethod,Failure,FailureDetails,FailureReason,OS,OSVersion,OwnerType,Remediation,\
SerialNumber,UPN,UserId\n\
,,,,1,2026-03-05 14:30:21.0000000,3,Device cap reached,Too many devices,\
EnrollmentRestrictionsEnforced,iOS,26.1,1,Remove one,F2LXK9ABCD,A@b.example,\
11111111-2222-4333-8444-555555555555\n\
,,,,2,2026-03-05 15:30:21.0000000,3,,,,iOS,26.1,1,,F2LXK9ABCE,A@b.example,\n";
    let (reading, snapshot) = read("EnrollmentActivity.csv", csv.as_bytes());
    assert_eq!(kind(&reading), Some(ExportKind::EnrollmentFailures));
    assert_eq!((reading.rows(), reading.tables[0].idle), (1, 1));
    let row = &snapshot.failures[0];
    assert_eq!(serial(&snapshot, row.serial), "F2LXK9ABCD");
    assert_eq!(row.reason, FailureReason::Restrictions);
    assert_eq!(
        word(&snapshot, row.text),
        "Device cap reached: Too many devices"
    );
    assert_eq!(row.at.to_string(), "2026-03-05T14:30:21Z");
    assert!(snapshot.reads.is_complete(Source::Failures));
}

#[test]
fn enrollment_failures_have_no_serial_number() {
    let csv = "EnrollmentFailureDateTime,EnrollmentMethod,FailureReason,OS,UPN,UserId\n\
               2026-03-05 14:30:21,3,Authentifizierung,iOS,a@b.example,\n";
    let (_, snapshot) = read("x.csv", csv.as_bytes());
    let row = &snapshot.failures[0];
    assert!(row.serial.is_none() && row.exported);
    assert_eq!(row.reason, FailureReason::Authentication);
}

#[test]
fn apples_list_in_english_and_german() {
    let english = "Serial Number,Product Family,Product Type,Model,Source,Order Number,\
                   Order Date,Date Added,Status,MDM Server,IMEI\n\
                   F2LXK9ABCD,iPhone,\"iPhone17,1\",iPhone 16 Pro,Reseller,PO-1,\
                   \"Mar 1, 2026\",\"Mar 5, 2026\",Assigned,Intune Prod,\
                   \"356938035643809, 356938035643817\"\n\
                   F2LXK9ABCE,iPad,,,Manually Added,,,2026-03-05T14:30:21Z,Unassigned,Unassigned,\n\
                   F2LXK9ABCF,iPad,,,Apple,,,,Assigned,Devices Added by Apple Configurator 2,\n";
    let german = "Seriennummer;Produktfamilie;Produkttyp;Modell;Quelle;Bestellnummer;\
                  Bestelldatum;Hinzugefügt am;Status;MDM-Server;IMEI\n\
                  F2LXK9ABCD;iPhone;iPhone17,1;iPhone 16 Pro;Händler;PO-1;01.03.2026;\
                  05.03.2026;Zugewiesen;Intune Prod;356938035643809, 356938035643817\n\
                  F2LXK9ABCE;iPad;;;Manuell hinzugefügt;;;2026-03-05T14:30:21Z;Nicht zugewiesen;\
                  Nicht zugewiesen;\n\
                  F2LXK9ABCF;iPad;;;Apple;;;;Zugewiesen;Mit Apple Configurator hinzugefügte \
                  Geräte;\n";
    for csv in [english, german] {
        let (reading, snapshot) = read("list.csv", csv.as_bytes());
        assert_eq!(kind(&reading), Some(ExportKind::OrgDevices));
        let first = &snapshot.org_devices[0];
        assert_eq!(word(&snapshot, first.product), "iPhone17,1");
        assert_eq!(first.source, PurchaseSource::Reseller);
        assert_eq!(first.family, ProductFamily::Iphone);
        assert_eq!(first.added.to_string(), "2026-03-05T00:00:00Z");
        assert_eq!(first.ordered.to_string(), "2026-03-01T00:00:00Z");
        assert!(first.imei[1].is_some() && first.exported);
        let second = &snapshot.org_devices[1];
        assert_eq!(second.status, AssignmentStatus::Unassigned);
        assert_eq!(second.source, PurchaseSource::Manual);
        assert_eq!(snapshot.server_links.len(), 2);
        let link = snapshot.server_links[0];
        assert_eq!(word(&snapshot, link.server), "intune prod");
        let kinds: Vec<_> = snapshot
            .mdm_servers
            .iter()
            .map(|server| (word(&snapshot, server.name), server.kind))
            .collect();
        assert!(kinds.contains(&("Intune Prod", ServerType::Mdm)));
        assert!(
            kinds
                .iter()
                .any(|(_, kind)| *kind == ServerType::Configurator)
        );
        assert!(snapshot.reads.is_complete(Source::OrgDevices));
        assert!(snapshot.reads.is_complete(Source::MdmServerDevices));
        assert_eq!(snapshot.reads.of(Source::MdmServers), ReadState::Partial);
        assert!(snapshot.gaps.is_empty(), "{:?}", snapshot.gaps);
    }
}

#[test]
fn apples_list_without_a_server_column_says_nothing_about_servers() {
    let csv = "Serial Number,Product Type,Date Added\nF2LXK9ABCD,\"iPad16,3\",2026-03-05\n";
    let (_, snapshot) = read("x.csv", csv.as_bytes());
    assert_eq!(snapshot.org_devices[0].status, AssignmentStatus::Missing);
    assert_eq!(
        snapshot.reads.of(Source::MdmServerDevices),
        ReadState::NotRead
    );
}

#[test]
fn an_activity_log_becomes_audit_events_of_what_succeeded() {
    let log = "OPERATION,UNASSIGN_DEVICES\r\nACTIVITY_ID,84d7\r\n\
               STARTED AT,2025-05-01T18:22:27.106Z\r\nENDED AT,2025-05-01T18:22:38.894Z\r\n\
               STATUS,COMPLETED\r\nSUB_STATUS,COMPLETED_WITH_ERROR\r\n\r\n\
               serial_number,operation_status,operation_substatus,timestamp\r\n\
               F2LXK9ABCD,SUCCESS,UPDATED\r\n\
               F2LXK9ABCE,ISSUE,OPERATION_NOT_ALLOWED\r\n\
               F2LXK9ABCF,SUCCESS,UPDATED,2025-05-01T18:22:30Z\r\n\
               ???,SUCCESS\r\n";
    let (reading, snapshot) = read("ABM-ActivityLog_May-1-2025_14-22-40.csv", log.as_bytes());
    assert_eq!(kind(&reading), Some(ExportKind::ActivityLog));
    assert_eq!((reading.rows(), reading.tables[0].idle), (2, 1));
    let event = &snapshot.audit_events[0];
    assert_eq!(event.kind, AuditType::Unassigned);
    assert_eq!(event.at.to_string(), "2025-05-01T18:22:27Z");
    let other = &snapshot.audit_events[1];
    assert_eq!(other.at.to_string(), "2025-05-01T18:22:30Z");
    assert_eq!(snapshot.reads.of(Source::AuditEvents), ReadState::Partial);
    assert_eq!(snapshot.gaps[0].row, Some(12));
}

#[test]
fn a_workbook_is_read_sheet_by_sheet() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "Read me first").unwrap();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("yyyy-mm-dd hh:mm");
    for (column, name) in ["Device ID", "Serial number", "Last check-in", "Compliance"]
        .iter()
        .enumerate()
    {
        sheet.write(1, column as u16, *name).unwrap();
    }
    sheet.write(2, 1, 123_456_789_012_f64).unwrap();
    sheet.write_with_format(2, 2, 46_086.5, &date).unwrap();
    sheet.write(2, 3, "Compliant").unwrap();
    sheet.write(3, 1, "F2LXK9ABCD").unwrap();
    sheet.write(3, 2, 46_086.25).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (reading, snapshot) = read("exports/devices.xlsx", &bytes);
    assert_eq!(reading.tables.len(), 1);
    assert_eq!(reading.tables[0].sheet.as_deref(), Some("Sheet2"));
    assert_eq!(reading.rows(), 2);
    let rows: Vec<_> = snapshot.managed.iter().collect();
    assert_eq!(serial(&snapshot, rows[0].serial), "123456789012");
    assert_eq!(rows[0].last_sync.to_string(), "2026-03-05T12:00:00Z");
    assert_eq!(rows[1].last_sync.to_string(), "2026-03-05T06:00:00Z");
}

#[test]
fn an_archive_is_read_file_by_file() {
    let bomb = vec![b'x'; 32 << 20];
    let zip = zip_of(&[
        ("DevicesWithInventory_1.csv", INVENTORY.as_bytes()),
        ("bomb.csv", &bomb),
        ("readme.txt", b"nothing here"),
    ]);
    let (reading, snapshot) = read("exports/d.zip", &zip);
    assert_eq!(reading.tables.len(), 3);
    assert_eq!(reading.rows(), 2);
    assert!(reading.is_recognised());
    let reasons: Vec<_> = snapshot.gaps.iter().map(|gap| gap.reason.clone()).collect();
    assert!(reasons.contains(&GapReason::TooLarge));
    assert!(reasons.contains(&GapReason::Unknown));
    let files: Vec<_> = snapshot
        .gaps
        .iter()
        .filter_map(|gap| gap.file.as_deref())
        .collect();
    assert!(files.contains(&"exports/d.zip/bomb.csv"));
}

#[test]
fn a_file_that_means_nothing_is_a_gap_that_names_its_headers() {
    let (reading, snapshot) = read("exports/rooms.csv", b"Room,Floor\n1,2\n");
    assert!(!reading.is_recognised());
    assert_eq!(snapshot.gaps.len(), 1);
    let gap = &snapshot.gaps[0];
    assert_eq!(
        (gap.source.as_str(), &gap.reason),
        ("exports", &GapReason::Unknown)
    );
    let detail = gap.detail.to_string();
    assert!(detail.contains("“Room”") && detail.contains("Apple Business"));
    let (_, empty) = read("x.csv", b"");
    assert_eq!(empty.gaps[0].reason, GapReason::Torn);
}

#[test]
fn files_put_together_by_hand_may_repeat_the_header() {
    let twice = format!("{INVENTORY}{}", INVENTORY.trim_start_matches('\u{feff}'));
    let (reading, snapshot) = read("d.csv", twice.as_bytes());
    assert_eq!((reading.rows(), reading.refused()), (4, 0));
    assert!(snapshot.gaps.is_empty());
}

/// What a list says, whatever the order of its columns and rows.
fn meaning(csv: &str) -> Vec<String> {
    let (_, snapshot) = read("d.csv", csv.as_bytes());
    let mut rows: Vec<String> = snapshot
        .managed
        .iter()
        .map(|row| {
            format!(
                "{} {} {:?} {:?}",
                serial(&snapshot, row.serial),
                row.last_sync,
                row.compliance,
                row.supervised
            )
        })
        .collect();
    rows.sort();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_columns_and_rows_means_nothing(
        columns in Just(vec![0_usize, 1, 2, 3, 4]).prop_shuffle(),
        rows in Just(vec![0_usize, 1, 2]).prop_shuffle(),
    ) {
        let table = [
            ["Device ID", "Serial number", "Last check-in", "Compliance", "Supervised"],
            ["x", "F2LXK9ABCD", "2026-05-30 08:00:00", "Compliant", "Yes"],
            ["y", "F2LXK9ABCE", "5/3/2026 8:00:00 AM", "Konflikt", "Nein"],
            ["z", "F2LXK9ABCF", "5/25/2026 8:00:00 AM", "", ""],
        ];
        let line = |row: usize| {
            let cells: Vec<&str> = columns.iter().map(|column| table[row][*column]).collect();
            format!("{}\n", cells.join(","))
        };
        let shuffled: String =
            std::iter::once(0).chain(rows.iter().map(|row| row + 1)).map(line).collect();
        let straight: Vec<String> = table.iter().map(|row| row.join(",")).collect();
        let straight = straight.join("\n");
        prop_assert_eq!(meaning(&shuffled), meaning(&straight));
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read("x.csv", &bytes);
    }

    #[test]
    fn any_rows_under_known_headers_never_panic(
        header in prop::sample::select(vec![
            "Device ID,Serial number,Last check-in,Compliance,OS,IMEI",
            "Serial number,Assigned profile,Profile status,Last contacted",
            "EnrollmentDateTime,EnrollmentMethod,FailureReason,FailureDetails",
            "Serial Number,Order Number,Date Added,MDM Server,IMEI,Product Family",
            "OPERATION,ASSIGN\nSTARTED AT,?\n\nserial_number,operation_status",
        ]),
        rows in "([\\PC\",\n]{0,20},){0,6}[\\PC\",\n]{0,40}",
    ) {
        let csv = format!("{header}\n{rows}");
        let (reading, _) = read("x.csv", csv.as_bytes());
        prop_assert!(reading.is_recognised());
    }

    #[test]
    fn a_damaged_archive_never_panics(
        at in 0_usize..4000, byte in any::<u8>(), cut in 0_usize..4000
    ) {
        let mut book = Workbook::new();
        book.add_worksheet().write(0, 0, "Serial number").unwrap();
        let inner = book.save_to_buffer().unwrap();
        for mut bytes in [zip_of(&[("d.csv", INVENTORY.as_bytes())]), inner] {
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len().max(cut) - cut / 4);
            read("x.zip", &bytes);
        }
    }
}
