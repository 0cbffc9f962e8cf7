//! `--format ndjson`: one device a line, schema `firstcontact/diagnosis/1` (design contract).
//! The schema grows and never changes meaning.
//!
//! What depends on the verdict alone is written once per verdict and copied into each line.

use super::facts;
use super::only::Only;
use super::write::{flag, list, raw, share, stamp, string, string_or_null};
use crate::app::examine::{Examined, Examiner};
use crate::app::findings::systemic;
use crate::app::fleet::{Summary, stream};
use crate::i18n::Language;
use enrollment::case_file::{CaseFile, Kind, gates};
use enrollment::cause::Cause;
use enrollment::correlate::{Device, Fleet};
use enrollment::diagnosis::{Hold, Verdict, Weights};
use enrollment::gate::{Gate, Passage};
use enrollment::term::Term;
use enrollment::words::Word;
use rules::catalogue;
use std::io::{self, Write};

/// Writes a line for each device, or for those of the wanted causes.
///
/// # Errors
/// Whatever `out` fails with; the examination stops then.
pub fn write(
    fleet: &Fleet<'_>,
    weights: &Weights,
    only: &Only,
    out: &mut (impl Write + Send),
) -> io::Result<Summary> {
    let examiner = examiner(weights);
    let ending = ending(fleet);
    let render = |examined: &Examined<'_, '_, Pieces>, bytes: &mut Vec<u8>| {
        if only.is_everything() || only.keeps_verdict(&examined.judged.verdict) {
            line(examined, &ending, bytes);
        }
    };
    stream(fleet, &examiner, render, |bytes| out.write_all(bytes))
}

/// The pieces of a line that depend on the verdict alone.
pub struct Pieces {
    verdict: Vec<u8>,
    question: Vec<u8>,
    /// For each cited reading: `"for":"C01","says":"…"`.
    cited: Vec<Vec<u8>>,
}

/// What every line of a fleet ends with.
pub struct Ending(Vec<u8>);

/// An examiner that keeps the pieces of lines beside its verdicts. Machine formats are English.
pub fn examiner(weights: &Weights) -> Examiner<'_, Pieces> {
    let causes: Vec<_> = catalogue::all().iter().map(|rule| rule.cause).collect();
    Examiner::keeping(weights, move |case, verdict| {
        pieces(Language::En, &causes, case, verdict)
    })
}

/// Writes the pieces of a verdict.
pub fn pieces(language: Language, causes: &[Cause], case: &CaseFile, verdict: &Verdict) -> Pieces {
    let cited = verdict.cited.iter().map(|cited| {
        let mut out = Vec::new();
        raw(&mut out, "\"for\":");
        string(&mut out, cited.speaks_for.name());
        raw(&mut out, ",\"says\":");
        string(
            &mut out,
            &language.says(cited.reading, case.value(cited.reading)),
        );
        out
    });
    Pieces {
        verdict: verdict_piece(language, causes, case, verdict),
        question: question_piece(language, verdict),
        cited: cited.collect(),
    }
}

fn verdict_piece(
    language: Language,
    causes: &[Cause],
    case: &CaseFile,
    verdict: &Verdict,
) -> Vec<u8> {
    let mut out = Vec::new();
    raw(&mut out, ",\"gate\":");
    string_or_null(&mut out, verdict.gate.map_or("", |gate| gate.name()));
    passages(&mut out, case);
    raw(&mut out, ",\"cause\":");
    match verdict.cause {
        Some(cause) => named(&mut out, &causes[cause], verdict.probability),
        None if verdict.unexplained => {
            raw(
                &mut out,
                "{\"code\":\"C00\",\"name\":\"unexplained\",\"probability\":1}",
            );
        }
        None => raw(&mut out, "null"),
    }
    raw(&mut out, ",\"alternatives\":[");
    for (position, (cause, probability)) in verdict.rivals.iter().enumerate() {
        if position > 0 {
            out.push(b',');
        }
        raw(&mut out, "{\"code\":");
        string(&mut out, causes[*cause].code.name());
        raw(&mut out, ",\"probability\":");
        share(&mut out, *probability);
        out.push(b'}');
    }
    raw(&mut out, "],\"family\":");
    string_or_null(
        &mut out,
        verdict
            .cause
            .map_or("", |cause| causes[cause].family.name()),
    );
    raw(&mut out, ",\"action\":");
    string(&mut out, verdict.action.name());
    raw(&mut out, ",\"eraseNeeded\":");
    flag(&mut out, Some(verdict.erase_needed));
    raw(&mut out, ",\"dataAtRisk\":");
    flag(&mut out, Some(verdict.data_at_risk));
    raw(&mut out, ",\"holds\":");
    list(&mut out, &verdict.holds, |out, hold| {
        raw(out, "{\"id\":");
        string(out, hold.name());
        if let Hold::GateNotGreen(reading) = hold {
            raw(out, ",\"says\":");
            string(out, &language.says(*reading, case.value(*reading)));
        }
        out.push(b'}');
    });
    out
}

/// Which gates were seen to be passed, and at which it was seen to stand. Of the others nobody
/// could see.
fn passages(out: &mut Vec<u8>, case: &CaseFile) {
    let gates = gates(case);
    let seen = |passage| Gate::ALL.map(|gate| (gates.of(gate) == passage).then_some(gate));
    for (name, passage) in [
        (",\"gates\":{\"passed\":", Passage::Passed),
        (",\"stopped\":", Passage::Stopped),
    ] {
        raw(out, name);
        let seen: Vec<Gate> = seen(passage).into_iter().flatten().collect();
        list(out, &seen, |out, gate| string(out, gate.name()));
    }
    out.push(b'}');
}

fn named(out: &mut Vec<u8>, cause: &Cause, probability: u16) {
    raw(out, "{\"code\":");
    string(out, cause.code.name());
    raw(out, ",\"name\":");
    string(out, cause.name);
    raw(out, ",\"probability\":");
    share(out, probability);
    out.push(b'}');
}

fn question_piece(language: Language, verdict: &Verdict) -> Vec<u8> {
    let mut out = Vec::new();
    raw(&mut out, "],\"question\":");
    match &verdict.question {
        None => raw(&mut out, "null"),
        Some(asked) => {
            raw(&mut out, "{\"id\":");
            string(&mut out, asked.question.id());
            raw(&mut out, ",\"text\":");
            string(&mut out, &language.question(asked.question));
            raw(&mut out, ",\"settles\":");
            // A write into a Vec cannot fail.
            let _ = write!(out, "{:.2}", asked.settles);
            raw(&mut out, ",\"answers\":[");
            for (position, answer) in asked.question.answers().iter().enumerate() {
                if position > 0 {
                    out.push(b',');
                }
                string(&mut out, answer);
            }
            raw(&mut out, "]}");
        }
    }
    out
}

/// What every line of this fleet ends with: the sources that nobody read, or not whole.
pub fn ending(fleet: &Fleet<'_>) -> Ending {
    let mut out = Vec::new();
    raw(&mut out, ",\"gaps\":[");
    for (position, source) in fleet.snapshot.reads.gaps().enumerate() {
        if position > 0 {
            out.push(b',');
        }
        string(&mut out, source.name());
    }
    raw(&mut out, "]}\n");
    Ending(out)
}

/// Writes one line.
pub fn line(examined: &Examined<'_, '_, Pieces>, ending: &Ending, out: &mut Vec<u8>) {
    let device = examined.device;
    let pieces = &examined.judged.beside;
    let words = &device.fleet.snapshot.words;
    raw(out, "{\"schema\":\"firstcontact/diagnosis/1\",\"serial\":");
    string(out, device.serial_text());
    raw(out, ",\"platform\":");
    string_or_null(out, platform(device, &examined.judged.case));
    raw(out, ",\"product\":");
    string_or_null(out, words.text(product(device)));
    state(examined, out);
    out.extend_from_slice(&pieces.verdict);
    raw(out, ",\"systemic\":");
    match systemic(examined) {
        None => raw(out, "null"),
        Some((rule, scope)) => {
            raw(out, "{\"code\":");
            string(out, rule.cause.code.name());
            raw(out, ",\"scope\":");
            string(out, &scope);
            out.push(b'}');
        }
    }
    raw(out, ",\"evidence\":[");
    let cited = examined.judged.verdict.cited.iter().zip(&pieces.cited);
    for (position, (cited, piece)) in cited.enumerate() {
        if position > 0 {
            out.push(b',');
        }
        let fact = facts::of(examined, cited.reading);
        raw(out, "{\"source\":");
        string(out, fact.source);
        raw(out, ",\"field\":");
        string(out, fact.field);
        raw(out, ",\"value\":");
        string(out, &fact.value);
        out.push(b',');
        out.extend_from_slice(piece);
        out.push(b'}');
    }
    out.extend_from_slice(&pieces.question);
    out.extend_from_slice(&ending.0);
}

/// The platform's public word: `ios`, `macos`, `tvos`, `visionos`, `watchos`; for a device that is
/// not Apple's, what Intune calls its system, in lower case where that needs no copy.
pub fn platform<'f>(device: &Device<'f>, case: &CaseFile) -> &'f str {
    match case.get::<Kind>() {
        Kind::Ios => "ios",
        Kind::Mac => "macos",
        Kind::Tv => "tvos",
        Kind::Vision => "visionos",
        Kind::Watch => "watchos",
        Kind::Foreign | Kind::Unread => device
            .managed()
            .map_or("", |row| device.fleet.snapshot.words.text(row.os)),
    }
}

/// Apple's product type, or what the model is called.
pub fn product(device: &Device<'_>) -> Word {
    let product = device
        .org()
        .map(|row| row.product)
        .filter(|word| word.is_some());
    product.unwrap_or_else(|| device.model())
}

/// The five lines of Intune's own view, observed against expected.
fn state<T>(examined: &Examined<'_, '_, T>, out: &mut Vec<u8>) {
    let device = examined.device;
    let (imported, managed) = (device.imported(), device.managed());
    let strange = &device.fleet.snapshot.strange;
    let word = |out: &mut Vec<u8>, word: Result<&'static str, enrollment::term::Strange>| match word
    {
        Ok(word) => string_or_null(out, word),
        Err(unknown) => string(out, &strange.text(unknown)),
    };
    raw(out, ",\"state\":{\"status\":{\"observed\":");
    word(out, imported.map_or(Ok(""), |row| row.state.word()));
    raw(
        out,
        ",\"expected\":\"enrolled\"},\"lastContacted\":{\"observed\":",
    );
    let contact = managed
        .map(|row| row.last_sync)
        .filter(|at| at.at().is_some());
    stamp(
        out,
        contact
            .or(imported.map(|row| row.contacted))
            .unwrap_or_default(),
    );
    raw(
        out,
        ",\"expected\":\"recent\"},\"supervised\":{\"observed\":",
    );
    flag(out, managed.and_then(|row| row.supervised));
    raw(out, ",\"expected\":true},\"enrollmentType\":{\"observed\":");
    word(out, managed.map_or(Ok(""), |row| row.enrollment.word()));
    raw(out, ",\"expected\":");
    string(out, expected_enrollment(device));
    raw(out, "},\"managementState\":{\"observed\":");
    word(out, managed.map_or(Ok(""), |row| row.management.word()));
    raw(out, ",\"expected\":\"managed\"}}");
}

/// The enrollment type that the device's profile leads to.
pub fn expected_enrollment(device: &Device<'_>) -> &'static str {
    let profile = device
        .imported()
        .and_then(|row| device.fleet.tenant.profile(row.profile));
    let userless = profile
        .is_some_and(|number| device.fleet.snapshot.profiles[number].with_user == Some(false));
    if userless {
        "appleBulkWithoutUser"
    } else {
        "appleBulkWithUser"
    }
}
