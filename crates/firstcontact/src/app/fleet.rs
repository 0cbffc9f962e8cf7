//! Examines a whole fleet on all cores, in the order of serial numbers.

use super::examine::{Examined, Examiner, Lately};
use super::findings::{self, Finding};
use enrollment::cause::Code;
use enrollment::correlate::Fleet;
use enrollment::diagnosis::Standing;
use rayon::prelude::*;
use rules::catalogue;
use std::collections::BTreeMap;
use std::sync::mpsc::sync_channel;

/// Devices that one thread examines in one go.
const CHUNK: usize = 256;
/// Chunks that may wait for the writer, so that memory stays bounded.
const WAITING_CHUNKS: usize = 16;

/// What a fleet comes to.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// All devices.
    pub devices: usize,
    /// Enrolled, or none of our business.
    pub healthy: usize,
    /// Nothing to do but wait.
    pub waiting: usize,
    /// Somebody must do something.
    pub needs_you: usize,
    /// One question first.
    pub cannot_tell: usize,
    /// Devices by cause, most frequent first.
    pub causes: Vec<(Code, usize)>,
    /// Tenant-wide faults.
    pub findings: Vec<Finding>,
}

impl Summary {
    /// Whether anything is to be mended or asked.
    pub fn has_findings(&self) -> bool {
        self.needs_you > 0 || self.cannot_tell > 0 || !self.findings.is_empty()
    }
}

/// Examines every device and turns each chunk of devices into bytes, which `write` gets in order.
///
/// # Errors
/// The first error of `write`; the examination stops then.
pub fn stream<T: Send + Sync, E: Send>(
    fleet: &Fleet<'_>,
    examiner: &Examiner<'_, T>,
    render: impl Fn(&Examined<'_, '_, T>, &mut Vec<u8>) + Sync,
    mut write: impl FnMut(&[u8]) -> Result<(), E> + Send,
) -> Result<Summary, E> {
    stream_into(fleet, examiner, render, |bytes: Vec<u8>| write(&bytes))
}

/// The same, with whatever the caller makes of a chunk of devices.
///
/// # Errors
/// The first error of `write`; the examination stops then.
pub fn stream_into<T: Send + Sync, M: Default + Send, E: Send>(
    fleet: &Fleet<'_>,
    examiner: &Examiner<'_, T>,
    render: impl Fn(&Examined<'_, '_, T>, &mut M) + Sync,
    mut write: impl FnMut(M) -> Result<(), E> + Send,
) -> Result<Summary, E> {
    let chunks = fleet.len().div_ceil(CHUNK);
    std::thread::scope(|scope| {
        let (sender, receiver) = sync_channel::<(M, Part)>(WAITING_CHUNKS);
        let writer = scope.spawn(move || {
            let mut total = Part::default();
            // A failed write drops the receiver, and the senders notice.
            for (made, part) in receiver {
                write(made)?;
                total.add(part);
            }
            Ok(total)
        });
        // Batches keep the order without holding more than a few chunks.
        let batch = rayon::current_num_threads().max(1) * 4;
        for start in (0..chunks).step_by(batch) {
            let parts: Vec<(M, Part)> = (start..(start + batch).min(chunks))
                .into_par_iter()
                .map(|chunk| examine_chunk(fleet, examiner, &render, chunk))
                .collect();
            if parts.into_iter().any(|part| sender.send(part).is_err()) {
                break;
            }
        }
        drop(sender);
        let total = match writer.join() {
            Ok(total) => total?,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        Ok(total.summary(fleet))
    })
}

/// Examines every device without writing anything.
pub fn summarise<T: Send + Sync>(fleet: &Fleet<'_>, examiner: &Examiner<'_, T>) -> Summary {
    let nothing = |_: &Examined<'_, '_, T>, _: &mut Vec<u8>| {};
    match stream(fleet, examiner, nothing, |_| {
        Ok::<(), std::convert::Infallible>(())
    }) {
        Ok(summary) => summary,
        Err(never) => match never {},
    }
}

#[derive(Default)]
struct Part {
    standings: [usize; 4],
    causes: BTreeMap<Code, usize>,
    blamed: BTreeMap<(Code, String), Finding>,
}

fn examine_chunk<T, M: Default>(
    fleet: &Fleet<'_>,
    examiner: &Examiner<'_, T>,
    render: &impl Fn(&Examined<'_, '_, T>, &mut M),
    chunk: usize,
) -> (M, Part) {
    let (mut made, mut part, mut lately) = (M::default(), Part::default(), Lately::default());
    let numbers = chunk * CHUNK..((chunk + 1) * CHUNK).min(fleet.len());
    std::hint::black_box(fleet.touch(numbers.clone()));
    for number in numbers {
        let device = fleet.device(number);
        let examined = examiner.examine_after(&device, &mut lately);
        let verdict = &examined.judged.verdict;
        part.standings[verdict.standing as usize] += 1;
        if let Some(cause) = verdict.cause {
            *part
                .causes
                .entry(catalogue::all()[cause].cause.code)
                .or_default() += 1;
        }
        findings::blame(&mut part.blamed, &examined);
        render(&examined, &mut made);
    }
    (made, part)
}

impl Part {
    fn add(&mut self, other: Self) {
        for (sum, count) in self.standings.iter_mut().zip(other.standings) {
            *sum += count;
        }
        for (code, count) in other.causes {
            *self.causes.entry(code).or_default() += count;
        }
        for (key, finding) in other.blamed {
            match self.blamed.get_mut(&key) {
                Some(known) => known.blamed.extend(finding.blamed),
                None => {
                    self.blamed.insert(key, finding);
                }
            }
        }
    }

    fn summary(self, fleet: &Fleet<'_>) -> Summary {
        let mut findings = findings::of_tenant(fleet);
        for (key, shown) in self.blamed {
            match findings.get_mut(&key) {
                Some(finding) => finding.blamed = shown.blamed,
                None => {
                    findings.insert(key, shown);
                }
            }
        }
        let mut causes: Vec<_> = self.causes.into_iter().collect();
        causes.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut findings: Vec<_> = findings.into_values().collect();
        findings.sort_by(|a, b| {
            b.blamed
                .len()
                .cmp(&a.blamed.len())
                .then(a.code.cmp(&b.code))
                .then(a.scope.cmp(&b.scope))
        });
        let count = |standing: Standing| self.standings[standing as usize];
        Summary {
            devices: fleet.len(),
            healthy: count(Standing::Healthy),
            waiting: count(Standing::Waiting),
            needs_you: count(Standing::NeedsYou),
            cannot_tell: count(Standing::CannotTell),
            causes,
            findings,
        }
    }
}
