//! Whom policies and restrictions name, and who hands out devices: the fewest calls to the
//! directory that answer whom they mean and whether people are ready. Where only everybody is
//! named, and nothing is handed out, nobody is asked about.

use super::collections::{Collection, NAMES_AT_ONCE};
use super::ids;
use super::walk::Part;
use crate::recorded::pages_as_rows;
use enrollment::access;
use enrollment::access::policy::{Control, Policy, State};
use enrollment::snapshot::Source;
use std::collections::BTreeSet;

/// Groups and roles that are named, and what else is wanted of the directory.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    by: access::Named,
    /// Whether a policy asks somebody for a second factor.
    factor: bool,
    /// Whether devices are enrolled through a token, which somebody owns, and people will sign in
    /// on.
    hands_out: bool,
}

impl Named {
    /// Whom these pages of policies, of restrictions and of compliance policies name, read as a
    /// diagnosis reads them.
    pub(super) fn of(
        policies: &[Vec<u8>],
        restrictions: &[Vec<u8>],
        compliance: &[Vec<u8>],
        tokens: &[Vec<u8>],
    ) -> Self {
        let pages = [
            (Source::AccessPolicies, policies),
            (Source::Restrictions, restrictions),
            (Source::CompliancePolicies, compliance),
            (Source::Tokens, tokens),
        ];
        let snapshot = pages_as_rows(&pages);
        let policies = snapshot.access_policies.iter().map(|row| &row.whole);
        Self {
            by: access::Named::of(&snapshot),
            factor: policies
                .filter(|it| it.state == State::Enabled)
                .any(asks_for_factor),
            hands_out: !snapshot.tokens.is_empty(),
        }
    }

    /// The parts of a collection of the directory that are asked for, beside the groups that have a
    /// role.
    pub(super) fn parts(&self, collection: &Collection) -> Vec<Part> {
        let once = |wanted: bool| wanted.then(String::new).into_iter().collect();
        let ids: Vec<String> = match collection.source {
            Source::Accounts => once(self.by.anybody || self.hands_out),
            Source::DeletedAccounts | Source::Subscriptions => once(self.hands_out),
            Source::SecondFactors => once(self.hands_out && self.factor),
            Source::ServicePrincipals => once(self.by.enrollment_app),
            Source::RoleAssignments | Source::Roles => once(!self.by.roles.is_empty()),
            Source::Memberships => self.groups().cloned().collect(),
            Source::Groups => {
                let groups: Vec<&str> = self.groups().map(String::as_str).collect();
                let together = groups.chunks(NAMES_AT_ONCE);
                together.map(|ids| ids.join(",")).collect()
            }
            _ => Vec::new(),
        };
        parts(ids)
    }

    /// Groups that have a role that is named, and are not named themselves.
    pub(super) fn groups_with_roles(&self, assignments: &[Vec<u8>]) -> Vec<Part> {
        let snapshot = pages_as_rows(&[(Source::RoleAssignments, assignments)]);
        let is_named = |role| self.by.roles.contains(snapshot.words.text(role));
        let rows = snapshot.role_assignments.iter();
        let groups = rows.filter(|row| row.is_group == Some(true) && is_named(row.role));
        let groups: BTreeSet<String> = groups.map(|row| row.principal.to_string()).collect();
        parts(groups.difference(&self.by.groups).cloned().collect())
    }

    /// The groups whose ids may stand in an address.
    fn groups(&self) -> impl Iterator<Item = &String> {
        self.by.groups.iter().filter(|id| ids::is_plain(id))
    }
}

/// Whether controls name a second factor, or a strength, each of which is more than a password.
fn asks_for_factor(policy: &Policy) -> bool {
    let asks = |it: &Control| matches!(it, Control::Mfa | Control::AuthenticationStrength(_));
    policy.grant.controls.iter().any(asks)
}

fn parts(ids: Vec<String>) -> Vec<Part> {
    let parts = ids.into_iter().map(|id| Part { id, devices: 0 });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::super::collections::ALL;
    use super::Named;
    use enrollment::snapshot::Source;

    fn asked(named: &Named) -> Vec<String> {
        let directory = ALL.iter().filter(|it| it.source.is_directory());
        let all = directory.flat_map(|it| {
            let parts = named.parts(it).into_iter();
            parts.map(|part| it.stem(&part.id))
        });
        all.collect()
    }

    #[test]
    fn where_only_everybody_is_named_nobody_is_asked_about() {
        let policies = br#"{"value":[
            {"state":"enabled","conditions":{"users":{"includeUsers":["All"]}}},
            {"state":"disabled","conditions":{"users":{"includeGroups":["G"]},"applications":
              {"includeApplications":["d4ebce55-015a-49b5-a083-c84d1797ae8c"]}}}]}"#;
        let restrictions = br##"{"value":[{"assignments":[{"target":{"@odata.type":
            "#microsoft.graph.allLicensedUsersAssignmentTarget"}}]}]}"##;
        let named = Named::of(&[policies.to_vec()], &[restrictions.to_vec()], &[], &[]);
        assert_eq!(named, Named::default());
        assert!(asked(&named).is_empty());
    }

    #[test]
    fn whoever_hands_out_devices_wants_to_know_whether_people_are_ready() {
        let policy = |state: &str, grant: &str| {
            let users = "\"conditions\":{\"users\":{\"includeUsers\":[\"All\"]}}";
            let policy = format!("{{\"state\":\"{state}\",{users},\"grantControls\":{grant}}}");
            format!("{{\"value\":[{policy}]}}").into_bytes()
        };
        let token = br#"{"value":[{"id":"T"}]}"#.to_vec();
        let names = |sources: &[Source]| -> Vec<String> {
            sources.iter().map(|it| it.name().to_owned()).collect()
        };
        let people = [
            Source::Accounts,
            Source::DeletedAccounts,
            Source::Subscriptions,
        ];
        let (mfa, strength) = (
            "{\"builtInControls\":[\"mfa\"]}",
            "{\"authenticationStrength\":{\"id\":\"1\"}}",
        );
        for (state, grant, factor) in [
            ("enabled", "{\"builtInControls\":[\"block\"]}", false),
            ("enabledForReportingButNotEnforced", mfa, false),
            ("enabled", mfa, true),
            ("enabled", strength, true),
            ("enabled", "null", false),
        ] {
            let policies = [policy(state, grant)];
            let named = Named::of(&policies, &[], &[], std::slice::from_ref(&token));
            let mut expected = names(&people);
            expected.extend(factor.then(|| Source::SecondFactors.name().to_owned()));
            assert_eq!(asked(&named), expected, "{state} {grant}");
            let nothing = Named::of(&policies, &[], &[], &[b"{\"value\":[]}".to_vec()]);
            assert!(asked(&nothing).is_empty(), "{state} {grant}");
        }
    }

    #[test]
    fn each_name_is_asked_about_once() {
        let policies = br#"{"value":[
            {"state":"enabled","conditions":{"users":{"includeUsers":["All"],
              "excludeGroups":["G1","../x"],"includeRoles":["R1"]}}},
            {"state":"enabledForReportingButNotEnforced","conditions":{"users":
              {"includeGroups":["g1"]},"applications":
              {"excludeApplications":["D4EBCE55-015A-49B5-A083-C84D1797AE8C"]}}}]}"#;
        let restrictions = br##"{"value":[{"id":"1","@odata.type":
            "#microsoft.graph.deviceEnrollmentPlatformRestrictionConfiguration",
            "platformType":"ios","platformRestriction":{},"assignments":[{"target":{
            "@odata.type":"#microsoft.graph.groupAssignmentTarget",
            "groupId":"00000000-0000-0000-0000-0000000000B2"}}]}]}"##;
        let named = Named::of(
            &[policies.to_vec(), b"{\"va".to_vec()],
            &[restrictions.to_vec()],
            &[],
            &[],
        );
        let members = |group: &str| format!("{}.{group}", Source::Memberships.name());
        let expected = [
            Source::Accounts.name().to_owned(),
            Source::RoleAssignments.name().to_owned(),
            Source::ServicePrincipals.name().to_owned(),
            members("00000000-0000-0000-0000-0000000000b2"),
            members("g1"),
            format!(
                "{}.00000000-0000-0000-0000-0000000000b2",
                Source::Groups.name()
            ),
            Source::Roles.name().to_owned(),
        ];
        assert_eq!(asked(&named), expected);
        let assignments = br##"{"value":[
            {"roleDefinitionId":"R1","principalId":"00000000-0000-0000-0000-0000000000B3",
              "principal":{"@odata.type":"#microsoft.graph.group"}},
            {"roleDefinitionId":"r1","principalId":"00000000-0000-0000-0000-0000000000b2",
              "principal":{"@odata.type":"#microsoft.graph.group"}},
            {"roleDefinitionId":"r2","principalId":"00000000-0000-0000-0000-0000000000b4",
              "principal":{"@odata.type":"#microsoft.graph.group"}},
            {"roleDefinitionId":"r1","principalId":"00000000-0000-0000-0000-0000000000c1",
              "principal":{"@odata.type":"#microsoft.graph.user"}}]}"##;
        let more = named.groups_with_roles(&[assignments.to_vec()]);
        let more: Vec<&str> = more.iter().map(|part| part.id.as_str()).collect();
        assert_eq!(more, ["00000000-0000-0000-0000-0000000000b3"]);
    }

    #[test]
    fn fifteen_groups_are_asked_for_their_names_at_once() {
        let groups: Vec<String> = (10..42).map(|number| format!("\"g{number}\"")).collect();
        let users = format!("\"users\":{{\"includeGroups\":[{}]}}", groups.join(","));
        let policy = format!("{{\"state\":\"enabled\",\"conditions\":{{{users}}}}}");
        let page = format!("{{\"value\":[{policy}]}}").into_bytes();
        let named = Named::of(&[page], &[], &[], &[]);
        let names = asked(&named);
        let names = names.iter().filter(|it| it.starts_with("microsoft/groups"));
        let names: Vec<&String> = names.collect();
        assert_eq!(
            names,
            [
                "microsoft/groups.g10",
                "microsoft/groups.g25",
                "microsoft/groups.g40"
            ]
        );
    }
}
