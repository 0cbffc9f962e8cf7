//! What the services work out when they are asked: What-If, and reports to export.

use crate::serve::{Got, Lab, got};
use lab::clock::LOOKED_AT;
use serde_json::{Value, json};
use std::io::Read as _;
use std::sync::atomic::{AtomicI64, Ordering};

fn post(lab: &Lab, token: &str, path: &str, body: &Value) -> Got {
    let asked = lab.agent.post(lab.link(path));
    let asked = asked.header("authorization", format!("Bearer {token}"));
    got(asked.send(body.to_string()).unwrap()).unwrap()
}

#[test]
fn what_if_tells_which_policies_would_apply() {
    let lab = Lab::start(|_| ());
    let token = lab.graph_token();
    let policies = lab.written("microsoft/conditionalAccessPolicies");
    let what_if = |app: &str, only: bool| -> Vec<Value> {
        let question = json!({
            "signInIdentity": {"@odata.type": "#microsoft.graph.userSignIn", "userId": "u"},
            "signInContext": {"@odata.type": "#microsoft.graph.applicationContext",
                "includeApplications": [app]},
            "signInConditions": {"devicePlatform": "iOS",
                "clientAppType": "mobileAppsAndDesktopClients",
                "deviceInfo": {"isCompliant": false}},
            "appliedPoliciesOnly": only});
        let path = "/beta/identity/conditionalAccess/evaluate";
        let told = post(&lab, &token, path, &question);
        assert_eq!(told.status, 200, "{}", told.body);
        told.body["value"].as_array().unwrap().clone()
    };
    let mail = "00000002-0000-0ff1-ce00-000000000000";
    let (to_mail, elsewhere) = (what_if(mail, false), what_if("another-app", false));
    assert_eq!(to_mail.len(), policies.len());
    let of = |all: &[Value], name: &str| {
        let found = all.iter().find(|row| row["displayName"] == name);
        let row = found.unwrap().clone();
        (row["policyApplies"].clone(), row["analysisReasons"].clone())
    };
    let office = "Office 365 needs a compliant device";
    assert_eq!(of(&to_mail, office), (json!(true), json!("notSet")));
    assert_eq!(of(&elsewhere, office), (json!(false), json!("application")));
    assert!(
        what_if(mail, true)
            .iter()
            .all(|row| row["policyApplies"] == true)
    );
    let path = "/v1.0/identity/conditionalAccess/evaluate";
    assert_eq!(post(&lab, &token, path, &json!({})).status, 400);
}

/// The services' clock of another test.
static LATER: AtomicI64 = AtomicI64::new(0);

#[test]
fn a_report_shows_the_world_as_it_is_when_it_is_fetched() {
    let lab = Lab::start(|options| {
        options.now = || LOOKED_AT + LATER.load(Ordering::Relaxed);
        options.entrance.writes = true;
    });
    let token = lab.graph_token();
    let jobs = "/v1.0/deviceManagement/reports/exportJobs";
    let order = json!({"reportName": "DevicesWithInventory", "select": ["SerialNumber"]});
    let job = post(&lab, &token, jobs, &order).body;
    let path = format!("{jobs}('{}')", job["id"].as_str().unwrap());
    LATER.store(5, Ordering::Relaxed);
    let url = lab.get(&token, &path).body["url"].clone();
    let month = json!({"advance": "P30D"});
    assert_eq!(post(&lab, "", "/_lab/time", &month).status, 200);
    let shown = rows_of(&lab, url.as_str().unwrap());
    let managed = "/v1.0/deviceManagement/managedDevices";
    let (now, _) = lab.all(&token, managed);
    assert_eq!(shown.len(), now.len());
    assert_ne!(now.len(), lab.written("microsoft/managedDevices").len());
}

/// The lines below the header of a report that lies at this address.
fn rows_of(lab: &Lab, url: &str) -> Vec<String> {
    let text = table_at(lab, url);
    text.lines().skip(1).map(str::to_owned).collect()
}

fn table_at(lab: &Lab, url: &str) -> String {
    let mut bytes = Vec::new();
    let answer = lab.agent.get(url).call().unwrap();
    answer
        .into_body()
        .into_reader()
        .read_to_end(&mut bytes)
        .unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_index(0)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

/// The services' clock of one test.
static CLOCK: AtomicI64 = AtomicI64::new(0);

#[test]
fn a_report_is_ordered_awaited_and_fetched() {
    let lab = Lab::start(|options| {
        options.now = || LOOKED_AT + CLOCK.load(Ordering::Relaxed);
        options.token_life = 80_000;
        options.entrance.writes = true;
    });
    let token = lab.graph_token();
    let jobs = "/v1.0/deviceManagement/reports/exportJobs";
    let order = json!({"reportName": "DevicesWithInventory", "filter": "(OwnerType eq '1')",
        "select": ["SerialNumber", "OwnerType", "IsSupervised", "EnrollmentType"]});
    let job = post(&lab, &token, jobs, &order);
    assert_eq!(
        (job.status, &job.body["status"]),
        (201, &json!("notStarted"))
    );
    assert_eq!(job.body["expirationDateTime"], "0001-01-01T00:00:00Z");
    let path = format!("{jobs}('{}')", job.body["id"].as_str().unwrap());
    CLOCK.store(2, Ordering::Relaxed);
    assert_eq!(lab.get(&token, &path).body["status"], "inProgress");
    CLOCK.store(5, Ordering::Relaxed);
    let done = lab.get(&token, &path).body;
    assert_eq!(done["status"], "completed");
    let url = done["url"].as_str().unwrap();
    // The store takes nobody's token.
    assert_eq!(lab.get(&token, url).status, 403);
    let text = table_at(&lab, url);
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    assert_eq!(
        lines.next(),
        Some("Serial number,Ownership,Supervised,EnrollmentType")
    );
    let all = lab.written("microsoft/managedDevices");
    let company = |row: &&Value| row["managedDeviceOwnerType"] == "company";
    let serial = |row: &Value| row["serialNumber"].as_str().unwrap().to_owned();
    let expected: Vec<String> = all.iter().filter(company).map(serial).collect();
    let shown: Vec<String> = lines
        .map(|line| line.split(',').next().unwrap().to_owned())
        .collect();
    assert_eq!(shown, expected);
    assert!(expected.len() < all.len());
    CLOCK.store(7 * 3_600, Ordering::Relaxed);
    assert_eq!(lab.agent.get(url).call().unwrap().status().as_u16(), 403);
    for wrong in [
        json!({"reportName": "Nothing"}),
        json!({"reportName": "Devices", "select": ["Nothing"]}),
        json!({"reportName": "Devices", "filter": "(OwnerType"}),
    ] {
        assert_eq!(post(&lab, &token, jobs, &wrong).status, 400, "{wrong}");
    }
}

#[test]
fn who_only_reads_orders_no_report() {
    let lab = Lab::start(|_| ());
    let path = "/v1.0/deviceManagement/reports/exportJobs";
    let order = json!({"reportName": "Devices"});
    assert_eq!(post(&lab, &lab.graph_token(), path, &order).status, 403);
}
