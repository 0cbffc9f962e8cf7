//! What a client asked: method, path, query, headers and body, taken apart once.

use std::collections::BTreeMap;

/// One request.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// In capitals.
    pub(super) method: String,
    /// As it came, without the query.
    pub(super) path: String,
    /// The parts of the path, decoded; `list('id')` is two parts, as OData has it.
    pub(super) parts: Vec<String>,
    /// The query, decoded, in its order.
    pub(super) query: Vec<(String, String)>,
    /// Names in lower case.
    pub(super) headers: BTreeMap<String, String>,
    /// The body as text; what is not UTF-8 can be none of what these interfaces take.
    pub(super) body: String,
}

impl Asked {
    /// Takes a target such as `/v1.0/devices?$top=5` apart.
    pub(super) fn new(method: &str, target: &str) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        Self {
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            parts: parts(path),
            query: form(query),
            ..Self::default()
        }
    }

    /// Whether it is to change something. A batch is not: what it holds is asked one by one; nor is
    /// a sign-in, or What-If.
    pub(super) fn writes(&self) -> bool {
        let inside = |part: &str| self.parts.iter().any(|its| its == part);
        let first = self.parts.first().map(String::as_str);
        let is_api = matches!(first, Some("v1.0" | "beta" | "v1"));
        is_api && self.method != "GET" && !inside("$batch") && !inside("evaluate")
    }

    /// The first value of a query's parameter.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        first(&self.query, name)
    }

    /// Whether it asks for a page after the first.
    pub(super) fn is_further(&self) -> bool {
        let cursor = |name: &str| name == "$skiptoken" || name == "cursor";
        self.query
            .iter()
            .any(|(name, value)| cursor(name) && !value.is_empty())
    }

    /// The same without a parameter of its query.
    pub(super) fn without(&self, name: &str) -> Self {
        let mut asked = self.clone();
        asked.query.retain(|(known, _)| known != name);
        asked
    }

    /// A header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// The token behind `Bearer`.
    pub(super) fn bearer(&self) -> Option<&str> {
        let (kind, token) = self.header("authorization")?.split_once(' ')?;
        kind.eq_ignore_ascii_case("bearer").then_some(token.trim())
    }
}

fn parts(path: &str) -> Vec<String> {
    let mut all = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let part = decoded(part, false);
        match part
            .strip_suffix("')")
            .and_then(|rest| rest.split_once("('"))
        {
            Some((list, id)) => all.extend([list.to_owned(), id.to_owned()]),
            None => all.push(part),
        }
    }
    all
}

/// The pairs of a form or a query.
pub(super) fn form(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(name, true), decoded(value, true))
        })
        .collect()
}

/// The first value of this name.
pub(super) fn first<'p>(pairs: &'p [(String, String)], name: &str) -> Option<&'p str> {
    let found = pairs.iter().find(|(known, _)| known == name);
    found.map(|(_, value)| value.as_str())
}

/// Undoes percent-encoding; a percent sign that begins no number stands for itself.
fn decoded(text: &str, plus_is_space: bool) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        rest = others;
        match first {
            b'%' => {
                let digits = others
                    .get(..2)
                    .and_then(|two| std::str::from_utf8(two).ok());
                match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
                    Some(byte) => {
                        out.push(byte);
                        rest = &others[2..];
                    }
                    None => out.push(b'%'),
                }
            }
            b'+' if plus_is_space => out.push(b' '),
            other => out.push(*other),
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Percent-encodes what may not stand in a query's value.
pub(super) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~$,".contains(&byte) {
            out.push(char::from(byte));
        } else {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Asked, encoded, form};

    #[test]
    fn a_target_is_taken_apart() {
        let asked = Asked::new("get", "/beta/a/list('x%20y')/b?$filter=a%20eq+'b'&$top=5");
        assert_eq!(asked.parts, ["beta", "a", "list", "x y", "b"]);
        assert_eq!(asked.parameter("$filter"), Some("a eq 'b'"));
        assert_eq!(asked.parameter("$top"), Some("5"));
    }

    #[test]
    fn what_is_encoded_can_be_decoded() {
        for text in ["a eq 'ü' & b", "100%", "%zz", "a+b=c"] {
            assert_eq!(form(&format!("x={}", encoded(text)))[0].1, text);
        }
        assert_eq!(form("a=%zz%4")[0].1, "%zz%4");
    }
}
