//! Beginnings in which much has gone well already.

use super::{Breach, Dice, World};
use crate::approval::Approval;
use crate::facts::{Lock, Read, Since, Standing};
use crate::refusal::Laws;
use crate::step::Task;
use enrollment::moment::MINUTE;

impl World {
    /// All goes well: everybody's erase by hand is agreed to and approved, and so many devices
    /// are done.
    pub(super) fn lead(&mut self, done: usize) -> Result<(), Breach> {
        let (mut well, laws) = (Dice::new(11), Laws::ALL);
        let smooth = self.smooth;
        self.smooth = true;
        self.fine(&mut well);
        let plan = self.plan_of_kind(1, 0);
        self.plans.push(plan.clone());
        for device in 0..self.cases.len() {
            let scene = self.scene(device, None, laws);
            let event = self.cases[device].propose(&plan, &scene);
            self.note_or(device, event)?;
            self.agree(&mut well, device, laws)?;
        }
        for by in ["bob", "cem"] {
            self.approvals.push(Approval {
                plan: plan.hash(),
                by: by.to_owned(),
                in_role: true,
                at: self.now,
            });
            self.oracle.approved(plan.hash(), by, self.now);
        }
        for device in 0..self.cases.len() {
            let event = self.cases[device].enqueue(&plan, &self.approvals, self.now, laws);
            self.note_or(device, event)?;
        }
        for device in 0..done {
            self.fine(&mut well);
            for _ in 0..3 {
                self.begin(&mut well, device, laws)?;
                let task = Task::EraseByHand;
                let event = self.cases[device].report(&plan, task, "holder", laws);
                self.note_or(device, event)?;
                self.enrolled(device);
                self.look(device)?;
            }
            for _ in 0..2 {
                self.now = self.now.plus(11 * MINUTE);
                self.enrolled(device);
                self.look(device)?;
            }
        }
        self.smooth = smooth;
        Ok(())
    }

    /// Everything about everybody was read just now, and is as an erase needs it.
    pub(in crate::model) fn fine(&mut self, well: &mut Dice) {
        for device in 0..self.cases.len() {
            loop {
                self.read(well, device);
                let facts = &self.facts[device];
                let green = crate::guard::gates_green(facts, self.now);
                let sure = facts.verdict.is_some_and(|it| {
                    it.value.live_data == 20 && !it.value.never_erase && !it.value.held
                });
                let unlocked = facts.lock.is_some_and(|it| it.value == Lock::None);
                let free = facts.managed_elsewhere.is_some_and(|it| !it.value);
                if green && sure && unlocked && free {
                    break;
                }
            }
        }
    }

    /// The device is enrolled, and that was read just now.
    pub(in crate::model) fn enrolled(&mut self, device: usize) {
        let since = self.cases[device].fixed.map(|at| Since(at.plus(MINUTE)));
        self.facts[device].standing = Some(Read::new((Standing::LetIn, since), self.now));
    }
}
