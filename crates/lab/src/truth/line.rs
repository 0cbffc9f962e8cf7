//! The truth file: a device a line, and a fault of the tenant a line.

use super::causes::{CAUSES, CauseId, c, code};
use super::{counterfactual, systemic};
use crate::ceiling::{Attainable, Reference};
use crate::clock;
use crate::device::script_of;
use crate::examine::Examined;
use crate::tier::Tier;
use crate::world::{Acting, Family, SignIn, Trouble, World};
use serde::Serialize;
use std::collections::BTreeMap;

#[derive(Serialize)]
struct Systemic<'a> {
    code: &'a str,
    scope: &'a str,
}

#[derive(Serialize)]
struct Best {
    cause: Option<&'static str>,
    probability: f64,
    action: &'static str,
    cost: f64,
    brier: f64,
}

impl From<Attainable> for Best {
    fn from(best: Attainable) -> Self {
        let round = |number: f64| (number * 1e4).round() / 1e4;
        Self {
            cause: crate::ceiling::cause_word(best.cause),
            probability: round(best.probability),
            action: best.decision,
            cost: round(best.cost),
            brier: round(best.brier),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct DeviceLine<'a> {
    schema: &'static str,
    serial: &'a str,
    world: u64,
    taken_at: &'a str,
    tier: &'static str,
    platform: &'static str,
    source: Option<&'static str>,
    cause: Option<&'static str>,
    secondary: Vec<&'static str>,
    gate: Option<String>,
    family: Option<&'static str>,
    action: &'static str,
    erase_needed: bool,
    data_at_risk: bool,
    live_data: bool,
    systemic: Option<Systemic<'a>>,
    identifiability: BTreeMap<&'static str, &'static str>,
    attainable: Option<Best>,
    faults: Vec<&'static str>,
    rescued_by: Vec<&'static str>,
}

/// What a stretch of devices adds to the truth file.
#[derive(Default)]
pub struct TruthPart {
    /// Lines, each with its end.
    pub bytes: Vec<u8>,
    /// Devices that suffer from each tenant-wide fault, by code and scope.
    pub blamed: BTreeMap<(&'static str, String), u64>,
    /// Devices per cause.
    pub causes: BTreeMap<&'static str, u64>,
}

/// Writes the truth about a stretch of devices. Only what a source of the tier names has a line.
pub fn lines(
    world: &World,
    devices: &[Examined],
    tier: Tier,
    reference: Option<&Reference>,
) -> TruthPart {
    let mut part = TruthPart::default();
    let taken_at = clock::text(world.looked_at);
    for device in devices {
        if device.seen.is_named(tier) {
            line(world, device, tier, reference, &taken_at, &mut part);
        }
        let written = device.seen.register.as_ref();
        if let Some(row) = written.filter(|row| row.wrong && tier >= Tier::Register) {
            ghost(world, device, &row.serial, tier, &taken_at, &mut part);
        }
    }
    part
}

fn line(
    world: &World,
    device: &Examined,
    tier: Tier,
    reference: Option<&Reference>,
    taken_at: &str,
    part: &mut TruthPart,
) {
    let (truth, facts) = (&device.truth, &device.story.facts);
    let systemic = systemic(world, truth.cause, &device.ledger, facts);
    if let Some((code, scope)) = &systemic {
        *part.blamed.entry((code, scope.clone())).or_default() += 1;
    }
    *part.causes.entry(code(truth.cause)).or_default() += 1;
    let sick = CAUSES
        .get(usize::from(truth.cause))
        .is_some_and(|cause| cause.code.starts_with('C'));
    let rescued_by = if sick && !world.faults.is_empty() {
        counterfactual::rescued_by(world, facts)
    } else {
        Vec::new()
    };
    let identifiability = reference.map(|it| it.identifiability(world, device));
    let named = Tier::ALL.iter().map(|tier| tier.name());
    let cause = CAUSES.get(usize::from(truth.cause));
    let row = DeviceLine {
        schema: "firstcontact/truth/1",
        serial: facts.serial_text(),
        world: world.seed,
        taken_at,
        tier: tier.name(),
        platform: facts.product.family.platform(),
        source: device.ledger.added.map(|(_, source)| source.name()),
        cause: cause.map(|cause| cause.code),
        secondary: truth.secondary.iter().map(|cause| code(*cause)).collect(),
        gate: truth.gate.map(|gate| format!("G{gate}")),
        family: cause.map(|cause| cause.family),
        action: truth.action.name(),
        erase_needed: truth.erase_needed,
        data_at_risk: truth.data_at_risk,
        live_data: truth.live_data,
        systemic: systemic
            .as_ref()
            .map(|(code, scope)| Systemic { code, scope }),
        identifiability: named.zip(identifiability.into_iter().flatten()).collect(),
        attainable: reference.map(|it| it.attainable(world, device, tier).into()),
        faults: touched_by(world, device),
        rescued_by,
    };
    write(&row, &mut part.bytes);
}

/// The faults that changed this device's script, or something that holds for it.
fn touched_by(world: &World, device: &Examined) -> Vec<&'static str> {
    let facts = &device.story.facts;
    if facts.replacement {
        return Vec::new();
    }
    let all = world.faults.iter();
    all.filter(|injected| {
        let without = script_of(world, facts, Acting::Without(injected.place));
        without != device.story.script
    })
    .map(|injected| injected.fault.code)
    .collect()
}

/// A serial number that only exists in the customer's list.
fn ghost(
    world: &World,
    device: &Examined,
    serial: &str,
    tier: Tier,
    taken_at: &str,
    part: &mut TruthPart,
) {
    let cause = &CAUSES[usize::from(c(20))];
    *part.causes.entry(cause.code).or_default() += 1;
    let classes = Tier::ALL.map(|tier| {
        let class = if tier >= Tier::Register { "I" } else { "III" };
        (tier.name(), class)
    });
    let row = DeviceLine {
        schema: "firstcontact/truth/1",
        serial,
        world: world.seed,
        taken_at,
        tier: tier.name(),
        platform: device.story.facts.product.family.platform(),
        source: None,
        cause: Some(cause.code),
        secondary: Vec::new(),
        gate: Some("G0".to_owned()),
        family: Some(cause.family),
        action: cause.action.name(),
        erase_needed: false,
        data_at_risk: true,
        live_data: true,
        systemic: None,
        identifiability: classes.into_iter().collect(),
        attainable: None,
        faults: Vec::new(),
        rescued_by: Vec::new(),
    };
    write(&row, &mut part.bytes);
}

fn write(row: &impl Serialize, out: &mut Vec<u8>) {
    // Numbers, texts and lists always have a JSON form.
    if serde_json::to_writer(&mut *out, row).is_ok() {
        out.push(b'\n');
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EpisodeLine<'a> {
    schema: &'static str,
    world: u64,
    taken_at: &'a str,
    tier: &'static str,
    code: &'static str,
    scope: &'a str,
    from: String,
    until: Option<String>,
    visible: bool,
    blamed: u64,
    fault: Option<&'static str>,
}

/// The faults of the tenant that hold while the world is looked at, a line each.
pub fn episodes(
    world: &World,
    tier: Tier,
    blamed: &BTreeMap<(&'static str, String), u64>,
) -> Vec<u8> {
    let mut out = Vec::new();
    let now = world.looked_at;
    let taken_at = clock::text(now);
    for episode in world
        .tenant
        .episodes
        .all()
        .filter(|episode| episode.holds(now))
    {
        for (cause, scope) in meanings(world, episode.trouble) {
            let code = code(cause);
            let blamed = blamed.get(&(code, scope.clone())).copied().unwrap_or(0);
            let row = EpisodeLine {
                schema: "firstcontact/episode/1",
                world: world.seed,
                taken_at: &taken_at,
                tier: tier.name(),
                code,
                scope: &scope,
                from: clock::text(episode.from.max(world.from)),
                until: (episode.until < i64::MAX / 2).then(|| clock::text(episode.until)),
                visible: visible(world, episode.trouble, tier),
                blamed,
                fault: episode
                    .fault
                    .map(|place| world.faults[usize::from(place)].fault.code),
            };
            write(&row, &mut out);
        }
    }
    out
}

/// The causes and scopes of a trouble: Apple's terms stop every token.
fn meanings(world: &World, trouble: Trouble) -> Vec<(CauseId, String)> {
    if trouble == Trouble::TermsOpen {
        let tokens = 0..world.tenant.tokens.len() as u8;
        return tokens
            .map(|token| (c(23), format!("token:{}", world.token_id(token))))
            .collect();
    }
    meaning(world, trouble).into_iter().collect()
}

/// The cause and the scope of any other trouble.
fn meaning(world: &World, trouble: Trouble) -> Option<(CauseId, String)> {
    let token = |token: u8| format!("token:{}", world.token_id(token));
    let profile = |profile: u8| format!("profile:{}", world.profile_id(profile));
    let tenant = || "tenant".to_owned();
    let restriction = || format!("restriction:{}", super::restriction_id(world));
    Some(match trouble {
        Trouble::TokenExpired(number) => (c(21), token(number)),
        Trouble::TokenInvalid(number) => (c(22), token(number)),
        Trouble::ServiceGone(number) => (c(24), token(number)),
        Trouble::CursorBroken(number) => (c(25), token(number)),
        Trouble::ConsentMissing(number) => (c(31), token(number)),
        Trouble::NoDefaultServer(family) => (c(18), format!("family:{}", family.apple_name())),
        Trouble::ProfileInvalid(number) => (c(30), profile(number)),
        Trouble::ProfileBeforeToken(number) => (c(7), profile(number)),
        Trouble::ProfileUnsuitable(number) => (c(32), profile(number)),
        Trouble::FactorForLegacy(number) => (c(37), profile(number)),
        Trouble::PushExpired | Trouble::PushMissing => (c(26), tenant()),
        Trouble::PushReplaced => (c(27), tenant()),
        Trouble::PlatformBlocked(_) => (c(34), restriction()),
        Trouble::SystemMinimum => (c(35), restriction()),
        Trouble::AccessBlocks | Trouble::TermsOfUse => (c(39), tenant()),
        Trouble::FederationBroken => (c(40), tenant()),
        Trouble::AppsExpired => (c(29), tenant()),
        Trouble::AuthorityLost => (c(28), tenant()),
        _ => return None,
    })
}

/// Whether any source of the tier shows the trouble itself, rather than only its victims.
fn visible(world: &World, trouble: Trouble, tier: Tier) -> bool {
    let tenant = &world.tenant;
    let now = world.looked_at;
    match trouble {
        Trouble::ServiceGone(_) | Trouble::NoDefaultServer(_) => tier >= Tier::Abm,
        Trouble::CursorBroken(token) => {
            let worked = tenant.last_sync(token, now);
            worked.is_none_or(|at| now - at > 26 * clock::HOUR)
        }
        Trouble::ProfileBeforeToken(profile) => tenant.profiles[usize::from(profile)].is_policy,
        Trouble::ProfileUnsuitable(profile) => {
            let row = &tenant.profiles[usize::from(profile)];
            tenant.default_profile(row.token, Family::Iphone, now) == Some(profile)
        }
        Trouble::FactorForLegacy(profile) => {
            // Method and demand are seen, not that they meet; the victims' records show it.
            tenant.profiles[usize::from(profile)].sign_in == SignIn::Legacy
                && tier >= Tier::Register
        }
        Trouble::PushReplaced => tenant
            .episodes
            .holding(trouble, now)
            .is_some_and(|episode| now - episode.from > 7 * clock::DAY),
        Trouble::FederationBroken | Trouble::AuthorityLost => tier >= Tier::Register,
        _ => true,
    }
}
