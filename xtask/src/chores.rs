//! What each command does. A chore says what it does, and fails with what to do next.

use crate::chromium;
use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::{env, fs};
use xtask::repository::Repository;
use xtask::{coverage, handbook, new_rule};

/// What prints PDF is built by whoever checks everything, and by nobody who names one crate: it
/// takes minutes (docs/decisions/0015-documents.md).
const PRINTER: &str = "firstcontact/pdf";

/// How a chore ended; the text says what failed, and what to do.
pub(crate) type Done = Result<(), String>;

/// Everything that is checked before a change is taken in, cheapest first.
pub(crate) fn ci() -> Done {
    say("== format\n")?;
    run(&["fmt", "--all", "--check"], "run `cargo fmt --all`")?;
    say("== lints\n")?;
    let lints = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--features",
        PRINTER,
        "--locked",
        "--",
        "-D",
        "warnings",
    ];
    run(&lints, "mend what clippy says")?;
    say("== licences, bans and sources of dependencies\n")?;
    let has_deny = cargo(&["deny", "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if has_deny {
        let deny = ["deny", "--locked", "check", "licenses", "bans", "sources"];
        run(&deny, "see deny.toml")?;
    } else {
        say("skipped: cargo-deny is not installed (cargo install cargo-deny)\n")?;
    }
    say("== clients that nobody here wrote\n")?;
    let interop = [
        "run",
        "--quiet",
        "--package",
        "xtask",
        "--",
        "interop",
        "--if-possible",
    ];
    run(
        &interop,
        "what a client and the lab disagree about stands above",
    )?;
    say("== tests\n")?;
    test(&[])
}

/// All tests of all crates, those in documentation included, unless the arguments name a crate;
/// ends with their sum.
pub(crate) fn test(arguments: &[String]) -> Done {
    chromium::ready_or_told()?;
    let mut command = cargo(&["test", "--locked", "--no-fail-fast"]);
    let names_a_crate = |word: &String| word == "-p" || word.starts_with("--package");
    if !arguments.iter().any(names_a_crate) {
        command.args(["--workspace", "--features", PRINTER]);
    }
    command.args(arguments).stdout(Stdio::piped());
    let mut tests = command
        .spawn()
        .map_err(|why| format!("cannot run cargo: {why}"))?;
    let mut sum = Sum::default();
    if let Some(output) = tests.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line.map_err(|why| format!("cannot read what the tests say: {why}"))?;
            sum.add(&line);
            say(&format!("{line}\n"))?;
        }
    }
    let status = tests
        .wait()
        .map_err(|why| format!("the tests got lost: {why}"))?;
    say(&format!(
        "\n{} passed, {} failed, {} skipped\n",
        sum.passed.saturating_sub(sum.declared),
        sum.failed,
        sum.skipped
    ))?;
    if status.success() {
        Ok(())
    } else {
        Err("tests failed: what each of them says stands above".to_owned())
    }
}

/// The laws of the house alone.
pub(crate) fn tidy() -> Done {
    run(
        &["test", "--locked", "--package", "xtask", "--test", "tidy"],
        "each broken law says above what to do",
    )
}

/// Writes the generated documents anew, and removes pages that nothing generates any more.
pub(crate) fn handbook() -> Done {
    let root = Repository::root();
    let here = Repository::read(&root).map_err(|why| format!("cannot read the project: {why}"))?;
    let pages = handbook::pages().into_iter().chain([coverage::page()?]);
    let mut written = Vec::new();
    for page in pages {
        if here.text(&page.path) != Some(page.text.as_str()) {
            write(&page.path, &page.text)?;
        }
        written.push(page.path);
    }
    let stale = here
        .paths()
        .filter(|path| path.starts_with(handbook::FOLDER));
    for path in stale.filter(|path| !written.iter().any(|page| page == path)) {
        fs::remove_file(root.join(path)).map_err(|why| format!("cannot remove {path}: {why}"))?;
    }
    say(&format!("{} pages under docs/ are fresh\n", written.len()))
}

/// Scaffolds something new; for now a rule.
pub(crate) fn new(arguments: &[String]) -> Done {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (code, name, family) = match words.as_slice() {
        ["rule", code, name, "--family", family] | ["rule", "--family", family, code, name] => {
            (*code, *name, *family)
        }
        _ => {
            let usage = "cargo xtask new rule C60 what-was-found --family order";
            return Err(format!("say what is new, in this form: {usage}"));
        }
    };
    let root = Repository::root();
    let here = Repository::read(&root).map_err(|why| format!("cannot read the project: {why}"))?;
    let scaffold = new_rule::scaffold(&here, code, name, family)?;
    for (path, text) in &scaffold.files {
        write(path, text)?;
        say(&format!("wrote {path}\n"))?;
    }
    say(&scaffold.next_steps)
}

/// Prints a text.
pub(crate) fn say(text: &str) -> Done {
    let mut out = io::stdout().lock();
    let said = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    said.map_err(|why| format!("cannot write: {why}"))
}

fn write(path: &str, text: &str) -> Done {
    let place = Repository::root().join(path);
    let folder = place.parent().map_or(Ok(()), fs::create_dir_all);
    let written = folder.and_then(|()| fs::write(&place, text));
    written.map_err(|why| format!("cannot write {path}: {why}"))
}

pub(crate) fn run(arguments: &[&str], advice: &str) -> Done {
    let status = cargo(arguments)
        .status()
        .map_err(|why| format!("cannot run cargo: {why}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`cargo {}` failed: {advice}", arguments.join(" ")))
    }
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(Repository::root()).args(arguments);
    command
}

/// How many tests there were, over all suites.
#[derive(Default)]
struct Sum {
    passed: u64,
    failed: u64,
    skipped: u64,
    /// Those among the skipped that their suite counts as passed.
    declared: u64,
}

/// How a test says that what it needs is not on this machine.
const SKIPPED: &str = "skipped: ";

impl Sum {
    /// Adds the closing line of a suite: `test result: ok. 3 passed; 0 failed; 1 ignored; …`; or
    /// the line of a test that says `skipped: …` and passes, for it looked at nothing.
    fn add(&mut self, line: &str) {
        if line.contains(SKIPPED) {
            self.skipped += 1;
            self.declared += 1;
        }
        let Some(result) = line.strip_prefix("test result: ") else {
            return;
        };
        let mut last = 0;
        for word in result.split([' ', ';']) {
            match word {
                "passed" => self.passed += last,
                "failed" => self.failed += last,
                "ignored" => self.skipped += last,
                word => last = word.parse().unwrap_or(last),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sum;

    #[test]
    fn suites_are_added_up() {
        let mut sum = Sum::default();
        sum.add("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 7 filtered out");
        sum.add("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out");
        sum.add("test a::b ... ok");
        assert_eq!((sum.passed, sum.failed, sum.skipped), (15, 2, 1));
        sum.add("test c ... skipped: there is no such file");
        assert_eq!((sum.declared, sum.skipped), (1, 2));
    }
}
