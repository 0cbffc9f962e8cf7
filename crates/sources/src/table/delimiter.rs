//! Which character separates the fields of a text file.

use std::collections::BTreeMap;

/// Comma from the portals, semicolon from a German Excel, tab from "Unicode text", and the pipe.
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How much of a file is looked at.
const SAMPLE_BYTES: usize = 64 * 1024;
/// How many rows of it.
const SAMPLE_ROWS: usize = 200;

/// A CSV reader as every table is read: no header, rows of any length.
pub(super) fn reader(text: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text)
}

/// Excel's first line `sep=;`: where the rows begin, and what it declares.
pub(super) fn declared(text: &str) -> (usize, Option<u8>) {
    let line_end = text.find(['\r', '\n']).unwrap_or(text.len());
    let line = text[..line_end].trim_matches('"');
    let declared = match line.as_bytes() {
        [s, e, p, b'=', delimiter] if [*s, *e, *p].eq_ignore_ascii_case(b"sep") => *delimiter,
        _ => return (0, None),
    };
    let rest = &text[line_end..];
    let line_break = match rest.as_bytes() {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    };
    (line_end + line_break, Some(declared))
}

/// The candidates that cut any row, the best first; a comma if none does.
pub(super) fn ranked(text: &str) -> Vec<u8> {
    let mut end = text.len().min(SAMPLE_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text.as_bytes()[..end];
    let mut ranked: Vec<(Cuts, u8)> = CANDIDATES
        .into_iter()
        .map(|candidate| (Cuts::of(sample, candidate), candidate))
        .filter(|(cuts, _)| cuts.rows > 0)
        .collect();
    // Stable: of equals, the earlier candidate is the commoner one.
    ranked.sort_by(|(one, _), (other, _)| other.cmp(one));
    if ranked.is_empty() {
        return vec![CANDIDATES[0]];
    }
    ranked.into_iter().map(|(_, candidate)| candidate).collect()
}

/// What a delimiter does to a text; the greater is the better delimiter.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Cuts {
    /// Rows that it cuts at all.
    rows: usize,
    /// Rows with the commonest number of fields.
    alike: usize,
    /// That number.
    fields: usize,
}

impl Cuts {
    fn of(sample: &[u8], delimiter: u8) -> Self {
        let mut counts = BTreeMap::new();
        let mut reader = reader(sample, delimiter);
        let mut record = csv::ByteRecord::new();
        for _ in 0..SAMPLE_ROWS {
            if !matches!(reader.read_byte_record(&mut record), Ok(true)) {
                break;
            }
            if record.len() > 1 {
                *counts.entry(record.len()).or_insert(0) += 1;
            }
        }
        let commonest = counts.iter().map(|(fields, rows)| (*rows, *fields)).max();
        let (alike, fields) = commonest.unwrap_or((0, 0));
        Self {
            rows: counts.values().sum(),
            alike,
            fields,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{declared, ranked};

    fn sniff(text: &str) -> u8 {
        ranked(text)[0]
    }

    #[test]
    fn commas_inside_of_values_do_not_win() {
        assert_eq!(
            sniff("Seriennummer;Name\nF1;Müller, A\nF2;Maier, B\n"),
            b';'
        );
        assert_eq!(sniff("a,b\n\"x;y\",2\n\"u;v\",3\n"), b',');
        assert_eq!(sniff("a\tb\n1,5\t2,5\n"), b'\t');
        assert_eq!(sniff("a|b|c\n1|2|3\n"), b'|');
        assert_eq!(sniff("one column\nonly\n"), b',');
    }

    #[test]
    fn a_preamble_of_pairs_does_not_hide_the_table() {
        let log = "OPERATION,ASSIGN_DEVICES\nSTATUS,COMPLETED\n\nserial_number,operation_status\n";
        assert_eq!(sniff(log), b',');
    }

    #[test]
    fn excel_declares_its_separator() {
        assert_eq!(declared("sep=;\r\na;b"), (7, Some(b';')));
        assert_eq!(declared("SEP=\t\na\tb"), (6, Some(b'\t')));
        assert_eq!(declared("separator;b"), (0, None));
        assert_eq!(declared("sep=,"), (5, Some(b',')));
    }
}
