//! The lab's services for a trial, and what a person would do there.

use super::{Tried, attempt, machine_time, with_hands};
use crate::call::Call;
use crate::hands::{Hands, Patience};
use lab::request::Request;
use lab::scenario::built_in;
use lab::serve::{Entrance, Options, Running, Steering, Weather, serve};
use remedy::act::Act;
use reqwest::blocking::Client;
use serde_json::{Value, json};
use sources::live::{
    AppleScope, AppleSettings, MicrosoftCredential, MicrosoftSettings, Origin, TenantSettings,
};
use tempfile::TempDir;

const ADMIN: &str = "/beta/deviceManagement";

/// A pretended tenant.
pub(super) struct Pretended {
    running: Running,
    client: Client,
    _folder: TempDir,
}

/// A telephone in use, added later with Configurator, and then forgotten on its service.
pub(super) fn forgotten() -> String {
    let text = built_in("not-contacted").unwrap();
    let told = text
        .find("[[device.step]]\nat = \"2026-08-10T09:00")
        .unwrap();
    text[..told].to_owned()
}

impl Pretended {
    pub(super) fn start(world: String, change: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let request = Request {
            world: Some(("trial".to_owned(), world)),
            tier: Some("audit".to_owned()),
            ..Request::default()
        };
        let mut options = Options {
            recipe: request.recipe().unwrap(),
            tier: request.tier().unwrap(),
            folder: folder.path().join("w"),
            listen: "127.0.0.1:0".parse().unwrap(),
            plain: true,
            steering: Steering {
                activity_takes: 12,
                ..Steering::default()
            },
            weather: Weather::default(),
            token_life: 80_000,
            certificate_key: None,
            entrance: Entrance::default(),
            now: machine_time,
        };
        change(&mut options);
        let running = serve(options).unwrap();
        let pretended = Self {
            running,
            client: Client::new(),
            _folder: folder,
        };
        // Apple's list lags by up to a quarter of an hour.
        pretended.advance("PT1H");
        pretended
    }

    /// As whom hands are there: the app and the account that may write.
    pub(super) fn settings(&self) -> TenantSettings {
        let access = &self.running.access;
        let origin = || Origin::parse(&access.base).unwrap();
        let apple = access.apple_repairer.as_ref().map(|it| AppleSettings {
            client: it.client.clone(),
            key_id: it.key_id.clone(),
            key: std::fs::read_to_string(&it.key).unwrap().into(),
            scope: AppleScope::Business,
            account: origin(),
            api: origin(),
        });
        TenantSettings {
            name: "trial".to_owned(),
            microsoft: Some(MicrosoftSettings {
                tenant: access.tenant.clone(),
                client: access.repair_client.clone(),
                credential: MicrosoftCredential::Secret(access.repair_secret.as_str().into()),
                authority: origin(),
                graph: origin(),
            }),
            apple,
            authorities: None,
        }
    }

    pub(super) fn carry_out(&self, act: &Act) -> Tried {
        self.carry_out_with(act, None)
    }

    pub(super) fn carry_out_with(&self, act: &Act, code: Option<&str>) -> Tried {
        attempt(
            self.settings(),
            Patience::default(),
            &machine_time,
            act,
            code,
        )
    }

    /// With the world's clock in the hands' head.
    pub(super) fn carry_out_in_time(&self, act: &Act) -> Tried {
        let now = self.now();
        attempt(
            self.settings(),
            Patience::default(),
            &move || now,
            act,
            None,
        )
    }

    pub(super) fn let_hands<T>(&self, deed: impl FnOnce(&mut Hands<'_>) -> T) -> T {
        with_hands(self.settings(), Patience::default(), &machine_time, deed).0
    }

    fn link(&self, path: &str) -> String {
        format!("{}{path}", self.running.access.base)
    }

    /// Controls the world.
    pub(super) fn steer(&self, path: &str, body: &Value) -> Value {
        let asked = self.client.post(self.link(path)).body(body.to_string());
        let answer = asked.send().unwrap();
        let (status, text) = (answer.status().as_u16(), answer.text().unwrap());
        assert_eq!(status, 200, "{path} {body}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    pub(super) fn look(&self, path: &str) -> Value {
        let answer = self.client.get(self.link(path)).send().unwrap();
        serde_json::from_str(&answer.text().unwrap()).unwrap()
    }

    pub(super) fn advance(&self, by: &str) {
        self.steer("/_lab/time", &json!({"advance": by}));
    }

    /// The world's time.
    pub(super) fn now(&self) -> i64 {
        let now = self.look("/_lab/time")["now"].as_str().unwrap().to_owned();
        lab::clock::parse(&now).unwrap()
    }

    pub(super) fn act(&self, serial: &str, deed: &Value) {
        self.steer(&format!("/_lab/devices/{serial}"), deed);
    }

    pub(super) fn cause(&self, serial: &str) -> String {
        let story = self.look(&format!("/_lab/devices/{serial}"));
        story["truth"]["cause"].as_str().unwrap().to_owned()
    }

    /// Reads a list of Graph's, as the app that reads.
    pub(super) fn rows(&self, path: &str) -> Vec<Value> {
        let access = &self.running.access;
        let form = format!(
            "grant_type=client_credentials&client_id={}&client_secret={}&scope={}/.default",
            access.client, access.secret, access.base
        );
        let asked = self
            .client
            .post(self.link(&format!("/{}/oauth2/v2.0/token", access.tenant)));
        let given: Value =
            serde_json::from_str(&asked.body(form).send().unwrap().text().unwrap()).unwrap();
        let token = given["access_token"].as_str().unwrap();
        let asked = self.client.get(self.link(path)).bearer_auth(token);
        let page: Value = serde_json::from_str(&asked.send().unwrap().text().unwrap()).unwrap();
        page["value"].as_array().unwrap().clone()
    }

    /// The first token.
    pub(super) fn token(&self) -> String {
        id(&self.rows(&format!("{ADMIN}/depOnboardingSettings"))[0])
    }

    /// What Intune's list of the token says.
    pub(super) fn listed(&self) -> Vec<Value> {
        let list = "importedAppleDeviceIdentities";
        self.rows(&format!(
            "{ADMIN}/depOnboardingSettings/{}/{list}",
            self.token()
        ))
    }

    /// The token's profiles for telephones.
    pub(super) fn profiles(&self) -> Vec<Value> {
        let path = format!(
            "{ADMIN}/depOnboardingSettings/{}/enrollmentProfiles",
            self.token()
        );
        let mut rows = self.rows(&path);
        rows.retain(|row| row["@odata.type"].as_str().unwrap().contains("IOS"));
        rows
    }

    pub(super) fn managed(&self) -> Vec<Value> {
        self.rows("/v1.0/deviceManagement/managedDevices")
    }

    /// What the lab has seen of writes, in order.
    pub(super) fn requests(&self) -> Vec<Value> {
        let all = self.look("/_lab/requests");
        all["requests"].as_array().unwrap().clone()
    }

    /// How often a path that ends like this was written to.
    pub(super) fn count(&self, end: &str) -> usize {
        let all = self.requests();
        let its = all
            .iter()
            .filter(|it| it["path"].as_str().unwrap().ends_with(end));
        its.count()
    }

    /// Holds what was sent against what the lab has seen, entry by entry.
    pub(super) fn agrees(&self, tried: &[&Tried]) {
        let writes = tried.iter().flat_map(|tried| tried.writes());
        let sent: Vec<Value> = writes.map(|(call, status)| shown(call, *status)).collect();
        let mut seen = self.requests();
        for row in &mut seen {
            let row = row.as_object_mut().unwrap();
            row.remove("number");
            row.remove("worldTime");
        }
        assert_eq!(sent, seen);
    }
}

fn shown(call: &Call, status: Option<u16>) -> Value {
    json!({"method": call.method.to_string(), "path": call.path, "status": status,
        "body": call.body})
}

pub(super) fn id(row: &Value) -> String {
    row["id"].as_str().unwrap().to_owned()
}

impl Pretended {
    /// The services at Apple: the one that Intune has, as it is written in the truth of the lists.
    pub(super) fn service(&self, kind: &str) -> String {
        let rows = self.apple("/v1/mdmServers");
        let its = rows
            .iter()
            .find(|row| row["attributes"]["serverType"] == kind);
        id(its.unwrap())
    }

    /// The first device at Apple.
    pub(super) fn serial(&self) -> String {
        id(&self.apple("/v1/orgDevices")[0])
    }

    /// What Apple says of a device.
    pub(super) fn device(&self, serial: &str) -> Value {
        let rows = self.apple("/v1/orgDevices");
        let its = rows.into_iter().find(|row| row["id"] == serial);
        its.unwrap()["attributes"].take()
    }

    /// Reads a list of Apple's with the token of the identity that writes.
    fn apple(&self, path: &str) -> Vec<Value> {
        let mut bearer =
            sources::live::Bearer::apple(self.settings().apple.unwrap(), None).unwrap();
        let around = sources::live::Surroundings {
            now: &|| enrollment::moment::Moment::from_unix(machine_time()).unwrap(),
            wait: &|_| (),
            seed: 9,
            watch: &|_| (),
        };
        let token = bearer.token(&around).unwrap();
        let token = secrecy::ExposeSecret::expose_secret(&token).to_owned();
        let asked = self.client.get(self.link(path)).bearer_auth(token);
        let asked = asked.header("accept", "application/json");
        let page: Value = serde_json::from_str(&asked.send().unwrap().text().unwrap()).unwrap();
        page["data"].as_array().unwrap().clone()
    }
}
