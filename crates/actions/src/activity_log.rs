//! The log of an activity at Apple: a file behind a link that is signed for a minute and is
//! followed without a token (apple.md §1.6).

use crate::hands::Hands;

/// What the log says of one device.
#[derive(Debug)]
pub(crate) struct Entry {
    pub(crate) serial: String,
    pub(crate) is_success: bool,
    /// Apple's word for what happened.
    pub(crate) word: String,
}

/// The log, if it can be had.
pub(crate) fn read(hands: &mut Hands<'_>, link: &str) -> Option<Vec<Entry>> {
    let text = hands.download(link)?;
    entries(&text)
}

/// A preamble of names and values, then a table whose header begins with the serial number. Its
/// other columns are known by name, for nobody has published their order.
fn entries(text: &[u8]) -> Option<Vec<Entry>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text);
    let mut rows = reader.records().map_while(Result::ok);
    let name = |cell: &str| {
        cell.trim_start_matches('\u{feff}')
            .trim()
            .to_ascii_lowercase()
    };
    let header = rows.find(|row| {
        row.get(0)
            .is_some_and(|it| name(it).contains("serial_number"))
    })?;
    let column = |wanted: &str| header.iter().position(|cell| name(cell) == wanted);
    let (status, word) = (column("operation_status")?, column("operation_substatus"));
    let entry = |row: csv::StringRecord| {
        let cell = |place: usize| row.get(place).unwrap_or_default().trim().to_owned();
        let status = cell(status);
        Entry {
            serial: cell(0),
            is_success: status == "SUCCESS",
            word: word.map(cell).filter(|it| !it.is_empty()).unwrap_or(status),
        }
    };
    Some(rows.map(entry).filter(|it| !it.serial.is_empty()).collect())
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn the_table_is_found_behind_its_preamble() {
        let text = b"OPERATION,ASSIGN_DEVICES\nSTATUS,COMPLETED\n\nserial_number,operation_status,\
                     operation_substatus,timestamp\nC01,SUCCESS,UPDATED,x\nC02,ISSUE\n";
        let found = entries(text).unwrap();
        assert!(found[0].is_success && found[0].word == "UPDATED");
        assert!(!found[1].is_success && found[1].word == "ISSUE" && found[1].serial == "C02");
        assert!(entries(b"<html>").is_none());
    }
}
