//! Files on their way into a snapshot: collected in a folder beside it, then moved.

use super::api_page::ApiPage;
use super::{EXPORTS, ImportError, snapshot_file};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Most files of one name.
const COPIES_MAX: u32 = 9_999;
/// Longest name that is kept, in characters.
const NAME_LENGTH_MAX: usize = 120;

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placement {
    /// It was copied here, relative to the snapshot.
    At(String),
    /// The same bytes are there already.
    AlreadyAt(String),
    /// It was not copied.
    Refused {
        /// Why.
        why: String,
    },
}

/// The folder beside the snapshot. It is removed when the import ends, well or not.
pub(super) struct Stage {
    out: PathBuf,
    folder: PathBuf,
    force: bool,
    /// Files that wait in the folder, relative to the snapshot.
    waiting: BTreeSet<String>,
    /// Files of the snapshot that give way, relative to it.
    removed: BTreeSet<String>,
}

impl Drop for Stage {
    fn drop(&mut self) {
        // After a commit it is gone or empty; if this fails, only a hidden folder is left.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Stage {
    /// Makes the folder.
    pub(super) fn open(out: &Path, force: bool) -> Result<Self, ImportError> {
        let name = out
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_else(|| "snapshot".to_owned());
        let parent = match out.parent() {
            Some(parent) if parent != Path::new("") => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let folder = parent.join(format!(".{name}.importing-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(disk("make", &folder))?;
        Ok(Self {
            out: out.to_owned(),
            folder,
            force,
            waiting: BTreeSet::new(),
            removed: BTreeSet::new(),
        })
    }

    /// Places an exported file under its own name.
    pub(super) fn place_export(
        &mut self,
        file_name: &str,
        extension: &str,
        bytes: &[u8],
    ) -> Result<Placement, ImportError> {
        let stem = safe_stem(file_name);
        self.place(bytes, |copy| match copy {
            1 => format!("{EXPORTS}/{stem}.{extension}"),
            copy => format!("{EXPORTS}/{stem}-{copy}.{extension}"),
        })
    }

    /// Places a page of an API under its number, or the next free one.
    pub(super) fn place_page(
        &mut self,
        page: &ApiPage,
        bytes: &[u8],
    ) -> Result<Placement, ImportError> {
        let ApiPage {
            stem, extension, ..
        } = page;
        match page.number {
            Some(first) => self.place(bytes, |copy| {
                format!("{stem}-{:05}.{extension}", first + copy - 1)
            }),
            None => self.place_alone(&format!("{stem}.{extension}"), bytes, &[]),
        }
    }

    /// Places a file of which there is one at most, with the files that go with it: `None` for
    /// one that must not be there.
    pub(super) fn place_alone(
        &mut self,
        place: &str,
        bytes: &[u8],
        aside: &[(&str, Option<&[u8]>)],
    ) -> Result<Placement, ImportError> {
        let all = std::iter::once((place, Some(bytes))).chain(aside.iter().copied());
        let mut same = true;
        let mut there = false;
        for (place, wanted) in all.clone() {
            let current = self.current(place)?;
            there |= current.is_some();
            same &= current.as_deref() == wanted;
        }
        if same {
            return Ok(Placement::AlreadyAt(place.to_owned()));
        }
        if there && !self.force {
            return Ok(Placement::Refused {
                why: format!("the snapshot has a {place} already; --force replaces it"),
            });
        }
        for (place, wanted) in all {
            match wanted {
                Some(bytes) => self.write(place, bytes)?,
                None => {
                    self.removed.insert(place.to_owned());
                }
            }
        }
        Ok(Placement::At(place.to_owned()))
    }

    /// Adds lines to a file, those that it does not have yet.
    pub(super) fn add_lines(
        &mut self,
        place: &str,
        lines: &[&str],
    ) -> Result<Placement, ImportError> {
        let mut text = self.current(place)?.unwrap_or_default();
        if text.last().is_some_and(|end| *end != b'\n') {
            text.push(b'\n');
        }
        let known: BTreeSet<Vec<u8>> = text.split(|it| *it == b'\n').map(<[u8]>::to_vec).collect();
        let new = lines.iter().filter(|line| !known.contains(line.as_bytes()));
        let new: Vec<&str> = new.copied().collect();
        if new.is_empty() {
            return Ok(Placement::AlreadyAt(place.to_owned()));
        }
        for line in new {
            text.extend_from_slice(line.as_bytes());
            text.push(b'\n');
        }
        self.write(place, &text)?;
        Ok(Placement::At(place.to_owned()))
    }

    /// Places a file under the first of its names that is free, or holds the same bytes.
    fn place(
        &mut self,
        bytes: &[u8],
        name: impl Fn(u32) -> String,
    ) -> Result<Placement, ImportError> {
        for copy in 1..=COPIES_MAX {
            let place = name(copy);
            let waiting = self.waiting.contains(&place);
            match self.current(&place)? {
                Some(there) if there == bytes => return Ok(Placement::AlreadyAt(place)),
                Some(_) if waiting || !self.force => {}
                _ => {
                    self.write(&place, bytes)?;
                    return Ok(Placement::At(place));
                }
            }
        }
        Ok(Placement::Refused {
            why: format!("there are {COPIES_MAX} files of this name already"),
        })
    }

    /// What a place holds now, in the folder or else in the snapshot.
    fn current(&self, place: &str) -> Result<Option<Vec<u8>>, ImportError> {
        let path = if self.waiting.contains(place) {
            self.folder.join(place)
        } else {
            self.out.join(place)
        };
        match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(disk("read", &path)(fault)),
        }
    }

    fn write(&mut self, place: &str, bytes: &[u8]) -> Result<(), ImportError> {
        let path = self.folder.join(place);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent).map_err(disk("make", parent))?;
        }
        std::fs::write(&path, bytes).map_err(disk("write", &path))?;
        self.waiting.insert(place.to_owned());
        Ok(())
    }

    /// Moves everything into the snapshot; `snapshot.json` comes last.
    pub(super) fn commit(&mut self, snapshot: &[u8]) -> Result<(), ImportError> {
        self.write(snapshot_file::NAME, snapshot)?;
        let is_new = !self.out.join(snapshot_file::NAME).exists();
        if is_new {
            if self.out.is_dir() {
                // It is empty, or the import would have been refused.
                std::fs::remove_dir(&self.out).map_err(disk("replace", &self.out))?;
            }
            return std::fs::rename(&self.folder, &self.out).map_err(disk("make", &self.out));
        }
        for place in self
            .waiting
            .iter()
            .filter(|place| *place != snapshot_file::NAME)
        {
            self.shift(place)?;
        }
        for place in &self.removed {
            let path = self.out.join(place);
            if path.exists() {
                std::fs::remove_file(&path).map_err(disk("remove", &path))?;
            }
        }
        self.shift(snapshot_file::NAME)
    }

    fn shift(&self, place: &str) -> Result<(), ImportError> {
        let to = self.out.join(place);
        if let Some(parent) = to.parent() {
            std::fs::create_dir_all(parent).map_err(disk("make", parent))?;
        }
        std::fs::rename(self.folder.join(place), &to).map_err(disk("write", &to))
    }
}

fn disk<'p>(
    doing: &'static str,
    path: &'p Path,
) -> impl FnOnce(std::io::Error) -> ImportError + use<'p> {
    move |source| ImportError::Disk {
        doing,
        path: path.to_owned(),
        source,
    }
}

/// A file's name without extension and without anything that a file system or a shell minds.
fn safe_stem(file_name: &str) -> String {
    let stem = match file_name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 5 => stem,
        _ => file_name,
    };
    let safe = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ' | '(' | ')');
    let cleaned: String = stem
        .chars()
        .take(NAME_LENGTH_MAX)
        .map(|c| if safe(c) { c } else { '_' })
        .collect();
    let trimmed = cleaned.trim_matches(['.', ' ']);
    if trimmed.is_empty() {
        "export".to_owned()
    } else {
        trimmed.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::safe_stem;

    #[test]
    fn a_hostile_name_stays_in_its_folder() {
        assert_eq!(safe_stem("../../etc/passwd.csv"), "_.._etc_passwd");
        assert_eq!(safe_stem("..\\evil.csv"), "_evil");
        assert_eq!(safe_stem("Geräte (neu).csv"), "Geräte (neu)");
        assert_eq!(safe_stem("...csv"), "export");
        assert_eq!(safe_stem(&"x".repeat(500)).len(), 120);
    }
}
