//! An activity at Apple, from its order to its result (apple.md §1.6). It is never ordered twice:
//! the second order of an assignment that happened takes the profile away, so that a lost answer is
//! settled by reading the devices.

use crate::activity_log::{self, Entry};
use crate::answer::Reply;
use crate::call::{Call, Method};
use crate::hands::{Hands, Label};
use crate::reversible::IfLost;
use remedy::act::Outcome;
use serde_json::{Value, json};
use sources::live::is_plain;
use std::time::Duration;

/// The place of the activity's number in a path.
const ACTIVITY: &str = "{activity}";

/// What is to be done to some devices, and how to see whether it was.
pub(crate) struct Errand<'e> {
    /// The act's calls.
    pub(crate) calls: &'e [Call],
    pub(crate) serials: &'e [String],
    /// Reads which of the devices are as they should be.
    pub(crate) done: &'e Done<'e>,
}

type Done<'e> = dyn Fn(&mut Hands<'_>) -> Result<Vec<String>, String> + 'e;

/// Orders an activity.
pub(crate) fn order(attributes: &Value, relationships: &Value) -> Call {
    let body = json!({"data": {"type": "orgDeviceActivities", "attributes": attributes,
        "relationships": relationships}});
    Call::apple(Method::Post, "/v1/orgDeviceActivities".to_owned()).with(body)
}

/// Reads the state of the activity.
pub(crate) fn state() -> Call {
    Call::apple(Method::Get, format!("/v1/orgDeviceActivities/{ACTIVITY}"))
}

/// The linkage to a service.
pub(crate) fn server(id: &str) -> Value {
    json!({"data": {"type": "mdmServers", "id": id}})
}

/// The linkages to devices.
pub(crate) fn serials_of(serials: &[String]) -> Value {
    let one = |serial: &String| json!({"type": "orgDevices", "id": serial});
    json!({"data": serials.iter().map(one).collect::<Vec<_>>()})
}

/// Orders the activity, waits until it is finished, and says which devices it failed for.
pub(crate) fn carry_out(hands: &mut Hands<'_>, errand: &Errand<'_>, label: &Label<'_>) -> Outcome {
    let Some(order) = errand.calls.iter().find(|call| call.writes()) else {
        let why = "an activity without an order".to_owned();
        return Outcome::NotSent { why };
    };
    let answer = match hands.deliver(order, label, IfLost::GiveUp) {
        Ok(answer) => answer,
        Err(Outcome::Unknown { why }) => return settle(hands, errand, &why),
        Err(outcome) => return outcome,
    };
    let document = answer.document();
    let Some(id) = document["data"]["id"].as_str().filter(|id| is_plain(id)) else {
        let why = "Apple took the activity and did not say its number";
        return settle(hands, errand, why);
    };
    match finished(hands, errand, id) {
        Some(activity) if is_success(&activity) => Outcome::Accepted {
            receipt: Some(id.to_owned()),
        },
        Some(activity) => failed(hands, errand, id, &activity),
        // Apple has it; the follow-up sees what becomes of it.
        None => Outcome::Accepted {
            receipt: Some(id.to_owned()),
        },
    }
}

/// The activity when it is finished; nothing if that takes too long.
fn finished(hands: &mut Hands<'_>, errand: &Errand<'_>, id: &str) -> Option<Value> {
    let state = errand
        .calls
        .iter()
        .find(|call| call.path.contains(ACTIVITY));
    let state = state?.filled(ACTIVITY, id);
    let mut waited = Duration::ZERO;
    while waited < hands.patience.activity {
        hands.wait(hands.patience.poll);
        waited += hands.patience.poll;
        // A reading that fails now may succeed later: the activity goes on at Apple all the same.
        if let Reply::Answered(answer) = hands.ask(&state, None) {
            let activity = answer.document();
            let word = activity["data"]["attributes"]["status"].as_str();
            if answer.status == 200 && word.is_some_and(|word| word != "IN_PROGRESS") {
                return Some(activity);
            }
            if answer.status == 401 {
                hands.renew(state.vendor);
            }
        }
    }
    None
}

fn is_success(activity: &Value) -> bool {
    activity["data"]["attributes"]["subStatus"] == "COMPLETED_WITH_SUCCESS"
}

/// No answer came that says what became of the order: the devices say it, after a while.
fn settle(hands: &mut Hands<'_>, errand: &Errand<'_>, why: &str) -> Outcome {
    let mut waited = Duration::ZERO;
    loop {
        let done = (errand.done)(hands);
        if done.is_ok_and(|done| done.len() == errand.serials.len()) {
            return Outcome::Accepted { receipt: None };
        }
        if waited >= hands.patience.waits {
            break;
        }
        hands.wait(hands.patience.poll);
        waited += hands.patience.poll;
    }
    Outcome::Unknown {
        why: format!(
            "{why}; the devices do not show it yet, and ordering it a second time could take \
             their profiles away: look again before it is ordered anew"
        ),
    }
}

/// Which devices it failed for, by Apple's log, or by looking at the devices.
fn failed(hands: &mut Hands<'_>, errand: &Errand<'_>, id: &str, activity: &Value) -> Outcome {
    let attributes = &activity["data"]["attributes"];
    let word = |name: &str| attributes[name].as_str().unwrap_or("nothing");
    let ended = format!("{} {}", word("status"), word("subStatus"));
    let done = (errand.done)(hands).unwrap_or_default();
    let log = attributes["downloadUrl"].as_str();
    let log = log.and_then(|link| activity_log::read(hands, link));
    let failed = missing(errand.serials, &done, log.as_deref());
    if failed.is_empty() {
        let receipt = Some(id.to_owned());
        return Outcome::Accepted { receipt };
    }
    let (all, some) = (errand.serials.len(), failed.len());
    let rest = if some == all {
        String::new()
    } else {
        format!("; the other {} of {all} were taken", all - some)
    };
    Outcome::Refused {
        why: format!(
            "Apple's activity {id} ended as {ended} and did not do it for {}{rest}",
            failed.join(", ")
        ),
    }
}

/// The devices that are not as they should be, each with what the log says of it.
fn missing(serials: &[String], done: &[String], log: Option<&[Entry]>) -> Vec<String> {
    let open = serials.iter().filter(|serial| !done.contains(serial));
    open.filter_map(|serial| {
        let entry = log.and_then(|log| log.iter().find(|entry| entry.serial == *serial));
        match entry {
            Some(entry) if entry.is_success => None,
            Some(entry) => Some(format!("{serial} ({})", entry.word)),
            None => Some(serial.clone()),
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{Entry, missing};

    #[test]
    fn each_device_is_named_with_its_word() {
        let serials = ["A", "B", "C", "D"].map(str::to_owned);
        let entry = |serial: &str, is_success, word: &str| Entry {
            serial: serial.to_owned(),
            is_success,
            word: word.to_owned(),
        };
        let log = [
            entry("A", true, "UPDATED"),
            entry("B", false, "OPERATION_NOT_ALLOWED"),
            entry("D", false, "OPERATION_NOT_ALLOWED"),
        ];
        let done = ["D".to_owned()];
        assert_eq!(
            missing(&serials, &done, Some(&log)),
            ["B (OPERATION_NOT_ALLOWED)", "C"]
        );
        assert_eq!(missing(&serials, &done, None), ["A", "B", "C"]);
    }
}
