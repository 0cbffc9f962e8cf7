//! The API as a program uses it.

use super::{Server, fill, plain};
use firstcontact::store;
use reqwest::Method;
use reqwest::blocking::Response;
use serde_json::{Value, json};
use std::sync::Arc;

fn call(server: &Server, key: &str, method: &str, place: &str, body: Option<&Value>) -> Response {
    let method: Method = method.to_uppercase().parse().unwrap();
    let mut request = plain().request(method, format!("{}{place}", server.base));
    request = request.header("authorization", format!("Bearer {key}"));
    if let Some(body) = body {
        request = request
            .header("content-type", "application/json")
            .body(body.to_string());
    }
    request.send().unwrap()
}

fn document(response: Response) -> Value {
    assert!(response.status().is_success(), "{}", response.status());
    serde_json::from_str(&response.text().unwrap()).unwrap()
}

fn kind(response: Response) -> (u16, String) {
    let (status, kind) = (
        response.status().as_u16(),
        response.headers()["content-type"].clone(),
    );
    assert_eq!(kind, "application/problem+json");
    let problem: Value = serde_json::from_str(&response.text().unwrap()).unwrap();
    assert_eq!(problem["status"], status);
    let (_, name) = problem["type"].as_str().unwrap().rsplit_once(':').unwrap();
    (status, name.to_owned())
}

#[test]
fn a_key_opens_what_its_scope_says() {
    let server = Server::new();
    let reads = server.key(&["read:contoso"]);
    let get = |place: &str| call(&server, &reads, "get", place, None);
    let tenants = document(get("/api/v1/tenants"));
    assert_eq!(tenants["items"].as_array().unwrap().len(), 1);
    assert_eq!(tenants["items"][0]["role"], "viewer");
    let hidden = get("/api/v1/tenants/fabrikam/today").text().unwrap();
    assert_eq!(hidden, get("/api/v1/tenants/nobody/today").text().unwrap());
    assert!(hidden.contains("not-found"));
    assert_eq!(
        kind(get("/api/v1/tenants/contoso/audit")),
        (403, "forbidden".to_owned())
    );
    assert_eq!(kind(get("/metrics")), (403, "forbidden".to_owned()));

    let device = "/api/v1/tenants/contoso/devices/FC4JMGWXHM";
    let (notes, note) = (
        format!("{device}/notes"),
        json!({ "text": "<script>alert(1)</script>" }),
    );
    let refused = call(&server, &reads, "post", &notes, Some(&note));
    assert_eq!(kind(refused), (403, "forbidden".to_owned()));
    let operates = server.key(&["operate:contoso"]);
    assert_eq!(
        call(&server, &operates, "post", &notes, Some(&note)).status(),
        204
    );
    let answer = json!({ "question": "look", "answer": "purple" });
    let refused = call(
        &server,
        &operates,
        "post",
        &format!("{device}/answers"),
        Some(&answer),
    );
    assert_eq!(kind(refused), (422, "invalid".to_owned()));
    let answer = json!({ "question": "look", "answer": "in_use" });
    let taken = call(
        &server,
        &operates,
        "post",
        &format!("{device}/answers"),
        Some(&answer),
    );
    assert_eq!(taken.status(), 204);
    let said = document(get(&format!("{device}/said")));
    assert_eq!(said["items"][1]["by"], "key:operate:contoso");

    let page = server
        .signed_in()
        .get("/t/1/device/FC4JMGWXHM")
        .text()
        .unwrap();
    assert!(
        page.contains("&lt;script&gt;") || page.contains("&#60;script&#62;"),
        "{page}"
    );
    assert!(!page.contains("<script>alert"));

    server.pass(3_600);
    assert_eq!(
        kind(get("/api/v1/tenants")),
        (401, "sign-in".to_owned()),
        "it ended"
    );
}

#[test]
fn a_fleet_is_read_page_by_page() {
    let server = Server::new();
    let key = server.key(&["read:*"]);
    let mut serials = Vec::new();
    let mut cursor = String::new();
    loop {
        let place = format!("/api/v1/tenants/contoso/fleet?sort=serial&size=7{cursor}");
        let page = document(call(&server, &key, "get", &place, None));
        let rows = page["items"].as_array().unwrap();
        serials.extend(
            rows.iter()
                .map(|row| row["serial"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else {
            assert_eq!(page["total"], json!({ "exact": serials.len() }));
            break;
        };
        let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
        cursor = format!("&cursor={next}");
    }
    assert!(serials.len() > 14 && serials.is_sorted(), "{serials:?}");
    for wrong in ["size=0", "cursor=nowhere"] {
        let place = format!("/api/v1/tenants/contoso/fleet?{wrong}");
        assert_eq!(
            kind(call(&server, &key, "get", &place, None)).0,
            422,
            "{wrong}"
        );
    }
    let text = call(&server, &key, "get", "/metrics", None).text().unwrap();
    assert!(
        text.contains("firstcontact_devices{tenant=\"contoso\",standing="),
        "{text}"
    );
    assert!(text.contains("firstcontact_requests_total{kind=\"api\",status=\"4xx\"} 2"));
}

#[test]
fn every_described_address_answers_as_described() {
    let server = super::cases::server();
    let key = server.key(&["administer:*"]);
    // So that there is a case, and a plan.
    let wanted = json!({ "serials": ["FC4JMGWXHM"], "propose": true });
    let plans = "/api/v1/tenants/contoso/plans";
    document(call(&server, &key, "post", plans, Some(&wanted)));
    let hash = super::cases::plan(&server);
    let described = document(call(&server, &key, "get", "/api/v1/openapi.json", None));
    assert_eq!(described["openapi"], "3.1.0");
    let mut calls = 0;
    let paths = described["paths"].as_object().unwrap();
    // Last what deletes the device that the others ask for.
    let all = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter();
        methods.map(move |(method, operation)| (path, method, operation))
    });
    let (last, first): (Vec<_>, Vec<_>) = all.partition(|(_, method, _)| *method == "delete");
    for (path, method, operation) in first.into_iter().chain(last) {
        let place = path
            .replace("{tenant}", "contoso")
            .replace("{serial}", "FC4JMGWXHM")
            .replace("{hash}/{deed}", "{hash}/apply")
            .replace("{hash}", &hash)
            .replace("{deed}", "hold")
            .replace("{code}", "c01")
            .replace("{name}", "mine");
        let body = match method.as_str() {
            "put" => Some(json!({ "query": "cause=C01" })),
            "post" => Some(json!({})),
            _ => None,
        };
        let answer = call(&server, &key, method, &place, body.as_ref());
        let status = answer.status().as_u16();
        assert!(status != 404 && status != 405, "{method} {path}: {status}");
        let known = operation["responses"].get(status.to_string());
        assert!(
            known.is_some(),
            "{method} {path}: {status} is not described"
        );
        let responses = operation["responses"].as_object().unwrap();
        for (status, response) in responses {
            assert!(
                response["description"].is_string(),
                "{method} {path} {status}"
            );
        }
        let parameters = operation["parameters"].as_array().map_or(0, Vec::len);
        assert!(parameters >= path.matches('{').count(), "{path}");
        calls += 1;
    }
    assert_eq!(calls, 32, "a new address is described, and counted here");
    let nothing = call(&server, &key, "get", "/api/v1/nothing", None);
    assert_eq!(kind(nothing), (404, "not-found".to_owned()));
}

#[test]
fn what_is_too_large_is_refused_unread() {
    let server = Server::new();
    let key = server.key(&["operate:*"]);
    let place = "/api/v1/tenants/contoso/devices/FC4JMGWXHM/notes";
    let body = json!({ "text": "x".repeat(70_000) });
    let refused = call(&server, &key, "post", place, Some(&body));
    assert_eq!(kind(refused), (413, "too-large".to_owned()));
    let long = json!({ "text": "x".repeat(4_001) });
    assert_eq!(
        call(&server, &key, "post", place, Some(&long)).status(),
        422
    );
}

#[test]
fn a_store_that_nobody_can_write_to_is_not_ready() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("fc.db");
    let store: Arc<dyn store::Store> = store::open(path.to_str().unwrap()).unwrap().into();
    fill(&*store);
    let server = Server::with(store, Arc::default(), |_| None);
    let mut stranger = server.browser();
    assert_eq!(stranger.get("/readyz").status(), 200);
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN EXCLUSIVE").unwrap();
    let answer = stranger.get("/readyz");
    assert_eq!(
        (
            answer.status().as_u16(),
            answer.headers()["retry-after"].clone()
        ),
        (503, "5".parse().unwrap())
    );
    assert_eq!(stranger.get("/healthz").status(), 200, "it lives");
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(stranger.get("/readyz").status(), 200);
}

#[test]
fn views_are_saved_listed_and_deleted() {
    let server = Server::new();
    let (reads, operates) = (
        server.key(&["read:contoso"]),
        server.key(&["operate:contoso"]),
    );
    let place = "/api/v1/tenants/contoso/views";
    let mine = format!("{place}/Mine%20%3Cb%3E");
    let asks = json!({ "query": "cause=C01&q=m%C3%BCller&sort=since&cursor=x" });
    let put = |key: &str, body: &Value| call(&server, key, "put", &mine, Some(body));
    assert_eq!(kind(put(&reads, &asks)).0, 403);
    let view = document(put(&operates, &asks));
    assert_eq!(view["query"], "q=m%C3%BCller&cause=C01&sort=since");
    let listed = document(call(&server, &reads, "get", place, None));
    assert_eq!(listed["items"], json!([view]));
    assert_eq!(view["name"], "Mine <b>");
    let long = json!({ "query": format!("q={}", "x".repeat(5_000)) });
    assert_eq!(kind(put(&operates, &long)).0, 422);
    let nameless = format!("{place}/%20");
    assert_eq!(
        kind(call(&server, &operates, "put", &nameless, Some(&asks))).0,
        422
    );
    assert_eq!(kind(call(&server, &reads, "delete", &mine, None)).0, 403);
    assert_eq!(
        call(&server, &operates, "delete", &mine, None).status(),
        204
    );
    assert_eq!(kind(call(&server, &operates, "delete", &mine, None)).0, 404);
}

#[test]
fn the_installation_s_trail_takes_who_administers_all_of_it() {
    let server = Server::new();
    let one = server.key(&["administer:contoso"]);
    let all = server.key(&["administer:*"]);
    let ask = |key: &str| call(&server, key, "get", "/api/v1/audit?size=1", None);
    assert_eq!(kind(ask(&one)).0, 403);
    let page = document(ask(&all));
    assert_eq!(page["items"][0]["entry"]["what"], "key-made");
    assert!(page["next"].is_string());
}

#[test]
fn the_handbook_is_there_in_both_languages() {
    let server = Server::new();
    let key = server.key(&["read:contoso"]);
    let all = document(call(&server, &key, "get", "/api/v1/causes", None));
    assert_eq!(
        all["items"].as_array().unwrap().len(),
        rules::catalogue::all().len()
    );
    let one = document(call(&server, &key, "get", "/api/v1/causes/c01", None));
    assert_eq!(one["code"], "C01");
    assert!(one["de"]["meaning"].as_str().unwrap().len() > 100);
    assert_eq!(
        kind(call(&server, &key, "get", "/api/v1/causes/C99", None)).0,
        404
    );
}

#[test]
fn what_cannot_be_is_refused_and_is_no_fault_of_ours() {
    let server = Server::new();
    let key = server.key(&["operate:*"]);
    let fleet = "/api/v1/tenants/contoso/fleet";
    for wrong in [
        "cursor=garbage",
        "cursor=1",
        "size=-1",
        "size=99999999999999999999",
    ] {
        let answer = call(&server, &key, "get", &format!("{fleet}?{wrong}"), None);
        assert_eq!(kind(answer).0, 422, "{wrong}");
    }
    let page = server.signed_in().get("/t/1/fleet?cursor=garbage");
    assert_eq!(page.status(), 400);
    let odd = call(
        &server,
        &key,
        "get",
        &format!("{fleet}?q=%00%ff&sort=up"),
        None,
    );
    assert_eq!(odd.status(), 200);
    let notes = "/api/v1/tenants/contoso/devices/FC4JMGWXHM/notes";
    let zero = json!({ "text": "a\u{0}b" });
    assert_eq!(
        call(&server, &key, "post", notes, Some(&zero)).status(),
        204
    );
    let said = server
        .store
        .said(server.store.tenant("contoso").unwrap(), None)
        .unwrap();
    assert!(said.iter().any(|it| it.text == "a\u{fffd}b"), "{said:?}");
}

#[test]
fn rows_are_handed_out_as_the_vendors_sent_them() {
    let server = Server::new();
    let key = server.key(&["read:*"]);
    let place =
        |tenant: &str, serial: &str| format!("/api/v1/tenants/{tenant}/devices/{serial}/rows");
    let rows = document(call(
        &server,
        &key,
        "get",
        &place("contoso", "fc4jmgwxhm"),
        None,
    ));
    let rows = rows["items"].as_array().unwrap();
    let of = |source: &str| rows.iter().find(|row| row["source"] == source).unwrap();
    let imported = &of("microsoft/importedAppleDeviceIdentities")["as"];
    assert_eq!(imported["serialNumber"], "FC4JMGWXHM");
    assert!(
        imported["id"].is_string(),
        "what no rule reads is there too"
    );
    let strange = call(&server, &key, "get", &place("contoso", "FC0NOBODY0"), None);
    assert_eq!(kind(strange).0, 404);

    let mut browser = server.signed_in();
    let page = browser.get("/t/1/device/FC4JMGWXHM/rows").text().unwrap();
    assert!(
        page.contains("apple/orgDevices") && page.contains("row "),
        "{page}"
    );
    assert_eq!(browser.get("/t/1/device/FC0NOBODY0/rows").status(), 404);
}
