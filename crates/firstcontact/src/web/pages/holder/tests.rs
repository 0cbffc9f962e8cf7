//! The holder's page in every situation, in both languages, with hostile facts.

use super::super::tests::{HOSTILE, is_sound, now};
use super::super::{PageAnswer, Theme};
use super::{Asked, Ending, HolderView, SHORT_HASH, Standing, Wait, holder_page, link_ended_page};
use crate::guide::consent::{NotAgreed, consequence};
use crate::guide::{DeviceFacts, Guide, Platform, StageName, Trouble};
use crate::i18n::Language::{self, De, En};
use remedy::digest::Digest;

fn facts(platform: Platform) -> DeviceFacts {
    DeviceFacts {
        model: "iPhone 15".to_owned(),
        serial: "F2LABCZX81".to_owned(),
        platform,
        least_os_version: None,
        company: "Contoso GmbH".to_owned(),
        help_contact: "IT, +49 30 1234".to_owned(),
        account: None,
        has_esim: None,
        lock: None,
        remote_management_text: String::new(),
    }
}

fn hostile() -> DeviceFacts {
    DeviceFacts {
        model: HOSTILE.to_owned(),
        serial: HOSTILE.to_owned(),
        company: HOSTILE.to_owned(),
        help_contact: HOSTILE.to_owned(),
        account: Some(HOSTILE.to_owned()),
        remote_management_text: HOSTILE.to_owned(),
        ..facts(Platform::IPhone)
    }
}

fn view<'v>(guide: &'v Guide, standing: Standing<'v>) -> HolderView<'v> {
    HolderView {
        theme: Theme::Dark,
        guide,
        address: "/h/0123456789abcdef",
        csrf: "form-secret",
        ends: now().plus(3 * 86_400),
        standing,
        confirmed: &[],
        reported: None,
        wrong: None,
        not_yet: None,
        paper: true,
    }
}

fn text(answer: PageAnswer) -> String {
    String::from_utf8(answer.body).unwrap()
}

fn page(view: &HolderView<'_>, place: &str) -> String {
    let answer = holder_page(view);
    assert_eq!(answer.status, 200);
    let html = text(answer);
    is_sound(&html, view.guide.language, place);
    for bare in [">holder-", "\"holder-", ">trouble-", ">web-"] {
        assert!(!html.contains(bare), "{place}: a text is missing: {bare}");
    }
    assert!(
        !html.contains("<script"),
        "{place}: it works without scripts"
    );
    html
}

fn plan() -> Digest {
    Digest::of(&[b"plan"])
}

fn standings(consequence: &str) -> Vec<Standing<'_>> {
    let mut all: Vec<_> = StageName::ALL.map(Standing::At).into();
    all.push(Standing::Consent(Asked {
        plan: plan(),
        consequence,
        at: now(),
        until: now().plus(86_400),
    }));
    all.extend([Wait::Approval, Wait::Look, Wait::Held].map(Standing::Waits));
    all.extend([Ending::Managed, Ending::Declined, Ending::Ended].map(Standing::Over));
    all
}

#[test]
fn every_situation_is_a_sound_page_whatever_the_facts_say() {
    for language in [En, De] {
        let mut devices: Vec<_> = Platform::ALL.map(facts).into();
        devices.push(hostile());
        for device in devices {
            let lost = consequence(&device, language);
            let guide = Guide::new(device, language);
            for standing in standings(&lost) {
                let quiet = view(&guide, standing);
                page(&quiet, &format!("{standing:?}"));
                let confirmed = [(StageName::Serial, now()), (StageName::Data, now())];
                for trouble in Trouble::ALL {
                    let loud = HolderView {
                        confirmed: &confirmed,
                        reported: Some((trouble, now())),
                        wrong: Some(NotAgreed::OtherSerial),
                        not_yet: None,
                        ..quiet
                    };
                    page(&loud, &format!("{standing:?} {trouble:?}"));
                }
            }
        }
        let ended = link_ended_page(language, Theme::Dark);
        assert_eq!(ended.status, 410);
        is_sound(&text(ended), language, "ended");
    }
}

/// What stands between two marks.
fn between<'h>(html: &'h str, from: &str, to: &str) -> &'h str {
    let rest = html.split_once(from).unwrap().1;
    rest.split_once(to).unwrap().0
}

#[test]
fn the_present_stage_alone_can_be_confirmed() {
    let guide = Guide::new(facts(Platform::IPhone), De);
    let confirmed = [(StageName::Serial, now())];
    let html = page(
        &HolderView {
            confirmed: &confirmed,
            ..view(&guide, Standing::At(StageName::Data))
        },
        "data",
    );
    assert_eq!(html.matches("name=\"stage\"").count(), 1);
    let now = between(&html, "id=\"now\"", "</details>");
    assert!(now.contains("value=\"data\"") && now.contains("Alles, was ich brauche"));
    assert!(html.contains("Schritt 2 / 12") && html.contains("class=\"stage done\""));
    assert!(html.contains("Noch nicht. Beginnen Sie diesen Schritt erst"));
    let erasing = page(&view(&guide, Standing::At(StageName::Erase)), "erase");
    assert!(!erasing.contains("Noch nicht. Beginnen Sie"));
    for wait in [Wait::Approval, Wait::Look, Wait::Held] {
        let html = page(&view(&guide, Standing::Waits(wait)), "waits");
        assert!(!html.contains("name=\"stage\"") && html.contains("Noch nicht. Beginnen Sie"));
    }
}

#[test]
fn at_the_stop_point_one_tap_says_that_remote_management_is_missing() {
    let guide = Guide::new(facts(Platform::IPad), De);
    let html = page(
        &view(&guide, Standing::At(StageName::RemoteManagement)),
        "stop",
    );
    let stage = between(&html, "id=\"now\"", "</details>");
    assert!(stage.contains("Ich sehe „Entfernte Verwaltung“ mit dem Namen Contoso GmbH"));
    assert!(stage.contains("action=\"/h/0123456789abcdef/report\""));
    assert!(stage.contains("name=\"what\" value=\"noRemoteManagement\""));
    let told = HolderView {
        reported: Some((Trouble::NoRemoteManagement, now())),
        ..view(&guide, Standing::Waits(Wait::Held))
    };
    assert!(page(&told, "told").contains("löschen Sie es nicht noch einmal. Jemand"));
}

#[test]
fn a_consent_names_device_loss_date_and_plan_and_asks_for_four_characters() {
    let device = facts(Platform::IPhone);
    let lost = consequence(&device, En);
    let guide = Guide::new(device, En);
    let asked = Standing::Consent(Asked {
        plan: plan(),
        consequence: &lost,
        at: now(),
        until: now().plus(86_400),
    });
    let html = page(&view(&guide, asked), "consent");
    let form = between(&html, "panel consent", "</section>");
    let hash = plan().to_string();
    let short = format!("<code>{}</code>", &hash[..SHORT_HASH]);
    for part in [
        "F2LABCZX81",
        "cannot be undone",
        "2026-11-23",
        &short,
        &format!("name=\"plan\" value=\"{hash}\""),
        "last 4 characters",
        "name=\"ending\" required maxlength=\"4\"",
        "/h/0123456789abcdef/decline",
    ] {
        assert!(form.contains(part), "{part} in\n{form}");
    }
    assert!(!html.contains("value=\"ZX81\""), "it is typed, not offered");
    let wrong = HolderView {
        wrong: Some(NotAgreed::OtherSerial),
        not_yet: None,
        ..view(&guide, asked)
    };
    let html = page(&wrong, "wrong");
    assert!(html.contains("role=\"alert\"") && html.contains("aria-describedby=\"wrong\""));
}

#[test]
fn the_page_in_full() {
    for (language, name) in [(En, "holder_en"), (De, "holder_de")] {
        insta::assert_snapshot!(name, snapshot(language));
    }
}

fn snapshot(language: Language) -> String {
    let guide = Guide::new(facts(Platform::IPhone), language);
    let confirmed = [(StageName::Serial, now()), (StageName::Data, now())];
    let view = HolderView {
        confirmed: &confirmed,
        ..view(&guide, Standing::At(StageName::Esim))
    };
    let html = page(&view, "full");
    between(&html, "<body", "</body>").to_owned()
}

#[test]
fn the_paper_is_offered_only_by_a_build_that_prints_it() {
    let guide = Guide::new(facts(Platform::Mac), En);
    let offered = view(&guide, Standing::At(StageName::Serial));
    let link = "href=\"/h/0123456789abcdef/guide.pdf?language=en\"";
    assert!(page(&offered, "offered").contains(link));
    let silent = HolderView {
        paper: false,
        ..offered
    };
    assert!(!page(&silent, "silent").contains("guide.pdf"));
}
