//! Microsoft Graph: what Intune and Entra send, page by page (microsoft.md §1). Microsoft's words
//! stay in here.

pub(crate) mod accounts;
pub(crate) mod assignments;
pub(crate) mod called;
pub(crate) mod compliance_policies;
pub(crate) mod conditional_access;
pub(crate) mod deleted_accounts;
pub(crate) mod device_registration;
pub(crate) mod enrollment_policies;
pub(crate) mod enrollment_profiles;
pub(crate) mod entra_devices;
pub(crate) mod failures;
pub(crate) mod imported_identities;
pub(crate) mod managed_devices;
pub(crate) mod management_settings;
pub(crate) mod memberships;
pub(crate) mod named_locations;
pub(crate) mod one_object;
pub(crate) mod profile_id;
pub(crate) mod push_certificate;
pub(crate) mod restrictions;
pub(crate) mod role_assignments;
pub(crate) mod same_profile;
pub(crate) mod second_factors;
pub(crate) mod security_defaults;
pub(crate) mod service_principals;
pub(crate) mod sign_ins;
pub(crate) mod sign_on;
pub(crate) mod subscriptions;
pub(crate) mod tokens;
pub(crate) mod vpp_tokens;

use crate::json::{Desk, PageReport, PageState, fields, read_rows};
use enrollment::snapshot::Source;

/// Reads one page of a Graph source. `part` is the token's id where a source is asked per token.
pub(crate) fn read_page(source: Source, part: &str, text: &str, desk: &mut Desk<'_>) -> PageReport {
    let into = desk.gathering();
    match source {
        Source::ManagedDevices => {
            read_rows(text, &managed_devices::ManagedDevices, desk, &into.managed)
        }
        Source::ImportedIdentities => {
            let kind = imported_identities::ImportedIdentities::of(part, desk);
            read_rows(text, &kind, desk, &into.imported)
        }
        Source::Tokens => read_rows(text, &tokens::Tokens, desk, &into.tokens),
        Source::EnrollmentProfiles => {
            let kind = enrollment_profiles::EnrollmentProfiles::of(part, desk);
            read_rows(text, &kind, desk, &into.profiles)
        }
        Source::EnrollmentPolicies => enrollment_policies::read(text, desk),
        Source::Failures => read_rows(text, &failures::Failures, desk, &into.failures),
        Source::PushCertificate => push_certificate::read(text, desk),
        Source::ManagementSettings => management_settings::read(text, desk),
        Source::SecurityDefaults => security_defaults::read(text, desk),
        Source::DeviceRegistration => device_registration::read(text, desk),
        Source::CompliancePolicies => {
            let kind = compliance_policies::CompliancePolicies;
            read_rows(text, &kind, desk, &into.compliance_policies)
        }
        Source::DeviceConfigurations => {
            let kind = sign_on::DeviceConfigurations;
            read_rows(text, &kind, desk, &into.sign_on_profiles)
        }
        Source::Restrictions => {
            read_rows(text, &restrictions::Restrictions, desk, &into.restrictions)
        }
        Source::AccessPolicies => {
            let kind = conditional_access::AccessPolicies;
            read_rows(text, &kind, desk, &into.access_policies)
        }
        Source::NamedLocations => {
            let kind = named_locations::NamedLocations;
            read_rows(text, &kind, desk, &into.named_locations)
        }
        Source::EntraDevices => read_rows(
            text,
            &entra_devices::EntraDevices,
            desk,
            &into.entra_devices,
        ),
        Source::SignIns => read_rows(text, &sign_ins::SignIns, desk, &into.sign_ins),
        Source::VppTokens => read_rows(text, &vpp_tokens::VppTokens, desk, &into.vpp_tokens),
        _ => read_of_directory(source, part, text, desk),
    }
}

/// Reads one page of the directory: accounts and what hangs on them.
fn read_of_directory(source: Source, part: &str, text: &str, desk: &mut Desk<'_>) -> PageReport {
    let into = desk.gathering();
    match source {
        Source::Accounts => read_rows(text, &accounts::Accounts, desk, &into.accounts),
        Source::Memberships => {
            let kind = memberships::Memberships::of(part, desk);
            read_rows(text, &kind, desk, &into.memberships)
        }
        Source::RoleAssignments => {
            let kind = role_assignments::RoleAssignments;
            read_rows(text, &kind, desk, &into.role_assignments)
        }
        Source::DeletedAccounts => {
            let kind = deleted_accounts::DeletedAccounts;
            read_rows(text, &kind, desk, &into.deleted_accounts)
        }
        Source::Subscriptions => {
            let kind = subscriptions::Subscriptions;
            read_rows(text, &kind, desk, &into.subscriptions)
        }
        Source::SecondFactors => {
            let kind = second_factors::Methods;
            read_rows(text, &kind, desk, &into.second_factors)
        }
        Source::Groups => read_rows(text, &called::Names::GROUPS, desk, &into.groups),
        Source::Roles => read_rows(text, &called::Names::ROLES, desk, &into.roles),
        Source::ServicePrincipals => {
            let kind = service_principals::ServicePrincipals;
            read_rows(text, &kind, desk, &into.service_principals)
        }
        _ => PageReport::of(PageState::Foreign),
    }
}

/// The properties of a Graph source that are read, as they stand on the wire: what a collector
/// asks for with `$select`. Empty for sources that Graph does not have. The four `default…`
/// properties of tokens are navigations and are asked for with `$expand`.
pub fn fields_read(source: Source) -> &'static [&'static str] {
    match source {
        Source::ManagedDevices => fields::of::<managed_devices::Wire<'static>>(),
        Source::ImportedIdentities => fields::of::<imported_identities::Wire<'static>>(),
        Source::Tokens => fields::of::<tokens::Wire<'static>>(),
        Source::EnrollmentProfiles => fields::of::<enrollment_profiles::Wire<'static>>(),
        Source::EnrollmentPolicies => fields::of::<enrollment_policies::Wire<'static>>(),
        Source::Failures => fields::of::<failures::Wire<'static>>(),
        Source::PushCertificate => fields::of::<push_certificate::Wire<'static>>(),
        Source::Restrictions => fields::of::<restrictions::Wire<'static>>(),
        Source::AccessPolicies => fields::of::<conditional_access::Wire<'static>>(),
        Source::NamedLocations => fields::of::<named_locations::Wire<'static>>(),
        Source::Accounts => fields::of::<accounts::Wire<'static>>(),
        Source::RoleAssignments => fields::of::<role_assignments::Wire<'static>>(),
        Source::DeletedAccounts => fields::of::<deleted_accounts::Wire<'static>>(),
        Source::CompliancePolicies => fields::of::<compliance_policies::Wire<'static>>(),
        Source::DeviceConfigurations => fields::of::<sign_on::Wire<'static>>(),
        Source::ServicePrincipals => fields::of::<service_principals::Wire<'static>>(),
        Source::Subscriptions => fields::of::<subscriptions::Wire<'static>>(),
        Source::SecondFactors => fields::of::<second_factors::Wire<'static>>(),
        Source::Groups | Source::Roles => fields::of::<called::Wire<'static>>(),
        Source::EntraDevices => fields::of::<entra_devices::Wire<'static>>(),
        Source::SignIns => fields::of::<sign_ins::Wire<'static>>(),
        Source::VppTokens => fields::of::<vpp_tokens::Wire<'static>>(),
        _ => &[],
    }
}

/// The properties that are read of parts of those objects, by Graph's name of the part's type.
pub fn parts_read() -> [(&'static str, &'static [&'static str]); 10] {
    use conditional_access as access;
    [
        (
            "ConditionalAccessConditionSet",
            fields::of::<access::Conditions<'static>>(),
        ),
        (
            "ConditionalAccessApplications",
            fields::of::<access::Applications<'static>>(),
        ),
        (
            "ConditionalAccessUsers",
            fields::of::<access::Users<'static>>(),
        ),
        (
            "ConditionalAccessPlatforms",
            fields::of::<access::Platforms<'static>>(),
        ),
        (
            "ConditionalAccessLocations",
            fields::of::<access::Locations<'static>>(),
        ),
        (
            "ConditionalAccessDevices",
            fields::of::<access::DeviceCondition<'static>>(),
        ),
        (
            "ConditionalAccessGrantControls",
            fields::of::<access::GrantControls<'static>>(),
        ),
        (
            "ConditionalAccessFilter",
            fields::of::<access::Filter<'static>>(),
        ),
        (
            "DeviceDetail",
            fields::of::<sign_ins::DeviceDetail<'static>>(),
        ),
        (
            "DeviceEnrollmentPlatformRestriction",
            fields::of::<restrictions::Part<'static>>(),
        ),
    ]
}
