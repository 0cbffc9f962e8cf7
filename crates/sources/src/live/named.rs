//! Whom policies and restrictions name, and who hands out devices: the fewest calls to the
//! directory that answer whom they mean and whether people are ready. Where only everybody is
//! named, and nothing is handed out, nobody is asked about.

use super::collections::Collection;
use super::ids;
use super::walk::Part;
use enrollment::snapshot::Source;
use serde_json::Value;
use std::collections::BTreeSet;

/// Groups and roles that are named, and whether anybody is.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Named {
    groups: BTreeSet<String>,
    roles: BTreeSet<String>,
    anybody: bool,
    /// Whether a policy asks somebody for a second factor.
    factor: bool,
    /// Whether devices are enrolled through a token, which somebody owns, and people will sign in
    /// on.
    hands_out: bool,
}

impl Named {
    /// Whom these pages of policies and of restrictions name. A policy that is switched off means
    /// nobody.
    pub(super) fn of(policies: &[Vec<u8>], restrictions: &[Vec<u8>], tokens: &[Vec<u8>]) -> Self {
        let mut named = Self {
            hands_out: rows(tokens).next().is_some(),
            ..Self::default()
        };
        for policy in rows(policies) {
            if policy["state"].as_str() != Some("disabled") {
                named.policy(&policy["conditions"]["users"]);
            }
            named.factor |= policy["state"].as_str() == Some("enabled")
                && asks_for_factor(&policy["grantControls"]);
        }
        for restriction in rows(restrictions) {
            let targets = restriction["assignments"].as_array().into_iter().flatten();
            let groups = targets.filter_map(|it| it["target"]["groupId"].as_str());
            named.groups.extend(groups.filter_map(plain));
        }
        named.anybody |= !named.groups.is_empty() || !named.roles.is_empty();
        named
    }

    fn policy(&mut self, users: &Value) {
        for side in ["include", "exclude"] {
            let list = |what: &str| {
                let list = users[format!("{side}{what}")].as_array();
                list.into_iter().flatten().filter_map(Value::as_str)
            };
            self.groups.extend(list("Groups").filter_map(plain));
            self.roles.extend(list("Roles").filter_map(plain));
            let everybody = |word: &str| matches!(word, "All" | "None");
            self.anybody |= list("Users").any(|word| !everybody(word));
            self.anybody |= users[format!("{side}GuestsOrExternalUsers")].is_object();
        }
    }

    /// The parts of a collection of the directory that are asked for, beside the groups that have a
    /// role.
    pub(super) fn parts(&self, collection: &Collection) -> Vec<Part> {
        let once = |wanted: bool| wanted.then(String::new).into_iter().collect();
        let ids: Vec<String> = match collection.source {
            Source::Accounts => once(self.anybody || self.hands_out),
            Source::DeletedAccounts | Source::Subscriptions => once(self.hands_out),
            Source::SecondFactors => once(self.hands_out && self.factor),
            Source::RoleAssignments => once(!self.roles.is_empty()),
            Source::Memberships => self.groups.iter().cloned().collect(),
            _ => Vec::new(),
        };
        parts(ids)
    }

    /// Groups that have a role that is named, and are not named themselves.
    pub(super) fn groups_with_roles(&self, assignments: &[Vec<u8>]) -> Vec<Part> {
        let mut groups = BTreeSet::new();
        for row in rows(assignments) {
            let role = row["roleDefinitionId"].as_str().and_then(plain);
            let principal = &row["principal"];
            let is_group = principal["@odata.type"] == "#microsoft.graph.group";
            if is_group && role.is_some_and(|role| self.roles.contains(&role)) {
                groups.extend(row["principalId"].as_str().and_then(plain));
            }
        }
        parts(groups.difference(&self.groups).cloned().collect())
    }
}

/// Whether controls name a second factor, or a strength, each of which is more than a password.
fn asks_for_factor(grant: &Value) -> bool {
    let mut controls = grant["builtInControls"].as_array().into_iter().flatten();
    controls.any(|it| it == "mfa") || grant["authenticationStrength"].is_object()
}

fn parts(ids: Vec<String>) -> Vec<Part> {
    let parts = ids.into_iter().map(|id| Part { id, devices: 0 });
    parts.collect()
}

/// An id that may stand in an address, in lower case.
fn plain(id: &str) -> Option<String> {
    ids::is_plain(id).then(|| id.to_ascii_lowercase())
}

fn rows(pages: &[Vec<u8>]) -> impl Iterator<Item = Value> {
    let pages = pages
        .iter()
        .filter_map(|page| serde_json::from_slice(page).ok());
    pages.flat_map(|mut page: Value| match page["value"].take() {
        Value::Array(rows) => rows,
        _ => Vec::new(),
    })
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
            {"state":"disabled","conditions":{"users":{"includeGroups":["G"]}}}]}"#;
        let restrictions = br##"{"value":[{"assignments":[{"target":{"@odata.type":
            "#microsoft.graph.allLicensedUsersAssignmentTarget"}}]}]}"##;
        let named = Named::of(&[policies.to_vec()], &[restrictions.to_vec()], &[]);
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
            let named = Named::of(&policies, &[], std::slice::from_ref(&token));
            let mut expected = names(&people);
            expected.extend(factor.then(|| Source::SecondFactors.name().to_owned()));
            assert_eq!(asked(&named), expected, "{state} {grant}");
            let nothing = Named::of(&policies, &[], &[b"{\"value\":[]}".to_vec()]);
            assert!(asked(&nothing).is_empty(), "{state} {grant}");
        }
    }

    #[test]
    fn each_name_is_asked_about_once() {
        let policies = br#"{"value":[
            {"state":"enabled","conditions":{"users":{"includeUsers":["All"],
              "excludeGroups":["G1","../x"],"includeRoles":["R1"]}}},
            {"state":"enabledForReportingButNotEnforced","conditions":{"users":
              {"includeGroups":["g1"]}}}]}"#;
        let restrictions = br#"{"value":[{"assignments":[{"target":{"groupId":"G2"}}]}]}"#;
        let named = Named::of(
            &[policies.to_vec(), b"{\"va".to_vec()],
            &[restrictions.to_vec()],
            &[],
        );
        let members = |group: &str| format!("{}.{group}", Source::Memberships.name());
        let expected = [
            Source::Accounts.name().to_owned(),
            Source::RoleAssignments.name().to_owned(),
            members("g1"),
            members("g2"),
        ];
        assert_eq!(asked(&named), expected);
        let assignments = br##"{"value":[
            {"roleDefinitionId":"R1","principalId":"G3",
              "principal":{"@odata.type":"#microsoft.graph.group"}},
            {"roleDefinitionId":"r1","principalId":"G2",
              "principal":{"@odata.type":"#microsoft.graph.group"}},
            {"roleDefinitionId":"r2","principalId":"G4",
              "principal":{"@odata.type":"#microsoft.graph.group"}},
            {"roleDefinitionId":"r1","principalId":"U",
              "principal":{"@odata.type":"#microsoft.graph.user"}}]}"##;
        let more = named.groups_with_roles(&[assignments.to_vec()]);
        let more: Vec<&str> = more.iter().map(|part| part.id.as_str()).collect();
        assert_eq!(more, ["g3"]);
    }
}
