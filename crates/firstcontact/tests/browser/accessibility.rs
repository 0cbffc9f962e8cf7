//! What an engine for accessibility finds, on every page, in both colours and both languages. The
//! engine is axe-core as its package comes, with its licences beside it; nothing ships with it.

use super::chromium::{Browser, Look};
use super::looks::speak;
use super::{entered, pages};
use serde_json::{Value, json};

const ENGINE: &str = include_str!("axe-core/axe.min.js");
const DESK: (u32, u32) = (1280, 900);
const PHONE: (u32, u32) = (360, 740);
/// What the engine is asked for: all its rules, and of what they found what is wrong.
const ASKED: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { resultTypes: ['violations'] }) \
      .then(it => done(it.violations.map(v => ({ id: v.id, impact: v.impact, \
        nodes: v.nodes.map(n => n.html.slice(0, 160) + ' ' + (n.failureSummary || '')) })))) \
      .catch(why => done([{ id: String(why), impact: 'critical', nodes: [] }]));";

/// Holds a page against the engine. Returns what is serious.
fn wrong(browser: &Browser) -> Vec<Value> {
    browser.script(ENGINE, &[]);
    let found = browser.script_that_waits(ASKED, &[]);
    let all = found.as_array().unwrap().iter();
    all.filter(|it| it["impact"] == "serious" || it["impact"] == "critical")
        .cloned()
        .collect()
}

#[test]
fn no_page_is_closed_to_anybody() {
    let Some((browser, served)) = entered(Look::default()) else {
        return;
    };
    let pages = pages(&browser, &served);
    let mut breaches = Vec::new();
    for (dark, language, size) in [
        (false, "en", DESK),
        (true, "en", DESK),
        (false, "de", DESK),
        (true, "de", DESK),
        (false, "de", PHONE),
    ] {
        browser.look(Look {
            size,
            dark,
            ..Look::default()
        });
        browser.go(&served.address("/t/1/today"));
        speak(&browser, language);
        for page in &pages {
            browser.go(&served.address(page));
            let found = wrong(&browser);
            if !found.is_empty() {
                let place = json!({ "page": page, "dark": dark, "size": size.0 });
                breaches.push(format!("{place}: {found:#?}"));
            }
        }
    }
    // Menus and folds hide what the engine then does not see.
    browser.go(&served.address("/t/1/fleet?standing=needsYou"));
    browser.script(
        "document.querySelectorAll('details').forEach(it => it.open = true)",
        &[],
    );
    breaches.extend(
        wrong(&browser)
            .iter()
            .map(|it| format!("all unfolded: {it:#?}")),
    );
    browser.click("form[action='/sign-out'] button");
    for dark in [false, true] {
        browser.look(Look {
            dark,
            ..Look::default()
        });
        for page in ["/sign-in", "/sign-in?link=used-up"] {
            browser.go(&served.address(page));
            breaches.extend(wrong(&browser).iter().map(|it| format!("{page}: {it:#?}")));
        }
    }
    assert!(breaches.is_empty(), "{}", breaches.join("\n"));
}

#[test]
fn the_engine_finds_what_is_wrong() {
    let Some((browser, _served)) = entered(Look::default()) else {
        return;
    };
    browser.script(
        "document.querySelector('main').innerHTML = \
         '<h1>x</h1><img src=\"\"><p style=\"\">grey</p>'; \
         document.querySelector('main p').style.color = '#ccc'",
        &[],
    );
    let names: Vec<String> = wrong(&browser)
        .iter()
        .map(|it| it["id"].to_string())
        .collect();
    assert!(names.contains(&"\"image-alt\"".to_owned()), "{names:?}");
    assert!(
        names.contains(&"\"color-contrast\"".to_owned()),
        "{names:?}"
    );
}
