//! Two things that a certificate says: who issued it, and until when it is good. Nothing is
//! verified here, and nothing is decided by it; one that cannot be read says nothing.

use crate::pem::unwrapped;
use enrollment::moment::{Moment, Stamp};

/// What is read of a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outline {
    /// The issuer's organisation; possibly none.
    pub(crate) organisation: String,
    /// The issuer's name; possibly none.
    pub(crate) name: String,
    /// Until when it is good.
    pub(crate) until: Option<Moment>,
}

const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OID: u8 = 0x06;
/// The version, which is missing in the oldest certificates.
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;
/// `organizationName` and `commonName` (X.520).
const ORGANISATION: &[u8] = &[0x55, 0x04, 0x0a];
const COMMON_NAME: &[u8] = &[0x55, 0x04, 0x03];

/// Reads a certificate in DER (RFC 5280 §4.1).
pub(crate) fn outline(der: &[u8]) -> Option<Outline> {
    let (certificate, _) = expected(der, SEQUENCE)?;
    let (signed, _) = expected(certificate, SEQUENCE)?;
    let (tag, _, behind) = element(signed)?;
    let from_serial = if tag == VERSION { behind } else { signed };
    let (_, _, rest) = element(from_serial)?;
    let (_, rest) = expected(rest, SEQUENCE)?;
    let (issuer, rest) = expected(rest, SEQUENCE)?;
    let (validity, _) = expected(rest, SEQUENCE)?;
    let (_, _, rest) = element(validity)?;
    let (tag, until, _) = element(rest)?;
    Some(Outline {
        organisation: part_of_name(issuer, ORGANISATION).unwrap_or_default(),
        name: part_of_name(issuer, COMMON_NAME).unwrap_or_default(),
        until: time(tag, until),
    })
}

/// Reads the first certificate of a text in PEM.
pub(crate) fn outline_of_pem(pem: &str) -> Option<Outline> {
    outline(&unwrapped(pem, "CERTIFICATE-----")?)
}

/// The first element: its tag, what it holds, and what comes behind.
fn element(input: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = input.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match *first {
        short @ 0..=0x7f => (usize::from(short), rest),
        // No certificate is longer than four bytes can say.
        long @ 0x81..=0x84 => {
            let (digits, rest) = rest.split_at_checked(usize::from(long - 0x80))?;
            let length = digits
                .iter()
                .fold(0_usize, |sum, digit| (sum << 8) | usize::from(*digit));
            (length, rest)
        }
        _ => return None,
    };
    let (body, rest) = rest.split_at_checked(length)?;
    Some((*tag, body, rest))
}

fn expected(input: &[u8], wanted: u8) -> Option<(&[u8], &[u8])> {
    let (tag, body, rest) = element(input)?;
    (tag == wanted).then_some((body, rest))
}

fn part_of_name(mut name: &[u8], wanted: &[u8]) -> Option<String> {
    while let Some((set, rest)) = expected(name, SET) {
        name = rest;
        let (pair, _) = expected(set, SEQUENCE)?;
        let (kind, value) = expected(pair, OID)?;
        if kind == wanted {
            let (_, text, _) = element(value)?;
            return Some(String::from_utf8_lossy(text).into_owned());
        }
    }
    None
}

/// `491231235959Z` until 2049, `20501231235959Z` after that.
fn time(tag: u8, text: &[u8]) -> Option<Moment> {
    let text = std::str::from_utf8(text).ok()?;
    let full = match tag {
        GENERALIZED_TIME => text.to_owned(),
        UTC_TIME => {
            let century = if text.get(..2)? < "50" { "20" } else { "19" };
            format!("{century}{text}")
        }
        _ => return None,
    };
    let part = |range: std::ops::Range<usize>| full.get(range);
    let iso = format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0..4)?,
        part(4..6)?,
        part(6..8)?,
        part(8..10)?,
        part(10..12)?,
        part(12..14)?
    );
    Stamp::parse(&iso).ok().and_then(Stamp::at)
}

#[cfg(test)]
mod tests {
    use super::{outline, outline_of_pem};
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    const PEM: &str = include_str!("../tests/live/keys/rsa-cert.pem");

    #[test]
    fn a_certificate_says_by_whom_and_until_when() {
        let seen = outline_of_pem(PEM).unwrap();
        assert!(!seen.name.is_empty(), "{seen:?}");
        assert!(seen.until.is_some(), "{seen:?}");
    }

    #[test]
    fn what_is_no_certificate_has_no_bounds() {
        for bytes in [
            &b""[..],
            b"\x30",
            b"\x30\x82\xff",
            b"\x30\x02\x30\x00",
            b"\x30\x84\xff\xff\xff\xff",
            &[0x30; 300],
        ] {
            assert_eq!(outline(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn what_is_torn_says_nothing_and_breaks_nothing() {
        let body: String = PEM
            .lines()
            .filter(|line| !line.starts_with("---"))
            .collect();
        let der = STANDARD.decode(body).unwrap();
        for end in 0..der.len() {
            assert_eq!(outline(&der[..end]), None, "{end}");
        }
        for at in 0..der.len().min(300) {
            let mut bent = der.clone();
            bent[at] ^= 0xff;
            let _ = outline(&bent);
        }
        assert_eq!(outline_of_pem("-----BEGIN CERTIFICATE-----"), None);
    }
}
