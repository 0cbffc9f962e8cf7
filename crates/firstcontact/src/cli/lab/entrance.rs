//! How clients may sign in at `firstcontact lab serve`, and what they may do then.

use crate::cli::Stop;
use clap::Args;
use lab::serve::Entrance;
use std::path::{Path, PathBuf};

/// Who is let in.
#[derive(Debug, Args)]
#[command(next_help_heading = "Entra")]
pub(super) struct EntranceArguments {
    /// The public key (RSA or P-256, PEM) of a foreign issuer that may vouch for the app
    #[arg(long, value_name = "FILE")]
    federated_key: Option<PathBuf>,
    /// The subject that this issuer must name
    #[arg(long, value_name = "TEXT", default_value = Entrance::SUBJECT)]
    federated_subject: String,
    /// The app's secret has expired
    #[arg(long)]
    expired_secret: bool,
    /// Approve device codes without a person, after so many seconds
    #[arg(long, value_name = "SECONDS",
          value_parser = clap::value_parser!(u32).range(0..=900))]
    approve_device_codes: Option<u32>,
    /// The app may change things, too
    #[arg(long)]
    writes: bool,
    /// What the app may do, instead of what it needs
    #[arg(
        long,
        value_name = "A,B,…",
        value_delimiter = ',',
        conflicts_with = "writes"
    )]
    permissions: Option<Vec<String>>,
}

impl EntranceArguments {
    /// What was asked for.
    pub(super) fn entrance(&self) -> Result<Entrance, Stop> {
        Ok(Entrance {
            federated_key: self.federated_key.as_deref().map(read).transpose()?,
            federated_subject: Some(self.federated_subject.clone()),
            expired_secret: self.expired_secret,
            approve_device_codes: self.approve_device_codes.map(i64::from),
            permissions: self.permissions.clone(),
            writes: self.writes,
            repairs: None,
        })
    }
}

/// The text of a key's file.
pub(super) fn read(path: &Path) -> Result<String, Stop> {
    std::fs::read_to_string(path)
        .map_err(|why| Stop(format!("cannot read {}: {why}", path.display())))
}
