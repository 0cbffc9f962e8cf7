//! CSV and its relatives: from bytes to text, and from text to rows.
//!
//! The portals write UTF-8 with or without a byte order mark. A file that was opened in a
//! spreadsheet and saved again may be UTF-16 or in a Windows code page, with another delimiter.

use super::delimiter;
use super::{COLUMNS_MAX, Cells, Cut, ROWS_MAX, Row, TableFault, Visit};
use std::borrow::Cow;
use std::fmt;

/// How the bytes of a text file were read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    #[default]
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, which contains Latin-1. A guess: these bytes are no UTF-8.
    Windows1252,
}

impl Encoding {
    /// Whether the encoding was guessed, so that a person should look at the umlauts.
    pub const fn is_guess(self) -> bool {
        matches!(self, Self::Windows1252)
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16 (little endian)",
            Self::Utf16Be => "UTF-16 (big endian)",
            Self::Windows1252 => "Windows-1252 (Latin-1)",
        })
    }
}

/// A text file with its delimiter.
pub(crate) struct TextTable<'a> {
    text: Cow<'a, str>,
    /// First byte of the first row; after a line like `sep=;`.
    start: usize,
    /// The best first.
    delimiters: Vec<u8>,
    delimiter: u8,
    encoding: Encoding,
    /// Whether the text ends without a line break, so that its last row may be cut.
    open_end: bool,
}

impl<'a> TextTable<'a> {
    /// Decodes a text file and finds its delimiter.
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, TableFault> {
        let (text, encoding) = decode(bytes);
        if text.trim().is_empty() {
            return Err(TableFault::Empty);
        }
        if is_binary(&text) {
            return Err(TableFault::Foreign("table-no-text"));
        }
        let (start, declared) = delimiter::declared(&text);
        let delimiters = match declared {
            Some(declared) => vec![declared],
            None => delimiter::ranked(&text[start..]),
        };
        let open_end = !text.ends_with(['\n', '\r']);
        Ok(Self {
            text,
            start,
            delimiter: delimiters[0],
            delimiters,
            encoding,
            open_end,
        })
    }

    /// How the bytes were read.
    pub(crate) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// What may separate the fields, the best first.
    pub(crate) fn delimiters(&self) -> &[u8] {
        &self.delimiters
    }

    /// Reads the same text with another delimiter.
    pub(crate) fn set_delimiter(&mut self, delimiter: u8) {
        self.delimiter = delimiter;
    }

    /// What separates the fields.
    pub(crate) fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    /// Visits the rows that are not blank.
    pub(crate) fn walk(&self, visit: &mut Visit<'_>) -> Result<(), TableFault> {
        let body = self.text[self.start..].as_bytes();
        let mut reader = delimiter::reader(body, self.delimiter);
        let mut record = csv::StringRecord::new();
        let (mut shown, mut from, mut rows, mut widest) = (0, 0, 0, 0);
        loop {
            let more = reader
                .read_record(&mut record)
                .map_err(|fault| TableFault::Torn(fault.to_string().into()))?;
            if !more {
                return Ok(());
            }
            let to = reader.position().byte() as usize;
            let at_end = to >= body.len();
            shown += 1 + empty_lines(body, from, to);
            let raw = &body[from..to];
            from = to;
            widest = widest.max(record.len());
            let row = Row {
                number: shown,
                cut: if at_end && has_open_quote(raw) {
                    Cut::OpenQuote
                } else if at_end && self.open_end && record.len() < widest {
                    Cut::Short
                } else {
                    Cut::No
                },
                cells: Cells::Record(&record),
            };
            if row.is_blank() {
                continue;
            }
            if row.len() > COLUMNS_MAX {
                return Err(TableFault::TooManyColumns);
            }
            rows += 1;
            if rows > ROWS_MAX {
                return Err(TableFault::TooManyRows);
            }
            if visit(&row).is_break() {
                return Ok(());
            }
        }
    }
}

/// How many empty lines, which the reader skips, stand before the record in these bytes. A reader
/// that stopped after `\r` leaves the `\n` of the same line break behind.
fn empty_lines(body: &[u8], from: usize, to: usize) -> u64 {
    let mut rest = &body[from..to];
    if from > 0
        && body[from - 1] == b'\r'
        && let [b'\n', after @ ..] = rest
    {
        rest = after;
    }
    let mut lines = 0;
    loop {
        rest = match rest {
            [b'\r', b'\n', after @ ..] | [b'\r' | b'\n', after @ ..] => after,
            _ => return lines,
        };
        lines += 1;
    }
}

/// Whether the last record of a text swallowed others: it spans lines, and its quotation marks do
/// not come in pairs.
fn has_open_quote(raw: &[u8]) -> bool {
    let inner = raw.trim_ascii();
    let is_odd = inner.iter().fold(false, |odd, byte| odd ^ (*byte == b'"'));
    is_odd && inner.iter().any(|byte| matches!(byte, b'\r' | b'\n'))
}

fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    if let Some((marked, length)) = encoding_rs::Encoding::for_bom(bytes) {
        let rest = &bytes[length..];
        if marked == encoding_rs::UTF_16LE {
            return utf16(rest, Encoding::Utf16Le);
        }
        if marked == encoding_rs::UTF_16BE {
            return utf16(rest, Encoding::Utf16Be);
        }
        return eight_bits(rest);
    }
    // Mostly ASCII in UTF-16 without a mark: every other byte is zero.
    let sample = &bytes[..bytes.len().min(512)];
    let zeros = |odd: usize| {
        let half = sample.iter().skip(odd).step_by(2);
        half.filter(|byte| **byte == 0).count()
    };
    let half = sample.len() / 2;
    if half >= 4 && zeros(1) * 10 > half * 8 && zeros(0) == 0 {
        return utf16(bytes, Encoding::Utf16Le);
    }
    if half >= 4 && zeros(0) * 10 > half * 8 && zeros(1) == 0 {
        return utf16(bytes, Encoding::Utf16Be);
    }
    eight_bits(bytes)
}

fn utf16(bytes: &[u8], encoding: Encoding) -> (Cow<'_, str>, Encoding) {
    let decoder = match encoding {
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        _ => encoding_rs::UTF_16LE,
    };
    (decoder.decode_without_bom_handling(bytes).0, encoding)
}

fn eight_bits(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), Encoding::Utf8),
        // UTF-8 whose last character was cut off: the rest of the file is sound.
        Err(fault) if fault.error_len().is_none() && fault.valid_up_to() > 0 => (
            String::from_utf8_lossy(&bytes[..fault.valid_up_to()]),
            Encoding::Utf8,
        ),
        Err(_) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            (text, Encoding::Windows1252)
        }
    }
}

/// Whether a text is full of control characters that no table has.
fn is_binary(text: &str) -> bool {
    let sample = text.chars().take(4096);
    let strange = |c: &char| c.is_control() && !matches!(c, '\t' | '\r' | '\n' | '\u{c}');
    sample.filter(strange).count() * 50 > text.chars().take(4096).count()
}

#[cfg(test)]
mod tests {
    use super::{Encoding, TextTable, decode};

    fn utf16(text: &str, mark: bool, low_first: bool) -> Vec<u8> {
        let units = text.encode_utf16();
        let order = |unit: u16| {
            if low_first {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        };
        let first = mark.then_some(0xfeff);
        first.into_iter().chain(units).flat_map(order).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "Gerätename;Größe\r\n";
        let latin: Vec<u8> = text.chars().map(|c| c as u8).collect();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (
                [&[0xef, 0xbb, 0xbf], text.as_bytes()].concat(),
                Encoding::Utf8,
            ),
            (utf16(text, true, true), Encoding::Utf16Le),
            (utf16(text, true, false), Encoding::Utf16Be),
            (utf16(text, false, true), Encoding::Utf16Le),
            (utf16(text, false, false), Encoding::Utf16Be),
            (latin, Encoding::Windows1252),
        ] {
            assert_eq!(decode(&bytes), (text.into(), encoding));
        }
    }

    #[test]
    fn a_cut_last_character_does_not_change_the_encoding() {
        let text = "Gerätename;Größ";
        let cut = &text.as_bytes()[..text.len() - 1];
        assert_eq!(decode(cut), ("Gerätename;Grö".into(), Encoding::Utf8));
        let table = TextTable::open(cut).map(|table| table.open_end);
        assert_eq!(table, Ok(true));
    }
}
