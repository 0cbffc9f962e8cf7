//! What comes from whoever has the device in their hands, and the link by which they come.

use super::entry::{Entry, What};
use super::{Mending, NotDone, Open};
use crate::guide::{StageName, Trouble};
use crate::store::HolderLink;
use enrollment::moment::{DAY, Moment};
use remedy::refusal::Refusal;
use remedy::step::{Sign, Step, Task};

/// How long a link to the guide works (issue 6: an expiring link): two weekends, so that somebody
/// who is away for a week still finds it good.
pub const LINK_HOLDS: i64 = 14 * DAY;
/// Letters of what a holder may write beside a report.
const TEXT_MAX: usize = 500;
/// Who holds a case that its holder reported trouble in.
pub const HOLDER: &str = "holder";

impl Mending<'_> {
    /// Keeps a new link to the guide and ends the earlier ones. `hash` is of its secret.
    ///
    /// # Errors
    /// The case is over, or whatever the store says.
    pub fn link(
        &self,
        open: &Open,
        hash: [u8; 32],
        language: &str,
        by: &str,
    ) -> Result<Moment, NotDone> {
        if open.case.state.over() {
            let serial = Some(open.case.serial.as_str());
            return self.refuse(by, "link", serial, open.case.plan, Refusal::NotNow);
        }
        let link = HolderLink {
            hash,
            case: open.row.case,
            serial: open.case.serial.clone(),
            language: language.to_owned(),
            expires: self.now.plus(LINK_HOLDS),
            ended: false,
        };
        self.store.end_holder_links(self.tenant, open.row.case)?;
        self.store.put_holder_link(self.tenant, &link)?;
        let ends = link.expires.to_string();
        self.remark(open, by, What::Linked { ends })?;
        Ok(link.expires)
    }

    /// A stage of the guide was confirmed. Where it ends a step that is taken on a person's word,
    /// the step is done by it.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn confirm(
        &self,
        open: &mut Open,
        stage: StageName,
        ends_its_step: bool,
    ) -> Result<(), NotDone> {
        let name = stage.name().to_owned();
        self.remark(open, HOLDER, What::Stage { stage: name })?;
        let task = stage.task();
        let said = Step::Person { task }.rules().sign == Sign::Said;
        if ends_its_step && said {
            self.report(open, task, HOLDER)?;
        }
        Ok(())
    }

    /// The holder says again, before the erase, that the data is safe.
    ///
    /// # Errors
    /// A refusal, which is written down; or whatever the store says.
    pub fn data_is_safe(&self, open: &mut Open) -> Result<(), NotDone> {
        self.report(open, Task::DataPlan, HOLDER)
    }

    /// Something is different from what the guide says. Nothing more begins before somebody has
    /// looked at it, where that is the kind of thing that was reported.
    ///
    /// # Errors
    /// Whatever the store says.
    pub fn trouble(&self, open: &mut Open, what: Trouble, text: &str) -> Result<(), NotDone> {
        let text: String = text.trim().chars().take(TEXT_MAX).collect();
        let name = what.name().to_owned();
        self.remark(open, HOLDER, What::Trouble { what: name, text })?;
        if what.stops() && !open.case.held && !open.case.state.over() {
            self.hold(open, HOLDER)?;
        }
        Ok(())
    }

    /// Writes down what changes nothing in a case.
    fn remark(&self, open: &Open, by: &str, what: What) -> Result<(), NotDone> {
        let by = by.to_owned();
        let mut entry = Entry { by, what }.written(
            self.now,
            Some(open.case.serial.as_str()),
            open.case.plan,
        )?;
        entry.case = Some(open.row.case);
        self.store.note(self.tenant, entry)?;
        Ok(())
    }
}
