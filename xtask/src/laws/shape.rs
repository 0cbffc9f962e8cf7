//! The measure of files and lines. The measure of functions is clippy's business.

use super::Breach;
use super::rust_text::RustText;
use crate::repository::Repository;

/// Characters in a line.
const COLUMNS: usize = 100;
/// Lines of a file without its tests.
const LINES: usize = 600;

/// A line fits beside another one on a screen.
pub fn lines_are_short(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, source) in repository.rust() {
        for (number, line) in source.lines().enumerate() {
            let columns = line.chars().count();
            if columns > COLUMNS {
                let advice = format!("has {columns} columns; break it before {COLUMNS}");
                breaches.push(Breach::at(path, number + 1, advice));
            }
        }
    }
    breaches
}

/// A file holds one idea.
pub fn files_are_short(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, source) in repository.rust().filter(|(path, _)| !is_test(path)) {
        let code = RustText::without_tests(source).code;
        // Comments count, tests do not: a line that only the code lost was a test's.
        let all = RustText::of(source).code;
        let tests = all
            .lines()
            .zip(code.lines())
            .filter(|(all, left)| all != left)
            .count();
        let lines = source.lines().count() - tests;
        if lines > LINES {
            breaches.push(Breach::new(
                path,
                format!(
                    "has {lines} lines without its tests: one file is one idea, so find the \
                         second one and give it a file"
                ),
            ));
        }
    }
    breaches
}

/// The first line of a file says what it is for.
pub fn modules_say_what_they_are(repository: &Repository) -> Vec<Breach> {
    let silent = repository
        .rust()
        .filter(|(_, source)| !source.starts_with("//! "));
    silent
        .map(|(path, _)| Breach::new(path, "begin with `//! ` and say what this file is for"))
        .collect()
}

/// Whether a Rust file holds tests and nothing else.
fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs")
}

#[cfg(test)]
mod tests {
    use super::{files_are_short, lines_are_short, modules_say_what_they_are};
    use crate::repository::Repository;

    const PATH: &str = "crates/rules/src/a.rs";

    #[test]
    fn a_long_line_is_named() {
        let fits = "ü".repeat(100);
        let long = "ü".repeat(101);
        let text = format!("{fits}\n{long}\n");
        let breaches = lines_are_short(&Repository::of(&[(PATH, &text)]));
        assert_eq!(breaches.len(), 1);
        assert_eq!(breaches[0].place, "crates/rules/src/a.rs:2");
    }

    #[test]
    fn a_long_file_is_named_and_tests_do_not_count() {
        let code = "fn f() {}\n".repeat(599);
        let tests = format!(
            "#[cfg(test)]\nmod tests {{\n{}}}\n",
            "    fn t() {}\n".repeat(300)
        );
        let fits = format!("{code}{tests}");
        assert!(files_are_short(&Repository::of(&[(PATH, &fits)])).is_empty());
        let long = format!("{code}// one\n// more\n{tests}");
        assert_eq!(files_are_short(&Repository::of(&[(PATH, &long)])).len(), 1);
        let test = ("crates/rules/tests/a.rs", long.as_str());
        assert!(files_are_short(&Repository::of(&[test])).is_empty());
    }

    #[test]
    fn a_file_that_says_nothing_is_named() {
        assert_eq!(
            modules_say_what_they_are(&Repository::of(&[(PATH, "use a::b;")])).len(),
            1
        );
        assert!(modules_say_what_they_are(&Repository::of(&[(PATH, "//! Reads b.")])).is_empty());
    }
}
