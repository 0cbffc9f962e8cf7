//! Documents as files: the guide of a device, without a server.

use crate::place::{contoso, firstcontact};
use std::fs;

const SERIAL: &str = "FC4JMGWXHM";

#[test]
fn the_guide_of_a_device_is_written_as_what_its_name_says() {
    let place = tempfile::tempdir().unwrap();
    let store = place.path().join("store.sqlite");
    let run = |words: &[&str]| {
        let mut command = firstcontact();
        command.args(words).arg("--store").arg(&store);
        command.output().unwrap()
    };
    let contoso = contoso();
    let seen = run(&["store", "ingest", contoso.to_str().unwrap()]);
    assert!(seen.status.success(), "{seen:?}");
    let out = |name: &str| place.path().join(name);
    let written = |name: &str, more: &[&str]| {
        let path = out(name);
        let path = path.to_str().unwrap();
        let done = run(&[&["fix", "guide", SERIAL, "--out", path], more].concat());
        assert!(done.status.success(), "{done:?}");
        fs::read_to_string(path).unwrap()
    };
    let html = written("guide.html", &["--lang", "de"]);
    assert!(html.starts_with("<!doctype html>") && html.contains("lang=\"de\""));
    assert!(html.contains(SERIAL) && html.contains("Halt: Erscheint „Entfernte Verwaltung“?"));
    assert!(
        html.contains("iPhone 14") && !html.contains("iPhone14,7"),
        "{html}"
    );
    let markdown = written("guide.md", &[]);
    assert!(markdown.contains("**Critical: Stop: does “Remote Management” appear?**"));
    assert!(written("guide.txt", &["--format", "md"]) == markdown);

    let path = out("guide.pdf");
    let done = run(&["fix", "guide", SERIAL, "--out", path.to_str().unwrap()]);
    if press::pdf::is_built() {
        assert!(done.status.success(), "{done:?}");
        assert!(fs::read(&path).unwrap().starts_with(b"%PDF-"));
    } else {
        assert_eq!(done.status.code(), Some(2));
        let says = String::from_utf8(done.stderr).unwrap();
        assert!(says.contains("--features pdf"), "{says}");
        assert!(!path.exists());
    }

    let stranger = run(&["fix", "guide", "NOBODYHAS1"]);
    assert_eq!(stranger.status.code(), Some(2));
    let says = String::from_utf8(stranger.stderr).unwrap();
    assert!(says.contains("There is no guide for NOBODYHAS1"), "{says}");
    assert_ne!(
        run(&["fix", "guide", "12"]).status.code(),
        Some(0),
        "no such case"
    );
}
