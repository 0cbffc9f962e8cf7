//! A row that the typed pass refused, read value by value: which value is at fault, and what is
//! left of the row without it.

use super::desk::Desk;
use super::page::RowKind;
use super::scalar::{Object, quoted};
use crate::told::told;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// How deep the fault is looked for: `attributes.eventData….serialNumber` is three.
const DEPTH_MAX: usize = 4;

/// Takes a row from its JSON text. What is wrong with it is a fault; what is left is a row.
pub(crate) fn take_raw<K: RowKind>(
    raw: &str,
    kind: &K,
    desk: &mut Desk<'_>,
    rows: &mut Vec<K::Row>,
) {
    match serde_json::from_str::<Object<K::Wire<'_>>>(raw) {
        Ok(Object(wire)) => kind.take(wire, desk, rows),
        Err(_) => take_mended(raw, kind, desk, rows),
    }
}

fn take_mended<K: RowKind>(raw: &str, kind: &K, desk: &mut Desk<'_>, rows: &mut Vec<K::Row>) {
    let fits = |text: &str| match serde_json::from_str::<Object<K::Wire<'_>>>(text) {
        Ok(_) => Ok(()),
        Err(why) => Err(reason(&why)),
    };
    let mut search = Search { fits: &fits, desk };
    match search.mend(raw, &Place::row()) {
        Ok(mended) => match serde_json::from_str::<Object<K::Wire<'_>>>(&mended) {
            Ok(Object(wire)) => kind.take(wire, desk, rows),
            Err(why) => desk.fault_in(None, || reason(&why)),
        },
        Err(why) => desk.fault_in(None, || {
            told("row-none").with("value", quoted(raw)).with("why", why)
        }),
    }
}

/// The parser's reason without its position, which is one in a fragment.
fn reason(why: &serde_json::Error) -> String {
    let text = why.to_string();
    match text.rfind(" at line ") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// The members of an object in their order, unread.
pub(crate) struct Members<'a>(Vec<(Cow<'a, str>, &'a RawValue)>);

impl Members<'_> {
    /// The object's text again.
    pub(crate) fn text(&self) -> String {
        let members = self.0.iter().map(|(key, value)| (&**key, value.get()));
        object(members)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor).map(Members)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            members.push((key, map.next_value::<&'de RawValue>()?));
        }
        Ok(members)
    }
}

/// Where in the row a value stands.
struct Place<'p> {
    outer: Option<(&'p Place<'p>, &'p str)>,
    depth: usize,
}

impl<'p> Place<'p> {
    const fn row() -> Self {
        Self {
            outer: None,
            depth: 0,
        }
    }

    fn within(&'p self, key: &'p str) -> Self {
        Self {
            outer: Some((self, key)),
            depth: self.depth + 1,
        }
    }

    /// The row that has nothing but this value at this place.
    fn row_with(&self, value: &str) -> String {
        match self.outer {
            Some((outer, key)) => outer.row_with(&object([(key, value)].into_iter())),
            None => value.to_owned(),
        }
    }

    /// `attributes.orderDateTime`.
    fn path(&self) -> String {
        match self.outer {
            Some((outer, key)) if outer.outer.is_some() => format!("{}.{key}", outer.path()),
            Some((_, key)) => key.to_owned(),
            None => String::new(),
        }
    }
}

struct Search<'s, 'd, 'g> {
    /// Whether a text is a row of this kind, or why not.
    fits: &'s dyn Fn(&str) -> Result<(), String>,
    desk: &'d mut Desk<'g>,
}

impl Search<'_, '_, '_> {
    /// The object without the values that do not fit; an error if it is no object at all.
    fn mend(&mut self, raw: &str, place: &Place<'_>) -> Result<String, String> {
        let members: Members<'_> = serde_json::from_str(raw).map_err(|why| reason(&why))?;
        let mut times: HashMap<&str, u32> = HashMap::new();
        for (key, _) in &members.0 {
            *times.entry(key).or_default() += 1;
        }
        let mut kept: Vec<(&str, Cow<'_, str>)> = Vec::new();
        for (key, value) in members.0.iter().rev() {
            // From the back: the first one met is the last one in the row.
            let Some(count) = times.remove(&**key) else {
                continue;
            };
            if count > 1 {
                self.tell_if_known_twice(key, value.get(), count, place);
            }
            if let Some(value) = self.mend_value(key, value.get(), place) {
                kept.push((key, value));
            }
        }
        let members = kept.iter().rev().map(|(key, value)| (*key, &**value));
        Ok(object(members))
    }

    fn mend_value<'v>(
        &mut self,
        key: &str,
        value: &'v str,
        place: &Place<'_>,
    ) -> Option<Cow<'v, str>> {
        let inner = place.within(key);
        let Err(why) = (self.fits)(&inner.row_with(value)) else {
            return Some(Cow::Borrowed(value));
        };
        if inner.depth < DEPTH_MAX
            && value.starts_with('{')
            && (self.fits)(&inner.row_with("{}")).is_ok()
            && let Ok(mended) = self.mend(value, &inner)
            && (self.fits)(&inner.row_with(&mended)).is_ok()
        {
            return Some(Cow::Owned(mended));
        }
        self.desk.fault_in(Some(inner.path().into()), || why);
        None
    }

    /// A field that is not used may stand there as often as it likes.
    fn tell_if_known_twice(&mut self, key: &str, value: &str, count: u32, place: &Place<'_>) {
        let twice = object([(key, value), (key, value)].into_iter());
        if (self.fits)(&place.row_with(&twice)).is_err() {
            let path = place.within(key).path();
            let once = object([(key, value)].into_iter());
            if (self.fits)(&place.row_with(&once)).is_ok() {
                self.desk.fault_in(Some(path.into()), || {
                    told("row-twice").with("count", count.to_string())
                });
            }
        }
    }
}

/// The text of an object with these members, whose values are JSON already.
fn object<'m>(members: impl Iterator<Item = (&'m str, &'m str)>) -> String {
    let mut text = String::from("{");
    for (key, value) in members {
        if text.len() > 1 {
            text.push(',');
        }
        // A text always serializes.
        text.push_str(&serde_json::to_string(key).unwrap_or_default());
        text.push(':');
        text.push_str(value);
    }
    text.push('}');
    text
}
