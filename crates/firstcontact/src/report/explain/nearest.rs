//! What somebody may have meant who typed a code that does not exist.

use enrollment::remedy::{Remedy, Verification};
use rules::{catalogue, prevention};

/// So many are suggested.
const SUGGESTED: usize = 3;

/// The codes, and for longer texts the names of causes, that differ least from a text.
pub(super) fn to(text: &str) -> Vec<String> {
    // Nobody means a code by a text that is longer than every name.
    let wanted: String = text
        .trim()
        .chars()
        .take(64)
        .collect::<String>()
        .to_ascii_lowercase();
    let codes = catalogue::all()
        .iter()
        .map(|rule| rule.cause.code.to_string());
    let codes = codes
        .chain(Remedy::ALL.iter().map(ToString::to_string))
        .chain(Verification::ALL.iter().map(ToString::to_string))
        .chain(
            prevention::catalogue::all()
                .iter()
                .map(|check| check.code.to_owned()),
        );
    let names = catalogue::all()
        .iter()
        .map(|rule| rule.cause.name.to_owned());
    let mut ranked: Vec<(usize, String)> = codes
        .chain(names)
        .map(|known| (distance(&wanted, &known.to_ascii_lowercase()), known))
        .collect();
    // A stable sort keeps the catalogue's order among equals.
    ranked.sort_by_key(|(distance, _)| *distance);
    ranked
        .into_iter()
        .take(SUGGESTED)
        .map(|(_, known)| known)
        .collect()
}

/// How many characters must be put in, left out or changed (Levenshtein), times two; a wrong
/// first character counts more, because it says which kind of code is meant.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (row, from) in a.iter().enumerate() {
        let mut left = row + 1;
        let mut line = vec![left];
        for (column, to) in b.iter().enumerate() {
            let change = above[column] + usize::from(from != to);
            left = change.min(above[column + 1] + 1).min(left + 1);
            line.push(left);
        }
        above = line;
    }
    let edits = above.last().copied().unwrap_or(0);
    2 * edits + usize::from(a.first() != b.first())
}

#[cfg(test)]
mod tests {
    use super::{distance, to};

    #[test]
    fn edits_are_counted() {
        assert_eq!(distance("c01", "c01"), 0);
        assert_eq!(distance("c1", "c01"), 2);
        assert_eq!(distance("x01", "c01"), 3);
        assert_eq!(distance("", "r0"), 5);
    }

    #[test]
    fn the_letter_is_believed_before_the_digits() {
        assert_eq!(to("R99")[0], "R9");
        assert!(to("v9").iter().all(|code| code.starts_with('V')));
    }
}
