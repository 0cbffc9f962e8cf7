//! Takes a migration back that has not begun: `CANCEL_MDM_MIGRATION` (apple.md §1.6).

use crate::activity::{self, Errand, serials_of};
use crate::call::Call;
use crate::hands::{Hands, Label};
use crate::read_back::{self, device};
use remedy::act::Outcome;
use serde_json::json;

/// The activity, its state, and what Apple then says of each device.
pub(crate) fn calls(serials: &[String]) -> Vec<Call> {
    let order = activity::order(
        &json!({"activityType": "CANCEL_MDM_MIGRATION"}),
        &json!({"devices": serials_of(serials)}),
    );
    let after = serials.iter().map(|serial| device(serial));
    [order, activity::state()]
        .into_iter()
        .chain(after)
        .collect()
}

pub(crate) fn carry_out(hands: &mut Hands<'_>, serials: &[String], label: &Label<'_>) -> Outcome {
    let is_done = |hands: &mut Hands<'_>| read_back::migrating(hands, serials, None);
    let errand = Errand {
        calls: &calls(serials),
        serials,
        done: &is_done,
    };
    activity::carry_out(hands, &errand, label)
}

#[cfg(test)]
mod tests {
    use crate::call::lines;
    use remedy::act::Act;

    #[test]
    fn the_calls_name_no_service() {
        let serials = vec!["C01".to_owned()];
        assert_eq!(
            lines(&Act::CancelMigration { serials }),
            [
                "POST /v1/orgDeviceActivities {\"data\":{\"attributes\":{\"activityType\":\
                 \"CANCEL_MDM_MIGRATION\"},\"relationships\":{\"devices\":{\"data\":[{\"id\":\
                 \"C01\",\"type\":\"orgDevices\"}]}},\"type\":\"orgDeviceActivities\"}}",
                "GET /v1/orgDeviceActivities/{activity}",
                "GET /v1/orgDevices/C01",
            ]
        );
    }
}
