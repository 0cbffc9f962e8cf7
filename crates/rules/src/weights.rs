//! Reads the data file of numbers. A number without a source, a cause without a prior, a reading
//! without a table, or a name that nothing has, is an error that names its place.

use crate::catalogue;
use enrollment::case_file::{READINGS, ReadingInfo};
use enrollment::cause::Code;
use enrollment::diagnosis::{COST_ACTIONS, COST_NEEDS, Costs, Limits, Weights, WeightsError};
use std::fmt;
use std::sync::LazyLock;
use toml::{Table, Value};

/// The numbers that are built in.
pub const BUILT_IN: &str = include_str!("../weights.toml");

static PARSED: LazyLock<Result<Weights, BadWeights>> = LazyLock::new(|| {
    let mut weights = parse(BUILT_IN)?;
    weights.set_odds(crate::odds::parse(crate::odds::BUILT_IN)?);
    Ok(weights)
});

/// The built-in numbers: the estimates, and the odds that were fitted on the lab's worlds.
pub fn built_in() -> Result<&'static Weights, &'static BadWeights> {
    PARSED.as_ref()
}

/// The estimates alone, from which a fit starts.
pub fn estimates() -> Result<Weights, BadWeights> {
    parse(BUILT_IN)
}

/// What is wrong with a data file of numbers, and where.
#[derive(Clone, PartialEq, Debug)]
pub struct BadWeights {
    place: String,
    fault: String,
}

impl fmt::Display for BadWeights {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "weights: {}: {}", self.place, self.fault)
    }
}

impl std::error::Error for BadWeights {}

pub(crate) fn bad(place: impl Into<String>, fault: impl Into<String>) -> BadWeights {
    BadWeights {
        place: place.into(),
        fault: fault.into(),
    }
}

/// Reads a data file of numbers.
pub fn parse(text: &str) -> Result<Weights, BadWeights> {
    let file: Table = text
        .parse()
        .map_err(|error: toml::de::Error| bad("file", error.to_string()))?;
    let causes = catalogue::all();
    let costs = costs(table(&file, "cost")?)?;
    let limit = table(&file, "limit")?;
    let limits = Limits {
        live_data: number(limit, "limit", "live_data")?,
        erase: number(limit, "limit", "erase")?,
        shown: number(limit, "limit", "shown")?,
    };
    let mut weights = Weights::new(causes.len(), costs, limits);
    priors(&mut weights, table(&file, "prior")?)?;
    let readings = table(&file, "reading")?;
    if let Some(unknown) = readings
        .keys()
        .find(|name| READINGS.iter().all(|i| i.name != *name))
    {
        return Err(bad(
            format!("[reading.{unknown}]"),
            "there is no such reading",
        ));
    }
    let neutral = file
        .get("neutral")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    for info in &READINGS {
        let is_neutral = neutral.iter().any(|name| name.as_str() == Some(info.name));
        match readings.get(info.name) {
            Some(Value::Table(rows)) if !is_neutral => likelihoods(&mut weights, info, rows)?,
            None if is_neutral => {}
            _ => {
                let place = format!("[reading.{}]", info.name);
                return Err(bad(
                    place,
                    "needs a table, or a place among `neutral`, not both",
                ));
            }
        }
    }
    Ok(weights)
}

fn costs(rows: &Table) -> Result<Costs, BadWeights> {
    sourced(rows, "cost")?;
    let mut costs = Costs([[0.0; COST_NEEDS.len()]; COST_ACTIONS.len()]);
    for (row, action) in costs.0.iter_mut().zip(COST_ACTIONS) {
        let place = format!("[cost] {}", action.name());
        let columns = rows
            .get(action.name())
            .and_then(Value::as_table)
            .ok_or_else(|| bad(&place, "the row is missing"))?;
        for (cell, need) in row.iter_mut().zip(COST_NEEDS) {
            *cell = number(columns, &place, need)?;
            if *cell < 0.0 {
                return Err(bad(&place, format!("{need}: a cost is not negative")));
            }
        }
    }
    Ok(costs)
}

fn priors(weights: &mut Weights, rows: &Table) -> Result<(), BadWeights> {
    sourced(rows, "prior")?;
    for (cause, rule) in catalogue::all().iter().enumerate() {
        let code = rule.cause.code;
        let prior = number(rows, "[prior]", code.name())?;
        weights
            .set_prior(cause, prior)
            .map_err(|fault| misfit(format!("[prior] {code}"), &fault))?;
    }
    for name in rows.keys().filter(|name| *name != "source") {
        position(name).ok_or_else(|| bad(format!("[prior] {name}"), "there is no such cause"))?;
    }
    Ok(())
}

fn likelihoods(weights: &mut Weights, info: &ReadingInfo, rows: &Table) -> Result<(), BadWeights> {
    let place = format!("[reading.{}]", info.name);
    sourced(rows, &place)?;
    let any = rows
        .get("any")
        .ok_or_else(|| bad(&place, "needs a row `any`"))?;
    let any = distribution(info, any, &format!("{place} any"))?;
    for cause in 0..catalogue::all().len() {
        let set = weights.set_likelihood(info.id, cause, &any);
        set.map_err(|fault| misfit(format!("{place} any"), &fault))?;
    }
    let mut told = Vec::new();
    for (key, row) in rows
        .iter()
        .filter(|(key, _)| !matches!(key.as_str(), "source" | "any"))
    {
        let place = format!("{place} {key}");
        let row = distribution(info, row, &place)?;
        for name in key.split_whitespace() {
            let cause = position(name).ok_or_else(|| bad(&place, format!("no cause {name}")))?;
            if told.contains(&cause) {
                return Err(bad(&place, format!("{name} has two rows")));
            }
            told.push(cause);
            let set = weights.set_likelihood(info.id, cause, &row);
            set.map_err(|fault| misfit(place.clone(), &fault))?;
        }
    }
    Ok(())
}

/// One number per value; what the row leaves over is spread evenly over the values it leaves out.
fn distribution(info: &ReadingInfo, row: &Value, place: &str) -> Result<Vec<f64>, BadWeights> {
    let row = row
        .as_table()
        .ok_or_else(|| bad(place, "is not a row of `value = number`"))?;
    let values = &info.values[1..];
    if let Some(unknown) = row.keys().find(|name| !values.contains(&name.as_str())) {
        return Err(bad(place, format!("'{unknown}' is none of {values:?}")));
    }
    let mut numbers = Vec::with_capacity(values.len());
    for value in values {
        numbers.push(match row.get(*value) {
            Some(_) => Some(number(row, place, value)?),
            None => None,
        });
    }
    let left = 1.0 - numbers.iter().flatten().sum::<f64>();
    let open = numbers.iter().filter(|number| number.is_none()).count();
    if left < -1e-9 || (open == 0 && left > 1e-9) {
        return Err(bad(
            place,
            format!("the numbers sum to {}, not to 1", 1.0 - left),
        ));
    }
    let share = if open == 0 {
        0.0
    } else {
        left.max(0.0) / open as f64
    };
    Ok(numbers
        .into_iter()
        .map(|number| number.unwrap_or(share))
        .collect())
}

pub(crate) fn position(code: &str) -> Option<usize> {
    let code = Code::parse(code)?;
    catalogue::all()
        .iter()
        .position(|rule| rule.cause.code == code)
}

pub(crate) fn table<'t>(file: &'t Table, name: &str) -> Result<&'t Table, BadWeights> {
    let found = file.get(name).and_then(Value::as_table);
    found.ok_or_else(|| bad(format!("[{name}]"), "the table is missing"))
}

fn sourced(rows: &Table, place: &str) -> Result<(), BadWeights> {
    match rows.get("source").and_then(Value::as_str) {
        Some(source) if !source.trim().is_empty() => Ok(()),
        _ => Err(bad(
            place,
            "needs a `source`: where do the numbers come from?",
        )),
    }
}

pub(crate) fn number(rows: &Table, place: &str, name: &str) -> Result<f64, BadWeights> {
    match rows.get(name) {
        Some(Value::Float(number)) => Ok(*number),
        Some(Value::Integer(number)) => Ok(*number as f64),
        Some(_) => Err(bad(place, format!("{name} is not a number"))),
        None => Err(bad(place, format!("{name} is missing"))),
    }
}

fn misfit(place: String, fault: &WeightsError) -> BadWeights {
    bad(place, fault.to_string())
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, built_in, parse};

    #[test]
    fn the_built_in_numbers_are_sound() {
        if let Err(error) = built_in() {
            panic!("{error}");
        }
    }

    #[test]
    fn a_number_without_a_source_is_refused() {
        let text = BUILT_IN.replacen("source = \"assumption\"", "origin = \"assumption\"", 1);
        assert!(parse(&text).unwrap_err().to_string().contains("source"));
    }

    #[test]
    fn a_sum_that_is_not_one_names_its_place() {
        let row = "covered = 0.75, missing = 0.25";
        let text = BUILT_IN.replacen(row, "covered = 0.75, missing = 0.35", 1);
        let error = parse(&text).unwrap_err().to_string();
        assert!(error.contains("[reading.family_default] C15"), "{error}");
    }

    #[test]
    fn an_unknown_value_names_its_place() {
        let text = BUILT_IN.replacen("never = 0.95, once", "never = 0.95, twice", 1);
        let error = parse(&text).unwrap_err().to_string();
        assert!(
            error.contains("[reading.contact] any") && error.contains("twice"),
            "{error}"
        );
    }
}
