//! Times as RFC 3339 in what leaves the store. The vocabulary itself knows no wire format.

use enrollment::moment::{Moment, Stamp};
use serde::{Deserialize, Deserializer, Serializer, de};

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for this signature"
)]
pub(super) fn serialize<S: Serializer>(at: &Moment, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(at)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Moment, D::Error> {
    parse(&String::deserialize(from)?).ok_or_else(|| de::Error::custom("not a time"))
}

fn parse(text: &str) -> Option<Moment> {
    Stamp::parse(text).ok()?.at()
}

/// The same for a time that may be missing.
pub(super) mod maybe {
    use super::{Moment, parse};
    use serde::{Deserialize, Deserializer, Serializer, de};

    #[expect(
        clippy::ref_option,
        clippy::trivially_copy_pass_by_ref,
        reason = "serde asks for this signature"
    )]
    pub(in super::super) fn serialize<S: Serializer>(
        at: &Option<Moment>,
        out: S,
    ) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => out.collect_str(at),
            None => out.serialize_none(),
        }
    }

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Moment>, D::Error> {
        Option::<String>::deserialize(from)?
            .map(|text| parse(&text).ok_or_else(|| de::Error::custom("not a time")))
            .transpose()
    }
}
