//! What whoever repairs meets: an identity of its own, profiles that are handed over again, and
//! answers that never arrive.

use crate::serve::Lab;
use lab::clock::DAY;
use lab::device::script::Plan;
use lab::device::stories;
use lab::event::Event;
use lab::serve::Weather;
use lab::world::{Acting, Deed, Mended, Recipe, What, World};
use serde_json::{Value, json};

const ADMIN: &str = "/beta/deviceManagement/depOnboardingSettings";

fn send(lab: &Lab, method: &str, token: &str, path: &str, body: &Value) -> Option<u16> {
    let request = ureq::http::Request::builder()
        .method(method)
        .uri(lab.link(path))
        .header("authorization", format!("Bearer {token}"))
        .header("content-type", "application/json");
    let sent = lab.agent.run(request.body(body.to_string()).unwrap());
    sent.ok().map(|answer| answer.status().as_u16())
}

fn repairer(lab: &Lab) -> String {
    let access = &lab.running.access;
    let given = lab.entra(&access.tenant, &access.repair_client, &access.repair_secret);
    given.body["access_token"].as_str().unwrap().to_owned()
}

/// A token, and its profiles of the first and of the second generation.
fn profiles(lab: &Lab, token: &str) -> (String, Vec<String>) {
    let (tokens, _) = lab.all(token, ADMIN);
    let path = format!("{ADMIN}/{}", tokens[0]["id"].as_str().unwrap());
    let (rows, _) = lab.all(token, &format!("{path}/enrollmentProfiles"));
    let ids = rows
        .iter()
        .map(|row| row["id"].as_str().unwrap().to_owned());
    (path.clone(), ids.collect())
}

#[test]
fn whoever_repairs_has_an_identity_of_its_own() {
    let lab = Lab::start(|_| ());
    let access = &lab.running.access;
    let (reads, writes) = (lab.graph_token(), repairer(&lab));
    let wrong = lab.entra(&access.tenant, &access.repair_client, &access.secret);
    assert_eq!(wrong.status, 401);
    let (token, _) = profiles(&lab, &reads);
    let sync = format!("{token}/syncWithAppleDeviceEnrollmentProgram");
    assert_eq!(send(&lab, "POST", &reads, &sync, &Value::Null), Some(403));
    assert_eq!(send(&lab, "POST", &writes, &sync, &Value::Null), Some(204));
    // It may not look at more than it must.
    let policies = "/v1.0/identity/conditionalAccess/policies";
    assert_eq!(lab.get(&writes, policies).status, 403);
}

#[test]
fn a_profile_s_description_is_all_that_can_be_written() {
    let lab = Lab::start(|_| ());
    let writes = repairer(&lab);
    let (token, profiles) = profiles(&lab, &writes);
    let touch = |profile: &str, body: &Value| {
        let path = format!("{token}/enrollmentProfiles/{profile}");
        send(&lab, "PATCH", &writes, &path, body)
    };
    let row = |profile: &str| lab.get(&writes, &format!("{token}/enrollmentProfiles/{profile}"));
    let (policies, classic): (Vec<_>, Vec<_>) =
        profiles.iter().partition(|id| id.starts_with("ECV2_"));
    assert!(!classic.is_empty());
    for profile in classic {
        let kind = row(profile).body["@odata.type"].clone();
        assert_eq!(touch(profile, &json!({"description": 1})), Some(400));
        assert_eq!(
            touch(profile, &json!({"description": "x", "isMandatory": false})),
            Some(400)
        );
        let foreign = json!({"@odata.type": "#microsoft.graph.user", "description": "x"});
        assert_eq!(touch(profile, &foreign), Some(400));
        let body = json!({"@odata.type": kind, "description": "touched"});
        assert_eq!(touch(profile, &body), Some(204));
        assert_eq!(row(profile).body["description"], "touched");
    }
    for policy in policies {
        assert_eq!(touch(policy, &json!({"description": "x"})), Some(400));
    }
    assert_eq!(touch("x_y", &json!({"description": "x"})), Some(404));
}

#[test]
fn a_touch_hands_over_what_apple_had_dropped() {
    // A world in which Intune does not hand a profile over by itself.
    let recipes = (11..).map(|seed| Recipe::new(seed, 150).unwrap());
    let mut silent = recipes.filter(|recipe| !World::build(recipe).unknowns.pushes_again);
    let recipe = silent.next().unwrap();
    let now = recipe.looked_at;
    let profiles = World::build(&recipe).tenant.profiles.len() as u8;
    let again = |index| What::Device {
        index,
        replacement: false,
        plan: Plan::AssignAgain,
    };
    let build = |touched: bool| {
        let dropped = (0..150).map(|index| Deed {
            at: now,
            what: again(index),
        });
        // Nothing keeps Apple from accepting.
        let what = What::Mend(Mended::Everything);
        let mended = [Deed { at: now, what }];
        let touch = |profile| Deed {
            at: now + DAY,
            what: What::TouchProfile {
                profile,
                description: "touched".to_owned(),
            },
        };
        let touches = (0..profiles).filter(|_| touched).map(touch);
        World::build(&Recipe {
            looked_at: now + 2 * DAY,
            deeds: mended.into_iter().chain(dropped).chain(touches).collect(),
            ..recipe.clone()
        })
    };
    // Apple holds a profile, or has dropped it.
    let without = |world: &World| {
        let held = |index| {
            let log = stories(world, index, Acting::All).remove(0).lived.log;
            let last = log.iter().rev().find_map(|entry| match entry.event {
                Event::ProfileAccepted(_) => Some(true),
                Event::ProfileCleared => Some(false),
                _ => None,
            });
            last.unwrap_or(true)
        };
        (0..150).filter(|index| !held(*index)).count()
    };
    let (before, after) = (without(&build(false)), without(&build(true)));
    assert!(before > 0 && after == 0, "{before} {after}");
}

#[test]
fn an_answer_is_lost_and_the_deed_is_done() {
    let lab = Lab::start(|options| {
        options.weather = Weather {
            lost: 1.0,
            ..Weather::default()
        };
    });
    let writes = repairer(&lab);
    let (token, _) = profiles(&lab, &writes);
    let sync = format!("{token}/syncWithAppleDeviceEnrollmentProgram");
    assert_eq!(send(&lab, "POST", &writes, &sync, &Value::Null), None);
    let requests = lab.get("", "/_lab/requests").body;
    assert_eq!(requests["requests"][0]["status"], 204);
    assert_eq!(requests["requests"].as_array().unwrap().len(), 1);
}
