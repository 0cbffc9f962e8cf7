//! `firstcontact init`: asks what a tenant needs, and writes it into `firstcontact.toml`. It never
//! asks for a secret, only where one lies, and never changes what stands in the file already.

mod ask;
mod check;
mod draft;
mod next;

use super::{Desk, NOTHING, Stop, deliver, to_file};
use crate::config::{Config, FILE_NAME};
pub(super) use next::permissions;

use ask::Asker;
use clap::Args;
use draft::Draft;
use sources::live::MicrosoftCloud;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The schema of the configuration file, as it is published.
const SCHEMA: &str = include_str!("../../../../../docs/firstcontact.schema.json");
/// Where an editor looks for the schema; `init --schema` prints it.
const HEAD: &str = "\
#:schema ./firstcontact.schema.json
# Secrets do not belong here, only where they lie: the environment, or files of mode 600.
";

/// What `init` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Without flags it asks. Answers may come from a pipe, one a line; an empty line takes the default.

Examples:
  firstcontact init                                 ask, and write firstcontact.toml
  firstcontact init --schema > firstcontact.schema.json   completion and checks in an editor
  firstcontact init --yes --microsoft-tenant contoso.onmicrosoft.com \\
    --client-id 8f0c2b7e-1111-4222-8333-444455556666 --secret-env CONTOSO_SECRET --no-apple
  firstcontact init --yes --microsoft-tenant contoso.onmicrosoft.com \\
    --sign-in managed-identity --no-apple

Exit codes: 0 written, 2 not written.")]
pub(super) struct Arguments {
    /// What to call the tenant here
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Directory (tenant) ID, or a domain of the tenant
    #[arg(long, value_name = "ID")]
    microsoft_tenant: Option<String>,
    /// Application (client) ID of the app registration
    #[arg(long, value_name = "ID")]
    client_id: Option<String>,
    /// Which of Microsoft's clouds: global, gcc-high, dod or china
    #[arg(long, value_name = "CLOUD")]
    cloud: Option<String>,
    /// The environment variable that will hold the client secret
    #[arg(long, value_name = "NAME", conflicts_with_all = ["secret_file", "certificate_file"])]
    secret_env: Option<String>,
    /// The file that will hold the client secret
    #[arg(long, value_name = "FILE", conflicts_with = "certificate_file")]
    secret_file: Option<String>,
    /// The application's certificate, in PEM
    #[arg(long, value_name = "FILE", requires = "key_file")]
    certificate_file: Option<String>,
    /// The certificate's private key, in PEM
    #[arg(long, value_name = "FILE", requires = "certificate_file")]
    key_file: Option<String>,
    /// Sign in without a secret: federated, managed-identity or device-code
    #[arg(long, value_name = "WAY", value_parser = ["federated", "managed-identity", "device-code"],
          conflicts_with_all = ["secret_env", "secret_file", "certificate_file"])]
    sign_in: Option<String>,
    /// The file with another identity provider's token, for --sign-in federated
    #[arg(long, value_name = "FILE", requires = "sign_in")]
    federated_token_file: Option<String>,
    /// Leave Microsoft out
    #[arg(long, conflicts_with_all = ["microsoft_tenant", "client_id"])]
    no_microsoft: bool,
    /// The API account's client ID: BUSINESSAPI.… or SCHOOLAPI.…
    #[arg(long, value_name = "ID")]
    apple_client_id: Option<String>,
    /// The ID of the API account's key
    #[arg(long, value_name = "ID")]
    apple_key_id: Option<String>,
    /// The API account's private key, as Apple handed it out
    #[arg(long, value_name = "FILE")]
    apple_key_file: Option<String>,
    /// Leave Apple out
    #[arg(long, conflicts_with_all = ["apple_client_id", "apple_key_id", "apple_key_file"])]
    no_apple: bool,
    /// The file to write, or to add the tenant to
    #[arg(long, short, value_name = "FILE", default_value = FILE_NAME)]
    out: PathBuf,
    /// Ask nothing: take flags and defaults
    #[arg(long, short)]
    yes: bool,
    /// Print the JSON Schema of the configuration file, and do nothing else
    #[arg(long)]
    schema: bool,
}

/// Asks, writes, and says what to do next.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    if arguments.schema {
        deliver(SCHEMA.as_bytes())?;
        return Ok(NOTHING);
    }
    let existing = existing(&arguments.out)?;
    let taken: Vec<String> = match &existing {
        Some(text) => parsed(text, &arguments.out)?.tenant.into_keys().collect(),
        None => Vec::new(),
    };
    let (input, shown) = (io::stdin().lock(), io::stderr().lock());
    let mut asker = Asker::new(desk.language, input, shown, arguments.yes);
    if existing.is_some() {
        let path = arguments.out.display().to_string();
        asker.say("init-adds", &[("path", &path)])?;
    }
    let draft = Draft::ask(arguments, &taken, &mut asker)?;
    let text = match &existing {
        None => format!("{HEAD}{}", draft.toml()),
        Some(text) => format!("{}\n{}", text.trim_end(), draft.toml()),
    };
    // A tenant that was written in a way that cannot be added to is told now, not at the next run.
    parsed(&text, &arguments.out)?;
    let path = arguments.out.display().to_string();
    if !asker.agrees("init-write", &[("path", &path)])? {
        return Err(Stop(desk.language.text("init-not-written")));
    }
    write(&arguments.out, &text)?;
    let told = next::steps(&draft, &path, desk.language);
    deliver(told.as_bytes())?;
    Ok(NOTHING)
}

fn existing(path: &Path) -> Result<Option<String>, Stop> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(None),
        Err(why) => Err(Stop(format!(
            "cannot read {}: {why}; name another file with --out",
            path.display()
        ))),
    }
}

fn parsed(text: &str, path: &Path) -> Result<Config, Stop> {
    toml::from_str(text).map_err(|why| {
        Stop(format!(
            "{} would not be a valid configuration, and was left as it is:\n{why}",
            path.display()
        ))
    })
}

/// Writes the file; one that was there keeps its mode.
fn write(path: &Path, text: &str) -> Result<(), Stop> {
    let mode = std::fs::metadata(path)
        .map(|about| about.permissions())
        .ok();
    let written = to_file(path, |mut out| {
        out.write_all(text.as_bytes())?;
        out.flush()?;
        mode.map_or(Ok(()), |mode| out.get_ref().set_permissions(mode))
    });
    written.map_err(|why| {
        Stop(format!(
            "cannot write {}: {why}; name another file with --out",
            path.display()
        ))
    })
}

/// The clouds by their words in the file.
const CLOUDS: [(&str, MicrosoftCloud); 4] = [
    ("global", MicrosoftCloud::Global),
    ("gcc-high", MicrosoftCloud::GccHigh),
    ("dod", MicrosoftCloud::Dod),
    ("china", MicrosoftCloud::China),
];

#[cfg(test)]
mod tests;
