//! The file that describes a world: seed, devices, faults, changed parameters, told stories.

use super::story::{self, Scripted};
use crate::clock::Time;
use crate::device::script::Plan;
use crate::document::{Document, Table, Value};
use crate::error::LabError;
use crate::faults::{self, Fault};
use crate::parameters::{Chance, Habits, Shares};
use crate::world::{Episode, Recipe, Service};

const KEYS: [&str; 12] = [
    "name",
    "about",
    "seed",
    "devices",
    "at",
    "months",
    "spread",
    "calm",
    "faults",
    "parameters",
    "trouble",
    "device",
];

/// What a file says about a world; what it does not say is left to the command line.
#[derive(Clone, Debug)]
pub struct WorldFile {
    /// The organisation's name.
    pub name: Option<String>,
    /// What the file tells, in a sentence.
    pub about: String,
    /// The seed.
    pub seed: Option<u64>,
    /// How many devices are drawn.
    pub devices: Option<u64>,
    /// When the world is looked at.
    pub at: Option<Time>,
    /// How many months it lasts.
    pub months: Option<u32>,
    /// How far habits stray.
    pub spread: Option<f64>,
    /// The faults.
    pub faults: Option<Vec<&'static Fault>>,
    /// The parameters, changed.
    pub habits: Habits,
    /// What goes wrong for the whole tenant.
    pub troubles: Vec<Episode>,
    /// Devices whose story is told.
    pub scripted: Vec<Scripted>,
}

impl WorldFile {
    /// Reads a file's text.
    pub fn parse(file: &str, text: &str) -> Result<Self, LabError> {
        let document = Document { file, text };
        let table = document.parse()?;
        document.only(&table, &KEYS)?;
        let calm = match table.get("calm") {
            None => false,
            Some(value) => {
                let wrong = || document.fault(&value.span(), "'calm' must be true or false");
                value.get_ref().as_bool().ok_or_else(wrong)?
            }
        };
        let mut habits = Habits::built_in()?.clone();
        if calm {
            habits.calm();
            habits.sign_in_method = Shares(vec![0.0, 1.0, 0.0, 0.0]);
        }
        if let Some(value) = table.get("parameters") {
            habits.change(document, document.table(value, "parameters")?)?;
        }
        let scripted = read_devices(&document, &table)?;
        let to_second = |(_, plan): &(Time, Plan)| *plan == Plan::Assign(Service::Intune(1));
        if scripted
            .iter()
            .any(|it| it.script.plans.iter().any(to_second))
        {
            habits.second_token = Chance(1.0);
        }
        let number = |key: &'static str| -> Result<Option<u64>, LabError> {
            table
                .get(key)
                .map(|value| document.count(value, key))
                .transpose()
        };
        let text_of = |key: &'static str| -> Result<Option<String>, LabError> {
            let found = table.get(key).map(|value| document.text_of(value, key));
            Ok(found.transpose()?.map(str::to_owned))
        };
        let at = table.get("at").map(|value| document.moment(value, "at"));
        let spread = table.get("spread").map(|value| spread_of(&document, value));
        Ok(Self {
            name: text_of("name")?,
            about: text_of("about")?.unwrap_or_default(),
            seed: number("seed")?,
            devices: number("devices")?,
            at: at.transpose()?,
            months: number("months")?.map(|months| months.min(1_200) as u32),
            spread: match spread.transpose()? {
                Some(spread) => Some(spread),
                None => calm.then_some(0.0),
            },
            faults: read_faults(&document, &table)?,
            habits,
            troubles: super::trouble::read(&document, &table)?,
            scripted,
        })
    }

    /// Puts what the file says into a recipe.
    pub fn season(self, recipe: &mut Recipe) {
        recipe.habits = self.habits;
        recipe.scripted = self.scripted;
        recipe.troubles = self.troubles;
        recipe.name = self.name.unwrap_or_else(|| recipe.name.clone());
        recipe.seed = self.seed.unwrap_or(recipe.seed);
        recipe.devices = self.devices.unwrap_or(recipe.devices);
        if let Some(at) = self.at {
            recipe.ends = at;
            recipe.looked_at = at;
        }
        recipe.months = self.months.unwrap_or(recipe.months);
        recipe.spread = self.spread.unwrap_or(recipe.spread);
        recipe.faults = self.faults.or(recipe.faults.take());
    }
}

fn spread_of(document: &Document<'_>, value: &Value<'_>) -> Result<f64, LabError> {
    let spread = document.number(value, "spread")?;
    if (0.0..=3.0).contains(&spread) {
        return Ok(spread);
    }
    let what = format!("'spread' lies in 0 (the parameters themselves) to 3, {spread} does not");
    Err(document.fault(&value.span(), what))
}

fn read_faults(
    document: &Document<'_>,
    table: &Table<'_>,
) -> Result<Option<Vec<&'static Fault>>, LabError> {
    let Some(value) = table.get("faults") else {
        return Ok(None);
    };
    let Some(codes) = value.get_ref().as_array() else {
        return Err(document.fault(
            &value.span(),
            "'faults' is a list such as [\"F07\", \"F14\"]",
        ));
    };
    let mut found = Vec::new();
    for value in codes {
        let code = document.text_of(value, "faults")?;
        let fault =
            faults::find(code).map_err(|error| document.fault(&value.span(), error.to_string()))?;
        if found.iter().any(|known: &&Fault| known.code == fault.code) {
            let what = format!("{code} is named twice; a fault acts once");
            return Err(document.fault(&value.span(), what));
        }
        found.push(fault);
    }
    Ok(Some(found))
}

fn read_devices(document: &Document<'_>, table: &Table<'_>) -> Result<Vec<Scripted>, LabError> {
    let Some(value) = table.get("device") else {
        return Ok(Vec::new());
    };
    let Some(devices) = value.get_ref().as_array() else {
        return Err(document.fault(&value.span(), "write each device as [[device]]"));
    };
    let numbered = (0..).zip(devices.iter());
    numbered
        .map(|(number, value)| story::device(document, value, number))
        .collect()
}
