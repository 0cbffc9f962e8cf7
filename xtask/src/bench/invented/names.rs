//! Serial numbers, ids, hardware addresses and dates as the vendors spell them.

use super::super::random::mix;
use enrollment::moment::Moment;
use std::fmt;

/// Apple's serial numbers since 2021 are ten characters that mean nothing.
#[derive(Clone, Copy)]
pub(super) struct Serial(u64);

impl Serial {
    /// The serial number of a device; no two devices share one.
    pub(super) fn of(number: u64) -> Self {
        const BITS: u32 = 48;
        const MASK: u64 = (1 << BITS) - 1;
        // Each step can be undone within 48 bits, so different numbers stay different.
        let scattered = (number ^ 0x5eed_0b57_ac1e).wrapping_mul(0x9e37_79b9_7f4b) & MASK;
        let scattered = (scattered ^ (scattered >> 23)).wrapping_mul(0x2545_f491_4f6d) & MASK;
        Self(scattered ^ (scattered >> 25))
    }
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LETTERS: &[u8; 28] = b"CDFGHJKLMNPQRTVWXY0123456789";
        let mut rest = self.0;
        let mut text = [0_u8; 10];
        for letter in &mut text {
            *letter = LETTERS[(rest % 28) as usize];
            rest /= 28;
        }
        f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

/// A GUID in Microsoft's spelling.
#[derive(Clone, Copy)]
pub(super) struct Id(pub(super) u64);

impl Id {
    /// The id of a subject of some kind.
    pub(super) fn of(kind: u64, number: u64) -> Self {
        Self(mix(mix(kind) ^ number))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (high, low) = (self.0, mix(self.0));
        write!(
            f,
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            high >> 32,
            high >> 16 & 0xffff,
            high & 0xfff,
            low >> 48 & 0x3fff | 0x8000,
            low & 0xffff_ffff_ffff,
        )
    }
}

/// A hardware address without separators, as Apple Business writes it.
pub(super) struct HardwareAddress(pub(super) u64);

impl fmt::Display for HardwareAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "02{:010X}", mix(self.0) & 0xff_ffff_ffff)
    }
}

/// An IMEI with its check digit (Luhn).
pub(super) struct Imei(pub(super) u64);

impl fmt::Display for Imei {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // 35 is a reporting body's prefix, 9999 is no type that was ever allocated.
        let body = 35_999_900_000_000 + self.0 % 100_000_000;
        let mut rest = body;
        let mut sum = 0;
        for place in 0..14 {
            let digit = rest % 10;
            rest /= 10;
            let counted = if place % 2 == 0 { digit * 2 } else { digit };
            sum += counted / 10 + counted % 10;
        }
        write!(f, "{body:014}{}", (10 - sum % 10) % 10)
    }
}

/// A date with a fraction of a second: seven digits at Microsoft, three at Apple.
pub(super) struct Precise(pub(super) Moment, pub(super) usize);

impl fmt::Display for Precise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day, hour, minute, second) = self.0.civil();
        let fraction = mix(self.0.unix() as u64) % 10_u64.pow(self.1 as u32);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:0width$}Z",
            width = self.1
        )
    }
}

/// A date, or Graph's "never".
pub(super) struct OrNever(pub(super) Option<Moment>);

impl fmt::Display for OrNever {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(moment) => moment.fmt(f),
            None => f.write_str("0001-01-01T00:00:00Z"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Id, Imei, Serial};
    use std::collections::HashSet;

    #[test]
    fn no_two_devices_share_a_serial_number() {
        let all: HashSet<String> = (0..200_000).map(|n| Serial::of(n).to_string()).collect();
        assert_eq!(all.len(), 200_000);
        assert!(all.iter().all(|serial| serial.len() == 10));
    }

    #[test]
    fn ids_and_check_digits_have_their_form() {
        assert_eq!(Id::of(1, 2).to_string().len(), 36);
        assert_eq!(Imei(0).to_string(), "359999000000000");
        assert_eq!(Imei(12_345_678).to_string().len(), 15);
    }
}
