//! What speaks for the cause and what against it: source, field, value, time.

use super::View;
use crate::report::facts;
use crate::report::paint::Ink;
use crate::report::sheet::{Lead, Sheet};
use crate::report::wording::{plain, time};
use enrollment::diagnosis::Cited;

/// From this logarithm of the factor on (about 20 times as likely) evidence is strong, …
const STRONG: f64 = 3.0;
/// … from this one (about 3 times) it is fair.
const FAIR: f64 = 1.1;

pub(super) fn write<T>(view: &View<'_, '_, '_, T>, sheet: &mut Sheet) {
    let Some(rule) = view.rule() else { return };
    let own = rule.cause.code;
    let (speaks_for, against): (Vec<Cited>, Vec<Cited>) = view
        .verdict()
        .cited
        .iter()
        .partition(|cited| cited.speaks_for == own);
    sheet.heading(&view.text("device-evidence"));
    if speaks_for.is_empty() {
        sheet.item(
            Lead::blank(2),
            Ink::Plain,
            &view.text("device-evidence-none"),
        );
    }
    for cited in &speaks_for {
        piece(view, *cited, sheet);
    }
    if !against.is_empty() {
        sheet.gap();
        sheet.item(
            Lead::blank(2),
            Ink::Plain,
            &view.text("device-evidence-against"),
        );
    }
    for cited in &against {
        piece(view, *cited, sheet);
    }
}

fn piece<T>(view: &View<'_, '_, '_, T>, cited: Cited, sheet: &mut Sheet) {
    let own = view
        .rule()
        .is_some_and(|rule| rule.cause.code == cited.speaks_for);
    let (sign, ink) = if own {
        ("+", Ink::Good)
    } else {
        ("−", Ink::Bad)
    };
    let times = match cited.weight {
        weight if weight >= STRONG => 3,
        weight if weight >= FAIR => 2,
        _ => 1,
    };
    let mark = format!("{:<4}", sign.repeat(times));
    let value = view.case().value(cited.reading);
    let mut says = view.language.says(cited.reading, value);
    if !own {
        let code = cited.speaks_for.to_string();
        says.push(' ');
        says.push_str(&view.with("device-speaks-for", &[("code", &code)]));
    }
    sheet.item(Lead::new(2, &mark, ink), Ink::Plain, &says);
    let fact = facts::of(view.examined, cited.reading);
    let mut parts = vec![
        fact.source.to_owned(),
        format!("{} = {}", fact.field, plain(&fact.value)),
    ];
    parts.extend(fact.at.map(time));
    sheet.item(Lead::blank(6), Ink::Dim, &parts.join(" · "));
}
