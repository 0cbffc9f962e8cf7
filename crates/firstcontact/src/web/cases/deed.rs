//! What a person may do to a case, on a page or by the API: checked, done, and told.

use super::super::House;
use super::super::access::role_name;
use super::super::problem::Problem;
use super::{One, facts, link};
use crate::app::mend::wish::{Granted, NotGranted, Wish};
use crate::app::mend::{Aim, Asking, Mending, NotDone, Open};
use crate::guide::consent::{NotAgreed, Typed, agreed, consequence};
use crate::i18n::Language;
use crate::report::cases;
use crate::store::{StoreError, Tenant};
use crate::web::pages::Role;
use crate::web::pages::cases::Deed;
use remedy::consent::{Consent, Owner};
use remedy::digest::Digest;
use remedy::refusal::Refusal;

/// Who does it, and what they gave with it.
#[derive(Clone, Copy)]
pub(in crate::web) struct Given<'g> {
    /// Who, as the audit trail names them.
    pub(in crate::web) by: &'g str,
    /// The most that they may do in this tenant.
    pub(in crate::web) role: Role,
    /// Whether it is a person who signed in.
    pub(in crate::web) is_person: bool,
    /// Their language: a link speaks it at first.
    pub(in crate::web) language: Language,
    /// A field of what they sent; empty if it is not there.
    pub(in crate::web) field: &'g dyn Fn(&str) -> String,
}

/// What came of a deed.
#[derive(Debug)]
pub(in crate::web) enum Done {
    /// It is written down.
    Written,
    /// The address of a link, which is shown once.
    Link(String),
    /// What came of asking for plans.
    Plans(crate::app::mend::Proposed),
}

/// Why nothing came of it.
#[derive(Debug)]
pub(in crate::web) enum Undone {
    /// It was not granted.
    NotGranted(NotGranted),
    /// What was typed is no consent.
    NotAgreed(NotAgreed),
    /// There is no guide for such a device.
    NoGuide,
    /// Whoever asks may not, or asks for what cannot be.
    Problem(Box<Problem>),
}

impl From<NotGranted> for Undone {
    fn from(why: NotGranted) -> Self {
        Self::NotGranted(why)
    }
}

impl From<NotDone> for Undone {
    fn from(why: NotDone) -> Self {
        Self::NotGranted(NotGranted::NotDone(why))
    }
}

impl From<StoreError> for Undone {
    fn from(why: StoreError) -> Self {
        NotDone::from(why).into()
    }
}

impl From<Problem> for Undone {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

impl Undone {
    /// As a program reads it.
    pub(in crate::web) fn problem(self) -> Problem {
        let language = Language::En;
        match self {
            Self::Problem(problem) => *problem,
            Self::NotAgreed(why) => Problem::invalid(&language.text(why.key())),
            Self::NoGuide => Problem::invalid(&language.text("web-case-no-guide")),
            Self::NotGranted(NotGranted::Old) => {
                Problem::reading(&language.text("web-case-reading"))
            }
            Self::NotGranted(NotGranted::Nowhere) => {
                Problem::invalid(&language.text("web-case-nowhere"))
            }
            Self::NotGranted(NotGranted::Unreadable(why)) => {
                Problem::of_store(&StoreError::Unreachable(why))
            }
            Self::NotGranted(NotGranted::NotDone(why)) => match why {
                NotDone::Refused(refusal) => {
                    Problem::refused(refusal.name(), &cases::refusal(language, refusal))
                }
                NotDone::NoPlan(why) => {
                    Problem::refused(why.name(), &cases::no_plan(language, why))
                }
                NotDone::NoCase(_) | NotDone::NoSuchPlan(_) => Problem::not_found(),
                NotDone::NotAPlan(_) => Problem::invalid(&why.to_string()),
                NotDone::Store(error) => Problem::of_store(&error),
            },
        }
    }
}

/// Fulfils a wish. What was read last is too old: then the tenant is read anew at once.
pub(in crate::web) fn grant(
    house: &House,
    name: &str,
    wish: &Wish,
    by: &str,
) -> Result<Granted, Undone> {
    let granted = (house.repairs.fulfil)(&*house.store, name, house.now(), wish);
    match granted {
        Err(NotGranted::Old) if house.rounds.knows(name) => {
            house.rounds.ask_for(&*house.store, name, by, house.now())?;
            Err(NotGranted::Old.into())
        }
        // There is nobody who could read it anew.
        Err(NotGranted::Old) => Err(NotGranted::Nowhere.into()),
        other => Ok(other?),
    }
}

/// Does it, if whoever asks may.
pub(in crate::web) fn do_it(
    house: &House,
    (tenant, name): (Tenant, &str),
    serial: &str,
    deed: Deed,
    given: &Given<'_>,
) -> Result<Done, Undone> {
    if given.role < deed.least() {
        return Err(Problem::forbidden(role_name(deed.least())).into());
    }
    if deed.takes_a_person() && !given.is_person {
        return Err(Problem::no_person().into());
    }
    if deed == Deed::Propose {
        let wish = Wish::Plan(Asking {
            serials: vec![serial.to_owned()],
            by: given.by.to_owned(),
            keep: true,
            aim: Aim::Mend,
        });
        return match grant(house, name, &wish, given.by)? {
            Granted::Plans(made) => Ok(Done::Plans(made)),
            Granted::Done => Ok(Done::Written),
        };
    }
    let mending = house.mending(tenant, name);
    let mut open = mending.case_of(serial)?;
    let why = (given.field)("why");
    match deed {
        Deed::Propose => (),
        Deed::Link => {
            let read = mending.story(&open)?.facts;
            let language = given.language;
            let known = facts::of_device(house, (tenant, name), serial, read.as_ref(), language)?;
            if known.is_none() {
                return Err(Undone::NoGuide);
            }
            let origin = &house.manner.origin;
            let link = link::make(&mending, &open, origin, language, given.by)?;
            return Ok(Done::Link(link));
        }
        Deed::Rediagnose => {
            let wish = Wish::Rediagnose {
                serial: serial.to_owned(),
                by: given.by.to_owned(),
                why,
            };
            grant(house, name, &wish, given.by)?;
        }
        Deed::Consent => consent(house, (tenant, name), &mut open, given)?,
        Deed::Approve | Deed::Reject | Deed::Apply => {
            let shown = Digest::parse(&(given.field)("plan"));
            let plan = mending.shown(&open, shown, given.by, deed.name())?;
            decide(&mending, plan, deed, given)?;
        }
        Deed::Decline => mending.decline(&mut open, given.by)?,
        Deed::Done => {
            let task = mending.present_task(&open)?.ok_or(Refusal::NotNow);
            mending.report(&mut open, task.map_err(NotDone::from)?, given.by)?;
        }
        Deed::Resolve => {
            let happened = match (given.field)("happened").as_str() {
                "yes" => true,
                "no" => false,
                _ => return Err(Problem::invalid("happened is yes or no").into()),
            };
            mending.resolve(&mut open, given.by, happened)?;
        }
        Deed::Hold => mending.hold(&mut open, given.by)?,
        Deed::Resume => mending.resume(&mut open, given.by)?,
        Deed::Escalate => mending.escalate(&mut open, given.by)?,
        Deed::Abort => mending.abort(&mut open, given.by, &why)?,
    }
    Ok(Done::Written)
}

/// Approves, rejects or has carried out a plan by its hash.
pub(in crate::web) fn decide(
    mending: &Mending<'_>,
    plan: Digest,
    deed: Deed,
    given: &Given<'_>,
) -> Result<(), NotDone> {
    match deed {
        Deed::Approve => mending.approve(plan, given.by, given.role >= Role::Approver),
        Deed::Reject => mending.reject(plan, given.by).map(drop),
        _ => mending.apply(plan, given.by),
    }
}

/// A consent that was given otherwise. Who recorded it stands with it.
fn consent(
    house: &House,
    (tenant, name): (Tenant, &str),
    open: &mut Open,
    given: &Given<'_>,
) -> Result<(), Undone> {
    let mending = house.mending(tenant, name);
    let one = One::of(house, (tenant, name), open.clone())?;
    let field = |name: &str| (given.field)(name);
    let owner = match field("owner").as_str() {
        "holder" => Owner::Holder,
        "dataOwner" => Owner::DataOwner,
        _ => return Err(Problem::invalid("owner is holder or dataOwner").into()),
    };
    let serial = open.case.serial.clone();
    let (typed, ending, shown) = (field("name"), field("ending"), field("plan"));
    let plan = mending.shown(open, Digest::parse(&shown), given.by, "consent")?;
    let typed = Typed {
        name: &typed,
        ending: &ending,
        plan: &shown,
    };
    let person = agreed(&typed, &serial, plan).map_err(Undone::NotAgreed)?;
    let read = one.story.facts.as_ref();
    let known = facts::of_device(house, (tenant, name), &serial, read, given.language)?;
    let consent = Consent {
        plan,
        by: format!("{person} (recorded by {})", given.by),
        owner,
        consequence: known.map_or_else(
            || given.language.text("web-case-irreversible"),
            |facts| consequence(&facts, given.language),
        ),
        at: mending.now,
        serial,
    };
    mending.agree(open, consent)?;
    Ok(())
}
