//! Tests only: the executive report of a small tenant, with and without a past.

use super::document;
use crate::app::examine::Examiner;
use crate::config::report::Costs;
use crate::i18n::Language;
use crate::report::example_fleet::{HOSTILE_MODEL, IN_ORDER, SHUFFLED, Shuffle, empty, snapshot};
use crate::report::figures::{Done, Figures, Look, Past, gather};
use enrollment::correlate::correlate;
use enrollment::moment::Moment;
use enrollment::snapshot::Snapshot;

fn of(snapshot: &Snapshot, past: Option<Past>) -> Figures {
    let weights = rules::weights::built_in().unwrap();
    gather(
        &correlate(snapshot),
        &Examiner::new(weights),
        &Costs::default(),
        past,
    )
}

fn figures(shuffle: &Shuffle, past: Option<Past>) -> Figures {
    of(&snapshot(shuffle), past)
}

fn markdown(figures: &Figures, language: Language) -> String {
    press::markdown::render(&document(figures, language))
}

fn past() -> Past {
    let look = |at: i64, needs_you| Look {
        at: Moment::from_unix(at).unwrap(),
        devices: 8,
        standings: [1, 1, needs_you, 2],
    };
    Past {
        looks: vec![look(1_795_000_000, 9), look(1_795_400_000, 4)],
        done: Done {
            cases: 6,
            succeeded: 1,
            watched: 3,
            under_way: 1,
            stuck: 1,
            ended: 0,
            hours_to_success: vec![5, 30, 70],
        },
        history: None,
    }
}

#[test]
fn an_executive_reads_it() {
    let figures = figures(&IN_ORDER, Some(past()));
    insta::assert_snapshot!("english", markdown(&figures, Language::En));
    insta::assert_snapshot!("german", markdown(&figures, Language::De));
}

#[test]
fn three_answers_stand_before_the_first_page_ends() {
    for language in [Language::En, Language::De] {
        let whole = document(&figures(&IN_ORDER, None), language);
        let first = whole
            .blocks
            .iter()
            .take_while(|it| **it != press::Block::PageBreak);
        let mut page = whole.clone();
        page.blocks = first.cloned().collect();
        assert!(page.blocks.len() < whole.blocks.len());
        let text = press::markdown::render(&page);
        for key in [
            "report-answer-question",
            "report-cost-question",
            "report-want-question",
        ] {
            assert!(text.contains(&language.text(key)), "{key}");
        }
    }
}

#[test]
fn nobody_looked_is_never_nought() {
    let text = markdown(&of(&empty(), None), Language::En);
    assert!(text.contains("There is nothing to say yet"), "{text}");
    assert!(text.contains("What could not be seen"), "{text}");
    assert!(!text.contains("yes:"), "{text}");
    let some = markdown(&figures(&IN_ORDER, None), Language::En);
    assert!(
        some.contains("Whether they reach company data was not seen"),
        "{some}"
    );
    assert!(some.contains("There is no history"), "{some}");
    assert!(some.contains("No store was read"), "{some}");
}

#[test]
fn the_order_of_rows_does_not_show_and_names_do_not_act() {
    let one = markdown(&figures(&IN_ORDER, None), Language::En);
    assert_eq!(one, markdown(&figures(&SHUFFLED, None), Language::En));
    let html = press::html::render(&document(&figures(&IN_ORDER, None), Language::En));
    assert!(!html.contains(HOSTILE_MODEL));
}

#[test]
fn no_text_is_missing() {
    for language in [Language::En, Language::De] {
        for past in [None, Some(past()), Some(Past::default())] {
            let text = markdown(&figures(&IN_ORDER, past), language);
            assert!(!text.contains("report-"), "{text}");
        }
    }
}
