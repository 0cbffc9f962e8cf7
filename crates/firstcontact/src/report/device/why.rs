//! The cause, how sure it is, and what else it could be.

use super::{View, share};
use crate::app::findings::systemic;
use crate::report::paint::Ink;
use crate::report::sheet::{Cell, Lead, Sheet};
use crate::report::wording::plain;
use enrollment::cause::Scope;
use enrollment::diagnosis::UNIT;
use enrollment::gate::Gate;
use rules::catalogue;

/// Columns of a bar for a probability of 1.
const BAR: usize = 20;
/// So many rivals are named …
const RIVALS_MAX: usize = 6;
/// … if they keep at least this share, in ten-thousandths; the first two are always named.
const RIVAL_MIN: u16 = 100;

pub(super) fn write<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    sheet.heading(&view.text("device-cause"));
    let Some(rule) = view.rule() else {
        unexplained(view, sheet);
        return;
    };
    let page = view.page(rule);
    let code = format!("{}  ", rule.cause.code);
    sheet.item(Lead::new(2, &code, Ink::Name), Ink::Bold, page.title);
    let family = view.text(&format!("family-{}", rule.cause.family));
    let sure = format!("{} · {family}", sure(view));
    sheet.item(Lead::blank(7), Ink::Dim, &sure);
    let meaning = page.meaning.split("\n\n").next().unwrap_or_default();
    sheet.item(Lead::blank(7), Ink::Plain, meaning);
    if let Some((_, scope)) = systemic(view.examined) {
        let reach = view.text(&format!("scope-{}", rule.cause.scope.name()));
        let name = scope_name(view, rule.cause.scope, &scope);
        let values = [("reach", reach.as_str()), ("name", name.as_str())];
        let key = if name.is_empty() {
            "device-systemic-tenant"
        } else {
            "device-systemic"
        };
        sheet.item(
            Lead::new(7, "▲ ", Ink::Warn),
            Ink::Warn,
            &view.with(key, &values),
        );
    }
    bars(view, sheet);
}

/// The name by which people know a token, a profile or a restriction; its id if it has none.
fn scope_name<T>(view: &View<'_, '_, '_, T>, scope: Scope, key: &str) -> String {
    let id = key.split_once(':').map_or("", |(_, id)| id);
    let snapshot = view.examined.device.fleet.snapshot;
    let Some(word) = snapshot.words.find(id) else {
        return plain(id).into_owned();
    };
    let name = match scope {
        Scope::Token => snapshot
            .tokens
            .iter()
            .find(|row| row.id == word)
            .map(|row| row.name),
        Scope::Profile => snapshot
            .profiles
            .iter()
            .find(|row| row.id == word)
            .map(|row| row.name),
        Scope::Restriction => snapshot
            .restrictions
            .iter()
            .find(|row| row.id == word)
            .map(|row| row.name),
        Scope::Device | Scope::Family | Scope::Tenant => None,
    };
    name.and_then(|name| view.word(name))
        .unwrap_or_else(|| plain(id).into_owned())
}

fn unexplained<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    sheet.paragraphs(2, &view.text("device-unexplained"));
    if let Some((first, last)) = enrollment::case_file::gates(view.case()).window() {
        let values = [("first", Gate::name(first)), ("last", Gate::name(last))];
        sheet.item(
            Lead::blank(2),
            Ink::Plain,
            &view.with("device-window", &values),
        );
    }
}

/// The probability in words and in per cent.
fn sure<T>(view: &View<'_, '_, '_, T>) -> String {
    let probability = view.verdict().probability;
    let key = match probability {
        9_900.. => "device-sure-practically",
        9_000.. => "device-sure-very",
        7_000.. => "device-sure-probable",
        5_000.. => "device-sure-rather",
        _ => "device-sure-one-of-several",
    };
    view.with(key, &[("percent", &share(view.language, probability))])
}

fn bars<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    let verdict = view.verdict();
    let Some(own) = verdict.cause else { return };
    let named = |(number, (_, probability)): &(usize, &(usize, u16))| {
        *number < RIVALS_MAX && (*probability >= RIVAL_MIN || *number < 2)
    };
    let rivals: Vec<(usize, u16)> = verdict
        .rivals
        .iter()
        .enumerate()
        .take_while(named)
        .map(|(_, rival)| *rival)
        .collect();
    if rivals.is_empty() {
        return;
    }
    sheet.gap();
    for (cause, probability) in std::iter::once((own, verdict.probability)).chain(rivals.clone()) {
        let rule = catalogue::all()[cause];
        let percent = share(view.language, probability);
        let bar = bar(probability);
        let title = view.page(rule).title;
        let (ink, title_ink) = match (cause == own, rule.cause.code.is_healthy()) {
            (true, false) => (Ink::Bad, Ink::Bold),
            (true, true) => (Ink::Name, Ink::Bold),
            (false, _) => (Ink::Dim, Ink::Plain),
        };
        let room = sheet
            .width()
            .saturating_sub(2 + 5 + 2 + BAR + 2 + 3 + 2)
            .max(20);

        sheet.row(
            2,
            &[
                Cell::number(&percent, 5, Ink::Plain),
                Cell::new(&bar, BAR, ink),
                Cell::new(rule.cause.code.name(), 3, Ink::Name),
                Cell::new(title, room, title_ink),
            ],
        );
    }
    let others = &verdict.rivals[rivals.len()..];
    if !others.is_empty() {
        let sum: u32 = others.iter().map(|rival| u32::from(rival.1)).sum();
        let percent = share(view.language, u16::try_from(sum).unwrap_or(UNIT));
        let count = others.len().to_string();
        let values = [("count", count.as_str()), ("percent", &percent)];
        sheet.item(
            Lead::blank(2),
            Ink::Dim,
            &view.with("device-rivals-more", &values),
        );
    }
}

fn bar(probability: u16) -> String {
    let eighths = (usize::from(probability) * BAR * 8).div_ceil(usize::from(UNIT));
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    format!("{}{part}", "█".repeat(eighths / 8))
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn the_smallest_share_is_still_seen() {
        assert_eq!(bar(1), "▏");
        assert_eq!(bar(10_000).chars().count(), 20);
    }
}
