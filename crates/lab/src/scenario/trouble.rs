//! What goes wrong for the whole tenant in a world that somebody wrote: `[[trouble]]`.

use crate::clock::Time;
use crate::document::{Document, Table, Value, nearest};
use crate::error::LabError;
use crate::world::{Episode, Family, Trouble};

const KEYS: [&str; 3] = ["what", "from", "until"];
/// Of several tokens, profiles and sites the first is meant.
const TROUBLES: [(&str, Trouble); 29] = [
    ("token_expired", Trouble::TokenExpired(0)),
    ("token_invalid", Trouble::TokenInvalid(0)),
    ("service_gone", Trouble::ServiceGone(0)),
    ("cursor_broken", Trouble::CursorBroken(0)),
    ("consent_missing", Trouble::ConsentMissing(0)),
    ("terms_open", Trouble::TermsOpen),
    (
        "no_default_service",
        Trouble::NoDefaultServer(Family::Iphone),
    ),
    (
        "no_default_profile",
        Trouble::NoDefaultProfile(0, Family::Iphone),
    ),
    ("profile_invalid", Trouble::ProfileInvalid(0)),
    ("profile_before_token", Trouble::ProfileBeforeToken(0)),
    ("profile_unsuitable", Trouble::ProfileUnsuitable(0)),
    ("push_expired", Trouble::PushExpired),
    ("push_missing", Trouble::PushMissing),
    ("push_replaced", Trouble::PushReplaced),
    ("ios_blocked", Trouble::PlatformBlocked(Family::Iphone)),
    ("mac_blocked", Trouble::PlatformBlocked(Family::Mac)),
    ("system_minimum", Trouble::SystemMinimum),
    ("access_blocks", Trouble::AccessBlocks),
    ("terms_of_use", Trouble::TermsOfUse),
    ("strong_method", Trouble::StrongMethod),
    ("factor_for_legacy", Trouble::FactorForLegacy(0)),
    ("federation_broken", Trouble::FederationBroken),
    ("diverted", Trouble::Diverted),
    ("licences_gone", Trouble::LicencesGone),
    ("apps_expired", Trouble::AppsExpired),
    ("authority_lost", Trouble::AuthorityLost),
    ("site_intercepts", Trouble::Intercepted(0)),
    ("apple_down", Trouble::AppleDown),
    ("microsoft_down", Trouble::MicrosoftDown),
];

/// The trouble of this name; else what would be right.
pub(crate) fn find(name: &str) -> Result<Trouble, String> {
    let found = TROUBLES.iter().find(|(known, _)| *known == name);
    found.map(|(_, trouble)| *trouble).ok_or_else(|| {
        let known: Vec<&str> = TROUBLES.iter().map(|(known, _)| *known).collect();
        format!("there is no trouble '{name}'; {}", nearest(name, &known))
    })
}

/// Reads all `[[trouble]]`.
pub(super) fn read(document: &Document<'_>, table: &Table<'_>) -> Result<Vec<Episode>, LabError> {
    let Some(value) = table.get("trouble") else {
        return Ok(Vec::new());
    };
    let Some(all) = value.get_ref().as_array() else {
        return Err(document.fault(&value.span(), "write each trouble as [[trouble]]"));
    };
    all.iter().map(|value| episode(document, value)).collect()
}

fn episode(document: &Document<'_>, value: &Value<'_>) -> Result<Episode, LabError> {
    let table = document.table(value, "trouble")?;
    document.only(table, &KEYS)?;
    let need = |key: &str| {
        let missing = || document.fault(&value.span(), format!("a trouble needs '{key}'"));
        table.get(key).ok_or_else(missing)
    };
    let named = need("what")?;
    let name = document.text_of(named, "what")?;
    let trouble = find(name).map_err(|what| document.fault(&named.span(), what))?;
    let from = document.moment(need("from")?, "from")?;
    let until = match table.get("until") {
        None => Time::MAX,
        Some(until) => document.moment(until, "until")?,
    };
    if until <= from {
        return Err(document.fault(&value.span(), "'until' must lie after 'from'"));
    }
    Ok(Episode {
        trouble,
        from,
        until,
        fault: None,
    })
}
