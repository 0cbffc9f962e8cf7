//! Files to take away: a list of devices as CSV, and everything about one device as JSON.

use super::{Frame, PageAnswer, PageRequest, Refusal, Role, address, allow};
use crate::app::exported::export;
use crate::report::csv::cell;
use crate::store::{FleetQuery, FleetRow, Store};

/// Rows of a file at most. Who needs more asks for it with `firstcontact diagnose --format csv`.
const ROWS: usize = 200_000;
/// Rows that are asked for at a time; the most that a store gives.
const AT_ONCE: usize = 1_000;

const COLUMNS: [&str; 18] = [
    "serial",
    "holder",
    "order",
    "standing",
    "cause",
    "probability",
    "family",
    "gate",
    "action",
    "erase_needed",
    "platform",
    "model",
    "source",
    "server",
    "finding",
    "first_seen",
    "last_seen",
    "cause_since",
];

/// The devices of a query, in its order.
pub(super) fn fleet(
    store: &dyn Store,
    frame: &Frame<'_>,
    request: &PageRequest<'_>,
) -> Result<PageAnswer, Refusal> {
    let mut query = FleetQuery {
        size: AT_ONCE,
        cursor: None,
        ..address::query(request.query)
    };
    let mut body = COLUMNS.join(",").into_bytes();
    body.extend_from_slice(b"\r\n");
    let mut rows = 0;
    loop {
        let page = store.fleet(frame.tenant, &query)?;
        for device in &page.rows {
            row(device, &mut body);
        }
        rows += page.rows.len();
        query.cursor = page.next;
        if query.cursor.is_none() || rows >= ROWS {
            break;
        }
    }
    let mut headers = vec![attachment("firstcontact-fleet.csv")];
    if query.cursor.is_some() {
        // A file that ends early must not look whole.
        cell(&mut body, &frame.language.text("web-csv-cut"));
        body.pop();
        body.extend_from_slice(b"\r\n");
        headers.push(("x-firstcontact-truncated", rows.to_string()));
    }
    Ok(PageAnswer {
        status: 200,
        kind: "text/csv; charset=utf-8",
        body,
        headers,
    })
}

fn row(device: &FleetRow, out: &mut Vec<u8>) {
    let traits = &device.traits;
    let probability = format!("{:.4}", f64::from(device.probability) / 10_000.0);
    let times = [device.first_seen, device.last_seen, device.cause_since].map(|at| at.to_string());
    for text in [
        &device.serial,
        &device.holder,
        &device.order,
        &traits.standing,
        &traits.cause,
        &probability,
        &traits.family,
        &traits.gate,
        &traits.action,
        &traits.erase,
        &traits.platform,
        &traits.model,
        &traits.source,
        &traits.server,
        &traits.finding,
        &times[0],
        &times[1],
        &times[2],
    ] {
        cell(out, text);
    }
    // The last cell's comma makes room for the end of the line.
    out.pop();
    out.extend_from_slice(b"\r\n");
}

/// Everything that is kept about a device, as its holder may ask for it.
pub(super) fn device(
    store: &dyn Store,
    frame: &Frame<'_>,
    serial: &str,
) -> Result<PageAnswer, Refusal> {
    allow(frame, Role::Administrator)?;
    let file = export(store, frame.tenant, serial, frame.who, frame.now)?;
    let file = file.ok_or(Refusal::NotFound)?;
    Ok(PageAnswer {
        status: 200,
        kind: "application/json",
        body: file.into_bytes(),
        headers: vec![attachment("firstcontact-device.json")],
    })
}

/// The name is ours: a foreign one could carry a header's end.
pub(super) fn attachment(name: &str) -> (&'static str, String) {
    (
        "content-disposition",
        format!("attachment; filename=\"{name}\""),
    )
}
