//! The page of reports: a list for everybody who may look, and files where a snapshot lies.

use super::{Server, place_of};

const FILES: [&str; 3] = ["executive.html", "fleet.xlsx", "evidence.html"];

#[test]
fn a_stranger_gets_no_report() {
    let server = Server::new();
    let mut stranger = server.browser();
    for place in ["/t/1/reports".to_owned()]
        .into_iter()
        .chain(FILES.map(|file| format!("/t/1/reports/{file}")))
    {
        let answer = stranger.get(&place);
        assert_eq!(answer.status(), 303, "{place}");
        assert!(place_of(&answer).starts_with("/sign-in?back="), "{place}");
    }
}

#[test]
fn whoever_may_look_takes_a_report_away() {
    let server = Server::new();
    let mut viewer = server.browser();
    viewer.get(&server.link("vera", "contoso", "viewer"));
    let page = viewer.get("/t/1/reports");
    assert_eq!(page.status(), 200);
    let page = page.text().unwrap();
    for file in FILES {
        assert!(page.contains(&format!("/t/1/reports/{file}")), "{page}");
        let answer = viewer.get(&format!("/t/1/reports/{file}"));
        assert_eq!(answer.status(), 200, "{file}");
        let name = answer.headers()["content-disposition"].to_str().unwrap();
        assert!(name.contains(&format!("firstcontact-{file}")), "{name}");
        assert_eq!(answer.text().unwrap(), format!("{file} of contoso in en"));
    }
    let pdf = viewer.get("/t/1/reports/executive.pdf").status();
    assert_eq!(pdf == 200, press::pdf::is_built());
    assert_eq!(viewer.get("/t/1/reports/other.html").status(), 404);
    // Of a tenant of others there is nothing, and not even that it is there.
    assert_eq!(viewer.get("/t/2/reports").status(), 404);
    assert_eq!(viewer.get("/t/2/reports/fleet.xlsx").status(), 404);
}

#[test]
fn where_no_snapshot_lies_the_page_says_so() {
    let server = Server::new();
    let mut browser = server.signed_in();
    let page = browser.get("/t/2/reports").text().unwrap();
    assert!(page.contains("Nothing was collected yet"), "{page}");
    let answer = browser.get("/t/2/reports/executive.html");
    assert_eq!(answer.status(), 404);
    let page = answer.text().unwrap();
    assert!(
        page.contains("No snapshot of this tenant lies on this machine"),
        "{page}"
    );
}
