//! `$filter`: comparisons, `contains`, `startswith`, `endswith`, joined by `and`, `or`, `not`.

use serde_json::Value;
use std::cmp::Ordering;

/// How deep parentheses may stand in each other.
const DEPTH: usize = 32;

/// A condition on a row.
#[derive(Debug)]
pub(super) enum Filter {
    And(Box<Filter>, Box<Filter>),
    Or(Box<Filter>, Box<Filter>),
    Not(Box<Filter>),
    Compare(String, Comparison, Literal),
    Text(Part, String, String),
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Comparison {
    Equal,
    Unequal,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    Contains,
    Starts,
    Ends,
}

#[derive(Clone, Debug)]
pub(super) enum Literal {
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
}

impl Filter {
    /// Reads a condition; else says what is not understood.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let words = words(text)?;
        let mut reader = Reader { words, at: 0 };
        let filter = reader.either(0)?;
        match reader.peek() {
            None => Ok(filter),
            Some(word) => Err(format!("Syntax error at '{}'.", word.shown())),
        }
    }

    /// Whether a row fits.
    pub(super) fn fits(&self, row: &Value) -> bool {
        match self {
            Self::And(a, b) => a.fits(row) && b.fits(row),
            Self::Or(a, b) => a.fits(row) || b.fits(row),
            Self::Not(a) => !a.fits(row),
            Self::Compare(path, how, literal) => compares(path, at(row, path), *how, literal),
            Self::Text(part, path, needle) => {
                let Some(text) = at(row, path).as_str() else {
                    return false;
                };
                let text = text.to_lowercase();
                match part {
                    Part::Contains => text.contains(needle),
                    Part::Starts => text.starts_with(needle),
                    Part::Ends => text.ends_with(needle),
                }
            }
        }
    }
}

fn at<'a>(row: &'a Value, path: &str) -> &'a Value {
    path.split('/').fold(row, |value, name| &value[name])
}

fn compares(path: &str, value: &Value, how: Comparison, literal: &Literal) -> bool {
    let order = match (value, literal) {
        (Value::Null, Literal::Null) => Some(Ordering::Equal),
        (Value::Bool(a), Literal::Flag(b)) => Some(a.cmp(b)),
        (Value::Number(a), Literal::Number(b)) => a.as_f64().and_then(|a| a.partial_cmp(b)),
        (Value::String(a), Literal::Text(b)) => {
            let (a, b) = (a.to_lowercase(), b.to_lowercase());
            // Intune compares the last part of `<token>_<profile>` (microsoft.md §1.3).
            let suffix = path == "requestedEnrollmentProfileId"
                && a.rsplit_once('_').is_some_and(|(_, last)| last == b);
            if suffix {
                Some(Ordering::Equal)
            } else {
                Some(a.trim_end_matches('z').cmp(b.trim_end_matches('z')))
            }
        }
        _ => None,
    };
    match how {
        Comparison::Equal => order == Some(Ordering::Equal),
        Comparison::Unequal => order != Some(Ordering::Equal),
        Comparison::Greater => order == Some(Ordering::Greater),
        Comparison::Less => order == Some(Ordering::Less),
        Comparison::GreaterOrEqual => order.is_some_and(Ordering::is_ge),
        Comparison::LessOrEqual => order.is_some_and(Ordering::is_le),
    }
}

#[derive(Clone, PartialEq, Debug)]
enum Word {
    Name(String),
    Text(String),
    Open,
    Close,
    Comma,
}

impl Word {
    fn shown(&self) -> &str {
        match self {
            Self::Name(text) | Self::Text(text) => text,
            Self::Open => "(",
            Self::Close => ")",
            Self::Comma => ",",
        }
    }
}

fn words(text: &str) -> Result<Vec<Word>, String> {
    let mut all = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(first) = rest.next() {
        match first {
            ' ' | '\t' => {}
            '(' => all.push(Word::Open),
            ')' => all.push(Word::Close),
            ',' => all.push(Word::Comma),
            '\'' => {
                let mut said = String::new();
                loop {
                    match rest.next() {
                        None => return Err("There is an unterminated string literal.".to_owned()),
                        // A quotation mark in a text is written twice.
                        Some('\'') if rest.next_if_eq(&'\'').is_some() => said.push('\''),
                        Some('\'') => break,
                        Some(other) => said.push(other),
                    }
                }
                all.push(Word::Text(said));
            }
            other => {
                let mut name = String::from(other);
                while let Some(next) = rest.next_if(|next| !" \t(),'".contains(*next)) {
                    name.push(next);
                }
                all.push(Word::Name(name));
            }
        }
    }
    Ok(all)
}

struct Reader {
    words: Vec<Word>,
    at: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.at)
    }

    fn next(&mut self) -> Option<Word> {
        let word = self.words.get(self.at).cloned();
        self.at += 1;
        word
    }

    fn takes(&mut self, name: &str) -> bool {
        let found = matches!(self.peek(), Some(Word::Name(word)) if word == name);
        self.at += usize::from(found);
        found
    }

    fn must(&mut self, wanted: &Word) -> Result<(), String> {
        match self.next() {
            Some(word) if word == *wanted => Ok(()),
            _ => Err(format!("'{}' is missing.", wanted.shown())),
        }
    }

    fn either(&mut self, depth: usize) -> Result<Filter, String> {
        let mut filter = self.both(depth)?;
        while self.takes("or") {
            filter = Filter::Or(Box::new(filter), Box::new(self.both(depth)?));
        }
        Ok(filter)
    }

    fn both(&mut self, depth: usize) -> Result<Filter, String> {
        let mut filter = self.one(depth)?;
        while self.takes("and") {
            filter = Filter::And(Box::new(filter), Box::new(self.one(depth)?));
        }
        Ok(filter)
    }

    fn one(&mut self, depth: usize) -> Result<Filter, String> {
        if depth > DEPTH {
            return Err("The expression is nested too deeply.".to_owned());
        }
        if self.takes("not") {
            return Ok(Filter::Not(Box::new(self.one(depth + 1)?)));
        }
        match self.next() {
            Some(Word::Open) => {
                let inner = self.either(depth + 1)?;
                self.must(&Word::Close)?;
                Ok(inner)
            }
            Some(Word::Name(name)) if self.peek() == Some(&Word::Open) => self.function(&name),
            Some(Word::Name(path)) => {
                let how = match self.next().as_ref().map(Word::shown) {
                    Some("eq") => Comparison::Equal,
                    Some("ne") => Comparison::Unequal,
                    Some("gt") => Comparison::Greater,
                    Some("ge") => Comparison::GreaterOrEqual,
                    Some("lt") => Comparison::Less,
                    Some("le") => Comparison::LessOrEqual,
                    _ => return Err(format!("A comparison is missing after '{path}'.")),
                };
                Ok(Filter::Compare(path, how, self.literal()?))
            }
            Some(word) => Err(format!("Syntax error at '{}'.", word.shown())),
            None => Err("The expression ends too early.".to_owned()),
        }
    }

    fn function(&mut self, name: &str) -> Result<Filter, String> {
        let part = match name {
            "contains" => Part::Contains,
            "startswith" => Part::Starts,
            "endswith" => Part::Ends,
            _ => return Err(format!("An unknown function with name '{name}' was found.")),
        };
        self.must(&Word::Open)?;
        let Some(Word::Name(path)) = self.next() else {
            return Err(format!("'{name}' needs a property."));
        };
        self.must(&Word::Comma)?;
        let Some(Word::Text(needle)) = self.next() else {
            return Err(format!("'{name}' needs a text."));
        };
        self.must(&Word::Close)?;
        Ok(Filter::Text(part, path, needle.to_lowercase()))
    }

    fn literal(&mut self) -> Result<Literal, String> {
        match self.next() {
            Some(Word::Text(text)) => Ok(Literal::Text(text)),
            Some(Word::Name(name)) => Ok(match name.as_str() {
                "null" => Literal::Null,
                "true" => Literal::Flag(true),
                "false" => Literal::Flag(false),
                // Times and GUIDs stand without quotation marks, too.
                other => match other.parse() {
                    Ok(number) => Literal::Number(number),
                    Err(_) => Literal::Text(name),
                },
            }),
            _ => Err("A value is missing.".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Filter;
    use proptest::prelude::*;
    use serde_json::json;

    fn fits(filter: &str) -> bool {
        let row = json!({"serialNumber": "FCAB12", "state": "enrolled", "isDeleted": false,
            "requestedEnrollmentProfileId": "t_p", "status": {"errorCode": 53003},
            "at": "2026-05-01T00:00:00Z", "note": "it's"});
        Filter::parse(filter).unwrap().fits(&row)
    }

    #[test]
    fn the_forms_in_use_are_understood() {
        for yes in [
            "state eq 'Enrolled' and contains(serialNumber,'ab1')",
            "requestedEnrollmentProfileId eq 'p'",
            "at ge 2026-05-01T00:00:00Z and at lt 2026-05-02",
            "status/errorCode eq 53003",
            "not (isDeleted eq true) and (state eq 'x' or startswith(serialNumber, 'FC'))",
            "note eq 'it''s'",
            "missing eq null",
        ] {
            assert!(fits(yes), "{yes}");
        }
        for no in [
            "state ne 'enrolled'",
            "at gt 2026-05-01T00:00:00Z",
            "missing eq 'x'",
        ] {
            assert!(!fits(no), "{no}");
        }
    }

    #[test]
    fn what_is_not_understood_is_said() {
        for wrong in [
            "", "a", "a eq", "a eq 'x", "(a eq 1", "f(a,'x')", "a eq 1 b", "(((((",
        ] {
            assert!(Filter::parse(wrong).is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "[a-z'() ,/eq0-9]{0,80}") {
            let _ = Filter::parse(&text);
        }
    }
}
