//! One case: its plan with every step, what each waits for and what would be sent, who agreed and
//! approved, where the holder is, what was seen, and its ledger.

use super::super::holder::SHORT_HASH;
use super::super::shell::Shell;
use super::super::{Frame, PageAnswer, html, outside, spoken};
use super::{Deed, case_address};
use crate::guide::{StageName, Trouble};
use crate::report::cases;
use crate::report::wording::{plain, time};
use askama::Template;
use enrollment::moment::Moment;
use remedy::approval::Approval;
use remedy::case::State;
use remedy::consent::{Consent, Owner};
use remedy::guard::Guard;
use remedy::ledger::{Broken, Link};
use remedy::plan::Plan;
use remedy::playbook::NoPlan;
use remedy::refusal::Refusal;
use remedy::step::{Actor, Step};

/// All that the page shows.
#[derive(Clone, Copy, Debug)]
pub struct CaseView<'v> {
    /// The device.
    pub serial: &'v str,
    /// Its model; empty if nobody knows.
    pub model: &'v str,
    /// Who has it; empty if nobody knows.
    pub holder: &'v str,
    /// The code of its cause.
    pub cause: &'v str,
    /// Where the case is.
    pub state: State,
    /// Who holds it.
    pub held: Option<&'v str>,
    /// Since when it is there.
    pub since: Moment,
    /// When that is late.
    pub due: Option<Moment>,
    /// The code under which another administrator approves at the vendor.
    pub vendor_code: Option<&'v str>,
    /// The plan that holds, or the one that is offered.
    pub plan: Option<PlanView<'v>>,
    /// What is offered where no plan holds.
    pub offer: Offer,
    /// What was agreed to.
    pub consent: Option<&'v Consent>,
    /// Whether the plan needs an agreement.
    pub needs_consent: bool,
    /// Who approved the plan.
    pub approvals: &'v [Approval],
    /// How many people have to.
    pub approvals_needed: usize,
    /// Where the holder is in the guide; none before a link was made.
    pub progress: Option<Progress<'v>>,
    /// What happened, in order.
    pub ledger: &'v [Entry<'v>],
    /// Where the ledger's chain is broken.
    pub broken: Option<&'v Broken>,
    /// When success was looked for.
    pub looks: &'v [Look],
    /// What the viewer could do, and why not now.
    pub deeds: &'v [(Deed, Option<Refusal>)],
    /// Why the last deed was refused.
    pub refused: Option<Refusal>,
}

/// What is offered where no plan holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Offer {
    /// A plan holds.
    Holds,
    /// The plan on the page can be proposed; it is a dry run.
    DryRun,
    /// There is none.
    None(NoPlan),
    /// Nobody has asked for one yet.
    NotAsked,
}

/// A plan, for the device of the case.
#[derive(Clone, Copy, Debug)]
pub struct PlanView<'v> {
    /// The plan.
    pub plan: &'v Plan,
    /// The device's steps, in their order.
    pub steps: &'v [StepView<'v>],
    /// The place of the present step, from 0; none before it was approved.
    pub at: Option<usize>,
}

/// A step of the plan.
#[derive(Clone, Copy, Debug)]
pub struct StepView<'v> {
    /// The step.
    pub step: &'v Step,
    /// What was looked at for it; empty if nobody has looked yet.
    pub checks: &'v [Check<'v>],
    /// The request that would be sent, or was.
    pub call: Option<Call<'v>>,
    /// When it was done, and who said so: empty if it was read.
    pub done: Option<(Moment, &'v str)>,
}

/// A condition, and what was seen of it.
#[derive(Clone, Copy, Debug)]
pub struct Check<'v> {
    /// The condition.
    pub guard: Guard,
    /// Why it does not hold.
    pub refusal: Option<Refusal>,
    /// What was seen: source, field and value.
    pub evidence: &'v str,
    /// When that was read; none if nobody did.
    pub read: Option<Moment>,
}

/// A request as it would be sent.
#[derive(Clone, Copy, Debug)]
pub struct Call<'v> {
    /// The method.
    pub method: &'v str,
    /// The address.
    pub address: &'v str,
    /// The body; empty without one.
    pub body: &'v str,
    /// The permission that it takes.
    pub permission: &'v str,
}

/// Where the holder is in the guide.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'v> {
    /// The stage that is now; none if the holder waits or is done.
    pub at: Option<StageName>,
    /// The stages that this device has, with the time at which each was confirmed.
    pub stages: &'v [(StageName, Option<Moment>)],
    /// What the holder reported and nobody has settled: what, when, and their own words.
    pub trouble: Option<(Trouble, Moment, &'v str)>,
    /// Until when the link works.
    pub ends: Moment,
}

/// An entry of the ledger.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'v> {
    /// The entry as it is kept.
    pub link: &'v Link,
    /// When.
    pub at: Moment,
    /// The public word of the event.
    pub event: &'v str,
    /// Who; empty if the program did it.
    pub who: &'v str,
    /// What more it says; empty if nothing.
    pub detail: &'v str,
}

/// A look for success.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// Whether it was seen.
    pub good: bool,
    /// When what was seen was read.
    pub read: Moment,
}

#[derive(Template)]
#[template(path = "cases/case.html")]
struct Page<'p> {
    shell: Shell<'p>,
    serial: String,
    model: String,
    holder: String,
    code: String,
    cause: String,
    cause_address: String,
    device_address: String,
    state: String,
    class: &'static str,
    held: Option<String>,
    next: String,
    since: String,
    ago: String,
    due: Option<(String, bool)>,
    vendor_code: Option<String>,
    refused: Option<cases::Told>,
    no_plan: Option<cases::Told>,
    dry_run: bool,
    plan: Option<PlanShown>,
    consent: Option<ConsentShown>,
    needs_consent: bool,
    approvals: Vec<(String, String)>,
    approvals_told: String,
    progress: Option<ProgressShown>,
    deeds: Vec<Button>,
    ledger: Vec<EntryShown>,
    broken: Option<String>,
    looks: Vec<(bool, String)>,
}

struct PlanShown {
    hash: String,
    short: String,
    requester: String,
    made: String,
    until: String,
    goal: String,
    members: u64,
    irreversible: bool,
    text: String,
    steps: Vec<StepShown>,
}

struct StepShown {
    number: usize,
    title: String,
    /// `done`, `now` or `ahead`.
    class: &'static str,
    mark: String,
    actor: String,
    erases: bool,
    irreversible: bool,
    sign: String,
    within: String,
    late: String,
    way_back: String,
    done: Option<String>,
    checks: Vec<CheckShown>,
    call: Option<CallShown>,
}

struct CheckShown {
    /// `same`, `other` or `unread`, as of a device's state.
    class: &'static str,
    mark: String,
    says: String,
    evidence: String,
    read: Option<(String, String)>,
    refusal: Option<cases::Told>,
}

struct CallShown {
    line: String,
    body: String,
    permission: String,
}

struct ConsentShown {
    by: String,
    owner: String,
    at: String,
    plan: String,
    consequence: String,
}

struct ProgressShown {
    now: Option<String>,
    ends: String,
    stages: Vec<(&'static str, String, Option<String>)>,
    trouble: Option<TroubleShown>,
}

struct TroubleShown {
    means: String,
    next: String,
    when: String,
    text: String,
}

struct Button {
    words: String,
    address: String,
    primary: bool,
    why_not: Option<String>,
}

struct EntryShown {
    number: u64,
    when: String,
    machine: String,
    event: String,
    who: String,
    detail: String,
    short: String,
    hash: String,
    before: String,
    text: String,
}

/// The page.
pub fn case_page(frame: &Frame<'_>, view: &CaseView<'_>) -> PageAnswer {
    let language = frame.language;
    let serial = plain(view.serial).into_owned();
    let no_plan = match view.offer {
        Offer::None(why) => Some(cases::no_plan(language, why)),
        Offer::NotAsked => Some(cases::Told {
            means: language.text("web-case-no-plan"),
            next: language.text("web-case-no-plan-next"),
        }),
        Offer::Holds | Offer::DryRun => None,
    };
    let page = Page {
        model: plain(view.model).into_owned(),
        holder: plain(view.holder).into_owned(),
        code: plain(view.cause).into_owned(),
        cause: spoken::title(language, view.cause),
        cause_address: super::address::cause(frame, view.cause),
        device_address: super::address::device(frame, view.serial),
        state: cases::state(language, view.state),
        class: class(view),
        held: view.held.map(|by| plain(by).into_owned()),
        next: cases::next(language, view.state),
        since: time(view.since),
        ago: spoken::ago(language, frame.now, view.since),
        due: view.due.map(|due| (time(due), due < frame.now)),
        vendor_code: view.vendor_code.map(|code| plain(code).into_owned()),
        refused: view.refused.map(|it| cases::refusal(language, it)),
        no_plan,
        dry_run: view.offer == Offer::DryRun,
        plan: view.plan.map(|plan| shown_plan(frame, &plan)),
        consent: view.consent.map(|consent| shown_consent(frame, consent)),
        needs_consent: view.needs_consent,
        approvals: approvals(view),
        approvals_told: told_approvals(frame, view),
        progress: view.progress.map(|it| shown_progress(frame, &it)),
        deeds: buttons(frame, view),
        ledger: view
            .ledger
            .iter()
            .map(|it| shown_entry(frame, it))
            .collect(),
        broken: view.broken.map(|broken| cases::broken(language, broken)),
        looks: view
            .looks
            .iter()
            .map(|look| (look.good, time(look.read)))
            .collect(),
        shell: Shell::new(frame, "cases", serial.clone()),
        serial,
    };
    html(200, &page).unwrap_or_else(|refusal| outside::refused(frame, &refusal))
}

fn class(view: &CaseView<'_>) -> &'static str {
    match view.state {
        _ if view.held.is_some() => "needs-you",
        State::Unknown | State::Failed | State::Rejected | State::AwaitingApproval => "needs-you",
        State::Open | State::Suspended | State::AwaitingConsent => "cannot-tell",
        State::Watching | State::Succeeded => "healthy",
        State::Queued
        | State::Sending
        | State::AwaitingVendor
        | State::Waiting
        | State::Verifying
        | State::Escalated
        | State::Aborted => "waiting",
    }
}

fn short(hash: &str) -> String {
    hash.chars().take(SHORT_HASH).collect()
}

fn shown_plan(frame: &Frame<'_>, view: &PlanView<'_>) -> PlanShown {
    let plan = view.plan;
    let made = plan.draft().made;
    let hash = plan.hash().to_string();
    let steps = view.steps.iter().enumerate();
    PlanShown {
        short: short(&hash),
        hash,
        requester: plain(plan.requester()).into_owned(),
        made: time(made),
        until: time(made.plus(remedy::plan::PLAN_HOLDS)),
        goal: cases::goal(frame.language, plan.draft().goal),
        members: plan.members().len() as u64,
        irreversible: plan.irreversible(),
        text: lines(&plan.text()),
        steps: steps
            .map(|(number, step)| shown_step(frame, view.at, number, step))
            .collect(),
    }
}

/// A text of several lines, each of them harmless.
fn lines(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(plain).collect();
    lines.join("\n")
}

fn shown_step(
    frame: &Frame<'_>,
    at: Option<usize>,
    number: usize,
    view: &StepView<'_>,
) -> StepShown {
    let language = frame.language;
    let rules = view.step.rules();
    let class = match view.done {
        Some(_) => "done",
        None if at == Some(number) => "now",
        None => "ahead",
    };
    let done = view.done.map(|(at, by)| {
        if by.is_empty() {
            language.with("web-case-read-at", &[("time", &time(at))])
        } else {
            language.with(
                "web-case-said-at",
                &[("by", &plain(by)), ("time", &time(at))],
            )
        }
    });
    let actor = match rules.actor {
        Actor::Api => "web-case-actor-api",
        Actor::Administrator => "web-case-actor-administrator",
        Actor::Holder => "web-case-actor-holder",
    };
    StepShown {
        number: number + 1,
        title: cases::step(language, view.step),
        class,
        mark: language.text(&format!("holder-mark-{class}")),
        actor: language.text(actor),
        erases: view.step.erases(),
        irreversible: !rules.reversible,
        sign: cases::sign(language, rules.sign),
        within: within(frame, rules.deadline),
        late: cases::late(language, rules.late),
        way_back: cases::way_back(language, rules.way_back),
        done,
        checks: checks(frame, view),
        call: view.call.map(|call| CallShown {
            line: plain(&format!("{} {}", call.method, call.address)).into_owned(),
            body: lines(call.body),
            permission: plain(call.permission).into_owned(),
        }),
    }
}

/// A time in what people count in.
fn within(frame: &Frame<'_>, seconds: i64) -> String {
    const HOUR: i64 = 3_600;
    const DAY: i64 = 86_400;
    let (key, count) = if seconds >= 2 * DAY {
        ("web-case-days", seconds / DAY)
    } else {
        ("web-case-hours", seconds / HOUR)
    };
    frame
        .language
        .count(key, usize::try_from(count).unwrap_or(0))
}

/// What was looked at; what nobody has looked at yet is named all the same.
fn checks(frame: &Frame<'_>, view: &StepView<'_>) -> Vec<CheckShown> {
    let language = frame.language;
    let shown = |check: &Check<'_>| {
        let (class, mark) = match (check.refusal, check.read) {
            (Some(_), _) => ("other", "web-case-check-no"),
            (None, _) => ("same", "web-case-check-yes"),
        };
        CheckShown {
            class,
            mark: language.text(mark),
            says: cases::guard(language, check.guard),
            evidence: plain(check.evidence).into_owned(),
            read: check
                .read
                .map(|at| (time(at), spoken::ago(language, frame.now, at))),
            refusal: check.refusal.map(|it| cases::refusal(language, it)),
        }
    };
    if !view.checks.is_empty() {
        return view.checks.iter().map(shown).collect();
    }
    let guards = view.step.rules().guards.iter();
    let unread = |guard: &Guard| CheckShown {
        class: "unread",
        mark: language.text("web-case-check-later"),
        says: cases::guard(language, *guard),
        evidence: String::new(),
        read: None,
        refusal: None,
    };
    guards.map(unread).collect()
}

fn shown_consent(frame: &Frame<'_>, consent: &Consent) -> ConsentShown {
    ConsentShown {
        by: plain(&consent.by).into_owned(),
        owner: frame.language.text(match consent.owner {
            Owner::Holder => "web-case-owner-holder",
            Owner::DataOwner => "web-case-owner-data",
        }),
        at: time(consent.at),
        plan: short(&consent.plan.to_string()),
        consequence: plain(&consent.consequence).into_owned(),
    }
}

fn approvals(view: &CaseView<'_>) -> Vec<(String, String)> {
    let shown = |it: &Approval| (plain(&it.by).into_owned(), time(it.at));
    view.approvals.iter().map(shown).collect()
}

fn told_approvals(frame: &Frame<'_>, view: &CaseView<'_>) -> String {
    let missing = view.approvals_needed.saturating_sub(view.approvals.len());
    frame.language.count("web-case-approvals-missing", missing)
}

fn shown_progress(frame: &Frame<'_>, progress: &Progress<'_>) -> ProgressShown {
    let language = frame.language;
    let name = |stage: StageName| language.text(&format!("web-stage-{}", stage.name()));
    let stages = progress.stages.iter().map(|(stage, at)| {
        let class = match at {
            _ if progress.at == Some(*stage) => "now",
            Some(_) => "done",
            None => "ahead",
        };
        (class, name(*stage), at.map(time))
    });
    ProgressShown {
        now: progress.at.map(name),
        ends: time(progress.ends),
        stages: stages.collect(),
        trouble: progress.trouble.map(|(trouble, at, text)| {
            let told = cases::trouble(language, trouble);
            TroubleShown {
                means: told.means,
                next: told.next,
                when: time(at),
                text: plain(text).into_owned(),
            }
        }),
    }
}

/// What the viewer may do. What they never may is left out, what cannot be now says why.
fn buttons(frame: &Frame<'_>, view: &CaseView<'_>) -> Vec<Button> {
    let language = frame.language;
    let case = case_address(frame, view.serial);
    let may = view
        .deeds
        .iter()
        .filter(|(deed, _)| frame.role >= deed.least());
    let button = |(deed, refusal): &(Deed, Option<Refusal>)| Button {
        words: language.text(&format!("web-deed-{}", deed.name())),
        address: format!("{case}/{}", deed.name()),
        primary: matches!(
            deed,
            Deed::Propose | Deed::Approve | Deed::Apply | Deed::Resolve | Deed::Resume | Deed::Done
        ),
        why_not: refusal.map(|it| cases::refusal(language, it).means),
    };
    may.map(button).collect()
}

fn shown_entry(frame: &Frame<'_>, entry: &Entry<'_>) -> EntryShown {
    let hash = entry.link.hash.to_string();
    EntryShown {
        number: entry.link.number,
        when: time(entry.at),
        machine: entry.at.to_string(),
        event: cases::event(frame.language, entry.event),
        who: plain(entry.who).into_owned(),
        detail: plain(entry.detail).into_owned(),
        short: short(&hash),
        hash,
        before: entry.link.before.to_string(),
        text: plain(&entry.link.text).into_owned(),
    }
}
