//! Scaffolds a rule: its file with every heading that has to be written, the two lines in its
//! family's `mod.rs`, and its line in `docs/codes.txt`. What has to be written fails until it is.

use crate::laws;
use crate::repository::Repository;
use enrollment::cause::Family;

/// What to write, and what a person has to do then.
#[derive(Debug)]
pub struct Scaffold {
    /// Paths and their new texts.
    pub files: Vec<(String, String)>,
    /// For the person at the terminal.
    pub next_steps: String,
}

/// Scaffolds a rule. Refuses a code that is not the next free one, and what is no name.
pub fn scaffold(
    repository: &Repository,
    code: &str,
    name: &str,
    family: &str,
) -> Result<Scaffold, String> {
    let families: Vec<_> = Family::ALL.iter().map(|family| family.name()).collect();
    if !families.contains(&family) {
        return Err(format!(
            "there is no family '{family}', but {}",
            families.join(", ")
        ));
    }
    is_kebab(name)?;
    let codes = repository
        .text(laws::CODES)
        .ok_or_else(|| format!("{} is missing", laws::CODES))?;
    let next = next_code(codes, code)?;
    if next != code {
        return Err(format!(
            "codes are never re-used and leave no hole: the next one is {next}"
        ));
    }
    let stem = format!("{}_{}", code.to_lowercase(), name.replace('-', "_"));
    let folder = format!("crates/rules/src/{family}");
    let face = format!("{folder}/mod.rs");
    let listed = repository
        .text(&face)
        .ok_or_else(|| format!("{face} is missing"))?;
    Ok(Scaffold {
        files: vec![
            (format!("{folder}/{stem}.rs"), rule(code, name, family)),
            (
                face.clone(),
                listed_in(listed, &stem).map_err(|why| format!("{face}: {why}"))?,
            ),
            (laws::CODES.to_owned(), with_code(codes, code, name)),
        ],
        next_steps: next_steps(&folder, &stem, code),
    })
}

fn is_kebab(name: &str) -> Result<(), String> {
    let sound = |word: &str| {
        let letters = word
            .bytes()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
        letters && !word.is_empty()
    };
    if name.split('-').all(sound) && name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Ok(());
    }
    Err(format!(
        "'{name}' is no name: say in kebab-case what was found, never what to do about it, as in \
         activated-before-added"
    ))
}

/// The code after the last one with the same letter.
fn next_code(codes: &str, wanted: &str) -> Result<String, String> {
    let letter = wanted
        .chars()
        .next()
        .filter(|letter| matches!(letter, 'H' | 'C'));
    let letter = letter.ok_or("a code begins with H (healthy) or C (a cause), as in C60")?;
    let numbers = codes.lines().filter_map(|line| line.strip_prefix(letter));
    let numbers = numbers.filter_map(|rest| rest.get(..2)?.parse::<u32>().ok());
    Ok(format!("{letter}{:02}", numbers.max().unwrap_or(0) + 1))
}

/// The list of codes with a new one behind the last with its letter.
fn with_code(codes: &str, code: &str, name: &str) -> String {
    let mut lines: Vec<String> = codes.lines().map(str::to_owned).collect();
    let last = lines.iter().rposition(|line| line.starts_with(&code[..1]));
    let at = last.map_or(lines.len(), |last| last + 1);
    lines.insert(at, format!("{code} {name}"));
    lines.join("\n") + "\n"
}

/// A family's `mod.rs` with a new rule behind its last one.
fn listed_in(face: &str, stem: &str) -> Result<String, &'static str> {
    let mut lines: Vec<String> = face.lines().map(str::to_owned).collect();
    let after = |lines: &[String], begins: &str, ends: &str| {
        let is_one = |line: &String| line.starts_with(begins) && line.ends_with(ends);
        lines.iter().rposition(is_one).map(|last| last + 1)
    };
    let at = after(&lines, "mod ", ";").ok_or("has no `mod` line to write another one under")?;
    lines.insert(at, format!("mod {stem};"));
    let at = after(&lines, "    &", "::RULE,").ok_or("has no list of rules")?;
    lines.insert(at, format!("    &{stem}::RULE,"));
    Ok(lines.join("\n") + "\n")
}

fn rule(code: &str, name: &str, family: &str) -> String {
    let mut variant = family.to_owned();
    variant[..1].make_ascii_uppercase();
    let letter_action = if code.starts_with('H') {
        "Wait"
    } else {
        "Configure"
    };
    TEMPLATE
        .replace("{code}", code)
        .replace("{name}", name)
        .replace("{Family}", &variant)
        .replace("{Action}", letter_action)
}

fn next_steps(folder: &str, stem: &str, code: &str) -> String {
    format!(
        "\nNext, in this order:\n\
         1. {folder}/{stem}.rs: the reasoning and its stories; each empty text is one to write.\n\
         2. crates/rules/weights.toml: a prior `{code} = …` under [prior], and a row for {code}\n\
         \u{20}  in every reading that it makes more or less likely, each with its source.\n\
         3. crates/rules/tests/stories.rs counts the rules: it is one more now.\n\
         4. cargo xtask handbook, then cargo xtask test: what fails says what is missing.\n\
         5. CHANGELOG.md: one line for administrators.\n"
    )
}

const TEMPLATE: &str = r#"//! {code}: in one sentence, what happened to the device.

use crate::rule::{Documented, Page, Rule};
use enrollment::case_file::{CaseFile, Managed, Membership};
use enrollment::cause::{Cause, Code, Data, Erase, Family, Scope};
use enrollment::gate::Gate;
use enrollment::opinion::{Inquiry, Opinion};
use enrollment::remedy::{Action, Remedy, Verification};

pub(super) static RULE: Rule = Rule {
    cause: Cause {
        code: Code::new("{code}"),
        name: "{name}",
        family: Family::{Family},
        scope: Scope::Device,
        gates: (Gate::G5, Gate::G5),
        action: Action::{Action},
        erase: Erase::Never,
        data: Data::Live,
    },
    documented: Documented::Experience,
    remedy: &[Remedy::R0],
    verify: &[Verification::V3],
    prevent: &[],
    story: "",
    en: Page {
        title: "",
        meaning: "",
        why: "",
        how_we_know: "",
        what_to_do: "",
        prevention: "",
    },
    de: Page {
        title: "",
        meaning: "",
        why: "",
        how_we_know: "",
        what_to_do: "",
        prevention: "",
    },
    examine,
};

fn examine(case: &CaseFile) -> Opinion {
    Inquiry::of(case)
        .needs(case.is(Membership::Present))
        .needs(case.is(Managed::None))
        .opinion()
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::story::{cannot_tell, fires, ruled_out};

    #[test]
    fn a_typical_case() {
        // The story of the rule itself: everything that is seen when it is this cause.
        fires(&RULE, RULE.story);
    }

    #[test]
    fn what_looks_alike() {
        // Tell the story of the cause that is most easily mistaken for it, and the reading that
        // rules {code} out there.
        ruled_out(&RULE, "membership present, managed none", "look");
    }

    #[test]
    fn nobody_looked() {
        // Tell the story without the readings that decide.
        cannot_tell(&RULE, "membership present, managed none");
    }
}
"#;

#[cfg(test)]
mod tests {
    use super::{TEMPLATE, scaffold};
    use crate::laws;
    use crate::repository::Repository;

    const FACE: &str = "//! x\n\nmod c01_early;\n\nuse crate::rule::Rule;\n\n\
        pub(crate) static RULES: &[&Rule] = &[\n    &c01_early::RULE,\n];\n";

    fn repository() -> Repository {
        Repository::of(&[
            (laws::CODES, "# codes\nH01 sealed\nC01 early\nC02 late\n"),
            ("crates/rules/src/order/mod.rs", FACE),
        ])
    }

    #[test]
    fn a_new_rule_is_written_listed_and_registered() {
        let made = scaffold(&repository(), "C03", "left-in-a-drawer", "order").unwrap();
        let text = |path: &str| {
            let found = made.files.iter().find(|(known, _)| known == path);
            found.map(|(_, text)| text.as_str()).unwrap_or_default()
        };
        let rule = text("crates/rules/src/order/c03_left_in_a_drawer.rs");
        assert!(rule.contains("Code::new(\"C03\")") && rule.contains("Family::Order,"));
        let files = made.files.iter();
        let files: Vec<_> = files
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        let after = Repository::of(&files);
        assert_eq!(laws::rules_are_listed(&after), []);
        let catalogue = [("H01", "sealed"), ("C01", "early"), ("C02", "late")];
        let catalogue: Vec<_> = catalogue
            .into_iter()
            .chain([("C03", "left-in-a-drawer")])
            .collect();
        assert_eq!(laws::codes_are_append_only(&after, &catalogue), []);
        assert!(made.next_steps.contains("[prior]"));
    }

    #[test]
    fn a_code_is_never_used_again_and_leaves_no_hole() {
        for code in ["C01", "C05", "X01", ""] {
            assert!(
                scaffold(&repository(), code, "x", "order").is_err(),
                "{code}"
            );
        }
        assert!(scaffold(&repository(), "H02", "x", "order").is_ok());
    }

    #[test]
    fn what_is_no_name_or_family_is_refused() {
        for name in ["", "Too_Early", "a--b", "1st", "ü"] {
            assert!(
                scaffold(&repository(), "C03", name, "order").is_err(),
                "{name}"
            );
        }
        assert!(
            scaffold(&repository(), "C03", "x", "attic")
                .unwrap_err()
                .contains("waiting")
        );
    }

    #[test]
    fn the_template_fills_every_field_of_a_rule() {
        let here = Repository::read(&Repository::root()).unwrap();
        let cause = here.text("crates/enrollment/src/cause.rs").unwrap();
        let cause = &cause[cause.find("pub struct Cause {").unwrap()..];
        let rule = here.text("crates/rules/src/rule.rs").unwrap();
        let fields = rule
            .lines()
            .chain(cause.lines().take_while(|line| *line != "}"));
        for field in fields.filter_map(|line| line.strip_prefix("    pub ")?.split_once(": ")) {
            let (name, _) = field;
            let given = format!(" {name}: ");
            let short = format!(" {name},\n");
            assert!(
                TEMPLATE.contains(&given) || TEMPLATE.contains(&short),
                "{name} is missing"
            );
        }
    }
}
