//! The command line of the project's chores: `cargo xtask COMMAND`.

mod bench;
mod chores;
mod chromium;
mod dist;
mod fit;
mod fuzz_api;
mod interop;
mod screenshots;
mod serving;

use std::io::{self, Write};
use std::process::ExitCode;

const USAGE: &str = "\
The project's chores. Usage: cargo xtask COMMAND

  ci                    everything that is checked before a change is taken in
  test [ARGUMENTS…]     all tests of all crates; arguments go to `cargo test`
  tidy                  the laws of the house alone
  handbook              writes docs/handbook and docs/coverage.md anew
  new rule CODE NAME --family FAMILY
                        a new cause: `new rule C60 left-in-a-drawer --family order`
  fit WHAT              fits the odds of evidence on the lab's worlds, or measures accuracy there
  interop               clients that nobody here wrote, in Python, against the lab
  dist                  the program as one static file, in target/dist
  fuzz-api [CASES]      the API against its own description, by schemathesis in Python
  screenshots           pictures of every page of the dashboard, in docs/screenshots
  bench WHAT            measures this machine; the word alone says what can be measured
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("help", &[][..]),
    };
    if command == "fit" {
        return fit::run(rest);
    }
    if command == "interop" {
        return interop::run(rest);
    }
    if command == "bench" {
        return bench::run(rest);
    }
    let done = match command {
        "ci" => chores::ci(),
        "test" => chores::test(rest),
        "tidy" => chores::tidy(),
        "dist" => dist::run(),
        "handbook" => chores::handbook(),
        "new" => chores::new(rest),
        "fuzz-api" => fuzz_api::run(rest),
        "screenshots" => screenshots::make(),
        "help" | "--help" | "-h" => chores::say(USAGE),
        unknown => Err(format!("there is no command '{unknown}'\n\n{USAGE}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            // When nobody can read it, there is nobody to tell.
            let _ = writeln!(io::stderr(), "xtask: {why}");
            ExitCode::FAILURE
        }
    }
}
