//! A document as the data that the template reads.

use crate::chart::svg::{Ground, draw};
use crate::document::{
    Align, Block, Callout, Check, Document, Item, KeyFigure, Language, Span, Table, Text,
    may_lead_to,
};
use crate::words;
use serde_json::{Value, json};

/// Lines on half a page.
const HALF_A_PAGE: usize = 24;
/// Letters of a word that is not divided in a table.
const SHORT: usize = 14;
/// Rows of a table that stay together.
const TOGETHER: usize = 8;
/// Letters on a line of a callout, at least.
const ON_A_LINE: usize = 70;

/// All of it.
pub(super) fn of(document: &Document) -> Value {
    // A document's parts are numbered through; a part of a part needs a part (PDF/UA-1, 7.4.2).
    let mut deepest = 0;
    json!({
        "language": document.language.tag(),
        "title": document.title,
        "subtitle": document.subtitle,
        "date": document.date,
        "footer": document.footer,
        "page": page(document.language),
        "of": of_pages(document.language),
        "blocks": blocks(document.language, &document.blocks, &mut deepest),
    })
}

const fn page(language: Language) -> &'static str {
    match language {
        Language::En => "Page",
        Language::De => "Seite",
    }
}

const fn of_pages(language: Language) -> &'static str {
    match language {
        Language::En => "of",
        Language::De => "von",
    }
}

fn blocks(language: Language, all: &[Block], deepest: &mut u8) -> Vec<Value> {
    let block = |block: &Block| match block {
        Block::Heading { level, text } => {
            *deepest = level.number().min(*deepest + 1);
            // PDF/UA-1 refuses a part without a name.
            let text = if text.trim().is_empty() { "–" } else { text };
            json!({"kind": "heading", "level": *deepest, "text": text})
        }
        Block::Paragraph(text) => json!({"kind": "paragraph", "spans": spans(text)}),
        Block::List { ordered, items } => {
            let items: Vec<_> = items.iter().map(item).collect();
            json!({"kind": "list", "ordered": ordered, "items": items})
        }
        Block::Checklist(checks) => {
            json!({"kind": "checklist", "runs": runs(checks)})
        }
        Block::Table(one) => table(one),
        Block::KeyFigures(figures) => {
            let figures: Vec<_> = figures.iter().map(key_figure).collect();
            json!({"kind": "figures", "figures": figures})
        }
        Block::Callout(one) => callout(language, one, deepest),
        Block::Chart(chart) => json!({
            "kind": "chart",
            "title": chart.title,
            "description": chart.description,
            "told": chart.told(),
            "svg": draw(chart, Ground::Paper),
        }),
        Block::Code(code) => json!({"kind": "code", "text": code}),
        Block::PageBreak => json!({"kind": "page-break"}),
    };
    all.iter().map(block).collect()
}

fn item(item: &Item) -> Value {
    let items: Vec<_> = item.items.iter().map(spans).collect();
    json!({"spans": spans(&item.text), "items": items})
}

/// Neighbours that are all done, or all not: each run is a list with its own mark.
fn runs(checks: &[Check]) -> Vec<Value> {
    let runs = checks.chunk_by(|left, right| left.done == right.done);
    let run = |run: &[Check]| {
        let items: Vec<_> = run.iter().map(|check| spans(&check.text)).collect();
        json!({"done": run.first().is_some_and(|check| check.done), "items": items})
    };
    runs.map(run).collect()
}

fn table(table: &Table) -> Value {
    let columns = table.columns.iter().map(|column| {
        let align = match column.align {
            Align::Start => "start",
            Align::Center => "center",
            Align::End => "end",
        };
        json!({"title": column.title, "align": align, "weight": column.weight})
    });
    let columns: Vec<_> = columns.collect();
    let row = |row: &Vec<Text>| {
        let cells = (0..columns.len()).map(|place| row.get(place).map_or(json!([]), spans));
        Value::Array(cells.collect())
    };
    let rows: Vec<_> = table.rows.iter().map(row).collect();
    json!({
        "kind": "table",
        "caption": table.caption,
        "columns": columns,
        // A small table is read at once, and is not torn in two.
        "whole": rows.len() <= TOGETHER && height(table) <= HALF_A_PAGE,
        // Short words fit into any column, and names stay whole.
        "hyphenate": longest_word(table) > SHORT,
        "rows": rows,
    })
}

fn longest_word(table: &Table) -> usize {
    let texts = table.rows.iter().flatten();
    let spans = texts.flat_map(|text| &text.0);
    let words = spans.flat_map(|span| span.words().split([' ', '-', '/']));
    words.map(|word| word.chars().count()).max().unwrap_or(0)
}

/// About how many lines a table has.
fn height(table: &Table) -> usize {
    let letters = |text: &Text| {
        let letters = text.0.iter().map(|span| span.words().chars().count());
        letters.sum::<usize>()
    };
    let of_row = |row: &Vec<Text>| {
        let most = row.iter().map(letters).max().unwrap_or(0);
        most * table.columns.len() / ON_A_LINE + 1
    };
    table.rows.iter().map(of_row).sum()
}

fn key_figure(figure: &KeyFigure) -> Value {
    json!({
        "value": figure.value,
        "label": figure.label,
        "note": figure.note,
        "tone": figure.tone.name(),
        "sign": words::sign(figure.tone),
    })
}

fn callout(language: Language, callout: &Callout, deepest: &mut u8) -> Value {
    json!({
        "kind": "callout",
        "tone": callout.tone.name(),
        "sign": words::sign(callout.tone),
        "title": callout.title,
        // What must not be overlooked is not torn in two, unless it could be longer than a page.
        "whole": lines(&callout.blocks).is_some_and(|lines| lines <= HALF_A_PAGE),
        "blocks": blocks(language, &callout.blocks, deepest),
    })
}

/// About how many lines these are; none if they are no texts.
fn lines(blocks: &[Block]) -> Option<usize> {
    let of_letters = |letters: usize| letters / ON_A_LINE + 1;
    let of_text = |text: &Text| {
        let letters = text.0.iter().map(|span| span.words().chars().count());
        of_letters(letters.sum())
    };
    let of_item = |item: &Item| {
        let below: usize = item.items.iter().map(of_text).sum();
        of_text(&item.text) + below
    };
    let of_block = |block: &Block| match block {
        Block::Paragraph(text) => Some(of_text(text) + 1),
        Block::List { items, .. } => Some(items.iter().map(of_item).sum()),
        Block::Checklist(checks) => Some(checks.iter().map(|it| of_text(&it.text)).sum()),
        Block::Callout(callout) => {
            let title = of_letters(callout.title.chars().count());
            Some(lines(&callout.blocks)? + title + 3)
        }
        Block::Heading { .. }
        | Block::Table(_)
        | Block::KeyFigures(_)
        | Block::Chart(_)
        | Block::Code(_)
        | Block::PageBreak => None,
    };
    blocks.iter().map(of_block).sum()
}

fn spans(text: &Text) -> Value {
    let span = |span: &Span| match span {
        Span::Strong(words) => json!({"kind": "strong", "words": words}),
        Span::Emphasis(words) => json!({"kind": "emphasis", "words": words}),
        Span::Code(words) => json!({"kind": "code", "words": words}),
        Span::Link { words, address } if may_lead_to(address) && !words.is_empty() => {
            json!({"kind": "link", "words": words, "address": address})
        }
        Span::Plain(words) | Span::Link { words, .. } => json!({"kind": "plain", "words": words}),
    };
    text.0.iter().map(span).collect()
}
