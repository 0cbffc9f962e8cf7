//! Plans and cases for a terminal.

use crate::app::mend::entry::{Entry, What};
use crate::app::mend::{Advanced, NotDone, Open, Proposed, Skipped};
use crate::i18n::Language;
use crate::report::cases;
use crate::report::grid::{Column, Grid};
use crate::report::paint::{Ink, Paint};
use crate::report::wording::plain;
use crate::store::{CaseRow, LedgerRow};
use remedy::approval::Approval;
use remedy::case::State;
use remedy::digest::Digest;
use remedy::event::Event;
use remedy::plan::{PLAN_HOLDS, Plan};
use remedy::step::{Actor, Step};
use std::fmt::Write as _;

/// Where it is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen {
    /// Whether in colour.
    pub(super) paint: Paint,
    /// Its columns.
    pub(super) width: usize,
}

/// Letters of a hash that are shown; as many name a plan.
const SHORT: usize = 12;

fn short(hash: Digest) -> String {
    let mut text = hash.to_string();
    text.truncate(SHORT);
    text
}

/// Why something was not done, and what to do next.
pub(in crate::cli) fn not_done(why: &NotDone, language: Language) -> String {
    let told = match why {
        NotDone::Refused(refusal) => cases::refusal(language, *refusal),
        NotDone::NoPlan(no_plan) => cases::no_plan(language, *no_plan),
        other => return other.to_string(),
    };
    format!("{} {}", told.means, told.next)
}

/// Plans that were made, and devices that have none.
pub(in crate::cli) fn proposed(made: &Proposed, kept: bool, language: Language) -> String {
    let mut text = String::new();
    for (plan, people) in &made.plans {
        write_plan(&mut text, plan, language);
        let hash = short(plan.hash());
        if kept {
            let values = [("requester", plan.requester()), ("hash", &hash)];
            let key = if *people > 1 {
                "fix-proposed-two"
            } else {
                "fix-proposed-one"
            };
            for member in plan.members() {
                if member.steps.iter().any(|step| !step.rules().reversible) {
                    let values = [("serial", member.serial.as_str()), ("hash", &hash)];
                    line(&mut text, &language.with("fix-consent-first", &values));
                }
            }
            line(&mut text, &language.with(key, &values));
        } else {
            line(&mut text, &language.text("fix-dry-run"));
        }
        text.push('\n');
    }
    for (serial, skipped) in &made.skipped {
        let told = match skipped {
            Skipped::Refused(refusal) => cases::refusal(language, *refusal),
            Skipped::NoPlan(no_plan) => cases::no_plan(language, *no_plan),
        };
        let values = [
            ("serial", serial.as_str()),
            ("why", &told.means),
            ("next", &told.next),
        ];
        line(&mut text, &language.with("fix-no-plan-for", &values));
    }
    text
}

fn line(text: &mut String, more: &str) {
    text.push_str(more);
    text.push('\n');
}

fn write_plan(text: &mut String, plan: &Plan, language: Language) {
    let draft = plan.draft();
    let hash = plan.hash().to_string();
    line(text, &language.with("fix-plan", &[("hash", &hash)]));
    let goal = cases::goal(language, draft.goal);
    line(text, &language.with("fix-plan-goal", &[("goal", &goal)]));
    let until = draft.made.plus(PLAN_HOLDS).to_string();
    line(text, &language.with("fix-plan-until", &[("until", &until)]));
    if plan.irreversible() {
        line(text, &language.text("fix-plan-irreversible"));
    }
    for member in plan.members() {
        // A write into a String cannot fail.
        let _ = writeln!(text, "\n{} ({})", member.serial, member.cause);
        for (number, step) in member.steps.iter().enumerate() {
            write_step(text, number + 1, step, language);
        }
    }
    text.push('\n');
}

fn write_step(text: &mut String, number: usize, step: &Step, language: Language) {
    let rules = step.rules();
    let actor = language.text(match rules.actor {
        Actor::Api => "fix-step-by-api",
        Actor::Administrator => "fix-step-by-administrator",
        Actor::Holder => "fix-step-by-holder",
    });
    let what = cases::step(language, step);
    // A write into a String cannot fail.
    let _ = writeln!(text, "  {number}. {what} ({actor})");
    for guard in rules.guards {
        let guard = cases::guard(language, *guard);
        let told = language.with("fix-step-if", &[("guard", &guard)]);
        let _ = writeln!(text, "       {told}");
    }
    for (key, call) in calls(step) {
        let told = language.with(key, &[("call", &call)]);
        let _ = writeln!(text, "       {told}");
    }
    let hours = (rules.deadline / enrollment::moment::HOUR).to_string();
    let values = [
        ("sign", &*cases::sign(language, rules.sign)),
        ("hours", &hours),
        ("late", &*cases::late(language, rules.late)),
        ("back", &*cases::way_back(language, rules.way_back)),
    ];
    let _ = writeln!(text, "       {}", language.with("fix-step-done", &values));
}

/// Exactly what would be sent, in order.
#[cfg(feature = "actions")]
fn calls(step: &Step) -> Vec<(&'static str, String)> {
    let Step::Api { send } = step else {
        return Vec::new();
    };
    let told = actions::calls(send).into_iter().map(|call| {
        let key = match call.method {
            actions::Method::Get => "fix-step-reads",
            actions::Method::Post | actions::Method::Patch => "fix-step-sends",
        };
        (key, format!("{} {call}", call.vendor.name()))
    });
    told.collect()
}

/// A build without `actions` sends nothing.
#[cfg(not(feature = "actions"))]
fn calls(_: &Step) -> Vec<(&'static str, String)> {
    Vec::new()
}

/// Who approved, and how many are missing.
pub(super) fn people(
    plan: Digest,
    approvals: &[Approval],
    needed: usize,
    language: Language,
) -> String {
    let (hash, have, need) = (short(plan), approvals.len().to_string(), needed.to_string());
    let values = [
        ("hash", hash.as_str()),
        ("have", have.as_str()),
        ("need", need.as_str()),
    ];
    let mut text = language.with("fix-people", &values) + "\n";
    for approval in approvals {
        let at = approval.at.to_string();
        let values = [("by", approval.by.as_str()), ("at", at.as_str())];
        let told = language.with("fix-approved-by", &values);
        let _ = writeln!(text, "  {told}");
    }
    if approvals.len() >= needed {
        line(
            &mut text,
            &language.with("fix-apply-next", &[("hash", &hash)]),
        );
    }
    text
}

fn state_of(row: &CaseRow, language: Language) -> String {
    let mut states = State::ALL.iter();
    let state = states.find(|state| state.name() == row.state);
    let mut text = state.map_or(row.state.clone(), |state| cases::state(language, *state));
    if row.held {
        let _ = write!(text, " ({})", language.text("fix-case-held"));
    }
    text
}

/// One case on a line.
pub(super) fn line_of(row: &CaseRow, language: Language) -> String {
    format!("{}: {}\n", row.serial, state_of(row, language))
}

/// All cases as a table.
pub(super) fn board(rows: &[CaseRow], language: Language, screen: &Screen) -> String {
    if rows.is_empty() {
        return language.text("fix-none") + "\n";
    }
    let name = |head: &str| language.text(&format!("fix-column-{head}"));
    let mut table = Grid::new(vec![
        Column::new(name("case")).at_most(6).right(),
        Column::new(name("device")).at_most(14),
        Column::new(name("cause")).at_most(6),
        Column::new(name("state")),
        Column::new(name("since")).at_most(20),
        Column::new(name("due")).at_most(20),
        Column::new(name("plan")).at_most(SHORT),
    ]);
    for row in rows {
        let cells = [
            row.case.to_string(),
            row.serial.clone(),
            row.cause.clone(),
            state_of(row, language),
            row.since.to_string(),
            row.due.map_or(String::new(), |due| due.to_string()),
            row.plan.map_or(String::new(), short),
        ];
        table.row(cells.map(|cell| (cell, Ink::Plain)).to_vec());
    }
    table.lines(screen.paint, screen.width) + "\n"
}

/// All about one case.
pub(super) fn case(
    open: &Open,
    plan: Option<&Plan>,
    ledger: &[LedgerRow],
    language: Language,
) -> String {
    let mut text = line_of(&open.row, language);
    let next = cases::next(language, open.case.state);
    line(&mut text, &language.with("fix-next", &[("next", &next)]));
    text.push('\n');
    if let Some(plan) = plan {
        write_plan(&mut text, plan, language);
    }
    line(&mut text, &language.text("fix-happened"));
    for row in ledger {
        let told = match Entry::read(row) {
            Ok(entry) => format!("{}: {}", entry.by, happened(&entry.what, language)),
            Err(why) => why.to_string(),
        };
        let _ = writeln!(text, "  {:>4}  {}  {told}", row.link.number, row.at);
    }
    text
}

fn happened(what: &What, language: Language) -> String {
    match what {
        What::Opened { cause, .. } => cause.clone(),
        What::Event {
            is: Event::Late { to },
            ..
        } => cases::after(language, *to),
        What::Event { is, .. } => cases::event(language, is.name()),
        What::Approved { .. } | What::Applied | What::Linked { .. } => {
            cases::event(language, what.name())
        }
        What::Stage { stage } => {
            let stage = language.text(&format!("web-stage-{stage}"));
            format!("{}: {stage}", cases::event(language, what.name()))
        }
        What::Trouble { what, text } => {
            let trouble = language.text(&format!("trouble-{what}"));
            plain(format!("{trouble} {text}").trim()).into_owned()
        }
        What::Refused { refusal, .. } => {
            let known = remedy::refusal::Refusal::parse(refusal);
            known.map_or(refusal.clone(), |it| cases::refusal(language, it).means)
        }
        What::Called {
            method,
            path,
            status,
            ..
        } => {
            let status = status.map_or("–".to_owned(), |status| status.to_string());
            format!("{method} {path} {status}")
        }
    }
}

/// What came of looking at all cases.
pub(super) fn advanced(done: &Advanced, language: Language) -> String {
    let (events, sent) = (done.events.to_string(), done.sent.to_string());
    let values = [("events", events.as_str()), ("sent", sent.as_str())];
    let mut text = language.with("fix-advanced", &values) + "\n";
    for (serial, refusal) in &done.waiting {
        let told = cases::refusal(language, *refusal);
        let values = [
            ("serial", serial.as_str()),
            ("why", &told.means),
            ("next", &told.next),
        ];
        line(&mut text, &language.with("fix-waits", &values));
    }
    text
}
