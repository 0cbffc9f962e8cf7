//! The journey through the gates G0 to G12, and where it broke.

use super::View;
use crate::report::paint::Ink;
use crate::report::sheet::{Lead, Sheet};
use crate::report::wrap::{columns, pad};
use enrollment::case_file::gates;
use enrollment::gate::{Gate, Gates, Passage};

/// Gate by gate, one line each.
pub(super) fn column<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    let gates = gates(view.case());
    let names = Gate::ALL.map(|gate| name(view, gate));
    let wide = names.iter().map(|name| columns(name)).max().unwrap_or(0);
    sheet.heading(&view.text("device-journey"));
    for (gate, name) in Gate::ALL.into_iter().zip(&names) {
        let (mark, ink) = mark(&gates, gate);
        let broke = view.verdict().gate == Some(gate);
        let waits = view.rule().is_some_and(|rule| rule.cause.code.is_healthy());
        let (text, text_ink) = match gates.of(gate) {
            _ if broke && waits => (view.text("device-waits-here"), Ink::Name),
            Passage::Stopped if broke => (view.text("device-broke-here"), Ink::Bad),
            _ if broke => (view.text("device-broke-probably"), Ink::Warn),
            Passage::Unknown if gate == Gate::G4 => (view.text("device-gate-dark"), Ink::Dim),
            _ => (String::new(), Ink::Plain),
        };
        let ink = if broke { text_ink } else { ink };
        let lead = format!("{mark} {:<4}", gate.name());
        let arrow = if broke { "◀ " } else { "" };
        let text = format!("{}  {arrow}{text}", pad(name, wide));
        let painted = if broke {
            sheet.paint().ink(text_ink, text.trim_end())
        } else {
            text.trim_end().to_owned()
        };
        // One line as it is: the column of gates must not be torn by a wrapped remark.
        if columns(&text) + 2 + columns(&lead) <= sheet.width() {
            let lead = sheet.paint().ink(ink, &lead);
            sheet.line(&format!("  {lead}{painted}"));
        } else {
            sheet.item(Lead::new(2, &lead, ink), Ink::Plain, text.trim_end());
        }
    }
    let window = gates.window().filter(|(first, last)| first != last);
    if let Some((first, last)) = window {
        let values = [("first", first.name()), ("last", last.name())];
        sheet.item(
            Lead::blank(2),
            Ink::Dim,
            &view.with("device-window", &values),
        );
    }
}

/// All gates in one line, for a device with which nothing is wrong.
pub(super) fn line<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    let gates = gates(view.case());
    sheet.heading(&view.text("device-journey"));
    let marks = Gate::ALL.map(|gate| format!("{}\u{a0}{}", gate.name(), mark(&gates, gate).0));
    sheet.item(Lead::blank(2), Ink::Plain, &marks.join("  "));
}

fn name<T>(view: &View<'_, '_, '_, T>, gate: Gate) -> String {
    view.text(&format!("gate-{}", gate.name().to_ascii_lowercase()))
}

fn mark(gates: &Gates, gate: Gate) -> (&'static str, Ink) {
    match gates.of(gate) {
        Passage::Passed => ("✓", Ink::Good),
        Passage::Stopped => ("✗", Ink::Bad),
        Passage::Unknown => ("?", Ink::Warn),
    }
}
