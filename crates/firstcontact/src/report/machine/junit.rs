//! `--format junit`: JUnit's XML, as build servers read it. A test is a device, or a fault of the
//! tenant that was found. Needing somebody is a failure; that nobody can tell is an error: the test
//! could not be carried out. A fault that was not found is no test that passed: perhaps nobody
//! looked.

use super::{fault, name};
use crate::app::examine::{Examined, Examiner};
use crate::app::fleet::{Summary, stream, summarise};
use crate::i18n::Language;
use crate::report::fleet::TenantFinding;
use crate::report::only::{Only, code_of};
use enrollment::correlate::Fleet;
use enrollment::diagnosis::{Standing, Weights};
use press::escape::Html as Xml;
use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// Writes the suites.
///
/// # Errors
/// Whatever `out` fails with; the examination stops then.
pub fn write(
    fleet: &Fleet<'_>,
    weights: &Weights,
    only: &Only,
    out: &mut (impl Write + Send),
) -> io::Result<Summary> {
    let examiner = Examiner::new(weights);
    // The head counts what follows, so that the fleet is looked at before it is written.
    let counts = Counts::of(fleet, &examiner, only);
    let faults = TenantFinding::all(&summarise(fleet, &examiner), only);
    let at = fleet.snapshot.taken_at.to_string();
    let at = at.trim_end_matches('Z');
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<testsuites name=\"firstcontact\">")?;
    writeln!(
        out,
        "<testsuite name=\"devices\" timestamp=\"{at}\" time=\"0\" tests=\"{}\" failures=\"{}\" \
         errors=\"{}\" skipped=\"0\">",
        counts.tests.load(Relaxed),
        counts.failures.load(Relaxed),
        counts.errors.load(Relaxed),
    )?;
    let summary = stream(
        fleet,
        &examiner,
        |examined, out| {
            if keeps(examined, only) {
                device(examined, out);
            }
        },
        |chunk| out.write_all(chunk),
    )?;
    writeln!(out, "</testsuite>")?;
    tenant(&faults, at, out)?;
    writeln!(out, "</testsuites>")?;
    Ok(summary)
}

#[derive(Default)]
struct Counts {
    tests: AtomicUsize,
    failures: AtomicUsize,
    errors: AtomicUsize,
}

impl Counts {
    fn of(fleet: &Fleet<'_>, examiner: &Examiner<'_, ()>, only: &Only) -> Self {
        let counts = Self::default();
        let count = |examined: &Examined<'_, '_, ()>, _: &mut Vec<u8>| {
            if !keeps(examined, only) {
                return;
            }
            counts.tests.fetch_add(1, Relaxed);
            match examined.judged.verdict.standing {
                Standing::NeedsYou => counts.failures.fetch_add(1, Relaxed),
                Standing::CannotTell => counts.errors.fetch_add(1, Relaxed),
                Standing::Healthy | Standing::Waiting => 0,
            };
        };
        let written = stream(fleet, examiner, count, |_| {
            Ok::<(), std::convert::Infallible>(())
        });
        match written {
            Ok(_) => counts,
            Err(never) => match never {},
        }
    }
}

/// Who asks for one cause wants its devices alone; else each device is a test.
fn keeps<T>(examined: &Examined<'_, '_, T>, only: &Only) -> bool {
    only.keeps_verdict(&examined.judged.verdict)
}

fn device<T>(examined: &Examined<'_, '_, T>, out: &mut Vec<u8>) {
    let verdict = &examined.judged.verdict;
    let serial = Xml(examined.device.serial_text());
    let case = format!("<testcase classname=\"device\" name=\"{serial}\" time=\"0\"");
    let element = match verdict.standing {
        Standing::Healthy | Standing::Waiting => {
            out.extend_from_slice(format!("{case}/>\n").as_bytes());
            return;
        }
        Standing::NeedsYou => "failure",
        Standing::CannotTell => "error",
    };
    let code = code_of(verdict);
    let title = code.map_or_else(String::new, name);
    let kind = code.map_or_else(String::new, |code| code.to_string());
    let action = Language::En.text(&format!("action-{}", verdict.action));
    let text = format!(
        "{case}><{element} type=\"{}\" message=\"{}\">{}</{element}></testcase>\n",
        Xml(&kind),
        Xml(&title),
        Xml(&action)
    );
    out.extend_from_slice(text.as_bytes());
}

/// Each fault of the tenant is a failure.
fn tenant(faults: &[TenantFinding], at: &str, out: &mut impl Write) -> io::Result<()> {
    let count = faults.len();
    writeln!(
        out,
        "<testsuite name=\"tenant\" timestamp=\"{at}\" time=\"0\" tests=\"{count}\" \
         failures=\"{count}\" errors=\"0\" skipped=\"0\">",
    )?;
    for finding in faults {
        let code = finding.code;
        writeln!(
            out,
            "<testcase classname=\"tenant\" name=\"{code} {}\" time=\"0\"><failure \
             type=\"{code}\" message=\"{}\">devices: {}</failure></testcase>",
            Xml(&finding.scope),
            Xml(&fault(finding)),
            finding.devices
        )?;
    }
    writeln!(out, "</testsuite>")
}
