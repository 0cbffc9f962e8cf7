//! Virtual time: whole seconds of UTC since 1970, which nobody but a world moves.

/// Seconds since 1970-01-01T00:00:00Z.
pub type Time = i64;

/// Seconds of a minute.
pub const MINUTE: Time = 60;
/// Seconds of an hour.
pub const HOUR: Time = 60 * MINUTE;
/// Seconds of a day.
pub const DAY: Time = 24 * HOUR;
/// Seconds of a year of 365 days.
pub const YEAR: Time = 365 * DAY;
/// When a world is looked at if nobody says otherwise: 2026-11-20T09:00:00Z.
pub const LOOKED_AT: Time = 1_795_165_200;

/// Writes a time as Microsoft and Apple do, `2026-11-20T09:00:00Z`.
pub fn write(time: Time, out: &mut Vec<u8>) {
    let (year, month, day) = date_of(time);
    let second = time.rem_euclid(DAY);
    pair(year / 100, out);
    pair(year % 100, out);
    out.push(b'-');
    pair(month, out);
    out.push(b'-');
    pair(day, out);
    out.push(b'T');
    pair(second / HOUR, out);
    out.push(b':');
    pair(second / MINUTE % 60, out);
    out.push(b':');
    pair(second % 60, out);
    out.push(b'Z');
}

/// A time as text, `2026-11-20T09:00:00Z`.
pub fn text(time: Time) -> String {
    let mut out = Vec::with_capacity(20);
    write(time, &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// A day as text, `2026-11-20`.
pub fn day_text(time: Time) -> String {
    let mut text = text(time);
    text.truncate(10);
    text
}

/// Reads `2026-11-20T09:00:00Z` or `2026-11-20`; nothing else.
///
/// ```
/// use lab::clock;
/// assert_eq!(clock::parse("2026-11-20T09:00:00Z"), Some(clock::LOOKED_AT));
/// assert_eq!(clock::parse("2026-02-30"), None);
/// ```
pub fn parse(text: &str) -> Option<Time> {
    let bytes = text.as_bytes();
    let number = |from: usize, to: usize| -> Option<i64> {
        let part = bytes.get(from..to)?;
        part.iter().all(u8::is_ascii_digit).then_some(())?;
        str::from_utf8(part).ok()?.parse().ok()
    };
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let midnight = midnight_of(year, month, day);
    if (year, month, day) != date_of(midnight) || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    match bytes.len() {
        10 => Some(midnight),
        20 if bytes[10] == b'T' && bytes[13] == b':' && bytes[16] == b':' && bytes[19] == b'Z' => {
            let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
            let sound = hour < 24 && minute < 60 && second < 60;
            sound.then_some(midnight + hour * HOUR + minute * MINUTE + second)
        }
        _ => None,
    }
}

/// The end of the years for which the lab's worlds are made.
pub const END: Time = 4_102_444_800;

/// Whether a time lies in the years 2000 to 2099, for which the lab's worlds are made.
pub const fn is_of_our_time(time: Time) -> bool {
    const FIRST: Time = 946_684_800;
    FIRST <= time && time < END
}

/// Year, month and day (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn date_of(time: Time) -> (i64, i64, i64) {
    let days = time.div_euclid(DAY) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

fn midnight_of(year: i64, month: i64, day: i64) -> Time {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = if month > 2 { month - 3 } else { month + 9 };
    let day_of_year = (153 * shifted + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468) * DAY
}

fn pair(number: i64, out: &mut Vec<u8>) {
    out.push(b'0' + (number / 10 % 10) as u8);
    out.push(b'0' + (number % 10) as u8);
}

#[cfg(test)]
mod tests {
    use super::{DAY, LOOKED_AT, date_of, midnight_of, parse, text};
    use proptest::prelude::*;

    #[test]
    fn times_read_as_they_are_written() {
        assert_eq!(text(LOOKED_AT), "2026-11-20T09:00:00Z");
        assert_eq!(text(0), "1970-01-01T00:00:00Z");
        for bad in [
            "",
            "2026-13-01",
            "2026-11-20 09:00:00Z",
            "2026-11-20T24:00:00Z",
            "20261120",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn every_second_of_a_century_comes_back(time in 0_i64..4_102_444_800) {
            prop_assert_eq!(parse(&text(time)), Some(time));
        }

        #[test]
        fn days_and_dates_agree(days in -40_000_i64..80_000) {
            let (year, month, day) = date_of(days * DAY);
            prop_assert_eq!(midnight_of(year, month, day), days * DAY);
        }
    }
}
