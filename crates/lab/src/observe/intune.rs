//! Microsoft Graph: the lists of tokens, managed devices, failed enrollments.

use super::Glance;
use crate::clock::{DAY, HOUR, MINUTE, Time, YEAR};
use crate::event::{Stop, Way};
use crate::random::Draws;
use crate::truth::{Record, Row};
use crate::world::Trouble;

/// A row of a token's list, or of the uploaded one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListRow {
    /// The token; none for the uploaded list.
    pub token: Option<u8>,
    /// When it came onto the list.
    pub created: Time,
    /// The profile that is asked for, and since when.
    pub profile: Option<(u8, Time)>,
    /// What Intune says of it.
    pub state: &'static str,
    /// The last contact.
    pub contacted: Option<Time>,
    /// Marked as gone at Apple.
    pub gone: bool,
}

/// A managed device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ManagedRow {
    /// Which of the device's records.
    pub number: u64,
    /// Since when.
    pub enrolled: Time,
    /// The last check-in.
    pub last_sync: Time,
    /// Intune's word for the way.
    pub kind: &'static str,
    /// Whether that is automated enrollment.
    pub automated: bool,
    /// Whether it is really under management.
    pub live: bool,
    /// Whether it has a person.
    pub with_user: bool,
    /// Supervised.
    pub supervised: bool,
    /// The company's, or personal.
    pub company: bool,
    /// Intune's word for the compliance.
    pub compliance: &'static str,
    /// Registered in Entra since.
    pub registered: Option<Time>,
    /// The profile it was enrolled with.
    pub profile: Option<u8>,
    /// Until when its certificate holds.
    pub certificate: Time,
    /// Whether the row shows the serial number.
    pub shows_serial: bool,
}

/// A failed enrollment of a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FailureRow {
    /// When.
    pub at: Time,
    /// Why.
    pub why: Stop,
}

impl Glance<'_> {
    pub(super) fn rows(&self, draws: &mut Draws) -> Vec<ListRow> {
        let mut rows = Vec::new();
        let moves = draws.chance(self.world.unknowns.contact_on_failure);
        for (token, row) in (0_u8..).zip(&self.ledger.rows) {
            if let Some(created) = row.imported {
                let (state, contacted) = self.state(row, created, moves);
                rows.push(ListRow {
                    token: Some(token),
                    created,
                    profile: row.profile,
                    state,
                    contacted,
                    gone: row.gone,
                });
            }
        }
        if let Some(created) = self.ledger.uploaded {
            rows.push(ListRow {
                token: None,
                created,
                profile: None,
                state: "notContacted",
                contacted: None,
                gone: false,
            });
        }
        rows
    }

    fn state(&self, row: &Row, created: Time, moves: bool) -> (&'static str, Option<Time>) {
        let ledger = self.ledger;
        let automated = |record: &&Record| record.way.is_automated() && record.enrolled >= created;
        let last = ledger.records.iter().rev().find(automated);
        let failed = ledger.failures.iter().rev().find(|(at, _)| *at >= created);
        if let Some(record) = last {
            let contacted = Some(self.last_sync(record));
            let back = self.world.unknowns.state_returns && record.ended.is_some();
            let failed = failed.is_some_and(|(at, _)| Some(*at) > record.ended);
            let changed = row.profile.is_some_and(|(profile, at)| {
                Some(profile) != record.profile && at > record.enrolled
            });
            return match record.ended {
                None if changed => ("pendingReset", contacted),
                Some(_) if failed => ("failed", contacted),
                Some(_) if back => ("notContacted", None),
                None | Some(_) => ("enrolled", contacted),
            };
        }
        match failed {
            Some((at, Stop::Apps)) => ("blocked", moves.then_some(*at)),
            Some((at, _)) => ("failed", moves.then_some(*at)),
            None => ("notContacted", None),
        }
    }

    fn last_sync(&self, record: &Record) -> Time {
        let ledger = self.ledger;
        // Between eight hours and minutes ago, the same for all that look.
        let ago = (self.facts.index * 7_919 % 72_000) as Time / 3 + 5 * MINUTE;
        let episodes = &self.world.tenant.episodes;
        let cut = episodes
            .of_trouble(Trouble::PushReplaced)
            .map(|episode| episode.from)
            .filter(|from| record.enrolled < *from && *from <= ledger.until)
            .min();
        let dead = [Trouble::PushExpired, Trouble::PushMissing]
            .iter()
            .filter_map(|trouble| episodes.holding(*trouble, ledger.until))
            .map(|episode| episode.from)
            .min();
        let lost = ledger.lost.map(|(at, _)| at).or(ledger.replaced);
        let ends = [record.ended, record.silent, cut, dead, lost];
        let last = ends.into_iter().flatten().min().unwrap_or(ledger.until);
        (last - ago).max(record.checked_in.unwrap_or(record.enrolled))
    }

    pub(super) fn managed(&self, draws: &mut Draws) -> Vec<ManagedRow> {
        let ledger = self.ledger;
        let habits = &self.world.habits;
        let lag = habits.managed_lag.draw(draws).min(8 * HOUR);
        let mut rows = Vec::new();
        let count = ledger.records.len();
        for (number, record) in ledger.records.iter().enumerate() {
            let (hidden, owned, harsh) = (
                draws.chance(habits.by_hand_hides_serial.0),
                draws.chance(habits.by_hand_is_company_s.0),
                draws.chance(habits.silent_is_not_compliant.0),
            );
            let newest = number + 1 == count;
            let by_hand = record.way == Way::ByHand;
            // A wipe or a check-out takes the record away; an erase by hand tells Intune nothing.
            let shown = record.ended.is_none() || record.kept || newest && !record.told;
            let visible = shown && !record.deleted;
            if record.way == Way::Elsewhere || record.enrolled > ledger.until - lag || !visible {
                continue;
            }
            let moved = ledger.records.iter().any(|it| it.way == Way::Elsewhere);
            let last_sync = self.last_sync(record);
            let silent = ledger.until - last_sync > 30 * DAY;
            rows.push(ManagedRow {
                number: number as u64,
                enrolled: record.enrolled,
                last_sync,
                kind: match record.way {
                    Way::WithUser => "appleBulkWithUser",
                    Way::Userless => "appleBulkWithoutUser",
                    Way::ByHand if hidden => "appleUserEnrollment",
                    Way::ByHand | Way::Elsewhere => "userEnrollment",
                },
                automated: record.way.is_automated(),
                live: record.ended.is_none(),
                with_user: record.way != Way::Userless,
                supervised: !by_hand || moved,
                company: !by_hand || owned,
                compliance: match record.compliant {
                    _ if silent && harsh => "noncompliant",
                    Some(true) => "compliant",
                    Some(false) => "noncompliant",
                    None => "unknown",
                },
                registered: record.registered,
                profile: record.profile,
                certificate: last_sync.max(record.enrolled) + (YEAR - 100 * DAY),
                shows_serial: !(by_hand && hidden),
            });
        }
        rows
    }

    pub(super) fn failures(&self) -> Vec<FailureRow> {
        let recent = |at: Time| self.ledger.until - at <= 90 * DAY;
        let all = self.ledger.failures.iter();
        all.filter(|(at, _)| recent(*at))
            .map(|(at, why)| FailureRow { at: *at, why: *why })
            .collect()
    }
}
