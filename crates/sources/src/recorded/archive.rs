//! A snapshot as one tar file, plain or `.zst`. It is read from front to back, once: a thread takes
//! the next file out of it and works on it while another thread takes the one after.
//!
//! Headers are read here and not by the `tar` crate's own loop, which reads a long name of any
//! length into memory and cannot be shared by threads.

use super::directory::LeftOut;
use super::file_name::{FOLDERS, FileName};
use super::limits::too_many_files;
use super::limits::{Limits, WINDOW_LOG_MAX};
use super::shelf::{Buffers, Remains, Taken};
use super::unpack::{ReadFault, fill};
use super::unreadable::Unreadable;
use crate::told::told;
use std::collections::HashSet;
use std::fs;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tar::{EntryType, Header, PaxExtensions};

const BLOCK: usize = 512;
/// The longest name and the longest block of attributes that are read.
const NAME_MAX: u64 = 64 << 10;
/// How much of tables is kept until the pages are read. An export of a million devices has some
/// 300 MB; a directory needs no such limit.
const KEPT_MAX: u64 = 1 << 30;
/// What a zstd frame begins with (RFC 8878 §3.1.1).
const ZSTD_MAGIC: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];

/// An archive while it is read.
pub(super) struct Archive {
    bytes: u64,
    walk: Mutex<Walk>,
}

/// Where the reading is.
struct Walk {
    reader: Box<dyn Read + Send>,
    /// Bytes taken from the file itself, and how many of them were reported.
    taken: Arc<AtomicU64>,
    reported: u64,
    unpacked: u64,
    /// The folder in which the snapshot lies in the archive; of the first known file.
    prefix: Option<String>,
    seen: HashSet<String>,
    left_out: Vec<LeftOut>,
    /// The name that a previous entry gave to the next one.
    long_name: Option<Vec<u8>>,
    ended: bool,
    broken: Option<ReadFault>,
    /// Files of people and portals, which are read last.
    kept: Vec<(Taken, Vec<u8>)>,
    kept_bytes: u64,
}

impl Archive {
    /// Opens an archive; `None` if the file is none.
    pub(super) fn open(path: &Path) -> Result<Option<Self>, Unreadable> {
        let closed = |why| Unreadable::Closed {
            path: path.to_owned(),
            why,
        };
        let mut file = fs::File::open(path).map_err(closed)?;
        let bytes = file.metadata().map_err(closed)?.len();
        let mut start = Vec::new();
        file.by_ref()
            .take(BLOCK as u64)
            .read_to_end(&mut start)
            .map_err(closed)?;
        file.rewind().map_err(closed)?;
        let taken = Arc::new(AtomicU64::new(0));
        let counted = Counted {
            inner: io::BufReader::with_capacity(1 << 18, file),
            taken: Arc::clone(&taken),
        };
        let reader: Box<dyn Read + Send> = if start.starts_with(&ZSTD_MAGIC) {
            let mut decoder = zstd::stream::read::Decoder::new(counted).map_err(closed)?;
            decoder.window_log_max(WINDOW_LOG_MAX).map_err(closed)?;
            Box::new(io::BufReader::with_capacity(1 << 18, decoder))
        } else if block(&start).is_some_and(is_header) {
            Box::new(counted)
        } else {
            return Ok(None);
        };
        let walk = Walk {
            reader,
            taken,
            reported: 0,
            unpacked: 0,
            prefix: None,
            seen: HashSet::new(),
            left_out: Vec::new(),
            long_name: None,
            ended: false,
            broken: None,
            kept: Vec::new(),
            kept_bytes: 0,
        };
        Ok(Some(Self {
            bytes,
            walk: Mutex::new(walk),
        }))
    }

    /// The archive's bytes as it lies on the disk.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads the next page into the buffers. Files of people and portals that lie before it are
    /// kept for later.
    pub(super) fn take(
        &self,
        buffers: &mut Buffers,
        limits: &Limits,
        left: &AtomicU64,
    ) -> Option<Taken> {
        loop {
            let mut taken = {
                let mut walk = self.walk.lock().unwrap_or_else(PoisonError::into_inner);
                walk.take(buffers, limits, left)?
            };
            if taken.name.packed {
                let Buffers { plain, packed } = buffers;
                let unpacking = fill(&packed[..], true, plain, limits, left);
                taken.fault = taken.fault.or(unpacking);
            }
            if !taken.name.is_late() {
                return Some(taken);
            }
            self.keep(taken, std::mem::take(&mut buffers.plain));
        }
    }

    fn keep(&self, mut taken: Taken, mut bytes: Vec<u8>) {
        let mut walk = self.walk.lock().unwrap_or_else(PoisonError::into_inner);
        walk.kept_bytes += bytes.len() as u64;
        if walk.kept_bytes > KEPT_MAX {
            bytes = Vec::new();
            let why = told("gap-large-tables").with("most", KEPT_MAX.to_string());
            taken.fault = Some(ReadFault::TooLarge(why));
        }
        walk.kept.push((taken, bytes));
    }

    /// Takes a file that was kept.
    pub(super) fn take_late(&self, buffer: &mut Vec<u8>) -> Option<Taken> {
        let mut walk = self.walk.lock().unwrap_or_else(PoisonError::into_inner);
        let (taken, bytes) = walk.kept.pop()?;
        *buffer = bytes;
        Some(taken)
    }

    /// What was found and not read, and why the archive ended early, if it did.
    pub(super) fn end(&self) -> Remains {
        let walk = self.walk.lock().unwrap_or_else(PoisonError::into_inner);
        Remains {
            left_out: walk.left_out.clone(),
            broken: walk.broken.clone(),
        }
    }
}

impl Walk {
    /// Reads the next file with a known name as it lies in the archive.
    fn take(&mut self, buffers: &mut Buffers, limits: &Limits, left: &AtomicU64) -> Option<Taken> {
        let (name, size) = self.next_entry(limits)?;
        let into = if name.packed {
            &mut buffers.packed
        } else {
            &mut buffers.plain
        };
        let fault = self.contents(size, into, limits, left);
        let taken = self.taken.load(Ordering::Relaxed);
        let bytes_on_disk = taken - std::mem::replace(&mut self.reported, taken);
        Some(Taken {
            name,
            bytes_on_disk,
            fault,
        })
    }

    /// The next file with a known name, and its length.
    fn next_entry(&mut self, limits: &Limits) -> Option<(FileName, u64)> {
        while !self.ended {
            match self.entry(limits) {
                Ok(Some(found)) => return Some(found),
                Ok(None) => {}
                Err(fault) => {
                    self.ended = true;
                    self.broken = Some(fault);
                }
            }
        }
        None
    }

    /// One entry: `None` if it is of no use.
    fn entry(&mut self, limits: &Limits) -> Result<Option<(FileName, u64)>, ReadFault> {
        let mut block = [0_u8; BLOCK];
        self.unpacked += BLOCK as u64;
        self.check_total(0, limits)?;
        self.reader.read_exact(&mut block).map_err(breaks_off)?;
        if block == [0; BLOCK] {
            self.ended = true;
            return Ok(None);
        }
        if !is_header(&block) {
            return Err(ReadFault::BreaksOff(told("gap-broken-entry")));
        }
        let header = Header::from_byte_slice(&block);
        let size = header.entry_size().map_err(breaks_off)?;
        self.check_total(size, limits)?;
        match header.entry_type() {
            EntryType::GNULongName => {
                let mut name = self.attribute(size)?;
                while name.last() == Some(&0) {
                    name.pop();
                }
                self.long_name = Some(name);
                Ok(None)
            }
            EntryType::XHeader => {
                let attributes = self.attribute(size)?;
                let path = PaxExtensions::new(&attributes).flatten();
                let path = path.filter(|it| it.key_bytes() == b"path").last();
                if let Some(path) = path {
                    self.long_name = Some(path.value_bytes().to_vec());
                }
                Ok(None)
            }
            kind => {
                let given = self.long_name.take();
                let name = given.unwrap_or_else(|| header.path_bytes().into_owned());
                let is_file = kind.is_file() || kind.is_contiguous();
                if let Some(found) = self.known(&name, is_file, limits)? {
                    return Ok(Some((found, size)));
                }
                self.skip(padded(size))?;
                Ok(None)
            }
        }
    }

    /// The file's name in the snapshot, if it is to be read.
    fn known(
        &mut self,
        name: &[u8],
        is_file: bool,
        limits: &Limits,
    ) -> Result<Option<FileName>, ReadFault> {
        let Ok(name) = std::str::from_utf8(name) else {
            return Ok(None);
        };
        let parts: Vec<&str> = name
            .split(['/', '\\'])
            .filter(|part| !part.is_empty() && *part != ".")
            .collect();
        let Some((file, folders)) = parts.split_last() else {
            return Ok(None);
        };
        let (folder, prefix) = match folders.split_last() {
            Some((folder, prefix)) if FOLDERS.contains(folder) => (*folder, prefix),
            _ => ("", folders),
        };
        let Some(known) = FileName::recognise(folder, file) else {
            return Ok(None);
        };
        let leads_out = name.starts_with(['/', '\\']) || parts.contains(&"..");
        let prefix = prefix.join("/");
        let why = if leads_out {
            "its path leads out of the snapshot"
        } else if !is_file {
            "left-out-no-file"
        } else if *self.prefix.get_or_insert_with(|| prefix.clone()) != prefix {
            "left-out-other-snapshot"
        } else if self.seen.contains(known.key()) {
            "left-out-twice"
        } else if self.seen.len() == limits.files {
            return Err(ReadFault::TooLarge(too_many_files(limits)));
        } else {
            self.seen.insert(known.key().to_owned());
            return Ok(Some(known));
        };
        if !name.ends_with('/') && self.left_out.len() < limits.files {
            self.left_out.push(LeftOut {
                file: name.chars().take(200).collect(),
                why,
            });
        }
        Ok(None)
    }

    /// The bytes of the entry that was just found.
    fn contents(
        &mut self,
        size: u64,
        into: &mut Vec<u8>,
        limits: &Limits,
        left: &AtomicU64,
    ) -> Option<ReadFault> {
        let fault = fill((&mut self.reader).take(size), false, into, limits, left);
        let read = (into.len() as u64).min(size);
        let rest = match &fault {
            None if read < size => Err(breaks_off(io::ErrorKind::UnexpectedEof.into())),
            Some(ReadFault::BreaksOff(why)) => Err(ReadFault::BreaksOff(why.clone())),
            // `fill` may have read a byte more than it kept.
            Some(ReadFault::TooLarge(_)) if size > limits.file_bytes => {
                self.skip(padded(size) - limits.file_bytes - 1)
            }
            _ => self.skip(padded(size) - size),
        };
        if let Err(broken) = rest {
            self.ended = true;
            self.broken = Some(broken.clone());
            return fault.or(Some(broken));
        }
        fault
    }

    /// A short entry that describes the next one.
    fn attribute(&mut self, size: u64) -> Result<Vec<u8>, ReadFault> {
        if size > NAME_MAX {
            return Err(ReadFault::TooLarge(
                told("gap-long-name").with("size", size.to_string()),
            ));
        }
        let mut bytes = vec![0; size as usize];
        self.reader.read_exact(&mut bytes).map_err(breaks_off)?;
        self.skip(padded(size) - size)?;
        Ok(bytes)
    }

    fn skip(&mut self, bytes: u64) -> Result<(), ReadFault> {
        let skipped = io::copy(&mut (&mut self.reader).take(bytes), &mut io::sink());
        if skipped.map_err(breaks_off)? < bytes {
            return Err(breaks_off(io::ErrorKind::UnexpectedEof.into()));
        }
        Ok(())
    }

    /// Counts an entry before it is read, so that also what is skipped has an end.
    fn check_total(&mut self, size: u64, limits: &Limits) -> Result<(), ReadFault> {
        self.unpacked = self.unpacked.saturating_add(size);
        if self.unpacked > limits.total_bytes {
            let most = limits.total_bytes;
            return Err(ReadFault::TooLarge(
                told("gap-large-archive").with("most", most.to_string()),
            ));
        }
        Ok(())
    }
}

/// Entries are padded to whole blocks.
fn padded(size: u64) -> u64 {
    size.next_multiple_of(BLOCK as u64)
}

fn block(bytes: &[u8]) -> Option<&[u8; BLOCK]> {
    bytes.first_chunk()
}

/// Whether the block's checksum is right: the sum of its bytes, those of the sum itself as blanks.
fn is_header(block: &[u8; BLOCK]) -> bool {
    let sum: u32 = block
        .iter()
        .enumerate()
        .map(|(place, byte)| match place {
            148..156 => u32::from(b' '),
            _ => u32::from(*byte),
        })
        .sum();
    let header = Header::from_byte_slice(block);
    header.cksum().is_ok_and(|written| written == sum)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "it is the function of `map_err`"
)]
fn breaks_off(why: io::Error) -> ReadFault {
    ReadFault::BreaksOff(why.to_string().into())
}

/// Counts what is read of the file itself.
struct Counted<R> {
    inner: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.taken.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
