//! Which causes a report lists. Counts are always of the whole fleet; only lists are narrowed.

use enrollment::cause::{Code, Family};
use enrollment::diagnosis::Verdict;
use rules::catalogue;

/// The code under which a device is reported that no rule explains.
pub const UNEXPLAINED: Code = Code::new("C00");

/// The causes that somebody wants listed; without any, all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Only {
    codes: Vec<Code>,
    families: Vec<Family>,
}

impl Only {
    /// Reads codes and families as people type them, separated by commas or blanks:
    /// `C01,order`.
    ///
    /// # Errors
    /// A sentence that names the first word that is neither, and what there is to choose from.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut only = Self::default();
        let separator = |c: char| c == ',' || c.is_whitespace();
        for word in text.split(separator).filter(|word| !word.is_empty()) {
            let family = Family::ALL
                .into_iter()
                .find(|f| f.name().eq_ignore_ascii_case(word));
            let code = Code::parse(word).filter(|code| is_known(*code));
            match (family, code) {
                (Some(family), _) => only.families.push(family),
                (None, Some(code)) => only.codes.push(code),
                (None, None) => return Err(unknown(word)),
            }
        }
        if only.is_everything() {
            return Err(format!("no cause is named; {}", choice()));
        }
        only.codes.sort_unstable();
        only.codes.dedup();
        only.families.sort_unstable();
        only.families.dedup();
        Ok(only)
    }

    /// Whether nothing is left out.
    pub fn is_everything(&self) -> bool {
        self.codes.is_empty() && self.families.is_empty()
    }

    /// Whether this cause is wanted.
    pub fn keeps(&self, code: Code) -> bool {
        let family = || catalogue::find(code).map(|rule| rule.cause.family);
        self.is_everything()
            || self.codes.contains(&code)
            || family().is_some_and(|family| self.families.contains(&family))
    }

    /// Whether a device with this verdict is wanted. A device without a cause only is if nothing
    /// is left out.
    pub fn keeps_verdict(&self, verdict: &Verdict) -> bool {
        self.is_everything() || code_of(verdict).is_some_and(|code| self.keeps(code))
    }

    /// The wanted codes and families as people type them: `C01, order`.
    pub fn words(&self) -> String {
        let codes = self.codes.iter().map(Code::to_string);
        let families = self.families.iter().map(Family::to_string);
        codes.chain(families).collect::<Vec<_>>().join(", ")
    }
}

/// The code under which a verdict is reported; none when nothing is wrong.
pub fn code_of(verdict: &Verdict) -> Option<Code> {
    match verdict.cause {
        Some(cause) => Some(catalogue::all()[cause].cause.code),
        None => verdict.unexplained.then_some(UNEXPLAINED),
    }
}

fn is_known(code: Code) -> bool {
    code == UNEXPLAINED || catalogue::find(code).is_some()
}

fn unknown(word: &str) -> String {
    format!(
        "'{word}' is neither the code of a cause nor a family; {}",
        choice()
    )
}

fn choice() -> String {
    let codes = |healthy: bool| {
        let mut codes = catalogue::all()
            .iter()
            .map(|rule| rule.cause.code)
            .filter(|c| c.is_healthy() == healthy);
        let first = codes
            .next()
            .map_or_else(String::new, |code| code.to_string());
        codes
            .next_back()
            .map_or(first.clone(), |last| format!("{first} to {last}"))
    };
    let families: Vec<_> = Family::ALL.iter().map(|family| family.name()).collect();
    format!(
        "codes are {}, {} and {UNEXPLAINED} (unexplained), families are {}",
        codes(true),
        codes(false),
        families.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::{Only, UNEXPLAINED};
    use enrollment::cause::Code;

    #[test]
    fn codes_and_families_may_be_mixed() {
        let only = Only::parse(" c01, Custody,C01 ").unwrap();
        assert_eq!(only.words(), "C01, custody");
        assert!(only.keeps(Code::new("C01")));
        assert!(only.keeps(Code::new("C15")));
        assert!(!only.keeps(Code::new("C02")));
        assert!(!only.keeps(UNEXPLAINED));
    }

    #[test]
    fn nothing_named_by_default_means_everything() {
        assert!(Only::default().keeps(UNEXPLAINED));
        assert!(Only::default().keeps(Code::new("H01")));
    }

    #[test]
    fn what_no_rule_explains_has_a_code_of_its_own() {
        assert!(Only::parse("C00").unwrap().keeps(UNEXPLAINED));
    }

    #[test]
    fn an_unknown_word_is_named_with_the_choice() {
        for word in ["C99", "ordr", "C1"] {
            let error = Only::parse(&format!("C01,{word}")).unwrap_err();
            assert!(error.contains(&format!("'{word}'")), "{error}");
            assert!(
                error.contains("H01 to H07") && error.contains("order"),
                "{error}"
            );
        }
        assert!(
            Only::parse(" , ")
                .unwrap_err()
                .contains("no cause is named")
        );
    }
}
