//! A short fuzz on every run of the tests: what every public reader gets is changed at random,
//! and each of them has to come back. The seeds are fixed, so a failure repeats; `fuzz/` at the
//! root of the project has the long version.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot prepare its files has failed"
)]

use enrollment::correlate::correlate;
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::{Guid, Imei, Tenant, canonical_serial};
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use sources::exports::read_export;
use sources::gathering::Gathering;
use sources::import::{RegisterFile, into_snapshot};
use sources::recorded::{self, ReadOptions};
use sources::register::{RegisterColumns, read_register};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;
use zip::write::SimpleFileOptions;

/// Longer than this no reader may take for all its cases together; it takes some seconds.
const PATIENCE: Duration = Duration::from_secs(120);
/// Rows that a seed keeps of a recorded page, so that each case is read fast.
const ROWS: usize = 3;

/// Pieces that vendors, spreadsheets and attackers write where something else belongs.
const PIECES: [&[u8]; 40] = [
    b"null",
    b"true",
    b"{}",
    b"[]",
    b"\"",
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b";",
    b"\t",
    b"\r\n",
    b"\n",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"\\u0000",
    b"1e999",
    b"-0",
    b"18446744073709551616",
    b"0.1",
    b"\"value\":",
    b"\"data\":",
    b"\"id\":1,",
    b"0001-01-01T00:00:00Z",
    b"9999-12-31T23:59:59.9999999Z",
    b"31.02.2026",
    b"2026-13-45",
    b"46000.5",
    b"=1+1",
    b"'",
    b"sep=;\r\n",
    b"\xc3\x9c",
    b"<c r=\"ZZZ999999\">",
    b"&#0;",
];

/// splitmix64; see <https://prng.di.unimi.it/splitmix64.c>.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// Changes a file in a few places; sometimes not at all, so that neighbours are seen, too.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        for _ in 0..self.below(5) {
            let at = self.below(bytes.len() + 1);
            let end = (at + 1 + self.below(40)).min(bytes.len());
            match self.below(8) {
                0 if at < bytes.len() => bytes[at] ^= 1 << self.below(8),
                1 => bytes.insert(at, self.next() as u8),
                2 => drop(bytes.drain(at.min(end)..end)),
                3 => {
                    let again = bytes[at.min(end)..end].to_vec();
                    bytes.splice(at..at, again);
                }
                4 => bytes.truncate(at),
                5 => {
                    let deep = self.below(3000);
                    let piece = if self.below(2) == 0 { b'[' } else { b'{' };
                    bytes.splice(at..at, std::iter::repeat_n(piece, deep));
                }
                _ => {
                    let piece = PIECES[self.below(PIECES.len())];
                    bytes.splice(at.min(end)..end, piece.iter().copied());
                }
            }
        }
    }

    fn changed(&mut self, seed: &[u8]) -> Vec<u8> {
        let mut bytes = seed.to_vec();
        self.change(&mut bytes);
        bytes
    }
}

/// Runs the cases on a thread of their own and says which one panicked or never came back.
fn each(cases: u64, case: impl Fn(u64) + Send + 'static) {
    let (sender, receiver) = channel();
    let worker = std::thread::spawn(move || {
        for number in 0..cases {
            sender.send(number).unwrap();
            case(number);
        }
    });
    let mut last = 0;
    loop {
        match receiver.recv_timeout(PATIENCE) {
            Ok(number) => last = number,
            Err(RecvTimeoutError::Timeout) => panic!("case {last} never comes back"),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    assert!(worker.join().is_ok(), "case {last} panicked");
}

fn now() -> Moment {
    Stamp::parse("2026-11-20T09:00:00Z").unwrap().at().unwrap()
}

fn contoso() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/contoso")
}

/// The files of the invented tenant by their names in the snapshot, pages cut to a few rows.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let mut seeds = Vec::new();
    for folder in ["", "apple", "microsoft"] {
        for entry in fs::read_dir(contoso().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let is_known = [".json", ".ndjson", ".csv", ".zst"]
                .iter()
                .any(|it| name.ends_with(it));
            if path.is_file() && is_known {
                let bytes = fs::read(&path).unwrap();
                seeds.push((format!("{folder}/{name}"), cut(&bytes)));
            }
        }
    }
    seeds.sort();
    seeds
}

fn cut(bytes: &[u8]) -> Vec<u8> {
    let Ok(mut page) = serde_json::from_slice::<Value>(bytes) else {
        let text = std::str::from_utf8(bytes);
        return text.map_or_else(
            |_| bytes.to_vec(),
            |text| {
                text.split_inclusive('\n')
                    .take(2 * ROWS)
                    .collect::<String>()
                    .into_bytes()
            },
        );
    };
    for list in ["value", "data"] {
        if let Some(rows) = page.get_mut(list).and_then(Value::as_array_mut) {
            rows.truncate(ROWS);
        }
    }
    serde_json::to_vec(&page).unwrap()
}

/// Whatever was read can be joined.
fn read_and_join(path: &Path) {
    if let Ok(snapshot) = recorded::read(path, &ReadOptions::default()) {
        let fleet = correlate(&snapshot);
        for device in fleet.devices() {
            let _ = device.serial_text();
        }
    }
}

#[test]
fn recorded_snapshots() {
    let seeds = seeds();
    assert!(seeds.len() > 20);
    let root = tempfile::tempdir().unwrap();
    each(120, move |number| {
        let mut random = Random(0x7ec0 + number);
        for folder in ["apple", "microsoft"] {
            fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        for (name, seed) in &seeds {
            let path = root.path().join(name.trim_start_matches('/'));
            // The header is broken rarely: without it nothing else is read.
            let is_header = name == "/snapshot.json";
            let bytes = if is_header && !number.is_multiple_of(10) {
                seed.clone()
            } else {
                random.changed(seed)
            };
            fs::write(path, bytes).unwrap();
        }
        read_and_join(root.path());
    });
}

#[test]
fn archives_of_snapshots() {
    let mut archive = Vec::new();
    for (name, seed) in seeds() {
        add_to_tar(&mut archive, name.trim_start_matches('/'), &seed);
    }
    archive.extend([0; 1024]);
    let root = tempfile::tempdir().unwrap();
    each(600, move |number| {
        let mut random = Random(0x7a12 + number);
        let mut bytes = archive.clone();
        // Most changes hit a header, where the lengths and the names are.
        if number.is_multiple_of(2) {
            let at = random.below(bytes.len() / 512) * 512;
            let mut header = bytes[at..at + 512].to_vec();
            random.change(&mut header);
            bytes.splice(at..at + 512, header);
        } else {
            random.change(&mut bytes);
        }
        let path = if number.is_multiple_of(3) {
            bytes = zstd::encode_all(&bytes[..], 1).unwrap();
            random.change(&mut bytes);
            root.path().join("snapshot.tar.zst")
        } else {
            root.path().join("snapshot.tar")
        };
        fs::write(&path, bytes).unwrap();
        read_and_join(&path);
    });
}

/// One file of a tar archive (POSIX ustar), with the right sum.
fn add_to_tar(archive: &mut Vec<u8>, name: &str, bytes: &[u8]) {
    let mut header = tar::Header::new_ustar();
    header.set_path(name).unwrap();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    header.set_cksum();
    archive.extend(header.as_bytes());
    archive.extend(bytes);
    archive.resize(archive.len().next_multiple_of(512), 0);
}

/// The five exports that are understood, and a register.
const TABLES: [&str; 6] = [
    "Device ID,Device name,Enrollment date,Last check-in,Serial number,OS version,IMEI,Compliance,\
     Primary user UPN,Managed by,Ownership,Device state,Supervised\r\n\
     7d1b2e60-5c8f-4a3d-9e42-1f0a6b8c7d95,\"Lena's phone, blue\",2026-03-05 14:30:21.1234567,\
     2026-05-30 08:00:00.0000000,FC8CDXNRRH,26.1,359900060001383,Compliant,lena@contoso.example,\
     Intune,Corporate,Managed,True\r\n",
    "Serial Number;Enrollment State;Profile Status;Assigned profile;Last Contacted;Platform\n\
     FC8CDXNRRH;Enrolled;Assigned;Berlin iPhone Standard;30.05.2026 08:00;iOS\n\
     FC36VLGDTR;Not contacted;Assigned;Berlin iPhone Standard;Never;iOS\n",
    "EnrollmentDateTime,EnrollmentMethod,FailureReason,FailureDetails,OS,OS version,UserId,UPN,\
     Serial number\n\
     2026-11-16T09:43:12Z,Apple bulk with user,4,No licence,iOS,26.4,\
     9d6b1f3a-2c47-4e85-b0d9-5f71a8c36e24,lena@contoso.example,FC9Q5DX7ND\n",
    "Serial Number\tDevice Model\tOrder Number\tSource\tDate Added\tMDM Server\tIMEI\n\
     FC8CDXNRRH\tiPhone 16\tCB-2025-0419\tReseller\t12/09/2025\tIntune Berlin\t359900060001383\n",
    "OPERATION,ASSIGN_DEVICES\nACTIVITY_ID,7d1b2e60-5c8f-4a3d-9e42-1f0a6b8c7d95\n\
     STARTED AT,2026-11-13T10:02:00Z\nENDED AT,2026-11-13T10:02:12Z\nSTATUS,COMPLETED\n\
     SUB_STATUS,COMPLETED_WITH_SUCCESS\n\n\
     serial_number,operation_status,operation_substatus,timestamp\n\
     FC7C9PCJGM,SUCCESS,UPDATED,2026-11-13T10:02:03Z\n",
    "Seriennummer;IMEI;Benutzer;Standort;Status;Ausgegeben am;Kaufdatum;Bestellung\r\n\
     fc8cdxnrrh;35-990006-000138-3;lena@contoso.example;Berlin;ausgegeben;09.12.2025;;CB-2025\r\n\
     FC36VLGDTR;;;Lager Süd;Lager;;24.11.2025;CB-2025\r\n",
];

/// The same table as a workbook.
fn workbook(table: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in table.lines().enumerate() {
        for (column, cell) in line.split([',', ';', '\t']).enumerate() {
            sheet.write(row as u32, column as u16, cell).unwrap();
        }
        sheet
            .write_number(row as u32, 30, 46_000.25 + row as f64)
            .unwrap();
    }
    book.save_to_buffer().unwrap()
}

/// A workbook with one of its parts changed: a change of the archive's own bytes would mostly
/// be caught by a checksum.
fn changed_workbook(book: &[u8], random: &mut Random) -> Vec<u8> {
    let mut parts = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let victim = random.below(parts.len());
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for number in 0..parts.len() {
        let mut part = parts.by_index(number).unwrap();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if number == victim {
            random.change(&mut bytes);
        }
        let name = part.name().unwrap().into_owned();
        changed.start_file(name, plain).unwrap();
        changed.write_all(&bytes).unwrap();
    }
    changed.finish().unwrap().into_inner()
}

fn read_table(name: &str, bytes: &[u8]) {
    let into = Gathering::new(7);
    let _ = read_export(name, bytes, now(), &into);
    let _ = read_register(name, bytes, None, now(), &into);
    let _ = correlate(&into.finish(now(), Tenant::default())).len();
}

#[test]
fn the_seeds_themselves_are_understood() {
    for (number, table) in TABLES.iter().enumerate() {
        for (name, bytes) in [
            ("t.csv", table.as_bytes().to_vec()),
            ("t.xlsx", workbook(table)),
        ] {
            let into = Gathering::new(7);
            let export = read_export(name, &bytes, now(), &into);
            let register = read_register(name, &bytes, None, now(), &into);
            assert!(
                export.is_recognised() || register.is_ok(),
                "{number} {name}: {export:?}"
            );
            assert_eq!(
                export.is_recognised(),
                number != 5,
                "{number} {name}: {export:?}"
            );
        }
    }
    let root = tempfile::tempdir().unwrap();
    for (name, seed) in seeds() {
        let path = root.path().join(name.trim_start_matches('/'));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, seed).unwrap();
    }
    let snapshot = recorded::read(root.path(), &ReadOptions::default()).unwrap();
    assert_eq!(snapshot.managed.len(), ROWS);
    assert!(!snapshot.register.is_empty() && !snapshot.audit_events.is_empty());
}

#[test]
fn exports_and_registers_as_text() {
    each(1200, |number| {
        let mut random = Random(0xe770 + number);
        let seed = TABLES[number as usize % TABLES.len()];
        let mut bytes = match random.below(4) {
            0 => seed.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            1 => seed.repeat(3).into_bytes(),
            _ => seed.as_bytes().to_vec(),
        };
        random.change(&mut bytes);
        read_table("table.csv", &bytes);
    });
}

#[test]
fn exports_and_registers_as_workbooks() {
    let books: Vec<Vec<u8>> = TABLES.iter().map(|table| workbook(table)).collect();
    each(500, move |number| {
        let mut random = Random(0xb007 + number);
        let book = &books[number as usize % books.len()];
        let bytes = if number.is_multiple_of(4) {
            random.changed(book)
        } else {
            changed_workbook(book, &mut random)
        };
        read_table("table.xlsx", &bytes);
    });
}

#[test]
fn what_a_register_said_about_its_columns() {
    let seed = br#"{"serial":"Seriennummer","imei":"2","user":"C","site":"-","order":null}"#;
    each(1500, |number| {
        let bytes = Random(0xc015 + number).changed(seed);
        let Ok(columns) = RegisterColumns::from_json(&bytes) else {
            return;
        };
        let into = Gathering::new(7);
        let _ = read_register("r.csv", TABLES[5].as_bytes(), Some(&columns), now(), &into);
    });
}

#[test]
fn imports() {
    let book = workbook(TABLES[0]);
    let page = seeds()
        .into_iter()
        .find(|(name, _)| name.contains("managedDevices"))
        .unwrap()
        .1;
    each(60, move |number| {
        let root = tempfile::tempdir().unwrap();
        let mut random = Random(0x1390 + number);
        let mut put = |name: &str, seed: &[u8]| {
            let path = root.path().join(name);
            fs::write(&path, random.changed(seed)).unwrap();
            path
        };
        let files = [
            put("devices.csv", TABLES[3].as_bytes()),
            put("DevicesWithInventory.xlsx", &book),
            put("managedDevices-00001.json", &page),
        ];
        let register = RegisterFile {
            path: put("register.csv", TABLES[5].as_bytes()),
            ..RegisterFile::default()
        };
        let out = root.path().join("snapshot");
        let tenant = Tenant::default();
        let _ = into_snapshot(&files, Some(&register), &out, now(), &tenant, false);
        let _ = into_snapshot(&files, Some(&register), &out, now(), &tenant, true);
        read_and_join(&out);
    });
}

#[test]
fn single_values() {
    let seeds: [&[u8]; 6] = [
        b"2026-03-05T14:30:21.1234567+01:00",
        b"0001-01-01 00:00:00",
        b" fc8cd xnrrh\t",
        b"35-990006-000138-3",
        b"{d4ebce55-015a-49b5-a083-c84d1797ae8c}",
        b"2024-02-29",
    ];
    each(6000, move |number| {
        let bytes = Random(0x51f1 + number).changed(seeds[number as usize % seeds.len()]);
        let text = String::from_utf8_lossy(&bytes);
        let _ = Stamp::parse(&text);
        let _ = canonical_serial(&text);
        let _ = (Imei::parse(&text), Guid::parse(&text));
    });
}
