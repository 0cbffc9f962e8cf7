//! Codes are public: what stands in a report today must mean the same in five years.

use super::Breach;
use super::arrows::is_rule_file;
use crate::repository::Repository;
use std::collections::BTreeMap;

/// Where codes are kept for good: `C01 activated-before-added`, with `retired` behind it if no rule
/// has it any more.
pub const CODES: &str = "docs/codes.txt";

/// Codes stay: none vanishes, changes its name, or is used for something else.
///
/// `catalogue` is what the program knows: code and name of every rule.
pub fn codes_are_append_only(repository: &Repository, catalogue: &[(&str, &str)]) -> Vec<Breach> {
    let text = repository.text(CODES).unwrap_or_default();
    let mut breaches = Vec::new();
    let mut kept: BTreeMap<&str, (&str, bool)> = BTreeMap::new();
    for (number, line) in text.lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let (code, entry) = match words.as_slice() {
            [] => continue,
            [first, ..] if first.starts_with('#') => continue,
            [code, name] => (*code, (*name, false)),
            [code, name, "retired"] => (*code, (*name, true)),
            _ => {
                let advice = "write a code and a name, and `retired` if no rule has it any more";
                breaches.push(Breach::at(CODES, number + 1, advice));
                continue;
            }
        };
        if kept.insert(code, entry).is_some() {
            let advice = format!("{code} stands twice; a code means one thing for good");
            breaches.push(Breach::at(CODES, number + 1, advice));
        }
    }
    for (code, name) in catalogue {
        let advice = match kept.get(code) {
            None => format!("append the line `{code} {name}`"),
            Some((_, true)) => format!("{code} is retired; take the next free code"),
            Some((old, false)) if old != name => {
                format!("{code} was published as {old}, not {name}: names stay as they are")
            }
            Some(_) => continue,
        };
        breaches.push(Breach::new(CODES, advice));
    }
    for (code, (name, retired)) in &kept {
        if !retired && !catalogue.iter().any(|(known, _)| known == code) {
            breaches.push(Breach::new(
                CODES,
                format!("{code} {name} has no rule any more: write `{code} {name} retired`"),
            ));
        }
    }
    breaches.extend(holes(&kept));
    breaches
}

/// A code that is missing between two others was taken away.
fn holes(kept: &BTreeMap<&str, (&str, bool)>) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let mut last: Option<(&str, u32)> = None;
    for code in kept.keys() {
        let (letter, number) = code.split_at(code.len().min(1));
        let number = number.parse().unwrap_or_default();
        let expected = match last {
            Some((before, last)) if before == letter => last + 1,
            _ => 1,
        };
        if number != expected {
            let advice = format!("{letter}{expected:02} is missing before {code}: put it back");
            breaches.push(Breach::new(CODES, advice));
        }
        last = Some((letter, number));
    }
    breaches
}

/// Every rule's file is declared and listed in its family, and is named after its code and name.
pub fn rules_are_listed(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, source) in repository.rust().filter(|(path, _)| is_rule_file(path)) {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = file.trim_end_matches(".rs");
        let face = format!("{folder}/mod.rs");
        let family = repository.text(&face).unwrap_or_default();
        for line in [format!("mod {stem};"), format!("&{stem}::RULE,")] {
            if !family.lines().any(|known| known.trim() == line) {
                breaches.push(Breach::new(&face, format!("write `{line}` for {path}")));
            }
        }
        let code = between(source, "Code::new(\"", "\"").unwrap_or_default();
        let name = between(source, "name: \"", "\"").unwrap_or_default();
        let wanted = format!("{}_{}", code.to_lowercase(), name.replace('-', "_"));
        if stem != wanted {
            let advice = format!("is the rule {code} {name}: call the file {wanted}.rs");
            breaches.push(Breach::new(path, advice));
        }
        let family = folder.rsplit('/').next().unwrap_or(folder);
        let told = between(source, "Family::", ",")
            .unwrap_or_default()
            .to_lowercase();
        if told != family {
            let advice = format!("says Family::{told}, and lies in {family}/: move it, or say so");
            breaches.push(Breach::new(path, advice));
        }
    }
    breaches
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    let rest = &text[text.find(before)? + before.len()..];
    Some(&rest[..rest.find(after)?])
}

#[cfg(test)]
mod tests {
    use super::{CODES, codes_are_append_only, rules_are_listed};
    use crate::repository::Repository;

    const CATALOGUE: [(&str, &str); 3] = [("H01", "sealed"), ("C01", "early"), ("C02", "late")];

    fn advice(text: &str) -> Vec<String> {
        let repository = Repository::of(&[(CODES, text)]);
        let breaches = codes_are_append_only(&repository, &CATALOGUE);
        breaches.into_iter().map(|breach| breach.advice).collect()
    }

    #[test]
    fn kept_codes_are_in_order() {
        let none: [String; 0] = [];
        assert_eq!(
            advice("# public\nH01 sealed\n\nC01 early\nC02 late\nC03 x retired\n"),
            none
        );
    }

    #[test]
    fn a_new_code_must_be_written_down() {
        assert_eq!(
            advice("H01 sealed\nC01 early\n"),
            ["append the line `C02 late`"]
        );
    }

    #[test]
    fn a_code_never_changes_its_name() {
        let told = advice("H01 sealed\nC01 soon\nC02 late\n");
        assert_eq!(
            told,
            ["C01 was published as soon, not early: names stay as they are"]
        );
    }

    #[test]
    fn a_code_that_vanished_is_missed() {
        let told = advice("H01 sealed\nC01 early\nC02 late\nC03 gone\n");
        assert!(told[0].contains("write `C03 gone retired`"), "{told:?}");
        let told = advice("H01 sealed\nC01 early\nC02 late\nC04 x retired\n");
        assert_eq!(told, ["C03 is missing before C04: put it back"]);
    }

    #[test]
    fn a_code_is_not_used_twice() {
        assert!(advice("H01 sealed\nC01 early\nC02 late\nC02 late\n")[0].contains("twice"));
        let told = advice("H01 sealed\nC01 early retired\nC02 late\n");
        assert_eq!(told, ["C01 is retired; take the next free code"]);
    }

    #[test]
    fn a_rule_that_is_not_listed_is_named() {
        let rule = "Code::new(\"C01\"), name: \"early\", family: Family::Order,";
        let path = "crates/rules/src/order/c01_early.rs";
        let face = "crates/rules/src/order/mod.rs";
        let good = "mod c01_early;\nstatic RULES: &[&Rule] = &[\n    &c01_early::RULE,\n];\n";
        assert!(rules_are_listed(&Repository::of(&[(path, rule), (face, good)])).is_empty());
        let unlisted = Repository::of(&[(path, rule), (face, "mod c01_early;\n")]);
        assert_eq!(rules_are_listed(&unlisted).len(), 1);
        let other = "Code::new(\"C02\"), name: \"early\", family: Family::User,";
        let misnamed = Repository::of(&[(path, other), (face, good)]);
        assert_eq!(rules_are_listed(&misnamed).len(), 2);
    }
}
