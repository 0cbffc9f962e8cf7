//! `--format markdown`: the checks for a ticket or a wiki.

use super::document::{Checked, Document};
use super::words;
use crate::i18n::Language;
use press::escape::markdown as escaped;
use std::fmt::Write as _;
use std::io;

/// How many exceptions of a kind a page names.
const NAMED: usize = 50;

/// Writes the document as Markdown.
///
/// # Errors
/// Whatever `out` fails with.
pub fn write(document: &Document, language: Language, out: &mut impl io::Write) -> io::Result<()> {
    let mut page = String::new();
    let taken = words::time(&document.taken_at);
    let taken = language.with("fleet-taken", &[("time", &taken)]);
    let title = language.text("prevent-title");
    let tenant = escaped(&document.tenant);
    let name = if tenant.is_empty() {
        title
    } else {
        format!("{title}: {tenant}")
    };
    let _ = write!(
        page,
        "# {name}\n\n{taken}. {}.\n",
        words::headline(language, document)
    );
    for (name, alike) in document.by_judgement() {
        let _ = write!(page, "\n## {}\n", words::judgement(language, name));
        for check in alike {
            one(check, language, &mut page);
        }
    }
    let _ = write!(page, "\n## {}\n\n", language.text("prevent-readiness"));
    for line in words::readiness(language, document) {
        let _ = writeln!(page, "- {line}");
    }
    if let Some(access) = words::access(language, document) {
        let heading = language.text("prevent-access");
        let _ = write!(page, "\n## {heading}\n\n{access}.\n");
    }
    gaps(document, language, &mut page);
    incoming(document, language, &mut page);
    suppliers(document, language, &mut page);
    out.write_all(page.as_bytes())
}

fn one(check: &Checked, language: Language, page: &mut String) {
    let title = words::title(language, &check.code);
    let _ = write!(page, "\n### {} {title}\n\n", check.code);
    let mut measure = words::measure(language, check);
    if let Some(since) = &check.since {
        let since = language.with("fleet-since", &[("time", &words::day(since))]);
        measure = format!("{measure}; {since}");
    }
    let _ = writeln!(page, "{measure}.");
    if !check.reasons.is_empty() {
        page.push('\n');
    }
    for reason in &check.reasons {
        let text = words::reason(language, &check.code, reason);
        let alike =
            |it: &&super::document::Exception| it.why == reason.why && it.subject == reason.subject;
        let named = check.exceptions.iter().filter(alike).take(NAMED);
        let mut names: Vec<_> = named
            .map(|it| escaped(&words::exception(language, it)))
            .collect();
        if reason.count > names.len() as u64 {
            names.push(language.count("prevent-more", reason.count as usize - names.len()));
        }
        let _ = writeln!(page, "- {text}: {}", names.join(", "));
    }
    if !check.missing.is_empty() {
        let label = language.text("prevent-missing");
        let _ = write!(
            page,
            "\n{label} {}\n",
            escaped(&words::missing(language, check))
        );
    }
    if !check.unseen.is_empty() {
        let label = language.text("prevent-unseen");
        let unseen = check.unseen.iter();
        let unseen: Vec<_> = unseen
            .map(|key| words::said(language, &check.code, key))
            .collect();
        let _ = write!(page, "\n{label} {}\n", unseen.join("; "));
    }
    if check.judgement == "alarm" {
        let label = language.text("prevent-remedy");
        let _ = write!(
            page,
            "\n{label} {}\n",
            words::remedies(language, &check.remedy)
        );
    }
}

fn gaps(document: &Document, language: Language, page: &mut String) {
    let gaps = words::gaps(language, document);
    if gaps.is_empty() {
        return;
    }
    let _ = write!(page, "\n## {}\n\n", language.text("prevent-gaps"));
    for gap in gaps {
        let (sources, why) = (escaped(&gap.sources.join(", ")), escaped(&gap.why));
        let _ = writeln!(page, "- {sources}: {why}. {}", escaped(&gap.closing));
    }
}

fn incoming(document: &Document, language: Language, page: &mut String) {
    let _ = write!(
        page,
        "\n## {}\n\n{}\n",
        language.text("prevent-on-their-way"),
        words::incoming(language, document)
    );
    let way = &document.incoming;
    if !way.named.is_empty() {
        page.push('\n');
    }
    for device in way.named.iter().take(NAMED) {
        let why = words::failing(language, device);
        let serial = escaped(&device.serial);
        let remedy = device.remedy.join(", ");
        let _ = writeln!(page, "- {serial}: {}, {why} → {remedy}", device.gate);
    }
}

fn suppliers(document: &Document, language: Language, page: &mut String) {
    if document.suppliers.is_empty() {
        return;
    }
    let _ = write!(page, "\n## {}\n\n", language.text("prevent-suppliers"));
    let heads = [
        "supplier",
        "devices",
        "enrolled",
        "late",
        "gap",
        "incomplete",
    ];
    let heads = heads.map(|name| language.text(&format!("prevent-column-{name}")));
    let _ = write!(
        page,
        "| {} |\n|---|--:|--:|--:|--:|--:|\n",
        heads.join(" | ")
    );
    for it in &document.suppliers {
        let gap = it
            .median_days
            .map_or_else(|| "–".to_owned(), |days| days.to_string());
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} | {gap} | {} |",
            escaped(&words::supplier(language, &it.source, &it.number)),
            it.devices,
            words::share(language, it.enrolled, it.devices),
            words::share(language, it.late, it.dated),
            it.incomplete_total,
        );
    }
}
