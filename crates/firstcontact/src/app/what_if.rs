//! The proof held against Microsoft's own answer, sign-in by sign-in.

use super::access::AccessPicture;
use enrollment::access::example;
use enrollment::access::policy::{ClientType, Platform};
use enrollment::snapshot::Snapshot;
use rules::prevention::access::sample::{SignIn, lets_in_under, sample};
use rules::prevention::access::world::{Flow, Region, Resource};
use sources::live::{Context, Question};
use sources::told::Told;
use std::collections::BTreeSet;

/// Apps that stand for what policies do not name: one of Office 365 (Exchange Online), one of the
/// admin portals (Azure portal), and one of neither (Graph Explorer).
const STAND_INS: [&str; 3] = [
    "00000002-0000-0ff1-ce00-000000000000",
    "c44b4083-3bb0-49c1-b47d-974e53cbdf3c",
    "de8bc8b5-d9f9-48b1-a8ad-b748da725064",
];
/// Samples of which one may be asked, for each that shall be: many places have no address.
const SPARE: usize = 8;

/// How the answers compare.
#[derive(Debug, Default)]
pub struct Compared {
    /// Sign-ins that were answered.
    pub answered: usize,
    /// Those that were answered otherwise than computed, and whether Microsoft lets them in.
    pub otherwise: Vec<(SignIn, bool)>,
    /// Why some were not answered: the first reason.
    pub unanswered: Option<(usize, Told)>,
}

/// At most so many sign-ins that can be asked about, with the question for each.
pub fn questions(
    picture: &AccessPicture,
    snapshot: &Snapshot,
    most: usize,
) -> Vec<(SignIn, Question)> {
    let samples = sample(&picture.proof, most.saturating_mul(SPARE));
    let mut askable: Vec<_> = samples
        .into_iter()
        .filter_map(|it| Some((it, question(picture, snapshot, &it)?)))
        .collect();
    // The first ones would all be one person's: every so many, instead.
    let step = (askable.len() / most.max(1)).max(1);
    askable = askable.into_iter().step_by(step).collect();
    askable.truncate(most);
    askable
}

fn question(picture: &AccessPicture, snapshot: &Snapshot, it: &SignIn) -> Option<Question> {
    let ids: &[String] = match picture.proof.regions.get(it.region)? {
        Region::In(ids) => ids,
        Region::Elsewhere => &[],
        Region::Unlisted | Region::Several => return None,
    };
    let place = example(snapshot, ids)?;
    Some(Question {
        user: picture.stated.directory.users.get(it.user)?.id.clone(),
        context: context(&picture.proof.resources, it.resource)?,
        client: client(it.client),
        platform: platform(it.platform),
        address: Some(place.address),
        country: place.country,
        transfer: match it.flow {
            Flow::Direct => None,
            Flow::AuthenticationTransfer => Some("authenticationTransfer"),
            Flow::DeviceCode => Some("deviceCodeFlow"),
        },
    })
}

/// An app of its own cannot stand for what is not named.
fn context(all: &[Resource], place: usize) -> Option<Context> {
    let [office, portals, other] = STAND_INS;
    let app = match all.get(place)? {
        Resource::App(id) => return Some(Context::App(id.clone())),
        Resource::OtherOffice365 => office,
        Resource::OtherAdminPortals => portals,
        Resource::AnyOtherApp => other,
        Resource::RegisterSecurityInformation => {
            return Some(Context::Action("registerSecurityInformation"));
        }
        Resource::RegisterOrJoinDevices => return Some(Context::Action("registerOrJoinDevices")),
    };
    let is_named = all.iter().any(|it| *it == Resource::App(app.to_owned()));
    (!is_named).then(|| Context::App(app.to_owned()))
}

const fn client(client: ClientType) -> &'static str {
    match client {
        ClientType::Browser => "browser",
        ClientType::MobileAppsAndDesktopClients => "mobileAppsAndDesktopClients",
        ClientType::ExchangeActiveSync => "exchangeActiveSync",
        ClientType::Other => "other",
    }
}

const fn platform(platform: Platform) -> Option<&'static str> {
    Some(match platform {
        Platform::Ios => "iOS",
        Platform::MacOs => "macOS",
        Platform::Android => "android",
        Platform::Windows => "windows",
        Platform::WindowsPhone => "windowsPhone",
        Platform::Linux => "linux",
        Platform::Unrecognised => return None,
    })
}

/// Holds the answers against what was computed.
pub fn compare(
    picture: &AccessPicture,
    asked: &[(SignIn, Question)],
    answers: Vec<Result<BTreeSet<String>, Told>>,
) -> Compared {
    let mut compared = Compared::default();
    let (proof, policies) = (&picture.proof, &picture.stated.policies);
    for ((it, _), answer) in asked.iter().zip(answers) {
        match answer {
            Ok(applied) => {
                compared.answered += 1;
                let theirs = lets_in_under(policies, &applied, it.flow);
                if proof.lets_in(it).is_some_and(|ours| ours != theirs) {
                    compared.otherwise.push((*it, theirs));
                }
            }
            Err(why) => match &mut compared.unanswered {
                Some((count, _)) => *count += 1,
                none => *none = Some((1, why)),
            },
        }
    }
    compared
}
