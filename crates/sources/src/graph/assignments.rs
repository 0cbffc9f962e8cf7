//! `assignments` of whatever Intune assigns: restrictions, compliance policies, profiles.

use crate::json::{Desk, Lenient, Text};
use enrollment::snapshot::{RestrictionTarget, Whom};
use serde::Deserialize;

/// `enrollmentConfigurationAssignment`, `deviceCompliancePolicyAssignment` and
/// `deviceConfigurationAssignment` on the wire.
#[derive(Deserialize)]
pub(crate) struct Assignment<'a> {
    #[serde(borrow, default)]
    target: Lenient<Target<'a>>,
}

/// `deviceAndAppManagementAssignmentTarget` and what is derived from it, on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Target<'a> {
    #[serde(borrow, default, rename = "@odata.type")]
    kind: Text<'a>,
    #[serde(borrow, default)]
    group_id: Text<'a>,
    #[serde(borrow, default)]
    device_and_app_management_assignment_filter_type: Text<'a>,
}

impl Target<'_> {
    fn read(&self, desk: &mut Desk<'_>) -> RestrictionTarget {
        let group = desk.lower_word(&self.group_id);
        let filter = &*self.device_and_app_management_assignment_filter_type;
        RestrictionTarget {
            whom: match self.kind.rsplit('.').next().unwrap_or_default() {
                "groupAssignmentTarget" => Whom::Group(group),
                "exclusionGroupAssignmentTarget" => Whom::NotGroup(group),
                "allLicensedUsersAssignmentTarget" => Whom::AllUsers,
                "allDevicesAssignmentTarget" => Whom::AllDevices,
                _ => Whom::Unknown,
            },
            filtered: !matches!(filter, "" | "none"),
        }
    }
}

/// For whom something is; `None` where nobody asked.
pub(crate) fn targets(
    assignments: Option<&[Assignment<'_>]>,
    desk: &mut Desk<'_>,
) -> Option<Vec<RestrictionTarget>> {
    let unknown = RestrictionTarget::default();
    let all = assignments?.iter().map(|one| one.target.0.as_ref());
    Some(
        all.map(|it| it.map_or(unknown, |it| it.read(desk)))
            .collect(),
    )
}

/// Whether these targets mean anybody at all; `None` where nobody can say.
pub(crate) fn is_assigned(targets: Option<&[RestrictionTarget]>) -> Option<bool> {
    let targets = targets?;
    let means = |it: &RestrictionTarget| {
        matches!(it.whom, Whom::Group(_) | Whom::AllUsers | Whom::AllDevices)
    };
    if targets.iter().any(means) {
        return Some(true);
    }
    let unknown = targets.iter().any(|it| it.whom == Whom::Unknown);
    (!unknown).then_some(false)
}
