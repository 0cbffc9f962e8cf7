//! Markdown in GitHub's dialect, for a ticket or a wiki.

use crate::chart::Chart;
use crate::document::{Align, Block, Callout, Document, KeyFigure, Language, Span, Table, Text};
use crate::document::{lies_beside, may_lead_to};
use crate::escape::{markdown as escaped, plain};
use crate::words;
use std::fmt::Write;

/// A document as Markdown.
pub fn render(document: &Document) -> String {
    let mut out = format!("# {}\n", escaped(&document.title));
    if let Some(subtitle) = &document.subtitle {
        let _ = write!(out, "\n**{}**\n", escaped(subtitle));
    }
    if let Some(date) = &document.date {
        let _ = write!(out, "\n{}\n", escaped(date));
    }
    blocks(document.language, &document.blocks, &mut out);
    if !document.footer.is_empty() {
        let _ = write!(out, "\n---\n\n{}\n", escaped(&document.footer));
    }
    out
}

fn blocks(language: Language, all: &[Block], out: &mut String) {
    for block in all {
        out.push('\n');
        match block {
            Block::Heading { level, text } => {
                let marks = "#".repeat(usize::from(level.number()) + 1);
                let _ = writeln!(out, "{marks} {}", escaped(text));
            }
            Block::Paragraph(text) => {
                let _ = writeln!(out, "{}", paragraph(text));
            }
            Block::List { ordered, items } => {
                for (place, item) in items.iter().enumerate() {
                    let mark = match ordered {
                        true => format!("{}.", place + 1),
                        false => "-".to_owned(),
                    };
                    let _ = writeln!(out, "{mark} {}", paragraph(&item.text));
                    let indent = " ".repeat(mark.len() + 1);
                    for text in &item.items {
                        let _ = writeln!(out, "{indent}- {}", paragraph(text));
                    }
                }
            }
            Block::Checklist(checks) => {
                // Another mark than that of a list, which it would become a part of.
                for check in checks {
                    let mark = if check.done { 'x' } else { ' ' };
                    let _ = writeln!(out, "* [{mark}] {}", spans(&check.text));
                }
            }
            Block::Table(one) => table(one, out),
            Block::KeyFigures(figures) => key_figures(language, figures, out),
            Block::Callout(one) => callout(language, one, out),
            Block::Chart(one) => chart(one, out),
            Block::Code(code) => fenced(code, out),
            Block::PageBreak => {
                // A page ends where another one begins; a screen has none.
                out.pop();
            }
        }
    }
}

fn key_figures(language: Language, figures: &[KeyFigure], out: &mut String) {
    for figure in figures {
        let (value, label) = (escaped(&figure.value), escaped(&figure.label));
        let _ = write!(out, "- **{value}** {label}");
        if let Some(note) = &figure.note {
            let _ = write!(out, " – {}", escaped(note));
        }
        if let Some(word) = words::tone(language, figure.tone) {
            let _ = write!(out, " ({word})");
        }
        out.push('\n');
    }
}

fn callout(language: Language, callout: &Callout, out: &mut String) {
    let mut inside = String::new();
    if let Some(word) = words::tone(language, callout.tone) {
        let _ = writeln!(inside, "**{word}: {}**", escaped(&callout.title));
    } else {
        let _ = writeln!(inside, "**{}**", escaped(&callout.title));
    }
    blocks(language, &callout.blocks, &mut inside);
    for line in inside.lines() {
        let _ = writeln!(out, "{}", format!("> {line}").trim_end());
    }
}

fn chart(chart: &Chart, out: &mut String) {
    let (title, description) = (escaped(&chart.title), escaped(&chart.description));
    let _ = write!(out, "**{title}.** {description}\n\n");
    let mut numbers = chart.table();
    numbers.caption.clear();
    table(&numbers, out);
}

fn table(table: &Table, out: &mut String) {
    if !table.caption.is_empty() {
        let _ = write!(out, "{}\n\n", escaped(&table.caption));
    }
    if table.columns.is_empty() {
        return;
    }
    let row = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let titles: Vec<_> = table
        .columns
        .iter()
        .map(|column| escaped(&column.title))
        .collect();
    let rule = table.columns.iter().map(|column| match column.align {
        Align::Start => "---".to_owned(),
        Align::Center => ":-:".to_owned(),
        Align::End => "--:".to_owned(),
    });
    out.push_str(&row(&titles));
    out.push_str(&row(&rule.collect::<Vec<_>>()));
    for cells in &table.rows {
        let cell = |place: usize| cells.get(place).map(spans).unwrap_or_default();
        let cells: Vec<_> = (0..table.columns.len()).map(cell).collect();
        out.push_str(&row(&cells));
    }
}

/// Its fence is longer than any within.
fn fenced(code: &str, out: &mut String) {
    let runs = code.split(|letter| letter != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0).max(2) + 1);
    let _ = writeln!(out, "{fence}");
    for line in code.lines() {
        let _ = writeln!(out, "{}", plain(line));
    }
    let _ = writeln!(out, "{fence}");
}

/// Text that begins a line: what would make it an item, a quote or a rule is escaped.
fn paragraph(text: &Text) -> String {
    let mut words = spans(text);
    let trimmed = words.trim_start().len();
    words.drain(..words.len() - trimmed);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    // A number with a decimal point is none of an item.
    let ends = |next: Option<&u8>| next.is_none_or(u8::is_ascii_whitespace);
    match words.as_bytes().get(digits) {
        Some(b'.' | b')') if digits > 0 && ends(words.as_bytes().get(digits + 1)) => {
            words.insert(digits, '\\');
        }
        Some(b'-' | b'+' | b'=') if digits == 0 => words.insert(0, '\\'),
        _ => {}
    }
    words
}

fn spans(text: &Text) -> String {
    let mut out = String::new();
    for span in &text.0 {
        match span {
            Span::Strong(words) => marked(words, "**", &mut out),
            Span::Emphasis(words) => marked(words, "*", &mut out),
            Span::Code(words) => code(words, &mut out),
            Span::Link { words, address } if may_lead_to(address) || lies_beside(address) => {
                let address: String = address
                    .chars()
                    .map(|letter| match letter {
                        '<' => "%3C".to_owned(),
                        '>' => "%3E".to_owned(),
                        '|' => "%7C".to_owned(),
                        '\\' => "%5C".to_owned(),
                        letter => letter.to_string(),
                    })
                    .collect();
                let _ = write!(out, "[{}](<{address}>)", escaped(words));
            }
            Span::Plain(words) | Span::Link { words, .. } => out.push_str(&escaped(words)),
        }
    }
    out
}

/// Marks count only where they touch a letter.
fn marked(words: &str, mark: &str, out: &mut String) {
    let inner = words.trim();
    if inner.is_empty() {
        out.push_str(&escaped(words));
        return;
    }
    let lead = words.len() - words.trim_start().len();
    let trail = words.trim_end().len();
    out.push_str(&escaped(&words[..lead]));
    let _ = write!(out, "{mark}{}{mark}", escaped(inner));
    out.push_str(&escaped(&words[trail..]));
}

/// As an element rather than between backticks, in which a table's bar and an entity would not be
/// escaped.
fn code(words: &str, out: &mut String) {
    let _ = write!(out, "<code>{}</code>", escaped(words));
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::document::{Block, Document, Language, Text};
    use crate::example;

    #[test]
    fn the_document_in_full() {
        insta::assert_snapshot!(render(&example::whole(Language::De)));
    }

    fn outside_fences(text: &str) -> String {
        let mut fenced = false;
        let lines = text.lines().filter(|line| {
            fenced ^= line.starts_with("```");
            !fenced
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn nothing_becomes_markup() {
        let text = render(&example::hostile());
        let text = outside_fences(&text);
        let live = text.replace("\\](", "");
        assert!(!live.contains("](javascript") && !live.contains("<script"));
        let mut head = 0;
        for line in text.lines() {
            let bars = line.matches('|').count();
            head = if head == 0 { bars } else { head };
            assert!(bars == head || bars == 0, "{line}");
            head = bars;
        }
    }

    #[test]
    fn a_sentence_is_no_list_and_no_heading() {
        let said = |words: &str| {
            let mut document = Document::new(Language::En, "t");
            document.blocks.push(Block::paragraph(words));
            render(&document)
        };
        assert_eq!(said("1. a"), "# t\n\n1\\. a\n");
        assert_eq!(said("  - a"), "# t\n\n\\- a\n");
        assert_eq!(said("12"), "# t\n\n12\n");
        assert_eq!(said("12."), "# t\n\n12\\.\n");
        assert_eq!(said("12.5 %"), "# t\n\n12.5 %\n");
        assert_eq!(said("# a"), "# t\n\n\\# a\n");
    }

    #[test]
    fn a_fence_is_longer_than_any_within() {
        let mut document = Document::new(Language::En, "t");
        document.blocks.push(Block::Code("````\nx".to_owned()));
        assert_eq!(render(&document), "# t\n\n`````\n````\nx\n`````\n");
    }

    #[test]
    fn stress_touches_its_words() {
        let mut document = Document::new(Language::En, "t");
        let text = Text::default().plain("a").strong(" b ").emphasis(" ");
        document.blocks.push(Block::Paragraph(text));
        assert_eq!(render(&document), "# t\n\na **b**  \n");
    }
}
