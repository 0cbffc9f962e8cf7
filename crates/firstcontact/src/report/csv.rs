//! `--format csv`: one device a row, for a spreadsheet or a script (RFC 4180: commas, CRLF,
//! doubled quotes; UTF-8). English, and never localised. Columns are only ever added at the end.
//!
//! A cell that a spreadsheet would take for a formula begins with an apostrophe. Names of devices
//! and tokens come from outside, and a formula can send data away.

use super::facts;
use super::ndjson::{platform, product};
use super::only::{Only, code_of};
use super::write::share;
use crate::app::examine::{Examined, Examiner};
use crate::app::findings::systemic;
use crate::app::fleet::{Summary, stream};
use crate::i18n::Language;
use enrollment::case_file::CaseFile;
use enrollment::correlate::Fleet;
use enrollment::diagnosis::{Cited, Verdict, Weights};
use enrollment::snapshot::Source;
use rules::catalogue;
use std::io::{self, Write};

/// The header row.
pub const COLUMNS: [&str; 18] = [
    "serial",
    "platform",
    "product",
    "order",
    "gate",
    "cause",
    "name",
    "probability",
    "family",
    "action",
    "erase_needed",
    "data_at_risk",
    "systemic",
    "scope",
    "question",
    "settles",
    "top_evidence",
    "gaps",
];

/// Writes the header and a row for each device with a wanted cause, in the order of serial
/// numbers.
///
/// # Errors
/// Whatever `out` fails with; the examination stops then.
pub fn write(
    fleet: &Fleet<'_>,
    weights: &Weights,
    only: &Only,
    out: &mut (impl Write + Send),
) -> io::Result<Summary> {
    let examiner = Examiner::keeping(weights, Pieces::of);
    let mut header = COLUMNS.join(",");
    header.push_str("\r\n");
    out.write_all(header.as_bytes())?;
    let gaps: Vec<_> = fleet.snapshot.reads.gaps().map(Source::name).collect();
    let gaps = gaps.join(" ");
    stream(
        fleet,
        &examiner,
        |examined, out| {
            if only.keeps_verdict(&examined.judged.verdict) {
                row(examined, &gaps, out);
            }
        },
        |chunk| out.write_all(chunk),
    )
}

/// What depends on the verdict alone, written once.
struct Pieces {
    /// The cells from `gate` to `data_at_risk`.
    middle: Vec<u8>,
    /// What the strongest evidence says.
    says: String,
}

impl Pieces {
    fn of(case: &CaseFile, verdict: &Verdict) -> Self {
        let first = verdict.cited.first();
        let says = |cited: &Cited| Language::En.says(cited.reading, case.value(cited.reading));
        Self {
            middle: middle(verdict),
            says: first.map_or_else(String::new, says),
        }
    }
}

fn row(examined: &Examined<'_, '_, Pieces>, gaps: &str, out: &mut Vec<u8>) {
    let device = examined.device;
    let verdict = &examined.judged.verdict;
    let words = &device.fleet.snapshot.words;
    cell(out, device.serial_text());
    cell(out, platform(device, &examined.judged.case));
    cell(out, words.text(product(device)));
    cell(out, device.org().map_or("", |row| words.text(row.order)));
    out.extend_from_slice(&examined.judged.beside.middle);
    match systemic(examined) {
        Some((rule, scope)) => {
            cell(out, rule.cause.code.name());
            cell(out, &scope);
        }
        None => out.extend_from_slice(b",,"),
    }
    match &verdict.question {
        Some(asked) => {
            cell(out, asked.question.id());
            cell(out, &format!("{:.2}", asked.settles));
        }
        None => out.extend_from_slice(b",,"),
    }
    cell(out, &top_evidence(examined));
    cell(out, gaps);
    // The last cell's comma makes room for the end of the line.
    out.pop();
    out.extend_from_slice(b"\r\n");
}

/// What the strongest evidence says, and where it stands.
fn top_evidence(examined: &Examined<'_, '_, Pieces>) -> String {
    let Some(cited) = examined.judged.verdict.cited.first() else {
        return String::new();
    };
    let fact = facts::of(examined, cited.reading);
    let says = &examined.judged.beside.says;
    format!("{says} ({} {}: {})", fact.source, fact.field, fact.value)
}

/// The cells from `gate` to `data_at_risk`.
fn middle(verdict: &Verdict) -> Vec<u8> {
    let rule = verdict.cause.map(|cause| catalogue::all()[cause]);
    let code = code_of(verdict).map_or_else(String::new, |code| code.to_string());
    let name = if verdict.unexplained {
        "unexplained"
    } else {
        ""
    };
    let mut probability = Vec::new();
    if verdict.cause.is_some() {
        share(&mut probability, verdict.probability);
    }
    let mut out = Vec::new();
    for text in [
        verdict.gate.map_or("", |gate| gate.name()),
        &code,
        rule.map_or(name, |rule| rule.cause.name),
        str::from_utf8(&probability).unwrap_or_default(),
        rule.map_or("", |rule| rule.cause.family.name()),
        verdict.action.name(),
        yes_no(verdict.erase_needed),
        yes_no(verdict.data_at_risk),
    ] {
        cell(&mut out, text);
    }
    out
}

const fn yes_no(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// Appends a cell and a comma.
pub fn cell(out: &mut Vec<u8>, text: &str) {
    let quoted = text.contains(['"', ',', '\r', '\n']);
    if quoted {
        out.push(b'"');
    }
    if is_formula(text) {
        out.push(b'\'');
    }
    if quoted {
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(text.as_bytes());
    }
    out.push(b',');
}

/// Whether a spreadsheet would calculate the cell. Full-width signs and leading tabs and line
/// ends do it as well: <https://owasp.org/www-community/attacks/CSV_Injection>.
fn is_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, cell, write};
    use crate::report::example_fleet::{HOSTILE_SERIAL, IN_ORDER, SHUFFLED, empty, snapshot};
    use crate::report::only::Only;
    use enrollment::correlate::correlate;
    use enrollment::snapshot::Snapshot;

    fn text(snapshot: &Snapshot, only: &Only) -> String {
        let mut out = Vec::new();
        let weights = crate::report::example_fleet::estimates();
        write(&correlate(snapshot), weights, only, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// Reads RFC 4180.
    fn rows(text: &str) -> Vec<Vec<String>> {
        let mut rows = vec![vec![String::new()]];
        let (mut quoted, mut chars) = (false, text.chars().peekable());
        while let Some(c) = chars.next() {
            let row = rows.last_mut().unwrap();
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    chars.next();
                    row.last_mut().unwrap().push('"');
                }
                '"' => quoted = !quoted,
                ',' if !quoted => row.push(String::new()),
                '\r' if !quoted => {}
                '\n' if !quoted => rows.push(vec![String::new()]),
                c => row.last_mut().unwrap().push(c),
            }
        }
        assert_eq!(rows.pop(), Some(vec![String::new()]), "the last line ends");
        rows
    }

    fn one(value: &str) -> String {
        let mut out = Vec::new();
        cell(&mut out, value);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_formula_is_made_text() {
        assert_eq!(one("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0,");
        assert_eq!(one("@SUM(A1,A2)"), "\"'@SUM(A1,A2)\",");
        assert_eq!(one("+1"), "'+1,");
        assert_eq!(one("-1"), "'-1,");
        assert_eq!(one("iPhone17,1"), "\"iPhone17,1\",");
    }

    #[test]
    fn quotes_are_doubled_and_lines_kept() {
        assert_eq!(one("iPad 11\"\nPro"), "\"iPad 11\"\"\nPro\",");
        assert_eq!(one(""), ",");
    }

    #[test]
    fn one_device_is_one_row() {
        let rows = rows(&text(&snapshot(&IN_ORDER), &Only::default()));
        assert_eq!(rows[0], COLUMNS);
        assert_eq!(rows.len(), 9);
        assert!(
            rows.iter().all(|row| row.len() == COLUMNS.len()),
            "{rows:?}"
        );
        assert_eq!(rows[1][0], format!("'{HOSTILE_SERIAL}"));
        let early = &rows[2];
        assert_eq!(
            early[..7].join("|"),
            "EARLY00001|ios|iPhone17,1|PO 4711|G5|C01|activated-before-added"
        );
        assert_eq!(early[8..12].join("|"), "order|ask|true|true");
        assert_eq!(early[14], "look");
        assert!(
            early[16].ends_with("(register handedOut: 2026-03-10)"),
            "{}",
            early[16]
        );
        assert_eq!(
            early[17],
            "apple/auditEvents microsoft/devices microsoft/signIns"
        );
        let healthy = &rows[3];
        assert_eq!(healthy[4..16].join("|"), "|||||none|false|false||||");
        let shut = &rows[5];
        assert_eq!(shut[12..14], ["C21", "token:token-2"]);
    }

    #[test]
    fn only_wanted_causes_are_written() {
        let rows = rows(&text(&snapshot(&IN_ORDER), &Only::parse("C21").unwrap()));
        assert_eq!(rows.len(), 3);
    }

    #[test]
    fn the_order_of_rows_does_not_show() {
        let only = Only::default();
        assert_eq!(
            text(&snapshot(&IN_ORDER), &only),
            text(&snapshot(&SHUFFLED), &only)
        );
    }

    #[test]
    fn nobody_read_anything() {
        assert_eq!(rows(&text(&empty(), &Only::default())), [COLUMNS]);
    }
}
