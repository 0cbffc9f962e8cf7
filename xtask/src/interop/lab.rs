//! The lab as its own program, over HTTPS, until this is dropped.

use super::{InteropError, failed};
use crate::serving::Serving;
use std::path::{Path, PathBuf};
use std::process::Command;
use xtask::repository::Repository;

/// Several pages of every list that has a row for each device, as the clients page.
const DEVICES: &str = "500";
/// The line that the lab prints last.
const LAST: &str = "authority";

/// Starts one that keeps its snapshot and its keys in `folder`.
pub(super) fn start(
    program: &Path,
    folder: &Path,
    public_key: &Path,
) -> Result<Serving, InteropError> {
    let mut command = Command::new(program);
    command
        .args(["lab", "serve", "--seed", "7", "--tier", "look", "--writes"])
        .args(["--devices", DEVICES, "--out"])
        .arg(folder)
        .arg("--certificate-key")
        .arg(public_key);
    Serving::start(&mut command, LAST).map_err(|why| failed("firstcontact lab serve", &why))
}

/// The certificate that a client must trust.
pub(super) fn authority(lab: &Serving) -> &str {
    lab.told.get(LAST).map_or("", String::as_str)
}

/// Builds the program as the tests do, and tells where it lies.
pub(crate) fn build() -> Result<PathBuf, InteropError> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--locked", "--package", "firstcontact"])
        .current_dir(Repository::root())
        .status()
        .map_err(|why| failed("cargo", &why))?;
    if !status.success() {
        let why = format!("build ended with {status}; what it says stands above");
        return Err(failed("cargo", &why));
    }
    let own = std::env::current_exe().map_err(|why| failed("this program", &why))?;
    let target = own
        .parent()
        .and_then(Path::parent)
        .unwrap_or(Path::new("target"));
    let name = format!("firstcontact{}", std::env::consts::EXE_SUFFIX);
    Ok(target.join("debug").join(name))
}
