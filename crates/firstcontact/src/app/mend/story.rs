//! A case's ledger, read for people: what was confirmed, reported, seen and done.

use super::entry::{Entry, What};
use super::{Mending, NotDone, Open};
use crate::guide::{StageName, Trouble};
use crate::store::LedgerRow;
use enrollment::moment::Moment;
use remedy::event::Event;
use remedy::facts::Facts;
use remedy::guard::Guard;
use remedy::limits::Traffic;
use remedy::plan::Plan;
use remedy::refusal::{Laws, Refusal};
use std::collections::BTreeMap;

/// What the ledger tells beside the case itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// Stages that were confirmed since the device was diagnosed last, and when.
    pub stages: Vec<(StageName, Moment)>,
    /// When the present plan was proposed.
    pub proposed: Option<Moment>,
    /// The present plan's steps that are done: their places, when, and who said so; empty if it was
    /// read.
    pub done: BTreeMap<usize, (Moment, String)>,
    /// When success was looked for under the present plan, whether it was seen, and when what was
    /// seen was read.
    pub looks: Vec<(bool, Moment)>,
    /// What was reported and nobody has settled.
    pub reported: Option<Reported>,
    /// Who holds the case.
    pub held_by: Option<String>,
    /// Whether the last thing that happened was that the holder did not agree.
    pub declined: bool,
    /// What was read about the device when that decided something last.
    pub facts: Option<Facts>,
}

/// What a holder reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// What.
    pub what: Trouble,
    /// When.
    pub at: Moment,
    /// In their own words.
    pub text: String,
}

impl Mending<'_> {
    /// What the ledger tells of a case.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn story(&self, open: &Open) -> Result<Story, NotDone> {
        let mut story = Story::default();
        for line in self.store.ledger_of_case(self.tenant, open.row.case)? {
            story.hear(Entry::read(&line)?.what, line.at);
        }
        Ok(story)
    }

    /// All entries about a case and about the plan that holds in it, in their order: approvals
    /// belong to the plan, refusals to the device.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn ledger_of(&self, open: &Open) -> Result<Vec<LedgerRow>, NotDone> {
        let serial = &open.case.serial;
        let mut rows = self.store.ledger_of_device(self.tenant, serial)?;
        rows.retain(|row| {
            row.case
                .map_or(row.at >= open.row.opened, |it| it == open.row.case)
        });
        if let Some(plan) = open.case.plan {
            let of_plan = self.store.ledger_of_plan(self.tenant, plan)?;
            let of_all = |row: &LedgerRow| row.serial.is_none();
            rows.extend(of_plan.into_iter().filter(of_all));
        }
        rows.sort_by_key(|row| row.link.number);
        rows.dedup_by_key(|row| row.link.number);
        Ok(rows)
    }
}

/// What keeps a case's next step from beginning, by what was read last.
impl Mending<'_> {
    /// What stops everything now, or this device; a fault of the tenant is seen only by whoever has
    /// just read it.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn stopped(&self, serial: &str) -> Result<Option<Refusal>, NotDone> {
        let stops = self.stops(serial, false)?;
        Ok(stops.admit(self.now, false, Laws::ALL).err())
    }

    /// The conditions of the present step that do not hold.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn obstacles(
        &self,
        open: &Open,
        plan: &Plan,
        facts: &Facts,
    ) -> Result<Vec<(Guard, Refusal)>, NotDone> {
        let stops = self.stops(&open.case.serial, false)?;
        let scene = self.scene(facts, &[], stops, Traffic::default());
        Ok(open.case.obstacles(plan, &scene))
    }
}

impl Story {
    fn hear(&mut self, what: What, at: Moment) {
        match what {
            What::Stage { stage } => {
                if let Some(stage) = StageName::parse(&stage) {
                    self.stages.push((stage, at));
                    // Who goes on has had the time that they asked for.
                    self.reported.take_if(|it| !it.what.stops());
                }
            }
            What::Trouble { what, text } => {
                let what = Trouble::parse(&what).unwrap_or(Trouble::Other);
                self.reported = Some(Reported { what, at, text });
            }
            What::Event { is, facts } => {
                self.facts = facts.map(|facts| *facts).or(self.facts);
                self.happened(&is, at);
            }
            What::Opened { .. }
            | What::Approved { .. }
            | What::Applied
            | What::Linked { .. }
            | What::Refused { .. }
            | What::Called { .. } => (),
        }
    }

    fn happened(&mut self, event: &Event, at: Moment) {
        self.declined = matches!(event, Event::Declined { .. });
        match event {
            Event::Proposed { .. } => {
                self.proposed = Some(at);
                self.done.clear();
                self.looks.clear();
            }
            Event::Done { step, by, .. } => {
                let by = by.clone().unwrap_or_default();
                self.done.insert(usize::from(*step), (at, by));
            }
            Event::Looked { good, read } => {
                let read = Moment::from_unix(*read).unwrap_or(at);
                self.looks.push((*good, read));
            }
            Event::Held { by } => self.held_by = Some(by.clone()),
            Event::Resumed { .. } => (self.held_by, self.reported) = (None, None),
            Event::Regressed | Event::Rediagnosed { .. } => {
                self.stages.clear();
                self.reported = None;
            }
            _ => (),
        }
    }
}
