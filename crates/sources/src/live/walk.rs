//! One collection, page after page.

use super::collections::Collection;
use super::failure::{CollectError, Ended, Missed};
use super::journal::Journal;
use super::vendor_api::Service;
use super::{Event, Surroundings, ids};
use enrollment::snapshot::Source;
use serde_json::Value;

/// More pages than any tenant has: a service that never ends is not followed for ever.
const PAGES_MAX: u32 = 99_999;

/// Reads what is still to be read of a collection; what is missing in the end is a gap.
pub(super) fn walk(
    collection: &Collection,
    part: &str,
    service: &Service<'_>,
    journal: &Journal,
    around: &Surroundings<'_>,
) -> Result<Option<Missed>, CollectError> {
    let mut restarted = false;
    loop {
        match onward(collection, part, service, journal, around) {
            Ok(()) => return Ok(None),
            Err(Ended::Gap(missed)) => return Ok(Some(missed)),
            Err(Ended::Stop(error)) => return Err(error),
            Err(Ended::Expired(missed)) => {
                let stem = collection.stem(part);
                if restarted || journal.progress(&stem).pages == 0 {
                    return Ok(Some(missed));
                }
                restarted = true;
                journal.restart(&stem)?;
            }
        }
    }
}

fn onward(
    collection: &Collection,
    part: &str,
    service: &Service<'_>,
    journal: &Journal,
    around: &Surroundings<'_>,
) -> Result<(), Ended> {
    let stem = collection.stem(part);
    let mut progress = journal.progress(&stem);
    loop {
        let url = match &progress.next {
            Some(link) => service.follow(link)?,
            None if progress.pages > 0 => return Ok(()),
            None => {
                let address = collection.address(part, journal.started);
                let url = service.at(&address);
                url.ok_or_else(|| Ended::gap("bad_request", format!("{address} is no address")))?
            }
        };
        let answer = service.read(&url, &collection.needs())?;
        // Without a push certificate Graph answers 404, which is knowledge.
        if answer.status == 404 && collection.source != Source::PushCertificate {
            return Err(Ended::Expired(Missed {
                reason: "not_found",
                detail: format!("{} is not there (404)", collection.path()),
            }));
        }
        let next = next_link(&answer.body).filter(|link| Some(link) != progress.next.as_ref());
        let number = progress.pages + 1;
        if number > PAGES_MAX {
            return Err(Ended::gap("too_large", "the collection does not end"));
        }
        let stored = journal.store(&stem, number, &answer.body, next);
        stored.map_err(Ended::Stop)?;
        (around.watch)(Event::Page { of: &stem, number });
        progress = journal.progress(&stem);
    }
}

/// `@odata.nextLink`, or `links.next`.
fn next_link(body: &[u8]) -> Option<String> {
    let page: Links = serde_json::from_slice(body).ok()?;
    let next = page.odata.or_else(|| page.links?.next)?;
    (!next.is_empty()).then_some(next)
}

#[derive(serde::Deserialize)]
struct Links {
    #[serde(rename = "@odata.nextLink")]
    odata: Option<String>,
    links: Option<Next>,
}

#[derive(serde::Deserialize)]
struct Next {
    next: Option<String>,
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
