//! `enrollmentProfiles`: classic profiles of one token, and the policies mirrored among them
//! (microsoft.md §1.4).

use super::profile_id;
use crate::json::{Desk, Flag, RowKind, Text};
use crate::told::told;
use enrollment::snapshot::{Guid, Platform, Profile, ProfileGeneration};
use enrollment::words::Word;
use serde::Deserialize;

/// `enrollmentProfile` and everything derived from it, on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default, rename = "@odata.type")]
    odata_type: Text<'a>,
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    display_name: Text<'a>,
    #[serde(default)]
    requires_user_authentication: Flag,
    #[serde(default)]
    enable_authentication_via_company_portal: Flag,
    #[serde(default)]
    configuration_web_url: Flag,
    #[serde(default)]
    supervised_mode_enabled: Flag,
    #[serde(default)]
    is_mandatory: Flag,
    #[serde(default)]
    profile_removal_disabled: Flag,
    #[serde(default)]
    restore_blocked: Flag,
    #[serde(default)]
    wait_for_device_configured_confirmation: Flag,
    #[serde(default)]
    await_device_configured_confirmation: Flag,
    #[serde(default, rename = "enableSharedIPad")]
    enable_shared_ipad: Flag,
    #[serde(default)]
    is_default: Flag,
    #[serde(borrow, default)]
    company_portal_vpp_token_id: Text<'a>,
    #[serde(borrow, default)]
    support_phone_number: Text<'a>,
    #[serde(borrow, default)]
    support_department: Text<'a>,
}

pub(crate) struct EnrollmentProfiles {
    token: Word,
}

impl EnrollmentProfiles {
    /// The profiles of this token.
    pub(crate) fn of(token: &str, desk: &mut Desk<'_>) -> Self {
        Self {
            token: desk.lower_word(token),
        }
    }

    /// The file's token; a file that names none leaves it to the profile's id.
    fn token(&self, id: &str, desk: &mut Desk<'_>) -> Word {
        if self.token.is_some() {
            return self.token;
        }
        profile_id::token(id).map_or(Word::NONE, |token| desk.lower_word(&token))
    }
}

impl RowKind for EnrollmentProfiles {
    type Wire<'a> = Wire<'a>;
    type Row = Profile;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<Profile>) {
        let id = desk.profile_id(&wire.id);
        if id.is_none() {
            desk.fault("id", || told("row-profile"));
            return;
        }
        let awaits = wire.wait_for_device_configured_confirmation;
        rows.push(Profile {
            id,
            listed: desk.word(&wire.id),
            token: self.token(&wire.id, desk),
            name: desk.word(&wire.display_name),
            platform: platform(&wire.odata_type),
            generation: if profile_id::is_mirrored(&wire.id) {
                ProfileGeneration::Policy
            } else {
                ProfileGeneration::Classic
            },
            with_user: wire.requires_user_authentication.0,
            company_portal: wire.enable_authentication_via_company_portal.0,
            modern: wire.configuration_web_url.0,
            supervised: wire.supervised_mode_enabled.0,
            mandatory: wire.is_mandatory.0,
            locked: wire.profile_removal_disabled.0,
            restore_blocked: wire.restore_blocked.0,
            awaits: awaits.or(wire.await_device_configured_confirmation),
            shared_ipad: wire.enable_shared_ipad.0,
            is_default: wire.is_default.0,
            vpp_token: Guid::parse(&wire.company_portal_vpp_token_id),
            support_phone: desk.word(&wire.support_phone_number),
            department: desk.word(&wire.support_department),
            ..Profile::default()
        });
    }
}

/// The platform is told by the type alone. The plain `enrollmentProfile` (Apple Configurator)
/// names none.
fn platform(odata_type: &str) -> Platform {
    let name = odata_type.rsplit('.').next().unwrap_or_default();
    match name.to_ascii_lowercase().as_str() {
        "depiosenrollmentprofile" | "depenrollmentprofile" => Platform::Ios,
        "depmacosenrollmentprofile" => Platform::MacOs,
        "deptvosenrollmentprofile" => Platform::TvOs,
        "depvisionosenrollmentprofile" => Platform::VisionOs,
        _ => Platform::Missing,
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{Platform, ProfileGeneration, Source};

    const TOKEN: &str = "0b5a7e1c-1111-4222-8333-444455556666";
    const PAGE: &str = r##"{"value":[{
        "@odata.type":"#microsoft.graph.depIOSEnrollmentProfile",
        "id":"0b5a7e1c-1111-4222-8333-444455556666_9c1d2e3f-aaaa-4bbb-8ccc-ddddeeeeffff",
        "displayName":"Corporate iPhones","requiresUserAuthentication":true,
        "enableAuthenticationViaCompanyPortal":false,"configurationWebUrl":true,
        "supervisedModeEnabled":true,"isMandatory":true,"profileRemovalDisabled":true,
        "restoreBlocked":false,"awaitDeviceConfiguredConfirmation":true,
        "enableSharedIPad":false,"isDefault":true,
        "companyPortalVppTokenId":"00000000-0000-0000-0000-000000000000",
        "supportPhoneNumber":"+49 30 1234","supportDepartment":"IT","enabledSkipKeys":["Siri"]},
        {"@odata.type":"#microsoft.graph.depMacOSEnrollmentProfile",
        "id":"ECV2_0b5a7e1c-1111-4222-8333-444455556666_1c1d2e3f-aaaa-4bbb-8ccc-ddddeeeeffff",
        "displayName":"Macs"},{"displayName":"nameless"}]}"##;

    #[test]
    fn a_classic_profile_and_a_mirrored_policy() {
        let snapshot = read(Source::EnrollmentProfiles, TOKEN, PAGE);
        assert_eq!(gaps(&snapshot), ["3 id: a profile without an id"]);
        let (classic, mirrored) = (&snapshot.profiles[0], &snapshot.profiles[1]);
        let text = |word| snapshot.words.text(word);
        assert_eq!(text(classic.id), "9c1d2e3f-aaaa-4bbb-8ccc-ddddeeeeffff");
        assert_eq!(text(classic.token), TOKEN);
        assert_eq!(classic.platform, Platform::Ios);
        assert_eq!(classic.generation, ProfileGeneration::Classic);
        let flags = [
            classic.with_user,
            classic.company_portal,
            classic.modern,
            classic.awaits,
        ];
        assert_eq!(flags, [Some(true), Some(false), Some(true), Some(true)]);
        assert!(!classic.vpp_token.is_some());
        assert_eq!(text(mirrored.id), "1c1d2e3f-aaaa-4bbb-8ccc-ddddeeeeffff");
        assert_eq!(mirrored.generation, ProfileGeneration::Policy);
        assert_eq!(mirrored.platform, Platform::MacOs);
        assert_eq!(mirrored.with_user, None, "what nobody said is not false");
    }

    #[test]
    fn a_file_without_a_token_leaves_it_to_the_id() {
        let snapshot = read(Source::EnrollmentProfiles, "", PAGE);
        assert_eq!(snapshot.words.text(snapshot.profiles[1].token), TOKEN);
    }
}
