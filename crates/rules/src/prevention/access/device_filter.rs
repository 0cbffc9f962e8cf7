//! What a filter for devices says of a device that is not in the directory.
//!
//! All its attributes are null then: a comparison with a positive operator never holds, one with a
//! negative operator always does [E-FILT]. A rule that mixes both, or that cannot be read here, is
//! not judged.

use super::fit::Fit;
use super::policy::{Filter, FilterMode};

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

/// Whether a policy with this filter can apply to an unregistered device.
pub(crate) fn meets_unregistered(filter: &Filter) -> Fit {
    let matches = rule_matches(&filter.rule);
    match filter.mode {
        FilterMode::Include => matches,
        FilterMode::Exclude => Fit::Yes.but(matches),
        FilterMode::Unknown => Fit::Maybe,
    }
}

fn rule_matches(rule: &str) -> Fit {
    let mut seen = [false, false];
    for word in outside_quotes(rule).split_whitespace() {
        let word = word.to_ascii_lowercase();
        if POSITIVE.contains(&word.as_str()) {
            seen[0] = true;
        } else if NEGATIVE.contains(&word.as_str()) {
            seen[1] = true;
        } else if matches!(word.as_str(), "null" | "-not" | "not") || unknown_operator(&word) {
            return Fit::Maybe;
        }
    }
    match seen {
        [true, false] => Fit::No,
        [false, true] => Fit::Yes,
        [true, true] | [false, false] => Fit::Maybe,
    }
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
    use super::{Fit, meets_unregistered};
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
            ("device.model -match x", Fit::Maybe, Fit::Maybe),
            ("", Fit::Maybe, Fit::Maybe),
        ] {
            for (mode, expected) in [
                (FilterMode::Include, include),
                (FilterMode::Exclude, exclude),
                (FilterMode::Unknown, Fit::Maybe),
            ] {
                let rule = rule.to_owned();
                let found = meets_unregistered(&Filter { mode, rule });
                assert_eq!(found, expected, "{mode:?}");
            }
        }
    }
}
