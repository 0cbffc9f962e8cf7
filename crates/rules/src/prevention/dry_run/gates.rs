//! What is to be expected at each gate, from the readings of a device that is about to start.

use super::phrases as say;
use super::{Around, Holder, Outlook, Step};
use crate::prevention::check::Phrase;
use crate::prevention::measured::Missing;
use crate::prevention::person::Lack;
use enrollment::case_file::{
    Access, Assignments, CaseFile, EnrollSignIn, Failure, Listing, Lock, Membership, OsRule,
    PlatformRule, ProfileCheck, ProfileOrigin, ProfileSettled, ProfileState, Push, Server,
    SignInMethod, Silence, SiteCluster, TokenHealth, Vpp,
};
use enrollment::gate::Gate;
use enrollment::remedy::Remedy;
use enrollment::snapshot::Source;

/// What is to be expected at one gate.
pub(super) fn step(gate: Gate, case: &CaseFile, around: Around, holder: Option<&Holder>) -> Step {
    let expected = match gate {
        Gate::G0 => membership(case),
        Gate::G1 => service(case),
        Gate::G2 => imported(case),
        Gate::G3 => profile(case),
        Gate::G4 => accepted(case),
        Gate::G5 => asks(case),
        Gate::G6 => Expected::said(&say::ON_THE_DAY),
        Gate::G7 => sign_in(case, around, holder),
        Gate::G8 => enrollment(case, holder),
        Gate::G9 => check_in(case),
        Gate::G10 => registration(case, holder),
        Gate::G11 | Gate::G12 => Expected::said(&say::AFTERWARDS),
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

    /// Nothing is in the way, and what was not read is named: sources of the tenant, and what is
    /// doubtful about the holder. None about the holder: nobody can tell, in these words.
    fn seen(
        tenant: &[(bool, Source)],
        holder: Option<Vec<Missing>>,
        untold: &[&'static Phrase],
    ) -> Self {
        let unread = tenant.iter().filter(|(unread, _)| *unread);
        let mut missing: Vec<_> = unread.map(|(_, source)| Missing::Source(*source)).collect();
        match holder {
            Some(doubts) => {
                for doubt in doubts {
                    if !missing.contains(&doubt) {
                        missing.push(doubt);
                    }
                }
            }
            None => missing.extend(untold.iter().copied().map(Missing::Unasked)),
        }
        let clear = missing.is_empty();
        Self {
            outlook: if clear {
                Outlook::Clear
            } else {
                Outlook::NobodyLooked
            },
            why: None,
            missing,
            remedy: &[],
        }
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

fn sign_in(case: &CaseFile, around: Around, holder: Option<&Holder>) -> Expected {
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
    if let Some(lack) = holder.and_then(Holder::cannot_sign_in) {
        return lacking(lack);
    }
    if around.second_factor && method == SignInMethod::Legacy {
        return Expected::stops(&say::LEGACY, &[Remedy::R9, Remedy::R3]);
    }
    match case.get::<EnrollSignIn>() {
        EnrollSignIn::Mfa if !holder.is_some_and(Holder::has_factor) => {
            return Expected::stops(&say::PERSON_FACTOR, &[Remedy::R9]);
        }
        EnrollSignIn::Blocked => return Expected::stops(&say::PERSON_BLOCKED, &[Remedy::R9]),
        EnrollSignIn::Terms => return Expected::stops(&say::TERMS_OF_USE, &[Remedy::R9]),
        EnrollSignIn::Success if access == Access::Clear => return Expected::clear(),
        EnrollSignIn::Mfa
        | EnrollSignIn::Success
        | EnrollSignIn::None
        | EnrollSignIn::Failed
        | EnrollSignIn::Unread => {}
    }
    let unread = [
        (access == Access::Unread, Source::AccessPolicies),
        (method == SignInMethod::Unread, Source::EnrollmentProfiles),
    ];
    let doubts = holder.and_then(Holder::doubts_of_sign_in);
    Expected::seen(&unread, doubts, &[&say::METHODS])
}

/// What the holder lacks.
fn lacking(lack: Lack) -> Expected {
    match lack {
        Lack::Disabled => Expected::stops(&say::ACCOUNT_DISABLED, &[Remedy::R9]),
        Lack::Factor => Expected::stops(&say::NO_FACTOR, &[Remedy::R9]),
        Lack::Unusable => Expected::stops(&say::FACTOR_UNUSABLE, &[Remedy::R9]),
        Lack::Resistant => Expected::stops(&say::METHOD, &[Remedy::R9]),
        Lack::Registered { .. } => Expected::stops(&say::NO_ROOM_IN_ENTRA, &[Remedy::R8]),
        Lack::FactorToRegister => Expected::stops(&say::FACTOR_TO_REGISTER, &[Remedy::R9]),
        Lack::Licence => Expected::stops(&say::UNLICENSED, &[Remedy::R8]),
        Lack::Room { .. } => Expected::stops(&say::NO_ROOM, &[Remedy::R8]),
    }
}

fn enrollment(case: &CaseFile, holder: Option<&Holder>) -> Expected {
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
    let has_user = case.get::<SignInMethod>() != SignInMethod::Userless;
    let holder = holder.filter(|_| has_user);
    if let Some(lack) = holder.and_then(Holder::is_refused) {
        return lacking(lack);
    }
    // What an earlier attempt failed at counts until somebody sees that it is there now.
    match case.get::<Failure>() {
        Failure::Licence if !holder.is_some_and(Holder::has_licence) => {
            return Expected::stops(&say::LICENCE, &[Remedy::R8]);
        }
        Failure::Cap if !holder.is_some_and(Holder::has_room) => {
            return Expected::stops(&say::CAP, &[Remedy::R8]);
        }
        Failure::Restriction | Failure::Authority | Failure::NotSupported => {
            return Expected::stops(&say::REFUSED, &[Remedy::R8]);
        }
        _ => {}
    }
    let unread = [
        (push == Push::Unread, Source::PushCertificate),
        (platform == PlatformRule::Unread, Source::Restrictions),
    ];
    // Nobody signs in on a device without a user.
    if !has_user {
        return Expected::seen(&unread, Some(Vec::new()), &[]);
    }
    let doubts = holder.and_then(Holder::doubts_of_enrollment);
    Expected::seen(&unread, doubts, &[&say::LICENCES])
}

/// Nobody registers a device without a user.
fn registration(case: &CaseFile, holder: Option<&Holder>) -> Expected {
    let has_user = case.get::<SignInMethod>() != SignInMethod::Userless;
    let lack = holder
        .filter(|_| has_user)
        .and_then(Holder::cannot_register);
    lack.map_or_else(|| Expected::said(&say::AFTERWARDS), lacking)
}

fn check_in(case: &CaseFile) -> Expected {
    match (case.get::<Silence>(), case.get::<Push>()) {
        (Silence::Mass, _) => Expected::stops(&say::MASS_SILENCE, &[Remedy::R7]),
        (_, Push::Valid) => Expected::clear(),
        _ => Expected::unread(&[Source::PushCertificate]),
    }
}
