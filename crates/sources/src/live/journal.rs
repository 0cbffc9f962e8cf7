//! What was stored already, so that an interrupted run goes on after the last whole page. A line a
//! page; a line that breaks off does not count, and its page is read again.

use super::carried::Earlier;
use super::collections::{moment, page_file};
use super::failure::CollectError;
use crate::import::SNAPSHOT_FILE;
use enrollment::moment::{DAY, Moment};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

const FILE: &str = ".collect-journal.ndjson";

/// The journal of a run in its directory.
pub(super) struct Journal {
    out: PathBuf,
    /// When the run began, however often it was interrupted.
    pub(super) started: Moment,
    /// The earlier snapshot whose events are carried over, and from when on new ones are asked for.
    pub(super) earlier: Option<Earlier>,
    state: Mutex<State>,
}

struct State {
    file: File,
    progress: BTreeMap<String, Progress>,
}

/// How far a collection was read.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub(super) struct Progress {
    /// Whole pages.
    pub(super) pages: u32,
    /// Where the next one is.
    pub(super) next: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Opening {
    collect: u32,
    /// Whose tenant, asked as whom.
    identity: String,
    started: String,
    earlier: Option<String>,
    events_from: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Line {
    of: String,
    /// 0: from the beginning again.
    page: u32,
    next: Option<String>,
}

/// What was found at the place to write to.
pub(super) enum Begun {
    Run(Journal),
    /// An earlier run ended, and was interrupted before it could take its journal away.
    Ended,
}

impl Journal {
    /// Begins in an empty or new directory, or goes on.
    /// `earlier` is asked for at the beginning only.
    pub(super) fn begin(
        out: &Path,
        identity: &str,
        now: Moment,
        earlier: impl FnOnce() -> Result<Option<Earlier>, CollectError>,
    ) -> Result<Begun, CollectError> {
        let path = out.join(FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(why) if why.kind() == ErrorKind::NotFound => String::new(),
            Err(why) => return Err(disk(&path, why)),
        };
        let place = |why| Err(CollectError::Place(out.to_owned(), why));
        let Some((opening, lines)) = text.split_once('\n') else {
            if !is_empty(out)? {
                return place("place-not-empty");
            }
            return Self::fresh(out, identity, now, earlier()?).map(Begun::Run);
        };
        let opening: Option<Opening> = serde_json::from_str(opening).ok();
        let started = opening.as_ref().and_then(|it| moment(&it.started));
        let (Some(opening), Some(started)) = (opening, started) else {
            return place("place-journal");
        };
        if opening.identity != identity {
            return place("place-other-tenant");
        }
        if out.join(SNAPSHOT_FILE).exists() {
            fs::remove_file(&path).map_err(|why| disk(&path, why))?;
            return Ok(Begun::Ended);
        }
        if now.since(started) > DAY {
            return place("place-too-old");
        }
        let progress = progress(lines);
        sweep(out, &progress)?;
        let from = opening.events_from.as_deref().and_then(moment);
        let earlier = opening.earlier.zip(from).map(|(folder, from)| Earlier {
            folder: folder.into(),
            from,
        });
        let mut file = OpenOptions::new()
            .append(true)
            .open(&path)
            .map_err(|why| disk(&path, why))?;
        if !text.ends_with('\n') {
            file.write_all(b"\n").map_err(|why| disk(&path, why))?;
        }
        Ok(Begun::Run(Self {
            out: out.to_owned(),
            started,
            earlier,
            state: Mutex::new(State { file, progress }),
        }))
    }

    fn fresh(
        out: &Path,
        identity: &str,
        now: Moment,
        earlier: Option<Earlier>,
    ) -> Result<Self, CollectError> {
        fs::create_dir_all(out).map_err(|why| disk(out, why))?;
        let path = out.join(FILE);
        let mut file = File::create(&path).map_err(|why| disk(&path, why))?;
        let opening = Opening {
            collect: 1,
            identity: identity.to_owned(),
            started: now.to_string(),
            earlier: earlier.as_ref().map(|it| it.folder.display().to_string()),
            events_from: earlier.as_ref().map(|it| it.from.to_string()),
        };
        write_line(&mut file, &opening).map_err(|why| disk(&path, why))?;
        Ok(Self {
            out: out.to_owned(),
            started: now,
            earlier,
            state: Mutex::new(State {
                file,
                progress: BTreeMap::new(),
            }),
        })
    }

    /// How far a collection was read.
    pub(super) fn progress(&self, stem: &str) -> Progress {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.progress.get(stem).cloned().unwrap_or_default()
    }

    /// Stores a page under its name once it is whole, and then says so.
    pub(super) fn store(
        &self,
        stem: &str,
        number: u32,
        body: &[u8],
        next: Option<String>,
    ) -> Result<(), CollectError> {
        self.place(&page_file(stem, number), body)?;
        self.note(
            stem,
            Progress {
                pages: number,
                next,
            },
        )
    }

    /// Takes the pages of a collection away: it is read from the beginning.
    pub(super) fn restart(&self, stem: &str) -> Result<(), CollectError> {
        let pages = self.progress(stem).pages;
        self.note(stem, Progress::default())?;
        for number in 1..=pages {
            let path = self.out.join(page_file(stem, number));
            match fs::remove_file(&path) {
                Err(why) if why.kind() != ErrorKind::NotFound => return Err(disk(&path, why)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Notes how far something came.
    pub(super) fn note(&self, stem: &str, progress: Progress) -> Result<(), CollectError> {
        let line = Line {
            of: stem.to_owned(),
            page: progress.pages,
            next: progress.next.clone(),
        };
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        write_line(&mut state.file, &line).map_err(|why| disk(&self.out.join(FILE), why))?;
        state.progress.insert(stem.to_owned(), progress);
        Ok(())
    }

    /// A stored page.
    pub(super) fn page(&self, stem: &str, number: u32) -> Result<Vec<u8>, CollectError> {
        let path = self.out.join(page_file(stem, number));
        fs::read(&path).map_err(|why| disk(&path, why))
    }

    /// The stored pages of a short list.
    pub(super) fn pages(&self, stem: &str) -> Result<Vec<Vec<u8>>, CollectError> {
        let numbers = 1..=self.progress(stem).pages;
        numbers.map(|number| self.page(stem, number)).collect()
    }

    /// Stores a file that is no page, in the end.
    pub(super) fn file(&self, name: &str, body: &[u8]) -> Result<(), CollectError> {
        self.place(name, body)
    }

    /// Where the snapshot grows.
    pub(super) fn out(&self) -> &Path {
        &self.out
    }

    /// Writes what makes the directory a snapshot, then takes the journal away.
    pub(super) fn end(self, header: &[u8]) -> Result<(), CollectError> {
        self.place(SNAPSHOT_FILE, header)?;
        let path = self.out.join(FILE);
        fs::remove_file(&path).map_err(|why| disk(&path, why))
    }

    /// Takes the journal away, and with it the directory, if nothing was stored.
    pub(super) fn give_up(self) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.progress.values().all(|it| it.pages == 0) {
            // Whatever stays is empty; the error that ends the run is the one to tell.
            let _ = fs::remove_file(self.out.join(FILE));
            for folder in ["microsoft", "apple", ""] {
                let _ = fs::remove_dir(self.out.join(folder));
            }
        }
    }

    /// Writes beside the place and moves it there.
    fn place(&self, name: &str, body: &[u8]) -> Result<(), CollectError> {
        let path = self.out.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|why| disk(folder, why))?;
        }
        let beside = self.out.join(format!("{name}.part"));
        let written = fs::write(&beside, body).and_then(|()| fs::rename(&beside, &path));
        written.map_err(|why| disk(&path, why))
    }
}

fn progress(lines: &str) -> BTreeMap<String, Progress> {
    let mut all = BTreeMap::new();
    for line in lines.lines() {
        if let Ok(line) = serde_json::from_str::<Line>(line) {
            let progress = Progress {
                pages: line.page,
                next: line.next,
            };
            all.insert(line.of, progress);
        }
    }
    all
}

/// Takes away what an interruption left: halves, pages of a collection that was begun anew, and
/// what is written last of all.
fn sweep(out: &Path, progress: &BTreeMap<String, Progress>) -> Result<(), CollectError> {
    let known: BTreeSet<String> = progress
        .iter()
        .flat_map(|(stem, progress)| (1..=progress.pages).map(|number| page_file(stem, number)))
        .collect();
    for folder in ["", "microsoft", "apple"] {
        let place = out.join(folder);
        let entries = match fs::read_dir(&place) {
            Ok(entries) => entries,
            Err(why) if why.kind() == ErrorKind::NotFound => continue,
            Err(why) => return Err(disk(&place, why)),
        };
        for entry in entries {
            let path = entry.map_err(|why| disk(&place, why))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let of_vendor = !folder.is_empty();
            let stays = known.contains(&format!("{folder}/{name}"));
            if (of_vendor && !stays) || name.ends_with(".part") {
                fs::remove_file(&path).map_err(|why| disk(&path, why))?;
            }
        }
    }
    Ok(())
}

fn write_line(file: &mut File, line: &impl Serialize) -> std::io::Result<()> {
    let mut text = serde_json::to_vec(line)?;
    text.push(b'\n');
    file.write_all(&text)
}

/// Whether nothing is there but, perhaps, a journal whose first line was never finished.
fn is_empty(out: &Path) -> Result<bool, CollectError> {
    match fs::read_dir(out) {
        Ok(entries) => {
            let mut names = entries.map(|entry| entry.map(|it| it.file_name()));
            Ok(names.all(|name| name.is_ok_and(|it| it == FILE)))
        }
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(true),
        Err(why) => Err(disk(out, why)),
    }
}

fn disk(path: &Path, why: std::io::Error) -> CollectError {
    CollectError::Disk {
        path: path.to_owned(),
        why,
    }
}
