//! `--format sarif`: SARIF 2.1.0, one run, a rule for each cause. A device is a logical location;
//! SARIF knows files, and the address `device/SERIAL` stands for one where a reader insists.

use super::{Severity, codes, fault, name, serial, told};
use crate::app::examine::{Examined, Examiner};
use crate::app::fleet::{Summary, stream};
use crate::report::fleet::TenantFinding;
use crate::report::only::Only;
use crate::report::write::{raw, string};
use enrollment::cause::Code;
use enrollment::correlate::Fleet;
use enrollment::diagnosis::Weights;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rules::catalogue;
use std::io::{self, Write};

/// Writes the log.
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
    out.write_all(&head())?;
    let mut is_first = true;
    let summary = stream(
        fleet,
        &examiner,
        |examined, out| {
            if let Some(code) = told(&examined.judged.verdict, only) {
                device(examined, code, out);
            }
        },
        |chunk| {
            // Each result brings the comma before it; the first one needs none.
            let skipped = usize::from(is_first && !chunk.is_empty());
            is_first &= chunk.is_empty();
            out.write_all(&chunk[skipped..])
        },
    )?;
    let mut bytes = Vec::new();
    for finding in TenantFinding::all(&summary, only) {
        tenant(&finding, &mut bytes);
    }
    let skipped = usize::from(is_first && !bytes.is_empty());
    out.write_all(&bytes[skipped..])?;
    out.write_all(&tail(fleet))?;
    Ok(summary)
}

fn head() -> Vec<u8> {
    let mut out = Vec::new();
    raw(
        &mut out,
        &format!(
            "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\
             \"version\":\"2.1.0\",\"runs\":[{{\"tool\":{{\"driver\":{{\
             \"name\":\"firstcontact\",\"version\":\"{}\",\"rules\":[",
            env!("CARGO_PKG_VERSION")
        ),
    );
    for (position, (code, public, title)) in codes().enumerate() {
        raw(
            &mut out,
            if position == 0 {
                "\n{\"id\":"
            } else {
                ",\n{\"id\":"
            },
        );
        string(&mut out, code.name());
        raw(&mut out, ",\"name\":");
        string(&mut out, public);
        raw(&mut out, ",\"shortDescription\":{\"text\":");
        string(&mut out, &title);
        raw(&mut out, "}");
        if let Some(rule) = catalogue::find(code) {
            raw(&mut out, ",\"properties\":{\"tags\":[");
            string(&mut out, rule.cause.family.name());
            raw(&mut out, "]}");
        }
        raw(&mut out, "}");
    }
    raw(
        &mut out,
        "]}},\"columnKind\":\"utf16CodeUnits\",\"results\":[",
    );
    out
}

fn device<T>(examined: &Examined<'_, '_, T>, code: Code, out: &mut Vec<u8>) {
    let verdict = &examined.judged.verdict;
    let place = Place {
        kind: "device",
        key: serial(examined),
    };
    result(code, Severity::of(verdict), &name(code), &place, out);
    raw(out, ",\"properties\":{\"standing\":");
    string(out, verdict.standing.name());
    raw(out, ",\"action\":");
    string(out, verdict.action.name());
    raw(out, "}}");
}

fn tenant(finding: &TenantFinding, out: &mut Vec<u8>) {
    let place = Place {
        kind: "tenant",
        key: &finding.scope,
    };
    result(finding.code, Severity::High, &fault(finding), &place, out);
    raw(
        out,
        &format!(",\"properties\":{{\"devices\":{}}}}}", finding.devices),
    );
}

/// Where something was found.
struct Place<'p> {
    kind: &'static str,
    key: &'p str,
}

/// A result behind its comma, not yet closed.
fn result(code: Code, severity: Severity, text: &str, place: &Place<'_>, out: &mut Vec<u8>) {
    let level = match severity {
        Severity::High | Severity::Medium => "error",
        Severity::Low => "warning",
        Severity::Informational => "note",
    };
    raw(out, ",\n{\"ruleId\":");
    string(out, code.name());
    raw(
        out,
        &format!(",\"level\":\"{level}\",\"message\":{{\"text\":"),
    );
    string(out, &format!("{}: {text}", place.key));
    raw(
        out,
        "},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":",
    );
    let key = utf8_percent_encode(place.key, NON_ALPHANUMERIC);
    string(out, &format!("{}/{key}", place.kind));
    raw(out, "}},\"logicalLocations\":[{\"kind\":");
    string(out, place.kind);
    raw(out, ",\"fullyQualifiedName\":");
    string(out, place.key);
    raw(out, "}]}],\"partialFingerprints\":{\"firstcontact/1\":");
    string(out, &format!("{}:{}", code.name(), place.key));
    raw(out, "}");
}

fn tail(fleet: &Fleet<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    raw(&mut out, "],\"properties\":{\"takenAt\":");
    string(&mut out, &fleet.snapshot.taken_at.to_string());
    raw(&mut out, "}}]}\n");
    out
}
