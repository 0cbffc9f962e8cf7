//! Drawings, made here as SVG: no script, no style within, colours by class. Each has a title and a
//! description, so that whoever cannot see it is told the same.

use super::spoken;
use crate::i18n::Language;
use crate::report::html::Escaped;
use enrollment::gate::{Gate, Gates, Passage};
use std::fmt::Write as _;

/// How wide drawings of shares are, in their own units.
const WIDE: u64 = 1_000;

/// A part of a whole.
pub(super) struct Share<'s> {
    /// The class that gives it its colour.
    pub(super) class: &'s str,
    /// How much it is.
    pub(super) value: u64,
}

/// Parts of a whole as one bar from end to end.
pub(super) fn shares(id: &str, title: &str, desc: &str, parts: &[Share<'_>]) -> String {
    let total = parts.iter().map(|part| part.value).sum::<u64>().max(1);
    let mut svg = begin(id, "shares", &format!("0 0 {WIDE} 20"), title, desc, true);
    let mut before = 0;
    for part in parts.iter().filter(|part| part.value > 0) {
        let place = |value: u64| value * WIDE / total;
        // One in a million is still there.
        let width = (place(before + part.value) - place(before)).max(3);
        let from = place(before).min(WIDE - width);
        before += part.value;
        let class = part.class;
        let _ = write!(
            svg,
            "<rect class=\"fill-{class}\" x=\"{from}\" y=\"0\" width=\"{width}\" height=\"20\"/>"
        );
    }
    svg.push_str("</svg>");
    svg
}

/// A bar in a row of a table. The number stands beside it, so that it says nothing by itself.
pub(super) fn bar(class: &str, value: u64, most: u64) -> String {
    let width = (value * WIDE / most.max(1)).clamp(u64::from(value > 0) * 4, WIDE);
    format!(
        "<svg class=\"bar\" aria-hidden=\"true\" viewBox=\"0 0 {WIDE} 10\" \
         preserveAspectRatio=\"none\"><rect class=\"track\" width=\"{WIDE}\" height=\"10\"/>\
         <rect class=\"fill-{class}\" width=\"{width}\" height=\"10\"/></svg>"
    )
}

/// How a number went, oldest first. Nothing for less than two.
pub(super) fn spark(id: &str, class: &str, title: &str, values: &[u64]) -> String {
    let [first, .., last] = values else {
        return String::new();
    };
    let most = values.iter().copied().max().unwrap_or(0);
    let least = values.iter().copied().min().unwrap_or(0);
    let high = (most - least).max(1);
    let steps = (values.len() - 1) as u64;
    let desc = format!("{first} → {last}");
    let mut svg = begin(id, "spark", "0 0 1000 100", title, &desc, true);
    let mut points = String::new();
    for (number, value) in values.iter().enumerate() {
        let x = number as u64 * WIDE / steps;
        let y = 92 - (value - least) * 84 / high;
        let _ = write!(points, "{x},{y} ");
    }
    let points = points.trim_end();
    let _ = write!(
        svg,
        "<polygon class=\"shade-{class}\" points=\"0,100 {points} 1000,100\"/>\
         <polyline class=\"line-{class}\" points=\"{points}\"/></svg>"
    );
    svg
}

/// Where a journey stands.
#[derive(Clone, Copy)]
pub(super) struct Journey {
    /// The first gate that was not passed; none if all were.
    pub(super) gate: Option<Gate>,
    /// What was seen of each gate.
    pub(super) seen: Gates,
    /// Whether it waits there as it should, and did not break.
    pub(super) waits: bool,
}

/// Whose hands the device is in: the gates of each, and the key of their name.
const STRETCHES: [(usize, usize, &str); 5] = [
    (0, 1, "web-stretch-apple"),
    (2, 4, "web-stretch-sync"),
    (5, 7, "web-stretch-setup"),
    (8, 9, "web-stretch-intune"),
    (10, 12, "web-stretch-entra"),
];

impl Journey {
    /// The journey in a sentence.
    pub(super) fn told(self, language: Language) -> String {
        let Some(gate) = self.gate else {
            return language.text("web-journey-whole");
        };
        let key = if self.waits {
            "web-journey-waits"
        } else {
            "web-journey-stopped"
        };
        let name = spoken::word(language, "gate", gate.name());
        let values = [("gate", gate.name()), ("name", name.as_str())];
        language.with(key, &values)
    }

    fn class(self, number: usize) -> &'static str {
        match self.gate.map(|gate| gate as usize) {
            None => "passed",
            Some(stop) if number == stop && self.waits => "waits",
            Some(stop) if number == stop => "stopped",
            Some(stop) if number > stop => "ahead",
            // A tick only where somebody saw it: what nobody can see is passed most probably.
            Some(_) if self.seen.of(Gate::ALL[number]) == Passage::Passed => "passed",
            Some(_) => "before",
        }
    }

    /// Its mark within a circle: colour is never the only sign.
    fn mark(self, number: usize, x: u32, y: u32) -> String {
        match self.class(number) {
            "passed" => path("tick", x, y, "m-5 0 l4 4 l7 -8"),
            "stopped" => path("cross", x, y, "m-6 -6 l12 12 m0 -12 l-12 12"),
            "waits" => path("pause", x, y, "m-3 -6 v12 m6 -12 v12"),
            _ => String::new(),
        }
    }

    /// From left to right, for a wide screen.
    pub(super) fn across(self, language: Language) -> String {
        let title = language.text("device-journey");
        let told = self.told(language);
        let mut svg = begin(
            "across",
            "journey across",
            "0 0 1040 150",
            &title,
            &told,
            false,
        );
        for (first, last, key) in STRETCHES {
            let (from, to) = (first as u32 * 80 + 6, last as u32 * 80 + 74);
            let middle = u32::midpoint(from, to);
            let words = language.text(key);
            let _ = write!(
                svg,
                "<rect class=\"stretch\" x=\"{from}\" y=\"4\" width=\"{}\" height=\"96\" rx=\"8\"/>\
                 <text class=\"quiet\" x=\"{middle}\" y=\"24\" text-anchor=\"middle\">{}</text>",
                to - from,
                Escaped(&words)
            );
        }
        for number in 1..Gate::ALL.len() {
            let (from, to) = (number as u32 * 80 - 40 + 16, number as u32 * 80 + 40 - 16);
            let _ = write!(
                svg,
                "<path class=\"way {}\" d=\"M{from} 54 H{to}\"/>",
                self.class(number)
            );
        }
        for (number, gate) in Gate::ALL.into_iter().enumerate() {
            let x = number as u32 * 80 + 40;
            svg.push_str(&self.circle(number, x, 54));
            let class = self.class(number);
            let _ = write!(
                svg,
                "<text class=\"gate {class}\" x=\"{x}\" y=\"90\" \
                 text-anchor=\"middle\">{gate}</text>"
            );
        }
        if let Some(gate) = self.gate {
            svg.push_str(&self.callout(gate, &told));
        }
        svg.push_str("</svg>");
        svg
    }

    /// What happened at the gate, below it.
    fn callout(self, gate: Gate, told: &str) -> String {
        let x = gate as u32 * 80 + 40;
        let anchor = match gate as u32 {
            0..=3 => "start",
            4..=8 => "middle",
            _ => "end",
        };
        let at = match anchor {
            "start" => x - 16,
            "end" => x + 16,
            _ => x,
        };
        let class = self.class(gate as usize);
        format!(
            "<path class=\"pointer {class}\" d=\"M{x} 102 l-7 10 h14 z\"/>\
             <text class=\"callout {class}\" x=\"{at}\" y=\"134\" \
             text-anchor=\"{anchor}\">{}</text>",
            Escaped(told)
        )
    }

    /// From top to bottom with all names, for a narrow screen.
    pub(super) fn down(self, language: Language) -> String {
        let title = language.text("device-journey");
        let told = self.told(language);
        let mut svg = begin("down", "journey down", "0 0 400 428", &title, &told, false);
        for number in 1..Gate::ALL.len() {
            let (from, to) = (number as u32 * 33 - 15 + 13, number as u32 * 33 + 18 - 13);
            let _ = write!(
                svg,
                "<path class=\"way {}\" d=\"M18 {from} V{to}\"/>",
                self.class(number)
            );
        }
        for (number, gate) in Gate::ALL.into_iter().enumerate() {
            let y = number as u32 * 33 + 18;
            svg.push_str(&self.circle(number, 18, y));
            let name = spoken::word(language, "gate", gate.name());
            let _ = write!(
                svg,
                "<text class=\"gate {}\" x=\"40\" y=\"{}\">{gate} <tspan>{}</tspan></text>",
                self.class(number),
                y + 5,
                Escaped(&name)
            );
        }
        svg.push_str("</svg>");
        svg
    }

    fn circle(self, number: usize, x: u32, y: u32) -> String {
        let class = self.class(number);
        let radius = if matches!(class, "stopped" | "waits") {
            15
        } else {
            12
        };
        let mark = self.mark(number, x, y);
        format!("<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>{mark}")
    }
}

fn path(class: &str, x: u32, y: u32, steps: &str) -> String {
    format!("<path class=\"mark {class}\" d=\"M{x} {y} {steps}\"/>")
}

fn begin(id: &str, class: &str, view: &str, title: &str, desc: &str, stretched: bool) -> String {
    let stretched = if stretched {
        " preserveAspectRatio=\"none\""
    } else {
        ""
    };
    format!(
        "<svg class=\"{class}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
         viewBox=\"{view}\"{stretched}><title id=\"{id}-title\">{}</title>\
         <desc id=\"{id}-desc\">{}</desc>",
        Escaped(title),
        Escaped(desc)
    )
}

#[cfg(test)]
mod tests {
    use super::{Journey, Share, bar, shares, spark};
    use crate::i18n::Language::{De, En};
    use enrollment::gate::{Gate, Gates, Passage};

    #[test]
    fn shares_fill_the_bar_and_none_vanishes() {
        let parts = [("a", 1), ("b", 999_999), ("c", 0), ("d", 1)]
            .map(|(class, value)| Share { class, value });
        let svg = shares("x", "T<", "D", &parts);
        assert!(
            svg.contains("fill-a\" x=\"0\" y=\"0\" width=\"3\""),
            "{svg}"
        );
        assert!(svg.contains("fill-d\" x=\"997\""), "{svg}");
        assert!(!svg.contains("fill-c") && svg.contains("T&lt;"));
        assert!(shares("x", "", "", &[]).ends_with("</desc></svg>"));
        assert!(bar("a", 5, 0).contains("width=\"1000\" height=\"10\"/></svg>"));
    }

    #[test]
    fn a_line_needs_two_points() {
        assert_eq!(spark("s", "a", "t", &[1]), "");
        let flat = spark("s", "a", "t", &[4, 4, 4]);
        assert!(flat.contains("points=\"0,92 500,92 1000,92\""), "{flat}");
    }

    #[test]
    fn the_journey_shows_and_says_where_it_broke() {
        let mut seen = Gates::default();
        seen.set(Gate::G0, Passage::Passed);
        seen.set(Gate::G3, Passage::Passed);
        seen.set(Gate::G9, Passage::Passed);
        let broke = Journey {
            gate: Some(Gate::G5),
            seen,
            waits: false,
        };
        for svg in [broke.across(En), broke.down(En)] {
            assert_eq!(svg.matches("mark tick").count(), 2, "up to where it broke");
            assert_eq!(svg.matches("mark cross").count(), 1);
            assert!(
                svg.contains("Most probably it stopped at G5: Asked Apple during set-up"),
                "{svg}"
            );
        }
        let whole = Journey {
            gate: None,
            seen: Gates::default(),
            waits: false,
        };
        assert_eq!(whole.across(De).matches("mark tick").count(), 13);
    }
}
