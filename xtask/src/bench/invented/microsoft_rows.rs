//! Rows as Graph sends them (microsoft.md §1.1, 1.3, 1.8). A managed device has the properties
//! that a collector would select.

use super::device::{Device, Failure, Listed, Managed};
use super::names::{HardwareAddress, Id, Imei, OrNever, Precise};
use super::products::Family;
use super::tenant;
use std::fmt::{self, Write as _};

const ROWS: u64 = 0x10a7;
const ENTRA: u64 = 0xe27a;
const FAILURES: u64 = 0xfa11;
const NONE: &str = "00000000-0000-0000-0000-000000000000";

/// One row of `importedAppleDeviceIdentities`.
pub(super) fn imported(row: &mut String, device: &Device, listed: &Listed) -> fmt::Result {
    let product = device.order.product;
    let id = Id::of(ROWS + listed.list as u64, device.number);
    write!(
        row,
        "{{\"id\":\"{id}\",\"serialNumber\":\"{}\",\"requestedEnrollmentProfileId\":\"",
        device.serial
    )?;
    match listed.profile {
        Some((profile, at)) => {
            let (id, at) = (tenant::profile_id(listed.list, profile), Precise(at, 7));
            write!(
                row,
                "{id}\",\"requestedEnrollmentProfileAssignmentDateTime\":\"{at}\""
            )?;
        }
        None => write!(
            row,
            "\",\"requestedEnrollmentProfileAssignmentDateTime\":\"{}\"",
            OrNever(None)
        )?,
    }
    let source = if listed.list == tenant::UPLOADS {
        "adminImport"
    } else {
        "deviceEnrollmentProgram"
    };
    write!(
        row,
        ",\"isSupervised\":true,\"discoverySource\":\"{source}\",\"isDeleted\":{},\
         \"createdDateTime\":\"{}\",\"lastContactedDateTime\":\"{}\",\"description\":\"",
        listed.deleted,
        Precise(listed.created, 7),
        OrNever(listed.contacted),
    )?;
    for letter in product.model.chars() {
        match letter {
            '"' => row.push_str("\\\""),
            letter => row.push(letter.to_ascii_uppercase()),
        }
    }
    write!(
        row,
        " {} {}\",\"enrollmentState\":\"{}\",\"platform\":\"{}\"}}",
        product.capacity,
        product.color,
        listed.state,
        product.family.platform()
    )
}

/// One row of `managedDevices`.
pub(super) fn managed(row: &mut String, device: &Device, record: &Managed) -> fmt::Result {
    let family = device.order.product.family;
    write!(row, "{{\"id\":\"{}\",\"userId\":\"", record.id)?;
    if record.with_user {
        write!(row, "{}", device.holder.id())?;
    }
    row.push_str("\",\"deviceName\":\"");
    if record.own_name {
        write!(
            row,
            "{}\u{2019}s {}",
            device.holder.first(),
            family.apple_name()
        )?;
    } else {
        write!(row, "{}-{}", family.apple_name(), device.serial)?;
    }
    write!(
        row,
        "\",\"managedDeviceName\":\"{}_{}_{}\",\"managedDeviceOwnerType\":\"{}\",\
         \"enrolledDateTime\":\"{}\",\"lastSyncDateTime\":\"{}\",\"operatingSystem\":\"{}\",\
         \"osVersion\":\"{}\",\"complianceState\":\"{}\",\"managementAgent\":\"mdm\",\
         \"managementState\":\"{}\",\"azureADRegistered\":{},\"azureADDeviceId\":\"",
        device.holder.first().to_ascii_lowercase(),
        family.apple_name(),
        record.enrolled,
        record.owner,
        record.enrolled,
        OrNever(record.last_sync),
        family.system(),
        record.version,
        record.compliance,
        record.management,
        record.registered,
    )?;
    if record.registered {
        write!(row, "{}", Id::of(ENTRA, record.id.0))?;
    } else {
        row.push_str(NONE);
    }
    let registration = if record.registered {
        "registered"
    } else {
        "notRegistered"
    };
    write!(
        row,
        "\",\"deviceEnrollmentType\":\"{}\",\"deviceRegistrationState\":\"{registration}\",\
         \"isSupervised\":{},\"isEncrypted\":true,\"jailBroken\":\"False\",",
        record.enrollment, record.supervised,
    )?;
    person(row, device, record)?;
    hardware(row, device)?;
    row.push_str(",\"enrollmentProfileName\":\"");
    if let Some(profile) = record.profile {
        row.push_str(&tenant::profile_name(device.order.region, profile));
    }
    write!(
        row,
        "\",\"managementCertificateExpirationDate\":\"{}\",\
         \"complianceGracePeriodExpirationDateTime\":\"9999-12-31T23:59:59.9999999Z\",\
         \"deviceActionResults\":[]}}",
        record.certificate_expires
    )
}

fn person(row: &mut String, device: &Device, record: &Managed) -> fmt::Result {
    let (address, name) = if record.with_user {
        (device.holder.address(), device.holder.name())
    } else {
        (String::new(), String::new())
    };
    write!(
        row,
        "\"emailAddress\":\"{address}\",\"userPrincipalName\":\"{address}\",\
         \"userDisplayName\":\"{name}\","
    )
}

fn hardware(row: &mut String, device: &Device) -> fmt::Result {
    let product = device.order.product;
    let model = product.model.replace('"', "\\\"");
    write!(
        row,
        "\"manufacturer\":\"Apple\",\"model\":\"{model}\",\"serialNumber\":\"{}\",\
         \"wiFiMacAddress\":\"{}\",\"imei\":\"",
        device.serial,
        HardwareAddress(device.number * 2)
    )?;
    if product.family == Family::Iphone {
        write!(row, "{}", Imei(device.radio * 2))?;
    }
    row.push('"');
    Ok(())
}

/// One row of `troubleshootingEvents`.
pub(super) fn failure(row: &mut String, device: &Device, failure: &Failure) -> fmt::Result {
    write!(
        row,
        "{{\"@odata.type\":\"#microsoft.graph.enrollmentTroubleshootingEvent\",\"id\":\"{}\",\
         \"eventDateTime\":\"{}\",\"correlationId\":\"{}\",\"managedDeviceIdentifier\":\"\",\
         \"operatingSystem\":\"{}\",\"osVersion\":\"26.1\",\"userId\":\"{}\",\"deviceId\":\"{}\",\
         \"enrollmentType\":\"appleBulkWithUser\",\"failureCategory\":\"{}\",\
         \"failureReason\":\"{}\"}}",
        Id::of(FAILURES, device.number),
        failure.at,
        Id::of(FAILURES + 1, device.number),
        device.order.product.family.system(),
        device.holder.id(),
        device.serial,
        failure.category,
        failure.reason,
    )
}
