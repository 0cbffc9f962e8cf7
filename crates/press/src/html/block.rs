//! Each kind of block as HTML.

use super::Page;
use crate::chart::Chart;
use crate::chart::svg::{Ground, draw};
use crate::document::{Align, Block, Callout, Check, Column, Item, KeyFigure, Table, Tone};
use crate::escape::Html;
use crate::words;
use std::fmt::Write;

impl Page {
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                // The title of the document is the first.
                let tag = format!("h{}", level.number() + 1);
                self.line(&tag, "", text);
            }
            Block::Paragraph(text) => {
                self.put("<p>");
                self.spans(text);
                self.put("</p>\n");
            }
            Block::List { ordered, items } => self.list(if *ordered { "ol" } else { "ul" }, items),
            Block::Checklist(checks) => self.checks(checks),
            Block::Table(table) => self.table(table),
            Block::KeyFigures(figures) => self.key_figures(figures),
            Block::Callout(callout) => self.callout(callout),
            Block::Chart(chart) => self.chart(chart),
            Block::Code(code) => self.code(code),
            Block::PageBreak => self.put("<hr class=\"page-break\">\n"),
        }
    }

    fn list(&mut self, tag: &str, items: &[Item]) {
        let _ = writeln!(self.out, "<{tag}>");
        for item in items {
            self.put("<li>");
            self.spans(&item.text);
            if !item.items.is_empty() {
                self.put("<ul>");
                for text in &item.items {
                    self.put("<li>");
                    self.spans(text);
                    self.put("</li>");
                }
                self.put("</ul>");
            }
            self.put("</li>\n");
        }
        let _ = writeln!(self.out, "</{tag}>");
    }

    fn checks(&mut self, checks: &[Check]) {
        self.put("<ul class=\"checks\">\n");
        for check in checks {
            let done = if check.done { " checked" } else { "" };
            let _ = write!(
                self.out,
                "<li><label><input type=\"checkbox\"{done}> <span>"
            );
            self.spans(&check.text);
            self.put("</span></label></li>\n");
        }
        self.put("</ul>\n");
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let name = match table.caption.as_str() {
            "" => format!("{} {}", words::table(self.language), self.tables),
            caption => caption.to_owned(),
        };
        // What is too wide is moved with the keys, too.
        let _ = writeln!(
            self.out,
            "<div class=\"scroll\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n<table>",
            Html(&name)
        );
        if !table.caption.is_empty() {
            self.line("caption", "", &table.caption);
        }
        self.widths(&table.columns);
        self.put("<thead>\n<tr>");
        for column in &table.columns {
            let class = class(column.align);
            let title = Html(&column.title);
            let _ = write!(self.out, "<th scope=\"col\"{class}>{title}</th>");
        }
        self.put("</tr>\n</thead>\n<tbody>\n");
        for row in &table.rows {
            self.put("<tr>");
            for (place, column) in table.columns.iter().enumerate() {
                let class = class(column.align);
                let (open, close) = match place {
                    0 => ("th scope=\"row\"", "th"),
                    _ => ("td", "td"),
                };
                let _ = write!(self.out, "<{open}{class}>");
                if let Some(cell) = row.get(place) {
                    self.spans(cell);
                }
                let _ = write!(self.out, "</{close}>");
            }
            self.put("</tr>\n");
        }
        self.put("</tbody>\n</table>\n</div>\n");
    }

    /// Only where every column takes a share: the others are as wide as what stands in them.
    fn widths(&mut self, columns: &[Column]) {
        let all: u32 = columns.iter().map(|column| u32::from(column.weight)).sum();
        if columns.iter().any(|column| column.weight == 0) {
            return;
        }
        self.put("<colgroup>");
        for column in columns {
            let share = u32::from(column.weight) * 100 / all.max(1);
            let _ = write!(self.out, "<col style=\"width:{share}%\">");
        }
        self.put("</colgroup>\n");
    }

    fn key_figures(&mut self, figures: &[KeyFigure]) {
        self.put("<dl class=\"figures\">\n");
        for figure in figures {
            let tone = figure.tone.name();
            let (label, value) = (Html(&figure.label), Html(&figure.value));
            let _ = write!(
                self.out,
                "<div class=\"{tone}\"><dt>{label}</dt><dd class=\"figure\">{value}"
            );
            self.sign(figure.tone);
            self.put("</dd>");
            if let Some(note) = &figure.note {
                let _ = write!(self.out, "<dd class=\"quiet\">{}</dd>", Html(note));
            }
            self.put("</div>\n");
        }
        self.put("</dl>\n");
    }

    /// What a tone means, for whoever sees no colours and for whoever sees nothing.
    fn sign(&mut self, tone: Tone) {
        if let Some(word) = words::tone(self.language, tone) {
            let sign = words::sign(tone);
            let _ = write!(
                self.out,
                "<span class=\"sign\" aria-hidden=\"true\">{sign}</span>\
                 <span class=\"aloud\"> ({word})</span>"
            );
        }
    }

    fn callout(&mut self, callout: &Callout) {
        let _ = write!(
            self.out,
            "<section class=\"callout {}\">\n<p class=\"callout-title\">",
            callout.tone.name()
        );
        if let Some(word) = words::tone(self.language, callout.tone) {
            let sign = words::sign(callout.tone);
            let _ = write!(
                self.out,
                "<span class=\"sign\" aria-hidden=\"true\">{sign}</span>\
                 <span class=\"aloud\">{word}: </span>"
            );
        }
        let _ = writeln!(self.out, "{}</p>", Html(&callout.title));
        self.blocks(&callout.blocks);
        self.put("</section>\n");
    }

    fn chart(&mut self, chart: &Chart) {
        self.charts += 1;
        self.put("<figure>\n");
        let (title, description) = (Html(&chart.title), Html(&chart.description));
        let _ = writeln!(
            self.out,
            "<figcaption><strong>{title}</strong> <span>{description}</span></figcaption>\n\
             <div class=\"scroll\">{}</div>",
            draw(chart, Ground::Page(self.charts))
        );
        self.put("<details>\n");
        self.line("summary", "", words::numbers(self.language));
        self.table(&chart.table());
        self.put("</details>\n</figure>\n");
    }

    /// Its lines are kept.
    fn code(&mut self, code: &str) {
        self.put("<pre tabindex=\"0\"><code>");
        for (place, line) in code.lines().enumerate() {
            let lead = if place == 0 { "" } else { "\n" };
            let _ = write!(self.out, "{lead}{}", Html(line));
        }
        self.put("</code></pre>\n");
    }
}

const fn class(align: Align) -> &'static str {
    match align {
        Align::Start => "",
        Align::Center => " class=\"center\"",
        Align::End => " class=\"number\"",
    }
}
