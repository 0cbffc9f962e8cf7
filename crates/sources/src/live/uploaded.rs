//! The list of serial numbers that people uploaded to Intune. It stands among the tokens' lists,
//! under the id of the account as if that were a token (microsoft.md §1.2).

use super::failure::{CollectError, Ended, Missed};
use super::ids;
use super::journal::{Journal, Progress};
use super::vendor_api::Service;
use super::walk::Part;
use crate::permission;
use crate::told::told;
use enrollment::snapshot::Source;
use serde::Deserialize;

const PATH: &str = "/beta/deviceManagement?$select=intuneAccountId";
/// Under this name the journal keeps the account's id.
const NOTE: &str = "account";

#[derive(Deserialize, Default)]
struct Account {
    #[serde(default, rename = "intuneAccountId")]
    id: String,
}

/// The list, if the tenant has an account; the inner error is a gap.
pub(super) fn list(
    service: &Service<'_>,
    journal: &Journal,
) -> Result<Result<Option<Part>, Missed>, CollectError> {
    let noted = journal.progress(NOTE);
    if noted.pages > 0 {
        return Ok(Ok(noted.next.map(part)));
    }
    let needs = permission::of(Source::ImportedIdentities).unwrap_or_default();
    let needs = told("needs-permission").with("permission", needs);
    let answer = match service.at(PATH).map(|url| service.read(&url, &needs)) {
        Some(Ok(answer)) => answer,
        Some(Err(Ended::Stop(error))) => return Err(error),
        Some(Err(Ended::Gap(missed) | Ended::Expired(missed))) => return Ok(Err(missed)),
        None => return Ok(Ok(None)),
    };
    let account: Account = serde_json::from_slice(&answer.body).unwrap_or_default();
    let is_none = account.id.bytes().all(|c| c == b'0' || c == b'-');
    let id = Some(account.id).filter(|id| !is_none && ids::is_plain(id));
    let next = id.clone();
    journal.note(NOTE, Progress { pages: 1, next })?;
    Ok(Ok(id.map(part)))
}

fn part(id: String) -> Part {
    Part { id, devices: 0 }
}
