//! Finding devices. Totals and facets are sums over combinations of traits; only the devices of one
//! page are read.

use super::cube::{Combination, Cube};
use super::order::{self, Place};
use super::{Connection, Row, Table, snapshots};
use crate::store::{
    FleetPage, FleetQuery, FleetRow, Seen, Sort, StoreError, Tenant, Total, Trait, Traits,
};
use std::collections::{BTreeSet, HashMap};

/// Devices of a page, if the query does not say.
const SIZE: usize = 50;
/// Devices of a page at most.
const SIZE_MOST: usize = 1_000;
/// Devices that a text may match before nobody counts on.
const TEXT_MOST: usize = 2_000;

/// Where combinations are written.
pub(super) const TRAITS: Table = Table {
    name: "traits",
    columns: &[
        ("tenant", ""),
        ("id", ""),
        ("seen", ""),
        ("standing", ""),
        ("cause", ""),
        ("family", ""),
        ("gate", ""),
        ("action", ""),
        ("erase", ""),
        ("platform", ""),
        ("model", ""),
        ("source", ""),
        ("server", ""),
        ("finding", ""),
        ("devices", ""),
    ],
};

/// Number, presence, traits and devices of every combination.
pub(super) fn all_traits(
    connection: &mut dyn Connection,
    tenant: Tenant,
) -> Result<Vec<(i64, Seen, Traits, u64)>, StoreError> {
    let columns = Trait::ALL.map(Trait::name).join(", ");
    let sql = format!("SELECT id, seen, devices, {columns} FROM traits WHERE tenant = $1");
    let rows = connection.rows(&sql, &[tenant.into()])?;
    rows.into_iter()
        .map(|mut row| {
            let (id, seen, devices) = (row.int(0)?, seen(row.int(1)?)?, row.int(2)? as u64);
            Ok((id, seen, traits(&mut row, 3)?, devices))
        })
        .collect()
}

/// A page.
pub(super) fn page(
    connection: &mut dyn Connection,
    tenant: Tenant,
    query: &FleetQuery,
    cube: &Cube,
) -> Result<FleetPage, StoreError> {
    let wanted = cube.wanted(query);
    let facets = cube.facets(&wanted);
    let matching = cube.matching(&wanted);
    let size = size(query);
    let (mut places, total) = if query.text.trim().is_empty() {
        let total = matching.iter().map(|it| it.devices).sum();
        let places = order::places(connection, tenant, query, cube, matching, size + 1)?;
        (places, Total::Exact(total))
    } else {
        by_text(connection, tenant, query, &matching)?
    };
    let next = (places.len() > size).then(|| places[size - 1].cursor());
    places.truncate(size);
    Ok(FleetPage {
        rows: rows(connection, tenant, &places)?,
        total,
        facets,
        next,
    })
}

fn size(query: &FleetQuery) -> usize {
    match query.size {
        0 => SIZE,
        size => size.min(SIZE_MOST),
    }
}

const COLUMNS: &str = "d.serial, d.holder, d.ordered, d.probability, d.first_seen, d.last_seen,
    d.cause_since, d.gate_since, d.standing_since, d.changed_at, t.seen, t.standing, t.cause,
    t.family, t.gate, t.action, t.erase, t.platform, t.model, t.source, t.server, t.finding,
    (SELECT max(taken_at) FROM snapshot WHERE tenant = $1)";

/// The devices of some places, in their order.
fn rows(
    connection: &mut dyn Connection,
    tenant: Tenant,
    places: &[Place],
) -> Result<Vec<FleetRow>, StoreError> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let serials: Vec<&str> = places.iter().map(|place| place.serial.as_str()).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM device d JOIN traits t ON t.tenant = $1 AND t.id = d.traits
        WHERE d.tenant = $1 AND d.serial {}",
        connection.dialect().listed("$2", "text")
    );
    let values = [tenant.into(), snapshots::body(&serials)?];
    let mut found = HashMap::new();
    for row in connection.rows(&sql, &values)? {
        let row = fleet_row(row)?;
        found.insert(row.serial.clone(), row);
    }
    let rows = serials.into_iter();
    Ok(rows.filter_map(|serial| found.remove(serial)).collect())
}

/// Devices whose serial number, holder or order begins with the text. All are collected, for they
/// are few; beyond [`TEXT_MOST`] nobody counts on.
fn by_text(
    connection: &mut dyn Connection,
    tenant: Tenant,
    query: &FleetQuery,
    matching: &[&Combination],
) -> Result<(Vec<Place>, Total), StoreError> {
    let (text, most) = (query.text.trim(), TEXT_MOST + 1);
    let ranks: HashMap<i64, u8> = matching.iter().map(|it| (it.id, it.rank)).collect();
    let from = Place::from(query)?;
    // Without a time the index alone answers.
    let number = order::key(query.sort).map_or("0".to_owned(), |key| format!("d.{key}"));
    let mut found = BTreeSet::new();
    let mut more = false;
    let places = [
        ("serial", text.to_uppercase()),
        ("holder_folded", text.to_lowercase()),
        ("ordered_folded", text.to_lowercase()),
    ];
    for (column, text) in places {
        let filled = if column == "serial" {
            String::new()
        } else {
            // What the partial index asks for.
            format!("AND d.{column} <> ''")
        };
        let sql = format!(
            "SELECT d.serial, d.traits, {number} FROM device d
            WHERE d.tenant = $1 AND d.{column} >= $2 AND d.{column} < $3 {filled}
            ORDER BY d.{column} LIMIT {most}"
        );
        let values = [tenant.into(), (&text).into(), (&after(&text)).into()];
        let rows = connection.rows(&sql, &values)?;
        more |= rows.len() == most;
        for mut row in rows {
            let Some(rank) = ranks.get(&row.int(1)?) else {
                continue;
            };
            let number = match query.sort {
                Sort::Worst => i64::from(*rank),
                Sort::Serial | Sort::Since | Sort::Changed => row.int(2)?,
            };
            let serial = row.text(0)?;
            found.insert(Place { number, serial });
        }
    }
    let count = found.len() as u64;
    let mut places: Vec<Place> = found.into_iter().collect();
    if query.descending {
        places.reverse();
    }
    places.retain(|place| {
        from.as_ref()
            .is_none_or(|from| order::comes_before(query, from, place))
    });
    let total = if more {
        Total::AtLeast(count)
    } else {
        Total::Exact(count)
    };
    Ok((places, total))
}

/// The first text after all that begin with this one, in the order of bytes.
fn after(text: &str) -> String {
    format!("{text}\u{10ffff}")
}

fn seen(number: i64) -> Result<Seen, StoreError> {
    match number {
        0 => Ok(Seen::Present),
        1 => Ok(Seen::Unseen),
        2 => Ok(Seen::Gone),
        other => Err(StoreError::Damaged(format!("presence {other}"))),
    }
}

fn traits(row: &mut Row, from: usize) -> Result<Traits, StoreError> {
    let mut traits = Traits::default();
    for (position, which) in Trait::ALL.into_iter().enumerate() {
        traits.set(which, row.text(from + position)?);
    }
    Ok(traits)
}

/// A row with [`COLUMNS`].
fn fleet_row(mut row: Row) -> Result<FleetRow, StoreError> {
    let last_seen = match row.maybe_moment(5)? {
        Some(at) => at,
        None => row.moment(22)?,
    };
    Ok(FleetRow {
        serial: row.text(0)?,
        holder: row.text(1)?,
        order: row.text(2)?,
        probability: row.int(3)? as u16,
        first_seen: row.moment(4)?,
        last_seen,
        cause_since: row.moment(6)?,
        gate_since: row.moment(7)?,
        standing_since: row.moment(8)?,
        changed_at: row.moment(9)?,
        seen: seen(row.int(10)?)?,
        traits: traits(&mut row, 11)?,
    })
}

/// One device, as in a list.
pub(super) fn one(
    connection: &mut dyn Connection,
    tenant: Tenant,
    serial: &str,
) -> Result<Option<FleetRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM device d JOIN traits t ON t.tenant = $1 AND t.id = d.traits
        WHERE d.tenant = $1 AND d.serial = $2"
    );
    let rows = connection.rows(&sql, &[tenant.into(), serial.into()])?;
    rows.into_iter().next().map(fleet_row).transpose()
}
