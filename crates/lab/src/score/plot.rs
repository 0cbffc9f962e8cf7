//! Drawings of the report as SVG that stands in a page: no script, colours from the page's style.

use super::classification::{CauseFigures, Mistaken};
use super::curve::{ReliabilityPoint, RiskPoint};
use super::proportion::Rate;
use std::fmt::{self, Write};

/// Side of a square drawing, and what it keeps free for words.
const SIDE: f64 = 320.0;
const LEFT: f64 = 44.0;
const TOP: f64 = 10.0;
/// Height of one cause or one confusion.
const ROW: f64 = 22.0;
/// Where bars begin and how long the longest is.
const BAR: f64 = 110.0;
const BAR_LONG: f64 = 420.0;

/// Confidence against accuracy, with the diagonal of kept promises.
pub(super) fn reliability(points: &[ReliabilityPoint]) -> Result<String, fmt::Error> {
    let mut svg = square("Reliability diagram", "confidence", "accuracy", 1.0)?;
    let (x0, y0, x1, y1) = (x(0.0), y(0.0), x(1.0), y(1.0));
    writeln!(
        svg,
        "<path class=\"guide\" d=\"M{x0:.1} {y0:.1}L{x1:.1} {y1:.1}\"/>"
    )?;
    line(&mut svg, points.iter().map(|p| (p.confidence, p.accuracy)))?;
    for point in points {
        writeln!(
            svg,
            "<circle class=\"dot\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"4\"><title>confidence {:.4}, \
             accuracy {:.4}, {} answers</title></circle>",
            x(point.confidence),
            y(point.accuracy),
            point.confidence,
            point.accuracy,
            point.n,
        )?;
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

/// Error rate against the share of devices that are answered. The scale of errors follows the
/// worst one, so that good curves do not vanish on the floor.
pub(super) fn risk_coverage(points: &[RiskPoint]) -> Result<String, fmt::Error> {
    let worst = points.iter().map(|point| point.risk).fold(0.0, f64::max);
    let scale = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
        .into_iter()
        .find(|scale| worst <= *scale)
        .unwrap_or(1.0);
    let mut svg = square("Risk and coverage", "coverage", "error rate", scale)?;
    line(
        &mut svg,
        points
            .iter()
            .map(|point| (point.coverage, point.risk / scale)),
    )?;
    svg.push_str("</svg>\n");
    Ok(svg)
}

/// Precision and recall of each cause as bars with whiskers.
pub(super) fn causes(causes: &[CauseFigures]) -> Result<String, fmt::Error> {
    let height = ROW * causes.len() as f64 + 4.0;
    let mut svg = open("Precision and recall per cause", 620.0, height)?;
    for (position, cause) in causes.iter().enumerate() {
        let top = ROW * position as f64 + 2.0;
        writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" class=\"end\">{}</text>",
            BAR - 8.0,
            top + 14.0,
            Escaped(&cause.code.to_string()),
        )?;
        bar(&mut svg, top, "precision", cause.precision)?;
        bar(&mut svg, top + ROW / 2.0 - 1.0, "recall", cause.recall)?;
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

/// Confusions from the most frequent on, the darker the more often.
pub(super) fn confusions(confusions: &[Mistaken]) -> Result<String, fmt::Error> {
    let height = ROW * confusions.len() as f64 + 4.0;
    let mut svg = open("Most frequent confusions", 620.0, height)?;
    for (position, mistaken) in confusions.iter().enumerate() {
        let top = ROW * position as f64 + 2.0;
        let pair = format!("{} → {}", mistaken.truth, mistaken.said);
        writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" class=\"end\">{}</text>\
             <rect class=\"heat\" x=\"{BAR:.1}\" y=\"{top:.1}\" width=\"{BAR_LONG:.1}\" \
             height=\"{:.1}\" fill-opacity=\"{:.3}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\">{} ({:.1} %)</text>",
            BAR - 8.0,
            top + 14.0,
            Escaped(&pair),
            ROW - 3.0,
            mistaken.share.clamp(0.02, 1.0),
            BAR + BAR_LONG + 8.0,
            top + 14.0,
            mistaken.n,
            100.0 * mistaken.share,
        )?;
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

/// Text that may stand anywhere in a page.
pub(super) struct Escaped<'t>(pub(super) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                _ => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

fn open(title: &str, width: f64, height: f64) -> Result<String, fmt::Error> {
    let mut svg = String::new();
    writeln!(
        svg,
        "<svg viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" role=\"img\" \
         aria-label=\"{}\">",
        Escaped(title),
    )?;
    Ok(svg)
}

/// A square with axes and their names; across from 0 to 1, up from 0 to `top`.
fn square(title: &str, across: &str, up: &str, top: f64) -> Result<String, fmt::Error> {
    let mut svg = open(title, LEFT + SIDE + 12.0, TOP + SIDE + 40.0)?;
    for tick in 0..=4_u8 {
        let share = f64::from(tick) / 4.0;
        writeln!(
            svg,
            "<path class=\"grid\" d=\"M{0:.1} {1:.1}H{2:.1}M{3:.1} {4:.1}V{5:.1}\"/>\
             <text class=\"end\" x=\"{6:.1}\" y=\"{7:.1}\">{9}</text>\
             <text class=\"middle\" x=\"{3:.1}\" y=\"{8:.1}\">{share}</text>",
            x(0.0),
            y(share),
            x(1.0),
            x(share),
            y(0.0),
            y(1.0),
            LEFT - 6.0,
            y(share) + 4.0,
            TOP + SIDE + 16.0,
            tick_label(share * top),
        )?;
    }
    writeln!(
        svg,
        "<text class=\"middle\" x=\"{:.1}\" y=\"{:.1}\">{}</text>\
         <text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        x(0.5),
        TOP + SIDE + 34.0,
        Escaped(across),
        LEFT + 6.0,
        TOP + 14.0,
        Escaped(up),
    )?;
    Ok(svg)
}

/// A tick of an axis, without the dust of binary fractions.
fn tick_label(value: f64) -> String {
    let shown = format!("{value:.4}");
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn line(svg: &mut String, points: impl Iterator<Item = (f64, f64)>) -> fmt::Result {
    let mut path = String::new();
    for (across, up) in points {
        let step = if path.is_empty() { 'M' } else { 'L' };
        write!(path, "{step}{:.1} {:.1}", x(across), y(up))?;
    }
    if path.is_empty() {
        return Ok(());
    }
    writeln!(svg, "<path class=\"curve\" d=\"{path}\"/>")
}

/// A bar with its whisker; nothing where there is no figure.
fn bar(svg: &mut String, top: f64, name: &str, rate: Rate) -> fmt::Result {
    let (Some(value), Some(low), Some(high)) = (rate.value, rate.low, rate.high) else {
        return Ok(());
    };
    let middle = top + ROW / 4.0 - 1.0;
    writeln!(
        svg,
        "<rect class=\"{name}\" x=\"{BAR:.1}\" y=\"{top:.1}\" width=\"{:.1}\" \
         height=\"{:.1}\"><title>{name} {value:.4}, from {low:.4} to {high:.4}</title></rect>\
         <path class=\"whisker\" d=\"M{:.1} {middle:.1}H{:.1}\"/>",
        value * BAR_LONG,
        ROW / 2.0 - 2.0,
        BAR + low * BAR_LONG,
        BAR + high * BAR_LONG,
    )
}

fn x(share: f64) -> f64 {
    LEFT + share * SIDE
}

fn y(share: f64) -> f64 {
    TOP + (1.0 - share) * SIDE
}

#[cfg(test)]
mod tests {
    use super::{Escaped, RiskPoint, risk_coverage, tick_label};

    #[test]
    fn ticks_are_short() {
        assert_eq!(tick_label(0.75 * 0.1), "0.075");
        assert_eq!(tick_label(0.0), "0");
        assert_eq!(tick_label(1.0), "1");
    }

    #[test]
    fn small_risks_fill_the_drawing() {
        let point = |coverage, risk| RiskPoint {
            coverage,
            risk,
            confidence: 0.9,
        };
        let svg = risk_coverage(&[point(0.5, 0.0), point(1.0, 0.01)]).unwrap();
        assert!(svg.contains("d=\"M204.0 330.0L364.0 10.0\""), "{svg}");
        assert!(svg.contains(">0.0075<"), "{svg}");
    }

    #[test]
    fn nothing_foreign_is_markup() {
        assert_eq!(
            Escaped("<a href='x'>&\"").to_string(),
            "&lt;a href=&#39;x&#39;&gt;&amp;&quot;"
        );
    }
}
