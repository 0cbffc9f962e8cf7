//! Points in time as whole UTC seconds, and the dates that vendors send.
//!
//! Inside the house a time is a [`Moment`]: four bytes, comparable, without a zone. What a vendor
//! wrote is a [`Stamp`], because a vendor's date may also say "never" or "no limit".

use std::fmt;

/// Seconds in a minute, an hour and a day; spelt out where a rule counts in them.
pub const MINUTE: i64 = 60;
/// Seconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Seconds in a day.
pub const DAY: i64 = 24 * HOUR;

/// A point in time: whole seconds since 1970-01-01T00:00:00Z, up to the year 2106.
///
/// ```
/// use enrollment::moment::{DAY, Moment};
/// let noon = Moment::from_unix(1_700_000_000).unwrap();
/// assert_eq!(noon.plus(DAY).since(noon), DAY);
/// assert_eq!(noon.to_string(), "2023-11-14T22:13:20Z");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(u32);

impl Moment {
    /// The earliest moment of the type, two seconds into 1970.
    pub const FIRST: Self = Self(FIRST as u32);

    /// The moment `seconds` after 1970-01-01T00:00:00Z; `None` outside 1970…2106.
    pub const fn from_unix(seconds: i64) -> Option<Self> {
        if seconds >= FIRST && seconds <= LAST {
            Some(Self(seconds as u32))
        } else {
            None
        }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn unix(self) -> i64 {
        self.0 as i64
    }

    /// Seconds from `earlier` to `self`; negative if `earlier` is the later one.
    pub const fn since(self, earlier: Self) -> i64 {
        self.0 as i64 - earlier.0 as i64
    }

    /// This moment moved by `seconds`, held inside the range of the type.
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        let moved = self.0 as i64 + seconds;
        let held = if moved < FIRST {
            FIRST
        } else if moved > LAST {
            LAST
        } else {
            moved
        };
        Self(held as u32)
    }

    /// Year, month, day, hour, minute, second in UTC.
    pub const fn civil(self) -> (i64, u8, u8, u8, u8, u8) {
        let seconds = self.0 as i64;
        let (year, month, day) = civil_from_days(seconds.div_euclid(DAY));
        let of_day = seconds.rem_euclid(DAY);
        (
            year,
            month,
            day,
            (of_day / HOUR) as u8,
            (of_day % HOUR / MINUTE) as u8,
            (of_day % MINUTE) as u8,
        )
    }

    /// `YYYY-MM-DD`, for people.
    pub fn date(self) -> String {
        let (year, month, day, ..) = self.civil();
        format!("{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day, hour, minute, second) = self.civil();
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"
        )
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// What a vendor wrote where a date belongs. Four bytes.
///
/// Graph's dates cannot be null, so it writes `0001-01-01T00:00:00Z` for "never" and
/// `9999-12-31T23:59:59Z` for "no limit" (microsoft.md §1.0).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Stamp(u32);

impl Stamp {
    /// The field was missing, null or empty.
    pub const ABSENT: Self = Self(0);
    /// The vendor says that it never happened.
    pub const NEVER: Self = Self(1);
    /// The vendor says that there is no end.
    pub const NO_LIMIT: Self = Self(u32::MAX);

    /// A real date.
    pub const fn of(moment: Moment) -> Self {
        Self(moment.0)
    }

    /// The date, if it is one; neither "never" nor "no limit" nor a missing field.
    pub const fn at(self) -> Option<Moment> {
        match self.0 {
            0 | 1 | u32::MAX => None,
            seconds => Some(Moment(seconds)),
        }
    }

    /// Whether the vendor said "never".
    pub const fn is_never(self) -> bool {
        self.0 == 1
    }

    /// Whether the vendor said "no limit".
    pub const fn is_no_limit(self) -> bool {
        self.0 == u32::MAX
    }

    /// Whether nothing was said.
    pub const fn is_absent(self) -> bool {
        self.0 == 0
    }

    /// Reads RFC 3339 and the portals' variants of it: `T` or a space between date and time, no
    /// time at all (midnight), 0 to 9 fractional digits (dropped), `Z`, an offset, or neither
    /// (UTC, as the exports write it).
    ///
    /// ```
    /// use enrollment::moment::Stamp;
    /// let a = Stamp::parse("2026-03-05T14:30:21.1234567+01:00").unwrap();
    /// assert_eq!(a, Stamp::parse("2026-03-05 13:30:21").unwrap());
    /// assert!(Stamp::parse("0001-01-01T00:00:00Z").unwrap().is_never());
    /// assert!(Stamp::parse("9999-12-31T23:59:59.9999999Z").unwrap().is_no_limit());
    /// assert!(Stamp::parse("last Tuesday").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, NotADate> {
        let text = text.trim_ascii();
        if text.is_empty() {
            return Ok(Self::ABSENT);
        }
        parse(text.as_bytes()).ok_or(NotADate)
    }
}

impl From<Option<Moment>> for Stamp {
    fn from(moment: Option<Moment>) -> Self {
        moment.map_or(Self::ABSENT, Self::of)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at() {
            Some(moment) => fmt::Display::fmt(&moment, f),
            None if self.is_never() => f.write_str("never"),
            None if self.is_no_limit() => f.write_str("no limit"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The text is no date that Microsoft, Apple or their portals write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date; expected the form 2026-03-05T14:30:21Z")
    }
}

impl std::error::Error for NotADate {}

/// 0 and 1 are the words "absent" and "never" of [`Stamp`].
const FIRST: i64 = 2;
/// `u32::MAX` is the word "no limit".
const LAST: i64 = u32::MAX as i64 - 1;

fn parse(text: &[u8]) -> Option<Stamp> {
    let (date, rest) = text.split_at_checked(10)?;
    if date[4] != b'-' || date[7] != b'-' {
        return None;
    }
    let (year, month, day) = (
        digits(&date[..4])?,
        digits(&date[5..7])?,
        digits(&date[8..])?,
    );
    if !(1..=12).contains(&month) || day == 0 || day > days_in_month(year, month) {
        return None;
    }
    let (of_day, offset) = if rest.is_empty() {
        (0, 0)
    } else {
        time_of_day(rest)?
    };
    match year {
        1 => Some(Stamp::NEVER),
        9999 => Some(Stamp::NO_LIMIT),
        _ => {
            let seconds = days_from_civil(year, month, day) * DAY + of_day - offset;
            Moment::from_unix(seconds).map(Stamp::of)
        }
    }
}

/// Seconds of the day and the offset from UTC in seconds.
fn time_of_day(text: &[u8]) -> Option<(i64, i64)> {
    let (clock, mut rest) = text.split_at_checked(9)?;
    if !matches!(clock[0], b'T' | b't' | b' ') || clock[3] != b':' || clock[6] != b':' {
        return None;
    }
    let (hour, minute) = (digits(&clock[1..3])?, digits(&clock[4..6])?);
    let second = digits(&clock[7..9])?;
    // 60 is a leap second; 24:00 is not written by anybody here.
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    if let [b'.' | b',', fraction @ ..] = rest {
        let length = fraction.iter().take_while(|c| c.is_ascii_digit()).count();
        if length == 0 || length > 9 {
            return None;
        }
        rest = &fraction[length..];
    }
    let offset = match rest {
        [] | [b'Z' | b'z'] | [b' ', b'U', b'T', b'C'] => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (digits(&[*h1, *h2])?, digits(&[*m1, *m2])?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = hours * HOUR + minutes * MINUTE;
            if *sign == b'-' { -seconds } else { seconds }
        }
        _ => return None,
    };
    Some((hour * HOUR + minute * MINUTE + second, offset))
}

fn digits(text: &[u8]) -> Option<i64> {
    let mut value = 0;
    for c in text {
        if !c.is_ascii_digit() {
            return None;
        }
        value = value * 10 + i64::from(c - b'0');
    }
    Some(value)
}

const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a date in the Gregorian calendar; the algorithm is
/// <https://howardhinnant.github.io/date_algorithms.html>.
const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The inverse of [`days_from_civil`].
const fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + if month <= 2 { 1 } else { 0 };
    (year, month as u8, day as u8)
}

#[cfg(test)]
mod tests {
    use super::{Moment, NotADate, Stamp};
    use proptest::prelude::*;

    fn at(text: &str) -> i64 {
        Stamp::parse(text).unwrap().at().unwrap().unix()
    }

    #[test]
    fn every_offset_names_the_same_moment() {
        let noon = at("2026-11-23T12:00:00Z");
        assert_eq!(at("2026-11-23T13:00:00+01:00"), noon);
        assert_eq!(at("2026-11-23T04:00:00-08:00"), noon);
        assert_eq!(at("2026-11-23T17:30:00+05:30"), noon);
        assert_eq!(at("2026-11-23 12:00:00"), noon);
        assert_eq!(at("2026-11-23 12:00:00.0000000 UTC"), noon);
    }

    #[test]
    fn sentinels_are_words_not_dates() {
        assert!(Stamp::parse("0001-01-01T00:00:00").unwrap().is_never());
        assert!(Stamp::parse("0001-01-01T00:00:00Z").unwrap().at().is_none());
        assert!(
            Stamp::parse("9999-12-31T23:59:59.9999999Z")
                .unwrap()
                .is_no_limit()
        );
        assert!(Stamp::parse("  ").unwrap().is_absent());
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "2026-13-01T00:00:00Z",
            "2026-02-30T00:00:00Z",
            "2026-02-01T25:00:00Z",
            "2026-02-01T00:00:00.Z",
            "2026-02-01T00:00:00+1:00",
            "01.02.2026",
            "Never",
            "2026-02-01T00:00",
            "1969-12-31T00:00:00Z",
            "2026-0é-01T00:00:00Z",
        ] {
            assert_eq!(Stamp::parse(text), Err(NotADate), "{text}");
        }
    }

    proptest! {
        #[test]
        fn agrees_with_jiff(seconds in 2_i64..4_294_967_294, digits in 0_usize..8) {
            let stamp = jiff::Timestamp::from_second(seconds).unwrap();
            let text = match digits {
                0 => stamp.to_string(),
                n => stamp.to_string().replace('Z', &format!(".{}Z", "5".repeat(n))),
            };
            let moment = Stamp::parse(&text).unwrap().at().unwrap();
            prop_assert_eq!(moment.unix(), seconds);
            prop_assert_eq!(moment.to_string(), stamp.to_string());
            prop_assert_eq!(Moment::from_unix(seconds), Some(moment));
        }

        #[test]
        fn never_panics(text in ".{0,40}") {
            let _ = Stamp::parse(&text);
        }
    }
}
