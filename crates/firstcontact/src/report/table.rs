//! `--format table`: a fleet on a terminal, the numbers first and the next command last.

use super::fleet::{FleetReport, ListedDevice, TenantFinding};
use super::grid::{Column, Grid};
use super::paint::{Ink, Paint};
use super::unread::Unusable;
use super::wording::{self, clip, plain};
use super::wrap::{columns, pad, wrap};
use crate::i18n::Language;
use enrollment::diagnosis::Standing;
use std::io::{self, Write};

/// How many kinds of unusable rows are shown; the written reports have them all.
const UNUSABLE_MAX: usize = 10;
/// A terminal with fewer columns goes without what one may miss.
const NARROW: usize = 80;
/// Foreign text longer than this is cut: a name shall not drown the report.
const VALUE_MAX: usize = 80;

/// Where the table is shown.
#[derive(Clone, Copy, Debug)]
pub struct Screen<'a> {
    /// Whether in colour.
    pub paint: Paint,
    /// Its columns.
    pub width: usize,
    /// The snapshot as the person typed it, for the next command; empty if it needs no name.
    pub snapshot: &'a str,
}

/// Writes the report.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write(
    report: &FleetReport,
    language: Language,
    screen: &Screen<'_>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut page = Page {
        language,
        screen: *screen,
        out,
    };
    page.lines(Ink::Dim, &wording::stand(language, report))?;
    page.lines(Ink::Bold, &wording::headline(language, report))?;
    if report.devices == 0 {
        writeln!(page.out)?;
        page.lines(Ink::Plain, &language.text("fleet-empty"))?;
    }
    page.causes(report)?;
    page.findings(report)?;
    page.devices(report)?;
    page.gaps(report)?;
    page.unusable(&report.unusable)?;
    page.next(report)
}

struct Page<'p, W> {
    language: Language,
    screen: Screen<'p>,
    out: &'p mut W,
}

impl<W: Write> Page<'_, W> {
    fn lines(&mut self, ink: Ink, text: &str) -> io::Result<()> {
        self.hanging("", ink, text)
    }

    /// Lines that hang behind a mark.
    fn hanging(&mut self, mark: &str, ink: Ink, text: &str) -> io::Result<()> {
        let indent = columns(mark);
        for (number, line) in wrap(text, self.screen.width.saturating_sub(indent))
            .iter()
            .enumerate()
        {
            let mark = if number == 0 { mark } else { "" };
            let line = self.screen.paint.ink(ink, line);
            writeln!(self.out, "{}{line}", pad(mark, indent))?;
        }
        Ok(())
    }

    fn section(&mut self, key: &str) -> io::Result<()> {
        writeln!(self.out)?;
        self.lines(Ink::Bold, &self.text(key))
    }

    fn text(&self, key: &str) -> String {
        self.language.text(key)
    }

    fn column(&self, name: &str) -> Column {
        Column::new(self.text(&format!("fleet-column-{name}")))
    }

    /// So many hundredths of the screen.
    fn part(&self, hundredths: usize) -> usize {
        self.screen.width * hundredths / 100
    }

    fn causes(&mut self, report: &FleetReport) -> io::Result<()> {
        if report.causes.is_empty() {
            return Ok(());
        }
        self.section("fleet-causes")?;
        let is_wide = self.screen.width >= NARROW;
        let mut columns = vec![
            self.column("code").at_most(4),
            self.column("cause"),
            self.column("devices").at_most(9).right(),
            self.column("share").at_most(9).right(),
        ];
        if is_wide {
            columns.insert(2, self.column("family").at_most(self.part(24)));
        }
        let mut grid = Grid::new(columns);
        for cause in &report.causes {
            let mut row = vec![
                (cause.code.to_string(), Ink::Name),
                (wording::title(self.language, cause.code), Ink::Plain),
                (wording::number(self.language, cause.devices), Ink::Plain),
                (wording::percent(self.language, cause.share), Ink::Plain),
            ];
            if is_wide {
                row.insert(2, (wording::family(self.language, cause.code), Ink::Dim));
            }
            grid.row(row);
        }
        self.show(grid)
    }

    fn findings(&mut self, report: &FleetReport) -> io::Result<()> {
        if report.findings.is_empty() {
            return Ok(());
        }
        self.section("fleet-findings")?;
        let mut grid = Grid::new(vec![
            self.column("code").at_most(4),
            self.column("fault"),
            self.column("reach").at_most(self.part(30)),
            self.column("devices").at_most(9).right(),
        ])
        .roomy();
        for finding in &report.findings {
            grid.row(vec![
                (finding.code.to_string(), Ink::Bad),
                (self.fault(finding), Ink::Plain),
                (
                    clip(&wording::reach(self.language, finding), VALUE_MAX),
                    Ink::Plain,
                ),
                (wording::number(self.language, finding.devices), Ink::Plain),
            ]);
        }
        self.show(grid)
    }

    /// What it is, since when, what says so, and which devices it explains.
    fn fault(&self, finding: &TenantFinding) -> String {
        let mut lines = vec![wording::title(self.language, finding.code)];
        if let Some(since) = finding.since {
            let time = wording::time(since);
            lines.push(self.language.with("fleet-since", &[("time", &time)]));
        }
        for (source, field, value) in &finding.evidence {
            lines.push(format!(
                "{source} {field}: {}",
                clip(&plain(value), VALUE_MAX)
            ));
        }
        if !finding.first.is_empty() {
            lines.push(wording::first_serials(finding));
        }
        lines.join("\n")
    }

    fn devices(&mut self, report: &FleetReport) -> io::Result<()> {
        let left_out = wording::left_out(self.language, report);
        if report.worst.is_empty() && left_out.is_empty() {
            return Ok(());
        }
        self.section("fleet-worst")?;
        if !report.worst.is_empty() {
            let mut grid = Grid::new(vec![
                self.column("device").at_most(self.part(20)),
                self.column("cause"),
                self.column("sure").at_most(6).right(),
                self.column("action").at_most(self.part(26)),
            ])
            .roomy();
            for device in &report.worst {
                grid.row(self.device(device));
            }
            self.show(grid)?;
            if !left_out.is_empty() {
                writeln!(self.out)?;
            }
        }
        for sentence in left_out {
            self.lines(Ink::Dim, &sentence)?;
        }
        Ok(())
    }

    fn device(&self, device: &ListedDevice) -> Vec<(String, Ink)> {
        let language = self.language;
        let ink = match device.standing {
            Standing::NeedsYou => Ink::Bad,
            Standing::CannotTell => Ink::Warn,
            Standing::Waiting => Ink::Plain,
            Standing::Healthy => Ink::Good,
        };
        // A serial number stays whole: people copy it.
        let name = format!(
            "{}\n{}",
            plain(&device.serial),
            clip(&plain(&device.model), 30)
        );
        let mut cause = vec![format!(
            "{} {}",
            device.cause,
            wording::title(language, device.cause)
        )];
        if let Some(evidence) = device.evidence.first() {
            let field = clip(&wording::field(&evidence.fact), VALUE_MAX);
            cause.push(format!("{} ({field})", wording::says(language, evidence)));
        }
        if let Some(asked) = &device.question {
            let question = language.question(asked.question);
            cause.push(language.with("fleet-ask", &[("question", &question)]));
        }
        let mut action = vec![wording::action(language, device.action)];
        action.extend(wording::stakes(language, device));
        if let Some(gate) = device.gate {
            action.push(format!("{} {gate}", self.text("fleet-column-gate")));
        }
        let sure = device
            .probability
            .map(|share| wording::certainty(language, share));
        vec![
            (name.trim_end().to_owned(), ink),
            (cause.join("\n"), Ink::Plain),
            (sure.unwrap_or_else(|| "–".to_owned()), Ink::Plain),
            (action.join("\n"), Ink::Plain),
        ]
    }

    fn gaps(&mut self, report: &FleetReport) -> io::Result<()> {
        if report.unread.is_empty() {
            return Ok(());
        }
        self.section("fleet-gaps")?;
        self.lines(Ink::Dim, &self.text("fleet-gaps-matter"))?;
        for gap in wording::gaps(self.language, &report.unread) {
            let sources = clip(&plain(&gap.sources.join(", ")), 10 * VALUE_MAX);
            let why = clip(&gap.why, 5 * VALUE_MAX);
            self.hanging("• ", Ink::Plain, &format!("{sources}: {why}"))?;
            self.hanging("  ", Ink::Dim, &gap.closing)?;
        }
        Ok(())
    }

    fn unusable(&mut self, rows: &[Unusable]) -> io::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        self.section("fleet-unusable")?;
        let mut grid = Grid::new(vec![
            self.column("file").at_most(self.part(35)),
            self.column("row").at_most(9).right(),
            self.column("field").at_most(self.part(20)),
            self.column("why"),
            self.column("count").at_most(9).right(),
        ]);
        for row in rows.iter().take(UNUSABLE_MAX) {
            let file = row.file.as_deref().unwrap_or(&row.source);
            let field = row.field.as_deref().unwrap_or_default();
            grid.row(vec![
                (clip(&plain(file), VALUE_MAX), Ink::Name),
                (
                    row.row.map_or_else(String::new, |row| row.to_string()),
                    Ink::Plain,
                ),
                (clip(&plain(field), VALUE_MAX), Ink::Plain),
                (
                    clip(&wording::why_unusable(self.language, row), 2 * VALUE_MAX),
                    Ink::Plain,
                ),
                (row.count.to_string(), Ink::Plain),
            ]);
        }
        self.show(grid)?;
        match rows.len().saturating_sub(UNUSABLE_MAX) {
            0 => Ok(()),
            more => {
                let more = wording::counted(self.language, "fleet-more-rows", more);
                self.lines(Ink::Dim, &more)
            }
        }
    }

    /// The command that leads on.
    fn next(&mut self, report: &FleetReport) -> io::Result<()> {
        let command = match (report.worst.first(), report.findings.first()) {
            (Some(device), _) => {
                let serial = shell_word(&device.serial);
                match self.screen.snapshot {
                    "" => format!("firstcontact device {serial}"),
                    place => format!("firstcontact device {serial} -s {}", shell_word(place)),
                }
            }
            (None, Some(finding)) => format!("firstcontact explain {}", finding.code),
            (None, None) if report.devices == 0 => return Ok(()),
            (None, None) => {
                writeln!(self.out)?;
                let well = !report.has_findings();
                let key = if well {
                    "fleet-all-well"
                } else {
                    "fleet-no-causes"
                };
                return self.lines(Ink::Good, &self.text(key));
            }
        };
        let command = self.screen.paint.ink(Ink::Name, &command);
        // A command stays on one line: people copy it.
        writeln!(
            self.out,
            "\n{}",
            self.language.with("fleet-next", &[("command", &command)])
        )
    }

    fn show(&mut self, grid: Grid) -> io::Result<()> {
        writeln!(
            self.out,
            "{}",
            grid.lines(self.screen.paint, self.screen.width)
        )
    }
}

/// A word as a shell takes it for one.
fn shell_word(text: &str) -> String {
    let text = plain(text);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./+:@%,".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.into_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Screen, shell_word, write};
    use crate::i18n::Language::{self, De, En};
    use crate::report::example_fleet::{IN_ORDER, SHUFFLED, report, report_of_nothing};
    use crate::report::fleet::{FleetReport, Keep};
    use crate::report::only::Only;
    use crate::report::paint::Paint;
    use crate::report::wrap::columns;

    fn shown(report: &FleetReport, language: Language, width: usize) -> String {
        let screen = Screen {
            paint: Paint::NONE,
            width,
            snapshot: "our tenant",
        };
        let mut out = Vec::new();
        write(report, language, &screen, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn example() -> FleetReport {
        report(&IN_ORDER, &Only::default(), Keep::Worst(25))
    }

    #[test]
    fn the_numbers_come_first_and_the_next_command_last() {
        let english = shown(&example(), En, 100);
        let mut lines = english.lines();
        assert_eq!(
            lines.next(),
            Some("Contoso & Söhne · as of 2026-11-23 08:00 UTC")
        );
        let headline = "8 devices: 1 healthy · 1 waiting · 4 need you · 2 cannot tell";
        assert_eq!(lines.next(), Some(headline));
        assert_eq!(
            lines.last(),
            Some("Next: firstcontact device READY00001 -s 'our tenant'")
        );
    }

    #[test]
    fn it_speaks_german() {
        let german = shown(&example(), De, 100);
        assert!(german.contains("8 Geräte: 1 gesund · 1 wartet · 4 brauchen Sie · 2 unklar"));
        assert!(german.contains("Geräte, das Dringendste zuerst"));
        assert!(german.contains("Was niemand lesen konnte"));
        assert!(german.contains("2 weitere Geräte erklären sich durch die Fehler oben"));
        assert!(!german.contains("fleet-"), "{german}");
    }

    #[test]
    fn a_missing_permission_is_named() {
        let english = shown(&example(), En, 100);
        assert!(
            english.contains("• microsoft/signIns: not collected\n"),
            "{english}"
        );
        assert!(english.contains("AuditLog.Read.All"));
        assert!(english.contains("• apple/auditEvents: access was refused: <b>403</b>\n"));
    }

    #[test]
    fn no_line_is_too_long() {
        for language in [En, De] {
            for width in [80, 100, 140] {
                for line in shown(&example(), language, width).lines() {
                    assert!(columns(line) <= width, "{width}: {line}");
                }
            }
        }
    }

    #[test]
    fn foreign_names_cannot_command_the_terminal() {
        assert!(!shown(&example(), En, 60).contains('\u{1b}'));
    }

    #[test]
    fn colour_is_for_who_asked() {
        let screen = Screen {
            paint: Paint { colour: true },
            width: 100,
            snapshot: "",
        };
        let mut out = Vec::new();
        write(&example(), En, &screen, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("\u{1b}[1mCauses\u{1b}[0m"), "{text}");
        assert!(text.contains("\u{1b}[36mfirstcontact device READY00001\u{1b}[0m"));
    }

    #[test]
    fn the_order_of_rows_does_not_show() {
        let shuffled = report(&SHUFFLED, &Only::default(), Keep::Worst(25));
        assert_eq!(shown(&shuffled, De, 100), shown(&example(), De, 100));
    }

    #[test]
    fn a_fault_of_the_tenant_leads_to_its_page() {
        let only = Only::parse("C21").unwrap();
        let narrowed = report(&IN_ORDER, &only, Keep::Worst(0));
        let text = shown(&narrowed, En, 100);
        assert!(text.contains("8 devices"), "{text}");
        assert!(text.contains("Lists are narrowed to C21"));
        assert!(text.ends_with("Next: firstcontact explain C21\n"), "{text}");
        let none = report(&IN_ORDER, &Only::parse("C47").unwrap(), Keep::Worst(25));
        assert!(shown(&none, En, 100).ends_with("No device has any of these causes.\n"));
    }

    #[test]
    fn nobody_read_anything() {
        let english = shown(&report_of_nothing(), En, 100);
        assert!(english.contains("0 devices"));
        assert!(english.contains("No source names a single device."));
        assert!(!english.contains("Next:"), "{english}");
    }

    #[test]
    fn a_command_can_be_copied() {
        assert_eq!(shell_word("FC4JMGWXHM"), "FC4JMGWXHM");
        assert_eq!(shell_word("it's here"), "'it'\\''s here'");
        assert_eq!(shell_word(""), "''");
    }
}
