//! What an unmanaged iPhone can reach under a tenant's Conditional Access: the proof, the pitfalls,
//! and what nobody saw.

use enrollment::access::{Stated, resolve};
use enrollment::snapshot::{INTUNE_ENROLLMENT_APP, ReadState, Snapshot, Source};
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
    /// Sources that would have made it surer and were not read whole.
    pub unread: Vec<Source>,
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
            surroundings: &Surroundings::of(snapshot),
        });
        let unread = unread(snapshot, &stated);
        Self {
            stated,
            proof,
            findings,
            unread,
        }
    }

    /// Whether all was read on which the proof rests. The plug-in for signing on keeps nobody
    /// out who should be, and the enrollment app leads to no data.
    pub fn is_whole(&self) -> bool {
        let aside = [Source::DeviceConfigurations, Source::ServicePrincipals];
        self.unread.iter().all(|source| aside.contains(source)) && self.proof.unjudged.is_empty()
    }

    /// How it stands.
    pub fn standing(&self) -> Standing {
        let complete = self.stated.read == ReadState::Complete;
        // Of a page that is torn before its first policy nobody can say that there was none.
        let nothing = self.stated.policies.is_empty() && !complete;
        if self.stated.read == ReadState::NotRead || nothing {
            Standing::NotSeen
        } else if self.ways_in().next().is_some() {
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

/// Policies and places always; the directory only where a policy names somebody, and what makes a
/// device compliant only where a policy asks for one.
fn unread(snapshot: &Snapshot, stated: &Stated) -> Vec<Source> {
    use enrollment::access::policy::{Control, Target, Who};
    let users = stated.policies.iter().map(|it| &it.conditions.users);
    let named: Vec<&Who> = users
        .flat_map(|it| it.include.iter().chain(&it.exclude))
        .collect();
    let names = |wanted: fn(&Who) -> bool| named.iter().any(|who| wanted(who));
    let grants = stated.policies.iter().map(|it| &it.grant.controls);
    let compliant = grants.flatten().any(|it| *it == Control::CompliantDevice);
    let applications = stated.policies.iter().map(|it| &it.conditions.applications);
    let mut targets = applications.flat_map(|it| it.include.iter().chain(&it.exclude));
    let is_enrollment = |it: &Target| matches!(it, Target::App(id) if id == INTUNE_ENROLLMENT_APP);
    let wanted = [
        (Source::AccessPolicies, true),
        (Source::NamedLocations, true),
        (Source::Accounts, names(|who| *who != Who::All)),
        (
            Source::Memberships,
            names(|who| matches!(who, Who::Group(_))),
        ),
        (
            Source::RoleAssignments,
            names(|who| matches!(who, Who::Role(_))),
        ),
        (Source::ManagementSettings, compliant),
        (Source::CompliancePolicies, compliant),
        (Source::DeviceConfigurations, compliant),
        (Source::ServicePrincipals, targets.any(is_enrollment)),
    ];
    let lacks = |(source, wanted): &(Source, bool)| *wanted && !snapshot.reads.is_complete(*source);
    wanted.into_iter().filter(lacks).map(|it| it.0).collect()
}
