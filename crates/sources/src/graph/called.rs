//! `groups` and `roleManagement/directory/roleDefinitions`: what people call them.

use crate::json::{Desk, RowKind, Text};
use crate::told::told;
use enrollment::snapshot::Called;
use serde::Deserialize;

/// `group` or `unifiedRoleDefinition` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    display_name: Text<'a>,
}

/// Rows with an id and a name; the key of the text for one without an id.
pub(crate) struct Names(&'static str);

impl Names {
    /// Of groups.
    pub(crate) const GROUPS: Self = Self("row-group");
    /// Of roles.
    pub(crate) const ROLES: Self = Self("row-role");
}

impl RowKind for Names {
    type Wire<'a> = Wire<'a>;
    type Row = Called;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<Called>) {
        if wire.id.is_empty() {
            desk.fault("id", || told(self.0));
            return;
        }
        rows.push(Called {
            id: desk.own_lower_word(&wire.id),
            name: desk.shown(&wire.display_name),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::Source;

    #[test]
    fn groups_and_roles_have_names() {
        let page = r#"{"value":[{"id":"AB","displayName":"Pilot"},{"displayName":"X"},
            {"id":"CD","displayName":null}]}"#;
        let snapshot = read(Source::Groups, "AB", page);
        let text = |word| snapshot.words.text(word);
        let rows: Vec<_> = snapshot.groups.iter().collect();
        let rows: Vec<_> = rows.iter().map(|it| (text(it.id), text(it.name))).collect();
        assert_eq!(rows, [("ab", "Pilot"), ("cd", "")]);
        assert_eq!(gaps(&snapshot), ["2 id: a group without an id"]);
        let roles = read(Source::Roles, "", page);
        assert_eq!(roles.roles.len(), 2);
        assert_eq!(gaps(&roles), ["2 id: a role without an id"]);
    }
}
