//! The reliability diagram of `docs/accuracy.md`: what was promised against what was kept.

use lab::score::ReliabilityPoint;
use std::fmt::Write as _;

const SIZE: f64 = 360.0;
const EDGE: f64 = 46.0;

/// Draws it, one line a tier.
pub(super) fn reliability(tiers: &[(&str, Vec<ReliabilityPoint>)]) -> String {
    const COLOURS: [&str; 6] = [
        "#7a5195", "#2f6db3", "#1b8a8f", "#4c9a2a", "#d98300", "#c23b3b",
    ];
    let side = SIZE - 2.0 * EDGE;
    let x = |p: f64| EDGE + p * side;
    let y = |p: f64| SIZE - EDGE - p * side;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.0} {SIZE:.0}\" role=\"img\" \
         aria-label=\"Reliability: promised against kept, per evidence tier\" \
         font-family=\"sans-serif\" font-size=\"11\">\n<rect width=\"100%\" height=\"100%\" \
         fill=\"white\"/>\n<path d=\"M{:.1} {:.1}L{:.1} {:.1}\" stroke=\"#999\" \
         stroke-dasharray=\"4 3\"/>\n",
        SIZE + 90.0,
        x(0.0),
        y(0.0),
        x(1.0),
        y(1.0)
    );
    for step in 0..=4 {
        let p = f64::from(step) / 4.0;
        // Writing to a text cannot fail.
        let _ = writeln!(
            out,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{p}</text>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{p}</text>",
            x(p),
            SIZE - EDGE + 16.0,
            EDGE - 6.0,
            y(p) + 4.0
        );
    }
    let _ = writeln!(
        out,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">promised</text>\
         <text x=\"12\" y=\"{:.1}\" transform=\"rotate(-90 12 {:.1})\" \
         text-anchor=\"middle\">kept</text>\n\
         <rect x=\"{EDGE}\" y=\"{EDGE}\" width=\"{side}\" height=\"{side}\" fill=\"none\" \
         stroke=\"#555\"/>",
        x(0.5),
        SIZE - 8.0,
        y(0.5),
        y(0.5)
    );
    for (number, (name, points)) in tiers.iter().enumerate() {
        let colour = COLOURS[number % COLOURS.len()];
        let path: Vec<String> = points
            .iter()
            .map(|point| format!("{:.1},{:.1}", x(point.confidence), y(point.accuracy)))
            .collect();
        let _ = writeln!(
            out,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.6\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\">{name}</text>",
            path.join(" "),
            SIZE - EDGE + 12.0,
            EDGE + 14.0 + 16.0 * number as f64
        );
    }
    out.push_str("</svg>\n");
    out
}
