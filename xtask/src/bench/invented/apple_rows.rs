//! Rows as Apple Business sends them (apple.md §1.3, 1.4, 1.8), with every documented attribute.

use super::device::{AtApple, Device};
use super::names::{HardwareAddress, Id, Imei, Precise, Serial};
use super::products::Family;
use super::tenant::SERVERS;
use std::fmt::{self, Write as _};
use std::io;

const API: &str = "https://api-business.apple.com/v1";
const ORDERS: u64 = 0x04de4;
const EVENTS: u64 = 0xe7e7;

/// One row of `/v1/orgDevices`.
pub(super) fn org_device(row: &mut String, device: &Device, apple: &AtApple) -> fmt::Result {
    let (serial, order) = (device.serial, &device.order);
    let product = order.product;
    let added = Precise(apple.added, 3);
    write!(
        row,
        "{{\"type\":\"orgDevices\",\"id\":\"{serial}\",\"attributes\":{{\
         \"serialNumber\":\"{serial}\",\"addedToOrgDateTime\":\"{added}\",\
         \"releasedFromOrgDateTime\":"
    )?;
    match apple.released {
        Some(released) => write!(row, "\"{}\"", Precise(released, 3))?,
        None => row.push_str("null"),
    }
    write!(
        row,
        ",\"updatedDateTime\":\"{}\",\"deviceModel\":\"",
        Precise(apple.updated, 3)
    )?;
    escaped(row, product.model)?;
    write!(
        row,
        "\",\"productFamily\":\"{}\",\"productType\":\"{}\",\"deviceCapacity\":\"{}\",\
         \"partNumber\":\"{}\",\"orderNumber\":\"",
        product.family.apple_name(),
        product.kind,
        product.capacity,
        product.part,
    )?;
    let (ordered, source_id, source) = if apple.by_hand {
        write!(row, "{}", Id::of(ORDERS, device.number))?;
        (apple.added, "", "MANUALLY_ADDED")
    } else {
        row.push_str(&order.text());
        let source = if order.from_apple {
            "APPLE"
        } else {
            "RESELLER"
        };
        (order.placed, order.source_id(), source)
    };
    let status = if apple.server.is_some() {
        "ASSIGNED"
    } else {
        "UNASSIGNED"
    };
    write!(
        row,
        "\",\"color\":\"{}\",\"status\":\"{status}\",\"orderDateTime\":\"{ordered}\"",
        product.color
    )?;
    radios(row, device)?;
    write!(
        row,
        ",\"purchaseSourceId\":\"{source_id}\",\"purchaseSourceType\":\"{source}\",\
         \"wifiMacAddress\":\"{}\",\"bluetoothMacAddress\":\"{}\",\"ethernetMacAddress\":[],\
         \"isMdmMigrationCapable\":true}},",
        HardwareAddress(device.number * 2),
        HardwareAddress(device.number * 2 + 1),
    )?;
    let own = format_args!("{API}/orgDevices/{serial}");
    write!(
        row,
        "\"relationships\":{{\"assignedServer\":{{\"links\":{{\
         \"self\":\"{own}/relationships/assignedServer\",\"related\":\"{own}/assignedServer\"}}}},\
         \"appleCareCoverage\":{{\"links\":{{\"related\":\"{own}/appleCareCoverage\"}}}}}},\
         \"links\":{{\"self\":\"{own}\"}}}}"
    )
}

/// A quotation mark is part of some models' names.
fn escaped(row: &mut String, model: &str) -> fmt::Result {
    for part in model.split_inclusive('"') {
        match part.strip_suffix('"') {
            Some(before) => write!(row, "{before}\\\"")?,
            None => row.push_str(part),
        }
    }
    Ok(())
}

/// `imei`, `meid` and `eid`: two of the first for a phone, none for what has no modem.
fn radios(row: &mut String, device: &Device) -> fmt::Result {
    if device.order.product.family != Family::Iphone {
        row.push_str(",\"imei\":[],\"meid\":[],\"eid\":\"\"");
        return Ok(());
    }
    let (first, second) = (device.radio * 2, device.radio * 2 + 1);
    write!(
        row,
        ",\"imei\":[\"{}\",\"{}\"],\"meid\":[],\"eid\":\"89049032{:024}\"",
        Imei(first),
        Imei(second),
        super::super::random::mix(device.number),
    )
}

/// One row of `/v1/mdmServers/{id}/relationships/devices`.
pub(super) fn link(row: &mut String, serial: Serial) -> fmt::Result {
    write!(row, "{{\"type\":\"orgDevices\",\"id\":\"{serial}\"}}")
}

/// The audit event of the adding.
pub(super) fn added_event(row: &mut String, device: &Device, apple: &AtApple) -> fmt::Result {
    let (source, source_id) = if apple.by_hand {
        ("MANUALLY_ADDED", "")
    } else if device.order.from_apple {
        ("APPLE", device.order.source_id())
    } else {
        ("RESELLER", device.order.source_id())
    };
    let serial = device.serial;
    event(
        row,
        device,
        0,
        "DEVICE_ADDED_TO_ORG",
        &Precise(apple.added, 3),
    )?;
    write!(
        row,
        "\"eventDataPropertyKey\":\"eventDataDeviceAddedToOrg\",\"eventDataDeviceAddedToOrg\":{{\
         \"serialNumber\":\"{serial}\",\"purchaseSourceType\":\"{source}\",\
         \"purchaseSourceId\":\"{source_id}\"}}}}}}"
    )
}

/// The audit event of the assignment to a service.
pub(super) fn assigned_event(row: &mut String, device: &Device, apple: &AtApple) -> fmt::Result {
    let server = apple.server.map_or("", |server| SERVERS[server].name);
    let serial = device.serial;
    event(
        row,
        device,
        1,
        "DEVICE_ASSIGNED_TO_SERVER",
        &Precise(apple.assigned, 3),
    )?;
    write!(
        row,
        "\"eventDataPropertyKey\":\"eventDataDeviceAssignedToServer\",\
         \"eventDataDeviceAssignedToServer\":{{\"serialNumber\":\"{serial}\",\
         \"targetServerName\":\"{server}\"}}}}}}"
    )
}

fn event(row: &mut String, device: &Device, place: u64, kind: &str, at: &Precise) -> fmt::Result {
    let (id, serial) = (Id::of(EVENTS + place, device.number), device.serial);
    write!(
        row,
        "{{\"type\":\"auditEvents\",\"id\":\"{id}\",\"attributes\":{{\"eventDateTime\":\"{at}\",\
         \"type\":\"{kind}\",\"category\":\"DEVICE_INVENTORY\",\"actorType\":\"SYSTEM\",\
         \"actorId\":\"\",\"actorName\":\"\",\"subjectType\":\"DEVICE\",\"subjectId\":\"{serial}\",\
         \"subjectName\":\"{serial}\",\"outcome\":\"SUCCESS\",\"groupId\":null,"
    )
}

/// One line of the answers about Activation Lock.
pub(super) fn lock(lines: &mut impl io::Write, serial: Serial, lock: &str) -> io::Result<()> {
    let locked = lock != "NONE";
    writeln!(
        lines,
        "{{\"id\":\"{serial}\",\"response\":{{\"data\":{{\"type\":\"activationLockStatus\",\
         \"id\":\"{serial}\",\"attributes\":{{\"isLocked\":{locked},\"lockType\":\"{lock}\"}}}},\
         \"links\":{{\"self\":\"{API}/orgDevices/{serial}/activationLockStatus\"}}}}}}"
    )
}
