//! `configurationPolicies`: enrollment policies of the second generation (microsoft.md §1.5).
//! The collection also holds every other policy of the settings catalogue. Of those for Apple's
//! platforms it is kept whether they set up the Enterprise SSO plug-in; the others are left alone.

use super::sign_on::is_plug_in;
use crate::gathering::Tray;
use crate::json::page::PageReport;
use crate::json::{Desk, Flag, RowKind, Text, Texts, read_rows};
use crate::told::told;
use enrollment::snapshot::{Platform, Profile, ProfileGeneration, SignOnProfile};
use enrollment::words::Word;
use serde::Deserialize;

/// What stands before the token's id in `creationSource`.
const OF_TOKEN: &str = "DepTokenId_";

/// `deviceManagementConfigurationPolicy` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    name: Text<'a>,
    #[serde(borrow, default)]
    platforms: Texts<'a>,
    #[serde(borrow, default)]
    technologies: Texts<'a>,
    #[serde(borrow, default)]
    creation_source: Text<'a>,
    #[serde(borrow, default)]
    created_date_time: Text<'a>,
    #[serde(borrow, default)]
    last_modified_date_time: Text<'a>,
    #[serde(default)]
    is_assigned: Flag,
    #[serde(borrow, default)]
    settings: Option<Vec<Setting<'a>>>,
}

impl Wire<'_> {
    /// The token it belongs to, if it says so.
    fn token(&self) -> Option<&str> {
        let start = self.creation_source.get(..OF_TOKEN.len())?;
        if start.eq_ignore_ascii_case(OF_TOKEN) {
            self.creation_source.get(OF_TOKEN.len()..)
        } else {
            None
        }
    }

    fn is_for_enrollment(&self) -> bool {
        let has = |text: &Text<'_>| text.split(',').any(|it| it.trim() == "enrollment");
        self.technologies.0.iter().any(has)
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Setting<'a> {
    #[serde(borrow, default)]
    setting_instance: Option<Instance<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Instance<'a> {
    #[serde(borrow, default)]
    setting_definition_id: Text<'a>,
    #[serde(borrow, default)]
    choice_setting_value: Option<Choice<'a>>,
    #[serde(borrow, default)]
    simple_setting_value: Option<Simple<'a>>,
    #[serde(borrow, default)]
    group_setting_collection_value: Option<Vec<Group<'a>>>,
}

#[derive(Deserialize)]
struct Choice<'a> {
    #[serde(borrow, default)]
    value: Text<'a>,
    #[serde(borrow, default)]
    children: Option<Vec<Instance<'a>>>,
}

#[derive(Deserialize)]
struct Group<'a> {
    #[serde(borrow, default)]
    children: Option<Vec<Instance<'a>>>,
}

#[derive(Deserialize)]
struct Simple<'a> {
    #[serde(borrow, default)]
    value: Text<'a>,
}

/// Reads a page: enrollment policies become profiles, others say whether they set up the plug-in.
pub(crate) fn read(text: &str, desk: &mut Desk<'_>) -> PageReport {
    let policies = Tray::default();
    let report = read_rows(text, &Policies, desk, &policies);
    let (mut profiles, mut sign_on) = (Vec::new(), Vec::new());
    for policy in policies.empty().iter() {
        match policy {
            Policy::Enrollment(profile) => profiles.push(profile.clone()),
            Policy::SignOn(profile) => sign_on.push(*profile),
        }
    }
    desk.gathering().profiles.add(profiles);
    desk.gathering().sign_on_profiles.add(sign_on);
    report
}

/// What a policy of the collection is kept as.
enum Policy {
    Enrollment(Profile),
    SignOn(SignOnProfile),
}

struct Policies;

impl RowKind for Policies {
    type Wire<'a> = Wire<'a>;
    type Row = Policy;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<Policy>) {
        let platform = wire.platforms.0.first();
        let platform = platform.map_or(Platform::Missing, |text| desk.term(text));
        let is_apple = matches!(
            platform,
            Platform::Ios | Platform::MacOs | Platform::TvOs | Platform::VisionOs
        );
        // Windows has policies for enrollment of its own in the same collection.
        if wire.token().is_none() && !(wire.is_for_enrollment() && is_apple) {
            let signs_on = matches!(platform, Platform::Ios | Platform::MacOs);
            let sets_up = wire.sets_up_plug_in();
            if signs_on && sets_up != Some(false) {
                rows.push(Policy::SignOn(SignOnProfile {
                    name: desk.word(&wire.name),
                    platform,
                    sets_up,
                    assigned: wire.is_assigned.0,
                }));
            }
            return;
        }
        let id = desk.profile_id(&wire.id);
        if id.is_none() {
            desk.fault("id", || told("row-policy"));
            return;
        }
        let mut profile = Profile {
            id,
            token: wire.token().map_or(Word::NONE, |it| desk.lower_word(it)),
            name: desk.word(&wire.name),
            platform,
            generation: ProfileGeneration::Policy,
            created: desk.date("createdDateTime", &wire.created_date_time),
            modified: desk.date("lastModifiedDateTime", &wire.last_modified_date_time),
            ..Profile::default()
        };
        for setting in wire.settings.iter().flatten() {
            if let Some(instance) = &setting.setting_instance {
                read_setting(instance, &mut profile, desk);
            }
        }
        rows.push(Policy::Enrollment(profile));
    }
}

/// The setting that names an extension for signing on.
const EXTENSION: &str = "com.apple.extensiblesso_extensionidentifier";

impl Wire<'_> {
    /// Whether it sets up the plug-in; `None` where its settings did not come.
    fn sets_up_plug_in(&self) -> Option<bool> {
        let settings = self.settings.as_ref()?.iter();
        let mut instances = settings.filter_map(|it| it.setting_instance.as_ref());
        Some(instances.any(names_plug_in))
    }
}

fn names_plug_in(setting: &Instance<'_>) -> bool {
    let named = setting.simple_setting_value.as_ref();
    let named = named.is_some_and(|it| is_plug_in(&it.value));
    if named
        && setting
            .setting_definition_id
            .eq_ignore_ascii_case(EXTENSION)
    {
        return true;
    }
    let choice = setting.choice_setting_value.as_ref();
    let choice = choice.and_then(|it| it.children.as_deref());
    let groups = setting.group_setting_collection_value.iter().flatten();
    let groups = groups.filter_map(|it| it.children.as_deref());
    groups.chain(choice).flatten().any(names_plug_in)
}

/// One setting and those that hang on it. Definition ids are those of microsoft.md §1.5; the Mac's
/// differ by a middle part, so their ends are compared.
fn read_setting(setting: &Instance<'_>, profile: &mut Profile, desk: &mut Desk<'_>) {
    let definition = setting.setting_definition_id.to_ascii_lowercase();
    let is = |end: &str| definition.ends_with(end);
    if definition.starts_with("ade_") {
        if let Some(choice) = &setting.choice_setting_value {
            let chosen = choice.value.rsplit('_').next().unwrap_or_default();
            let yes = match chosen {
                "0" => Some(false),
                "1" => Some(true),
                _ => None,
            };
            if is("_useraffinity") {
                // 0 none, 1 user, 2 Entra shared device mode, 3 Shared iPad.
                profile.with_user =
                    matches!(chosen, "0" | "1" | "2" | "3").then_some(chosen == "1");
                profile.shared_ipad = profile.with_user.map(|_| chosen == "3");
            } else if is("_authenticationmethod") && chosen == "2" {
                // Setup Assistant with modern authentication; what 0 and 1 mean is disputed.
                profile.modern = Some(true);
                profile.company_portal = Some(false);
            } else if is("_awaitfinalconfiguration") || is("_awaitconfiguration") {
                profile.awaits = yes;
            } else if is("_lockedenrollment") {
                profile.locked = yes;
            }
        }
        if let Some(simple) = &setting.simple_setting_value {
            if is("_department") {
                profile.department = desk.word(&simple.value);
            } else if is("_departmentphone") {
                profile.support_phone = desk.word(&simple.value);
            }
        }
    }
    let choice = setting.choice_setting_value.as_ref();
    for child in choice
        .and_then(|it| it.children.as_ref())
        .into_iter()
        .flatten()
    {
        read_setting(child, profile, desk);
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{Platform, ProfileGeneration, Source};

    #[test]
    fn only_policies_for_apple_enrollment_are_profiles() {
        let page = r#"{"value":[
            {"id":"1","name":"Wi-Fi","platforms":"iOS","technologies":"mdm,appleRemoteManagement"},
            {"id":"2","name":"Device preparation","platforms":"windows10",
             "technologies":"enrollment","creationSource":null},
            {"id":"3","name":"No token yet","platforms":"visionOS","technologies":"mdm,enrollment"},
            {"id":"9C1D2E3F-aaaa-4bbb-8ccc-ddddeeeeffff","name":"Phones","platforms":"iOS",
             "technologies":"enrollment","settingCount":14,
             "creationSource":"DepTokenId_0B5A7E1C-1111-4222-8333-444455556666",
             "createdDateTime":"2026-07-01T00:00:00Z","lastModifiedDateTime":"2026-07-02T00:00:00Z"}
            ]}"#;
        let snapshot = read(Source::EnrollmentPolicies, "", page);
        assert_eq!(gaps(&snapshot), [""; 0]);
        assert_eq!(snapshot.profiles.len(), 2);
        assert!(snapshot.profiles[0].token.is_none());
        let others: Vec<_> = snapshot.sign_on_profiles.iter().collect();
        assert_eq!(others.len(), 1, "what is for Windows has no plug-in");
        assert_eq!(others[0].sets_up, None, "its settings did not come");
        let row = &snapshot.profiles[1];
        let text = |word| snapshot.words.text(word);
        assert_eq!(text(row.id), "9c1d2e3f-aaaa-4bbb-8ccc-ddddeeeeffff");
        assert_eq!(text(row.token), "0b5a7e1c-1111-4222-8333-444455556666");
        assert_eq!(row.generation, ProfileGeneration::Policy);
        assert_eq!(row.platform, Platform::Ios);
        assert_eq!(row.modified.to_string(), "2026-07-02T00:00:00Z");
        assert_eq!((row.with_user, row.modern, row.locked), (None, None, None));
    }

    #[test]
    fn the_plug_in_is_found_inside_a_group_of_settings() {
        let policy = |id: &str, assigned: bool, plug_in: &str| {
            format!(
                r#"{{"id":"{id}","name":"{id}","platforms":"macOS","technologies":"mdm",
                "isAssigned":{assigned},"settings":[{{"settingInstance":{{
                "settingDefinitionId":"com.apple.extensiblesso_com.apple.extensiblesso",
                "groupSettingCollectionValue":[{{"children":[
                {{"settingDefinitionId":"com.apple.extensiblesso_extensionidentifier",
                "simpleSettingValue":{{"value":"{plug_in}"}}}}]}}]}}}}]}}"#
            )
        };
        let page = format!(
            r#"{{"value":[{},{},{}]}}"#,
            policy("used", true, "com.microsoft.CompanyPortalMac.ssoextension"),
            policy("idle", false, "com.microsoft.CompanyPortalMac.ssoextension"),
            policy("other", true, "com.okta.mobile.auth-service-extension"),
        );
        let snapshot = read(Source::EnrollmentPolicies, "", &page);
        let seen: Vec<_> = snapshot
            .sign_on_profiles
            .iter()
            .map(|row| (snapshot.words.text(row.name), row.sets_up, row.assigned))
            .collect();
        let expected = [
            ("used", Some(true), Some(true)),
            ("idle", Some(true), Some(false)),
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn inlined_settings_are_read_to_their_leaves() {
        let page = r#"{"value":[{"id":"1","platforms":"iOS","technologies":"enrollment","settings":[
            {"id":"0","settingInstance":{"settingDefinitionId":"ade_useraffinity",
              "choiceSettingValue":{"value":"ade_useraffinity_1","children":[
                {"settingDefinitionId":"ade_authenticationmethod","choiceSettingValue":{
                  "value":"ade_authenticationmethod_2","children":[
                    {"settingDefinitionId":"ade_modernauth_awaitfinalconfiguration",
                     "choiceSettingValue":{"value":"ade_modernauth_awaitfinalconfiguration_1",
                                           "children":[]}}]}}]}}},
            {"settingInstance":{"settingDefinitionId":"ade_lockedenrollment",
              "choiceSettingValue":{"value":"ade_lockedenrollment_1","children":null}}},
            {"settingInstance":{"settingDefinitionId":"ade_setupassistant_department",
              "simpleSettingValue":{"value":"IT"}}},
            {"settingInstance":{"settingDefinitionId":"ade_setupassistant_departmentphone",
              "simpleSettingValue":{"value":"+49 30 1234"}}}]}]}"#;
        let snapshot = read(Source::EnrollmentPolicies, "", page);
        assert_eq!(gaps(&snapshot), [""; 0]);
        let row = &snapshot.profiles[0];
        assert_eq!((row.with_user, row.shared_ipad), (Some(true), Some(false)));
        assert_eq!((row.modern, row.company_portal), (Some(true), Some(false)));
        assert_eq!((row.awaits, row.locked), (Some(true), Some(true)));
        assert_eq!(snapshot.words.text(row.department), "IT");
        assert_eq!(snapshot.words.text(row.support_phone), "+49 30 1234");
    }

    #[test]
    fn shared_ipads_have_no_user() {
        let page = r#"{"value":[{"id":"1","platforms":"iOS","technologies":"enrollment","settings":[
            {"settingInstance":{"settingDefinitionId":"ade_useraffinity",
              "choiceSettingValue":{"value":"ade_useraffinity_3"}}}]}]}"#;
        let snapshot = read(Source::EnrollmentPolicies, "", page);
        let row = &snapshot.profiles[0];
        assert_eq!((row.with_user, row.shared_ipad), (Some(false), Some(true)));
    }
}
