//! What is sent back.

use serde_json::Value;

/// What becomes of an answer on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Fate {
    /// It arrives.
    #[default]
    Whole,
    /// It ends in the middle; its length was not announced.
    Torn,
    /// The connection is cut in the middle; its length was announced.
    Cut,
    /// It comes in small parts.
    Slow,
    /// Nothing of it arrives: the connection ends instead.
    Lost,
}

/// One answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Vec<u8>,
    pub(super) fate: Fate,
}

impl Answer {
    /// A JSON document.
    pub(super) fn json(status: u16, document: &Value) -> Self {
        Self::of(
            status,
            "application/json",
            document.to_string().into_bytes(),
        )
    }

    /// A body of some kind.
    pub(super) fn of(status: u16, kind: &str, body: Vec<u8>) -> Self {
        Self {
            status,
            headers: vec![("content-type", kind.to_owned())],
            body,
            fate: Fate::Whole,
        }
    }

    /// With one header more.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
