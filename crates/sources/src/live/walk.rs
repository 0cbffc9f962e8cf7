//! One collection, page after page.

use super::collections::Collection;
use super::failure::{CollectError, Ended, Missed};
use super::journal::Journal;
use super::vendor_api::Service;
use super::{Event, Surroundings, ids};
use crate::told::{Told, told};
use enrollment::snapshot::Source;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt::{self, Formatter};
use std::sync::atomic::{AtomicU64, Ordering};

/// More pages than any tenant has: a service that never ends is not followed for ever.
const PAGES_MAX: u32 = 99_999;

/// How often a collection is begun anew because its place in it was forgotten.
const RESTARTS: u32 = 5;

/// What a walk needs beside the collection.
pub(super) struct Trip<'t> {
    pub(super) journal: &'t Journal,
    pub(super) around: &'t Surroundings<'t>,
    /// Calls that are known to be left.
    pub(super) left: &'t AtomicU64,
}

/// Reads what is still to be read of a collection; what is missing in the end is a gap.
pub(super) fn walk(
    collection: &Collection,
    part: &str,
    service: &Service<'_>,
    trip: &Trip<'_>,
) -> Result<Option<Missed>, CollectError> {
    let mut restarts = 0;
    loop {
        match onward(collection, part, service, trip) {
            Ok(()) => return Ok(None),
            Err(Ended::Gap(missed)) => return Ok(Some(missed)),
            Err(Ended::Stop(error)) => return Err(error),
            Err(Ended::Expired(missed)) => {
                let stem = collection.stem(part);
                if restarts == RESTARTS || trip.journal.progress(&stem).pages == 0 {
                    return Ok(Some(missed));
                }
                restarts += 1;
                trip.journal.restart(&stem)?;
            }
        }
    }
}

fn onward(
    collection: &Collection,
    part: &str,
    service: &Service<'_>,
    trip: &Trip<'_>,
) -> Result<(), Ended> {
    let journal = trip.journal;
    let stem = collection.stem(part);
    let mut progress = journal.progress(&stem);
    loop {
        let url = match &progress.next {
            Some(link) => service.follow(link)?,
            None if progress.pages > 0 => return Ok(()),
            None => {
                let from = journal.earlier.as_ref().map(|it| it.from);
                let address = collection.address_since(part, journal.started, from);
                let url = service.at(&address);
                url.ok_or_else(|| Ended::gap("bad_request", no_address(address)))?
            }
        };
        let answer = service.read(&url, &collection.needs())?;
        // Without a push certificate Graph answers 404, which is knowledge.
        if answer.status == 404 && collection.source != Source::PushCertificate {
            return Err(Ended::Expired(Missed {
                reason: "not_found",
                detail: told("gap-not-there").with("path", collection.path()),
            }));
        }
        let page: Page = serde_json::from_slice(&answer.body).unwrap_or_default();
        let rows = page.rows();
        let next = page.next();
        if next.is_some() && next == progress.next {
            return Err(Ended::gap("endless", told("gap-same-page")));
        }
        let number = progress.pages + 1;
        if number > PAGES_MAX {
            return Err(Ended::gap("too_large", told("gap-endless")));
        }
        let stored = journal.store(&stem, number, &answer.body, next);
        stored.map_err(Ended::Stop)?;
        let left = one_less(trip.left);
        (trip.around.watch)(Event::Page {
            of: &stem,
            number,
            rows,
            left,
        });
        progress = journal.progress(&stem);
    }
}

/// What cannot be an address, however it came to be.
pub(super) fn no_address(address: String) -> Told {
    told("gap-no-address").with("address", address)
}

/// Counts a call that was known to be left; there may be more calls than were known.
pub(super) fn one_less(left: &AtomicU64) -> u64 {
    let less = |left: u64| Some(left.saturating_sub(1));
    let before = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
    before.unwrap_or(0).saturating_sub(1)
}

/// As much of a page as the walk wants to know: `@odata.nextLink`, or `links.next`.
#[derive(serde::Deserialize, Default)]
struct Page {
    #[serde(rename = "@odata.nextLink")]
    odata: Option<String>,
    links: Option<Next>,
    #[serde(alias = "data")]
    value: Option<Rows>,
}

#[derive(serde::Deserialize)]
struct Next {
    next: Option<String>,
}

/// How many rows there are: of a list, or the one object of what is no collection.
struct Rows(u64);

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(page: D) -> Result<Self, D::Error> {
        struct Counting;

        impl<'de> Visitor<'de> for Counting {
            type Value = Rows;

            fn expecting(&self, text: &mut Formatter<'_>) -> fmt::Result {
                text.write_str("a list, or an object")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Rows, A::Error> {
                let mut rows = 0;
                while list.next_element::<IgnoredAny>()?.is_some() {
                    rows += 1;
                }
                Ok(Rows(rows))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Rows, A::Error> {
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Rows(1))
            }
        }

        page.deserialize_any(Counting)
    }
}

impl Page {
    fn rows(&self) -> u64 {
        self.value.as_ref().map_or(0, |rows| rows.0)
    }

    fn next(self) -> Option<String> {
        let next = self.odata.or_else(|| self.links?.next)?;
        (!next.is_empty()).then_some(next)
    }
}

/// A token or service that has lists of its own, and how many devices it says it has.
pub(super) struct Part {
    pub(super) id: String,
    pub(super) devices: u64,
}

/// The tokens or services on these pages. Tokens without a device list (Apple Configurator's) and
/// services that are deleted are left out, and ids that could not stand in an address.
pub(super) fn parts(pages: &[Vec<u8>]) -> Vec<Part> {
    let mut parts = Vec::new();
    for page in pages {
        let Ok(page) = serde_json::from_slice::<Value>(page) else {
            continue;
        };
        let rows = page["value"].as_array().or_else(|| page["data"].as_array());
        for row in rows.into_iter().flatten() {
            let about = &row["attributes"];
            let is_deleted = about["status"].as_str() == Some("DELETED");
            let devices = row["syncedDeviceCount"].as_u64();
            if let Some(id) = row["id"]
                .as_str()
                .filter(|id| ids::is_plain(id) && !is_deleted)
            {
                parts.push(Part {
                    id: id.to_owned(),
                    devices: devices.or(about["deviceCount"].as_u64()).unwrap_or(0),
                });
            }
        }
    }
    parts
}
