//! Apple Business' resources (apple.md §1.4 to §1.8).

use super::pen::Pen;
use crate::clock::{self, YEAR};
use crate::device::Facts;
use crate::event::Releaser;
use crate::observe::{AuditKind, AuditRow, Coverage, Lock, OrgRow, Seen};
use crate::random::scrambled;
use crate::world::{Named, Service, Source, World};

/// Apple's interface.
pub(crate) const API: &str = "https://api-business.apple.com/v1";

/// The name of a service at Apple.
pub(super) fn service_name(world: &World, service: Service) -> String {
    match service {
        Service::Intune(0) => format!("{} Intune", world.name),
        Service::Intune(token) => format!("{} Intune {}", world.name, token + 1),
        Service::Configurator => "Devices Added by Apple Configurator".to_owned(),
        Service::Other => "Former device management".to_owned(),
    }
}

/// The identifier of a service at Apple: 32 capital hexadecimal digits.
pub(crate) fn service_id(world: &World, service: Service) -> String {
    let number = match service {
        Service::Configurator => 100,
        Service::Other => 101,
        Service::Intune(token) => u64::from(token),
    };
    let guid = world.guid(Named::Server, number);
    guid.to_string().replace('-', "").to_uppercase()
}

/// `orgDevices`.
pub(super) fn org_device(facts: &Facts, row: &OrgRow, out: &mut Vec<u8>) {
    let serial = facts.serial_text();
    let mut pen = Pen::open(out);
    pen.text("type", "orgDevices");
    pen.text("id", serial);
    pen.object("attributes", |pen| {
        pen.text("serialNumber", serial);
        pen.time("addedToOrgDateTime", row.added);
        pen.time_or_null("releasedFromOrgDateTime", row.released.map(|(at, _)| at));
        pen.time("updatedDateTime", row.updated);
        product(facts, pen);
        order(facts, row, pen);
        pen.text(
            "status",
            if row.assigned {
                "ASSIGNED"
            } else {
                "UNASSIGNED"
            },
        );
        if let Some((_, releaser)) = row.released {
            pen.text("releaserEntityType", releaser_name(releaser));
        }
        pen.flag("isMdmMigrationCapable", row.source != Source::Manual);
        if let Some((deadline, status)) = row.migration {
            pen.text("mdmMigrationStatus", status);
            pen.time("mdmMigrationDeadlineDateTime", deadline);
        }
    });
    let related = format!("\"{API}/orgDevices/{serial}/assignedServer\"");
    pen.raw(
        "relationships",
        &format!("{{\"assignedServer\":{{\"links\":{{\"related\":{related}}}}}}}"),
    );
    pen.close();
}

fn product(facts: &Facts, pen: &mut Pen<'_>) {
    let product = facts.product;
    let mix = scrambled(facts.index).rotate_left(9);
    pen.text("deviceModel", product.model);
    pen.text("productFamily", product.family.apple_name());
    pen.text("productType", product.kind);
    pen.text("deviceCapacity", product.capacity);
    pen.text("color", product.color);
    if facts.imei == 0 {
        pen.raw("imei", "[]");
    } else {
        pen.raw("imei", &format!("[\"{}\"]", facts.imei));
    }
    pen.raw("meid", "[]");
    pen.text("eid", "");
    pen.text(
        "wifiMacAddress",
        &format!("02{:010X}", mix & 0xff_ffff_ffff),
    );
    pen.text("bluetoothMacAddress", &format!("02{:010X}", mix >> 24));
    pen.raw("ethernetMacAddress", "[]");
}

fn order(facts: &Facts, row: &OrgRow, pen: &mut Pen<'_>) {
    use crate::observe::OrderNumber;
    match row.order {
        OrderNumber::Order(number) if facts.order.source == Source::Apple => {
            pen.text("orderNumber", &format!("81{:08}", number % 100_000_000));
        }
        OrderNumber::Order(number) => pen.text("orderNumber", &format!("B-{number:07}")),
        OrderNumber::Repair(number) => pen.text("orderNumber", &format!("R{number:09}")),
        OrderNumber::MadeUp(number) => {
            let guid = crate::world::Guid::of(number, Named::Row as u64, 9);
            pen.text("orderNumber", &guid.to_string().to_uppercase());
        }
    }
    if let Some(at) = row.ordered {
        pen.time("orderDateTime", at);
    }
    pen.text("purchaseSourceType", row.source.name());
    match row.source {
        Source::Apple => pen.text("purchaseSourceId", "1048216"),
        Source::Reseller => {
            pen.text(
                "purchaseSourceId",
                &format!("2F7A1C{}", facts.order.supplier),
            );
        }
        Source::Manual => pen.text("purchaseSourceId", ""),
    }
}

const fn releaser_name(releaser: Releaser) -> &'static str {
    match releaser {
        Releaser::Person => "USER",
        Releaser::Administrator => "API",
        Releaser::Replacement => "REPLACEMENT",
    }
}

/// A linkage of a service.
pub(super) fn linkage(facts: &Facts, out: &mut Vec<u8>) {
    out.extend_from_slice(b"{\"type\":\"orgDevices\",\"id\":\"");
    out.extend_from_slice(&facts.serial);
    out.extend_from_slice(b"\"}");
}

/// `auditEvents`.
pub(super) fn audit_event(world: &World, facts: &Facts, row: &AuditRow, out: &mut Vec<u8>) {
    let serial = facts.serial_text();
    let (kind, key) = match row.kind {
        AuditKind::Added(_) => ("DEVICE_ADDED_TO_ORG", "eventDataDeviceAddedToOrg"),
        AuditKind::Assigned(_) => (
            "DEVICE_ASSIGNED_TO_SERVER",
            "eventDataDeviceAssignedToServer",
        ),
        AuditKind::Unassigned => (
            "DEVICE_UNASSIGNED_FROM_SERVER",
            "eventDataDeviceUnassignedFromServer",
        ),
        AuditKind::Removed(_) => ("DEVICE_REMOVED_FROM_ORG", "eventDataDeviceRemovedFromOrg"),
        AuditKind::Erased => ("DEVICE_IS_ERASED", "eventDataDeviceIsErased"),
    };
    // Every part is mixed in: two devices of one hour must not share an event.
    let words = serial.bytes().chain(kind.bytes());
    let number = words.fold(scrambled(row.at as u64), |mix, byte| {
        scrambled(mix ^ u64::from(byte))
    });
    let mut pen = Pen::open(out);
    pen.text("type", "auditEvents");
    pen.guid("id", world.guid(Named::Event, number));
    pen.object("attributes", |pen| {
        pen.time("eventDateTime", row.at);
        pen.text("type", kind);
        pen.text("category", "DEVICE_INVENTORY");
        pen.text("actorType", "SYSTEM");
        pen.text("subjectType", "DEVICE");
        pen.text("subjectId", serial);
        pen.text("subjectName", facts.product.model);
        pen.text("outcome", "SUCCESS");
        pen.text("eventDataPropertyKey", key);
        pen.object(key, |pen| {
            pen.text("serialNumber", serial);
            match row.kind {
                AuditKind::Added(source) => pen.text("purchaseSourceType", source.name()),
                AuditKind::Assigned(service) => {
                    pen.text("targetServerName", &service_name(world, service));
                }
                AuditKind::Removed(by) => pen.text("releaseEntityType", releaser_name(by)),
                AuditKind::Unassigned | AuditKind::Erased => {}
            }
        });
    });
    pen.close();
}

/// A line of `activationLockStatus.ndjson`; none if nobody asked or no answer came.
pub(super) fn lock(facts: &Facts, seen: &Seen, out: &mut Vec<u8>) -> bool {
    let Some(lock) = seen.lock else {
        return false;
    };
    let serial = facts.serial_text();
    let word = match lock {
        Lock::None => "NONE",
        Lock::User => "USER",
        Lock::Mdm => "MDM",
    };
    let mut pen = Pen::open(out);
    pen.text("id", serial);
    pen.object("response", |pen| {
        pen.object("data", |pen| {
            pen.text("type", "activationLockStatus");
            pen.text("id", serial);
            pen.object("attributes", |pen| {
                pen.flag("isLocked", lock != Lock::None);
                pen.text("lockType", word);
            });
        });
    });
    pen.close();
    true
}

/// A line of `appleCareCoverage.ndjson`; none if nobody asked.
pub(super) fn coverage(facts: &Facts, seen: &Seen, out: &mut Vec<u8>) -> bool {
    let Some(coverage) = seen.coverage else {
        return false;
    };
    let serial = facts.serial_text();
    let rows = match coverage {
        Coverage::Missing => "[]".to_owned(),
        Coverage::Since(from) => {
            let (from, until) = (clock::text(from), clock::text(from + YEAR));
            format!(
                "[{{\"type\":\"appleCareCoverage\",\"id\":\"{serial}\",\"attributes\":\
                 {{\"status\":\"ACTIVE\",\"paymentType\":\"NONE\",\
                 \"description\":\"Limited Warranty\",\"startDateTime\":\"{from}\",\
                 \"endDateTime\":\"{until}\",\"isRenewable\":false,\"isCanceled\":false}}}}]"
            )
        }
    };
    let mut pen = Pen::open(out);
    pen.text("id", serial);
    pen.raw("response", &format!("{{\"data\":{rows}}}"));
    pen.close();
    true
}
