//! Where the pages of cases hang: the board, a case, and the deeds.

use super::super::House;
use super::super::access::role_name;
use super::super::form::{Pairs, value};
use super::super::pages::cases::{
    Call, CaseView, Check, ConfirmView, Deed, Entry, Look, Offer, PlanView, Progress, StepView,
    ToldView, case_address, case_page, confirm_page, told_page,
};
use super::super::pages::{Frame, PageAnswer, PostAnswer, Role};
use super::super::problem::Problem;
use super::deed::{Done, Given, Undone, do_it, grant};
use super::one::Place;
use super::{One, Sent, board, facts};
use crate::app::mend::entry::{self, What};
use crate::app::mend::wish::{Granted, NotGranted, Wish};
use crate::app::mend::{Aim, Asking, NotDone, Proposed, Skipped};
use crate::guide::consent::consequence;
use crate::guide::{Guide, StageName};
use crate::report::cases::{self, Told};
use crate::store::LedgerRow;
use enrollment::moment::Moment;
use enrollment::snapshot::canonical_serial;
use remedy::act::Act;
use remedy::approval;
use remedy::guard::Guard;
use remedy::plan::Plan;
use remedy::refusal::Refusal;
use remedy::step::Step;

/// A page of cases, by its address below the tenant's; none if it is no page of theirs.
pub(in crate::web) fn page(
    house: &House,
    frame: &Frame<'_>,
    segments: &[&str],
    query: &Pairs,
) -> Option<Result<PageAnswer, Undone>> {
    Some(match segments {
        ["cases"] => board::page(house, frame, query).map_err(Undone::from),
        ["case", serial] => named(serial).and_then(|it| case(house, frame, &it, None)),
        ["case", serial, deed] => {
            let deed = Deed::parse(deed)?;
            named(serial).and_then(|it| ask(house, frame, &it, deed, None))
        }
        _ => return None,
    })
}

/// A form of these pages; none if it is no form of theirs.
pub(in crate::web) fn form(
    house: &House,
    frame: &Frame<'_>,
    segments: &[&str],
    fields: &Pairs,
) -> Option<Result<PostAnswer, Undone>> {
    Some(match segments {
        ["cases"] => switch(house, frame, fields),
        ["case", serial, deed] => {
            let deed = Deed::parse(deed)?;
            named(serial).and_then(|it| sent(house, frame, &it, deed, fields))
        }
        _ => return None,
    })
}

fn named(serial: &str) -> Result<String, Undone> {
    let serial = canonical_serial(serial).map_err(|_| Problem::not_found())?;
    Ok(serial.into_owned())
}

/// The kill switch of the tenant.
fn switch(house: &House, frame: &Frame<'_>, fields: &Pairs) -> Result<PostAnswer, Undone> {
    if frame.role < Role::Administrator {
        return Err(Problem::forbidden(role_name(Role::Administrator)).into());
    }
    let on = match value(fields, "stop") {
        Some("yes") => true,
        Some("no") => false,
        _ => return Err(Problem::invalid("stop is yes or no").into()),
    };
    let (who, now) = (frame.who, frame.now);
    house
        .store
        .set_kill_switch(Some(frame.tenant), on, who, now)?;
    Ok(PostAnswer::Redirect(format!("/t/{}/cases", frame.tenant.0)))
}

/// Does what a form asks for. A refusal is shown where it was asked.
fn sent(
    house: &House,
    frame: &Frame<'_>,
    serial: &str,
    deed: Deed,
    fields: &Pairs,
) -> Result<PostAnswer, Undone> {
    let field = |name: &str| value(fields, name).unwrap_or_default().to_owned();
    let given = Given {
        by: frame.who,
        role: frame.role,
        // Only a session has a secret for its forms.
        is_person: !frame.csrf.is_empty(),
        language: frame.language,
        field: &field,
    };
    let at = (frame.tenant, frame.tenant_name);
    let back = || PostAnswer::Redirect(case_address(frame, serial));
    match do_it(house, at, serial, deed, &given) {
        Ok(Done::Written) => Ok(back()),
        Ok(Done::Link(link)) => {
            let told = Told {
                means: frame.language.text("web-case-link-made"),
                next: frame.language.text("web-case-link-made-next"),
            };
            let page = told_about(frame, serial, deed, &told, (Some(&link), true, 200));
            Ok(PostAnswer::Page(page))
        }
        Ok(Done::Plans(made)) => Ok(match skipped(frame, serial, &made) {
            None => back(),
            Some(told) => {
                let has_case = has_case(house, frame, serial)?;
                let page = told_about(frame, serial, deed, &told, (None, has_case, 409));
                PostAnswer::Page(page)
            }
        }),
        Err(why) => not_done(house, frame, serial, deed, why).map(PostAnswer::Page),
    }
}

fn has_case(house: &House, frame: &Frame<'_>, serial: &str) -> Result<bool, Undone> {
    Ok(house.store.case_of(frame.tenant, serial)?.is_some())
}

/// Why nothing came of a deed: on the page on which it was asked for, where that can be.
fn not_done(
    house: &House,
    frame: &Frame<'_>,
    serial: &str,
    deed: Deed,
    why: Undone,
) -> Result<PageAnswer, Undone> {
    let language = frame.language;
    let key = match why {
        Undone::NotGranted(NotGranted::NotDone(NotDone::Refused(refusal))) => {
            return ask(house, frame, serial, deed, Some(Wrong::Refused(refusal)));
        }
        Undone::NotAgreed(wrong) => {
            return ask(house, frame, serial, deed, Some(Wrong::NotAgreed(wrong)));
        }
        Undone::NotGranted(NotGranted::Old) => "web-case-reading",
        Undone::NotGranted(NotGranted::Nowhere) => "web-case-nowhere",
        Undone::NoGuide => "web-case-no-guide",
        Undone::NotGranted(NotGranted::Unreadable(why)) => {
            let told = Told {
                means: language.text("web-case-unreadable"),
                next: why,
            };
            let has_case = has_case(house, frame, serial)?;
            return Ok(told_about(
                frame,
                serial,
                deed,
                &told,
                (None, has_case, 503),
            ));
        }
        other => return Err(other),
    };
    let told = Told {
        means: language.text(key),
        next: language.text(&format!("{key}-next")),
    };
    let has_case = has_case(house, frame, serial)?;
    Ok(told_about(
        frame,
        serial,
        deed,
        &told,
        (None, has_case, 409),
    ))
}

fn told_about(
    frame: &Frame<'_>,
    serial: &str,
    deed: Deed,
    told: &Told,
    (link, has_case, status): (Option<&str>, bool, u16),
) -> PageAnswer {
    let title = frame.language.text(&format!("web-deed-{}", deed.name()));
    let view = ToldView {
        serial,
        title: &title,
        means: &told.means,
        next: &told.next,
        link,
        has_case,
        status,
    };
    told_page(frame, &view)
}

/// Why a device got no plan.
fn skipped(frame: &Frame<'_>, serial: &str, made: &Proposed) -> Option<Told> {
    let (_, why) = made.skipped.iter().find(|(it, _)| it == serial)?;
    Some(match why {
        Skipped::Refused(refusal) => cases::refusal(frame.language, *refusal),
        Skipped::NoPlan(why) => cases::no_plan(frame.language, *why),
    })
}

/// Why the last attempt came to nothing.
#[derive(Clone, Copy)]
enum Wrong {
    Refused(Refusal),
    NotAgreed(crate::guide::consent::NotAgreed),
}

/// The page on which a deed is confirmed.
fn ask(
    house: &House,
    frame: &Frame<'_>,
    serial: &str,
    deed: Deed,
    wrong: Option<Wrong>,
) -> Result<PageAnswer, Undone> {
    if frame.role < deed.least() {
        return Err(Problem::forbidden(role_name(deed.least())).into());
    }
    let at = (frame.tenant, frame.tenant_name);
    let model = house.store.device(frame.tenant, serial)?;
    let model = model.map(|view| view.row.traits.model).unwrap_or_default();
    let (mut text, mut lost) = (String::new(), String::new());
    let mut plan = None;
    if deed == Deed::Propose {
        match dry_run(house, frame, serial) {
            Ok(Ok(made)) => plan = Some(made),
            Ok(Err(told)) => {
                let has_case = has_case(house, frame, serial)?;
                return Ok(told_about(
                    frame,
                    serial,
                    deed,
                    &told,
                    (None, has_case, 409),
                ));
            }
            // Who is refused here is told so, and not asked again.
            Err(Undone::NotGranted(NotGranted::NotDone(why))) => return Err(why.into()),
            Err(why) => return not_done(house, frame, serial, deed, why),
        }
    } else {
        let mending = house.mending(frame.tenant, frame.tenant_name);
        let one = One::of(house, at, mending.case_of(serial)?)?;
        if deed == Deed::Consent {
            let read = one.story.facts.as_ref();
            let known = facts::of_device(house, at, serial, read, frame.language)?;
            lost = known.map_or_else(
                || frame.language.text("web-case-irreversible"),
                |facts| consequence(&facts, frame.language),
            );
        }
        plan = one.plan.or(plan);
    }
    if let Some(plan) = &plan {
        text = plan.text();
    }
    let view = ConfirmView {
        serial,
        model: &model,
        deed,
        plan: plan.as_ref().map(Plan::hash),
        plan_text: &text,
        irreversible: plan.as_ref().is_some_and(Plan::irreversible),
        consequence: &lost,
        refused: match wrong {
            Some(Wrong::Refused(refusal)) => Some(refusal),
            _ => None,
        },
        wrong: match wrong {
            Some(Wrong::NotAgreed(why)) => Some(why),
            _ => None,
        },
    };
    Ok(confirm_page(frame, &view))
}

/// The plan that would be proposed, or why there is none.
fn dry_run(house: &House, frame: &Frame<'_>, serial: &str) -> Result<Result<Plan, Told>, Undone> {
    let wish = Wish::Plan(Asking {
        serials: vec![serial.to_owned()],
        by: frame.who.to_owned(),
        keep: false,
        aim: Aim::Mend,
    });
    let Granted::Plans(made) = grant(house, frame.tenant_name, &wish, frame.who)? else {
        return Err(Problem::broken().into());
    };
    if let Some(told) = skipped(frame, serial, &made) {
        return Ok(Err(told));
    }
    let plan = made.plans.into_iter().next().map(|(plan, _)| plan);
    Ok(Ok(plan.ok_or_else(Problem::broken)?))
}

/// One case.
fn case(
    house: &House,
    frame: &Frame<'_>,
    serial: &str,
    refused: Option<Refusal>,
) -> Result<PageAnswer, Undone> {
    let at = (frame.tenant, frame.tenant_name);
    let mending = house.mending(frame.tenant, frame.tenant_name);
    let one = One::of(house, at, mending.case_of(serial)?)?;
    let case = &one.open.case;
    let view = house.store.device(frame.tenant, serial)?;
    let (model, holder) = view.map_or_else(Default::default, |view| {
        (view.row.traits.model, view.row.holder)
    });
    let seen = checks(&one, &one.obstacles(&mending)?);
    let checks: Vec<Check<'_>> = seen.iter().map(Seen::check).collect();
    let calls: Vec<Option<Sent>> = one.steps().iter().map(|it| call(house, it)).collect();
    let steps = steps(&one, &checks, &calls);
    let progress = Stages::of(house, frame, &one)?;
    let rows = mending.ledger_of(&one.open)?;
    let broken = remedy::ledger::part(rows.iter().map(|row| &row.link)).err();
    let told: Vec<ToldEntry> = rows.iter().map(ToldEntry::of).collect();
    let ledger: Vec<Entry<'_>> = rows.iter().zip(&told).map(ToldEntry::entry).collect();
    let looks = one.story.looks.iter();
    let looks: Vec<Look> = looks
        .map(|(good, read)| Look {
            good: *good,
            read: *read,
        })
        .collect();
    let deeds = one.deeds(frame.now, frame.who);
    let page = CaseView {
        serial,
        model: &model,
        holder: &holder,
        cause: &one.open.row.cause,
        state: case.state,
        held: one.story.held_by.as_deref().filter(|_| case.held),
        since: case.since,
        due: case.due,
        vendor_code: case.vendor_code.as_deref(),
        plan: one.plan.as_ref().map(|plan| PlanView {
            plan,
            steps: &steps,
            at: one.is_under_way().then_some(usize::from(case.step)),
        }),
        offer: if one.plan.is_some() {
            Offer::Holds
        } else {
            Offer::NotAsked
        },
        consent: case.consent.as_ref(),
        needs_consent: one.steps().iter().any(|step| !step.rules().reversible),
        approvals: &one.approvals,
        approvals_needed: one.plan.as_ref().map_or(0, approval::needed),
        progress: progress.as_ref().map(|it| it.progress(&one)),
        ledger: &ledger,
        broken: broken.as_ref(),
        looks: &looks,
        deeds: &deeds,
        refused,
    };
    Ok(case_page(frame, &page))
}

/// What was seen of a condition.
struct Seen {
    guard: Guard,
    refusal: Option<Refusal>,
    evidence: String,
    read: Option<Moment>,
}

impl Seen {
    fn check(&self) -> Check<'_> {
        Check {
            guard: self.guard,
            refusal: self.refusal,
            evidence: &self.evidence,
            read: self.read,
        }
    }
}

/// The conditions of the present step, as they were when the device was looked at last.
fn checks(one: &One, obstacles: &[(Guard, Refusal)]) -> Vec<Seen> {
    let (Some(step), Some(facts)) = (one.step(), &one.story.facts) else {
        return Vec::new();
    };
    let seen = |guard: &Guard| {
        let obstacle = obstacles.iter().find(|(known, _)| known == guard);
        let (evidence, read) = facts::seen(*guard, facts);
        Seen {
            guard: *guard,
            refusal: obstacle.map(|(_, why)| *why),
            evidence,
            read,
        }
    };
    step.rules().guards.iter().map(seen).collect()
}

fn call(house: &House, step: &Step) -> Option<Sent> {
    let show = |act: &Act| (house.repairs.shown)(act);
    match step {
        Step::Api { send } => show(send),
        Step::Person { .. } => None,
    }
}

fn steps<'v>(
    one: &'v One,
    checks: &'v [Check<'v>],
    calls: &'v [Option<Sent>],
) -> Vec<StepView<'v>> {
    let present = usize::from(one.open.case.step);
    let view = |(number, (step, call)): (usize, (&'v Step, &'v Option<Sent>))| StepView {
        step,
        checks: if number == present { checks } else { &[] },
        call: call.as_ref().map(|call| Call {
            method: &call.method,
            address: &call.address,
            body: &call.body,
            permission: &call.permission,
        }),
        done: one
            .story
            .done
            .get(&number)
            .map(|(at, by)| (*at, by.as_str())),
    };
    let steps = one.steps().iter().zip(calls);
    steps.enumerate().map(view).collect()
}

/// Where the holder is, as the administrator sees it.
struct Stages {
    at: Option<StageName>,
    all: Vec<(StageName, Option<Moment>)>,
    ends: Moment,
}

impl Stages {
    /// None before a link was made.
    fn of(house: &House, frame: &Frame<'_>, one: &One) -> Result<Option<Self>, Undone> {
        let at = (frame.tenant, frame.tenant_name);
        let links = house.store.holder_links(frame.tenant, one.open.row.case)?;
        let serial = &one.open.case.serial;
        let read = one.story.facts.as_ref();
        let known = facts::of_device(house, at, serial, read, frame.language)?;
        let (Some(link), Some(known)) = (links.last(), known) else {
            return Ok(None);
        };
        let guide = Guide::new(known, frame.language);
        let names = guide.stages.iter().map(|stage| stage.name);
        let confirmed = |name: StageName| {
            let mut all = one.story.stages.iter().rev();
            all.find(|(it, _)| *it == name).map(|(_, at)| *at)
        };
        Ok(Some(Self {
            at: match one.place(&guide) {
                Place::At(stage) => Some(stage),
                Place::Ready(_) => Some(StageName::Erase),
                _ => None,
            },
            all: names.map(|name| (name, confirmed(name))).collect(),
            ends: link.expires,
        }))
    }

    fn progress<'v>(&'v self, one: &'v One) -> Progress<'v> {
        let reported = one.story.reported.as_ref();
        Progress {
            at: self.at,
            stages: &self.all,
            trouble: reported.map(|it| (it.what, it.at, it.text.as_str())),
            ends: self.ends,
        }
    }
}

/// An entry of the ledger in words.
struct ToldEntry {
    event: String,
    who: String,
    detail: String,
}

impl ToldEntry {
    fn of(row: &LedgerRow) -> Self {
        match entry::Entry::read(row) {
            Ok(entry) => Self {
                event: entry.what.name().to_owned(),
                who: if entry.by == entry::PRODUCT {
                    String::new()
                } else {
                    entry.by
                },
                detail: detail(&entry.what),
            },
            Err(why) => Self {
                event: "?".to_owned(),
                who: String::new(),
                detail: why.to_string(),
            },
        }
    }

    fn entry<'v>((row, told): (&'v LedgerRow, &'v Self)) -> Entry<'v> {
        Entry {
            link: &row.link,
            at: row.at,
            event: &told.event,
            who: &told.who,
            detail: &told.detail,
        }
    }
}

/// What an entry says beside its kind, in public words: the whole of it stands below.
fn detail(what: &What) -> String {
    match what {
        What::Opened { cause, .. } => cause.clone(),
        What::Stage { stage } => stage.clone(),
        What::Trouble { what, text } => format!("{what} {text}").trim().to_owned(),
        What::Linked { ends } => ends.clone(),
        What::Refused { asked, refusal } => format!("{asked}: {refusal}"),
        What::Called {
            method,
            path,
            status,
            ..
        } => {
            let status = status.map_or_else(|| "–".to_owned(), |it| it.to_string());
            format!("{method} {path} {status}")
        }
        What::Event { .. } | What::Approved { .. } | What::Applied => String::new(),
    }
}
