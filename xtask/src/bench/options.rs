//! The words after `cargo xtask bench`.

use super::BenchError;
use std::path::PathBuf;
use std::str::FromStr;

/// What to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The whole way from pages to diagnoses.
    Diagnose,
    /// The conclusion alone, and small parts.
    Conclude,
    /// The pretended world: simulated and written.
    Lab,
    /// A tenant of the lab, collected over HTTP.
    Collect,
    /// Looks into the store, and questions to it.
    Store,
    /// Pages of the server over a large store.
    Serve,
    /// Many tenants, by one process and by two.
    Worker,
    /// The proof over Conditional Access.
    Access,
    /// Every check, and the executive report.
    Prevent,
    /// Writes an invented tenant and leaves it there.
    Generate(PathBuf),
    /// Reads the big pages of a snapshot and keeps nothing: the reference of [`What::Diagnose`].
    BareParse(PathBuf),
}

/// How to do it.
#[derive(Debug)]
pub(super) struct Options {
    pub(super) what: What,
    pub(super) devices: u64,
    pub(super) cases: usize,
    /// Daily snapshots in the store of [`What::Serve`].
    pub(super) looks: u32,
    pub(super) runs: usize,
    pub(super) keep: Option<PathBuf>,
    pub(super) duckdb: bool,
    pub(super) postgresql: bool,
    pub(super) date: Option<String>,
}

impl Options {
    /// Reads the words.
    pub(super) fn read(arguments: &[String]) -> Result<Self, BenchError> {
        let mut words = arguments.iter().map(String::as_str);
        let what = match words.next() {
            Some("diagnose") => What::Diagnose,
            Some("conclude") => What::Conclude,
            Some("lab") => What::Lab,
            Some("collect") => What::Collect,
            Some("store") => What::Store,
            Some("serve") => What::Serve,
            Some("worker") => What::Worker,
            Some("access") => What::Access,
            Some("prevent") => What::Prevent,
            Some("generate") => What::Generate(value("generate", words.next())?),
            Some("bare-parse") => What::BareParse(value("bare-parse", words.next())?),
            Some(other) => return Err(BenchError::Usage(format!("there is no bench '{other}'"))),
            None => return Err(BenchError::Usage("which bench?".to_owned())),
        };
        let parts = what == What::Conclude;
        let small = parts || what == What::Collect;
        let mut options = Self {
            what,
            devices: if small { 100_000 } else { 1_000_000 },
            cases: 50_000,
            looks: 90,
            runs: if parts { 5 } else { 3 },
            keep: None,
            duckdb: true,
            postgresql: true,
            date: None,
        };
        while let Some(word) = words.next() {
            match word {
                "--devices" => options.devices = value(word, words.next())?,
                "--cases" => options.cases = value(word, words.next())?,
                "--looks" => options.looks = value(word, words.next())?,
                "--runs" => options.runs = value(word, words.next())?,
                "--keep" => options.keep = Some(value(word, words.next())?),
                "--date" => options.date = Some(value(word, words.next())?),
                "--no-duckdb" => options.duckdb = false,
                "--no-postgresql" => options.postgresql = false,
                other => return Err(BenchError::Usage(format!("what is '{other}'?"))),
            }
        }
        if options.devices == 0 || options.runs * options.cases == 0 || options.looks == 0 {
            return Err(BenchError::Usage("nothing to measure".to_owned()));
        }
        Ok(options)
    }
}

fn value<T: FromStr>(word: &str, value: Option<&str>) -> Result<T, BenchError> {
    let given = value.ok_or_else(|| BenchError::Usage(format!("{word} needs a value")))?;
    given
        .parse()
        .map_err(|_| BenchError::Usage(format!("{word} {given}: not understood")))
}

#[cfg(test)]
mod tests {
    use super::{Options, What};

    fn read(text: &str) -> Result<Options, super::BenchError> {
        Options::read(
            &text
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn words_are_understood_or_refused() {
        let options = read("diagnose --devices 5000 --no-duckdb --keep there").unwrap();
        assert_eq!(
            (options.devices, options.runs, options.duckdb),
            (5000, 3, false)
        );
        assert_eq!(options.keep, Some("there".into()));
        assert_eq!(
            read("bare-parse x").unwrap().what,
            What::BareParse("x".into())
        );
        for wrong in [
            "",
            "gallop",
            "diagnose --devices",
            "diagnose --devices many",
            "diagnose 7",
        ] {
            assert!(
                read(wrong).unwrap_err().to_string().contains("Usage:"),
                "{wrong}"
            );
        }
        assert!(read("diagnose --devices 0").is_err());
    }
}
