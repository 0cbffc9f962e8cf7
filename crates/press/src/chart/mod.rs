//! Numbers as a picture. Whatever a chart shows stands in it as text too, for whoever cannot see
//! it, and because a printed page has no pointer to hover with.

pub(crate) mod svg;

mod bars;
mod line;
mod shares;

use crate::document::{Column, Table, Text, Tone};

/// A chart.
#[derive(Clone, PartialEq, Debug)]
pub struct Chart {
    /// What it shows, as a line without a full stop.
    pub title: String,
    /// What one is meant to see in it, in a sentence.
    pub description: String,
    /// What its labels are: the name of the first column of its data.
    pub category: String,
    /// What it counts, with the unit: the name of the column of its values.
    pub measure: String,
    /// The numbers.
    pub plot: Plot,
}

/// How the numbers are drawn.
#[derive(Clone, PartialEq, Debug)]
pub enum Plot {
    /// A bar for each, from one baseline.
    Bars(Vec<Bar>),
    /// One bar of all, divided.
    Shares(Vec<Bar>),
    /// How numbers went over time.
    Line(Line),
}

/// A bar, or a part of one.
#[derive(Clone, PartialEq, Debug)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// How much.
    pub datum: Datum,
    /// Whether that is good.
    pub tone: Tone,
}

/// A number, and how it is written.
#[derive(Clone, PartialEq, Debug)]
pub struct Datum {
    /// How large, in the chart's unit; none where nobody looked, which is drawn as nothing and
    /// never as zero. A value below zero or without an end counts as none.
    pub value: Option<f64>,
    /// As it is written in the document's language. Where nobody looked it says so.
    pub shown: String,
}

impl Datum {
    /// A number.
    pub fn seen(value: f64, shown: impl Into<String>) -> Self {
        Self {
            value: Some(value),
            shown: shown.into(),
        }
    }

    /// Nobody looked; `shown` says so.
    pub fn unseen(shown: impl Into<String>) -> Self {
        Self {
            value: None,
            shown: shown.into(),
        }
    }

    /// The number, if it can be drawn.
    fn drawn(&self) -> Option<f64> {
        self.value
            .filter(|value| value.is_finite() && *value >= 0.0)
    }
}

/// Numbers over time.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// When was looked, oldest first.
    pub ticks: Vec<Tick>,
    /// What was seen then: a number of each for every tick, in the ticks' order.
    pub series: Vec<Series>,
}

/// A time at which was looked.
#[derive(Clone, PartialEq, Debug)]
pub struct Tick {
    /// How far along, in any unit that suits, for instance days since 1970: times that lie apart
    /// unevenly are drawn so.
    pub at: f64,
    /// As it is written.
    pub label: String,
}

/// One line of several.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// What it counts.
    pub name: String,
    /// Whether much of it is good.
    pub tone: Tone,
    /// A number for every tick. Where one is missing the line has a hole.
    pub data: Vec<Datum>,
}

impl Chart {
    /// The same as a table: what a screen reader reads, and what Markdown prints.
    pub fn table(&self) -> Table {
        match &self.plot {
            Plot::Bars(bars) | Plot::Shares(bars) => Table {
                caption: self.title.clone(),
                columns: vec![
                    Column::words(&self.category, 1),
                    Column::numbers(&self.measure),
                ],
                rows: bars.iter().map(Bar::row).collect(),
            },
            Plot::Line(line) => Table {
                caption: format!("{} ({})", self.title, self.measure),
                columns: std::iter::once(Column::words(&self.category, 1))
                    .chain(line.series.iter().map(|each| Column::numbers(&each.name)))
                    .collect(),
                rows: line.rows(),
            },
        }
    }

    /// All of it in words: what stands for the picture where there is no table beside it.
    #[cfg(feature = "pdf")]
    pub(crate) fn told(&self) -> String {
        use std::fmt::Write;
        let mut told = format!("{}. {}", self.title, self.description);
        for row in self.table().rows {
            let cells = row.iter().map(|cell| cell.0[0].words());
            let cells: Vec<&str> = cells.collect();
            if let [name, values @ ..] = cells.as_slice() {
                let _ = write!(told, " {name}: {}.", values.join(", "));
            }
        }
        told
    }
}

impl Bar {
    fn row(&self) -> Vec<Text> {
        vec![self.label.as_str().into(), self.datum.shown.as_str().into()]
    }
}

impl Line {
    fn rows(&self) -> Vec<Vec<Text>> {
        let row = |(place, tick): (usize, &Tick)| {
            let shown = self.series.iter().map(|each| {
                let datum = each.data.get(place);
                Text::from(datum.map_or("–", |datum| datum.shown.as_str()))
            });
            std::iter::once(tick.label.as_str().into())
                .chain(shown)
                .collect()
        };
        self.ticks.iter().enumerate().map(row).collect()
    }
}
