//! "If I switch this device on now": a dry run for a terminal, and for machines.

use super::document::Unlooked;
use super::words;
use crate::i18n::Language;
use crate::report::paint::{Ink, Paint};
use crate::report::playbook::{self, Depth};
use crate::report::sheet::{Lead, Sheet};
use crate::report::wording::plain;
use rules::prevention::dry_run::{Already, DryRun, Outlook, Step};
use serde_json::{Value, json};
use std::io;

/// Writes a dry run for a terminal.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write(
    serial: &str,
    run: &DryRun,
    language: Language,
    paint: Paint,
    width: usize,
    out: &mut impl io::Write,
) -> io::Result<()> {
    let mut sheet = Sheet::new(paint, width);
    let serial = plain(serial);
    let title = language.with("prevent-device-title", &[("serial", &serial)]);
    sheet.item(Lead::blank(0), Ink::Bold, &title);
    if let Some(already) = run.already {
        let key = format!("prevent-already-{}", already.name().replace('_', "-"));
        sheet.item(Lead::blank(0), Ink::Warn, &language.text(&key));
    }
    sheet.gap();
    let first_stop = run.first_stop().map(|step| step.gate);
    for step in &run.steps {
        let is_behind = first_stop.is_some_and(|stop| step.gate > stop);
        one(step, is_behind, language, &mut sheet);
    }
    sheet.gap();
    if let Some(stop) = run.first_stop() {
        let text = language.with("prevent-stops-at", &[("gate", stop.gate.name())]);
        sheet.item(Lead::blank(0), Ink::Bold, &text);
        // Whatever another management holds is brought over, and not made ready under its hands.
        let free = run.already != Some(Already::ManagedOtherwise);
        for remedy in stop.remedy.iter().filter(|_| free) {
            playbook::remedy(language, *remedy, Depth::Title, 2, &mut sheet);
        }
    } else {
        let seen = run.first_unseen().is_none();
        let key = if seen {
            "prevent-no-stop"
        } else {
            "prevent-no-stop-seen"
        };
        sheet.item(Lead::blank(0), Ink::Bold, &language.text(key));
    }
    sheet.write(out)
}

/// A gate; behind the first stop a tick would read as if it had been passed.
fn one(step: &Step, is_behind: bool, language: Language, sheet: &mut Sheet) {
    let would_be_clear = is_behind && step.outlook == Outlook::Clear;
    let (mark, ink) = match step.outlook {
        Outlook::Clear if is_behind => ("· ", Ink::Dim),
        Outlook::Clear => ("✓ ", Ink::Good),
        Outlook::Stops => ("✗ ", Ink::Bad),
        Outlook::NobodyLooked => ("? ", Ink::Warn),
    };
    let lead = format!("{mark}{:<4}", step.gate.name());
    let gate = language.text(&format!("gate-{}", step.gate.name().to_ascii_lowercase()));
    sheet.item(Lead::new(1, &lead, ink), Ink::Plain, &gate);
    if let Some(why) = step.why {
        sheet.item(Lead::blank(7), Ink::Dim, words::phrase(language, why));
    } else if would_be_clear {
        sheet.item(
            Lead::blank(7),
            Ink::Dim,
            &language.text("prevent-would-be-clear"),
        );
    }
    let missing: Vec<_> = missing(step, language);
    if !missing.is_empty() {
        let label = format!("{} ", language.text("prevent-missing"));
        sheet.item(
            Lead::new(7, &label, Ink::Dim),
            Ink::Dim,
            &missing.join("; "),
        );
    }
}

fn missing(step: &Step, language: Language) -> Vec<String> {
    let said = |word: &str| words::rehearsed(language, word);
    let all = step.missing.iter().map(|it| Unlooked::of(*it));
    all.map(|it| words::unlooked(language, &it, said)).collect()
}

/// The same as one object, schema `firstcontact/dry-run/1`.
pub fn json(serial: &str, run: &DryRun) -> Value {
    let steps = run.steps.iter().map(|step| {
        let missing: Vec<_> = step.missing.iter().map(|it| Unlooked::of(*it)).collect();
        json!({
            "gate": step.gate.name(),
            "outlook": step.outlook.name(),
            "why": step.why.map(|why| why.key),
            "says": step.why.map(|why| why.en),
            "missing": missing,
            "remedy": step.remedy.iter().map(ToString::to_string).collect::<Vec<_>>(),
        })
    });
    json!({
        "schema": "firstcontact/dry-run/1",
        "serial": serial,
        "already": run.already.map(Already::name),
        "stopsAt": run.first_stop().map(|step| step.gate.name()),
        "gates": steps.collect::<Vec<_>>(),
    })
}
