//! The report as one page: no script, nothing to load, light or dark as the reader has it.

use super::grids::{self, Grid};
use super::plot::{self, Escaped};
use super::report::Report;
use std::fmt;
use std::io::{self, Write};

const STYLE: &str = include_str!("page.css");

pub(super) fn write(report: &Report, out: &mut impl Write) -> io::Result<()> {
    head(report, out)?;
    let section = &report.all;
    writeln!(out, "<div class=\"plots\">")?;
    figure(
        out,
        "Reliability: confidence against accuracy, in bins of equal mass",
        plot::reliability(&section.calibration.reliability),
    )?;
    figure(
        out,
        "Risk and coverage: error rate if only the surest are answered",
        plot::risk_coverage(&section.abstention.code.points),
    )?;
    writeln!(out, "</div>")?;
    if !section.classification.causes.is_empty() {
        figure(
            out,
            "Precision (upper bar) and recall (lower bar), with 95 % intervals",
            plot::causes(&section.classification.causes),
        )?;
    }
    if !section.classification.confusions.is_empty() {
        figure(
            out,
            "Truth → answer, the darker the greater the share of that truth",
            plot::confusions(&section.classification.confusions),
        )?;
    }
    for grid in grids::all(report) {
        table(&grid, out)?;
    }
    writeln!(out, "</main>\n</body>\n</html>")
}

fn head(report: &Report, out: &mut impl Write) -> io::Result<()> {
    // Nothing is to be loaded, whatever a hostile name may have smuggled in.
    let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                  form-action 'none'";
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"firstcontact\">\n\
         <title>Score of diagnoses</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>Score of diagnoses</h1>\n\
         <p class=\"stand\">Devices {}, polls {}, worlds {}. Results inside a simulator: they say \
         nothing about a real tenant.</p>",
        grids::count(report.all.devices),
        grids::count(report.polls as u64),
        grids::count(report.worlds as u64),
    )
}

fn figure(out: &mut impl Write, caption: &str, svg: Result<String, fmt::Error>) -> io::Result<()> {
    let svg = svg.map_err(io::Error::other)?;
    writeln!(
        out,
        "<figure>\n{svg}<figcaption>{}</figcaption>\n</figure>",
        Escaped(caption)
    )
}

fn table(grid: &Grid, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "<h2>{}</h2>\n<div class=\"scroll\">\n<table>\n<thead>\n<tr>",
        Escaped(grid.heading)
    )?;
    for (position, name) in grid.columns.iter().enumerate() {
        let class = class(grid, position);
        writeln!(out, "<th scope=\"col\"{class}>{}</th>", Escaped(name))?;
    }
    writeln!(out, "</tr>\n</thead>\n<tbody>")?;
    for row in &grid.rows {
        write!(out, "<tr>")?;
        for (position, cell) in row.iter().enumerate() {
            let class = class(grid, position);
            if position == 0 {
                write!(out, "<th scope=\"row\"{class}>{}</th>", Escaped(cell))?;
            } else {
                write!(out, "<td{class}>{}</td>", Escaped(cell))?;
            }
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>\n</div>")
}

fn class(grid: &Grid, position: usize) -> &'static str {
    if position >= grid.words {
        " class=\"number\""
    } else {
        ""
    }
}
