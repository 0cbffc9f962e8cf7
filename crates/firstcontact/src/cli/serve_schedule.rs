//! Reports that are delivered without being asked for: after a look, when the last ones are old
//! enough, into a folder for each tenant and day. Whoever gets messages is told, and who gets
//! reports by mail is written to. That both was done is remembered, so that a restart does it
//! neither twice nor, after a crash in between, never.

use super::{Desk, Stop, serve_letters, serve_reports};
use crate::i18n::Language;
use crate::store::{Kept, Shelf, Store, StoreError, keep, kept};
use crate::web::alerts::{self, Letters, Place, Reader, Reports, Rules};
use crate::web::papers::{PaperKind, Print, Printed};
use enrollment::moment::{DAY, Moment, Stamp};
use serde::{Deserialize, Serialize};
use std::fs;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};

/// When, where and to whom reports are delivered.
pub(super) struct Schedule {
    folder: PathBuf,
    every: NonZeroU16,
    language: Language,
    print: Print,
    letters: Option<Letters>,
}

/// The newest reports of a tenant of which everybody was told.
#[derive(Serialize, Deserialize)]
struct Told {
    /// Their day, `2026-11-28`.
    day: String,
}

/// Its key on the shelf.
const TOLD: &str = "reports-told";

impl Kept for Told {
    const SHELF: Shelf = Shelf::Other;

    fn key(&self) -> String {
        TOLD.to_owned()
    }
}

impl Schedule {
    /// As it is configured; none if nothing is.
    pub(super) fn of(named: &[String], desk: &Desk) -> Result<Option<Self>, Stop> {
        let Some(schedule) = &desk.config.report.schedule else {
            return Ok(None);
        };
        Ok(Some(Self {
            folder: schedule.folder.clone(),
            every: schedule.every_days,
            language: desk.language,
            print: serve_reports::printer(named, desk)?,
            letters: serve_letters::letters(desk)?,
        }))
    }

    /// Who gets reports by mail.
    pub(super) const fn letters(&self) -> Option<&Letters> {
        self.letters.as_ref()
    }

    /// Writes a tenant's reports if the last ones are old enough. Says into which folder.
    ///
    /// # Errors
    /// Why they could not be written, and what to do.
    pub(super) fn deliver(
        &self,
        store: &dyn Store,
        name: &str,
        now: Moment,
    ) -> Result<Option<PathBuf>, String> {
        let ours = self.folder.join(name);
        let every = i64::from(self.every.get());
        if last(&ours).is_some_and(|last| days(now) - days(last) < every) {
            return Ok(None);
        }
        let done = ours.join(now.date());
        // Beside its place until it is whole, so that nobody finds half of it.
        let part = ours.join(format!("{}.part", now.date()));
        let unwritten = |path: &Path, why: &dyn std::fmt::Display| {
            let path = path.display();
            format!("cannot write {path}: {why}; check `folder` of [report.schedule]")
        };
        if part.exists() {
            fs::remove_dir_all(&part).map_err(|why| unwritten(&part, &why))?;
        }
        fs::create_dir_all(&part).map_err(|why| unwritten(&part, &why))?;
        for (language, kind) in self.papers(name) {
            let bytes = match (self.print)(store, name, kind, language) {
                Printed::Of(bytes) => bytes,
                Printed::Nowhere => return Err("no snapshot lies on this machine".to_owned()),
                Printed::Failed(why) => return Err(why),
            };
            let folder = self.reports(&part).of(language);
            fs::create_dir_all(&folder).map_err(|why| unwritten(&folder, &why))?;
            let path = folder.join(kind.file());
            fs::write(&path, bytes).map_err(|why| unwritten(&path, &why))?;
        }
        fs::rename(&part, &done).map_err(|why| unwritten(&done, &why))?;
        Ok(Some(done))
    }

    /// Tells of a tenant's newest reports whoever was not told: messages to the channels, letters
    /// to the readers. Both are rows of the outbox with keys, and only then it is remembered.
    ///
    /// # Errors
    /// Whatever the store says.
    pub(super) fn tell(
        &self,
        store: &dyn Store,
        name: &str,
        around: (&Rules, &[Place]),
        now: Moment,
    ) -> Result<(), StoreError> {
        let ours = self.folder.join(name);
        let Some(day) = last(&ours).map(Moment::date) else {
            return Ok(());
        };
        let tenant = store.tenant(name)?;
        let told: Option<Told> = kept(store, Some(tenant), TOLD)?;
        if told.is_some_and(|told| told.day >= day) {
            return Ok(());
        }
        let folder = ours.join(&day);
        let reports = self.reports(&folder);
        alerts::reported(store, name, reports, around, now)?;
        if let Some(letters) = &self.letters {
            letters.write(store, name, reports, now)?;
        }
        keep(store, Some(tenant), &Told { day })
    }

    const fn reports<'r>(&self, folder: &'r Path) -> Reports<'r> {
        Reports {
            folder,
            language: self.language,
        }
    }

    /// What is printed about a tenant: every report in the program's language, and what readers
    /// want in another.
    fn papers(&self, name: &str) -> Vec<(Language, PaperKind)> {
        let all = PaperKind::ALL.into_iter().filter(|it| it.can_be_printed());
        let mut papers: Vec<_> = all.map(|kind| (self.language, kind)).collect();
        let readers = self.letters.iter().flat_map(|letters| &letters.readers);
        let of = |reader: &&Reader| reader.reads_of(name);
        for reader in readers.filter(of) {
            for kind in &reader.papers {
                let paper = (reader.language, *kind);
                if !papers.contains(&paper) {
                    papers.push(paper);
                }
            }
        }
        papers
    }
}

/// The day of the newest reports in a tenant's folder.
fn last(folder: &Path) -> Option<Moment> {
    let entries = fs::read_dir(folder).ok()?.flatten();
    let days = entries.filter_map(|entry| {
        let day = format!("{}T00:00:00Z", entry.file_name().to_str()?);
        Stamp::parse(&day).ok()?.at()
    });
    days.max()
}

fn days(moment: Moment) -> i64 {
    moment.unix().div_euclid(DAY)
}

#[cfg(test)]
mod tests {
    use super::Schedule;
    use crate::i18n::Language;
    use crate::store::{Memory, Store};
    use crate::web::alerts::{Address, Letters, Place, Post, Reader, Rules};
    use crate::web::papers::{PaperKind, Printed};
    use enrollment::moment::{DAY, Moment};
    use std::fs;
    use std::num::NonZeroU16;
    use std::path::Path;
    use std::sync::Arc;

    fn schedule(folder: &Path, printed: fn() -> Printed) -> Schedule {
        Schedule {
            folder: folder.to_owned(),
            every: NonZeroU16::new(7).unwrap(),
            language: Language::En,
            print: Arc::new(move |_, _, _, _| printed()),
            letters: None,
        }
    }

    fn letters(address: &str, language: Language, papers: &[PaperKind]) -> Letters {
        let post = Post::of(&"smtp://127.0.0.1:9".into(), "fc@example.com", None).unwrap();
        Letters {
            post,
            most: 1 << 20,
            readers: vec![Reader {
                address: address.to_owned(),
                language,
                papers: papers.to_vec(),
                tenants: vec!["contoso".to_owned()],
            }],
            link: None,
        }
    }

    /// What waits in the outbox of a tenant, by channel.
    fn waiting(store: &Memory, name: &str) -> Vec<String> {
        let tenant = store.tenant(name).unwrap();
        let rows = store.alerts(tenant, Some(Moment::FIRST)).unwrap();
        let mut channels: Vec<String> = rows.into_iter().map(|row| row.alert.channel).collect();
        channels.sort();
        channels
    }

    fn rules() -> Rules {
        Rules {
            language: Language::En,
            quiet: None,
            needs_you_percent: None,
            link: None,
        }
    }

    fn ops() -> Vec<Place> {
        vec![Place {
            name: "ops".to_owned(),
            tenants: Vec::new(),
            address: Address::syslog(&"udp://127.0.0.1:9".into()).unwrap(),
        }]
    }

    fn day(number: i64) -> Moment {
        Moment::from_unix(1_795_000_000 + number * DAY).unwrap()
    }

    #[test]
    fn reports_come_when_the_last_ones_are_a_week_old() {
        let place = tempfile::tempdir().unwrap();
        let schedule = schedule(place.path(), || Printed::Of(b"paper".to_vec()));
        let store = Memory::default();
        let came = |number| schedule.deliver(&store, "contoso", day(number)).unwrap();
        let first = came(0).unwrap();
        assert!(first.ends_with(format!("contoso/{}", day(0).date())));
        assert_eq!(fs::read(first.join("executive.html")).unwrap(), b"paper");
        assert_eq!(came(0), None);
        assert_eq!(came(6), None);
        assert!(came(7).is_some());
        assert_eq!(came(8), None);
        // Another tenant has its own days.
        assert!(
            schedule
                .deliver(&store, "fabrikam", day(8))
                .unwrap()
                .is_some()
        );
    }

    #[test]
    fn what_fails_leaves_nothing_that_looks_delivered() {
        let place = tempfile::tempdir().unwrap();
        let store = Memory::default();
        let failing = schedule(place.path(), || Printed::Failed("torn".to_owned()));
        assert_eq!(
            failing.deliver(&store, "contoso", day(0)),
            Err("torn".to_owned())
        );
        let nowhere = schedule(place.path(), || Printed::Nowhere);
        assert!(nowhere.deliver(&store, "contoso", day(0)).is_err());
        let again = schedule(place.path(), || Printed::Of(Vec::new()));
        assert!(again.deliver(&store, "contoso", day(0)).unwrap().is_some());
        let file = place.path().join("file");
        fs::write(&file, "").unwrap();
        let blocked = schedule(&file, || Printed::Of(Vec::new()));
        let why = blocked.deliver(&store, "contoso", day(0)).unwrap_err();
        assert!(why.contains("[report.schedule]"), "{why}");
    }

    #[test]
    fn a_reader_gets_reports_in_their_own_language() {
        let place = tempfile::tempdir().unwrap();
        let mut schedule = schedule(place.path(), || Printed::Of(b"paper".to_vec()));
        schedule.letters = Some(letters(
            "cio@example.com",
            Language::De,
            &[PaperKind::Workbook],
        ));
        let store = Memory::default();
        let folder = schedule
            .deliver(&store, "contoso", day(0))
            .unwrap()
            .unwrap();
        assert!(folder.join("executive.html").exists());
        assert!(folder.join("de/fleet.xlsx").exists());
        assert!(!folder.join("de/executive.html").exists());
        let other = schedule
            .deliver(&store, "fabrikam", day(0))
            .unwrap()
            .unwrap();
        assert!(!other.join("de").exists());
    }

    #[test]
    fn what_a_crash_kept_from_being_told_is_told_and_nothing_twice() {
        let place = tempfile::tempdir().unwrap();
        let mut schedule = schedule(place.path(), || Printed::Of(b"paper".to_vec()));
        schedule.letters = Some(letters(
            "cio@example.com",
            Language::En,
            &[PaperKind::Executive],
        ));
        let (store, rules, ops) = (Memory::default(), rules(), ops());
        let tell = |name: &str, number| {
            let around = (&rules, &ops[..]);
            schedule.tell(&store, name, around, day(number)).unwrap();
        };
        tell("contoso", 0);
        assert!(waiting(&store, "contoso").is_empty(), "there is no report");
        // Written, and then the process was killed.
        schedule
            .deliver(&store, "contoso", day(0))
            .unwrap()
            .unwrap();
        tell("contoso", 1);
        let both = ["ops", "report-mail:cio@example.com"];
        assert_eq!(waiting(&store, "contoso"), both);
        // Delivered, forgotten after a while, and the process started again.
        let tenant = store.tenant("contoso").unwrap();
        for row in store.alerts(tenant, None).unwrap() {
            store.alert_tried(row.id, day(1), None).unwrap();
        }
        store.retain(tenant, day(3), day(4)).unwrap();
        tell("contoso", 5);
        assert!(waiting(&store, "contoso").is_empty());
        schedule
            .deliver(&store, "contoso", day(7))
            .unwrap()
            .unwrap();
        tell("contoso", 7);
        assert_eq!(waiting(&store, "contoso"), both);
        // The other tenant's reports are not this reader's.
        schedule
            .deliver(&store, "fabrikam", day(7))
            .unwrap()
            .unwrap();
        tell("fabrikam", 7);
        assert_eq!(waiting(&store, "fabrikam"), ["ops"]);
    }
}
