//! How far a reading is, for whoever draws a bar.

/// Told of files while they are read, from several threads.
pub trait Progress: Sync {
    /// What there is to read: how many files, if that is known before, and how many bytes as they
    /// lie on the disk.
    fn found(&self, files: Option<u64>, bytes: u64);
    /// A file was read; `bytes` sum up to those that were announced.
    fn file_done(&self, bytes: u64);
}

/// Nobody looks.
pub struct Silent;

impl Progress for Silent {
    fn found(&self, _: Option<u64>, _: u64) {}
    fn file_done(&self, _: u64) {}
}
