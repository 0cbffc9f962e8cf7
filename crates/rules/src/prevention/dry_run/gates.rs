//! What is to be expected at each gate, from the readings of a device that is about to start.

use super::phrases as say;
use super::{Around, Outlook, Step};
use crate::prevention::check::Phrase;
use crate::prevention::measured::Missing;
use enrollment::case_file::{
    Access, Assignments, CaseFile, EnrollSignIn, Failure, Listing, Lock, Membership, OsRule,
    PlatformRule, ProfileCheck, ProfileOrigin, ProfileSettled, ProfileState, Push, Server,
    SignInMethod, Silence, SiteCluster, TokenHealth, Vpp,
};
use enrollment::gate::Gate;
use enrollment::remedy::Remedy;
use enrollment::snapshot::Source;

/// What is to be expected at one gate.
pub(super) fn step(gate: Gate, case: &CaseFile, around: Around) -> Step {
    let expected = match gate {
        Gate::G0 => membership(case),
        Gate::G1 => service(case),
        Gate::G2 => imported(case),
        Gate::G3 => profile(case),
        Gate::G4 => accepted(case),
        Gate::G5 => asks(case),
        Gate::G6 => Expected::said(&say::ON_THE_DAY),
        Gate::G7 => sign_in(case, around),
        Gate::G8 => enrollment(case),
        Gate::G9 => check_in(case),
        Gate::G10 | Gate::G11 | Gate::G12 => Expected::said(&say::AFTERWARDS),
    };
    Step {
        gate,
        outlook: expected.outlook,
        why: expected.why,
        missing: expected.missing,
        remedy: expected.remedy,
    }
}

struct Expected {
    outlook: Outlook,
    why: Option<&'static Phrase>,
    missing: Vec<Missing>,
    remedy: &'static [Remedy],
}

impl Expected {
    fn clear() -> Self {
        Self {
            outlook: Outlook::Clear,
            why: None,
            missing: Vec::new(),
            remedy: &[],
        }
    }

    fn stops(why: &'static Phrase, remedy: &'static [Remedy]) -> Self {
        Self {
            outlook: Outlook::Stops,
            why: Some(why),
            missing: Vec::new(),
            remedy,
        }
    }

    /// Nobody read these.
    fn unread(sources: &[Source]) -> Self {
        Self {
            outlook: Outlook::NobodyLooked,
            why: None,
            missing: sources.iter().copied().map(Missing::Source).collect(),
            remedy: &[],
        }
    }

    /// Nobody can look beforehand.
    fn said(why: &'static Phrase) -> Self {
        Self {
            outlook: Outlook::NobodyLooked,
            why: Some(why),
            missing: Vec::new(),
            remedy: &[],
        }
    }

    /// Beside what is clear, something that no source says.
    fn but(mut self, unasked: &'static Phrase) -> Self {
        self.missing.push(Missing::Unasked(unasked));
        self
    }
}

fn membership(case: &CaseFile) -> Expected {
    match case.get::<Membership>() {
        Membership::Present => Expected::clear(),
        Membership::Absent => Expected::stops(&say::NOT_OURS, &[Remedy::R18]),
        Membership::Released => Expected::stops(&say::LEFT, &[Remedy::R18]),
        Membership::Unread => Expected::unread(&[Source::OrgDevices]),
    }
}

fn service(case: &CaseFile) -> Expected {
    let wrong = |why| Expected::stops(why, &[Remedy::R1, Remedy::R2]);
    match case.get::<Server>() {
        Server::Intune => Expected::clear(),
        Server::Unassigned => wrong(&say::UNASSIGNED),
        Server::Configurator => wrong(&say::CONFIGURATOR),
        Server::OtherMdm | Server::AppleMdm => wrong(&say::ELSEWHERE),
        Server::Unlisted => wrong(&say::UNLISTED),
        Server::Unread => Expected::unread(&[Source::MdmServerDevices]),
    }
}

fn imported(case: &CaseFile) -> Expected {
    match case.get::<Listing>() {
        Listing::Token | Listing::TwoTokens => Expected::clear(),
        Listing::Absent => not_imported(case.get()),
        Listing::Upload => Expected::stops(&say::UPLOAD, &[Remedy::R1, Remedy::R2]),
        Listing::Deleted => Expected::stops(&say::TAKEN_OFF, &[Remedy::R1, Remedy::R2]),
        Listing::Unread => Expected::unread(&[Source::ImportedIdentities]),
    }
}

/// The token may say why.
fn not_imported(token: TokenHealth) -> Expected {
    match token {
        TokenHealth::Expired => Expected::stops(&say::TOKEN_EXPIRED, &[Remedy::R5, Remedy::R2]),
        TokenHealth::Terms => Expected::stops(&say::TOKEN_TERMS, &[Remedy::R6, Remedy::R2]),
        TokenHealth::Refused | TokenHealth::ServerGone | TokenHealth::NoConsent => {
            Expected::stops(&say::TOKEN_REFUSED, &[Remedy::R5, Remedy::R2])
        }
        TokenHealth::Stale => Expected::stops(&say::TOKEN_STALE, &[Remedy::R2]),
        TokenHealth::Valid | TokenHealth::Unread => {
            Expected::stops(&say::NOT_IMPORTED, &[Remedy::R2])
        }
    }
}

fn profile(case: &CaseFile) -> Expected {
    match case.get::<ProfileState>() {
        ProfileState::Present => Expected::clear(),
        ProfileState::None => Expected::stops(&say::NO_PROFILE, &[Remedy::R3]),
        ProfileState::Dangling => Expected::stops(&say::PROFILE_GONE, &[Remedy::R3]),
        ProfileState::Unsuitable => Expected::stops(&say::PROFILE_UNSUITABLE, &[Remedy::R3]),
        // Where Intune has no row of it, there is no row that could name a profile.
        ProfileState::Unread => match case.get::<Listing>() {
            Listing::Absent | Listing::Upload | Listing::Deleted => {
                Expected::said(&say::AFTER_IMPORT)
            }
            Listing::Token | Listing::TwoTokens | Listing::Unread => {
                Expected::unread(&[Source::ImportedIdentities])
            }
        },
    }
}

fn accepted(case: &CaseFile) -> Expected {
    if case.get::<ProfileCheck>() == ProfileCheck::Invalid {
        Expected::stops(&say::PROFILE_INVALID, &[Remedy::R4])
    } else if case.get::<Assignments>() == Assignments::Again {
        Expected::stops(&say::ASSIGNED_AGAIN, &[Remedy::R3, Remedy::R4])
    } else if case.get::<ProfileOrigin>() == ProfileOrigin::BeforeToken {
        Expected::stops(&say::PROFILE_OLD, &[Remedy::R4])
    } else if case.get::<ProfileSettled>() == ProfileSettled::Fresh {
        Expected::stops(&say::PROFILE_FRESH, &[Remedy::R0])
    } else {
        Expected::said(&say::NOBODY_SHOWS_APPLE)
    }
}

fn asks(case: &CaseFile) -> Expected {
    if case.get::<Lock>() == Lock::User {
        Expected::stops(&say::LOCKED, &[Remedy::R16])
    } else if case.get::<SiteCluster>() == SiteCluster::Cluster {
        Expected::stops(&say::SITE, &[Remedy::R10])
    } else {
        Expected::said(&say::ON_THE_DAY)
    }
}

fn sign_in(case: &CaseFile, around: Around) -> Expected {
    let method = case.get::<SignInMethod>();
    if method == SignInMethod::Userless {
        let mut clear = Expected::clear();
        clear.why = Some(&say::NO_USER);
        return clear;
    }
    let access = case.get::<Access>();
    match access {
        Access::Blocks => return Expected::stops(&say::SIGN_IN_BLOCKED, &[Remedy::R9]),
        Access::Terms => return Expected::stops(&say::TERMS_OF_USE, &[Remedy::R9]),
        Access::Method => return Expected::stops(&say::METHOD, &[Remedy::R9]),
        Access::Clear | Access::Unread => {}
    }
    if around.second_factor && method == SignInMethod::Legacy {
        return Expected::stops(&say::LEGACY, &[Remedy::R9, Remedy::R3]);
    }
    match case.get::<EnrollSignIn>() {
        EnrollSignIn::Mfa => return Expected::stops(&say::PERSON_FACTOR, &[Remedy::R9]),
        EnrollSignIn::Blocked => return Expected::stops(&say::PERSON_BLOCKED, &[Remedy::R9]),
        EnrollSignIn::Terms => return Expected::stops(&say::TERMS_OF_USE, &[Remedy::R9]),
        EnrollSignIn::Success if access == Access::Clear => return Expected::clear(),
        EnrollSignIn::Success
        | EnrollSignIn::None
        | EnrollSignIn::Failed
        | EnrollSignIn::Unread => {}
    }
    if access == Access::Unread {
        Expected::unread(&[Source::AccessPolicies]).but(&say::METHODS)
    } else if method == SignInMethod::Unread {
        Expected::unread(&[Source::EnrollmentProfiles]).but(&say::METHODS)
    } else {
        // Policies that hold for everybody are clear; the holder's own ways were not read.
        Expected::unread(&[]).but(&say::METHODS)
    }
}

fn enrollment(case: &CaseFile) -> Expected {
    let push = case.get::<Push>();
    let platform = case.get::<PlatformRule>();
    if matches!(push, Push::Missing | Push::Expired) {
        return Expected::stops(&say::NO_PUSH, &[Remedy::R7]);
    }
    if platform == PlatformRule::Blocked {
        return Expected::stops(&say::PLATFORM, &[Remedy::R8]);
    }
    if case.get::<OsRule>() == OsRule::TooOld {
        return Expected::stops(&say::OS_RULE, &[Remedy::R8]);
    }
    if case.get::<Vpp>() == Vpp::Broken {
        return Expected::stops(&say::APPS_TOKEN, &[Remedy::R5]);
    }
    match case.get::<Failure>() {
        Failure::Licence => return Expected::stops(&say::LICENCE, &[Remedy::R8]),
        Failure::Cap => return Expected::stops(&say::CAP, &[Remedy::R8]),
        Failure::Restriction | Failure::Authority | Failure::NotSupported => {
            return Expected::stops(&say::REFUSED, &[Remedy::R8]);
        }
        _ => {}
    }
    let unread: Vec<_> = [
        (push == Push::Unread, Source::PushCertificate),
        (platform == PlatformRule::Unread, Source::Restrictions),
    ]
    .into_iter()
    .filter_map(|(unread, source)| unread.then_some(source))
    .collect();
    Expected::unread(&unread).but(&say::LICENCES)
}

fn check_in(case: &CaseFile) -> Expected {
    match (case.get::<Silence>(), case.get::<Push>()) {
        (Silence::Mass, _) => Expected::stops(&say::MASS_SILENCE, &[Remedy::R7]),
        (_, Push::Valid) => Expected::clear(),
        _ => Expected::unread(&[Source::PushCertificate]),
    }
}
