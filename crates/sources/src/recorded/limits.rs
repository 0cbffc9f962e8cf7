//! How much of a snapshot is believed. A snapshot may come from anywhere, also as a small file that
//! unpacks to a large one; each limit is far above what a tenant of a million devices needs.

use crate::told::{Told, told};

const MIB: u64 = 1 << 20;
const GIB: u64 = 1 << 30;

/// The bounds of one reading.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Bytes of one file, unpacked. A page of 1,000 unselected rows has some 3 MB.
    pub(crate) file_bytes: u64,
    /// Bytes of one line of a line file. An answer for one device has some 3 kB.
    pub(crate) line_bytes: usize,
    /// Files. A million devices are some 10,000 pages in all sources together.
    pub(crate) files: usize,
    /// Bytes of all files, unpacked. A million devices are some 5 GB.
    pub(crate) total_bytes: u64,
    /// Rows of one page. Either vendor sends at most 1,000; scripts join some hundred pages.
    pub(crate) rows_per_page: usize,
    /// Rows of all pages. A million devices have some 6 million, audit events aside.
    pub(crate) rows: u64,
    /// Bytes of text of those rows. A million devices have some 200 MB.
    pub(crate) text_bytes: u64,
}

/// There are more files than are read.
pub(super) fn too_many_files(limits: &Limits) -> Told {
    told("gap-many-files").with("most", limits.files.to_string())
}

impl Limits {
    /// What the product uses; tests use less.
    pub(crate) const USUAL: Self = Self {
        file_bytes: 256 * MIB,
        line_bytes: MIB as usize,
        files: 200_000,
        total_bytes: 64 * GIB,
        rows_per_page: 200_000,
        rows: 40_000_000,
        text_bytes: 4 * GIB,
    };
}

/// The largest window of a packed file, as a power of two: 128 MiB, what zstd itself allows without
/// being asked. A frame that wants more is refused.
pub(super) const WINDOW_LOG_MAX: u32 = 27;
