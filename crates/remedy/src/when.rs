//! Times as they are kept: whole seconds of UTC since 1970. Used by `#[serde(with = "when")]`.

use enrollment::moment::Moment;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
pub(crate) fn serialize<S: Serializer>(moment: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
    moment.unix().serialize(serializer)
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Moment, D::Error> {
    let seconds = i64::deserialize(from)?;
    Moment::from_unix(seconds).ok_or_else(|| de::Error::custom("a time out of range"))
}

/// The same for a time that may be absent.
pub(crate) mod maybe {
    use super::{Deserialize, Deserializer, Moment, Serialize, Serializer, de};

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        clippy::ref_option,
        reason = "serde calls it so"
    )]
    pub(crate) fn serialize<S: Serializer>(
        moment: &Option<Moment>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        moment.map(Moment::unix).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Moment>, D::Error> {
        let seconds = Option::<i64>::deserialize(from)?;
        let read = |seconds| {
            Moment::from_unix(seconds).ok_or_else(|| de::Error::custom("a time out of range"))
        };
        seconds.map(read).transpose()
    }
}
