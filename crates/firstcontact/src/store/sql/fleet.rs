//! Finding devices. Totals and facets are sums over combinations of traits; only the devices of one
//! page are read.

use super::{Connection, Dialect, Engine, Inner, Row, Table, Value};
use crate::store::{
    FleetPage, FleetQuery, FleetRow, Seen, Sort, StoreError, Tenant, Total, Trait, Traits,
};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};

/// Devices of a page, if the query does not say.
const SIZE: usize = 50;
/// Devices of a page at most.
const SIZE_MOST: usize = 1_000;
/// Where fewer devices match, they are collected and sorted; where more do, the order is walked
/// along until the page is full. Both cost about the same there.
const FEW: u64 = 10_000;
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

/// All combinations of a tenant, as of a version.
pub(super) struct Cube {
    version: i64,
    rows: Vec<(i64, Seen, Traits, u64)>,
}

impl<E: Engine> Inner<E> {
    /// The combinations of a tenant, read anew only if something changed.
    pub(super) fn cube(
        &self,
        connection: &mut dyn Connection,
        tenant: Tenant,
    ) -> Result<Arc<Cube>, StoreError> {
        let version = super::snapshots::version(connection, tenant)?;
        let known = {
            let cubes = self.cubes.lock().unwrap_or_else(PoisonError::into_inner);
            cubes.get(&tenant).map(Arc::clone)
        };
        if let Some(known) = known.filter(|known| known.version == version) {
            return Ok(known);
        }
        let mut rows = all_traits(connection, tenant)?;
        // Those whose last device was forgotten.
        rows.retain(|(.., devices)| *devices > 0);
        let cube = Arc::new(Cube { version, rows });
        let mut cubes = self.cubes.lock().unwrap_or_else(PoisonError::into_inner);
        cubes.insert(tenant, Arc::clone(&cube));
        Ok(cube)
    }
}

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
    let facets = facets(cube, query);
    let total = matching(cube, query).map(|(.., devices)| devices).sum();
    if !query.text.trim().is_empty() {
        return by_text(connection, tenant, query, facets);
    }
    let size = size(query);
    let mut rows = if total == 0 {
        Vec::new()
    } else {
        by_traits(connection, tenant, query, total, size + 1)?
    };
    let next = (rows.len() > size).then(|| cursor(query.sort, &rows[size - 1]));
    rows.truncate(size);
    Ok(FleetPage {
        rows,
        total: Total::Exact(total),
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

/// The combinations that the query wants.
fn matching<'c>(
    cube: &'c Cube,
    query: &'c FleetQuery,
) -> impl Iterator<Item = &'c (i64, Seen, Traits, u64)> {
    let wanted = |row: &&(i64, Seen, Traits, u64)| {
        row.1 == query.seen && Trait::ALL.iter().all(|which| keeps(query, *which, &row.2))
    };
    cube.rows.iter().filter(wanted)
}

fn keeps(query: &FleetQuery, which: Trait, traits: &Traits) -> bool {
    let wanted = query.wanted.get(&which).filter(|values| !values.is_empty());
    wanted.is_none_or(|values| values.iter().any(|value| value == traits.get(which)))
}

/// For each trait what there is if the other traits are as wanted: what can be clicked next.
fn facets(cube: &Cube, query: &FleetQuery) -> BTreeMap<Trait, BTreeMap<String, u64>> {
    let mut facets: BTreeMap<Trait, BTreeMap<String, u64>> = BTreeMap::new();
    for (_, seen, traits, devices) in &cube.rows {
        if *seen != query.seen {
            continue;
        }
        let failing: Vec<Trait> = Trait::ALL
            .into_iter()
            .filter(|which| !keeps(query, *which, traits))
            .collect();
        for which in Trait::ALL {
            if failing.iter().all(|failing| *failing == which) {
                let values = facets.entry(which).or_default();
                match values.get_mut(traits.get(which)) {
                    Some(sum) => *sum += devices,
                    None => drop(values.insert(traits.get(which).to_owned(), *devices)),
                }
            }
        }
    }
    facets
}

const COLUMNS: &str = "d.serial, d.holder, d.ordered, d.probability, d.first_seen, d.last_seen,
    d.cause_since, d.gate_since, d.standing_since, d.changed_at, t.seen, t.standing, t.cause,
    t.family, t.gate, t.action, t.erase, t.platform, t.model, t.source, t.server, t.finding,
    (SELECT max(taken_at) FROM snapshot WHERE tenant = $1)";

/// The devices of the wanted combinations, from the cursor on.
fn by_traits(
    connection: &mut dyn Connection,
    tenant: Tenant,
    query: &FleetQuery,
    total: u64,
    limit: usize,
) -> Result<Vec<FleetRow>, StoreError> {
    let key = key(query.sort);
    let (beyond, way) = if query.descending {
        ("<", "DESC")
    } else {
        (">", "ASC")
    };
    let mut values = vec![Value::from(tenant)];
    let mut narrow = vec![format!("seen = {}", query.seen as i64)];
    for (which, wanted) in query.wanted.iter().filter(|(_, wanted)| !wanted.is_empty()) {
        let places = wanted.iter().map(|value| {
            values.push(value.into());
            format!("${}", values.len())
        });
        let places: Vec<_> = places.collect();
        narrow.push(format!("{} IN ({})", which.name(), places.join(",")));
    }
    let from = match &query.cursor {
        None => String::new(),
        Some(cursor) => {
            let (number, serial) = parse(cursor)?;
            values.push(number.into());
            values.push((&serial).into());
            let last = values.len();
            match key {
                None => format!("AND x.serial {beyond} ${last} AND ${} >= 0", last - 1),
                Some(key) => format!("AND (x.{key}, x.serial) {beyond} (${}, ${last})", last - 1),
            }
        }
    };
    let order = match key {
        None => format!("serial {way}"),
        Some(key) => format!("{key} {way}, serial {way}"),
    };
    let order = |of: &str| {
        let terms = order.split(", ").map(|term| format!("{of}.{term}"));
        terms.collect::<Vec<_>>().join(", ")
    };
    // Left alone, SQLite walks along the order even where few match.
    let collect = if total <= FEW && connection.dialect() == Dialect::Sqlite {
        "INDEXED BY device_by_traits"
    } else {
        ""
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM (
            SELECT x.serial AS serial FROM device x {collect} WHERE x.tenant = $1 AND x.traits IN
                (SELECT id FROM traits WHERE tenant = $1 AND {}) {from}
            ORDER BY {} LIMIT {limit}
        ) page JOIN device d ON d.tenant = $1 AND d.serial = page.serial
        JOIN traits t ON t.tenant = $1 AND t.id = d.traits ORDER BY {}",
        narrow.join(" AND "),
        order("x"),
        order("d"),
    );
    let rows = connection.rows(&sql, &values)?;
    rows.into_iter().map(fleet_row).collect()
}

/// Devices whose serial number, holder or order begins with the text. All are collected, for they
/// are few; beyond [`TEXT_MOST`] nobody counts on.
fn by_text(
    connection: &mut dyn Connection,
    tenant: Tenant,
    query: &FleetQuery,
    facets: BTreeMap<Trait, BTreeMap<String, u64>>,
) -> Result<FleetPage, StoreError> {
    let (text, most) = (query.text.trim(), TEXT_MOST + 1);
    let mut found = BTreeMap::new();
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
            "SELECT {COLUMNS} FROM device d JOIN traits t ON t.tenant = $1 AND t.id = d.traits
            WHERE d.tenant = $1 AND d.{column} >= $2 AND d.{column} < $3 {filled}
            ORDER BY d.{column} LIMIT {most}"
        );
        let values = [tenant.into(), (&text).into(), (&after(&text)).into()];
        let rows = connection.rows(&sql, &values)?;
        more |= rows.len() == most;
        for row in rows {
            let row = fleet_row(row)?;
            let kept = Trait::ALL
                .iter()
                .all(|which| keeps(query, *which, &row.traits));
            if kept && row.seen == query.seen {
                found.insert(row.serial.clone(), row);
            }
        }
    }
    let count = found.len() as u64;
    let mut rows: Vec<FleetRow> = found.into_values().collect();
    rows.sort_by(|a, b| place(query.sort, a).cmp(&place(query.sort, b)));
    if query.descending {
        rows.reverse();
    }
    if let Some(cursor) = &query.cursor {
        let (number, serial) = parse(cursor)?;
        let from = (number, serial);
        rows.retain(|row| {
            let here = place(query.sort, row);
            let here = (here.0, here.1);
            let from = (from.0, from.1.as_str());
            if query.descending {
                here < from
            } else {
                here > from
            }
        });
    }
    let size = size(query);
    let next = (rows.len() > size).then(|| cursor(query.sort, &rows[size - 1]));
    rows.truncate(size);
    Ok(FleetPage {
        rows,
        total: if more {
            Total::AtLeast(count)
        } else {
            Total::Exact(count)
        },
        facets,
        next,
    })
}

/// The first text after all that begin with this one, in the order of bytes.
fn after(text: &str) -> String {
    format!("{text}\u{10ffff}")
}

/// The column that an order goes by before the serial number.
const fn key(sort: Sort) -> Option<&'static str> {
    match sort {
        Sort::Worst => Some("rank"),
        Sort::Serial => None,
        Sort::Since => Some("cause_since"),
        Sort::Changed => Some("changed_at"),
    }
}

fn place(sort: Sort, row: &FleetRow) -> (i64, &str) {
    let number = match sort {
        Sort::Worst => i64::from(row.traits.rank()),
        Sort::Serial => 0,
        Sort::Since => row.cause_since.unix(),
        Sort::Changed => row.changed_at.unix(),
    };
    (number, &row.serial)
}

fn cursor(sort: Sort, row: &FleetRow) -> String {
    let (number, serial) = place(sort, row);
    format!("{number}.{serial}")
}

fn parse(cursor: &str) -> Result<(i64, String), StoreError> {
    let parts = cursor.split_once('.');
    let parts = parts.and_then(|(number, serial)| Some((number.parse().ok()?, serial.to_owned())));
    parts.ok_or_else(|| StoreError::Cursor(cursor.to_owned()))
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
