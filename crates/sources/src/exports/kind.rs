//! Which export a table is, from its headers.

use super::{activity_log, enrollment_failures, managed_devices, org_devices, token_devices};
use crate::table::header::{Headers, fold};
use crate::told::{Told, told};
use std::fmt;

/// The exports that are understood.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ExportKind {
    /// Intune: *All devices* (`DevicesWithInventory`), or the report `Devices`.
    ManagedDevices,
    /// Intune: the device list of an enrollment program token.
    TokenDevices,
    /// Intune: `EnrollmentActivity`, or the report `DeviceEnrollmentFailures`.
    EnrollmentFailures,
    /// Apple Business: the list of devices.
    OrgDevices,
    /// Apple Business: the log of one activity.
    ActivityLog,
}

impl ExportKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::ManagedDevices,
        Self::TokenDevices,
        Self::EnrollmentFailures,
        Self::OrgDevices,
        Self::ActivityLog,
    ];

    /// Where a person finds it in the portals.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ManagedDevices => "Intune: all devices",
            Self::TokenDevices => "Intune: devices of an enrollment program token",
            Self::EnrollmentFailures => "Intune: enrollment activity or failures",
            Self::OrgDevices => "Apple Business: devices",
            Self::ActivityLog => "Apple Business: activity log",
        }
    }

    fn signature(self) -> &'static Signature {
        match self {
            Self::ManagedDevices => &managed_devices::SIGNATURE,
            Self::TokenDevices => &token_devices::SIGNATURE,
            Self::EnrollmentFailures => &enrollment_failures::SIGNATURE,
            Self::OrgDevices => &org_devices::SIGNATURE,
            Self::ActivityLog => &activity_log::SIGNATURE,
        }
    }
}

impl fmt::Display for ExportKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Folded names of one column, the most specific first.
pub(super) type Names = &'static [&'static str];

/// The headers by which a kind is known.
pub(super) struct Signature {
    /// Columns without which the rows are worth nothing.
    pub(super) required: &'static [Names],
    /// Columns that other tables do not have, and how much each weighs.
    pub(super) telling: &'static [(Names, u32)],
    /// The least weight of telling columns.
    pub(super) least: u32,
    /// Columns that this kind never has.
    pub(super) foreign: Names,
    /// Folded parts of file names that settle a tie.
    pub(super) file_names: Names,
    /// The headers that are looked for, for a message.
    pub(super) expected: &'static str,
}

impl Signature {
    /// How surely a header row belongs to this kind; 0 if it does not.
    fn weight(&self, headers: &Headers) -> u32 {
        let has = |names: &Names| headers.find(names).is_some();
        let foreign = self
            .foreign
            .iter()
            .any(|name| headers.find(&[name]).is_some());
        if foreign || !self.required.iter().all(has) {
            return 0;
        }
        let telling = self.telling.iter().filter(|(names, _)| has(names));
        let weight: u32 = telling.map(|(_, weight)| weight).sum();
        if weight < self.least { 0 } else { weight + 1 }
    }
}

/// The kind of a header row and how surely; else the kinds, none or several, that fit equally.
pub(super) fn recognise(
    headers: &Headers,
    file: &str,
) -> Result<(ExportKind, u32), Vec<ExportKind>> {
    let file = fold(file);
    let mut weights: Vec<(u32, bool, ExportKind)> = ExportKind::ALL
        .into_iter()
        .map(|kind| {
            let signature = kind.signature();
            let hinted = signature.file_names.iter().any(|name| file.contains(name));
            (signature.weight(headers), hinted, kind)
        })
        .filter(|(weight, ..)| *weight > 0)
        .collect();
    weights.sort_unstable();
    let Some((weight, hinted, kind)) = weights.pop() else {
        return Err(Vec::new());
    };
    let mut equal = vec![kind];
    let alike = weights
        .iter()
        .rev()
        .take_while(|other| (other.0, other.1) == (weight, hinted));
    equal.extend(alike.map(|(.., kind)| *kind));
    if equal.len() == 1 {
        Ok((kind, weight))
    } else {
        Err(equal)
    }
}

/// What to say about a header row that is no known export.
pub(super) fn unrecognised(headers: &Headers, file: &str) -> Told {
    if let Err(equal) = recognise(headers, file)
        && let [one, other, ..] = equal[..]
    {
        return told("export-two-kinds")
            .with("headers", headers.listed())
            .with("one", one.to_string())
            .with("other", other.to_string());
    }
    let key = if headers.len() == 0 {
        "export-no-header"
    } else if headers.find(token_devices::AUTOPILOT).is_some() {
        "export-autopilot"
    } else {
        "export-unknown"
    };
    let expected: Vec<String> = ExportKind::ALL
        .into_iter()
        .map(|kind| format!("{kind} ({})", kind.signature().expected))
        .collect();
    told(key)
        .with("headers", headers.listed())
        .with("expected", expected.join("; "))
}

#[cfg(test)]
mod tests {
    use super::{ExportKind, recognise, unrecognised};
    use crate::table::header::{Headers, fold};

    fn kind_of(names: &[&str], file: &str) -> Option<ExportKind> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        recognise(&Headers::new(&names), file)
            .ok()
            .map(|(kind, _)| kind)
    }

    #[test]
    fn each_portal_is_known_by_its_headers() {
        let managed = ["Device ID", "Serial number", "Last check-in", "Compliance"];
        assert_eq!(kind_of(&managed, "x.csv"), Some(ExportKind::ManagedDevices));
        let raw = ["SerialNumber", "LastContact", "CompliantState", "DeviceId"];
        assert_eq!(kind_of(&raw, "x.csv"), Some(ExportKind::ManagedDevices));
        let token = ["Seriennummer", "Profilstatus", "Zugewiesenes Profil"];
        assert_eq!(kind_of(&token, "x.csv"), Some(ExportKind::TokenDevices));
        let failures = ["EnrollmentFailureDateTime", "FailureReason", "UPN", "OS"];
        assert_eq!(
            kind_of(&failures, "x.csv"),
            Some(ExportKind::EnrollmentFailures)
        );
        let apple = ["Serial Number", "Order Number", "Date Added", "MDM Server"];
        assert_eq!(kind_of(&apple, "x.csv"), Some(ExportKind::OrgDevices));
        let log = ["serial_number", "operation_status", "operation_substatus"];
        assert_eq!(kind_of(&log, "x.csv"), Some(ExportKind::ActivityLog));
    }

    #[test]
    fn a_name_alone_makes_nothing_an_export() {
        assert_eq!(kind_of(&["Serial number", "Room"], "Devices.csv"), None);
        assert_eq!(kind_of(&["Serial number", "Status"], "Devices.csv"), None);
    }

    #[test]
    fn a_customers_own_list_is_not_taken_for_apples() {
        let list = ["Serial number", "Order number", "Order date", "User"];
        assert_eq!(kind_of(&list, "orgDevices.csv"), None);
    }

    #[test]
    fn autopilot_is_named_and_not_taken_for_a_token() {
        let names = ["Serial number", "Group tag", "Profile status"];
        assert_eq!(kind_of(&names, "x.csv"), None);
        let names = names.map(str::to_owned);
        assert!(
            unrecognised(&Headers::new(&names), "x.csv")
                .to_string()
                .contains("Autopilot")
        );
    }

    #[test]
    fn every_name_is_written_folded() {
        for kind in ExportKind::ALL {
            let signature = kind.signature();
            let telling = signature.telling.iter().map(|(names, _)| names);
            for names in signature.required.iter().chain(telling) {
                for name in *names {
                    assert_eq!(fold(name), *name, "{kind}");
                }
            }
        }
    }
}
