//! What an unmanaged iPhone can reach under a tenant's Conditional Access: the proof, the pitfalls,
//! and what nobody saw.

use crate::report::unread::{self, Unread};
use enrollment::access::policy::{Control, State};
use enrollment::access::{Named, Stated, resolve};
use enrollment::snapshot::{ReadState, Snapshot, Source};
use rules::prevention::access::lint::{self, Finding, Lint, Scene, Surroundings};
use rules::prevention::access::{Bearing, Hole, Proof, prove};

/// A tenant's Conditional Access, judged.
pub struct AccessPicture {
    /// The policies, and what they point at.
    pub stated: Stated,
    /// What is proved of them. Where no policy was read it is proved of nothing.
    pub proof: Proof,
    /// Known pitfalls.
    pub findings: Vec<(&'static Lint, Finding)>,
    /// What would have made it surer and was not read, or not whole, and why.
    pub unread: Vec<Unread>,
}

/// How it stands with unmanaged devices.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Standing {
    /// Nothing leads to data, as far as anybody could see.
    Blocked,
    /// Somebody can get in.
    Open,
    /// The policies were not read.
    NotSeen,
}

impl Standing {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Blocked => "blocked",
            Self::Open => "open",
            Self::NotSeen => "not-seen",
        }
    }
}

impl AccessPicture {
    /// Judges a snapshot.
    pub fn of(snapshot: &Snapshot) -> Self {
        let stated = resolve(snapshot);
        let proof = prove(&stated.policies, &stated.directory);
        let findings = lint::examine(&Scene {
            policies: &stated.policies,
            directory: &stated.directory,
            proof: &proof,
            surroundings: &Surroundings::of(snapshot, &stated.directory.users),
        });
        let unread = unread(snapshot, &stated);
        Self {
            stated,
            proof,
            findings,
            unread,
        }
    }

    /// Whether all was read on which the proof rests.
    pub fn is_whole(&self) -> bool {
        self.rests_on().next().is_none() && self.proof.unjudged.is_empty()
    }

    /// On what the proof rests and what was not read, or not whole. The plug-in for signing on
    /// keeps nobody out who should be, and the enrollment app leads to no data.
    pub fn rests_on(&self) -> impl Iterator<Item = &Unread> {
        let aside = [Source::DeviceConfigurations, Source::ServicePrincipals].map(Source::name);
        let unread = self.unread.iter();
        unread.filter(move |it| !aside.contains(&it.source.as_str()))
    }

    /// How it stands.
    pub fn standing(&self) -> Standing {
        let complete = self.stated.read == ReadState::Complete;
        // Of a page that is torn before its first policy nobody can say that there was none.
        let nothing = self.stated.policies.is_empty() && !complete;
        if self.stated.read == ReadState::NotRead || nothing {
            Standing::NotSeen
        } else if self.ways_in().any(|way| !way.emergency) {
            Standing::Open
        } else {
            Standing::Blocked
        }
    }

    /// The holes that lead to an organisation's data.
    pub fn ways_in(&self) -> impl Iterator<Item = &Hole> {
        let holes = self.proof.holes.iter();
        holes.filter(|hole| hole.bearing == Bearing::Access)
    }
}

/// Policies and places always; the directory only where a policy that is not switched off names
/// somebody, and what makes a device compliant only where one asks for such a device.
fn unread(snapshot: &Snapshot, stated: &Stated) -> Vec<Unread> {
    let policies = stated.policies.iter();
    let on = policies.filter(|it| it.state != State::Disabled);
    let named = Named::by(on.clone());
    let mut controls = on.flat_map(|it| &it.grant.controls);
    let compliant = controls.any(|it| *it == Control::CompliantDevice);
    // Beside an enforced policy they cannot be on.
    let enforced = stated.policies.iter().any(|it| it.state == State::Enabled);
    let perhaps = !enforced && snapshot.reads.is_complete(Source::AccessPolicies);
    let wanted = [
        (Source::AccessPolicies, true),
        (Source::NamedLocations, true),
        (Source::Accounts, named.anybody),
        (Source::Memberships, !named.groups.is_empty()),
        (Source::RoleAssignments, !named.roles.is_empty()),
        (Source::SecurityDefaults, perhaps),
        (Source::ManagementSettings, compliant),
        (Source::CompliancePolicies, compliant),
        (Source::DeviceConfigurations, compliant),
        (Source::ServicePrincipals, named.enrollment_app),
    ];
    let wanted = wanted.into_iter().filter(|(_, wanted)| *wanted);
    wanted
        .flat_map(|(source, _)| unread::of_source(snapshot, source))
        .collect()
}
