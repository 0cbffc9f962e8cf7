//! Where the tests' files are, and how the binary is called.

use assert_cmd::Command;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The example snapshot of the repository.
pub(crate) fn contoso() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/contoso")
}

/// The binary, in an environment that says nothing about language, colour or width.
pub(crate) fn firstcontact() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firstcontact"));
    command
        .env_clear()
        .env("COLUMNS", "100")
        .current_dir(env!("CARGO_TARGET_TMPDIR"));
    command
}

/// Copies a snapshot to a place where it may be changed.
pub(crate) fn copy_of(snapshot: &Path) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    copy_into(snapshot, place.path());
    place
}

fn copy_into(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_into(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// All files below a folder, in order.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push(path);
        }
    }
    all.sort();
    all
}

/// What `diagnose --format ndjson` writes, and its exit code.
pub(crate) fn ndjson(snapshot: &Path) -> (String, i32) {
    let output = firstcontact()
        .args(["diagnose", "--format", "ndjson"])
        .arg(snapshot)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() != Some(2), "{errors}");
    (
        String::from_utf8(output.stdout).unwrap(),
        output.status.code().unwrap(),
    )
}

/// The lines of an ndjson by serial number.
pub(crate) fn by_serial(ndjson: &str) -> BTreeMap<String, Value> {
    let lines = ndjson
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines
        .map(|line| (line["serial"].as_str().unwrap().to_owned(), line))
        .collect()
}
