//! What is read of a tenant: each collection with its address and what it takes to read it
//! (microsoft.md §1, apple.md §1.3). Pages are as large as the services give them.

use super::ids::encoded;
use crate::graph::fields_read;
use crate::permission;
use crate::told::{Told, told};
use enrollment::moment::{DAY, Moment, Stamp};
use enrollment::snapshot::{INTUNE_ENROLLMENT_APP, Source};

/// Whom to ask.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Vendor {
    /// Entra, Graph, Intune.
    Microsoft,
    /// Apple Business or Apple School Manager.
    Apple,
}

/// A collection that is asked once, or once per token or service.
#[derive(Clone, Copy, Debug)]
pub(super) struct Collection {
    pub(super) source: Source,
    pub(super) vendor: Vendor,
    /// With `{}` where the id of the token or service stands.
    path: &'static str,
    query: Query,
    /// Whose ids it is asked with; the directory's, who names somebody.
    pub(super) per: Option<Source>,
    /// How many rows a page has at most, where that is known.
    pub(super) page: u64,
}

/// What stands behind the `?`.
#[derive(Clone, Copy, Debug)]
enum Query {
    None,
    Fixed(&'static str),
    /// `$select` of what the reader reads, and what else.
    Select(&'static str),
    /// `$select` of what the reader reads, of the rows with these ids.
    Ids,
    /// Since so many days.
    SignIns(i64),
    Audit(i64),
    /// The row of *Microsoft Intune Enrollment* alone.
    EnrollmentApp,
}

/// Entra keeps sign-ins for 30 days, and a large tenant has millions: one week says who uses what.
const SIGN_IN_DAYS: i64 = 7;
/// As long as an order of events can matter; Apple does not say how long it keeps them.
pub(super) const AUDIT_DAYS: i64 = 365;
/// A filter of Graph has at most so many comparisons (Microsoft Graph, known issues).
pub(super) const NAMES_AT_ONCE: usize = 15;
/// Twins that only Graph's beta has, and the expanded profiles of tokens: not to be selected.
const UNSELECTED: [&str; 3] = ["azureActiveDirectoryDeviceId", "ownerType", "aadRegistered"];

const fn graph(source: Source, path: &'static str, query: Query, page: u64) -> Collection {
    let vendor = Vendor::Microsoft;
    let per = None;
    Collection {
        source,
        vendor,
        path,
        query,
        per,
        page,
    }
}

const fn apple(source: Source, path: &'static str, query: Query) -> Collection {
    let vendor = Vendor::Apple;
    Collection {
        source,
        vendor,
        path,
        query,
        per: None,
        page: 1000,
    }
}

const fn per(of: Source, collection: Collection) -> Collection {
    Collection {
        per: Some(of),
        ..collection
    }
}

/// Every collection; those that are asked per token or service after those that list them.
pub(super) const ALL: [Collection; 31] = [
    graph(
        Source::Tokens,
        "/beta/deviceManagement/depOnboardingSettings",
        Query::Select(
            "$expand=defaultIosEnrollmentProfile,defaultMacOsEnrollmentProfile,\
             defaultTvOSEnrollmentProfile,defaultVisionOSEnrollmentProfile",
        ),
        100,
    ),
    graph(
        Source::ManagedDevices,
        "/v1.0/deviceManagement/managedDevices",
        Query::Select("$top=1000"),
        1000,
    ),
    graph(
        Source::EnrollmentPolicies,
        "/beta/deviceManagement/configurationPolicies",
        Query::Fixed("$expand=settings"),
        1000,
    ),
    graph(
        Source::Failures,
        "/beta/deviceManagement/troubleshootingEvents",
        Query::None,
        1000,
    ),
    graph(
        Source::PushCertificate,
        "/v1.0/deviceManagement/applePushNotificationCertificate",
        Query::Select(""),
        1,
    ),
    graph(
        Source::ManagementSettings,
        "/v1.0/deviceManagement",
        Query::None,
        1,
    ),
    graph(
        Source::SecurityDefaults,
        "/v1.0/policies/identitySecurityDefaultsEnforcementPolicy",
        Query::None,
        1,
    ),
    graph(
        Source::DeviceRegistration,
        "/v1.0/policies/deviceRegistrationPolicy",
        Query::None,
        1,
    ),
    graph(
        Source::CompliancePolicies,
        "/v1.0/deviceManagement/deviceCompliancePolicies",
        Query::Fixed("$expand=assignments"),
        1000,
    ),
    // Only the beta knows the extensions for signing on.
    graph(
        Source::DeviceConfigurations,
        "/beta/deviceManagement/deviceConfigurations",
        Query::Fixed("$expand=assignments"),
        1000,
    ),
    graph(
        Source::Restrictions,
        "/beta/deviceManagement/deviceEnrollmentConfigurations",
        Query::Fixed("$expand=assignments"),
        1000,
    ),
    graph(
        Source::AccessPolicies,
        "/v1.0/identity/conditionalAccess/policies",
        Query::Select(""),
        1000,
    ),
    graph(
        Source::NamedLocations,
        "/v1.0/identity/conditionalAccess/namedLocations",
        Query::None,
        1000,
    ),
    graph(
        Source::EntraDevices,
        "/v1.0/devices",
        Query::Select("$top=999"),
        999,
    ),
    graph(
        Source::SignIns,
        "/v1.0/auditLogs/signIns",
        Query::SignIns(SIGN_IN_DAYS),
        999,
    ),
    graph(
        Source::VppTokens,
        "/v1.0/deviceAppManagement/vppTokens",
        Query::Select(""),
        1000,
    ),
    apple(
        Source::MdmServers,
        "/v1/mdmServers",
        Query::Fixed(
            "limit=1000&fields%5BmdmServers%5D=serverName,serverType,status,deviceCount,\
         defaultProductFamilies,lastConnectedDateTime,createdDateTime",
        ),
    ),
    apple(
        Source::OrgDevices,
        "/v1/orgDevices",
        Query::Fixed("limit=1000"),
    ),
    apple(
        Source::AuditEvents,
        "/v1/auditEvents",
        Query::Audit(AUDIT_DAYS),
    ),
    per(
        Source::Tokens,
        graph(
            Source::ImportedIdentities,
            "/beta/deviceManagement/depOnboardingSettings/{}/importedAppleDeviceIdentities",
            Query::Select("$top=999"),
            999,
        ),
    ),
    per(
        Source::Tokens,
        // Its rows are of several kinds, which a selection would have to name one by one.
        graph(
            Source::EnrollmentProfiles,
            "/beta/deviceManagement/depOnboardingSettings/{}/enrollmentProfiles",
            Query::None,
            1000,
        ),
    ),
    // Asked only where somebody needs them.
    per(
        Source::AccessPolicies,
        graph(
            Source::Accounts,
            "/v1.0/users",
            Query::Select("$top=999"),
            999,
        ),
    ),
    per(
        Source::AccessPolicies,
        graph(
            Source::DeletedAccounts,
            "/v1.0/directory/deletedItems/microsoft.graph.user",
            Query::Select("$top=999"),
            999,
        ),
    ),
    per(
        Source::AccessPolicies,
        // Its pages cannot be sized; no tenant has many products.
        graph(
            Source::Subscriptions,
            "/v1.0/subscribedSkus",
            Query::Select(""),
            1000,
        ),
    ),
    per(
        Source::AccessPolicies,
        graph(
            Source::SecondFactors,
            "/beta/reports/authenticationMethods/userRegistrationDetails",
            Query::Select("$top=999"),
            999,
        ),
    ),
    per(
        Source::AccessPolicies,
        // Each row with its principal, which says whether it is a group.
        graph(
            Source::RoleAssignments,
            "/v1.0/roleManagement/directory/roleAssignments",
            Query::Fixed("$expand=principal"),
            999,
        ),
    ),
    per(
        Source::AccessPolicies,
        // The one program that a policy may name and a tenant may lack.
        graph(
            Source::ServicePrincipals,
            "/v1.0/servicePrincipals",
            Query::EnrollmentApp,
            1,
        ),
    ),
    per(
        Source::AccessPolicies,
        graph(
            Source::Memberships,
            "/v1.0/groups/{}/transitiveMembers",
            Query::Fixed("$select=id&$top=999"),
            999,
        ),
    ),
    // The permission that lets the members be read is enough for this, and not for `getByIds`.
    per(
        Source::AccessPolicies,
        graph(Source::Groups, "/v1.0/groups", Query::Ids, 100),
    ),
    per(
        Source::AccessPolicies,
        graph(
            Source::Roles,
            "/v1.0/roleManagement/directory/roleDefinitions",
            Query::Select(""),
            999,
        ),
    ),
    per(
        Source::MdmServers,
        apple(
            Source::MdmServerDevices,
            "/v1/mdmServers/{}/relationships/devices",
            Query::Fixed("limit=1000"),
        ),
    ),
];

impl Collection {
    /// The address behind the host; `part` is the token or service.
    pub(super) fn address(&self, part: &str, now: Moment) -> String {
        self.address_since(part, now, None)
    }

    /// The same, with audit events from a moment on, if the earlier ones are known.
    pub(super) fn address_since(&self, part: &str, now: Moment, from: Option<Moment>) -> String {
        let path = self.path.replace("{}", part);
        let query = match self.query {
            Query::None => return path,
            Query::Fixed(query) => query.to_owned(),
            Query::Select(more) => {
                let select = format!("$select={}", self.selected().join(","));
                if more.is_empty() {
                    select
                } else {
                    format!("{select}&{more}")
                }
            }
            Query::Ids => {
                let ids = part.split(',').map(|id| format!("id eq '{id}'"));
                let filter = encoded(&ids.collect::<Vec<_>>().join(" or "));
                format!("$select={}&$filter={filter}", self.selected().join(","))
            }
            Query::SignIns(days) => {
                let since = now.plus(-days * DAY);
                let filter = encoded(&format!("createdDateTime ge {since}"));
                format!("$top=999&$filter={filter}")
            }
            Query::EnrollmentApp => {
                let filter = encoded(&format!("appId eq '{INTUNE_ENROLLMENT_APP}'"));
                format!("$filter={filter}&$select=appId")
            }
            Query::Audit(days) => format!(
                "limit=1000&filter%5BstartTimestamp%5D={}&filter%5BendTimestamp%5D={now}",
                from.unwrap_or_else(|| now.plus(-days * DAY))
            ),
        };
        format!("{path}?{query}")
    }

    /// What it takes to read it, for whoever has to grant it.
    pub(super) fn needs(&self) -> Told {
        let key = match self.source {
            Source::SignIns | Source::SecondFactors => "needs-permission-and-p1",
            _ => "needs-permission",
        };
        match permission::of(self.source) {
            Some(permission) => told(key).with("permission", permission),
            None => told("needs-apple"),
        }
    }

    /// The address as a person looks it up.
    pub(super) fn path(&self) -> &'static str {
        self.path
    }

    /// What the reader reads, as far as this version of Graph can be asked for it.
    fn selected(&self) -> Vec<&'static str> {
        let fields = fields_read(self.source).iter().copied();
        let is_expanded = |name: &str| name.starts_with("default") && name.ends_with("Profile");
        fields
            .filter(|name| !UNSELECTED.contains(name) && !is_expanded(name))
            .collect()
    }

    /// The name of its pages, without their number: `microsoft/enrollmentProfiles.<token>`. Rows
    /// that are asked for together are called after the first one.
    pub(super) fn stem(&self, part: &str) -> String {
        let name = self.source.name();
        let part = part.split(',').next().unwrap_or_default();
        if part.is_empty() {
            name.to_owned()
        } else {
            format!("{name}.{part}")
        }
    }
}

/// The name of a page's file. What is one object, and no collection, has no number.
pub(super) fn page_file(stem: &str, number: u32) -> String {
    if Source::from_name(stem).is_some_and(Source::is_one_object) {
        format!("{stem}.json")
    } else {
        format!("{stem}-{number:05}.json")
    }
}

/// The moment as an absolute bound in a message or a header of a journal.
pub(super) fn moment(text: &str) -> Option<Moment> {
    Stamp::parse(text).ok().and_then(Stamp::at)
}

#[cfg(test)]
mod tests {
    use super::{ALL, Source, moment};

    #[test]
    fn addresses_name_what_is_read() {
        let now = moment("2026-11-25T08:00:00Z").unwrap();
        let all: Vec<String> = ALL.iter().map(|it| it.address("T", now)).collect();
        let of = |end: &str| all.iter().find(|it| it.contains(end)).unwrap().as_str();
        assert!(of("managedDevices").contains("serialNumber,"));
        assert!(of("managedDevices").ends_with("&$top=1000"));
        assert!(!of("managedDevices").contains("ownerType"), "beta only");
        assert!(of("Settings?").contains("&$expand=defaultIos"));
        assert!(!of("Settings?$select").contains("lastSyncErrorCode,default"));
        assert!(of("/T/imported").contains("$select=serialNumber"));
        assert!(of("signIns").ends_with("createdDateTime%20ge%202026-11-18T08:00:00Z"));
        assert!(of("auditEvents").contains("%5BendTimestamp%5D=2026-11-25T08:00:00Z"));
        let groups = ALL.iter().find(|it| it.source == Source::Groups).unwrap();
        assert_eq!(
            groups.address("a,b", now),
            "/v1.0/groups?$select=id,displayName&$filter=id%20eq%20'a'%20or%20id%20eq%20'b'"
        );
        assert_eq!(groups.stem("a,b"), "microsoft/groups.a");
    }
}
