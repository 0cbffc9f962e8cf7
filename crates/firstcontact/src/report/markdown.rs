//! `--format markdown`: a fleet for a ticket or a wiki, in GitHub's dialect.

use super::fleet::{FleetReport, ListedDevice};
use super::unread::Unusable;
use super::wording;
use crate::i18n::Language;
use press::escape::markdown as escaped;
use std::io::{self, Write};

/// Writes the report.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write(report: &FleetReport, language: Language, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page { language, out };
    writeln!(page.out, "# {}\n", escaped(&language.text("fleet-title")))?;
    writeln!(page.out, "{}\n", escaped(&wording::stand(language, report)))?;
    writeln!(
        page.out,
        "**{}**",
        escaped(&wording::headline(language, report))
    )?;
    if report.devices == 0 {
        page.paragraph(&language.text("fleet-empty"))?;
    } else if !report.has_findings() {
        page.paragraph(&language.text("fleet-all-well"))?;
    }
    page.causes(report)?;
    page.findings(report)?;
    page.devices(report)?;
    page.gaps(report)?;
    page.unusable(&report.unusable)
}

struct Page<'o, W> {
    language: Language,
    out: &'o mut W,
}

impl<W: Write> Page<'_, W> {
    fn paragraph(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "\n{}", escaped(text))
    }

    fn section(&mut self, key: &str) -> io::Result<()> {
        writeln!(self.out, "\n## {}", escaped(&self.language.text(key)))
    }

    /// A table's head; `>` before a column's name aligns it to the right.
    fn head(&mut self, columns: &[&str]) -> io::Result<()> {
        let names = columns.iter().map(|name| {
            let key = format!("fleet-column-{}", name.trim_start_matches('>'));
            escaped(&self.language.text(&key))
        });
        let names: Vec<_> = names.collect();
        let rule = columns
            .iter()
            .map(|name| if name.starts_with('>') { "--:" } else { "---" });
        let rule: Vec<_> = rule.collect();
        writeln!(
            self.out,
            "\n| {} |\n| {} |",
            names.join(" | "),
            rule.join(" | ")
        )
    }

    /// A row of cells that are escaped already.
    fn row(&mut self, cells: &[String]) -> io::Result<()> {
        writeln!(self.out, "| {} |", cells.join(" | "))
    }

    fn causes(&mut self, report: &FleetReport) -> io::Result<()> {
        if report.causes.is_empty() {
            return Ok(());
        }
        let language = self.language;
        self.section("fleet-causes")?;
        self.head(&["code", "cause", "family", ">devices", ">share"])?;
        for cause in &report.causes {
            self.row(&[
                cause.code.to_string(),
                escaped(&wording::title(language, cause.code)),
                escaped(&wording::family(language, cause.code)),
                wording::number(language, cause.devices),
                escaped(&wording::percent(language, cause.share)),
            ])?;
        }
        Ok(())
    }

    fn findings(&mut self, report: &FleetReport) -> io::Result<()> {
        if report.findings.is_empty() {
            return Ok(());
        }
        let language = self.language;
        self.section("fleet-findings")?;
        self.head(&[
            "code", "fault", "reach", "since", "evidence", ">devices", "first",
        ])?;
        for finding in &report.findings {
            let evidence = finding.evidence.iter().map(|(source, field, value)| {
                format!(
                    "{} {}: {}",
                    escaped(source.name()),
                    escaped(field),
                    escaped(value)
                )
            });
            let evidence: Vec<_> = evidence.collect();
            self.row(&[
                finding.code.to_string(),
                escaped(&wording::title(language, finding.code)),
                escaped(&wording::reach(language, finding)),
                finding.since.map_or_else(String::new, wording::time),
                evidence.join("<br>"),
                wording::number(language, finding.devices),
                escaped(&wording::first_serials(finding)),
            ])?;
        }
        Ok(())
    }

    fn devices(&mut self, report: &FleetReport) -> io::Result<()> {
        let left_out = wording::left_out(self.language, report);
        if report.worst.is_empty() && left_out.is_empty() {
            return Ok(());
        }
        self.section("fleet-worst")?;
        if !report.worst.is_empty() {
            self.head(&[
                "serial",
                "model",
                "cause",
                ">probability",
                "gate",
                "action",
                "evidence",
                "question",
            ])?;
        }
        for device in &report.worst {
            let cells = self.device(device);
            self.row(&cells)?;
        }
        for sentence in left_out {
            self.paragraph(&sentence)?;
        }
        Ok(())
    }

    fn device(&self, device: &ListedDevice) -> [String; 8] {
        let language = self.language;
        let mut action = escaped(&wording::action(language, device.action));
        if let Some(stakes) = wording::stakes(language, device) {
            action = format!("{action}<br>{}", escaped(&stakes));
        }
        let evidence = device.evidence.first().map(|evidence| {
            let says = wording::says(language, evidence);
            escaped(&format!("{says} ({})", wording::field(&evidence.fact)))
        });
        let question = device
            .question
            .map(|asked| language.question(asked.question));
        let share = device
            .probability
            .map(|share| wording::certainty(language, share));
        [
            escaped(&device.serial),
            escaped(&device.model),
            format!(
                "{} {}",
                device.cause,
                escaped(&wording::title(language, device.cause))
            ),
            escaped(share.as_deref().unwrap_or("–")),
            device.gate.map_or("", |gate| gate.name()).to_owned(),
            action,
            evidence.unwrap_or_default(),
            escaped(question.as_deref().unwrap_or_default()),
        ]
    }

    fn gaps(&mut self, report: &FleetReport) -> io::Result<()> {
        if report.unread.is_empty() {
            return Ok(());
        }
        self.section("fleet-gaps")?;
        self.paragraph(&self.language.text("fleet-gaps-matter"))?;
        self.head(&["source", "why", "closing"])?;
        for gap in wording::gaps(self.language, &report.unread) {
            let sources: Vec<_> = gap.sources.iter().map(|source| escaped(source)).collect();
            self.row(&[
                sources.join("<br>"),
                escaped(&gap.why),
                escaped(&gap.closing),
            ])?;
        }
        Ok(())
    }

    fn unusable(&mut self, rows: &[Unusable]) -> io::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        self.section("fleet-unusable")?;
        self.head(&["file", ">row", "field", "why", ">count"])?;
        for row in rows {
            self.row(&[
                escaped(row.file.as_deref().unwrap_or(&row.source)),
                row.row.map_or_else(String::new, |row| row.to_string()),
                escaped(row.field.as_deref().unwrap_or_default()),
                escaped(&wording::why_unusable(self.language, row)),
                row.count.to_string(),
            ])?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::i18n::Language::{self, De, En};
    use crate::report::example_fleet::{IN_ORDER, SHUFFLED, report, report_of_nothing};
    use crate::report::fleet::{FleetReport, Keep};
    use crate::report::only::Only;

    fn shown(report: &FleetReport, language: Language) -> String {
        let mut out = Vec::new();
        write(report, language, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn example() -> FleetReport {
        report(&IN_ORDER, &Only::default(), Keep::Worst(1_000))
    }

    #[test]
    fn every_row_has_its_columns() {
        for language in [En, De] {
            let text = shown(&example(), language);
            let mut head = 0;
            for line in text.lines() {
                let bars = line.matches('|').count();
                head = if head == 0 { bars } else { head };
                assert!(bars == head || bars == 0, "{line}");
                head = bars;
            }
            assert!(
                !text.contains("<script") && !text.contains("fleet-"),
                "{text}"
            );
            assert!(text.contains("=CMD&#124;'A1,\"B"), "{text}");
        }
    }

    #[test]
    fn both_languages_have_headings() {
        let english = shown(&example(), En);
        assert!(
            english.starts_with("# Why devices never contacted Intune\n"),
            "{english}"
        );
        assert!(english.contains("\n## Devices, the most urgent first\n"));
        let german = shown(&example(), De);
        assert!(
            german.starts_with("# Warum Geräte Intune nie kontaktiert haben\n"),
            "{german}"
        );
        assert!(german.contains("\n## Zeilen, die nicht zu gebrauchen waren\n"));
        assert!(german.contains("Intune 2 &#124; &lt;Berlin&gt;"));
    }

    #[test]
    fn the_order_of_rows_does_not_show() {
        let shuffled = report(&SHUFFLED, &Only::default(), Keep::Worst(1_000));
        assert_eq!(shown(&shuffled, En), shown(&example(), En));
    }

    #[test]
    fn nobody_read_anything() {
        let text = shown(&report_of_nothing(), En);
        assert!(text.contains("No source names a single device."), "{text}");
        assert!(!text.contains("## Causes"));
    }
}
