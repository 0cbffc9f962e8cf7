//! `--format ocsf`: the Open Cybersecurity Schema Framework 1.5.0, one event a line. A device, or a
//! fault of the tenant, is a Detection Finding (2004); a control of a framework is a Compliance
//! Finding (2003), in reports alone.

use super::{Severity, fault, name, serial, told};
use crate::app::examine::{Examined, Examiner};
use crate::app::fleet::{Summary, stream};
use crate::i18n::Language;
use crate::report::evidence::{Status, control_text};
use crate::report::figures::{Figures, Measured};
use crate::report::fleet::TenantFinding;
use crate::report::frameworks::{Control, controls};
use crate::report::only::Only;
use crate::report::write::{flag, list, raw, string, string_or_null};
use enrollment::cause::Code;
use enrollment::correlate::Fleet;
use enrollment::diagnosis::{Standing, Weights};
use enrollment::moment::Moment;
use rules::catalogue;
use std::io::{self, Write};

/// The version of the schema.
const VERSION: &str = "1.5.0";
/// Exceptions that a control names; all of them are in the evidence pack.
const NAMED: usize = 100;

/// Writes an event for each device with something to tell, then for each fault of the tenant.
///
/// # Errors
/// Whatever `out` fails with; the examination stops then.
pub fn write(
    fleet: &Fleet<'_>,
    weights: &Weights,
    only: &Only,
    out: &mut (impl Write + Send),
) -> io::Result<Summary> {
    let examiner = Examiner::new(weights);
    let head = Head::of(fleet);
    let summary = stream(
        fleet,
        &examiner,
        |examined, out| {
            if let Some(code) = told(&examined.judged.verdict, only) {
                device(&head, examined, code, out);
            }
        },
        |chunk| out.write_all(chunk),
    )?;
    let mut bytes = Vec::new();
    for finding in TenantFinding::all(&summary, only) {
        tenant(&head, &finding, &mut bytes);
    }
    out.write_all(&bytes)?;
    Ok(summary)
}

/// Writes an event for each control that a measure gives evidence for.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write_controls(figures: &Figures, out: &mut impl Write) -> io::Result<()> {
    let head = Head {
        at: figures.taken_at,
        tenant: figures.tenant.id.clone(),
    };
    let mut bytes = Vec::new();
    for control in controls() {
        if let Some(measured) = figures.measured(control.measure) {
            compliance(&head, control, measured, &mut bytes);
        }
    }
    out.write_all(&bytes)
}

/// What every event begins with.
struct Head {
    at: Moment,
    tenant: String,
}

/// A class of events.
struct Class {
    uid: u32,
    name: &'static str,
}

const DETECTION: Class = Class {
    uid: 2004,
    name: "Detection Finding",
};
const COMPLIANCE: Class = Class {
    uid: 2003,
    name: "Compliance Finding",
};

impl Head {
    fn of(fleet: &Fleet<'_>) -> Self {
        Self {
            at: fleet.snapshot.taken_at,
            tenant: fleet.snapshot.tenant.id.clone(),
        }
    }

    /// Opens the event's object, which the caller goes on with and closes.
    fn begin(&self, class: &Class, severity: Severity, out: &mut Vec<u8>) {
        let (severity_id, severity) = match severity {
            Severity::Informational => (1, "Informational"),
            Severity::Low => (2, "Low"),
            Severity::Medium => (3, "Medium"),
            Severity::High => (4, "High"),
        };
        let Class { uid, name } = class;
        // A look is not a change: each finding is told anew.
        let type_uid = uid * 100 + 1;
        let at = self.at.unix() * 1_000;
        raw(
            out,
            &format!(
                "{{\"activity_id\":1,\"activity_name\":\"Create\",\"category_uid\":2,\
                 \"category_name\":\"Findings\",\"class_uid\":{uid},\"class_name\":\"{name}\",\
                 \"type_uid\":{type_uid},\"type_name\":\"{name}: Create\",\"time\":{at},\
                 \"severity_id\":{severity_id},\"severity\":\"{severity}\",\"status_id\":1,\
                 \"status\":\"New\",\"metadata\":{{\"version\":\"{VERSION}\",\"product\":\
                 {{\"name\":\"firstcontact\",\"vendor_name\":\"firstcontact\",\"version\":\"{}\"}}",
                env!("CARGO_PKG_VERSION")
            ),
        );
        if !self.tenant.is_empty() {
            raw(out, ",\"tenant_uid\":");
            string(out, &self.tenant);
        }
        raw(out, "}");
    }
}

fn member(out: &mut Vec<u8>, name: &str, value: &str) {
    raw(out, &format!(",\"{name}\":"));
    string(out, value);
}

/// `finding_info`, closed.
fn info(out: &mut Vec<u8>, uid: &str, title: &str, kind: &str) {
    raw(out, ",\"finding_info\":{\"uid\":");
    string(out, uid);
    member(out, "title", title);
    raw(out, ",\"types\":[");
    string(out, kind);
    raw(out, "]}");
}

fn device<T>(head: &Head, examined: &Examined<'_, '_, T>, code: Code, out: &mut Vec<u8>) {
    let verdict = &examined.judged.verdict;
    let serial = serial(examined);
    let title = name(code);
    head.begin(&DETECTION, Severity::of(verdict), out);
    member(out, "message", &format!("{serial}: {title}"));
    if !verdict.unexplained {
        raw(
            out,
            &format!(",\"confidence_score\":{}", verdict.probability / 100),
        );
    }
    let family = catalogue::find(code).map_or("unexplained", |rule| rule.cause.family.name());
    info(out, &format!("{}:{serial}", code.name()), &title, family);
    raw(out, ",\"resources\":[");
    resource(out, serial);
    raw(out, "],\"remediation\":{\"desc\":");
    let action = Language::En.text(&format!("action-{}", verdict.action));
    string(out, &action);
    raw(out, "},\"unmapped\":{\"code\":");
    string(out, code.name());
    member(out, "standing", verdict.standing.name());
    member(out, "action", verdict.action.name());
    raw(out, ",\"gate\":");
    string_or_null(
        out,
        &verdict
            .gate
            .map_or_else(String::new, |gate| gate.to_string()),
    );
    raw(out, ",\"eraseNeeded\":");
    flag(out, Some(verdict.erase_needed));
    raw(out, ",\"dataAtRisk\":");
    flag(out, Some(verdict.data_at_risk));
    if verdict.standing == Standing::CannotTell {
        raw(out, ",\"question\":");
        string_or_null(
            out,
            verdict.question.map_or("", |asked| asked.question.id()),
        );
    }
    raw(out, "}}\n");
}

fn resource(out: &mut Vec<u8>, serial: &str) {
    raw(out, "{\"uid\":");
    string(out, serial);
    member(out, "name", serial);
    raw(out, ",\"type\":\"device\"}");
}

fn tenant(head: &Head, finding: &TenantFinding, out: &mut Vec<u8>) {
    let title = fault(finding);
    head.begin(&DETECTION, Severity::High, out);
    member(out, "message", &title);
    info(
        out,
        &format!("{}:{}", finding.code.name(), finding.scope),
        &title,
        "tenant",
    );
    raw(
        out,
        &format!(
            ",\"count\":{},\"resources\":[{{\"uid\":",
            finding.devices.max(1)
        ),
    );
    string(out, &finding.scope);
    raw(out, ",\"name\":");
    string(
        out,
        if finding.name.is_empty() {
            &finding.scope
        } else {
            &finding.name
        },
    );
    raw(out, ",\"type\":");
    string(out, finding.reach.name());
    raw(out, "}],\"unmapped\":{\"code\":");
    string(out, finding.code.name());
    raw(out, ",\"since\":");
    string_or_null(
        out,
        &finding
            .since
            .map_or_else(String::new, |since| since.to_string()),
    );
    raw(out, &format!(",\"devices\":{}}}}}\n", finding.devices));
}

fn compliance(head: &Head, control: Control, measured: &Measured, out: &mut Vec<u8>) {
    let status = Status::of(measured);
    let severity = match status {
        Status::NotMet => Severity::Medium,
        Status::Open => Severity::Low,
        Status::Met | Status::Empty => Severity::Informational,
    };
    // OCSF: 1 pass, 2 warning, 3 fail, 99 other.
    let (status_id, status_name) = match status {
        Status::Met => (1, "Pass"),
        Status::Open => (2, "Warning"),
        Status::NotMet => (3, "Fail"),
        Status::Empty => (99, "Other"),
    };
    let framework = control.framework.name();
    let says = control_text(Language::En, control.measure);
    head.begin(&COMPLIANCE, severity, out);
    member(
        out,
        "message",
        &format!("{framework} {}: {status_name}", control.id),
    );
    info(
        out,
        &format!("{framework}:{}", control.id),
        &says,
        control.measure.name(),
    );
    raw(out, ",\"compliance\":{\"control\":");
    string(out, control.id);
    member(out, "desc", &says);
    raw(out, ",\"standards\":[");
    string(out, framework);
    raw(out, "],\"requirements\":[");
    string(out, control.id);
    raw(
        out,
        &format!("],\"status_id\":{status_id}}},\"resources\":"),
    );
    let named: Vec<&String> = measured.exceptions.iter().take(NAMED).collect();
    list(out, &named, |out, serial| resource(out, serial));
    raw(
        out,
        &format!(
            ",\"unmapped\":{{\"population\":{},\"met\":{},\"exceptions\":{},\"notSeen\":{}}}}}\n",
            measured.population(),
            measured.met,
            measured.exceptions.len(),
            measured.unseen
        ),
    );
}
