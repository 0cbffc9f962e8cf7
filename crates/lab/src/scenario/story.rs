//! A device whose story somebody wrote: its steps, checked for contradictions, and what must be
//! true of it when.

use crate::clock::{self, DAY, Time};
use crate::device::script::{Plan, Script};
use crate::document::{Document, Table, Value, nearest};
use crate::error::LabError;
use crate::event::{Eraser, Releaser, Style};
use crate::truth::CAUSES;
use crate::world::{Family, Order, Service, Source, products};

/// A device whose story somebody wrote.
#[derive(Clone, Debug)]
pub struct Scripted {
    /// What it is called in the file.
    pub name: String,
    /// How it was bought.
    pub order: Order,
    /// What is done with it.
    pub script: Script,
    /// Whether its system was old when it was delivered.
    pub old_system: bool,
    /// What must be true, and when.
    pub expected: Vec<Expected>,
}

/// What must be true of a device at a time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expected {
    /// When.
    pub at: Time,
    /// The code of its cause; `none` if nothing is wrong.
    pub cause: String,
    /// What it needs.
    pub action: Option<String>,
    /// What a diagnosis may say instead, where the evidence cannot tell.
    pub or: Vec<String>,
}

const DEVICE_KEYS: [&str; 7] = [
    "name",
    "product",
    "source",
    "old_system",
    "site",
    "step",
    "expect",
];
const STEP_KEYS: [&str; 7] = ["at", "does", "by", "to", "how", "on", "deadline"];
const EXPECT_KEYS: [&str; 4] = ["at", "cause", "action", "or"];
const ACTIONS: [&str; 6] = ["none", "wait", "configure", "migrate", "clean", "erase"];
const DEEDS: [&str; 26] = [
    "ordered",
    "shipped",
    "delivered",
    "added",
    "added_elsewhere",
    "uploaded",
    "prepared",
    "assigned",
    "unassigned",
    "assigned_again",
    "handed_out",
    "set_up",
    "erased",
    "returned",
    "lost",
    "released",
    "left_management",
    "profile_removed",
    "enrolled_by_hand",
    "managed_elsewhere",
    "moved_by_hand",
    "migration_planned",
    "row_deleted",
    "fell_silent",
    "replaced",
    "profile_changed",
];

/// Reads a `[[device]]`.
pub(super) fn device(
    document: &Document<'_>,
    value: &Value<'_>,
    number: u64,
) -> Result<Scripted, LabError> {
    let table = document.table(value, "device")?;
    document.only(table, &DEVICE_KEYS)?;
    let text = |key: &str, default: &str| -> Result<String, LabError> {
        match table.get(key) {
            Some(value) => Ok(document.text_of(value, key)?.to_owned()),
            None => Ok(default.to_owned()),
        }
    };
    let name = text("name", &format!("device {}", number + 1))?;
    let (family, model) = product(document, table)?;
    let source = match text("source", "reseller")?.as_str() {
        "apple" => Source::Apple,
        "reseller" => Source::Reseller,
        "retail" => Source::Manual,
        other => {
            let what = format!("a device comes from apple, reseller or retail, not from '{other}'");
            return Err(document.fault(&table["source"].span(), what));
        }
    };
    let old_system = match table.get("old_system") {
        None => false,
        Some(value) => value
            .get_ref()
            .as_bool()
            .ok_or_else(|| document.fault(&value.span(), "'old_system' must be true or false"))?,
    };
    let site = match table.get("site") {
        None => 0,
        Some(value) => match document.count(value, "site")? {
            // Every world has at least six sites.
            site @ 0..6 => site as u16,
            site => {
                let what = format!("'site' is a number from 0 to 5, {site} is none");
                return Err(document.fault(&value.span(), what));
            }
        },
    };
    let mut walk = Walk::new(document);
    for step in list(document, table, "step")? {
        walk.step(step)?;
    }
    let mut expected = Vec::new();
    for value in list(document, table, "expect")? {
        expected.push(expectation(document, value)?);
    }
    let first = walk.script.plans.first().map_or(0, |(at, _)| *at);
    let order = Order {
        number: 1_000_000 + number,
        first: 0,
        size: 1,
        placed: first,
        source,
        supplier: 0,
        family,
        model,
        site,
        token: 0,
        for_other_service: false,
        at_desk: false,
        shipped: walk.shipped.unwrap_or(first + DAY),
        delivered: walk.delivered.unwrap_or(first + 3 * DAY),
        added: None,
    };
    Ok(Scripted {
        name,
        order,
        script: walk.script,
        old_system,
        expected,
    })
}

fn list<'v, 't>(
    document: &Document<'t>,
    table: &'v Table<'t>,
    key: &str,
) -> Result<Vec<&'v Value<'t>>, LabError> {
    let Some(value) = table.get(key) else {
        return Ok(Vec::new());
    };
    let Some(array) = value.get_ref().as_array() else {
        let what = format!("write each {key} as [[device.{key}]]");
        return Err(document.fault(&value.span(), what));
    };
    Ok(array.iter().collect())
}

fn product(document: &Document<'_>, table: &Table<'_>) -> Result<(Family, u8), LabError> {
    let Some(value) = table.get("product") else {
        return Ok((Family::Iphone, 1));
    };
    let wanted = document.text_of(value, "product")?;
    for family in Family::ALL {
        let models = products::models(family);
        if let Some(place) = models.iter().position(|it| it.model == wanted) {
            return Ok((family, place as u8));
        }
    }
    let all = Family::ALL.iter().flat_map(|it| products::models(*it));
    let known: Vec<&str> = all.map(|it| it.model).collect();
    let what = format!(
        "there is no product '{wanted}'; {}",
        nearest(wanted, &known)
    );
    Err(document.fault(&value.span(), what))
}

fn expectation(document: &Document<'_>, value: &Value<'_>) -> Result<Expected, LabError> {
    let table = document.table(value, "expect")?;
    document.only(table, &EXPECT_KEYS)?;
    let need = |key: &str| {
        let missing = || document.fault(&value.span(), format!("an expectation needs '{key}'"));
        table.get(key).ok_or_else(missing)
    };
    let at = document.moment(need("at")?, "at")?;
    let code = |value: &Value<'_>| -> Result<String, LabError> {
        let code = document.text_of(value, "cause")?;
        let known = code == "none" || CAUSES.iter().any(|cause| cause.code == code);
        if known {
            Ok(code.to_owned())
        } else {
            let what = format!("'{code}' is no cause; write H01…, C01… or none");
            Err(document.fault(&value.span(), what))
        }
    };
    let cause = code(need("cause")?)?;
    let action = match table.get("action") {
        Some(value) => {
            let action = document.text_of(value, "action")?;
            if !ACTIONS.contains(&action) {
                let what = format!(
                    "there is no action '{action}'; {}",
                    nearest(action, &ACTIONS)
                );
                return Err(document.fault(&value.span(), what));
            }
            Some(action.to_owned())
        }
        None => None,
    };
    let mut or = Vec::new();
    for value in list(document, table, "or")? {
        or.push(code(value)?);
    }
    Ok(Expected {
        at,
        cause,
        action,
        or,
    })
}

/// What has been told of a device so far, to notice what cannot be.
struct Walk<'d, 't> {
    document: &'d Document<'t>,
    script: Script,
    last: Option<Time>,
    shipped: Option<Time>,
    delivered: Option<Time>,
    added: bool,
    assigned: bool,
    switched_on: bool,
    in_use: bool,
    elsewhere: bool,
    gone: Option<&'static str>,
}

impl<'d, 't> Walk<'d, 't> {
    fn new(document: &'d Document<'t>) -> Self {
        Self {
            document,
            script: Script::default(),
            last: None,
            shipped: None,
            delivered: None,
            added: false,
            assigned: false,
            switched_on: false,
            in_use: false,
            elsewhere: false,
            gone: None,
        }
    }

    fn step(&mut self, value: &Value<'t>) -> Result<(), LabError> {
        let document = self.document;
        let table = document.table(value, "step")?;
        document.only(table, &STEP_KEYS)?;
        let fault = |what: String| document.fault(&value.span(), what);
        let need = |key: &str| {
            let missing = || fault(format!("a step needs '{key}'"));
            table.get(key).ok_or_else(missing)
        };
        let at = document.moment(need("at")?, "at")?;
        let does = document.text_of(need("does")?, "does")?;
        if let Some(last) = self.last.filter(|last| at < *last) {
            return Err(fault(format!(
                "'{does}' comes before the step above it ({}); steps stand in the order of time",
                clock::text(last)
            )));
        }
        if let Some(gone) = self.gone {
            return Err(fault(format!(
                "'{does}' cannot follow after the device was {gone}"
            )));
        }
        self.possible(does).map_err(fault)?;
        let plan = self.plan(does, table, value)?;
        if does == "set_up" || does == "managed_elsewhere" {
            self.in_use = true;
        }
        self.last = Some(at);
        match plan {
            Plan::Ship => self.shipped = Some(at),
            Plan::Deliver => self.delivered = Some(at),
            _ => {}
        }
        self.script.add(at, plan);
        Ok(())
    }

    /// What must have happened before, and what would be right.
    fn possible(&self, does: &str) -> Result<(), String> {
        let needs = |held: bool, what: &str| {
            if held {
                Ok(())
            } else {
                Err(format!("'{does}' needs {what} first"))
            }
        };
        match does {
            "managed_elsewhere" | "prepared" if self.in_use => Err(format!(
                "'{does}' needs 'erased' first: the device is in use already"
            )),
            "set_up" if self.in_use => {
                Err("'set_up' needs 'erased' first: the device is in use already".to_owned())
            }
            "handed_out" | "prepared" | "set_up" | "managed_elsewhere" => {
                needs(self.delivered.is_some(), "'delivered'")
            }
            "added" if self.added => Err("'added' twice; it needs 'released' first".to_owned()),
            "assigned" | "released" => needs(self.added, "'added'"),
            "unassigned" | "assigned_again" => needs(self.assigned, "'assigned'"),
            "erased" | "returned" | "replaced" | "enrolled_by_hand" | "fell_silent" => {
                needs(self.switched_on, "'set_up'")
            }
            "left_management" | "profile_removed" => needs(self.in_use, "'set_up'"),
            "moved_by_hand" | "migration_planned" => needs(self.elsewhere, "'managed_elsewhere'"),
            _ => Ok(()),
        }
    }

    fn plan(&mut self, does: &str, table: &Table<'t>, value: &Value<'t>) -> Result<Plan, LabError> {
        let word = |key: &str, known: &[&str], default: Option<usize>| {
            choice(self.document, table, value, does, key, known, default)
        };
        Ok(match does {
            "ordered" => Plan::Order,
            "shipped" => Plan::Ship,
            "delivered" => Plan::Deliver,
            "added" => {
                let by = word("by", &["apple", "reseller", "configurator"], None)?;
                self.added = true;
                self.assigned = true;
                Plan::Add([Source::Apple, Source::Reseller, Source::Manual][by])
            }
            "added_elsewhere" => Plan::AddElsewhere,
            "uploaded" => Plan::Upload,
            "prepared" => {
                self.switched_on = true;
                Plan::Prepare
            }
            "assigned" => {
                let to = word("to", &["intune", "second_intune", "other"], Some(0))?;
                self.assigned = true;
                Plan::Assign([Service::Intune(0), Service::Intune(1), Service::Other][to])
            }
            "set_up" => {
                const HOW: [&str; 4] = ["new", "quick_start", "other_backup", "own_backup"];
                const STYLES: [Style; 4] = [
                    Style::New,
                    Style::QuickStart,
                    Style::RestoreOther,
                    Style::RestoreOwn,
                ];
                let style = STYLES[word("how", &HOW, Some(0))?];
                let at_site = word("on", &["home", "site"], Some(0))? == 1;
                self.switched_on = true;
                Plan::SetUp { style, at_site }
            }
            "erased" => {
                let by = word("by", &["holder", "desk", "intune"], Some(0))?;
                self.in_use = false;
                Plan::Erase([Eraser::Holder, Eraser::Desk, Eraser::Remote][by])
            }
            "lost" => {
                self.gone = Some("lost");
                Plan::Lose { recorded: true }
            }
            "released" => {
                self.added = false;
                self.assigned = false;
                Plan::Release(Releaser::Administrator)
            }
            "managed_elsewhere" => {
                self.switched_on = true;
                self.elsewhere = true;
                Plan::ManageElsewhere
            }
            "migration_planned" => {
                let missing = || {
                    self.document
                        .fault(&value.span(), "a planned move needs 'deadline'")
                };
                let deadline = table.get("deadline").ok_or_else(missing)?;
                let deadline = self.document.moment(deadline, "deadline")?;
                Plan::PlanMigration { deadline }
            }
            _ => return self.plain(does, value),
        })
    }

    fn plain(&mut self, does: &str, value: &Value<'t>) -> Result<Plan, LabError> {
        Ok(match does {
            "unassigned" => Plan::Unassign,
            "assigned_again" => Plan::AssignAgain,
            "handed_out" => Plan::HandOut,
            "returned" => Plan::Return,
            "left_management" => Plan::LeaveManagement,
            "profile_removed" => Plan::RemoveProfile,
            "enrolled_by_hand" => Plan::EnrollByHand,
            "moved_by_hand" => Plan::MoveByHand,
            "row_deleted" => Plan::DeleteRow,
            "fell_silent" => Plan::FallSilent,
            "profile_changed" => Plan::ChangeProfile,
            "replaced" => {
                self.gone = Some("replaced");
                Plan::Replace
            }
            _ => {
                let what = format!("nobody knows how to '{does}'; {}", nearest(does, &DEEDS));
                return Err(self.document.fault(&value.span(), what));
            }
        })
    }
}

fn choice(
    document: &Document<'_>,
    table: &Table<'_>,
    step: &Value<'_>,
    does: &str,
    key: &str,
    known: &[&str],
    default: Option<usize>,
) -> Result<usize, LabError> {
    let Some(value) = table.get(key) else {
        return default.ok_or_else(|| {
            let what = format!("'{does}' needs '{key}': {}", known.join(", "));
            document.fault(&step.span(), what)
        });
    };
    let word = document.text_of(value, key)?;
    known.iter().position(|it| *it == word).ok_or_else(|| {
        let what = format!(
            "'{key}' of '{does}' is one of {}, not '{word}'",
            known.join(", ")
        );
        document.fault(&value.span(), what)
    })
}
