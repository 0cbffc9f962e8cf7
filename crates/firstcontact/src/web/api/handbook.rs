//! The handbook for programs: what causes there are, and the page of each in both languages.

use super::super::problem::Problem;
use super::reply::{List, json};
use axum::extract::Path;
use axum::response::Response;
use enrollment::cause::Code;
use rules::catalogue;
use rules::rule::{Page, Rule};
use serde::Serialize;
use utoipa::ToSchema;

/// A cause.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Cause {
    /// Its code, which never changes.
    code: &'static str,
    /// Its name, likewise.
    name: &'static str,
    /// Its family.
    family: String,
    /// What is to be done about it, in a word.
    action: String,
    /// The first and the last gate at which it stops devices.
    gates: [String; 2],
    /// The codes of its remedies.
    remedies: Vec<&'static str>,
    /// The codes of the checks that would have prevented it.
    checks: Vec<&'static str>,
    /// Its page in English.
    en: CausePage,
    /// Its page in German.
    de: CausePage,
}

/// The page of a cause in a language; paragraphs are separated by blank lines.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CausePage {
    /// What was found.
    title: &'static str,
    /// What the device experienced, and what that leads to.
    meaning: &'static str,
    /// How it comes about.
    why: &'static str,
    /// The signs, and what looks alike.
    how_we_know: &'static str,
    /// What to do, in which order.
    what_to_do: &'static str,
    /// What would have kept it from happening.
    prevention: &'static str,
}

/// All causes, in the order of their codes.
#[utoipa::path(get, path = "/api/v1/causes", tag = "handbook",
    responses((status = 200, body = List<Cause>)))]
pub(super) async fn causes() -> Response {
    json(List::whole(
        catalogue::all().iter().copied().map(cause).collect(),
    ))
}

/// One cause.
#[utoipa::path(get, path = "/api/v1/causes/{code}", tag = "handbook",
    params(("code" = String, Path)),
    responses((status = 200, body = Cause), (status = 404, body = Problem)))]
pub(super) async fn one(Path(code): Path<String>) -> Result<Response, Problem> {
    let found = Code::parse(&code).and_then(catalogue::find);
    Ok(json(cause(found.ok_or_else(Problem::not_found)?)))
}

fn cause(rule: &'static Rule) -> Cause {
    let (first, last) = rule.cause.gates;
    Cause {
        code: rule.cause.code.name(),
        name: rule.cause.name,
        family: rule.cause.family.to_string(),
        action: rule.cause.action.to_string(),
        gates: [first.to_string(), last.to_string()],
        remedies: rule.remedy.iter().map(|remedy| remedy.name()).collect(),
        checks: rule.prevent.to_vec(),
        en: page(&rule.en),
        de: page(&rule.de),
    }
}

fn page(page: &Page) -> CausePage {
    CausePage {
        title: page.title,
        meaning: page.meaning,
        why: page.why,
        how_we_know: page.how_we_know,
        what_to_do: page.what_to_do,
        prevention: page.prevention,
    }
}
