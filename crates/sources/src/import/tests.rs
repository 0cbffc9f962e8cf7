//! Stories: a pile of files becomes a snapshot.

use super::{ImportError, ImportReport, ImportedKind, Placement, RegisterFile, into_snapshot};
use crate::exports::ExportKind;
use crate::register::RegisterColumns;
use crate::table::archive::tests::zip_of;
use enrollment::moment::{DAY, Moment, Stamp};
use enrollment::snapshot::{Source, Tenant};
use std::path::{Path, PathBuf};

const DEVICES: &str = "Device ID,Serial number,Last check-in,Compliance,Colour\n\
                       x,F2LXK9ABCD,2026-05-30 08:00:00,Compliant,blue\n\
                       x,F2LX?,2026-05-30 08:00:00,Compliant,blue\n";
const TOKEN: &str = "Serial number,Assigned profile,Profile status\nF2LXK9ABCD,A,Not contacted\n";

/// A desk with files, and a place for the snapshot.
struct Desk {
    directory: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self {
            directory: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self, name: &str, content: &[u8]) -> PathBuf {
        let path = self.directory.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    fn out(&self) -> PathBuf {
        self.directory.path().join("snapshot")
    }

    fn import(
        &self,
        files: &[PathBuf],
        register: Option<&RegisterFile>,
        force: bool,
    ) -> Result<ImportReport, ImportError> {
        let tenant = Tenant {
            name: "Contoso".to_owned(),
            id: String::new(),
        };
        into_snapshot(files, register, &self.out(), now(), &tenant, force)
    }

    /// Everything in the snapshot, with the names of what is beside it.
    fn listing(&self) -> Vec<String> {
        let mut names = Vec::new();
        list(&self.out(), &self.out(), &mut names);
        for entry in std::fs::read_dir(self.directory.path()).unwrap() {
            let name = entry.unwrap().file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                names.push(name);
            }
        }
        names.sort();
        names
    }
}

fn list(root: &Path, directory: &Path, names: &mut Vec<String>) {
    let Ok(entries) = std::fs::read_dir(directory) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            list(root, &path, names);
        } else {
            let relative = path.strip_prefix(root).unwrap();
            names.push(relative.to_string_lossy().replace('\\', "/"));
        }
    }
}

fn now() -> Moment {
    Stamp::parse("2026-06-01T00:00:00Z").unwrap().at().unwrap()
}

#[test]
fn a_pile_of_files_becomes_a_snapshot() {
    let desk = Desk::new();
    let zip = zip_of(&[
        ("DevicesWithInventory_1.csv", DEVICES.as_bytes()),
        ("readme.txt", b"nothing"),
    ]);
    let files = [
        desk.file("Devices_2026-01-05.zip", &zip),
        desk.file("token list.txt", TOKEN.as_bytes()),
        desk.file("managedDevices-00001.json", br#"{"value":[{}]}"#),
        desk.file("orgDevices-00001.json", br#"{"data":"#),
        desk.file("rooms.csv", b"Room,Floor\n1,2\n"),
        desk.directory.path().join("missing.csv"),
    ];
    let register = RegisterFile {
        path: desk.file("Liste.csv", b"Nr;Wert\n1;F2LXK9ABCD\n"),
        columns: RegisterColumns {
            serial: Some("Wert".to_owned()),
            ..RegisterColumns::default()
        },
    };
    let report = desk.import(&files, Some(&register), false).unwrap();
    assert!(report.created);
    assert_eq!(
        desk.listing(),
        [
            "exports/DevicesWithInventory_1.csv",
            "exports/token list.csv",
            "microsoft/managedDevices-00001.json",
            "register.columns.json",
            "register.csv",
            "snapshot.json",
        ]
    );
    let json = std::fs::read(desk.out().join("snapshot.json")).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "schema": 1, "takenAt": "2026-06-01T00:00:00Z",
            "tenant": {"name": "Contoso", "id": ""}, "gaps": [],
        })
    );
    let file = |end: &str| {
        report
            .files
            .iter()
            .find(|file| file.name.ends_with(end))
            .unwrap()
    };
    let devices = file("DevicesWithInventory_1.csv");
    assert_eq!(
        devices.kinds,
        [ImportedKind::Export(ExportKind::ManagedDevices)]
    );
    assert_eq!(
        (devices.rows, devices.columns.len(), devices.columns_ignored),
        (1, 4, 1)
    );
    assert!(devices.problems[0].starts_with("row 3, Serial number: "));
    let refused = |end: &str| matches!(file(end).placement, Placement::Refused { .. });
    assert!(refused("readme.txt") && refused("rooms.csv") && refused("missing.csv"));
    assert!(refused("orgDevices-00001.json"));
    let page = file("managedDevices-00001.json");
    assert_eq!(page.kinds, [ImportedKind::ApiPage(Source::ManagedDevices)]);
    assert_eq!(report.register.unwrap().rows, 1);
}

#[test]
fn the_same_files_again_change_nothing() {
    let desk = Desk::new();
    let files = [desk.file("d.csv", DEVICES.as_bytes())];
    let register = RegisterFile {
        path: desk.file("r.csv", b"Seriennummer;Ort\nF2LXK9ABCD;A\n"),
        columns: RegisterColumns::default(),
    };
    desk.import(&files, Some(&register), false).unwrap();
    let before = desk.listing();
    let report = desk.import(&files, Some(&register), false).unwrap();
    assert!(!report.created);
    let known = |placement: &Placement| matches!(placement, Placement::AlreadyAt(_));
    assert!(report.files.iter().all(|file| known(&file.placement)));
    assert_eq!(desk.listing(), before);
}

#[test]
fn nothing_is_overwritten_without_force() {
    let desk = Desk::new();
    let page = |rows: &str| format!(r#"{{"value":[{rows}]}}"#);
    let name = "managedDevices-00001.json";
    let first = [
        desk.file("d.csv", DEVICES.as_bytes()),
        desk.file(name, page("{}").as_bytes()),
    ];
    let mut register = RegisterFile {
        path: desk.file("r.csv", b"Seriennummer;Ort\nF2LXK9ABCD;A\n"),
        columns: RegisterColumns::default(),
    };
    desk.import(&first, Some(&register), false).unwrap();
    let other = DEVICES.replace("F2LXK9ABCD", "F2LXK9ABCE");
    let second = [
        desk.file("d.csv", other.as_bytes()),
        desk.file(name, page("{},{}").as_bytes()),
    ];
    register.path = desk.file("r.csv", b"Seriennummer;Ort\nF2LXK9ABCD;B\n");
    let report = desk.import(&second, Some(&register), false).unwrap();
    assert_eq!(
        desk.listing(),
        [
            "exports/d-2.csv",
            "exports/d.csv",
            "microsoft/managedDevices-00001.json",
            "microsoft/managedDevices-00002.json",
            "register.csv",
            "snapshot.json",
        ]
    );
    let last = &report.files.last().unwrap().placement;
    assert!(matches!(last, Placement::Refused { why } if why.contains("--force")));
    assert!(report.register.is_none());
    let report = desk.import(&second, Some(&register), true).unwrap();
    assert!(report.register.is_some());
    let text = std::fs::read_to_string(desk.out().join("register.csv")).unwrap();
    assert!(text.ends_with("B\n"));
    let text = std::fs::read_to_string(desk.out().join("exports/d.csv")).unwrap();
    assert_eq!(text, other);
}

#[test]
fn the_time_of_a_snapshot_is_the_latest_and_unknown_fields_stay() {
    let desk = Desk::new();
    std::fs::create_dir(desk.out()).unwrap();
    let later = now().plus(3 * DAY);
    let there = format!(
        r#"{{"schema":1,"takenAt":"{later}","tenant":{{"name":"contoso","id":"T"}},
            "gaps":[{{"source":"apple/auditEvents","reason":"forbidden"}}],"collector":"x"}}"#
    );
    std::fs::write(desk.out().join("snapshot.json"), there).unwrap();
    let files = [desk.file("d.csv", DEVICES.as_bytes())];
    let report = desk.import(&files, None, false).unwrap();
    assert_eq!(report.taken_at, later);
    let text = std::fs::read_to_string(desk.out().join("snapshot.json")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["collector"], "x");
    assert_eq!(json["gaps"][0]["reason"], "forbidden");
    assert_eq!(json["tenant"]["name"], "contoso");
}

#[test]
fn what_is_no_snapshot_is_left_alone() {
    let desk = Desk::new();
    let files = [desk.file("d.csv", DEVICES.as_bytes())];
    let put = |content: &str| {
        std::fs::create_dir_all(desk.out()).unwrap();
        std::fs::write(desk.out().join("snapshot.json"), content).unwrap();
        desk.import(&files, None, false)
    };
    let of = |tenant: &str| {
        format!(r#"{{"schema":1,"takenAt":"2026-06-01T00:00:00Z","tenant":{{"name":"{tenant}"}}}}"#)
    };
    assert!(matches!(put("{"), Err(ImportError::BadSnapshotFile { .. })));
    let newer = put(r#"{"schema":2}"#);
    assert!(matches!(newer, Err(ImportError::BadSnapshotFile { why, .. }) if why.contains('2')));
    assert!(matches!(
        put(&of("Fabrikam")),
        Err(ImportError::OtherTenant { .. })
    ));
    assert!(put(&of("Contoso")).is_ok());
    let desk = Desk::new();
    std::fs::create_dir(desk.out()).unwrap();
    std::fs::write(desk.out().join("holiday.jpg"), "x").unwrap();
    let files = [desk.file("d.csv", DEVICES.as_bytes())];
    for force in [false, true] {
        let refused = desk.import(&files, None, force);
        assert!(matches!(refused, Err(ImportError::NoSnapshot { .. })));
    }
    let tenant = Tenant::default();
    let packed = into_snapshot(&files, None, &files[0], now(), &tenant, false);
    assert!(matches!(packed, Err(ImportError::Packed { .. })));
}

#[test]
fn if_every_file_is_refused_nothing_is_made() {
    let desk = Desk::new();
    let files = [desk.file("rooms.csv", b"Room,Floor\n1,2\n")];
    let error = desk.import(&files, None, false).unwrap_err();
    assert!(matches!(error, ImportError::NothingUsable { .. }));
    assert!(
        error
            .to_string()
            .contains("rooms.csv: the headers “Room”, “Floor”")
    );
    assert!(desk.listing().is_empty());
    assert!(matches!(
        desk.import(&[], None, false),
        Err(ImportError::NoFiles)
    ));
}

#[test]
fn an_empty_directory_is_filled() {
    let desk = Desk::new();
    std::fs::create_dir(desk.out()).unwrap();
    let files = [desk.file("Devices_2025-06-05.csv", DEVICES.as_bytes())];
    let report = desk.import(&files, None, false).unwrap();
    assert!(report.created);
    let file = &report.files[0];
    assert_eq!(
        file.named_date.map(Moment::date).as_deref(),
        Some("2025-06-05")
    );
    assert!(
        file.problems
            .iter()
            .any(|problem| problem.contains("2025-06-05"))
    );
}

#[test]
fn a_probe_makes_nothing_else_newer() {
    let desk = Desk::new();
    let probe = "{\"schema\":\"firstcontact/probe/1\",\"site\":\"Bern\",\
        \"at\":\"2026-11-20T08:00:00Z\",\"hosts\":[]}\n";
    let (devices, probe) = (
        desk.file("devices.csv", DEVICES.as_bytes()),
        desk.file("bern.ndjson", probe.as_bytes()),
    );
    let at = |files: &[PathBuf], text: &str| {
        let taken_at = Stamp::parse(text).unwrap().at().unwrap();
        let report = into_snapshot(
            files,
            None,
            &desk.out(),
            taken_at,
            &Tenant::default(),
            false,
        );
        report.unwrap().taken_at.to_string()
    };
    let first = "2026-06-01T08:00:00Z";
    assert_eq!(at(std::slice::from_ref(&devices), first), first);
    assert_eq!(
        at(std::slice::from_ref(&probe), "2026-11-20T09:00:00Z"),
        first
    );
    let both = [devices, probe];
    let late = "2026-11-21T09:00:00Z";
    assert_eq!(at(&both, late), late, "an export does");
}
