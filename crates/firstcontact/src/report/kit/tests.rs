//! The kit with all and with nothing known.

use super::{FILES, KitFacts, KitService, KitToken, Supplier, documents};
use crate::i18n::Language::{De, En};
use crate::report::example_fleet::{IN_ORDER, snapshot};
use enrollment::correlate::correlate;
use enrollment::moment::{Moment, Stamp};

fn at(text: &str) -> Moment {
    Stamp::parse(text).unwrap().at().unwrap()
}

fn known() -> KitFacts {
    KitFacts {
        company: "Contoso GmbH".to_owned(),
        contact: "IT, +49 30 1234".to_owned(),
        as_of: at("2026-06-15T08:00:00Z"),
        families: Some(vec![("iPhone".to_owned(), 180), ("Mac".to_owned(), 20)]),
        suppliers: Some(vec![
            Supplier {
                is_apple: false,
                number: "2A1B3C".to_owned(),
                devices: 150,
            },
            Supplier {
                is_apple: true,
                number: "1234567".to_owned(),
                devices: 45,
            },
        ]),
        by_hand: Some(5),
        services: Some(vec![
            KitService {
                name: "Intune".to_owned(),
                default_families: Some(vec!["iPhone".to_owned()]),
            },
            KitService {
                name: "Old".to_owned(),
                default_families: None,
            },
        ]),
        tokens: Some(vec![KitToken {
            name: "Token 1".to_owned(),
            account: "apple@contoso.example".to_owned(),
            ends: Some(at("2026-09-01T00:00:00Z")),
        }]),
    }
}

fn unknown() -> KitFacts {
    KitFacts {
        contact: String::new(),
        families: None,
        suppliers: None,
        by_hand: None,
        services: None,
        tokens: None,
        ..known()
    }
}

#[test]
fn the_kit_in_both_languages() {
    for language in [En, De] {
        for (name, document) in FILES.into_iter().zip(documents(&known(), language)) {
            let name = format!("{name}_{}", language.tag());
            insta::assert_snapshot!(name, press::markdown::render(&document));
        }
    }
}

#[test]
fn what_nobody_read_is_said_and_never_fine() {
    let [policy, supplier, ..] = &documents(&unknown(), En)[..] else {
        panic!("four documents");
    };
    let policy = press::markdown::render(policy);
    for words in [
        "Apple Business was not read whole",
        "Which service takes new devices by default was not read.",
        "When the tokens end was not read.",
    ] {
        assert!(policy.contains(words), "{words}: {policy}");
    }
    assert!(!policy.contains("added by hand\n") && !policy.contains("(Good)"));
    let supplier = press::markdown::render(supplier);
    assert!(supplier.contains("ours were not read"), "{supplier}");
    assert!(supplier.contains("telephone of our IT"), "{supplier}");
}

#[test]
fn a_family_without_a_service_is_named() {
    assert_eq!(known().without_default(), Some(vec!["Mac"]));
    assert_eq!(unknown().without_default(), None);
    let silent = KitFacts {
        services: Some(vec![KitService {
            name: "Intune".to_owned(),
            default_families: None,
        }]),
        ..known()
    };
    assert_eq!(silent.without_default(), None, "Apple did not say");
}

#[test]
fn a_fact_is_no_placeholder() {
    let facts = KitFacts {
        company: "{contact} <b>".to_owned(),
        ..known()
    };
    for document in documents(&facts, De) {
        let html = press::html::render(&document);
        assert!(html.contains("{contact} &lt;b&gt;"), "{html}");
    }
}

#[test]
fn a_snapshot_fills_it() {
    let snapshot = snapshot(&IN_ORDER);
    let facts = KitFacts::of(&correlate(&snapshot), "", " IT ");
    assert_eq!(facts.company, snapshot.tenant.name);
    assert_eq!(
        (facts.contact.as_str(), facts.as_of),
        ("IT", snapshot.taken_at)
    );
    insta::assert_debug_snapshot!(facts);
}
