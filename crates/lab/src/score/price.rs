//! What a decision costs, and a table that counts decisions by what was truly needed.

use super::spoken::Action;
use serde::Serialize;

/// Decisions, as rows of the tables; to do nothing is to wait.
pub const DECISIONS: [&str; 6] = ["wait", "configure", "ask", "erase", "migrate", "clean"];
/// What is truly needed, as columns of the tables.
pub const NEEDS: [&str; 5] = ["wait", "configure", "migrate", "erase", "clean"];
/// Minutes that a decision costs, by what was truly needed. Source: `causality.md` §3.7, point 4.
pub const PRICES: [[u64; 5]; 6] = [
    [0, 240, 240, 240, 240],
    [90, 0, 90, 90, 90],
    [25, 25, 25, 25, 25],
    [60, 60, DESTROYED, 0, DESTROYED],
    [90, 90, 0, 90, 0],
    [90, 90, 0, 90, 0],
];
/// Minutes for an erase that destroys what lives. Source: as above.
pub const DESTROYED: u64 = 5_000;
/// What `DESTROYED` is replaced by, to show that no result hangs on it. Source: as above.
pub const SWEEP: [u64; 4] = [100, 1_000, 10_000, 100_000];

pub(super) const ASK: usize = 2;
pub(super) const ERASE: usize = 3;
/// The column of those who truly can only be asked; priced as waiting.
const ASKING: usize = 5;

/// Row of a decision.
pub(super) fn decision(action: Action) -> usize {
    match action {
        Action::None | Action::Wait => 0,
        Action::Configure => 1,
        Action::Ask => ASK,
        Action::Erase => ERASE,
        Action::Migrate => 4,
        Action::Clean => 5,
    }
}

/// Column of what is truly needed.
fn need(action: Action) -> usize {
    match action {
        Action::None | Action::Wait => 0,
        Action::Configure => 1,
        Action::Migrate => 2,
        Action::Erase => 3,
        Action::Clean => 4,
        Action::Ask => ASKING,
    }
}

/// What a decision costs where `needed` is needed; an erase of what lives has a price of its own.
pub fn price(advised: Action, needed: Action, live_data: bool) -> u64 {
    cell_price(
        decision(advised),
        need(needed),
        usize::from(live_data),
        DESTROYED,
    )
}

fn cell_price(row: usize, column: usize, live: usize, destroyed: u64) -> u64 {
    let column = if column == ASKING { 0 } else { column };
    let table = PRICES[row][column];
    let needed = column == 3;
    if row == ERASE && !needed && (live == 1 || table == DESTROYED) {
        destroyed
    } else {
        table
    }
}

/// How often each decision met each need, without and with live data.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct DecisionCounts([[[u64; 2]; 6]; 6]);

impl DecisionCounts {
    pub(super) fn add(&mut self, advised: Action, needed: Action, live_data: bool) {
        self.0[decision(advised)][need(needed)][usize::from(live_data)] += 1;
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                mine[0] += theirs[0];
                mine[1] += theirs[1];
            }
        }
    }

    pub(super) fn n(&self) -> u64 {
        self.0.iter().flatten().flatten().sum()
    }

    pub(super) fn advised(&self, row: usize) -> u64 {
        self.0[row].iter().flatten().sum()
    }

    /// All minutes, with a price of one's own for destroying.
    pub(super) fn minutes(&self, destroyed: u64) -> u128 {
        let mut sum = 0;
        for (row, needs) in self.0.iter().enumerate() {
            sum += needs_minutes(row, needs, destroyed);
        }
        sum
    }

    /// All minutes of whoever always decides the same, at its cheapest.
    pub(super) fn cheapest_constant(&self) -> (usize, u128) {
        let mut needs = [[0; 2]; 6];
        for row in &self.0 {
            for (sum, cell) in needs.iter_mut().zip(row) {
                sum[0] += cell[0];
                sum[1] += cell[1];
            }
        }
        (0..DECISIONS.len())
            .map(|row| (row, needs_minutes(row, &needs, DESTROYED)))
            .min_by_key(|(row, minutes)| (*minutes, *row))
            .unwrap_or_default()
    }

    /// How many decisions were exactly what was needed.
    pub(super) fn right(&self) -> u64 {
        let pairs = [(0, 0), (1, 1), (ASK, ASKING), (ERASE, 3), (4, 2), (5, 4)];
        let cells = pairs.iter().map(|(row, column)| self.0[*row][*column]);
        cells.map(|cell| cell[0] + cell[1]).sum()
    }

    /// The table as people read it; whoever could only be asked stands under waiting.
    pub(super) fn rows(&self) -> Vec<DecisionRow> {
        let row = |(row, counts): (usize, &[[u64; 2]; 6])| {
            let both = |column: usize| counts[column][0] + counts[column][1];
            DecisionRow {
                decision: DECISIONS[row],
                wait: both(0) + both(ASKING),
                configure: both(1),
                migrate: both(2),
                erase: both(3),
                clean: both(4),
            }
        };
        self.0.iter().enumerate().map(row).collect()
    }
}

fn needs_minutes(row: usize, needs: &[[u64; 2]; 6], destroyed: u64) -> u128 {
    let mut sum = 0;
    for (column, cell) in needs.iter().enumerate() {
        for (live, count) in cell.iter().enumerate() {
            sum += u128::from(*count) * u128::from(cell_price(row, column, live, destroyed));
        }
    }
    sum
}

/// How often a decision met each need.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DecisionRow {
    /// The decision.
    pub decision: &'static str,
    /// Nothing but time was needed.
    pub wait: u64,
    /// A change in a portal was needed.
    pub configure: u64,
    /// A move was needed.
    pub migrate: u64,
    /// An erase was needed.
    pub erase: u64,
    /// A clean inventory was needed.
    pub clean: u64,
}

#[cfg(test)]
mod tests {
    use super::{Action, DecisionCounts, price};

    #[test]
    fn prices_are_those_of_the_notes() {
        assert_eq!(price(Action::None, Action::Wait, false), 0);
        assert_eq!(price(Action::Wait, Action::Erase, false), 240);
        assert_eq!(price(Action::Ask, Action::Clean, false), 25);
        assert_eq!(price(Action::Erase, Action::Erase, true), 0);
        assert_eq!(price(Action::Erase, Action::None, false), 60);
        assert_eq!(price(Action::Erase, Action::None, true), 5_000);
        assert_eq!(price(Action::Erase, Action::Configure, true), 5_000);
        assert_eq!(price(Action::Erase, Action::Clean, false), 5_000);
        assert_eq!(price(Action::Migrate, Action::Clean, true), 0);
    }

    #[test]
    fn sums_and_constants() {
        let mut counts = DecisionCounts::default();
        counts.add(Action::Erase, Action::None, true);
        counts.add(Action::Wait, Action::None, false);
        counts.add(Action::Ask, Action::Erase, false);
        assert_eq!(counts.n(), 3);
        assert_eq!(counts.minutes(5_000), 5_025);
        assert_eq!(counts.minutes(100), 125);
        assert_eq!(counts.cheapest_constant(), (super::ASK, 75));
        assert_eq!(counts.right(), 1);
        assert_eq!(counts.rows()[3].wait, 1);
    }
}
