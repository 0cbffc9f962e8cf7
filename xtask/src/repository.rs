//! The project's own files, in memory: what the laws look at. A test makes a small one by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Folders whose files are the project's. Anything else in the root is somebody's own.
const FOLDERS: [&str; 7] = [
    ".cargo",
    ".ci",
    "crates",
    "docs",
    "examples",
    "packaging",
    "xtask",
];

/// Files by their path, with `/` between folders, relative to the root.
#[derive(Clone, Debug, Default)]
pub struct Repository {
    files: BTreeMap<String, Option<String>>,
    folders: BTreeSet<String>,
}

impl Repository {
    /// The folder that this program was built in.
    pub fn root() -> PathBuf {
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        own.parent().unwrap_or(own).to_owned()
    }

    /// Reads the project's files under `root`. A file that is no text is known by its path only.
    pub fn read(root: &Path) -> io::Result<Self> {
        let mut all = Self::default();
        for entry in fs::read_dir(root)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_file() {
                all.add(&name, String::from_utf8(fs::read(entry.path())?).ok());
            } else if FOLDERS.contains(&name.as_str()) {
                all.read_folder(&entry.path(), &name)?;
            }
        }
        Ok(all)
    }

    /// A repository of these paths and texts.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let mut all = Self::default();
        for (path, text) in files {
            all.add(path, Some((*text).to_owned()));
        }
        all
    }

    fn read_folder(&mut self, folder: &Path, name: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{name}/{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                // A helper may keep its build output inside a folder of ours.
                if !path.ends_with("/target") {
                    self.read_folder(&entry.path(), &path)?;
                }
            } else {
                self.add(&path, String::from_utf8(fs::read(entry.path())?).ok());
            }
        }
        Ok(())
    }

    fn add(&mut self, path: &str, text: Option<String>) {
        let mut folder = path;
        while let Some((above, _)) = folder.rsplit_once('/') {
            self.folders.insert(above.to_owned());
            folder = above;
        }
        self.files.insert(path.to_owned(), text);
    }

    /// The text of a file; none if there is no such file, or it is no text.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.as_deref()
    }

    /// Whether there is a file or folder with this path.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path) || self.folders.contains(path)
    }

    /// Every path in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Every text file in order, with its path.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let texts = self.files.iter();
        texts.filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }

    /// Every Rust file in order, with its path.
    pub fn rust(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| has_extension(path, "rs"))
    }

    /// The folders of the workspace's crates that are here: `crates/rules`, …, `xtask`.
    pub fn crates(&self) -> impl Iterator<Item = &str> {
        let manifests = self
            .paths()
            .filter_map(|path| path.strip_suffix("/Cargo.toml"));
        manifests.filter(|folder| *folder == "xtask" || folder.starts_with("crates/"))
    }
}

/// Whether a path ends in `.extension`.
pub fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|found| found == extension)
}

#[cfg(test)]
mod tests {
    use super::Repository;

    #[test]
    fn folders_are_known_by_their_files() {
        let repository = Repository::of(&[("crates/rules/src/lib.rs", "")]);
        assert!(repository.has("crates/rules/src"));
        assert!(repository.has("crates/rules/src/lib.rs"));
        assert!(!repository.has("crates/sources"));
    }

    #[test]
    fn this_repository_can_be_read() {
        let here = Repository::read(&Repository::root()).unwrap();
        assert!(here.text("Cargo.toml").unwrap().contains("[workspace]"));
        assert!(here.crates().any(|folder| folder == "crates/rules"));
    }
}
