//! What is printed is read again by a reader that nobody here wrote.

use super::render;
use crate::chart::{Bar, Chart, Datum, Plot};
use crate::document::{Block, Callout, Column, Document, Language, Level, Table, Text, Tone};
use crate::example;
use proptest::prelude::*;

struct Paper {
    read: lopdf::Document,
    bytes: Vec<u8>,
}

impl Paper {
    fn of(document: &Document) -> Self {
        let bytes = render(document).unwrap();
        let read = lopdf::Document::load_mem(&bytes).unwrap();
        Self { read, bytes }
    }

    fn pages(&self) -> u32 {
        self.read.get_pages().len() as u32
    }

    /// The text of a page, its lines joined and without the places at which a long run may break.
    fn text(&self, page: u32) -> String {
        let text = self.read.extract_text(&[page]).unwrap();
        let text = text.replace('\u{200b}', "");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn all(&self) -> String {
        let texts = (1..=self.pages()).map(|page| self.text(page));
        texts.collect::<Vec<_>>().join(" ")
    }

    /// All of it without spaces: the letters of a picture are placed one by one.
    fn squeezed(&self) -> String {
        self.all().replace(' ', "")
    }

    fn catalog(&self) -> &lopdf::Dictionary {
        self.read.catalog().unwrap()
    }
}

fn saying(words: &str) -> Document {
    let mut document = Document::new(Language::En, "Title");
    document.blocks.push(Block::paragraph(words));
    document
}

#[test]
fn everything_is_on_paper_and_can_be_read_aloud() {
    for (language, says) in [
        (
            Language::En,
            [
                "Where we stand",
                "15 June 2026",
                "Twelve devices are not managed",
                "Remote Management must appear",
                "F2LXQ0ABCD",
                "Page 2 of 3",
                "Token renewed",
                "not seen",
            ],
        ),
        (
            Language::De,
            [
                "Wo wir stehen",
                "212 Geräte von Contoso",
                "„Fernverwaltung“ muss erscheinen",
                "Die zwei dringendsten",
                "Tage, bis der Token endet",
                "Seite 1 von 3",
                "Organization ID: 1234567",
                "Registrierung beim ersten Start",
            ],
        ),
    ] {
        let paper = Paper::of(&example::whole(language));
        let all = paper.squeezed();
        for words in says {
            assert!(all.contains(&words.replace(' ', "")), "{words}: {all}");
        }
        let catalog = paper.catalog();
        let tag = catalog.get(b"Lang").unwrap().as_str().unwrap();
        assert_eq!(tag, language.tag().as_bytes());
        assert!(catalog.has(b"StructTreeRoot") && catalog.has(b"Outlines"));
        assert!(catalog.has(b"MarkInfo"));
        let metadata = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
        let metadata = paper.read.get_object(metadata).unwrap();
        let metadata = metadata.as_stream().unwrap().content.clone();
        let metadata = String::from_utf8(metadata).unwrap();
        assert!(metadata.contains("<pdfuaid:part>1<"), "{metadata}");
    }
}

#[test]
fn a_chart_is_told_to_whoever_cannot_see_it() {
    let paper = Paper::of(&example::whole(Language::En));
    let alternatives = paper.read.objects.values().filter_map(|object| {
        let alternative = object.as_dict().ok()?.get(b"Alt").ok()?;
        Some(lopdf::decode_text_string(alternative).unwrap())
    });
    let alternatives: Vec<String> = alternatives.collect();
    let told = "Devices per cause. Most were set up too early. C07: 9. C12: 0. C13: not seen.";
    assert!(alternatives.contains(&told.to_owned()), "{alternatives:?}");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = example::whole(Language::De);
    let first = Paper::of(&document).bytes;
    assert!(first == Paper::of(&document).bytes);
    let text = String::from_utf8_lossy(&first);
    assert!(!text.contains("CreationDate") && !text.contains("ModDate"));
}

#[test]
fn a_text_is_no_command() {
    let paper = Paper::of(&example::hostile());
    let all = paper.squeezed();
    for words in [
        "#set page(width: 1pt)",
        "#panic(1)",
        "<script>alert('x')</script>",
        "[a](javascript:alert(1))",
        "&amp; &#60;b&#62; %20",
    ] {
        assert!(all.contains(&words.replace(' ', "")), "{words}: {all}");
    }
    for page in paper.read.get_pages().values() {
        let page = paper.read.get_dictionary(*page).unwrap();
        let sizes = page.get(b"MediaBox").unwrap().as_array().unwrap();
        let [_, _, width, height] = sizes.as_slice() else {
            panic!("{sizes:?}");
        };
        assert!((width.as_float().unwrap() - 595.276).abs() < 0.01);
        assert!((height.as_float().unwrap() - 841.89).abs() < 0.01);
    }
    for object in paper.read.objects.values() {
        let Ok(dictionary) = object.as_dict() else {
            continue;
        };
        assert!(!dictionary.has(b"JS") && !dictionary.has(b"JavaScript"));
        let action = dictionary.get(b"A").and_then(lopdf::Object::as_dict);
        if let Ok(action) = action.and_then(|it| it.get(b"URI")?.as_str()) {
            assert_eq!(action, b"https://a.example/");
        }
    }
}

#[test]
fn letters_that_cannot_be_printed_are_counted() {
    let paper = Paper::of(&saying("A 日本 B"));
    let all = paper.all();
    assert!(all.contains("A \u{fffd}\u{fffd} B"), "{all}");
    assert!(all.contains("2 letters cannot be printed"), "{all}");
    let all = Paper::of(&saying("Ελληνικά Кириллица Größe Łódź")).all();
    assert!(all.contains("Ελληνικά Кириллица Größe Łódź"), "{all}");
    assert!(!all.contains("cannot be printed"), "{all}");
}

#[test]
fn a_long_table_repeats_its_head() {
    let row = |number: u32| {
        vec![
            Text::default().code(format!("SERIAL{number:05}")),
            "x".into(),
        ]
    };
    let mut document = Document::new(Language::En, "Devices");
    document.blocks.push(Block::Table(Table {
        caption: String::new(),
        columns: vec![Column::words("Serial number", 1), Column::words("Cause", 2)],
        rows: (1..=10_000).map(row).collect(),
    }));
    let paper = Paper::of(&document);
    let pages = paper.pages();
    assert!(pages > 100, "{pages}");
    for page in [1, 2, pages / 2, pages] {
        let text = paper.text(page);
        assert!(text.contains("Serial number Cause"), "{page}: {text}");
        assert!(text.contains(&format!("Page {page} of {pages}")), "{text}");
    }
    assert!(paper.text(1).contains("SERIAL00001"));
    assert!(paper.text(pages).contains("SERIAL10000"));
}

#[test]
fn a_box_is_not_torn_in_two_unless_it_is_longer_than_a_page() {
    let boxed = |lines: usize| {
        let mut document = saying(&"above ".repeat(600));
        let line = |number: usize| format!("line{number}.");
        document.blocks.push(Block::Callout(Callout {
            tone: Tone::Bad,
            title: "begins".to_owned(),
            blocks: vec![Block::bullets((1..=lines).map(line))],
        }));
        Paper::of(&document)
    };
    let short = boxed(20);
    let page = (1..=short.pages()).find(|page| short.text(*page).contains("begins"));
    assert!(short.text(page.unwrap()).contains("line20."));
    let long = boxed(200);
    assert!(long.pages() > 3 && long.all().contains("line200."));
}

#[test]
fn nothing_is_a_page_too() {
    let paper = Paper::of(&Document::new(Language::De, ""));
    assert_eq!(paper.pages(), 1);
    assert!(paper.all().contains("Seite 1 von 1"), "{}", paper.all());
}

#[test]
fn parts_are_numbered_through_and_a_page_begins_where_it_is_told() {
    let mut document = Document::new(Language::En, "t");
    document.blocks = vec![
        Block::heading(Level::Three, "deep"),
        Block::PageBreak,
        Block::heading(Level::One, "top"),
        Block::heading(Level::Three, "deep again"),
        Block::bullets([""]),
        Block::KeyFigures(Vec::new()),
        Block::Table(Table {
            caption: "c".to_owned(),
            columns: Vec::new(),
            rows: vec![vec!["lost".into()]],
        }),
        Block::Code(String::new()),
    ];
    let paper = Paper::of(&document);
    assert_eq!(paper.pages(), 2);
    assert!(paper.text(2).contains("deep again"));
}

#[test]
fn a_name_that_is_one_long_word_stays_on_the_page() {
    let words = "W".repeat(400);
    assert!(
        Paper::of(&saying(&words))
            .all()
            .replace(' ', "")
            .contains(&words)
    );
}

#[test]
fn many_bars_are_cut_and_none_is_hidden() {
    let bar = |number: u32| Bar {
        label: format!("bar {number}"),
        datum: Datum::seen(f64::from(number), number.to_string()),
        tone: Tone::Neutral,
    };
    let mut document = saying("bars");
    document.blocks.push(Block::Chart(Chart {
        title: "t".to_owned(),
        description: "d".to_owned(),
        category: "c".to_owned(),
        measure: "m".to_owned(),
        plot: Plot::Bars((0..100).map(bar).collect()),
    }));
    let all = Paper::of(&document).squeezed();
    assert!(all.contains("+60"), "{all}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(48)
    })]

    #[test]
    fn any_text_can_be_printed(words in "\\PC{0,60}", wild in any::<String>()) {
        let mut document = saying(&words);
        document.title.clone_from(&wild);
        document.footer.clone_from(&words);
        let text = Text::from(wild.as_str()).strong(words.as_str()).code(wild.as_str());
        let text = text.emphasis(wild.as_str()).link(words.as_str(), wild.as_str());
        document.blocks.push(Block::heading(Level::One, wild.as_str()));
        document.blocks.push(Block::checklist([text.clone()]));
        document.blocks.push(Block::Code(wild));
        prop_assert!(render(&document).is_ok());
    }
}
