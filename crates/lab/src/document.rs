//! A TOML file that somebody wrote, with the line of everything in it.

use crate::clock::{self, DAY, HOUR, MINUTE, Time};
use crate::error::LabError;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A file's name and text, for messages that name a line.
#[derive(Clone, Copy)]
pub(crate) struct Document<'t> {
    pub(crate) file: &'t str,
    pub(crate) text: &'t str,
}

/// A table of a document.
pub(crate) type Table<'t> = DeTable<'t>;
/// A value of a document, with its place.
pub(crate) type Value<'t> = Spanned<DeValue<'t>>;

impl<'t> Document<'t> {
    /// Parses the whole file.
    pub(crate) fn parse(&self) -> Result<Table<'t>, LabError> {
        DeTable::parse(self.text)
            .map(Spanned::into_inner)
            .map_err(|why| self.fault(&why.span().unwrap_or(0..0), why.message()))
    }

    /// A refusal that names a place.
    pub(crate) fn fault(&self, span: &Range<usize>, what: impl Into<String>) -> LabError {
        let upto = self.text.get(..span.start).unwrap_or(self.text);
        LabError::Input {
            file: self.file.to_owned(),
            line: upto.matches('\n').count() + 1,
            what: what.into(),
        }
    }

    /// Refuses keys that nobody knows; a likely spelling is named.
    pub(crate) fn only(&self, table: &Table<'_>, known: &[&str]) -> Result<(), LabError> {
        for key in table.keys() {
            let name: &str = key.get_ref();
            if !known.contains(&name) {
                let what = format!("there is no '{name}' here; {}", nearest(name, known));
                return Err(self.fault(&key.span(), what));
            }
        }
        Ok(())
    }

    pub(crate) fn table<'v>(
        &self,
        value: &'v Value<'t>,
        name: &str,
    ) -> Result<&'v Table<'t>, LabError> {
        let table = value.get_ref().as_table();
        table.ok_or_else(|| self.fault(&value.span(), format!("'{name}' must be a table")))
    }

    pub(crate) fn text_of<'v>(
        &self,
        value: &'v Value<'_>,
        name: &str,
    ) -> Result<&'v str, LabError> {
        let text = value.get_ref().as_str();
        text.ok_or_else(|| self.fault(&value.span(), format!("'{name}' must be a text in quotes")))
    }

    pub(crate) fn number(&self, value: &Value<'_>, name: &str) -> Result<f64, LabError> {
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.as_str().replace('_', "").parse().ok(),
            DeValue::Float(number) => number.as_str().replace('_', "").parse().ok(),
            _ => None,
        };
        let finite = number.filter(|number: &f64| number.is_finite());
        finite.ok_or_else(|| self.fault(&value.span(), format!("'{name}' must be a number")))
    }

    /// A probability.
    pub(crate) fn chance(&self, value: &Value<'_>, name: &str) -> Result<f64, LabError> {
        let number = self.number(value, name)?;
        if (0.0..=1.0).contains(&number) {
            return Ok(number);
        }
        let what = format!("'{name}' is a probability and lies in 0 to 1, {number} does not");
        Err(self.fault(&value.span(), what))
    }

    /// A whole number that is not negative.
    pub(crate) fn count(&self, value: &Value<'_>, name: &str) -> Result<u64, LabError> {
        if let DeValue::Integer(whole) = value.get_ref()
            && let Ok(number) = whole.as_str().replace('_', "").parse()
        {
            return Ok(number);
        }
        let number = self.number(value, name)?;
        if number < 0.0 || number.fract() != 0.0 || number > 1e15 {
            let what = format!("'{name}' must be a whole number from 0 on, {number} is not");
            return Err(self.fault(&value.span(), what));
        }
        Ok(number as u64)
    }

    /// A length of time such as `"3 d"`, `"12 h"`, `"5 min"` or `"90 s"`, in seconds.
    pub(crate) fn duration(&self, value: &Value<'_>, name: &str) -> Result<f64, LabError> {
        let text = self.text_of(value, name)?;
        let wrong = || {
            let what = format!(
                "'{name}' must be a length of time such as \"3 d\", \"12 h\", \"5 min\" or \
                 \"90 s\", not \"{text}\""
            );
            self.fault(&value.span(), what)
        };
        let (number, unit) = text.trim().split_once(' ').ok_or_else(wrong)?;
        let number: f64 = number.parse().map_err(|_| wrong())?;
        let unit = match unit.trim() {
            "s" => 1,
            "min" => MINUTE,
            "h" => HOUR,
            "d" => DAY,
            _ => return Err(wrong()),
        };
        if number < 0.0 || !number.is_finite() {
            let what = format!("'{name}' is a length of time and cannot be negative: \"{text}\"");
            return Err(self.fault(&value.span(), what));
        }
        Ok(number * unit as f64)
    }

    /// A moment such as `"2026-11-20T09:00:00Z"`.
    pub(crate) fn moment(&self, value: &Value<'_>, name: &str) -> Result<Time, LabError> {
        let text = self.text_of(value, name)?;
        let time = clock::parse(text).filter(|time| clock::is_of_our_time(*time));
        time.ok_or_else(|| {
            let what = format!(
                "'{name}' must be a time of the years 2000 to 2099 such as \"2026-11-20T09:00:00Z\""
            );
            self.fault(&value.span(), what)
        })
    }
}

/// "known are: …", or the one that was probably meant.
pub(crate) fn nearest(name: &str, known: &[&str]) -> String {
    let close = known
        .iter()
        .map(|known| (distance(name, known), *known))
        .min();
    match close {
        Some((steps, close)) if steps <= 1 + name.len() / 4 => format!("did you mean '{close}'?"),
        _ => format!("known are: {}", known.join(", ")),
    }
}

/// Edit distance, for short names.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (line, from) in a.chars().enumerate() {
        let mut corner = row[0];
        row[0] = line + 1;
        for (column, to) in b.iter().enumerate() {
            let change = corner + usize::from(from != *to);
            corner = row[column + 1];
            row[column + 1] = change.min(corner + 1).min(row[column] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::{Document, nearest};

    fn complaint(text: &str, check: impl Fn(&Document<'_>, &super::Table<'_>) -> String) -> String {
        let document = Document {
            file: "w.toml",
            text,
        };
        let table = document.parse().unwrap();
        check(&document, &table)
    }

    #[test]
    fn a_place_is_named_by_file_and_line() {
        let text = "a = 1\n\n[p]\nchance = 1.5\nlong = \"3 weeks\"\nbad = -2\n";
        let said = |key: &str| {
            complaint(text, |document, table| {
                let part = document.table(&table["p"], "p").unwrap();
                let value = &part[key];
                let error = match key {
                    "chance" => document.chance(value, key).map(|_| ()),
                    "long" => document.duration(value, key).map(|_| ()),
                    _ => document.count(value, key).map(|_| ()),
                };
                error.unwrap_err().to_string()
            })
        };
        assert_eq!(
            said("chance"),
            "w.toml line 4: 'chance' is a probability and lies in 0 to 1, 1.5 does not"
        );
        assert!(said("long").starts_with("w.toml line 5: 'long' must be a length of time"));
        assert!(said("bad").contains("line 6"));
    }

    #[test]
    fn text_that_is_no_toml_is_refused_with_its_line() {
        let document = Document {
            file: "w.toml",
            text: "a = 1\nb = = 2\n",
        };
        let error = document.parse().unwrap_err().to_string();
        assert!(error.starts_with("w.toml line 2:"), "{error}");
    }

    #[test]
    fn a_slip_of_the_pen_is_guessed() {
        assert_eq!(
            nearest("oder_to_ship", &["order_to_ship", "x"]),
            "did you mean 'order_to_ship'?"
        );
        assert_eq!(nearest("zzz", &["a", "b"]), "known are: a, b");
    }
}
