//! What a person is told when something cannot be read. The texts lie in `i18n/`, a file per
//! language; snapshots, errors and tests speak English.

mod json;
mod serial;

pub use enrollment::told::{Told, Words};
pub use json::{from_json, to_json};
pub(crate) use serial::no_serial;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The English texts, in Fluent's syntax. One message is one line, with values and nothing else put
/// in, so that [`Told`] can be shown without Fluent.
pub const ENGLISH: &str = include_str!("../../i18n/en/reading.ftl");
/// The German texts, in Fluent's syntax.
pub const GERMAN: &str = include_str!("../../i18n/de/reading.ftl");

/// The English texts by their keys.
static KNOWN: LazyLock<BTreeMap<&str, &str>> = LazyLock::new(|| {
    let lines = ENGLISH.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(" = ")).collect()
});

/// The text with this key. A key that does not exist is shown as itself: better than nothing, and a
/// test makes sure that it does not happen.
pub(crate) fn told(key: &'static str) -> Told {
    known(key).unwrap_or(Told::text(key, key))
}

/// The text with this key, if there is one.
pub(crate) fn known(key: &str) -> Option<Told> {
    let (key, english) = KNOWN.get_key_value(key)?;
    Some(Told::text(key, english))
}

#[cfg(test)]
mod tests {
    use super::{ENGLISH, told};
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// What stands in quotes in the files that tell something.
    fn quoted(folder: &Path, all: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                quoted(&path, all);
            } else if !path.ends_with("told/mod.rs") {
                let text = fs::read_to_string(&path).unwrap();
                all.extend(text.split('"').map(str::to_owned));
                for called in text.split("told(\"").skip(1) {
                    let key = called.split('"').next().unwrap();
                    assert_ne!(told(key.to_owned().leak()).to_string(), key, "no text");
                }
            }
        }
    }

    #[test]
    fn every_text_is_told_somewhere_and_whatever_is_told_is_a_text() {
        let mut all = BTreeSet::new();
        quoted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
        let lines = ENGLISH.lines().filter(|line| !line.starts_with('#'));
        for key in lines.filter_map(|line| Some(line.split_once(" = ")?.0)) {
            assert!(all.contains(key), "nobody tells '{key}'");
        }
    }
}
