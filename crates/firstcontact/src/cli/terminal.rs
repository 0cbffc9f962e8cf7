//! What the program may assume about the place it writes to.

use crate::report::paint::Paint;
use std::io::{self, IsTerminal, Write};

/// When to use colour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub(super) enum Colour {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Standard output and error, and what they can show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    /// Whether standard output shows colour.
    pub(super) colour: bool,
    /// Columns to fill.
    pub(super) width: usize,
    /// Whether progress may be drawn: a person is watching and did not ask for silence.
    pub(super) progress: bool,
    /// Whether hints may be printed beside the result.
    pub(super) hints: bool,
}

/// Columns when nobody says how many there are.
const WIDTH_DEFAULT: usize = 100;
/// A table wider than this is hard to follow.
const WIDTH_MAX: usize = 140;

impl Terminal {
    /// Looks at the environment, once.
    pub(super) fn new(colour: Colour, quiet: bool) -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let stdout = io::stdout().is_terminal();
        let colour = match colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => stdout && !set("NO_COLOR"),
        };
        let columns = std::env::var("COLUMNS")
            .ok()
            .and_then(|value| value.parse::<usize>().ok());
        let seen = comfy_table::Table::new().width().map(usize::from);
        let width = columns.or(seen).unwrap_or(WIDTH_DEFAULT);
        Self {
            colour,
            width: width.clamp(60, WIDTH_MAX),
            progress: io::stderr().is_terminal() && !quiet,
            hints: !quiet,
        }
    }

    /// Colour for standard output, or none.
    pub(super) fn paint(self) -> Paint {
        Paint {
            colour: self.colour,
        }
    }

    /// Asks for something without which nothing goes on, even of those who wanted quiet.
    #[expect(clippy::unused_self, reason = "whoever has no terminal asks nobody")]
    pub(super) fn ask(self, message: &str) {
        let _ = writeln!(io::stderr(), "{message}");
    }

    /// Says something beside the result, on standard error.
    pub(super) fn hint(self, message: &str) {
        if self.hints {
            let _ = writeln!(io::stderr(), "{message}");
        }
    }
}

/// Says on standard error what went wrong.
pub(super) fn complain(message: &str) {
    // When nobody can read it, there is nobody to tell.
    let _ = writeln!(io::stderr(), "firstcontact: {message}");
}
