//! Failed enrollments, by person: Graph's events have no serial number (microsoft.md §1.8).

use super::Map;
use crate::case_file::Failure;
use crate::moment::Moment;
use crate::snapshot::{EnrollmentFailure, FailureReason, Guid, Snapshot};
use crate::words::{Word, Words};

/// The last failure of each person.
#[derive(Default)]
pub(super) struct UserFailures {
    by_name: Map<Word, (Option<Moment>, Failure)>,
    by_id: Map<Guid, (Option<Moment>, Failure)>,
}

impl UserFailures {
    pub(super) fn gather(snapshot: &Snapshot) -> Self {
        let mut all = Self::default();
        for row in snapshot.failures.iter().filter(|row| row.serial.is_none()) {
            let found = (row.at.at(), meaning(&snapshot.words, row));
            if row.user.is_some() {
                let slot = all.by_name.entry(row.user).or_insert(found);
                *slot = (*slot).max(found);
            }
            if row.user_id.is_some() {
                let slot = all.by_id.entry(row.user_id).or_insert(found);
                *slot = (*slot).max(found);
            }
        }
        all
    }

    pub(super) fn of(&self, user: Word, id: Guid, since: Option<Moment>) -> Option<Failure> {
        let by_name = self.by_name.get(&user).filter(|_| user.is_some());
        let by_id = self.by_id.get(&id).filter(|_| id.is_some());
        let (at, failure) = by_name.max(by_id)?;
        if since.is_some() && *at < since {
            None
        } else {
            Some(*failure)
        }
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
