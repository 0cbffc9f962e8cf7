//! Rust as far as the laws need it: which characters are code, which are comments or texts, and
//! which belong to tests. No syntax tree; rustc has one, and says no to what is no Rust at all.

/// A Rust file, split into what the compiler sees and what people read.
pub(super) struct RustText {
    /// The code, with blanks in place of comments and of what stands in string literals.
    pub(super) code: String,
    /// String literals: the line on which each begins, from 1, and what stands between the quotes.
    pub(super) strings: Vec<(usize, String)>,
}

impl RustText {
    /// Splits a file.
    pub(super) fn of(source: &str) -> Self {
        let mut reader = Reader {
            chars: source.chars().collect(),
            at: 0,
            line: 1,
            code: String::with_capacity(source.len()),
            strings: Vec::new(),
        };
        reader.read();
        Self {
            code: reader.code,
            strings: reader.strings,
        }
    }

    /// A file without its tests: every item under `#[cfg(test)]` is blank.
    pub(super) fn without_tests(source: &str) -> Self {
        let all = Self::of(source);
        let code = blank_tests(&all.code);
        let lines = all.code.lines().zip(code.lines());
        let is_left: Vec<bool> = lines.map(|(before, after)| before == after).collect();
        let mut strings = all.strings;
        strings.retain(|(line, _)| is_left.get(line - 1).copied().unwrap_or(true));
        Self { code, strings }
    }

    /// Every identifier and keyword with its line, from 1.
    pub(super) fn names(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.code.lines().enumerate();
        lines.flat_map(|(number, line)| {
            line.split(|c: char| !is_name(c))
                .filter(|name| !name.is_empty())
                .map(move |name| (number + 1, name))
        })
    }

    /// The lines on which a path such as `SystemTime::now` stands as whole names.
    pub(super) fn lines_with(&self, path: &str) -> Vec<usize> {
        let stands_in = |line: &str| {
            line.match_indices(path).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                let after = line[at + path.len()..].chars().next();
                !before.is_some_and(is_name) && !after.is_some_and(is_name)
            })
        };
        let lines = self.code.lines().enumerate();
        lines
            .filter(|(_, line)| stands_in(line))
            .map(|(number, _)| number + 1)
            .collect()
    }
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

struct Reader {
    chars: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    strings: Vec<(usize, String)>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// Takes a character over as code, or leaves a blank for it.
    fn step(&mut self, as_code: bool) {
        let Some(c) = self.peek(0) else { return };
        self.at += 1;
        if c == '\n' {
            self.line += 1;
        }
        self.code.push(if as_code || c == '\n' { c } else { ' ' });
    }

    fn read(&mut self) {
        while let Some(c) = self.peek(0) {
            let after_name = self.code.chars().next_back().is_some_and(is_name);
            match c {
                '/' if self.peek(1) == Some('/') => {
                    while self.peek(0).is_some_and(|c| c != '\n') {
                        self.step(false);
                    }
                }
                '/' if self.peek(1) == Some('*') => self.block_comment(),
                '"' => self.string_until("\"", true),
                'r' if !after_name && self.hashes(1).is_some() => self.raw_string(1),
                'b' | 'c' if !after_name && self.peek(1) == Some('r') => match self.hashes(2) {
                    Some(_) => self.raw_string(2),
                    None => self.step(true),
                },
                '\'' => self.quote(),
                _ => self.step(true),
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0;
        while self.peek(0).is_some() {
            match (self.peek(0), self.peek(1)) {
                (Some('/'), Some('*')) => {
                    depth += 1;
                    self.step(false);
                }
                (Some('*'), Some('/')) => {
                    depth -= 1;
                    self.step(false);
                }
                _ => {}
            }
            self.step(false);
            if depth == 0 {
                return;
            }
        }
    }

    /// How many `#` stand between here and a quote, if nothing else does.
    fn hashes(&self, ahead: usize) -> Option<usize> {
        let rest = self.chars.get(self.at + ahead..)?;
        let hashes = rest.iter().take_while(|c| **c == '#').count();
        (rest.get(hashes) == Some(&'"')).then_some(hashes)
    }

    fn raw_string(&mut self, prefix: usize) {
        let hashes = self.hashes(prefix).unwrap_or_default();
        for _ in 0..prefix + hashes {
            self.step(true);
        }
        self.string_until(&format!("\"{}", "#".repeat(hashes)), false);
    }

    fn string_until(&mut self, end: &str, escapes: bool) {
        let begins = self.line;
        let end: Vec<char> = end.chars().collect();
        let mut text = String::new();
        self.step(true);
        while let Some(c) = self.peek(0) {
            if self.chars[self.at..].starts_with(&end) {
                for _ in &end {
                    self.step(true);
                }
                break;
            }
            text.push(c);
            self.step(false);
            if escapes && c == '\\' {
                text.extend(self.peek(0));
                self.step(false);
            }
        }
        self.strings.push((begins, text));
    }

    /// A character literal, or the beginning of a lifetime.
    fn quote(&mut self) {
        let is_escape = self.peek(1) == Some('\\');
        let is_character = is_escape || self.peek(2) == Some('\'');
        self.step(true);
        if !is_character {
            return;
        }
        if is_escape {
            self.step(false);
        }
        self.step(false);
        while self.peek(0).is_some_and(|c| c != '\'') {
            self.step(false);
        }
        self.step(true);
    }
}

/// Blanks every item that `#[cfg(test)]` stands before, up to its closing brace or semicolon.
fn blank_tests(code: &str) -> String {
    const MARK: &str = "#[cfg(test)]";
    let mut left = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(start) = rest.find(MARK) {
        left.push_str(&rest[..start]);
        let item = &rest[start..];
        let end = item_end(&item[MARK.len()..]) + MARK.len();
        left.extend(item[..end].chars().map(|c| if c == '\n' { c } else { ' ' }));
        rest = &item[end..];
    }
    left.push_str(rest);
    left
}

/// The byte after the item that begins here.
fn item_end(code: &str) -> usize {
    let mut depth = 0;
    for (at, c) in code.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return at + 1;
                }
            }
            ';' if depth == 0 => return at + 1,
            _ => {}
        }
    }
    code.len()
}

#[cfg(test)]
mod tests {
    use super::RustText;

    #[test]
    fn comments_and_texts_are_no_code() {
        let text = RustText::of("let a = \"rand // x\"; // rand\n/* rand /* rand */ */ rand");
        assert_eq!(text.names().filter(|(_, name)| *name == "rand").count(), 1);
        assert_eq!(text.strings, [(1, "rand // x".to_owned())]);
    }

    #[test]
    fn raw_texts_escapes_and_lifetimes_end_where_they_end() {
        let text =
            RustText::of("fn f<'a>(x: &'a str) { g(r#\"a\"b\"#, '\"', '\\'', \"\\\"\"); h }");
        let texts: Vec<_> = text.strings.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["a\"b", "\\\""]);
        assert!(text.names().any(|(_, name)| name == "h"));
    }

    #[test]
    fn a_line_keeps_its_number() {
        let text = RustText::of("// one\n\"two\nthree\"\nSystemTime::now();\n");
        assert_eq!(text.lines_with("SystemTime::now"), [4]);
        assert!(text.lines_with("Time::now").is_empty());
    }

    #[test]
    fn tests_are_blank_and_what_follows_them_is_not() {
        let source =
            "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { \"}\" }\n}\nfn c() { \"x\" }\n";
        let text = RustText::without_tests(source);
        let names: Vec<_> = text.names().map(|(_, name)| name).collect();
        assert_eq!(names, ["fn", "a", "fn", "c"]);
        assert_eq!(text.strings, [(6, "x".to_owned())]);
        assert_eq!(text.code.lines().count(), source.lines().count());
    }
}
