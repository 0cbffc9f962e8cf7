//! What a filter for devices says of a device that nobody manages.
//!
//! All attributes of one that is not in the directory are null: a comparison with a positive
//! operator never holds, one with a negative operator always does [E-FILT]. A rule that mixes both,
//! or that cannot be read here, is not judged.

use super::device_rule::{holds_for_registered, is_nothing, may_escape};
use super::fit::Fit;
use super::policy::{Filter, FilterMode};
use super::world::Device;

/// Operators that never hold for a null attribute.
const POSITIVE: [&str; 5] = ["-eq", "-in", "-contains", "-startswith", "-endswith"];
/// Operators that always hold for a null attribute.
const NEGATIVE: [&str; 5] = [
    "-ne",
    "-notin",
    "-notcontains",
    "-notstartswith",
    "-notendswith",
];

/// Whether a policy with this filter can apply to such a device.
pub(crate) fn meets(filter: &Filter, device: Device) -> Fit {
    let matches = match device {
        Device::Unregistered => holds_for_unregistered(&filter.rule),
        Device::Registered => holds_for_registered(&filter.rule),
    };
    match filter.mode {
        FilterMode::Include => matches,
        FilterMode::Exclude => Fit::Yes.but(matches),
        FilterMode::Unknown => Fit::Maybe,
    }
}

fn holds_for_unregistered(rule: &str) -> Fit {
    let mut seen = [false, false];
    if may_escape(rule) {
        return Fit::Maybe;
    }
    for word in outside_quotes(rule).split_whitespace() {
        let word = word.to_ascii_lowercase();
        if POSITIVE.contains(&word.as_str()) {
            seen[0] = true;
        } else if NEGATIVE.contains(&word.as_str()) {
            seen[1] = true;
        } else if is_unclear(&word) || unknown_operator(&word) {
            return Fit::Maybe;
        }
    }
    match seen {
        [true, false] => Fit::No,
        [false, true] => Fit::Yes,
        [true, true] | [false, false] => Fit::Maybe,
    }
}

fn is_unclear(word: &str) -> bool {
    is_nothing(word) || matches!(word, "-not" | "not")
}

fn unknown_operator(word: &str) -> bool {
    word.starts_with('-') && !matches!(word, "-and" | "-or")
}

/// The rule without what stands in quotation marks, and with brackets as spaces.
fn outside_quotes(rule: &str) -> String {
    let mut quote = None;
    let mut rest = String::with_capacity(rule.len());
    for letter in rule.chars() {
        match quote {
            Some(open) if open == letter => quote = None,
            Some(_) => {}
            None if matches!(letter, '"' | '\'') => quote = Some(letter),
            None if matches!(letter, '(' | ')' | '[' | ']' | ',') => rest.push(' '),
            None => rest.push(letter),
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::{Device, Fit, meets};
    use crate::prevention::access::policy::{Filter, FilterMode};

    /// The examples of the documentation [E-FILT], each in both modes.
    #[test]
    fn published_rules_are_judged() {
        for (rule, include, exclude) in [
            (r#"device.extensionAttribute1 -eq "SAW""#, Fit::No, Fit::Yes),
            (r#"device.extensionAttribute1 -ne "SAW""#, Fit::Yes, Fit::No),
            (
                r#"(device.displayName -contains "a -ne b") -or (device.model -in ["x", "y"])"#,
                Fit::No,
                Fit::Yes,
            ),
            (
                r#"device.trustType -ne "ServerAD" -and device.isCompliant -ne True"#,
                Fit::Yes,
                Fit::No,
            ),
            (
                r#"device.trustType -ne "ServerAD" -or device.isCompliant -eq True"#,
                Fit::Maybe,
                Fit::Maybe,
            ),
            (r#"-not (device.model -eq "x")"#, Fit::Maybe, Fit::Maybe),
            ("device.model -eq null", Fit::Maybe, Fit::Maybe),
            ("device.model -ne $null", Fit::Maybe, Fit::Maybe),
            (r#"device.model -eq "x\" -ne y""#, Fit::Maybe, Fit::Maybe),
            ("device.model -match x", Fit::Maybe, Fit::Maybe),
            ("", Fit::Maybe, Fit::Maybe),
        ] {
            for (mode, expected) in [
                (FilterMode::Include, include),
                (FilterMode::Exclude, exclude),
                (FilterMode::Unknown, Fit::Maybe),
            ] {
                let rule = rule.to_owned();
                let found = meets(&Filter { mode, rule }, Device::Unregistered);
                assert_eq!(found, expected, "{mode:?}");
            }
        }
    }
}
