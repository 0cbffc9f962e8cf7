//! Finding devices in memory: by looking at each.

use super::Room;
use crate::store::{FleetPage, FleetQuery, FleetRow, Sort, StoreError, Total, Trait};
use std::collections::BTreeMap;

pub(super) fn page(room: &Room, query: &FleetQuery) -> Result<FleetPage, StoreError> {
    let all = || {
        let rows = room.devices.values().map(|known| &known.row);
        rows.filter(|row| row.seen == query.seen)
    };
    let mut facets: BTreeMap<Trait, BTreeMap<String, u64>> = BTreeMap::new();
    for row in all() {
        for which in Trait::ALL {
            let mut others = Trait::ALL.iter().filter(|other| **other != which);
            if others.all(|other| keeps(query, *other, row)) {
                let value = row.traits.get(which).to_owned();
                *facets.entry(which).or_default().entry(value).or_default() += 1;
            }
        }
    }
    let text = query.text.trim().to_lowercase();
    let begins = |field: &str| field.to_lowercase().starts_with(&text);
    let found = all().filter(|row| {
        Trait::ALL.iter().all(|which| keeps(query, *which, row))
            && (text.is_empty() || begins(&row.serial) || begins(&row.holder) || begins(&row.order))
    });
    let mut rows: Vec<FleetRow> = found.cloned().collect();
    let total = Total::Exact(rows.len() as u64);
    rows.sort_by_key(|row| place(query.sort, row));
    if query.descending {
        rows.reverse();
    }
    if let Some(cursor) = &query.cursor {
        let from = parse(cursor)?;
        rows.retain(|row| {
            let here = place(query.sort, row);
            if query.descending {
                here < from
            } else {
                here > from
            }
        });
    }
    let size = if query.size == 0 {
        50
    } else {
        query.size.min(1_000)
    };
    let next = (rows.len() > size).then(|| {
        let (number, serial) = place(query.sort, &rows[size - 1]);
        format!("{number}.{serial}")
    });
    rows.truncate(size);
    Ok(FleetPage {
        rows,
        total,
        facets,
        next,
    })
}

fn keeps(query: &FleetQuery, which: Trait, row: &FleetRow) -> bool {
    let wanted = query.wanted.get(&which).filter(|values| !values.is_empty());
    wanted.is_none_or(|values| values.iter().any(|value| value == row.traits.get(which)))
}

fn place(sort: Sort, row: &FleetRow) -> (i64, String) {
    let number = match sort {
        Sort::Worst => i64::from(row.traits.rank()),
        Sort::Serial => 0,
        Sort::Since => row.cause_since.unix(),
        Sort::Changed => row.changed_at.unix(),
    };
    (number, row.serial.clone())
}

fn parse(cursor: &str) -> Result<(i64, String), StoreError> {
    let parts = cursor.split_once('.');
    let parts = parts.and_then(|(number, serial)| Some((number.parse().ok()?, serial.to_owned())));
    parts.ok_or_else(|| StoreError::Cursor(cursor.to_owned()))
}
