//! `roleManagement/directory/roleAssignments`: who has which directory role now.

use crate::json::{Desk, Lenient, RowKind, Text};
use crate::told::told;
use enrollment::snapshot::{Guid, RoleAssignment};
use serde::Deserialize;

/// `unifiedRoleAssignment` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    principal_id: Text<'a>,
    #[serde(borrow, default)]
    role_definition_id: Text<'a>,
    #[serde(borrow, default)]
    directory_scope_id: Text<'a>,
    #[serde(borrow, default)]
    principal: Lenient<Principal<'a>>,
}

/// `directoryObject` on the wire.
#[derive(Deserialize)]
struct Principal<'a> {
    #[serde(borrow, default, rename = "@odata.type")]
    kind: Text<'a>,
}

pub(crate) struct RoleAssignments;

impl RowKind for RoleAssignments {
    type Wire<'a> = Wire<'a>;
    type Row = RoleAssignment;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<RoleAssignment>) {
        // Conditional Access does not mean whoever has a role in an administrative unit only.
        if !matches!(&*wire.directory_scope_id, "/" | "") {
            return;
        }
        let principal = Guid::parse(&wire.principal_id);
        if principal.is_some() {
            let role = desk.lower_word(&wire.role_definition_id);
            let kind = wire
                .principal
                .0
                .map(|it| it.kind)
                .filter(|it| !it.is_empty());
            rows.push(RoleAssignment {
                role,
                principal,
                is_group: kind.map(|kind| kind.ends_with(".group")),
            });
        } else {
            desk.fault("principalId", || told("row-assignment"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::read;
    use enrollment::snapshot::Source;

    #[test]
    fn a_role_in_a_part_of_the_tenant_is_not_meant() {
        let principal = "0b5a7e1c-1111-4222-8333-444455556666";
        let page = format!(
            r#"{{"value":[{{"principalId":"{principal}","roleDefinitionId":"R",
            "directoryScopeId":"/"}},{{"principalId":"{principal}","roleDefinitionId":"S",
            "directoryScopeId":"/administrativeUnits/1"}}]}}"#
        );
        let snapshot = read(Source::RoleAssignments, "", &page);
        let roles: Vec<_> = snapshot
            .role_assignments
            .iter()
            .map(|row| snapshot.words.text(row.role))
            .collect();
        assert_eq!(roles, ["r"]);
    }
}
