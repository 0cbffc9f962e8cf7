//! The reports that can be exported: their columns, and what stands in them (microsoft.md §5).

use super::Services;
use serde_json::{Map, Value, json};

/// One report.
#[derive(Clone, Copy)]
pub(super) struct Report {
    name: &'static str,
    columns: &'static [Column],
}

/// A column: what it is ordered by, its heading, and where its values come from.
#[derive(Clone, Copy)]
pub(super) struct Column {
    name: &'static str,
    heading: &'static str,
    from: &'static str,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Time,
    Flag,
    /// A word of Graph's, which the report counts and spells in its own way.
    Word(&'static [(&'static str, &'static str, &'static str)]),
    /// What the lab's devices do not have.
    Blank,
}

const fn column(
    name: &'static str,
    heading: &'static str,
    from: &'static str,
    kind: Kind,
) -> Column {
    Column {
        name,
        heading,
        from,
        kind,
    }
}

/// A column whose heading is its name.
const fn raw(name: &'static str, from: &'static str, kind: Kind) -> Column {
    column(name, name, from, kind)
}

const OWNER: Kind = Kind::Word(&[
    ("unknown", "0", "Unknown"),
    ("company", "1", "Corporate"),
    ("personal", "2", "Personal"),
]);
const COMPLIANCE: Kind = Kind::Word(&[
    ("unknown", "0", "Not evaluated"),
    ("compliant", "1", "Compliant"),
    ("noncompliant", "2", "Noncompliant"),
    ("conflict", "3", "Conflict"),
    ("error", "4", "Error"),
    ("inGracePeriod", "254", "In grace period"),
    ("configManager", "255", "See ConfigMgr"),
]);
const STATE: Kind = Kind::Word(&[
    ("managed", "0", "Managed"),
    ("retirePending", "1", "Retire pending"),
    ("wipePending", "3", "Wipe pending"),
    ("unhealthy", "5", "Unhealthy"),
    ("deletePending", "6", "Delete pending"),
    ("retireIssued", "7", "Retire issued"),
    ("wipeIssued", "8", "Wipe issued"),
    ("discovered", "11", "Discovered"),
]);
const REGISTERED: Kind = Kind::Word(&[
    ("notRegistered", "0", "Not registered"),
    ("registered", "2", "Registered"),
    ("revoked", "3", "Revoked"),
    ("unknown", "8", "Unknown"),
]);
const ENROLLMENT: Kind = Kind::Word(&[
    ("unknown", "0", "Unknown"),
    ("userEnrollment", "1", "User enrollment"),
    ("deviceEnrollmentManager", "2", "Device enrollment manager"),
    ("appleBulkWithUser", "3", "Apple bulk enrollment with user"),
    (
        "appleBulkWithoutUser",
        "4",
        "Apple bulk enrollment without user",
    ),
    ("appleUserEnrollment", "11", "Apple user enrollment"),
]);
const AGENT: Kind = Kind::Word(&[("mdm", "2", "Intune")]);

const DEVICES_WITH_INVENTORY: [Column; 24] = [
    column("DeviceId", "Device ID", "id", Kind::Text),
    column("DeviceName", "Device name", "deviceName", Kind::Text),
    column(
        "CreatedDate",
        "Enrollment date",
        "enrolledDateTime",
        Kind::Time,
    ),
    column(
        "LastContact",
        "Last check-in",
        "lastSyncDateTime",
        Kind::Time,
    ),
    column(
        "ReferenceId",
        "Microsoft Entra Device ID",
        "azureADDeviceId",
        Kind::Text,
    ),
    column("OSVersion", "OS version", "osVersion", Kind::Text),
    column(
        "GraphDeviceIsManaged",
        "Microsoft Entra registered",
        "azureADRegistered",
        Kind::Flag,
    ),
    column("SerialNumber", "Serial number", "serialNumber", Kind::Text),
    column("Manufacturer", "Manufacturer", "manufacturer", Kind::Text),
    column("Model", "Model", "model", Kind::Text),
    column("IMEI", "IMEI", "imei", Kind::Text),
    column("WifiMacAddress", "Wi-Fi MAC", "", Kind::Blank),
    column("CategoryName", "Category", "", Kind::Blank),
    column("UserId", "UserId", "userId", Kind::Text),
    column("UPN", "Primary user UPN", "userPrincipalName", Kind::Text),
    column(
        "CompliantState",
        "Compliance",
        "complianceState",
        COMPLIANCE,
    ),
    column("ManagementAgent", "Managed by", "managementAgent", AGENT),
    column("OwnerType", "Ownership", "managedDeviceOwnerType", OWNER),
    column("ManagementState", "Device state", "managementState", STATE),
    column(
        "DeviceRegistrationState",
        "Intune registered",
        "deviceRegistrationState",
        REGISTERED,
    ),
    column("IsSupervised", "Supervised", "isSupervised", Kind::Flag),
    column("IsEncrypted", "Encrypted", "isEncrypted", Kind::Flag),
    column("DeviceType", "OS", "operatingSystem", Kind::Text),
    column(
        "EnrollmentType",
        "EnrollmentType",
        "deviceEnrollmentType",
        ENROLLMENT,
    ),
];
/// Columns that are there only if somebody asks for them (microsoft.md §5.1).
const ON_REQUEST: [&str; 1] = ["EnrollmentType"];

const DEVICES: [Column; 21] = [
    raw("DeviceId", "id", Kind::Text),
    raw("DeviceName", "deviceName", Kind::Text),
    raw("CreatedDate", "enrolledDateTime", Kind::Time),
    raw("LastContact", "lastSyncDateTime", Kind::Time),
    raw("ReferenceId", "azureADDeviceId", Kind::Text),
    raw("OS", "operatingSystem", Kind::Text),
    raw("OSVersion", "osVersion", Kind::Text),
    raw("SerialNumber", "serialNumber", Kind::Text),
    raw("Manufacturer", "manufacturer", Kind::Text),
    raw("Model", "model", Kind::Text),
    raw("IMEI", "imei", Kind::Text),
    raw("CategoryName", "", Kind::Blank),
    raw("UserId", "userId", Kind::Text),
    raw("UPN", "userPrincipalName", Kind::Text),
    raw("CompliantState", "complianceState", COMPLIANCE),
    raw("ManagementAgents", "managementAgent", AGENT),
    raw("OwnerType", "managedDeviceOwnerType", OWNER),
    raw("ManagementState", "managementState", STATE),
    raw(
        "DeviceRegistrationState",
        "deviceRegistrationState",
        REGISTERED,
    ),
    raw("DeviceEnrollmentType", "deviceEnrollmentType", ENROLLMENT),
    raw("SupervisedStatusString", "isSupervised", Kind::Flag),
];

const COMPLIANT: [Column; 10] = [
    raw("DeviceId", "id", Kind::Text),
    raw("DeviceName", "deviceName", Kind::Text),
    raw("OS", "operatingSystem", Kind::Text),
    raw("OSVersion", "osVersion", Kind::Text),
    raw("SerialNumber", "serialNumber", Kind::Text),
    raw("UserId", "userId", Kind::Text),
    raw("UPN", "userPrincipalName", Kind::Text),
    raw("ComplianceState", "complianceState", COMPLIANCE),
    raw("LastContact", "lastSyncDateTime", Kind::Time),
    raw("OwnerType", "managedDeviceOwnerType", OWNER),
];

const FAILURES: [Column; 8] = [
    raw("EnrollmentFailureDateTime", "eventDateTime", Kind::Time),
    raw("EnrollmentMethod", "enrollmentType", ENROLLMENT),
    raw("FailureGuid", "id", Kind::Text),
    raw("FailureReason", "failureReason", Kind::Text),
    raw("OS", "operatingSystem", Kind::Text),
    raw("OSVersion", "osVersion", Kind::Text),
    raw("UPN", "", Kind::Blank),
    raw("UserId", "userId", Kind::Text),
];

const REPORTS: [Report; 5] = [
    report("Devices", &DEVICES),
    report("DevicesWithInventory", &DEVICES_WITH_INVENTORY),
    report("DeviceCompliance", &COMPLIANT),
    report("DeviceNonCompliance", &COMPLIANT),
    report("DeviceEnrollmentFailures", &FAILURES),
];

const fn report(name: &'static str, columns: &'static [Column]) -> Report {
    Report { name, columns }
}

impl Report {
    /// The report of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        REPORTS.iter().find(|report| report.name == name).copied()
    }

    /// The column that is ordered by this name.
    pub(super) fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    fn rows(&self) -> &'static str {
        if self.name == "DeviceEnrollmentFailures" {
            "microsoft/troubleshootingEvents"
        } else {
            "microsoft/managedDevices"
        }
    }

    fn takes(&self, row: &Value) -> bool {
        self.name != "DeviceNonCompliance" || row["complianceState"] == "noncompliant"
    }
}

/// What a report says.
pub(super) struct Table {
    headings: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// Makes a report; `fits` sees a row with the values that conditions are about.
pub(super) fn table(
    services: &Services,
    report: Report,
    select: &[String],
    fits: impl Fn(&Value) -> bool,
) -> Table {
    let usual = |column: &&Column| !ON_REQUEST.contains(&column.name);
    let columns: Vec<&Column> = if select.is_empty() {
        report.columns.iter().filter(usual).collect()
    } else {
        select
            .iter()
            .filter_map(|name| report.column(name))
            .collect()
    };
    let found = services.stock.collection(report.rows());
    let rows = found.map_or(&[][..], |found| &found.rows);
    let rows = rows
        .iter()
        .filter_map(|row| serde_json::from_str::<Value>(row.get()).ok())
        .filter(|row| report.takes(row))
        .filter(|row| fits(&counted(report.columns, row)));
    let spelt = |row: Value| columns.iter().map(|column| column.spelt(&row)).collect();
    Table {
        headings: columns.iter().map(|column| column.heading).collect(),
        rows: rows.map(spelt).collect(),
    }
}

/// A row as conditions see it: enumerations are numbers.
fn counted(columns: &[Column], row: &Value) -> Value {
    let mut all = Map::new();
    for column in columns {
        let value = match column.kind {
            Kind::Word(words) => {
                let word = words.iter().find(|(name, ..)| row[column.from] == *name);
                word.map_or(Value::Null, |(_, number, _)| json!(number))
            }
            Kind::Blank => json!(""),
            _ => row[column.from].clone(),
        };
        all.insert(column.name.to_owned(), value);
    }
    Value::Object(all)
}

impl Column {
    fn spelt(&self, row: &Value) -> String {
        let value = &row[self.from];
        let text = value.as_str().unwrap_or_default();
        match self.kind {
            Kind::Blank => String::new(),
            Kind::Text => text.to_owned(),
            Kind::Flag => if *value == true { "True" } else { "False" }.to_owned(),
            Kind::Time if text.is_empty() => String::new(),
            // `yyyy-MM-dd HH:mm:ss.fffffff`, in UTC.
            Kind::Time => format!("{}.0000000", text.trim_end_matches('Z').replace('T', " ")),
            Kind::Word(words) => {
                let word = words.iter().find(|(name, ..)| *name == text);
                word.map_or(text, |(.., spelt)| spelt).to_owned()
            }
        }
    }
}

impl Table {
    /// Comma-separated, with the mark of UTF-8 in front.
    pub(super) fn csv(&self) -> Option<Vec<u8>> {
        let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(&self.headings).ok()?;
        for row in &self.rows {
            writer.write_record(row).ok()?;
        }
        writer.into_inner().ok()
    }

    /// A list of objects.
    pub(super) fn json(&self) -> Vec<u8> {
        let row = |row: &Vec<String>| -> Map<String, Value> {
            let named = self.headings.iter().zip(row);
            named
                .map(|(name, value)| ((*name).to_owned(), value.clone().into()))
                .collect()
        };
        let rows: Vec<Map<String, Value>> = self.rows.iter().map(row).collect();
        json!({"values": rows}).to_string().into_bytes()
    }
}
