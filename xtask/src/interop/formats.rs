//! What the program writes for other machines about the lab's snapshot, for their readers.

use super::{InteropError, failed};
use std::fs;
use std::path::Path;
use std::process::Command;

/// The formats, which are the files' endings, too.
const FORMATS: [&str; 4] = ["ocsf", "sarif", "junit", "json"];

/// Writes the snapshot of a lab in every format, as `fleet.FORMAT`.
pub(super) fn write(program: &Path, folder: &Path, snapshot: &Path) -> Result<(), InteropError> {
    fs::create_dir_all(folder).map_err(|why| failed("a folder for formats", &why))?;
    for format in FORMATS {
        let written = Command::new(program)
            .arg("report")
            .arg(snapshot)
            .args(["--format", format, "--quiet", "--out"])
            .arg(folder.join(format!("fleet.{format}")))
            .output()
            .map_err(|why| failed("firstcontact report", &why))?;
        // 1 says that there are findings, as there must be.
        if !matches!(written.status.code(), Some(0 | 1)) {
            let said = String::from_utf8_lossy(&written.stderr).into_owned();
            return Err(failed("firstcontact report", &said));
        }
    }
    Ok(())
}
