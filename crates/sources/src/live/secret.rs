//! Where a secret lies, and how it is fetched. What was fetched cannot be printed.

use secrecy::SecretString;
use std::path::{Path, PathBuf};

/// A secret's file is never longer.
const BYTES_MAX: u64 = 64 << 10;

/// Where a secret lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecretPlace {
    /// In an environment variable of this name.
    Variable(String),
    /// In a file that only its owner may read.
    File(PathBuf),
}

/// A secret cannot be fetched.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The variable is not there.
    #[error("the environment variable {0} is not set, or empty; set it to {1} and run again")]
    Unset(String, &'static str),
    /// The file cannot be read.
    #[error(
        "cannot read {1} from {path}: {2}; check the path in the configuration",
        path = .0.display()
    )]
    Unreadable(PathBuf, &'static str, std::io::Error),
    /// Others may read the file.
    #[error(
        "others may read {path}, which holds {1}; run `chmod 600 {path}` and, if they may have \
         read it, replace the secret",
        path = .0.display()
    )]
    Open(PathBuf, &'static str),
    /// The file is no secret.
    #[error(
        "{path} is empty or longer than {BYTES_MAX} bytes, which {1} never is; name the right file",
        path = .0.display()
    )]
    Size(PathBuf, &'static str),
}

impl SecretPlace {
    /// Fetches it; `what` names it in a message.
    pub fn fetch(&self, what: &'static str) -> Result<SecretString, SecretError> {
        let text = match self {
            Self::Variable(name) => std::env::var(name).unwrap_or_default(),
            Self::File(path) => from_file(path, what)?,
        };
        let trimmed = text.trim();
        match self {
            Self::Variable(name) if trimmed.is_empty() => {
                Err(SecretError::Unset(name.clone(), what))
            }
            Self::File(path) if trimmed.is_empty() => Err(SecretError::Size(path.clone(), what)),
            _ => Ok(SecretString::from(trimmed)),
        }
    }
}

fn from_file(path: &Path, what: &'static str) -> Result<String, SecretError> {
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
