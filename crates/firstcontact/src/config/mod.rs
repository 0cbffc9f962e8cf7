//! `firstcontact.toml`: what an administrator may set without a flag each time. Every key has a
//! default, and an unknown key is an error, so that a typing mistake does not go unnoticed.

pub mod prevent;
pub mod report;
pub mod serve;
pub mod tenant;

use crate::i18n::Language;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name looked for in the present folder.
pub const FILE_NAME: &str = "firstcontact.toml";

/// What the file may say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// `en` or `de`.
    pub lang: Option<Tag>,
    /// A data file of weights that replaces the built-in one: priors, likelihoods, costs, limits.
    pub weights: Option<PathBuf>,
    /// Headers of the register's columns, where guessing is wrong.
    #[serde(default)]
    pub register: Register,
    /// The tenants that can be collected, by the names that people give them.
    #[serde(default)]
    pub tenant: BTreeMap<String, tenant::Tenant>,
    /// The limits of the checks.
    #[serde(default)]
    pub prevent: prevent::Prevent,
    /// The dashboard and its service.
    #[serde(default)]
    pub serve: serve::Serve,
    /// What the reports reckon with.
    #[serde(default)]
    pub report: report::Report,
}

/// A language tag as people write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tag {
    /// English.
    En,
    /// German.
    De,
}

impl From<Tag> for Language {
    fn from(tag: Tag) -> Self {
        match tag {
            Tag::En => Self::En,
            Tag::De => Self::De,
        }
    }
}

/// Headers (or letters, or numbers from 1) of the register's columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Register {
    /// Serial number.
    pub serial: Option<String>,
    /// IMEI.
    pub imei: Option<String>,
    /// The holder's address.
    pub user: Option<String>,
    /// Site.
    pub site: Option<String>,
    /// Where it is.
    pub status: Option<String>,
    /// When it was handed out.
    pub handed_out: Option<String>,
    /// When it was bought.
    pub bought: Option<String>,
    /// Order or invoice number.
    pub order: Option<String>,
}

/// The file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("cannot read {path}: {error}; name another file with --config, or none at all")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// It is not what it should be.
    #[error(
        "{path} is not a valid configuration; mend it there (`firstcontact init --schema` \
         describes the file):\n{error}"
    )]
    Parse {
        /// The file.
        path: PathBuf,
        /// Where and why.
        error: Box<toml::de::Error>,
    },
}

impl Config {
    /// Reads the named file, or `firstcontact.toml` in the present folder if there is one.
    pub fn read(named: Option<&Path>) -> Result<Self, ConfigError> {
        let path = match named {
            Some(path) => path.to_owned(),
            None if Path::new(FILE_NAME).exists() => PathBuf::from(FILE_NAME),
            None => return Ok(Self::default()),
        };
        let text = std::fs::read_to_string(&path).map_err(|error| ConfigError::Read {
            path: path.clone(),
            error,
        })?;
        toml::from_str(&text).map_err(|error| ConfigError::Parse {
            path,
            error: Box::new(error),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Config, Tag};

    #[test]
    fn every_key_has_a_default() {
        assert_eq!(toml::from_str::<Config>("").unwrap(), Config::default());
    }

    #[test]
    fn a_typing_mistake_is_named() {
        let error = toml::from_str::<Config>("langg = \"de\"").unwrap_err();
        assert!(error.to_string().contains("langg"));
    }

    #[test]
    fn the_language_and_a_column_can_be_set() {
        let text = "lang = \"de\"\n[register]\nserial = \"SN\"\n";
        let config: Config = toml::from_str(text).unwrap();
        assert_eq!(config.lang, Some(Tag::De));
        assert_eq!(config.register.serial.as_deref(), Some("SN"));
    }
}
