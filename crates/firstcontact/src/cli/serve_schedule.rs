//! Reports that are delivered without being asked for: after a look, when the last ones are old
//! enough, into a folder for each tenant and day. Whoever gets messages is told.

use super::{Desk, Stop, serve_reports};
use crate::i18n::Language;
use crate::store::Store;
use crate::web::papers::{PaperKind, Print, Printed};
use enrollment::moment::{DAY, Moment, Stamp};
use std::fs;
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};

/// When and where reports are delivered.
pub(super) struct Schedule {
    folder: PathBuf,
    every: NonZeroU16,
    language: Language,
    print: Print,
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
        }))
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
        for kind in PaperKind::ALL.into_iter().filter(|it| it.can_be_printed()) {
            let bytes = match (self.print)(store, name, kind, self.language) {
                Printed::Of(bytes) => bytes,
                Printed::Nowhere => return Err("no snapshot lies on this machine".to_owned()),
                Printed::Failed(why) => return Err(why),
            };
            let path = part.join(kind.file());
            fs::write(&path, bytes).map_err(|why| unwritten(&path, &why))?;
        }
        fs::rename(&part, &done).map_err(|why| unwritten(&done, &why))?;
        Ok(Some(done))
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
    use crate::store::Memory;
    use crate::web::papers::Printed;
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
        }
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
}
