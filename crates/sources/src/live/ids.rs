//! Foreign names in addresses and in names of files.

/// Whether an id may stand in a path: nothing that an address or a file system would understand.
pub fn is_plain(id: &str) -> bool {
    let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.');
    (1..=120).contains(&id.len()) && id.bytes().all(plain) && !id.starts_with('.')
}

/// A value of a form or a query.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~$,'()/:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for half in [byte >> 4, byte & 15] {
                out.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{encoded, is_plain};

    #[test]
    fn what_means_something_is_written_out() {
        assert_eq!(encoded("a b&c=d[e]+ü"), "a%20b%26c%3Dd%5Be%5D%2B%C3%BC");
        assert!(is_plain("0b5a7e1c-1111-4222-8333-444455556666"));
        assert!(is_plain("contoso.onmicrosoft.com"));
        for bad in ["", "..", "a/b", "a b", "a\\b", "a?b"] {
            assert!(!is_plain(bad), "{bad}");
        }
    }
}
