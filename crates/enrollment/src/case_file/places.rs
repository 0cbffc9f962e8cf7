//! Where every value of every reading stands, once all of them are put in one row: numbers about
//! values are kept so. Values that nobody took have no place.

use super::{READINGS, ReadingId};

/// The place of each reading's first value; after the last reading, how many places there are.
static FIRST: [usize; READINGS.len() + 1] = {
    let mut first = [0; READINGS.len() + 1];
    let mut number = 0;
    while number < READINGS.len() {
        first[number + 1] = first[number] + READINGS[number].values.len() - 1;
        number += 1;
    }
    first
};

impl ReadingId {
    /// The place of a value, which is not unread.
    pub fn place(self, value: u8) -> usize {
        FIRST[usize::from(self.0)] + usize::from(value) - 1
    }

    /// How many places there are.
    pub fn places() -> usize {
        FIRST[READINGS.len()]
    }
}

#[cfg(test)]
mod tests {
    use super::{READINGS, ReadingId};

    #[test]
    fn every_value_has_a_place_of_its_own() {
        let values = READINGS
            .iter()
            .flat_map(|info| (1..info.values.len() as u8).map(|value| info.id.place(value)));
        assert!(values.eq(0..ReadingId::places()));
    }
}
