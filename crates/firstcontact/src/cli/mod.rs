//! The command line: what can be typed, and which use case it starts.

mod answer;
mod collect;
pub(crate) mod credentials;
mod delivered;
mod demo;
mod demo_dashboard;
mod demo_remedy;
mod demo_report;
mod device;
mod diagnose;
mod doctor;
mod explain;
mod fix;
mod import;
mod init;
mod lab;
mod labels;
mod manual;
mod prevent;
mod prevent_access;
mod prevent_probe;
mod progress;
mod report;
mod round;
mod serve;
mod serve_alerts;
mod serve_door;
mod serve_letters;
mod serve_reports;
mod serve_rounds;
mod serve_rows;
mod serve_schedule;
mod serve_wishes;
mod snapshot;
mod store;
mod terminal;
mod verify;
mod watch;
mod worker;
mod written;

use crate::config::Config;
use crate::i18n::Language;
use clap::{Parser, Subcommand};
use enrollment::diagnosis::Weights;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use terminal::Terminal;

/// Nothing is to be mended.
pub(crate) const NOTHING: u8 = 0;
/// Whom the audit trail names when somebody works on the terminal.
const TERMINAL: &str = "local:terminal";
/// Something is.
pub(crate) const FINDINGS: u8 = 1;
/// It could not be read, or the command line was wrong.
pub(crate) const FAILED: u8 = 2;

/// Finds out why an Apple device never contacted Microsoft Intune, and what to do about it.
#[derive(Debug, Parser)]
#[command(
    name = "firstcontact",
    version,
    about,
    propagate_version = true,
    max_term_width = 100
)]
#[command(after_help = "\
Examples:
  firstcontact demo                                 see it work, with nothing to configure
  firstcontact init                                 describe your tenant, then: doctor
  firstcontact diagnose examples/contoso            what a fleet needs, worst first
  firstcontact device FC4JMGWXHM -s examples/contoso   everything about one device
  firstcontact prevent examples/contoso             what would keep the next device from failing
  firstcontact explain C01                          the page of a cause
  firstcontact import DevicesWithInventory.zip devices.csv --out mine
                                                    start from the portals' exports

Exit codes: 0 nothing to mend, 1 findings, 2 could not read.")]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Language of texts for people.
    #[arg(long, global = true, value_enum, env = "FIRSTCONTACT_LANG")]
    lang: Option<Language>,
    /// When to use colour.
    #[arg(long, global = true, value_enum, default_value_t = terminal::Colour::Auto)]
    color: terminal::Colour,
    /// Configuration file; `firstcontact.toml` in the present folder is read without asking.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// No progress, no hints: results and errors only.
    #[arg(long, short, global = true)]
    quiet: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// See it work on a pretended tenant, with nothing to configure
    Demo(demo::Arguments),
    /// Describe a tenant in firstcontact.toml, by questions
    Init(init::Arguments),
    /// Whether a tenant can be read from here: network, sign-in, permissions, sources
    Doctor(doctor::Arguments),
    /// Read a tenant from Microsoft Graph and Apple Business into a snapshot
    Collect(collect::Arguments),
    /// Diagnose every device of a snapshot, or of a tenant
    Diagnose(diagnose::Arguments),
    /// Everything about one device, or several
    Device(device::Arguments),
    /// What keeps the next device from failing, and unmanaged ones out
    Prevent(prevent::Arguments),
    /// The page of a cause, a remedy, a verification or a check
    Explain(explain::Arguments),
    /// Record what a person answered to a question about a device
    Answer(answer::Arguments),
    /// Keep snapshots as history: what changed, between which looks, and since when
    Store(store::Arguments),
    /// Mend devices: plan, agree, approve, carry out, verify, watch
    Fix(fix::Arguments),
    /// Whether devices are where they should be: imported, profiled, enrolled, let in
    Verify(verify::Arguments),
    /// Documents: for whoever decides, for auditors, for administrators, for machines
    Report(report::Arguments),
    /// Causes that the outcome confirmed, without names
    Labels(labels::Arguments),
    /// Put files exported from the portals, and your own list, into a snapshot
    Import(import::Arguments),
    /// The dashboard, the API and the schedule, in one process
    Serve(serve::Arguments),
    /// The work of the service in many processes, on PostgreSQL
    Worker(worker::Arguments),
    /// The pretended world: simulate, tell a story, score a diagnosis, estimate what is attainable
    Lab(lab::Arguments),
    /// Print the manual page (roff)
    Man,
    /// Print a completion script for a shell
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
}

/// What every command may need.
struct Desk {
    terminal: Terminal,
    language: Language,
    config: Config,
}

/// Why a command stopped. The message says what happened, why, and what to do next.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Stop(String);

impl Stop {
    fn because(error: impl std::fmt::Display) -> Self {
        Self(error.to_string())
    }
}

/// Reads the command line, runs the command, and says how it went.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no failures and go to standard output.
            let code = if error.use_stderr() { FAILED } else { NOTHING };
            return if error.print().is_ok() {
                code.into()
            } else {
                FAILED.into()
            };
        }
    };
    let terminal = Terminal::new(cli.color, cli.quiet);
    let outcome = Config::read(cli.config.as_deref())
        .map_err(Stop::because)
        .and_then(|config| {
            let language = cli.lang.or(config.lang.map(Into::into));
            let language = language.unwrap_or_else(Language::of_environment);
            let desk = Desk {
                terminal,
                language,
                config,
            };
            command(cli.command, &desk)
        });
    match outcome {
        Ok(code) => code.into(),
        Err(stop) => {
            terminal::complain(&stop.to_string());
            FAILED.into()
        }
    }
}

/// Writes to standard output. Whoever stops reading has seen enough: that is no failure.
fn deliver(bytes: &[u8]) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Stop::because(error)),
        _ => Ok(()),
    }
}

/// Writes beside the place and moves it there, so that a broken run leaves no half file.
fn to_file<T>(path: &Path, write: impl FnOnce(BufWriter<File>) -> io::Result<T>) -> io::Result<T> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let written = write(BufWriter::new(File::create(&beside)?))?;
    std::fs::rename(&beside, path)?;
    Ok(written)
}

fn command(command: Command, desk: &Desk) -> Result<u8, Stop> {
    match command {
        Command::Demo(arguments) => demo::run(&arguments, desk),
        Command::Init(arguments) => init::run(&arguments, desk),
        Command::Doctor(arguments) => doctor::run(&arguments, desk),
        Command::Collect(arguments) => collect::run(&arguments, desk),
        Command::Diagnose(arguments) => diagnose::run(&arguments, desk),
        Command::Device(arguments) => device::run(&arguments, desk),
        Command::Prevent(arguments) => prevent::run(&arguments, desk),
        Command::Fix(arguments) => fix::run(&arguments, desk),
        Command::Verify(arguments) => verify::run(&arguments, desk),
        Command::Report(arguments) => report::run(&arguments, desk),
        Command::Labels(arguments) => labels::run(&arguments, desk),
        Command::Explain(arguments) => explain::run(&arguments, desk),
        Command::Answer(arguments) => answer::run(&arguments, desk),
        Command::Store(arguments) => store::run(&arguments, desk),
        Command::Import(arguments) => import::run(&arguments, desk),
        Command::Serve(arguments) => serve::run(&arguments, desk),
        Command::Worker(arguments) => worker::run(&arguments, desk),
        Command::Lab(arguments) => lab::run(&arguments, desk),
        Command::Man => manual::man(desk),
        Command::Completions { shell } => manual::completions(shell, desk),
    }
}

impl Desk {
    /// The same for what machines read, which is English whatever people read.
    fn for_machines(&self) -> Self {
        Self {
            terminal: self.terminal,
            language: Language::En,
            config: self.config.clone(),
        }
    }

    /// The weights that are configured, or the built-in ones.
    fn weights(&self) -> Result<Weights, Stop> {
        let Some(path) = &self.config.weights else {
            return rules::weights::built_in().cloned().map_err(Stop::because);
        };
        let text = std::fs::read_to_string(path).map_err(|error| {
            Stop(format!(
                "cannot read the weights {}: {error}",
                path.display()
            ))
        })?;
        rules::weights::parse(&text)
            .map_err(|error| Stop(format!("{}: {error}; see docs/handbook", path.display())))
    }
}
