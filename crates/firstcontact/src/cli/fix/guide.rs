//! `fix guide`: the guide of a device as a file, for whoever prints it or sends it on.

use super::{Bench, Failed};
use crate::app::mend::guided::Known;
use crate::app::mend::{Mending, NotDone};
use crate::cli::store::canonical;
use crate::cli::written::{Paper, PaperFormat};
use crate::cli::{NOTHING, Stop};
use crate::guide::Guide;
use clap::Args;
use remedy::facts::Facts;
use std::path::PathBuf;

/// Digits of a case's number at most: no serial number is as short.
const CASE_DIGITS: usize = 7;

/// What `fix guide` takes.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A serial number, or the number of a case
    #[arg(value_name = "SERIAL|CASE")]
    device: String,
    /// As which file; by the ending of its name if it is not said
    #[arg(long, value_enum)]
    format: Option<PaperFormat>,
    /// Where to; standard output if it is not said
    #[arg(long, short, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Bench<'_> {
    pub(super) fn guide(&self, mending: &Mending<'_>, asked: &Arguments) -> Result<u8, Failed> {
        let language = self.desk.language;
        let (serial, read) = named(mending, &asked.device)?;
        let remedy = self.desk.config.tenant.get(&self.name);
        let remedy = remedy.and_then(|tenant| tenant.remedy.as_ref());
        let known = Known {
            company: remedy
                .and_then(|it| it.company.as_deref())
                .unwrap_or_default(),
            contact: remedy
                .and_then(|it| it.contact.as_deref())
                .unwrap_or_default(),
        };
        let facts = mending.guided(&serial, read.as_ref(), known, language);
        let facts = facts
            .map_err(Stop::because)?
            .ok_or_else(|| Stop(language.with("fix-no-guide", &[("serial", serial.as_str())])))?;
        let paper = Paper {
            format: asked.format,
            out: asked.out.as_deref(),
        };
        paper.write(&Guide::new(facts, language).document())?;
        Ok(NOTHING)
    }
}

/// The device that was meant, and what was read when its case was looked at last.
fn named(mending: &Mending<'_>, text: &str) -> Result<(String, Option<Facts>), Failed> {
    let digits = text.trim().trim_start_matches('#');
    let is_case = digits.len() <= CASE_DIGITS && digits.bytes().all(|it| it.is_ascii_digit());
    let open = if let Some(number) = digits.parse().ok().filter(|_| is_case) {
        mending.case(number)
    } else {
        let serial = canonical(text)?;
        match mending.case_of(&serial) {
            // A guide is no deed: it needs no case.
            Err(NotDone::NoCase(_)) => return Ok((serial, None)),
            open => open,
        }
    }?;
    let story = mending.story(&open)?;
    Ok((open.case.serial.clone(), story.facts))
}
