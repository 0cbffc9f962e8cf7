//! A repair as people see it: proposed at a desk, agreed to on a telephone, approved by two.

use super::begun;
use super::chromium::{Browser, Look};
use super::served::{Served, folder, read_now, say};

/// A telephone.
const PHONE: Look = Look {
    size: (390, 844),
    dark: false,
    language: "en",
    scripts: true,
};

/// The device that was most certainly set up before anybody added it.
fn surest(csv: &str) -> String {
    let rows = csv.lines().filter(|row| row.contains(",C01,"));
    let probability = |row: &&str| {
        let (_, rest) = row.split_once("activated-before-added,").unwrap();
        rest.split(',').next().unwrap().to_owned()
    };
    let row = rows.max_by_key(probability).unwrap();
    row.split(',').next().unwrap().to_owned()
}

/// The classic device, and the server in front of its tenant, which was read just now.
fn prepared(browser: &Browser) -> (Served, String) {
    let place = folder("browser-cases");
    read_now(&place);
    let snapshot = place.join("world/snapshot");
    let tenant = say(&place, &["store", "status"]);
    assert!(tenant.contains("Fabrikam"), "{tenant}");
    let config = format!(
        "[tenant.Fabrikam]\nsnapshots = {:?}\n[tenant.Fabrikam.remedy]\ncontact = \"Desk 4711\"\n",
        snapshot.display().to_string()
    );
    let served = Served::with(&place.join("firstcontact.db"), &config);
    browser.go(&served.link);
    let snapshot = snapshot.display().to_string();
    let serial = surest(&say(
        served.place(),
        &["diagnose", &snapshot, "--format", "csv"],
    ));
    for (question, answer) in [
        ("look", "in_use"),
        ("setup_story", "as_new"),
        ("other_mdm", "no"),
        ("unlock_plan", "ready"),
    ] {
        let words = ["answer", &serial, question, answer, "-s", &snapshot];
        say(served.place(), &words);
    }
    (served, serial)
}

/// Somebody else enters, in the same browser.
fn enter(browser: &Browser, served: &Served, name: &str, role: &str) {
    browser.go(&served.another_link(&["--name", name, "--role", role]));
    assert_eq!(browser.place(), "/t/1/today");
}

fn deed(browser: &Browser, served: &Served, serial: &str, name: &str) {
    let case = format!("/t/1/case/{serial}");
    browser.go(&served.address(&case));
    browser.click(&format!("a[href='{case}/{name}']"));
    browser.click("form.deed button.primary");
}

#[test]
fn a_repair_is_proposed_agreed_to_on_a_telephone_and_approved_by_two() {
    let Some((browser, other)) = begun(Look::default()) else {
        return;
    };
    drop(other);
    let (served, serial) = prepared(&browser);
    let case = format!("/t/1/case/{serial}");
    browser.go(&served.address(&format!("/t/1/device/{serial}")));
    browser.follow("Propose a repair");
    assert!(browser.text("main").contains("firstcontact/plan/1"));
    browser.click("form.deed button.primary");
    assert_eq!(browser.place(), case);
    // The data was saved before; so the next plan is the erase.
    let said = say(
        served.place(),
        &["fix", "report", &serial, "data-plan", "--by", "holder"],
    );
    assert!(said.contains(&serial), "{said}");
    deed(&browser, &served, &serial, "reject");
    deed(&browser, &served, &serial, "propose");
    let page = browser.text("main");
    assert!(page.contains("cannot be undone"), "{page}");
    deed(&browser, &served, &serial, "link");
    let link = browser.text(".link-once code");
    assert!(link.contains("/h/"), "{link}");

    let Some(phone) = Browser::open(PHONE) else {
        return;
    };
    phone.go(&link);
    let page = phone.text("main");
    assert!(
        page.contains("Desk 4711") && page.contains(&serial),
        "{page}"
    );
    let wide = phone.script("return document.documentElement.scrollWidth", &[]);
    assert!(wide.as_i64().unwrap() <= 390, "{wide}");
    phone.write("#name", "Erika Muster");
    phone.write("#ending", "0000");
    phone.click("form[action$='/consent'] button");
    assert!(phone.text("#wrong").contains("not the last characters"));
    phone.write("#name", "Erika Muster");
    phone.write("#ending", &serial[serial.len() - 4..]);
    phone.click("form[action$='/consent'] button");
    assert!(phone.text("main").contains("others have to approve"));

    enter(&browser, &served, "bob", "approver");
    deed(&browser, &served, &serial, "approve");
    assert!(browser.text("main").contains("One approval is missing"));
    enter(&browser, &served, "cleo", "approver");
    deed(&browser, &served, &serial, "approve");
    let page = browser.text("main");
    for part in ["Erika Muster", "local:bob", "local:cleo"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    browser.follow("Cases");
    assert_eq!(browser.texts("a.serial"), [serial.as_str()]);
    deed(&browser, &served, &serial, "apply");
    assert_eq!(browser.complaints(), [""; 0]);
    // The first refused consent was answered with its own status, which the browser notes.
    phone.go(&link);
    phone.write("#text", "An <b>old</b> account");
    phone.click("button[value='oldAccount']");
    assert!(phone.text("main").contains("Somebody is looking at it"));
    browser.go(&served.address(&case));
    assert!(browser.text("main").contains("An <b>old</b> account"));
}
