//! Who gets in, and what a stranger learns.

use super::{Server, filled, place_of, plain};
use firstcontact::web::rounds::{Rounds, Turn};

#[test]
fn everything_is_closed_but_a_short_list() {
    let server = Server::new();
    let mut stranger = server.browser();
    for place in [
        "/",
        "/t/1/today",
        "/t/1/fleet.csv",
        "/t/9/x",
        "/nothing/here",
    ] {
        let answer = stranger.get(place);
        assert_eq!(answer.status(), 303, "{place}");
        assert!(
            place_of(&answer).starts_with("/sign-in?back=%2F"),
            "{place}"
        );
    }
    for place in [
        "/api/v1/tenants",
        "/api/v1/openapi.json",
        "/api/nothing",
        "/metrics",
    ] {
        assert_eq!(stranger.get(place).status(), 401, "{place}");
    }
    for place in ["/healthz", "/readyz", "/sign-in"] {
        let answer = stranger.get(place);
        assert_eq!(answer.status(), 200, "{place}");
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert!(header("content-security-policy").contains("frame-ancestors 'none'"));
        assert!(!header("content-security-policy").contains("unsafe"));
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("cache-control"), "no-store");
        assert_eq!(header("x-request-id").len(), 16);
    }
    // A page elsewhere, whose name was made to point here.
    let rebound = plain().get(format!("{}/sign-in", server.base));
    let rebound = rebound.header("host", "evil.example").send().unwrap();
    assert_eq!(rebound.status(), 421);
}

#[test]
fn a_link_opens_once_and_not_for_long() {
    let server = Server::new();
    let link = server.link("ada", "*", "administrator");
    let mut first = server.browser();
    let answer = first.get(&link);
    assert_eq!(answer.status(), 303);
    let cookie = answer.headers()["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
    assert_eq!(place_of(&first.get("/")), "/t/1/today");
    assert_eq!(server.browser().get(&link).status(), 403, "used up");
    let late = server.link("bob", "*", "viewer");
    server.pass(15 * 60);
    assert_eq!(server.browser().get(&late).status(), 403, "too late");
    let trail = server.store.audit(None, None, 10).unwrap();
    assert_eq!(trail.len(), 1, "{trail:?}");
}

#[test]
fn a_form_needs_the_session_s_secret_and_a_page_of_ours() {
    let server = Server::new();
    let mut browser = server.signed_in();
    let secret = browser.form_secret();
    let form = [
        ("csrf", secret.as_str()),
        ("language", "de"),
        ("back", "//evil.example"),
    ];
    let refused = [
        (&[("csrf", "guessed"), ("language", "de")][..], &[][..]),
        (&[("language", "de")], &[]),
        (&form, &[("origin", "https://evil.example")]),
        (&form, &[("sec-fetch-site", "cross-site")]),
    ];
    for (form, headers) in refused {
        assert_eq!(
            browser.post("/preferences", form, headers).status(),
            403,
            "{form:?}"
        );
    }
    let origin = [("origin", server.base.as_str())];
    let taken = browser.post("/preferences", &form, &origin);
    assert_eq!(
        (taken.status().as_u16(), place_of(&taken).as_str()),
        (303, "/")
    );
    let page = browser.get("/t/1/today").text().unwrap();
    assert!(page.contains("lang=\"de\""));

    let out = browser.post("/sign-out", &[("csrf", &secret)], &origin);
    assert_eq!(out.status(), 303);
    let replayed = browser.post("/preferences", &form, &origin);
    assert_eq!(
        place_of(&replayed),
        "/sign-in?back=%2F",
        "a replayed form finds no session"
    );
}

#[test]
fn a_session_ends_when_it_is_rotated_unused_old_or_told_to() {
    let server = Server::new();
    let mut browser = server.signed_in();
    let stolen = browser.cookies.clone();
    browser.get(&server.link("ada", "*", "administrator"));
    let mut thief = server.browser();
    thief.cookies = stolen;
    assert_eq!(
        thief.get("/t/1/today").status(),
        303,
        "signing in again ended it"
    );
    assert_eq!(browser.get("/t/1/today").status(), 200);

    for _ in 0..13 {
        server.pass(11 * 3_600);
        assert_eq!(browser.get("/t/1/today").status(), 200, "it is used");
    }
    server.pass(13 * 3_600);
    assert_eq!(
        browser.get("/t/1/today").status(),
        303,
        "a night without use"
    );
    let mut browser = server.signed_in();
    for _ in 0..17 {
        server.pass(10 * 3_600);
        browser.get("/t/1/today");
    }
    assert_eq!(browser.get("/t/1/today").status(), 303, "older than a week");

    let (mut here, mut there) = (server.signed_in(), server.signed_in());
    let secret = here.form_secret();
    here.post("/sign-out/everywhere", &[("csrf", &secret)], &[]);
    assert_eq!(there.get("/t/1/today").status(), 303);
}

#[test]
fn who_tries_too_often_waits() {
    let server = Server::new();
    let mut stranger = server.browser();
    let statuses: Vec<u16> = (0..12)
        .map(|_| stranger.get("/sign-in?link=guess").status().as_u16())
        .collect();
    assert_eq!(statuses[..10], [403; 10]);
    assert_eq!(statuses[10..], [429; 2]);
    server.pass(60);
    assert_eq!(stranger.get("/sign-in").status(), 200);
}

#[test]
fn a_tenant_that_one_may_not_see_is_like_one_that_is_not_there() {
    let server = Server::new();
    let mut viewer = server.browser();
    viewer.get(&server.link("vic", "contoso", "viewer"));
    assert_eq!(viewer.get("/t/1/today").status(), 200);
    let hidden = viewer.get("/t/2/today");
    let hidden = (hidden.status(), hidden.text().unwrap());
    let absent = viewer.get("/t/77/today");
    assert_eq!(hidden, (absent.status(), absent.text().unwrap()));
    assert_eq!(hidden.0, 404);
}

/// A session is whoever has its cookie: no address is asked, for people move between networks. So
/// it is made hard to take, and easy to end.
#[test]
fn a_stolen_session_ends_with_its_owner_s() {
    let server = Server::new();
    let mut owner = server.signed_in();
    let mut thief = server.browser();
    thief.cookies = owner.cookies.clone();
    assert_eq!(thief.get("/t/1/today").status(), 200);
    let secret = owner.form_secret();
    // From a page elsewhere the cookie is worth nothing, with the form's secret or without.
    let foreign = [("origin", "https://evil.example")];
    for form in [&[("csrf", secret.as_str())][..], &[]] {
        assert_eq!(thief.post("/sign-out", form, &foreign).status(), 403);
    }
    // Another session's secret does not open this one.
    let mut other = server.signed_in();
    let others = other.form_secret();
    assert_eq!(
        thief.post("/sign-out", &[("csrf", &others)], &[]).status(),
        403
    );
    owner.post("/sign-out", &[("csrf", &secret)], &[]);
    assert_eq!(thief.get("/t/1/today").status(), 303, "ended for both");
    // Whoever enters anew in the same browser leaves no session behind that could be stolen.
    thief.cookies = other.cookies.clone();
    other.get(&server.link("ada", "*", "administrator"));
    assert_eq!(thief.get("/t/1/today").status(), 303, "rotated");
    assert_eq!(other.get("/t/1/today").status(), 200);
}

#[test]
fn a_form_of_a_session_that_is_over_changes_nothing() {
    let server = Server::new();
    let mut browser = server.signed_in();
    let secret = browser.form_secret();
    let note = [("csrf", secret.as_str()), ("text", "too late")];
    server.pass(13 * 3_600);
    let late = browser.post("/t/1/device/FC4JMGWXHM/note", &note, &[]);
    assert_eq!(place_of(&late), "/sign-in?back=%2F");
    let tenant = server.store.tenant("contoso").unwrap();
    let said = server.store.said(tenant, None).unwrap();
    assert!(said.iter().all(|it| it.text != "too late"));
}

#[test]
fn a_form_that_is_too_large_is_refused_unread() {
    let server = Server::new();
    let mut browser = server.signed_in();
    let secret = browser.form_secret();
    let long = "x".repeat(70_000);
    let note = [("csrf", secret.as_str()), ("text", long.as_str())];
    let refused = browser.post("/t/1/device/FC4JMGWXHM/note", &note, &[]);
    assert_eq!(refused.status(), 413);
    assert!(refused.text().unwrap().contains("too much at once"));
}

#[test]
fn a_collection_is_asked_for_by_who_may_where_it_can_be() {
    let rounds = Rounds::new(vec![Turn {
        tenant: "contoso".to_owned(),
        every: None,
    }]);
    let server = Server::with(filled(), rounds.into(), |_| None);
    let mut ada = server.signed_in();
    let secret = ada.form_secret();
    let form = [("csrf", secret.as_str())];
    assert!(
        ada.get("/t/1/tenant")
            .text()
            .unwrap()
            .contains("Not collected yet")
    );
    let asked = ada.post("/t/1/collect", &form, &[]);
    assert_eq!(place_of(&asked), "/t/1/tenant#collection");
    let tried = ada.post("/t/1/channels", &form, &[]);
    assert_eq!(place_of(&tried), "/t/1/tenant#messages");
    assert!(
        ada.get("/t/1/audit")
            .text()
            .unwrap()
            .contains("asked for a collection")
    );
    assert_eq!(
        ada.post("/t/2/collect", &form, &[]).status(),
        422,
        "not configured"
    );
    let mut vic = server.browser();
    vic.get(&server.link("vic", "contoso", "viewer"));
    let page = vic.get("/t/1/tenant").text().unwrap();
    assert!(page.contains("Not collected yet") && !page.contains("/t/1/collect"));
    let secret = vic.form_secret();
    assert_eq!(
        vic.post("/t/1/collect", &[("csrf", &secret)], &[]).status(),
        403
    );
    assert_eq!(vic.get("/t/1/audit/installation").status(), 403);
    let mut max = server.browser();
    max.get(&server.link("max", "contoso", "administrator"));
    assert_eq!(max.get("/t/1/audit").status(), 200);
    assert_eq!(
        max.get("/t/1/audit/installation").status(),
        403,
        "of one tenant"
    );
    let trail = ada.get("/t/1/audit/installation").text().unwrap();
    assert!(trail.contains("local:max") && trail.contains("signed in"));
}
