//! `--format html`: a fleet as one file for people who were not there: no script, no request to
//! anywhere, light or dark as the reader has it, and fit to be printed and read aloud.

use super::fleet::{Evidence, FleetReport, ListedDevice, TenantFinding};
use super::unread::Unusable;
use super::wording;
use crate::i18n::Language;
use enrollment::diagnosis::Standing;
pub use press::escape::Html as Escaped;
use std::io::{self, Write};

const STYLE: &str = include_str!("html/fleet.css");

/// The bar's units from end to end.
const BAR: usize = 1_000;

/// Writes the report.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write(report: &FleetReport, language: Language, out: &mut impl Write) -> io::Result<()> {
    let mut page = Page { language, out };
    page.head(report)?;
    page.bar(report)?;
    if report.devices == 0 {
        page.note("p", &language.text("fleet-empty"))?;
    } else if !report.has_findings() {
        page.note("p", &language.text("fleet-all-well"))?;
    }
    page.causes(report)?;
    page.findings(report)?;
    page.devices(report)?;
    page.gaps(report)?;
    page.unusable(&report.unusable)?;
    writeln!(page.out, "</main>\n</body>\n</html>")
}

struct Page<'o, W> {
    language: Language,
    out: &'o mut W,
}

/// A column: the key of its name, and whether it holds numbers.
type Column = (&'static str, bool);

impl<W: Write> Page<'_, W> {
    fn text(&self, key: &str) -> String {
        self.language.text(key)
    }

    fn head(&mut self, report: &FleetReport) -> io::Result<()> {
        let title = self.text("fleet-title");
        let stand = wording::stand(self.language, report);
        // Nothing is to be loaded, whatever a hostile name may have smuggled in.
        let policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      form-action 'none'";
        write!(
            self.out,
            "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"firstcontact\">\n\
             <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n\
             <h1>{}</h1>\n<p class=\"stand\">{}</p>\n<p class=\"headline\">{}</p>\n",
            self.language.tag(),
            Escaped(&format!("{title} – {stand}")),
            Escaped(&title),
            Escaped(&stand),
            Escaped(&wording::headline(self.language, report)),
        )
    }

    /// The four heaps as one bar, with the numbers in words for whoever cannot see it.
    fn bar(&mut self, report: &FleetReport) -> io::Result<()> {
        let heaps = report.heaps.map(|(standing, count)| {
            (
                class(standing),
                count,
                wording::heap(self.language, standing, count),
            )
        });
        let words = heaps.each_ref().map(|heap| heap.2.as_str()).join(", ");
        writeln!(
            self.out,
            "<svg role=\"img\" aria-labelledby=\"bar-title bar-desc\" viewBox=\"0 0 {BAR} 24\" \
             preserveAspectRatio=\"none\">\n<title id=\"bar-title\">{}</title>\n\
             <desc id=\"bar-desc\">{}</desc>",
            Escaped(&wording::headline(self.language, report)),
            Escaped(&self.language.with("fleet-bar", &[("heaps", &words)])),
        )?;
        let mut before = 0;
        for (class, count, _) in &heaps {
            let place = |devices: usize| devices * BAR / report.devices.max(1);
            let (from, to) = (place(before), place(before + count));
            before += count;
            if *count > 0 {
                // A heap of one in a million is still there.
                let width = (to - from).max(2);
                let from = from.min(BAR - width);
                let rect = format!("x=\"{from}\" y=\"0\" width=\"{width}\" height=\"24\"");
                writeln!(self.out, "<rect class=\"{class}\" {rect}/>")?;
            }
        }
        writeln!(self.out, "</svg>\n<ul class=\"legend\">")?;
        for (class, _, words) in &heaps {
            let swatch = format!("<span class=\"{class}\" aria-hidden=\"true\"></span>");
            writeln!(self.out, "<li>{swatch}{}</li>", Escaped(words))?;
        }
        writeln!(self.out, "</ul>")
    }

    fn note(&mut self, tag: &str, text: &str) -> io::Result<()> {
        writeln!(self.out, "<{tag} class=\"note\">{}</{tag}>", Escaped(text))
    }

    /// A section's table down to the first row; its heading is the table's caption.
    fn begin(&mut self, id: &str, note: &str, columns: &[Column]) -> io::Result<()> {
        let title = self.text(&format!("fleet-{id}"));
        writeln!(
            self.out,
            "<div class=\"scroll\" role=\"region\" aria-labelledby=\"{id}\" tabindex=\"0\">\n\
             <table>\n<caption><h2 id=\"{id}\">{}</h2>{}</caption>\n<thead>\n<tr>",
            Escaped(&title),
            Escaped(note),
        )?;
        for (name, is_number) in columns {
            let class = if *is_number { " class=\"number\"" } else { "" };
            let name = self.text(&format!("fleet-column-{name}"));
            writeln!(self.out, "<th scope=\"col\"{class}>{}</th>", Escaped(&name))?;
        }
        writeln!(self.out, "</tr>\n</thead>\n<tbody>")
    }

    fn end(&mut self) -> io::Result<()> {
        writeln!(self.out, "</tbody>\n</table>\n</div>")
    }

    fn causes(&mut self, report: &FleetReport) -> io::Result<()> {
        if report.causes.is_empty() {
            return Ok(());
        }
        let columns = [
            ("code", false),
            ("cause", false),
            ("family", false),
            ("devices", true),
            ("share", true),
        ];
        self.begin("causes", "", &columns)?;
        for cause in &report.causes {
            writeln!(
                self.out,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td>\
                 <td class=\"number\">{}</td><td class=\"number\">{}</td></tr>",
                cause.code,
                Escaped(&wording::title(self.language, cause.code)),
                Escaped(&wording::family(self.language, cause.code)),
                wording::number(self.language, cause.devices),
                Escaped(&wording::percent(self.language, cause.share)),
            )?;
        }
        self.end()
    }

    fn findings(&mut self, report: &FleetReport) -> io::Result<()> {
        if report.findings.is_empty() {
            return Ok(());
        }
        let columns = [
            ("code", false),
            ("fault", false),
            ("reach", false),
            ("since", false),
            ("evidence", false),
            ("devices", true),
            ("first", false),
        ];
        self.begin("findings", "", &columns)?;
        for finding in &report.findings {
            self.finding(finding)?;
        }
        self.end()
    }

    fn finding(&mut self, finding: &TenantFinding) -> io::Result<()> {
        write!(
            self.out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td><ul>",
            finding.code,
            Escaped(&wording::title(self.language, finding.code)),
            Escaped(&wording::reach(self.language, finding)),
            finding.since.map_or_else(String::new, wording::time),
        )?;
        for (source, field, value) in &finding.evidence {
            let source = Escaped(source.name());
            let (field, value) = (Escaped(field), Escaped(value));
            write!(self.out, "<li><code>{source} {field}</code>: {value}</li>")?;
        }
        writeln!(
            self.out,
            "</ul></td><td class=\"number\">{}</td><td><code>{}</code></td></tr>",
            wording::number(self.language, finding.devices),
            Escaped(&wording::first_serials(finding)),
        )
    }

    fn devices(&mut self, report: &FleetReport) -> io::Result<()> {
        let left_out = wording::left_out(self.language, report).join(" ");
        if report.worst.is_empty() {
            return if left_out.is_empty() {
                Ok(())
            } else {
                self.note("p", &left_out)
            };
        }
        let columns = [
            ("serial", false),
            ("cause", false),
            ("probability", true),
            ("gate", false),
            ("action", false),
            ("question", false),
        ];
        self.begin("worst", &left_out, &columns)?;
        for device in &report.worst {
            self.device(device)?;
        }
        self.end()
    }

    fn device(&mut self, device: &ListedDevice) -> io::Result<()> {
        let language = self.language;
        let title = wording::title(language, device.cause);
        let share = device
            .probability
            .map(|share| wording::certainty(language, share));
        let gate = device.gate.map(|gate| {
            let key = format!("gate-{}", gate.name().to_ascii_lowercase());
            format!("{gate} {}", language.text(&key))
        });
        let question = device
            .question
            .map(|asked| language.question(asked.question));
        write!(
            self.out,
            "<tr><th scope=\"row\"><span class=\"whole\">{}</span>\
             <span class=\"model\">{}</span></th><td>{} {}",
            Escaped(&device.serial),
            Escaped(&device.model),
            device.cause,
            Escaped(&title),
        )?;
        self.evidence(&device.evidence)?;
        write!(
            self.out,
            "</td><td class=\"number\">{}</td><td>{}</td><td>{}",
            Escaped(share.as_deref().unwrap_or("–")),
            Escaped(gate.as_deref().unwrap_or_default()),
            Escaped(&wording::action(language, device.action)),
        )?;
        if let Some(stakes) = wording::stakes(language, device) {
            write!(
                self.out,
                "<span class=\"stakes\">{}</span>",
                Escaped(&stakes)
            )?;
        }
        writeln!(
            self.out,
            "</td><td>{}</td></tr>",
            Escaped(question.as_deref().unwrap_or_default())
        )
    }

    /// The strongest evidence as the line that opens all of it.
    fn evidence(&mut self, evidence: &[Evidence]) -> io::Result<()> {
        let Some(first) = evidence.first() else {
            return write!(self.out, "<br>{}", Escaped(&self.text("fleet-no-evidence")));
        };
        let says = wording::says(self.language, first);
        write!(
            self.out,
            "<details><summary>{}</summary><ul>",
            Escaped(&says)
        )?;
        for piece in evidence {
            let code = [("code", piece.speaks_for.name())];
            write!(
                self.out,
                "<li>{} (<code>{} {}</code>; {})</li>",
                Escaped(&wording::says(self.language, piece)),
                Escaped(piece.fact.source),
                Escaped(&wording::field(&piece.fact)),
                Escaped(&self.language.with("fleet-speaks-for", &code)),
            )?;
        }
        write!(self.out, "</ul></details>")
    }

    fn gaps(&mut self, report: &FleetReport) -> io::Result<()> {
        if report.unread.is_empty() {
            return Ok(());
        }
        let caption = self.text("fleet-gaps-matter");
        let columns = [("source", false), ("why", false), ("closing", false)];
        self.begin("gaps", &caption, &columns)?;
        for gap in wording::gaps(self.language, &report.unread) {
            write!(self.out, "<tr><th scope=\"row\">")?;
            for source in &gap.sources {
                write!(self.out, "<code>{}</code> ", Escaped(source))?;
            }
            let (why, closing) = (Escaped(&gap.why), Escaped(&gap.closing));
            writeln!(self.out, "</th><td>{why}</td><td>{closing}</td></tr>")?;
        }
        self.end()
    }

    fn unusable(&mut self, rows: &[Unusable]) -> io::Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let columns = [
            ("file", false),
            ("row", true),
            ("field", false),
            ("why", false),
            ("count", true),
        ];
        self.begin("unusable", "", &columns)?;
        for row in rows {
            let number = row.row.map_or_else(String::new, |row| row.to_string());
            writeln!(
                self.out,
                "<tr><th scope=\"row\"><code>{}</code></th><td class=\"number\">{number}</td>\
                 <td>{}</td><td>{}</td><td class=\"number\">{}</td></tr>",
                Escaped(row.file.as_deref().unwrap_or(&row.source)),
                Escaped(row.field.as_deref().unwrap_or_default()),
                Escaped(&wording::why_unusable(self.language, row)),
                row.count,
            )?;
        }
        self.end()
    }
}

const fn class(standing: Standing) -> &'static str {
    match standing {
        Standing::Healthy => "healthy",
        Standing::Waiting => "waiting",
        Standing::NeedsYou => "needs-you",
        Standing::CannotTell => "cannot-tell",
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

    /// Every element that is opened is closed, in order.
    fn is_well_formed(html: &str) {
        let empty = ["!doctype", "meta", "br", "rect"];
        let mut open: Vec<&str> = Vec::new();
        for part in html.split('<').skip(1) {
            let (tag, _) = part.split_once('>').unwrap_or_else(|| panic!("<{part}"));
            let name = tag.split_whitespace().next().unwrap();
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "<{part}"),
                None if empty.contains(&name) => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }

    #[test]
    fn both_languages_are_well_formed_and_load_nothing() {
        for language in [En, De] {
            let html = shown(&example(), language);
            is_well_formed(&html);
            for forbidden in [
                "<script", "<link", "<img", "src=", "href=", "http:", "@import",
            ] {
                assert!(!html.contains(forbidden), "{forbidden}");
            }
            assert!(!html.contains("url(") && !html.contains("https:"));
            assert!(!html.contains("fleet-"), "{html}");
            assert!(html.contains(&format!("<html lang=\"{}\">", language.tag())));
            assert!(html.contains("=CMD|&#39;A1,&quot;B"));
        }
    }

    #[test]
    fn it_can_be_read_aloud() {
        let html = shown(&example(), De);
        assert_eq!(
            html.matches("<table>").count(),
            html.matches("<caption>").count()
        );
        assert!(html.contains("<th scope=\"col\">Seriennummer</th>"));
        assert!(html.contains("<title id=\"bar-title\">8 Geräte: 1 gesund"));
        assert!(html.contains("<desc id=\"bar-desc\">"));
        assert!(
            html.contains(
                "<li><span class=\"needs-you\" aria-hidden=\"true\"></span>4 brauchen Sie"
            )
        );
        assert_eq!(html.matches("<details>").count(), 4);
    }

    #[test]
    fn the_bar_shows_all_heaps_from_end_to_end() {
        let html = shown(&example(), En);
        for rect in [
            "healthy\" x=\"0\"",
            "waiting\" x=\"125\"",
            "needs-you\" x=\"250\"",
        ] {
            assert!(html.contains(&format!("<rect class=\"{rect}")), "{rect}");
        }
        assert!(html.contains("cannot-tell\" x=\"750\" y=\"0\" width=\"250\""));
    }

    #[test]
    fn the_order_of_rows_does_not_show() {
        let shuffled = report(&SHUFFLED, &Only::default(), Keep::Worst(1_000));
        assert_eq!(shown(&shuffled, En), shown(&example(), En));
    }

    #[test]
    fn nobody_read_anything() {
        let html = shown(&report_of_nothing(), En);
        is_well_formed(&html);
        assert!(html.contains("No source names a single device.") && !html.contains("<rect"));
    }
}
