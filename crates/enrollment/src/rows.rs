//! A long list of rows that grows without ever copying what it holds.
//!
//! A `Vec` of a million rows doubles its memory while it moves; [`Rows`] adds pieces of a fixed
//! length instead, so that the peak is the sum of the rows.

/// Rows per piece. A page of either vendor has at most 1,000 rows (microsoft.md §4, apple.md §1.3).
const PIECE: usize = 1 << 12;

/// An append-only list of rows, addressed by number.
#[derive(Clone, Debug)]
pub struct Rows<T> {
    pieces: Vec<Vec<T>>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { pieces: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// Adds one row.
    pub fn push(&mut self, row: T) {
        match self.pieces.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push(row),
            _ => {
                // The first piece stays small: most tenants have a handful of tokens and servers.
                let room = if self.pieces.is_empty() { 0 } else { PIECE };
                let mut piece = Vec::with_capacity(room);
                piece.push(row);
                self.pieces.push(piece);
            }
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        match self.pieces.split_last() {
            Some((last, full)) => full.len() * PIECE + last.len(),
            None => 0,
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// The row with this number.
    pub fn get(&self, number: usize) -> Option<&T> {
        self.pieces.get(number / PIECE)?.get(number % PIECE)
    }

    /// All rows in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> + Clone {
        self.pieces.iter().flatten()
    }
}

impl<T> Extend<T> for Rows<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, rows: I) {
        for row in rows {
            self.push(row);
        }
    }
}

impl<T> FromIterator<T> for Rows<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        let mut all = Self::default();
        all.extend(rows);
        all
    }
}

impl<T> std::ops::Index<usize> for Rows<T> {
    type Output = T;

    fn index(&self, number: usize) -> &T {
        &self.pieces[number / PIECE][number % PIECE]
    }
}

#[cfg(test)]
mod tests {
    use super::{PIECE, Rows};

    #[test]
    fn rows_keep_their_numbers_across_pieces() {
        let rows: Rows<usize> = (0..2 * PIECE + 3).collect();
        assert_eq!(rows.len(), 2 * PIECE + 3);
        assert!((0..rows.len()).all(|n| rows[n] == n));
        assert_eq!(rows.get(rows.len()), None);
        assert!(rows.iter().copied().eq(0..rows.len()));
    }
}
