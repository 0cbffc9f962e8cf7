//! A copy of a SQLite store, made while others use it; and a store made of such a copy.

use super::StoreError;
use super::sqlite::{check_ours, refused};
use rusqlite::{Connection, OpenFlags};
use std::path::{Path, PathBuf};

/// What SQLite keeps beside a store while it is in use. A stale one would be taken for part of
/// whatever store is put there.
const COMPANIONS: [&str; 2] = ["-wal", "-shm"];

/// Copies a store as it is at this moment into a new file, and checks the copy. Writers are not
/// kept waiting. The way back is the same: from the copy to where the store shall be.
///
/// # Errors
/// There is no store, it is not ours, it is damaged, the disk is full, or there is a file already
/// where the copy shall be: nothing is ever overwritten.
pub fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    for taken in std::iter::once(to.to_owned()).chain(companions(to)) {
        if taken.exists() {
            return Err(StoreError::Exists(taken.display().to_string()));
        }
    }
    let place = |path: &Path, why: &dyn std::fmt::Display| {
        StoreError::Unreachable(format!("{}: {why}", path.display()))
    };
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let source = Connection::open_with_flags(from, flags);
    let source = source.map_err(|why| place(from, &why))?;
    check_ours(&source, from).map_err(|why| match refused(why) {
        StoreError::NotAStore(_) => StoreError::NotAStore(from.display().to_string()),
        other => other,
    })?;
    let copied = fill(&source, to);
    if copied.is_err() {
        // Half a copy is worse than none; if it cannot be deleted, the error is told all the same.
        let _ = std::fs::remove_file(to);
    }
    copied
}

fn fill(source: &Connection, to: &Path) -> Result<(), StoreError> {
    source
        .execute("VACUUM INTO ?1", [to.display().to_string()])
        .map_err(refused)?;
    let copy = Connection::open_with_flags(to, OpenFlags::SQLITE_OPEN_READ_ONLY);
    let copy = copy.map_err(refused)?;
    let verdict: String = copy
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .map_err(refused)?;
    if verdict != "ok" {
        return Err(StoreError::Damaged(verdict));
    }
    let on_disk = std::fs::File::open(to).and_then(|file| file.sync_all());
    on_disk.map_err(|why| StoreError::Refused(why.to_string()))
}

fn companions(path: &Path) -> impl Iterator<Item = PathBuf> + '_ {
    COMPANIONS.iter().map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    })
}
