//! Each failure branch of causality.md §4.2 once.

use super::people::{APPROVE, refusal};
use super::stage::{Stage, clock};
use super::world::Kind;
use enrollment::correlate::correlate;
use firstcontact::app::mend::entry::What;
use firstcontact::app::mend::{Aim, Skipped};
use remedy::case::State;
use remedy::event::Event;
use remedy::playbook::NoPlan;
use remedy::refusal::Refusal;
use remedy::step::Task;
use serde_json::json;

fn one(clock: super::stage::Clock, kind: Kind) -> (Stage, String) {
    let stage = Stage::new(clock, &[kind]);
    let serial = stage.serials().remove(0);
    (stage, serial)
}

#[test]
fn remote_management_is_not_shown() {
    let (stage, serial) = one(clock!(), Kind::Classic);
    stage.answered(&serial);
    stage.prepared(&serial);
    stage.ready(&serial);
    // On the way the profile is taken away, so that Setup Assistant is told nothing.
    stage.deed(&serial, &json!({"do": "unassign"}));
    stage.erases(&serial);
    stage.deed(&serial, &json!({"do": "set-up", "how": "new"}));
    stage.pass("P2D");
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Failed);
    // No second erase, nor anything else, before somebody wrote down what was wrong.
    let again = stage.propose_all(&[&serial]);
    assert!(again.plans.is_empty(), "{:?}", again.plans);
    assert_eq!(refused_first(&again), Refusal::HasCase);
    stage.pass("PT1H");
    let snapshot = stage.look();
    let facts = stage.facts(&correlate(&snapshot), &serial).unwrap();
    let rediagnose = |why: &str| {
        stage.in_case(&serial, |mending, open| {
            mending.rediagnose(open, facts.evidence, APPROVE[0], why)
        })
    };
    assert_eq!(refusal(rediagnose("  ")), Refusal::Nameless);
    rediagnose("it was taken off its service while the holder erased it").unwrap();
    assert_eq!(stage.state(&serial), State::Open);
}

fn refused_first(made: &firstcontact::app::mend::Proposed) -> Refusal {
    let Skipped::Refused(refusal) = made.skipped[0].1 else {
        panic!("{:?}", made.skipped);
    };
    refusal
}

#[test]
fn a_lock_is_not_lifted() {
    let (stage, serial) = one(clock!(), Kind::Classic);
    stage.answered(&serial);
    let plan = stage.propose(&serial);
    stage.approve(plan, &APPROVE[..1]);
    stage.go_on();
    stage.report(&serial, Task::DataPlan);
    stage.go_on();
    let task = stage.in_case(&serial, |mending, open| mending.present_task(open));
    assert_eq!(task.unwrap(), Some(Task::FindMyOff));
    // Nobody's word counts for it.
    let said = stage.in_case(&serial, |mending, open| {
        mending.report(open, Task::FindMyOff, "holder")
    });
    assert_eq!(refusal(said), Refusal::NotNow);
    stage.pass("P6D");
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Waiting);
    stage.pass("P1DT1H");
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Suspended);
}

#[test]
fn the_backup_of_the_same_device_is_restored() {
    let (stage, serial) = one(clock!(), Kind::Classic);
    stage.answered(&serial);
    stage.prepared(&serial);
    stage.ready(&serial);
    stage.erases(&serial);
    stage.deed(&serial, &json!({"do": "restore-from-backup"}));
    stage.pass("PT12H");
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Waiting);
    stage.pass("P1D");
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Failed);
    assert_eq!(stage.truth(&serial)["cause"], "C08");
    let again = stage.propose_all(&[&serial]);
    assert!(again.plans.is_empty());
}

#[test]
fn a_holder_is_silent_about_their_consent() {
    let (stage, serial) = one(clock!(), Kind::Classic);
    stage.answered(&serial);
    stage.prepared(&serial);
    stage.propose(&serial);
    assert_eq!(stage.state(&serial), State::AwaitingConsent);
    // A plan ends after a day; what is waited for is the holder, over all plans.
    for _ in 0..13 {
        stage.pass("P1D");
        stage.go_on();
        assert!(!stage.state(&serial).over());
    }
    assert_eq!(stage.state(&serial), State::Open);
    stage.pass("P1DT1H");
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Suspended);
}

#[test]
fn a_holder_never_says_where_the_data_is() {
    let (stage, serial) = one(clock!(), Kind::Classic);
    stage.answered(&serial);
    let plan = stage.propose(&serial);
    stage.approve(plan, &APPROVE[..1]);
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Waiting);
    stage.pass("P13D");
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Waiting);
    stage.pass("P1DT1H");
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Suspended);
}

#[test]
fn a_migration_is_taken_back_before_it_begins() {
    let (stage, serial) = one(clock!(), Kind::Moving);
    let made = stage.propose_for(&[&serial], Aim::CancelMigration);
    assert_eq!(made.skipped, []);
    let plan = made.plans[0].0.hash();
    // It can be taken back by asking for another one: one other person approves.
    stage.approve(plan, &APPROVE[..1]);
    stage.until(&serial, State::Open);
    let writes = stage.writes();
    assert_eq!(writes.len(), 1, "{writes:?}");
    assert_eq!(writes[0].1, "/v1/orgDeviceActivities");
    let snapshot = stage.look();
    let row = snapshot.org_devices.iter().next().unwrap();
    assert!(row.migration_deadline.is_absent());
    // There is nothing more to take back.
    let again = stage.propose_for(&[&serial], Aim::CancelMigration);
    let nothing = Skipped::NoPlan(NoPlan::Nothing);
    assert_eq!(again.skipped, [(serial.clone(), nothing)]);
}

#[test]
fn a_device_on_no_service_is_assigned_synced_and_given_its_profile() {
    let (stage, serial) = one(clock!(), Kind::Forgotten);
    stage.say(&serial, "other_mdm", "no");
    let plan = stage.propose(&serial);
    stage.approve(plan, &APPROVE[..1]);
    stage.until(&serial, State::Open);
    let done: Vec<String> = stage
        .writes()
        .into_iter()
        .map(|(_, path, _)| path)
        .collect();
    // Intune assigned the token's default profile by itself; nothing is sent for what is so.
    assert_eq!(done.len(), 2, "{done:?}");
    assert_eq!(done[0], "/v1/orgDeviceActivities");
    let synced = "/syncWithAppleDeviceEnrollmentProgram";
    assert!(done[1].ends_with(synced), "{done:?}");
    assert_eq!(stage.truth(&serial)["cause"], "C01");
    stage.told_as_seen();
}

#[test]
fn a_managed_device_that_leaves_opens_its_case_again() {
    let (stage, serial) = one(clock!(), Kind::Classic);
    stage.mended(&serial);
    assert_eq!(stage.truth(&serial)["action"], "none");
    stage.pass("P3D");
    stage.deed(&serial, &json!({"do": "leave-management"}));
    stage.pass("P1D");
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Open);
    let regressed = |what: &What| {
        matches!(
            what,
            What::Event {
                is: Event::Regressed,
                ..
            }
        )
    };
    assert!(stage.ledger().iter().any(|(_, what)| regressed(what)));
}

#[test]
fn a_device_that_comes_without_a_profile_is_given_one() {
    let (stage, serial) = one(clock!(), Kind::Forgotten);
    stage.say(&serial, "other_mdm", "no");
    let plan = stage.propose(&serial);
    stage.approve(plan, &APPROVE[..1]);
    stage.go_on();
    stage.pass("PT20M");
    stage.go_on();
    // While the token has no default profile, the device is imported.
    stage.lab("faults", &json!({"fault": "no_default_profile"}));
    stage.pass("PT1H");
    stage.lab("faults", &json!({"mend": "no_default_profile"}));
    stage.until(&serial, State::Open);
    let done: Vec<String> = stage.writes().into_iter().map(|it| it.1).collect();
    let ends = [
        "/v1/orgDeviceActivities",
        "/syncWithAppleDeviceEnrollmentProgram",
        "/updateDeviceProfileAssignment",
    ];
    assert_eq!(done.len(), ends.len(), "{done:?}");
    let all = done.iter().zip(ends).all(|(path, end)| path.ends_with(end));
    assert!(all, "{done:?}");
    stage.told_as_seen();
}

#[test]
fn an_enrolled_device_whose_holder_never_signs_in_has_failed() {
    // The holder of this world never opens Company Portal (C52).
    let stage = Stage::with(clock!(), &[Kind::Classic], |options| {
        options.recipe.seed = 3;
    });
    let serial = stage.serials().remove(0);
    stage.answered(&serial);
    stage.prepared(&serial);
    stage.ready(&serial);
    stage.erases(&serial);
    stage.deed(&serial, &json!({"do": "set-up", "how": "new"}));
    stage.pass("PT2H");
    stage.go_on();
    let task = stage.in_case(&serial, |mending, open| mending.present_task(open));
    assert_eq!(task.unwrap(), Some(Task::Finish));
    stage.pass("P1DT1H");
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Failed);
}
