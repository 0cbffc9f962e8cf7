//! What people answered, kept with the snapshot: `answers.ndjson`, one answer a line.

use crate::line_file::{self, LineFileError};
use enrollment::moment::Moment;
use enrollment::snapshot::{SerialFault, canonical_serial};
use serde::Serialize;
use std::path::Path;

/// The name of the file in a snapshot directory.
pub const ANSWERS_FILE: &str = "answers.ndjson";

/// Longest id or name of a person that is kept, in bytes.
const TEXT_BYTES_MAX: usize = 320;

/// Why an answer was not kept.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// There is no such file to add to.
    #[error(transparent)]
    File(#[from] LineFileError),
    /// The device cannot be named like that.
    #[error("“{serial}” cannot be a serial number: {fault}")]
    Serial {
        /// What was given.
        serial: String,
        /// What is wrong with it.
        fault: SerialFault,
    },
    /// Something is missing or far too long.
    #[error("the {what} of an answer is empty or longer than {TEXT_BYTES_MAX} bytes")]
    Text {
        /// Which part.
        what: &'static str,
    },
}

/// One line of the file.
#[derive(Serialize)]
struct Line<'a> {
    serial: &'a str,
    question: &'a str,
    answer: &'a str,
    at: String,
    by: &'a str,
}

/// Appends one answer to a snapshot directory.
pub fn append_answer(
    directory: &Path,
    serial: &str,
    question: &str,
    answer: &str,
    at: Moment,
    by: &str,
) -> Result<(), AnswerError> {
    let canonical = canonical_serial(serial).map_err(|fault| AnswerError::Serial {
        serial: crate::table::excerpt(serial),
        fault,
    })?;
    for (what, text, needed) in [
        ("question", question, true),
        ("answer", answer, true),
        ("author", by, false),
    ] {
        if (needed && text.trim().is_empty()) || text.len() > TEXT_BYTES_MAX {
            return Err(AnswerError::Text { what });
        }
    }
    let line = Line {
        serial: &canonical,
        question: question.trim(),
        answer: answer.trim(),
        at: at.to_string(),
        by: by.trim(),
    };
    // Texts alone: there is nothing that could not be written.
    let line = serde_json::to_string(&line).unwrap_or_default();
    Ok(line_file::append(directory, ANSWERS_FILE, &line)?)
}

#[cfg(test)]
mod tests {
    use super::{ANSWERS_FILE, AnswerError, append_answer};
    use crate::line_file::LineFileError;
    use enrollment::moment::Moment;
    use std::path::Path;

    fn answer(directory: &Path, serial: &str, answer: &str) -> Result<(), AnswerError> {
        let at = Moment::from_unix(1_780_000_000).unwrap();
        append_answer(directory, serial, "screen", answer, at, "Anna \"A\"")
    }

    #[test]
    fn answers_are_lines() {
        let directory = tempfile::tempdir().unwrap();
        std::fs::write(directory.path().join("snapshot.json"), "{}").unwrap();
        let path = directory.path().join(ANSWERS_FILE);
        std::fs::write(&path, "{\"serial\":\"TORN").unwrap();
        answer(directory.path(), " f2lxk9abcd ", "home").unwrap();
        answer(directory.path(), "F2LXK9ABCE", "hello").unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "{\"serial\":\"TORN",
                "{\"serial\":\"F2LXK9ABCD\",\"question\":\"screen\",\"answer\":\"home\",\
                 \"at\":\"2026-05-28T20:26:40Z\",\"by\":\"Anna \\\"A\\\"\"}",
                "{\"serial\":\"F2LXK9ABCE\",\"question\":\"screen\",\"answer\":\"hello\",\
                 \"at\":\"2026-05-28T20:26:40Z\",\"by\":\"Anna \\\"A\\\"\"}",
            ]
        );
    }

    #[test]
    fn what_is_no_answer_or_no_snapshot_is_refused() {
        let directory = tempfile::tempdir().unwrap();
        let refused = answer(directory.path(), "F2LXK9ABCD", "home");
        let none =
            |it: &AnswerError| matches!(it, AnswerError::File(LineFileError::NoSnapshot { .. }));
        assert!(refused.as_ref().is_err_and(none));
        std::fs::write(directory.path().join("snapshot.json"), "{}").unwrap();
        let refused = answer(directory.path(), "F2L?", "home");
        assert!(matches!(refused, Err(AnswerError::Serial { .. })));
        let refused = answer(directory.path(), "F2LXK9ABCD", " ");
        assert!(matches!(refused, Err(AnswerError::Text { .. })));
        let packed = directory.path().join("snapshot.tar.zst");
        std::fs::write(&packed, "x").unwrap();
        let refused = answer(&packed, "F2LXK9ABCD", "home");
        let packed =
            |it: &AnswerError| matches!(it, AnswerError::File(LineFileError::Packed { .. }));
        assert!(refused.as_ref().is_err_and(packed));
    }
}
