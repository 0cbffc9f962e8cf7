//! What Apple says of single devices: which service each is on, and whether it is to migrate.

use crate::call::{Call, Method};
use crate::hands::Hands;
use enrollment::moment::{Moment, Stamp};
use serde_json::Value;

/// Reads which service a device is on.
pub(crate) fn linkage(serial: &str) -> Call {
    let path = format!("/v1/orgDevices/{serial}/relationships/assignedServer");
    Call::apple(Method::Get, path)
}

/// Reads a device.
pub(crate) fn device(serial: &str) -> Call {
    Call::apple(Method::Get, format!("/v1/orgDevices/{serial}"))
}

/// Those of the devices that are on this service. Without a service a device is answered with an
/// empty linkage, or 404 (apple.md §1.6).
pub(crate) fn on_service(
    hands: &mut Hands<'_>,
    service: &str,
    serials: &[String],
) -> Result<Vec<String>, String> {
    let is_there = |answer: &Value| answer["data"]["id"].as_str() == Some(service);
    those(hands, serials, linkage, is_there)
}

/// Those of the devices whose migration is planned for this deadline; for none, if nothing is said.
pub(crate) fn migrating(
    hands: &mut Hands<'_>,
    serials: &[String],
    deadline: Option<Moment>,
) -> Result<Vec<String>, String> {
    let is_so = |answer: &Value| {
        let planned = answer["data"]["attributes"]["mdmMigrationDeadlineDateTime"].as_str();
        let planned = planned.and_then(|text| Stamp::parse(text).ok()?.at());
        // A device that could not be read says nothing about its deadline.
        !answer["data"]["id"].is_null() && planned == deadline
    };
    those(hands, serials, device, is_so)
}

fn those(
    hands: &mut Hands<'_>,
    serials: &[String],
    call: fn(&str) -> Call,
    fits: impl Fn(&Value) -> bool,
) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for serial in serials {
        let answer = hands.read(&call(serial))?;
        if answer.status != 404 && fits(&answer.document()) {
            found.push(serial.clone());
        }
    }
    Ok(found)
}
