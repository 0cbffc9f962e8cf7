//! Objects of which also what is not read matters: a condition that this version does not know
//! may be the one on which everything depends.

use super::scalar::Text;
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess,
    SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use std::borrow::Cow;
use std::fmt;

/// An object, and the names of its members that are not read and say something: neither null nor
/// empty, and no annotation.
#[derive(Debug, Default)]
pub(crate) struct Noted<T> {
    pub(crate) known: T,
    pub(crate) strange: Vec<String>,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Noted<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut strange = Vec::new();
        let known = T::deserialize(Listener {
            inner: deserializer,
            strange: &mut strange,
        })?;
        Ok(Self { known, strange })
    }
}

/// Learns from a derived struct which members it reads, and notes the others.
struct Listener<'s, D> {
    inner: D,
    strange: &'s mut Vec<String>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Listener<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.inner.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.inner.deserialize_map(Noting {
            visitor,
            fields,
            strange: self.strange,
        })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// A struct's visitor, or its members, that does not see what is strange.
struct Noting<'s, V> {
    visitor: V,
    fields: &'static [&'static str],
    strange: &'s mut Vec<String>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Noting<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        let Self {
            visitor,
            fields,
            strange,
        } = self;
        visitor.visit_map(Noting {
            visitor: map,
            fields,
            strange,
        })
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Noting<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.visitor.next_key::<Text<'de>>()? {
            if self.fields.iter().any(|known| **known == *key) {
                let key: Cow<'_, str> = Cow::Borrowed(&key);
                return seed.deserialize(key.into_deserializer()).map(Some);
            }
            if self.visitor.next_value::<Says>()?.0 && !key.contains('@') {
                self.strange.push((*key).to_owned());
            }
        }
        Ok(None)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        self.visitor.next_value_seed(seed)
    }
}

/// The names of an object's members that say something; of what is no object, none.
#[derive(Debug, Default)]
pub(crate) struct Names(pub(crate) Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// Nothing is read, so that every member is strange.
        #[derive(serde::Deserialize)]
        struct Nothing {}

        let all = Option::<Noted<Nothing>>::deserialize(deserializer)?;
        Ok(Self(all.map(|it| it.strange).unwrap_or_default()))
    }
}

/// Whether a value is more than null, an empty text, list or object.
struct Says(bool);

impl<'de> Deserialize<'de> for Says {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SaysVisitor).map(Says)
    }
}

struct SaysVisitor;

impl<'de> Visitor<'de> for SaysVisitor {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<bool, E> {
        Ok(!text.is_empty())
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<bool, E> {
        Ok(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        let mut some = false;
        while list.next_element::<IgnoredAny>()?.is_some() {
            some = true;
        }
        Ok(some)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let mut some = false;
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
            some = true;
        }
        Ok(some)
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, Noted};

    #[derive(serde::Deserialize, Default)]
    struct Known<'a> {
        #[serde(borrow, default)]
        name: super::Text<'a>,
    }

    #[test]
    fn what_is_not_read_and_says_something_is_named() {
        let text = r#"{"a":null,"b":[],"c":{},"d":"","e@odata.type":"x","name":"n","f":[0],
            "g":{"h":null},"i":false}"#;
        let noted: Noted<Known<'_>> = serde_json::from_str(text).unwrap();
        assert_eq!(&*noted.known.name, "n");
        assert_eq!(noted.strange, ["f", "g", "i"]);
        let nested: Option<Noted<Known<'_>>> = serde_json::from_str("null").unwrap();
        assert!(nested.is_none());
        assert!(serde_json::from_str::<Noted<Known<'_>>>("[\"n\"]").is_err());
    }

    #[test]
    fn names_alone() {
        let names = |text| serde_json::from_str::<Names>(text).unwrap().0;
        assert_eq!(names(r#"{"a":1,"b":null}"#), ["a"]);
        assert!(names("null").is_empty());
    }
}
