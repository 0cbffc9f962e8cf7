//! One reading from beginning to end: pages by all threads, then the files of people and portals,
//! then what the whole says about its parts.

use super::ReadOptions;
use super::file_name::{FileName, Holds, PageName};
use super::header::{self, Header};
use super::ledger::{Ledger, PageFate};
use super::limits::Limits;
use super::pages::{read_lines, read_page};
use super::shelf::{Buffers, Shelf, Taken};
use super::text;
use super::unpack::ReadFault;
use super::unreadable::Unreadable;
use crate::exports::read_export;
use crate::gathering::Gathering;
use crate::graph::same_profile;
use crate::json::room::Room;
use crate::json::{Desk, PageState};
use crate::register::{RegisterColumns, RegisterError, read_register};
use crate::told::{Told, told};
use enrollment::moment::Moment;
use enrollment::snapshot::{Gap, GapReason, Snapshot, Source};
use std::borrow::Cow;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// [`super::read`] with other limits than the usual ones, or with a header that is not there yet.
pub(super) fn read_within(
    path: &Path,
    given: Option<&[u8]>,
    options: &ReadOptions<'_>,
    limits: &Limits,
) -> Result<Snapshot, Unreadable> {
    let shelf = match given {
        None => Shelf::open(path, limits)?,
        Some(_) => Shelf::unfinished(path, limits)?,
    };
    let (files, bytes) = shelf.size();
    options.progress.found(files, bytes);
    let reading = Reading {
        path,
        options,
        limits,
        shelf,
        gathering: Gathering::new(options.seed),
        ledger: Ledger::default(),
        header: Mutex::new(given.map(|bytes| header::read(&text::of(bytes).0, path))),
        columns: Mutex::default(),
        stop: AtomicBool::new(false),
        bytes_left: AtomicU64::new(limits.total_bytes),
        room: Room::new(limits.rows, limits.text_bytes),
    };
    rayon::broadcast(|_| reading.work());
    let header = reading.take_header()?;
    let broken = reading.tell_remains();
    let closed = reading.ledger.close(header.gaps, broken);
    closed.tell_states(&reading.gathering);
    rayon::broadcast(|_| reading.late_work(header.taken_at));
    let mut snapshot = reading.gathering.finish(header.taken_at, header.tenant);
    closed.tell_silence(&mut snapshot);
    closed.tell_missing_lists(&mut snapshot);
    snapshot.profiles = same_profile::keep_richest(&snapshot.profiles);
    snapshot.gaps.sort();
    Ok(snapshot)
}

struct Reading<'r> {
    path: &'r Path,
    options: &'r ReadOptions<'r>,
    limits: &'r Limits,
    shelf: Shelf,
    gathering: Gathering,
    ledger: Ledger,
    header: Mutex<Option<Result<Header, Unreadable>>>,
    /// What was said about the register's columns; an error if it cannot be read.
    columns: Mutex<Option<Result<RegisterColumns, ()>>>,
    /// The header is wrong: the rest need not be read.
    stop: AtomicBool,
    bytes_left: AtomicU64,
    room: Room,
}

impl Reading<'_> {
    /// One thread's work: file after file until none is left.
    fn work(&self) {
        let mut desk = Desk::new(&self.gathering, &self.room, self.limits.rows_per_page);
        let mut buffers = Buffers::default();
        while !self.stop.load(Ordering::Relaxed) {
            let Some(taken) = self.shelf.take(&mut buffers, self.limits, &self.bytes_left) else {
                return;
            };
            self.file(&taken, &buffers.plain, &mut desk);
            self.options.progress.file_done(taken.bytes_on_disk);
        }
    }

    fn file(&self, taken: &Taken, bytes: &[u8], desk: &mut Desk<'_>) {
        match &taken.name.holds {
            Holds::Header => self.header(taken, bytes),
            Holds::Page(page) => {
                let fate = self.page(page, taken, bytes, desk);
                self.ledger.note(page, fate);
            }
            Holds::Lines(source) => {
                let fate = self.lines(*source, taken, bytes, desk);
                self.ledger.note_file(*source, fate);
            }
            // These come later; see `late_work`.
            Holds::Export | Holds::Register => {}
            Holds::RegisterColumns => self.register_columns(taken, bytes),
        }
    }

    fn header(&self, taken: &Taken, bytes: &[u8]) {
        let read = match &taken.fault {
            Some(ReadFault::BreaksOff(why) | ReadFault::TooLarge(why)) => {
                Err(Unreadable::HeaderNotJson {
                    path: self.path.to_owned(),
                    why: why.to_string(),
                })
            }
            None => header::read(&text::of(bytes).0, self.path),
        };
        if read.is_err() {
            self.stop.store(true, Ordering::Relaxed);
        }
        let mut slot = self.header.lock().unwrap_or_else(PoisonError::into_inner);
        *slot = Some(read);
    }

    fn page(&self, page: &PageName, taken: &Taken, bytes: &[u8], desk: &mut Desk<'_>) -> PageFate {
        let source = page.source;
        self.tell_fault(source, taken);
        if matches!(taken.fault, Some(ReadFault::TooLarge(_))) {
            return PageFate::Lost;
        }
        let (text, sound) = self.text(source, taken, bytes);
        let report = read_page(source, &page.part, &text, desk);
        desk.book_faults(source.name(), &taken.name.relative);
        let whole = report.state == PageState::Whole;
        let mut row = None;
        let gap = match report.state {
            PageState::Whole => None,
            // What breaks off was told already, with its reason.
            PageState::Torn(_) if taken.fault.is_some() => None,
            PageState::Torn(tear) => {
                row = tear.row;
                Some((GapReason::Torn, tear.why))
            }
            PageState::Foreign => Some((GapReason::Torn, told("gap-foreign-page"))),
            PageState::Refused(refusal) => {
                let code = match refusal.code.as_str() {
                    "" => "refused",
                    code => code,
                };
                Some((
                    GapReason::Collector(code.to_owned()),
                    refusal.message.into(),
                ))
            }
            PageState::TooManyRows => Some((GapReason::TooLarge, self.too_many())),
        };
        if let Some((reason, detail)) = gap {
            let whole = file_gap(source.name(), &taken.name.relative, reason, detail);
            self.gathering.gap(Gap { row, ..whole });
        }
        match report.rows {
            _ if whole && sound && taken.fault.is_none() => PageFate::Whole { more: report.more },
            0 => PageFate::Lost,
            _ => PageFate::InPart,
        }
    }

    fn lines(&self, source: Source, taken: &Taken, bytes: &[u8], desk: &mut Desk<'_>) -> PageFate {
        self.tell_fault(source, taken);
        let (text, sound) = self.text(source, taken, bytes);
        let report = read_lines(source, &text, self.limits.line_bytes, desk);
        desk.book_faults(source.name(), &taken.name.relative);
        for line in &report.too_long {
            let most = self.limits.line_bytes;
            self.gathering.gap(Gap {
                row: Some(*line),
                ..file_gap(
                    source.name(),
                    &taken.name.relative,
                    GapReason::TooLarge,
                    told("gap-long-line").with("most", most.to_string()),
                )
            });
        }
        if report.torn && taken.fault.is_none() {
            let why = told("gap-last-line");
            self.tell(source, &taken.name, GapReason::Torn, why);
        }
        if report.too_many {
            self.tell(source, &taken.name, GapReason::TooLarge, self.too_many());
        }
        let whole = !report.torn && !report.too_many && report.too_long.is_empty();
        if whole && sound && taken.fault.is_none() {
            PageFate::Whole { more: false }
        } else {
            PageFate::InPart
        }
    }

    fn too_many(&self) -> Told {
        told("gap-too-many-rows")
            .with("page", self.limits.rows_per_page.to_string())
            .with("rows", self.limits.rows.to_string())
            .with("bytes", self.limits.text_bytes.to_string())
    }

    fn text<'b>(&self, source: Source, taken: &Taken, bytes: &'b [u8]) -> (Cow<'b, str>, bool) {
        let (text, wrong) = text::of(bytes);
        if let Some(place) = wrong {
            let why = told("gap-no-utf8").with("place", place.to_string());
            self.tell(source, &taken.name, GapReason::Encoding, why);
        }
        (text, wrong.is_none())
    }

    fn tell_fault(&self, source: Source, taken: &Taken) {
        if let Some(fault) = &taken.fault {
            let (reason, why) = reason_of(fault);
            self.tell(source, &taken.name, reason, why);
        }
    }

    fn tell(&self, source: Source, name: &FileName, reason: GapReason, detail: Told) {
        self.gathering
            .gap(file_gap(source.name(), &name.relative, reason, detail));
    }

    /// Files of people and portals fill in for sources that did not come, and so are read after
    /// all that did.
    fn late_work(&self, taken_at: Moment) {
        let mut buffers = Buffers::default();
        while let Some(taken) = self
            .shelf
            .take_late(&mut buffers, self.limits, &self.bytes_left)
        {
            let source = match taken.name.holds {
                Holds::Register => Source::Register,
                _ => Source::Exports,
            };
            self.tell_fault(source, &taken);
            if !matches!(taken.fault, Some(ReadFault::TooLarge(_))) {
                self.table(source, &taken.name, &buffers.plain, taken_at);
            }
            self.options.progress.file_done(taken.bytes_on_disk);
        }
    }

    fn register_columns(&self, taken: &Taken, bytes: &[u8]) {
        self.tell_fault(Source::Register, taken);
        let columns = RegisterColumns::from_json(bytes).map_err(|why| Told::from(why.to_string()));
        if let Err(why) = &columns {
            self.tell(Source::Register, &taken.name, GapReason::Torn, why.clone());
        }
        let mut slot = self.columns.lock().unwrap_or_else(PoisonError::into_inner);
        *slot = Some(columns.map_err(drop));
    }

    /// The one place where tables go to their readers.
    fn table(&self, source: Source, name: &FileName, bytes: &[u8], taken_at: Moment) {
        if source == Source::Exports {
            read_export(name.plain(), bytes, taken_at, &self.gathering);
            return;
        }
        let said = self.columns.lock().unwrap_or_else(PoisonError::into_inner);
        let columns = match &*said {
            None => None,
            Some(Ok(columns)) => Some(columns),
            // Somebody said which column is which, and nobody can read it any more: a guess could
            // be the very one that was overruled.
            Some(Err(())) => return,
        };
        let read = read_register(name.plain(), bytes, columns, taken_at, &self.gathering);
        if let Err(why) = read {
            let reason = match &why {
                RegisterError::Unreadable { .. } | RegisterError::Disk { .. } => GapReason::Torn,
                _ => GapReason::Unknown,
            };
            self.tell(source, name, reason, why.told());
        }
    }

    fn take_header(&self) -> Result<Header, Unreadable> {
        let mut slot = self.header.lock().unwrap_or_else(PoisonError::into_inner);
        let header = slot.take().unwrap_or_else(|| {
            Err(Unreadable::NoHeader {
                path: self.path.to_owned(),
            })
        })?;
        if let Some(why) = &header.fault {
            self.gathering.gap(Gap {
                field: Some("gaps".to_owned()),
                ..file_gap(
                    "snapshot",
                    header::FILE,
                    GapReason::Unknown,
                    told("gap-header-gaps").with("why", why),
                )
            });
        }
        Ok(header)
    }

    /// Names what the shelf left out; says why it ended early, if it did.
    fn tell_remains(&self) -> Option<Told> {
        let remains = self.shelf.end(self.limits);
        for left_out in remains.left_out {
            let why = told(left_out.why);
            self.gathering.gap(file_gap(
                "snapshot",
                &left_out.file,
                GapReason::Unknown,
                why,
            ));
        }
        let (reason, why) = reason_of(&remains.broken?);
        self.gathering.gap(Gap {
            file: None,
            ..file_gap("snapshot", "", reason, why.clone())
        });
        Some(why)
    }
}

fn reason_of(fault: &ReadFault) -> (GapReason, Told) {
    match fault {
        ReadFault::BreaksOff(why) => (GapReason::Torn, why.clone()),
        ReadFault::TooLarge(why) => (GapReason::TooLarge, why.clone()),
    }
}

fn file_gap(source: &str, file: &str, reason: GapReason, detail: Told) -> Gap {
    Gap {
        source: source.to_owned(),
        reason,
        file: Some(file.to_owned()),
        row: None,
        field: None,
        detail,
        count: 1,
    }
}
