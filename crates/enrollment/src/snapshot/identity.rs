//! Names of a device: serial number, IMEI, GUID.

use std::borrow::Cow;
use std::fmt;

/// The longest serial number that is believed. Apple's have 8 to 14 characters, its published
/// samples up to 17.
pub const SERIAL_LENGTH_MAX: usize = 32;

/// Why a text is no serial number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SerialFault {
    /// Nothing is there.
    Empty,
    /// More than [`SERIAL_LENGTH_MAX`] characters.
    TooLong,
    /// A character that is neither an ASCII letter, a digit, nor `-`, `_`, `.`, `/`, `+`.
    ForeignCharacter,
}

impl fmt::Display for SerialFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "no serial number",
            Self::TooLong => "longer than any serial number (32 characters)",
            Self::ForeignCharacter => "a character that no serial number has",
        })
    }
}

/// The canonical spelling of a serial number: no blanks, upper case. Nothing else is changed: a
/// barcode's leading `S` or an `O` for a `0` is at most a suggestion (causality.md C20).
///
/// ```
/// use enrollment::snapshot::canonical_serial;
/// assert_eq!(canonical_serial(" f2lx k9\t").unwrap(), "F2LXK9");
/// assert!(canonical_serial("").is_err());
/// ```
pub fn canonical_serial(text: &str) -> Result<Cow<'_, str>, SerialFault> {
    let plain = |c: u8| c.is_ascii_uppercase() || c.is_ascii_digit();
    if !text.is_empty() && text.len() <= SERIAL_LENGTH_MAX && text.bytes().all(plain) {
        return Ok(Cow::Borrowed(text));
    }
    // Two blanks between each character are more than any export adds.
    if text.len() > 3 * SERIAL_LENGTH_MAX {
        return Err(SerialFault::TooLong);
    }
    let mut canonical = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}' => {}
            '-' | '_' | '.' | '/' | '+' => canonical.push(c),
            _ if c.is_ascii_alphanumeric() => canonical.push(c.to_ascii_uppercase()),
            _ => return Err(SerialFault::ForeignCharacter),
        }
    }
    match canonical.len() {
        0 => Err(SerialFault::Empty),
        length if length > SERIAL_LENGTH_MAX => Err(SerialFault::TooLong),
        _ => Ok(Cow::Owned(canonical)),
    }
}

/// An IMEI: 14 to 16 digits, kept as a number. 0 is none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Imei(u64);

impl Imei {
    /// No IMEI.
    pub const NONE: Self = Self(0);

    /// Reads an IMEI with or without separators; anything else is none.
    pub fn parse(text: &str) -> Self {
        let mut value = 0_u64;
        let mut digits = 0;
        for c in text.trim().bytes() {
            match c {
                b'0'..=b'9' => {
                    digits += 1;
                    if digits > 16 {
                        return Self::NONE;
                    }
                    value = value * 10 + u64::from(c - b'0');
                }
                b' ' | b'-' | b'/' => {}
                _ => return Self::NONE,
            }
        }
        if digits < 14 { Self::NONE } else { Self(value) }
    }

    /// Whether there is one.
    pub const fn is_some(self) -> bool {
        self.0 != 0
    }

    /// The first 14 digits, which name the device; the fifteenth is a check digit and the
    /// sixteenth a software version, and exports differ in whether they write them.
    pub const fn body(self) -> u64 {
        let mut value = self.0;
        while value > 99_999_999_999_999 {
            value /= 10;
        }
        value
    }
}

impl fmt::Display for Imei {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_some() {
            write!(f, "{:015}", self.0)
        } else {
            Ok(())
        }
    }
}

impl fmt::Debug for Imei {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The value of each byte as a hexadecimal digit; 255 for those that are none.
const HEX: [u8; 256] = {
    let mut table = [255; 256];
    let mut value = 0;
    while value < 16 {
        let digit = b"0123456789abcdef"[value];
        table[digit as usize] = value as u8;
        table[digit.to_ascii_uppercase() as usize] = value as u8;
        value += 1;
    }
    table
};

/// A GUID. All zeros are Microsoft's way to write "none" (microsoft.md §1.0).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Guid([u8; 16]);

impl Guid {
    /// No GUID.
    pub const NONE: Self = Self([0; 16]);

    /// Reads 32 hexadecimal digits with or without hyphens and braces; anything else is none.
    pub fn parse(text: &str) -> Self {
        let mut bytes = [0_u8; 16];
        let mut digits = 0;
        for c in text.trim().bytes() {
            let value = HEX[usize::from(c)];
            if value > 0xf {
                if matches!(c, b'-' | b'{' | b'}') {
                    continue;
                }
                return Self::NONE;
            }
            if digits == 32 {
                return Self::NONE;
            }
            bytes[digits / 2] = bytes[digits / 2] << 4 | value;
            digits += 1;
        }
        if digits == 32 {
            Self(bytes)
        } else {
            Self::NONE
        }
    }

    /// Whether there is one.
    pub fn is_some(self) -> bool {
        self != Self::NONE
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, byte) in self.0.iter().enumerate() {
            if matches!(index, 4 | 6 | 8 | 10) {
                f.write_str("-")?;
            }
            write!(f, "{byte:02x}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Guid, Imei, SerialFault, canonical_serial};
    use proptest::prelude::*;

    #[test]
    fn a_leading_s_is_not_taken_away() {
        assert_eq!(canonical_serial("SF2LXK9").unwrap(), "SF2LXK9");
    }

    #[test]
    fn ten_kilobytes_are_no_serial_number() {
        assert_eq!(
            canonical_serial(&"A".repeat(10_000)),
            Err(SerialFault::TooLong)
        );
        assert_eq!(
            canonical_serial("F2L\u{fffd}K9"),
            Err(SerialFault::ForeignCharacter)
        );
        assert_eq!(canonical_serial(" \t "), Err(SerialFault::Empty));
    }

    #[test]
    fn an_imei_is_the_same_with_and_without_its_check_digit() {
        let long = Imei::parse("35-693803-564380-9");
        assert_eq!(long.to_string(), "356938035643809");
        assert_eq!(long.body(), Imei::parse("35693803564380").body());
        assert!(!Imei::parse("F2LXK9").is_some());
        assert!(!Imei::parse("").is_some());
    }

    #[test]
    fn a_guid_of_zeros_is_none() {
        assert!(!Guid::parse("00000000-0000-0000-0000-000000000000").is_some());
        assert!(!Guid::parse("not a guid").is_some());
        let text = "d4ebce55-015a-49b5-a083-c84d1797ae8c";
        assert_eq!(Guid::parse(text).to_string(), text);
        assert_eq!(Guid::parse(&text.to_uppercase()), Guid::parse(text));
    }

    proptest! {
        #[test]
        fn a_canonical_serial_stays_as_it_is(text in "\\PC{0,40}") {
            if let Ok(once) = canonical_serial(&text) {
                let twice = canonical_serial(&once).unwrap();
                prop_assert_eq!(&once, &twice);
            }
        }
    }
}
