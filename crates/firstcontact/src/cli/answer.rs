//! `firstcontact answer`: what a person saw joins the snapshot as a source of its own.

use super::import::time;
use super::{Desk, NOTHING, Stop};
use crate::clock;
use clap::Args;
use enrollment::correlate::ANSWER_BELONGS_FOR;
use enrollment::correlate::RELEASE;
use enrollment::moment::Moment;
use enrollment::question::Question;
use enrollment::snapshot::canonical_serial;
use sources::answers::append_answer;
use std::path::PathBuf;

/// What `answer` takes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  firstcontact answer FC4JMGWXHM look in_use --snapshot mine
  firstcontact answer FC4JMGWXHM unlock_plan ready --by it@example.com --snapshot mine
  firstcontact answer FC4JMGWXHM look sealed --at 2026-11-20T10:00:00Z --snapshot examples/contoso

Questions and their answers:
  look          sealed, hello, remote_management, in_use, other_management, managed, stopped,
                missing
  setup_story   as_new, quick_start, restored, unknown
  other_mdm     no, yes
  unlock_plan   ready, impossible
  release       why it left the organisation: a ticket's number, or a few words")]
pub(super) struct Arguments {
    /// Serial number of the device
    serial: String,
    /// The question's id, as `firstcontact device` shows it
    question: String,
    /// One of its answers
    answer: String,
    /// The snapshot that the answer belongs to
    #[arg(long, short, value_name = "DIR", default_value = ".")]
    snapshot: PathBuf,
    /// When it was seen; now without it
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<Moment>,
    /// Who says so
    #[arg(long, value_name = "WHO", env = "USER", default_value = "")]
    by: String,
}

/// Checks the answer and appends it.
pub(super) fn run(arguments: &Arguments, desk: &Desk) -> Result<u8, Stop> {
    let language = desk.language;
    let id = checked(arguments, desk)?;
    let serial = canonical_serial(&arguments.serial).map_err(|fault| {
        let fault = fault.to_string();
        let values = [
            ("serial", arguments.serial.as_str()),
            ("fault", fault.as_str()),
        ];
        Stop(language.with("answer-no-serial", &values))
    })?;
    let snapshot = super::snapshot::open(&arguments.snapshot, desk)?;
    let at = arguments.at.unwrap_or_else(clock::now);
    let late = at.since(snapshot.taken_at) > ANSWER_BELONGS_FOR;
    if late || arguments.at.is_some_and(|at| at > clock::now()) {
        let (at, taken) = (at.to_string(), snapshot.taken_at.to_string());
        let key = if late {
            "answer-too-late"
        } else {
            "answer-in-future"
        };
        let values = [("at", at.as_str()), ("taken", taken.as_str())];
        return Err(Stop(language.with(key, &values)));
    }
    let fleet = enrollment::correlate::correlate(&snapshot);
    if fleet.find(&serial).is_none() {
        let message = super::device::unknown(&fleet, &serial, &arguments.snapshot, language);
        return Err(Stop(message));
    }
    append_answer(
        &arguments.snapshot,
        &serial,
        id,
        &arguments.answer,
        at,
        &arguments.by,
    )
    .map_err(Stop::because)?;
    let command = format!(
        "firstcontact device {serial} --snapshot {}",
        arguments.snapshot.display()
    );
    desk.terminal
        .hint(&language.with("answer-recorded", &[("command", &command)]));
    Ok(NOTHING)
}

/// The id of the question, if it has this answer. The reason of a release is whatever people say.
fn checked(arguments: &Arguments, desk: &Desk) -> Result<&'static str, Stop> {
    let language = desk.language;
    if arguments.question == RELEASE {
        return Ok(RELEASE);
    }
    let question = Question::find(&arguments.question).ok_or_else(|| {
        let known = Question::ALL.iter().map(|question| question.id());
        let known: Vec<_> = known.chain([RELEASE]).collect();
        let values = [
            ("question", arguments.question.as_str()),
            ("known", &known.join(", ")),
        ];
        Stop(language.with("answer-no-such-question", &values))
    })?;
    if !question.answers().contains(&arguments.answer.as_str()) {
        let known = question.answers().join(", ");
        let values = [
            ("question", question.id()),
            ("answer", arguments.answer.as_str()),
            ("known", &known),
        ];
        return Err(Stop(language.with("answer-no-such-answer", &values)));
    }
    Ok(question.id())
}
