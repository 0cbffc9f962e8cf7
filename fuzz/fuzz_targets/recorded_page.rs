//! A page of a snapshot on disk: the first byte says of which collection, the rest is the page.

#![no_main]

use enrollment::correlate::correlate;
use enrollment::snapshot::Source;
use libfuzzer_sys::fuzz_target;
use sources::recorded::{self, ReadOptions};
use std::path::PathBuf;
use std::sync::LazyLock;

/// One snapshot for all pages; each case writes its page into it and takes it away again.
static SNAPSHOT: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let root = tempfile::tempdir().expect("a temporary directory");
    for folder in ["apple", "microsoft"] {
        std::fs::create_dir(root.path().join(folder)).expect("a directory in it");
    }
    let header = r#"{"schema":1,"takenAt":"2026-11-20T09:00:00Z"}"#;
    std::fs::write(root.path().join("snapshot.json"), header).expect("a file in it");
    root
});

fn file_of(source: Source) -> PathBuf {
    let name = source.name();
    let file = if matches!(source, Source::Register) {
        "register.csv".to_owned()
    } else if source == Source::Answers {
        "answers.ndjson".to_owned()
    } else if source.is_per_device() {
        format!("{name}.ndjson")
    } else {
        format!("{name}.4a43a972-e7fd-5e23-8475-700ffc09b865-00001.json")
    };
    SNAPSHOT.path().join(file)
}

fuzz_target!(|bytes: &[u8]| {
    let Some((which, page)) = bytes.split_first() else {
        return;
    };
    let source = Source::ALL[usize::from(*which) % Source::ALL.len()];
    if source == Source::Exports {
        return;
    }
    let file = file_of(source);
    std::fs::write(&file, page).expect("the page is written");
    let snapshot = recorded::read(SNAPSHOT.path(), &ReadOptions::default());
    std::fs::remove_file(&file).expect("the page is taken away");
    let snapshot = snapshot.expect("a page never makes a snapshot unreadable");
    for device in correlate(&snapshot).devices() {
        let timeline = enrollment::timeline::rebuild(&device);
        let _ = enrollment::case_file::open(&device, &timeline);
    }
});
