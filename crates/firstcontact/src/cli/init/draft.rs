//! A tenant as it was answered, and the tables that describe it.

use super::ask::{Asker, Wrong};
use super::{Arguments, check};
use crate::cli::Stop;
use std::fmt::Write as _;
use std::io::{BufRead, Write};
use std::path::Path;

/// A tenant before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) microsoft: Option<Microsoft>,
    pub(super) apple: Option<Apple>,
}

/// An application of Entra.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Microsoft {
    tenant: String,
    /// None for the machine's own identity.
    client_id: Option<String>,
    cloud: String,
    pub(super) credential: Credential,
}

/// Where the credential lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Credential {
    Variable(String),
    File(String),
    Certificate {
        certificate: String,
        key: String,
    },
    /// Another identity provider's token, in this file.
    Federated(String),
    /// The machine vouches for itself.
    Machine,
    /// A person enters a code.
    Person,
}

/// An API account at Apple.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Apple {
    client_id: String,
    key_id: String,
    pub(super) key_file: String,
}

impl Draft {
    /// Asks for everything that no flag says.
    pub(super) fn ask<R: BufRead, W: Write>(
        given: &Arguments,
        taken: &[String],
        asker: &mut Asker<R, W>,
    ) -> Result<Self, Stop> {
        let wants = |key: &str, no: bool, flag: bool, asker: &mut Asker<R, W>| {
            if no || flag {
                Ok(flag)
            } else {
                asker.agrees(key, &[])
            }
        };
        let flag = given.microsoft_tenant.is_some();
        let with = wants("init-with-microsoft", given.no_microsoft, flag, asker)?;
        let directory = if with {
            let flag = ("microsoft-tenant", given.microsoft_tenant.as_ref());
            Some(asker.value("init-directory", flag, None, &check::directory)?)
        } else {
            None
        };
        let name = name(given, directory.as_deref(), taken, asker)?;
        let microsoft = directory.map(|tenant| microsoft(given, tenant, &name, asker));
        let microsoft = microsoft.transpose()?;
        let flag = given.apple_client_id.is_some();
        let apple = if wants("init-with-apple", given.no_apple, flag, asker)? {
            Some(apple(given, &name, asker)?)
        } else {
            None
        };
        if microsoft.is_none() && apple.is_none() {
            asker.say("init-nothing", &[])?;
        }
        Ok(Self {
            name,
            microsoft,
            apple,
        })
    }

    /// The tables, for the end of a file.
    pub(super) fn toml(&self) -> String {
        let mut text = String::new();
        let mut line = |key: &str, value: &str| {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        };
        let table = |name: &str| format!("\n[tenant.{}.{name}]\n", self.name);
        let mut tables = String::new();
        if let Some(it) = &self.microsoft {
            line("tenant", &it.tenant);
            if let Some(client) = &it.client_id {
                line("client-id", client);
            }
            match &it.credential {
                Credential::Variable(name) => line("secret-env", name),
                Credential::File(path) => line("secret-file", path),
                Credential::Certificate { certificate, key } => {
                    line("certificate-file", certificate);
                    line("key-file", key);
                }
                Credential::Federated(path) => {
                    line("sign-in", "federated");
                    line("federated-token-file", path);
                }
                Credential::Machine => line("sign-in", "managed-identity"),
                Credential::Person => line("sign-in", "device-code"),
            }
            line("cloud", &it.cloud);
            tables = table("microsoft") + &std::mem::take(&mut text);
        }
        let mut line = |key: &str, value: &str| {
            let _ = writeln!(text, "{key} = {}", quoted(value));
        };
        if let Some(it) = &self.apple {
            line("client-id", &it.client_id);
            line("key-id", &it.key_id);
            line("key-file", &it.key_file);
            tables = tables + &table("apple") + &text;
        }
        if tables.is_empty() {
            tables = format!("\n[tenant.{}]\n", self.name);
        }
        tables
    }
}

fn name<R: BufRead, W: Write>(
    given: &Arguments,
    directory: Option<&str>,
    taken: &[String],
    asker: &mut Asker<R, W>,
) -> Result<String, Stop> {
    let label = directory
        .and_then(|it| it.split_once('.'))
        .map(|(label, _)| label.to_lowercase());
    let usual = label.unwrap_or_else(|| "main".to_owned());
    let usual = Some(usual).filter(|it| !taken.contains(it));
    let free = |text: &str| match check::name(text) {
        Ok(name) if taken.contains(&name) => Err(Wrong("init-name-taken")),
        other => other,
    };
    asker.value(
        "init-name",
        ("name", given.name.as_ref()),
        usual.as_deref(),
        &free,
    )
}

fn microsoft<R: BufRead, W: Write>(
    given: &Arguments,
    tenant: String,
    name: &str,
    asker: &mut Asker<R, W>,
) -> Result<Microsoft, Stop> {
    let flag = ("cloud", given.cloud.as_ref());
    let cloud = asker.value("init-cloud", flag, Some("global"), &check::cloud)?;
    let way = match given.way() {
        Some(way) => way.to_owned(),
        None => asker.value("init-way", ("secret-env", None), Some("1"), &check::way)?,
    };
    let client_id = if way == MACHINE && given.client_id.is_none() {
        None
    } else {
        let flag = ("client-id", given.client_id.as_ref());
        Some(asker.value("init-client", flag, None, &check::guid)?)
    };
    let credential = credential(&way, given, name, asker)?;
    Ok(Microsoft {
        tenant,
        client_id,
        cloud,
        credential,
    })
}

/// The machine's own identity, as it is numbered in the question.
const MACHINE: &str = "5";

impl Arguments {
    /// The way to sign in that a flag implies, as it is numbered in the question.
    fn way(&self) -> Option<&'static str> {
        let named = self.sign_in.as_deref().and_then(|way| match way {
            "federated" => Some("4"),
            "managed-identity" => Some(MACHINE),
            "device-code" => Some("6"),
            _ => None,
        });
        let given = |flag: &Option<String>, way| flag.as_ref().map(|_| way);
        named
            .or(given(&self.secret_env, "1"))
            .or(given(&self.secret_file, "2"))
            .or(given(&self.certificate_file, "3"))
    }
}

fn credential<R: BufRead, W: Write>(
    way: &str,
    given: &Arguments,
    name: &str,
    asker: &mut Asker<R, W>,
) -> Result<Credential, Stop> {
    Ok(match way {
        "1" => {
            let usual = format!("{}_SECRET", name.to_uppercase().replace('-', "_"));
            // A name may begin with a digit, a variable may not.
            let usual = Some(usual).filter(|it| check::variable(it).is_ok());
            let flag = ("secret-env", given.secret_env.as_ref());
            let usual = usual.as_deref();
            Credential::Variable(asker.value("init-variable", flag, usual, &check::variable)?)
        }
        "2" => {
            let flag = ("secret-file", given.secret_file.as_ref());
            let usual = format!("{name}-secret.txt");
            Credential::File(file("init-secret-file", flag, &usual, true, asker)?)
        }
        "3" => {
            let flag = ("certificate-file", given.certificate_file.as_ref());
            let usual = format!("{name}-certificate.pem");
            let certificate = file("init-certificate-file", flag, &usual, false, asker)?;
            let flag = ("key-file", given.key_file.as_ref());
            let usual = format!("{name}-key.pem");
            let key = file("init-key-file", flag, &usual, true, asker)?;
            Credential::Certificate { certificate, key }
        }
        "4" => {
            let flag = ("federated-token-file", given.federated_token_file.as_ref());
            let usual = format!("{name}-token.jwt");
            Credential::Federated(file("init-token-file", flag, &usual, true, asker)?)
        }
        MACHINE => Credential::Machine,
        _ => Credential::Person,
    })
}

fn apple<R: BufRead, W: Write>(
    given: &Arguments,
    name: &str,
    asker: &mut Asker<R, W>,
) -> Result<Apple, Stop> {
    let flag = ("apple-client-id", given.apple_client_id.as_ref());
    let client_id = asker.value("init-apple-client", flag, None, &check::apple_client)?;
    let flag = ("apple-key-id", given.apple_key_id.as_ref());
    let key_id = asker.value("init-apple-key", flag, None, &check::apple_key)?;
    let flag = ("apple-key-file", given.apple_key_file.as_ref());
    let usual = format!("{name}-apple.pem");
    let key_file = file("init-apple-key-file", flag, &usual, true, asker)?;
    Ok(Apple {
        client_id,
        key_id,
        key_file,
    })
}

/// A path, with a word about what lies there: `private` files must be closed to others.
fn file<R: BufRead, W: Write>(
    key: &str,
    flag: (&str, Option<&String>),
    usual: &str,
    private: bool,
    asker: &mut Asker<R, W>,
) -> Result<String, Stop> {
    let path = asker.value(key, flag, Some(usual), &check::path)?;
    let word = match std::fs::metadata(&path) {
        Err(_) => "init-file-later",
        Ok(about) if private && is_open(&about) => "init-file-open",
        Ok(_) => return Ok(path),
    };
    asker.say(word, &[("path", &Path::new(&path).display().to_string())])?;
    Ok(path)
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

/// A basic string of TOML: JSON's escapes, and the one character that JSON lets through.
fn quoted(text: &str) -> String {
    let mut out = Vec::new();
    crate::report::write::string(&mut out, text);
    String::from_utf8_lossy(&out).replace('\u{7f}', "\\u007f")
}
