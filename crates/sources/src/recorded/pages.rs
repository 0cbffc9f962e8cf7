//! One page or line file of any source into the gathering.

use super::limits::Limits;
use crate::apple_business;
use crate::gathering::Gathering;
use crate::graph;
use crate::json::room::Room;
use crate::json::{Desk, PageReport};
use crate::told::told;
use enrollment::moment::Moment;
use enrollment::snapshot::{Snapshot, Source, Tenant};

/// Reads a page. `part` is the token or service of which it speaks, or empty.
pub(crate) fn read_page(source: Source, part: &str, text: &str, desk: &mut Desk<'_>) -> PageReport {
    if source.is_apple() {
        apple_business::read_page(source, part, text, desk)
    } else {
        graph::read_page(source, part, text, desk)
    }
}

/// Pages that were just collected, as rows. What cannot be read of them is left out here; it is
/// told when the whole snapshot is read.
pub(crate) fn pages_as_rows(pages: &[(Source, &[Vec<u8>])]) -> Snapshot {
    let limits = Limits::USUAL;
    let (gathering, room) = (Gathering::new(0), Room::new(limits.rows, limits.text_bytes));
    let mut desk = Desk::new(&gathering, &room, limits.rows_per_page);
    for (source, pages) in pages {
        for page in *pages {
            read_page(*source, "", &String::from_utf8_lossy(page), &mut desk);
        }
    }
    drop(desk);
    // Nothing is asked of these rows for which time matters.
    gathering.finish(Moment::FIRST, Tenant::default())
}

/// What became of a line file.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct LinesReport {
    /// The last line has no end and is no JSON: the file ends in the middle.
    pub(crate) torn: bool,
    /// The rest was not read: nothing more may be kept.
    pub(crate) too_many: bool,
    /// Lines that are longer than any answer, from 1.
    pub(crate) too_long: Vec<u64>,
}

/// How many too long lines are named.
const TOO_LONG_NAMED: usize = 20;

/// Reads a file of a JSON document a line.
pub(crate) fn read_lines(
    source: Source,
    text: &str,
    line_bytes: usize,
    desk: &mut Desk<'_>,
) -> LinesReport {
    desk.start_page();
    let mut report = LinesReport::default();
    let mut number = 0;
    let mut rest = text;
    while !rest.is_empty() {
        if desk.is_full() {
            report.too_many = true;
            break;
        }
        number += 1;
        let (line, ended) = match rest.split_once('\n') {
            Some((line, after)) => {
                rest = after;
                (line.trim(), true)
            }
            None => (std::mem::take(&mut rest).trim(), false),
        };
        if line.is_empty() {
            continue;
        }
        if line.len() > line_bytes {
            if report.too_long.len() < TOO_LONG_NAMED {
                report.too_long.push(number);
            }
            continue;
        }
        desk.set_row(number);
        let read = match source {
            Source::Answers => super::answers::read_line(line, desk),
            Source::Probes => super::probes::read_line(line, desk),
            _ => apple_business::read_line(source, line, desk),
        };
        if !read && ended {
            desk.fault_in(None, || told("row-no-object"));
        } else if !read {
            report.torn = true;
        }
    }
    report
}

#[cfg(test)]
pub(crate) mod tests {
    //! One page into a snapshot: how every test beside a wire struct reads.

    use super::{LinesReport, read_lines as lines_of, read_page};
    use crate::gathering::Gathering;
    use crate::json::room::Room;
    use crate::json::{Desk, PageReport};
    use crate::recorded::limits::Limits;
    use enrollment::moment::Moment;
    use enrollment::snapshot::{Snapshot, Source, Tenant};

    fn on_a_desk<T>(work: impl FnOnce(&mut Desk<'_>) -> T) -> (Snapshot, T) {
        let gathering = Gathering::new(7);
        let room = Room::new(Limits::USUAL.rows, Limits::USUAL.text_bytes);
        let mut desk = Desk::new(&gathering, &room, Limits::USUAL.rows_per_page);
        let result = work(&mut desk);
        desk.book_faults("test", "test.json");
        drop(desk);
        let taken_at = Moment::from_unix(1_795_000_000).unwrap();
        (gathering.finish(taken_at, Tenant::default()), result)
    }

    pub(crate) fn read(source: Source, part: &str, page: &str) -> Snapshot {
        on_a_desk(|desk| read_page(source, part, page, desk)).0
    }

    pub(crate) fn report(source: Source, page: &str) -> PageReport {
        on_a_desk(|desk| read_page(source, "", page, desk)).1
    }

    pub(crate) fn read_lines(source: Source, lines: &str) -> Snapshot {
        let line_bytes = Limits::USUAL.line_bytes;
        on_a_desk(|desk| lines_of(source, lines, line_bytes, desk)).0
    }

    /// Gaps as `row field: detail`.
    pub(crate) fn gaps(snapshot: &Snapshot) -> Vec<String> {
        let told = snapshot.gaps.iter().map(|gap| {
            let (row, field) = (gap.row.unwrap_or(0), gap.field.as_deref().unwrap_or("-"));
            format!("{row} {field}: {}", gap.detail)
        });
        told.collect()
    }

    #[test]
    fn a_line_may_be_too_long_torn_or_nonsense() {
        let good = r#"{"id":"F2LX1","response":{"lockType":"MDM"}}"#;
        let long = format!("{{\"id\":\"{}\"}}", "x".repeat(300));
        let text = format!("{good}\nnonsense\n\r\n{long}\n{good}\r\n{{\"id\":\"F2L");
        let (snapshot, report) =
            on_a_desk(|desk| lines_of(Source::ActivationLock, &text, 200, desk));
        assert_eq!(snapshot.locks.len(), 2);
        assert_eq!(gaps(&snapshot), ["2 -: the line is no JSON object"]);
        let expected = LinesReport {
            torn: true,
            too_many: false,
            too_long: vec![4],
        };
        assert_eq!(report, expected);
    }

    #[test]
    fn a_source_that_has_no_pages_is_foreign() {
        for source in Source::ALL {
            let report = report(source, r#"{"value":[]}"#);
            let voluntary = source.is_voluntary() || source.is_per_device();
            let foreign = report.state == crate::json::PageState::Foreign;
            assert_eq!(foreign, voluntary, "{source}");
        }
    }
}
