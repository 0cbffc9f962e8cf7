//! Until when a certificate is good: the one thing of X.509 that is wanted here.

use super::collections::moment;
use enrollment::moment::Moment;

const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const SHORT_TIME: u8 = 0x17;
const LONG_TIME: u8 = 0x18;

/// The end of a certificate in DER; nothing if it is none.
pub(super) fn good_until(der: &[u8]) -> Option<Moment> {
    let (certificate, _) = inside(der, SEQUENCE)?;
    let (mut fields, _) = inside(certificate, SEQUENCE)?;
    if fields.first() == Some(&VERSION) {
        fields = element(fields)?.2;
    }
    // Serial number, algorithm, issuer.
    for _ in 0..3 {
        fields = element(fields)?.2;
    }
    let (bounds, _) = inside(fields, SEQUENCE)?;
    let (_, _, rest) = element(bounds)?;
    let (tag, until, _) = element(rest)?;
    time(tag, until)
}

/// The content of the first element, which must be of this kind, and what follows it.
fn inside(bytes: &[u8], wanted: u8) -> Option<(&[u8], &[u8])> {
    let (tag, content, rest) = element(bytes)?;
    (tag == wanted).then_some((content, rest))
}

/// Tag, content and what follows.
fn element(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (tag, rest) = bytes.split_first()?;
    let (first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        short @ 0..=0x7f => (usize::from(*short), rest),
        0x81..=0x83 => {
            let (digits, rest) = rest.split_at_checked(usize::from(first & 3))?;
            let length = digits
                .iter()
                .fold(0, |sum, digit| sum << 8 | usize::from(*digit));
            (length, rest)
        }
        _ => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    Some((*tag, content, rest))
}

/// `YYMMDDhhmmssZ`, or with four digits of the year.
fn time(tag: u8, text: &[u8]) -> Option<Moment> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let century = match (tag, text.get(..2)?) {
        (SHORT_TIME, year) if year < "50" => "20",
        (SHORT_TIME, _) => "19",
        (LONG_TIME, _) => "",
        _ => return None,
    };
    let text = format!("{century}{text}");
    let part = |from: usize| text.get(from..from + 2);
    let iso = format!(
        "{}-{}-{}T{}:{}:{}Z",
        text.get(..4)?,
        part(4)?,
        part(6)?,
        part(8)?,
        part(10)?,
        part(12)?
    );
    moment(&iso)
}

#[cfg(test)]
mod tests {
    use super::good_until;

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
            assert_eq!(good_until(bytes), None, "{bytes:?}");
        }
    }
}
