//! `deviceManagement`: one object, and not a collection. Of its `settings` one is read: whether a
//! device without a compliance policy counts as compliant.

use super::one_object::read_object;
use crate::json::{Desk, Flag, Lenient, PageReport};
use enrollment::snapshot::ManagementSettings;
use serde::Deserialize;

/// `deviceManagement` on the wire.
#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    settings: Lenient<Settings>,
}

/// Its `settings`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Settings {
    #[serde(default)]
    secure_by_default: Flag,
}

/// Reads the answer.
pub(crate) fn read(text: &str, desk: &mut Desk<'_>) -> PageReport {
    read_object(text, desk, |wire: Wire, desk| {
        let settings = wire.settings.0;
        desk.gathering()
            .management_settings
            .set(ManagementSettings {
                secure_by_default: settings.and_then(|it| it.secure_by_default.0),
            });
    })
}

#[cfg(test)]
mod tests {
    use crate::json::PageState;
    use crate::recorded::pages::tests::{read, report};
    use enrollment::snapshot::{ManagementSettings, Source};

    fn said(text: &str) -> Option<ManagementSettings> {
        read(Source::ManagementSettings, "", text).management_settings
    }

    const fn secure(secure_by_default: Option<bool>) -> ManagementSettings {
        ManagementSettings { secure_by_default }
    }

    #[test]
    fn the_setting_is_read_and_its_absence_is_not_a_no() {
        for (text, expected) in [
            (
                r#"{"id":"1","settings":{"secureByDefault":true}}"#,
                Some(secure(Some(true))),
            ),
            (
                r#"{"settings":{"secureByDefault":false,"x":1}}"#,
                Some(secure(Some(false))),
            ),
            (r#"{"settings":null}"#, Some(secure(None))),
            (r#"{"settings":{}}"#, Some(secure(None))),
            (r#"{"id":"1"}"#, Some(secure(None))),
            (r#"{"error":{"code":"Forbidden","message":"no"}}"#, None),
            ("", None),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
        let state = report(Source::ManagementSettings, "{\"settings\":").state;
        assert!(matches!(state, PageState::Torn(_)));
    }
}
