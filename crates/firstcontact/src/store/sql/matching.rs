//! Walks through the stored devices beside the incoming ones, both in the order of serial numbers,
//! a page at a time: a million devices need no million rows in memory.

use super::Connection;
use crate::store::{Lists, StoreError, Tenant};
use enrollment::moment::Moment;
use std::collections::VecDeque;
use std::collections::vec_deque::IntoIter;

/// Stored devices that are read in one go.
const PAGE: i64 = 4_096;
const SQL: &str = "
SELECT serial, digest, traits, cause_since, gate_since, standing_since, first_seen, last_seen,
    changed_at, lists
FROM device WHERE tenant = $1 AND serial > $2 ORDER BY serial LIMIT $3";

/// A stored device, as far as it is compared.
pub(super) struct Stored {
    pub(super) serial: String,
    pub(super) digest: i64,
    pub(super) traits: i64,
    pub(super) cause_since: i64,
    pub(super) gate_since: i64,
    pub(super) standing_since: i64,
    pub(super) first_seen: i64,
    pub(super) changed_at: i64,
    pub(super) lists: Lists,
    /// Only of a device that the look before did not name.
    pub(super) last_seen: Option<i64>,
}

/// Where the walk has come to.
pub(super) struct Walk {
    tenant: Tenant,
    page: VecDeque<Stored>,
    last: String,
    ended: bool,
}

/// What lies at the place of an incoming device.
pub(super) struct Passed {
    /// Stored devices before it, which the look does not name.
    pub(super) missing: IntoIter<Stored>,
    /// The device itself, if it is stored.
    pub(super) found: Option<Stored>,
}

impl Walk {
    /// Begins before the first.
    pub(super) fn new(tenant: Tenant) -> Self {
        Self {
            tenant,
            page: VecDeque::new(),
            last: String::new(),
            ended: false,
        }
    }

    /// Goes on to `serial`; past the last device without one.
    pub(super) fn pass(
        &mut self,
        connection: &mut dyn Connection,
        serial: Option<&str>,
    ) -> Result<Passed, StoreError> {
        let mut missing = VecDeque::new();
        loop {
            if self.page.is_empty() && !self.ended {
                self.turn(connection)?;
            }
            let here = self.page.front().map(|stored| stored.serial.as_str());
            let order = match (here, serial) {
                (None, _) => break,
                (Some(_), None) => std::cmp::Ordering::Less,
                (Some(here), Some(serial)) => here.cmp(serial),
            };
            match order {
                // At the end all that is left is missing, and is handed over in parts.
                std::cmp::Ordering::Less if serial.is_none() && missing.len() as i64 >= PAGE => {
                    break;
                }
                std::cmp::Ordering::Less => missing.extend(self.page.pop_front()),
                std::cmp::Ordering::Equal => {
                    return Ok(Passed {
                        found: self.page.pop_front(),
                        missing: missing.into_iter(),
                    });
                }
                std::cmp::Ordering::Greater => break,
            }
        }
        Ok(Passed {
            missing: missing.into_iter(),
            found: None,
        })
    }

    /// Reads the next page.
    fn turn(&mut self, connection: &mut dyn Connection) -> Result<(), StoreError> {
        let values = [self.tenant.into(), (&self.last).into(), PAGE.into()];
        let rows = connection.rows(SQL, &values)?;
        self.ended = (rows.len() as i64) < PAGE;
        for mut row in rows {
            self.page.push_back(Stored {
                serial: row.text(0)?,
                digest: row.int(1)?,
                traits: row.int(2)?,
                cause_since: row.int(3)?,
                gate_since: row.int(4)?,
                standing_since: row.int(5)?,
                first_seen: row.int(6)?,
                changed_at: row.int(8)?,
                lists: Lists::of_number(row.int(9)?),
                last_seen: row.maybe_moment(7)?.map(Moment::unix),
            });
        }
        if let Some(last) = self.page.back() {
            self.last.clone_from(&last.serial);
        }
        Ok(())
    }
}
