//! A tenant that lets nobody wipe alone, and one that took permissions away.

use super::classic::enrolled;
use super::pretended::{Pretended, forgotten};
use crate::approval::ApprovalStatus;
use remedy::act::{Act, Outcome};
use serde_json::json;

fn wipe(device: &str, serial: &str) -> Act {
    Act::Wipe {
        device: device.to_owned(),
        serial: serial.to_owned(),
        keep_enrollment_data: false,
        preserve_data_plan: true,
    }
}

#[test]
fn a_wipe_waits_for_another_administrator() {
    let world = Pretended::start(forgotten(), |options| options.steering.approval = true);
    let serial = world.serial();
    let device = enrolled(&world, &serial);
    let act = wipe(&device, &serial);
    let ask = || match world.carry_out(&act).outcome {
        Outcome::ApprovalRequired { code } => code,
        other => panic!("{other:?}"),
    };
    let status = |code: &str| world.let_hands(|hands| hands.approval(code));
    let rejected = ask();
    assert_eq!(status(&rejected), Ok(ApprovalStatus::Waiting));
    let early = world.carry_out_with(&act, Some(&rejected)).outcome;
    assert_eq!(
        early,
        Outcome::ApprovalRequired {
            code: rejected.clone()
        }
    );
    world.steer(
        &format!("/_lab/approvals/{rejected}"),
        &json!({"approve": false}),
    );
    assert_eq!(status(&rejected), Ok(ApprovalStatus::Over));
    assert_eq!(world.managed().len(), 1);

    let code = ask();
    world.steer(
        &format!("/_lab/approvals/{code}"),
        &json!({"approve": true}),
    );
    assert_eq!(status(&code), Ok(ApprovalStatus::Approved));
    let foreign = Act::Retire {
        device: device.clone(),
        serial: serial.clone(),
    };
    assert!(world.carry_out_with(&foreign, Some(&code)).is_refused());
    assert!(world.carry_out_with(&act, Some(&code)).is_accepted());
    assert_eq!(status(&code), Ok(ApprovalStatus::Completed));
    assert!(world.managed().is_empty());
    assert!(status("made-up").is_err() && status("a b").is_err());
}

#[test]
fn a_permission_that_was_taken_away_is_named() {
    let world = Pretended::start(forgotten(), |options| {
        let rest = ["DeviceManagementManagedDevices.Read.All"];
        options.entrance.repairs = Some(rest.map(str::to_owned).into());
    });
    let serial = world.serial();
    let device = enrolled(&world, &serial);
    for act in [
        wipe(&device, &serial),
        Act::SyncDevice {
            device: device.clone(),
        },
    ] {
        let refused = world.carry_out(&act);
        let named = "needs DeviceManagementManagedDevices.PrivilegedOperations.All";
        assert!(
            refused.is_refused() && refused.why().contains(named),
            "{:?}",
            refused.outcome
        );
    }
    assert_eq!(world.count("/wipe"), 1);
    let token = world.token();
    let unread = world.carry_out(&Act::SyncToken { token });
    assert!(unread.is_not_sent(), "{:?}", unread.outcome);
    assert!(
        unread
            .why()
            .contains("DeviceManagementServiceConfig.Read.All")
    );
}
