//! What Apple Business can change: activities about devices, whose results come later, and which
//! service takes new devices (apple.md §1.3, §1.6).

use super::Services;
use super::answer::Answer;
use super::apple::narrow;
use super::asked::{Asked, encoded};
use super::living::device;
use crate::clock::{self, DAY, Time};
use crate::device::Facts;
use crate::device::script::Plan;
use crate::event::Releaser;
use crate::random::scrambled;
use crate::snapshot::{service_id, services as all_services};
use crate::truth::Ledger;
use crate::world::{Family, Guid, Service, What, World};
use serde::Deserialize;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};

/// How long a download link is good, in seconds (apple.md §1.6).
const LINK_LASTS: Time = 60;
/// How long an activity can be read.
const KEPT: Time = 30 * DAY;
/// How far off a deadline may be (apple.md §1.6).
const FARTHEST: Time = 90 * DAY;
/// Devices of an activity at most; Apple's own limit is not published.
const MOST: usize = 1_000;

/// All activities.
#[derive(Debug, Default)]
pub(super) struct Activities(Mutex<Vec<Activity>>);

/// One activity, as it was taken.
#[derive(Clone, Debug)]
struct Activity {
    id: String,
    kind: String,
    /// In the world's time.
    created: Time,
    /// In the machine's time.
    taken: Time,
    /// Serial numbers, and what keeps each from being done.
    devices: Vec<(String, Option<&'static str>)>,
}

#[derive(Deserialize)]
struct Document<T> {
    data: T,
}

#[derive(Deserialize)]
struct Ordered {
    attributes: Attributes,
    relationships: Relationships,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attributes {
    activity_type: String,
    #[serde(default)]
    activity_type_metadata: Option<Metadata>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Metadata {
    mdm_migration_deadline_date_time: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Relationships {
    mdm_server: Option<Document<Linkage>>,
    devices: Document<Vec<Linkage>>,
}

#[derive(Deserialize)]
struct Linkage {
    id: String,
}

/// Answers what is about activities or changes something; none if it is neither.
pub(super) fn answer(
    services: &Services,
    asked: &Asked,
    parts: &[&str],
    now: Time,
) -> Option<Answer> {
    match (asked.method.as_str(), parts) {
        ("POST", ["orgDeviceActivities"]) => Some(begin(services, asked, now)),
        ("GET", ["orgDeviceActivities", id]) => Some(read(services, asked, id, now)),
        ("PATCH", ["mdmServers", id]) => Some(change_server(services, asked, id, now)),
        _ => None,
    }
}

fn begin(services: &Services, asked: &Asked, now: Time) -> Answer {
    let ordered: Document<Ordered> = match serde_json::from_str(&asked.body) {
        Ok(ordered) => ordered,
        Err(why) => {
            let why = format!("The request entity is not a valid activity: {why}");
            return refused(400, "ENTITY_ERROR", &why, "/data");
        }
    };
    let world = services.living.world(now);
    match checked(&world, &ordered.data) {
        Err(answer) => answer,
        Ok((devices, deeds)) => {
            let created = services.living.act(deeds, now);
            let activities = &services.activities.0;
            let mut all = activities.lock().unwrap_or_else(PoisonError::into_inner);
            let activity = Activity {
                id: Guid::of(world.seed, 88, all.len() as u64).to_string(),
                kind: ordered.data.attributes.activity_type,
                created,
                taken: now,
                devices,
            };
            all.push(activity.clone());
            Answer::json(201, &shown(services, asked, &activity, None))
        }
    }
}

/// Serial numbers with what keeps each from being done, and what is done.
type Checked = (Vec<(String, Option<&'static str>)>, Vec<What>);

fn checked(world: &World, ordered: &Ordered) -> Result<Checked, Answer> {
    let deed = kind_of(world, ordered)?;
    let linkages = &ordered.relationships.devices.data;
    if linkages.is_empty() || linkages.len() > MOST {
        let why = format!("An activity takes 1 to {MOST} devices.");
        let place = "/data/relationships/devices/data";
        return Err(refused(
            409,
            "ENTITY_ERROR.RELATIONSHIP.INVALID",
            &why,
            place,
        ));
    }
    let (mut devices, mut deeds) = (Vec::new(), Vec::new());
    for (place, Linkage { id }) in linkages.iter().enumerate() {
        let known = device(world, id);
        let known = known.filter(|(_, ledger)| ledger.in_org || ledger.released.is_some());
        let Some((story, ledger)) = known else {
            let why = format!("There is no resource of type 'orgDevices' with id '{id}'");
            let place = format!("/data/relationships/devices/data/{place}/id");
            return Err(refused(
                409,
                "ENTITY_ERROR.RELATIONSHIP.INVALID",
                &why,
                &place,
            ));
        };
        let problem = deed.problem(&ledger);
        if problem.is_none() {
            deeds.extend(deed.of(&story.facts));
        }
        devices.push((id.clone(), problem));
    }
    Ok((devices, deeds))
}

/// What an activity does to each of its devices.
#[derive(Clone, Copy)]
enum Kind {
    Assign(Service, Option<Time>),
    Unassign(Service),
    Deadline(Time),
    Cancel,
    Release,
}

fn kind_of(world: &World, ordered: &Ordered) -> Result<Kind, Answer> {
    let named = ordered.relationships.mdm_server.as_ref();
    let server = || {
        let known = all_services(world).into_iter();
        let mut fitting =
            known.filter(|it| named.is_some_and(|id| service_id(world, *it) == id.data.id));
        fitting.next().ok_or_else(|| {
            let why = "The relationship 'mdmServer' must name a device management service.";
            let place = "/data/relationships/mdmServer";
            refused(409, "ENTITY_ERROR.RELATIONSHIP.INVALID", why, place)
        })
    };
    let metadata = ordered.attributes.activity_type_metadata.as_ref();
    let deadline = || {
        let text = metadata.and_then(|it| it.mdm_migration_deadline_date_time.as_deref());
        let time = text.and_then(clock::parse);
        let fits = |time: &Time| (1..=FARTHEST).contains(&(time - world.looked_at));
        time.filter(fits).ok_or_else(|| {
            let why = "The deadline must be a time within the next 90 days.";
            let place = "/data/attributes/activityTypeMetadata/mdmMigrationDeadlineDateTime";
            refused(409, "ENTITY_ERROR.ATTRIBUTE.INVALID", why, place)
        })
    };
    match ordered.attributes.activity_type.as_str() {
        "ASSIGN_DEVICES" => Ok(Kind::Assign(server()?, None)),
        "UNASSIGN_DEVICES" => Ok(Kind::Unassign(server()?)),
        "ASSIGN_DEVICES_WITH_MDM_MIGRATION_DEADLINE" => {
            Ok(Kind::Assign(server()?, Some(deadline()?)))
        }
        "UPDATE_MDM_MIGRATION_DEADLINE" => server().and(Ok(Kind::Deadline(deadline()?))),
        "CANCEL_MDM_MIGRATION" => Ok(Kind::Cancel),
        "RELEASE_DEVICES" => Ok(Kind::Release),
        other => {
            let why = format!("There is no activity type '{other}'.");
            let place = "/data/attributes/activityType";
            Err(refused(400, "ENTITY_ERROR.ATTRIBUTE.INVALID", &why, place))
        }
    }
}

impl Kind {
    /// What keeps a device from it.
    fn problem(self, ledger: &Ledger) -> Option<&'static str> {
        let service = ledger.service.map(|(service, _)| service);
        let planned = ledger.migration.is_some() && !ledger.migrated;
        let possible = match self {
            // Assigning a device to its own service is an error (apple.md §1.6).
            Self::Assign(to, _) => service != Some(to),
            Self::Unassign(from) => service == Some(from),
            Self::Deadline(_) | Self::Cancel => planned,
            Self::Release => true,
        };
        (!possible || !ledger.in_org).then_some("OPERATION_NOT_ALLOWED")
    }

    fn of(self, facts: &Facts) -> Vec<What> {
        let plans = match self {
            Self::Assign(to, None) => vec![Plan::Assign(to)],
            Self::Assign(to, Some(deadline)) => {
                vec![Plan::Assign(to), Plan::PlanMigration { deadline }]
            }
            Self::Unassign(_) => vec![Plan::Unassign],
            Self::Deadline(deadline) => vec![Plan::PlanMigration { deadline }],
            Self::Cancel => vec![Plan::CancelMigration],
            Self::Release => vec![Plan::Release(Releaser::Administrator)],
        };
        let device = |plan| What::Device {
            index: facts.index,
            replacement: facts.replacement,
            plan,
        };
        plans.into_iter().map(device).collect()
    }
}

fn find(services: &Services, id: &str, now: Time) -> Option<Activity> {
    let (world_now, _) = services.living.time.at(now);
    let all = &services.activities.0;
    let all = all.lock().unwrap_or_else(PoisonError::into_inner);
    let found = all.iter().find(|activity| activity.id == id);
    found
        .filter(|activity| world_now - activity.created <= KEPT)
        .cloned()
}

fn read(services: &Services, asked: &Asked, id: &str, now: Time) -> Answer {
    if let Some(activity) = find(services, id, now) {
        return Answer::json(200, &shown(services, asked, &activity, Some(now)));
    }
    let why = format!("There is no resource of type 'orgDeviceActivities' with id '{id}'");
    refused(404, "NOT_FOUND", &why, "")
}

impl Activity {
    fn is_done(&self, services: &Services, now: Time) -> bool {
        now - self.taken >= services.steering.activity_takes
    }

    fn outcome(&self) -> &'static str {
        if self.devices.iter().all(|(_, problem)| problem.is_none()) {
            "COMPLETED_WITH_SUCCESS"
        } else if self.devices.iter().all(|(_, problem)| problem.is_some()) {
            "COMPLETED_WITH_ERROR"
        } else {
            "COMPLETED_WITH_FAILURE"
        }
    }

    fn ended(&self, services: &Services) -> Time {
        self.created + services.steering.activity_takes
    }
}

/// The activity as a document; as it was submitted if no time is given.
fn shown(services: &Services, asked: &Asked, activity: &Activity, now: Option<Time>) -> Value {
    let link = format!("{}/v1/orgDeviceActivities/{}", services.base, activity.id);
    let mut attributes = json!({"activityType": activity.kind,
        "createdDateTime": clock::text(activity.created)});
    if let Some(now) = now.filter(|now| activity.is_done(services, *now)) {
        attributes["status"] = "COMPLETED".into();
        attributes["subStatus"] = activity.outcome().into();
        attributes["completedDateTime"] = clock::text(activity.ended(services)).into();
        attributes["downloadUrl"] = signed(services, activity, now + LINK_LASTS).into();
    } else {
        let word = if now.is_some() {
            "PROCESSING"
        } else {
            "SUBMITTED"
        };
        attributes["status"] = "IN_PROGRESS".into();
        attributes["subStatus"] = word.into();
    }
    let mut data = json!({"type": "orgDeviceActivities", "id": activity.id,
        "attributes": attributes, "links": {"self": link}});
    narrow(asked, "orgDeviceActivities", &mut data);
    json!({"data": data, "links": {"self": link}})
}

/// A link that whoever has it may follow for a while; each reading makes a new one.
fn signed(services: &Services, activity: &Activity, expires: Time) -> String {
    let name = clock::text(activity.created).replace(':', "-");
    let kind = encoded(&format!(
        "attachment;filename=\"ABM-ActivityLog_{name}.csv\""
    ));
    format!(
        "{}/_activity/{}?response-content-disposition={kind}&Expires={expires}&Signature={}",
        services.base,
        activity.id,
        signature(services, &activity.id, expires)
    )
}

fn signature(services: &Services, id: &str, expires: Time) -> String {
    let start = scrambled(services.living.seed() ^ scrambled(expires as u64));
    let mix = id
        .bytes()
        .fold(start, |mix, byte| scrambled(mix ^ u64::from(byte)));
    format!("{mix:016x}")
}

/// Answers a download link, which needs no token and is good for a minute.
pub(super) fn download(services: &Services, asked: &Asked, id: &str, now: Time) -> Answer {
    let denied = |why: &str| {
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>AccessDenied</Code>\
             <Message>{why}</Message></Error>"
        );
        Answer::of(403, "application/xml", text.into_bytes())
    };
    let expires: Option<Time> = asked.parameter("Expires").and_then(|it| it.parse().ok());
    let Some(expires) = expires.filter(|expires| {
        asked.parameter("Signature") == Some(signature(services, id, *expires).as_str())
    }) else {
        return denied("The signature does not match.");
    };
    if now >= expires {
        return denied("Request has expired");
    }
    match find(services, id, now) {
        Some(activity) if activity.is_done(services, now) => {
            Answer::of(200, "text/csv", log(services, &activity).into_bytes())
        }
        _ => denied("There is no such log."),
    }
}

fn log(services: &Services, activity: &Activity) -> String {
    let (began, ended) = (activity.created, activity.ended(services));
    let mut text = format!(
        "OPERATION,{}\nACTIVITY_ID,{}\nSTARTED AT,{}\nENDED AT,{}\nSTATUS,COMPLETED\n\
         SUB_STATUS,{}\n\nserial_number,operation_status,operation_substatus,timestamp\n",
        activity.kind,
        activity.id,
        clock::text(began),
        clock::text(ended),
        activity.outcome()
    );
    for (serial, problem) in &activity.devices {
        let status = if problem.is_some() {
            "ISSUE"
        } else {
            "SUCCESS"
        };
        let word = problem.unwrap_or("UPDATED");
        let _ = writeln!(text, "{serial},{status},{word},{}", clock::text(ended));
    }
    text
}

/// Which families' new devices go to Intune's service.
fn change_server(services: &Services, asked: &Asked, id: &str, now: Time) -> Answer {
    let world = services.living.world(now);
    let mut known = all_services(&world).into_iter();
    let Some(service) = known.find(|service| service_id(&world, *service) == id) else {
        let why = format!("There is no resource of type 'mdmServers' with id '{id}'");
        return refused(404, "NOT_FOUND", &why, "");
    };
    let body: Value = serde_json::from_str(&asked.body).unwrap_or(Value::Null);
    let families = body.pointer("/data/attributes/defaultProductFamilies");
    let Some(families) = families.and_then(Value::as_array) else {
        let why = "The lab changes 'defaultProductFamilies' and nothing else.";
        return refused(400, "ENTITY_ERROR", why, "/data/attributes");
    };
    if service != Service::Intune(0) {
        let why = "In this world new devices go to the first token's service or to none.";
        let place = "/data/attributes/defaultProductFamilies";
        return refused(409, "ENTITY_ERROR.ATTRIBUTE.INVALID", why, place);
    }
    let takes = |family: Family| families.iter().any(|it| it == family.default_name());
    let deeds = Family::ALL.map(|family| What::DefaultService(family, takes(family)));
    services.living.act(deeds, now);
    let link = format!("{}/v1/mdmServers/{id}", services.base);
    Answer::json(
        200,
        &json!({"data": {"type": "mdmServers", "id": id,
            "attributes": {"defaultProductFamilies": families}}, "links": {"self": link}}),
    )
}

fn refused(status: u16, code: &str, detail: &str, pointer: &str) -> Answer {
    let title = match status {
        404 => "The specified resource does not exist",
        409 => "The request entity conflicts with the state of the resource.",
        _ => "The request entity is not valid.",
    };
    let mix = detail.bytes().fold(u64::from(status), |mix, byte| {
        scrambled(mix ^ u64::from(byte))
    });
    let mut error = json!({"id": Guid::of(mix, 0, 0).to_string(), "status": status.to_string(),
        "code": code, "title": title, "detail": detail});
    if !pointer.is_empty() {
        error["source"] = json!({"pointer": pointer});
    }
    Answer::json(status, &json!({"errors": [error]}))
}
