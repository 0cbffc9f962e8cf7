//! Assigns devices to a service at Apple and lets them migrate before a deadline, without an erase
//! (OS 26 and later; apple.md §1.6, §4.7).

use crate::activity::{self, Errand, serials_of, server};
use crate::call::Call;
use crate::hands::{Hands, Label};
use crate::read_back::{self, device, linkage};
use enrollment::moment::Moment;
use remedy::act::Outcome;
use serde_json::json;

/// Which service each device is on, the activity, its state, and what Apple then says of each
/// device.
pub(crate) fn calls(service: &str, serials: &[String], deadline: Moment) -> Vec<Call> {
    let order = activity::order(
        &json!({
            "activityType": "ASSIGN_DEVICES_WITH_MDM_MIGRATION_DEADLINE",
            "activityTypeMetadata": {"mdmMigrationDeadlineDateTime": deadline.to_string()},
        }),
        &json!({"mdmServer": server(service), "devices": serials_of(serials)}),
    );
    let before = serials.iter().map(|serial| linkage(serial));
    let after = serials.iter().map(|serial| device(serial));
    before
        .chain([order, activity::state()])
        .chain(after)
        .collect()
}

/// A device that is on the service can no longer be migrated there: where one is, nothing is sent.
pub(crate) fn carry_out(
    hands: &mut Hands<'_>,
    service: &str,
    serials: &[String],
    deadline: Moment,
    label: &Label<'_>,
) -> Outcome {
    let there = match read_back::on_service(hands, service, serials) {
        Ok(there) => there,
        Err(why) => return Outcome::NotSent { why },
    };
    let is_done = |hands: &mut Hands<'_>| read_back::migrating(hands, serials, Some(deadline));
    if there.is_empty() {
        let errand = Errand {
            calls: &calls(service, serials, deadline),
            serials,
            done: &is_done,
        };
        return activity::carry_out(hands, &errand, label);
    }
    match is_done(hands) {
        Err(why) => Outcome::NotSent { why },
        Ok(done) if done.len() == serials.len() => Outcome::Accepted { receipt: None },
        Ok(_) => Outcome::Refused {
            why: format!(
                "nothing was sent: {} is on this service already and cannot be migrated to it",
                there.join(", ")
            ),
        },
    }
}

#[cfg(test)]
mod tests {
    use crate::call::lines;
    use enrollment::moment::Moment;
    use remedy::act::Act;

    #[test]
    fn the_calls_name_the_deadline() {
        let act = Act::Migrate {
            service: "A1".to_owned(),
            serials: vec!["C01".to_owned()],
            deadline: Moment::from_unix(1_798_000_000).unwrap(),
        };
        assert_eq!(
            lines(&act),
            [
                "GET /v1/orgDevices/C01/relationships/assignedServer",
                "POST /v1/orgDeviceActivities {\"data\":{\"attributes\":{\"activityType\":\
                 \"ASSIGN_DEVICES_WITH_MDM_MIGRATION_DEADLINE\",\"activityTypeMetadata\":\
                 {\"mdmMigrationDeadlineDateTime\":\"2026-12-23T04:26:40Z\"}},\"relationships\":\
                 {\"devices\":{\"data\":[{\"id\":\"C01\",\"type\":\"orgDevices\"}]},\"mdmServer\":\
                 {\"data\":{\"id\":\"A1\",\"type\":\"mdmServers\"}}},\"type\":\
                 \"orgDeviceActivities\"}}",
                "GET /v1/orgDeviceActivities/{activity}",
                "GET /v1/orgDevices/C01",
            ]
        );
    }
}
