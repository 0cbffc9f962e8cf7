//! Apple Business, the log of one activity (apple.md §1.6, 2): a few pairs of key and value, an
//! empty line, then one row per device. Rows may be shorter than the header.

use super::fields::{Fields, Mapper, Refusal, Taken};
use super::kind::{Names, Signature};
use super::walk::{Covered, Page, Rows};
use crate::gathering::Gathering;
use crate::table::HeadRow;
use crate::table::date::{self, DateOrder};
use crate::table::header::fold;
use crate::told::told;
use enrollment::moment::Stamp;
use enrollment::snapshot::{AuditEvent, AuditType, GapReason, Source};

const SERIAL: Names = &["serialnumber", "seriennummer"];
const OUTCOME: Names = &["operationstatus"];

pub(super) static SIGNATURE: Signature = Signature {
    required: &[SERIAL, OUTCOME],
    telling: &[(OUTCOME, 20)],
    least: 0,
    foreign: &[],
    file_names: &["activitylog"],
    expected: "serial_number, operation_status, operation_substatus",
};

/// What the preamble says, and where each field stands.
struct ActivityLog {
    operation: String,
    started: String,
    server: String,
    actor: String,
    serial: Option<usize>,
    outcome: Option<usize>,
    at: Option<usize>,
    page: Page<AuditEvent>,
}

/// Finds the columns, and what the preamble says of all of them.
pub(super) fn rows(mapper: &mut Mapper<'_>, preamble: &[HeadRow]) -> impl Rows + use<> {
    let said = |keys: &[&str]| {
        let row = preamble.iter().find(|row| {
            let key = row.cells.first().map(|cell| fold(cell));
            key.is_some_and(|key| keys.contains(&key.as_str()))
        });
        row.and_then(|row| row.cells.get(1))
            .cloned()
            .unwrap_or_default()
    };
    ActivityLog {
        operation: said(&["operation", "activitytype", "activity"]),
        started: said(&["startedat", "started", "createdat", "createddatetime"]),
        server: said(&[
            "mdmserver",
            "server",
            "servername",
            "targetservername",
            "mdmservername",
        ]),
        actor: said(&["startedby", "initiatedby", "createdby", "user", "actor"]),
        serial: mapper.field("serialNumber", SERIAL),
        outcome: mapper.field("operationStatus", OUTCOME),
        at: mapper.past("eventDateTime", &["timestamp", "eventdatetime", "datetime"]),
        page: Page::default(),
    }
}

impl Rows for ActivityLog {
    fn take(&mut self, fields: &Fields<'_>) -> Result<Taken, Refusal> {
        let serial = fields.needed_serial(self.serial)?;
        // Only a success changed anything; "ISSUE" says why it did not.
        if !fields.text(self.outcome).eq_ignore_ascii_case("SUCCESS") {
            return Ok(Taken::Nothing);
        }
        let event = AuditEvent {
            serial,
            at: self.at(fields),
            kind: self.kind(fields.into),
            server: fields.into.word(&self.server),
            actor: fields.into.word(&self.actor),
            exported: true,
            ..AuditEvent::default()
        };
        self.page.add(event, &fields.into.audit_events);
        Ok(Taken::Row)
    }

    fn finish(&mut self, into: &Gathering) -> Covered {
        self.page.end(&into.audit_events);
        Covered {
            whole: Vec::new(),
            parts: vec![Source::AuditEvents],
        }
    }

    fn may_be_ragged(&self) -> bool {
        true
    }
}

impl ActivityLog {
    fn kind(&self, into: &Gathering) -> AuditType {
        let operation = fold(&self.operation);
        let has = |word: &str| operation.contains(word);
        if has("unassign") {
            AuditType::Unassigned
        } else if has("assign") {
            AuditType::Assigned
        } else if has("release") || has("disown") {
            AuditType::Removed
        } else if has("erase") {
            AuditType::Erased
        } else {
            into.term(&self.operation)
        }
    }

    /// The row's own time, else the activity's, which took seconds.
    fn at(&self, fields: &Fields<'_>) -> Stamp {
        let own = fields.date(self.at);
        if own.at().is_some() {
            return own;
        }
        date::parse(&self.started, DateOrder::MonthFirst, false).unwrap_or_else(|_| {
            let detail = told("row-started").with("value", crate::table::excerpt(&self.started));
            fields.gap(None, GapReason::Unknown, detail);
            Stamp::ABSENT
        })
    }
}
