//! What somebody asked the lab for, kept beside what it made, so that a story can be told later.

use crate::clock;
use crate::error::LabError;
use crate::faults;
use crate::scenario::{self, WorldFile};
use crate::tier::Tier;
use crate::world::Recipe;
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

/// The name of the file in which a request is kept.
const FILE: &str = "lab.json";

/// A request, as it was made on the command line. What is missing is left to the world's file, and
/// what that does not say to the defaults.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Request {
    /// The seed of everything.
    pub seed: Option<u64>,
    /// How many devices are drawn.
    pub devices: Option<u64>,
    /// When the world is looked at, as text.
    pub at: Option<String>,
    /// How many months it lasts.
    pub months: Option<u32>,
    /// Codes of faults; drawn by the seed if none is named and the world's file names none.
    pub faults: Vec<String>,
    /// The name and the text of the world's file.
    pub world: Option<(String, String)>,
    /// The tier's word.
    pub tier: Option<String>,
}

impl Request {
    /// Names a world's file, or a scenario that comes with the program.
    pub fn with_world(mut self, name: &str) -> Result<Self, LabError> {
        let path = Path::new(name);
        let text = match scenario::built_in(name) {
            Some(text) if !path.exists() => text.to_owned(),
            _ => fs::read_to_string(path).map_err(|why| {
                if why.kind() == std::io::ErrorKind::NotFound {
                    let known: Vec<&str> = scenario::BUILT_IN.iter().map(|it| it.0).collect();
                    return LabError::Asked(format!(
                        "there is no file '{name}', and no scenario of that name; scenarios are {}",
                        known.join(", ")
                    ));
                }
                LabError::reading(path)(why)
            })?,
        };
        self.world = Some((name.to_owned(), text));
        Ok(self)
    }

    /// The recipe that follows.
    pub fn recipe(&self) -> Result<Recipe, LabError> {
        let mut recipe = Recipe::new(1, 1_000)?;
        if let Some((file, text)) = &self.world {
            WorldFile::parse(file, text)?.season(&mut recipe);
        }
        recipe.seed = self.seed.unwrap_or(recipe.seed);
        recipe.devices = self.devices.unwrap_or(recipe.devices);
        recipe.months = self.months.unwrap_or(recipe.months);
        if recipe.devices > 20_000_000 || recipe.months == 0 || recipe.months > 120 {
            return Err(LabError::Asked(
                "a world has at most 20,000,000 devices and lasts 1 to 120 months".to_owned(),
            ));
        }
        if let Some(text) = &self.at {
            let time = clock::parse(text).filter(|time| clock::is_of_our_time(*time));
            recipe.looked_at = time.ok_or_else(|| {
                LabError::Asked(format!(
                    "'{text}' is no time of the years 2000 to 2099; write it as \
                     2026-11-20T09:00:00Z"
                ))
            })?;
            recipe.ends = recipe.ends.max(recipe.looked_at);
        }
        if !self.faults.is_empty() {
            let found: Result<Vec<_>, _> = self.faults.iter().map(|it| faults::find(it)).collect();
            recipe.faults = Some(found?);
        }
        if recipe.devices == 0 && recipe.scripted.is_empty() {
            return Err(LabError::Asked(
                "a world without devices has no story; say how many with --devices".to_owned(),
            ));
        }
        Ok(recipe)
    }

    /// The tier; everything but a look at the device if none was named.
    pub fn tier(&self) -> Result<Tier, LabError> {
        self.tier.as_deref().map_or(Ok(Tier::Register), Tier::parse)
    }

    /// Keeps it in a folder.
    pub fn keep(&self, folder: &Path) -> Result<(), LabError> {
        let path = folder.join(FILE);
        let text =
            serde_json::to_string_pretty(self).map_err(|why| LabError::Asked(why.to_string()))?;
        fs::write(&path, text + "\n").map_err(LabError::writing(&path))
    }

    /// The request behind a folder that `simulate` wrote.
    pub fn kept(folder: &Path) -> Result<Self, LabError> {
        let path = folder.join(FILE);
        let text = fs::read_to_string(&path).map_err(|why| match why.kind() {
            std::io::ErrorKind::NotFound => LabError::Asked(format!(
                "{} has no {FILE}; name the folder that `firstcontact lab simulate --out` wrote",
                folder.display()
            )),
            _ => LabError::reading(&path)(why),
        })?;
        serde_json::from_str(&text).map_err(|why| {
            LabError::Asked(format!(
                "{} is not what simulate wrote: {why}",
                path.display()
            ))
        })
    }
}
