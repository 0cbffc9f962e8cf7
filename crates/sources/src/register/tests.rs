//! Stories: lists as customers keep them.

use super::{
    ColumnReason, RegisterColumns, RegisterError, RegisterField, RegisterReading, read_register,
    read_register_file,
};
use crate::gathering::Gathering;
use crate::table::Encoding;
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::{GapReason, RegisterRow, Snapshot, Source, Tenant, Whereabouts};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};

fn now() -> Moment {
    Stamp::parse("2026-06-01T00:00:00Z").unwrap().at().unwrap()
}

fn read_with(
    bytes: &[u8],
    columns: Option<&RegisterColumns>,
) -> (Result<RegisterReading, RegisterError>, Snapshot) {
    let into = Gathering::new(7);
    let reading = read_register("register.csv", bytes, columns, now(), &into);
    (reading, into.finish(now(), Tenant::default()))
}

fn read(text: &str) -> (RegisterReading, Snapshot) {
    let (reading, snapshot) = read_with(text.as_bytes(), None);
    (reading.unwrap(), snapshot)
}

fn fault(text: &str) -> RegisterError {
    read_with(text.as_bytes(), None).0.unwrap_err()
}

fn column(reading: &RegisterReading, field: RegisterField) -> Option<(usize, ColumnReason)> {
    let choice = reading.columns.iter().find(|choice| choice.field == field);
    choice.map(|choice| (choice.column, choice.reason))
}

fn line(snapshot: &Snapshot, row: &RegisterRow) -> String {
    format!(
        "{} {} {} {} {:?} {} {} {} {}",
        row.line,
        snapshot.serials.text(row.serial),
        row.imei,
        snapshot.words.text(row.user),
        row.whereabouts,
        snapshot.words.text(row.site),
        row.handed_out,
        row.bought,
        snapshot.words.text(row.order),
    )
}

const GERMAN: &str = "Inventarnr.;Gerät;Seriennummer;IMEI;Mitarbeiter;Standort;Status;\
Ausgegeben am;Kaufdatum;Bestellnr.\r\n\
INV0001234;iPhone 16;F2LXK9ABCD;356938035643809;A.Becker@Contoso.example;Köln;Ausgegeben;\
05.03.2026;01.03.26;PO-1\r\n\
INV0001235;iPhone 16;f2lxk9abce;;;Lager Süd;im Schrank, Lager;;01.03.26;PO-1\r\n";

#[test]
fn a_german_list_from_excel_in_latin_1() {
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(GERMAN);
    let (reading, snapshot) = read_with(&latin, None);
    let reading = reading.unwrap();
    assert_eq!(reading.encoding, Some(Encoding::Windows1252));
    assert_eq!(reading.delimiter, Some(';'));
    assert!(
        reading
            .notes
            .iter()
            .any(|note| note.contains("Windows-1252"))
    );
    assert_eq!(reading.columns.len(), 8);
    assert!(
        reading
            .columns
            .iter()
            .all(|choice| choice.reason == ColumnReason::Header)
    );
    assert_eq!(
        line(&snapshot, &snapshot.register[0]),
        "1 F2LXK9ABCD 356938035643809 a.becker@contoso.example HandedOut Köln \
         2026-03-05T00:00:00Z 2026-03-01T00:00:00Z PO-1"
    );
    assert_eq!(snapshot.register[1].whereabouts, Whereabouts::Stock);
    assert!(snapshot.reads.is_complete(Source::Register));
    assert!(snapshot.gaps.is_empty(), "{:?}", snapshot.gaps);
}

#[test]
fn an_english_list_under_a_title() {
    let (reading, snapshot) = read(
        "Device list of Contoso,,,\n,,,\nSerial No.,Assigned to,State,Purchase date\n\
         F2LXK9ABCD,Anna,In stock,3/25/2026\nF2LXK9ABCE,,Broken,3/5/2026\n",
    );
    assert_eq!(reading.header_row, 3);
    let rows: Vec<_> = snapshot
        .register
        .iter()
        .map(|row| line(&snapshot, row))
        .collect();
    assert_eq!(rows[0], "1 F2LXK9ABCD  anna Stock   2026-03-25T00:00:00Z ");
    assert!(rows[1].contains("Strange") && rows[1].ends_with("2026-03-05T00:00:00Z "));
}

#[test]
fn columns_are_found_by_their_values() {
    let (reading, snapshot) = read(
        "Asset,Thing,Who,Nr,Info\n\
         AB12345678,F2LXK9ABCD,a@contoso.example,356938035643809,Lager\n\
         AB12345679,F2LXK9ABCE,b@contoso.example,356938035643817,ausgegeben\n",
    );
    let values = ColumnReason::Values { fitting: 2, of: 2 };
    assert_eq!(column(&reading, RegisterField::Serial), Some((1, values)));
    assert_eq!(column(&reading, RegisterField::User), Some((2, values)));
    assert_eq!(column(&reading, RegisterField::Imei), Some((3, values)));
    assert_eq!(column(&reading, RegisterField::Status), Some((4, values)));
    assert_eq!(snapshot.register[1].whereabouts, Whereabouts::HandedOut);
}

#[test]
fn a_list_without_a_header_row_is_read_from_its_first_line() {
    let (reading, snapshot) = read("F2LXK9ABCD;a@contoso.example\nF2LXK9ABCE;\n");
    assert_eq!((reading.rows, reading.header_row), (2, 0));
    assert_eq!(snapshot.register[0].line, 1);
    assert!(reading.notes.iter().any(|note| note.contains("no header")));
    let (reading, _) = read("F2LXK9ABCD\nF2LXK9ABCE\n");
    assert_eq!(reading.rows, 2);
}

#[test]
fn a_list_of_serial_numbers_alone_is_a_list() {
    let (reading, _) = read("Seriennummer\nF2LXK9ABCD\nF2LXK9ABCE\n");
    assert_eq!(reading.rows, 2);
}

#[test]
fn a_wrong_delimiter_is_named() {
    let text = "Seriennummer:Name:Ort\nF2LXK9ABCD:Anna:Köln\n";
    let fault = fault(text);
    assert!(matches!(fault, RegisterError::OneColumn { .. }), "{fault}");
    let text = fault.to_string();
    assert!(text.contains("Seriennummer:Name:Ort") && text.contains("--register-column"));
}

#[test]
fn two_columns_that_look_alike_are_not_guessed() {
    let text = "One,Two\nF2LXK9ABCD,F2LXK9ABCE\nF2LXK9ABCF,F2LXK9ABCG\n";
    let error = fault(text);
    assert!(matches!(error, RegisterError::Ambiguous { .. }), "{error}");
    let mut columns = RegisterColumns::default();
    columns.set("serial=two");
    let (reading, snapshot) = read_with(text.as_bytes(), Some(&columns));
    let chosen = column(&reading.unwrap(), RegisterField::Serial);
    assert_eq!(chosen, Some((1, ColumnReason::Asked)));
    assert_eq!(
        snapshot.serials.text(snapshot.register[0].serial),
        "F2LXK9ABCE"
    );
}

#[test]
fn the_serial_number_of_the_charger_is_another_one() {
    let (reading, _) = read(
        "Seriennummer Netzteil;Seriennummer iPad;SIM-Seriennummer\n\
         C4HABCDEF12;DMPXK9ABCE;8949\n",
    );
    let chosen = column(&reading, RegisterField::Serial);
    assert_eq!(chosen, Some((1, ColumnReason::PartOfHeader)));
}

#[test]
fn a_list_without_a_key_is_refused_with_its_headers() {
    let error = fault("Room,Floor\n1,2\n");
    assert!(matches!(error, RegisterError::NoKeyColumn { .. }));
    assert!(error.to_string().contains("“Room”, “Floor”"));
    let mut columns = RegisterColumns::default();
    columns.set("serial=Colour");
    let (read, snapshot) = read_with(b"Room,Floor\n1,2\n", Some(&columns));
    assert!(matches!(read, Err(RegisterError::NoSuchColumn { .. })));
    assert!(!snapshot.reads.is_complete(Source::Register));
    assert!(matches!(fault(""), RegisterError::Unreadable { .. }));
}

#[test]
fn a_column_can_be_switched_off() {
    let mut columns = RegisterColumns::default();
    columns.set("user=-");
    let (reading, _) = read_with(GERMAN.as_bytes(), Some(&columns));
    assert_eq!(column(&reading.unwrap(), RegisterField::User), None);
}

#[test]
fn rows_that_cannot_be_used_are_named_with_their_row() {
    let long = "A".repeat(10_000);
    let text = format!(
        "Serial number,IMEI,User,Bought\n\
         F2LXK9ABCD,,,\n\
         {long},,,\n\
         ,,nobody,\n\
         ÄÖ,356938035643809,,\n\
         ,\"3,56938E+14\",,\n\
         F2LXK9ABCE\n\
         F2LXK9ABCF,,,\"a\nb\"\n\
         F2LXK9ABCG,,,,shifted\n"
    );
    let (reading, snapshot) = read(&text);
    assert_eq!((reading.rows, reading.refused), (4, 4));
    let mut gaps: Vec<_> = snapshot
        .gaps
        .iter()
        .map(|gap| (gap.row.unwrap(), gap.field.clone().unwrap_or_default()))
        .collect();
    gaps.sort();
    let named: Vec<(u64, &str)> = gaps
        .iter()
        .map(|(row, field)| (*row, field.as_str()))
        .collect();
    assert_eq!(
        named,
        [
            (3, "Serial number"),
            (4, "Serial number"),
            (5, "Serial number"),
            (6, "IMEI"),
            (6, "Serial number"),
            (8, "Bought"),
            (9, ""),
        ]
    );
    assert!(
        snapshot
            .gaps
            .iter()
            .any(|gap| gap.detail.to_string().contains("rounded"))
    );
    assert!(snapshot.gaps.iter().all(|gap| gap.source == "register"));
    let row = snapshot
        .gaps
        .iter()
        .filter(|gap| gap.reason == GapReason::Row);
    assert_eq!(row.count(), 5);
}

#[test]
fn a_workbook_with_numbers_and_dates() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "Notizen").unwrap();
    let sheet = book.add_worksheet();
    let date = Format::new().set_num_format("dd.mm.yyyy");
    for (column, name) in ["Seriennummer", "IMEI", "Ausgabedatum"].iter().enumerate() {
        sheet.write(0, column as u16, *name).unwrap();
    }
    sheet.write(1, 0, 123_456_789_012_f64).unwrap();
    sheet.write(1, 1, 356_938_035_643_809_f64).unwrap();
    sheet.write_with_format(1, 2, 46_086.0, &date).unwrap();
    sheet.write(2, 0, "F2LXK9ABCD").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (reading, snapshot) = read_with(&bytes, None);
    assert_eq!(reading.unwrap().sheet.as_deref(), Some("Sheet2"));
    assert_eq!(
        line(&snapshot, &snapshot.register[0]),
        "1 123456789012 356938035643809  Missing  2026-03-05T00:00:00Z  "
    );
}

#[test]
fn values_that_are_no_serial_numbers_are_doubted_aloud() {
    let (reading, _) = read("Serial,User\n1,a\n2,b\n3,c\n");
    assert!(
        reading
            .notes
            .iter()
            .any(|note| note.contains("only 0 of 3"))
    );
}

#[test]
fn a_snapshots_register_is_read_with_its_columns() {
    let directory = tempfile::tempdir().unwrap();
    let into = Gathering::new(7);
    let read = read_register_file(directory.path(), now(), &into);
    assert_eq!(read, Ok(None));
    let path = |name: &str| directory.path().join(name);
    std::fs::write(path("register.csv"), "One,Two\nF2LXK9ABCD,F2LXK9ABCE\n").unwrap();
    std::fs::write(path("register.columns.json"), r#"{"serial":"B"}"#).unwrap();
    let reading = read_register_file(directory.path(), now(), &into)
        .unwrap()
        .unwrap();
    assert_eq!(reading.columns[0].header, "Two");
    std::fs::write(path("register.columns.json"), "{").unwrap();
    let read = read_register_file(directory.path(), now(), &into);
    assert!(matches!(read, Err(RegisterError::Disk { .. })));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_order_of_columns_and_rows_means_nothing(
        columns in Just(vec![0_usize, 1, 2, 3]).prop_shuffle(),
        rows in Just(vec![1_usize, 2]).prop_shuffle(),
    ) {
        let table = [
            ["Seriennummer", "Mitarbeiter", "Status", "Kaufdatum"],
            ["F2LXK9ABCD", "a@contoso.example", "Lager", "3/25/2026"],
            ["F2LXK9ABCE", "b@contoso.example", "verloren", "3/5/2026"],
        ];
        let text = |rows: &[usize], columns: &[usize]| {
            let line = |row: &usize| {
                let cells: Vec<&str> = columns.iter().map(|column| table[*row][*column]).collect();
                format!("{}\n", cells.join(";"))
            };
            std::iter::once(&0).chain(rows).map(line).collect::<String>()
        };
        let meaning = |text: String| {
            let (_, snapshot) = read(&text);
            let row = |row: &RegisterRow| line(&snapshot, row)[2..].to_owned();
            let mut rows: Vec<String> = snapshot.register.iter().map(row).collect();
            rows.sort();
            rows
        };
        prop_assert_eq!(meaning(text(&rows, &columns)), meaning(text(&[1, 2], &[0, 1, 2, 3])));
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read_with(&bytes, None);
    }

    #[test]
    fn any_table_never_panics(
        text in "([\\PC;\"\n]{0,16};){0,8}[\\PC\"\n]{0,20}", asked in "[\\PC]{0,4}"
    ) {
        let columns = RegisterColumns { serial: Some(asked), ..RegisterColumns::default() };
        let _ = read_with(text.as_bytes(), None);
        let _ = read_with(text.as_bytes(), Some(&columns));
        let _ = read_with(format!("Seriennummer;IMEI;Kaufdatum\n{text}").as_bytes(), None);
    }
}
