//! For machines: one document, schema `firstcontact/access/1`.
//!
//! ```text
//! {"schema":…,"takenAt":…,"standing":"open|blocked|not-seen","sentence":…,"complete":…,
//!  "policiesRead":"complete|partial|not-read","notRead":[source…],"gaps":[…],"policies":[{…}],
//!  "groups":[{"id":…,"name":…|null,"exists":true|false|null}],"roles":[…],
//!  "emergency":[{"kind":"user|group","id":…,"text":…}],
//!  "ways":[{"users":…,"everybody":…,"names":[…],"resources":[…],…,
//!    "devices":["unregistered"|"registered"…],"nearest":[…],"fix":{…}|null,
//!    "onlyEmergency":…,"advice":…|null}],
//!  "unjudged":[{"policy":…,"because":[…]}],"pitfalls":[{"code":…,"weight":…,"policy":…|null,…}]}
//! ```
//!
//! Positions are never told: policies are named by their ids, people by their names. `emergency` is
//! presumed: whom every policy about the ordinary sign-ins of all users leaves out. `precautions` of
//! a fix say what to see to before it takes effect.

use super::table::sentence;
use super::words::{Words, client, flow, platform_name};
use crate::app::access::AccessPicture;
use crate::i18n::Language;
use crate::report::gap::Gap;
use enrollment::access::Called;
use enrollment::access::policy::{State, Who};
use enrollment::moment::Moment;
use enrollment::snapshot::ReadState;
use rules::prevention::access::lint::{Finding, Lint, Weight};
use rules::prevention::access::world::{Device, Region, Resource};
use rules::prevention::access::{Fix, Hole, Near};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// People of a way that are named; the count is of all.
const NAMED: usize = 100;

/// The picture as one document. Texts are in the language; words and ids are not.
pub fn json(picture: &AccessPicture, taken_at: Moment, language: Language) -> Value {
    let words = Words { picture, language };
    let ways: Vec<Value> = picture.ways_in().map(|hole| way(words, hole)).collect();
    let unread: BTreeSet<&str> = picture.unread.iter().map(|it| it.source.as_str()).collect();
    let gaps: Vec<Gap> = picture.unread.iter().map(Gap::of).collect();
    let policies = picture.stated.policies.iter().enumerate();
    let policies = policies.map(|(place, it)| {
        let protects = picture.proof.protecting.contains(&place);
        json!({"id": it.id, "name": it.name, "state": state(&it.state), "protects": protects})
    });
    let unjudged = picture.proof.unjudged.iter().map(|it| {
        let because: Vec<String> = it.because.iter().map(|it| words.doubt(it)).collect();
        json!({"policy": id(words, it.policy), "because": because})
    });
    let pitfalls = picture.findings.iter();
    let emergency = picture.proof.emergency.iter();
    let emergency = emergency.map(|it| presumed(words, it));
    let stated = &picture.stated;
    let groups = stated.directory.groups.keys();
    let groups = groups.map(|id| called(id, stated.names.group(id)));
    let roles = stated.directory.roles.keys();
    let roles = roles.map(|id| called(id, stated.names.role(id)));
    json!({
        "schema": "firstcontact/access/1",
        "takenAt": taken_at.to_string(),
        "standing": picture.standing().name(),
        "sentence": sentence(words),
        "complete": picture.proof.complete,
        "policiesRead": read(picture.stated.read),
        "notRead": unread,
        "gaps": gaps,
        "policies": policies.collect::<Vec<_>>(),
        "groups": groups.collect::<Vec<_>>(),
        "roles": roles.collect::<Vec<_>>(),
        "emergency": emergency.collect::<Vec<_>>(),
        "ways": ways,
        "unjudged": unjudged.collect::<Vec<_>>(),
        "pitfalls": pitfalls.map(|(lint, it)| pitfall(words, lint, it)).collect::<Vec<_>>(),
    })
}

/// A group or role that a policy names; `exists` is null where nobody could tell.
fn called(id: &str, known: Called<'_>) -> Value {
    match known {
        Called::Name(name) => json!({"id": id, "name": name, "exists": true}),
        Called::Gone => json!({"id": id, "name": null, "exists": false}),
        Called::Unread => json!({"id": id, "name": null, "exists": null}),
    }
}

fn presumed(words: Words<'_>, who: &Who) -> Value {
    let (kind, id) = match who {
        Who::User(id) => ("user", Some(id)),
        Who::Group(id) => ("group", Some(id)),
        Who::Role(id) => ("role", Some(id)),
        Who::All | Who::Guests(_) | Who::Unknown(_) => ("other", None),
    };
    json!({"kind": kind, "id": id, "text": words.who(who)})
}

fn way(words: Words<'_>, hole: &Hole) -> Value {
    let proof = &words.picture.proof;
    let people = proof
        .class_of
        .iter()
        .zip(&words.picture.stated.directory.users);
    let people = people.filter(|(class, _)| hole.users.contains(class));
    let names: Vec<&str> = people.take(NAMED).map(|(_, it)| it.name.as_str()).collect();
    let resources = hole
        .resources
        .iter()
        .filter_map(|it| proof.resources.get(*it));
    let regions = hole.regions.iter().filter_map(|it| proof.regions.get(*it));
    let nearest = hole.nearest.iter().map(|it| near(words, it));
    json!({
        "users": hole.count,
        "everybody": hole.users.len() == proof.classes.len(),
        "names": names,
        "resources": resources.map(resource).collect::<Vec<_>>(),
        "clients": hole.clients.iter().map(|it| client(*it)).collect::<Vec<_>>(),
        "platforms": hole.platforms.iter().map(|it| platform_name(*it)).collect::<Vec<_>>(),
        "regions": regions.map(region).collect::<Vec<_>>(),
        "flows": hole.flows.iter().map(|it| flow(*it)).collect::<Vec<_>>(),
        "devices": hole.devices.iter().map(|it| device(*it)).collect::<Vec<_>>(),
        "nearest": nearest.collect::<Vec<_>>(),
        "fix": hole.fix.as_ref().map(|it| fix(words, it)),
        "onlyEmergency": hole.emergency,
        "advice": hole.emergency.then(|| words.only_emergency()),
    })
}

const fn device(device: Device) -> &'static str {
    match device {
        Device::Unregistered => "unregistered",
        Device::Registered => "registered",
    }
}

fn near(words: Words<'_>, near: &Near) -> Value {
    let why = near.obstacles.iter();
    let why = why.map(|it| json!({"code": it.name(), "text": words.obstacle(it)}));
    json!({"policy": id(words, near.policy), "why": why.collect::<Vec<_>>()})
}

fn fix(words: Words<'_>, fix: &Fix) -> Value {
    let changes = fix.changes.iter();
    let changes = changes.map(|it| json!({"code": it.name(), "text": words.change(it)}));
    let hit: usize = fix.hit.iter().map(|it| it.count).sum();
    json!({
        "policy": fix.policy.map(|it| id(words, it)),
        "changes": changes.collect::<Vec<_>>(),
        "usersHit": hit,
        "blocksEveryone": fix.blocks_everyone,
        "precautions": words.precautions(fix),
    })
}

fn pitfall(words: Words<'_>, lint: &Lint, finding: &Finding) -> Value {
    let title = match words.language {
        Language::En => lint.en.title,
        Language::De => lint.de.title,
    };
    let weight = match lint.weight {
        Weight::Note => "note",
        Weight::Warning => "warning",
        Weight::Fault => "fault",
    };
    json!({
        "code": lint.code, "name": lint.name, "weight": weight, "title": title,
        "policy": finding.policy.map(|it| id(words, it)), "users": finding.users.len(),
        "unresolved": finding.unresolved,
    })
}

fn id(words: Words<'_>, place: usize) -> &str {
    let policy = words.picture.stated.policies.get(place);
    policy.map_or("", |policy| &policy.id)
}

fn resource(resource: &Resource) -> Value {
    match resource {
        Resource::App(id) => json!(id),
        Resource::OtherOffice365 => json!("Office365"),
        Resource::OtherAdminPortals => json!("MicrosoftAdminPortals"),
        Resource::AnyOtherApp => json!("any-other-app"),
        Resource::RegisterSecurityInformation => json!("urn:user:registersecurityinfo"),
        Resource::RegisterOrJoinDevices => json!("urn:user:registerdevice"),
    }
}

fn region(region: &Region) -> Value {
    match region {
        Region::In(ids) => json!(ids),
        Region::Elsewhere => json!("elsewhere"),
        Region::Unlisted => json!("unlisted"),
        Region::Several => json!("several"),
    }
}

fn state(state: &State) -> &str {
    match state {
        State::Enabled => "enabled",
        State::ReportOnly => "enabledForReportingButNotEnforced",
        State::Disabled => "disabled",
        State::Unknown(word) => word,
    }
}

const fn read(read: ReadState) -> &'static str {
    match read {
        ReadState::NotRead => "not-read",
        ReadState::Partial => "partial",
        ReadState::Complete => "complete",
    }
}
