//! The lab as its own program, over HTTPS, until this is dropped.

use super::{InteropError, failed};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use xtask::repository::Repository;

/// Several pages of every list that has a row for each device, as the clients page.
const DEVICES: &str = "500";
/// The line that the lab prints last.
const LAST: &str = "authority";

/// A lab that serves.
pub(super) struct Lab {
    child: Child,
    /// What it said: addresses, identifiers, keys.
    pub(super) told: BTreeMap<String, String>,
}

impl Drop for Lab {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Lab {
    /// Starts one that keeps its snapshot and its keys in `folder`.
    pub(super) fn start(
        program: &Path,
        folder: &Path,
        public_key: &Path,
    ) -> Result<Self, InteropError> {
        let mut child = Command::new(program)
            .args(["lab", "serve", "--seed", "7", "--tier", "look", "--writes"])
            .args(["--devices", DEVICES, "--out"])
            .arg(folder)
            .arg("--certificate-key")
            .arg(public_key)
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|why| failed("firstcontact lab serve", &why))?;
        let output = child.stdout.take();
        let mut lab = Self {
            child,
            told: BTreeMap::new(),
        };
        let lines = output
            .into_iter()
            .flat_map(|out| BufReader::new(out).lines());
        for line in lines.map_while(Result::ok) {
            if let Some((name, value)) = line.split_once(' ') {
                lab.told.insert(name.to_owned(), value.trim().to_owned());
            }
            if lab.told.contains_key(LAST) {
                return Ok(lab);
            }
        }
        let why = "ended before it said where it serves; what it said stands above";
        Err(failed("firstcontact lab serve", &why))
    }

    /// The certificate that a client must trust.
    pub(super) fn authority(&self) -> &str {
        self.told.get(LAST).map_or("", String::as_str)
    }
}

/// Builds the program as the tests do, and tells where it lies.
pub(super) fn build() -> Result<PathBuf, InteropError> {
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
