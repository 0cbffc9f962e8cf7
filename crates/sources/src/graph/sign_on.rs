//! Microsoft's Enterprise SSO plug-in, wherever a profile sets it up: in `deviceConfigurations` as
//! a part of the device features or as a profile of one's own, and in the settings catalogue.

use super::assignments::{Assignment, is_assigned, targets};
use crate::json::{Desk, Lenient, RowKind, Text};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use enrollment::snapshot::{Platform, SignOnProfile};
use serde::Deserialize;

/// The plug-in's identifiers: in Authenticator on iOS and iPadOS, in Company Portal on the Mac.
const PLUG_INS: [&str; 2] = [
    "com.microsoft.azureauthenticator.ssoextension",
    "com.microsoft.companyportalmac.ssoextension",
];

/// Whether this text names the plug-in.
pub(super) fn is_plug_in(identifier: &str) -> bool {
    let identifier = identifier.trim();
    PLUG_INS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(identifier))
}

/// `deviceConfiguration` and what is derived from it, on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default, rename = "@odata.type")]
    kind: Text<'a>,
    #[serde(borrow, default)]
    display_name: Text<'a>,
    #[serde(borrow, default)]
    ios_single_sign_on_extension: Lenient<Extension<'a>>,
    #[serde(borrow, default, rename = "macOSSingleSignOnExtension")]
    mac_os_single_sign_on_extension: Lenient<Extension<'a>>,
    /// Of a profile of one's own: Apple's format, in Base64.
    #[serde(borrow, default)]
    payload: Text<'a>,
    #[serde(borrow, default)]
    assignments: Option<Vec<Assignment<'a>>>,
}

/// `iosSingleSignOnExtension` or `macOSSingleSignOnExtension` and what is derived from them.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extension<'a> {
    #[serde(borrow, default, rename = "@odata.type")]
    kind: Text<'a>,
    #[serde(borrow, default)]
    extension_identifier: Text<'a>,
}

impl Extension<'_> {
    /// There is a type for it, and it may be set up by hand as any other.
    fn is_plug_in(&self) -> bool {
        let kind = self.kind.rsplit('.').next().unwrap_or_default();
        matches!(
            kind,
            "iosAzureAdSingleSignOnExtension" | "macOSAzureAdSingleSignOnExtension"
        ) || is_plug_in(&self.extension_identifier)
    }
}

impl Wire<'_> {
    /// The platform, and whether the plug-in is set up.
    fn read(&self) -> Option<(Platform, bool)> {
        let extended =
            |it: &Lenient<Extension<'_>>| it.0.as_ref().is_some_and(Extension::is_plug_in);
        Some(match self.kind.rsplit('.').next().unwrap_or_default() {
            "iosDeviceFeaturesConfiguration" => {
                (Platform::Ios, extended(&self.ios_single_sign_on_extension))
            }
            "macOSDeviceFeaturesConfiguration" => (
                Platform::MacOs,
                extended(&self.mac_os_single_sign_on_extension),
            ),
            "iosCustomConfiguration" => (Platform::Ios, names_plug_in(&self.payload)),
            "macOSCustomConfiguration" => (Platform::MacOs, names_plug_in(&self.payload)),
            _ => return None,
        })
    }
}

/// Whether a profile of one's own names the plug-in: text, in whatever way it is signed.
fn names_plug_in(payload: &str) -> bool {
    let Ok(mut bytes) = STANDARD.decode(payload.trim()) else {
        return false;
    };
    bytes.make_ascii_lowercase();
    let holds = |name: &str| {
        let mut places = bytes.windows(name.len());
        places.any(|place| place == name.as_bytes())
    };
    PLUG_INS.iter().any(|name| holds(name))
}

pub(crate) struct DeviceConfigurations;

impl RowKind for DeviceConfigurations {
    type Wire<'a> = Wire<'a>;
    type Row = SignOnProfile;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<SignOnProfile>) {
        let Some((platform, true)) = wire.read() else {
            return;
        };
        let targets = targets(wire.assignments.as_deref(), desk);
        rows.push(SignOnProfile {
            name: desk.word(&wire.display_name),
            platform,
            sets_up: Some(true),
            assigned: is_assigned(targets.as_deref()),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;
    use enrollment::snapshot::{Platform, Source};

    #[test]
    fn the_plug_in_is_known_by_its_type_its_identifier_and_in_a_profile_of_ones_own() {
        let graph = "#microsoft.graph.";
        let own = |text: &str| STANDARD.encode(text);
        let everybody = format!(
            r#""assignments":[{{"target":{{"@odata.type":"{graph}allDevicesAssignmentTarget"}}}}]"#
        );
        let page = format!(
            r#"{{"value":[
            {{"@odata.type":"{graph}iosDeviceFeaturesConfiguration","displayName":"type",
              "iosSingleSignOnExtension":
                {{"@odata.type":"{graph}iosAzureAdSingleSignOnExtension"}},{everybody}}},
            {{"@odata.type":"{graph}macOSDeviceFeaturesConfiguration","displayName":"identifier",
              "macOSSingleSignOnExtension":
                {{"@odata.type":"{graph}macOSRedirectSingleSignOnExtension",
                  "extensionIdentifier":"com.microsoft.CompanyPortalMac.ssoextension"}},
              "assignments":[{{"target":
                {{"@odata.type":"{graph}exclusionGroupAssignmentTarget","groupId":"g"}}}}]}},
            {{"@odata.type":"{graph}iosCustomConfiguration","displayName":"own",
              "payload":"{}"}},
            {{"@odata.type":"{graph}iosCustomConfiguration","displayName":"Wi-Fi",
              "payload":"{}",{everybody}}},
            {{"@odata.type":"{graph}iosDeviceFeaturesConfiguration","displayName":"Kerberos",
              "iosSingleSignOnExtension":
                {{"@odata.type":"{graph}iosKerberosSingleSignOnExtension"}},{everybody}}},
            {{"@odata.type":"{graph}windows10CustomConfiguration","displayName":"Windows"}}]}}"#,
            own("<string>com.microsoft.azureauthenticator.SSOExtension</string>"),
            own("<string>com.apple.wifi.managed</string>"),
        );
        let snapshot = read(Source::DeviceConfigurations, "", &page);
        assert_eq!(gaps(&snapshot), [""; 0]);
        let seen: Vec<_> = snapshot
            .sign_on_profiles
            .iter()
            .map(|row| (snapshot.words.text(row.name), row.platform, row.assigned))
            .collect();
        let expected = [
            ("type", Platform::Ios, Some(true)),
            ("identifier", Platform::MacOs, Some(false)),
            ("own", Platform::Ios, None),
        ];
        assert_eq!(seen, expected);
    }
}
