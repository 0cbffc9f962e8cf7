//! Markdown as blocks with an empty line between them, and codes that lead to their pages.

/// A document while it is put together.
pub(crate) struct Document(Vec<String>);

impl Document {
    /// A document with its title.
    pub(crate) fn new(title: &str) -> Self {
        Self(vec![format!("# {title}")])
    }

    /// A heading.
    pub(crate) fn heading(&mut self, text: &str) {
        self.0.push(format!("## {text}"));
    }

    /// A heading with the anchor that [`link`] leads to.
    pub(crate) fn entry(&mut self, code: &str, text: &str) {
        self.0
            .push(format!("<a id=\"{}\"></a>", code.to_lowercase()));
        self.heading(text);
    }

    /// One paragraph, or several.
    pub(crate) fn text(&mut self, text: impl Into<String>) {
        self.0.push(text.into());
    }

    /// Lines that belong together: a list.
    pub(crate) fn lines(&mut self, lines: impl IntoIterator<Item = String>) {
        self.0
            .push(lines.into_iter().collect::<Vec<_>>().join("\n"));
    }

    /// A table.
    pub(crate) fn table<const N: usize>(
        &mut self,
        head: [&str; N],
        rows: impl IntoIterator<Item = [String; N]>,
    ) {
        let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
        let safe = |cell: &str| cell.replace('|', "\\|");
        let head = row(head.iter().map(|cell| safe(cell)).collect());
        let line = row(vec!["---".to_owned(); N]);
        let rows = rows.into_iter();
        let rows = rows.map(|cells| row(cells.iter().map(|cell| safe(cell)).collect()));
        self.lines([head, line].into_iter().chain(rows));
    }

    /// The whole text.
    pub(crate) fn finish(self) -> String {
        self.0.join("\n\n") + "\n"
    }
}

/// A text whose paragraphs are separated by an empty line, with a link for every code in it but
/// the page's own.
pub(super) fn linked(text: &str, own: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        let code = if before.is_alphanumeric() {
            None
        } else {
            code_at(rest)
        };
        match code {
            Some(code) if code != own => {
                out.push_str(&link(code));
                rest = &rest[code.len()..];
                before = '0';
            }
            _ => {
                out.push(c);
                rest = &rest[c.len_utf8()..];
                before = c;
            }
        }
    }
    out
}

/// A code as a link to its page: causes have a page of their own, the others a list.
pub(super) fn link(code: &str) -> String {
    let anchor = code.to_lowercase();
    match code.chars().next() {
        Some('R') => format!("[{code}](remedies.md#{anchor})"),
        Some('V') => format!("[{code}](verifications.md#{anchor})"),
        Some('P') => format!("[{code}](checks.md#{anchor})"),
        _ => format!("[{code}]({code}.md)"),
    }
}

/// Codes as links, in a row.
pub(super) fn links<'c>(codes: impl IntoIterator<Item = &'c str>) -> String {
    let all: Vec<_> = codes.into_iter().map(link).collect();
    if all.is_empty() {
        "–".to_owned()
    } else {
        all.join(", ")
    }
}

/// The code that a text begins with, if it is one that has a page.
fn code_at(text: &str) -> Option<&str> {
    let digits = text.bytes().skip(1).take_while(u8::is_ascii_digit).count();
    let code = text.get(..=digits)?;
    let follows = text[code.len()..].chars().next();
    let known = match code.as_bytes()[0] {
        b'H' | b'C' | b'P' => digits == 2,
        b'R' => {
            let number = code[1..].parse::<usize>();
            number.is_ok_and(|number| number < enrollment::remedy::Remedy::ALL.len())
        }
        b'V' => digits == 1,
        _ => false,
    };
    (known && !follows.is_some_and(char::is_alphanumeric)).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::{Document, linked};

    #[test]
    fn codes_lead_to_their_pages() {
        let text = "As in H03 and (C08), not C01. Go to R16, see V3 and P04.";
        let told = linked(text, "C01");
        assert!(
            told.contains("[H03](H03.md) and ([C08](C08.md)), not C01."),
            "{told}"
        );
        assert!(told.contains("[R16](remedies.md#r16)"), "{told}");
        assert!(
            told.contains("[V3](verifications.md#v3) and [P04](checks.md#p04)"),
            "{told}"
        );
    }

    #[test]
    fn what_only_looks_like_a_code_is_left_alone() {
        for text in ["MC10 C1 C100 R21 V12 IP04 C01a", "ü", "", "C"] {
            assert_eq!(linked(text, "H01"), text);
        }
    }

    #[test]
    fn blocks_stand_apart_and_a_bar_does_not_end_a_cell() {
        let mut document = Document::new("One");
        document.entry("R1", "Two");
        document.table(["a|b", "c"], [["d".to_owned(), "e|f".to_owned()]]);
        let told = "# One\n\n<a id=\"r1\"></a>\n\n## Two\n\n\
            | a\\|b | c |\n| --- | --- |\n| d | e\\|f |\n";
        assert_eq!(document.finish(), told);
    }
}
