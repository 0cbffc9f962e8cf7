//! What people can do to one device at `/_lab/devices/SERIAL`, and when they can.

use crate::device::Facts;
use crate::device::script::Plan;
use crate::document::nearest;
use crate::event::{Eraser, Releaser, Style};
use crate::snapshot::profile_id;
use crate::truth::{Ledger, Use};
use crate::world::{Service, Source, World};
use serde_json::{Map, Value};

/// Why something is not done.
pub(super) enum Refused {
    /// What was asked for is not understood.
    Asked(String),
    /// It cannot be done to this device now.
    Impossible(String),
}

const DEEDS: [&str; 24] = [
    "hand-out",
    "power-on",
    "set-up",
    "restore-from-backup",
    "erase",
    "return",
    "lose",
    "prepare",
    "add",
    "add-elsewhere",
    "release",
    "assign",
    "assign-again",
    "unassign",
    "assign-profile",
    "delete-row",
    "enroll-by-hand",
    "leave-management",
    "remove-profile",
    "fall-silent",
    "sign-out",
    "check-in",
    "move-by-hand",
    "replace",
];

/// What `{"do": …}` means for a device.
pub(super) fn plan(
    world: &World,
    facts: &Facts,
    ledger: &Ledger,
    body: &Map<String, Value>,
) -> Result<Plan, Refused> {
    let text = |key: &str| body.get(key).and_then(Value::as_str);
    let Some(deed) = text("do") else {
        return Err(Refused::Asked("say what to \"do\"".to_owned()));
    };
    if !DEEDS.contains(&deed) {
        let guess = nearest(deed, &DEEDS);
        return Err(Refused::Asked(format!("nobody can do '{deed}'; {guess}")));
    }
    possible(deed, ledger).map_err(|why| Refused::Impossible(format!("'{deed}' {why}")))?;
    let plan = match deed {
        "hand-out" => Plan::HandOut,
        "power-on" | "set-up" => set_up(facts, choice(body, "how", &STYLES)?, body)?,
        "restore-from-backup" => set_up(facts, Style::RestoreOwn, body)?,
        "erase" => Plan::Erase(choice(body, "by", &ERASERS)?),
        "return" => Plan::Return,
        "lose" => Plan::Lose { recorded: true },
        "prepare" => Plan::Prepare,
        "add" => Plan::Add(choice(body, "by", &SOURCES)?),
        "add-elsewhere" => Plan::AddElsewhere,
        "release" => Plan::Release(Releaser::Administrator),
        "assign" => Plan::Assign(choice(body, "to", &SERVICES)?),
        "assign-again" => Plan::AssignAgain,
        "unassign" => Plan::Unassign,
        "assign-profile" => {
            let wanted = text("profile").unwrap_or_default();
            let mut all = 0..world.tenant.profiles.len() as u8;
            let found = all.find(|number| profile_id(world, *number) == wanted);
            let unknown = || Refused::Asked(format!("there is no profile '{wanted}'"));
            Plan::AssignProfile(found.ok_or_else(unknown)?)
        }
        "delete-row" => Plan::DeleteRow,
        "enroll-by-hand" => Plan::EnrollByHand,
        "leave-management" => Plan::LeaveManagement,
        "remove-profile" => Plan::RemoveProfile,
        "fall-silent" => Plan::FallSilent,
        "sign-out" => Plan::SignOut,
        "check-in" => Plan::CheckIn,
        "move-by-hand" => Plan::MoveByHand,
        _ => Plan::Replace,
    };
    let second = world.tenant.tokens.len() > 1;
    match plan {
        Plan::Assign(Service::Intune(1)) if !second => {
            Err(Refused::Asked("this tenant has one token only".to_owned()))
        }
        Plan::Assign(Service::Other) if !world.tenant.other_service => Err(Refused::Asked(
            "this tenant has no other product's service".to_owned(),
        )),
        plan => Ok(plan),
    }
}

/// What must be so before.
fn possible(deed: &str, ledger: &Ledger) -> Result<(), &'static str> {
    let needs = |held: bool, what: &'static str| if held { Ok(()) } else { Err(what) };
    let in_use = matches!(ledger.in_use, Use::Unmanaged | Use::Managed(_));
    let managed = matches!(ledger.in_use, Use::Managed(_));
    let at_hand = ledger.lost.is_none() && ledger.replaced.is_none();
    match deed {
        "add" => needs(!ledger.in_org, "needs it outside the organisation"),
        "release" | "assign" => needs(ledger.in_org, "needs it in the organisation"),
        "unassign" | "assign-again" => needs(ledger.service.is_some(), "needs an assigned device"),
        "assign-profile" | "delete-row" => {
            needs(ledger.row().is_some(), "needs it on Intune's list")
        }
        "add-elsewhere" => Ok(()),
        _ if !at_hand => Err("needs the device, which is lost or was replaced"),
        "lose" => Ok(()),
        "hand-out" => needs(ledger.delivered.is_some(), "needs it delivered"),
        "return" => needs(ledger.handed_out.is_some(), "needs it handed out"),
        "prepare" => needs(ledger.in_use == Use::Boxed, "needs it in its box"),
        "power-on" | "set-up" | "restore-from-backup" => {
            needs(ledger.delivered.is_some(), "needs it delivered")?;
            needs(!in_use, "needs an erase first: it is in use")
        }
        "erase" => needs(
            in_use || matches!(ledger.in_use, Use::Stopped(_)),
            "needs it in use, or stopped in Setup Assistant",
        ),
        "sign-out" => needs(ledger.find_my, "needs a personal Apple Account on it"),
        "enroll-by-hand" => needs(
            ledger.in_use == Use::Unmanaged,
            "needs it in use, unmanaged",
        ),
        "replace" => needs(in_use, "needs it in use"),
        _ => needs(managed, "needs it managed"),
    }
}

const STYLES: [(&str, Style); 4] = [
    ("new", Style::New),
    ("quick-start", Style::QuickStart),
    ("other-backup", Style::RestoreOther),
    ("own-backup", Style::RestoreOwn),
];
const ERASERS: [(&str, Eraser); 3] = [
    ("holder", Eraser::Holder),
    ("desk", Eraser::Desk),
    ("intune", Eraser::Remote),
];
const SOURCES: [(&str, Source); 3] = [
    ("configurator", Source::Manual),
    ("apple", Source::Apple),
    ("reseller", Source::Reseller),
];
const SERVICES: [(&str, Service); 4] = [
    ("intune", Service::Intune(0)),
    ("second-intune", Service::Intune(1)),
    ("configurator", Service::Configurator),
    ("other", Service::Other),
];

fn set_up(facts: &Facts, style: Style, body: &Map<String, Value>) -> Result<Plan, Refused> {
    let networks = [("usual", facts.at_site), ("home", false), ("site", true)];
    let at_site = choice(body, "on", &networks)?;
    Ok(Plan::SetUp { style, at_site })
}

/// One of several words; the first if none is said.
fn choice<T: Copy>(
    body: &Map<String, Value>,
    key: &str,
    known: &[(&str, T)],
) -> Result<T, Refused> {
    let word = match body.get(key) {
        None => known[0].0,
        Some(value) => value.as_str().unwrap_or_default(),
    };
    let found = known.iter().find(|(name, _)| *name == word);
    found.map(|(_, value)| *value).ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        Refused::Asked(format!("\"{key}\" is one of {}", names.join(", ")))
    })
}
