//! Where a snapshot's files are taken from, whichever form it has.

use super::archive::Archive;
use super::directory::{Directory, LeftOut};
use super::file_name::FileName;
use super::header;
use super::limits::Limits;
use super::limits::too_many_files;
use super::unpack::ReadFault;
use super::unreadable::Unreadable;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::atomic::AtomicU64;

/// The files of a snapshot; threads take one after another.
pub(super) enum Shelf {
    Directory(Directory),
    Archive(Archive),
}

/// A file that was taken. Its bytes are in the buffer.
#[derive(Clone)]
pub(super) struct Taken {
    pub(super) name: FileName,
    /// How many bytes on the disk it stands for.
    pub(super) bytes_on_disk: u64,
    /// Why it is not there as a whole.
    pub(super) fault: Option<ReadFault>,
}

/// A thread's buffers, used again for every file.
#[derive(Default)]
pub(super) struct Buffers {
    /// The file, unpacked.
    pub(super) plain: Vec<u8>,
    /// The file as an archive holds it, where it is packed once more.
    pub(super) packed: Vec<u8>,
}

/// What is known when every file was taken.
pub(super) struct Remains {
    /// Files that are known by name and were not read.
    pub(super) left_out: Vec<LeftOut>,
    /// Why the snapshot ended early, if it did.
    pub(super) broken: Option<ReadFault>,
}

impl Shelf {
    /// A directory that is still being collected into.
    pub(super) fn unfinished(path: &Path, limits: &Limits) -> Result<Self, Unreadable> {
        Directory::list(path, limits, true).map(Self::Directory)
    }

    pub(super) fn open(path: &Path, limits: &Limits) -> Result<Self, Unreadable> {
        let metadata = fs::metadata(path).map_err(|why| match why.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Unreadable::Missing {
                path: path.to_owned(),
            },
            _ => Unreadable::Closed {
                path: path.to_owned(),
                why,
            },
        })?;
        if metadata.is_dir() {
            return Directory::list(path, limits, false).map(Self::Directory);
        }
        if path.file_name() == Some(OsStr::new(header::FILE)) {
            // A bare file name has the empty path above it.
            let above = path.parent().filter(|above| !above.as_os_str().is_empty());
            let above = above.unwrap_or_else(|| Path::new("."));
            return Directory::list(above, limits, false).map(Self::Directory);
        }
        let archive = if metadata.is_file() {
            Archive::open(path)?
        } else {
            None
        };
        archive
            .map(Self::Archive)
            .ok_or_else(|| Unreadable::NotASnapshot {
                path: path.to_owned(),
            })
    }

    /// How many files there are, if that is known, and their bytes on the disk.
    pub(super) fn size(&self) -> (Option<u64>, u64) {
        match self {
            Self::Directory(directory) => {
                let (files, bytes) = directory.size();
                (Some(files), bytes)
            }
            Self::Archive(archive) => (None, archive.bytes()),
        }
    }

    /// Takes the next file.
    pub(super) fn take(
        &self,
        buffers: &mut Buffers,
        limits: &Limits,
        left: &AtomicU64,
    ) -> Option<Taken> {
        match self {
            Self::Directory(directory) => directory.pages.take(&mut buffers.plain, limits, left),
            Self::Archive(archive) => archive.take(buffers, limits, left),
        }
    }

    /// Takes the next file of people or portals, when all pages were taken.
    pub(super) fn take_late(
        &self,
        buffers: &mut Buffers,
        limits: &Limits,
        left: &AtomicU64,
    ) -> Option<Taken> {
        match self {
            Self::Directory(directory) => directory.late.take(&mut buffers.plain, limits, left),
            Self::Archive(archive) => archive.take_late(&mut buffers.plain),
        }
    }

    /// What is known when every page was taken.
    pub(super) fn end(&self, limits: &Limits) -> Remains {
        match self {
            Self::Directory(directory) => {
                let why = || ReadFault::TooLarge(too_many_files(limits));
                Remains {
                    broken: directory.cut.then(why),
                    left_out: directory.left_out.clone(),
                }
            }
            Self::Archive(archive) => archive.end(),
        }
    }
}
