//! One bar of all, divided. What its parts are stands below it in the parts' order, with a number
//! for each: colours repeat, and not everybody sees them.

use super::Bar;
use super::svg::{Anchor, Fill, Picture, WIDE, Words, fitting};

/// How many parts are drawn at most; the table beside the picture has all of them.
const MOST: usize = 24;
/// White between two parts.
const BETWEEN: f64 = 2.0;
const HIGH: f64 = 30.0;

pub(super) fn draw(parts: &[Bar], picture: &mut Picture) {
    let parts: Vec<&Bar> = parts.iter().take(MOST).collect();
    let whole: f64 = parts.iter().filter_map(|part| part.datum.drawn()).sum();
    picture.rect(Fill::Track, [0.0, 0.0, WIDE, HIGH]);
    let mut from: f64 = 0.0;
    for (place, part) in parts.iter().enumerate() {
        let value = part.datum.drawn().unwrap_or_default();
        if value <= 0.0 || !whole.is_finite() {
            continue;
        }
        // One among a million is still there.
        let width = (value / whole * WIDE - BETWEEN).max(2.0);
        let left = from.min(WIDE - width);
        picture.rect(Fill::Tone(part.tone), [left, 0.0, width, HIGH]);
        from = (from + value / whole * WIDE).max(left + width);
        if width > 24.0 {
            let middle = [left + width / 2.0, HIGH + 14.0];
            let number = (place + 1).to_string();
            picture.words(Words::Quiet, Anchor::Middle, middle, &number);
        }
    }
    picture.height = HIGH + 30.0;
    for (place, part) in parts.iter().enumerate() {
        // Two columns, read from the left.
        let left = if place % 2 == 0 { 0.0 } else { WIDE / 2.0 };
        let line = picture.height + 12.0;
        picture.rect(Fill::Tone(part.tone), [left, line - 10.0, 11.0, 11.0]);
        let says = format!("{} {}: {}", place + 1, part.label, part.datum.shown);
        let says = fitting(&says, 54);
        picture.words(Words::Label, Anchor::Start, [left + 18.0, line], &says);
        if place % 2 == 1 || place + 1 == parts.len() {
            picture.height += 20.0;
        }
    }
}
