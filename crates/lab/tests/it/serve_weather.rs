//! The rest of the weather: what is cut, what dribbles, what is ignored and added, and what is
//! counted.

use crate::serve::Lab;
use lab::clock::LOOKED_AT;
use lab::serve::Weather;
use serde_json::Value;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

fn lab(weather: Weather) -> (Lab, String) {
    let lab = Lab::start(|options| options.weather = weather);
    let token = lab.graph_token();
    (lab, token)
}

#[test]
fn answers_are_cut_or_dribble() {
    let (lab, token) = lab(Weather {
        resets: 1.0,
        ..Weather::default()
    });
    assert!(lab.try_get(&token, "/v1.0/devices?$top=20").is_err());
    let (lab, token) = self::lab(Weather {
        slow: 1.0,
        ..Weather::default()
    });
    let got = lab.get(&token, "/v1.0/devices?$top=20");
    assert_eq!(got.body["value"].as_array().unwrap().len(), 20);
    // It takes eight pauses of 150 ms, which not everybody has the patience for.
    let hasty = ureq::Agent::config_builder().timeout_recv_body(Some(Duration::from_millis(500)));
    let hasty = hasty.build().new_agent();
    let asked = hasty.get(lab.link("/v1.0/devices?$top=20"));
    let asked = asked.header("authorization", format!("Bearer {token}"));
    assert!(asked.call().unwrap().body_mut().read_to_string().is_err());
}

#[test]
fn what_is_ignored_added_or_expired_is_said_by_nobody() {
    let (lab, token) = lab(Weather {
        ignored_filters: 1.0,
        additions: 1.0,
        expired_cursors: 1.0,
        ..Weather::default()
    });
    let list = "/v1.0/deviceManagement/managedDevices?$top=200";
    let got = lab.get(
        &token,
        &format!("{list}&$filter=serialNumber%20eq%20'none'"),
    );
    let rows = got.body["value"].as_array().unwrap();
    assert_eq!(rows.len(), 200);
    assert!(rows.iter().all(|row| row.get("addedSince2027").is_some()));
    let unknown = |row: &&Value| row.to_string().contains("\"addedSince2027\",");
    let unknown = rows.iter().filter(unknown).count();
    assert!((1..40).contains(&unknown), "{unknown}");
    let next = got.body["@odata.nextLink"].as_str().unwrap();
    assert_eq!(lab.get(&token, next).status, 400);
    let apple = lab.apple_token();
    let devices = lab.get(&apple, "/v1/orgDevices?limit=1").body;
    assert!(devices["data"][0]["attributes"]["addedSince2027"].is_array());
    let refused = lab.get(&apple, devices["links"]["next"].as_str().unwrap());
    assert_eq!(refused.body["errors"][0]["source"]["parameter"], "cursor");
}

/// The services' clock of one test.
static CLOCK: AtomicI64 = AtomicI64::new(0);

#[test]
fn limits_are_kept_and_impatience_is_counted() {
    let lab = Lab::start(|options| {
        options.now = || LOOKED_AT + CLOCK.load(Ordering::Relaxed);
        options.weather.limits = true;
    });
    let token = lab.graph_token();
    let path = "/v1.0/auditLogs/signIns?$top=1";
    for _ in 0..5 {
        assert_eq!(lab.get(&token, path).status, 200);
    }
    let refused = lab.get(&token, path);
    assert_eq!(refused.status, 429);
    assert_eq!(refused.retry_after.as_deref(), Some("2"));
    assert_eq!(lab.get(&token, path).status, 429);
    CLOCK.store(2, Ordering::Relaxed);
    assert_eq!(lab.get(&token, path).status, 200);
    let policies = "/v1.0/identity/conditionalAccess/policies";
    assert_eq!(lab.get(&token, policies).status, 200);
    let refused = lab.get(&token, policies);
    assert_eq!((refused.status, refused.retry_after), (429, None));
    let counters = lab.get("", "/_lab/counters").body;
    assert_eq!(counters["limitsExceeded"]["sign-ins"], 2);
    assert_eq!(counters["limitsExceeded"]["conditional access"], 1);
    assert_eq!(counters["retryAfterNotHonoured"], 1);
}
