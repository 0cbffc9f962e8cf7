//! How numbers went over time, from a baseline of zero: a scale that begins elsewhere makes a
//! mountain of a hill.

use super::svg::{Anchor, Fill, Picture, WIDE, Words, fitting};
use super::{Line, Series};

/// Where the drawing of the lines begins and ends.
const LEFT: f64 = 8.0;
const RIGHT: f64 = WIDE - 190.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 180.0;

pub(super) fn draw(line: &Line, picture: &mut Picture) {
    let Some(across) = Across::of(line) else {
        return;
    };
    let values = line.series.iter().flat_map(|series| &series.data);
    let most = values.filter_map(super::Datum::drawn).fold(0.0, f64::max);
    highest(line, most, picture);
    for part in 0..=4 {
        let y = BOTTOM - (BOTTOM - TOP) * f64::from(part) / 4.0;
        picture.rect(Fill::Rule, [LEFT, y, RIGHT - LEFT, 1.0]);
    }
    let mut names = Vec::new();
    for series in &line.series {
        let points = across.points(series, most);
        for run in &runs(&points) {
            if run.len() > 1 {
                picture.line(series.tone, run);
            }
            for point in run {
                picture.dot(series.tone, *point);
            }
        }
        names.push((points.iter().flatten().next_back().copied(), series));
    }
    name_ends(picture, names);
    if let [first, .., last] = line.ticks.as_slice() {
        let [below, from, to] = [BOTTOM + 18.0, LEFT, RIGHT];
        let (first, last) = (fitting(&first.label, 24), fitting(&last.label, 24));
        picture.words(Words::Quiet, Anchor::Start, [from, below], &first);
        picture.words(Words::Quiet, Anchor::End, [to, below], &last);
    } else if let [only] = line.ticks.as_slice() {
        let place = [LEFT, BOTTOM + 18.0];
        picture.words(Words::Quiet, Anchor::Start, place, &only.label);
    }
    picture.height = picture.height.max(BOTTOM + 28.0);
}

/// What the uppermost rule stands for.
fn highest(line: &Line, most: f64, picture: &mut Picture) {
    let mut values = line.series.iter().flat_map(|series| &series.data);
    if let Some(datum) = values.find(|datum| datum.drawn() == Some(most)) {
        let place = [LEFT, TOP - 6.0];
        picture.words(
            Words::Quiet,
            Anchor::Start,
            place,
            &fitting(&datum.shown, 24),
        );
    }
}

/// What each line is, at its end, with its last number; no name upon another.
fn name_ends(picture: &mut Picture, mut names: Vec<(Option<[f64; 2]>, &Series)>) {
    names.sort_by(|(left, _), (right, _)| {
        let height = |end: &Option<[f64; 2]>| end.map_or(BOTTOM, |[_, y]| y);
        height(left).total_cmp(&height(right))
    });
    let mut free = TOP;
    for (end, series) in names {
        let y = end.map_or(BOTTOM, |[_, y]| y).max(free + 4.0);
        free = y + 30.0;
        let left = RIGHT + 12.0;
        let last = series
            .data
            .iter()
            .rev()
            .find(|datum| datum.drawn().is_some());
        let last = last.or(series.data.last());
        let shown = last.map_or("–", |datum| datum.shown.as_str());
        picture.rect(Fill::Tone(series.tone), [left, y - 5.0, 11.0, 11.0]);
        let (value, name) = ([left + 18.0, y + 5.0], [left + 18.0, y + 20.0]);
        picture.words(Words::Value, Anchor::Start, value, &fitting(shown, 22));
        picture.words(
            Words::Quiet,
            Anchor::Start,
            name,
            &fitting(&series.name, 26),
        );
        picture.height = picture.height.max(y + 28.0);
    }
}

/// From times to places.
struct Across<'l> {
    line: &'l Line,
    from: f64,
    wide: f64,
}

impl<'l> Across<'l> {
    /// None without a time that can be drawn.
    fn of(line: &'l Line) -> Option<Self> {
        let times = line
            .ticks
            .iter()
            .map(|tick| tick.at)
            .filter(|at| at.is_finite());
        let from = times.clone().reduce(f64::min)?;
        let to = times.reduce(f64::max)?;
        let wide = to - from;
        wide.is_finite().then_some(Self { line, from, wide })
    }

    /// A place for each number; none where nobody looked.
    fn points(&self, series: &Series, most: f64) -> Vec<Option<[f64; 2]>> {
        let point = |(tick, datum): (&super::Tick, &super::Datum)| {
            let value = datum.drawn().filter(|_| tick.at.is_finite())?;
            let along = if self.wide > 0.0 {
                (tick.at - self.from) / self.wide
            } else {
                0.0
            };
            let up = if most > 0.0 { value / most } else { 0.0 };
            Some([LEFT + along * (RIGHT - LEFT), BOTTOM - up * (BOTTOM - TOP)])
        };
        let pairs = self.line.ticks.iter().zip(&series.data);
        pairs.map(point).collect()
    }
}

/// The stretches without a hole.
fn runs(points: &[Option<[f64; 2]>]) -> Vec<Vec<[f64; 2]>> {
    let stretches = points.split(Option::is_none);
    let stretches = stretches.map(|run| run.iter().flatten().copied().collect::<Vec<_>>());
    stretches.filter(|run| !run.is_empty()).collect()
}
