//! Which crate may rest on which: the walls of the house.

use super::rust_text::RustText;
use super::{Breach, manifests};
use crate::repository::Repository;

/// What each crate may depend on. The reasons stand in `docs/ARCHITECTURE.md`.
const ALLOWED: [(&str, &[&str]); 7] = [
    (
        "crates/actions",
        &[
            "base64",
            "csv",
            "enrollment",
            "remedy",
            "reqwest",
            "secrecy",
            "serde",
            "serde_json",
            "sources",
        ],
    ),
    ("crates/enrollment", &["foldhash", "hashbrown"]),
    // The lab knows nothing of the product: else it would pass its own examination.
    (
        "crates/lab",
        &[
            "axum",
            "axum-server",
            "base64",
            "comfy-table",
            "csv",
            "jsonwebtoken",
            "rand_chacha",
            "rand_distr",
            "rayon",
            "rcgen",
            "rustls",
            "serde",
            "serde_json",
            "thiserror",
            "tokio",
            "tokio-stream",
            "toml",
            "zip",
            "zstd",
        ],
    ),
    // It prints what it is given, and knows nothing of what is printed.
    (
        "crates/press",
        &["comemo", "serde_json", "typst", "typst-layout", "typst-pdf"],
    ),
    ("crates/remedy", &["enrollment", "serde", "sha2"]),
    ("crates/rules", &["enrollment", "toml"]),
    (
        "crates/sources",
        &[
            "aws-lc-rs",
            "base64",
            "calamine",
            "csv",
            "encoding_rs",
            "enrollment",
            "jsonwebtoken",
            "rayon",
            "reqwest",
            "rustls",
            "secrecy",
            "serde",
            "serde_json",
            "tar",
            "thiserror",
            "zip",
            "zstd",
        ],
    ),
];
/// What tests may see besides: an act cannot be approved by a test, so that hands are tried in
/// their own crate, over HTTP against the lab's services.
const ALLOWED_IN_TESTS: [(&str, &str); 1] = [("crates/actions", "lab")];
/// What joins the others, and may therefore depend on all of them; and the chores, which nobody
/// ships.
const ROOFS: [&str; 2] = ["crates/firstcontact", "xtask"];
/// Crates that the closed ones must not name, not even in a test's `use`.
const KEPT_OUT: [&str; 7] = [
    "tokio",
    "reqwest",
    "axum",
    "rusqlite",
    "serde",
    "serde_json",
    "rayon",
];
/// Crates without input, output, clock or wire format.
const CLOSED: [&str; 2] = ["crates/enrollment/", "crates/rules/"];

/// Rooms of the roof that the server must not enter: it reads the store, and changes through
/// `crate::app`.
const NOT_FROM_WEB: [&str; 3] = ["sources", "actions", "lab"];
const WEB: &str = "crates/firstcontact/src/web/";

/// Dependencies point where the plan of the house says, and nowhere else.
pub fn arrows(repository: &Repository) -> Vec<Breach> {
    let house: Vec<&str> = repository.crates().map(last_name).collect();
    let mut breaches = Vec::new();
    for folder in repository.crates() {
        let place = format!("{folder}/Cargo.toml");
        let (uses, tests_use) = match manifests::dependencies(repository, folder) {
            Ok(dependencies) => (dependencies.product, dependencies.tests),
            Err(fault) => {
                breaches.push(Breach::new(place, fault));
                continue;
            }
        };
        let allowed = ALLOWED.iter().find(|(known, _)| *known == folder);
        let Some((_, allowed)) = allowed else {
            if !ROOFS.contains(&folder) {
                breaches.push(Breach::new(
                    place,
                    "no law knows this crate: say in xtask/src/laws/arrows.rs what it may \
                     depend on, and in docs/ARCHITECTURE.md why it needs a wall of its own",
                ));
            }
            continue;
        };
        // A test may use any outside crate, but no room of the house that its own may not enter.
        let tests_use = tests_use
            .iter()
            .filter(|name| house.contains(&name.as_str()))
            .filter(|name| !ALLOWED_IN_TESTS.contains(&(folder, name.as_str())));
        for name in uses.iter().chain(tests_use) {
            if !allowed.contains(&name.as_str()) {
                breaches.push(Breach::new(
                    &place,
                    format!(
                        "must not depend on {name}: move what needs it to a crate that may, or \
                         change the plan in docs/ARCHITECTURE.md, a decision record and \
                         xtask/src/laws/arrows.rs together"
                    ),
                ));
            }
        }
    }
    breaches
}

/// What is known and why it is so is judged without a runtime, a database or a wire format.
pub fn closed_crates_stay_pure(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let is_closed = |path: &str| CLOSED.iter().any(|folder| path.starts_with(folder));
    for (path, source) in repository.rust().filter(|(path, _)| is_closed(path)) {
        for (line, name) in RustText::of(source).names() {
            if KEPT_OUT.contains(&name) {
                breaches.push(Breach::at(
                    path,
                    line,
                    format!(
                        "{name} does not belong here: judgement is pure; read and write in \
                             crates/sources or crates/firstcontact and hand over values"
                    ),
                ));
            }
        }
    }
    breaches
}

/// The server collects nothing and writes to no tenant: it shows what the store remembers.
pub fn web_only_shows(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, source) in repository.rust().filter(|(path, _)| path.starts_with(WEB)) {
        let text = RustText::of(source);
        for (number, line) in text.code.lines().enumerate() {
            let paths = line
                .match_indices("::")
                .map(|(at, _)| last_word(&line[..at]));
            for name in paths.filter(|name| NOT_FROM_WEB.contains(name)) {
                breaches.push(Breach::at(
                    path,
                    number + 1,
                    format!(
                        "the server must not use {name}: let a use case in \
                         crates/firstcontact/src/app do it, or take a function as an argument"
                    ),
                ));
            }
        }
    }
    breaches
}

/// A rule knows the shape of a rule, the stories of its tests, and the vocabulary; never another
/// rule.
pub fn rules_are_equals(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, source) in repository.rust().filter(|(path, _)| is_rule_file(path)) {
        let text = RustText::of(source);
        for (number, line) in text.code.lines().enumerate() {
            let paths = line
                .match_indices("crate::")
                .map(|(at, lead)| &line[at + lead.len()..]);
            for rest in paths {
                let first = first_name(rest);
                if first != "rule" && first != "story" {
                    breaches.push(Breach::at(
                        path,
                        number + 1,
                        format!(
                            "a rule must not use crate::{first}: what two rules need is a \
                                 reading in crates/enrollment/src/case_file"
                        ),
                    ));
                }
            }
            let above = line
                .match_indices("super::")
                .map(|(at, lead)| &line[at + lead.len()..]);
            for rest in above {
                let first = first_name(rest);
                if first == "super" || is_rule_stem(first) {
                    breaches.push(Breach::at(
                        path,
                        number + 1,
                        "a rule must not name another rule: rules are equals, and the catalogue \
                         alone knows them all",
                    ));
                }
            }
        }
    }
    breaches
}

/// Whether this is the file of a rule: `crates/rules/src/<family>/c01_….rs`.
pub(super) fn is_rule_file(path: &str) -> bool {
    let Some(inside) = path.strip_prefix("crates/rules/src/") else {
        return false;
    };
    let Some((_family, file)) = inside.split_once('/') else {
        return false;
    };
    file.strip_suffix(".rs").is_some_and(is_rule_stem)
}

/// Whether a name begins like a rule's file: `h01_`, `c59_`.
fn is_rule_stem(name: &str) -> bool {
    matches!(
        name.as_bytes(),
        [letter, tens, ones, b'_', ..]
            if letter.is_ascii_lowercase() && tens.is_ascii_digit() && ones.is_ascii_digit()
    )
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| !(c.is_alphanumeric() || c == '_'))
        .next()
        .unwrap_or_default()
}

fn first_name(path: &str) -> &str {
    path.split(|c: char| !(c.is_alphanumeric() || c == '_'))
        .next()
        .unwrap_or_default()
}

fn last_name(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}

#[cfg(test)]
mod tests {
    use super::{arrows, closed_crates_stay_pure, rules_are_equals, web_only_shows};
    use crate::repository::Repository;

    const RULE: &str = "crates/rules/src/order/c01_a.rs";

    #[test]
    fn a_forbidden_dependency_is_named() {
        let rules = "[dependencies]\nsources.workspace = true\n";
        let tests = "[dev-dependencies]\nrules.workspace = true\nproptest.workspace = true\n";
        let bad = Repository::of(&[
            ("crates/rules/Cargo.toml", rules),
            ("crates/sources/Cargo.toml", tests),
            (
                "crates/firstcontact/Cargo.toml",
                "[dependencies]\nrules = 1\nsources = 1\n",
            ),
        ]);
        let breaches = arrows(&bad);
        assert_eq!(breaches.len(), 2, "{breaches:?}");
        assert!(breaches[0].advice.contains("must not depend on sources"));
        assert!(breaches[1].advice.contains("must not depend on rules"));
    }

    #[test]
    fn hands_meet_the_lab_in_tests_alone() {
        let lab = |table: &str| {
            let text = format!("[{table}]\nlab.workspace = true\n");
            let lab = ("crates/lab/Cargo.toml", "[dependencies]\n");
            arrows(&Repository::of(&[
                ("crates/actions/Cargo.toml", &text),
                lab,
            ]))
            .len()
        };
        assert_eq!((lab("dev-dependencies"), lab("dependencies")), (0, 1));
    }

    #[test]
    fn a_new_crate_needs_a_law() {
        let bad = Repository::of(&[("crates/attic/Cargo.toml", "[package]\nname = \"attic\"\n")]);
        assert_eq!(arrows(&bad).len(), 1);
    }

    #[test]
    fn a_platform_s_dependency_counts_too() {
        let text = "[target.'cfg(unix)'.dependencies]\nlibc = \"1\"\n";
        let bad = Repository::of(&[("crates/enrollment/Cargo.toml", text)]);
        assert_eq!(arrows(&bad).len(), 1);
    }

    #[test]
    fn a_wire_format_in_the_vocabulary_is_named() {
        let bad = Repository::of(&[
            (
                "crates/enrollment/src/words.rs",
                "//! x\nuse serde::Serialize;\n",
            ),
            (
                "crates/sources/src/lib.rs",
                "use serde::Deserialize; // may\n",
            ),
        ]);
        let breaches = closed_crates_stay_pure(&bad);
        assert_eq!(breaches.len(), 1);
        assert_eq!(breaches[0].place, "crates/enrollment/src/words.rs:2");
    }

    #[test]
    fn a_server_that_collects_is_caught() {
        let bad = Repository::of(&[
            (
                "crates/firstcontact/src/web/rounds.rs",
                "use sources::live::collect;\nlet all = snapshot.sources;\n",
            ),
            (
                "crates/firstcontact/src/cli/collect.rs",
                "use sources::live;",
            ),
        ]);
        let breaches = web_only_shows(&bad);
        assert_eq!(breaches.len(), 1);
        assert_eq!(breaches[0].place, "crates/firstcontact/src/web/rounds.rs:1");
    }

    #[test]
    fn a_rule_that_names_a_rule_is_caught() {
        for line in [
            "use crate::order::c02_b::RULE;",
            "use super::c02_b;",
            "use super::super::catalogue;",
            "let all = crate::catalogue::all();",
        ] {
            let bad = Repository::of(&[(RULE, line)]);
            assert_eq!(rules_are_equals(&bad).len(), 1, "{line}");
        }
        let good =
            "use crate::rule::Rule;\nmod tests { use super::RULE; use crate::story::fires; }";
        assert!(rules_are_equals(&Repository::of(&[(RULE, good)])).is_empty());
    }
}
