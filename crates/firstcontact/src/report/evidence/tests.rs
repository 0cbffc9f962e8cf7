//! Tests only: the evidence pack of a small tenant.

use super::{Pack, PackError, Status, digest_of, document, source_files};
use crate::app::examine::Examiner;
use crate::config::report::Costs;
use crate::i18n::Language;
use crate::report::example_fleet::{HOSTILE_SERIAL, IN_ORDER, empty, snapshot};
use crate::report::figures::{Figures, gather};
use crate::report::frameworks::Measure;
use enrollment::correlate::correlate;
use enrollment::rows::Rows;
use enrollment::snapshot::{ReadState, Snapshot, Source};
use rules::prevention::thresholds::Thresholds;
use serde_json::Value;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::Path;

fn figures(snapshot: &Snapshot) -> Figures {
    let weights = rules::weights::built_in().unwrap();
    gather(
        &correlate(snapshot),
        &Examiner::new(weights),
        (&Costs::default(), &Thresholds::default()),
        None,
    )
}

fn files() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/contoso");
    source_files(&path).unwrap()
}

#[test]
fn an_auditor_reads_it() {
    let figures = figures(&snapshot(&IN_ORDER));
    for language in [Language::En, Language::De] {
        let files = [("apple/orgDevices-1.json".to_owned(), "0".repeat(64))];
        let text = press::markdown::render(&document(&figures, &files, language));
        assert!(!text.contains("report-"), "{text}");
        insta::assert_snapshot!(language.tag(), text);
    }
}

#[test]
fn every_file_that_was_read_has_its_checksum() {
    let files = files();
    assert!(files.iter().any(|(name, _)| name == "snapshot.json"));
    assert!(files.iter().any(|(name, _)| name.starts_with("apple/")));
    assert!(files.is_sorted());
    // The one that everybody knows: of no bytes at all.
    let place = tempfile::tempdir().unwrap();
    let nothing = place.path().join("nothing");
    fs::write(&nothing, b"").unwrap();
    let known = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(digest_of(&nothing).unwrap(), known);
    // An archive is one file.
    assert_eq!(
        source_files(&nothing).unwrap(),
        [("nothing".to_owned(), known.to_owned())]
    );
}

#[test]
fn a_pack_names_all_exceptions_and_all_its_files() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("pack");
    let (figures, files) = (figures(&snapshot(&IN_ORDER)), files());
    let document = press::html::render(&document(&figures, &files, Language::En)).into_bytes();
    let pack = Pack {
        figures: &figures,
        files: &files,
        document: ("evidence.html", document),
    };
    pack.write(&folder).unwrap();
    let sums = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
    for line in sums.lines() {
        let (hash, name) = line.split_once("  ").unwrap();
        assert_eq!(digest_of(&folder.join(name)).unwrap(), hash, "{name}");
    }
    assert_eq!(sums.lines().count(), 9);
    let index = fs::read_to_string(folder.join("index.json")).unwrap();
    let index: Value = serde_json::from_str(&index).unwrap();
    let losses = index["controlLoss"]["baselines"].as_array().unwrap();
    assert_eq!(losses.len(), figures.losses.len());
    for measure in index["measures"].as_array().unwrap() {
        let list = fs::read_to_string(folder.join(measure["list"].as_str().unwrap())).unwrap();
        let listed = list.lines().count() - 1;
        assert_eq!(measure["exceptions"], listed, "{measure}");
    }
    // A serial number that a spreadsheet would calculate begins with an apostrophe.
    let managed = fs::read_to_string(folder.join("exceptions/inventoried.csv")).unwrap();
    let others = fs::read_to_string(folder.join("exceptions/managed.csv")).unwrap();
    let all = managed + &others;
    assert!(!all.lines().any(|line| line.starts_with('=')), "{all}");
    assert!(all.contains(&format!("'{}", &HOSTILE_SERIAL[..4])), "{all}");
    let again = pack.write(&folder);
    assert!(matches!(again, Err(PackError::Occupied(_))));
}

#[test]
fn an_archive_is_the_folder_and_the_same_each_time() {
    let place = tempfile::tempdir().unwrap();
    let (figures, files) = (figures(&snapshot(&IN_ORDER)), files());
    let document = press::html::render(&document(&figures, &files, Language::En)).into_bytes();
    let pack = Pack {
        figures: &figures,
        files: &files,
        document: ("evidence.html", document),
    };
    pack.write(place.path()).unwrap();
    let bytes = pack.archive().unwrap();
    assert_eq!(bytes, pack.archive().unwrap());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names = archive.file_names().map(|name| name.unwrap().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    let mut written: Vec<String> = source_files(place.path())
        .unwrap()
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    written.sort();
    assert_eq!(names, written);
    for name in names {
        let mut packed = archive.by_name(&name).unwrap();
        assert_eq!(packed.last_modified().unwrap().year(), 2026, "{name}");
        let mut bytes = Vec::new();
        packed.read_to_end(&mut bytes).unwrap();
        assert_eq!(bytes, fs::read(place.path().join(&name)).unwrap(), "{name}");
    }
}

#[test]
fn nothing_to_measure_is_not_met() {
    let mut read = empty();
    for source in Source::ALL {
        read.reads.set(source, ReadState::Complete);
    }
    let text = press::markdown::render(&document(&figures(&read), &[], Language::En));
    assert!(text.contains("nothing to measure"), "{text}");
    assert!(!text.contains("| met |"), "{text}");
    assert!(
        text.contains("There is no device that it could be about"),
        "{text}"
    );
}

/// Bug: of lists that nobody read the pack said "nothing to measure", "No exceptions" and when it
/// had been looked at.
#[test]
fn nobody_looked_is_open() {
    let mut unread = snapshot(&IN_ORDER);
    unread.managed = Rows::default();
    unread.reads.set(Source::ManagedDevices, ReadState::NotRead);
    for snapshot in [&unread, &empty()] {
        let figures = figures(snapshot);
        for measure in [Measure::Supervised, Measure::Compliant, Measure::InContact] {
            let measured = figures.measured(measure).unwrap();
            assert_eq!(Status::of(measured), Status::Open, "{measure:?}");
        }
        let text = press::markdown::render(&document(&figures, &[], Language::En));
        assert!(
            text.contains("Nobody looked; it would be read in"),
            "{text}"
        );
        assert!(!text.contains("nothing to measure"), "{text}");
        let supervision = text.split("# Supervision").nth(1).unwrap();
        let supervision = supervision.split("\n## ").next().unwrap();
        assert!(!supervision.contains("No exceptions"), "{supervision}");
        assert!(!supervision.contains("Looked at"), "{supervision}");
    }
    let pack = Pack {
        figures: &figures(&unread),
        files: &[],
        document: ("evidence.html", Vec::new()),
    };
    let index: Value = serde_json::from_str(&pack.index()).unwrap();
    let measures = index["measures"].as_array().unwrap();
    let supervised = measures.iter().find(|it| it["measure"] == "supervised");
    let supervised = supervised.unwrap();
    assert_eq!(
        (supervised["status"].as_str(), supervised["read"].as_str()),
        (Some("open"), Some("none"))
    );
    assert!(supervised["notSeen"].as_u64() > Some(0));
}

#[test]
fn topics_are_said_in_german() {
    let text =
        press::markdown::render(&document(&figures(&snapshot(&IN_ORDER)), &[], Language::De));
    assert!(text.contains("Bereitstellung von Geräten"), "{text}");
    assert!(!text.contains("device provisioning"), "{text}");
}
