//! Writes JSON into bytes without intermediate strings: a million lines are a lot of strings.

use enrollment::moment::{Moment, Stamp};
use std::io::Write as _;

/// Appends text as it is.
pub fn raw(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

/// Appends a JSON string with its quotes.
pub fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    let plain = |c: u8| c >= 0x20 && c != b'"' && c != b'\\';
    if text.bytes().all(plain) {
        out.extend_from_slice(text.as_bytes());
    } else {
        for c in text.chars() {
            match c {
                '"' => raw(out, "\\\""),
                '\\' => raw(out, "\\\\"),
                '\n' => raw(out, "\\n"),
                '\r' => raw(out, "\\r"),
                '\t' => raw(out, "\\t"),
                c if (c as u32) < 0x20 => {
                    // A write into a Vec cannot fail.
                    let _ = write!(out, "\\u{:04x}", c as u32);
                }
                c => out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            }
        }
    }
    out.push(b'"');
}

/// Appends a JSON string, or `null` for an empty text.
pub fn string_or_null(out: &mut Vec<u8>, text: &str) {
    if text.is_empty() {
        raw(out, "null");
    } else {
        string(out, text);
    }
}

/// Appends `true`, `false` or `null`.
pub fn flag(out: &mut Vec<u8>, value: Option<bool>) {
    raw(
        out,
        match value {
            Some(true) => "true",
            Some(false) => "false",
            None => "null",
        },
    );
}

/// Appends a share of ten-thousandths as a number between 0 and 1 with at most four digits.
pub fn share(out: &mut Vec<u8>, ten_thousandths: u16) {
    if ten_thousandths >= 10_000 {
        out.push(b'1');
        return;
    }
    let mut digits = [b'0'; 4];
    let mut rest = ten_thousandths;
    for digit in digits.iter_mut().rev() {
        *digit = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let length = digits
        .iter()
        .rposition(|digit| *digit != b'0')
        .map_or(0, |last| last + 1);
    raw(out, "0");
    if length > 0 {
        out.push(b'.');
        out.extend_from_slice(&digits[..length]);
    }
}

/// Appends a time in RFC 3339, without quotes.
pub fn moment(out: &mut Vec<u8>, moment: Moment) {
    let (year, month, day, hour, minute, second) = moment.civil();
    let mut text = *b"0000-00-00T00:00:00Z";
    let mut put = |at: usize, value: u32| {
        text[at] = b'0' + (value / 10 % 10) as u8;
        text[at + 1] = b'0' + (value % 10) as u8;
    };
    put(0, (year / 100) as u32);
    put(2, (year % 100) as u32);
    put(5, u32::from(month));
    put(8, u32::from(day));
    put(11, u32::from(hour));
    put(14, u32::from(minute));
    put(17, u32::from(second));
    out.extend_from_slice(&text);
}

/// Appends a vendor's date as a JSON string, "never", "no limit", or `null`.
pub fn stamp(out: &mut Vec<u8>, stamp: Stamp) {
    match stamp.at() {
        Some(at) => {
            out.push(b'"');
            moment(out, at);
            out.push(b'"');
        }
        None if stamp.is_never() => raw(out, "\"never\""),
        None if stamp.is_no_limit() => raw(out, "\"no limit\""),
        None => raw(out, "null"),
    }
}

/// A JSON array.
pub(super) fn list<T>(out: &mut Vec<u8>, items: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    out.push(b'[');
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            out.push(b',');
        }
        write(out, item);
    }
    out.push(b']');
}

#[cfg(test)]
mod tests {
    use super::{moment, share, string};
    use enrollment::moment::Stamp;

    fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn strings_are_escaped() {
        let hard = "iPad Pro 11\" \\ \u{1} ü\n";
        let written = text(|out| string(out, hard));
        assert_eq!(serde_json::from_str::<String>(&written).unwrap(), hard);
    }

    #[test]
    fn shares_have_no_needless_digits() {
        assert_eq!(text(|out| share(out, 9300)), "0.93");
        assert_eq!(text(|out| share(out, 10)), "0.001");
        assert_eq!(text(|out| share(out, 10_000)), "1");
        assert_eq!(text(|out| share(out, 0)), "0");
    }

    #[test]
    fn moments_are_written_as_they_display() {
        let at = Stamp::parse("2026-11-23T07:08:09Z").unwrap().at().unwrap();
        assert_eq!(text(|out| moment(out, at)), at.to_string());
    }
}
