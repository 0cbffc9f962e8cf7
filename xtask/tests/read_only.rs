//! A build without the feature `actions` holds nothing that writes to a tenant: by what cargo would
//! compile, and by what the source says. That no other crate has an address that writes, and that
//! sources only get, are laws of their own (`tidy.rs`).

use std::process::Command;
use xtask::repository::Repository;

/// Every package that cargo would compile into the program.
fn packages(features: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--package", "firstcontact"])
        .args([
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])
        .args(features)
        .current_dir(Repository::root())
        .output()
        .expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let told = String::from_utf8(output.stdout).expect("text");
    let names = told.lines().filter_map(|line| line.split(' ').next());
    names.map(str::to_owned).collect()
}

#[test]
fn nothing_that_writes_is_compiled_without_the_feature() {
    let has = |features: &[&str]| packages(features).contains(&"actions".to_owned());
    assert!(has(&[]), "the usual program can write");
    for rest in [
        &["--no-default-features"][..],
        &["--no-default-features", "--features", "otel"],
    ] {
        assert!(!has(rest), "{rest:?} compiles crates/actions");
    }
}

const GATE: &str = "#[cfg(feature = \"actions\")]";

/// The lines that are compiled without the feature: what stands behind a gate is left out, to the
/// bracket that closes it.
fn ungated(text: &str) -> Vec<&str> {
    let mut kept = Vec::new();
    let mut closes = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if line.trim() == GATE {
            closes = Some(indent);
        } else if let Some(depth) = closes {
            let ends = indent == depth && (line.trim() == "}" || line.ends_with(';'));
            closes = (!ends).then_some(depth);
        } else if !line.trim_start().starts_with("//") {
            kept.push(line);
        }
    }
    kept
}

#[test]
fn what_stands_behind_a_gate_is_left_out() {
    let text = format!("{GATE}\nmod a;\nb\n{GATE}\nfn c() {{\n    d\n}}\n// e\nf\n");
    assert_eq!(ungated(&text), ["b", "f"]);
}

/// The files of the program that name the crate which writes, outside of a gate.
fn who_names_hands(repository: &Repository) -> Vec<&str> {
    let names = |text: &str| ungated(text).iter().any(|line| line.contains("actions::"));
    let files = repository.rust().map(|(path, _)| path);
    files
        .filter(|path| path.starts_with("crates/") && path.contains("/src/"))
        .filter(|path| !path.starts_with("crates/actions/"))
        .filter(|path| names(repository.text(path).unwrap_or_default()))
        .collect()
}

/// Whether the file is compiled with the feature alone.
fn is_gated(repository: &Repository, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let module = name.trim_end_matches(".rs");
    let folder = path.trim_end_matches(name);
    ["lib.rs", "mod.rs", "main.rs"].iter().any(|face| {
        let text = repository
            .text(&format!("{folder}{face}"))
            .unwrap_or_default();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let declared = |line: &str| line.ends_with(&format!("mod {module};"));
        lines
            .windows(2)
            .any(|pair| pair[0] == GATE && declared(pair[1]))
    })
}

#[test]
fn who_names_hands_is_compiled_with_the_feature_alone() {
    let root = Repository::root();
    let repository = Repository::read(&root).expect("the project can be read");
    let all = who_names_hands(&repository);
    assert!(!all.is_empty(), "somebody carries out what was approved");
    for path in all {
        assert!(
            is_gated(&repository, path),
            "{path} is compiled without the feature, too"
        );
    }
    assert!(!is_gated(&repository, "crates/firstcontact/src/clock.rs"));
}
