//! `--format json`: a fleet as one document, schema `firstcontact/fleet/1`. English, and never
//! localised. The schema grows and never changes meaning.
//!
//! ```text
//! {"schema":"firstcontact/fleet/1","takenAt":RFC3339,"tenant":{"name":…,"id":…},
//!  "gaps":[{"source":…,"read":"none|partial|complete","reason":…,"file":…,"row":…,"detail":…,
//!           "told":{"key":…,"values":{…}}|null,"count":1}],
//!  "unusable":[{"source":…,"file":…,"row":1,"field":…,"reason":…,"detail":…,
//!               "told":…,"count":1}],
//!  "devices":[the lines of ndjson],
//!  "summary":{"devices":…,"healthy":…,"waiting":…,"needsYou":…,"cannotTell":…,"unexplained":…},
//!  "causes":[{"code":…,"name":…,"family":…,"devices":…,"share":…}],
//!  "findings":[{"code":…,"name":…,"scope":…,"scopeName":…,"since":…,"evidence":[…],
//!               "devices":…,"firstSerials":[…]}]}
//! ```
//!
//! Devices are written while they are examined, one a line, in the order of serial numbers; what
//! only their sum tells stands behind them. The members of a JSON object have no order.

use super::finding;
use super::fleet::{self, TenantFinding};
use super::ndjson;
use super::only::Only;
use super::unread::{self, Unread, Unusable};
use super::write::{list, moment, raw, share, string, string_or_null};
use crate::app::fleet::{Summary, stream};
use enrollment::correlate::Fleet;
use enrollment::diagnosis::Weights;
use enrollment::told::Told;
use rules::catalogue;
use sources::told::to_json;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Writes the document. Devices and findings are narrowed to the wanted causes, the numbers of
/// the summary are not.
///
/// # Errors
/// Whatever `out` fails with; the examination stops then.
pub fn write(
    fleet: &Fleet<'_>,
    weights: &Weights,
    only: &Only,
    out: &mut (impl Write + Send),
) -> io::Result<Summary> {
    let examiner = ndjson::examiner(weights);
    out.write_all(&head(fleet))?;
    let ending = ndjson::ending(fleet);
    let unexplained = AtomicUsize::new(0);
    let mut is_first = true;
    let summary = stream(
        fleet,
        &examiner,
        |examined, out| {
            let verdict = &examined.judged.verdict;
            if verdict.unexplained {
                unexplained.fetch_add(1, Ordering::Relaxed);
            }
            if only.keeps_verdict(verdict) {
                out.push(b',');
                ndjson::line(examined, &ending, out);
            }
        },
        |chunk| {
            // Each device brings the comma before it; the first one needs none.
            let skipped = usize::from(is_first && !chunk.is_empty());
            is_first &= chunk.is_empty();
            out.write_all(&chunk[skipped..])
        },
    )?;
    out.write_all(&tail(&summary, unexplained.into_inner(), only))?;
    Ok(summary)
}

fn head(fleet: &Fleet<'_>) -> Vec<u8> {
    let snapshot = fleet.snapshot;
    let mut out = Vec::new();
    raw(
        &mut out,
        "{\"schema\":\"firstcontact/fleet/1\",\"takenAt\":\"",
    );
    moment(&mut out, snapshot.taken_at);
    raw(&mut out, "\",\"tenant\":{\"name\":");
    string_or_null(&mut out, &snapshot.tenant.name);
    raw(&mut out, ",\"id\":");
    string_or_null(&mut out, &snapshot.tenant.id);
    raw(&mut out, "},\n\"gaps\":");
    list(&mut out, &unread::of(snapshot), gap);
    raw(&mut out, ",\n\"unusable\":");
    list(&mut out, &unread::unusable(snapshot), unusable);
    raw(&mut out, ",\n\"devices\":[\n");
    out
}

fn tail(summary: &Summary, unexplained: usize, only: &Only) -> Vec<u8> {
    let mut out = Vec::new();
    raw(&mut out, "],\n\"summary\":{");
    let counts = [
        ("devices", summary.devices),
        ("healthy", summary.healthy),
        ("waiting", summary.waiting),
        ("needsYou", summary.needs_you),
        ("cannotTell", summary.cannot_tell),
        ("unexplained", unexplained),
    ];
    for (position, (name, count)) in counts.into_iter().enumerate() {
        if position > 0 {
            out.push(b',');
        }
        string(&mut out, name);
        out.push(b':');
        raw(&mut out, &count.to_string());
    }
    raw(&mut out, "},\n\"causes\":");
    let mut causes = fleet::causes(summary, unexplained);
    causes.retain(|cause| only.keeps(cause.code));
    list(&mut out, &causes, cause);
    raw(&mut out, ",\n\"findings\":");
    list(&mut out, &TenantFinding::all(summary, only), one_finding);
    raw(&mut out, "}\n");
    out
}

fn gap(out: &mut Vec<u8>, gap: &Unread) {
    raw(out, "{\"source\":");
    string(out, &gap.source);
    raw(out, ",\"read\":");
    string(out, gap.state.word());
    raw(out, ",\"reason\":");
    string_or_null(out, gap.reason.as_ref().map_or("", |reason| reason.word()));
    raw(out, ",\"file\":");
    string_or_null(out, gap.file.as_deref().unwrap_or_default());
    raw(out, ",\"row\":");
    number_or_null(out, gap.row);
    raw(out, ",\"detail\":");
    said(out, &gap.detail);
    raw(out, &format!(",\"count\":{}}}", gap.count));
}

fn unusable(out: &mut Vec<u8>, row: &Unusable) {
    raw(out, "{\"source\":");
    string(out, &row.source);
    raw(out, ",\"file\":");
    string_or_null(out, row.file.as_deref().unwrap_or_default());
    raw(out, ",\"row\":");
    number_or_null(out, row.row);
    raw(out, ",\"field\":");
    string_or_null(out, row.field.as_deref().unwrap_or_default());
    raw(out, ",\"reason\":");
    string(out, row.reason.word());
    raw(out, ",\"detail\":");
    said(out, &row.detail);
    raw(out, &format!(",\"count\":{}}}", row.count));
}

fn number_or_null(out: &mut Vec<u8>, number: Option<u64>) {
    let text = number.map_or_else(|| "null".to_owned(), |number| number.to_string());
    raw(out, &text);
}

/// In English, and as a text with its key, so that it can be worded in other languages.
fn said(out: &mut Vec<u8>, detail: &Told) {
    string_or_null(out, &detail.to_string());
    raw(out, ",\"told\":");
    let text = to_json(detail).map_or_else(|| "null".to_owned(), |text| text.to_string());
    raw(out, &text);
}

fn cause(out: &mut Vec<u8>, cause: &fleet::CauseCount) {
    let rule = catalogue::find(cause.code);
    raw(out, "{\"code\":");
    string(out, cause.code.name());
    raw(out, ",\"name\":");
    string(out, rule.map_or("unexplained", |rule| rule.cause.name));
    raw(out, ",\"family\":");
    string_or_null(out, rule.map_or("", |rule| rule.cause.family.name()));
    raw(out, &format!(",\"devices\":{},\"share\":", cause.devices));
    share(out, cause.share);
    out.push(b'}');
}

fn one_finding(out: &mut Vec<u8>, found: &TenantFinding) {
    out.push(b'{');
    finding::members(out, found);
    out.push(b'}');
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::report::example_fleet::{
        HOSTILE_SERIAL, IN_ORDER, SHUFFLED, Shuffle, empty, snapshot,
    };
    use crate::report::only::Only;
    use enrollment::correlate::correlate;
    use enrollment::snapshot::Snapshot;
    use serde_json::{Value, json};

    fn bytes(snapshot: &Snapshot, only: &Only) -> Vec<u8> {
        let mut out = Vec::new();
        let weights = crate::report::example_fleet::estimates();
        write(&correlate(snapshot), weights, only, &mut out).unwrap();
        out
    }

    fn document(shuffle: &Shuffle, only: &Only) -> Value {
        serde_json::from_slice(&bytes(&snapshot(shuffle), only)).unwrap()
    }

    #[test]
    fn it_is_one_document() {
        let document = document(&IN_ORDER, &Only::default());
        assert_eq!(document["schema"], "firstcontact/fleet/1");
        assert_eq!(document["takenAt"], "2026-11-23T08:00:00Z");
        assert_eq!(
            document["tenant"],
            json!({ "name": "Contoso & Söhne", "id": "t-1" })
        );
        let summary = json!({
            "devices": 8, "healthy": 1, "waiting": 1, "needsYou": 4, "cannotTell": 2,
            "unexplained": 0,
        });
        assert_eq!(document["summary"], summary);
        assert_eq!(document["causes"][0]["share"], 0.375);
        assert_eq!(
            document["findings"][0]["firstSerials"],
            json!(["SHUT000001", "SHUT000002"])
        );
        assert_eq!(document["gaps"][0]["detail"], "<b>403</b>");
        assert_eq!(document["unusable"][0]["row"], 17);
    }

    #[test]
    fn devices_are_the_lines_of_ndjson_in_order() {
        let document = document(&IN_ORDER, &Only::default());
        let devices = document["devices"].as_array().unwrap();
        assert_eq!(devices.len(), 8);
        assert_eq!(devices[0]["serial"], HOSTILE_SERIAL);
        assert!(
            devices
                .iter()
                .all(|device| device["schema"] == "firstcontact/diagnosis/1")
        );
        let says = &devices[1]["evidence"][0]["says"];
        assert_eq!(
            says,
            "It was handed out before it was added to the organisation"
        );
    }

    #[test]
    fn lists_are_narrowed_and_the_summary_is_not() {
        let document = document(&IN_ORDER, &Only::parse("order").unwrap());
        assert_eq!(document["devices"].as_array().unwrap().len(), 3);
        assert_eq!(document["findings"], json!([]));
        assert_eq!(document["summary"]["devices"], 8);
    }

    #[test]
    fn the_order_of_rows_does_not_show() {
        let only = Only::default();
        assert_eq!(
            bytes(&snapshot(&IN_ORDER), &only),
            bytes(&snapshot(&SHUFFLED), &only)
        );
    }

    #[test]
    fn nobody_read_anything() {
        let document: Value = serde_json::from_slice(&bytes(&empty(), &Only::default())).unwrap();
        assert_eq!(document["devices"], json!([]));
        assert_eq!(document["summary"]["devices"], 0);
        assert_eq!(document["tenant"]["name"], Value::Null);
    }
}
