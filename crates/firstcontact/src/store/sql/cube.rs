//! All combinations of traits of a tenant, with the number of devices of each: totals and facets
//! are sums over them. They are read anew only when something changed.

use super::fleet::all_traits;
use super::{Connection, Engine, Inner};
use crate::store::{FleetQuery, Seen, StoreError, Tenant, Trait, Traits};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError};

const TRAITS: usize = Trait::ALL.len();

/// All combinations of a tenant, as of a version.
pub(super) struct Cube {
    pub(super) version: i64,
    /// For each trait its values; a combination has their positions.
    values: [Vec<String>; TRAITS],
    all: Vec<Combination>,
}

/// A combination of traits.
pub(super) struct Combination {
    pub(super) id: i64,
    pub(super) rank: u8,
    pub(super) devices: u64,
    seen: Seen,
    values: [usize; TRAITS],
}

/// What a query wants of each combination.
pub(super) struct Wanted {
    seen: Seen,
    /// For each trait, if anything is wanted of it, which of its values.
    values: [Option<Vec<bool>>; TRAITS],
}

impl<E: Engine> Inner<E> {
    /// The combinations of a tenant.
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
        let rows = all_traits(connection, tenant)?;
        let cube = Arc::new(Cube::of(version, &rows));
        let mut cubes = self.cubes.lock().unwrap_or_else(PoisonError::into_inner);
        cubes.insert(tenant, Arc::clone(&cube));
        Ok(cube)
    }
}

impl Cube {
    fn of(version: i64, rows: &[(i64, Seen, Traits, u64)]) -> Self {
        let mut values: [Vec<String>; TRAITS] = Default::default();
        let mut places: [HashMap<&str, usize>; TRAITS] = Default::default();
        // Those whose last device was forgotten are none any more.
        let rows = rows.iter().filter(|(.., devices)| *devices > 0);
        let all = rows.map(|(id, seen, traits, devices)| {
            let place = |number: usize| {
                let value = traits.get(Trait::ALL[number]);
                *places[number].entry(value).or_insert_with(|| {
                    values[number].push(value.to_owned());
                    values[number].len() - 1
                })
            };
            Combination {
                id: *id,
                rank: traits.rank(),
                devices: *devices,
                seen: *seen,
                values: std::array::from_fn(place),
            }
        });
        let all = all.collect();
        Self {
            version,
            values,
            all,
        }
    }

    /// What a query wants, in the positions of these values.
    pub(super) fn wanted(&self, query: &FleetQuery) -> Wanted {
        let wants = |number: usize| {
            let wanted = query.wanted.get(&Trait::ALL[number])?;
            let is_wanted = |value: &String| wanted.contains(value);
            (!wanted.is_empty()).then(|| self.values[number].iter().map(is_wanted).collect())
        };
        Wanted {
            seen: query.seen,
            values: std::array::from_fn(wants),
        }
    }

    /// The combinations that are wanted.
    pub(super) fn matching(&self, wanted: &Wanted) -> Vec<&Combination> {
        let all = self.all.iter();
        all.filter(|it| it.seen == wanted.seen && wanted.failing(it).next().is_none())
            .collect()
    }

    /// All devices of these ranks, or of all.
    pub(super) fn devices(&self, rank: Option<u8>) -> u64 {
        let all = self.all.iter();
        all.filter(|it| rank.is_none_or(|rank| it.rank == rank))
            .map(|it| it.devices)
            .sum()
    }

    /// For each trait what there is if the other traits are as wanted: what can be clicked next.
    pub(super) fn facets(&self, wanted: &Wanted) -> BTreeMap<Trait, BTreeMap<String, u64>> {
        let mut sums: [Vec<u64>; TRAITS] =
            std::array::from_fn(|number| vec![0; self.values[number].len()]);
        for it in self.all.iter().filter(|it| it.seen == wanted.seen) {
            let mut failing = wanted.failing(it);
            match (failing.next(), failing.next()) {
                (None, _) => {
                    for (sums, value) in sums.iter_mut().zip(it.values) {
                        sums[value] += it.devices;
                    }
                }
                (Some(only), None) => sums[only][it.values[only]] += it.devices,
                (Some(_), Some(_)) => {}
            }
        }
        let mut facets: BTreeMap<Trait, BTreeMap<String, u64>> = BTreeMap::new();
        for (number, which) in Trait::ALL.into_iter().enumerate() {
            let counted = self.values[number].iter().zip(&sums[number]);
            for (value, sum) in counted.filter(|(_, sum)| **sum > 0) {
                facets.entry(which).or_default().insert(value.clone(), *sum);
            }
        }
        facets
    }
}

impl Wanted {
    /// The traits by which a combination is not wanted.
    fn failing<'w>(&'w self, it: &'w Combination) -> impl Iterator<Item = usize> + 'w {
        let wanted = self.values.iter().zip(it.values).enumerate();
        wanted.filter_map(|(number, (wanted, value))| {
            let wanted = wanted.as_ref()?;
            (!wanted[value]).then_some(number)
        })
    }
}
