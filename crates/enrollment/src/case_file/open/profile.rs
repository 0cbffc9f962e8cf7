//! Which profile was requested for it, and whether that profile can work.

use super::Desk;
use crate::case_file::{
    DefaultProfile, Kind, ProfileCheck, ProfileOrigin, ProfileSettled, ProfileState, SignInMethod,
};
use crate::device_kind::kind_of_platform;
use crate::moment::MINUTE;
use crate::snapshot::{DiscoverySource, ImportedIdentity, ProductFamily, Profile, Source};

/// How long Apple may take to accept a profile (causality.md §4.2).
const SETTLE: i64 = 30 * MINUTE;
/// Apple's longest names and numbers in a profile (apple.md §3.3).
const PROFILE_TEXT_MAX: usize = 125;
/// Apple's longest support phone number (apple.md §3.3).
const PROFILE_PHONE_MAX: usize = 50;

impl Desk<'_, '_> {
    pub(super) fn profile(&mut self) {
        let Some(row) = self
            .imported
            .filter(|row| row.discovery != DiscoverySource::AdminImport && !self.is_not_told_yet())
        else {
            return;
        };
        let profiles_read = self.is_complete(Source::EnrollmentProfiles)
            && self.is_complete(Source::EnrollmentPolicies);
        self.case.set(match self.profile {
            // A list exported from the portal may lack the column.
            None if row.profile.is_none() && row.exported => ProfileState::Unread,
            None if row.profile.is_none() => ProfileState::None,
            // A portal's list names the profile instead of giving its id.
            None if profiles_read && !row.exported => ProfileState::Dangling,
            // It may be gone: nobody has read all of them.
            None if !row.exported => ProfileState::Unread,
            Some(profile) if !self.suits(profile, row) => ProfileState::Unsuitable,
            _ => ProfileState::Present,
        });
        let assigned = self.timeline.profiled;
        if assigned
            .latest
            .is_some_and(|at| self.now.since(at) >= SETTLE)
        {
            self.case.set(ProfileSettled::Settled);
        } else if assigned
            .earliest
            .is_some_and(|at| self.now.since(at) < SETTLE)
        {
            self.case.set(ProfileSettled::Fresh);
        }
        let default = self.default_profile();
        self.case.set(default);
        let Some(profile) = self.profile else { return };
        self.case.set(sign_in_method(profile));
        let check = self.profile_check(profile);
        self.case.set(check);
        let uploaded = self
            .token
            .and_then(|token| token.row)
            .and_then(|number| self.device.fleet.snapshot.tokens[number].modified.at());
        let touched = profile.modified.at().max(profile.created.at());
        self.case
            .set(match (touched, uploaded, profile.created.at()) {
                (Some(touched), Some(uploaded), Some(_)) if touched < uploaded => {
                    ProfileOrigin::BeforeToken
                }
                (Some(_), Some(_), Some(_)) => ProfileOrigin::AfterToken,
                _ => ProfileOrigin::Unread,
            });
    }

    fn default_profile(&self) -> DefaultProfile {
        let Some(number) = self.token.and_then(|token| token.row) else {
            return DefaultProfile::Unread;
        };
        let token = &self.device.fleet.snapshot.tokens[number];
        let default = match self.kind {
            Kind::Ios => token.default_ios,
            Kind::Mac => token.default_mac,
            Kind::Tv => token.default_tv,
            Kind::Vision => token.default_vision,
            Kind::Watch | Kind::Foreign | Kind::Unread => None,
        };
        match default {
            None => DefaultProfile::Unread,
            Some(profile) if profile.is_none() => DefaultProfile::Missing,
            Some(_) => DefaultProfile::Set,
        }
    }

    fn profile_check(&self, profile: &Profile) -> ProfileCheck {
        let words = &self.device.fleet.snapshot.words;
        let long = |word, max| words.text(word).chars().count() > max;
        let contradiction = profile.locked == Some(true) && profile.supervised == Some(false);
        if long(profile.support_phone, PROFILE_PHONE_MAX)
            || long(profile.department, PROFILE_TEXT_MAX)
            || long(profile.name, PROFILE_TEXT_MAX)
            || contradiction
        {
            ProfileCheck::Invalid
        } else {
            ProfileCheck::Sound
        }
    }

    fn suits(&self, profile: &Profile, row: &ImportedIdentity) -> bool {
        let (wanted, own) = (
            kind_of_platform(profile.platform),
            kind_of_platform(row.platform),
        );
        let platform = wanted == Kind::Unread || own == Kind::Unread || wanted == own;
        platform && !(profile.shared_ipad == Some(true) && self.is_iphone(row))
    }

    /// Apple says so; where Apple was not read, Intune's list repeats what Apple calls the model.
    fn is_iphone(&self, row: &ImportedIdentity) -> bool {
        if let Some(org) = self.org {
            return org.family == ProductFamily::Iphone;
        }
        let model = self.device.fleet.snapshot.words.text(row.model);
        let start = model.get(..6);
        start.is_some_and(|start| start.eq_ignore_ascii_case("iphone"))
    }
}

fn sign_in_method(profile: &Profile) -> SignInMethod {
    match (profile.with_user, profile.company_portal, profile.modern) {
        (Some(false), ..) => SignInMethod::Userless,
        (Some(true), Some(true), _) => SignInMethod::CompanyPortal,
        (Some(true), _, Some(true)) => SignInMethod::Modern,
        (Some(true), Some(false), Some(false)) => SignInMethod::Legacy,
        _ => SignInMethod::Unread,
    }
}
