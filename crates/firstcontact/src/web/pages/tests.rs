//! Every page, in both languages, of an empty tenant and of one with hostile names.

use super::{
    Frame, PageAnswer, PageRequest, PostAnswer, Role, SignIn, Theme, asset, error_page, get, post,
    report, sign_in_page,
};
use crate::app::{prevent_memory, remember};
use crate::i18n::Language::{self, De, En};
use crate::report::example_fleet::{HOSTILE_MODEL, HOSTILE_SERIAL, IN_ORDER, estimates, snapshot};
use crate::store::{AuditEntry, Memory, Store, Tenant, keep};
use crate::web::papers::{Print, Printed};
use enrollment::moment::{Moment, Stamp};
use std::collections::BTreeSet;
use std::sync::Arc;

const VOID: [&str; 5] = ["meta", "link", "input", "br", "!DOCTYPE"];
pub(super) const HOSTILE: &str = "\"><script>alert(1)</script>{{7*7}}\u{202e}";

struct Desk {
    store: Memory,
    tenant: Tenant,
    tenants: Vec<(Tenant, String)>,
}

pub(super) fn now() -> Moment {
    let stamp = Stamp::parse("2026-11-23T10:00:00Z").unwrap();
    stamp.at().unwrap()
}

/// A store with an empty tenant.
fn empty() -> Desk {
    let store = Memory::default();
    let tenant = store.tenant(HOSTILE).unwrap();
    store.tenant("Other").unwrap();
    Desk {
        tenants: store.tenants().unwrap(),
        store,
        tenant,
    }
}

/// A store with the example tenant: two looks, an answer, a note, an entry of the trail.
fn filled() -> Desk {
    let desk = empty();
    let mut first = snapshot(&IN_ORDER);
    let mut second = snapshot(&IN_ORDER);
    first.taken_at = second.taken_at.plus(-86_400);
    first.tokens = crate::report::example_fleet::empty().tokens;
    for look in [&mut first, &mut second] {
        remember::ingest(look, estimates(), &desk.store, desk.tenant, now()).unwrap();
    }
    let entry = AuditEntry {
        at: now(),
        who: HOSTILE.to_owned(),
        what: HOSTILE.to_owned(),
        subject: HOSTILE.to_owned(),
        detail: HOSTILE.to_owned(),
    };
    desk.store.note_audit(Some(desk.tenant), &entry).unwrap();
    desk
}

impl Desk {
    fn frame(&self, language: Language, role: Role) -> Frame<'_> {
        Frame {
            language,
            theme: Theme::Dark,
            tenant: self.tenant,
            tenant_name: HOSTILE,
            tenants: &self.tenants,
            viewer: HOSTILE,
            who: HOSTILE,
            role,
            everywhere: role == Role::Administrator,
            collection: None,
            csrf: "form-secret",
            path: "/t/1/fleet?q=<x>",
            now: now(),
        }
    }

    /// A page by its address, as the server would ask for it.
    fn get(&self, language: Language, role: Role, address: &str) -> PageAnswer {
        let home = format!("/t/{}/", self.tenant.0);
        let rest = address.strip_prefix(&home).unwrap_or(address);
        let rest = rest.split('#').next().unwrap();
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let path: Vec<String> = path
            .split('/')
            .filter(|part| !part.is_empty())
            .map(decoded)
            .collect();
        let segments: Vec<&str> = path.iter().map(String::as_str).collect();
        let query: Vec<_> = query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (decoded(name), decoded(value)))
            .collect();
        let request = PageRequest {
            segments: &segments,
            query: &query,
        };
        let frame = self.frame(language, role);
        match request.segments {
            // What is printed lies outside the store.
            ["reports", name] => {
                let print: Print = Arc::new(|_, _, _, _| Printed::Of(Vec::new()));
                report(&self.store, &frame, name, &print)
            }
            _ => get(&self.store, &frame, &request),
        }
    }

    fn text(&self, language: Language, address: &str) -> String {
        let answer = self.get(language, Role::Administrator, address);
        assert_eq!(answer.status, 200, "{address}");
        String::from_utf8(answer.body).unwrap()
    }

    fn post(&self, role: Role, segments: &[&str], form: &[(&str, &str)]) -> PostAnswer {
        let request = PageRequest {
            segments,
            query: &[],
        };
        let form: Vec<_> = form
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        post(&self.store, &self.frame(En, role), &request, &form)
    }
}

fn decoded(text: &str) -> String {
    let bytes = percent_encoding::percent_decode_str(text);
    bytes.decode_utf8().unwrap().into_owned()
}

/// What stands in an attribute, over a whole page.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let lead = format!(" {name}=\"");
    let found = html.match_indices(&lead);
    found
        .map(|(at, _)| html[at + lead.len()..].split('"').next().unwrap())
        .collect()
}

/// Every address of a page of the tenant that a page leads to.
fn links(html: &str) -> BTreeSet<String> {
    let hrefs = attributes(html, "href").into_iter();
    hrefs
        .map(|href| href.replace("&#38;", "&").replace("&amp;", "&"))
        .collect()
}

/// Tags are closed in the order in which they were opened.
fn is_well_formed(html: &str, place: &str) {
    let mut open = Vec::new();
    for part in html.split('<').skip(1) {
        let tag = part.split('>').next().unwrap();
        let name = tag
            .split([' ', '\n', '/'])
            .find(|name| !name.is_empty())
            .unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "{place}: </{name}>");
        } else if !tag.ends_with('/') && !VOID.contains(&name) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{place}: {open:?} stay open");
}

/// What every page owes to a strict browser and to whoever listens to it.
pub(super) fn is_sound(html: &str, language: Language, place: &str) {
    is_well_formed(html, place);
    let lang = format!("<html lang=\"{}\" data-theme=\"dark\">", language.tag());
    assert!(html.contains(&lang), "{place}");
    for forbidden in [
        " style=",
        "<style",
        "javascript:",
        "http:",
        "https:",
        "<script>",
        " on",
    ] {
        let body = html.split("<body").nth(1).unwrap();
        let tags = body
            .split('<')
            .skip(1)
            .map(|part| part.split('>').next().unwrap());
        let found = tags.into_iter().find(|tag| {
            // Texts in attributes are ours to write; handlers are not.
            let bare: String = tag.split('"').step_by(2).collect();
            bare.contains(forbidden.trim_start_matches('<')) && forbidden != "<script>"
        });
        assert_eq!(found, None, "{place}: {forbidden}");
    }
    assert_eq!(
        html.matches("<script").count(),
        html.matches("<script src=\"/assets/").count()
    );
    assert!(
        !html.contains(HOSTILE) && !html.contains("<script>alert"),
        "{place}"
    );
    assert!(
        !html.contains('\u{202e}') && !html.contains('\u{1b}'),
        "{place}"
    );
    for once in ["<h1", "<main", "<title>"] {
        let count = html.matches(once).count();
        let svg = html.matches("<title id=").count();
        assert!(
            count == 1,
            "{place}: {once} stands {count} times, beside {svg}"
        );
    }
    for bare in [
        ">web-",
        "\"web-",
        ">device-",
        ">fleet-",
        ">explain-",
        ">says-",
        ">gate-",
    ] {
        assert!(!html.contains(bare), "{place}: a text is missing: {bare}");
    }
    let ids = attributes(html, "id");
    let different: BTreeSet<_> = ids.iter().collect();
    assert_eq!(
        ids.len(),
        different.len(),
        "{place}: an id stands twice: {ids:?}"
    );
    for id in attributes(html, "aria-labelledby")
        .iter()
        .flat_map(|ids| ids.split(' '))
    {
        assert!(ids.contains(&id), "{place}: nothing has the id {id}");
    }
    let forms = html.matches("method=\"post\"").count();
    let secrets = html.matches("name=\"csrf\" value=\"form-secret\"").count();
    assert_eq!(forms, secrets, "{place}: every form carries the secret");
}

const PAGES: [&str; 14] = [
    "",
    "today",
    "fleet",
    "fleet?q=%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E",
    "fleet?cause=C01&standing=needsYou&sort=since&down=1&seen=gone&server=x%3Cy",
    "reports",
    "handbook",
    "prevention",
    "cause/C01",
    "cause/h01",
    "tenant",
    "audit",
    "audit?before=1",
    "audit/installation",
];

#[test]
fn every_page_is_sound_in_both_languages_with_nothing_and_with_hostile_names() {
    for (desk, devices) in [
        (empty(), &[][..]),
        (filled(), &[HOSTILE_SERIAL, "EARLY00001"]),
    ] {
        for language in [En, De] {
            for page in PAGES {
                is_sound(&desk.text(language, page), language, page);
            }
            for serial in devices {
                let address = format!("device/{}", super::address::encode(serial));
                let html = desk.text(language, &address);
                is_sound(&html, language, &address);
                assert!(html.contains("class=\"journey across\""), "{address}");
            }
        }
    }
    let desk = filled();
    let html = desk.text(
        En,
        &format!("device/{}", super::address::encode(HOSTILE_SERIAL)),
    );
    assert!(!HOSTILE_MODEL.is_empty() && html.contains("=CMD|&#39;A1,&#34;B"));
}

#[test]
fn every_link_leads_somewhere() {
    let desk = filled();
    let mut seen = BTreeSet::new();
    let mut ahead: Vec<String> = vec![format!("/t/{}/today", desk.tenant.0)];
    while let Some(address) = ahead.pop() {
        if !seen.insert(address.clone()) || seen.len() > 400 {
            continue;
        }
        if let Some(name) = address.strip_prefix("/assets/") {
            assert!(asset(name).is_some(), "{address}");
            continue;
        }
        let Some(_) = address.strip_prefix(&format!("/t/{}/", desk.tenant.0)) else {
            let home = address.starts_with("/t/") && address.ends_with("/today");
            assert!(home || address.starts_with('#'), "{address}");
            continue;
        };
        let answer = desk.get(En, Role::Administrator, &address);
        assert_eq!(answer.status, 200, "{address}");
        if answer.kind.starts_with("text/html") {
            let html = String::from_utf8(answer.body).unwrap();
            ahead.extend(links(&html));
            for place in html.split(" href=\"#").skip(1) {
                let id = place.split('"').next().unwrap();
                assert!(html.contains(&format!("id=\"{id}\"")), "{address}#{id}");
            }
        }
    }
    assert!(seen.len() > 100, "only {} pages are reached", seen.len());
}

#[test]
fn every_page_is_three_clicks_away_at_most() {
    let desk = filled();
    let home = format!("/t/{}/", desk.tenant.0);
    let mut ring = BTreeSet::from([format!("{home}today")]);
    let mut reached = BTreeSet::new();
    for _ in 0..=3 {
        let mut next = BTreeSet::new();
        for address in ring {
            let path = address.split(['?', '#']).next().unwrap();
            if !path.starts_with(&home) || !reached.insert(path.to_owned()) {
                continue;
            }
            let answer = desk.get(En, Role::Administrator, &address);
            if answer.kind.starts_with("text/html") {
                next.extend(links(&String::from_utf8(answer.body).unwrap()));
            }
        }
        ring = next;
    }
    let mut all: Vec<String> = PAGES
        .iter()
        .filter(|page| !page.is_empty() && !page.contains(['?', 'h', 'C']))
        .map(|page| (*page).to_owned())
        .collect();
    all.extend(["fleet.csv", "handbook", "audit/installation"].map(str::to_owned));
    let rules = rules::catalogue::all().iter();
    all.extend(rules.map(|rule| format!("cause/{}", rule.cause.code)));
    let every = crate::store::FleetQuery::default();
    for row in desk.store.fleet(desk.tenant, &every).unwrap().rows {
        let serial = super::address::encode(&row.serial);
        all.push(format!("device/{serial}"));
        all.push(format!("device/{serial}/export.json"));
    }
    for page in all {
        assert!(reached.contains(&format!("{home}{page}")), "{page}");
    }
}

#[test]
fn today_says_what_needs_somebody() {
    let html = filled().text(En, "today");
    for part in [
        "devices need you",
        "Faults of the tenant",
        "fleet?standing=needsYou",
        "enrollment program token",
        "Since the look of 2026-11-22",
        "sources were not read",
    ] {
        assert!(html.contains(part), "{part} in\n{html}");
    }
    let old = filled();
    let mut frame = old.frame(De, Role::Viewer);
    frame.now = now().plus(3 * 86_400);
    let request = PageRequest {
        segments: &["today"],
        query: &[],
    };
    let late = get(&old.store, &frame, &request);
    let late = String::from_utf8(late.body).unwrap();
    assert!(late.contains("Das ist nicht das Bild von heute."));
    assert!(
        !late.contains("Protokoll"),
        "a viewer does not see the trail"
    );
}

#[test]
fn a_list_can_be_narrowed_and_taken_away() {
    let desk = filled();
    let html = desk.text(En, "fleet?cause=C01");
    assert!(html.contains("device/EARLY00001") && html.contains("aria-current=\"true\""));
    assert!(!html.contains("HEALTHY"), "{html}");
    let csv = desk.get(En, Role::Viewer, "fleet.csv");
    let text = String::from_utf8(csv.body).unwrap();
    assert!(text.starts_with("serial,holder,order,standing"), "{text}");
    assert!(
        text.contains("\"'=CMD|'A1,\"\"B\""),
        "a formula is made text: {text}"
    );
    assert_eq!(text.lines().count(), 9);
    assert_eq!(
        csv.headers[0].1,
        "attachment; filename=\"firstcontact-fleet.csv\""
    );
    let narrow = desk.get(En, Role::Viewer, "fleet.csv?cause=C01");
    let narrow = String::from_utf8(narrow.body).unwrap();
    assert!(narrow.contains("EARLY00001") && narrow.lines().count() < 9);
    assert!(
        narrow.lines().skip(1).all(|line| line.contains(",C01,")),
        "{narrow}"
    );
}

#[test]
fn what_people_say_is_kept_and_leaves_its_trace() {
    let desk = filled();
    let answer = ["device", "EARLY00001", "answer"];
    let form = [("question", "look"), ("answer", "in_use")];
    let refused = |answer: PostAnswer| match answer {
        PostAnswer::Page(page) => page.status,
        PostAnswer::Redirect(place) => panic!("sent to {place}"),
    };
    assert_eq!(refused(desk.post(Role::Viewer, &answer, &form)), 403);
    let wrong = [("question", "look"), ("answer", "<b>")];
    assert_eq!(refused(desk.post(Role::Operator, &answer, &wrong)), 400);
    let nobody = ["device", "NOSUCH", "answer"];
    assert_eq!(refused(desk.post(Role::Operator, &nobody, &form)), 404);
    assert_eq!(
        desk.post(Role::Operator, &answer, &form),
        PostAnswer::Redirect(format!(
            "/t/{}/device/EARLY00001?said=1#said",
            desk.tenant.0
        ))
    );
    let note = ["device", "EARLY00001", "note"];
    let blank = [("text", "  \n ")];
    assert_eq!(refused(desk.post(Role::Operator, &note, &blank)), 400);
    let text = [("text", "On the <b>shelf</b>")];
    let noted = desk.post(Role::Operator, &note, &text);
    assert!(matches!(noted, PostAnswer::Redirect(_)));
    let html = desk.text(De, "device/EARLY00001?said=1");
    for part in [
        "Antwort von",
        "On the &#60;b&#62;shelf",
        "Es zählt ab dem nächsten Abruf",
    ] {
        assert!(html.contains(part), "{part} in\n{html}");
    }
    let trail = desk.text(En, "audit");
    assert!(trail.contains("took a note") && trail.contains("look: in_use"));
    assert_eq!(desk.get(En, Role::Approver, "audit").status, 403);
}

#[test]
fn a_view_is_saved_found_and_deleted() {
    let desk = filled();
    let form = [
        ("name", HOSTILE),
        ("query", "cause=C01&q=m%C3%BCller&cursor=x"),
    ];
    let home = format!("/t/{}/fleet", desk.tenant.0);
    assert_eq!(
        desk.post(Role::Operator, &["fleet", "views"], &form),
        PostAnswer::Redirect(format!("{home}?q=m%C3%BCller&cause=C01"))
    );
    let html = desk.text(En, "fleet");
    is_sound(&html, En, "fleet with a view");
    assert!(links(&html).contains(&format!("{home}?q=m%C3%BCller&cause=C01")));
    let gone = desk.post(Role::Operator, &["fleet", "views", "delete"], &form[..1]);
    assert_eq!(gone, PostAnswer::Redirect(home));
    assert!(!desk.text(En, "fleet").contains("Saved views"));
}

#[test]
fn an_unknown_address_is_met_with_a_way_out() {
    let desk = filled();
    for address in [
        "nowhere",
        "device/NOSUCH",
        "cause/C99",
        "cause/%3Cb%3E",
        "device",
    ] {
        let answer = desk.get(De, Role::Administrator, address);
        assert_eq!(answer.status, 404, "{address}");
        let html = String::from_utf8(answer.body).unwrap();
        is_sound(&html, De, address);
        assert!(html.contains("Hier ist nichts"));
    }
    let answer = desk.get(De, Role::Viewer, "fleet?cursor=nowhere");
    assert_eq!(answer.status, 400);
    let html = String::from_utf8(answer.body).unwrap();
    is_sound(&html, De, "fleet?cursor=nowhere");
    assert!(html.contains("Beginnen Sie mit der ersten Seite"));
    let export = desk.get(En, Role::Operator, "device/EARLY00001/export.json");
    assert_eq!(export.status, 403);
    let export = desk.get(En, Role::Administrator, "device/EARLY00001/export.json");
    assert!(serde_json::from_slice::<serde_json::Value>(&export.body).is_ok());
}

#[test]
fn pages_outside_any_tenant_are_sound() {
    let all = SignIn {
        provider: Some(HOSTILE),
        refused: true,
        back: "/t/1/fleet?q=<x>&y",
    };
    for language in [En, De] {
        for sign_in in [all, SignIn::default()] {
            let answer = sign_in_page(language, Theme::Dark, &sign_in);
            assert_eq!(answer.status, if sign_in.refused { 401 } else { 200 });
            is_sound(
                &String::from_utf8(answer.body).unwrap(),
                language,
                "sign-in",
            );
        }
        for status in [400, 401, 403, 404, 405, 413, 418, 421, 422, 429, 500, 503] {
            let answer = error_page(language, Theme::Dark, status, HOSTILE);
            assert_eq!(answer.status, status);
            is_sound(&String::from_utf8(answer.body).unwrap(), language, "error");
        }
    }
}

#[test]
fn every_text_that_pages_name_exists() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/web/pages");
    let folders = [
        folder.to_owned(),
        format!("{folder}/templates"),
        format!("{folder}/device"),
    ];
    let files = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut found = 0;
    for file in files
        .map(|file| file.unwrap().path())
        .filter(|path| path.is_file())
    {
        if file.ends_with("tests.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        let is_key = |part: &&str| {
            part.starts_with("web-") && !part.contains(['{', ' ', '<']) && !part.ends_with('-')
        };
        // Beginnings of keys that words are put behind.
        let open = [
            "web-standing",
            "web-erase",
            "web-source",
            "web-expiry",
            "web-did",
            "web-collection",
            "web-act",
        ];
        for key in text
            .split('"')
            .filter(is_key)
            .filter(|key| !open.contains(key))
        {
            found += 1;
            for language in [En, De] {
                assert!(language.has(key), "{}: {key}", file.display());
            }
        }
    }
    assert!(found > 150, "{found}");
}

/// An earlier version kept how devices stood and measured no check.
#[test]
fn health_goes_back_further_than_the_checks_and_says_so() {
    let desk = filled();
    let page = desk.text(En, "prevention");
    assert!(
        page.contains("2026-11-22: 4 of 8. 2026-11-23: 4 of 8."),
        "{page}"
    );
    assert!(!page.contains("have been measured since"), "{page}");
    let memory = prevent_memory::recall(&desk.store, desk.tenant).unwrap();
    let mut memory = memory.unwrap();
    memory.newest.trend.remove(0);
    keep(&desk.store, Some(desk.tenant), &memory).unwrap();
    let page = desk.text(En, "prevention");
    assert!(
        page.contains("Checks have been measured since 2026-11-23."),
        "{page}"
    );
    assert!(
        empty()
            .text(En, "prevention")
            .contains("Nothing was measured yet")
    );
}

#[test]
fn the_page_of_a_device_in_full() {
    let desk = filled();
    let html = desk.text(En, "device/EARLY00001");
    let content = html.split("<main").nth(1).unwrap();
    insta::assert_snapshot!(content.split("</main>").next().unwrap());
}
