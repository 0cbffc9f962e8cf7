//! A bar for each number, from one baseline. Its name stands above it, for names are long.

use super::Bar;
use super::svg::{Anchor, Fill, Picture, WIDE, Words, fitting};

/// How many bars a picture has at most; the table beside it has all of them.
const MOST: usize = 40;
/// From one bar to the next.
const STEP: f64 = 38.0;
/// Where the bar ends at most: what stands behind it is its number.
const LONGEST: f64 = WIDE - 120.0;

pub(super) fn draw(bars: &[Bar], picture: &mut Picture) {
    let drawn = bars.iter().take(MOST);
    let most = drawn.clone().filter_map(|bar| bar.datum.drawn());
    let most = most.fold(0.0, f64::max);
    for bar in drawn {
        let top = picture.height;
        picture.words(
            Words::Label,
            Anchor::Start,
            [0.0, top + 13.0],
            &fitting(&bar.label, 100),
        );
        picture.rect(Fill::Track, [0.0, top + 19.0, LONGEST, 10.0]);
        let value = bar.datum.drawn().unwrap_or_default();
        if value > 0.0 {
            // One among a million is still there.
            let width = (value / most * LONGEST).max(2.0);
            picture.rect(Fill::Tone(bar.tone), [0.0, top + 19.0, width, 10.0]);
        }
        let beside = [LONGEST + 8.0, top + 28.0];
        let kind = match bar.datum.drawn() {
            Some(_) => Words::Value,
            None => Words::Quiet,
        };
        picture.words(kind, Anchor::Start, beside, &fitting(&bar.datum.shown, 18));
        picture.height += STEP;
    }
    if bars.len() > MOST {
        let left = format!("… +{}", bars.len() - MOST);
        let place = [0.0, picture.height + 13.0];
        picture.words(Words::Quiet, Anchor::Start, place, &left);
        picture.height += 20.0;
    }
}
