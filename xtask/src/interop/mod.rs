//! `cargo xtask interop`: clients that nobody here wrote read and change the lab over HTTPS.
//! Microsoft's own Python SDKs and an independent client of Apple Business run as programs of their
//! own; where one of them stumbles, the lab is wrong.

mod compare;
mod formats;
pub(crate) mod lab;
pub(crate) mod python;
mod stock;

use crate::chores::say;
use python::Python;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use stock::Stock;
use xtask::repository::Repository;

const USAGE: &str = "Usage: cargo xtask interop [--if-possible] [--only CLIENT]…";

/// The clients' programs, in this order, for the later ones change what the lab shows.
const CLIENTS: [(&str, &str); 4] = [
    (
        "graph",
        "msgraph-sdk and msgraph-beta-sdk with azure-identity",
    ),
    (
        "device_code",
        "msal, a person signing in with a device code",
    ),
    ("apple", "pyaxm"),
    ("formats", FORMATS),
];
/// The client that reads no lab, but what the program writes about one.
const FORMATS: &str = "py-ocsf-models, sarif-tools, junitparser";

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub(crate) enum InteropError {
    /// The command line was not understood.
    #[error("{0}\n{USAGE}")]
    Usage(String),
    /// Something that the clients need is not on this machine.
    #[error("{0}")]
    Missing(String),
    /// The lab, or a client's program, does not run.
    #[error("{program}: {why}")]
    Program {
        /// Which.
        program: String,
        /// What it did instead.
        why: String,
    },
}

/// Runs all clients. Ends with 1 if one of them and the lab disagree, with 2 if they cannot run.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let outcome = Options::read(arguments).and_then(|options| {
        match clients(&options.only) {
            // Where a change is checked, a machine without Python is no fault of the change.
            Err(InteropError::Missing(why)) if options.if_possible => {
                told(&format!("interop skipped: {why}"));
                Ok(0)
            }
            other => other,
        }
    });
    match outcome {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(why) => {
            // Where standard error is closed there is nobody to tell.
            let _ = writeln!(io::stderr(), "interop: {why}");
            ExitCode::from(2)
        }
    }
}

struct Options {
    if_possible: bool,
    only: Vec<String>,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self, InteropError> {
        let (mut if_possible, mut only) = (false, Vec::new());
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--if-possible" => if_possible = true,
                "--only" => match words.next() {
                    Some(name) if CLIENTS.iter().any(|(known, _)| known == name) => {
                        only.push(name.clone());
                    }
                    _ => {
                        let names = CLIENTS.map(|(name, _)| name).join(", ");
                        let why = format!("--only needs one of: {names}");
                        return Err(InteropError::Usage(why));
                    }
                },
                other => return Err(InteropError::Usage(format!("what is '{other}'?"))),
            }
        }
        Ok(Self { if_possible, only })
    }
}

/// How many checks failed.
fn clients(only: &[String]) -> Result<usize, InteropError> {
    let python = Python::ready(&target("interop"), &programs(), told)?;
    let program = lab::build()?;
    let place = tempfile::tempdir().map_err(|why| failed("a temporary folder", &why))?;
    let public_key = python.certificate(place.path())?;
    let (mut passed, mut missed) = (0, 0);
    for (name, what) in CLIENTS {
        if !only.is_empty() && !only.iter().any(|it| it == name) {
            continue;
        }
        told(&format!("{name}: {what}"));
        // Each client meets a fresh lab: what one changes is nobody else's surprise.
        let folder = place.path().join(name);
        let lab = lab::start(&program, &folder, &public_key)?;
        let snapshot = folder.join("snapshot");
        let stock = Stock::read(&snapshot)?;
        if what == FORMATS {
            formats::write(&program, &folder, &snapshot)?;
        }
        let seen = python.run(name, &lab, place.path())?;
        for check in compare::checks(&seen, &stock) {
            let mark = if check.wrong.is_empty() {
                "ok    "
            } else {
                "FAILED"
            };
            told(&format!("  {mark} {}", check.what));
            for wrong in &check.wrong {
                told(&format!("           {wrong}"));
            }
            if check.wrong.is_empty() {
                passed += 1;
            } else {
                missed += 1;
            }
        }
    }
    told(&format!(
        "\ninterop: {passed} checks passed, {missed} failed"
    ));
    Ok(missed)
}

/// Where an environment of Python lies; kept, for it takes a while to make.
pub(crate) fn target(name: &str) -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| Repository::root().join("target"));
    target.join(name)
}

/// Where the clients' programs lie.
fn programs() -> PathBuf {
    Repository::root().join("xtask/interop")
}

fn failed(program: &str, why: &dyn std::fmt::Display) -> InteropError {
    InteropError::Program {
        program: program.to_owned(),
        why: why.to_string(),
    }
}

fn unread(path: &Path) -> impl Fn(io::Error) -> InteropError {
    let program = path.display().to_string();
    move |why| failed(&program, &format!("cannot be read: {why}"))
}

/// Tells a person how far the work is; where standard output is closed there is nobody to tell.
fn told(text: &str) {
    let _ = say(&format!("{text}\n"));
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn words_are_understood_or_refused() {
        let read = |text: &str| {
            let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            Options::read(&words)
        };
        let options = read("--if-possible --only apple").unwrap();
        assert!(options.if_possible);
        assert_eq!(options.only, ["apple"]);
        for wrong in ["--only", "--only windows", "graph"] {
            let why = read(wrong).err().unwrap().to_string();
            assert!(why.contains("Usage:"), "{why}");
        }
    }
}
