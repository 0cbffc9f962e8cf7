//! Wipes over Intune. No diagnosis of today advises one, and of a managed device nobody reads the
//! lock, so that these tests put in the plan, the verdict and the lock; all else is read from the
//! lab and passes every guard.

use super::people::{APPROVE, ASKS, HOLDER, refusal};
use super::stage::{Product, Stage, clock};
use super::world::Kind;
use enrollment::correlate::correlate;
use firstcontact::app::mend::facts::ids;
use firstcontact::store::PlanRow;
use remedy::act::Act;
use remedy::case::State;
use remedy::digest::Digest;
use remedy::facts::{Facts, Lock, Read, Verdict};
use remedy::plan::{Draft, Goal, Member, Plan};
use remedy::refusal::Refusal;
use remedy::step::{Step, Task};
use serde_json::json;

/// What a diagnosis would have to say for a managed device to be erased.
pub(super) fn says_wipe(_: &str, facts: &mut Facts) {
    let verdict = Verdict {
        never_erase: false,
        erase_needed: 995_000,
        live_data: 0,
        held: false,
    };
    let read = facts.identity.unwrap().at;
    facts.verdict = Some(Read::new(verdict, read));
    facts.seen = Some(read);
    facts.lock = Some(Read::new(Lock::None, read));
}

impl Product {
    /// A plan to wipe a device, put before those who decide.
    pub(super) fn propose_a_wipe(&self, serial: &str) -> Digest {
        let snapshot = self.look_at(&[serial.to_owned()]);
        let fleet = correlate(&snapshot);
        let facts = self.facts(&fleet, serial).unwrap();
        let wipe = Act::Wipe {
            device: ids(&fleet.find(serial).unwrap()).device.unwrap(),
            serial: serial.to_owned(),
            keep_enrollment_data: false,
            preserve_data_plan: true,
        };
        let person = |task| Step::Person { task };
        let draft = Draft {
            tenant: "fabrikam".to_owned(),
            requester: ASKS.to_owned(),
            made: self.now(),
            goal: Goal::LetIn,
            members: vec![Member {
                serial: serial.to_owned(),
                cause: "C11".to_owned(),
                evidence: facts.evidence,
                steps: vec![
                    Step::Api { send: wipe },
                    person(Task::SetupAssistant),
                    person(Task::Finish),
                ],
            }],
        };
        let text = serde_json::to_string(&draft).unwrap();
        let plan = Plan::new(draft).unwrap();
        let row = PlanRow {
            hash: plan.hash(),
            made: self.now(),
            requester: ASKS.to_owned(),
            text,
            devices: 1,
        };
        self.store.put_plan(self.tenant, &row).unwrap();
        let put = self.mend(|mending| mending.put_before(&plan, serial, (&facts, ""), ASKS));
        assert_eq!(put.unwrap(), None);
        plan.hash()
    }
}

impl Stage {
    /// Everything is agreed to and approved.
    pub(super) fn wipe_approved(&self, serial: &str) {
        let plan = self.propose_a_wipe(serial);
        self.report(serial, Task::DataPlan);
        self.agree(serial, plan);
        self.approve(plan, &APPROVE);
    }
}

fn managed(clock: super::stage::Clock, change: impl FnOnce(&mut lab::serve::Options)) -> Stage {
    let mut stage = Stage::with(clock, &[Kind::Managed], change);
    stage.product.adjust = says_wipe;
    stage
}

#[test]
fn a_wipe_waits_for_another_administrator_and_is_sent_once() {
    let stage = managed(clock!(), |options| options.steering.approval = true);
    let serial = stage.serials().remove(0);
    stage.wipe_approved(&serial);
    let begun = stage.go_on();
    assert_eq!(begun.waiting, []);
    assert_eq!(stage.state(&serial), State::AwaitingVendor);
    assert_eq!((stage.writes().len(), stage.wipes()), (1, 0));
    let due = stage.in_case(&serial, |_, open| open.case.due);
    for _ in 0..3 {
        stage.pass("PT10M");
        stage.go_on();
    }
    // Asking sends nothing, and makes nothing later.
    assert_eq!(stage.writes().len(), 1);
    assert_eq!(stage.in_case(&serial, |_, open| open.case.due), due);
    let code = stage.in_case(&serial, |_, open| open.case.vendor_code.clone());
    stage.lab(
        &format!("approvals/{}", code.unwrap()),
        &json!({"approve": true}),
    );
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Waiting);
    assert_eq!((stage.writes().len(), stage.wipes()), (2, 1));
    stage.pass("PT10M");
    stage.deed(&serial, &json!({"do": "set-up", "how": "new"}));
    stage.pass("PT2H");
    stage.until(&serial, State::Watching);
    assert_eq!(stage.wipes(), 1);
    stage.told_as_seen();
}

#[test]
fn a_wipe_that_another_administrator_rejects_has_failed() {
    let stage = managed(clock!(), |options| options.steering.approval = true);
    let serial = stage.serials().remove(0);
    stage.wipe_approved(&serial);
    let begun = stage.go_on();
    assert_eq!(begun.waiting, []);
    let code = stage.in_case(&serial, |_, open| open.case.vendor_code.clone());
    stage.lab(
        &format!("approvals/{}", code.unwrap()),
        &json!({"approve": false}),
    );
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Failed);
    assert_eq!((stage.writes().len(), stage.wipes()), (1, 0));
}

#[test]
fn a_wipe_without_an_answer_is_for_a_person_to_find_out() {
    let stage = managed(clock!(), |options| options.weather.lost = 1.0);
    let serial = stage.serials().remove(0);
    stage.wipe_approved(&serial);
    let begun = stage.go_on();
    assert_eq!(begun.waiting, []);
    assert_eq!(stage.state(&serial), State::Unknown);
    assert_eq!(stage.wipes(), 1);
    for _ in 0..3 {
        stage.pass("PT1H");
        stage.go_on();
    }
    assert_eq!(stage.state(&serial), State::Unknown);
    assert_eq!(stage.writes().len(), 1, "nobody sends it again");
    let aborted = stage.in_case(&serial, |mending, open| {
        mending.abort(open, APPROVE[0], "it takes too long")
    });
    assert_eq!(refusal(aborted), Refusal::NotNow);
    let resolve =
        |by: &str| stage.in_case(&serial, |mending, open| mending.resolve(open, by, true));
    assert_eq!(refusal(resolve("")), Refusal::Nameless);
    resolve(HOLDER).unwrap();
    assert_eq!(stage.state(&serial), State::Waiting);
    stage.pass("PT1H");
    stage.go_on();
    assert_eq!(stage.writes().len(), 1);
    stage.told_as_seen();
}
