//! From a diagnosis to the next plan of a case: what stands in the way is mended first, then the
//! holder prepares, then the device is erased; each of these is a plan of its own, so that
//! agreement and approval are always about what comes next (causality.md §2.3).

use crate::act::Act;
use crate::facts::{Custody, Facts, Lock, Read};
use crate::guard::{DATA_SAFE_HOLDS, within};
use crate::plan::Goal;
use crate::step::{Step, Task};
use enrollment::moment::{DAY, Moment};
use enrollment::remedy::{Action, Remedy};

/// How long a holder has to migrate a device before Apple enforces it.
const MIGRATE_WITHIN: i64 = 14 * DAY;

/// What is known of a device that is to be mended.
#[derive(Clone, Copy, Debug)]
pub struct Need<'a> {
    /// Its serial number.
    pub serial: &'a str,
    /// What the diagnosis advises.
    pub action: Action,
    /// What mends its cause, in this order.
    pub remedies: &'a [Remedy],
    /// Whether it is a Mac.
    pub mac: bool,
    /// What was read.
    pub facts: &'a Facts,
    /// What it is called at the vendors.
    pub ids: &'a Ids,
    /// When the holder last said that the data is safe.
    pub data_safe: Option<Moment>,
    /// The present time.
    pub now: Moment,
}

/// Identifiers at the vendors; none where nobody could read them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ids {
    /// Intune's service at Apple.
    pub service: Option<String>,
    /// The enrollment token in Intune.
    pub token: Option<String>,
    /// The profile that the device should have.
    pub profile: Option<String>,
    /// The managed device in Intune.
    pub device: Option<String>,
}

/// Why there is no plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoPlan {
    /// Nothing is wrong, or time mends it.
    Nothing,
    /// One question has to be answered first.
    AskFirst,
    /// People have to decide what becomes of a device in use; nothing here decides for them.
    Decide,
    /// It is not known what Intune's service, the token or the profile is called.
    Unread,
    /// Nothing here mends this cause.
    NoRemedy,
}

impl NoPlan {
    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::AskFirst => "askFirst",
            Self::Decide => "decide",
            Self::Unread => "unread",
            Self::NoRemedy => "noRemedy",
        }
    }
}

/// The steps of the next plan, and how far it goes.
pub fn next(need: &Need<'_>) -> Result<(Goal, Vec<Step>), NoPlan> {
    match need.action {
        Action::None | Action::Wait => return Err(NoPlan::Nothing),
        Action::Ask => return Err(NoPlan::AskFirst),
        Action::Configure | Action::Migrate | Action::Clean | Action::Erase => (),
    }
    let mut steps = tenant(need);
    steps.extend(way(need)?);
    if !steps.is_empty() {
        return Ok((Goal::Prepared, steps));
    }
    match need.action {
        Action::Erase => Ok(erase(need)),
        Action::Migrate => migrate(need),
        _ => by_people(need),
    }
}

/// The plan that takes a migration back which somebody asked Apple for. Apple does that only before
/// the device has begun (apple.md §1.6).
pub fn without_migration(need: &Need<'_>) -> Result<(Goal, Vec<Step>), NoPlan> {
    if !need.facts.migration_waits.ok_or(NoPlan::Unread)?.value {
        return Err(NoPlan::Nothing);
    }
    let serials = vec![need.serial.to_owned()];
    let send = Act::CancelMigration { serials };
    Ok((Goal::Prepared, vec![Step::Api { send }]))
}

const fn person(task: Task) -> Step {
    Step::Person { task }
}

fn has(need: &Need<'_>, remedy: Remedy) -> bool {
    need.remedies.contains(&remedy)
}

fn holds<T: Copy>(read: Option<Read<T>>, it: impl Fn(T) -> bool) -> bool {
    read.is_some_and(|read| it(read.value))
}

/// What mends the tenant comes before all else.
fn tenant(need: &Need<'_>) -> Vec<Step> {
    if holds(need.facts.tenant_sound, |sound| sound) {
        return Vec::new();
    }
    let tasks = [
        (Remedy::R5, Task::RenewToken),
        (Remedy::R6, Task::AcceptTerms),
        (Remedy::R7, Task::RenewPush),
    ];
    let needed = tasks.iter().filter(|(remedy, _)| has(need, *remedy));
    needed.map(|(_, task)| person(*task)).collect()
}

/// What is missing between Apple's organisation and the profile, G0 to G4.
fn way(need: &Need<'_>) -> Result<Vec<Step>, NoPlan> {
    let facts = need.facts;
    let mut steps = Vec::new();
    let custody = facts.custody.map(|read| read.value);
    if custody == Some(Custody::Elsewhere) {
        return Ok(vec![person(Task::ObtainCustody)]);
    }
    let off = matches!(custody, Some(Custody::Unassigned | Custody::OtherService));
    let theirs = custody == Some(Custody::OtherService) && has(need, Remedy::R13);
    if off && !theirs {
        steps.push(api(need, |ids, serials| {
            let service = ids.service.clone()?;
            Some(Act::AssignService { service, serials })
        })?);
    }
    let on_its_way = off && !theirs;
    let unlisted = holds(facts.imported, |row| row.is_none());
    if on_its_way || unlisted && custody == Some(Custody::OnService) {
        steps.push(sync(need)?);
    }
    let bare = holds(facts.profiled, |since| since.is_none());
    if (on_its_way || bare) && custody.is_some() && !theirs {
        steps.push(profile(need)?);
    } else if has(need, Remedy::R4) && !gates_settled(need) {
        steps.push(api(need, |ids, _| {
            let (token, profile) = (ids.token.clone()?, ids.profile.clone()?);
            Some(Act::TouchProfile { token, profile })
        })?);
        steps.push(sync(need)?);
    }
    Ok(steps)
}

/// Whether the profile was handed to Apple in the last day: touched once is enough.
fn gates_settled(need: &Need<'_>) -> bool {
    let lately = |since: Option<crate::facts::Since>| {
        since.is_some_and(|since| within(since.0, need.now, DAY))
    };
    holds(need.facts.profiled, lately)
}

fn api(need: &Need<'_>, act: impl Fn(&Ids, Vec<String>) -> Option<Act>) -> Result<Step, NoPlan> {
    let send = act(need.ids, vec![need.serial.to_owned()]);
    Ok(Step::Api {
        send: send.ok_or(NoPlan::Unread)?,
    })
}

fn sync(need: &Need<'_>) -> Result<Step, NoPlan> {
    api(need, |ids, _| {
        let token = ids.token.clone()?;
        Some(Act::SyncToken { token })
    })
}

fn profile(need: &Need<'_>) -> Result<Step, NoPlan> {
    api(need, |ids, serials| {
        let (token, profile) = (ids.token.clone()?, ids.profile.clone()?);
        Some(Act::AssignProfile {
            token,
            profile,
            serials,
        })
    })
}

/// First the holder prepares; then the device is erased and set up.
fn erase(need: &Need<'_>) -> (Goal, Vec<Step>) {
    let safe = need.data_safe;
    let safe = safe.is_some_and(|at| within(at, need.now, DATA_SAFE_HOLDS));
    let locked = holds(need.facts.lock, |lock| lock == Lock::Personal);
    if !safe || locked && !need.facts.unlock_plan {
        let mut steps = vec![person(Task::DataPlan)];
        if locked {
            steps.push(person(Task::FindMyOff));
        }
        steps.push(person(Task::SecondFactor));
        return (Goal::Prepared, steps);
    }
    let remote = has(need, Remedy::R12) && !has(need, Remedy::R11);
    let erase = match (&need.ids.device, remote) {
        (Some(device), true) => Step::Api {
            send: Act::Wipe {
                device: device.clone(),
                serial: need.serial.to_owned(),
                keep_enrollment_data: false,
                preserve_data_plan: true,
            },
        },
        _ => person(Task::EraseByHand),
    };
    let finish = [person(Task::SetupAssistant), person(Task::Finish)];
    (Goal::LetIn, [&[erase][..], &finish].concat())
}

fn migrate(need: &Need<'_>) -> Result<(Goal, Vec<Step>), NoPlan> {
    if holds(need.facts.can_migrate, |can| can) {
        let deadline = need.now.plus(MIGRATE_WITHIN);
        let step = api(need, |ids, serials| {
            let service = ids.service.clone()?;
            Some(Act::Migrate {
                service,
                serials,
                deadline,
            })
        })?;
        return Ok((Goal::LetIn, vec![step, person(Task::Finish)]));
    }
    if need.mac && has(need, Remedy::R15) {
        return Ok((
            Goal::LetIn,
            vec![person(Task::RenewOnMac), person(Task::Finish)],
        ));
    }
    Err(NoPlan::Decide)
}

/// What people do in the portals, and what the device's holder does after it.
fn by_people(need: &Need<'_>) -> Result<(Goal, Vec<Step>), NoPlan> {
    let tasks = [
        (Remedy::R8, Task::AllowEnrollment),
        (Remedy::R9, Task::AllowSignIn),
        (Remedy::R10, Task::FreeNetwork),
        (Remedy::R16, Task::FindMyOff),
        (Remedy::R18, Task::ObtainCustody),
        (Remedy::R17, Task::CleanRecords),
        (Remedy::R15, Task::RenewOnMac),
        (Remedy::R19, Task::Finish),
        (Remedy::R20, Task::AskSupport),
    ];
    let wanted = tasks
        .iter()
        .filter(|(remedy, task)| has(need, *remedy) && (need.mac || *task != Task::RenewOnMac));
    let steps: Vec<Step> = wanted.map(|(_, task)| person(*task)).collect();
    if steps.is_empty() {
        return Err(NoPlan::NoRemedy);
    }
    let ends = matches!(steps.last(), Some(Step::Person { task: Task::Finish }));
    let goal = if ends { Goal::LetIn } else { Goal::Prepared };
    Ok((goal, steps))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Since, Verdict};

    fn now() -> Moment {
        Moment::FIRST.plus(400 * DAY)
    }

    fn ids() -> Ids {
        let some = |text: &str| Some(text.to_owned());
        Ids {
            service: some("intune"),
            token: some("token"),
            profile: some("profile"),
            device: None,
        }
    }

    /// In use, unmanaged, all gates green: the classic case.
    fn classic() -> Facts {
        let long_ago = Some(Since(now().plus(-9 * DAY)));
        Facts {
            custody: Some(Read::new(Custody::OnService, now())),
            imported: Some(Read::new(long_ago, now())),
            profiled: Some(Read::new(long_ago, now())),
            tenant_sound: Some(Read::new(true, now())),
            lock: Some(Read::new(Lock::Personal, now())),
            verdict: Some(Read::new(
                Verdict {
                    never_erase: false,
                    erase_needed: 999_000,
                    live_data: 0,
                    held: false,
                },
                now(),
            )),
            ..Facts::default()
        }
    }

    fn names(need: &Need<'_>) -> Vec<&'static str> {
        let (_, steps) = next(need).expect("a plan");
        steps.iter().map(Step::name).collect()
    }

    fn need<'a>(facts: &'a Facts, ids: &'a Ids) -> Need<'a> {
        Need {
            serial: "SERIAL0001",
            action: Action::Erase,
            remedies: &[Remedy::R16, Remedy::R11],
            mac: false,
            facts,
            ids,
            data_safe: None,
            now: now(),
        }
    }

    #[test]
    fn the_classic_case_is_prepared_first_and_erased_then() {
        let (mut facts, ids) = (classic(), ids());
        let first = need(&facts, &ids);
        assert_eq!(names(&first), ["dataPlan", "findMyOff", "secondFactor"]);
        facts.lock = Some(Read::new(Lock::None, now()));
        let then = Need {
            data_safe: Some(now()),
            ..need(&facts, &ids)
        };
        assert_eq!(names(&then), ["eraseByHand", "setupAssistant", "finish"]);
        let (goal, _) = next(&then).expect("a plan");
        assert_eq!(goal, Goal::LetIn);
    }

    #[test]
    fn what_is_missing_on_the_way_is_mended_before_anybody_is_asked_to_erase() {
        let mut facts = classic();
        facts.custody = Some(Read::new(Custody::Unassigned, now()));
        facts.imported = Some(Read::new(None, now()));
        facts.profiled = Some(Read::new(None, now()));
        let ids = ids();
        let plan = need(&facts, &ids);
        assert_eq!(
            names(&plan),
            ["assignService", "syncToken", "assignProfile"]
        );
        let unknown = Ids::default();
        let plan = Need {
            ids: &unknown,
            ..plan
        };
        assert_eq!(next(&plan), Err(NoPlan::Unread));
    }

    #[test]
    fn a_device_on_the_service_is_never_assigned_to_it_again() {
        let mut facts = classic();
        facts.profiled = Some(Read::new(None, now()));
        let ids = ids();
        assert_eq!(names(&need(&facts, &ids)), ["assignProfile"]);
    }

    #[test]
    fn a_migration_is_taken_back_only_where_apple_says_that_it_waits() {
        let (mut facts, ids) = (classic(), ids());
        assert_eq!(without_migration(&need(&facts, &ids)), Err(NoPlan::Unread));
        facts.migration_waits = Some(Read::new(false, now()));
        let nothing = without_migration(&need(&facts, &ids));
        assert_eq!(nothing, Err(NoPlan::Nothing));
        facts.migration_waits = Some(Read::new(true, now()));
        let (goal, steps) = without_migration(&need(&facts, &ids)).expect("a plan");
        assert_eq!(goal, Goal::Prepared);
        assert_eq!(steps[0].name(), "cancelMigration");
    }

    #[test]
    fn a_healthy_device_and_an_open_question_have_no_plan() {
        let (facts, ids) = (classic(), ids());
        for (action, why) in [
            (Action::Wait, NoPlan::Nothing),
            (Action::None, NoPlan::Nothing),
            (Action::Ask, NoPlan::AskFirst),
        ] {
            let plan = Need {
                action,
                ..need(&facts, &ids)
            };
            assert_eq!(next(&plan), Err(why));
        }
    }

    #[test]
    fn a_device_in_use_elsewhere_migrates_or_people_decide() {
        let mut facts = classic();
        facts.custody = Some(Read::new(Custody::OtherService, now()));
        let ids = ids();
        let mut plan = need(&facts, &ids);
        plan.action = Action::Migrate;
        plan.remedies = &[Remedy::R13];
        assert_eq!(next(&plan), Err(NoPlan::Decide));
        let mut able = facts;
        able.can_migrate = Some(Read::new(true, now()));
        plan.facts = &able;
        assert_eq!(names(&plan), ["migrate", "finish"]);
    }
}
