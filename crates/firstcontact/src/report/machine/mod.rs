//! Formats that other machines read: a SIEM, a code host, a build server. English, and never
//! localised; the same snapshot gives the same bytes.
//!
//! All three tell the same: each device that needs somebody or of which nobody can tell, and each
//! fault of the tenant. A device that is healthy or waits is in them only where a format counts
//! what is well, or where its cause was asked for by name.

pub mod junit;
pub mod ocsf;
pub mod sarif;

use super::fleet::TenantFinding;
use super::only::{Only, UNEXPLAINED, code_of};
use super::wording::title;
use crate::app::examine::Examined;
use crate::i18n::Language;
use enrollment::cause::Code;
use enrollment::diagnosis::{Standing, Verdict};
use rules::catalogue;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Severity {
    /// Nothing to do.
    Informational,
    /// Somebody has to be asked.
    Low,
    /// A device needs somebody.
    Medium,
    /// A device needs somebody, and its data is at risk; or a fault of the tenant.
    High,
}

impl Severity {
    fn of(verdict: &Verdict) -> Self {
        match verdict.standing {
            Standing::Healthy | Standing::Waiting => Self::Informational,
            Standing::CannotTell => Self::Low,
            Standing::NeedsYou if verdict.data_at_risk => Self::High,
            Standing::NeedsYou => Self::Medium,
        }
    }
}

/// The code under which a device is told of; none where there is nothing to tell.
fn told(verdict: &Verdict, only: &Only) -> Option<Code> {
    let code = code_of(verdict).filter(|code| only.keeps(*code))?;
    let urgent = matches!(verdict.standing, Standing::NeedsYou | Standing::CannotTell);
    (urgent || !only.is_everything()).then_some(code)
}

/// What a cause is called, in English.
fn name(code: Code) -> String {
    title(Language::En, code)
}

/// What a fault is called, with where it is.
fn fault(finding: &TenantFinding) -> String {
    let name = name(finding.code);
    match finding.name.as_str() {
        "" => name,
        of => format!("{name}: {of}"),
    }
}

/// Every cause and the one of devices that nothing explains: code, public name, title.
fn codes() -> impl Iterator<Item = (Code, &'static str, String)> {
    let known = catalogue::all()
        .iter()
        .map(|rule| (rule.cause.code, rule.cause.name, name(rule.cause.code)));
    known.chain(std::iter::once((
        UNEXPLAINED,
        "unexplained",
        name(UNEXPLAINED),
    )))
}

/// A device's serial number.
fn serial<'d, T>(examined: &Examined<'d, '_, T>) -> &'d str {
    examined.device.serial_text()
}

#[cfg(test)]
mod tests;
