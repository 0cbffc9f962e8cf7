//! Microsoft Graph: which path shows which rows (microsoft.md §1), and errors as Graph words them.

use super::Services;
use super::answer::Answer;
use super::asked::Asked;
use super::graph_writes;
use super::odata::{self, Query};
use super::passes::Door;
use super::stock::Collection;
use super::{batch, exports, permissions, weather, what_if};
use crate::clock::{self, Time};
use serde_json::{Value, json};

/// How a collection is shown.
pub(super) struct Shown {
    /// The name of its files.
    pub(super) stock: String,
    /// Rows of a page if nobody says otherwise.
    pub(super) usual: usize,
    /// Rows of a page at most.
    pub(super) most: usize,
    /// Whether a larger `$top` is refused; else it is lowered.
    pub(super) strict: bool,
    /// Properties that only `$expand` shows.
    pub(super) expandable: &'static [&'static str],
}

/// What a path means.
enum Meaning {
    List(Shown),
    /// One row of a list.
    Row(Shown, String),
    Count(Shown),
    Push,
    Account,
    /// One object of this name.
    Object(String),
    Approvals,
    Unknown,
}

/// Answers a request to `/v1.0/…` or `/beta/…`; the weather has its say.
pub(super) fn answer(services: &Services, asked: &Asked, now: Time) -> Answer {
    services.limits.comes(asked, now);
    let fair = |asked: &Asked| fair(services, asked, now);
    let mut answer = services.sky.over(Door::Graph, asked, fair);
    services.limits.told(asked, &answer.headers, now);
    let id = request_id(services, now);
    if let Some(client) = asked.header("client-request-id") {
        answer = answer.with("client-request-id", client);
    }
    answer.with("request-id", id)
}

fn fair(services: &Services, asked: &Asked, now: Time) -> Answer {
    let token = asked.bearer();
    let holder = token.and_then(|token| services.passes.holder(token, Door::Graph, now));
    let Some(holder) = holder else {
        return unsigned(services, token.is_some(), now);
    };
    if let Err(breach) = services.limits.take(&holder.app, asked, now) {
        let answer = weather::throttled(Door::Graph);
        return match breach.wait {
            Some(wait) => answer.with("retry-after", wait.to_string()),
            None => answer,
        };
    }
    if let Some(refusal) = permissions::refusal(services, asked, &holder.permissions, now) {
        return refusal;
    }
    let parts: Vec<&str> = asked.parts.iter().skip(1).map(String::as_str).collect();
    match parts.as_slice() {
        ["$batch"] => return batch::answer(services, asked, now),
        ["identity", "conditionalAccess", "evaluate"] => {
            return what_if::answer(services, asked, now);
        }
        ["deviceManagement", "reports", "exportJobs", rest @ ..] => {
            return exports::answer(services, asked, rest, now);
        }
        _ => {}
    }
    let beta = asked.parts.first().is_some_and(|version| version == "beta");
    let meaning = meaning(&parts, beta);
    if let Some(answer) = graph_writes::answer(services, asked, &parts, beta, now) {
        return answer;
    }
    if asked.method != "GET" {
        let why = "The request method is not supported here.";
        return error(services, 405, "Request_BadRequest", why, now);
    }
    let query = match Query::read(asked, services.places) {
        Ok(query) => query,
        Err(why) => return error(services, 400, "BadRequest", &why, now),
    };
    told(services, asked, &parts, meaning, &query, now)
}

/// What a path means, as far as it is read.
fn told(
    services: &Services,
    asked: &Asked,
    parts: &[&str],
    meaning: Meaning,
    query: &Query,
    now: Time,
) -> Answer {
    match meaning {
        Meaning::List(shown) => list(services, asked, &shown, query, now),
        // The directory counts only for who accepts that the count lags behind.
        Meaning::Count(shown) if shown.strict && !is_eventual(asked) => {
            let why = "$count is not currently supported.";
            error(services, 400, "Request_UnsupportedQuery", why, now)
        }
        Meaning::Count(shown) => match services.stock.collection(&shown.stock) {
            Some(found) => {
                let count = odata::count(found, query).to_string();
                Answer::of(200, "text/plain", count.into_bytes())
            }
            None => closed(services, &shown.stock, now),
        },
        Meaning::Row(shown, id) => match services.stock.collection(&shown.stock) {
            None => closed(services, &shown.stock, now),
            Some(found) => match found.row(&id) {
                Some(row) => {
                    let row = odata::projected(row, query, shown.expandable);
                    Answer::of(200, odata::KIND, row.get().as_bytes().to_vec())
                }
                None => missing(services, &format!("Resource '{id}' does not exist."), now),
            },
        },
        Meaning::Approvals => services.approvals.list(asked),
        Meaning::Push => push(services, query, now),
        Meaning::Account => account(services, asked, query),
        Meaning::Object(name) => object(services, &name, query)
            .unwrap_or_else(|| closed(services, &format!("microsoft/{name}"), now)),
        Meaning::Unknown => {
            let last = parts.last().copied().unwrap_or_default();
            let why = format!("Resource not found for the segment '{last}'.");
            missing(services, &why, now)
        }
    }
}

fn is_eventual(asked: &Asked) -> bool {
    let level = asked.header("consistencylevel");
    level.is_some_and(|level| level.eq_ignore_ascii_case("eventual"))
}

fn unsigned(services: &Services, has_token: bool, now: Time) -> Answer {
    let why = if has_token {
        "Lifetime validation failed, the token is expired."
    } else {
        "Access token is empty."
    };
    error(services, 401, "InvalidAuthenticationToken", why, now)
        .with("www-authenticate", "Bearer realm=\"\"")
}

fn list(services: &Services, asked: &Asked, shown: &Shown, query: &Query, now: Time) -> Answer {
    let empty = Collection::default();
    let account = shown.stock.rsplit_once('.');
    let account = account.is_some_and(|(_, token)| token == services.keys.account);
    let found = services.stock.collection(&shown.stock);
    // Where nobody uploaded serial numbers, the account's lists are empty.
    let Some(found) = found.or(account.then_some(&empty)) else {
        if shown.stock.contains('.') {
            let why = "Resource does not exist or one of its queried references is not there.";
            return missing(services, why, now);
        }
        return closed(services, &shown.stock, now);
    };
    match odata::page(found, query, shown, &services.base, asked) {
        Ok(body) => Answer::of(200, odata::KIND, body),
        Err(why) => error(services, 400, "Request_BadRequest", &why, now),
    }
}

/// A tenant that lacks a licence or a consent for an interface is told so.
fn closed(services: &Services, stock: &str, now: Time) -> Answer {
    let why = format!("Insufficient privileges to read {stock}.");
    error(services, 403, "Authorization_RequestDenied", &why, now)
}

/// What the tenant is at Intune.
fn account(services: &Services, asked: &Asked, query: &Query) -> Answer {
    let mut about = json!({"id": services.keys.tenant, "subscriptionState": "active",
        "intuneAccountId": services.keys.account});
    let known = services.stock.document("microsoft/deviceManagement");
    let known = known.and_then(|row| serde_json::from_str::<Value>(row.get()).ok());
    if let Some(known) = known {
        about["settings"] = known["settings"].clone();
    }
    if asked.parts.first().is_some_and(|version| version == "beta") {
        about["maximumDepTokens"] = json!(100);
    }
    match serde_json::value::to_raw_value(&about) {
        Ok(row) => {
            let row = odata::projected(&row, query, &[]);
            Answer::of(200, odata::KIND, row.get().as_bytes().to_vec())
        }
        Err(_) => Answer::json(200, &about),
    }
}

fn push(services: &Services, query: &Query, now: Time) -> Answer {
    let found = object(services, "applePushNotificationCertificate", query);
    found.unwrap_or_else(|| missing(services, "No Apple push certificate was uploaded.", now))
}

/// What is one object, unless the lab keeps Graph's own refusal, or nothing.
fn object(services: &Services, name: &str, query: &Query) -> Option<Answer> {
    let found = services.stock.document(&format!("microsoft/{name}"));
    let row = found.filter(|row| !row.get().starts_with("{\"error\""))?;
    let row = odata::projected(row, query, &[]);
    let bytes = row.get().as_bytes().to_vec();
    Some(Answer::of(200, odata::KIND, bytes))
}

/// What is not there.
pub(super) fn missing(services: &Services, why: &str, now: Time) -> Answer {
    error(services, 404, "ResourceNotFound", why, now)
}

/// Graph's envelope of an error.
pub(super) fn error(
    services: &Services,
    status: u16,
    code: &str,
    message: &str,
    now: Time,
) -> Answer {
    let at = clock::text(now);
    let id = request_id(services, now);
    let inner: Value = json!({"date": at.trim_end_matches('Z'), "request-id": id,
        "client-request-id": id});
    Answer::json(
        status,
        &json!({"error": {"code": code, "message": message, "innerError": inner}}),
    )
}

/// An identifier of this answer.
pub(super) fn request_id(services: &Services, now: Time) -> String {
    crate::world::Guid::of(services.living.seed(), now as u64, services.tally.total()).to_string()
}

fn intune(name: &str) -> Shown {
    Shown {
        stock: format!("microsoft/{name}"),
        usual: 1_000,
        most: 1_000,
        strict: false,
        expandable: &[],
    }
}

/// Directory objects: 100 to a page, at most 999 (microsoft.md §4).
fn directory(name: &str) -> Shown {
    Shown {
        usual: 100,
        most: 999,
        strict: true,
        ..intune(name)
    }
}

fn tokens() -> Shown {
    Shown {
        expandable: &[
            "defaultIosEnrollmentProfile",
            "defaultMacOsEnrollmentProfile",
        ],
        ..intune("depOnboardingSettings")
    }
}

fn meaning(parts: &[&str], beta: bool) -> Meaning {
    if let Some(shown) = collection(parts, beta) {
        return Meaning::List(shown);
    }
    match parts {
        ["deviceManagement", "applePushNotificationCertificate"] => Meaning::Push,
        ["deviceManagement"] => Meaning::Account,
        [
            "policies",
            name @ ("identitySecurityDefaultsEnforcementPolicy" | "deviceRegistrationPolicy"),
        ] => Meaning::Object((*name).to_owned()),
        ["deviceManagement", "operationApprovalRequests"] if beta => Meaning::Approvals,
        [list @ .., "$count"] => collection(list, beta).map_or(Meaning::Unknown, Meaning::Count),
        [list @ .., id] => match collection(list, beta) {
            Some(shown) => Meaning::Row(shown, (*id).to_owned()),
            None => Meaning::Unknown,
        },
        [] => Meaning::Unknown,
    }
}

fn collection(parts: &[&str], beta: bool) -> Option<Shown> {
    let shown = match parts {
        ["deviceManagement", "managedDevices"] => intune("managedDevices"),
        ["deviceManagement", "troubleshootingEvents"] => intune("troubleshootingEvents"),
        ["deviceManagement", "deviceEnrollmentConfigurations"] => Shown {
            expandable: &["assignments"],
            ..intune("deviceEnrollmentConfigurations")
        },
        ["deviceManagement", "deviceCompliancePolicies"] => Shown {
            expandable: &["assignments"],
            ..intune("deviceCompliancePolicies")
        },
        ["deviceManagement", "deviceConfigurations"] => Shown {
            expandable: &["assignments"],
            ..intune("deviceConfigurations")
        },
        ["deviceAppManagement", "vppTokens"] => intune("vppTokens"),
        ["deviceManagement", "configurationPolicies"] if beta => intune("configurationPolicies"),
        ["deviceManagement", "depOnboardingSettings"] if beta => tokens(),
        [
            "deviceManagement",
            "depOnboardingSettings",
            token,
            list @ ("importedAppleDeviceIdentities" | "enrollmentProfiles"),
        ] if beta => intune(&format!("{list}.{token}")),
        ["identity", "conditionalAccess", "policies"] => directory("conditionalAccessPolicies"),
        ["identity", "conditionalAccess", "namedLocations"] => directory("namedLocations"),
        ["devices"] => directory("devices"),
        ["users"] => directory("users"),
        ["directory", "deletedItems", "microsoft.graph.user"] => directory("deletedItems"),
        ["servicePrincipals"] => directory("servicePrincipals"),
        ["groups"] => directory("groups"),
        ["roleManagement", "directory", "roleDefinitions"] => directory("roleDefinitions"),
        ["subscribedSkus"] => intune("subscribedSkus"),
        [
            "reports",
            "authenticationMethods",
            "userRegistrationDetails",
        ] => intune("userRegistrationDetails"),
        ["groups", group, "transitiveMembers"] => directory(&format!("transitiveMembers.{group}")),
        ["roleManagement", "directory", "roleAssignments"] => Shown {
            expandable: &["principal"],
            ..directory("roleAssignments")
        },
        ["auditLogs", "signIns"] => intune("signIns"),
        _ => return None,
    };
    Some(shown)
}
