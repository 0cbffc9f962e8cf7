//! Python: an environment of its own under `target/`, with the pinned packages, and the programs
//! that run there.

use super::lab::authority;
use super::{InteropError, failed, unread};
use crate::serving::Serving;
use serde_json::Value;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The packages and their versions.
const REQUIREMENTS: &str = "requirements.txt";

/// An environment with all packages.
pub(crate) struct Python {
    program: PathBuf,
    programs: PathBuf,
    compiled: PathBuf,
}

impl Python {
    /// Makes the environment, or takes the one that an earlier run made.
    pub(crate) fn ready(
        folder: &Path,
        programs: &Path,
        told: impl Fn(&str),
    ) -> Result<Self, InteropError> {
        let wanted_path = programs.join(REQUIREMENTS);
        let wanted = fs::read_to_string(&wanted_path).map_err(unread(&wanted_path))?;
        let bin = if cfg!(windows) { "Scripts" } else { "bin" };
        let python = Self {
            program: folder.join(bin).join("python"),
            programs: programs.to_owned(),
            compiled: folder.join("compiled"),
        };
        // Written last, so an environment that is only half made is made anew.
        let installed = folder.join(REQUIREMENTS);
        if fs::read_to_string(&installed).is_ok_and(|found| found == wanted) {
            return Ok(python);
        }
        let place = folder.display();
        told(&format!(
            "making a Python environment in {place} (a few minutes, once)"
        ));
        let system = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
        let made = Command::new(&system)
            .args(["-m", "venv", "--clear"])
            .arg(folder)
            .output();
        if !made.is_ok_and(|made| made.status.success()) {
            let why = "python3 with its venv module is not on this machine; install Python 3.10 \
                       or newer (Debian: python3 and python3-venv), or name one in the variable \
                       PYTHON";
            return Err(InteropError::Missing(why.to_owned()));
        }
        let fetched = Command::new(&python.program)
            .args(["-m", "pip", "install", "--quiet", "--no-compile"])
            .args(["--disable-pip-version-check", "--requirement"])
            .arg(&wanted_path)
            .output()
            .map_err(|why| failed("pip", &why))?;
        if !fetched.status.success() {
            let said = String::from_utf8_lossy(&fetched.stderr);
            let last = said.lines().rfind(|line| !line.trim().is_empty());
            return Err(InteropError::Missing(format!(
                "the packages of {} cannot be fetched ({}); connect to the network, or point pip \
                 to a mirror with PIP_INDEX_URL",
                wanted_path.display(),
                last.unwrap_or("pip said nothing")
            )));
        }
        fs::write(&installed, wanted).map_err(unread(&installed))?;
        Ok(python)
    }

    /// Makes a certificate with its key beside it, and tells where its public key lies.
    pub(super) fn certificate(&self, place: &Path) -> Result<PathBuf, InteropError> {
        let made = self.command("certificate", place).output();
        let made = made.map_err(|why| failed("certificate.py", &why))?;
        if !made.status.success() {
            let said = String::from_utf8_lossy(&made.stderr).into_owned();
            return Err(failed("certificate.py", &said));
        }
        Ok(place.join("public-key.pem"))
    }

    /// Runs a client against a lab, and takes down what it says, a document a line.
    pub(super) fn run(
        &self,
        name: &str,
        lab: &Serving,
        place: &Path,
    ) -> Result<Vec<Value>, InteropError> {
        let mut command = self.command(name, place);
        for (key, value) in &lab.told {
            let key = key.replace('-', "_").to_uppercase();
            command.env(format!("LAB_{key}"), value);
        }
        // The usual ways to name an authority: Python's own and httpx's, and that of requests.
        for variable in ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"] {
            command.env(variable, authority(lab));
        }
        command.env("NO_PROXY", "127.0.0.1,localhost");
        let mut child = command
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|why| failed(name, &why))?;
        let mut seen = Vec::new();
        if let Some(output) = child.stdout.take() {
            for line in BufReader::new(output).lines() {
                let line = line.map_err(|why| failed(name, &why))?;
                let document = serde_json::from_str(&line);
                seen.push(document.map_err(|why| failed(name, &format!("said {line}: {why}")))?);
            }
        }
        let status = child.wait().map_err(|why| failed(name, &why))?;
        if status.success() {
            Ok(seen)
        } else {
            Err(failed(name, &format!("ended with {status}")))
        }
    }

    /// One of the programs, to be run in a folder.
    pub(crate) fn command(&self, name: &str, place: &Path) -> Command {
        let mut command = self.python(place);
        command.arg(self.programs.join(format!("{name}.py")));
        command
    }

    /// A module of an installed package.
    pub(crate) fn module(&self, name: &str, place: &Path) -> Command {
        let mut command = self.python(place);
        command.args(["-m", name]);
        command
    }

    fn python(&self, place: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command
            .current_dir(place)
            // What Python compiles would else lie among the project's files.
            .env("PYTHONPYCACHEPREFIX", &self.compiled)
            .env("PYTHONUNBUFFERED", "1");
        command
    }
}
