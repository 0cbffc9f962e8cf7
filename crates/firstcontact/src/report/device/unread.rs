//! What nobody could read, and so could not speak for or against anything.

use super::View;
use crate::report::paint::Ink;
use crate::report::sheet::{Lead, Sheet};
use crate::report::unread;
use crate::report::wording::{plain, why_unread};
use enrollment::opinion::Opinion;

pub(super) fn write<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    let gaps = unread::of(view.examined.device.fleet.snapshot);
    let wanted = wanted(view);
    if gaps.is_empty() && wanted.is_empty() {
        return;
    }
    sheet.heading(&view.text("device-not-read-heading"));
    for says in &wanted {
        sheet.item(Lead::new(2, "? ", Ink::Warn), Ink::Plain, says);
    }
    for gap in &gaps {
        let source = format!("{}  ", plain(&gap.source));
        let why = why_unread(view.language, gap);
        sheet.item(Lead::new(2, &source, Ink::Plain), Ink::Dim, &why);
    }
}

/// What the cause's own rule would have liked to know.
fn wanted<T>(view: &View<'_, '_, '_, T>) -> Vec<String> {
    let Some(rule) = view.rule() else {
        return Vec::new();
    };
    match (rule.examine)(view.case()) {
        Opinion::Possible { unread, .. } => unread
            .as_slice()
            .iter()
            .map(|reading| view.language.says(*reading, 0))
            .collect(),
        Opinion::RuledOut(_) => Vec::new(),
    }
}
