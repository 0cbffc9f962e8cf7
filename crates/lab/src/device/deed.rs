//! What somebody does to a device while the world runs, and what its holder does about it.

use super::agenda::Due;
use super::life::{Life, Phase};
use super::script::Plan;
use crate::event::{Eraser, Event, Style, Way};

impl Life<'_> {
    /// Carries out what somebody does now.
    pub(super) fn intervene(&mut self, plan: Plan) {
        match plan {
            Plan::Erase(eraser) => {
                self.interrupt();
                self.erase(eraser);
                self.await_holder();
            }
            Plan::Wipe if self.hears() => {
                self.interrupt();
                self.find_my = false;
                self.fresh(Eraser::Remote);
                self.await_holder();
            }
            Plan::Retire if self.hears() => self.leave(),
            Plan::CheckIn if self.hears() => self.note(Event::CheckedInAgain),
            Plan::DeleteRecord(number) => self.note(Event::RecordDeleted(number)),
            // After a sync of the same second, which has to bring the device first.
            Plan::AssignProfile(profile) => self.agenda.put(self.now, Due::Choose(profile)),
            Plan::PlanMigration { .. } => {
                self.agenda.drop_all(|due| *due == Due::Migrate);
                self.carry_out(plan);
            }
            Plan::CancelMigration => {
                self.agenda.drop_all(|due| *due == Due::Migrate);
                self.note(Event::MigrationCancelled);
            }
            // Nobody is there whom Intune could reach.
            Plan::Wipe | Plan::Retire | Plan::CheckIn => {}
            _ => self.carry_out(plan),
        }
    }

    /// Whoever chooses a profile takes the place of a default that is still to come.
    pub(super) fn choose(&mut self, profile: u8) {
        let tenant = self.tenant;
        let token_of = |profile: u8| tenant.profiles[usize::from(profile)].token;
        let same = |due: &Due| match due {
            Due::Ask(its) => token_of(*its) == token_of(profile),
            _ => false,
        };
        self.agenda.drop_all(same);
        self.ask(profile);
    }

    /// Whether a command of Intune reaches it.
    fn hears(&self) -> bool {
        let ours = self.way.is_some_and(|way| way != Way::Elsewhere);
        let silent = |event: Event| match event {
            Event::FellSilent => Some(true),
            Event::Enrolled { .. } => Some(false),
            _ => None,
        };
        let last = self.log.iter().rev().find_map(|entry| silent(entry.event));
        ours && self.phase == Phase::Home && last != Some(true)
    }

    /// A run of Setup Assistant is told in advance; an erase ends it where it is.
    fn interrupt(&mut self) {
        let now = self.now;
        self.log.retain(|entry| entry.at <= now);
    }

    /// Whoever holds an erased device sets it up again after a while.
    fn await_holder(&mut self) {
        let hands = |event: Event| match event {
            Event::HandedOut => Some(true),
            Event::Returned => Some(false),
            _ => None,
        };
        let held = self.log.iter().rev().find_map(|entry| hands(entry.event));
        if self.phase == Phase::Hello && held == Some(true) {
            let wait = self.world.habits.tries_again.draw(&mut self.setup_draws);
            self.in_days(wait, Due::HolderSetsUp);
        }
    }

    /// Sets it up again, unless somebody has done so in the meantime.
    pub(super) fn holder_sets_up(&mut self) {
        if self.phase != Phase::Hello {
            return;
        }
        let restores = self.world.habits.restores_own_backup.0;
        let style = if self.setup_draws.chance(restores) {
            Style::RestoreOwn
        } else {
            Style::New
        };
        self.attempts = 0;
        self.set_up(style, self.facts.at_site);
    }
}
