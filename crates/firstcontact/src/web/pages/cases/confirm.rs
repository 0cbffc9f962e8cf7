//! The page on which a person confirms a deed, with what it does before their eyes.

use super::super::shell::Shell;
use super::super::{Frame, PageAnswer, html, outside};
use super::{Asks, Deed, case_address};
use crate::guide::consent::{self, NotAgreed};
use crate::report::cases;
use crate::report::wording::plain;
use askama::Template;
use remedy::digest::Digest;
use remedy::refusal::Refusal;

/// All that the page shows.
#[derive(Clone, Copy, Debug)]
pub struct ConfirmView<'v> {
    /// The device.
    pub serial: &'v str,
    /// Its model; empty if nobody knows.
    pub model: &'v str,
    /// What is to be done.
    pub deed: Deed,
    /// The plan that it is about.
    pub plan: Option<Digest>,
    /// The plan's text, for whoever proposes or approves it.
    pub plan_text: &'v str,
    /// Whether a step of the plan erases the device or takes the company's data off it.
    pub irreversible: bool,
    /// What happens to the data, for a consent.
    pub consequence: &'v str,
    /// Why the last attempt was refused.
    pub refused: Option<Refusal>,
    /// Why what was typed is no consent.
    pub wrong: Option<NotAgreed>,
}

#[derive(Template)]
#[template(path = "cases/confirm.html")]
struct Page<'p> {
    shell: Shell<'p>,
    view: &'p ConfirmView<'p>,
    serial: String,
    model: String,
    back: String,
    action: String,
    means: String,
    yes: String,
    plan: String,
    plan_text: String,
    shows_plan: bool,
    consequence: String,
    refused: Option<cases::Told>,
    wrong: Option<String>,
    typed: usize,
    danger: bool,
}

/// The page. A refusal is answered with 409, so that programs see it too.
pub fn confirm_page(frame: &Frame<'_>, view: &ConfirmView<'_>) -> PageAnswer {
    let language = frame.language;
    let name = view.deed.name();
    let back = case_address(frame, view.serial);
    let failed = view.refused.is_some() || view.wrong.is_some();
    let page = Page {
        serial: plain(view.serial).into_owned(),
        model: plain(view.model).into_owned(),
        action: format!("{back}/{name}"),
        back,
        means: language.text(&format!("web-deed-{name}-means")),
        yes: language.text(&format!("web-deed-{name}")),
        plan: view.plan.map_or_else(String::new, |plan| plan.to_string()),
        plan_text: view.plan_text.to_owned(),
        shows_plan: matches!(
            view.deed,
            Deed::Propose | Deed::Approve | Deed::Apply | Deed::Reject
        ) && !view.plan_text.is_empty(),
        consequence: plain(view.consequence).into_owned(),
        refused: view.refused.map(|it| cases::refusal(language, it)),
        wrong: view.wrong.map(|it| language.text(it.key())),
        typed: view.serial.chars().count().min(consent::TYPED),
        danger: view.irreversible && matches!(view.deed, Deed::Approve | Deed::Propose),
        shell: Shell::new(frame, "cases", language.text(&format!("web-deed-{name}"))),
        view,
    };
    let status = if failed { 409 } else { 200 };
    html(status, &page).unwrap_or_else(|refusal| outside::refused(frame, &refusal))
}
