//! `groups/{id}/transitiveMembers`: who is in a group that a policy names.

use crate::json::{Desk, RowKind, Text};
use crate::told::told;
use enrollment::snapshot::{Guid, Membership};
use enrollment::words::Word;
use serde::Deserialize;

/// `directoryObject` on the wire.
#[derive(Deserialize)]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default, rename = "@odata.type")]
    kind: Text<'a>,
}

/// The members of one group.
pub(crate) struct Memberships {
    group: Word,
}

impl Memberships {
    /// Of the group with this id.
    pub(crate) fn of(group: &str, desk: &mut Desk<'_>) -> Self {
        let group = desk.lower_word(group);
        Self { group }
    }
}

impl RowKind for Memberships {
    type Wire<'a> = Wire<'a>;
    type Row = Membership;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<Membership>) {
        let is_device = wire.kind.ends_with(".device");
        let is_account = wire.kind.is_empty() || wire.kind.ends_with(".user");
        if !is_account && !is_device {
            return;
        }
        let member = Guid::parse(&wire.id);
        if member.is_some() {
            let group = self.group;
            rows.push(Membership {
                group,
                member,
                is_device,
            });
        } else {
            desk.fault("id", || told("row-member"));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::Source;

    #[test]
    fn accounts_and_devices_are_told_apart() {
        let id = "0b5a7e1c-1111-4222-8333-444455556666";
        let page = format!(
            r##"{{"value":[{{"@odata.type":"#microsoft.graph.user","id":"{id}"}},
            {{"@odata.type":"#microsoft.graph.device","id":"{id}"}},
            {{"@odata.type":"#microsoft.graph.orgContact","id":"{id}"}},{{"id":"x"}}]}}"##
        );
        let snapshot = read(Source::Memberships, "AB", &page);
        let rows: Vec<_> = snapshot.memberships.iter().collect();
        let devices: Vec<bool> = rows.iter().map(|row| row.is_device).collect();
        assert_eq!(devices, [false, true]);
        assert_eq!(snapshot.words.text(rows[0].group), "ab");
        assert_eq!(rows[0].member.to_string(), id);
        assert_eq!(gaps(&snapshot), ["4 id: a member without an id"]);
    }
}
