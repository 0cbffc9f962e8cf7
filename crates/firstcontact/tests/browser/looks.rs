//! In the dark, in German, on a telephone, without scripts.

use super::chromium::{Browser, Look};
use super::{entered, pages};

/// How bright the page's ground is, from 0 to 255.
fn brightness(browser: &Browser) -> i64 {
    let text = browser.script(
        "return getComputedStyle(document.body).backgroundColor",
        &[],
    );
    let text = text.as_str().unwrap().to_owned();
    let numbers: Vec<i64> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|part| part.parse().ok())
        .collect();
    numbers[..3].iter().sum::<i64>() / 3
}

#[test]
fn a_dark_system_gets_dark_pages_until_somebody_chooses() {
    let dark = Look {
        dark: true,
        ..Look::default()
    };
    let Some((browser, served)) = entered(dark) else {
        return;
    };
    assert!(brightness(&browser) < 40);
    browser.click(".menu-end summary");
    browser.click("button[value='light']");
    assert_eq!(browser.attribute("html", "data-theme").unwrap(), "light");
    assert_eq!(browser.place(), "/t/1/today", "back where they were");
    assert!(brightness(&browser) > 230);
    browser.go(&served.address("/t/1/fleet"));
    assert!(brightness(&browser) > 230, "it is remembered");
    browser.look(Look::default());
    browser.click(".menu-end summary");
    browser.click("button[value='dark']");
    assert_eq!(browser.attribute("html", "data-theme").unwrap(), "dark");
    assert!(brightness(&browser) < 40);
    browser.click(".menu-end summary");
    browser.click("button[value='auto']");
    assert!(brightness(&browser) > 230);
}

#[test]
fn a_german_browser_gets_german_pages_until_somebody_chooses() {
    let german = Look {
        language: "de",
        ..Look::default()
    };
    let Some((browser, _served)) = entered(german) else {
        return;
    };
    assert!(
        browser.text("h1").contains("Geräte brauchen Sie"),
        "{}",
        browser.text("h1")
    );
    browser.follow("Handbuch");
    assert_eq!(browser.attribute("html", "lang").unwrap(), "de");
    assert_eq!(browser.text("h1"), "Handbuch");
    browser.click(".contents li a");
    assert!(browser.text("main").contains("Was zu tun ist"));
    browser.click(".menu-end summary");
    browser.click("button[value='en']");
    assert!(browser.text("main").contains("What to do"));
    browser.follow("Handbook");
}

#[test]
fn no_page_scrolls_sideways_on_a_telephone() {
    let small = Look {
        size: (360, 740),
        ..Look::default()
    };
    let Some((browser, served)) = entered(small) else {
        return;
    };
    for language in ["en", "de"] {
        browser.go(&served.address("/t/1/today"));
        speak(&browser, language);
        for page in pages(&browser, &served) {
            browser.go(&served.address(&page));
            let wide = browser.script(
                "const all = [...document.querySelectorAll('main *')]; \
                 const out = all.filter(it => it.getBoundingClientRect().right > 361 \
                   && !it.closest('.scroll, pre, .visually-hidden, details:not([open])')); \
                 return [document.documentElement.scrollWidth, \
                   out.slice(0, 3).map(it => it.outerHTML.slice(0, 120))]",
                &[],
            );
            assert_eq!(wide[0], 360, "{language} {page}: {wide}");
            assert_eq!(wide[1], serde_json::json!([]), "{language} {page}");
        }
    }
    browser.go(&served.address("/t/1/today"));
    browser.click(".card.needs-you a");
    browser.click("a.serial");
    assert!(browser.place().starts_with("/t/1/device/"));
    assert_eq!(
        browser.complaints().len(),
        2,
        "only the two that are not there"
    );
}

/// Chooses a language, as the menu does.
pub(crate) fn speak(browser: &Browser, language: &str) {
    if browser.attribute("html", "lang").as_deref() != Some(language) {
        browser.script("document.querySelector('.menu-end').open = true", &[]);
        browser.click(&format!("button[value='{language}']"));
    }
}

#[test]
fn nothing_needs_a_script() {
    let plain = Look {
        scripts: false,
        ..Look::default()
    };
    let Some((browser, _served)) = entered(plain) else {
        return;
    };
    browser.follow("Fleet");
    let serial = browser.texts("a.serial").pop().unwrap();
    browser.write("#q", &serial);
    browser.click(".search button");
    browser.click("a.serial");
    let device = browser.place();
    browser.write("textarea", "By hand");
    browser.click("form:has(textarea) button");
    assert!(browser.place().starts_with(&device));
    assert!(browser.text("main").contains("By hand"));
    browser.follow("Fleet");
    browser.follow("Needs you");
    browser.click("thead th:first-child a");
    browser.write("#view-name", "Without scripts");
    browser.click(".save button");
    assert_eq!(browser.texts(".views a")[0], "Without scripts");
    browser.click(".menu-end summary");
    browser.click("button[value='dark']");
    assert_eq!(browser.attribute("html", "data-theme").unwrap(), "dark");
    browser.click(".menu-end summary");
    browser.click("form[action='/sign-out'] button");
    assert_eq!(browser.place(), "/sign-in");
}
