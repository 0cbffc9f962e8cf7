//! `--findings`: one fault of the tenant a line, schema `firstcontact/finding/1`. English, and
//! never localised. The schema grows and never changes meaning.
//!
//! ```text
//! {"schema":"firstcontact/finding/1","code":…,"name":…,"scope":…,"scopeName":…,"since":…,
//!  "evidence":[{"source":…,"field":…,"value":…}],"devices":…,"firstSerials":[…]}
//! ```
//!
//! A fault that a source states stands here even while no device is known to suffer from it.

use super::fleet::TenantFinding;
use super::write::{list, raw, string, string_or_null};
use rules::catalogue;
use std::io::{self, Write};

/// Writes a line for each finding.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write(findings: &[TenantFinding], out: &mut impl Write) -> io::Result<()> {
    for finding in findings {
        let mut line = Vec::new();
        raw(&mut line, "{\"schema\":\"firstcontact/finding/1\",");
        members(&mut line, finding);
        raw(&mut line, "}\n");
        out.write_all(&line)?;
    }
    out.flush()
}

/// What a finding consists of, without the braces around it.
pub(super) fn members(out: &mut Vec<u8>, finding: &TenantFinding) {
    raw(out, "\"code\":");
    string(out, finding.code.name());
    raw(out, ",\"name\":");
    string_or_null(
        out,
        catalogue::find(finding.code).map_or("", |rule| rule.cause.name),
    );
    raw(out, ",\"scope\":");
    string(out, &finding.scope);
    raw(out, ",\"scopeName\":");
    string_or_null(out, &finding.name);
    raw(out, ",\"since\":");
    match finding.since {
        Some(since) => string(out, &since.to_string()),
        None => raw(out, "null"),
    }
    raw(out, ",\"evidence\":");
    list(out, &finding.evidence, |out, (source, field, value)| {
        raw(out, "{\"source\":");
        string(out, source.name());
        raw(out, ",\"field\":");
        string(out, field);
        raw(out, ",\"value\":");
        string(out, value);
        out.push(b'}');
    });
    raw(
        out,
        &format!(",\"devices\":{},\"firstSerials\":", finding.devices),
    );
    list(out, &finding.first, |out, serial| string(out, serial));
}

#[cfg(test)]
mod tests {
    use super::{TenantFinding, write};
    use crate::report::example_fleet::{IN_ORDER, estimates, snapshot};
    use crate::report::ndjson;
    use crate::report::only::Only;
    use enrollment::correlate::correlate;
    use serde_json::{Value, json};

    fn lines(only: &Only) -> Vec<Value> {
        let snapshot = snapshot(&IN_ORDER);
        let fleet = correlate(&snapshot);
        let summary =
            ndjson::write(&fleet, estimates(), &Only::default(), &mut Vec::new()).unwrap();
        let mut out = Vec::new();
        write(&TenantFinding::all(&summary, only), &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    #[test]
    fn each_fault_of_the_tenant_is_a_line() {
        let lines = lines(&Only::default());
        assert_eq!(lines[0]["schema"], "firstcontact/finding/1");
        assert_eq!(
            lines[0]["firstSerials"],
            json!(["SHUT000001", "SHUT000002"])
        );
        assert_eq!(lines[0]["devices"], 2);
    }

    #[test]
    fn they_are_narrowed_like_devices() {
        assert_eq!(lines(&Only::parse("order").unwrap()), Vec::<Value>::new());
    }
}
