//! Reads the fitted odds: `odds.toml`, which `cargo xtask fit` writes. Numbers are factors, by
//! which a value changes the odds of a cause; a factor that is not written is 1.

use crate::catalogue;
use crate::weights::{BadWeights, bad, number, position, table};
use enrollment::case_file::{READINGS, ReadingId};
use enrollment::diagnosis::{INSIGHTS, Odds};
use toml::{Table, Value};

/// The odds that are built in.
pub const BUILT_IN: &str = include_str!("../odds.toml");

/// Reads a file of fitted odds.
pub fn parse(text: &str) -> Result<Odds, BadWeights> {
    let file: Table = text
        .parse()
        .map_err(|error: toml::de::Error| bad("odds", error.to_string()))?;
    let provenance = table(&file, "provenance")?;
    if provenance.get("source").and_then(Value::as_str).is_none() {
        return Err(bad(
            "[provenance]",
            "needs a `source`: what was fitted on what?",
        ));
    }
    let mut odds = Odds::new(catalogue::all().len());
    let base = table(&file, "base")?;
    for (insight, name) in INSIGHTS.iter().enumerate() {
        let rows = table(base, name)?;
        for (cause, rule) in catalogue::all().iter().enumerate() {
            let place = format!("[base.{name}]");
            let factor = factor(rows, &place, rule.cause.code.name())?;
            odds.set_base(insight, cause, factor);
        }
    }
    for (name, values) in table(&file, "reading")? {
        let place = format!("[reading.{name}]");
        let id = ReadingId::find(name).ok_or_else(|| bad(&place, "there is no such reading"))?;
        for (value, causes) in rows(values, &place)? {
            let place = format!("{place} {value}");
            let number = value_of(id, value, &place)?;
            for (cause, ln) in factors(causes, &place)? {
                odds.set(id, number, cause, ln);
            }
        }
    }
    if let Some(groups) = file.get("group") {
        for (names, cells) in rows(groups, "[group]")? {
            group(&mut odds, names, cells)?;
        }
    }
    Ok(odds)
}

fn group(odds: &mut Odds, names: &str, cells: &Value) -> Result<(), BadWeights> {
    let place = format!("[group.\"{names}\"]");
    let mut ids = Vec::new();
    for name in names.split('+') {
        let id = ReadingId::find(name);
        ids.push(id.ok_or_else(|| bad(&place, format!("there is no reading '{name}'")))?);
    }
    let group = odds.add_group(&ids);
    for (key, causes) in rows(cells, &place)? {
        let place = format!("{place} {key}");
        let names: Vec<&str> = key.split('+').collect();
        if names.len() != ids.len() {
            return Err(bad(&place, "needs one value for each reading"));
        }
        let mut values = Vec::new();
        for (id, name) in ids.iter().zip(names) {
            values.push(value_of(*id, name, &place)?);
        }
        for (cause, ln) in factors(causes, &place)? {
            odds.set_group(group, &values, cause, ln);
        }
    }
    Ok(())
}

fn rows<'t>(value: &'t Value, place: &str) -> Result<&'t Table, BadWeights> {
    value
        .as_table()
        .ok_or_else(|| bad(place, "must be a table"))
}

fn value_of(id: ReadingId, name: &str, place: &str) -> Result<u8, BadWeights> {
    let values = READINGS[usize::from(id.0)].values;
    let found = values.iter().skip(1).position(|value| *value == name);
    let place_of =
        found.ok_or_else(|| bad(place, format!("'{name}' is none of {:?}", &values[1..])))?;
    Ok(place_of as u8 + 1)
}

fn factors(causes: &Value, place: &str) -> Result<Vec<(usize, f64)>, BadWeights> {
    let causes = rows(causes, place)?;
    let mut all = Vec::with_capacity(causes.len());
    for name in causes.keys() {
        let cause =
            position(name).ok_or_else(|| bad(place, format!("there is no cause {name}")))?;
        all.push((cause, factor(causes, place, name)?));
    }
    Ok(all)
}

fn factor(rows: &Table, place: &str, name: &str) -> Result<f64, BadWeights> {
    let factor = number(rows, place, name)?;
    if factor.is_finite() && factor > 0.0 {
        Ok(factor.ln())
    } else {
        Err(bad(
            place,
            format!("{name}: a factor is greater than 0, not {factor}"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, parse};

    #[test]
    fn the_built_in_odds_are_sound() {
        if let Err(error) = parse(BUILT_IN) {
            panic!("{error}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused_with_its_place() {
        let refused = |from: &str, to: &str| {
            assert!(BUILT_IN.contains(from), "{from}");
            parse(&BUILT_IN.replacen(from, to, 1))
                .unwrap_err()
                .to_string()
        };
        let said = refused("[reading.lock]", "[reading.latch]");
        assert!(
            said.contains("[reading.latch]: there is no such reading"),
            "{said}"
        );
        let said = refused("\nsource = ", "\norigin = ");
        assert!(said.contains("needs a `source`"), "{said}");
        let said = refused("\nH01 = ", "\nH99 = ");
        assert!(said.contains("[base."), "{said}");
    }
}
