//! The dashboard in a real Chromium, as people use it: with a mouse, by keys alone, in the dark, in
//! German, on a telephone, without scripts. The server is the built program, on a store of its own.

#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

mod accessibility;
mod cases;
#[expect(dead_code, reason = "pictures are taken by an example")]
mod chromium;
mod hostile;
mod journeys;
mod keyboard;
mod looks;
mod served;

use chromium::{Browser, Look};
use served::Served;

/// Pages behind `/t/1/`, by their addresses. The first device is one that needs somebody.
const PAGES: [&str; 13] = [
    "today",
    "cases",
    "fleet",
    "fleet?standing=needsYou&sort=since&down=1",
    "fleet?q=nobody-is-called-so",
    "prevention",
    "handbook",
    "cause/C01",
    "cause/H01",
    "tenant",
    "audit",
    "audit/installation",
    "nothing/here",
];

/// A browser, and a server; `None` where there is no Chromium, which is told.
fn begun(look: Look) -> Option<(Browser, Served)> {
    let Some(browser) = Browser::open(look) else {
        let why = "skipped: Chromium or its driver is not installed \
                   (apt install chromium chromium-driver)\n";
        // Past the harness; `cargo xtask test` counts the line.
        std::io::Write::write_all(&mut std::io::stdout(), why.as_bytes()).unwrap();
        return None;
    };
    Some((browser, Served::start()))
}

/// The same, with somebody who entered by the first link.
fn entered(look: Look) -> Option<(Browser, Served)> {
    let (browser, served) = begun(look)?;
    browser.go(&served.link);
    assert_eq!(browser.place(), "/t/1/today");
    Some((browser, served))
}

/// All pages, with those of one device of every standing.
fn pages(browser: &Browser, served: &Served) -> Vec<String> {
    let mut pages: Vec<String> = PAGES.iter().map(|it| format!("/t/1/{it}")).collect();
    for standing in ["needsYou", "cannotTell", "waiting", "healthy"] {
        browser.go(&served.address(&format!("/t/1/fleet?standing={standing}")));
        let device = browser.attribute("a.serial", "href").unwrap();
        pages.push(device);
    }
    pages
}
