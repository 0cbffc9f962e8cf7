//! The command line's entrance: everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    firstcontact::cli::run()
}
