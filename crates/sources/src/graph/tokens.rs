//! `depOnboardingSettings`: enrollment program tokens (microsoft.md §1.2).

use crate::json::{Desk, Flag, Lenient, RowKind, Text, Whole};
use crate::told::told;
use enrollment::snapshot::Token;
use enrollment::words::Word;
use serde::Deserialize;
use serde::de::Deserializer;

/// `depOnboardingSetting` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    token_name: Text<'a>,
    #[serde(borrow, default)]
    apple_identifier: Text<'a>,
    #[serde(borrow, default)]
    token_type: Text<'a>,
    #[serde(borrow, default)]
    token_expiration_date_time: Text<'a>,
    #[serde(borrow, default)]
    last_modified_date_time: Text<'a>,
    #[serde(borrow, default)]
    last_successful_sync_date_time: Text<'a>,
    #[serde(borrow, default)]
    last_sync_triggered_date_time: Text<'a>,
    #[serde(default)]
    last_sync_error_code: Whole,
    #[serde(default)]
    synced_device_count: Whole,
    #[serde(default)]
    data_sharing_consent_granted: Flag,
    #[serde(borrow, default)]
    default_ios_enrollment_profile: Expanded<'a>,
    #[serde(borrow, default)]
    default_mac_os_enrollment_profile: Expanded<'a>,
    #[serde(borrow, default, rename = "defaultTvOSEnrollmentProfile")]
    default_tv_os_enrollment_profile: Expanded<'a>,
    #[serde(borrow, default, rename = "defaultVisionOSEnrollmentProfile")]
    default_vision_os_enrollment_profile: Expanded<'a>,
}

/// A profile that was asked for with `$expand`: not asked for, none, or its id.
#[derive(Default)]
struct Expanded<'a>(Option<Text<'a>>);

#[derive(Deserialize)]
struct Profile<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Expanded<'a> {
    /// Only called when the key is there: then somebody asked, whatever the answer.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let profile = Lenient::<Profile<'de>>::deserialize(deserializer)?.0;
        Ok(Self(Some(profile.map_or_else(Text::default, |it| it.id))))
    }
}

impl Expanded<'_> {
    fn word(&self, desk: &mut Desk<'_>) -> Option<Word> {
        self.0.as_ref().map(|id| desk.profile_id(id))
    }
}

pub(crate) struct Tokens;

impl RowKind for Tokens {
    type Wire<'a> = Wire<'a>;
    type Row = Token;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<Token>) {
        if wire.id.is_empty() {
            desk.fault("id", || told("row-token"));
            return;
        }
        rows.push(Token {
            id: desk.lower_word(&wire.id),
            name: desk.word(&wire.token_name),
            apple_account: desk.word(&wire.apple_identifier),
            kind: desk.term(&wire.token_type),
            expires: desk.date("tokenExpirationDateTime", &wire.token_expiration_date_time),
            modified: desk.date("lastModifiedDateTime", &wire.last_modified_date_time),
            last_success: desk.date(
                "lastSuccessfulSyncDateTime",
                &wire.last_successful_sync_date_time,
            ),
            last_triggered: desk.date(
                "lastSyncTriggeredDateTime",
                &wire.last_sync_triggered_date_time,
            ),
            error: wire.last_sync_error_code.0,
            devices: wire.synced_device_count.count(),
            consent: wire.data_sharing_consent_granted.0,
            default_ios: wire.default_ios_enrollment_profile.word(desk),
            default_mac: wire.default_mac_os_enrollment_profile.word(desk),
            default_tv: wire.default_tv_os_enrollment_profile.word(desk),
            default_vision: wire.default_vision_os_enrollment_profile.word(desk),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::read;
    use enrollment::snapshot::{Source, TokenType};
    use enrollment::words::Word;

    #[test]
    fn a_token_and_what_it_gives_by_default() {
        let page = r##"{"value":[{"id":"0B5A7E1C-1111-4222-8333-444455556666",
            "tokenName":"Contoso","appleIdentifier":"mdm@contoso.example","tokenType":"dep",
            "tokenExpirationDateTime":"2027-01-01T00:00:00Z",
            "lastSuccessfulSyncDateTime":"2026-11-20T01:02:03Z","lastSyncErrorCode":"3",
            "syncedDeviceCount":1200,"dataSharingConsentGranted":true,
            "defaultIosEnrollmentProfile":{"@odata.type":"#microsoft.graph.depIOSEnrollmentProfile",
              "id":"0B5A7E1C-1111-4222-8333-444455556666_9C1D2E3F-aaaa-4bbb-8ccc-ddddeeeeffff"},
            "defaultMacOsEnrollmentProfile":null,"defaultTvOSEnrollmentProfile":{}}]}"##;
        let snapshot = read(Source::Tokens, "", page);
        let row = &snapshot.tokens[0];
        let text = |word| snapshot.words.text(word);
        assert_eq!(text(row.id), "0b5a7e1c-1111-4222-8333-444455556666");
        assert_eq!(row.kind, TokenType::Dep);
        assert_eq!(
            (row.error, row.devices, row.consent),
            (Some(3), Some(1200), Some(true))
        );
        assert_eq!(
            text(row.default_ios.unwrap()),
            "9c1d2e3f-aaaa-4bbb-8ccc-ddddeeeeffff"
        );
        assert_eq!(
            row.default_mac,
            Some(Word::NONE),
            "asked, and there is none"
        );
        assert_eq!(row.default_tv, Some(Word::NONE));
        assert_eq!(row.default_vision, None, "nobody asked");
    }
}
