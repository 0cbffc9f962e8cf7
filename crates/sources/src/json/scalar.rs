//! Values as vendors really write them: a number as text, a truth as "True", a null for a text.
//!
//! All of them borrow from the page where they can (rust-ecosystem.md §2.3). A value that cannot be
//! meant, such as an object where a date belongs, is an error, and the row is then read field by
//! field.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

/// A text; a number or a truth is read as its spelling, null as the empty text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text<'a>(Cow<'a, str>);

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Text<'_> {
    /// This text, or the other one where this one is empty.
    pub(crate) fn or(self, other: Self) -> Self {
        if self.is_empty() { other } else { self }
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor).map(Text)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(text))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(text.to_owned()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Cow::Owned(number.to_string()))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(if truth { "true" } else { "false" }))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(""))
    }
}

/// A truth, also as `"True"`, `"yes"` or `1`; null and "" are neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) Option<bool>);

impl Flag {
    /// This truth, or the other one where this one is absent.
    pub(crate) fn or(self, other: Self) -> Option<bool> {
        self.0.or(other.0)
    }

    /// Whether it is known to be true.
    pub(crate) fn is_true(self) -> bool {
        self.0 == Some(true)
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FlagVisitor).map(Flag)
    }
}

struct FlagVisitor;

impl Visitor<'_> for FlagVisitor {
    type Value = Option<bool>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true or false")
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Self::Value, E> {
        Ok(Some(truth))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        let is = |word: &str| text.trim().eq_ignore_ascii_case(word);
        match text.trim() {
            "" => Ok(None),
            _ if is("true") || is("yes") || is("1") => Ok(Some(true)),
            _ if is("false") || is("no") || is("0") => Ok(Some(false)),
            _ => Err(E::custom(format_args!(
                "{} is neither true nor false",
                quoted(text)
            ))),
        }
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        match number {
            0 => Ok(Some(false)),
            1 => Ok(Some(true)),
            _ => Err(E::custom(format_args!(
                "{number} is neither true nor false"
            ))),
        }
    }
}

/// A whole number, also as text; null and "" are none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Whole(pub(crate) Option<i64>);

impl Whole {
    /// The number as a count.
    pub(crate) fn count(self) -> Option<u32> {
        self.0.and_then(|number| u32::try_from(number).ok())
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WholeVisitor).map(Whole)
    }
}

struct WholeVisitor;

impl Visitor<'_> for WholeVisitor {
    type Value = Option<i64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        i64::try_from(number).map(Some).map_err(E::custom)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
        // 2^53: up to here a float is exact.
        if number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0 {
            Ok(Some(number as i64))
        } else {
            Err(E::custom(format_args!("{number} is no whole number")))
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        match text.trim() {
            "" => Ok(None),
            digits => digits
                .parse()
                .map(Some)
                .map_err(|_| E::custom(format_args!("{} is no whole number", quoted(text)))),
        }
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// Texts: a list, or one text alone; null is the empty list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Texts<'a>(pub(crate) Vec<Text<'a>>);

impl Texts<'_> {
    /// Whether one of them is this word, in any case.
    pub(crate) fn has(&self, word: &str) -> bool {
        self.0.iter().any(|text| text.eq_ignore_ascii_case(word))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Texts<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextsVisitor).map(Texts)
    }
}

struct TextsVisitor;

impl<'de> Visitor<'de> for TextsVisitor {
    type Value = Vec<Text<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of texts")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut texts = Vec::new();
        while let Some(text) = list.next_element::<Text<'de>>()? {
            if !text.is_empty() {
                texts.push(text);
            }
        }
        Ok(texts)
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
        TextVisitor.visit_borrowed_str(text).map(alone)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        TextVisitor.visit_str(text).map(alone)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
        TextVisitor.visit_u64(number).map(alone)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Vec::new())
    }
}

fn alone(text: Cow<'_, str>) -> Vec<Text<'_>> {
    if text.is_empty() {
        Vec::new()
    } else {
        vec![Text(text)]
    }
}

/// A value that is used if it has the shape of a `T`, and is nothing if it is a scalar or a list:
/// for parts whose absence vendors write in many ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lenient<T>(pub(crate) Option<T>);

impl<T> Default for Lenient<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(LenientVisitor(PhantomData))
            .map(Lenient)
    }
}

struct LenientVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for LenientVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(Some)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(None)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}

/// A `T` from an object alone. A derived struct would also take a list, by position.
pub(crate) struct Object<T>(pub(crate) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_map(ObjectVisitor(PhantomData))
            .map(Object)
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}

/// A vendor's value for a sentence to a person: in quotes, and not longer than a line.
pub(crate) fn quoted(text: &str) -> String {
    const LENGTH_MAX: usize = 40;
    if text.chars().nth(LENGTH_MAX).is_none() {
        return format!("{text:?}");
    }
    let start: String = text.chars().take(LENGTH_MAX).collect();
    format!("{start:?}… ({} bytes)", text.len())
}

#[cfg(test)]
mod tests {
    use super::{Flag, Lenient, Text, Texts, Whole, quoted};
    use std::borrow::Cow;

    #[test]
    fn a_text_borrows_unless_something_was_escaped() {
        let plain: Text<'_> = serde_json::from_str(r#""iPad Pro""#).unwrap();
        assert!(matches!(plain.0, Cow::Borrowed("iPad Pro")));
        let inches: Text<'_> = serde_json::from_str(r#""iPad Pro 11\"""#).unwrap();
        assert_eq!(&*inches, "iPad Pro 11\"");
        let optional: Option<Text<'_>> = serde_json::from_str(r#""iPad""#).unwrap();
        assert!(matches!(optional.unwrap().0, Cow::Borrowed("iPad")));
    }

    #[test]
    fn a_number_may_be_a_text_and_a_text_a_number() {
        let text = |json| serde_json::from_str::<Text<'_>>(json).unwrap().to_string();
        assert_eq!(text("356938035643809"), "356938035643809");
        assert_eq!(text("-1"), "-1");
        assert_eq!(text("true"), "true");
        assert_eq!(text("null"), "");
        let whole = |json| serde_json::from_str::<Whole>(json).ok().map(|n| n.0);
        assert_eq!(whole("3"), Some(Some(3)));
        assert_eq!(whole("\" 3 \""), Some(Some(3)));
        assert_eq!(whole("3.0"), Some(Some(3)));
        assert_eq!(whole("null"), Some(None));
        assert_eq!(whole("\"\""), Some(None));
        assert_eq!(whole("3.5"), None);
        assert_eq!(whole("\"three\""), None);
        assert_eq!(whole("18446744073709551615"), None);
        assert_eq!(Whole(Some(-1)).count(), None);
    }

    #[test]
    fn a_truth_may_be_a_word() {
        let flag = |json| serde_json::from_str::<Flag>(json).ok().map(|flag| flag.0);
        assert_eq!(flag("true"), Some(Some(true)));
        assert_eq!(flag("\"True\""), Some(Some(true)));
        assert_eq!(flag("\"No\""), Some(Some(false)));
        assert_eq!(flag("0"), Some(Some(false)));
        assert_eq!(flag("null"), Some(None));
        assert_eq!(flag("\"perhaps\""), None);
        assert_eq!(flag("2"), None);
        assert_eq!(flag("[]"), None);
    }

    #[test]
    fn one_text_alone_is_a_list_of_one() {
        let texts = |json| serde_json::from_str::<Texts<'_>>(json).unwrap().0.len();
        assert_eq!(texts(r#"["a","",null,"b"]"#), 2);
        assert_eq!(texts(r#""a""#), 1);
        assert_eq!(texts("17"), 1);
        assert_eq!(texts("null"), 0);
        assert_eq!(texts("\"\""), 0);
    }

    #[test]
    fn a_lenient_part_is_an_object_or_nothing() {
        #[derive(serde::Deserialize)]
        struct Part<'a> {
            #[serde(borrow)]
            name: Text<'a>,
        }
        let name = |json| {
            let part: Lenient<Part<'_>> = serde_json::from_str(json).unwrap();
            part.0.map(|part| part.name.to_string())
        };
        assert_eq!(name(r#"{"name":"x"}"#).as_deref(), Some("x"));
        for nothing in [
            "null",
            "17",
            "-1",
            "0.5",
            "true",
            "\"x\"",
            "[{\"name\":\"x\"}]",
        ] {
            assert_eq!(name(nothing), None, "{nothing}");
        }
    }

    #[test]
    fn a_long_value_is_not_repeated_to_a_person() {
        assert_eq!(quoted("soon"), "\"soon\"");
        assert!(quoted(&"é".repeat(10_000)).chars().count() < 70);
    }
}
