//! Dates as people and portals write them.
//!
//! ISO dates and German ones (`05.03.2026`) say what they mean. `3/5/2026` does not: whether the
//! day or the month comes first is settled by the other dates of the column, and if they do not
//! settle it, the date is left out and named. Dates without a zone are taken as UTC.

use super::header::fold;
use enrollment::moment::{DAY, Moment, Stamp};

/// Words for "it never happened".
const NEVER: [&str; 6] = [
    "never",
    "nie",
    "niemals",
    "nochnie",
    "notcontacted",
    "nevercontacted",
];
/// Words for "nobody knows".
const ABSENT: [&str; 14] = [
    "",
    "na",
    "none",
    "null",
    "unknown",
    "notavailable",
    "notset",
    "notapplicable",
    "unbekannt",
    "nichtverfuegbar",
    "nichtfestgelegt",
    "nichtzutreffend",
    "keine",
    "kein",
];

/// What stands in a date's place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Written {
    /// One meaning.
    Clear(Stamp),
    /// Two numbers before the year, either of which may be the day.
    Either(Either),
}

/// `3/5/2026 2:30:21 PM` before it is known which number is the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Either {
    first: u32,
    second: u32,
    year: u32,
    clock: Clock,
}

/// A time of day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Clock {
    hour: u32,
    minute: u32,
    second: u32,
    /// Written with AM or PM.
    halves: bool,
}

/// What the dates of one column have shown so far about the order of day and month.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct DateEvidence {
    day_first: bool,
    month_first: bool,
    halves: bool,
}

/// Which number of `3/5/2026` is the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum DateOrder {
    /// Nothing in the table settles it.
    #[default]
    Unsettled,
    /// The first number.
    DayFirst,
    /// The second number.
    MonthFirst,
}

/// Why a date could not be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DateFault {
    /// Day and month could change places.
    Ambiguous,
    /// No date.
    NotADate,
}

impl DateEvidence {
    /// Looks at one field. `latest` is the time after which nothing in this column can lie, if
    /// it tells of the past.
    pub(crate) fn see(&mut self, text: &str, latest: Option<Moment>) {
        let Some(Written::Either(date)) = read(text, false) else {
            return;
        };
        self.halves |= date.clock.halves;
        if date.first == date.second {
            return;
        }
        let possible = |order| {
            date.stamp(order).is_some_and(|stamp| {
                let late = |moment: Moment| latest.is_some_and(|latest| moment > latest);
                !stamp.at().is_some_and(late)
            })
        };
        match (
            possible(DateOrder::DayFirst),
            possible(DateOrder::MonthFirst),
        ) {
            (true, false) => self.day_first = true,
            (false, true) => self.month_first = true,
            _ => {}
        }
    }

    /// The order that this column alone proves. Dates with AM or PM are American unless one of
    /// them says otherwise.
    pub(crate) fn order(self) -> DateOrder {
        match (self.day_first, self.month_first) {
            (true, false) => DateOrder::DayFirst,
            (false, true) => DateOrder::MonthFirst,
            (false, false) if self.halves => DateOrder::MonthFirst,
            _ => DateOrder::Unsettled,
        }
    }

    /// The orders of all columns: a column that proves nothing takes the order of the others,
    /// which the same program wrote, if they agree.
    pub(crate) fn orders(columns: &[Self]) -> Vec<DateOrder> {
        let proven = |order| columns.iter().any(|column| column.order() == order);
        let common = match (
            proven(DateOrder::DayFirst),
            proven(DateOrder::MonthFirst),
            columns.iter().any(|column| column.is_contradictory()),
        ) {
            (true, false, false) => DateOrder::DayFirst,
            (false, true, false) => DateOrder::MonthFirst,
            _ => DateOrder::Unsettled,
        };
        let settle = |column: &Self| match column.order() {
            DateOrder::Unsettled if !column.is_contradictory() => common,
            order => order,
        };
        columns.iter().map(settle).collect()
    }

    fn is_contradictory(self) -> bool {
        self.day_first && self.month_first
    }
}

/// Reads a field of a date column. `day_numbers`: Excel's day numbers are dates as well.
pub(crate) fn parse(text: &str, order: DateOrder, day_numbers: bool) -> Result<Stamp, DateFault> {
    match read(text, day_numbers).ok_or(DateFault::NotADate)? {
        Written::Clear(stamp) => Ok(stamp),
        Written::Either(date) => {
            let (day, month) = (
                date.stamp(DateOrder::DayFirst),
                date.stamp(DateOrder::MonthFirst),
            );
            match (day, month, order) {
                (None, None, _) => Err(DateFault::NotADate),
                (Some(stamp), None, _) | (None, Some(stamp), _) => Ok(stamp),
                (Some(day), Some(month), _) if day == month => Ok(day),
                (Some(day), _, DateOrder::DayFirst) => Ok(day),
                (_, Some(month), DateOrder::MonthFirst) => Ok(month),
                _ => Err(DateFault::Ambiguous),
            }
        }
    }
}

/// Whether a text is a date in any order; day numbers are not.
pub(crate) fn looks_like_date(text: &str) -> bool {
    match read(text, false) {
        Some(Written::Clear(stamp)) => stamp.at().is_some(),
        Some(Written::Either(_)) => true,
        None => false,
    }
}

impl Either {
    fn stamp(self, order: DateOrder) -> Option<Stamp> {
        let (day, month) = match order {
            DateOrder::DayFirst => (self.first, self.second),
            _ => (self.second, self.first),
        };
        stamp(self.year, month, day, self.clock)
    }
}

fn read(text: &str, day_numbers: bool) -> Option<Written> {
    let text = text.trim();
    if let Ok(stamp) = Stamp::parse(text) {
        return Some(Written::Clear(stamp));
    }
    if day_numbers && let Some(stamp) = from_day_number(text) {
        return Some(Written::Clear(stamp));
    }
    if !text.bytes().any(|c| c.is_ascii_digit()) {
        return from_word(text).map(Written::Clear);
    }
    // Longer than any date with a weekday and a zone.
    if text.len() > 64 {
        return None;
    }
    let spaced: String = text
        .chars()
        .map(|c| {
            if c.is_whitespace() || c == ',' {
                ' '
            } else {
                c
            }
        })
        .collect();
    let tokens: Vec<&str> = spaced
        .split(' ')
        .filter(|token| !token.is_empty())
        .collect();
    from_numbers(&tokens).or_else(|| from_month_name(&tokens))
}

fn from_word(text: &str) -> Option<Stamp> {
    let word = fold(text);
    if NEVER.contains(&word.as_str()) {
        Some(Stamp::NEVER)
    } else if ABSENT.contains(&word.as_str()) {
        Some(Stamp::ABSENT)
    } else {
        None
    }
}

/// `3/5/2026 14:30`, `05.03.26`, `2026/03/05 2:30 PM`, `20260305`.
fn from_numbers(tokens: &[&str]) -> Option<Written> {
    let (date, rest) = tokens.split_first()?;
    let (date, glued) = match date.split_once(['T', 't']) {
        Some((date, time)) => (date, Some(time)),
        None => (*date, None),
    };
    let times: Vec<&str> = glued.into_iter().chain(rest.iter().copied()).collect();
    let clock = clock(&times)?;
    if date.len() == 8 && date.bytes().all(|c| c.is_ascii_digit()) {
        let year = number(&date[..4])?;
        let plausible = (1990..2100).contains(&year);
        let stamp = stamp(year, number(&date[4..6])?, number(&date[6..])?, clock)?;
        return plausible.then_some(Written::Clear(stamp));
    }
    let separator = date.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '/' | '.' | '-') {
        return None;
    }
    let mut parts = date.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    if first.len() == 4 {
        let stamp = stamp(number(first)?, number(second)?, number(third)?, clock)?;
        return Some(Written::Clear(stamp));
    }
    let either = Either {
        first: number(first)?,
        second: number(second)?,
        year: year(third)?,
        clock,
    };
    if separator == '.' {
        return either.stamp(DateOrder::DayFirst).map(Written::Clear);
    }
    Some(Written::Either(either))
}

/// `5. März 2026`, `Mar 5, 2026 2:30 PM`, `Thursday, March 5, 2026`, `5-Mar-26`.
fn from_month_name(tokens: &[&str]) -> Option<Written> {
    let joined: Vec<&str>;
    let tokens = match tokens.split_first() {
        Some((first, rest)) if first.contains('-') => {
            joined = first.split('-').chain(rest.iter().copied()).collect();
            &joined
        }
        Some((first, rest)) if is_weekday(first) => rest,
        _ => tokens,
    };
    let [first, second, third, times @ ..] = tokens else {
        return None;
    };
    let day = |text: &str| number(text.trim_end_matches('.'));
    let (day, month) = match (month_of(first), month_of(second)) {
        (Some(month), None) => (day(second)?, month),
        (None, Some(month)) => (day(first)?, month),
        _ => return None,
    };
    let clock = clock(times)?;
    stamp(year(third)?, month, day, clock).map(Written::Clear)
}

fn is_weekday(text: &str) -> bool {
    const STARTS: [&str; 12] = [
        "mon", "tue", "wed", "thu", "fri", "sat", "sun", "die", "mit", "don", "fre", "sam",
    ];
    let word = fold(text);
    word.bytes().all(|c| c.is_ascii_lowercase())
        && (STARTS.iter().any(|start| word.starts_with(start)) || word.starts_with("son"))
}

/// English and German months by their first three letters.
fn month_of(text: &str) -> Option<u32> {
    let word = fold(text);
    let start = word.get(..3)?;
    let month = match start {
        "jan" => 1,
        "feb" => 2,
        "mar" | "mae" | "mrz" => 3,
        "apr" => 4,
        "may" | "mai" => 5,
        "jun" => 6,
        "jul" => 7,
        "aug" => 8,
        "sep" => 9,
        "oct" | "okt" => 10,
        "nov" => 11,
        "dec" | "dez" => 12,
        _ => return None,
    };
    word.bytes()
        .all(|c| c.is_ascii_lowercase())
        .then_some(month)
}

/// `14:30`, `2:30:21 PM`, `14:30:21.123 Uhr`, nothing at all; only UTC as a zone.
fn clock(tokens: &[&str]) -> Option<Clock> {
    let mut clock = Clock::default();
    let mut afternoon = None;
    for token in tokens {
        match fold(token).as_str() {
            "am" | "vorm" => afternoon = Some(false),
            "pm" | "nachm" => afternoon = Some(true),
            "uhr" | "um" | "at" | "utc" | "gmt" | "z" | "" => {}
            _ => {
                let token = token.trim_end_matches(['Z', 'z']);
                let mut parts = token.split(':');
                clock.hour = number(parts.next()?)?;
                clock.minute = number(parts.next()?)?;
                let second = parts.next().unwrap_or("0");
                let whole = second.split(['.', ',']).next().unwrap_or_default();
                clock.second = number(whole)?;
                if parts.next().is_some() {
                    return None;
                }
            }
        }
    }
    if let Some(afternoon) = afternoon {
        if !(1..=12).contains(&clock.hour) {
            return None;
        }
        clock.hour = clock.hour % 12 + if afternoon { 12 } else { 0 };
        clock.halves = true;
    }
    Some(clock)
}

fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.len() <= 4 && text.bytes().all(|c| c.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

/// Four digits, or two: nobody lists devices of the last century.
fn year(text: &str) -> Option<u32> {
    match text.len() {
        4 => number(text),
        2 => number(text).map(|year| 2000 + year),
        _ => None,
    }
}

fn stamp(year: u32, month: u32, day: u32, clock: Clock) -> Option<Stamp> {
    let Clock {
        hour,
        minute,
        second,
        ..
    } = clock;
    let iso = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    Stamp::parse(&iso).ok()
}

/// Excel counts days from 1899-12-30; only numbers from 2000 to 2100 are believed.
fn from_day_number(text: &str) -> Option<Stamp> {
    /// Days from 1899-12-30 to 1970-01-01.
    const TO_1970: f64 = 25_569.0;
    let days: f64 = text.parse().ok()?;
    if !(36_526.0..73_051.0).contains(&days) {
        return None;
    }
    let seconds = ((days - TO_1970) * DAY as f64).round();
    Moment::from_unix(seconds as i64).map(Stamp::of)
}

#[cfg(test)]
mod tests {
    use super::{DateEvidence, DateFault, DateOrder, looks_like_date, parse};
    use enrollment::moment::Stamp;
    use proptest::prelude::*;

    fn clear(text: &str) -> String {
        parse(text, DateOrder::Unsettled, false)
            .unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
            .to_string()
    }

    #[test]
    fn dates_that_say_what_they_mean() {
        for (text, date) in [
            ("2026-03-05 14:30:21.1234567", "2026-03-05T14:30:21Z"),
            ("2026-03-05T14:30", "2026-03-05T14:30:00Z"),
            ("2026-03-05 14:30", "2026-03-05T14:30:00Z"),
            ("2026/3/5", "2026-03-05T00:00:00Z"),
            ("20260305", "2026-03-05T00:00:00Z"),
            ("05.03.2026 14:30:21", "2026-03-05T14:30:21Z"),
            ("5.3.26", "2026-03-05T00:00:00Z"),
            ("05.03.2026, 14:30 Uhr", "2026-03-05T14:30:00Z"),
            ("25/3/2026", "2026-03-25T00:00:00Z"),
            ("3/25/2026 12:05:00 AM", "2026-03-25T00:05:00Z"),
            ("3/3/2026 2:30:21\u{202f}PM", "2026-03-03T14:30:21Z"),
            ("Mar 5, 2026", "2026-03-05T00:00:00Z"),
            ("5. März 2026", "2026-03-05T00:00:00Z"),
            ("Donnerstag, 5. Mrz 2026", "2026-03-05T00:00:00Z"),
            ("5-Mar-26", "2026-03-05T00:00:00Z"),
            ("May 1, 2025 2:22:40 PM UTC", "2025-05-01T14:22:40Z"),
        ] {
            assert_eq!(clear(text), date, "{text}");
        }
    }

    #[test]
    fn words_and_sentinels_are_no_dates() {
        for text in [
            "Never",
            "Nie",
            "1/1/0001 12:00:00 AM",
            "01.01.0001 00:00:00",
        ] {
            assert_eq!(clear(text), "never", "{text}");
        }
        for text in ["", " ", "--", "N/A", "Nicht verfügbar"] {
            assert_eq!(clear(text), "", "{text}");
        }
        assert_eq!(clear("12/31/9999 11:59:59 PM"), "no limit");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "last Tuesday",
            "13/13/2026",
            "31.02.2026",
            "1/2/3/4",
            "3/5/2026 25:00",
            "3/5/2026 14:30 PM",
            "5 5 2026",
            "46086",
            "12:30",
            "1.2",
            "99999999",
        ] {
            let read = parse(text, DateOrder::DayFirst, false);
            assert_eq!(read, Err(DateFault::NotADate), "{text}");
        }
    }

    #[test]
    fn excel_day_numbers_are_dates_in_workbooks_only() {
        let noon = parse("46086.5", DateOrder::Unsettled, true).unwrap();
        assert_eq!(noon.to_string(), "2026-03-05T12:00:00Z");
        assert!(parse("12", DateOrder::Unsettled, true).is_err());
    }

    fn order_of(texts: &[&str]) -> DateOrder {
        let mut evidence = DateEvidence::default();
        for text in texts {
            evidence.see(text, None);
        }
        evidence.order()
    }

    #[test]
    fn one_day_above_twelve_settles_a_column() {
        assert_eq!(order_of(&["3/5/2026", "4/25/2026"]), DateOrder::MonthFirst);
        assert_eq!(order_of(&["3/5/2026", "25/4/2026"]), DateOrder::DayFirst);
        assert_eq!(order_of(&["3/5/2026 14:30"]), DateOrder::Unsettled);
        assert_eq!(order_of(&["3/5/2026 2:30 PM"]), DateOrder::MonthFirst);
        assert_eq!(
            order_of(&["25/5/2026 2:30 PM", "3/5/2026 2:30 PM"]),
            DateOrder::DayFirst
        );
        assert_eq!(order_of(&["25/4/2026", "4/25/2026"]), DateOrder::Unsettled);
        let unsettled = parse("3/5/2026", DateOrder::Unsettled, false);
        assert_eq!(unsettled, Err(DateFault::Ambiguous));
    }

    #[test]
    fn the_past_cannot_lie_in_the_future() {
        let latest = Stamp::parse("2026-06-01").unwrap().at();
        let mut evidence = DateEvidence::default();
        evidence.see("3/12/2026", latest);
        assert_eq!(evidence.order(), DateOrder::MonthFirst);
    }

    #[test]
    fn a_column_borrows_the_order_of_its_neighbours() {
        let mut proven = DateEvidence::default();
        proven.see("25/4/2026", None);
        let mut silent = DateEvidence::default();
        silent.see("3/5/2026", None);
        assert_eq!(silent.order(), DateOrder::Unsettled);
        let orders = DateEvidence::orders(&[proven, silent]);
        assert_eq!(orders, [DateOrder::DayFirst, DateOrder::DayFirst]);
        let mut other = DateEvidence::default();
        other.see("4/25/2026", None);
        let orders = DateEvidence::orders(&[proven, silent, other]);
        assert_eq!(orders[1], DateOrder::Unsettled);
    }

    #[test]
    fn serial_numbers_do_not_look_like_dates() {
        assert!(looks_like_date("3/5/2026"));
        assert!(looks_like_date("05.03.2026"));
        assert!(!looks_like_date("F2LXK9ABCD"));
        assert!(!looks_like_date("356938035643809"));
        assert!(!looks_like_date("46086"));
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC{0,70}", numbers in "[0-9/.:T \\-APMZä]{0,30}") {
            for text in [text, numbers] {
                let mut evidence = DateEvidence::default();
                evidence.see(&text, None);
                for order in [DateOrder::Unsettled, DateOrder::DayFirst, DateOrder::MonthFirst] {
                    let _ = parse(&text, order, true);
                }
            }
        }

        #[test]
        fn american_and_german_spellings_agree(
            day in 1_u32..29, month in 1_u32..13, year in 2000_u32..2100
        ) {
            let german = format!("{day:02}.{month:02}.{year}");
            let american = format!("{month}/{day}/{year}");
            prop_assert_eq!(
                parse(&german, DateOrder::Unsettled, false),
                parse(&american, DateOrder::MonthFirst, false)
            );
        }
    }
}
