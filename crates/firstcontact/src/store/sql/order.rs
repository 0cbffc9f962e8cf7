//! The devices of some combinations in an order, as many as a page has. Each way reads about as
//! many rows as a page, or few more: where few combinations are wanted, each tells its first ones;
//! where few devices are, all of them are sorted; else the order is walked along, and what is not
//! wanted is passed over.

use super::cube::{Combination, Cube};
use super::{Connection, Dialect, Value};
use crate::store::{FleetQuery, Sort, StoreError, Tenant};
use std::collections::HashSet;

/// Up to so many combinations are asked one by one.
const FEW_COMBINATIONS: usize = 200;
/// Where one device in so many is wanted, or more, the order is walked along.
const ONE_IN: u64 = 50;
/// Devices that are read in the first step of a walk; each step is twice as long.
const STEP: usize = 128;
/// The longest step.
const STEP_MOST: usize = 16_384;

/// Where a device stands in an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) number: i64,
    pub(super) serial: String,
}

impl Place {
    /// As it stands in an address.
    pub(super) fn cursor(&self) -> String {
        format!("{}.{}", self.number, self.serial)
    }

    /// The place that a query begins after.
    pub(super) fn from(query: &FleetQuery) -> Result<Option<Self>, StoreError> {
        let Some(cursor) = &query.cursor else {
            return Ok(None);
        };
        let parts = cursor.split_once('.');
        let place = parts.and_then(|(number, serial)| {
            Some(Self {
                number: number.parse().ok()?,
                serial: serial.to_owned(),
            })
        });
        place
            .map(Some)
            .ok_or_else(|| StoreError::Cursor(cursor.clone()))
    }
}

/// Whether one place comes before another.
pub(super) fn comes_before(query: &FleetQuery, one: &Place, other: &Place) -> bool {
    if query.descending {
        one > other
    } else {
        one < other
    }
}

/// The first places of the wanted combinations, after the query's cursor.
pub(super) fn places(
    connection: &mut dyn Connection,
    tenant: Tenant,
    query: &FleetQuery,
    cube: &Cube,
    wanted: Vec<&Combination>,
    most: usize,
) -> Result<Vec<Place>, StoreError> {
    let from = Place::from(query)?;
    let mut found = Vec::new();
    for (rank, wanted) in stretches(query, wanted) {
        // All devices of a rank stand together: a rank before the cursor's has been shown.
        let mut from = from.clone();
        if let (Some(rank), Some(place)) = (rank, &from) {
            let rank = i64::from(rank);
            if rank != place.number {
                let is_shown = (rank < place.number) != query.descending;
                if is_shown {
                    continue;
                }
                from = None;
            }
        }
        let stretch = Stretch {
            tenant,
            key: key(query.sort),
            rank,
            descending: query.descending,
            from,
            most: most - found.len(),
        };
        let devices: u64 = wanted.iter().map(|it| it.devices).sum();
        let all = cube.devices(rank);
        found.extend(if wanted.len() <= FEW_COMBINATIONS {
            stretch.merge(connection, &wanted, query)?
        } else if devices < all / ONE_IN {
            stretch.collect(connection, &wanted, query)?
        } else {
            stretch.walk(connection, &wanted)?
        });
        if found.len() >= most {
            break;
        }
    }
    Ok(found)
}

/// What is in order one after the other: by rank, where that comes first.
fn stretches<'c>(
    query: &FleetQuery,
    wanted: Vec<&'c Combination>,
) -> Vec<(Option<u8>, Vec<&'c Combination>)> {
    if query.sort != Sort::Worst {
        return vec![(None, wanted)];
    }
    let mut ranks: Vec<u8> = wanted.iter().map(|it| it.rank).collect();
    ranks.sort_unstable();
    ranks.dedup();
    if query.descending {
        ranks.reverse();
    }
    let of = |rank: u8| wanted.iter().copied().filter(move |it| it.rank == rank);
    let stretches = ranks.into_iter();
    stretches
        .map(|rank| (Some(rank), of(rank).collect()))
        .collect()
}

/// The column that an order goes by before the serial number; a rank is a stretch.
pub(super) const fn key(sort: Sort) -> Option<&'static str> {
    match sort {
        Sort::Worst | Sort::Serial => None,
        Sort::Since => Some("cause_since"),
        Sort::Changed => Some("changed_at"),
    }
}

/// A part of the order.
struct Stretch {
    tenant: Tenant,
    key: Option<&'static str>,
    rank: Option<u8>,
    descending: bool,
    from: Option<Place>,
    most: usize,
}

impl Stretch {
    /// Each combination tells its first places, as far as they come before what was found.
    fn merge(
        &self,
        connection: &mut dyn Connection,
        wanted: &[&Combination],
        query: &FleetQuery,
    ) -> Result<Vec<Place>, StoreError> {
        if connection.dialect() == Dialect::Postgresql {
            return self.merge_at_once(connection, wanted);
        }
        let mut found: Vec<Place> = Vec::new();
        for it in wanted {
            let last = found.get(self.most.saturating_sub(1)).cloned();
            let which = "AND x.traits = $2";
            let values = vec![self.tenant.into(), it.id.into()];
            let bounds = (self.from.as_ref(), last.as_ref());
            let read = self.read(connection, (which, values), bounds, Some(self.most))?;
            found.extend(read.into_iter().map(|(place, _)| place));
            self.trim(&mut found, query);
        }
        Ok(found)
    }

    /// The same in one question: each would take a way to the server and back.
    fn merge_at_once(
        &self,
        connection: &mut dyn Connection,
        wanted: &[&Combination],
    ) -> Result<Vec<Place>, StoreError> {
        let ids: Vec<i64> = wanted.iter().map(|it| it.id).collect();
        let mut values = vec![self.tenant.into(), super::snapshots::body(&ids)?];
        let bounds = self.bounds(&mut values, (self.from.as_ref(), None));
        let (number, order) = self.order();
        let most = self.most;
        let sql = format!(
            "SELECT x.serial, x.traits, x.number FROM
            json_array_elements_text($2::text::json) AS wanted (id) CROSS JOIN LATERAL
            (SELECT x.serial, x.traits, {number} AS number FROM device x
            WHERE x.tenant = $1 AND x.traits = wanted.id::bigint {bounds} {order} LIMIT {most}) x
            ORDER BY x.number {way}, x.serial {way} LIMIT {most}",
            way = self.way(),
        );
        let found = self.places(connection.rows(&sql, &values)?)?;
        Ok(found.into_iter().map(|(place, _)| place).collect())
    }

    /// All wanted devices, sorted.
    fn collect(
        &self,
        connection: &mut dyn Connection,
        wanted: &[&Combination],
        query: &FleetQuery,
    ) -> Result<Vec<Place>, StoreError> {
        let ids: Vec<i64> = wanted.iter().map(|it| it.id).collect();
        let which = format!(
            "AND x.traits {}",
            connection.dialect().listed("$2", "bigint")
        );
        let values = vec![self.tenant.into(), super::snapshots::body(&ids)?];
        let bounds = (self.from.as_ref(), None);
        let read = self.read(connection, (&which, values), bounds, None)?;
        let mut found: Vec<Place> = read.into_iter().map(|(place, _)| place).collect();
        self.trim(&mut found, query);
        Ok(found)
    }

    /// Step by step along the order, until enough were wanted.
    fn walk(
        &self,
        connection: &mut dyn Connection,
        wanted: &[&Combination],
    ) -> Result<Vec<Place>, StoreError> {
        let ids: HashSet<i64> = wanted.iter().map(|it| it.id).collect();
        let (mut found, mut step) = (Vec::new(), STEP.max(self.most));
        let mut from = self.from.clone();
        loop {
            let which = match self.rank {
                Some(rank) => format!("AND x.rank = {rank}"),
                None => String::new(),
            };
            let values = vec![self.tenant.into()];
            let bounds = (from.as_ref(), None);
            let read = self.read(connection, (&which, values), bounds, Some(step))?;
            let is_end = read.len() < step;
            from = read.last().map(|(place, _)| place.clone());
            let read = read.into_iter().filter(|(_, id)| ids.contains(id));
            found.extend(read.map(|(place, _)| place));
            if is_end || found.len() >= self.most {
                found.truncate(self.most);
                return Ok(found);
            }
            step = (step * 2).min(STEP_MOST);
        }
    }

    /// Sorts, and keeps as many as are asked for.
    fn trim(&self, found: &mut Vec<Place>, query: &FleetQuery) {
        found.sort_unstable();
        if query.descending {
            found.reverse();
        }
        found.truncate(self.most);
    }

    /// Places with their combinations: after the first bound, before the second.
    fn read(
        &self,
        connection: &mut dyn Connection,
        (which, mut values): (&str, Vec<Value>),
        bounds: (Option<&Place>, Option<&Place>),
        limit: Option<usize>,
    ) -> Result<Vec<(Place, i64)>, StoreError> {
        let bounds = self.bounds(&mut values, bounds);
        let (number, order) = self.order();
        let end = match limit {
            Some(limit) => format!("{order} LIMIT {limit}"),
            None => String::new(),
        };
        let index = self.index(connection.dialect(), which);
        let sql = format!(
            "SELECT x.serial, x.traits, {number} FROM device x {index}
            WHERE x.tenant = $1 {which}{bounds} {end}"
        );
        self.places(connection.rows(&sql, &values)?)
    }

    /// After the first place, before the second.
    fn bounds(
        &self,
        values: &mut Vec<Value>,
        (after, before): (Option<&Place>, Option<&Place>),
    ) -> String {
        let (beyond, short) = if self.descending {
            ("<", ">")
        } else {
            (">", "<")
        };
        let mut bounds = String::new();
        for (place, sign) in [(after, beyond), (before, short)] {
            let Some(place) = place else { continue };
            values.push((&place.serial).into());
            let serial = values.len();
            let bound = match self.key {
                None => format!(" AND x.serial {sign} ${serial}"),
                Some(key) => {
                    values.push(place.number.into());
                    let number = values.len();
                    format!(" AND (x.{key}, x.serial) {sign} (${number}, ${serial})")
                }
            };
            bounds.push_str(&bound);
        }
        bounds
    }

    const fn way(&self) -> &'static str {
        if self.descending { "DESC" } else { "ASC" }
    }

    /// The number that the order goes by first, and the order.
    fn order(&self) -> (String, String) {
        let way = self.way();
        match self.key {
            None => ("0".to_owned(), format!("ORDER BY x.serial {way}")),
            Some(key) => (
                format!("x.{key}"),
                format!("ORDER BY x.{key} {way}, x.serial {way}"),
            ),
        }
    }

    fn places(&self, rows: Vec<super::Row>) -> Result<Vec<(Place, i64)>, StoreError> {
        let place = |mut row: super::Row| {
            let number = match self.rank {
                Some(rank) => i64::from(rank),
                None => row.int(2)?,
            };
            let serial = row.text(0)?;
            Ok((Place { number, serial }, row.int(1)?))
        };
        rows.into_iter().map(place).collect()
    }

    /// SQLite keeps no statistics of a file that grows, and would guess.
    fn index(&self, dialect: Dialect, which: &str) -> &'static str {
        if dialect == Dialect::Postgresql {
            return "";
        }
        match (which.contains("traits"), self.key) {
            (true, None) => "INDEXED BY device_by_traits",
            (true, Some("cause_since")) => "INDEXED BY device_by_traits_since",
            (true, Some(_)) => "INDEXED BY device_by_traits_change",
            (false, Some("cause_since")) => "INDEXED BY device_by_since",
            (false, Some(_)) => "INDEXED BY device_by_change",
            (false, None) if self.rank.is_some() => "INDEXED BY device_by_rank",
            (false, None) => "",
        }
    }
}
