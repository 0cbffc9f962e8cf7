//! What happened to the device, drawn in the order of time. The last run of Setup Assistant has
//! no date anywhere, only bounds; it is drawn as a span beside the line, so that one sees what
//! lies inside it and what does not.

use super::View;
use crate::report::facts;
use crate::report::paint::Ink;
use crate::report::sheet::Sheet;
use crate::report::wording::time;
use crate::report::wrap::{columns, pad, wrap};
use enrollment::case_file::{
    AddedAge, Assignments, Care, Failure, ListedAge, Managed, ProfileState, Reading, ReadingId,
    RegisterState, Server, UsedWhen,
};
use enrollment::moment::{DAY, Moment};
use enrollment::snapshot::Source;
use enrollment::timeline::Span;

/// `2026-03-01 13:45`.
const DATE_WIDTH: usize = 16;
/// Pauses from so many days on are named.
const PAUSE_DAYS: i64 = 30;

/// What is drawn beside the line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rail {
    None,
    Start,
    End,
}

struct Row {
    at: Option<Moment>,
    mark: &'static str,
    ink: Ink,
    rail: Rail,
    text: String,
    source: &'static str,
}

impl Row {
    fn new(at: Option<Moment>, text: String, source: &'static str) -> Self {
        Self {
            at,
            mark: "●",
            ink: Ink::Plain,
            rail: Rail::None,
            text,
            source,
        }
    }
}

pub(super) fn write<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    let mut rows: Vec<Row> = milestones(view)
        .into_iter()
        .filter_map(|it| row(view, &it))
        .collect();
    rows.extend(set_up(view));
    // A stable sort: what bears the same date stays in the journey's order. Rows without a date
    // stand last, before the snapshot itself.
    rows.sort_by_key(|row| (row.at.is_none(), row.at));
    let now = view.examined.device.fleet.snapshot.taken_at;
    let mut taken = Row::new(Some(now), view.text("device-snapshot-taken"), "");
    (taken.mark, taken.ink) = ("■", Ink::Dim);
    rows.push(taken);
    sheet.heading(&view.text("device-timeline"));
    draw(view, &rows, sheet);
}

fn draw<T>(view: &View<'_, '_, '_, T>, rows: &[Row], sheet: &mut Sheet) {
    // A span without an earliest bound comes from above the first row.
    let starts = rows.iter().any(|row| row.rail == Rail::Start);
    let mut inside = !starts && rows.iter().any(|row| row.rail == Rail::End);
    let mut before: Option<Moment> = None;
    for row in rows {
        if let (Some(before), Some(at)) = (before, row.at) {
            let days = at.since(before) / DAY;
            if days >= PAUSE_DAYS {
                let text = view
                    .language
                    .count("device-pause", usize::try_from(days).unwrap_or(0));
                let rail = if inside { "┊" } else { " " };
                let line = format!("  {} ┆ {rail}  {text}", pad("", DATE_WIDTH));
                sheet.line(&sheet.paint().ink(Ink::Dim, &line));
            }
        }
        before = row.at.or(before);
        let (rail, below) = match row.rail {
            Rail::Start => ("┌╴", "┊ "),
            Rail::End => ("└╴", "  "),
            Rail::None if inside => ("┊ ", "┊ "),
            Rail::None => ("  ", "  "),
        };
        inside = match row.rail {
            Rail::Start => true,
            Rail::End => false,
            Rail::None => inside,
        };
        draw_row(row, rail, below, sheet);
    }
}

fn draw_row(row: &Row, rail: &str, below: &str, sheet: &mut Sheet) {
    let paint = sheet.paint();
    let lead = 2 + DATE_WIDTH + 1 + 1 + 1 + 2 + 1;
    let room = sheet.width().saturating_sub(lead).max(20);
    let mut lines: Vec<(String, Ink)> = wrap(&row.text, room)
        .into_iter()
        .map(|line| (line, row.ink))
        .collect();
    let last = lines.last().map_or(0, |line| columns(&line.0));
    let fits = last + 2 + columns(row.source) <= room;
    if !fits && !row.source.is_empty() {
        lines.push((row.source.to_owned(), Ink::Dim));
    }
    let date = pad(&row.at.map(date).unwrap_or_default(), DATE_WIDTH);
    let count = lines.len();
    for (number, (text, ink)) in lines.into_iter().enumerate() {
        let (date, mark, rail) = if number == 0 {
            (date.clone(), paint.ink(row.ink, row.mark), rail)
        } else {
            (pad("", DATE_WIDTH), paint.ink(Ink::Dim, "│"), below)
        };
        let text = paint.ink(ink, &text);
        let source = if fits && number + 1 == count && !row.source.is_empty() {
            paint.ink(Ink::Dim, &format!("  {}", row.source))
        } else {
            String::new()
        };
        let rail = paint.ink(Ink::Warn, rail);
        sheet.line(&format!("  {date} {mark} {rail} {text}{source}"));
    }
}

/// A date, with the time of day where there is one.
fn date(at: Moment) -> String {
    let midnight = at.unix() % DAY == 0;
    if midnight {
        at.date()
    } else {
        time(at).trim_end_matches(" UTC").to_owned()
    }
}

/// A milestone's words, when it was, and the reading that is taken from the same source.
struct Milestone {
    key: &'static str,
    span: Span,
    said_by: ReadingId,
    source: Option<Source>,
}

fn milestones<T>(view: &View<'_, '_, '_, T>) -> Vec<Milestone> {
    let timeline = &view.examined.timeline;
    let milestone = |key, span, said_by, source| Milestone {
        key,
        span,
        said_by,
        source,
    };
    let (apple, audit) = (AddedAge::INFO.id, Assignments::INFO.id);
    let (list, managed) = (ListedAge::INFO.id, Managed::INFO.id);
    vec![
        milestone("milestone-ordered", timeline.ordered, apple, None),
        milestone("milestone-covered", timeline.covered, Care::INFO.id, None),
        milestone(
            "milestone-handed-out",
            timeline.handed_out,
            RegisterState::INFO.id,
            None,
        ),
        milestone("milestone-added", timeline.added, apple, None),
        milestone(
            "milestone-assigned",
            timeline.assigned,
            audit,
            assigned_source(view),
        ),
        milestone("milestone-imported", timeline.imported, list, None),
        milestone("milestone-profiled", timeline.profiled, list, None),
        milestone("milestone-reassigned", timeline.reassigned, audit, None),
        milestone("milestone-erased", timeline.erased, audit, None),
        milestone(
            "milestone-attempted",
            attempted(view),
            Failure::INFO.id,
            None,
        ),
        milestone("milestone-contacted", contacted(view), list, None),
        milestone("milestone-enrolled", timeline.enrolled, managed, None),
        milestone("milestone-checked-in", timeline.checked_in, managed, None),
        milestone("milestone-released", timeline.released, apple, None),
    ]
}

/// The last failed enrollment that names the device.
fn attempted<T>(view: &View<'_, '_, '_, T>) -> Span {
    let failures = view.examined.device.failures();
    Span::at(failures.filter_map(|row| row.at.at()).max())
}

/// The last contact that Intune's list knows of, where no managed device tells it better.
fn contacted<T>(view: &View<'_, '_, '_, T>) -> Span {
    let device = view.examined.device;
    let listed = device.imported().filter(|_| device.managed().is_none());
    Span::at(listed.and_then(|row| row.contacted.at()))
}

/// An assignment with two bounds was not seen but follows from what must have come before and
/// after it.
fn assigned_source<T>(view: &View<'_, '_, '_, T>) -> Option<Source> {
    let assigned = view.examined.timeline.assigned;
    (assigned.earliest != assigned.latest).then_some(Source::MdmServerDevices)
}

fn row<T>(view: &View<'_, '_, '_, T>, milestone: &Milestone) -> Option<Row> {
    let Milestone {
        key,
        span,
        said_by,
        source,
    } = *milestone;
    // That a device was added says nothing about an assignment that was never made.
    if source.is_some() && span.latest.is_none() && view.case().get::<Server>() != Server::Intune {
        return None;
    }
    let at = span.earliest.or(span.latest)?;
    let source = source.map_or_else(|| facts::of(view.examined, said_by).source, Source::name);
    let text = bounded(view, &view.text(key), span);
    let mut row = Row::new(Some(at), text, source);
    if span.earliest != span.latest {
        row.mark = "○";
    }
    Some(row)
}

/// A name with its bounds, unless it has a date of its own.
fn bounded<T>(view: &View<'_, '_, '_, T>, name: &str, span: Span) -> String {
    match (span.earliest, span.latest) {
        (Some(from), Some(to)) if from == to => name.to_owned(),
        (Some(from), Some(to)) => {
            let same_day = from.date() == to.date();
            let [from, to] = [from, to].map(|at| if same_day { date(at) } else { at.date() });
            view.with(
                "device-between",
                &[("what", name), ("from", &from), ("to", &to)],
            )
        }
        (Some(from), None) => view.with(
            "device-not-before",
            &[("what", name), ("from", &from.date())],
        ),
        (None, Some(to)) => view.with("device-not-after", &[("what", name), ("to", &to.date())]),
        (None, None) => name.to_owned(),
    }
}

/// The last run of Setup Assistant with its bounds, and the point by which the profile would have
/// had to stand.
fn set_up<T>(view: &View<'_, '_, '_, T>) -> Vec<Row> {
    let timeline = &view.examined.timeline;
    let span = timeline.set_up;
    let name = view.text("milestone-set-up");
    let source = timeline.used.map_or("", |sign| sign.source().0.name());
    let mut rows = vec![deadline(view, span)];
    match (span.earliest, span.latest) {
        (Some(from), Some(to)) if from != to => {
            let mut start = Row::new(Some(from), bounded(view, &name, span), "");
            (start.mark, start.rail, start.ink) = ("○", Rail::Start, Ink::Bold);
            let mut end = Row::new(Some(to), view.text("device-set-up-by-then"), source);
            (end.mark, end.rail) = ("○", Rail::End);
            rows.extend([start, end]);
        }
        (earliest, Some(to)) => {
            let mut end = Row::new(Some(to), bounded(view, &name, span), source);
            end.ink = Ink::Bold;
            if earliest.is_none() {
                (end.mark, end.rail) = ("○", Rail::End);
            }
            rows.push(end);
        }
        (_, None) => {
            // A device that only waits was not used; any other was, nobody knows when.
            let waits = view.rule().is_some_and(|rule| rule.cause.code.is_healthy());
            let key = if waits {
                "device-no-sign-of-use"
            } else {
                "device-set-up-undated"
            };
            let mut none = Row::new(None, view.text(key), "");
            (none.mark, none.ink) = ("○", Ink::Dim);
            rows.push(none);
        }
    }
    rows
}

/// iOS asks Apple only during set-up, so the profile must stand before it. Where the set-up has
/// bounds this marks the point by which the profile was needed; else the one from which it was
/// there.
fn deadline<T>(view: &View<'_, '_, '_, T>, span: Span) -> Row {
    let case = view.case();
    let present = case.get::<ProfileState>() == ProfileState::Present;
    let profiled = view.examined.timeline.profiled.latest.filter(|_| present);
    let needed = span.earliest.or(span.latest);
    let (at, key, ink) = match case.get::<UsedWhen>() {
        UsedWhen::AfterProfile => (needed, "device-profile-in-time", Ink::Good),
        UsedWhen::Unread if needed.is_some() && present => {
            (needed, "device-profile-unclear", Ink::Warn)
        }
        UsedWhen::Unread if needed.is_some() => (needed, "device-profile-none", Ink::Bad),
        UsedWhen::Unread if profiled.is_some() => (profiled, "device-profile-stands", Ink::Good),
        UsedWhen::Unread if present => (None, "device-profile-present", Ink::Good),
        UsedWhen::Unread => (None, "device-profile-missing", Ink::Bad),
        _ => (needed, "device-profile-too-late", Ink::Bad),
    };
    let mut row = Row::new(at, view.text(key), "");
    (row.mark, row.ink) = ("◆", ink);
    row
}
