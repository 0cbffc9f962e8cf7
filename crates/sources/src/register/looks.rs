//! What the values of a column look like.

use super::RegisterField;
use super::whereabouts;
use crate::table::date;
use crate::table::header::fold;

/// Whether a field says nothing: empty, a dash, or a word for it.
pub(super) fn is_nothing(text: &str) -> bool {
    const NOTHING: [&str; 10] = [
        "",
        "na",
        "none",
        "null",
        "unknown",
        "unbekannt",
        "keine",
        "kein",
        "leer",
        "empty",
    ];
    text.len() <= 16 && NOTHING.contains(&fold(text).as_str())
}

/// Whether a spreadsheet rounded a long number: `3.56938E+14`, `3,56938E+14`.
pub(super) fn is_rounded(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    let decimals = mantissa.split_once(['.', ',']);
    exponent.strip_prefix('+').is_some_and(digits)
        && decimals.map_or_else(
            || digits(mantissa),
            |(one, rest)| digits(one) && digits(rest),
        )
}

/// Whether a value looks like a field. Dates, places and order numbers look like each other, so
/// only a header can tell them.
pub(super) fn like(field: RegisterField, text: &str) -> bool {
    match field {
        RegisterField::Serial => is_serial(text),
        RegisterField::Imei => is_imei(text),
        RegisterField::User => is_address(text),
        RegisterField::Status => whereabouts::is_known(text),
        RegisterField::HandedOut | RegisterField::Bought => date::looks_like_date(text),
        RegisterField::Site | RegisterField::Order => !text.is_empty(),
    }
}

/// Whether values alone may make a column this field.
pub(super) fn can_tell(field: RegisterField) -> bool {
    matches!(
        field,
        RegisterField::Serial | RegisterField::Imei | RegisterField::User | RegisterField::Status
    )
}

/// Apple's serial numbers: 10 to 12 letters and digits, both of them; the older have 11.
fn is_serial(text: &str) -> bool {
    let text = text.trim();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (10..=12).contains(&text.len()) && letters + digits == text.len() && letters > 0 && digits > 0
}

/// Fifteen digits with a correct check digit (Luhn).
fn is_imei(text: &str) -> bool {
    let plain: Vec<u8> = text
        .bytes()
        .filter(|c| !matches!(c, b' ' | b'-' | b'/'))
        .collect();
    if plain.len() != 15 || !plain.iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = plain
        .iter()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0') * if place % 2 == 1 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A mail address or user principal name.
fn is_address(text: &str) -> bool {
    let Some((user, domain)) = text.trim().split_once('@') else {
        return false;
    };
    let plain = |part: &str| {
        let space = |c: char| c.is_whitespace() || matches!(c, '@' | ',' | ';' | '<' | '>');
        !part.is_empty() && !part.contains(space)
    };
    plain(user) && plain(domain) && domain.contains('.')
}

#[cfg(test)]
mod tests {
    use super::{is_address, is_imei, is_nothing, is_rounded, is_serial};

    #[test]
    fn values_are_told_apart() {
        assert!(is_serial("F2LXK9ABCD") && is_serial("dmpxk9abce12"));
        assert!(!is_serial("ABCDEFGHIJ") && !is_serial("1234567890") && !is_serial("INV-00123"));
        assert!(is_imei("356938035643809") && is_imei("35-693803-564380-9"));
        assert!(!is_imei("356938035643808") && !is_imei("35693803564380"));
        assert!(is_address("a.becker@contoso.example"));
        assert!(!is_address("a becker@contoso.example") && !is_address("@x.y"));
        assert!(is_nothing(" - ") && is_nothing("N/A") && !is_nothing("0"));
    }

    #[test]
    fn rounded_numbers_are_noticed() {
        assert!(is_rounded("3.56938E+14") && is_rounded("3,56938E+14"));
        assert!(!is_rounded("F2E+14") && !is_rounded("356938035643809") && !is_rounded("12E45"));
    }
}
