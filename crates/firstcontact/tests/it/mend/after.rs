//! What is known when a repair is over: verification, and the label.

use super::stage::{Stage, clock};
use super::world::Kind;
use crate::place::firstcontact;
use firstcontact::app::labels::labels;
use firstcontact::store::{self, Setting, kept};
use remedy::case::State;
use serde_json::Value;

#[test]
fn a_mended_device_is_verified_and_its_cause_is_a_label() {
    let stage = Stage::new(clock!(), &[Kind::Classic]);
    let serial = stage.serials().remove(0);
    stage.look();
    assert_eq!(verified(&stage, &serial, "V3").0, 1);
    assert_eq!(verified(&stage, &serial, "V1").0, 0);
    assert_eq!(verified(&stage, "FC00000000", "V1").0, 2);
    stage.mended(&serial);
    let (code, told) = verified(&stage, &serial, "V4");
    assert_eq!(code, 0);
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["devices"][0]["holds"]["V4"], "good");
    assert_eq!(labels(&*stage.store, stage.tenant).unwrap(), []);

    stage.pass("P32D");
    stage.go_on();
    assert_eq!(stage.state(&serial), State::Succeeded);
    let made = labels(&*stage.store, stage.tenant).unwrap();
    let [label] = &made[..] else {
        panic!("{made:?}");
    };
    assert_eq!(label.cause, "C01");
    assert!(
        label.readings.contains("membership present"),
        "{}",
        label.readings
    );
    assert!((3_600..86_400).contains(&label.seconds_to_success));
    let written = exported(&stage);
    assert_eq!(written, serde_json::to_string(label).unwrap() + "\n");
    assert!(!written.contains(&serial) && !written.contains("holder"));
    // Nobody works a pseudonym out without the store's key, and another store has another.
    let key = kept::<Setting>(&*stage.store, None, "labels-key")
        .unwrap()
        .unwrap();
    assert_eq!(key.value.as_str().unwrap().len(), 64);
    let other = store::open(stage.reach.store.with_extension("other").to_str().unwrap()).unwrap();
    let tenant = other.tenant("fabrikam").unwrap();
    assert_eq!(labels(&*other, tenant).unwrap(), []);
    let its = kept::<Setting>(&*other, None, "labels-key")
        .unwrap()
        .unwrap();
    assert_ne!(its.value, key.value);
}

fn verified(stage: &Stage, serial: &str, until: &str) -> (i32, String) {
    let output = firstcontact()
        .args(["verify", serial, "--until", until, "--format", "json"])
        .args(["--config", "/dev/null", "--snapshot"])
        .arg(stage.newest())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), told)
}

fn exported(stage: &Stage) -> String {
    let output = firstcontact()
        .args(["labels", "export", "--config", "/dev/null", "--store"])
        .arg(&stage.reach.store)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}
