//! What people call the groups and roles that policies and restrictions name.

use super::named::Named;
use crate::snapshot::{Called as Row, Snapshot, Source};
use std::collections::{BTreeMap, BTreeSet};

/// Names by ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    groups: BTreeMap<String, String>,
    roles: BTreeMap<String, String>,
    /// Groups that are named and of which the directory said that it has none such.
    gone: BTreeSet<String>,
}

/// What is known of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Called<'n> {
    /// People call it so.
    Name(&'n str),
    /// The directory has it no longer.
    Gone,
    /// Nobody looked, or it has no name.
    Unread,
}

impl Names {
    /// Those of a snapshot.
    pub fn of(snapshot: &Snapshot) -> Self {
        let by_id = |rows: &mut dyn Iterator<Item = &Row>| -> BTreeMap<String, String> {
            let text = |word| snapshot.words.text(word).to_owned();
            rows.map(|row| (text(row.id), text(row.name))).collect()
        };
        let groups = by_id(&mut snapshot.groups.iter());
        let members: BTreeSet<&str> = snapshot.reads.whole(Source::Memberships).collect();
        // The directory was asked for the names of all of them: whichever is not in the answer, and
        // has no list of members either, does not exist.
        let is_gone = |id: &String| !groups.contains_key(id) && !members.contains(id.as_str());
        let gone = if snapshot.reads.is_complete(Source::Groups) {
            let named = Named::of(snapshot).groups.into_iter();
            named.filter(is_gone).collect()
        } else {
            BTreeSet::new()
        };
        Self {
            roles: by_id(&mut snapshot.roles.iter()),
            groups,
            gone,
        }
    }

    /// What is known of a group; its id in lower case.
    pub fn group(&self, id: &str) -> Called<'_> {
        if self.gone.contains(id) {
            return Called::Gone;
        }
        called(self.groups.get(id).map(String::as_str))
    }

    /// What is known of a role; its template's id in lower case. Where the directory was not asked,
    /// some are known all the same.
    pub fn role(&self, id: &str) -> Called<'_> {
        let read = self.roles.get(id).map(String::as_str);
        let known = || ROLES.iter().find(|(known, _)| *known == id);
        called(read.or_else(|| known().map(|(_, name)| *name)))
    }
}

fn called(name: Option<&str>) -> Called<'_> {
    let name = name.filter(|name| !name.is_empty());
    name.map_or(Called::Unread, Called::Name)
}

/// Template ids of the built-in roles that policies name most (Microsoft Entra, "built-in roles",
/// column Template ID). They are the same in every tenant.
const ROLES: [(&str, &str); 17] = [
    (
        "62e90394-69f5-4237-9190-012177145e10",
        "Global Administrator",
    ),
    (
        "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",
        "Application Administrator",
    ),
    (
        "c4e39bd9-1100-46d3-8c65-fb160da0071f",
        "Authentication Administrator",
    ),
    (
        "b0f54661-2d74-4c50-afa3-1ec803f12efe",
        "Billing Administrator",
    ),
    (
        "158c047a-c907-4556-b7ef-446551a6b5f7",
        "Cloud Application Administrator",
    ),
    (
        "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",
        "Conditional Access Administrator",
    ),
    (
        "d29b2b05-8046-44ba-8758-1e26182fcf32",
        "Directory Synchronization Accounts",
    ),
    (
        "29232cdf-9323-42fd-ade2-1d097af3e4de",
        "Exchange Administrator",
    ),
    ("f2ef992c-3afb-46b9-b7cf-a126ee74c451", "Global Reader"),
    (
        "729827e3-9c14-49f7-bb1b-9608f156bbb8",
        "Helpdesk Administrator",
    ),
    (
        "3a2c62db-5318-420d-8d74-23affee5d9d5",
        "Intune Administrator",
    ),
    (
        "966707d0-3269-4727-9be2-8c3a10f19b9d",
        "Password Administrator",
    ),
    (
        "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",
        "Privileged Authentication Administrator",
    ),
    (
        "e8611ab8-c189-46e8-94e1-60213ab1f814",
        "Privileged Role Administrator",
    ),
    (
        "194ae4cb-b126-40b2-bd5b-6091b380977d",
        "Security Administrator",
    ),
    (
        "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",
        "SharePoint Administrator",
    ),
    ("fe930be7-5e62-47db-91af-98c3a49a38b1", "User Administrator"),
];

#[cfg(test)]
mod tests {
    use super::{Called, Names};
    use crate::access::policy::{Policy, State, Who};
    use crate::moment::Moment;
    use crate::snapshot::{AccessPolicy, Called as Row, ReadState, Snapshot, Source, Tenant};
    use crate::words::Interner;

    fn snapshot(state: State) -> Snapshot {
        let taken_at = Moment::from_unix(1_795_000_000).unwrap();
        let mut all = Snapshot::empty(taken_at, Tenant::default());
        let words = Interner::new(1);
        let row = |id: &str, name: &str| Row {
            id: words.intern(id),
            name: words.intern(name),
        };
        all.groups.extend(vec![row("g1", "Pilot"), row("g2", "")]);
        all.roles.extend(vec![row("r1", "Printer Administrator")]);
        all.words = words.freeze();
        let mut whole = Policy {
            state,
            ..Policy::default()
        };
        let groups = ["g1", "g2", "g3"].map(|id| Who::Group(id.to_owned()));
        whole.conditions.users.exclude = groups.to_vec();
        all.access_policies.extend(vec![AccessPolicy {
            whole,
            ..AccessPolicy::default()
        }]);
        all
    }

    #[test]
    fn only_the_whole_answer_says_that_a_group_is_gone() {
        let mut all = snapshot(State::Enabled);
        let of = |all: &Snapshot, id: &str| format!("{:?}", Names::of(all).group(id));
        assert_eq!(of(&all, "g1"), "Name(\"Pilot\")");
        assert_eq!(of(&all, "g2"), "Unread", "it has no name");
        assert_eq!(of(&all, "g3"), "Unread");
        all.reads.set(Source::Groups, ReadState::Partial);
        assert_eq!(of(&all, "g3"), "Unread");
        all.reads.set(Source::Groups, ReadState::Complete);
        assert_eq!(of(&all, "g3"), "Gone");
        assert_eq!(of(&all, "g4"), "Unread", "nobody asked for it");
        all.reads.note_whole(Source::Memberships, "g3".to_owned());
        assert_eq!(of(&all, "g3"), "Unread", "it has members");
        let mut off = snapshot(State::Disabled);
        off.reads.set(Source::Groups, ReadState::Complete);
        assert_eq!(of(&off, "g3"), "Unread", "nobody asked for it");
    }

    #[test]
    fn roles_that_are_the_same_everywhere_need_not_be_read() {
        let names = Names::of(&snapshot(State::Enabled));
        assert_eq!(names.role("r1"), Called::Name("Printer Administrator"));
        let global = "62e90394-69f5-4237-9190-012177145e10";
        assert_eq!(names.role(global), Called::Name("Global Administrator"));
        assert_eq!(names.role("r2"), Called::Unread);
    }
}
