//! `demo --remediate`, as somebody sees it who has nothing configured.

use crate::place::firstcontact;

fn played(language: &str) -> String {
    let output = firstcontact()
        .args(["demo", "--remediate", "--no-serve", "--config", "/dev/null"])
        .args(["--lang", language])
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}\n{errors}");
    told
}

#[test]
fn the_demonstration_mends_a_telephone_in_both_languages() {
    let english = played("en");
    assert!(english.contains("is managed, supervised, compliant and let in, and stayed so"));
    assert!(
        english.contains("tells its truth: nothing is the matter with"),
        "{english}"
    );
    assert!(english.contains("The ledger is whole"), "{english}");
    let german = played("de");
    assert!(german.contains("Das Protokoll ist vollständig"), "{german}");
    assert!(!german.contains("The ledger"), "{german}");
}
