//! `answers.ndjson`: what people answered to questions about a device.

use crate::json::{Desk, Object, Text};
use crate::told::told;
use enrollment::snapshot::Answer;
use serde::Deserialize;

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, default)]
    serial: Text<'a>,
    #[serde(borrow, default)]
    question: Text<'a>,
    #[serde(borrow, default)]
    answer: Text<'a>,
    #[serde(borrow, default)]
    at: Text<'a>,
    #[serde(borrow, default)]
    by: Text<'a>,
}

/// Reads one line; `false` if it is none.
pub(super) fn read_line(line: &str, desk: &mut Desk<'_>) -> bool {
    let Ok(Object(line)) = serde_json::from_str::<Object<Line<'_>>>(line) else {
        return false;
    };
    for (field, text) in [("question", &line.question), ("answer", &line.answer)] {
        if text.is_empty() {
            desk.fault(field, || told("row-answer").with("field", field));
            return true;
        }
    }
    let Some(serial) = desk.serial("serial", &line.serial) else {
        return true;
    };
    // What somebody saw ages; without a date nobody can tell how much it is still worth.
    if line.at.is_empty() {
        desk.fault("at", || told("row-undated"));
    }
    let answer = Answer {
        serial,
        question: desk.word(&line.question),
        answer: desk.word(&line.answer),
        at: desk.date("at", &line.at),
        by: desk.word(&line.by),
    };
    if desk.may_keep(1) {
        desk.gathering().answers.add(vec![answer]);
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read_lines};
    use enrollment::snapshot::Source;

    #[test]
    fn an_answer_and_three_that_are_none() {
        let lines = r#"{"serial":"f2lx1","question":"q","answer":"yes","at":"2026-11-01","by":"ada"}
{"serial":"F2LX1","answer":"yes"}
{"question":"was-it-used","answer":"yes"}
[]
"#;
        let snapshot = read_lines(Source::Answers, lines);
        assert_eq!(snapshot.answers.len(), 1);
        assert_eq!(snapshot.serials.text(snapshot.answers[0].serial), "F2LX1");
        assert_eq!(snapshot.words.text(snapshot.answers[0].by), "ada");
        assert_eq!(
            gaps(&snapshot),
            [
                "4 -: the line is no JSON object",
                "2 question: the line has no question",
                "3 serial: \"\": no serial number",
            ]
        );
    }

    #[test]
    fn an_answer_without_a_date_is_named() {
        let line = r#"{"serial":"F2LX1","question":"look","answer":"in_use"}"#;
        let snapshot = read_lines(Source::Answers, line);
        let why = "1 at: the line does not say when; it counts for nothing";
        assert_eq!(gaps(&snapshot), [why]);
    }
}
