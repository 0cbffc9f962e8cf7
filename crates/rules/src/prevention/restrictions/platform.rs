//! Which restriction lets somebody's device in, by platform.

use super::{Lets, Met, PlatformName, Ranked};
use enrollment::access::People;
use enrollment::snapshot::{Platform, Restriction, Snapshot};

/// The restrictions of each platform.
pub(in crate::prevention) struct Platforms<'s> {
    rules: Vec<&'s Restriction>,
    ranked: [Ranked; PlatformName::ALL.len()],
}

impl<'s> Platforms<'s> {
    pub(in crate::prevention) fn of(snapshot: &'s Snapshot, people: &People<'_>) -> Self {
        let rules: Vec<&Restriction> = snapshot.restrictions.iter().collect();
        let ranked = PlatformName::ALL.map(|platform| {
            let about = |rule: &Restriction| is_about(platform, rule.platform);
            Ranked::of(about, snapshot, people, &rules)
        });
        Self { rules, ranked }
    }

    /// What somebody meets: the person's place among the people, if it is listed there.
    pub(in crate::prevention) fn met(&self, person: Option<usize>, platform: PlatformName) -> Met {
        outcome(platform, self.ranked(platform).meets(person), &self.rules)
    }

    /// What a device without a user meets.
    pub(super) fn met_without_user(&self, platform: PlatformName) -> Met {
        let default = self.ranked(platform).default;
        outcome(platform, (default, Vec::new()), &self.rules)
    }

    fn ranked(&self, platform: PlatformName) -> &Ranked {
        &self.ranked[platform as usize]
    }
}

fn outcome(
    platform: PlatformName,
    (surely, perhaps): (Option<usize>, Vec<usize>),
    rules: &[&Restriction],
) -> Met {
    let all = perhaps.iter().chain(&surely);
    let all: Vec<&Restriction> = all.filter_map(|it| rules.get(*it).copied()).collect();
    let lets = |out: fn(&Restriction) -> bool| match surely {
        Some(_) if all.iter().all(|rule| out(rule)) => Lets::Out,
        Some(_) if !all.iter().any(|rule| out(rule)) => Lets::In,
        None | Some(_) => Lets::Unclear,
    };
    Met {
        platform,
        surely,
        corporate: lets(|rule| rule.blocked),
        personal: lets(|rule| rule.blocked || rule.personal_blocked),
        perhaps,
    }
}

fn is_about(platform: PlatformName, about: Platform) -> bool {
    let same = match platform {
        PlatformName::Ios => Platform::Ios,
        PlatformName::MacOs => Platform::MacOs,
    };
    about == same || about == Platform::All
}
