//! Row numbers by serial number.

use crate::words::Word;

/// Row numbers by serial number. Large tables get an index by word, small ones a sorted list.
pub(super) enum Grouping {
    Dense { starts: Vec<u32>, rows: Vec<u32> },
    Sparse(Vec<(u32, u32)>),
}

/// A table with fewer rows than one in this many serial numbers is kept as a sorted list.
const SPARSE: usize = 4;

impl Grouping {
    pub(super) fn of<I: Iterator<Item = Word> + Clone>(bound: usize, serials: &I) -> Self {
        let named = || {
            let numbered = serials.clone().enumerate();
            numbered.filter(|(_, serial)| serial.is_some())
        };
        let count = named().count();
        if count * SPARSE < bound {
            let mut pairs: Vec<_> = named()
                .map(|(row, serial)| (serial.index() as u32, row as u32))
                .collect();
            pairs.sort_unstable();
            return Self::Sparse(pairs);
        }
        let mut starts = vec![0_u32; bound + 1];
        for (_, serial) in named() {
            starts[serial.index() + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        let mut rows = vec![0_u32; count];
        let mut next = starts.clone();
        for (row, serial) in named() {
            let slot = &mut next[serial.index()];
            rows[*slot as usize] = row as u32;
            *slot += 1;
        }
        Self::Dense { starts, rows }
    }

    /// The number of a serial number's first row, or some other number.
    pub(super) fn first(&self, serial: Word) -> usize {
        match self {
            Self::Dense { starts, rows } => {
                let start = starts
                    .get(serial.index())
                    .map_or(0, |start| *start as usize);
                rows.get(start).map_or(0, |row| *row as usize)
            }
            Self::Sparse(_) => 0,
        }
    }

    pub(super) fn rows(&self, serial: Word) -> impl Iterator<Item = usize> + use<'_> {
        let (dense, sparse): (&[u32], &[(u32, u32)]) = match self {
            Self::Dense { starts, rows } => {
                let index = serial.index();
                let range = match (starts.get(index), starts.get(index + 1)) {
                    (Some(start), Some(end)) => *start as usize..*end as usize,
                    _ => 0..0,
                };
                (&rows[range], &[])
            }
            Self::Sparse(pairs) => {
                let index = serial.index() as u32;
                let start = pairs.partition_point(|pair| pair.0 < index);
                let length = pairs[start..]
                    .iter()
                    .take_while(|pair| pair.0 == index)
                    .count();
                (&[], &pairs[start..start + length])
            }
        };
        dense
            .iter()
            .copied()
            .chain(sparse.iter().map(|pair| pair.1))
            .map(|row| row as usize)
    }
}
