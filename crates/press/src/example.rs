//! Documents that tests print: one with everything in it, and one of hostile texts.

use crate::chart::{Bar, Chart, Datum, Line, Plot, Series, Tick};
use crate::document::{
    Align, Block, Callout, Check, Column, Document, Item, KeyFigure, Language, Level, Table, Text,
    Tone,
};

/// One of everything, in a language.
pub(crate) fn whole(language: Language) -> Document {
    let mut document = Document::new(language, pick(language, "Where we stand", "Wo wir stehen"));
    let subtitle = pick(language, "212 devices of Contoso", "212 Geräte von Contoso");
    document.subtitle = Some(subtitle.to_owned());
    document.date = Some(pick(language, "15 June 2026", "15. Juni 2026").to_owned());
    document.footer = pick(language, "Contoso, internal", "Contoso, intern").to_owned();
    document.blocks = vec![
        key_figures(language),
        Block::heading(Level::One, pick(language, "Situation", "Lage")),
        Block::Paragraph(
            Text::from(pick(language, "Twelve devices are ", "Zwölf Geräte sind "))
                .strong(pick(language, "not managed", "nicht verwaltet"))
                .plain(pick(language, ", among them ", ", darunter "))
                .code("F2LXQ0ABCD")
                .plain(". ")
                .emphasis(pick(language, "Nobody looked", "Niemand sah nach"))
                .plain(": ")
                .link(
                    pick(language, "the policy", "die Richtlinie"),
                    "https://a.example/?b=c",
                )
                .plain("."),
        ),
        warning(language),
        Block::heading(Level::Two, pick(language, "Causes", "Ursachen")),
        Block::Chart(causes(language)),
        Block::Chart(heaps(language)),
        Block::Chart(trend(language)),
        Block::heading(Level::Three, pick(language, "Devices", "Geräte")),
        table(language),
        Block::PageBreak,
        Block::List {
            ordered: true,
            items: vec![
                Item {
                    text: pick(
                        language,
                        "Order from one supplier",
                        "Bei einem Lieferanten bestellen",
                    )
                    .into(),
                    items: vec!["a".into(), "b".into()],
                },
                "2".into(),
            ],
        },
        Block::bullets(["x", "y"]),
        Block::Checklist(vec![
            Check {
                text: pick(language, "Token renewed", "Token erneuert").into(),
                done: true,
            },
            Check {
                text: pick(language, "Profile assigned", "Profil zugewiesen").into(),
                done: false,
            },
        ]),
        Block::Code("Organization ID: 1234567\nOrder: A-1".to_owned()),
    ];
    document
}

fn key_figures(language: Language) -> Block {
    let figure = |value: &str, label: &str, note: Option<&str>, tone| KeyFigure {
        value: value.to_owned(),
        label: label.to_owned(),
        note: note.map(str::to_owned),
        tone,
    };
    Block::KeyFigures(vec![
        figure(
            pick(language, "94 %", "94 %"),
            pick(language, "managed", "verwaltet"),
            Some(pick(language, "200 of 212", "200 von 212")),
            Tone::Good,
        ),
        figure(
            "12",
            pick(language, "need somebody", "brauchen jemanden"),
            None,
            Tone::Bad,
        ),
        figure(
            "30",
            pick(
                language,
                "days until the token ends",
                "Tage, bis der Token endet",
            ),
            None,
            Tone::Warning,
        ),
        figure(
            "–",
            pick(language, "not seen: sign-ins", "nicht gesehen: Anmeldungen"),
            None,
            Tone::Neutral,
        ),
    ])
}

fn warning(language: Language) -> Block {
    Block::Callout(Callout {
        tone: Tone::Warning,
        title: pick(
            language,
            "Remote Management must appear",
            "„Fernverwaltung“ muss erscheinen",
        )
        .to_owned(),
        blocks: vec![
            Block::paragraph(pick(language, "Else stop.", "Sonst anhalten.")),
            Block::bullets([pick(language, "Call us", "Rufen Sie an")]),
        ],
    })
}

fn causes(language: Language) -> Chart {
    let bar = |label: &str, datum, tone| Bar {
        label: label.to_owned(),
        datum,
        tone,
    };
    Chart {
        title: pick(language, "Devices per cause", "Geräte je Ursache").to_owned(),
        description: pick(
            language,
            "Most were set up too early.",
            "Die meisten zu früh.",
        )
        .to_owned(),
        category: pick(language, "Cause", "Ursache").to_owned(),
        measure: pick(language, "Devices", "Geräte").to_owned(),
        plot: Plot::Bars(vec![
            bar("C07", Datum::seen(9.0, "9"), Tone::Bad),
            bar("C12", Datum::seen(0.0, "0"), Tone::Neutral),
            bar(
                "C13",
                Datum::unseen(pick(language, "not seen", "nicht gesehen")),
                Tone::Neutral,
            ),
        ]),
    }
}

fn heaps(language: Language) -> Chart {
    let bar = |label: &str, value: f64, tone| Bar {
        label: label.to_owned(),
        datum: Datum::seen(value, value.to_string()),
        tone,
    };
    Chart {
        title: pick(language, "The fleet", "Die Flotte").to_owned(),
        description: pick(
            language,
            "Nearly all are well.",
            "Fast alle sind in Ordnung.",
        )
        .to_owned(),
        category: pick(language, "Standing", "Stand").to_owned(),
        measure: pick(language, "Devices", "Geräte").to_owned(),
        plot: Plot::Shares(vec![
            bar(pick(language, "well", "gesund"), 150.0, Tone::Good),
            bar(pick(language, "waiting", "wartend"), 50.0, Tone::Neutral),
            bar(
                pick(language, "need somebody", "brauchen jemanden"),
                12.0,
                Tone::Bad,
            ),
        ]),
    }
}

fn trend(language: Language) -> Chart {
    let tick = |at: f64, label: &str| Tick {
        at,
        label: label.to_owned(),
    };
    let series = |name: &str, tone, data: [Option<f64>; 4]| Series {
        name: name.to_owned(),
        tone,
        data: data
            .map(|value| match value {
                Some(value) => Datum::seen(value, value.to_string()),
                None => Datum::unseen(pick(language, "not seen", "nicht gesehen")),
            })
            .to_vec(),
    };
    Chart {
        title: pick(
            language,
            "First-boot enrollment",
            "Registrierung beim ersten Start",
        )
        .to_owned(),
        description: pick(language, "It rises.", "Sie steigt.").to_owned(),
        category: pick(language, "Day", "Tag").to_owned(),
        measure: pick(language, "devices", "Geräte").to_owned(),
        plot: Plot::Line(Line {
            ticks: vec![
                tick(0.0, "2026-03-01"),
                tick(30.0, "2026-03-31"),
                tick(75.0, "2026-05-15"),
                tick(90.0, "2026-05-30"),
            ],
            series: vec![
                series(
                    pick(language, "enrolled", "registriert"),
                    Tone::Good,
                    [Some(60.0), Some(80.0), None, Some(95.0)],
                ),
                series(
                    pick(language, "failed", "gescheitert"),
                    Tone::Bad,
                    [Some(40.0), Some(20.0), Some(10.0), Some(5.0)],
                ),
            ],
        }),
    }
}

fn table(language: Language) -> Block {
    Block::Table(Table {
        caption: pick(language, "The two most urgent", "Die zwei dringendsten").to_owned(),
        columns: vec![
            Column::words(pick(language, "Serial number", "Seriennummer"), 2),
            Column::words(pick(language, "Cause", "Ursache"), 3),
            Column {
                title: pick(language, "Days", "Tage").to_owned(),
                align: Align::End,
                weight: 1,
            },
        ],
        rows: vec![
            vec![
                Text::default().code("F2LXQ0ABCD"),
                "C07".into(),
                "12".into(),
            ],
            vec!["A|B".into(), "C12".into()],
        ],
    })
}

/// What people who mean harm, and people of the whole world, write into names.
pub(crate) const HOSTILE: [&str; 12] = [
    "<script>alert('x')</script>",
    "#set page(width: 1pt) #read(\"/etc/passwd\") $x^2$ *a* _b_ `c` @d <e> // f /* g */",
    "\\u{0}\\ \u{0}\u{1b}[31m \u{ffff}",
    "]] )) }} \"; #panic(1)",
    "שלום מרחבא ابراهيم \u{202e}gnp.exe",
    "👩‍💻 🇩🇪 日本語 한국어 ไทย हिन्दी",
    "| a | b |\n- c\n1. d\n# e",
    "[a](javascript:alert(1)) ![b](https://b.example/x.png)",
    "=HYPERLINK(\"https://c.example\")",
    "a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307} \u{200d}\u{200b}\u{ad}\u{feff}",
    "{\"type\": \"heading\"} &amp; &#60;b&#62; %20",
    "",
];

/// Such texts wherever a text can stand.
pub(crate) fn hostile() -> Document {
    let long = "W".repeat(600);
    let mut document = Document::new(Language::En, HOSTILE.join(" "));
    document.subtitle = Some(HOSTILE[1].to_owned());
    document.date = Some(HOSTILE[4].to_owned());
    document.footer = HOSTILE.join(" ");
    for text in HOSTILE.into_iter().chain([long.as_str()]) {
        let spans = Text::from(text)
            .strong(text)
            .emphasis(text)
            .code(text)
            .link(text, "https://a.example/")
            .link(text, text);
        document.blocks.extend([
            Block::heading(Level::One, text),
            Block::Paragraph(spans.clone()),
            Block::bullets([spans.clone()]),
            Block::checklist([spans.clone()]),
            Block::Code(text.to_owned()),
            Block::Table(Table {
                caption: text.to_owned(),
                columns: vec![
                    Column::words(text, 1),
                    Column::numbers("n"),
                    Column::words("w", 1),
                ],
                rows: vec![vec![spans.clone(), text.into(), spans, "too much".into()]],
            }),
            Block::KeyFigures(vec![KeyFigure {
                value: text.to_owned(),
                label: text.to_owned(),
                note: Some(text.to_owned()),
                tone: Tone::Bad,
            }]),
            Block::Callout(Callout {
                tone: Tone::Neutral,
                title: text.to_owned(),
                blocks: vec![Block::paragraph(text)],
            }),
            Block::Chart(absurd(text)),
        ]);
    }
    document
}

/// Numbers that cannot be drawn.
fn absurd(text: &str) -> Chart {
    let values = [
        f64::NAN,
        f64::INFINITY,
        -1.0,
        0.0,
        f64::MAX,
        f64::MIN_POSITIVE,
    ];
    let bar = |value: f64| Bar {
        label: text.to_owned(),
        datum: Datum::seen(value, text),
        tone: Tone::Warning,
    };
    Chart {
        title: text.to_owned(),
        description: text.to_owned(),
        category: text.to_owned(),
        measure: text.to_owned(),
        plot: Plot::Bars(values.into_iter().map(bar).collect()),
    }
}

fn pick(language: Language, english: &'static str, german: &'static str) -> &'static str {
    match language {
        Language::En => english,
        Language::De => german,
    }
}
