//! Assigns devices to a service at Apple, or moves them there: `ASSIGN_DEVICES` (apple.md §1.6).

use crate::activity::{self, Errand, serials_of, server};
use crate::call::Call;
use crate::hands::{Hands, Label};
use crate::read_back::{self, linkage};
use remedy::act::Outcome;
use serde_json::json;

/// Which service each device is on, the activity, its state; and which service each is on, if Apple
/// does not say that all went well.
pub(crate) fn calls(service: &str, serials: &[String]) -> Vec<Call> {
    let order = activity::order(
        &json!({"activityType": "ASSIGN_DEVICES"}),
        &json!({"mdmServer": server(service), "devices": serials_of(serials)}),
    );
    let before = serials.iter().map(|serial| linkage(serial));
    before.chain([order, activity::state()]).collect()
}

/// Assigning a device to the service that it is on takes its profile away at Apple (causality.md
/// C06): where that would happen nothing is sent.
pub(crate) fn carry_out(
    hands: &mut Hands<'_>,
    service: &str,
    serials: &[String],
    label: &Label<'_>,
) -> Outcome {
    let there = match read_back::on_service(hands, service, serials) {
        Ok(there) => there,
        Err(why) => return Outcome::NotSent { why },
    };
    if there.len() == serials.len() {
        return Outcome::Accepted { receipt: None };
    }
    if !there.is_empty() {
        let there = there.join(", ");
        return Outcome::Refused {
            why: format!(
                "nothing was sent: {there} is on this service already, and assigning it again \
                 would take its enrollment profile away; plan for the others alone"
            ),
        };
    }
    let is_done = |hands: &mut Hands<'_>| read_back::on_service(hands, service, serials);
    let errand = Errand {
        calls: &calls(service, serials),
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
    fn the_calls_are_apple_s() {
        let act = Act::AssignService {
            service: "A1".to_owned(),
            serials: vec!["C01".to_owned(), "C02".to_owned()],
        };
        assert_eq!(
            lines(&act),
            [
                "GET /v1/orgDevices/C01/relationships/assignedServer",
                "GET /v1/orgDevices/C02/relationships/assignedServer",
                "POST /v1/orgDeviceActivities {\"data\":{\"attributes\":{\"activityType\":\
                 \"ASSIGN_DEVICES\"},\"relationships\":{\"devices\":{\"data\":[{\"id\":\"C01\",\
                 \"type\":\"orgDevices\"},{\"id\":\"C02\",\"type\":\"orgDevices\"}]},\"mdmServer\":\
                 {\"data\":{\"id\":\"A1\",\"type\":\"mdmServers\"}}},\"type\":\
                 \"orgDeviceActivities\"}}",
                "GET /v1/orgDeviceActivities/{activity}",
            ]
        );
    }
}
