//! What is to be expected at each gate, from the readings of a device that is about to start.

use super::phrases as say;
use super::{Around, Holder, Outlook, Step};
use crate::prevention::check::Phrase;
use crate::prevention::measured::Missing;
use crate::prevention::person::Lack;
use crate::prevention::restrictions::Lets;
use enrollment::case_file::{
    Access, Assignments, CaseFile, EnrollSignIn, Failure, Identity, Listing, Lock, Membership,
    OsRule, PlatformRule, ProfileCheck, ProfileOrigin, ProfileSettled, ProfileState, Push,
    RegisterState, Server, SignInMethod, Silence, SiteCluster, TokenHealth, Vpp,
};
use enrollment::gate::Gate;
use enrollment::remedy::Remedy;
use enrollment::snapshot::Source;

/// What is to be expected at one gate.
pub(super) fn step(
    gate: Gate,
    case: &CaseFile,
    around: Around<'_>,
    holder: Option<&Holder>,
) -> Step {
    let expected = match gate {
        Gate::G0 => membership(case, around),
        Gate::G1 => service(case, around),
        Gate::G2 => imported(case, around),
        Gate::G3 => profile(case, around),
        Gate::G4 => accepted(case),
        Gate::G5 => asks(case),
        Gate::G6 => Expected::said(&say::ON_THE_DAY),
        Gate::G7 => sign_in(case, around, holder),
        Gate::G8 => enrollment(case, around, holder),
        Gate::G9 => check_in(case, around),
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

    /// It would take these, of which some were not read; or all were, and do not tell.
    fn unread(around: Around<'_>, sources: &[Source]) -> Self {
        let missing = around.unread(sources);
        if missing.is_empty() {
            return Self::said(&say::CANNOT_BE_TOLD);
        }
        Self {
            outlook: Outlook::NobodyLooked,
            why: None,
            missing,
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

    /// Nothing is in the way, and what is not known is named: of the tenant, and of the holder.
    fn seen(around: Around<'_>, tenant: &[Untold], holder: Vec<Missing>) -> Self {
        let mut missing = Vec::new();
        let tenant = tenant.iter().filter(|it| it.is_so);
        for doubt in tenant.flat_map(|it| it.missing(around)).chain(holder) {
            if !missing.contains(&doubt) {
                missing.push(doubt);
            }
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

/// Something about the tenant that may not be known.
struct Untold {
    /// Whether it is not.
    is_so: bool,
    /// What would tell.
    sources: &'static [Source],
    /// What it is, where all of them were read.
    what: &'static Phrase,
}

impl Untold {
    fn missing(&self, around: Around<'_>) -> Vec<Missing> {
        let unread = around.unread(self.sources);
        if unread.is_empty() {
            vec![Missing::Unasked(self.what)]
        } else {
            unread
        }
    }
}

fn membership(case: &CaseFile, around: Around<'_>) -> Expected {
    // Whoever sold a device, or mistyped its number, has records to clean, and nothing to fetch.
    let gone = case.get::<RegisterState>() == RegisterState::Lost;
    let mistaken = matches!(
        case.get::<Identity>(),
        Identity::Lookalike | Identity::ByImei | Identity::Conflict
    );
    match case.get::<Membership>() {
        Membership::Present => Expected::clear(),
        Membership::Absent if mistaken => Expected::stops(&say::MISTAKEN, &[Remedy::R17]),
        Membership::Absent if gone => Expected::stops(&say::NOT_OURS_AND_GONE, &[Remedy::R17]),
        Membership::Released if gone => Expected::stops(&say::LEFT_AND_GONE, &[Remedy::R17]),
        Membership::Absent => Expected::stops(&say::NOT_OURS, &[Remedy::R18]),
        Membership::Released => Expected::stops(&say::LEFT, &[Remedy::R18]),
        Membership::Unread => Expected::unread(around, &[Source::OrgDevices]),
    }
}

/// Where Apple says which service has a device, and Intune which service is its own.
const SERVICES: [Source; 4] = [
    Source::MdmServers,
    Source::MdmServerDevices,
    Source::Tokens,
    Source::ImportedIdentities,
];

fn service(case: &CaseFile, around: Around<'_>) -> Expected {
    let wrong = |why| Expected::stops(why, &[Remedy::R1, Remedy::R2]);
    match case.get::<Server>() {
        Server::Intune => Expected::clear(),
        Server::Unassigned => wrong(&say::UNASSIGNED),
        Server::Configurator => wrong(&say::CONFIGURATOR),
        Server::OtherMdm | Server::AppleMdm => wrong(&say::ELSEWHERE),
        Server::Unlisted => wrong(&say::UNLISTED),
        Server::Unread => Expected::unread(around, &SERVICES),
    }
}

fn imported(case: &CaseFile, around: Around<'_>) -> Expected {
    match case.get::<Listing>() {
        Listing::Token | Listing::TwoTokens => Expected::clear(),
        Listing::Absent => not_imported(case.get()),
        Listing::Upload => Expected::stops(&say::UPLOAD, &[Remedy::R1, Remedy::R2]),
        Listing::Deleted => Expected::stops(&say::TAKEN_OFF, &[Remedy::R1, Remedy::R2]),
        Listing::Unread => Expected::unread(around, &[Source::ImportedIdentities]),
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

/// Both generations of profiles.
const PROFILES: [Source; 2] = [Source::EnrollmentProfiles, Source::EnrollmentPolicies];

/// Which one is a device's, and what it says.
const OWN_PROFILE: [Source; 3] = [
    Source::ImportedIdentities,
    Source::EnrollmentProfiles,
    Source::EnrollmentPolicies,
];

fn profile(case: &CaseFile, around: Around<'_>) -> Expected {
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
            Listing::Token | Listing::TwoTokens => Expected::unread(around, &PROFILES),
            Listing::Unread => Expected::unread(around, &[Source::ImportedIdentities]),
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

fn sign_in(case: &CaseFile, around: Around<'_>, holder: Option<&Holder>) -> Expected {
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
    let untold = [
        Untold {
            is_so: access == Access::Unread,
            sources: &[Source::AccessPolicies],
            what: &say::WHETHER_KEPT_OUT,
        },
        Untold {
            is_so: method == SignInMethod::Unread,
            sources: &OWN_PROFILE,
            what: &say::HOW_SIGN_IN,
        },
    ];
    let nobody = || vec![Missing::Unasked(&say::METHODS)];
    let doubts = holder.map_or_else(nobody, Holder::doubts_of_sign_in);
    Expected::seen(around, &untold, doubts)
}

/// What the holder lacks.
fn lacking(lack: Lack) -> Expected {
    match lack {
        Lack::Disabled => Expected::stops(&say::ACCOUNT_DISABLED, &[Remedy::R9]),
        Lack::Factor => Expected::stops(&say::NO_FACTOR, &[Remedy::R9]),
        Lack::Unusable => Expected::stops(&say::FACTOR_UNUSABLE, &[Remedy::R9]),
        Lack::Resistant => Expected::stops(&say::METHOD, &[Remedy::R9]),
        Lack::KeptOut => Expected::stops(&say::HOLDER_KEPT_OUT, &[Remedy::R9]),
        Lack::Terms => Expected::stops(&say::TERMS_OF_USE, &[Remedy::R9]),
        Lack::Registered { .. } => Expected::stops(&say::NO_ROOM_IN_ENTRA, &[Remedy::R8]),
        Lack::FactorToRegister => Expected::stops(&say::FACTOR_TO_REGISTER, &[Remedy::R9]),
        Lack::Licence => Expected::stops(&say::UNLICENSED, &[Remedy::R8]),
        Lack::Room { .. } => Expected::stops(&say::NO_ROOM, &[Remedy::R8]),
    }
}

/// Whether enrollment restrictions let the device in: the holder's, where one is known, else the
/// one for all.
fn lets(case: &CaseFile, holder: Option<&Holder>) -> Lets {
    let of_all = match case.get::<PlatformRule>() {
        PlatformRule::Allowed => Lets::In,
        PlatformRule::Blocked => Lets::Out,
        PlatformRule::Unread => Lets::Unclear,
    };
    holder.and_then(Holder::lets).unwrap_or(of_all)
}

fn enrollment(case: &CaseFile, around: Around<'_>, holder: Option<&Holder>) -> Expected {
    let has_user = case.get::<SignInMethod>() != SignInMethod::Userless;
    let holder = holder.filter(|_| has_user);
    let (push, vpp) = (case.get::<Push>(), case.get::<Vpp>());
    let lets = lets(case, holder);
    if matches!(push, Push::Missing | Push::Expired) {
        return Expected::stops(&say::NO_PUSH, &[Remedy::R7]);
    }
    if lets == Lets::Out {
        return Expected::stops(&say::PLATFORM, &[Remedy::R8]);
    }
    if case.get::<OsRule>() == OsRule::TooOld {
        return Expected::stops(&say::OS_RULE, &[Remedy::R8]);
    }
    if vpp == Vpp::Broken {
        return Expected::stops(&say::APPS_TOKEN, &[Remedy::R8]);
    }
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
    let doubts = match holder {
        Some(holder) => holder.doubts_of_enrollment(),
        None if has_user => vec![Missing::Unasked(&say::LICENCES)],
        // Nobody signs in on a device without a user.
        None => Vec::new(),
    };
    Expected::seen(around, &untold_of_enrollment(push, lets, vpp), doubts)
}

fn untold_of_enrollment(push: Push, lets: Lets, vpp: Vpp) -> [Untold; 3] {
    [
        Untold {
            is_so: push == Push::Unread,
            sources: &[Source::PushCertificate],
            what: &say::WHETHER_PUSH,
        },
        Untold {
            is_so: lets == Lets::Unclear,
            sources: &[Source::Restrictions],
            what: &say::WHICH_RESTRICTION,
        },
        Untold {
            is_so: vpp == Vpp::Unread,
            sources: &[
                Source::VppTokens,
                Source::ImportedIdentities,
                Source::EnrollmentProfiles,
                Source::EnrollmentPolicies,
            ],
            what: &say::WHETHER_APPS,
        },
    ]
}

/// Nobody registers a device without a user.
fn registration(case: &CaseFile, holder: Option<&Holder>) -> Expected {
    let has_user = case.get::<SignInMethod>() != SignInMethod::Userless;
    let lack = holder
        .filter(|_| has_user)
        .and_then(Holder::cannot_register);
    lack.map_or_else(|| Expected::said(&say::AFTERWARDS), lacking)
}

fn check_in(case: &CaseFile, around: Around<'_>) -> Expected {
    match (case.get::<Silence>(), case.get::<Push>()) {
        (Silence::Mass, _) => Expected::stops(&say::MASS_SILENCE, &[Remedy::R7]),
        (_, Push::Valid) => Expected::clear(),
        (_, Push::Missing | Push::Expired) => Expected::stops(&say::NO_PUSH, &[Remedy::R7]),
        (_, Push::Unread) => Expected::unread(around, &[Source::PushCertificate]),
    }
}
