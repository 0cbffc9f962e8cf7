//! Export jobs: a report is ordered, made after a while, and fetched as a packed table
//! (microsoft.md §1.14, §5).

use super::Services;
use super::answer::Answer;
use super::asked::Asked;
use super::filter::Filter;
use super::graph;
use super::reports::{self, Report};
use crate::clock::{self, HOUR, Time};
use crate::random::scrambled;
use crate::world::Guid;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Cursor, Write as _};
use std::sync::{Mutex, PoisonError};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// How long a job waits, how long it takes, and how long its result can be fetched.
const WAITS: Time = 1;
const TAKES: Time = 3;
const LASTS: Time = 6 * HOUR;
/// The time of what has not happened.
const NEVER: &str = "0001-01-01T00:00:00Z";

/// What a client orders.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Order {
    report_name: String,
    #[serde(default)]
    filter: Option<String>,
    #[serde(default)]
    select: Option<Vec<String>>,
    #[serde(default)]
    format: Option<String>,
    #[serde(default)]
    localization_type: Option<String>,
}

#[derive(Clone, Debug)]
struct Job {
    order: Order,
    at: Time,
}

/// All jobs.
#[derive(Debug, Default)]
pub(super) struct Exports(Mutex<BTreeMap<String, Job>>);

impl Exports {
    fn job(&self, id: &str) -> Option<Job> {
        let jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.get(id).cloned()
    }
}

/// Answers `exportJobs`, and what follows it in the path.
pub(super) fn answer(services: &Services, asked: &Asked, rest: &[&str], now: Time) -> Answer {
    match (asked.method.as_str(), rest) {
        ("POST", []) => order(services, asked, now),
        ("GET", []) => {
            let jobs = services.exports.0.lock();
            let jobs = jobs.unwrap_or_else(PoisonError::into_inner);
            let rows = jobs.iter().map(|(id, job)| shown(services, id, job, now));
            Answer::json(200, &json!({"value": rows.collect::<Vec<_>>()}))
        }
        ("GET", [id]) => match services.exports.job(id) {
            Some(job) => Answer::json(200, &shown(services, id, &job, now)),
            None => graph::missing(services, &format!("Export job '{id}' not found."), now),
        },
        _ => {
            let why = "The request method is not supported here.";
            graph::error(services, 405, "Request_BadRequest", why, now)
        }
    }
}

fn order(services: &Services, asked: &Asked, now: Time) -> Answer {
    let bad = |why: &str| graph::error(services, 400, "BadRequest", why, now);
    let order: Order = match serde_json::from_str(&asked.body) {
        Ok(order) => order,
        Err(why) => return bad(&format!("Invalid request payload: {why}")),
    };
    let Some(report) = Report::named(&order.report_name) else {
        return bad(&format!("Report '{}' is not known.", order.report_name));
    };
    if !matches!(order.format.as_deref(), None | Some("csv" | "json")) {
        return bad("The format must be csv or json.");
    }
    let selected = order.select.iter().flatten();
    let mut unknown = selected.filter(|name| report.column(name).is_none());
    if let Some(name) = unknown.next() {
        return bad(&format!("Column '{name}' is not part of the report."));
    }
    if let Some(Err(why)) = order.filter.as_deref().and_then(condition) {
        return bad(&format!("Invalid filter clause: {why}"));
    }
    let jobs = services.exports.0.lock();
    let mut jobs = jobs.unwrap_or_else(PoisonError::into_inner);
    let number = jobs.len() as u64;
    let guid = Guid::of(services.living.seed() ^ 0xE9, now as u64, number);
    let id = format!("{}_{guid}", order.report_name);
    let job = Job { order, at: now };
    let answer = Answer::json(201, &shown(services, &id, &job, now));
    jobs.insert(id, job);
    answer
}

fn condition(text: &str) -> Option<Result<Filter, String>> {
    (!text.trim().is_empty()).then(|| Filter::parse(text))
}

fn shown(services: &Services, id: &str, job: &Job, now: Time) -> Value {
    let order = &job.order;
    let done = job.at + WAITS + TAKES;
    let status = match now - job.at {
        age if age < WAITS => "notStarted",
        _ if now < done => "inProgress",
        _ => "completed",
    };
    let ready = status == "completed";
    let ends = if ready {
        clock::text(done + LASTS)
    } else {
        NEVER.to_owned()
    };
    let url = ready.then(|| {
        format!(
            "{}/_lab/exports/{id}.zip?se={ends}&sig={}",
            services.base,
            signature(services, id, &ends)
        )
    });
    let localization = order.localization_type.as_deref();
    json!({"id": id, "reportName": order.report_name,
        "filter": order.filter.as_deref().unwrap_or_default(),
        "select": order.select.as_deref().unwrap_or_default(),
        "format": order.format.as_deref().unwrap_or("csv"), "snapshotId": null,
        "localizationType": localization.unwrap_or("localizedValuesAsAdditionalColumn"),
        "status": status, "url": url, "requestDateTime": clock::text(job.at),
        "expirationDateTime": ends})
}

/// What proves that an address is one that a job named.
fn signature(services: &Services, id: &str, ends: &str) -> String {
    let letters = id.bytes().chain(ends.bytes());
    let mixed = letters.fold(scrambled(services.living.seed() ^ 0x51), |mix, byte| {
        scrambled(mix ^ u64::from(byte))
    });
    format!("{mixed:016x}")
}

/// Answers the address of a result; whoever sends a token along is refused, as the store does.
pub(super) fn download(services: &Services, asked: &Asked, name: &str, now: Time) -> Answer {
    let id = name.strip_suffix(".zip").unwrap_or(name);
    let ends = asked.parameter("se").unwrap_or_default();
    let signed = asked.parameter("sig") == Some(&signature(services, id, ends));
    let fresh = clock::parse(ends).is_some_and(|until| now < until);
    let bare = asked.header("authorization").is_none();
    let Some(job) = services.exports.job(id).filter(|_| signed && fresh && bare) else {
        let why = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>AuthenticationFailed\
                   </Code><Message>Server failed to authenticate the request. Make sure the value \
                   of Authorization header is formed correctly including the signature.</Message>\
                   </Error>";
        return Answer::of(403, "application/xml", why.as_bytes().to_vec());
    };
    match packed(services, id, &job.order) {
        Some(bytes) => Answer::of(200, "application/octet-stream", bytes),
        None => Answer::of(500, "text/plain", Vec::new()),
    }
}

fn packed(services: &Services, id: &str, order: &Order) -> Option<Vec<u8>> {
    let report = Report::named(&order.report_name)?;
    let filter = order.filter.as_deref().and_then(condition);
    let filter = filter.and_then(Result::ok);
    let table = reports::table(
        services,
        report,
        order.select.as_deref().unwrap_or_default(),
        |row| filter.as_ref().is_none_or(|filter| filter.fits(row)),
    );
    let (ending, text) = if order.format.as_deref() == Some("json") {
        ("json", table.json())
    } else {
        ("csv", table.csv()?)
    };
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    writer.start_file(format!("{id}.{ending}"), options).ok()?;
    writer.write_all(&text).ok()?;
    Some(writer.finish().ok()?.into_inner())
}
