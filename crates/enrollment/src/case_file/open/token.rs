//! Which of Intune's lists it stands on, and whether the token behind that list works.

use super::Desk;
use crate::case_file::{Contact, ListedAge, Listing, State, SyncSince, TokenKindInfo};
use crate::moment::{DAY, HOUR};
use crate::snapshot::{DiscoverySource, EnrollmentState, ImportedIdentity, Source};

/// One delta sync (causality.md §1.2), and two hours for being late.
const SYNC_CYCLE: i64 = 14 * HOUR;

impl Desk<'_, '_> {
    pub(super) fn token(&mut self) {
        self.set_listing();
        if let Some(created) = self.imported.and_then(|row| row.created.at()) {
            self.case.set(listed_age(self.now.since(created)));
        }
        self.silence(
            Source::Tokens,
            if self.device.fleet.tenant.tokens.is_empty() {
                TokenKindInfo::None
            } else {
                TokenKindInfo::Some
            },
        );
        let Some(token) = self.token else { return };
        self.case.set(token.health);
        self.case.set(token.counts);
        // The last change at Apple that a sync would have to carry over.
        let changed = self
            .timeline
            .assigned
            .earliest
            .max(self.timeline.added.earliest);
        if let Some(changed) = changed {
            self.case.set(match token.last_success {
                Some(success) if success >= changed => SyncSince::Yes,
                Some(_) if self.now.since(changed) > SYNC_CYCLE => SyncSince::Overdue,
                Some(_) => SyncSince::NotYet,
                None => SyncSince::Unread,
            });
        }
    }

    fn set_listing(&mut self) {
        let Some(row) = self.imported else {
            self.silence(Source::ImportedIdentities, Listing::Absent);
            return;
        };
        if self.is_not_told_yet() {
            self.silence(Source::ImportedIdentities, Listing::Absent);
        } else {
            let listing = self.listing(row);
            self.case.set(listing);
        }
        self.case.set(match row.state {
            EnrollmentState::Unknown => State::Unknown,
            EnrollmentState::Enrolled => State::Enrolled,
            EnrollmentState::PendingReset => State::PendingReset,
            EnrollmentState::Failed => State::Failed,
            EnrollmentState::NotContacted => State::NotContacted,
            EnrollmentState::Blocked => State::Blocked,
            EnrollmentState::Missing | EnrollmentState::Strange(_) => State::Unread,
        });
        self.case.set(match row.contacted.at() {
            Some(_) => Contact::Once,
            None if row.contacted.is_never() => Contact::Never,
            None => Contact::Unread,
        });
    }

    /// Whether its row is on the list of a token whose service it has left, and it waits for the
    /// next token: that row gets no device enrolled any more. One that is managed came in by it.
    pub(super) fn is_not_told_yet(&self) -> bool {
        self.managed.is_none() && self.device.has_left_list()
    }

    fn listing(&self, row: &ImportedIdentity) -> Listing {
        let live = self
            .device
            .imported_all()
            .filter(|row| !row.deleted && row.discovery != DiscoverySource::AdminImport);
        // A list exported from the portal does not name its token: beside the API's row of the
        // same device it is the same list.
        let (exported, read): (Vec<_>, Vec<_>) = live.partition(|row| row.exported);
        let named = if read.is_empty() { exported } else { read };
        let mut tokens: Vec<_> = named.into_iter().map(|row| row.token).collect();
        tokens.sort_unstable();
        tokens.dedup();
        if row.discovery == DiscoverySource::AdminImport {
            Listing::Upload
        } else if row.deleted {
            Listing::Deleted
        } else if tokens.len() > 1 {
            Listing::TwoTokens
        } else {
            Listing::Token
        }
    }
}

fn listed_age(seconds: i64) -> ListedAge {
    match seconds / DAY {
        ..2 => ListedAge::Fresh,
        2..30 => ListedAge::Month,
        30..90 => ListedAge::Quarter,
        _ => ListedAge::Old,
    }
}
