//! Cases over HTTP: who may do what, and what becomes of whoever may not.

use super::{Browser, Server, filled, place_of, plain};
use enrollment::moment::{DAY, Moment};
use firstcontact::app::mend::wish::NotGranted;
use firstcontact::app::mend::{Mending, Safeguards};
use firstcontact::store::Store;
use firstcontact::web::cases::{Ground, Repairs};
use remedy::step::Task;
use reqwest::blocking::Response;
use serde_json::{Value, json};
use sources::answers::append_answer;
use sources::recorded::{ReadOptions, Silent, read};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The classic case: at Apple and in Intune all is well, and it was set up without either.
const SERIAL: &str = "FC4JMGWXHM";
const CASE: &str = "/t/1/case/FC4JMGWXHM";
const API: &str = "/api/v1/tenants/contoso";

fn copied(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copied(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}

/// The example's tenant, in which somebody has looked at the device, as if it had just been read.
fn repairs() -> Repairs {
    // An hour after the example was taken.
    let at = Moment::from_unix(1_795_168_800).unwrap();
    let place = tempfile::tempdir().unwrap();
    copied(&crate::place::contoso(), place.path());
    for (question, answer) in [
        ("look", "in_use"),
        ("setup_story", "as_new"),
        ("other_mdm", "no"),
        ("unlock_plan", "ready"),
    ] {
        append_answer(place.path(), SERIAL, question, answer, at, "holder").unwrap();
    }
    let fulfil = Arc::new(
        move |store: &dyn Store, name: &str, now, wish: &firstcontact::app::mend::wish::Wish| {
            if name != "contoso" {
                return Err(NotGranted::Old);
            }
            let options = ReadOptions {
                seed: 1,
                progress: &Silent,
            };
            let snapshot = read(place.path(), &options).unwrap();
            let mending = Mending {
                store,
                tenant: store.tenant(name)?,
                name,
                safeguards: &Safeguards::default(),
                now,
                fleet: 0,
            };
            let weights = rules::weights::built_in().unwrap();
            Ok(mending.grant(&snapshot, weights, wish)?)
        },
    );
    let ground = Ground {
        company: "Contoso <b>&</b> Co".to_owned(),
        ..Ground::default()
    };
    Repairs {
        grounds: BTreeMap::from([("contoso".to_owned(), ground)]),
        fulfil,
        ..Repairs::default()
    }
}

pub(super) fn server() -> Server {
    Server::around(filled(), Arc::default(), |_| None, repairs())
}

/// Somebody who signed in, and the secret of their forms.
struct Person {
    browser: Browser,
    csrf: String,
}

impl Person {
    fn new(server: &Server, name: &str, role: &str) -> Self {
        let mut browser = server.browser();
        let answer = browser.get(&server.link(name, "contoso", role));
        assert_eq!(answer.status(), 303);
        let csrf = browser.form_secret();
        Self { browser, csrf }
    }

    fn does(&mut self, deed: &str, more: &[(&str, &str)]) -> Response {
        let mut form = vec![("csrf", self.csrf.as_str())];
        form.extend(more);
        self.browser.post(&format!("{CASE}/{deed}"), &form, &[])
    }

    fn sees(&mut self, place: &str) -> String {
        let answer = self.browser.get(place);
        assert_eq!(answer.status(), 200, "{place}");
        answer.text().unwrap()
    }
}

/// Proposes the erase: the data was saved before. Gives the plan's hash.
fn erase_proposed(server: &Server, operator: &mut Person) -> String {
    let proposed = operator.does("propose", &[]);
    assert_eq!(proposed.status(), 303, "{}", proposed.text().unwrap());
    let tenant = server.store.tenant("contoso").unwrap();
    let safeguards = Safeguards::default();
    let mending = Mending {
        store: &*server.store,
        tenant,
        name: "contoso",
        safeguards: &safeguards,
        now: server.now(),
        fleet: 0,
    };
    let mut open = mending.case_of(SERIAL).unwrap();
    mending.report(&mut open, Task::DataPlan, "holder").unwrap();
    mending.reject(open.case.plan.unwrap(), "somebody").unwrap();
    assert_eq!(operator.does("propose", &[]).status(), 303);
    plan(server)
}

pub(super) fn plan(server: &Server) -> String {
    let tenant = server.store.tenant("contoso").unwrap();
    let row = server.store.case_of(tenant, SERIAL).unwrap().unwrap();
    row.plan.unwrap().to_string()
}

fn state(server: &Server) -> String {
    let tenant = server.store.tenant("contoso").unwrap();
    let row = server.store.case_of(tenant, SERIAL).unwrap().unwrap();
    row.state
}

/// All that the ledger says, as one text.
fn ledger(server: &Server) -> String {
    let tenant = server.store.tenant("contoso").unwrap();
    let rows = server.store.ledger(tenant, 0, 1_000).unwrap();
    let texts = rows.into_iter().map(|row| row.link.text);
    texts.collect::<Vec<_>>().join("\n")
}

/// The path of a new link to the guide.
fn link(operator: &mut Person) -> String {
    let page = operator.does("link", &[]);
    assert_eq!(page.status(), 200);
    let page = page.text().unwrap();
    let (_, rest) = page.split_once("/h/").unwrap();
    let end = rest.find('<').unwrap();
    format!("/h/{}", &rest[..end])
}

/// The secret of the forms of a guide.
fn secret_of(page: &str) -> String {
    let (_, rest) = page.split_once("name=\"csrf\" value=\"").unwrap();
    rest.split('"').next().unwrap().to_owned()
}

#[test]
fn cases_are_closed_and_a_viewer_only_looks() {
    let server = server();
    let mut stranger = server.browser();
    for place in ["/t/1/cases", CASE, &format!("{CASE}/approve")] {
        assert!(
            place_of(&stranger.get(place)).starts_with("/sign-in"),
            "{place}"
        );
    }
    let mut operator = Person::new(&server, "olga", "operator");
    assert_eq!(operator.does("propose", &[]).status(), 303);
    let before = ledger(&server);
    let mut viewer = Person::new(&server, "vic", "viewer");
    for deed in [
        "propose",
        "link",
        "consent",
        "decline",
        "approve",
        "apply",
        "reject",
        "done",
        "resolve",
        "hold",
        "resume",
        "rediagnose",
        "escalate",
        "abort",
    ] {
        assert_eq!(viewer.does(deed, &[("why", "x")]).status(), 403, "{deed}");
        let asked = viewer.browser.get(&format!("{CASE}/{deed}"));
        assert_eq!(asked.status(), 403, "{deed}");
    }
    assert_eq!(operator.does("approve", &[]).status(), 403);
    let stop = [("csrf", operator.csrf.as_str()), ("stop", "yes")];
    assert_eq!(
        operator.browser.post("/t/1/cases", &stop, &[]).status(),
        403
    );
    assert_eq!(ledger(&server), before);
    let page = viewer.sees(CASE);
    assert!(page.contains(SERIAL) && !page.contains(&format!("{CASE}/")));
    // A form without the session's secret is nobody's.
    let foreign = operator.browser.post(&format!("{CASE}/hold"), &[], &[]);
    assert_eq!(foreign.status(), 403);
    assert_eq!(ledger(&server), before);
}

#[test]
fn who_asked_does_not_approve_and_two_others_do() {
    let server = server();
    let mut ada = Person::new(&server, "ada", "administrator");
    let hash = erase_proposed(&server, &mut ada);
    assert_eq!(state(&server), "awaitingConsent");
    let refused = ada.does("approve", &[("plan", &hash)]);
    assert_eq!(refused.status(), 409);
    assert!(refused.text().unwrap().contains("role=\"alert\""));
    assert!(ledger(&server).contains("\"refusal\":\"approverIsRequester\""));
    let mut bob = Person::new(&server, "bob", "approver");
    let mut cleo = Person::new(&server, "cleo", "approver");
    let other = "0".repeat(64);
    assert_eq!(bob.does("approve", &[("plan", &other)]).status(), 409);
    assert!(ledger(&server).contains("\"refusal\":\"planDiffers\""));
    assert_eq!(bob.does("approve", &[("plan", &hash)]).status(), 303);
    assert_eq!(bob.does("approve", &[("plan", &hash)]).status(), 409);
    assert_eq!(ada.does("apply", &[("plan", &hash)]).status(), 409);

    let mut agree = vec![
        ("plan", hash.as_str()),
        ("name", "Erika"),
        ("owner", "holder"),
    ];
    agree.push(("ending", "0000"));
    assert_eq!(ada.does("consent", &agree).status(), 409);
    agree[3].1 = &SERIAL[6..];
    assert_eq!(ada.does("consent", &agree).status(), 303);
    assert_eq!(state(&server), "awaitingApproval");
    assert!(ledger(&server).contains("Erika (recorded by local:ada)"));
    assert_eq!(cleo.does("approve", &[("plan", &hash)]).status(), 303);
    assert_eq!(ada.does("apply", &[("plan", &hash)]).status(), 303);
    assert!(ledger(&server).contains("\"kind\":\"applied\""));
    let page = bob.sees(CASE);
    assert!(page.contains("local:bob") && page.contains("local:cleo"));
    assert!(bob.sees("/t/1/cases?q=fc4jm").contains(SERIAL));
}

#[test]
fn a_holder_comes_by_a_link_and_by_nothing_else() {
    let server = server();
    let mut operator = Person::new(&server, "olga", "operator");
    let hash = erase_proposed(&server, &mut operator);
    let first = link(&mut operator);
    let address = link(&mut operator);
    let mut holder = server.browser();
    assert_eq!(holder.get(&first).status(), 410, "a newer link ends it");
    assert_eq!(holder.get("/h/nobody-knows-this").status(), 410);
    let page = holder.get(&format!("{address}?language=de"));
    assert_eq!(page.status(), 200);
    assert!(page.headers().get("set-cookie").is_none());
    let page = page.text().unwrap();
    assert!(page.contains("lang=\"de\"") && page.contains(SERIAL));
    assert!(page.contains("Contoso &#60;b&#62;") && !page.contains("<b>&</b>"));
    let csrf = secret_of(&page);

    let consent = format!("{address}/consent");
    let mut form = vec![
        ("csrf", "wrong"),
        ("plan", &hash),
        ("name", "Erika"),
        ("ending", "WXHM"),
    ];
    assert_eq!(holder.post(&consent, &form, &[]).status(), 403);
    form[0].1 = &csrf;
    let elsewhere = [("origin", "https://evil.example")];
    assert_eq!(holder.post(&consent, &form, &elsewhere).status(), 403);
    form[3].1 = "AAAA";
    assert_eq!(holder.post(&consent, &form, &[]).status(), 409);
    assert_eq!(state(&server), "awaitingConsent");
    form[3].1 = "wxhm";
    let agreed = holder.post(&consent, &form, &[]);
    assert_eq!(agreed.status(), 303);
    assert!(place_of(&agreed).starts_with(&address));
    assert_eq!(state(&server), "awaitingApproval");
    assert!(ledger(&server).contains("Erika (by the holder's link)"));

    // What is different is seen, and stops the case.
    let trouble = [
        ("csrf", csrf.as_str()),
        ("what", "oldAccount"),
        ("text", "<i>an old one</i>"),
    ];
    assert_eq!(
        holder
            .post(&format!("{address}/report"), &trouble, &[])
            .status(),
        303
    );
    let seen = operator.sees(CASE);
    assert!(seen.contains("&#60;i&#62;an old one") && !seen.contains("<i>an old one"));
    assert!(ledger(&server).contains("\"event\":\"held\""));
    assert_eq!(operator.does("resume", &[]).status(), 303);
    // A stage that is not at its turn is not confirmed.
    let early = [("csrf", csrf.as_str()), ("stage", "erase")];
    assert_eq!(
        holder
            .post(&format!("{address}/confirm"), &early, &[])
            .status(),
        303
    );
    assert!(!ledger(&server).contains("\"kind\":\"stage\""));

    server.pass(14 * DAY);
    assert_eq!(holder.get(&address).status(), 410, "too old");
    let mut operator = Person::new(&server, "olga", "operator");
    let address = link(&mut operator);
    assert_eq!(holder.get(&address).status(), 200);
    assert_eq!(operator.does("abort", &[("why", "lost")]).status(), 303);
    assert_eq!(holder.get(&address).status(), 410, "the case is over");
}

#[test]
fn the_guide_comes_on_paper_by_the_same_link() {
    let server = server();
    let mut operator = Person::new(&server, "olga", "operator");
    erase_proposed(&server, &mut operator);
    let address = link(&mut operator);
    let mut holder = server.browser();
    let paper = format!("{address}/guide.pdf?language=de");
    let page = holder.get(&address).text().unwrap();
    assert_eq!(holder.get("/h/nobody-knows-this/guide.pdf").status(), 410);
    let answer = holder.get(&paper);
    if press::pdf::is_built() {
        assert_eq!(answer.status(), 200);
        let said = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert_eq!(said("content-type"), "application/pdf");
        assert_eq!(said("cache-control"), "no-store");
        assert_eq!(said("x-content-type-options"), "nosniff");
        assert!(answer.headers().get("set-cookie").is_none());
        assert!(page.contains("/guide.pdf?language=en"));
        assert!(answer.bytes().unwrap().starts_with(b"%PDF-"));
    } else {
        assert_eq!(answer.status(), 404);
        assert!(!page.contains("guide.pdf"));
    }
    server.pass(15 * DAY);
    assert_eq!(holder.get(&paper).status(), 410);
}

fn call(server: &Server, key: &str, method: &str, place: &str, body: &Value) -> (u16, Value) {
    let method: reqwest::Method = method.parse().unwrap();
    let request = plain().request(method, format!("{}{API}{place}", server.base));
    let request = request.header("authorization", format!("Bearer {key}"));
    let answer = request.body(body.to_string()).send().unwrap();
    let status = answer.status().as_u16();
    let text = answer.text().unwrap();
    (status, serde_json::from_str(&text).unwrap_or_default())
}

#[test]
fn a_program_proposes_and_holds_and_never_approves() {
    let server = server();
    let all = server.key(&["administer:contoso"]);
    let reads = server.key(&["read:contoso"]);
    let wanted = json!({ "serials": [SERIAL, "NOBODYHAS1"] });
    let plans = |key: &str, body: &Value| call(&server, key, "POST", "/plans", body);
    assert_eq!(plans(&reads, &wanted).0, 403);
    let (status, made) = plans(&all, &wanted);
    assert_eq!(status, 200);
    assert_eq!(
        made["skipped"][0],
        json!({"serial": "NOBODYHAS1", "why": "stranger"})
    );
    assert_eq!(made["plans"][0]["plan"]["members"][0]["serial"], SERIAL);
    assert_eq!(ledger(&server), "", "a dry run writes nothing");
    let nothing = json!({});
    let one = format!("/cases/{SERIAL}");
    assert_eq!(call(&server, &all, "GET", &one, &nothing).0, 404);
    assert_eq!(
        plans(&all, &json!({"serials": [SERIAL], "propose": true})).0,
        200
    );
    let hash = plan(&server);
    let (status, told) = call(&server, &reads, "GET", &one, &nothing);
    assert_eq!((status, &told["plan"]["hash"]), (200, &json!(hash)));
    for deed in ["approve", "reject"] {
        let place = format!("/plans/{hash}/{deed}");
        let (status, problem) = call(&server, &all, "POST", &place, &nothing);
        assert_eq!(status, 403);
        assert_eq!(problem["type"], "urn:firstcontact:person-needed");
        let place = format!("{one}/{deed}");
        let (status, _) = call(&server, &all, "POST", &place, &json!({ "plan": hash }));
        assert_eq!(status, 403);
    }
    // Nor by the address of a page.
    let page = plain().post(format!("{}{CASE}/approve", server.base));
    let page = page.header("authorization", format!("Bearer {all}"));
    let page = page.header("content-type", "application/x-www-form-urlencoded");
    let page = page.body(format!("plan={hash}")).send().unwrap();
    assert_eq!(page.status(), 403);
    assert!(!ledger(&server).contains("\"kind\":\"approved\""));

    let post = |place: &str| call(&server, &all, "POST", &format!("{one}/{place}"), &nothing);
    assert_eq!(post("hold").0, 204);
    let (status, problem) = post("hold");
    assert_eq!(
        (status, &problem["type"]),
        (409, &json!("urn:firstcontact:refused"))
    );
    assert_eq!(post("resume").0, 204);
    assert_eq!(post("fly").0, 404);
    let (_, ledger) = call(&server, &reads, "GET", "/ledger?size=2", &nothing);
    assert_eq!(ledger["items"].as_array().unwrap().len(), 2);
    assert_eq!(ledger["next"], "2");
    let (_, cases) = call(
        &server,
        &reads,
        "GET",
        "/cases?state=awaitingApproval",
        &nothing,
    );
    assert_eq!(cases["items"][0]["serial"], SERIAL);
    assert_eq!(
        call(&server, &reads, "GET", "/cases?state=flying", &nothing).0,
        422
    );
    let on = json!({ "on": true });
    assert_eq!(call(&server, &reads, "PUT", "/kill-switch", &on).0, 403);
    assert_eq!(call(&server, &all, "PUT", "/kill-switch", &on).0, 204);
    let (_, told) = call(&server, &reads, "GET", "/kill-switch", &nothing);
    assert_eq!(told, json!({ "on": true, "everywhere": false }));
}

#[test]
fn a_tenant_that_was_not_read_lately_is_no_ground_for_a_plan() {
    let server = server();
    let mut ada = server.signed_in();
    let csrf = ada.form_secret();
    let asked = ada.post("/t/2/case/FC4JMGWXHM/propose", &[("csrf", &csrf)], &[]);
    assert_eq!(asked.status(), 409);
    // This server cannot read it either, and does not pretend to.
    assert!(
        asked
            .text()
            .unwrap()
            .contains("cannot read the tenant itself")
    );
    for hostile in ["%3Cscript%3E", "..%2F..", "%27%3B--"] {
        let answer = ada.get(&format!("/t/1/case/{hostile}"));
        assert_eq!(answer.status(), 404, "{hostile}");
        assert!(!answer.text().unwrap().contains("<script>"));
    }
    assert_eq!(ada.get("/t/1/case/ZZ0000000Z").status(), 404);
}
