//! Names that mean harm, from every source that names anything: they are shown, and do nothing.

use super::chromium::Look;
use super::served::{Served, folder, ingest};
use super::{begun, pages};
use std::fs;
use std::path::Path;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/contoso");
/// Opens an element if it is not escaped, in a text and in an attribute.
const HOSTILE: &str = r#"\"><b data-owned>x</b><img src=x onerror=alert(1)>{{7*7}}"#;
/// Names in the example, by what carries them.
const NAMES: [&str; 6] = [
    "Contoso",
    "Lena Hoffmann",
    "iPad (A16)",
    "iPhone 13",
    "MacBook Air (13-inch, M4)",
    "Intune",
];

#[test]
fn hostile_names_are_shown_and_do_nothing() {
    let Some((browser, served)) = begun(Look::default()) else {
        return;
    };
    drop(served);
    let place = folder("browser-hostile");
    copy(Path::new(EXAMPLE), &place.join("snapshot"));
    let store = place.join("firstcontact.db");
    ingest(&place.join("snapshot"), &store);
    let served = Served::on(&store);
    browser.go(&served.link);
    let mut shown = 0;
    let mut all = pages(&browser, &served);
    // What somebody types into the address comes back in the page.
    for typed in [
        "fleet?q=",
        "fleet?server=",
        "fleet?cause=",
        "cause/",
        "device/",
    ] {
        all.push(format!("/t/1/{typed}%22%3E%3Cb%20data-owned%3Ex%3C/b%3E"));
    }
    for page in all {
        browser.go(&served.address(&page));
        assert!(!browser.has("[data-owned], img, b"), "{page}");
        let source = browser.source();
        assert!(!source.contains("onerror=alert(1)>\n"), "{page}");
        shown += usize::from(browser.text("body").contains("<b data-owned>"));
    }
    assert!(shown >= 5, "they are shown as they are: {shown}");
    // An alert would have stopped the browser at the first page that showed one.
    assert_eq!(browser.script("return 1", &[]), 1);
}

/// A copy of the example in which everything has a hostile name.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
            continue;
        }
        let json = entry.path().extension().is_some_and(|it| it == "json");
        match fs::read_to_string(entry.path()) {
            Ok(text) if json => {
                let named = NAMES.iter().fold(text, |text, name| {
                    text.replace(&format!("{name}\""), &format!("{name}{HOSTILE}\""))
                });
                fs::write(target, named).unwrap();
            }
            _ => drop(fs::copy(entry.path(), target).unwrap()),
        }
    }
}
