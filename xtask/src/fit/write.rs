//! Writes the fitted numbers as a file that a person can read and argue about.

use super::model::Layout;
use super::train::Numbers;
use super::{Fitted, Plan};
use enrollment::case_file::{READINGS, ReadingId};
use enrollment::diagnosis::INSIGHTS;
use rules::catalogue;
use std::fmt::Write as _;

/// Factors nearer to 1 than this (as a logarithm) are left out.
const NEGLIGIBLE: f32 = 0.03;

/// What the file begins with.
const PREFACE: &str = "\
# Fitted odds: written by `cargo xtask fit odds`, read by the program. Do not edit by hand; what
# somebody knows better belongs into weights.toml, from which the fit starts.
#
# [base.X]     how often each cause is met, relative to the most frequent one, among devices of
#              which so much was read: Intune alone, Apple too, its audit events, the customer's
#              list, somebody's look.
# [reading.X]  by which factor a value of the reading X changes the odds of a cause, beside all
#              other readings. What is not written is 1: no change.
# [group.X+Y]  by which factor two values change them further when both were read.
#
# Only ratios between causes matter. A reading that nobody took changes nothing.
";

/// The file's text.
pub(super) fn text(fitted: &Fitted, layout: &Layout, plan: &Plan) -> String {
    let numbers = &fitted.numbers;
    let mut out = head(fitted, plan);
    for (insight, name) in INSIGHTS.iter().enumerate() {
        let _ = writeln!(out, "\n[base.{name}]");
        let row = row(numbers, insight);
        let top = row.iter().copied().fold(f32::MIN, f32::max);
        for (rule, ln) in catalogue::all().iter().zip(row) {
            // Never quite impossible: the rules exclude, numbers only weigh.
            let factor = (ln - top).max(-16.0).exp();
            let _ = writeln!(out, "{} = {}", rule.cause.code, short(factor));
        }
    }
    for info in &READINGS {
        let mut lines = String::new();
        for value in 1..info.values.len() as u8 {
            let row = row(numbers, Layout::single(info.id, value));
            line(&mut lines, info.values[usize::from(value)], row);
        }
        if !lines.is_empty() {
            let _ = write!(out, "\n[reading.{}]\n{lines}", info.name);
        }
    }
    for (group, first) in layout.groups() {
        let names: Vec<&str> = group.iter().map(|id| id.info().name).collect();
        let mut lines = String::new();
        for (cell, name) in cells(group).iter().enumerate() {
            line(&mut lines, name, row(numbers, first + cell));
        }
        if !lines.is_empty() {
            let _ = write!(out, "\n[group.\"{}\"]\n{lines}", names.join("+"));
        }
    }
    out
}

fn head(fitted: &Fitted, plan: &Plan) -> String {
    let left_out = if plan.left_out.is_empty() {
        "none".to_owned()
    } else {
        plan.left_out.join(", ")
    };
    format!(
        "{PREFACE}\n[provenance]\n\
         source = \"the lab's worlds with the seeds {} to {}, {} devices each, in every evidence \
         tier; parameters of crates/lab/parameters.toml\"\n\
         caseFiles = {}\nlossTrained = {:.4}\nlossHeldBack = {:.4}\n\
         rightTrained = {:.4}\nrightHeldBack = {:.4}\n\
         heldBack = \"seeds {} to {}\"\nleftOut = \"{left_out}\"\n",
        plan.seeds.start,
        plan.seeds.end - 1,
        plan.devices,
        fitted.rows,
        fitted.trained.0,
        fitted.held_back.0,
        fitted.trained.1,
        fitted.held_back.1,
        plan.held_back.start,
        plan.held_back.end - 1,
    )
}

fn row(numbers: &Numbers, feature: usize) -> &[f32] {
    &numbers.ln[feature * numbers.causes..(feature + 1) * numbers.causes]
}

fn line(out: &mut String, name: &str, row: &[f32]) {
    let told: Vec<String> = catalogue::all()
        .iter()
        .zip(row)
        .filter(|(_, ln)| ln.abs() >= NEGLIGIBLE)
        .map(|(rule, ln)| format!("{} = {}", rule.cause.code, short(ln.exp())))
        .collect();
    if !told.is_empty() {
        let _ = writeln!(out, "\"{name}\" = {{ {} }}", told.join(", "));
    }
}

/// Three significant digits, never as an integer and never in powers of ten.
fn short(factor: f32) -> String {
    let digits = (2.0 - factor.abs().log10().floor()).clamp(1.0, 12.0) as usize;
    let text = format!("{factor:.digits$}");
    let trimmed = text.trim_end_matches('0');
    if trimmed.ends_with('.') {
        format!("{trimmed}0")
    } else {
        trimmed.to_owned()
    }
}

/// The names of a group's cells, in their order.
fn cells(group: &[ReadingId]) -> Vec<String> {
    let mut names = vec![String::new()];
    for id in group {
        let values = &id.info().values[1..];
        names = names
            .iter()
            .flat_map(|name| {
                values.iter().map(move |value| {
                    let joint = if name.is_empty() { "" } else { "+" };
                    format!("{name}{joint}{value}")
                })
            })
            .collect();
    }
    names
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn factors_are_short_and_stay_fractions() {
        assert_eq!(short(4.214_159), "4.21");
        assert_eq!(short(1.0), "1.0");
        assert_eq!(short(1234.5), "1234.5");
        assert_eq!(short(0.000_012_34), "0.0000123");
    }
}
