//! `conditionalAccessPolicy` and its parts on the wire (microsoft.md §1.9).

use crate::json::{Names, Noted, Text, Texts};
use serde::Deserialize;

/// `conditionalAccessPolicy`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    pub(super) id: Text<'a>,
    #[serde(borrow, default)]
    pub(super) display_name: Text<'a>,
    #[serde(borrow, default)]
    pub(super) state: Text<'a>,
    #[serde(borrow, default)]
    pub(super) modified_date_time: Text<'a>,
    #[serde(borrow, default)]
    pub(super) conditions: Option<Noted<Conditions<'a>>>,
    #[serde(borrow, default)]
    pub(super) grant_controls: Option<Noted<GrantControls<'a>>>,
    #[serde(default)]
    pub(super) session_controls: Names,
}

/// `conditionalAccessConditionSet`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Conditions<'a> {
    #[serde(borrow, default)]
    pub(super) applications: Option<Noted<Applications<'a>>>,
    #[serde(borrow, default)]
    pub(super) users: Option<Noted<Users<'a>>>,
    #[serde(borrow, default)]
    pub(super) platforms: Option<Noted<Platforms<'a>>>,
    #[serde(borrow, default)]
    pub(super) locations: Option<Noted<Locations<'a>>>,
    #[serde(borrow, default)]
    pub(super) client_app_types: Texts<'a>,
    #[serde(default)]
    pub(super) client_applications: Names,
    #[serde(borrow, default)]
    pub(super) authentication_flows: Option<Noted<Flows<'a>>>,
    #[serde(borrow, default)]
    pub(super) sign_in_risk_levels: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) user_risk_levels: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) service_principal_risk_levels: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) insider_risk_levels: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) devices: Option<Noted<DeviceCondition<'a>>>,
}

/// `conditionalAccessApplications`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Applications<'a> {
    #[serde(borrow, default, rename = "includeApplications")]
    pub(super) include: Texts<'a>,
    #[serde(borrow, default, rename = "excludeApplications")]
    pub(super) exclude: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) application_filter: Option<Filter<'a>>,
    #[serde(borrow, default)]
    pub(super) include_user_actions: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) include_authentication_context_class_references: Texts<'a>,
}

/// `conditionalAccessFilter`.
#[derive(Default, Deserialize)]
pub(crate) struct Filter<'a> {
    #[serde(borrow, default)]
    pub(super) mode: Text<'a>,
    #[serde(borrow, default)]
    pub(super) rule: Text<'a>,
}

/// `conditionalAccessUsers`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(
    clippy::struct_field_names,
    reason = "they are called as Graph calls them"
)]
pub(crate) struct Users<'a> {
    #[serde(borrow, default)]
    pub(super) include_users: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) exclude_users: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) include_groups: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) exclude_groups: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) include_roles: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) exclude_roles: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) include_guests_or_external_users: Option<Guests<'a>>,
    #[serde(borrow, default)]
    pub(super) exclude_guests_or_external_users: Option<Guests<'a>>,
}

/// `conditionalAccessGuestsOrExternalUsers`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Guests<'a> {
    /// Flags, with commas between.
    #[serde(borrow, default)]
    pub(super) guest_or_external_user_types: Text<'a>,
    #[serde(borrow, default)]
    pub(super) external_tenants: Option<ExternalTenants<'a>>,
}

/// `conditionalAccessExternalTenants` and what is derived from it.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExternalTenants<'a> {
    #[serde(borrow, default)]
    pub(super) membership_kind: Text<'a>,
    #[serde(borrow, default)]
    pub(super) members: Texts<'a>,
}

/// `conditionalAccessPlatforms`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Platforms<'a> {
    #[serde(borrow, default, rename = "includePlatforms")]
    pub(super) include: Texts<'a>,
    #[serde(borrow, default, rename = "excludePlatforms")]
    pub(super) exclude: Texts<'a>,
}

/// `conditionalAccessLocations`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Locations<'a> {
    #[serde(borrow, default, rename = "includeLocations")]
    pub(super) include: Texts<'a>,
    #[serde(borrow, default, rename = "excludeLocations")]
    pub(super) exclude: Texts<'a>,
}

/// `conditionalAccessAuthenticationFlows`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Flows<'a> {
    /// Flags, with commas between.
    #[serde(borrow, default)]
    pub(super) transfer_methods: Text<'a>,
}

/// `conditionalAccessDevices`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeviceCondition<'a> {
    #[serde(borrow, default)]
    pub(super) device_filter: Option<Filter<'a>>,
    #[serde(borrow, default)]
    pub(super) include_devices: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) exclude_devices: Texts<'a>,
}

/// `conditionalAccessGrantControls`.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GrantControls<'a> {
    #[serde(borrow, default)]
    pub(super) operator: Text<'a>,
    #[serde(borrow, default)]
    pub(super) built_in_controls: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) terms_of_use: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) custom_authentication_factors: Texts<'a>,
    #[serde(borrow, default)]
    pub(super) authentication_strength: Option<Strength<'a>>,
}

/// `authenticationStrengthPolicy`, as far as it is named.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Strength<'a> {
    #[serde(borrow, default)]
    pub(super) id: Text<'a>,
    #[serde(borrow, default)]
    pub(super) display_name: Text<'a>,
}

impl DeviceCondition<'_> {
    /// The beta's lists of devices.
    pub(super) fn lists_devices(&self) -> bool {
        let some = !self.include_devices.0.is_empty() && !self.include_devices.has("all");
        some || !self.exclude_devices.0.is_empty()
    }
}
