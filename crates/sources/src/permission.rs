//! What an application of Entra must be allowed for a source to be read (microsoft.md §3.3).

use enrollment::snapshot::Source;

/// The least permission of Microsoft Graph; nothing for what is not read there.
pub const fn of(source: Source) -> Option<&'static str> {
    Some(match source {
        Source::Tokens
        | Source::ImportedIdentities
        | Source::EnrollmentProfiles
        | Source::Restrictions
        | Source::ManagementSettings
        | Source::VppTokens => "DeviceManagementServiceConfig.Read.All",
        Source::ManagedDevices | Source::Failures | Source::PushCertificate => {
            "DeviceManagementManagedDevices.Read.All"
        }
        Source::EnrollmentPolicies | Source::CompliancePolicies | Source::DeviceConfigurations => {
            "DeviceManagementConfiguration.Read.All"
        }
        Source::AccessPolicies | Source::NamedLocations | Source::SecurityDefaults => {
            "Policy.Read.All"
        }
        Source::DeviceRegistration => "Policy.Read.DeviceConfiguration",
        Source::Accounts | Source::DeletedAccounts => "User.Read.All",
        Source::Memberships | Source::Groups => "GroupMember.Read.All",
        Source::ServicePrincipals => "Application.Read.All",
        Source::RoleAssignments | Source::Roles => "RoleManagement.Read.Directory",
        Source::EntraDevices => "Device.Read.All",
        Source::SignIns | Source::SecondFactors => "AuditLog.Read.All",
        Source::Subscriptions => "LicenseAssignment.Read.All",
        Source::OrgDevices
        | Source::MdmServers
        | Source::MdmServerDevices
        | Source::AuditEvents
        | Source::ActivationLock
        | Source::AppleCare
        | Source::Register
        | Source::Answers
        | Source::Probes
        | Source::Exports => return None,
    })
}
