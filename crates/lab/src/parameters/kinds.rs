//! The kinds of parameters: how each is written, checked, drawn from, and re-drawn for a world.

use crate::clock::{Time, YEAR};
use crate::document::{Document, Table};
use crate::error::LabError;
use crate::random::Draws;
use std::ops::Range;

/// How sure a re-drawn probability is: as if this many devices had been seen.
const CHANCE_WEIGHT: f64 = 8.0;
/// Two standard deviations of a re-drawn median or rate are a factor of three
/// (causality.md §3.3).
const FACTOR_SIGMA: f64 = 0.549;

/// What every kind of parameter can do.
pub(super) trait Kind: Sized {
    /// The keys that its table has, apart from `source` and `assumption`.
    const KEYS: &'static [&'static str];
    /// Reads and checks it.
    fn read(place: &Place<'_, '_>) -> Result<Self, LabError>;
    /// The same habit in another world; `spread` 0 changes nothing, 1 is causality.md §3.3.
    fn redrawn(&self, draws: &mut Draws, spread: f64) -> Self;
    /// Never, where that can be said of it.
    fn silence(&mut self) {}
}

/// Where a parameter is being read.
pub(super) struct Place<'d, 't> {
    pub(super) document: Document<'t>,
    pub(super) table: &'d Table<'t>,
    pub(super) name: &'static str,
    pub(super) span: Range<usize>,
    /// The names that a parameter with shares must have.
    pub(super) names: &'static [&'static str],
}

impl<'d, 't> Place<'d, 't> {
    fn get<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&Document<'t>, &'d super::Value<'t>, &str) -> Result<T, LabError>,
    ) -> Result<T, LabError> {
        let Some(value) = self.table.get(key) else {
            let what = format!("'{}' lacks '{key}'", self.name);
            return Err(self.document.fault(&self.span, what));
        };
        read(&self.document, value, key)
    }
}

fn factor(draws: &mut Draws, spread: f64) -> f64 {
    (draws.normal() * FACTOR_SIGMA * spread).exp()
}

/// Something that happens or not.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Chance(pub f64);

impl Kind for Chance {
    const KEYS: &'static [&'static str] = &["chance"];

    fn read(place: &Place<'_, '_>) -> Result<Self, LabError> {
        place.get("chance", Document::chance).map(Self)
    }

    fn redrawn(&self, draws: &mut Draws, spread: f64) -> Self {
        let sure = spread <= 0.0 || self.0 <= 0.0 || self.0 >= 1.0;
        if sure {
            return *self;
        }
        // A rare thing keeps its order of magnitude: at least two imagined cases stand behind it.
        let weight = (CHANCE_WEIGHT / (spread * spread)).max(2.0 / self.0.min(1.0 - self.0));
        Self(draws.beta(self.0, weight))
    }

    fn silence(&mut self) {
        self.0 = 0.0;
    }
}

/// A waiting time with a long tail: log-normal.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Delay {
    /// In seconds.
    pub median: f64,
    /// Of the logarithm.
    pub sigma: f64,
}

impl Delay {
    /// Seconds.
    pub fn draw(&self, draws: &mut Draws) -> Time {
        (self.median * (self.sigma * draws.normal()).exp()).min(50.0 * YEAR as f64) as Time
    }
}

impl Kind for Delay {
    const KEYS: &'static [&'static str] = &["median", "sigma"];

    fn read(place: &Place<'_, '_>) -> Result<Self, LabError> {
        let median = place.get("median", Document::duration)?;
        let sigma = place.get("sigma", Document::number)?;
        if median <= 0.0 || !(0.0..=5.0).contains(&sigma) {
            let what = format!(
                "'{}' needs a median above 0 and a sigma from 0 to 5",
                place.name
            );
            return Err(place.document.fault(&place.span, what));
        }
        Ok(Self { median, sigma })
    }

    fn redrawn(&self, draws: &mut Draws, spread: f64) -> Self {
        Self {
            median: self.median * factor(draws, spread),
            ..*self
        }
    }
}

/// A waiting time that is as likely to end now as ever: exponential.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Wait {
    /// In seconds.
    pub mean: f64,
}

impl Wait {
    /// Seconds.
    pub fn draw(&self, draws: &mut Draws) -> Time {
        (self.mean * draws.exponential()).min(50.0 * YEAR as f64) as Time
    }
}

impl Kind for Wait {
    const KEYS: &'static [&'static str] = &["mean"];

    fn read(place: &Place<'_, '_>) -> Result<Self, LabError> {
        place
            .get("mean", Document::duration)
            .map(|mean| Self { mean })
    }

    fn redrawn(&self, draws: &mut Draws, spread: f64) -> Self {
        Self {
            mean: self.mean * factor(draws, spread),
        }
    }
}

/// Evenly between two lengths of time.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Between {
    /// In seconds.
    pub from: Time,
    /// In seconds.
    pub to: Time,
}

impl Between {
    /// Seconds.
    pub fn draw(&self, draws: &mut Draws) -> Time {
        draws.between(self.from, self.to)
    }
}

impl Kind for Between {
    const KEYS: &'static [&'static str] = &["from", "to"];

    fn read(place: &Place<'_, '_>) -> Result<Self, LabError> {
        let from = place.get("from", Document::duration)? as Time;
        let to = place.get("to", Document::duration)? as Time;
        if from >= to {
            let what = format!("'{}': 'from' must lie before 'to'", place.name);
            return Err(place.document.fault(&place.span, what));
        }
        Ok(Self { from, to })
    }

    /// Bounds are documented limits of the vendors and the same in every world.
    fn redrawn(&self, _: &mut Draws, _: f64) -> Self {
        *self
    }
}

/// A life that ends: Weibull.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Lifetime {
    /// Below 1: the longer it lasted, the longer it will.
    pub shape: f64,
    /// In seconds.
    pub scale: f64,
}

impl Lifetime {
    /// Seconds.
    pub fn draw(&self, draws: &mut Draws) -> Time {
        (self.scale * draws.exponential().powf(1.0 / self.shape)).min(50.0 * YEAR as f64) as Time
    }
}

impl Kind for Lifetime {
    const KEYS: &'static [&'static str] = &["shape", "scale"];

    fn read(place: &Place<'_, '_>) -> Result<Self, LabError> {
        let shape = place.get("shape", Document::number)?;
        let scale = place.get("scale", Document::duration)?;
        if shape <= 0.0 || scale <= 0.0 {
            let what = format!("'{}' needs a shape and a scale above 0", place.name);
            return Err(place.document.fault(&place.span, what));
        }
        Ok(Self { shape, scale })
    }

    fn redrawn(&self, draws: &mut Draws, spread: f64) -> Self {
        Self {
            scale: self.scale * factor(draws, spread),
            ..*self
        }
    }
}

/// How often something happens.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Rate {
    /// Times a year.
    pub per_year: f64,
}

impl Rate {
    /// Seconds until it happens next.
    pub fn draw(&self, draws: &mut Draws) -> Time {
        if self.per_year <= 0.0 {
            return Time::MAX / 4;
        }
        let years = draws.exponential() / self.per_year;
        (years.min(1e6) * YEAR as f64) as Time
    }
}

impl Kind for Rate {
    const KEYS: &'static [&'static str] = &["per_year"];

    fn read(place: &Place<'_, '_>) -> Result<Self, LabError> {
        let per_year = place.get("per_year", Document::number)?;
        if per_year < 0.0 {
            let what = format!("'{}' cannot happen {per_year} times a year", place.name);
            return Err(place.document.fault(&place.span, what));
        }
        Ok(Self { per_year })
    }

    fn redrawn(&self, draws: &mut Draws, spread: f64) -> Self {
        Self {
            per_year: self.per_year * factor(draws, spread),
        }
    }

    fn silence(&mut self) {
        self.per_year = 0.0;
    }
}

/// Shares of several ways, which sum to 1.
#[derive(Clone, PartialEq, Debug)]
pub struct Shares(pub Vec<f64>);

impl Shares {
    /// The number of the way, in the order in which the lab names them.
    pub fn draw(&self, draws: &mut Draws) -> usize {
        draws.pick(&self.0)
    }
}

impl Kind for Shares {
    const KEYS: &'static [&'static str] = &["shares"];

    fn read(place: &Place<'_, '_>) -> Result<Self, LabError> {
        let value = place.get("shares", |_, value, _| Ok(value))?;
        let table = place.document.table(value, "shares")?;
        place.document.only(table, place.names)?;
        let mut shares = Vec::with_capacity(place.names.len());
        for name in place.names {
            let Some(share) = table.get(*name) else {
                let what = format!("'{}' lacks a share for '{name}'", place.name);
                return Err(place.document.fault(&value.span(), what));
            };
            shares.push(place.document.chance(share, name)?);
        }
        let sum: f64 = shares.iter().sum();
        if (sum - 1.0).abs() > 1e-6 {
            let what = format!("the shares of '{}' must sum to 1, not {sum}", place.name);
            return Err(place.document.fault(&value.span(), what));
        }
        Ok(Self(shares))
    }

    fn redrawn(&self, draws: &mut Draws, spread: f64) -> Self {
        let drawn: Vec<f64> = self
            .0
            .iter()
            .map(|share| share * factor(draws, spread * 0.7))
            .collect();
        let sum: f64 = drawn.iter().sum();
        Self(drawn.iter().map(|share| share / sum).collect())
    }
}
