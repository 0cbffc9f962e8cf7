//! What the collector asks and what the lab answers, held against what the vendors publish. The
//! published material is not part of the project: where it does not lie beside a checkout, these
//! tests say that they are skipped.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use boon::{Compiler, SchemaIndex, Schemas};
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::Source;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use lab::request::Request;
use lab::serve::{Entrance, Options, Running, Steering, Weather, serve};
use serde_json::{Value, json};
use sources::live::first_calls;
use sources::permission;
use sources::recorded::{ReadOptions, read};
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Where the material lies, beside a checkout or where a variable says.
fn material(folder: &str) -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let path = std::env::var_os("FIRSTCONTACT_REFERENCE_DATA").map_or_else(beside, PathBuf::from);
    let path = path.join(folder);
    if path.is_dir() {
        return Some(path);
    }
    // Past the harness, which swallows what a test prints; `cargo xtask test` counts the line.
    let why = "is not there; name the material in FIRSTCONTACT_REFERENCE_DATA";
    let line = format!("skipped: {} {why}\n", path.display());
    io::stdout().write_all(line.as_bytes()).unwrap();
    None
}

fn parsed(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

fn now() -> Moment {
    let stamp = Stamp::parse("2026-11-28T03:00:00Z").unwrap();
    stamp.at().unwrap()
}

/// A call to Microsoft Graph: version, path in lower case, and its options.
struct Call {
    source: Source,
    version: String,
    path: String,
    options: Vec<(String, Vec<String>)>,
}

fn graph_calls() -> Vec<Call> {
    let calls = first_calls(now()).into_iter();
    let calls = calls.filter(|(source, _)| !source.is_apple());
    let calls: Vec<Call> = calls
        .map(|(source, address)| {
            let (path, query) = address.split_once('?').unwrap_or((&address, ""));
            let (version, path) = path[1..].split_once('/').unwrap();
            let options = query.split('&').filter(|it| !it.is_empty()).map(|option| {
                let (name, value) = option.split_once('=').unwrap();
                (
                    name.to_owned(),
                    value.split(',').map(str::to_owned).collect(),
                )
            });
            Call {
                source,
                version: version.to_owned(),
                path: format!("/{}", path.to_lowercase()),
                options: options.collect(),
            }
        })
        .collect();
    assert!(calls.len() > 10, "{}", calls.len());
    calls
}

impl Call {
    fn option(&self, name: &str) -> impl Iterator<Item = &str> {
        let found = self.options.iter().filter(move |(known, _)| known == name);
        found.flat_map(|(_, values)| values.iter().map(String::as_str))
    }
}

/// The published type of a source's rows.
fn type_of(source: Source) -> Option<&'static str> {
    Some(match source {
        Source::Tokens => "DepOnboardingSetting",
        Source::ManagedDevices => "ManagedDevice",
        Source::ImportedIdentities => "ImportedAppleDeviceIdentity",
        Source::PushCertificate => "ApplePushNotificationCertificate",
        Source::AccessPolicies => "ConditionalAccessPolicy",
        Source::EntraDevices => "Device",
        Source::VppTokens => "VppToken",
        Source::SignIns => "SignIn",
        _ => return None,
    })
}

/// Whether a published type, or what it is made from, has a property.
fn has(types: &Value, kind: &str, name: &str) -> bool {
    let Some(known) = types.get(kind) else {
        // The bases that the material leaves out have little more than this.
        return name == "id";
    };
    known["properties"].get(name).is_some()
        || known["base"]
            .as_str()
            .is_some_and(|base| has(types, base, name))
}

#[test]
fn what_is_selected_exists_in_that_version_of_graph() {
    let Some(folder) = material("microsoft-graph") else {
        return;
    };
    let types = parsed(&folder.join("types.json"));
    let (mut wrong, mut checked) = (BTreeSet::new(), 0);
    // The material says nothing about the directory's types.
    for call in graph_calls().iter().filter(|it| !it.source.is_directory()) {
        let names = call.option("$select").chain(call.option("$expand"));
        let names: Vec<&str> = names.collect();
        let Some(kind) = type_of(call.source) else {
            assert!(
                call.option("$select").next().is_none(),
                "{}: which type?",
                call.path
            );
            continue;
        };
        // The material has those types of version 1.0 alone in which it differs from the beta.
        let version = &types[call.version.as_str()];
        let version = if version.get(kind).is_some() {
            version
        } else {
            &types["beta"]
        };
        assert!(version.get(kind).is_some(), "{kind}");
        for name in names {
            checked += 1;
            if !has(version, kind, name) {
                wrong.insert(format!(
                    "{} {}: {kind} has no {name}",
                    call.version, call.path
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(checked > 60, "{checked}");
}

/// Paths that the material's list of templates leaves out.
const NOT_LISTED: [&str; 17] = [
    "/auditlogs/signins",
    "/deviceappmanagement/vpptokens",
    "/devicemanagement",
    "/devicemanagement/configurationpolicies",
    "/devicemanagement/devicecompliancepolicies",
    "/devicemanagement/deviceconfigurations",
    "/directory/deleteditems/microsoft.graph.user",
    "/groups",
    "/groups/{}/transitivemembers",
    "/policies/deviceregistrationpolicy",
    "/policies/identitysecuritydefaultsenforcementpolicy",
    "/reports/authenticationmethods/userregistrationdetails",
    "/rolemanagement/directory/roleassignments",
    "/rolemanagement/directory/roledefinitions",
    "/serviceprincipals",
    "/subscribedskus",
    "/users",
];

/// A template without the names of its identifiers, and the options that it takes.
fn template(line: &str) -> (String, Vec<&str>) {
    let (path, options) = line.split_once("{?").unwrap_or((line, ""));
    let mut plain = String::new();
    for (number, part) in path.to_lowercase().split(['{', '}']).enumerate() {
        plain.push_str(if number % 2 == 0 { part } else { "{}" });
    }
    (plain, options.trim_end_matches('}').split(',').collect())
}

#[test]
fn every_path_is_published_and_takes_these_options() {
    let Some(folder) = material("microsoft-graph") else {
        return;
    };
    let text = fs::read_to_string(folder.join("beta-url-templates.txt")).unwrap();
    let templates: Vec<_> = text.lines().map(template).collect();
    let mut wrong = Vec::new();
    for call in graph_calls() {
        let found = templates.iter().find(|(path, _)| *path == call.path);
        // A path that the material lists from now on is to be checked from now on.
        assert_eq!(
            found.is_none(),
            NOT_LISTED.contains(&call.path.as_str()),
            "{}",
            call.path
        );
        for (option, _) in found.map_or(&[][..], |_| &call.options) {
            if found.is_some_and(|(_, known)| !known.contains(&option.as_str())) {
                wrong.push(format!("{} takes no {option}", call.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_call_is_covered_by_the_permission_that_is_asked_for() {
    let Some(folder) = material("microsoft-graph") else {
        return;
    };
    let permissions = parsed(&folder.join("permissions.json"));
    let holds = |list: &Value, word: &str| {
        let words = list
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        words
            .map(|it| it.to_lowercase().replace("{id}", "{}"))
            .any(|it| it == word)
    };
    let mut wrong = Vec::new();
    for call in graph_calls() {
        // The material says nothing about tokens for apps, the directory, and two policies of the
        // whole tenant; their permission is from the page of that call (microsoft.md §3.3).
        let unlisted = [
            Source::VppTokens,
            Source::SecurityDefaults,
            Source::DeviceRegistration,
        ];
        if unlisted.contains(&call.source) || call.source.is_directory() {
            continue;
        }
        let claimed = permission::of(call.source).unwrap();
        let grants = permissions[claimed]["paths"].as_array();
        let covered = grants.into_iter().flatten().any(|grant| {
            holds(&grant["paths"], &call.path)
                && holds(&grant["methods"], "get")
                && holds(&grant["schemeKeys"], "application")
        });
        if !covered {
            wrong.push(format!("{claimed} does not allow GET {}", call.path));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Apple's samples, and the pages of a snapshot that they would be.
const SAMPLES: [(&str, &str); 4] = [
    ("get_organization_devices", "orgDevices-00001.json"),
    ("get_device_management_services", "mdmServers-00001.json"),
    ("get_audit_events", "auditEvents-00001.json"),
    (
        "get_mdm_server_device_linkages",
        "mdmServerDevices.1F97349736CF4614A94F624E705841AD-00001.json",
    ),
];

#[test]
fn apple_s_samples_are_read_without_a_gap() {
    let Some(folder) = material("apple-business/samples") else {
        return;
    };
    let place = tempfile::tempdir().unwrap();
    let apple = place.path().join("apple");
    fs::create_dir(&apple).unwrap();
    let head = "{\"schema\":1,\"takenAt\":\"2026-11-28T03:00:00Z\",\"tenant\":{\"name\":\"x\"}}";
    fs::write(place.path().join("snapshot.json"), head).unwrap();
    for (sample, page) in SAMPLES {
        fs::copy(folder.join(format!("{sample}.json")), apple.join(page)).unwrap();
    }
    let coverage = parsed(&folder.join("get_applecare_coverage.json"));
    let line = json!({"id": "XABC123X0ABC123X0", "response": coverage});
    fs::write(
        apple.join("appleCareCoverage-00001.ndjson"),
        format!("{line}\n"),
    )
    .unwrap();
    let snapshot = read(place.path(), &ReadOptions::default()).unwrap();
    let gaps: Vec<_> = snapshot
        .gaps
        .iter()
        // No sample shows an Activation Lock.
        .filter(|gap| gap.source.starts_with("apple"))
        .filter(|gap| gap.source != "apple/activationLockStatus")
        .collect();
    assert!(gaps.is_empty(), "{gaps:#?}");
    let rows = [
        snapshot.org_devices.len(),
        snapshot.mdm_servers.len(),
        snapshot.server_links.len(),
        snapshot.audit_events.len(),
    ];
    assert_eq!(rows, [1, 1, 1, 1]);
}

/// Places at which the schemas are older than the interface: Apple sends lists there today
/// (apple.md §1.4, and the samples).
const OLDER: [(&str, &str); 2] = [("OrgDevice.json", "imei"), ("OrgDevice.json", "meid")];

/// Apple's schemas, compiled on demand.
struct Apple {
    folder: PathBuf,
    schemas: Schemas,
    compiler: Compiler,
}

impl Apple {
    fn read(folder: PathBuf) -> Self {
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|kind| kind != "json") {
                continue;
            }
            let name = path.file_name().unwrap().to_str().unwrap();
            let mut schema = parsed(&path);
            for (file, attribute) in OLDER.iter().filter(|(file, _)| *file == name) {
                let part = &mut schema["$defs"]["OrgDevice.Attributes"]["properties"][attribute];
                assert_eq!(part["type"], "string", "{file} has become current");
                *part = json!({"type": "array", "items": {"type": "string"}});
            }
            compiler
                .add_resource(&format!("apple:///{name}"), schema)
                .unwrap();
        }
        Self {
            folder,
            schemas: Schemas::new(),
            compiler,
        }
    }

    fn schema(&mut self, name: &str) -> SchemaIndex {
        assert!(self.folder.join(format!("{name}.json")).exists(), "{name}");
        let place = format!("apple:///{name}.json");
        self.compiler.compile(&place, &mut self.schemas).unwrap()
    }

    fn faults(&mut self, name: &str, answer: &Value) -> Option<String> {
        let schema = self.schema(name);
        let judged = self.schemas.validate(answer, schema);
        judged.err().map(|why| format!("{name}: {why}"))
    }
}

/// A lab on plain HTTP, and a client that is signed in to its Apple Business.
struct Lab {
    running: Running,
    agent: ureq::Agent,
    token: String,
    _place: tempfile::TempDir,
}

impl Lab {
    fn start() -> Self {
        let place = tempfile::tempdir().unwrap();
        let request = Request {
            seed: Some(7),
            devices: Some(300),
            tier: Some("look".to_owned()),
            ..Request::default()
        };
        let options = Options {
            recipe: request.recipe().unwrap(),
            tier: request.tier().unwrap(),
            folder: place.path().to_owned(),
            listen: "127.0.0.1:0".parse().unwrap(),
            plain: true,
            weather: Weather::default(),
            token_life: 3_600,
            certificate_key: None,
            entrance: Entrance::default(),
            steering: Steering::default(),
            now: || now().unix(),
        };
        let running = serve(options).unwrap();
        let config = ureq::Agent::config_builder().http_status_as_error(false);
        let mut lab = Self {
            running,
            agent: config.build().new_agent(),
            token: String::new(),
            _place: place,
        };
        lab.sign_in();
        lab
    }

    fn sign_in(&mut self) {
        let account = self.running.access.apple.as_ref().unwrap();
        let key = EncodingKey::from_ec_pem(&fs::read(&account.key).unwrap()).unwrap();
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some(account.key_id.clone());
        let claims = json!({"iss": account.client, "sub": account.client, "jti": "one",
            "aud": "https://account.apple.com/auth/oauth2/v2/token",
            "iat": now().unix(), "exp": now().unix() + 600});
        let proof = encode(&header, &claims, &key).unwrap();
        let form: [(&str, &str); 5] = [
            ("grant_type", "client_credentials"),
            ("client_id", &account.client),
            (
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ),
            ("client_assertion", &proof),
            ("scope", "business.api"),
        ];
        let address = format!("{}/auth/oauth2/token", self.running.access.base);
        let mut answer = self.agent.post(address).send_form(form).unwrap();
        let answer: Value =
            serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap();
        answer["access_token"]
            .as_str()
            .unwrap()
            .clone_into(&mut self.token);
    }

    fn get(&self, path: &str) -> Value {
        let asked = self
            .agent
            .get(format!("{}/v1/{path}", self.running.access.base));
        let asked = asked.header("accept", "application/json");
        let asked = asked.header("authorization", format!("Bearer {}", self.token));
        let text = asked.call().unwrap().body_mut().read_to_string().unwrap();
        serde_json::from_str(&text).unwrap()
    }
}

#[test]
fn the_lab_s_answers_fit_apple_s_schemas() {
    let Some(folder) = material("apple-business/schemas") else {
        return;
    };
    let (mut apple, lab) = (Apple::read(folder), Lab::start());
    let mut wrong = Vec::new();
    let services = lab.get("mdmServers?limit=1");
    wrong.extend(apple.faults("MdmServersResponse", &services));
    let services = lab.get("mdmServers");
    wrong.extend(apple.faults("MdmServersResponse", &services));
    let devices = lab.get("orgDevices?limit=200");
    wrong.extend(apple.faults("PagedDocumentLinks", &devices["links"]));
    wrong.extend(apple.faults("PagingInformation", &devices["meta"]));
    assert!(devices["links"]["next"].is_string(), "not the last page");
    let rows = devices["data"].as_array().unwrap();
    assert_eq!(rows.len(), 200);
    for row in rows {
        wrong.extend(apple.faults("OrgDevice", row));
        let serial = row["id"].as_str().unwrap();
        let one = lab.get(&format!("orgDevices/{serial}"));
        wrong.extend(apple.faults("OrgDevice", &one["data"]));
        wrong.extend(apple.faults("DocumentLinks", &one["links"]));
        let coverage = lab.get(&format!("orgDevices/{serial}/appleCareCoverage"));
        wrong.extend(apple.faults("PagedDocumentLinks", &coverage["links"]));
    }
    for service in services["data"].as_array().unwrap() {
        let id = service["id"].as_str().unwrap();
        let links = lab.get(&format!("mdmServers/{id}/relationships/devices?limit=10"));
        wrong.extend(apple.faults("PagedDocumentLinks", &links["links"]));
    }
    for missing in [
        "orgDevices/NOBODY",
        "nothing",
        "orgDevices?limit=0",
        "auditEvents",
    ] {
        let answer = lab.get(missing);
        assert!(answer["errors"][0].is_object(), "{missing}: {answer}");
        wrong.extend(apple.faults("ErrorResponse", &answer));
    }
    assert!(
        wrong.is_empty(),
        "{} faults: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(5)]
    );
    // The check can fail: it is not the schemas that allow anything.
    assert!(
        apple
            .faults("OrgDevice", &json!({"type": "orgDevices"}))
            .is_some()
    );
}
