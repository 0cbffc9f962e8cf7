//! The other reference: the same three-way join in DuckDB, which Python is only the door to.

use std::path::Path;
use std::process::{Command, Stdio};

/// How DuckDB is made to read the pages.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As its manual says: `read_json`, and the columns found by itself. Declaring them made it
    /// three times slower here (DuckDB 2.0).
    Plain,
    /// The fastest way that was found: the pages as texts, and of each only the wanted members.
    Tuned,
}

/// Joins Apple's devices with Intune's list and Intune's records, and writes nine columns as CSV.
const JOIN: &str = r#"
import sys, duckdb
how, snapshot, csv = sys.argv[1:4]

def rows(files, name, *members):
    if how == 'plain':
        return f"(select unnest({name}) as it from read_json('{snapshot}/{files}'))"
    row = ','.join(f'"{member}":"VARCHAR"' for member in members)
    row = '{"attributes":{%s}}' % row if name == 'data' else '{%s}' % row
    return f"""(select unnest(from_json(content::json->'{name}', '[{row}]')) as it
        from read_text('{snapshot}/{files}'))"""

apple = rows('apple/orgDevices-*.json', 'data',
    'serialNumber', 'productType', 'addedToOrgDateTime', 'status')
listed = rows('microsoft/importedAppleDeviceIdentities.*.json', 'value',
    'serialNumber', 'enrollmentState', 'lastContactedDateTime')
managed = rows('microsoft/managedDevices-*.json', 'value',
    'serialNumber', 'managementState', 'complianceState', 'lastSyncDateTime')
print(duckdb.execute(f"""
    copy (
        select a.it.attributes.serialNumber as serial, a.it.attributes.productType as product,
               a.it.attributes.addedToOrgDateTime as added, a.it.attributes.status as assignment,
               l.it.enrollmentState as state, l.it.lastContactedDateTime as contacted,
               m.it.managementState as management, m.it.complianceState as compliance,
               m.it.lastSyncDateTime as last_sync
        from {apple} a
        left join {listed} l on l.it.serialNumber = a.it.attributes.serialNumber
        left join {managed} m on m.it.serialNumber = a.it.attributes.serialNumber
    ) to '{csv}' (header)
""").fetchone()[0])
"#;

/// DuckDB's version, if Python has it.
pub(super) fn version() -> Option<String> {
    let ask = "import duckdb; print(duckdb.__version__)";
    let output = Command::new("python3")
        .args(["-c", ask])
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// The join of a snapshot, ready to be run.
pub(super) fn join(reading: Reading, snapshot: &Path, csv: &Path) -> Command {
    let how = match reading {
        Reading::Plain => "plain",
        Reading::Tuned => "tuned",
    };
    let mut command = Command::new("python3");
    command.args(["-c", JOIN, how]).arg(snapshot).arg(csv);
    command
}
