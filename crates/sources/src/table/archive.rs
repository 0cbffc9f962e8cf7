//! What kind of file some bytes are, and unpacking zip archives that may be hostile.

use super::TableFault;
use crate::told::told;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// Most entries of a portal's archive.
pub(crate) const ENTRIES_MAX: usize = 100;
/// Most bytes that one entry may unpack to.
pub(crate) const ENTRY_BYTES_MAX: u64 = 512 << 20;
/// Most bytes that all entries of one archive may unpack to.
const ARCHIVE_BYTES_MAX: u64 = 2 << 30;
/// Most parts of a workbook; each sheet, drawing and style is one.
const WORKBOOK_PARTS_MAX: usize = 2_000;
/// How far an entry may unpack beyond its size in the archive. Tables pack to between a tenth
/// and a hundredth; DEFLATE itself ends at about 1,030.
const RATIO_MAX: u64 = 300;
/// Below this many bytes the ratio says nothing.
const RATIO_FREE_BYTES: u64 = 4 << 20;
/// Fewest bytes of a text in a workbook: `<si/>`.
const STRING_BYTES_MIN: u64 = 5;
/// So many promised texts are believed in any case.
const STRINGS_FREE: u64 = 1 << 16;
/// The name of the part that makes a zip archive a workbook.
const WORKBOOK_PART: &str = "xl/workbook.xml";

/// What the bytes look like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Container {
    /// No bytes at all.
    Nothing,
    /// Something that may be text.
    Plain,
    /// XLSX.
    Workbook,
    /// A zip archive that is no workbook.
    Zip,
    /// The compound format of old or encrypted Excel files.
    OldWorkbook,
    /// A known format that is no table.
    Foreign(&'static str),
}

/// Looks at the first bytes, and into the directory of a zip archive.
pub(crate) fn look(bytes: &[u8]) -> Container {
    match bytes {
        [] => Container::Nothing,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Container::OldWorkbook,
        [b'P', b'K', 3 | 5, 4 | 6, ..] => {
            let names = open(bytes).map(|archive| archive.index_for_name(WORKBOOK_PART).is_some());
            if names == Ok(true) {
                Container::Workbook
            } else {
                Container::Zip
            }
        }
        [b'%', b'P', b'D', b'F', ..] => Container::Foreign("table-pdf"),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Container::Foreign("table-zstd"),
        [0x1f, 0x8b, ..] => Container::Foreign("table-gzip"),
        _ => Container::Plain,
    }
}

/// An unpacked file of an archive.
pub(crate) struct Entry {
    /// Its name, without folders.
    pub(crate) name: String,
    /// What is in it, or why it was not unpacked.
    pub(crate) content: Result<Vec<u8>, TableFault>,
}

/// Unpacks the files of a portal's archive one after the other and hands each to `visit`.
/// Folders and the hidden files that macOS adds are passed over; an archive inside of the
/// archive is refused.
pub(crate) fn unpack(bytes: &[u8], visit: &mut dyn FnMut(Entry)) -> Result<(), TableFault> {
    let mut archive = open(bytes)?;
    if archive.len() > ENTRIES_MAX {
        return Err(TableFault::TooLarge(
            told("table-entries")
                .with("count", archive.len().to_string())
                .with("most", ENTRIES_MAX.to_string()),
        ));
    }
    let mut total = 0;
    for number in 0..archive.len() {
        let path = match archive.name_for_index(number) {
            Some(Ok(name)) => name.into_owned(),
            _ => format!("file {}", number + 1),
        };
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        if name.is_empty() || name.starts_with('.') || path.contains("__MACOSX/") {
            continue;
        }
        let content = match archive.by_index(number) {
            Ok(mut file) => {
                let packed = file.compressed_size();
                inflate(&mut file, packed, &mut total)
            }
            Err(fault) => Err(torn(fault)),
        };
        let content = content.and_then(|content| match look(&content) {
            Container::Zip => Err(TableFault::Foreign("table-inner")),
            _ => Ok(content),
        });
        visit(Entry {
            name: name.to_owned(),
            content,
        });
    }
    Ok(())
}

/// Unpacks every part of a workbook into nothing, to be sure of its size before it is parsed.
pub(crate) fn check_workbook(bytes: &[u8]) -> Result<(), TableFault> {
    let mut archive = open(bytes)?;
    if archive.len() > WORKBOOK_PARTS_MAX {
        return Err(TableFault::TooLarge(
            told("table-parts")
                .with("count", archive.len().to_string())
                .with("most", WORKBOOK_PARTS_MAX.to_string()),
        ));
    }
    let mut total = 0;
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).map_err(torn)?;
        let name = part.name_raw().to_ascii_lowercase();
        let holds_strings = name.ends_with(b"sharedstrings.xml");
        let packed = part.compressed_size();
        let mut gauge = Gauge::new(packed, &mut total);
        let mut piece = [0; 1 << 14];
        let mut promise = Promise::default();
        loop {
            let read = part.read(&mut piece).map_err(|fault| unreadable(&fault))?;
            if read == 0 {
                break;
            }
            gauge.add(read)?;
            if holds_strings {
                promise.scan(&piece[..read]);
            }
        }
        if promise.strings > STRINGS_FREE.max(gauge.unpacked / STRING_BYTES_MIN) {
            return Err(TableFault::TooLarge(told("table-promises")));
        }
    }
    Ok(())
}

/// What the part of shared texts says about their number. The parser reserves memory for as many,
/// so a lie there would end the program.
#[derive(Default)]
struct Promise {
    strings: u64,
    /// The end of the piece before, in which the attribute may have begun.
    tail: Vec<u8>,
}

impl Promise {
    fn scan(&mut self, piece: &[u8]) {
        const ATTRIBUTE: &[u8] = b"uniqueCount";
        /// The attribute, its sign, its quotes and the longest number, with room for blanks.
        const REACH: usize = 96;
        self.tail.extend_from_slice(piece);
        for (at, window) in self.tail.windows(ATTRIBUTE.len()).enumerate() {
            if window != ATTRIBUTE {
                continue;
            }
            let value = &self.tail[at + ATTRIBUTE.len()..];
            let value = &value[..value.len().min(REACH - ATTRIBUTE.len())];
            let sign = |c: &&u8| c.is_ascii_whitespace() || matches!(c, b'=' | b'"' | b'\'' | b'+');
            let digits = value
                .iter()
                .skip_while(sign)
                .take_while(|c| c.is_ascii_digit());
            let number = digits.fold(0_u64, |number, digit| {
                number
                    .saturating_mul(10)
                    .saturating_add(u64::from(digit - b'0'))
            });
            self.strings = self.strings.max(number);
        }
        let keep = self.tail.len().saturating_sub(REACH);
        self.tail.drain(..keep);
    }
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, TableFault> {
    ZipArchive::new(Cursor::new(bytes)).map_err(torn)
}

fn inflate(file: &mut impl Read, packed: u64, total: &mut u64) -> Result<Vec<u8>, TableFault> {
    let mut gauge = Gauge::new(packed, total);
    let mut content = Vec::new();
    let mut piece = [0; 1 << 14];
    loop {
        let read = file.read(&mut piece).map_err(|fault| unreadable(&fault))?;
        if read == 0 {
            return Ok(content);
        }
        gauge.add(read)?;
        content.extend_from_slice(&piece[..read]);
    }
}

/// Counts what was unpacked, and stops it.
struct Gauge<'t> {
    packed: u64,
    unpacked: u64,
    total: &'t mut u64,
}

impl<'t> Gauge<'t> {
    fn new(packed: u64, total: &'t mut u64) -> Self {
        Self {
            packed,
            unpacked: 0,
            total,
        }
    }

    fn add(&mut self, bytes: usize) -> Result<(), TableFault> {
        self.unpacked += bytes as u64;
        *self.total += bytes as u64;
        if self.unpacked > ENTRY_BYTES_MAX || *self.total > ARCHIVE_BYTES_MAX {
            return Err(TableFault::TooLarge(
                told("table-unpacks").with("most", (ENTRY_BYTES_MAX >> 20).to_string()),
            ));
        }
        let plausible = self.packed.saturating_mul(RATIO_MAX);
        if self.unpacked > RATIO_FREE_BYTES && self.unpacked > plausible {
            return Err(TableFault::TooLarge(
                told("table-bomb").with("times", RATIO_MAX.to_string()),
            ));
        }
        Ok(())
    }
}

fn torn(fault: zip::result::ZipError) -> TableFault {
    match fault {
        zip::result::ZipError::UnsupportedArchive(why) => {
            TableFault::Torn(told("table-packed").with("why", why))
        }
        other => TableFault::Torn(told("table-damaged").with("why", other.to_string())),
    }
}

fn unreadable(fault: &std::io::Error) -> TableFault {
    TableFault::Torn(told("table-damaged").with("why", fault.to_string()))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::{Container, ENTRIES_MAX, Entry, TableFault, look, unpack};
    use std::io::{Cursor, Write};
    use zip::write::SimpleFileOptions;

    /// An archive with these files.
    pub(crate) fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        for (name, content) in files {
            writer.start_file(*name, options).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn entries(bytes: &[u8]) -> Vec<Entry> {
        let mut entries = Vec::new();
        unpack(bytes, &mut |entry| entries.push(entry)).unwrap();
        entries
    }

    #[test]
    fn folders_and_hidden_files_are_passed_over() {
        let zip = zip_of(&[
            ("reports/Devices.csv", b"a,b"),
            ("__MACOSX/._Devices.csv", b"x"),
            (".DS_Store", b"x"),
        ]);
        let entries = entries(&zip);
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].name, "Devices.csv");
        assert_eq!(entries[0].content.as_deref(), Ok(&b"a,b"[..]));
    }

    #[test]
    fn a_bomb_is_stopped() {
        let zip = zip_of(&[("bomb.csv", &vec![b'a'; 64 << 20])]);
        assert!(zip.len() < 128 << 10);
        let entries = entries(&zip);
        assert!(matches!(entries[0].content, Err(TableFault::TooLarge(_))));
    }

    #[test]
    fn an_archive_inside_of_an_archive_is_refused() {
        let inner = zip_of(&[("a.csv", b"a,b")]);
        let entries = entries(&zip_of(&[("inner.zip", &inner)]));
        assert!(matches!(entries[0].content, Err(TableFault::Foreign(_))));
    }

    #[test]
    fn a_thousand_files_are_too_many() {
        let names: Vec<String> = (0..=ENTRIES_MAX).map(|n| format!("{n}.csv")).collect();
        let files: Vec<(&str, &[u8])> = names.iter().map(|n| (n.as_str(), &b"a"[..])).collect();
        let read = unpack(&zip_of(&files), &mut |_| {});
        assert!(matches!(read, Err(TableFault::TooLarge(_))));
    }

    #[test]
    fn kinds_are_told_apart_by_their_bytes() {
        assert_eq!(look(b""), Container::Nothing);
        assert_eq!(look(b"Serial number,Model"), Container::Plain);
        assert_eq!(look(&zip_of(&[("a.csv", b"a")])), Container::Zip);
        assert_eq!(look(b"PK\x03\x04 torn"), Container::Zip);
    }
}
