//! `/_lab/`: what steers a world, and what tells the truth about it. Nothing of this has a tenant.

use super::Services;
use super::answer::Answer;
use super::asked::Asked;
use super::deeds::{Refused, plan};
use super::living::device;
use super::world_time::length;
use crate::clock::{self, Time};
use crate::faults;
use crate::scenario::find_trouble;
use crate::story::words;
use crate::truth::{code, judge};
use crate::world::{Mended, What};
use serde_json::{Map, Value, json};

/// What there is to steer with; `GET /_lab/` answers it.
const GUIDE: &str = include_str!("control.txt");

/// Answers what is below `/_lab/`.
pub(super) fn answer(services: &Services, asked: &Asked, parts: &[&str], now: Time) -> Answer {
    let body: Map<String, Value> = match asked.body.trim() {
        "" => Map::new(),
        text => match serde_json::from_str(text) {
            Ok(body) => body,
            Err(why) => return wrong(400, &format!("the body must be an object of JSON: {why}")),
        },
    };
    match (asked.method.as_str(), parts) {
        ("GET", []) => Answer::of(200, "text/plain; charset=utf-8", GUIDE.into()),
        ("GET", ["counters"]) => services.tally.answer(services.limits.counts()),
        ("GET", ["requests"]) => services.requests.answer(),
        ("GET", ["truth"]) => match services.at_present(asked, now) {
            Ok(services) => Answer::of(200, "application/x-ndjson", services.stock.truth.clone()),
            Err(broken) => broken,
        },
        ("GET", ["time"]) => time(services, now),
        ("POST", ["time"]) => steer(services, &body, now),
        ("GET", ["faults"]) => wrongs(services, now),
        ("POST", ["faults"]) => go_wrong(services, &body, now),
        ("GET", ["devices", serial] | ["devices", serial, "story"]) => story(services, serial, now),
        ("POST", ["devices", serial]) => act(services, serial, &body, now),
        ("POST", ["approvals", id]) => {
            let approved = body.get("approve").and_then(Value::as_bool).unwrap_or(true);
            if services.approvals.decide(id, approved) {
                time(services, now)
            } else {
                wrong(404, "no such request waits for an approval")
            }
        }
        _ => wrong(404, "there is no such control; GET /_lab/ lists them"),
    }
}

fn wrong(status: u16, why: &str) -> Answer {
    Answer::json(status, &json!({"error": why}))
}

fn time(services: &Services, now: Time) -> Answer {
    let (at, speed) = services.living.time.at(now);
    Answer::json(200, &json!({"now": clock::text(at), "speed": speed}))
}

fn steer(services: &Services, body: &Map<String, Value>, now: Time) -> Answer {
    if body.is_empty() || body.keys().any(|key| key != "advance" && key != "speed") {
        return wrong(400, "time takes \"advance\" and \"speed\"");
    }
    let living = &services.living;
    let advanced = match body.get("advance") {
        None => Ok(()),
        Some(by) => {
            let by = by.as_i64().or_else(|| by.as_str().and_then(length));
            by.ok_or("'advance' is a number of seconds, or a length such as \"P2DT12H\"".to_owned())
                .and_then(|by| living.time.advance(by, now))
        }
    };
    let steered = advanced.and_then(|()| match body.get("speed") {
        None => Ok(()),
        Some(speed) => living.time.run(speed.as_u64().unwrap_or(u64::MAX), now),
    });
    match steered {
        Ok(()) => time(services, now),
        Err(why) => wrong(400, &why),
    }
}

/// What is wrong for more than one device now.
fn wrongs(services: &Services, now: Time) -> Answer {
    let world = services.living.world(now);
    let all = world.tenant.episodes.all();
    let holding = all.filter(|episode| episode.holds(world.looked_at));
    let rows: Vec<Value> = holding
        .map(|episode| {
            let fault = episode
                .fault
                .and_then(|it| world.faults.get(usize::from(it)));
            // What was so before the world began has no date.
            let since = clock::is_of_our_time(episode.from).then(|| clock::text(episode.from));
            json!({"trouble": format!("{:?}", episode.trouble), "since": since,
                "fault": fault.map(|injected| injected.fault.code)})
        })
        .collect();
    let struck: Vec<Value> = world
        .faults
        .iter()
        .filter(|injected| injected.during(world.looked_at))
        .map(|injected| {
            json!({"fault": injected.fault.code, "name": injected.fault.name,
                "since": clock::text(injected.from)})
        })
        .collect();
    Answer::json(200, &json!({"faults": struck, "troubles": rows}))
}

fn go_wrong(services: &Services, body: &Map<String, Value>, now: Time) -> Answer {
    let text = |key: &str| body.get(key).and_then(Value::as_str);
    let what = match (text("fault"), text("mend")) {
        (Some(name), None) => match faults::find(name) {
            Ok(fault) if services.living.takes_a_fault() => Ok(What::Strike(fault)),
            Ok(_) => Err("a world bears no more faults than it has now".to_owned()),
            Err(no_fault) => find_trouble(name)
                .map(What::Break)
                .map_err(|why| format!("{no_fault}; {why}")),
        },
        (None, Some("everything")) => Ok(What::Mend(Mended::Everything)),
        (None, Some(name)) => match faults::find(name) {
            Ok(fault) => Ok(What::Mend(Mended::Fault(fault.code))),
            Err(no_fault) => find_trouble(name)
                .map(|trouble| What::Mend(Mended::Trouble(trouble)))
                .map_err(|why| format!("{no_fault}; {why}")),
        },
        _ => Err("name one \"fault\", or what to \"mend\"".to_owned()),
    };
    match what {
        Ok(what) => {
            services.living.act([what], now);
            wrongs(services, now)
        }
        Err(why) => wrong(400, &why),
    }
}

fn story(services: &Services, serial: &str, now: Time) -> Answer {
    let world = services.living.world(now);
    let Some((story, ledger)) = device(&world, serial) else {
        return wrong(404, "no device of this world has this serial number");
    };
    let truth = judge(&ledger, &story.facts, &world.tenant);
    let events: Vec<Value> = story
        .lived
        .log
        .iter()
        .map(|entry| {
            json!({"at": clock::text(entry.at), "event": entry.event.symbol(),
                "what": words(&entry.event)})
        })
        .collect();
    Answer::json(
        200,
        &json!({"serial": serial, "now": clock::text(world.looked_at),
            "product": story.facts.product.model, "events": events,
            "truth": {"cause": code(truth.cause), "gate": truth.gate,
                "action": truth.action.name()}}),
    )
}

fn act(services: &Services, serial: &str, body: &Map<String, Value>, now: Time) -> Answer {
    let world = services.living.world(now);
    let Some((device, ledger)) = device(&world, serial) else {
        return wrong(404, "no device of this world has this serial number");
    };
    match plan(&world, &device.facts, &ledger, body) {
        Err(Refused::Asked(why)) => wrong(400, &why),
        Err(Refused::Impossible(why)) => wrong(409, &why),
        Ok(plan) => {
            let deed = What::Device {
                index: device.facts.index,
                replacement: device.facts.replacement,
                plan,
            };
            services.living.act([deed], now);
            story(services, serial, now)
        }
    }
}
