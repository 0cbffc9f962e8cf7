//! What came of a deed, where more is to be told than that it is done: a link that is shown once,
//! why there is no plan, that the tenant is read anew.

use super::super::shell::Shell;
use super::super::{Frame, PageAnswer, html, outside};
use super::case_address;
use crate::report::wording::plain;
use askama::Template;

/// All that the page shows.
#[derive(Clone, Copy, Debug)]
pub struct ToldView<'v> {
    /// The device.
    pub serial: &'v str,
    /// What was asked for, as a line.
    pub title: &'v str,
    /// What came of it, as sentences.
    pub means: &'v str,
    /// What to do next, as sentences.
    pub next: &'v str,
    /// An address to copy.
    pub link: Option<&'v str>,
    /// Whether there is a case to go back to; else to the device.
    pub has_case: bool,
    /// The status of HTTP.
    pub status: u16,
}

#[derive(Template)]
#[template(path = "cases/told.html")]
struct Page<'p> {
    shell: Shell<'p>,
    serial: String,
    back: String,
    means: String,
    next: String,
    link: Option<String>,
    good: bool,
}

/// The page.
pub fn told_page(frame: &Frame<'_>, view: &ToldView<'_>) -> PageAnswer {
    let back = if view.has_case {
        case_address(frame, view.serial)
    } else {
        super::address::device(frame, view.serial)
    };
    let page = Page {
        serial: plain(view.serial).into_owned(),
        back,
        means: plain(view.means).into_owned(),
        next: plain(view.next).into_owned(),
        link: view.link.map(|it| plain(it).into_owned()),
        good: view.status < 300,
        shell: Shell::new(frame, "cases", view.title.to_owned()),
    };
    html(view.status, &page).unwrap_or_else(|refusal| outside::refused(frame, &refusal))
}
