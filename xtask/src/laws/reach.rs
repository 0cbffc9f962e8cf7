//! A Rust file that no `mod` names is silently not compiled. This notices.

use super::Breach;
use super::rust_text::RustText;
use crate::repository::Repository;
use std::collections::BTreeSet;

/// Every Rust file of a crate is reached from one of its roots.
pub fn every_file_is_compiled(repository: &Repository) -> Vec<Breach> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = repository
        .rust()
        .map(|(path, _)| path)
        .filter(|p| is_root(p))
        .collect();
    while let Some(path) = open.pop() {
        if !reached.insert(path) {
            continue;
        }
        let text = RustText::of(repository.text(path).unwrap_or_default());
        for name in declared(&text.code) {
            let places = places(path, &name);
            open.extend(
                repository
                    .rust()
                    .map(|(path, _)| path)
                    .filter(|p| places.contains(&(*p).to_owned())),
            );
        }
    }
    let forgotten = repository
        .rust()
        .map(|(path, _)| path)
        .filter(|path| !reached.contains(path));
    forgotten
        .map(|path| {
            let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
            let stem = match file {
                "mod.rs" => folder.rsplit('/').next().unwrap_or(folder),
                _ => file.trim_end_matches(".rs"),
            };
            Breach::new(
                path,
                format!("is not compiled: write `mod {stem};` in the file above it, or remove it"),
            )
        })
        .collect()
}

/// Whether cargo finds this file by itself.
fn is_root(path: &str) -> bool {
    let inside = match path.strip_prefix("xtask/") {
        Some(inside) => inside,
        None => match path
            .strip_prefix("crates/")
            .and_then(|rest| rest.split_once('/'))
        {
            Some((_crate, inside)) => inside,
            None => return false,
        },
    };
    matches!(
        inside.split('/').collect::<Vec<_>>().as_slice(),
        ["build.rs"]
            | ["src", "lib.rs" | "main.rs"]
            | ["src", "bin", _]
            | ["src", "bin", _, "main.rs"]
            | ["tests" | "benches" | "examples", _]
            | ["tests" | "benches" | "examples", _, "main.rs"]
    )
}

/// The names of `mod name;` declarations.
fn declared(code: &str) -> Vec<String> {
    let mut words = code
        .split_inclusive(|c: char| !(c.is_alphanumeric() || c == '_'))
        .flat_map(|piece| {
            let word = piece.trim_end_matches(|c: char| !(c.is_alphanumeric() || c == '_'));
            [word, &piece[word.len()..]]
        })
        .map(str::trim)
        .filter(|word| !word.is_empty());
    let mut names = Vec::new();
    while let Some(word) = words.next() {
        if word != "mod" {
            continue;
        }
        if let (Some(name), Some(";")) = (words.next(), words.next()) {
            names.push(name.to_owned());
        }
    }
    names
}

/// Where the file of a module can lie that `path` declares.
fn places(path: &str, name: &str) -> [String; 2] {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let folder = match file {
        "lib.rs" | "main.rs" | "mod.rs" => folder.to_owned(),
        // A root of its own keeps its modules beside it; any other file, in a folder of its name.
        _ if is_root(path) => folder.to_owned(),
        _ => format!("{folder}/{}", file.trim_end_matches(".rs")),
    };
    [
        format!("{folder}/{name}.rs"),
        format!("{folder}/{name}/mod.rs"),
    ]
}

#[cfg(test)]
mod tests {
    use super::every_file_is_compiled;
    use crate::repository::Repository;

    #[test]
    fn a_forgotten_file_is_named() {
        let bad = Repository::of(&[
            (
                "crates/rules/src/lib.rs",
                "//! mod c02_b;\npub mod order;\n",
            ),
            ("crates/rules/src/order/mod.rs", "mod c01_a;\n"),
            ("crates/rules/src/order/c01_a.rs", "mod tests { fn f() {} }"),
            ("crates/rules/src/order/c02_b.rs", ""),
            ("crates/rules/src/stray/mod.rs", ""),
            ("crates/rules/tests/stories.rs", ""),
        ]);
        let places: Vec<_> = every_file_is_compiled(&bad)
            .into_iter()
            .map(|b| b.place)
            .collect();
        assert_eq!(
            places,
            [
                "crates/rules/src/order/c02_b.rs",
                "crates/rules/src/stray/mod.rs"
            ]
        );
    }

    #[test]
    fn modules_lie_beside_their_face_or_in_a_folder_of_their_file() {
        let good = Repository::of(&[
            ("xtask/src/main.rs", "mod bench;"),
            ("xtask/src/bench/mod.rs", "mod record;"),
            ("xtask/src/bench/record.rs", "pub(super) mod\n    row;"),
            ("xtask/src/bench/record/row.rs", ""),
            ("crates/firstcontact/tests/it/main.rs", "mod pages;"),
            ("crates/firstcontact/tests/it/pages.rs", ""),
        ]);
        assert_eq!(every_file_is_compiled(&good), []);
    }
}
