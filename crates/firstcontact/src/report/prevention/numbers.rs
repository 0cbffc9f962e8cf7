//! The numbers of the document that stand over all checks: how ready devices are, where they come
//! from, and which are on their way.

use super::document::time;
use rules::prevention::incoming::Incoming;
use rules::prevention::readiness::Readiness;
use rules::prevention::suppliers::Supplier;
use serde::{Deserialize, Serialize};

/// How ready devices are. Shares are between 0 and 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ready {
    /// Devices whose lead is known.
    pub lead_known: u64,
    /// Of them, how many were ready in time.
    pub in_time: u64,
    /// Of them, how many were delivered before they were ready.
    pub too_late: u64,
    /// The lead in the middle, in hours.
    pub median_hours: Option<i64>,
    /// Delivered devices whose lead is not known.
    pub lead_unknown: u64,
    /// By month of delivery.
    pub months: Vec<Month>,
    /// Devices that enrolled at their first start.
    pub at_first: u64,
    /// Devices that enrolled after an erase or a failed attempt.
    pub later: u64,
    /// Devices that were set up and are not enrolled.
    pub not_enrolled: u64,
    /// Enrolled devices of which nobody read whether an earlier start had failed.
    pub first_unknown: u64,
    /// The share that enrolled at its first start, at least and at most.
    pub first_boot: Option<[f64; 2]>,
    /// Devices that are out.
    pub out: u64,
    /// Of them, those that surely are not enrolled.
    pub unmanaged: u64,
    /// Of them, those of which nobody read whether they are.
    #[serde(default)]
    pub unmanaged_untold: u64,
    /// Of them, those that show no date.
    pub undated: u64,
    /// Mean days without management, at least and at most.
    pub unmanaged_days: Option<[f64; 2]>,
    /// Hours without management in all, at least and at most.
    pub unmanaged_hours: [u64; 2],
}

/// A month of deliveries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Month {
    /// `2026-03`.
    pub month: String,
    /// Devices that were ready in time.
    pub in_time: u64,
    /// Devices whose lead is known.
    pub known: u64,
}

/// A source of devices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// `APPLE`, `RESELLER`, `MANUALLY_ADDED`.
    pub source: String,
    /// Its number at Apple.
    pub number: String,
    /// Devices in the organisation.
    pub devices: u64,
    /// Of them, those that are enrolled; none where nobody read which are.
    pub enrolled: Option<u64>,
    /// Those with dates of order and addition.
    pub dated: u64,
    /// Of those, the ones that came too late.
    pub late: u64,
    /// Days from order to addition in the middle.
    pub median_days: Option<u32>,
    /// Orders.
    pub orders: u64,
    /// Orders of which Apple lacks devices: the first ones.
    pub incomplete: Vec<Order>,
    /// How many of those there are; none where no list of one's own was read.
    pub incomplete_total: Option<u64>,
}

/// An order that is not complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    /// Its number.
    pub order: String,
    /// Devices at Apple.
    pub at_apple: u64,
    /// Devices of the own list that Apple does not know.
    pub missing: u64,
}

/// Devices that are on their way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OnTheirWay {
    /// How many.
    pub devices: u64,
    /// Those whose way to the profile is clear.
    pub ready: u64,
    /// Those that would fail if they were switched on today.
    pub would_fail: u64,
    /// Those of which nobody can tell.
    pub cannot_tell: u64,
    /// Those that would fail, by the gate at which they would stop.
    pub gates: Vec<AtGate>,
    /// One by one: the first ones.
    pub named: Vec<Failing>,
}

/// How many would stop at a gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtGate {
    /// `G0`…`G12`.
    pub gate: String,
    /// How many.
    pub devices: u64,
}

/// A device that would fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failing {
    /// Its serial number.
    pub serial: String,
    /// Where it would stop.
    pub gate: String,
    /// The word for why.
    pub why: String,
    /// The same in English.
    pub says: String,
    /// What mends it.
    pub remedy: Vec<String>,
    /// When it was added or bought, RFC 3339.
    pub since: Option<String>,
}

/// How many incomplete orders of a supplier are named.
const ORDERS_NAMED: usize = 100;

impl Ready {
    pub(super) fn of(found: &Readiness) -> Self {
        let (lead, boot, unmanaged) = (&found.lead, &found.first_boot, &found.unmanaged);
        let months = lead.months.iter();
        Self {
            lead_known: lead.known,
            in_time: lead.in_time,
            too_late: lead.too_late,
            median_hours: lead.median_hours,
            lead_unknown: lead.undated,
            months: months
                .map(|(month, in_time, known)| Month {
                    month: month.clone(),
                    in_time: *in_time,
                    known: *known,
                })
                .collect(),
            at_first: boot.at_first,
            later: boot.later,
            not_enrolled: boot.not,
            first_unknown: boot.untold,
            first_boot: boot.rate().map(<[f64; 2]>::from),
            out: unmanaged.devices,
            unmanaged: unmanaged.open,
            unmanaged_untold: unmanaged.untold,
            undated: unmanaged.undated,
            unmanaged_days: unmanaged.mean_days().map(<[f64; 2]>::from),
            unmanaged_hours: [unmanaged.least_hours, unmanaged.most_hours],
        }
    }
}

impl Source {
    pub(super) fn of(supplier: &Supplier) -> Self {
        let incomplete = supplier.incomplete.as_deref();
        let named = incomplete.unwrap_or_default().iter().take(ORDERS_NAMED);
        Self {
            source: supplier.source.clone(),
            number: supplier.number.clone(),
            devices: supplier.devices,
            enrolled: supplier.enrolled,
            dated: supplier.dated,
            late: supplier.late,
            median_days: supplier.median_days,
            orders: supplier.orders,
            incomplete: named
                .map(|(order, at_apple, missing)| Order {
                    order: order.clone(),
                    at_apple: *at_apple,
                    missing: *missing,
                })
                .collect(),
            incomplete_total: incomplete.map(|all| all.len() as u64),
        }
    }
}

impl OnTheirWay {
    pub(super) fn of(incoming: &Incoming) -> Self {
        let gates = incoming.by_gate.iter();
        let named = incoming.named.iter();
        Self {
            devices: incoming.devices,
            ready: incoming.ready,
            would_fail: incoming.failing(),
            cannot_tell: incoming.untold(),
            gates: gates
                .map(|(gate, devices)| AtGate {
                    gate: gate.name().to_owned(),
                    devices: *devices,
                })
                .collect(),
            named: named
                .map(|device| Failing {
                    serial: device.serial.clone(),
                    gate: device.gate.name().to_owned(),
                    why: device.why.key.to_owned(),
                    says: device.why.en.to_owned(),
                    remedy: device.remedy.iter().map(ToString::to_string).collect(),
                    since: time(device.since),
                })
                .collect(),
        }
    }
}
