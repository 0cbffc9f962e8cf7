//! Writes JSON objects straight into bytes: a million rows leave no time for trees.

use crate::clock::{self, Time};
use crate::world::Guid;

/// How vendors write "never": Microsoft's date of the year 1.
const NEVER: &str = "0001-01-01T00:00:00Z";

/// An object being written.
pub(super) struct Pen<'o> {
    out: &'o mut Vec<u8>,
    first: bool,
}

impl<'o> Pen<'o> {
    /// Opens an object.
    pub(super) fn open(out: &'o mut Vec<u8>) -> Self {
        out.push(b'{');
        Self { out, first: true }
    }

    /// Closes it.
    pub(super) fn close(self) {
        self.out.push(b'}');
    }

    fn key(&mut self, key: &str) {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
        self.out.push(b'"');
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    /// A text. Our own texts need no escape but quotes, backslashes and control characters.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        quoted(text, self.out);
    }

    /// A number.
    pub(super) fn number(&mut self, key: &str, number: u64) {
        self.key(key);
        self.out.extend_from_slice(number.to_string().as_bytes());
    }

    /// True or false.
    pub(super) fn flag(&mut self, key: &str, flag: bool) {
        self.key(key);
        let word: &[u8] = if flag { b"true" } else { b"false" };
        self.out.extend_from_slice(word);
    }

    /// Null.
    pub(super) fn null(&mut self, key: &str) {
        self.key(key);
        self.out.extend_from_slice(b"null");
    }

    /// A time.
    pub(super) fn time(&mut self, key: &str, time: Time) {
        self.key(key);
        self.out.push(b'"');
        clock::write(time, self.out);
        self.out.push(b'"');
    }

    /// A time, or null.
    pub(super) fn time_or_null(&mut self, key: &str, time: Option<Time>) {
        match time {
            Some(time) => self.time(key, time),
            None => self.null(key),
        }
    }

    /// A time, or Microsoft's word for never.
    pub(super) fn time_or_never(&mut self, key: &str, time: Option<Time>) {
        match time {
            Some(time) => self.time(key, time),
            None => self.text(key, NEVER),
        }
    }

    /// An identifier.
    pub(super) fn guid(&mut self, key: &str, guid: Guid) {
        self.key(key);
        self.out.push(b'"');
        guid.write(self.out);
        self.out.push(b'"');
    }

    /// JSON as it is.
    pub(super) fn raw(&mut self, key: &str, json: &str) {
        self.key(key);
        self.out.extend_from_slice(json.as_bytes());
    }

    /// An object inside.
    pub(super) fn object(&mut self, key: &str, fill: impl FnOnce(&mut Pen<'_>)) {
        self.key(key);
        let mut pen = Pen::open(self.out);
        fill(&mut pen);
        pen.close();
    }
}

/// A text in quotes.
pub(super) fn quoted(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    for byte in text.bytes() {
        match byte {
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            0..=31 => out.extend_from_slice(format!("\\u{byte:04x}").as_bytes()),
            _ => out.push(byte),
        }
    }
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::Pen;

    #[test]
    fn what_is_written_is_json() {
        let mut out = Vec::new();
        let mut pen = Pen::open(&mut out);
        pen.text("a", "quote \" and \n line");
        pen.number("b", 7);
        pen.time_or_never("c", None);
        pen.object("d", |pen| pen.flag("e", true));
        pen.null("f");
        pen.close();
        let value: serde_json::Value = serde_json::from_slice(&out).unwrap();
        assert_eq!(value["a"], "quote \" and \n line");
        assert_eq!(value["c"], "0001-01-01T00:00:00Z");
        assert_eq!(value["d"]["e"], true);
        assert!(value["f"].is_null());
    }
}
