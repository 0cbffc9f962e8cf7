//! Whole snapshots, sound and broken, as directories and as archives.

use super::limits::Limits;
use super::reading::read_within;
use super::{ReadOptions, Unreadable, read};
use enrollment::snapshot::{GapReason, ReadState, Snapshot, Source};
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const HEADER: &str =
    r#"{"schema":1,"takenAt":"2026-11-23T12:00:00Z","tenant":{"name":"Contoso"},"gaps":[]}"#;
const TOKEN: &str = "0b5a7e1c-1111-4222-8333-444455556666";

/// A file of a snapshot: its path and its bytes.
type File<'f> = (&'f str, Vec<u8>);

fn file<'f>(path: &'f str, text: &str) -> File<'f> {
    (path, text.as_bytes().to_vec())
}

fn org_devices(serials: &[&str]) -> String {
    let rows: Vec<String> = serials
        .iter()
        .map(|serial| format!(r#"{{"id":"{serial}","attributes":{{"status":"ASSIGNED"}}}}"#))
        .collect();
    format!(r#"{{"data":[{}]}}"#, rows.join(","))
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(bytes, 3).unwrap()
}

fn directory(files: &[File<'_>]) -> TempDir {
    let root = TempDir::new().unwrap();
    for (path, bytes) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    root
}

fn tar(files: &[File<'_>]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (path, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        builder.append_data(&mut header, path, &bytes[..]).unwrap();
    }
    builder.into_inner().unwrap()
}

/// An entry as no honest tool writes it.
fn raw_entry(path: &str, kind: tar::EntryType, bytes: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(kind);
    header.set_size(bytes.len() as u64);
    header.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
    header.set_cksum();
    let mut entry = header.as_bytes().to_vec();
    entry.extend_from_slice(bytes);
    entry.resize(entry.len().next_multiple_of(512), 0);
    entry
}

fn read_archive(bytes: &[u8]) -> Result<Snapshot, Unreadable> {
    let root = directory(&[("a.tar.zst", bytes.to_vec())]);
    read(&root.path().join("a.tar.zst"), &ReadOptions::default())
}

fn read_directory(files: &[File<'_>]) -> Snapshot {
    read(directory(files).path(), &ReadOptions::default()).unwrap()
}

/// The snapshot's files below a sound header.
fn with_header(files: &[File<'_>]) -> Snapshot {
    let mut all = vec![file("snapshot.json", HEADER)];
    all.extend_from_slice(files);
    read_directory(&all)
}

/// Gaps but for sources that are simply not there, as `source reason file: detail`.
fn told(snapshot: &Snapshot) -> Vec<String> {
    let absent = |key| matches!(key, Some("gap-no-file" | "gap-breaks-off-before"));
    let gaps = snapshot.gaps.iter();
    let gaps = gaps.filter(|gap| !absent(gap.detail.key()));
    let line = |gap: &enrollment::snapshot::Gap| {
        let file = gap.file.as_deref().unwrap_or("-");
        format!(
            "{} {} {file}: {}",
            gap.source,
            gap.reason.word(),
            gap.detail
        )
    };
    gaps.map(line).collect()
}

/// Every row of devices, in an order of its own.
fn serials(snapshot: &Snapshot) -> Vec<String> {
    let rows = snapshot.org_devices.iter().map(|row| row.serial);
    let mut texts: Vec<_> = rows
        .map(|it| snapshot.serials.text(it).to_owned())
        .collect();
    texts.sort();
    texts
}

fn small_tenant() -> Vec<(String, Vec<u8>)> {
    let list = format!(r#"{{"value":[{{"id":"{TOKEN}","tokenType":"dep"}}]}}"#);
    let text = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
    let packed = |path: &str, text: &str| (path.to_owned(), zst(text.as_bytes()));
    vec![
        text("snapshot.json", HEADER),
        text("README.md", "unknown files are ignored"),
        text(
            "microsoft/managedDevices-00001.json",
            r#"{"value":[{"id":"1","serialNumber":"F1"}]}"#,
        ),
        text("microsoft/depOnboardingSettings-00001.json", &list),
        packed(
            &format!("microsoft/importedAppleDeviceIdentities.{TOKEN}-00001.json.zst"),
            r#"{"value":[{"serialNumber":"F1"},{"serialNumber":"F2"}]}"#,
        ),
        text(
            &format!("microsoft/enrollmentProfiles.{TOKEN}-00001.json"),
            &format!(
                r#"{{"value":[{{"id":"{TOKEN}_p1","requiresUserAuthentication":true}},
                    {{"id":"ECV2_{TOKEN}_p2"}}]}}"#
            ),
        ),
        text(
            "microsoft/configurationPolicies-00001.json",
            &format!(
                r#"{{"value":[{{"id":"p2","name":"Policy","platforms":"iOS",
                    "technologies":"enrollment","creationSource":"DepTokenId_{TOKEN}",
                    "lastModifiedDateTime":"2026-07-01T00:00:00Z"}}]}}"#
            ),
        ),
        text(
            "microsoft/troubleshootingEvents-00001.json",
            r#"{"value":[]}"#,
        ),
        text(
            "microsoft/applePushNotificationCertificate.json",
            r#"{"error":{"code":"ResourceNotFound"}}"#,
        ),
        text("apple/orgDevices-00001.json", &org_devices(&["F1", "F2"])),
        packed("apple/orgDevices-00002.json.zst", &org_devices(&["F3"])),
        text("apple/mdmServers-00001.json", r#"{"data":[{"id":"1F97"}]}"#),
        text(
            "apple/mdmServerDevices.1F97-00001.json",
            r#"{"data":[{"id":"F1"}]}"#,
        ),
        text(
            "apple/activationLockStatus.ndjson",
            "{\"id\":\"F1\",\"response\":{\"lockType\":\"USER\"}}\n",
        ),
        text(
            "answers.ndjson",
            concat!(
                r#"{"serial":"F1","question":"q","answer":"a","at":"2026-11-01"}"#,
                "\n"
            ),
        ),
    ]
}

fn borrowed(files: &[(String, Vec<u8>)]) -> Vec<File<'_>> {
    files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.clone()))
        .collect()
}

fn check_small_tenant(snapshot: &Snapshot) {
    assert_eq!(told(snapshot), [""; 0]);
    assert_eq!(snapshot.taken_at.to_string(), "2026-11-23T12:00:00Z");
    assert_eq!(snapshot.tenant.name, "Contoso");
    assert_eq!(serials(snapshot), ["F1", "F2", "F3"]);
    assert_eq!(snapshot.managed.len(), 1);
    assert_eq!(snapshot.imported.len(), 2);
    assert_eq!(snapshot.tokens.len(), 1);
    assert_eq!(
        snapshot.profiles.len(),
        2,
        "the mirrored policy is one with the policy"
    );
    assert_eq!(snapshot.locks.len(), 1);
    assert_eq!(snapshot.answers.len(), 1);
    assert!(!snapshot.push_certificate.unwrap().present);
    let complete = [
        Source::OrgDevices,
        Source::MdmServers,
        Source::MdmServerDevices,
        Source::ActivationLock,
        Source::ManagedDevices,
        Source::Tokens,
        Source::ImportedIdentities,
        Source::EnrollmentProfiles,
        Source::EnrollmentPolicies,
        Source::Failures,
        Source::PushCertificate,
        Source::Answers,
    ];
    for source in Source::ALL {
        let expected = if complete.contains(&source) {
            ReadState::Complete
        } else {
            ReadState::NotRead
        };
        assert_eq!(snapshot.reads.of(source), expected, "{source}");
        let silent = snapshot
            .gaps
            .iter()
            .any(|gap| gap.source == source.name() && gap.reason == GapReason::NotCollected);
        let expected = !complete.contains(&source) && source.is_expected();
        assert_eq!(silent, expected, "{source}");
    }
}

#[test]
fn a_small_tenant_reads_the_same_in_every_form() {
    let files = small_tenant();
    let files = borrowed(&files);
    let root = directory(&files);
    let options = ReadOptions::default();
    check_small_tenant(&read(root.path(), &options).unwrap());
    check_small_tenant(&read(&root.path().join("snapshot.json"), &options).unwrap());
    check_small_tenant(&read_archive(&tar(&files)).unwrap());
    check_small_tenant(&read_archive(&zst(&tar(&files))).unwrap());
    let backwards: Vec<_> = files.iter().rev().cloned().collect();
    check_small_tenant(&read_archive(&tar(&backwards)).unwrap());
    let names: Vec<String> = files
        .iter()
        .map(|it| format!("./contoso-2026/{}", it.0))
        .collect();
    let inside = names
        .iter()
        .zip(&files)
        .map(|(name, it)| (name.as_str(), it.1.clone()));
    check_small_tenant(&read_archive(&tar(&inside.collect::<Vec<_>>())).unwrap());
}

#[test]
fn without_a_snapshot_the_next_step_is_named() {
    let options = ReadOptions::default();
    let fault = |path: &Path| read(path, &options).err().unwrap();
    let empty = TempDir::new().unwrap();
    assert!(matches!(fault(empty.path()), Unreadable::Empty { .. }));
    assert!(matches!(
        fault(&empty.path().join("x")),
        Unreadable::Missing { .. }
    ));
    let header = empty.path().join("snapshot.json");
    assert!(matches!(fault(&header), Unreadable::Missing { .. }));
    let export = directory(&[file("devices.csv", "Serial number\nF1\n")]);
    let none = fault(export.path());
    assert!(matches!(none, Unreadable::NoHeader { .. }));
    assert!(
        none.to_string()
            .contains("firstcontact import FILE… --out DIR"),
        "{none}"
    );
    let csv = fault(&export.path().join("devices.csv"));
    assert!(matches!(csv, Unreadable::NotASnapshot { .. }));
    assert!(
        csv.to_string()
            .contains("firstcontact import FILE… --out DIR"),
        "{csv}"
    );
    let newer = directory(&[file("snapshot.json", r#"{"schema":2}"#)]);
    assert!(matches!(
        fault(newer.path()),
        Unreadable::WrongSchema { .. }
    ));
    let torn = directory(&[file("snapshot.json", r#"{"schema":1,"#)]);
    assert!(matches!(
        fault(torn.path()),
        Unreadable::HeaderNotJson { .. }
    ));
    let timeless = directory(&[file("snapshot.json", r#"{"schema":1}"#)]);
    assert!(matches!(fault(timeless.path()), Unreadable::NoTime { .. }));
    let headless = read_archive(&tar(&[file("apple/orgDevices-00001.json", "{}")]));
    assert!(matches!(headless, Err(Unreadable::NoHeader { .. })));
}

#[test]
fn a_torn_page_is_a_gap_and_the_rest_is_read() {
    let torn = org_devices(&["F3", "F4"]);
    let snapshot = with_header(&[
        file("apple/orgDevices-00001.json", &org_devices(&["F1", "F2"])),
        file("apple/orgDevices-00002.json", &torn[..torn.len() - 20]),
    ]);
    assert_eq!(serials(&snapshot), ["F1", "F2", "F3"]);
    assert_eq!(snapshot.reads.of(Source::OrgDevices), ReadState::Partial);
    assert_eq!(
        told(&snapshot),
        [format!(
            "apple/orgDevices torn apple/orgDevices-00002.json: \
             it ends in the middle (line 1, column {})",
            torn.len() - 20
        )]
    );
    let packed = zst(org_devices(&["F1"]).as_bytes());
    let half = packed[..packed.len() / 2].to_vec();
    let snapshot = with_header(&[("apple/orgDevices-00001.json.zst", half)]);
    assert_eq!(snapshot.reads.of(Source::OrgDevices), ReadState::NotRead);
    assert_eq!(
        snapshot
            .gaps
            .iter()
            .filter(|gap| gap.reason == GapReason::Torn)
            .count(),
        1
    );
}

#[test]
fn a_missing_page_makes_a_source_partial() {
    let snapshot = with_header(&[
        file("apple/orgDevices-00001.json", &org_devices(&["F1"])),
        file("apple/orgDevices-00003.json", &org_devices(&["F3"])),
    ]);
    assert_eq!(snapshot.reads.of(Source::OrgDevices), ReadState::Partial);
    assert_eq!(
        told(&snapshot),
        ["apple/orgDevices torn -: page 2 is missing"]
    );
    let announced = r#"{"value":[],"@odata.nextLink":"https://graph.example/2"}"#;
    let snapshot = with_header(&[file("microsoft/devices-00001.json", announced)]);
    assert_eq!(snapshot.reads.of(Source::EntraDevices), ReadState::Partial);
    assert_eq!(
        told(&snapshot),
        ["microsoft/devices torn -: page 1 announces another one, which is missing"]
    );
}

#[test]
fn a_refusal_and_a_foreign_page_are_not_read() {
    let refusal = r#"{"error":{"code":"Forbidden","message":"No scope"}}"#;
    let snapshot = with_header(&[
        file("microsoft/signIns-00001.json", refusal),
        file("microsoft/vppTokens-00001.json", r#"{"hello":"world"}"#),
    ]);
    assert_eq!(snapshot.reads.of(Source::SignIns), ReadState::NotRead);
    assert_eq!(snapshot.reads.of(Source::VppTokens), ReadState::NotRead);
    assert_eq!(
        told(&snapshot),
        [
            "microsoft/signIns Forbidden microsoft/signIns-00001.json: No scope",
            "microsoft/vppTokens torn microsoft/vppTokens-00001.json: \
             it is JSON, and no collection: it has neither value nor data",
        ]
    );
}

#[test]
fn what_the_collector_could_not_read_is_partial_or_not_read() {
    let header = r#"{"schema":1,"takenAt":"2026-11-23T12:00:00Z","gaps":[
        {"source":"apple/orgDevices","reason":"throttled","detail":"after page 1"},
        {"source":"apple/auditEvents","reason":"forbidden"},
        {"source":"apple/users","reason":"forbidden"}]}"#;
    let snapshot = read_directory(&[
        file("snapshot.json", header),
        file("apple/orgDevices-00001.json", &org_devices(&["F1"])),
    ]);
    assert_eq!(snapshot.reads.of(Source::OrgDevices), ReadState::Partial);
    assert_eq!(snapshot.reads.of(Source::AuditEvents), ReadState::NotRead);
    assert_eq!(
        told(&snapshot),
        [
            "apple/auditEvents forbidden -: ",
            "apple/orgDevices throttled -: after page 1",
            "apple/users forbidden -: ",
        ]
    );
}

#[test]
fn a_token_or_service_without_its_list_is_named() {
    let tokens = r#"{"value":[{"id":"T1","tokenType":"dep"},
        {"id":"T2","tokenType":"appleSchoolManager"},{"id":"T3","tokenType":"none"}]}"#;
    let servers = r#"{"data":[{"id":"S1"},{"id":"S2"},{"id":"S3","attributes":{"deviceCount":0}},
        {"id":"S4","attributes":{"status":"DELETED"}}]}"#;
    let lists = [
        file("microsoft/depOnboardingSettings-00001.json", tokens),
        file(
            "microsoft/importedAppleDeviceIdentities.T1-00001.json",
            r#"{"value":[]}"#,
        ),
        file("apple/mdmServers-00001.json", servers),
        file("apple/mdmServerDevices.S2-00001.json", r#"{"data":[]}"#),
    ];
    let snapshot = with_header(&lists);
    assert_eq!(
        snapshot.reads.of(Source::ImportedIdentities),
        ReadState::Partial
    );
    assert_eq!(
        snapshot.reads.of(Source::MdmServerDevices),
        ReadState::Partial
    );
    assert_eq!(
        snapshot.reads.of(Source::EnrollmentProfiles),
        ReadState::NotRead
    );
    assert_eq!(
        told(&snapshot),
        [
            "apple/mdmServerDevices not_collected -: the snapshot has no list of the service s1",
            "microsoft/importedAppleDeviceIdentities not_collected -: \
             the snapshot has no list of the token t2",
        ]
    );
}

#[test]
fn bytes_that_are_no_text_are_named_and_read_past() {
    let mut page = org_devices(&["F1", "F2"]).into_bytes();
    let place = page.iter().position(|c| *c == b'A').unwrap();
    page[place] = 0xff;
    let snapshot = with_header(&[("apple/orgDevices-00001.json", page)]);
    assert_eq!(serials(&snapshot), ["F1", "F2"]);
    assert_eq!(snapshot.reads.of(Source::OrgDevices), ReadState::Partial);
    assert_eq!(
        told(&snapshot),
        [format!(
            "apple/orgDevices encoding apple/orgDevices-00001.json: \
             byte {place} is no UTF-8; such bytes are read as \u{fffd}"
        )]
    );
}

#[test]
fn pages_files_lines_and_rows_have_their_limits() {
    let bomb = zst(&vec![b' '; 5_000_000]);
    let long_line = format!("{{\"id\":\"{}\"}}\n", "A".repeat(2000));
    let files = [
        file("snapshot.json", HEADER),
        ("microsoft/managedDevices-00001.json.zst", bomb),
        file("apple/activationLockStatus.ndjson", &long_line),
        file(
            "apple/orgDevices-00001.json",
            &org_devices(&["F1", "F2", "F3", "F4"]),
        ),
    ];
    let root = directory(&files);
    let limits = Limits {
        file_bytes: 100_000,
        line_bytes: 1000,
        rows_per_page: 3,
        ..Limits::USUAL
    };
    let snapshot = read_within(root.path(), None, &ReadOptions::default(), &limits).unwrap();
    assert_eq!(serials(&snapshot), ["F1", "F2", "F3"]);
    assert_eq!(
        snapshot.reads.of(Source::ManagedDevices),
        ReadState::NotRead
    );
    assert_eq!(snapshot.reads.of(Source::OrgDevices), ReadState::Partial);
    assert_eq!(
        snapshot.reads.of(Source::ActivationLock),
        ReadState::Partial
    );
    assert_eq!(
        told(&snapshot),
        [
            "apple/activationLockStatus too_large apple/activationLockStatus.ndjson: \
             a line of more than 1000 bytes",
            "apple/orgDevices too_large apple/orgDevices-00001.json: \
             more than 3 rows in a page, or 40000000 rows or 4294967296 bytes of text in all",
            "microsoft/managedDevices too_large microsoft/managedDevices-00001.json.zst: \
             more than 100000 bytes in one file",
        ]
    );
    let limits = Limits {
        files: 2,
        ..Limits::USUAL
    };
    let snapshot = read_within(root.path(), None, &ReadOptions::default(), &limits).unwrap();
    assert!(told(&snapshot).contains(&"snapshot too_large -: more than 2 files".to_owned()));
    assert!(
        Source::ALL
            .iter()
            .all(|it| !snapshot.reads.is_complete(*it))
    );
}

#[test]
fn rows_and_their_text_have_limits_in_all() {
    let lines = "{\"id\":\"F1\",\"response\":{\"lockType\":\"MDM\"}}\n".repeat(9);
    let root = directory(&[
        file("snapshot.json", HEADER),
        file("apple/activationLockStatus.ndjson", &lines),
    ]);
    let few_rows = Limits {
        rows: 3,
        ..Limits::USUAL
    };
    let snapshot = read_within(root.path(), None, &ReadOptions::default(), &few_rows).unwrap();
    assert_eq!(snapshot.locks.len(), 3);
    assert_eq!(
        snapshot.reads.of(Source::ActivationLock),
        ReadState::Partial
    );
    assert_eq!(
        snapshot
            .gaps
            .iter()
            .filter(|gap| gap.reason == GapReason::TooLarge)
            .count(),
        1
    );
    let name = "x".repeat(3000);
    let row = format!(r#"{{"id":"1","serialNumber":"F1","deviceName":"{name}"}}"#);
    let root = directory(&[
        file("snapshot.json", HEADER),
        file(
            "microsoft/managedDevices-00001.json",
            &format!("{{\"value\":[{row}]}}"),
        ),
        file(
            "microsoft/managedDevices-00002.json",
            &format!("{{\"value\":[{row}]}}"),
        ),
    ]);
    let little_text = Limits {
        text_bytes: 2500,
        ..Limits::USUAL
    };
    let snapshot = read_within(root.path(), None, &ReadOptions::default(), &little_text).unwrap();
    assert_eq!(snapshot.managed.len(), 1);
    assert_eq!(
        snapshot.reads.of(Source::ManagedDevices),
        ReadState::Partial
    );
}

#[test]
fn the_same_page_twice_is_read_once() {
    let page = org_devices(&["F1"]);
    let files = [
        file("apple/orgDevices-00001.json", &page),
        ("apple/orgDevices-00001.json.zst", zst(page.as_bytes())),
    ];
    let snapshot = with_header(&files);
    assert_eq!(snapshot.org_devices.len(), 1);
    assert_eq!(
        told(&snapshot),
        ["snapshot unknown apple/orgDevices-00001.json.zst: \
          it is there in another form, which is read"]
    );
    let mut archive = vec![file("snapshot.json", HEADER)];
    archive.extend(files);
    assert_eq!(read_archive(&tar(&archive)).unwrap().org_devices.len(), 1);
}

#[test]
fn an_archive_cannot_reach_out_of_itself() {
    let page = org_devices(&["F9"]).into_bytes();
    let mut archive = raw_entry(
        "./a/snapshot.json",
        tar::EntryType::Regular,
        HEADER.as_bytes(),
    );
    let regular = tar::EntryType::Regular;
    archive.extend(raw_entry(
        "a/../../apple/orgDevices-00001.json",
        regular,
        &page,
    ));
    archive.extend(raw_entry("/apple/orgDevices-00001.json", regular, &page));
    archive.extend(raw_entry("b/apple/orgDevices-00001.json", regular, &page));
    archive.extend(raw_entry(
        "a/apple/orgDevices-00002.json",
        tar::EntryType::Symlink,
        b"",
    ));
    archive.extend([0; 1024]);
    let snapshot = read_archive(&archive).unwrap();
    assert!(snapshot.org_devices.is_empty());
    assert_eq!(
        told(&snapshot),
        [
            "snapshot unknown /apple/orgDevices-00001.json: its path leads out of the snapshot",
            "snapshot unknown a/../../apple/orgDevices-00001.json: \
             its path leads out of the snapshot",
            "snapshot unknown a/apple/orgDevices-00002.json: \
             it is a link or a device and not a file",
            "snapshot unknown b/apple/orgDevices-00001.json: \
             it belongs to another snapshot in the same archive",
        ]
    );
}

#[test]
fn long_names_are_read_and_endless_ones_are_not() {
    let folder = "x".repeat(120);
    let name = |file: &str| format!("{folder}/{file}");
    let (header, page) = (name("snapshot.json"), name("apple/orgDevices-00001.json"));
    let files = [file(&header, HEADER), file(&page, &org_devices(&["F1"]))];
    assert_eq!(serials(&read_archive(&tar(&files)).unwrap()), ["F1"], "GNU");
    let mut pax = tar::Builder::new(Vec::new());
    for (path, bytes) in &files {
        pax.append_pax_extensions([("path", path.as_bytes())])
            .unwrap();
        let mut short = tar::Header::new_ustar();
        short.set_size(bytes.len() as u64);
        pax.append_data(&mut short, "short", &bytes[..]).unwrap();
    }
    let pax = pax.into_inner().unwrap();
    assert_eq!(serials(&read_archive(&pax).unwrap()), ["F1"], "POSIX");
    let mut archive = tar(&[file("snapshot.json", HEADER)]);
    archive.truncate(archive.len() - 1024);
    let endless = raw_entry("@", tar::EntryType::GNULongName, &vec![b'a'; 1 << 20]);
    archive.extend(endless);
    let snapshot = read_archive(&zst(&archive)).unwrap();
    assert_eq!(
        told(&snapshot),
        ["snapshot too_large -: a name of 1048576 bytes"]
    );
}

#[test]
fn an_archive_that_breaks_off_makes_every_source_doubtful() {
    let whole = tar(&[
        file("snapshot.json", HEADER),
        file("apple/orgDevices-00001.json", &org_devices(&["F1"])),
        file("apple/orgDevices-00002.json", &org_devices(&["F2"])),
    ]);
    let torn = &whole[..whole.len() - 1024 - 512 - 10];
    let snapshot = read_archive(torn).unwrap();
    assert_eq!(snapshot.reads.of(Source::OrgDevices), ReadState::Partial);
    let managed = snapshot
        .gaps
        .iter()
        .find(|gap| gap.source == Source::ManagedDevices.name())
        .unwrap();
    assert_eq!(managed.reason, GapReason::Torn);
    // The last 512 bytes only say once more that the archive ends.
    for length in (0..whole.len() - 512).step_by(101) {
        // A tear anywhere is either a gap or, before the header, no snapshot.
        if let Ok(snapshot) = read_archive(&whole[..length]) {
            assert!(!snapshot.reads.is_complete(Source::OrgDevices), "{length}");
        }
    }
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_snapshot_and_not_out_of_it() {
    let outside = directory(&[file("apple/orgDevices-00001.json", &org_devices(&["F9"]))]);
    let page = outside.path().join("apple/orgDevices-00001.json");
    let root = directory(&[
        file("snapshot.json", HEADER),
        file("kept/one.json", &org_devices(&["F1"])),
        file("apple/mdmServers-00001.json", r#"{"data":[]}"#),
    ]);
    let link = |from: &Path, to: &str| {
        std::os::unix::fs::symlink(from, root.path().join(to)).unwrap();
    };
    link(
        &root.path().join("kept/one.json"),
        "apple/orgDevices-00001.json",
    );
    link(&page, "apple/orgDevices-00002.json");
    link(outside.path(), "microsoft");
    let snapshot = read(root.path(), &ReadOptions::default()).unwrap();
    assert_eq!(serials(&snapshot), ["F1"]);
    assert_eq!(
        told(&snapshot),
        [
            "snapshot unknown apple/orgDevices-00002.json: \
             a link that leads out of the snapshot",
            "snapshot unknown microsoft: the folder is a link that leads out of the snapshot",
        ]
    );
}

#[test]
fn a_portals_list_fills_in_for_a_source_that_did_not_come() {
    let csv = "Device ID,Serial number,Last check-in,Compliance\n\
               6f1f7c4c-5d8e-4a43-9f0a-0a1b2c3d4e5f,F2LX00000001,2026-03-05 14:30:21,Compliant\n";
    let files = [
        file("snapshot.json", HEADER),
        file("exports/devices.csv", csv),
    ];
    for snapshot in [read_directory(&files), read_archive(&tar(&files)).unwrap()] {
        assert_eq!(snapshot.managed.len(), 1, "{:?}", told(&snapshot));
        assert!(snapshot.managed[0].exported);
        assert_ne!(
            snapshot.reads.of(Source::ManagedDevices),
            ReadState::NotRead
        );
        let silent = |gap: &&enrollment::snapshot::Gap| {
            gap.source == Source::ManagedDevices.name() && gap.reason == GapReason::NotCollected
        };
        assert_eq!(snapshot.gaps.iter().find(silent), None);
    }
}

#[test]
fn the_register_is_read_with_the_columns_that_were_named() {
    let csv = "Nr;Alt;Neu\n1;F2LX00000001;F2LX00000002\n2;F2LX00000003;F2LX00000004\n";
    let columns = file("register.columns.json", r#"{"serial":"Neu"}"#);
    let list = file("register.csv", csv);
    let snapshot = with_header(&[list.clone(), columns]);
    let serials = snapshot
        .register
        .iter()
        .map(|row| snapshot.serials.text(row.serial));
    assert_eq!(
        serials.collect::<Vec<_>>(),
        ["F2LX00000002", "F2LX00000004"]
    );
    assert_eq!(snapshot.reads.of(Source::Register), ReadState::Complete);
    let snapshot = with_header(&[list.clone(), file("register.columns.json", "{")]);
    assert!(
        snapshot.register.is_empty(),
        "a guess could be what was overruled"
    );
    assert_eq!(told(&snapshot).len(), 1);
    let snapshot = with_header(&[list]);
    let ambiguous = told(&snapshot);
    assert!(
        ambiguous[0].starts_with("register unknown register.csv: "),
        "{ambiguous:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_as_a_page_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let snapshot = with_header(&[
            ("apple/orgDevices-00001.json", bytes.clone()),
            ("apple/appleCareCoverage.ndjson", bytes.clone()),
            ("microsoft/applePushNotificationCertificate.json.zst", bytes),
        ]);
        prop_assert_eq!(snapshot.org_devices.len(), 0);
    }

    #[test]
    fn no_bytes_as_an_archive_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..2000), place in 0_usize..4000,
    ) {
        let mut archive = tar(&[
            file("snapshot.json", HEADER),
            file("apple/orgDevices-00001.json", &org_devices(&["F1"])),
        ]);
        let place = place.min(archive.len());
        let end = (place + bytes.len()).min(archive.len());
        archive[place..end].copy_from_slice(&bytes[..end - place]);
        let _ = read_archive(&archive);
        let _ = read_archive(&bytes);
    }

    #[test]
    fn any_json_as_a_page_is_read_or_told(text in json(3)) {
        for source in Source::ALL {
            super::pages::tests::report(source, &text);
            let rows = format!("{{\"value\":[{text},{text}]}}");
            let report = super::pages::tests::report(source, &rows);
            let torn = matches!(report.state, crate::json::PageState::Torn(_));
            prop_assert!(!torn || source.is_one_object());
        }
    }

    #[test]
    fn shuffled_pages_give_the_same_rows(
        order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle(), seed in any::<u64>(),
    ) {
        let pages: Vec<(String, Vec<u8>)> = order
            .iter()
            .enumerate()
            .map(|(number, content)| {
                let path = format!("apple/orgDevices-{:05}.json", number + 1);
                let serials = [format!("F{content}A"), format!("F{content}B")];
                (path, org_devices(&[&serials[0], &serials[1]]).into_bytes())
            })
            .collect();
        let mut files = vec![file("snapshot.json", HEADER)];
        files.extend(borrowed(&pages));
        let options = ReadOptions { seed, ..ReadOptions::default() };
        let snapshot = read(directory(&files).path(), &options).unwrap();
        let expected: Vec<String> =
            (0..6).flat_map(|n| [format!("F{n}A"), format!("F{n}B")]).collect();
        prop_assert_eq!(serials(&snapshot), expected);
        prop_assert!(snapshot.reads.is_complete(Source::OrgDevices));
    }
}

/// Any JSON, with the vendors' names among its keys.
fn json(depth: u32) -> impl Strategy<Value = String> {
    let names = [
        "id",
        "attributes",
        "serialNumber",
        "value",
        "imei",
        "conditions",
        "settings",
        "response",
        "defaultIosEnrollmentProfile",
        "iosRestriction",
        "eventDataX",
        "deviceDetail",
        "status",
        "expirationDateTime",
        "priority",
        "platforms",
        "isSupervised",
        "lastSyncDateTime",
    ];
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|it| it.to_string()),
        any::<i64>().prop_map(|it| it.to_string()),
        (-1e300..1e300_f64).prop_map(|it| format!("{it:e}")),
        "[a-zA-Z0-9:+é ]{0,20}".prop_map(|it| format!("\"{it}\"")),
        Just("\"2026-11-23T12:00:00Z\"".to_owned()),
    ];
    leaf.prop_recursive(depth, 24, 5, move |inner| {
        let key = prop::sample::select(names.to_vec());
        let member = (key, inner.clone()).prop_map(|(key, value)| format!("\"{key}\":{value}"));
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(|it| format!("[{}]", it.join(","))),
            prop::collection::vec(member, 0..5).prop_map(|it| format!("{{{}}}", it.join(","))),
        ]
    })
}
