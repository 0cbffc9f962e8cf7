//! `identitySecurityDefaultsEnforcementPolicy`: whether Microsoft's own set of rules stands in for
//! Conditional Access.

use super::one_object::read_object;
use crate::json::{Desk, Flag, PageReport};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire {
    #[serde(default)]
    is_enabled: Flag,
}

/// Reads the answer.
pub(crate) fn read(text: &str, desk: &mut Desk<'_>) -> PageReport {
    read_object(text, desk, |wire: Wire, desk| {
        if let Some(enabled) = wire.is_enabled.0 {
            desk.gathering().security_defaults.set(enabled);
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::read;
    use enrollment::snapshot::Source;

    #[test]
    fn whether_they_are_on_is_read_and_silence_is_neither() {
        for (text, expected) in [
            (
                r#"{"id":"00000000-0000-0000-0000-000000000005","isEnabled":true}"#,
                Some(true),
            ),
            (r#"{"isEnabled":false,"description":null}"#, Some(false)),
            (r#"{"isEnabled":null}"#, None),
            (r#"{"id":"1"}"#, None),
            (r#"{"error":{"code":"Forbidden","message":"no"}}"#, None),
            (r#"{"isEnabled":tr"#, None),
            ("[]", None),
        ] {
            let found = read(Source::SecurityDefaults, "", text);
            assert_eq!(found.security_defaults, expected, "{text}");
        }
    }
}
