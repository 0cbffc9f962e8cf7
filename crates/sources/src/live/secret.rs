//! Where a secret lies, and how it is fetched. What was fetched cannot be printed.

use crate::told::{Told, told};
use secrecy::SecretString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A secret's file is never longer.
const BYTES_MAX: u64 = 64 << 10;

/// Where a secret lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretPlace {
    /// In an environment variable of this name.
    Variable(String),
    /// In a file that only its owner may read.
    File(PathBuf),
    /// In a store that a program asks: it prints the secret, and nothing else.
    Command(Vec<String>),
}

/// Which secret it is, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecretKind {
    /// An application's secret at Microsoft.
    Client,
    /// The key of an application's certificate.
    CertificateKey,
    /// The key of an API account at Apple.
    AppleKey,
    /// What a service of the house itself signs in with.
    Service,
}

impl SecretKind {
    fn told(self) -> Told {
        told(match self {
            Self::Client => "secret-of-client",
            Self::CertificateKey => "secret-of-certificate",
            Self::AppleKey => "secret-of-apple",
            Self::Service => "secret-of-service",
        })
    }
}

/// A secret cannot be fetched.
#[derive(Debug)]
pub enum SecretError {
    /// The variable is not there.
    Unset(String, SecretKind),
    /// The file cannot be read.
    Unreadable(PathBuf, SecretKind, std::io::Error),
    /// Others may read the file.
    Open(PathBuf, SecretKind),
    /// The program cannot be asked.
    Program(String, SecretKind, Told),
    /// The file is no secret.
    Size(PathBuf, SecretKind),
}

impl SecretError {
    /// What a person is told.
    pub fn told(&self) -> Told {
        let at = |key, path: &Path| told(key).with("path", path.display().to_string());
        let (text, what) = match self {
            Self::Unset(name, what) => (told("secret-unset").with("name", name), what),
            Self::Unreadable(path, what, why) => (
                at("secret-unreadable", path).with("why", why.to_string()),
                what,
            ),
            Self::Open(path, what) => (at("secret-open", path), what),
            Self::Program(name, what, why) => {
                let text = told("secret-program").with("name", name);
                (text.with("why", why.clone()), what)
            }
            Self::Size(path, what) => (
                at("secret-size", path).with("most", BYTES_MAX.to_string()),
                what,
            ),
        };
        text.with("what", what.told())
    }
}

impl fmt::Display for SecretError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told().fmt(f)
    }
}

impl std::error::Error for SecretError {}

impl SecretPlace {
    /// Fetches it; `what` names it in a message.
    pub fn fetch(&self, what: SecretKind) -> Result<SecretString, SecretError> {
        let text = match self {
            Self::Variable(name) => std::env::var(name).unwrap_or_default(),
            Self::File(path) => from_file(path, what)?,
            Self::Command(words) => from_program(words, what)?,
        };
        let trimmed = text.trim();
        match self {
            Self::Variable(name) if trimmed.is_empty() => {
                Err(SecretError::Unset(name.clone(), what))
            }
            Self::Command(words) if trimmed.is_empty() => Err(SecretError::Program(
                words.join(" "),
                what,
                told("secret-program-silent"),
            )),
            Self::File(path) if trimmed.is_empty() => Err(SecretError::Size(path.clone(), what)),
            _ => Ok(SecretString::from(trimmed)),
        }
    }
}

/// Runs it without a shell. What it says beside the secret goes to the terminal, for it may ask for
/// a pass phrase there.
fn from_program(words: &[String], what: SecretKind) -> Result<String, SecretError> {
    let failed = |why: Told| SecretError::Program(words.join(" "), what, why);
    let Some((program, arguments)) = words.split_first() else {
        return Err(failed(told("secret-program-none")));
    };
    let ran = Command::new(program)
        .args(arguments)
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|why| failed(why.to_string().into()))?;
    if !ran.status.success() {
        let status = ran.status.to_string();
        return Err(failed(told("secret-program-failed").with("status", status)));
    }
    if ran.stdout.len() as u64 > BYTES_MAX {
        return Err(failed(told("secret-program-long")));
    }
    String::from_utf8(ran.stdout).map_err(|_| failed(told("secret-program-bytes")))
}

fn from_file(path: &Path, what: SecretKind) -> Result<String, SecretError> {
    let unreadable = |why| SecretError::Unreadable(path.to_owned(), what, why);
    let about = std::fs::metadata(path).map_err(unreadable)?;
    if is_open(&about) {
        return Err(SecretError::Open(path.to_owned(), what));
    }
    if about.len() > BYTES_MAX {
        return Err(SecretError::Size(path.to_owned(), what));
    }
    std::fs::read_to_string(path).map_err(unreadable)
}

#[cfg(unix)]
fn is_open(about: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o077 != 0
}

/// Elsewhere, access lists decide; they are the administrator's.
#[cfg(not(unix))]
fn is_open(_: &std::fs::Metadata) -> bool {
    false
}
