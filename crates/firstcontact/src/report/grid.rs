//! Rows and columns on a terminal: cells are broken at blanks, so that no value that somebody may
//! want to copy is ever torn apart.

use super::paint::{Ink, Paint};
use super::wrap::{columns, wrap};
use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ContentArrangement, LineStyle, Table, TableStyle,
};

/// Blanks between two columns: the padding of the left one, and where a line would be drawn.
const BETWEEN: usize = 2;
/// Columns of text that the widest column keeps, even if lines become too long.
const TEXT_MIN: usize = 20;

/// A line under the heading, and nothing else.
const CLOSE: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
/// A blank line between rows as well.
const ROOMY: TableStyle = CLOSE.row_separator(LineStyle::none().fill(' ').junction(' '));

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    name: String,
    at_most: Option<usize>,
    right: bool,
}

impl Column {
    /// A column that takes the room that the others leave. Only one of a grid's columns may.
    pub fn new(name: String) -> Self {
        Self {
            name,
            at_most: None,
            right: false,
        }
    }

    /// A column that is no wider than this, unless a word is.
    #[must_use]
    pub fn at_most(self, width: usize) -> Self {
        Self {
            at_most: Some(width),
            ..self
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn right(self) -> Self {
        Self {
            right: true,
            ..self
        }
    }
}

/// A table that grows downwards.
#[derive(Clone, Debug)]
pub struct Grid {
    columns: Vec<Column>,
    rows: Vec<Vec<(String, Ink)>>,
    style: TableStyle,
}

impl Grid {
    /// A grid without rows.
    pub fn new(columns: Vec<Column>) -> Self {
        let heading = columns
            .iter()
            .map(|column| (column.name.clone(), Ink::Dim))
            .collect();
        Self {
            columns,
            rows: vec![heading],
            style: CLOSE,
        }
    }

    /// With a blank line between rows, for rows of several lines.
    #[must_use]
    pub fn roomy(self) -> Self {
        Self {
            style: ROOMY,
            ..self
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<(String, Ink)>) {
        self.rows.push(cells);
    }

    /// All lines, without a line end at the end.
    pub fn lines(mut self, paint: Paint, width: usize) -> String {
        let mut left = width;
        for position in 0..self.columns.len() {
            if let Some(most) = self.columns[position].at_most {
                left = left.saturating_sub(self.narrow(position, most) + BETWEEN);
            }
        }
        for position in 0..self.columns.len() {
            if self.columns[position].at_most.is_none() {
                self.narrow(position, left.max(TEXT_MIN));
            }
        }
        self.table(paint).trim_fmt()
    }

    /// Breaks the cells of a column; the columns that it then takes.
    fn narrow(&mut self, position: usize, width: usize) -> usize {
        let mut widest = 0;
        for (text, _) in self.rows.iter_mut().filter_map(|row| row.get_mut(position)) {
            let lines: Vec<String> = text
                .split('\n')
                .flat_map(|part| wrap(part, width))
                .collect();
            widest = lines
                .iter()
                .map(|line| columns(line))
                .max()
                .unwrap_or(0)
                .max(widest);
            *text = lines.join("\n");
        }
        widest
    }

    fn table(&self, paint: Paint) -> Table {
        let mut table = Table::new();
        // Colour and width are arguments: the library shall not ask the terminal.
        table.force_no_tty();
        if paint.colour {
            table.enforce_styling();
        }
        table.style_text_only();
        table.load_style(self.style);
        table.set_content_arrangement(ContentArrangement::Disabled);
        let mut rows = self
            .rows
            .iter()
            .map(|row| row.iter().map(|(text, ink)| cell(text, *ink)));
        if let Some(heading) = rows.next() {
            table.set_header(heading);
        }
        for row in rows {
            table.add_row(row);
        }
        let last = self.columns.len().saturating_sub(1);
        for (position, column) in self.columns.iter().enumerate() {
            if let Some(shown) = table.column_mut(position) {
                let between = if position == last {
                    0
                } else {
                    BETWEEN as u16 - 1
                };
                shown.set_padding((0, between));
                if column.right {
                    shown.set_cell_alignment(CellAlignment::Right);
                }
            }
        }
        table
    }
}

fn cell(text: &str, ink: Ink) -> Cell {
    let cell = Cell::new(text);
    match ink {
        Ink::Plain => cell,
        Ink::Bold => cell.add_attribute(Attribute::Bold),
        Ink::Dim => cell.add_attribute(Attribute::Dim),
        Ink::Good => cell.fg(Color::DarkGreen),
        Ink::Bad => cell.fg(Color::DarkRed),
        Ink::Warn => cell.fg(Color::DarkYellow),
        Ink::Name => cell.fg(Color::DarkCyan),
    }
}

#[cfg(test)]
mod tests {
    use super::{Column, Grid};
    use crate::report::paint::{Ink, Paint};

    fn grid() -> Grid {
        let mut grid = Grid::new(vec![
            Column::new("Code".to_owned()).at_most(4),
            Column::new("Cause".to_owned()),
            Column::new("No".to_owned()).at_most(3).right(),
        ]);
        let cause = "Set up before it was added\nrequestedEnrollmentProfileId".to_owned();
        grid.row(vec![
            ("C01".to_owned(), Ink::Name),
            (cause, Ink::Plain),
            ("7".to_owned(), Ink::Plain),
        ]);
        grid
    }

    #[test]
    fn cells_break_at_blanks_and_nowhere_else() {
        let lines = grid().lines(Paint::NONE, 32);
        let expected = [
            "Code  Cause                         No",
            "──────────────────────────────────────",
            "C01   Set up before it was           7",
            "      added",
            "      requestedEnrollmentProfileId",
        ];
        assert_eq!(lines.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn colour_does_not_move_columns() {
        let lines = grid().lines(Paint { colour: true }, 60);
        assert!(lines.contains("\u{1b}["));
        let mut bare = String::new();
        for part in lines.split('\u{1b}') {
            bare.push_str(part.split_once('m').map_or(part, |(_, text)| text));
        }
        let plain = grid().lines(Paint::NONE, 60);
        let trimmed = |text: &str| {
            text.lines()
                .map(str::trim_end)
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert_eq!(trimmed(&bare), trimmed(&plain));
    }
}
