//! What a rule over devices says of an iPhone or iPad that registered itself and that nobody
//! manages.
//!
//! Authenticator and other apps register a device for whoever signs in; no administrator has a hand
//! in it. Some of its attributes are certain (how it is joined), some can be one of several, some
//! are whatever its holder calls it. An answer is sure only if it is the same for all of them.

use super::fit::Fit;

/// More brackets inside one another than this are not read. An assumption; the portal makes one or
/// two.
const DEPTH_MAX: usize = 32;

/// Whether the rule holds for such a device; `Maybe` where it depends on the device, or where the
/// rule cannot be read.
pub(crate) fn holds_for_registered(rule: &str) -> Fit {
    let Some(tokens) = tokens(rule) else {
        return Fit::Maybe;
    };
    let mut reader = Reader {
        tokens: &tokens,
        depth: 0,
    };
    match reader.any() {
        Some(fit) if reader.tokens.is_empty() => fit,
        _ => Fit::Maybe,
    }
}

/// Whether there is a sign that may be an escape: a quotation then ends elsewhere.
pub(crate) fn may_escape(text: &str) -> bool {
    text.contains(['\\', '`'])
}

/// Whether it is the word for nothing. What a comparison with nothing gives is not published.
pub(crate) fn is_nothing(word: &str) -> bool {
    matches!(word, "null" | "$null")
}

#[derive(PartialEq, Eq, Debug)]
enum Token {
    /// A word without quotation marks, in lower case.
    Word(String),
    /// What stands in quotation marks, in lower case.
    Text(String),
    /// A bracket or a comma.
    Mark(char),
}

/// The rule in pieces; none where a quotation does not end, or has a sign that may be an escape.
fn tokens(rule: &str) -> Option<Vec<Token>> {
    let mut found = Vec::new();
    let mut rest = rule;
    while let Some(first) = rest.chars().next() {
        let tail = rest.get(first.len_utf8()..)?;
        rest = match first {
            '"' | '\'' => {
                let (text, tail) = tail.split_once(first)?;
                if may_escape(text) {
                    return None;
                }
                found.push(Token::Text(text.to_lowercase()));
                tail
            }
            '(' | ')' | '[' | ']' | ',' => {
                found.push(Token::Mark(first));
                tail
            }
            space if space.is_whitespace() => tail,
            _ => {
                let ends = |letter: char| letter.is_whitespace() || "()[],\"'".contains(letter);
                let (word, tail) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
                found.push(Token::Word(word.to_lowercase()));
                tail
            }
        };
    }
    Some(found)
}

struct Reader<'t> {
    tokens: &'t [Token],
    depth: usize,
}

impl<'t> Reader<'t> {
    /// Parts with *or* between them, which binds less than *and*.
    fn any(&mut self) -> Option<Fit> {
        let mut fit = self.all()?;
        while self.takes("or") {
            fit = fit.max(self.all()?);
        }
        Some(fit)
    }

    fn all(&mut self) -> Option<Fit> {
        let mut fit = self.single()?;
        while self.takes("and") {
            fit = fit.min(self.single()?);
        }
        Some(fit)
    }

    fn single(&mut self) -> Option<Fit> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return None;
        }
        let fit = if self.takes("not") {
            Fit::Yes.but(self.single()?)
        } else if self.marks('(') {
            let fit = self.any()?;
            self.marks(')').then_some(fit)?
        } else {
            self.comparison()?
        };
        self.depth -= 1;
        Some(fit)
    }

    fn comparison(&mut self) -> Option<Fit> {
        let Token::Word(attribute) = self.next()? else {
            return None;
        };
        let Token::Word(operator) = self.next()? else {
            return None;
        };
        let operator = Operator::of(operator.trim_start_matches('-'))?;
        let values = self.values()?;
        Some(holds(attribute, operator, &values))
    }

    /// One value, or several in brackets.
    fn values(&mut self) -> Option<Vec<&'t str>> {
        if !self.marks('[') {
            return Some(vec![self.value()?]);
        }
        let mut values = vec![self.value()?];
        while self.marks(',') {
            values.push(self.value()?);
        }
        self.marks(']').then_some(values)
    }

    fn value(&mut self) -> Option<&'t str> {
        match self.next()? {
            Token::Word(word) if is_nothing(word) => None,
            Token::Word(text) | Token::Text(text) => Some(text),
            Token::Mark(_) => None,
        }
    }

    fn next(&mut self) -> Option<&'t Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    /// Takes a word of the language, with or without its hyphen.
    fn takes(&mut self, wanted: &str) -> bool {
        let is_it = matches!(self.tokens.first(),
            Some(Token::Word(word)) if word.strip_prefix('-').unwrap_or(word) == wanted);
        self.skip_if(is_it)
    }

    fn marks(&mut self, wanted: char) -> bool {
        let is_it = self.tokens.first() == Some(&Token::Mark(wanted));
        self.skip_if(is_it)
    }

    fn skip_if(&mut self, holds: bool) -> bool {
        if holds {
            self.tokens = self.tokens.get(1..).unwrap_or_default();
        }
        holds
    }
}

#[derive(Clone, Copy)]
enum Comparison {
    Equals,
    StartsWith,
    EndsWith,
    Contains,
}

#[derive(Clone, Copy)]
struct Operator {
    comparison: Comparison,
    negative: bool,
}

impl Operator {
    fn of(word: &str) -> Option<Self> {
        let (positive, negative) = match word.strip_prefix("not") {
            Some(positive) => (positive, true),
            None if word == "ne" => ("eq", true),
            None => (word, false),
        };
        let comparison = match positive {
            "eq" | "in" => Comparison::Equals,
            "startswith" => Comparison::StartsWith,
            "endswith" => Comparison::EndsWith,
            "contains" => Comparison::Contains,
            _ => return None,
        };
        Some(Self {
            comparison,
            negative,
        })
    }

    /// What it makes of the answer to its positive form.
    fn turned(self, fit: Fit) -> Fit {
        if self.negative {
            Fit::Yes.but(fit)
        } else {
            fit
        }
    }
}

impl Comparison {
    fn holds(self, attribute: &str, value: &str) -> bool {
        match self {
            Self::Equals => attribute == value,
            Self::StartsWith => attribute.starts_with(value),
            Self::EndsWith => attribute.ends_with(value),
            Self::Contains => attribute.contains(value),
        }
    }
}

/// The models' names begin so.
const MODELS: [&str; 2] = ["iphone", "ipad"];

fn holds(attribute: &str, operator: Operator, values: &[&str]) -> Fit {
    let one_of = |able: &[Option<&str>]| operator.turned(among(able, operator.comparison, values));
    match attribute.strip_prefix("device.").unwrap_or(attribute) {
        "trusttype" => one_of(&[Some("workplace")]),
        "profiletype" => one_of(&[Some("registereddevice")]),
        // What a management service writes, and there is none.
        "mdmappid" | "enrollmentprofilename" | "systemlabels" => one_of(&[None]),
        "iscompliant" => one_of(&[Some("false"), None]),
        "deviceownership" => one_of(&[Some("personal"), Some("unknown"), None]),
        "manufacturer" => one_of(&[Some("apple"), Some("apple inc."), None]),
        "operatingsystem" => one_of(&["ios", "iphone", "ipad", "ipados"].map(Some)),
        "model" => {
            let may = values.iter().any(|value| may_be_model(operator, value));
            operator.turned(if may { Fit::Maybe } else { Fit::No })
        }
        // An administrator writes them. Of a device that Intune does not manage they are looked at
        // only if it is compliant or joined [E-FILT].
        extension if extension.starts_with("extensionattribute") => {
            if operator.negative {
                Fit::Maybe
            } else {
                Fit::No
            }
        }
        // Its name, its id, its version: as they happen to be.
        _ => Fit::Maybe,
    }
}

/// Whether the positive comparison holds for all, none or some of what an attribute can be; for
/// one that is not there it never does.
fn among(able: &[Option<&str>], comparison: Comparison, values: &[&str]) -> Fit {
    let hits = |text: &str| values.iter().any(|value| comparison.holds(text, value));
    let count = able.iter().filter(|one| one.is_some_and(hits)).count();
    match count {
        0 => Fit::No,
        all if all == able.len() => Fit::Yes,
        _ => Fit::Maybe,
    }
}

fn may_be_model(operator: Operator, value: &str) -> bool {
    let begins = MODELS.iter().any(|model| value.starts_with(model));
    match operator.comparison {
        Comparison::Equals => begins,
        Comparison::StartsWith => begins || MODELS.iter().any(|model| model.starts_with(value)),
        Comparison::EndsWith | Comparison::Contains => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{DEPTH_MAX, Fit, holds_for_registered};

    #[test]
    fn a_registered_phone_has_some_attributes_for_sure() {
        for (rule, expected) in [
            (r#"device.trustType -eq "Workplace""#, Fit::Yes),
            (r#"device.trustType -ne "Workplace""#, Fit::No),
            (r#"device.trustType -in ["AzureAD","ServerAD"]"#, Fit::No),
            ("device.isCompliant -eq True", Fit::No),
            ("device.isCompliant -ne True", Fit::Yes),
            ("device.isCompliant -eq False", Fit::Maybe),
            (r#"device.deviceOwnership -ne "Company""#, Fit::Yes),
            (r#"device.operatingSystem -notIn ["Windows"]"#, Fit::Yes),
            (r#"device.operatingSystem -startsWith "Win""#, Fit::No),
            (r#"device.operatingSystem -eq "iOS""#, Fit::Maybe),
            (r#"device.mdmAppId -ne "0000000a""#, Fit::Yes),
            (r#"device.model -eq "Surface Hub""#, Fit::No),
            (r#"device.model -notStartsWith "iPhone1""#, Fit::Maybe),
            (r#"device.model -contains "Pro""#, Fit::Maybe),
            (r#"device.displayName -startsWith "SAW""#, Fit::Maybe),
            (r#"device.extensionAttribute1 -eq "SAW""#, Fit::No),
            (r#"device.extensionAttribute1 -ne "SAW""#, Fit::Maybe),
        ] {
            assert_eq!(holds_for_registered(rule), expected, "{rule}");
        }
    }

    #[test]
    fn parts_are_joined_as_the_language_says() {
        let (yes, no) = ("device.isCompliant -ne True", "device.mdmAppId -eq \"x\"");
        let maybe = "device.displayName -eq \"x -and (\"";
        for (rule, expected) in [
            (format!("{yes} -or {no} -and {no}"), Fit::Yes),
            (format!("({yes} -or {no}) -and {no}"), Fit::No),
            (format!("{maybe} -and {no}"), Fit::No),
            (format!("{maybe} or {yes}"), Fit::Yes),
            (format!("-not ({maybe} -and {yes})"), Fit::Maybe),
            (format!("not {no}"), Fit::Yes),
        ] {
            assert_eq!(holds_for_registered(&rule), expected, "{rule}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_judged() {
        let deep = |depth: usize| {
            let rule = "device.isCompliant -eq True";
            format!("{}{rule}{}", "(".repeat(depth), ")".repeat(depth))
        };
        for rule in [
            "",
            "device.isCompliant",
            "device.isCompliant -eq",
            "device.isCompliant -eq True)",
            "device.mdmAppId -match \"x\"",
            "device.mdmAppId -eq $null",
            "device.mdmAppId -eq \"x",
            "device.mdmAppId -eq \"x\\\" -or y\"",
            "device.mdmAppId -in [\"x\"",
            "device.mdmAppId -eq \"x\" device.mdmAppId -eq \"x\"",
            &deep(10_000),
        ] {
            assert_eq!(holds_for_registered(rule), Fit::Maybe, "{rule:.40}");
        }
        assert_eq!(holds_for_registered(&deep(DEPTH_MAX - 1)), Fit::No);
    }
}
