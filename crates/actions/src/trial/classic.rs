//! Every write once, in a world that shows what it did.

use super::Tried;
use super::pretended::{Pretended, forgotten, id};
use enrollment::moment::Moment;
use lab::scenario::built_in;
use remedy::act::{Act, Outcome};
use serde_json::json;

#[test]
fn the_classic_case_is_mended() {
    let world = Pretended::start(forgotten(), |_| ());
    let serial = world.serial();
    let assign = Act::AssignService {
        service: world.service("MDM"),
        serials: vec![serial.clone()],
    };
    let assigned = world.carry_out(&assign);
    let Outcome::Accepted { receipt: Some(_) } = &assigned.outcome else {
        panic!("{:?}", assigned.outcome);
    };
    world.advance("PT1H");
    // Apple would take the profile away: it is not asked a second time (C06).
    let again = world.carry_out(&assign);
    assert_eq!(again.outcome, Outcome::Accepted { receipt: None });
    assert!(again.writes().is_empty());

    let token = world.token();
    let sync = Act::SyncToken {
        token: token.clone(),
    };
    let synced = world.carry_out_in_time(&sync);
    assert!(synced.is_accepted(), "{:?}", synced.outcome);
    let early = world.carry_out_in_time(&sync);
    assert!(early.is_refused() && early.writes().is_empty());
    let next = Moment::from_unix(world.now() + 900).unwrap().to_string();
    assert!(early.why().contains(&next), "{}", early.why());
    // Whoever has another clock in the head is refused by Intune.
    let later = world.carry_out(&sync);
    assert!(
        later.is_refused() && later.why().contains("900 seconds"),
        "{:?}",
        later.outcome
    );

    let profile = id(world.profiles().last().unwrap());
    let assign_profile = world.carry_out(&Act::AssignProfile {
        token: token.clone(),
        profile: profile.clone(),
        serials: vec![serial.clone()],
    });
    assert!(assign_profile.is_accepted(), "{:?}", assign_profile.outcome);
    world.advance("PT1H");
    let row = &world.listed()[0];
    assert_eq!(row["enrollmentState"], "notContacted");
    assert_eq!(row["requestedEnrollmentProfileId"], profile.as_str());
    assert_eq!(world.cause(&serial), "C01");

    world.act(&serial, &json!({"do": "erase"}));
    world.act(&serial, &json!({"do": "set-up"}));
    world.advance("P1D");
    let device = id(&world.managed()[0]);
    let checked_in = world.carry_out(&Act::SyncDevice {
        device: device.clone(),
    });
    assert!(checked_in.is_accepted(), "{:?}", checked_in.outcome);

    let [stranger, wiped, gone] = wiped_once(&world, &device, &serial);
    world.agrees(&[
        &assigned,
        &again,
        &synced,
        &early,
        &later,
        &assign_profile,
        &checked_in,
        &stranger,
        &wiped,
        &gone,
    ]);
}

/// A wipe under another serial number, the wipe, and the same once more.
fn wiped_once(world: &Pretended, device: &str, serial: &str) -> [Tried; 3] {
    let wipe = |serial: &str| Act::Wipe {
        device: device.to_owned(),
        serial: serial.to_owned(),
        keep_enrollment_data: false,
        preserve_data_plan: true,
    };
    let stranger = world.carry_out(&wipe("FC00000000"));
    assert!(stranger.is_refused() && stranger.writes().is_empty());
    assert!(stranger.why().contains(serial), "{}", stranger.why());
    let wiped = world.carry_out(&wipe(serial));
    assert_eq!(wiped.outcome, Outcome::Accepted { receipt: None });
    assert!(world.managed().is_empty());
    let gone = world.carry_out(&wipe(serial));
    assert!(gone.is_refused() && gone.writes().is_empty());
    [stranger, wiped, gone]
}

#[test]
fn a_device_is_retired() {
    let world = Pretended::start(forgotten(), |_| ());
    let serial = world.serial();
    let device = enrolled(&world, &serial);
    let retired = world.carry_out(&Act::Retire {
        device,
        serial: serial.clone(),
    });
    assert!(retired.is_accepted(), "{:?}", retired.outcome);
    world.advance("PT1H");
    assert_eq!(world.cause(&serial), "C11");
}

/// Has the forgotten telephone enrolled, and gives the name of its record.
pub(super) fn enrolled(world: &Pretended, serial: &str) -> String {
    let assigned = world.carry_out(&Act::AssignService {
        service: world.service("MDM"),
        serials: vec![serial.to_owned()],
    });
    assert!(
        !assigned.is_refused() && !assigned.is_not_sent(),
        "{:?}",
        assigned.outcome
    );
    world.advance("P2D");
    let profile = id(world.profiles().last().unwrap());
    world.act(serial, &json!({"do": "assign-profile", "profile": profile}));
    world.advance("PT2H");
    world.act(serial, &json!({"do": "erase", "by": "holder"}));
    world.act(serial, &json!({"do": "set-up", "how": "new"}));
    world.advance("P1D");
    id(&world.managed()[0])
}

#[test]
fn a_profile_becomes_the_default_and_is_touched() {
    let world = Pretended::start(forgotten(), |_| ());
    let token = world.token();
    let profiles = world.profiles();
    let last = id(profiles.last().unwrap());
    let made = world.carry_out(&Act::SetDefaultProfile {
        token: token.clone(),
        profile: last.clone(),
    });
    assert!(made.is_accepted(), "{:?}", made.outcome);
    let path = "/beta/deviceManagement/depOnboardingSettings?$expand=defaultIosEnrollmentProfile";
    assert_eq!(
        world.rows(path)[0]["defaultIosEnrollmentProfile"]["id"],
        last
    );

    let touch = |profile: &str| Act::TouchProfile {
        token: token.clone(),
        profile: profile.to_owned(),
    };
    for profile in &profiles {
        let name = id(profile);
        let touched = world.carry_out(&touch(&name));
        if name.starts_with("ECV2_") {
            assert!(touched.is_not_sent() && touched.sent.is_empty());
            continue;
        }
        assert!(touched.is_accepted(), "{:?}", touched.outcome);
        let is_it = |row: &&serde_json::Value| row["id"] == name.as_str();
        let row = world
            .profiles()
            .into_iter()
            .find(|row| is_it(&row))
            .unwrap();
        let number = &super::key().text()[..8];
        assert_eq!(row["description"], format!(" [firstcontact {number}]"));
    }
    let unknown = world.carry_out(&touch("t_p"));
    assert!(unknown.is_refused() && unknown.writes().is_empty());
}

#[test]
fn a_migration_is_planned_and_taken_back() {
    let text = built_in("mdm-migration").unwrap();
    let moved = text.find("[[device.step]]\nat = \"2026-10-01").unwrap();
    let world = Pretended::start(text[..moved].to_owned(), |_| ());
    let serials = vec![world.serial()];
    let deadline = Moment::from_unix(world.now() + 20 * 86_400).unwrap();
    let migrate = Act::Migrate {
        service: world.service("MDM"),
        serials: serials.clone(),
        deadline,
    };
    let planned = world.carry_out(&migrate);
    assert!(planned.is_accepted(), "{:?}", planned.outcome);
    world.advance("PT1H");
    let device = world.device(&serials[0]);
    assert_eq!(device["mdmMigrationDeadlineDateTime"], deadline.to_string());
    // It is so already: nothing is sent.
    let again = world.carry_out(&migrate);
    assert!(again.is_accepted() && again.writes().is_empty());
    let later = world.carry_out(&Act::Migrate {
        service: world.service("MDM"),
        serials: serials.clone(),
        deadline: deadline.plus(86_400),
    });
    assert!(later.is_refused() && later.writes().is_empty());

    let cancel = Act::CancelMigration {
        serials: serials.clone(),
    };
    let cancelled = world.carry_out(&cancel);
    assert!(cancelled.is_accepted(), "{:?}", cancelled.outcome);
    world.advance("PT1H");
    assert!(world.device(&serials[0])["mdmMigrationDeadlineDateTime"].is_null());
    world.agrees(&[&planned, &again, &later, &cancelled]);
}

#[test]
fn what_apple_does_not_do_is_named() {
    let world = Pretended::start(forgotten(), |_| ());
    let serial = world.serial();
    let service = world.service("MDM");
    let assign = |serials: &[&str]| Act::AssignService {
        service: service.clone(),
        serials: serials.iter().map(|it| (*it).to_owned()).collect(),
    };
    let stranger = world.carry_out(&assign(&["FC00000000"]));
    assert!(
        stranger.is_refused() && stranger.why().contains("409"),
        "{:?}",
        stranger.outcome
    );
    world.act(&serial, &json!({"do": "release"}));
    world.advance("PT1H");
    let released = world.carry_out(&assign(&[&serial]));
    let named = format!("{serial} (OPERATION_NOT_ALLOWED)");
    assert!(
        released.is_refused() && released.why().contains(&named),
        "{:?}",
        released.outcome
    );
}
