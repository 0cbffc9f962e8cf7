//! `cargo xtask bench NAME`: how fast and how lean the program is, against honest references, on
//! this machine. Figures are printed and written to `docs/benchmarks.md`; no test asserts them.

mod access;
mod bare_parse;
mod cluster;
mod collect;
mod conclude;
mod diagnose;
mod duckdb;
mod invented;
mod lab;
mod machine;
mod measured;
mod options;
mod prevent;
mod random;
mod report;
mod serve;
mod stopwatch;
mod store;
mod transfer;
mod worker;

use options::{Options, What};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// What the command line says when it is not understood.
const USAGE: &str = "\
Usage: cargo xtask bench diagnose [--devices 1000000] [--runs 3] [--keep DIR] [--no-duckdb]
       cargo xtask bench conclude [--cases 50000] [--devices 100000] [--runs 5]
       cargo xtask bench lab [--devices 1000000]
       cargo xtask bench collect [--devices 100000] [--runs 3]
       cargo xtask bench store [--devices 1000000] [--no-postgresql]
       cargo xtask bench serve [--devices 1000000] [--looks 90] [--keep DIR] [--no-postgresql]
       cargo xtask bench worker [--runs 3]
       cargo xtask bench access [--runs 3]
       cargo xtask bench prevent [--devices 1000000] [--runs 3] [--keep DIR]
       cargo xtask bench generate DIR [--devices 1000000]
       cargo xtask bench bare-parse DIR
All of them: [--date YYYY-MM-DD] for docs/benchmarks.md, today by default.";

/// Why a bench stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BenchError {
    /// The command line was not understood.
    #[error("{0}\n{USAGE}")]
    Usage(String),
    /// A file or folder.
    #[error("cannot {doing} {}: {why}", path.display())]
    File {
        /// Read, write, …
        doing: &'static str,
        /// Which.
        path: PathBuf,
        /// Why not.
        why: io::Error,
    },
    /// A page that is no page of its collection.
    #[error("{}: {why}", path.display())]
    Page {
        /// Which.
        path: PathBuf,
        /// What is wrong with it.
        why: serde_json::Error,
    },
    /// A program that could not be started or did not do its work.
    #[error("{program}: {why}")]
    Program {
        /// Which.
        program: String,
        /// What it did instead.
        why: String,
    },
}

/// Runs a bench as the words after `cargo xtask bench` say.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let outcome = Options::read(arguments).and_then(|options| {
        // A development build would measure its own missing optimisation.
        if cfg!(debug_assertions) {
            in_release(arguments)
        } else {
            bench(&options)
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where standard error is closed there is nobody to tell.
            let _ = writeln!(io::stderr(), "bench: {error}");
            ExitCode::from(2)
        }
    }
}

fn bench(options: &Options) -> Result<(), BenchError> {
    match &options.what {
        What::Diagnose => diagnose::run(options),
        What::Conclude => conclude::run(options),
        What::Lab => lab::run(options),
        What::Collect => collect::run(options),
        What::Store => store::run(options),
        What::Serve => serve::run(options),
        What::Worker => worker::run(options),
        What::Access => access::run(options),
        What::Prevent => prevent::run(options),
        What::Generate(directory) => generate(directory, options.devices),
        What::BareParse(directory) => {
            let counts = bare_parse::parse(directory)?;
            say(&format!("{counts}"));
            Ok(())
        }
    }
}

/// Builds this program with optimisation and lets that do the work.
fn in_release(arguments: &[String]) -> Result<(), BenchError> {
    build(&["xtask"])?;
    let program = release("xtask")?;
    let status = Command::new(&program)
        .arg("bench")
        .args(arguments)
        .status()
        .map_err(|why| BenchError::File {
            doing: "start",
            path: program.clone(),
            why,
        })?;
    let failed = || BenchError::Program {
        program: program.display().to_string(),
        why: format!("ended with {status}"),
    };
    status.success().then_some(()).ok_or_else(failed)
}

/// `cargo build --release` of some packages.
fn build(packages: &[&str]) -> Result<(), BenchError> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["build", "--release", "--quiet"])
        .current_dir(root());
    for package in packages {
        command.args(["--package", package]);
    }
    let program = format!(
        "cargo build --release --package {}",
        packages.join(" --package ")
    );
    let failed = |why: String| BenchError::Program {
        program: program.clone(),
        why,
    };
    let status = command.status().map_err(|why| failed(why.to_string()))?;
    if status.success() {
        Ok(())
    } else {
        Err(failed(format!("ended with {status}")))
    }
}

/// The release binary of a package, beside the folder that this program was built into.
fn release(name: &str) -> Result<PathBuf, BenchError> {
    let own = std::env::current_exe().map_err(|why| BenchError::File {
        doing: "find",
        path: "this program".into(),
        why,
    })?;
    let target = own
        .parent()
        .and_then(Path::parent)
        .unwrap_or(Path::new("target"));
    Ok(target
        .join("release")
        .join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// The project's folder: cargo tells where this package lies.
fn root() -> PathBuf {
    let own = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    own.and_then(|own| own.parent().map(Path::to_owned))
        .unwrap_or_else(|| ".".into())
}

fn generate(directory: &Path, devices: u64) -> Result<(), BenchError> {
    let watch = stopwatch::Stopwatch::start();
    invented::write(directory, devices).map_err(|why| BenchError::File {
        doing: "write",
        path: directory.to_owned(),
        why,
    })?;
    say(&format!(
        "{devices} devices written in {:.1} s",
        watch.seconds()
    ));
    Ok(())
}

/// Tells a person how far the work is.
fn say(text: &str) {
    // Where standard output is closed there is nobody to tell.
    let _ = writeln!(io::stdout(), "{text}");
}
