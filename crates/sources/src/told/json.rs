//! A text in JSON: its key and its values, so that a German reader is told in German what somebody
//! met who speaks English. So it stands in `snapshot.json` and in stored documents.
//!
//! ```text
//! {"key": "gap-timeout", "values": {"host": "graph.microsoft.com"}}
//! ```

use super::{Told, known};
use enrollment::told::wanted;
use serde_json::{Map, Value, json};

/// Texts within texts that are believed; ours have two.
const DEPTH_MAX: usize = 4;
/// How much of a value is kept.
const VALUE_MAX: usize = 500;

/// A text as it is written; nothing for somebody else's words, which have no key.
pub fn to_json(told: &Told) -> Option<Value> {
    let Told::Text { key, values, .. } = told else {
        return None;
    };
    let value = |value: &Told| to_json(value).unwrap_or_else(|| json!(value.to_string()));
    let values = values.iter();
    let values: Map<String, Value> = values
        .map(|(name, told)| ((*name).to_owned(), value(told)))
        .collect();
    Some(json!({"key": key, "values": values}))
}

/// A text that was written, if this version knows it and every value that it wants is there.
pub fn from_json(text: &Value) -> Option<Told> {
    within(text, DEPTH_MAX)
}

fn within(text: &Value, depth: usize) -> Option<Told> {
    let depth = depth.checked_sub(1)?;
    let mut told = known(text["key"].as_str()?)?;
    let Told::Text { english, .. } = told else {
        return None;
    };
    for name in wanted(english) {
        let value = match &text["values"][name] {
            Value::String(words) => Told::Plain(words.chars().take(VALUE_MAX).collect()),
            inner => within(inner, depth)?,
        };
        told = told.with(name, value);
    }
    Some(told)
}

#[cfg(test)]
mod tests {
    use super::super::{Told, told};
    use super::{from_json, to_json};
    use serde_json::json;

    #[test]
    fn what_is_written_is_read_as_it_was() {
        let said = told("gap-forbidden")
            .with("needs", told("needs-permission").with("permission", "X"))
            .with("said", "No");
        assert_eq!(from_json(&to_json(&said).unwrap()), Some(said));
        assert_eq!(to_json(&Told::from("as it is")), None);
    }

    #[test]
    fn what_this_version_does_not_know_is_left_to_the_detail() {
        let bad = [
            json!({"key": "gap-of-tomorrow", "values": {}}),
            json!({"key": "gap-timeout", "values": {}}),
            json!({"key": "gap-timeout", "values": {"host": 7}}),
            json!({"key": 7}),
            json!({}),
        ];
        for text in bad {
            assert_eq!(from_json(&text), None, "{text}");
        }
        let mut deep = json!("end");
        for _ in 0..9 {
            deep = json!({"key": "gap-of-part", "values": {"part": "x", "why": deep}});
        }
        assert_eq!(from_json(&deep), None);
    }
}
