//! Apple Business: sign-in, devices, services, events (apple.md §1); errors as Apple words them.

use super::Services;
use super::answer::Answer;
use super::apple_activities;
use super::asked::{Asked, encoded, first, form};
use super::assertion::{self, Expected};
use super::bookmark::Bookmarks;
use super::keys::AppleKey;
use super::passes::Door;
use super::stock::Collection;
use crate::clock::{self, DAY, Time};
use crate::random::scrambled;
use crate::snapshot::APPLE_API;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Rows of a page if nobody says otherwise, and at most (apple.md §1.3).
const USUAL: usize = 100;
const MOST: usize = 1_000;
/// How long an assertion may be good (apple.md §1.1).
const LONGEST: Time = 180 * DAY;
const AUDIENCE: &str = "https://account.apple.com/auth/oauth2/v2/token";
const SCOPE: &str = "business.api";

/// Answers the token endpoint.
pub(super) fn sign_in(services: &Services, asked: &Asked, now: Time) -> Answer {
    if asked.method != "POST" {
        return Answer::json(405, &json!({"error": "invalid_request"}));
    }
    let mut fields = form(&asked.body);
    fields.extend(asked.query.iter().cloned());
    let field = |name: &str| first(&fields, name).unwrap_or_default();
    if field("grant_type") != "client_credentials" {
        return Answer::json(400, &json!({"error": "unsupported_grant_type"}));
    }
    if field("scope") != SCOPE {
        return Answer::json(400, &json!({"error": "invalid_scope"}));
    }
    let keys = [&services.keys.apple, &services.keys.apple_repairer];
    let mut keys = keys.into_iter().flatten();
    let its = |key: &&AppleKey| key.account.client == field("client_id");
    let Some(AppleKey { account, public }) = keys.find(its) else {
        return Answer::json(400, &json!({"error": "invalid_client"}));
    };
    let audiences = [
        AUDIENCE.to_owned(),
        format!("{}/auth/oauth2/v2/token", services.base),
        format!("{}/auth/oauth2/token", services.base),
    ];
    let expected = Expected {
        issuer: Some(&account.client),
        subject: &account.client,
        audiences: &audiences,
        key_id: Some(&account.key_id),
        longest: Some(LONGEST),
    };
    let good = field("client_assertion_type") == assertion::KIND
        && assertion::judge(field("client_assertion"), public, &expected, now).is_ok();
    if !good {
        return Answer::json(400, &json!({"error": "invalid_client"}));
    }
    Answer::json(
        200,
        &json!({"access_token": services.passes.mint(&account.client, now), "token_type": "Bearer",
            "expires_in": services.passes.life, "scope": SCOPE}),
    )
}

/// Answers a request to `/v1/…`; the weather has its say.
pub(super) fn answer(services: &Services, asked: &Asked, now: Time) -> Answer {
    services.limits.comes(asked, now);
    let fair = |asked: &Asked| fair(services, asked, now);
    let answer = services.sky.over(Door::Apple, asked, fair);
    services.limits.told(asked, &answer.headers, now);
    answer
}

fn fair(services: &Services, asked: &Asked, now: Time) -> Answer {
    let allowed = asked
        .bearer()
        .is_some_and(|token| services.passes.opens(token, Door::Apple, now));
    if !allowed {
        return error(
            401,
            "NOT_AUTHORIZED",
            "The access token is missing or expired.",
            None,
        );
    }
    let fits = |kind: &str| ["application/json", "application/*", "*/*"].contains(&kind);
    let accepts = asked.header("accept").unwrap_or_default().split(',');
    let mut accepts = accepts.map(|kind| kind.split(';').next().unwrap_or_default().trim());
    if !accepts.any(fits) {
        return error(
            406,
            "NOT_ACCEPTABLE",
            "Accept must be application/json.",
            None,
        );
    }
    let parts: Vec<&str> = asked.parts.iter().skip(1).map(String::as_str).collect();
    if let Some(answer) = apple_activities::answer(services, asked, &parts, now) {
        return answer;
    }
    if asked.method != "GET" {
        return error(
            405,
            "METHOD_NOT_ALLOWED",
            "This method is not allowed here.",
            None,
        );
    }
    match parts.as_slice() {
        ["orgDevices"] => list(services, asked, "orgDevices", Some("orgDevices"), |_| true),
        ["mdmServers"] => list(services, asked, "mdmServers", Some("mdmServers"), |_| true),
        ["mdmDevices"] => list(services, asked, "mdmDevices", Some("mdmDevices"), |_| true),
        ["orgDevices", serial] => one(services, asked, "orgDevices", serial),
        ["mdmServers", id] => one(services, asked, "mdmServers", id),
        ["mdmServers", id, "relationships", "devices"] => {
            if row(services, "mdmServers", id).is_none() {
                return unknown("mdmServers", id);
            }
            list(
                services,
                asked,
                &format!("mdmServerDevices.{id}"),
                None,
                |_| true,
            )
        }
        ["mdmServers", _, "devices"] => {
            let why = "The relationship 'devices' does not allow 'GET_RELATED'. Allowed operation \
                       is: GET_RELATIONSHIP";
            error(403, "FORBIDDEN_ERROR", why, None)
        }
        ["orgDevices", serial, rest @ ..] => of_device(services, asked, serial, rest),
        ["auditEvents"] => audit_events(services, asked),
        _ => error(
            404,
            "NOT_FOUND",
            "The path provided does not match a resource.",
            None,
        ),
    }
}

fn of_device(services: &Services, asked: &Asked, serial: &str, rest: &[&str]) -> Answer {
    if row(services, "orgDevices", serial).is_none() {
        return unknown("orgDevices", serial);
    }
    let here = format!("{}/v1/orgDevices/{}", services.base, encoded(serial));
    let server = services.stock.service_of(serial);
    match (rest, server) {
        (["assignedServer"], Some(id)) => one(services, asked, "mdmServers", id),
        (["relationships", "assignedServer"], Some(id)) => Answer::json(
            200,
            &json!({"data": {"type": "mdmServers", "id": id},
                "links": {"self": format!("{here}/relationships/assignedServer"),
                    "related": format!("{here}/assignedServer")}}),
        ),
        // Both were seen for a device without a service (apple.md §1.6).
        (["assignedServer"] | ["relationships", "assignedServer"], None) => {
            let letters = serial.bytes().fold(services.living.seed(), |mix, byte| {
                scrambled(mix ^ u64::from(byte))
            });
            if letters % 2 == 0 {
                let link = format!("{here}/{}", rest.join("/"));
                Answer::json(200, &json!({"data": null, "links": {"self": link}}))
            } else {
                let why = format!("The device '{serial}' has no assigned server.");
                error(404, "NOT_FOUND", &why, None)
            }
        }
        ([what @ ("appleCareCoverage" | "activationLockStatus")], _) => {
            match services.stock.document(&format!("apple/{what}/{serial}")) {
                Some(found) => shown(services, asked, found, what),
                None if *what == "appleCareCoverage" => {
                    let link = format!("{here}/{what}");
                    Answer::json(200, &json!({"data": [], "links": {"self": link}}))
                }
                None => unknown(what, serial),
            }
        }
        _ => error(
            404,
            "NOT_FOUND",
            "The path provided does not match a resource.",
            None,
        ),
    }
}

/// A kept answer, with the attributes that were asked for.
fn shown(services: &Services, asked: &Asked, found: &RawValue, kind: &str) -> Answer {
    let Ok(mut document) = serde_json::from_str::<Value>(found.get()) else {
        return Answer::of(200, "application/json", found.get().as_bytes().to_vec());
    };
    match &mut document["data"] {
        Value::Array(rows) => rows.iter_mut().for_each(|row| narrow(asked, kind, row)),
        row => narrow(asked, kind, row),
    }
    document["links"] = json!({"self": format!("{}{}", services.base, asked.path)});
    Answer::json(200, &document)
}

fn row<'a>(services: &'a Services, list: &str, id: &str) -> Option<&'a RawValue> {
    services.stock.collection(&format!("apple/{list}"))?.row(id)
}

fn one(services: &Services, asked: &Asked, kind: &str, id: &str) -> Answer {
    let Some(found) = row(services, kind, id) else {
        return unknown(kind, id);
    };
    let data = resource(services, asked, Some(kind), found);
    let link = format!("{}{}", services.base, asked.path);
    Answer::json(200, &json!({"data": data, "links": {"self": link}}))
}

/// A row with its links pointing here, and the attributes that were asked for.
fn resource(services: &Services, asked: &Asked, kind: Option<&str>, row: &RawValue) -> Value {
    let text = row
        .get()
        .replace(APPLE_API, &format!("{}/v1", services.base));
    let mut value = serde_json::from_str(&text).unwrap_or(Value::Null);
    if let Some(kind) = kind {
        narrow(asked, kind, &mut value);
    }
    value
}

pub(super) fn narrow(asked: &Asked, kind: &str, row: &mut Value) {
    let Some(fields) = asked.parameter(&format!("fields[{kind}]")) else {
        return;
    };
    let wanted: Vec<&str> = fields.split(',').map(str::trim).collect();
    for part in ["attributes", "relationships"] {
        if let Some(part) = row.get_mut(part).and_then(Value::as_object_mut) {
            part.retain(|name, _| wanted.contains(&name.as_str()));
        }
    }
}

fn list(
    services: &Services,
    asked: &Asked,
    name: &str,
    kind: Option<&str>,
    takes: impl Fn(&RawValue) -> bool,
) -> Answer {
    let empty = Collection::default();
    let found = match services.stock.collection(&format!("apple/{name}")) {
        Some(found) => found,
        // A service that no device is assigned to has no pages; and Apple's own management, which
        // `mdmDevices` lists, has no device of this organisation.
        None if name.starts_with("mdmServerDevices.") || name == "mdmDevices" => &empty,
        None => {
            let why = "This API account is not allowed to read this resource.";
            return error(403, "FORBIDDEN_ERROR", why, None);
        }
    };
    let limit = asked
        .parameter("limit")
        .map_or(Some(USUAL), |text| text.parse().ok());
    let Some(limit) = limit.filter(|limit| (1..=MOST).contains(limit)) else {
        let why = format!("The parameter 'limit' must be between 1 and {MOST}.");
        return error(400, "PARAMETER_ERROR.INVALID", &why, Some("limit"));
    };
    let bookmarks = Bookmarks::of(asked, services.places);
    let cursor = asked
        .parameter("cursor")
        .filter(|cursor| !cursor.is_empty());
    let Some(start) = cursor.map_or(Some(0), |cursor| bookmarks.place(cursor)) else {
        return cursor_expired();
    };
    let rows = found.rows.iter().enumerate().skip(start);
    let mut rows = rows.filter(|(_, row)| takes(row));
    let data: Vec<Value> = rows
        .by_ref()
        .take(limit)
        .map(|(_, row)| resource(services, asked, kind, row))
        .collect();
    let link = |cursor: Option<&str>| {
        let mut link = format!("{}{}?limit={limit}", services.base, asked.path);
        let kept = |name: &str| name != "limit" && name != "cursor";
        for (name, value) in asked.query.iter().filter(|(name, _)| kept(name)) {
            let _ = write!(link, "&{}={}", encoded(name), encoded(value));
        }
        if let Some(cursor) = cursor {
            let _ = write!(link, "&cursor={cursor}");
        }
        link
    };
    let mut links = json!({"self": link(cursor), "first": link(None)});
    let mut paging = json!({"limit": limit});
    if let Some((next, _)) = rows.next() {
        let next = bookmarks.name(next);
        links["next"] = link(Some(&next)).into();
        paging["nextCursor"] = next.into();
    }
    Answer::json(
        200,
        &json!({"data": data, "links": links, "meta": {"paging": paging}}),
    )
}

fn audit_events(services: &Services, asked: &Asked) -> Answer {
    let mut bounds = [0; 2];
    let names = ["filter[startTimestamp]", "filter[endTimestamp]"];
    for (bound, name) in bounds.iter_mut().zip(names) {
        let Some(text) = asked.parameter(name) else {
            let why = format!("The parameter '{name}' is required.");
            return error(400, "PARAMETER_ERROR.REQUIRED", &why, Some(name));
        };
        // A fraction of a second decides nothing: events have whole ones.
        let whole = text
            .split_once('.')
            .map_or(text.to_owned(), |(whole, _)| format!("{whole}Z"));
        let Some(time) = clock::parse(&whole) else {
            let why = format!("The parameter '{name}' is no time.");
            return error(400, "PARAMETER_ERROR.INVALID", &why, Some(name));
        };
        *bound = time;
    }
    let equal = ["type", "subjectId", "actorId"];
    list(services, asked, "auditEvents", Some("auditEvents"), |row| {
        let row: Value = serde_json::from_str(row.get()).unwrap_or(Value::Null);
        let attributes = &row["attributes"];
        let at = attributes["eventDateTime"].as_str().and_then(clock::parse);
        at.is_some_and(|at| bounds[0] <= at && at <= bounds[1])
            && equal.iter().all(|name| {
                let wanted = asked.parameter(&format!("filter[{name}]"));
                wanted.is_none_or(|wanted| attributes[name].as_str() == Some(wanted))
            })
    })
}

/// A place that is no place of this list, or not any more.
pub(super) fn cursor_expired() -> Answer {
    let why = "The cursor is not valid or has expired.";
    error(400, "PARAMETER_ERROR.INVALID", why, Some("cursor"))
}

fn unknown(kind: &str, id: &str) -> Answer {
    let why = format!("There is no resource of type '{kind}' with id '{id}'");
    error(404, "NOT_FOUND", &why, None)
}

fn error(status: u16, code: &str, detail: &str, parameter: Option<&str>) -> Answer {
    let title = match status {
        401 => "Authentication credentials are missing or invalid.",
        403 => "The request is forbidden.",
        404 => "The specified resource does not exist",
        _ => "The request is not valid.",
    };
    let letters = detail.bytes().fold(u64::from(status), |mix, byte| {
        scrambled(mix ^ u64::from(byte))
    });
    let mut error = json!({"id": crate::world::Guid::of(letters, 0, 0).to_string(),
        "status": status.to_string(), "code": code, "title": title, "detail": detail});
    if let Some(parameter) = parameter {
        error["source"] = json!({"parameter": parameter});
    }
    Answer::json(status, &json!({"errors": [error]}))
}
