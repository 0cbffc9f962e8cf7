//! What to ask, what to do, what must happen first, and how one sees that it has worked.

use super::View;
use crate::report::paint::Ink;
use crate::report::playbook::{self, Depth};
use crate::report::sheet::{Lead, Sheet, widest};
use crate::report::wording;
use enrollment::case_file::Kind;
use enrollment::cause::Data;
use enrollment::diagnosis::Hold;
use enrollment::remedy::{Action, Remedy};
use rules::playbook as plays;
use rules::rule::Rule;

pub(super) fn write<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    question(view, sheet);
    sheet.heading(&view.text("device-what-to-do"));
    let verdict = view.verdict();
    let action = view.text(&format!("action-{}", verdict.action));
    sheet.item(Lead::new(2, "→ ", Ink::Name), Ink::Bold, &action);
    if let Some(key) = warning(view) {
        sheet.item(Lead::new(2, "▲ ", Ink::Warn), Ink::Warn, &view.text(key));
    }
    holds(view, sheet);
    let Some(rule) = view.rule() else { return };
    remedies(view, rule, sheet);
    if verdict.action != Action::Ask {
        verification(view, rule, sheet);
    }
    sheet.gap();
    let command = format!("firstcontact explain {}", rule.cause.code);
    let more = view.with("device-more", &[("command", &command)]);
    sheet.item(Lead::blank(2), Ink::Dim, &more);
}

/// What an erase would mean, where it means something.
fn warning<T>(view: &View<'_, '_, '_, T>) -> Option<&'static str> {
    let verdict = view.verdict();
    if verdict.erase_needed {
        Some("device-erase-needed")
    } else if view.rule().is_none_or(|rule| rule.cause.data == Data::Live) {
        Some("device-never-erase")
    } else {
        verdict.data_at_risk.then_some("device-data-at-risk")
    }
}

fn question<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    let Some(asked) = view.verdict().question else {
        return;
    };
    let question = asked.question;
    sheet.heading(&view.text("device-question"));
    sheet.item(Lead::blank(2), Ink::Bold, &view.language.question(question));
    if asked.settles >= 0.005 {
        let share = (asked.settles * 10_000.0).round() as u16;
        let percent = super::share(view.language, share);
        let settles = view.with("device-settles", &[("percent", &percent)]);
        sheet.item(Lead::blank(2), Ink::Dim, &settles);
    }
    let wide = widest(question.answers().iter().copied());
    for answer in question.answers() {
        let text = view.language.answer(question, answer);
        let mark = format!("{answer:<wide$}  ");
        sheet.item(Lead::new(4, &mark, Ink::Name), Ink::Plain, &text);
    }
    let answer = view.text("device-answer-placeholder");
    let serial = view.examined.device.serial_text();
    let mut command = format!("firstcontact answer {serial} {} {answer}", question.id());
    if !matches!(view.snapshot, "" | ".") {
        command.push_str(" --snapshot ");
        command.push_str(&quoted(view.snapshot));
    }
    // Not wrapped: it is copied in one piece.
    sheet.line(&format!("  {}", sheet.paint().ink(Ink::Name, &command)));
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let path = wording::plain(path);
    if path.contains(|c: char| c.is_whitespace() || "'\"$&;()`*?<>|\\".contains(c)) {
        format!("'{}'", path.replace('\'', r"'\''"))
    } else {
        path.into_owned()
    }
}

fn holds<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    let holds = &view.verdict().holds;
    if holds.is_empty() {
        return;
    }
    sheet.gap();
    sheet.item(Lead::blank(2), Ink::Bold, &view.text("device-first"));
    for (number, hold) in holds.iter().enumerate() {
        let what = match hold {
            Hold::GateNotGreen(reading) => {
                let value = view.case().value(*reading);
                view.language.says(*reading, value)
            }
            _ => String::new(),
        };
        let text = wording::hold(view.language, hold.name(), &what);
        sheet.item(
            Lead::new(2, &format!("{:>2}. ", number + 1), Ink::Warn),
            Ink::Plain,
            &text,
        );
    }
}

fn remedies<T>(view: &View<'_, '_, '_, T>, rule: &Rule, sheet: &mut Sheet) {
    if rule.remedy.is_empty() {
        return;
    }
    if view.verdict().action == Action::Ask {
        sheet.gap();
        sheet.item(Lead::blank(2), Ink::Bold, &view.text("device-if-confirmed"));
    }
    let mut before = Depth::Steps;
    for remedy in suitable(view, rule) {
        let depth = depth(view, remedy);
        let heading = before == Depth::Steps && view.verdict().action == Action::Ask;
        if (depth == Depth::Steps || before == Depth::Steps) && !heading {
            sheet.gap();
        }
        before = depth;
        playbook::remedy(view.language, remedy, depth, 2, sheet);
        if plays::find(remedy).erases && view.verdict().action != Action::Erase {
            let key = if view.verdict().erase_needed {
                "device-erase-not-yet"
            } else {
                "device-erase-only-if-set-up"
            };
            sheet.item(Lead::new(7, "■ ", Ink::Bad), Ink::Bad, &view.text(key));
        }
    }
}

/// The rule's remedies. A Mac asks Apple again without an erase (causality.md R15).
fn suitable<T>(view: &View<'_, '_, '_, T>, rule: &Rule) -> Vec<Remedy> {
    let mac = view.case().get::<Kind>() == Kind::Mac;
    let mut remedies = Vec::new();
    for remedy in rule.remedy {
        let remedy = if mac && plays::find(*remedy).erases {
            Remedy::R15
        } else {
            *remedy
        };
        if !remedies.contains(&remedy) {
            remedies.push(remedy);
        }
    }
    remedies
}

/// Steps that nobody should take yet are not spelt out: before the one question is answered none
/// are, and an erase only when it is advised now.
fn depth<T>(view: &View<'_, '_, '_, T>, remedy: Remedy) -> Depth {
    let action = view.verdict().action;
    if action == Action::Ask || (plays::find(remedy).erases && action != Action::Erase) {
        Depth::Title
    } else {
        Depth::Steps
    }
}

fn verification<T>(view: &View<'_, '_, '_, T>, rule: &Rule, sheet: &mut Sheet) {
    if rule.verify.is_empty() {
        return;
    }
    sheet.heading(&view.text("device-verification"));
    for wanted in rule.verify {
        let text = playbook::proof(*wanted, view.language);
        sheet.item(
            Lead::new(2, &format!("{wanted}  "), Ink::Name),
            Ink::Plain,
            text,
        );
    }
}
