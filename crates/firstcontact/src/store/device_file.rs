//! One device's whole file, as a person may ask for it.

use super::{CaseRow, HolderLink, LedgerRow, Store, StoreError, Tenant};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Everything that is kept about a device, as JSON; none if nothing is.
pub(super) fn of(
    store: &dyn Store,
    tenant: Tenant,
    serial: &str,
) -> Result<Option<String>, StoreError> {
    let view = store.device(tenant, serial)?;
    let ledger = store.ledger_of_device(tenant, serial)?;
    if view.is_none() && ledger.is_empty() {
        return Ok(None);
    }
    let diagnosis = view.as_ref().map(|view| {
        let damaged = |error| StoreError::Damaged(format!("the document of {serial}: {error}"));
        serde_json::from_str::<Value>(&view.document).map_err(damaged)
    });
    let (cases, links) = cases(store, tenant, &ledger)?;
    let file = json!({
        "schema": "firstcontact/device-file/1",
        "serial": serial,
        "row": view.as_ref().map(|view| &view.row),
        "facts": view.as_ref().map(|view| &view.facts),
        "diagnosis": diagnosis.transpose()?,
        "history": store.history(tenant, serial)?,
        "said": store.said(tenant, Some(serial))?,
        "cases": cases,
        "holderLinks": links.iter().map(link).collect::<Vec<_>>(),
        "plans": plans(store, tenant, serial, &ledger)?,
        "ledger": ledger,
    });
    let text = serde_json::to_string_pretty(&file);
    text.map(Some)
        .map_err(|error| StoreError::Refused(error.to_string()))
}

fn cases(
    store: &dyn Store,
    tenant: Tenant,
    ledger: &[LedgerRow],
) -> Result<(Vec<CaseRow>, Vec<HolderLink>), StoreError> {
    let numbers: BTreeSet<u64> = ledger.iter().filter_map(|row| row.case).collect();
    let (mut cases, mut links) = (Vec::new(), Vec::new());
    for case in numbers {
        cases.extend(store.case(tenant, case)?);
        links.extend(store.holder_links(tenant, case)?);
    }
    Ok((cases, links))
}

/// Without the hash: whoever has the file needs no way to tell links apart.
fn link(link: &HolderLink) -> Value {
    json!({
        "case": link.case,
        "language": link.language,
        "expires": link.expires.to_string(),
        "ended": link.ended,
    })
}

/// The device's part of each plan; the other devices are other people's.
fn plans(
    store: &dyn Store,
    tenant: Tenant,
    serial: &str,
    ledger: &[LedgerRow],
) -> Result<Vec<Value>, StoreError> {
    let hashes: BTreeSet<_> = ledger.iter().filter_map(|row| row.plan).collect();
    let mut plans = Vec::new();
    for hash in hashes {
        let Some(plan) = store.plan(tenant, hash)? else {
            continue;
        };
        let damaged = |error| StoreError::Damaged(format!("the plan {hash}: {error}"));
        let draft: Value = serde_json::from_str(&plan.text).map_err(damaged)?;
        let members = draft["members"].as_array();
        let mut members = members.into_iter().flatten();
        plans.push(json!({
            "hash": plan.hash,
            "made": plan.made.to_string(),
            "requester": plan.requester,
            "device": members.find(|member| member["serial"] == serial),
        }));
    }
    Ok(plans)
}
