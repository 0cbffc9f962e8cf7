//! The bytes of a file as text, whatever they are.

use std::borrow::Cow;

/// The text, and the place of the first byte that is no UTF-8, if there is one. Half a character
/// at the very end is a tear and not a wrong byte.
pub(super) fn of(bytes: &[u8]) -> (Cow<'_, str>, Option<usize>) {
    // Windows tools put a byte order mark before JSON.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(why) => {
            let place = why.error_len().map(|_| why.valid_up_to());
            (String::from_utf8_lossy(bytes), place)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_wrong_byte_has_a_place_and_half_a_character_has_none() {
        assert_eq!(of(b"\xef\xbb\xbf{}"), ("{}".into(), None));
        assert_eq!(of(b"a\xffb"), ("a\u{fffd}b".into(), Some(1)));
        assert_eq!(of("é".as_bytes()), ("é".into(), None));
        assert_eq!(of(&"é".as_bytes()[..1]), ("\u{fffd}".into(), None));
    }
}
