//! Failed enrollments, by person: Graph's events have no serial number (microsoft.md §1.8). They
//! name the system of the device that failed, so that a telephone of another make is not taken for
//! the person's iPhone.

use super::Map;
use crate::case_file::{Failure, Kind};
use crate::device_kind::kind_of_os;
use crate::moment::Moment;
use crate::snapshot::{EnrollmentFailure, FailureReason, Guid, Snapshot};
use crate::words::{Word, Words};

/// When, and what.
type Last = (Option<Moment>, Failure);

/// The last failures of each person, one for each kind of device.
#[derive(Default)]
pub(super) struct UserFailures {
    by_name: Map<Word, Vec<(Kind, Last)>>,
    by_id: Map<Guid, Vec<(Kind, Last)>>,
}

impl UserFailures {
    pub(super) fn gather(snapshot: &Snapshot) -> Self {
        let mut all = Self::default();
        for row in snapshot.failures.iter().filter(|row| row.serial.is_none()) {
            let kind = failed_kind(snapshot.words.text(row.os));
            let found = (row.at.at(), meaning(&snapshot.words, row));
            if row.user.is_some() {
                keep(all.by_name.entry(row.user).or_default(), kind, found);
            }
            if row.user_id.is_some() {
                keep(all.by_id.entry(row.user_id).or_default(), kind, found);
            }
        }
        all
    }

    /// The last one that a device of this kind may have had, at or after `since`. Where the kind of
    /// the device or of the failure is unknown, it may.
    pub(super) fn of(
        &self,
        (user, id): (Word, Guid),
        kind: Kind,
        since: Option<Moment>,
    ) -> Option<Failure> {
        let by_name = self.by_name.get(&user).filter(|_| user.is_some());
        let by_id = self.by_id.get(&id).filter(|_| id.is_some());
        let all = by_name.into_iter().chain(by_id).flatten();
        let fits = |of: Kind| match kind {
            Kind::Unread => of != Kind::Foreign,
            kind => of == kind || of == Kind::Unread,
        };
        let own = all.filter(|(of, _)| fits(*of)).map(|(_, last)| *last);
        let (at, failure) = own.max()?;
        (since.is_none() || at >= since).then_some(failure)
    }
}

fn keep(of: &mut Vec<(Kind, Last)>, kind: Kind, found: Last) {
    match of.iter_mut().find(|(known, _)| *known == kind) {
        Some((_, last)) => *last = (*last).max(found),
        None => of.push((kind, found)),
    }
}

/// Systems of other makers, as their names begin in lower case.
const FOREIGN: [&str; 4] = ["android", "windows", "linux", "chrome"];

/// The kind of device that an event is about; unread where its system is not named, or by a name
/// that nobody here knows.
fn failed_kind(os: &str) -> Kind {
    let os = os.trim();
    let name = os.to_ascii_lowercase();
    let foreign = FOREIGN.iter().any(|start| name.starts_with(start));
    match kind_of_os(os) {
        Some(kind) => kind,
        None if foreign => Kind::Foreign,
        None => Kind::Unread,
    }
}

/// Words in a failure's text that say more than its category (microsoft.md §6.1), lower case.
const TELLING: [(&str, Failure); 18] = [
    ("noenrollmentpolicy", Failure::Push),
    ("apnscertificate", Failure::Push),
    ("accountnotonboarded", Failure::Push),
    ("push certificate", Failure::Push),
    ("devicecapreached", Failure::Cap),
    ("device limit", Failure::Cap),
    ("userlicensetypeinvalid", Failure::Licence),
    ("license", Failure::Licence),
    ("licence", Failure::Licence),
    ("scep", Failure::Identity),
    ("acme", Failure::Identity),
    ("mdmauthoritynotdefined", Failure::Authority),
    ("mdm authority", Failure::Authority),
    ("subscription", Failure::Authority),
    ("account-driven", Failure::Diverted),
    ("device enrollment manager", Failure::Manager),
    ("government", Failure::Government),
    ("clock", Failure::Clock),
];

/// What a failure means, from its text if that is telling, else from its category.
pub(crate) fn meaning(words: &Words, row: &EnrollmentFailure) -> Failure {
    let text = words.text(row.text).to_ascii_lowercase();
    if let Some((_, failure)) = TELLING.iter().find(|(word, _)| text.contains(word)) {
        return *failure;
    }
    match row.reason {
        FailureReason::Restrictions => Failure::Restriction,
        FailureReason::UserValidation => Failure::Licence,
        FailureReason::Authentication => Failure::Authentication,
        FailureReason::Authorization => Failure::Authorization,
        FailureReason::AccountValidation => Failure::Account,
        FailureReason::DeviceNotSupported => Failure::NotSupported,
        FailureReason::ClientDisconnected => Failure::Disconnected,
        FailureReason::UserAbandonment => Failure::Abandoned,
        _ => Failure::Other,
    }
}
