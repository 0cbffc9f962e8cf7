//! Which fields of a vendor's object are read, asked of the wire structs themselves, so that a
//! collector's `$select` and the tests against published types cannot drift from the reader.

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};
use serde::forward_to_deserialize_any;
use std::fmt;

/// The names of the fields of a derived struct, as they stand on the wire.
pub(crate) fn of<T: Deserialize<'static>>() -> &'static [&'static str] {
    match T::deserialize(Probe) {
        Err(Found(fields)) => fields,
        Ok(_) => &[],
    }
}

/// A source of data that has none, but listens to what is asked of it.
struct Probe;

/// The question, handed back as the error that ends the reading.
#[derive(Debug)]
struct Found(&'static [&'static str]);

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::error::Error for Found {}

impl Error for Found {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }
}

impl<'de> Deserializer<'de> for Probe {
    type Error = Found;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Found> {
        Err(Found(&[]))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Found> {
        Err(Found(fields))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_struct_tells_its_names_on_the_wire() {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        #[expect(dead_code, reason = "only its names are asked for")]
        struct Wire {
            serial_number: String,
            #[serde(rename = "azureADDeviceId")]
            entra: String,
        }
        assert_eq!(super::of::<Wire>(), ["serialNumber", "azureADDeviceId"]);
        assert!(super::of::<String>().is_empty());
    }
}
