//! A gap as machines read it and stores keep it, so that it can be worded again in any language.

use super::unread::Unread;
use enrollment::snapshot::{GapReason, ReadState};
use enrollment::told::Told;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sources::told::{from_json, to_json};

/// A source that was not read, or not whole, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Gap {
    /// The source's public name.
    pub source: String,
    /// How much of it was read: `none`, `partial` or `complete`.
    pub read: String,
    /// Why: a word of `snapshot.json`; null where it is not known.
    #[serde(default)]
    pub reason: Option<String>,
    /// The first file concerned.
    #[serde(default)]
    pub file: Option<String>,
    /// The row in it at which reading ended, from 1.
    #[serde(default)]
    pub row: Option<u64>,
    /// What happened, in English; null where no more is known.
    #[serde(default)]
    pub detail: Option<String>,
    /// The same as a text with a key and values; null for somebody else's words.
    #[serde(default)]
    pub told: Option<Value>,
    /// How many pages, files or calls were concerned.
    #[serde(default = "once")]
    pub count: u64,
}

const fn once() -> u64 {
    1
}

impl Gap {
    /// As machines read it.
    pub fn of(unread: &Unread) -> Self {
        let detail = &unread.detail;
        Self {
            source: unread.source.clone(),
            read: unread.state.word().to_owned(),
            reason: unread.reason.as_ref().map(|it| it.word().to_owned()),
            file: unread.file.clone(),
            row: unread.row,
            detail: (!detail.is_nothing()).then(|| detail.to_string()),
            told: to_json(detail),
            count: unread.count,
        }
    }

    /// As it was. A text that this version does not know stays English.
    pub fn unread(&self) -> Unread {
        let words = || self.detail.as_deref().map_or(Told::NOTHING, Told::from);
        Unread {
            source: self.source.clone(),
            state: match self.read.as_str() {
                "partial" => ReadState::Partial,
                "complete" => ReadState::Complete,
                _ => ReadState::NotRead,
            },
            reason: self.reason.as_deref().map(GapReason::of_word),
            file: self.file.clone(),
            row: self.row,
            detail: self.told.as_ref().and_then(from_json).unwrap_or_else(words),
            count: self.count,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Gap;
    use crate::report::unread::Unread;
    use enrollment::snapshot::{GapReason, ReadState};
    use enrollment::told::Told;

    fn unread(detail: Told) -> Unread {
        Unread {
            source: "microsoft/conditionalAccessPolicies".to_owned(),
            state: ReadState::Partial,
            reason: Some(GapReason::Torn),
            file: Some("x.json".to_owned()),
            row: Some(3),
            detail,
            count: 2,
        }
    }

    #[test]
    fn a_gap_comes_back_as_it_was() {
        let text = serde_json::json!({"key": "gap-no-file", "values": {}});
        for detail in [
            sources::told::from_json(&text).unwrap(),
            "somebody's words".into(),
            Told::NOTHING,
        ] {
            let before = unread(detail);
            let stored = serde_json::to_string(&Gap::of(&before)).unwrap();
            let gap: Gap = serde_json::from_str(&stored).unwrap();
            assert_eq!(gap.unread(), before, "{stored}");
        }
    }

    #[test]
    fn a_text_of_a_later_version_stays_english() {
        let mut gap = Gap::of(&unread("a new trouble".into()));
        gap.told = Some(serde_json::json!({"key": "gap-new", "values": {}}));
        assert_eq!(gap.unread().detail, "a new trouble".into());
    }
}
