//! Small texts of HTTP: forms, queries, cookies.

use axum::http::{HeaderMap, HeaderValue, header};

/// Names and values of a form or a query, in their order.
pub(super) type Pairs = Vec<(String, String)>;

/// Reads `a=1&b=2`. What is not UTF-8 becomes the sign for it, and so does a zero, which not every
/// store can keep.
pub(super) fn pairs(text: &str) -> Pairs {
    form_urlencoded::parse(text.as_bytes())
        .map(|(name, value)| (name.into_owned(), value.replace('\0', "\u{fffd}")))
        .collect()
}

/// The first value of a name.
pub(super) fn value<'p>(pairs: &'p [(String, String)], name: &str) -> Option<&'p str> {
    let found = pairs.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

/// The value of a cookie.
pub(super) fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let lines = headers.get_all(header::COOKIE).into_iter();
    let all = lines.filter_map(|line| line.to_str().ok());
    all.flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// A cookie for this server alone, which no script reads. Without seconds it ends now.
pub(super) fn set_cookie(name: &str, value: &str, seconds: i64, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    // What we put into cookies are our own letters and digits.
    HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static(""))
}

/// A place on this server to go to, or its entrance: never somebody else's.
pub(super) fn local(back: &str) -> &str {
    let inside = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains(['\\', '\r', '\n', '\t'])
        && back.is_ascii()
        && back.len() < 2_000;
    if inside { back } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::{cookie, local};
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn nobody_is_sent_elsewhere() {
        for foreign in [
            "//evil.example",
            "https://evil.example",
            "/\\evil",
            "",
            "/\n/x",
            "/\t/e",
        ] {
            assert_eq!(local(foreign), "/", "{foreign:?}");
        }
        assert_eq!(local("/t/1/fleet?q=a"), "/t/1/fleet?q=a");
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; xb=2; b=3=4"));
        assert_eq!(cookie(&headers, "b"), Some("3=4"));
        assert_eq!(cookie(&headers, "c"), None);
    }
}
