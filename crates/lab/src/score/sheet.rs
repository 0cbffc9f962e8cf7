//! The report for a terminal: short headings, a line under each table's head, nothing else drawn.

use super::grids::{self, Grid};
use super::report::Report;
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};
use std::io::{self, Write};

/// A line under the heading, and nothing else.
const CLOSE: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
/// The narrowest width that is honoured.
const WIDTH_MIN: usize = 40;

pub(super) fn write(report: &Report, out: &mut impl Write, width: usize) -> io::Result<()> {
    writeln!(
        out,
        "devices {}, polls {}, worlds {}",
        grids::count(report.all.devices),
        grids::count(report.polls as u64),
        grids::count(report.worlds as u64),
    )?;
    for grid in grids::all(report) {
        writeln!(out, "\n{}\n", grid.heading)?;
        writeln!(out, "{}", table(&grid, width).trim_fmt())?;
    }
    Ok(())
}

fn table(grid: &Grid, width: usize) -> Table {
    let mut table = Table::new();
    // Colour and width are arguments: the library shall not ask the terminal.
    table.force_no_tty();
    table.load_style(CLOSE);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width.max(WIDTH_MIN)).unwrap_or(u16::MAX));
    table.set_header(grid.columns.clone());
    for row in &grid.rows {
        table.add_row(row.clone());
    }
    for position in 0..grid.columns.len() {
        if let Some(column) = table.column_mut(position) {
            let between = u16::from(position + 1 < grid.columns.len());
            column.set_padding((0, between));
            if position >= grid.words {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    table
}
