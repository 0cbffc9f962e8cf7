//! A snapshot as a directory: its files are listed once and then taken by whichever thread is free.

use super::file_name::{FOLDERS, FileName, Holds};
use super::header;
use super::limits::Limits;
use super::shelf::Taken;
use super::unpack::{ReadFault, fill};
use super::unreadable::Unreadable;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

/// The files of a directory.
pub(super) struct Directory {
    pub(super) pages: Queue,
    /// Files of people and portals.
    pub(super) late: Queue,
    /// What was found and is not read.
    pub(super) left_out: Vec<LeftOut>,
    /// Whether the listing ended before the directory did.
    pub(super) cut: bool,
}

/// Files in the order in which they are taken, and which is next.
pub(super) struct Queue {
    files: Vec<ListedFile>,
    next: AtomicUsize,
}

struct ListedFile {
    path: PathBuf,
    name: FileName,
    bytes: u64,
}

/// A file that is known by its name and is not read all the same.
#[derive(Clone)]
pub(super) struct LeftOut {
    pub(super) file: String,
    /// The key of the text that says why.
    pub(super) why: &'static str,
}

impl Directory {
    /// Lists a directory; `unfinished` is one that has no header yet.
    pub(super) fn list(root: &Path, limits: &Limits, unfinished: bool) -> Result<Self, Unreadable> {
        let closed = |why| Unreadable::Closed {
            path: root.to_owned(),
            why,
        };
        let real = fs::canonicalize(root).map_err(closed)?;
        if fs::read_dir(root).map_err(closed)?.next().is_none() {
            return Err(Unreadable::Empty {
                path: root.to_owned(),
            });
        }
        let mut listing = Listing {
            real,
            limit: limits.files,
            files: BTreeMap::new(),
            left_out: Vec::new(),
            cut: false,
        };
        listing.folder(root, "");
        for folder in FOLDERS {
            listing.folder(&root.join(folder), folder);
        }
        if !unfinished && !listing.files.contains_key(header::FILE) {
            // Told before gigabytes of pages are read in vain.
            return Err(Unreadable::NoHeader {
                path: root.to_owned(),
            });
        }
        let files = listing.files.into_values();
        let (late, pages) = files.partition(|file| file.name.is_late());
        Ok(Self {
            pages: Queue::of(pages),
            late: Queue::of(late),
            left_out: listing.left_out,
            cut: listing.cut,
        })
    }

    /// How many files there are, and their bytes as they lie on the disk.
    pub(super) fn size(&self) -> (u64, u64) {
        let files = || self.pages.files.iter().chain(&self.late.files);
        (files().count() as u64, files().map(|file| file.bytes).sum())
    }
}

impl Queue {
    /// The header first, so that a wrong one is told at once; then the largest, so that no thread
    /// begins a long file when the others are done.
    fn of(mut files: Vec<ListedFile>) -> Self {
        let key = |it: &ListedFile| (it.name.holds != Holds::Header, u64::MAX - it.bytes);
        files.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.path.cmp(&b.path)));
        Self {
            files,
            next: AtomicUsize::new(0),
        }
    }

    /// Reads the next file into the buffer.
    pub(super) fn take(
        &self,
        buffer: &mut Vec<u8>,
        limits: &Limits,
        left: &AtomicU64,
    ) -> Option<Taken> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let file = self.files.get(number)?;
        let fault = match fs::File::open(&file.path) {
            Ok(open) => fill(open, file.name.packed, buffer, limits, left),
            Err(why) => {
                buffer.clear();
                Some(ReadFault::BreaksOff(why.to_string().into()))
            }
        };
        Some(Taken {
            name: file.name.clone(),
            bytes_on_disk: file.bytes,
            fault,
        })
    }
}

struct Listing {
    real: PathBuf,
    limit: usize,
    /// By [`FileName::key`].
    files: BTreeMap<String, ListedFile>,
    left_out: Vec<LeftOut>,
    cut: bool,
}

impl Listing {
    fn folder(&mut self, path: &Path, folder: &str) {
        if !folder.is_empty() && self.leads_out(path) {
            self.leave_out(folder, "left-out-folder");
            return;
        }
        let Ok(entries) = fs::read_dir(path) else {
            return;
        };
        for entry in entries.flatten() {
            let name = entry.file_name();
            let known = name.to_str().and_then(|it| FileName::recognise(folder, it));
            if let Some(name) = known {
                self.file(entry.path(), name);
            }
        }
    }

    fn file(&mut self, path: PathBuf, name: FileName) {
        if self.leads_out(&path) {
            self.leave_out(&name.relative, "left-out-link");
            return;
        }
        let Ok(metadata) = fs::metadata(&path) else {
            self.leave_out(&name.relative, "left-out-unseen");
            return;
        };
        if !metadata.is_file() {
            return;
        }
        if self.files.len() == self.limit {
            self.cut = true;
            return;
        }
        let listed = ListedFile {
            path,
            bytes: metadata.len(),
            name,
        };
        let Some(twin) = self.files.remove(listed.name.key()) else {
            self.files.insert(listed.name.key().to_owned(), listed);
            return;
        };
        // The directory's own order is nobody's: plain stands before packed, CSV before XLSX.
        let (kept, other) = if twin.name.relative < listed.name.relative {
            (twin, listed)
        } else {
            (listed, twin)
        };
        self.leave_out(&other.name.relative, "left-out-other-form");
        self.files.insert(kept.name.key().to_owned(), kept);
    }

    fn leads_out(&self, path: &Path) -> bool {
        let is_link = fs::symlink_metadata(path).is_ok_and(|it| it.is_symlink());
        is_link && !fs::canonicalize(path).is_ok_and(|real| real.starts_with(&self.real))
    }

    fn leave_out(&mut self, file: &str, why: &'static str) {
        self.left_out.push(LeftOut {
            file: file.to_owned(),
            why,
        });
    }
}
