//! Names and marks that the house does not use.

use super::Breach;
use super::rust_text::RustText;
use crate::repository::{Repository, has_extension};
use std::path::Path;

/// A drawer: a name under which anything may lie.
const DRAWERS: [&str; 12] = [
    "utils", "util", "common", "helpers", "helper", "core", "types", "manager", "misc", "base",
    "service", "shared",
];
/// Marks of unfinished work, in two halves, so that this file has none.
const MARKS: [(&str, &str); 4] = [("TO", "DO"), ("FIX", "ME"), ("XX", "X:"), ("HA", "CK:")];
/// Macros that stop the program where something is missing.
const STOPS: [&str; 2] = ["todo!", "unimplemented!"];
/// Texts that people write; data and locks are not among them.
const WRITTEN: [&str; 7] = ["rs", "toml", "md", "ftl", "txt", "sh", "yml"];

/// Every file and folder is named after what is in it.
pub fn no_drawers(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let ours = |path: &&str| path.starts_with("crates/") || path.starts_with("xtask/src/");
    for path in repository.paths().filter(ours) {
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or(part);
            if DRAWERS.contains(&stem.to_lowercase().as_str()) {
                breaches.push(Breach::new(
                    path,
                    format!("`{stem}` is a drawer: name it after the one thing that it holds"),
                ));
            }
        }
    }
    breaches
}

/// A lint is silenced where its reason stands, and only as long as it would speak.
pub fn no_allow(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, source) in repository.rust() {
        let text = RustText::of(source);
        for (number, line) in text.code.lines().enumerate() {
            let attribute = line.trim_start().starts_with('#') && line.contains("allow(");
            if attribute {
                breaches.push(Breach::at(
                    path,
                    number + 1,
                    "mend what the lint says, or write `#[expect(…, reason = \"…\")]`",
                ));
            }
        }
    }
    breaches
}

/// What is in the repository is finished; what is not, is an issue.
pub fn nothing_is_left_to_do(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let mut name = |path: &str, line: usize, mark: &str| {
        let advice = format!("{mark}: finish it, or open an issue and leave no mark here");
        breaches.push(Breach::at(path, line, advice));
    };
    for (path, text) in repository.texts().filter(|(path, _)| is_written(path)) {
        for (number, line) in text.lines().enumerate() {
            for (head, tail) in MARKS {
                let mark = format!("{head}{tail}");
                if stands_alone(line, &mark) {
                    name(path, number + 1, &mark);
                }
            }
        }
    }
    for (path, source) in repository.rust() {
        let text = RustText::of(source);
        for stop in STOPS {
            for line in text.lines_with(stop) {
                name(path, line, stop);
            }
        }
    }
    breaches
}

fn is_written(path: &str) -> bool {
    let written = WRITTEN
        .iter()
        .any(|extension| has_extension(path, extension));
    written || Path::new(path).extension().is_none()
}

fn stands_alone(line: &str, mark: &str) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + mark.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[cfg(test)]
mod tests {
    use super::{MARKS, no_allow, no_drawers, nothing_is_left_to_do};
    use crate::repository::Repository;

    #[test]
    fn a_drawer_is_named() {
        for path in [
            "crates/rules/src/utils.rs",
            "crates/common/src/lib.rs",
            "xtask/src/core/a.rs",
        ] {
            assert_eq!(
                no_drawers(&Repository::of(&[(path, "")])).len(),
                1,
                "{path}"
            );
        }
        let good = Repository::of(&[("crates/rules/src/baseline.rs", ""), ("docs/misc.md", "")]);
        assert!(no_drawers(&good).is_empty());
    }

    #[test]
    fn an_allow_is_named_in_code_only() {
        let path = "crates/rules/src/a.rs";
        for bad in [
            "#[allow(dead_code)]",
            "#![allow(x)]",
            "  #[cfg_attr(test, allow(x))]",
        ] {
            assert_eq!(no_allow(&Repository::of(&[(path, bad)])).len(), 1, "{bad}");
        }
        let good = "// #[allow(x)] is not for us\nlet a = \"#[allow(x)]\"; allow(1);";
        assert!(no_allow(&Repository::of(&[(path, good)])).is_empty());
    }

    #[test]
    fn unfinished_work_is_named() {
        for (head, tail) in MARKS {
            let text = format!("// {head}{tail} later");
            let bad = Repository::of(&[("crates/rules/src/a.rs", &text)]);
            assert_eq!(nothing_is_left_to_do(&bad).len(), 1, "{head}{tail}");
        }
        let stop = Repository::of(&[("crates/rules/src/a.rs", "fn f() { todo!() }")]);
        assert_eq!(nothing_is_left_to_do(&stop).len(), 1);
        let good = Repository::of(&[("docs/a.md", "MASTODON and todo lists"), ("a.json", "FC00")]);
        assert!(nothing_is_left_to_do(&good).is_empty());
    }
}
