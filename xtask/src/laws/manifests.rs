//! What every crate's `Cargo.toml` takes from the workspace's, instead of saying it again.

use super::Breach;
use crate::repository::Repository;
use toml::{Table, Value};

/// The names of the crates that a crate depends on.
pub(super) struct Dependencies {
    /// What is shipped with it, on any platform, or needed to build it.
    pub(super) product: Vec<String>,
    /// What only its tests and benchmarks need.
    pub(super) tests: Vec<String>,
}

/// Reads a crate's dependencies.
pub(super) fn dependencies(repository: &Repository, folder: &str) -> Result<Dependencies, String> {
    let manifest = manifest(repository, folder)?;
    let mut found = Dependencies {
        product: Vec::new(),
        tests: Vec::new(),
    };
    for (kind, rows) in tables(&manifest) {
        let names = rows.keys().cloned();
        if kind == "dev-dependencies" {
            found.tests.extend(names);
        } else {
            found.product.extend(names);
        }
    }
    Ok(found)
}

/// Every version stands once, in the workspace's table.
pub fn one_version_table(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for folder in repository.crates() {
        let place = format!("{folder}/Cargo.toml");
        let manifest = match manifest(repository, folder) {
            Ok(manifest) => manifest,
            Err(fault) => {
                breaches.push(Breach::new(place, fault));
                continue;
            }
        };
        for (_, rows) in tables(&manifest) {
            for (name, row) in rows {
                if !is_inherited(row) {
                    breaches.push(Breach::new(
                        &place,
                        format!(
                            "write `{name}.workspace = true` and give the version in \
                                 [workspace.dependencies] of Cargo.toml"
                        ),
                    ));
                }
            }
        }
        let package = manifest.get("package").and_then(Value::as_table);
        for key in [
            "version",
            "edition",
            "rust-version",
            "license",
            "authors",
            "publish",
        ] {
            if !package
                .and_then(|rows| rows.get(key))
                .is_some_and(is_inherited)
            {
                let advice = format!("write `{key}.workspace = true` under [package]");
                breaches.push(Breach::new(&place, advice));
            }
        }
    }
    breaches
}

/// Every crate is held to the workspace's lints.
pub fn lints_are_inherited(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for folder in repository.crates() {
        let inherits = manifest(repository, folder)
            .is_ok_and(|manifest| manifest.get("lints").is_some_and(is_inherited));
        if !inherits {
            breaches.push(Breach::new(
                format!("{folder}/Cargo.toml"),
                "write `[lints]` with `workspace = true`, so that one set of lints holds for all",
            ));
        }
    }
    breaches
}

/// What clippy and rustc forbid for us stays forbidden: unsafe code, long functions, clocks.
pub fn forbidden_by_lints(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let mut want = |path: &str, keys: &[&str], wanted: Value| {
        if value_at(repository, path, keys).as_ref() != Some(&wanted) {
            let advice = format!("{} must be {wanted:?}", keys.join("."));
            breaches.push(Breach::new(path, advice));
        }
    };
    let rust = |name| ["workspace", "lints", "rust", name];
    let clippy = |name| ["workspace", "lints", "clippy", name];
    want("Cargo.toml", &rust("unsafe_code"), "forbid".into());
    want("Cargo.toml", &rust("missing_docs"), "warn".into());
    want("Cargo.toml", &rust("unreachable_pub"), "warn".into());
    for name in [
        "too_many_lines",
        "unwrap_used",
        "print_stdout",
        "print_stderr",
        "todo",
    ] {
        want("Cargo.toml", &clippy(name), "warn".into());
    }
    want("clippy.toml", &["too-many-lines-threshold"], 70.into());
    want("rustfmt.toml", &["max_width"], 100.into());
    let refused = value_at(repository, "clippy.toml", &["disallowed-methods"]);
    let refused = refused
        .as_ref()
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let refused: Vec<_> = refused
        .filter_map(|row| row.get("path")?.as_str())
        .collect();
    for clock in ["SystemTime::now", "Instant::now", "Timestamp::now"] {
        if !refused.iter().any(|path| path.ends_with(clock)) {
            let advice = format!("disallowed-methods must name {clock}");
            breaches.push(Breach::new("clippy.toml", advice));
        }
    }
    breaches
}

fn manifest(repository: &Repository, folder: &str) -> Result<Table, String> {
    let text = repository
        .text(&format!("{folder}/Cargo.toml"))
        .unwrap_or_default();
    text.parse()
        .map_err(|fault: toml::de::Error| format!("cannot be read: {fault}"))
}

fn value_at(repository: &Repository, path: &str, keys: &[&str]) -> Option<Value> {
    let file: Table = repository.text(path)?.parse().ok()?;
    let (first, rest) = keys.split_first()?;
    let mut value = file.get(*first)?;
    for key in rest {
        value = value.get(*key)?;
    }
    Some(value.clone())
}

fn is_inherited(row: &Value) -> bool {
    row.get("workspace").and_then(Value::as_bool) == Some(true)
}

/// Every table of dependencies, those for one platform only among them.
fn tables(manifest: &Table) -> Vec<(&'static str, &Table)> {
    const KINDS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];
    let platforms = manifest.get("target").and_then(Value::as_table);
    let platforms = platforms
        .into_iter()
        .flat_map(Table::values)
        .filter_map(Value::as_table);
    let mut found = Vec::new();
    for place in std::iter::once(manifest).chain(platforms) {
        for kind in KINDS {
            if let Some(rows) = place.get(kind).and_then(Value::as_table) {
                found.push((kind, rows));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{forbidden_by_lints, lints_are_inherited, one_version_table};
    use crate::repository::Repository;

    const HEAD: &str = "\
[package]
name = \"x\"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
authors.workspace = true
publish.workspace = true
[lints]
workspace = true
";

    fn repository(text: &str) -> Repository {
        Repository::of(&[("crates/rules/Cargo.toml", text)])
    }

    #[test]
    fn a_crate_that_pins_a_version_is_named() {
        let good = format!("{HEAD}[dependencies]\ntoml.workspace = true\n");
        assert!(one_version_table(&repository(&good)).is_empty());
        for row in ["toml = \"1\"", "toml = { path = \"../toml\" }"] {
            let bad = format!("{HEAD}[dev-dependencies]\n{row}\n");
            assert_eq!(one_version_table(&repository(&bad)).len(), 1, "{row}");
        }
        let own_version = HEAD.replace("version.workspace = true\nedition", "edition");
        assert_eq!(one_version_table(&repository(&own_version)).len(), 1);
        assert_eq!(one_version_table(&repository("[[")).len(), 1);
    }

    #[test]
    fn a_crate_with_lints_of_its_own_is_named() {
        assert!(lints_are_inherited(&repository(HEAD)).is_empty());
        assert_eq!(
            lints_are_inherited(&repository("[lints.clippy]\nall = \"warn\"\n")).len(),
            1
        );
        assert_eq!(lints_are_inherited(&repository("[package]\n")).len(), 1);
    }

    #[test]
    fn loosened_lints_are_named() {
        let loose = Repository::of(&[
            (
                "Cargo.toml",
                "[workspace.lints.rust]\nunsafe_code = \"warn\"\n",
            ),
            ("clippy.toml", "too-many-lines-threshold = 700\n"),
        ]);
        let breaches = forbidden_by_lints(&loose);
        assert!(
            breaches
                .iter()
                .any(|breach| breach.advice.contains("unsafe_code"))
        );
        assert!(
            breaches
                .iter()
                .any(|breach| breach.advice.contains("must be Integer(70)"))
        );
        assert!(
            breaches
                .iter()
                .any(|breach| breach.advice.contains("Instant::now"))
        );
    }
}
