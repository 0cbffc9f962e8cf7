//! Drawing. The same picture stands in a page, where a style sheet gives colours for light and for
//! dark, and on paper, where it carries its own.

use super::{Chart, Plot, bars, line, shares};
use crate::document::Tone;
use crate::escape::Html;
use std::fmt::Write;

/// The picture's units from side to side: pixels of a page that is wide enough.
pub(super) const WIDE: f64 = 720.0;

/// Where a picture will stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ground {
    /// In a page with a style sheet, as its n-th chart.
    Page(usize),
    /// On paper.
    #[cfg(feature = "pdf")]
    Paper,
}

/// A chart as SVG.
pub(crate) fn draw(chart: &Chart, ground: Ground) -> String {
    let mut picture = Picture {
        ground,
        height: 0.0,
        body: String::new(),
    };
    match &chart.plot {
        Plot::Bars(all) => bars::draw(all, &mut picture),
        Plot::Shares(all) => shares::draw(all, &mut picture),
        Plot::Line(one) => line::draw(one, &mut picture),
    }
    picture.whole(chart)
}

/// A picture that is being drawn.
pub(super) struct Picture {
    ground: Ground,
    /// Down to here it is drawn.
    pub(super) height: f64,
    body: String,
}

/// What words in a picture are for.
#[derive(Clone, Copy)]
pub(super) enum Words {
    /// A name.
    Label,
    /// A number.
    Value,
    /// What one need not read.
    Quiet,
}

/// Where words stand as seen from their place.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

impl Picture {
    /// A filled rectangle.
    pub(super) fn rect(&mut self, fill: Fill, [x, y, width, height]: [f64; 4]) {
        let fill = self.fill(fill);
        let _ = write!(
            self.body,
            "<rect {fill} x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>"
        );
    }

    /// Words on a line.
    pub(super) fn words(&mut self, kind: Words, anchor: Anchor, [x, y]: [f64; 2], says: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let look = match (self.ground, kind) {
            (Ground::Page(_), Words::Label) => "class=\"label\"",
            (Ground::Page(_), Words::Value) => "class=\"value\"",
            (Ground::Page(_), Words::Quiet) => "class=\"quiet\"",
            #[cfg(feature = "pdf")]
            (Ground::Paper, Words::Label) => "fill=\"#1b1f24\"",
            #[cfg(feature = "pdf")]
            (Ground::Paper, Words::Value) => "fill=\"#1b1f24\" font-weight=\"700\"",
            #[cfg(feature = "pdf")]
            (Ground::Paper, Words::Quiet) => "fill=\"#57606a\"",
        };
        let says = Html(says);
        let _ = write!(
            self.body,
            "<text {look} x=\"{x:.1}\" y=\"{y:.1}\"{anchor}>{says}</text>"
        );
    }

    /// A line through points.
    pub(super) fn line(&mut self, tone: Tone, points: &[[f64; 2]]) {
        let stroke = match self.ground {
            Ground::Page(_) => format!("class=\"stroke-{}\"", tone.name()),
            #[cfg(feature = "pdf")]
            Ground::Paper => {
                format!(
                    "fill=\"none\" stroke-width=\"2\" stroke=\"{}\"",
                    colour(tone)
                )
            }
        };
        let _ = write!(self.body, "<polyline {stroke} points=\"");
        for [x, y] in points {
            let _ = write!(self.body, "{x:.1},{y:.1} ");
        }
        self.body.truncate(self.body.trim_end().len());
        self.body.push_str("\"/>");
    }

    /// A dot.
    pub(super) fn dot(&mut self, tone: Tone, [x, y]: [f64; 2]) {
        let fill = self.fill(Fill::Tone(tone));
        let _ = write!(
            self.body,
            "<circle {fill} cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>"
        );
    }

    fn fill(&self, fill: Fill) -> String {
        match (self.ground, fill) {
            (Ground::Page(_), Fill::Tone(tone)) => format!("class=\"fill-{}\"", tone.name()),
            (Ground::Page(_), Fill::Track) => "class=\"track\"".to_owned(),
            (Ground::Page(_), Fill::Rule) => "class=\"rule\"".to_owned(),
            #[cfg(feature = "pdf")]
            (Ground::Paper, Fill::Tone(tone)) => format!("fill=\"{}\"", colour(tone)),
            #[cfg(feature = "pdf")]
            (Ground::Paper, Fill::Track) => "fill=\"#eef1f4\"".to_owned(),
            #[cfg(feature = "pdf")]
            (Ground::Paper, Fill::Rule) => "fill=\"#d0d7de\"".to_owned(),
        }
    }

    fn whole(self, chart: &Chart) -> String {
        let (height, body) = (self.height.max(1.0), self.body);
        let view = format!("viewBox=\"0 0 {WIDE} {height:.0}\"");
        match self.ground {
            Ground::Page(number) => format!(
                "<svg role=\"img\" aria-labelledby=\"chart-{number}-title chart-{number}-desc\" \
                 {view}><title id=\"chart-{number}-title\">{}</title>\
                 <desc id=\"chart-{number}-desc\">{}</desc>{body}</svg>",
                Html(&chart.title),
                Html(&chart.description),
            ),
            #[cfg(feature = "pdf")]
            Ground::Paper => format!(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDE}\" \
                 height=\"{height:.0}\" {view} font-family=\"Source Sans 3, DejaVu Sans Mono\" \
                 font-size=\"13\">{body}</svg>"
            ),
        }
    }
}

/// What a shape is filled with.
#[derive(Clone, Copy)]
pub(super) enum Fill {
    /// What it means.
    Tone(Tone),
    /// Where nothing is.
    Track,
    /// A thin line that the eye follows.
    Rule,
}

/// On paper. Each stands out from white by more than 3:1 (WCAG 2.2, 1.4.11).
#[cfg(feature = "pdf")]
const fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "#1a7f37",
        Tone::Warning => "#bf8700",
        Tone::Bad => "#cf222e",
        Tone::Neutral => "#57606a",
    }
}

/// Words that fit into so many letters.
pub(super) fn fitting(words: &str, letters: usize) -> String {
    if words.chars().count() <= letters {
        return words.to_owned();
    }
    let kept: String = words.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn words_are_cut_at_letters_and_say_so() {
        assert_eq!(fitting("Größe", 5), "Größe");
        assert_eq!(fitting("Größer als", 8), "Größer…");
        assert_eq!(fitting("ab", 0), "…");
    }
}
