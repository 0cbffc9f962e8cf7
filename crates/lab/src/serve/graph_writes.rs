//! What Microsoft Graph can change about Apple devices: syncs, profiles, and what Intune tells
//! devices to do (microsoft.md §2).

use super::Services;
use super::answer::Answer;
use super::asked::Asked;
use super::graph;
use super::living::device;
use crate::clock::{MINUTE, Time};
use crate::device::index_of;
use crate::device::script::Plan;
use crate::snapshot::{managed_id, profile_id, profile_kind};
use crate::world::{Named, What, World};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::fmt::Write as _;

/// How long after one sync another may be started (microsoft.md §4.1).
const PAUSE: Time = 15 * MINUTE;

/// Answers a request that is to change something; none if nothing of that kind is known.
pub(super) fn answer(
    services: &Services,
    asked: &Asked,
    parts: &[&str],
    beta: bool,
    now: Time,
) -> Option<Answer> {
    let plain = |part: &&'_ str| part.trim_start_matches("microsoft.graph.").to_owned();
    let plain: Vec<String> = parts.iter().map(plain).collect();
    let parts: Vec<&str> = plain.iter().map(String::as_str).collect();
    let write = Write {
        services,
        asked,
        now,
    };
    let done = match (asked.method.as_str(), parts.as_slice()) {
        (
            "POST",
            [
                "deviceManagement",
                "depOnboardingSettings",
                token,
                rest @ ..,
            ],
        ) if beta => write.of_token(token, rest)?,
        (
            "PATCH",
            [
                "deviceManagement",
                "depOnboardingSettings",
                token,
                "enrollmentProfiles",
                profile,
            ],
        ) if beta => write.touch(token, profile),
        ("POST", ["deviceManagement", "managedDevices", id, action]) => {
            write.command(id, action)?
        }
        ("DELETE", ["deviceManagement", "managedDevices", id]) => write.delete(id),
        _ => return None,
    };
    // What was done is answered with an empty 204.
    Some(done.unwrap_or_else(|| Answer::of(204, "text/plain", Vec::new())))
}

/// A request that is to change something. What it does gives the answer that refuses it, or none.
struct Write<'a> {
    services: &'a Services,
    asked: &'a Asked,
    now: Time,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Assignment {
    device_ids: Vec<String>,
}

/// What a wipe may say. Devices of Apple keep nothing but their eSIM, whatever is asked for.
const FLAGS: [&str; 4] = [
    "keepEnrollmentData",
    "keepUserData",
    "persistEsimDataPlan",
    "useProtectedWipe",
];

impl Write<'_> {
    fn error(&self, status: u16, code: &str, why: &str) -> Answer {
        graph::error(self.services, status, code, why, self.now)
    }

    fn missing(&self, what: &str) -> Answer {
        let why = format!("Resource '{what}' does not exist.");
        self.error(404, "ResourceNotFound", &why)
    }

    fn act(&self, deeds: impl IntoIterator<Item = What>) {
        self.services.living.act(deeds, self.now);
    }

    #[expect(
        clippy::option_option,
        reason = "no such action, done, or refused: three different things"
    )]
    fn of_token(&self, id: &str, rest: &[&str]) -> Option<Option<Answer>> {
        let world = self.services.living.world(self.now);
        let Some(token) = token_of(&world, id) else {
            return Some(Some(self.missing(id)));
        };
        let done = match rest {
            ["syncWithAppleDeviceEnrollmentProgram"] => self.sync(&world, token),
            ["enrollmentProfiles", profile, action] => {
                let Some(number) = profile_of(&world, token, profile) else {
                    return Some(Some(self.missing(profile)));
                };
                match *action {
                    "updateDeviceProfileAssignment" => self.assign(&world, token, number),
                    "setDefaultProfile" => {
                        self.act([What::DefaultProfile(number)]);
                        None
                    }
                    _ => return None,
                }
            }
            _ => return None,
        };
        Some(done)
    }

    fn sync(&self, world: &World, token: u8) -> Option<Answer> {
        let (at, speed) = self.services.living.time.at(self.now);
        let wait = world.tenant.last_triggered(token, at) + PAUSE - at;
        if wait > 0 {
            let why = "A sync with Apple was started less than 15 minutes ago.";
            let machine = (wait + i64::from(speed.max(1)) - 1) / i64::from(speed.max(1));
            let answer = self.error(429, "TooManyRequests", why);
            return Some(answer.with("retry-after", machine.to_string()));
        }
        self.act([What::Sync(token)]);
        None
    }

    fn assign(&self, world: &World, token: u8, profile: u8) -> Option<Answer> {
        let assignment: Assignment = match serde_json::from_str(&self.asked.body) {
            Ok(assignment) => assignment,
            Err(why) => return Some(self.malformed(&why)),
        };
        let for_mac = world.tenant.profiles[usize::from(profile)].for_mac;
        let mut deeds = Vec::new();
        let mut unfit = String::new();
        for serial in &assignment.device_ids {
            let found = device(world, serial).filter(|(_, ledger)| {
                let row = &ledger.rows[usize::from(token)];
                row.imported.is_some() && !row.gone
            });
            let found = found.filter(|(story, _)| story.facts.product.family.is_mac() == for_mac);
            let Some((story, _)) = found else {
                let _ = write!(unfit, " {serial}");
                continue;
            };
            deeds.push(What::Device {
                index: story.facts.index,
                replacement: story.facts.replacement,
                plan: Plan::AssignProfile(profile),
            });
        }
        if !unfit.is_empty() {
            let why = format!("Not on this token's list, or of another platform:{unfit}");
            return Some(self.error(400, "BadRequest", &why));
        }
        self.act(deeds);
        None
    }

    /// Writes a profile's description, and nothing else of it.
    fn touch(&self, id: &str, profile: &str) -> Option<Answer> {
        let world = self.services.living.world(self.now);
        let number = token_of(&world, id).and_then(|token| profile_of(&world, token, profile));
        let Some(number) = number else {
            return Some(self.missing(profile));
        };
        let its = &world.tenant.profiles[usize::from(number)];
        if its.is_policy {
            let why = "An enrollment policy is changed at configurationPolicies.";
            return Some(self.error(400, "BadRequest", why));
        }
        let body: Map<String, Value> = match serde_json::from_str(&self.asked.body) {
            Ok(body) => body,
            Err(why) => return Some(self.malformed(&why)),
        };
        let kind = profile_kind(its.for_mac);
        if body.get("@odata.type").is_some_and(|its| its != kind) {
            let why = format!("The profile is a {kind}.");
            return Some(self.error(400, "BadRequest", &why));
        }
        let other = |name: &&String| *name != "@odata.type" && *name != "description";
        let description = body.get("description").and_then(Value::as_str);
        let Some(description) = description.filter(|_| !body.keys().any(|name| other(&name)))
        else {
            let why = "The lab changes a profile's 'description' and nothing else.";
            return Some(self.error(400, "BadRequest", why));
        };
        self.act([What::TouchProfile {
            profile: number,
            description: description.to_owned(),
        }]);
        None
    }

    fn malformed(&self, why: &serde_json::Error) -> Answer {
        let why = format!("The request body is not valid: {why}");
        self.error(400, "BadRequest", &why)
    }

    #[expect(
        clippy::option_option,
        reason = "no such action, done, or refused: three different things"
    )]
    fn command(&self, id: &str, action: &str) -> Option<Option<Answer>> {
        let plan = match action {
            "wipe" => Plan::Wipe,
            "retire" => Plan::Retire,
            "syncDevice" => Plan::CheckIn,
            _ => return None,
        };
        let Some(target) = self.target(id) else {
            return Some(Some(self.missing(id)));
        };
        if action == "wipe"
            && let Err(answer) = self.wiping()
        {
            return Some(Some(answer));
        }
        if action != "syncDevice"
            && let Some(answer) =
                self.services
                    .approvals
                    .refuse(self.services, self.asked, self.now)
        {
            return Some(Some(answer));
        }
        // Nobody hears what is sent to a management that is over.
        if target.live {
            self.act([target.deed(plan)]);
        }
        Some(None)
    }

    fn wiping(&self) -> Result<(), Answer> {
        if self.asked.body.trim().is_empty() {
            return Ok(());
        }
        let parsed: Result<Map<String, Value>, _> = serde_json::from_str(&self.asked.body);
        let body = parsed.map_err(|why| self.malformed(&why))?;
        let is_no_flag = |name: &&&str| {
            let value = body.get(**name).unwrap_or(&Value::Null);
            !value.is_boolean() && !value.is_null()
        };
        if let Some(name) = FLAGS.iter().find(is_no_flag) {
            let why = format!("{name} must be true or false.");
            return Err(self.error(400, "BadRequest", &why));
        }
        let six = |code: &Value| {
            let digits = code.as_str().unwrap_or_default();
            digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let code = body.get("macOsUnlockCode");
        if code.is_none_or(|code| code.is_null() || six(code)) {
            return Ok(());
        }
        Err(self.error(400, "BadRequest", "macOsUnlockCode must have 6 digits."))
    }

    fn delete(&self, id: &str) -> Option<Answer> {
        let Some(target) = self.target(id) else {
            return Some(self.missing(id));
        };
        let refused = self
            .services
            .approvals
            .refuse(self.services, self.asked, self.now);
        if refused.is_some() {
            return refused;
        }
        // Deleting a live record retires the device first (microsoft.md §2.2).
        let retires = target.live.then(|| target.deed(Plan::Retire));
        let deletes = target.deed(Plan::DeleteRecord(target.record));
        self.act(retires.into_iter().chain([deletes]));
        None
    }

    /// The device behind a managed device's identifier.
    fn target(&self, id: &str) -> Option<Target> {
        let list = self.services.stock.collection("microsoft/managedDevices")?;
        let row: Value = serde_json::from_str(list.row(id)?.get()).ok()?;
        // The serial number may be hidden; the name ends with it.
        let (_, serial) = row["deviceName"].as_str()?.rsplit_once('-')?;
        let world = self.services.living.world(self.now);
        let (index, replacement) = index_of(world.seed, serial)?;
        let (story, ledger) = device(&world, serial)?;
        let is_it = |record: &u8| {
            let number = managed_id(&story.facts, u64::from(*record));
            world.guid(Named::Managed, number).to_string() == id
        };
        let record = (0..16).find(is_it)?;
        let last = ledger.records.len().checked_sub(1)?;
        Some(Target {
            index,
            replacement,
            record,
            live: ledger.record().is_some() && usize::from(record) == last,
        })
    }
}

/// A managed device.
struct Target {
    index: u64,
    replacement: bool,
    record: u8,
    /// Whether the record is the one under which the device is managed now.
    live: bool,
}

impl Target {
    const fn deed(&self, plan: Plan) -> What {
        What::Device {
            index: self.index,
            replacement: self.replacement,
            plan,
        }
    }
}

/// The number of a token.
fn token_of(world: &World, id: &str) -> Option<u8> {
    let mut tokens = 0..world.tenant.tokens.len() as u8;
    tokens.find(|it| world.token_id(*it).to_string() == id)
}

/// A profile of a token, as it is listed or without the prefix of its generation.
fn profile_of(world: &World, token: u8, id: &str) -> Option<u8> {
    let numbered = (0_u8..).zip(&world.tenant.profiles);
    let mut mine = numbered.filter(|(_, profile)| profile.token == token);
    mine.find(|(number, _)| {
        let listed = profile_id(world, *number);
        listed == id || listed.strip_prefix("ECV2_") == Some(id)
    })
    .map(|(number, _)| number)
}
