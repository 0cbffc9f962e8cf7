//! The guide for every platform, in both languages, with all and with nothing known.

use super::script::{Both, Script, fill};
use super::{DeviceFacts, Guide, OsVersion, Platform, SCRIPTS, StageName, Trouble, consent};
use crate::i18n::Language::{self, De, En};
use remedy::facts::Lock;
use std::fmt::Write as _;

fn facts(platform: Platform) -> DeviceFacts {
    DeviceFacts {
        model: format!("{} 15", platform.name()),
        serial: "F2LABCZX81".to_owned(),
        platform,
        least_os_version: None,
        company: "Contoso GmbH".to_owned(),
        help_contact: "IT, +49 30 1234".to_owned(),
        account: Some("erika@contoso.example".to_owned()),
        has_esim: None,
        lock: None,
        remote_management_text: "IT department, +49 30 1234".to_owned(),
    }
}

/// A guide as lines of text.
fn told(guide: &Guide) -> String {
    let mut text = String::new();
    for stage in &guide.stages {
        writeln!(
            text,
            "# {}: {}\n{}",
            stage.name.name(),
            stage.title,
            stage.why
        )
        .unwrap();
        for point in &stage.points {
            let path = point.path.join(" > ");
            let path = if path.is_empty() {
                path
            } else {
                format!(" [{path}]")
            };
            writeln!(text, "- {}{path}", point.says).unwrap();
        }
        if let Some(warning) = &stage.warning {
            writeln!(text, "! {warning}").unwrap();
        }
        writeln!(text, "= {}\n", stage.confirm).unwrap();
    }
    text
}

fn with(facts: DeviceFacts, language: Language) -> String {
    told(&Guide::new(facts, language))
}

#[test]
fn a_guide_for_each_platform_in_each_language() {
    for platform in Platform::ALL {
        for language in [En, De] {
            let name = format!("{}_{}", platform.name(), language.tag()).to_lowercase();
            insta::assert_snapshot!(name, with(facts(platform), language));
        }
    }
}

#[test]
fn an_older_way_is_shown_unless_the_device_was_beyond_it_already() {
    let of = |platform, version: Option<&str>, language| {
        let version = version.map(|text| OsVersion::parse(text).unwrap());
        let facts = DeviceFacts {
            least_os_version: version,
            ..facts(platform)
        };
        with(facts, language)
    };
    let new = of(Platform::IPhone, Some("26.1"), De);
    assert!(new.contains("iPhone übertragen/zurücksetzen > Alle Inhalte & Einstellungen löschen"));
    assert!(new.contains("Wo ist? > Mein iPhone suchen") && new.contains("gestohlene Geräte"));
    assert!(!new.contains("iOS 14 ") && !new.contains("iOS 12"), "{new}");
    let old = of(Platform::IPad, Some("12.5.7"), En);
    assert!(old.contains("General > Reset > Erase All Content") && old.contains("Transfer or"));
    assert!(old.contains("iCloud > Find My iPad"));
    let both = of(Platform::IPad, None, En);
    assert!(both.contains("Transfer or Reset iPad >") && both.contains("General > Reset >"));
    let mac = of(Platform::Mac, Some("14.5"), De);
    assert!(
        mac.contains("Übertragen oder zurücksetzen") && !mac.contains("In macOS 12"),
        "{mac}"
    );
    let monterey = of(Platform::Mac, Some("12.7"), En);
    assert!(monterey.contains("System Preferences > Erase All") && monterey.contains("General >"));
    let older = of(Platform::Mac, Some("11.6"), En);
    assert!(older.contains("Recovery Assistant > Erase Mac") && older.contains("In macOS 12 open"));
}

#[test]
fn what_is_known_of_esim_and_lock_changes_the_way() {
    let names = |facts: &DeviceFacts| -> Vec<StageName> {
        let guide = Guide::new(facts.clone(), En);
        guide.stages.iter().map(|stage| stage.name).collect()
    };
    let mut phone = facts(Platform::IPhone);
    assert_eq!(names(&phone), StageName::ALL);
    phone.has_esim = Some(false);
    assert!(!names(&phone).contains(&StageName::Esim));
    assert!(!with(phone.clone(), En).contains("eSIM"));
    assert!(!consent::consequence(&phone, En).contains("eSIM"));
    assert!(!names(&facts(Platform::Mac)).contains(&StageName::Esim));
    phone.has_esim = Some(true);
    assert!(with(phone.clone(), En).contains("“Keep eSIM”"));
    assert!(with(phone.clone(), De).contains("„eSIM behalten“"));
    let find_my = |lock| {
        let facts = DeviceFacts {
            lock,
            ..phone.clone()
        };
        let guide = Guide::new(facts, En);
        let stage = guide.stage(StageName::FindMy).unwrap();
        stage
            .points
            .iter()
            .map(|point| point.says.clone())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert!(find_my(Some(Lock::Organisation)).contains("one of Contoso"));
    assert!(!find_my(Some(Lock::Organisation)).contains("Turn off the switch"));
    assert!(find_my(Some(Lock::None)).contains("no lock"));
    assert!(find_my(Some(Lock::Personal)).contains("Turn off the switch"));
}

#[test]
fn after_each_stage_comes_the_next_that_the_device_needs() {
    let mac = Guide::new(facts(Platform::Mac), En);
    assert_eq!(mac.after(StageName::Data), Some(StageName::FindMy));
    assert_eq!(mac.after(StageName::Finished), None);
    for stage in StageName::ALL {
        assert_eq!(StageName::parse(stage.name()), Some(stage));
    }
    for trouble in Trouble::ALL {
        assert_eq!(Trouble::parse(trouble.name()), Some(trouble));
    }
}

#[test]
fn facts_are_put_in_once_and_cannot_become_text_of_ours() {
    let mut odd = facts(Platform::IPhone);
    odd.company = "{serial} {x} \u{202e}<b>\n".to_owned();
    assert_eq!(fill("a {company} b", &odd), "a {serial} {x} \u{fffd}<b>  b");
    assert_eq!(fill("open { end", &odd), "open  end");
}

fn texts(script: &Script) -> Vec<Both> {
    let mut all = vec![script.title, script.why, script.confirm];
    all.extend(script.warning);
    for line in script.lines {
        all.push(line.says);
        all.extend(line.path);
    }
    all
}

#[test]
fn every_text_says_the_same_in_both_languages() {
    let known = [
        "device", "system", "serial", "company", "contact", "account", "shown",
    ];
    let names = |text: &str| -> Vec<String> {
        let parts = text.split('{').skip(1);
        parts
            .map(|part| part.split('}').next().unwrap().to_owned())
            .collect()
    };
    for script in SCRIPTS {
        for both in texts(script) {
            assert_ne!(both.en, both.de);
            for text in [both.en, both.de] {
                assert!(!text.trim().is_empty() && !text.contains("  "), "{text}");
                for name in names(text) {
                    assert!(known.contains(&name.as_str()), "{name} in {text}");
                }
            }
            let steps = |text: &str| text.matches(" → ").count();
            assert_eq!(steps(both.en), steps(both.de), "{}", both.en);
        }
        assert!(!script.title.en.ends_with('.') && !script.title.de.ends_with('.'));
        for line in script.lines {
            for text in [line.says.en, line.says.de] {
                assert!(text.ends_with(['.', ':', '}']), "{text}");
                // Nobody with a device in their hands reads a sentence twice.
                for sentence in text.split(['.', '?', ':']) {
                    assert!(sentence.split_whitespace().count() <= 26, "{sentence}");
                }
            }
        }
        // People are addressed with Sie, and never with du.
        for word in ["du", "dein", "dich", "dir", "Du", "Dein", "deinem", "deine"] {
            let spaced = format!(" {word} ");
            for both in texts(script) {
                assert!(!both.de.contains(&spaced), "{}", both.de);
            }
        }
    }
}

#[test]
fn versions_and_platforms_are_read_from_what_vendors_write() {
    let version = |text| OsVersion::parse(text).map(|it| (it.major, it.minor));
    assert_eq!(version("macOS 14.5 (23F79)"), Some((14, 5)));
    assert_eq!(version("26"), Some((26, 0)));
    assert_eq!(version("99999.1"), None);
    assert_eq!(version(""), None);
    assert_eq!(Platform::of("iOS", "iPad Air"), Some(Platform::IPad));
    assert_eq!(Platform::of("ios", "iPhone 15"), Some(Platform::IPhone));
    assert_eq!(Platform::of("macos", ""), Some(Platform::Mac));
    assert_eq!(Platform::of("tvos", "Apple TV"), None);
}

#[test]
fn the_consequence_names_device_loss_and_what_stays() {
    for (language, words) in [
        (
            En,
            [
                "F2LABCZX81",
                "cannot be undone",
                "eSIM",
                "Contoso GmbH manages",
            ],
        ),
        (
            De,
            [
                "F2LABCZX81",
                "nicht rückgängig",
                "eSIM",
                "von Contoso GmbH verwaltet",
            ],
        ),
    ] {
        let text = consent::consequence(&facts(Platform::IPad), language);
        for word in words {
            assert!(text.contains(word), "{word} in {text}");
        }
    }
}

#[test]
fn the_stop_point_stands_in_front_and_every_stage_is_on_paper() {
    for language in [En, De] {
        for platform in Platform::ALL {
            let guide = Guide::new(facts(platform), language);
            let text = press::markdown::render(&guide.document());
            let stop = guide.stage(StageName::RemoteManagement).unwrap();
            let first = text.find(&stop.title).unwrap();
            assert!(first < text.find("\n## ").unwrap(), "{text}");
            for (place, stage) in guide.stages.iter().enumerate() {
                let title = format!("\n### {}. {}\n", place + 1, stage.title);
                assert!(text.contains(&title), "{title}: {text}");
                assert!(text.contains(&format!("* [ ] {}\n", stage.confirm)));
            }
            assert!(text.contains("F2LABCZX81") && text.contains("IT, +49 30 1234"));
        }
    }
}
