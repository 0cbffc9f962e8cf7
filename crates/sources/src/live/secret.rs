//! Where a secret lies, and how it is fetched. What was fetched cannot be printed.

use secrecy::SecretString;
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
    /// The program cannot be asked.
    #[error(
        "cannot fetch {1} with `{0}`: {2}; run this command by hand, it must print the secret alone"
    )]
    Program(String, &'static str, String),
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
                "it printed nothing".to_owned(),
            )),
            Self::File(path) if trimmed.is_empty() => Err(SecretError::Size(path.clone(), what)),
            _ => Ok(SecretString::from(trimmed)),
        }
    }
}

/// Runs it without a shell. What it says beside the secret goes to the terminal, for it may ask for
/// a pass phrase there.
fn from_program(words: &[String], what: &'static str) -> Result<String, SecretError> {
    let failed = |why: String| SecretError::Program(words.join(" "), what, why);
    let Some((program, arguments)) = words.split_first() else {
        return Err(failed("no program is named".to_owned()));
    };
    let ran = Command::new(program)
        .args(arguments)
        .stdin(Stdio::inherit())
        .stderr(Stdio::inherit())
        .output()
        .map_err(|why| failed(why.to_string()))?;
    if !ran.status.success() {
        return Err(failed(format!("it ended with {}", ran.status)));
    }
    if ran.stdout.len() as u64 > BYTES_MAX {
        return Err(failed("it printed too much for a secret".to_owned()));
    }
    String::from_utf8(ran.stdout).map_err(|_| failed("it printed no text".to_owned()))
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
