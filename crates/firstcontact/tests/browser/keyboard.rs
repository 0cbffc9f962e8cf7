//! Keys alone.

use super::chromium::{Browser, ENTER, ESCAPE, Look, TAB};
use super::entered;

/// Presses a key until the focus is there.
fn until(browser: &Browser, key: &str, css: &str) {
    for _ in 0..200 {
        let there = browser.script(
            "return !!document.activeElement && document.activeElement.matches(arguments[0])",
            &[css.into()],
        );
        if there == true {
            // Whoever goes by keys must see where they are.
            let seen = browser.script(
                "const it = getComputedStyle(document.activeElement.closest('.card') \
                 && document.activeElement.matches('.card-link') \
                 ? document.activeElement.closest('.card') : document.activeElement);\
                 return it.outlineStyle !== 'none' && parseFloat(it.outlineWidth) >= 1",
                &[],
            );
            assert_eq!(seen, true, "{css} shows no focus");
            return;
        }
        browser.press(key);
    }
    panic!("{css} is not reached by keys on {}", browser.place());
}

#[test]
fn a_device_is_found_answered_and_left_by_keys_alone() {
    let Some((browser, _served)) = entered(Look::default()) else {
        return;
    };
    browser.press(TAB);
    let first = browser.script("return document.activeElement.className", &[]);
    assert_eq!(first, "skip", "the first stop leads to the content");
    browser.press(ENTER);
    let inside = browser.script("return document.activeElement.id", &[]);
    assert_eq!(inside, "content");

    until(&browser, TAB, ".card.cannot-tell .card-link");
    browser.press(ENTER);
    assert_eq!(browser.place(), "/t/1/fleet?standing=cannotTell");
    let serial = browser.text("a.serial");
    browser.press("/");
    browser.press(&serial);
    browser.press(ENTER);
    assert_eq!(browser.place(), format!("/t/1/fleet?q={serial}"));
    until(&browser, TAB, "a.serial");
    browser.press(ENTER);
    assert_eq!(browser.place(), format!("/t/1/device/{serial}"));
    until(&browser, TAB, ".answer");
    browser.press(ENTER);
    assert!(browser.text("main").contains("Written down."));

    until(&browser, TAB, ".menu-end summary");
    browser.press(ENTER);
    assert!(browser.has(".menu-end[open]"));
    until(&browser, TAB, "button[value='dark']");
    browser.press(ESCAPE);
    assert!(!browser.has(".menu-end[open]"), "Escape closes a menu");
    let back = browser.script("return document.activeElement.tagName", &[]);
    assert_eq!(back, "SUMMARY", "and gives the focus back");
    browser.press(ENTER);
    until(&browser, TAB, "form[action='/sign-out'] button");
    browser.press(ENTER);
    assert_eq!(browser.place(), "/sign-in");
    assert_eq!(browser.complaints(), [""; 0]);
}
