//! The world behind the services goes on: what clients and people do changes it, and nothing that
//! is done changes what was before.

use crate::serve::Lab;
use lab::clock::{DAY, LOOKED_AT, Time};
use lab::device::script::Plan;
use lab::device::stories;
use lab::event::{Entry, Eraser};
use lab::faults;
use lab::request::Request;
use lab::scenario::built_in;
use lab::serve::Options;
use lab::world::{Acting, Deed, Mended, Recipe, What, World};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicI64, Ordering};

const ADMIN: &str = "/beta/deviceManagement";
const MANAGED: &str = "/v1.0/deviceManagement/managedDevices";
const NEVER: &str = "0001-01-01T00:00:00Z";

/// The machine's clock of the one test that needs a minute to pass.
static PASSED: AtomicI64 = AtomicI64::new(0);

fn passing() -> Time {
    LOOKED_AT + PASSED.load(Ordering::Relaxed)
}

struct Done {
    status: u16,
    body: Value,
    code: Option<String>,
}

fn send(lab: &Lab, method: &str, token: &str, path: &str, body: &str, code: &str) -> Done {
    let request = ureq::http::Request::builder()
        .method(method)
        .uri(lab.link(path))
        .header("authorization", format!("Bearer {token}"))
        .header("accept", "application/json")
        .header("content-type", "application/json")
        .header("x-msft-approval-justification", "bG9zdA==");
    let request = if code.is_empty() {
        request
    } else {
        request.header("x-msft-approval-code", code)
    };
    let mut response = lab
        .agent
        .run(request.body(body.to_owned()).unwrap())
        .unwrap();
    let code = response.headers().get("x-msft-approval-code");
    let code = code.map(|code| code.to_str().unwrap().to_owned());
    let status = response.status().as_u16();
    let text = response.body_mut().read_to_string().unwrap();
    let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
    Done { status, body, code }
}

fn post(lab: &Lab, token: &str, path: &str, body: &Value) -> Done {
    send(lab, "POST", token, path, &body.to_string(), "")
}

/// Steers the world, and must be allowed to.
fn steer(lab: &Lab, path: &str, body: &Value) -> Value {
    let done = post(lab, "", path, body);
    assert_eq!(done.status, 200, "{path} {body}: {}", done.body);
    done.body
}

/// A telephone in use, added later with Configurator, and then forgotten on its service.
fn forgotten(options: &mut Options) {
    let text = built_in("not-contacted").unwrap();
    let told = text
        .find("[[device.step]]\nat = \"2026-08-10T09:00")
        .unwrap();
    let request = Request {
        world: Some(("forgotten".to_owned(), text[..told].to_owned())),
        tier: Some("audit".to_owned()),
        ..Request::default()
    };
    options.recipe = request.recipe().unwrap();
    options.tier = request.tier().unwrap();
    options.token_life = 80_000;
}

struct Case {
    lab: Lab,
    graph: String,
    apple: String,
    serial: String,
    account: String,
}

impl Case {
    fn start(change: impl FnOnce(&mut Options)) -> Self {
        let lab = Lab::start(|options| {
            forgotten(options);
            options.entrance.writes = true;
            change(options);
        });
        let (graph, apple) = (lab.graph_token(), lab.apple_token());
        let (tokens, _) = lab.all(&graph, &format!("{ADMIN}/depOnboardingSettings"));
        let account = tokens[0]["id"].as_str().unwrap().to_owned();
        let account = format!("{ADMIN}/depOnboardingSettings/{account}");
        // Apple's list lags by up to a quarter of an hour.
        steer(&lab, "/_lab/time", &json!({"advance": "PT1H"}));
        let (devices, _) = lab.all(&apple, "/v1/orgDevices");
        let serial = devices[0]["id"].as_str().unwrap().to_owned();
        Self {
            lab,
            graph,
            apple,
            serial,
            account,
        }
    }

    fn advance(&self, by: &str) {
        steer(&self.lab, "/_lab/time", &json!({"advance": by}));
    }

    fn act(&self, deed: &Value) -> Value {
        steer(&self.lab, &format!("/_lab/devices/{}", self.serial), deed)
    }

    fn listed(&self) -> Vec<Value> {
        let path = format!("{}/importedAppleDeviceIdentities", self.account);
        self.lab.all(&self.graph, &path).0
    }

    fn managed(&self) -> Vec<Value> {
        self.lab.all(&self.graph, MANAGED).0
    }

    fn cause(&self) -> String {
        let path = format!("/_lab/devices/{}/story", self.serial);
        let story = self.lab.get("", &path).body;
        story["truth"]["cause"].as_str().unwrap().to_owned()
    }

    /// Assigns it at Apple to Intune's service, and gives the activity's path.
    fn assign(&self) -> String {
        let (servers, _) = self.lab.all(&self.apple, "/v1/mdmServers");
        let is_ours = |row: &&Value| row["attributes"]["serverType"] == "MDM";
        let server = servers.iter().find(is_ours).unwrap()["id"].clone();
        let mut body = json!({"data": {"type": "orgDeviceActivities",
            "attributes": {"activityType": "ASSIGN_DEVICES"},
            "relationships": {
                "mdmServer": {"data": {"type": "mdmServers", "id": server}},
                "devices": {"data": [{"type": "orgDevices", "id": self.serial}]}}}});
        let begun = post(&self.lab, &self.apple, "/v1/orgDeviceActivities", &body);
        assert_eq!(begun.status, 201, "{}", begun.body);
        assert_eq!(begun.body["data"]["attributes"]["status"], "IN_PROGRESS");
        body["data"]["relationships"]["devices"]["data"][0]["id"] = "FC00000000".into();
        let unknown = post(&self.lab, &self.apple, "/v1/orgDeviceActivities", &body);
        assert_eq!(unknown.status, 409, "{}", unknown.body);
        let id = begun.body["data"]["id"].as_str().unwrap();
        format!("/v1/orgDeviceActivities/{id}")
    }

    /// Makes Intune know it and give it a profile.
    fn list(&self) {
        let sync = format!("{}/syncWithAppleDeviceEnrollmentProgram", self.account);
        assert_eq!(
            post(&self.lab, &self.graph, &sync, &Value::Null).status,
            204
        );
        let again = self.lab.get(&self.graph, &self.account).body;
        let (now, last) = (&again["lastSyncTriggeredDateTime"], self.now());
        assert_eq!(now.as_str().unwrap(), last);
        assert_eq!(
            post(&self.lab, &self.graph, &sync, &Value::Null).status,
            429
        );
        let profiles = format!("{}/enrollmentProfiles", self.account);
        let (rows, _) = self.lab.all(&self.graph, &profiles);
        let ios = |row: &&Value| row["@odata.type"].as_str().unwrap().contains("IOS");
        let profile = rows.iter().rev().find(ios).unwrap()["id"].as_str().unwrap();
        let path = format!("{profiles}/{profile}/updateDeviceProfileAssignment");
        let assign = |serial: &str| {
            let body = json!({"deviceIds": [serial]});
            post(&self.lab, &self.graph, &path, &body).status
        };
        assert_eq!((assign("FC00000000"), assign(&self.serial)), (400, 204));
        self.advance("PT1H");
        let row = &self.listed()[0];
        assert_eq!(row["enrollmentState"], "notContacted");
        assert_eq!(row["lastContactedDateTime"], NEVER);
        assert_eq!(row["requestedEnrollmentProfileId"], profile);
    }

    fn now(&self) -> String {
        let time = self.lab.get("", "/_lab/time").body;
        time["now"].as_str().unwrap().to_owned()
    }
}

#[test]
fn the_classic_case_is_played_by_hand() {
    let case = Case::start(|options| {
        options.now = passing;
        options.steering.activity_takes = 5;
    });
    assert!(case.listed().is_empty() && case.managed().is_empty());
    let activity = case.assign();
    let read = || case.lab.get(&case.apple, &activity).body["data"]["attributes"].clone();
    assert_eq!(read()["status"], "IN_PROGRESS");
    PASSED.store(5, Ordering::Relaxed);
    let done = read();
    assert_eq!(done["subStatus"], "COMPLETED_WITH_SUCCESS");
    let link = done["downloadUrl"].as_str().unwrap();
    let log = case.lab.get("", link);
    let line = format!("\n{},SUCCESS,", case.serial);
    assert!(log.body.as_str().unwrap().contains(&line), "{}", log.body);
    PASSED.store(66, Ordering::Relaxed);
    assert_eq!(case.lab.get("", link).status, 403);

    case.list();
    // Everything is ready, and the telephone does not ask: it was set up long ago.
    assert_eq!(case.cause(), "C01");
    let path = format!("/_lab/devices/{}", case.serial);
    let early = post(&case.lab, "", &path, &json!({"do": "set-up"}));
    assert_eq!(early.status, 409, "{}", early.body);
    case.act(&json!({"do": "erase"}));
    case.act(&json!({"do": "set-up"}));
    case.advance("P1D");
    let row = &case.listed()[0];
    assert_eq!(row["enrollmentState"], "enrolled");
    assert_ne!(row["lastContactedDateTime"], NEVER);
    let managed = case.managed();
    assert_eq!(managed[0]["serialNumber"], case.serial.as_str());
    assert_eq!(managed[0]["isSupervised"], true);

    // A wipe takes it out of management, and its holder brings it back without being told to.
    let id = managed[0]["id"].as_str().unwrap();
    let wipe = |id: &str, body: &str| {
        let path = format!("{MANAGED}/{id}/wipe");
        send(&case.lab, "POST", &case.graph, &path, body, "").status
    };
    let body = r#"{"keepEnrollmentData": false, "keepUserData": false}"#;
    assert_eq!(wipe("00000000-0000-4000-8000-000000000000", body), 404);
    assert_eq!(wipe(id, r#"{"keepUserData": "no"}"#), 400);
    assert_eq!(wipe(id, "{"), 400);
    assert_eq!(wipe(id, body), 204);
    assert!(case.managed().is_empty());
    case.advance("P60D");
    let again = case.managed();
    assert_eq!(again.len(), 1);
    assert_ne!(again[0]["id"].as_str().unwrap(), id);

    let requests = case.lab.get("", "/_lab/requests").body;
    let statuses: Vec<u64> = requests["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["status"].as_u64().unwrap())
        .collect();
    let all = [201, 409, 204, 429, 400, 204, 404, 400, 400, 204];
    assert_eq!(statuses, all);
}

#[test]
fn a_protected_tenant_asks_another_administrator() {
    let case = Case::start(|options| options.steering.approval = true);
    case.assign();
    case.list();
    case.act(&json!({"do": "erase", "by": "holder"}));
    case.act(&json!({"do": "set-up", "how": "new"}));
    case.advance("P1D");
    let managed = case.managed();
    let id = managed[0]["id"].as_str().unwrap();
    let path = format!("{MANAGED}/{id}");
    let delete = |code: &str| send(&case.lab, "DELETE", &case.graph, &path, "", code);
    let refused = delete("");
    assert_eq!(refused.status, 403);
    assert_eq!(refused.body["error"]["code"], "ApprovalRequired");
    let code = refused.code.unwrap();
    assert_eq!((delete(&code).status, delete("made-up").status), (403, 403));
    let list = format!("{ADMIN}/operationApprovalRequests?$filter=requestId%20eq%20'{code}'");
    let status = || case.lab.get(&case.graph, &list).body["value"][0]["status"].clone();
    assert_eq!(status(), "needsApproval");
    steer(
        &case.lab,
        &format!("/_lab/approvals/{code}"),
        &json!({"approve": true}),
    );
    assert_eq!(delete(&code).status, 204);
    assert_eq!(status(), "completed");
    assert!(case.managed().is_empty());
    // It was retired: in use, and out of management.
    assert_eq!(case.cause(), "C11");
    assert_eq!(delete("").status, 404);
}

#[test]
fn a_list_goes_on_as_it_began_until_it_is_forgotten() {
    let lab = Lab::start(|options| options.entrance.writes = true);
    let token = lab.graph_token();
    let (before, _) = lab.all(&token, MANAGED);
    let first = lab.get(&token, &format!("{MANAGED}?$top=100")).body;
    let next = first["@odata.nextLink"].as_str().unwrap().to_owned();
    steer(&lab, "/_lab/time", &json!({"advance": "P20D"}));
    let (after, _) = lab.all(&token, MANAGED);
    assert_ne!(before, after);
    let (rest, _) = lab.all(&token, &next);
    assert_eq!(rest, before[100..]);
    for _ in 0..4 {
        steer(&lab, "/_lab/time", &json!({"advance": 60}));
        lab.get(&token, MANAGED);
    }
    assert_eq!(lab.get(&token, &next).status, 400);
    // The first snapshot stays what it was.
    assert_eq!(lab.written("microsoft/managedDevices"), before);
}

#[test]
fn a_token_that_expires_now_is_mended_and_the_same_deeds_give_the_same_world() {
    let play = || {
        let lab = Lab::start(|options| options.recipe.faults = Some(Vec::new()));
        let token = lab.graph_token();
        let errors = || {
            let path = format!("{ADMIN}/depOnboardingSettings");
            let rows = lab.all(&token, &path).0;
            let expired = |row: &&Value| row["lastSyncErrorCode"] == 1;
            rows.iter().filter(expired).count()
        };
        let healthy = errors();
        steer(&lab, "/_lab/faults", &json!({"fault": "f07"}));
        steer(&lab, "/_lab/time", &json!({"advance": "P3D"}));
        assert_eq!(errors(), healthy + 1);
        let truth = lab.get("", "/_lab/truth").body.to_string();
        steer(&lab, "/_lab/faults", &json!({"mend": "F07"}));
        assert_eq!(errors(), healthy);
        steer(&lab, "/_lab/time", &json!({"speed": 10}));
        truth + &lab.get("", "/_lab/truth").body.to_string()
    };
    let told = play();
    assert!(told.contains("F07"));
    assert_eq!(told, play());
}

#[test]
fn nothing_that_is_done_changes_what_was_before() {
    let recipe = Recipe::new(11, 150).unwrap();
    let now = recipe.looked_at;
    let untouched = World::build(&Recipe {
        looked_at: now + 30 * DAY,
        ..recipe.clone()
    });
    let mut worlds: Vec<Vec<What>> = faults::all()
        .iter()
        .map(|it| vec![What::Strike(it)])
        .collect();
    worlds.push(vec![What::Mend(Mended::Everything)]);
    worlds.push(vec![What::Sync(0), What::DefaultProfile(1)]);
    let erase = |index| What::Device {
        index,
        replacement: false,
        plan: Plan::Erase(Eraser::Holder),
    };
    worlds.push((0..150).map(erase).collect());
    let mut changed = 0;
    for deeds in worlds {
        let deeds: Vec<Deed> = deeds
            .into_iter()
            .map(|what| Deed { at: now, what })
            .collect();
        let world = World::build(&Recipe {
            looked_at: now + 30 * DAY,
            deeds: deeds.clone(),
            ..recipe.clone()
        });
        for index in 0..150 {
            let (with, without) = (one(&world, index), one(&untouched, index));
            changed += usize::from(with != without);
            let past = |log: &[Entry]| {
                let past = log.iter().take_while(|entry| entry.at < now);
                past.copied().collect::<Vec<_>>()
            };
            assert_eq!(past(&with), past(&without), "{deeds:?}, device {index}");
        }
    }
    assert!(changed > 150, "{changed}");
}

fn one(world: &World, index: u64) -> Vec<Entry> {
    stories(world, index, Acting::All).remove(0).lived.log
}
