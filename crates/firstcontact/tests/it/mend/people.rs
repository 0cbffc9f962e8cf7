//! What the people of a repair do: ask, agree, approve, prepare, erase, set up.

use super::stage::Stage;
use enrollment::correlate::correlate;
use firstcontact::app::mend::{Aim, Asking, NotDone, Proposed};
use remedy::case::State;
use remedy::consent::{Consent, Owner};
use remedy::digest::Digest;
use remedy::refusal::Refusal;
use remedy::step::Task;
use serde_json::json;

pub(super) const ASKS: &str = "anna.admin@fabrikam.example";
pub(super) const APPROVE: [&str; 2] = ["bert.boss@fabrikam.example", "cleo.chief@fabrikam.example"];
pub(super) const HOLDER: &str = "holder";
/// Looks until something that takes its time is given up.
const LOOKS: usize = 12;

/// Why it was refused.
pub(super) fn refusal<T: std::fmt::Debug>(done: Result<T, NotDone>) -> Refusal {
    match done {
        Err(NotDone::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

impl Stage {
    /// What only people know about a device that is in use.
    pub(super) fn answered(&self, serial: &str) {
        for (question, answer) in [
            ("look", "in_use"),
            ("setup_story", "as_new"),
            ("other_mdm", "no"),
            ("unlock_plan", "ready"),
        ] {
            self.say(serial, question, answer);
        }
    }

    pub(super) fn propose_all(&self, serials: &[&str]) -> Proposed {
        self.propose_for(serials, Aim::Mend)
    }

    pub(super) fn propose_for(&self, serials: &[&str], aim: Aim) -> Proposed {
        let serials: Vec<String> = serials.iter().map(|it| (*it).to_owned()).collect();
        let snapshot = self.look_at(&serials);
        let (fleet, weights) = (correlate(&snapshot), super::stage::Product::weights());
        let asking = Asking {
            serials,
            by: ASKS.to_owned(),
            keep: true,
            aim,
        };
        self.mend(|mending| mending.propose(&fleet, weights, &asking))
            .unwrap()
    }

    /// Proposes the next plan of a device.
    pub(super) fn propose(&self, serial: &str) -> Digest {
        let made = self.propose_all(&[serial]);
        assert!(made.skipped.is_empty(), "{:?}", made.skipped);
        made.plans[0].0.hash()
    }

    pub(super) fn agree(&self, serial: &str, plan: Digest) {
        let consent = self.consent(serial, plan);
        self.in_case(serial, |mending, open| mending.agree(open, consent))
            .unwrap();
    }

    pub(super) fn consent(&self, serial: &str, plan: Digest) -> Consent {
        Consent {
            serial: serial.to_owned(),
            plan,
            by: HOLDER.to_owned(),
            owner: Owner::Holder,
            consequence: "Everything that is only on this telephone is lost.".to_owned(),
            at: self.now(),
        }
    }

    pub(super) fn approve(&self, plan: Digest, people: &[&str]) {
        for by in people {
            self.mend(|mending| mending.approve(plan, by, true))
                .unwrap();
        }
        self.mend(|mending| mending.apply(plan, people[0])).unwrap();
    }

    pub(super) fn report(&self, serial: &str, task: Task) {
        self.in_case(serial, |mending, open| mending.report(open, task, HOLDER))
            .unwrap();
    }

    /// The holder saves the data and signs out; a second factor is ready.
    pub(super) fn prepared(&self, serial: &str) {
        let plan = self.propose(serial);
        self.approve(plan, &APPROVE[..1]);
        let mut signed_out = false;
        for _ in 0..LOOKS {
            self.go_on();
            match self.state(serial) {
                State::Open => return,
                State::Waiting => {
                    let task = self.in_case(serial, |mending, open| mending.present_task(open));
                    match task.unwrap().unwrap() {
                        Task::FindMyOff => {
                            if !signed_out {
                                self.deed(serial, &json!({"do": "sign-out"}));
                                signed_out = true;
                            }
                            self.pass("PT1H");
                        }
                        task => self.report(serial, task),
                    }
                }
                state => panic!("{serial} is {state:?}"),
            }
        }
        panic!("{serial} was not prepared");
    }

    /// Everything is agreed to and approved, and the holder may erase.
    pub(super) fn ready(&self, serial: &str) -> Digest {
        let plan = self.propose(serial);
        self.agree(serial, plan);
        self.approve(plan, &APPROVE);
        self.go_on();
        self.ready_now(serial).unwrap();
        plan
    }

    /// Whether the holder may erase in this hour.
    pub(super) fn ready_now(&self, serial: &str) -> Result<(), NotDone> {
        let snapshot = self.look();
        let (fleet, weights) = (correlate(&snapshot), super::stage::Product::weights());
        self.in_case(serial, |mending, open| {
            mending.ready_to_erase(open, &fleet, weights, HOLDER)
        })
    }

    /// The holder erases by hand, and says so.
    pub(super) fn erases(&self, serial: &str) {
        self.deed(serial, &json!({"do": "erase", "by": "holder"}));
        self.pass("PT10M");
        self.report(serial, Task::EraseByHand);
        self.go_on();
    }

    /// Looks from hour to hour until the case is in a state.
    pub(super) fn until(&self, serial: &str, wanted: State) {
        for _ in 0..LOOKS {
            self.go_on();
            if self.state(serial) == wanted {
                return;
            }
            self.pass("PT1H");
        }
        let lived: Vec<String> = self
            .ledger()
            .iter()
            .map(|(_, what)| format!("{what:?}"))
            .collect();
        let state = self.state(serial);
        panic!(
            "{serial} is {state:?} and never {wanted:?}:\n{}",
            lived.join("\n")
        );
    }

    /// The classic case up to the watch.
    pub(super) fn mended(&self, serial: &str) {
        self.answered(serial);
        self.prepared(serial);
        self.ready(serial);
        self.erases(serial);
        self.deed(serial, &json!({"do": "set-up", "how": "new"}));
        self.pass("PT2H");
        self.until(serial, State::Watching);
    }
}
