//! Answers that never come, and a service that is busy.

use super::classic::enrolled;
use super::pretended::{Pretended, forgotten};
use lab::serve::Weather;
use remedy::act::Act;

fn losing(share: f64, seed: u64) -> Weather {
    Weather {
        seed,
        lost: share,
        ..Weather::default()
    }
}

#[test]
fn a_wipe_without_an_answer_is_never_sent_again() {
    let world = Pretended::start(forgotten(), |options| {
        options.weather = losing(1.0, 1);
        options.steering.speed = 600;
    });
    let serial = world.serial();
    let device = enrolled(&world, &serial);
    let wipe = world.carry_out(&Act::Wipe {
        device,
        serial,
        keep_enrollment_data: false,
        preserve_data_plan: true,
    });
    assert!(wipe.is_unknown(), "{:?}", wipe.outcome);
    assert_eq!(wipe.writes().len(), 1);
    assert_eq!(wipe.writes()[0].1, None);
    assert_eq!(world.count("/wipe"), 1);
    // It happened, and only looking can tell.
    assert!(world.managed().is_empty());
}

#[test]
fn a_check_in_without_an_answer_is_sent_again() {
    let mut resent = 0;
    for seed in 1..=4 {
        let world = Pretended::start(forgotten(), |options| {
            options.weather = losing(0.6, seed);
            options.steering.speed = 600;
        });
        let serial = world.serial();
        let device = enrolled(&world, &serial);
        let act = Act::SyncDevice { device };
        let tried = world.carry_out(&act);
        assert!(tried.is_accepted(), "{:?}", tried.outcome);
        let sent = tried.writes().len();
        assert_eq!(world.count("/syncDevice"), sent);
        resent += usize::from(sent > 1);
    }
    assert!(resent > 0);
}

#[test]
fn an_assignment_without_an_answer_is_settled_by_looking() {
    let assign = |speed| {
        let world = Pretended::start(forgotten(), |options| {
            options.weather = losing(1.0, 3);
            options.steering.speed = speed;
        });
        let tried = world.carry_out(&Act::AssignService {
            service: world.service("MDM"),
            serials: vec![world.serial()],
        });
        assert_eq!(world.count("/orgDeviceActivities"), 1);
        tried
    };
    let seen = assign(600);
    assert!(seen.is_accepted(), "{:?}", seen.outcome);
    // Where Apple's list does not move, nobody knows.
    let unseen = assign(0);
    assert!(unseen.is_unknown(), "{:?}", unseen.outcome);
    assert!(unseen.why().contains("look again"), "{}", unseen.why());
}

#[test]
fn a_token_s_sync_without_an_answer_is_settled_by_looking() {
    let world = Pretended::start(forgotten(), |options| options.weather = losing(1.0, 1));
    let token = world.token();
    let tried = world.carry_out_in_time(&Act::SyncToken { token });
    assert!(tried.is_accepted(), "{:?}", tried.outcome);
}

#[test]
fn a_busy_service_is_asked_again_within_patience() {
    let busy = |throttle, no_retry_after| {
        Pretended::start(forgotten(), |options| {
            options.weather = Weather {
                seed: 5,
                throttle,
                no_retry_after,
                ..Weather::default()
            };
        })
    };
    for silent in [false, true] {
        let world = busy(0.5, silent);
        let assign = world.carry_out(&Act::AssignService {
            service: "0123456789ABCDEF0123456789ABCDEF".to_owned(),
            serials: vec!["FC00000000".to_owned()],
        });
        // It got through: Apple knows neither the service nor the device.
        assert!(
            assign.is_refused() && assign.why().contains("409"),
            "{:?}",
            assign.outcome
        );
        let throttled = assign
            .sent
            .iter()
            .filter(|(_, status)| *status == Some(429));
        assert!(throttled.count() > 0);
    }
    let world = busy(1.0, false);
    let device = "0b5a7e1c-1111-4222-8333-444455556666".to_owned();
    let sync = world.carry_out(&Act::SyncDevice {
        device: device.clone(),
    });
    assert!(
        sync.is_refused() && sync.why().contains("429"),
        "{:?}",
        sync.outcome
    );
    assert!(sync.writes().len() > 1);
    let retire = world.carry_out(&Act::Retire {
        device,
        serial: "C01".to_owned(),
    });
    assert!(
        retire.is_not_sent() && retire.writes().is_empty(),
        "{:?}",
        retire.outcome
    );
}
