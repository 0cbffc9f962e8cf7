//! `docs/benchmarks.md`: one section a bench, each replaced by its own bench alone.

use super::BenchError;
use std::fmt;
use std::path::Path;

/// How the file begins.
const PREFACE: &str = "\
# Benchmarks

Figures of one machine on one day, written by `cargo xtask bench`. They are no promise and no test
asserts them; the targets are what the project holds itself to.
";

/// A table in Markdown.
pub(super) struct Table {
    columns: usize,
    text: String,
}

impl Table {
    /// A table with these columns; all but the first hold figures.
    pub(super) fn new(columns: &[&str]) -> Self {
        let mut table = Self {
            columns: columns.len(),
            text: String::new(),
        };
        table.row(
            &columns
                .iter()
                .map(|&column| column.to_owned())
                .collect::<Vec<_>>(),
        );
        table.text.push_str("|---|");
        table.text.push_str(&"---:|".repeat(columns.len() - 1));
        table.text.push('\n');
        table
    }

    /// Adds a row; missing cells are empty.
    pub(super) fn row(&mut self, cells: &[String]) {
        for column in 0..self.columns {
            self.text.push_str("| ");
            self.text
                .push_str(cells.get(column).map_or("", String::as_str));
            self.text.push(' ');
        }
        self.text.push_str("|\n");
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Replaces or adds the section with this heading.
pub(super) fn put_section(file: &Path, heading: &str, text: &str) -> Result<(), BenchError> {
    let closed = |doing| {
        move |why| BenchError::File {
            doing,
            path: file.to_owned(),
            why,
        }
    };
    let old = match std::fs::read_to_string(file) {
        Err(why) if why.kind() == std::io::ErrorKind::NotFound => PREFACE.to_owned(),
        old => old.map_err(closed("read"))?,
    };
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(closed("create"))?;
    }
    std::fs::write(file, with_section(&old, heading, text)).map_err(closed("write"))
}

fn with_section(old: &str, heading: &str, text: &str) -> String {
    let title = format!("## {heading}\n");
    let section = format!("{title}\n{}\n", text.trim());
    let Some(start) = old.find(&format!("\n{title}")).map(|before| before + 1) else {
        return format!("{}\n\n{section}", old.trim_end());
    };
    let rest = &old[start + title.len()..];
    let after = rest.find("\n## ").map_or("", |end| &rest[end..]);
    format!("{}{section}{after}", &old[..start])
}

#[cfg(test)]
mod tests {
    use super::{Table, with_section};

    #[test]
    fn a_section_is_added_and_then_replaced() {
        let one = with_section("# Benchmarks\n", "One", "first");
        let two = with_section(&one, "Two", "second");
        assert_eq!(two, "# Benchmarks\n\n## One\n\nfirst\n\n## Two\n\nsecond\n");
        let again = with_section(&two, "One", "better\n");
        assert_eq!(
            again,
            "# Benchmarks\n\n## One\n\nbetter\n\n## Two\n\nsecond\n"
        );
        assert_eq!(with_section(&again, "One", "better"), again);
    }

    #[test]
    fn a_table_is_markdown() {
        let mut table = Table::new(&["what", "figure"]);
        table.row(&["speed".to_owned(), "7".to_owned()]);
        assert_eq!(
            table.to_string(),
            "| what | figure |\n|---|---:|\n| speed | 7 |\n"
        );
    }
}
