//! The ways that people go every day.

use super::chromium::{Browser, Look};
use super::{begun, entered};
use std::time::Duration;

#[test]
fn from_the_link_to_a_device_that_is_answered_and_noted() {
    let Some((browser, served)) = begun(Look::default()) else {
        return;
    };
    browser.go(&served.address("/t/1/fleet?cause=C01"));
    assert!(browser.place().starts_with("/sign-in?back="), "closed");
    browser.go(&served.link);
    assert_eq!(browser.place(), "/t/1/today");
    assert!(browser.text("h1").contains("need you"));
    browser.click(".card.cannot-tell a");
    assert_eq!(browser.place(), "/t/1/fleet?standing=cannotTell");
    browser.click("a.serial");
    let device = browser.place();
    let question = browser.text(".question h3");
    assert!(!question.is_empty());
    browser.click(".answers .answer");
    assert!(browser.place().starts_with(&device), "{}", browser.place());
    assert!(browser.text("main").contains("Written down."));
    browser.write("textarea", "On the shelf, asked <b>Berlin</b>");
    browser.click("form:has(textarea) button");
    let page = browser.text("main");
    assert!(page.contains("On the shelf, asked <b>Berlin</b>"), "{page}");
    assert!(page.contains("Answer by administrator") && page.contains("Note by administrator"));

    browser.follow("Audit");
    let trail = browser.text("main table");
    assert!(trail.contains("took a note") && trail.contains("answered"));
    browser.follow("The installation");
    assert!(browser.text("main table").contains("signed in"));
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn a_fleet_is_searched_narrowed_sorted_saved_and_taken_away() {
    let Some((browser, _served)) = entered(Look::default()) else {
        return;
    };
    browser.follow("Fleet");
    let all = browser.texts("a.serial");
    assert_eq!(all.len(), 50);
    let wanted = all.last().unwrap().clone();
    browser.write("#q", &wanted.to_lowercase());
    browser.click(".search button");
    assert_eq!(browser.texts("a.serial"), [wanted.as_str()]);
    browser.follow("Clear all");

    browser.follow("Needs you");
    assert_eq!(browser.place(), "/t/1/fleet?standing=needsYou");
    let badges = browser.texts(".devices .badge");
    assert!(badges.iter().all(|it| it == "Needs you"), "{badges:?}");
    browser.click("thead th:first-child a");
    let up = browser.texts("a.serial");
    assert!(up.is_sorted() && up.len() > 10, "{up:?}");
    browser.click("thead th:first-child a");
    assert_eq!(
        browser
            .attribute("thead th:first-child", "aria-sort")
            .unwrap(),
        "descending"
    );
    assert!(browser.texts("a.serial").is_sorted_by(|a, b| a > b));

    browser.write("#view-name", "Mine, by number");
    browser.click(".save button");
    browser.follow("Clear all");
    assert!(!browser.has(".chip.chosen"));
    browser.follow("Mine, by number");
    let saved = "/t/1/fleet?standing=needsYou&sort=serial&down=1";
    assert_eq!(browser.place(), saved);

    browser.follow("Download CSV");
    let text = downloaded(&browser);
    let rows: Vec<&str> = text.lines().collect();
    assert!(rows[0].starts_with("serial,"), "{}", rows[0]);
    assert!(rows.len() > 10 && rows[1..].iter().all(|row| row.contains(",needsYou,")));

    browser.click("details.facet:last-of-type > summary");
    browser.click("form[action$='views/delete'] button");
    assert_eq!(browser.place(), "/t/1/fleet");
    assert!(!browser.has(".views a"));
    assert_eq!(browser.complaints(), [""; 0]);
}

fn downloaded(browser: &Browser) -> String {
    for _ in 0..200 {
        if let Some(file) = browser.downloads().first() {
            return std::fs::read_to_string(file).unwrap();
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("nothing was downloaded");
}

#[test]
fn from_a_cause_to_its_devices_and_to_the_tenant() {
    let Some((browser, _served)) = entered(Look::default()) else {
        return;
    };
    browser.follow("Handbook");
    browser.click(".contents .chip");
    let listed = browser.place();
    assert!(listed.starts_with("/t/1/fleet?cause="), "{listed}");
    let code = listed.rsplit('=').next().unwrap().to_owned();
    browser.follow("Handbook");
    browser.click(&format!("a[href='/t/1/cause/{code}']"));
    assert!(browser.text("h1").starts_with(&code));
    browser.click(".head-actions a");
    assert_eq!(browser.place(), listed);
    browser.follow("Tenant");
    assert_eq!(browser.text("h1"), "Fabrikam");
    let page = browser.text("main");
    for part in ["Looks at the tenant", "Sources", "Faults of the tenant"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    // Nobody told this server how to read the tenant: it offers nothing that it could not do.
    assert!(!browser.has("form[action$='collect']"));
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
fn who_leaves_is_out_here_or_everywhere() {
    let Some((browser, served)) = entered(Look::default()) else {
        return;
    };
    browser.click(".menu-end summary");
    browser.click("form[action='/sign-out'] button");
    assert_eq!(browser.place(), "/sign-in");
    browser.go(&served.address("/t/1/today"));
    assert!(browser.place().starts_with("/sign-in?back="));

    // The server remembers where it is reached, so that a link leads there.
    browser.go(&served.another_link(&["--name", "vic", "--role", "viewer"]));
    assert_eq!(browser.place(), "/t/1/today");
    assert!(!browser.texts(".parts a").contains(&"Audit".to_owned()));
    browser.go(&served.address("/t/1/audit"));
    assert!(browser.text("main").contains("administrator"));
    browser.go(&served.address("/t/1/tenant"));
    browser.click(".menu-end summary");
    browser.click("form[action='/sign-out/everywhere'] button");
    assert_eq!(browser.place(), "/sign-in");
}
