//! Documents about the code are held against the code.

use super::Breach;
use crate::repository::{Repository, has_extension};

/// The command with which the README has everybody run the tests.
const TEST_COMMAND: &str = "cargo xtask test";
/// Folders of somebody's machine, in two halves, so that this file names none.
const MACHINE_PATHS: [(&str, &str); 5] = [
    ("/wo", "rk/"),
    ("/tm", "p/"),
    ("/ro", "ot/"),
    ("/ho", "me/"),
    ("/Use", "rs/"),
];
/// Hosts of package registries, in two halves likewise.
const REGISTRIES: [(&str, &str); 7] = [
    ("crates", ".io"),
    ("registry.npmjs", ".org"),
    ("pypi", ".org"),
    ("files.pythonhosted", ".org"),
    ("proxy.golang", ".org"),
    ("repo.maven.apache", ".org"),
    ("deb.debian", ".org"),
];
/// Cargo itself writes there where each crate came from.
const LOCK: &str = "Cargo.lock";

/// Every path that a document names exists: in a link, in code marks, in a block of code.
pub fn paths_exist(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, text) in repository
        .texts()
        .filter(|(path, _)| has_extension(path, "md"))
    {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut in_block = false;
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("```") {
                in_block = !in_block;
                continue;
            }
            let mut named: Vec<String> = Vec::new();
            if in_block {
                named.extend(paths_in(line, folder, repository));
            } else {
                let marked = line.split('`').skip(1).step_by(2);
                named.extend(marked.flat_map(|code| paths_in(code, folder, repository)));
                named.extend(links_in(line).filter_map(|link| resolve(folder, link)));
            }
            for missing in named.iter().filter(|named| !repository.has(named)) {
                let advice = format!("{missing} does not exist: mend the path, or the code");
                breaches.push(Breach::at(path, number + 1, advice));
            }
        }
    }
    breaches
}

/// Words that are paths of this repository, or of the folder that a document lies in.
fn paths_in(code: &str, folder: &str, repository: &Repository) -> Vec<String> {
    let is_around = |c: char| matches!(c, '(' | ')' | ',' | ';' | ':' | '"' | '\'' | '[' | ']');
    let words = code
        .split_whitespace()
        .map(|word| word.trim_matches(is_around));
    let mut found = Vec::new();
    for word in words.filter(|word| word.contains('/')) {
        // `file.rs:12` and `folder/<code>.md` name the file and the folder.
        let word = word.split(':').next().unwrap_or(word);
        let word = match word.find(['*', '<', '{', '…']) {
            Some(hole) => word[..hole].rsplit_once('/').map_or("", |(known, _)| known),
            None => word.trim_end_matches(['/', '.']),
        };
        let first = word.split('/').next().unwrap_or(word);
        if first == ".." || first == "." {
            found.extend(resolve(folder, word));
        } else if !first.is_empty() && !word.contains("..") && repository.has(first) {
            found.push(word.to_owned());
        }
    }
    found
}

/// The targets of Markdown links that point into the repository.
fn links_in(line: &str) -> impl Iterator<Item = &str> {
    let targets = line
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    let targets = targets.map(|target| target.split('#').next().unwrap_or(target));
    targets.filter(|target| {
        !target.is_empty() && !target.contains("://") && !target.contains("mailto:")
    })
}

/// A path as it is meant from inside a folder; none if it leaves the repository.
fn resolve(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// Nothing here knows the machine it was written on, or where packages come from.
pub fn no_machine_paths(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, text) in repository.texts().filter(|(path, _)| *path != LOCK) {
        for (number, line) in text.lines().enumerate() {
            for (head, tail) in MACHINE_PATHS {
                let machine = format!("{head}{tail}");
                let begins = |(at, _): (usize, &str)| {
                    let before = line[..at].chars().next_back();
                    !before
                        .is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '}'))
                };
                if line.match_indices(&machine).any(begins) {
                    let advice =
                        format!("{machine} is a folder of somebody's machine: leave it out");
                    breaches.push(Breach::at(path, number + 1, advice));
                }
            }
            for (head, tail) in REGISTRIES {
                let host = format!("{head}{tail}");
                if line.contains(&host) {
                    let advice =
                        format!("{host}: say `the package registry`; cargo knows its host");
                    breaches.push(Breach::at(path, number + 1, advice));
                }
            }
        }
    }
    breaches
}

/// The machine that checks a change runs what the README tells everybody to run.
pub fn ci_runs_what_the_readme_says(repository: &Repository) -> Vec<Breach> {
    let says = |path: &str| {
        let text = repository.text(path).unwrap_or_default();
        text.lines().any(|line| line.trim() == TEST_COMMAND)
    };
    let wanted = ["README.md", ".ci/run"]
        .into_iter()
        .filter(|path| !says(path));
    wanted
        .map(|path| {
            Breach::new(
                path,
                format!("has no line `{TEST_COMMAND}`: both must have it"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{
        MACHINE_PATHS, REGISTRIES, ci_runs_what_the_readme_says, no_machine_paths, paths_exist,
    };
    use crate::repository::Repository;

    fn breaches(line: &str) -> usize {
        let files = [
            ("docs/STYLE.md", line),
            ("docs/decisions/0001-a.md", ""),
            ("crates/rules/src/lib.rs", ""),
        ];
        paths_exist(&Repository::of(&files)).len()
    }

    #[test]
    fn a_path_that_is_not_there_is_named() {
        for bad in [
            "see `crates/rules/src/gone.rs`",
            "run `cargo test crates/nothing/`",
            "[gone](gone.md)",
            "[gone](../crates/gone#part)",
            "`./gone.md`",
            "```\ncat crates/rules/gone.rs\n```",
            "`crates/gone/<code>.md`",
        ] {
            assert_eq!(breaches(bad), 1, "{bad}");
        }
    }

    #[test]
    fn a_path_that_is_there_is_not() {
        for good in [
            "see `crates/rules/src/lib.rs`, `crates/rules/` and `crates/rules/src/lib.rs:12`",
            "`crates/rules/src/<family>/c01_*.rs`",
            "[why](decisions/0001-a.md#context) and [that](https://example.com/docs/x)",
            "`apple/orgDevices` and `text/plain` are no paths of ours",
            "crates/gone outside of code marks is prose",
        ] {
            assert_eq!(breaches(good), 0, "{good}");
        }
    }

    #[test]
    fn a_machine_s_folder_is_named() {
        for (head, tail) in MACHINE_PATHS.iter().chain(&REGISTRIES) {
            let text = format!("look into {head}{tail}x");
            let bad = Repository::of(&[("docs/a.md", &text)]);
            assert_eq!(no_machine_paths(&bad).len(), 1, "{text}");
        }
        let (head, tail) = MACHINE_PATHS[0];
        let text = format!("https://example.com{head}{tail}x");
        assert!(no_machine_paths(&Repository::of(&[("docs/a.md", &text)])).is_empty());
    }

    #[test]
    fn readme_and_ci_run_the_same() {
        let text = "```\ncargo xtask test\n```\n";
        let good = Repository::of(&[("README.md", text), (".ci/run", "cargo xtask test\n")]);
        assert!(ci_runs_what_the_readme_says(&good).is_empty());
        let bad = Repository::of(&[("README.md", text), (".ci/run", "cargo test\n")]);
        assert_eq!(ci_runs_what_the_readme_says(&bad).len(), 1);
    }
}
