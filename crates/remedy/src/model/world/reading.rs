//! What is read about a device of the model: mostly what an erase needs, and now and then
//! something else.

use super::super::dice::Dice;
use super::World;
use crate::facts::{Custody, Facts, Identity, Lock, Read, Record, Since, Standing, Verdict};
use enrollment::moment::{DAY, HOUR, MINUTE, Moment};

impl World {
    /// Reads a device anew: mostly what an erase needs, and now and then something else.
    pub(in crate::model) fn read(&mut self, dice: &mut Dice, device: usize) {
        let (now, odd) = (self.now, if self.smooth { 1 } else { 6 });
        let before = self.facts[device];
        let case = &self.cases[device];
        let fixed = case.fixed.filter(|_| dice.in_hundred(60));
        let standing = match (fixed, dice.in_hundred(if self.smooth { 95 } else { 60 })) {
            (Some(at), true) => (Standing::LetIn, Some(Since(at.plus(MINUTE)))),
            (Some(at), false) => (Standing::Enrolled, Some(Since(at.plus(MINUTE)))),
            _ => (Standing::NotEnrolled, None),
        };
        let long_ago = Some(Since(now.plus(-DAY)));
        let mut pick = |usual, others: &[_]| {
            if dice.in_hundred(odd) {
                Some(dice.of(others))
            } else {
                Some(usual)
            }
        };
        let record = pick(2, &[0, 1, 3]).unwrap_or_default();
        let record = [
            Record::None,
            Record::UserEnrolled,
            Record::Own,
            Record::Other,
        ][record];
        let custody = pick(2, &[0, 1, 3]).unwrap_or_default();
        let custody = [
            Custody::Elsewhere,
            Custody::Unassigned,
            Custody::OnService,
            Custody::OtherService,
        ][custody];
        let lock = [Lock::None, Lock::Personal, Lock::Organisation];
        let lock = lock[pick(0, &[1, 1, 2]).unwrap_or_default()];
        let mut unread = |percent| dice.in_hundred(percent);
        let mut facts = Facts {
            evidence: before.evidence,
            identity: Some(Read::new(Identity::Certain, now)),
            custody: Some(Read::new(custody, now)),
            managed_elsewhere: Some(Read::new(unread(odd), now)),
            imported: Some(Read::new(long_ago.filter(|_| !unread(odd)), now)),
            profiled: Some(Read::new(long_ago.filter(|_| !unread(odd)), now)),
            tenant_sound: Some(Read::new(!unread(odd), now)),
            sync_asked: Some(Read::new(long_ago.filter(|_| unread(50)), now)),
            synced: Some(Read::new(Some(Since(now)), now)),
            lock: Some(Read::new(lock, now)),
            unlock_plan: unread(odd),
            record: Some(Read::new(record, now)),
            standing: Some(Read::new(standing, now)),
            can_migrate: Some(Read::new(unread(50), now)),
            verdict: Some(Read::new(verdict(dice, odd), now)),
            seen: Some(now.plus(-DAY)),
        };
        blank(&mut facts, dice, odd, now);
        self.facts[device] = facts;
    }
}

fn verdict(dice: &mut Dice, odd: u64) -> Verdict {
    Verdict {
        never_erase: dice.in_hundred(odd),
        erase_needed: if dice.in_hundred(odd) {
            900_000
        } else {
            995_000
        },
        live_data: if dice.in_hundred(odd) { 5_000 } else { 20 },
        held: dice.in_hundred(odd),
    }
}

/// Some of it was not read, or long ago.
fn blank(facts: &mut Facts, dice: &mut Dice, odd: u64, now: Moment) {
    let old = now.plus(-2 * HOUR);
    let mut rare = || dice.in_hundred(odd);
    if rare() {
        facts.identity = Some(Read::new(Identity::Doubtful, now));
    }
    if rare() {
        facts.lock = None;
    }
    if rare() {
        facts.seen = Some(now.plus(-9 * DAY));
    }
    if rare() {
        facts.managed_elsewhere = None;
    }
    if rare() {
        facts.profiled = Some(Read::new(Some(Since(now.plus(-MINUTE))), now));
    }
    if rare() {
        facts.sync_asked = Some(Read::new(Some(Since(now)), now));
    }
    if rare() {
        facts.custody = facts.custody.map(|it| Read::new(it.value, old));
    }
    if rare() {
        facts.record = facts.record.map(|it| Read::new(it.value, old));
    }
}
