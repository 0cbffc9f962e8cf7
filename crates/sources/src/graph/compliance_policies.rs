//! `deviceCompliancePolicies`: what a device must be like to count as compliant, and for whom. Of
//! each its platform stands in the type alone. Those of the settings catalogue are another
//! collection, which has none for Apple's platforms: there Intune makes them for Linux.

use super::assignments::{Assignment, targets};
use crate::json::{Desk, RowKind, Text};
use crate::told::told;
use enrollment::snapshot::{CompliancePolicy, Platform};
use serde::Deserialize;

/// `deviceCompliancePolicy` and what is derived from it, on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default, rename = "@odata.type")]
    kind: Text<'a>,
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    display_name: Text<'a>,
    #[serde(borrow, default)]
    assignments: Option<Vec<Assignment<'a>>>,
}

pub(crate) struct CompliancePolicies;

impl RowKind for CompliancePolicies {
    type Wire<'a> = Wire<'a>;
    type Row = CompliancePolicy;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<CompliancePolicy>) {
        let platform = match wire.kind.rsplit('.').next().unwrap_or_default() {
            "iosCompliancePolicy" => Platform::Ios,
            "macOSCompliancePolicy" => Platform::MacOs,
            "" => {
                desk.fault("@odata.type", || told("row-compliance"));
                return;
            }
            _ => return,
        };
        rows.push(CompliancePolicy {
            id: desk.word(&wire.id),
            name: desk.word(&wire.display_name),
            platform,
            targets: targets(wire.assignments.as_deref(), desk),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{Platform, Source, Whom};

    #[test]
    fn a_policy_is_for_a_platform_and_for_somebody() {
        let page = r##"{"value":[
            {"@odata.type":"#microsoft.graph.iosCompliancePolicy","id":"1","displayName":"Phones",
             "passcodeRequired":true,"assignments":[{"id":"x","target":
               {"@odata.type":"#microsoft.graph.allLicensedUsersAssignmentTarget"}}]},
            {"@odata.type":"#microsoft.graph.macOSCompliancePolicy","id":"2","displayName":"Macs",
             "assignments":[]},
            {"@odata.type":"#microsoft.graph.windows10CompliancePolicy","id":"3"},
            {"@odata.type":"#microsoft.graph.iosCompliancePolicy","id":"4","assignments":null},
            {"id":"5"}]}"##;
        let snapshot = read(Source::CompliancePolicies, "", page);
        let rows: Vec<_> = snapshot.compliance_policies.iter().collect();
        let platforms: Vec<_> = rows.iter().map(|row| row.platform).collect();
        assert_eq!(platforms, [Platform::Ios, Platform::MacOs, Platform::Ios]);
        assert_eq!(snapshot.words.text(rows[0].name), "Phones");
        assert_eq!(rows[0].targets.as_ref().unwrap()[0].whom, Whom::AllUsers);
        assert_eq!(rows[1].targets.as_ref().map(Vec::len), Some(0), "nobody");
        assert!(rows[2].targets.is_none(), "nobody asked");
        assert_eq!(
            gaps(&snapshot),
            ["5 @odata.type: a policy that does not say for which platform it is"]
        );
    }
}
