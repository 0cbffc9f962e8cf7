//! What people ask of cases on the dashboard that needs the tenant as it was read just now: looked
//! up in the newest snapshot that lies on this machine, if that is young enough.

use super::serve_rounds::{FOLDER, chosen};
use super::{Desk, Stop, delivered};
use crate::app::mend::wish::{Granted, NotGranted, Wish};
use crate::app::mend::{Mending, Safeguards, fresh_enough};
use crate::app::remember::recall;
use crate::clock;
use crate::store::Store;
use crate::web::cases::{Ground, Repairs, Sent};
use enrollment::diagnosis::Weights;
use enrollment::moment::Moment;
use remedy::act::Act;
use sources::recorded::{self, ReadOptions, Silent};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where the snapshots of a tenant lie.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// A folder of them, or one.
    pub(super) folder: PathBuf,
    /// What is laid down about repairs.
    pub(super) ground: Ground,
}

/// Repairs of the configured tenants, or of those named.
pub(super) fn repairs(named: &[String], desk: &Desk) -> Result<Repairs, Stop> {
    let place = |(name, tenant): (&String, &crate::config::tenant::Tenant)| {
        let remedy = tenant.remedy.clone().unwrap_or_default();
        let place = Place {
            folder: tenant
                .snapshots
                .clone()
                .unwrap_or_else(|| Path::new(FOLDER).join(name)),
            ground: Ground {
                safeguards: Safeguards::of(&remedy),
                company: remedy.company.unwrap_or_default(),
                contact: remedy.contact.unwrap_or_default(),
            },
        };
        (name.clone(), place)
    };
    let places = chosen(named, desk)?.into_iter().map(place).collect();
    Ok(of(places, desk.weights()?))
}

/// Repairs of these tenants.
pub(super) fn of(places: BTreeMap<String, Place>, weights: Weights) -> Repairs {
    let grounds = places.iter();
    let grounds = grounds.map(|(name, place)| (name.clone(), place.ground.clone()));
    // One at a time: each reads a whole snapshot.
    let turn = Mutex::new(());
    Repairs {
        grounds: grounds.collect(),
        fulfil: Arc::new(move |store, name, now, wish| {
            let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
            let place = places.get(name).ok_or(NotGranted::Nowhere)?;
            fulfil(place, &weights, store, (name, now), wish)
        }),
        shown: Arc::new(shown),
    }
}

fn fulfil(
    place: &Place,
    weights: &Weights,
    store: &dyn Store,
    (name, now): (&str, Moment),
    wish: &Wish,
) -> Result<Granted, NotGranted> {
    let unreadable = |why: &dyn std::fmt::Display| NotGranted::Unreadable(why.to_string());
    // Where nothing was ever collected, the tenant has to be read, too.
    let newest = delivered::newest(&place.folder).ok_or(NotGranted::Old)?;
    let taken_at = recorded::taken_at(&newest).map_err(|why| unreadable(&why))?;
    let taken_at = taken_at.ok_or(NotGranted::Old)?;
    if !fresh_enough(taken_at, now) {
        return Err(NotGranted::Old);
    }
    let options = ReadOptions {
        seed: clock::seed(),
        progress: &Silent,
    };
    let mut snapshot = recorded::read(&newest, &options).map_err(|why| unreadable(&why))?;
    let tenant = store.tenant(name)?;
    recall(&mut snapshot, store, tenant)?;
    let mending = Mending {
        store,
        tenant,
        name,
        safeguards: &place.ground.safeguards,
        now,
        fleet: 0,
    };
    Ok(mending.grant(&snapshot, weights, wish)?)
}

/// The request that changes something.
#[cfg(feature = "actions")]
fn shown(act: &Act) -> Option<Sent> {
    let call = actions::calls(act).pop()?;
    let body = call.body.as_ref().map(serde_json::to_string_pretty);
    Some(Sent {
        method: call.method.to_string(),
        address: format!("{} {}", call.vendor.name(), call.path),
        // A value of ours is always text.
        body: body.and_then(Result::ok).unwrap_or_default(),
        permission: call.needs.unwrap_or_default().to_owned(),
    })
}

/// A build without `actions` sends nothing.
#[cfg(not(feature = "actions"))]
fn shown(_: &Act) -> Option<Sent> {
    None
}
