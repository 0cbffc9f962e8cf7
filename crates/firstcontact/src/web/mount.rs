//! Where the pages hang in the server: an HTTP request becomes a request for a page.

use super::House;
use super::access::{EVERYWHERE, Role, Who, role_name};
use super::blocking::ask;
use super::cases::{self, Undone};
use super::form::{self, cookie, local, pairs};
use super::guard::Form;
use super::pages::{self, Frame, PageAnswer, PageRequest, PostAnswer, Theme};
use super::problem::Problem;
use super::rounds::Standing;
use crate::i18n::Language;
use crate::jobs::Task;
use crate::store::{AuditEntry, StoreError, Tenant};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

const LANGUAGE: &str = "language";
const THEME: &str = "theme";
/// The tenant looked at last.
const TENANT: &str = "tenant";
/// What a browser prefers is remembered so long.
const YEAR_SECONDS: i64 = 365 * 24 * 3_600;
/// A file whose name carries its hash never changes.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// How a browser wants its pages.
#[derive(Clone, Copy)]
pub(super) struct Taste {
    pub(super) language: Language,
    pub(super) theme: Theme,
}

impl Taste {
    /// What it chose once, or else what it says with every request.
    pub(super) fn of(house: &House, headers: &HeaderMap) -> Self {
        let chosen = cookie(headers, LANGUAGE);
        let said = headers.get(header::ACCEPT_LANGUAGE);
        let said = said.and_then(|it| it.to_str().ok());
        let language = match chosen.or(said.and_then(|it| it.get(..2))) {
            Some("de") => Language::De,
            Some("en") => Language::En,
            _ => house.manner.language,
        };
        let theme = match cookie(headers, THEME) {
            Some("dark") => Theme::Dark,
            Some("light") => Theme::Light,
            _ => Theme::Auto,
        };
        Self { language, theme }
    }
}

/// Sends on to the tenant looked at last, or to the first one.
pub(super) async fn home(
    State(house): State<Arc<House>>,
    Extension(who): Extension<Who>,
    headers: HeaderMap,
) -> Response {
    let tenants = ask(&house, move |it| visible(it, &who)).await;
    let last = cookie(&headers, TENANT).and_then(|it| it.parse().ok());
    let chosen = tenants.map(|tenants| {
        let known = tenants.iter().find(|(tenant, _)| Some(tenant.0) == last);
        known.or(tenants.first()).map(|(tenant, _)| *tenant)
    });
    match chosen {
        Ok(Some(tenant)) => Redirect::to(&format!("/t/{}/today", tenant.0)).into_response(),
        Ok(None) => refused(&house, &headers, &Problem::not_found()),
        Err(problem) => refused(&house, &headers, &problem),
    }
}

/// A page of a tenant.
pub(super) async fn page(
    State(house): State<Arc<House>>,
    Extension(who): Extension<Who>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let taste = Taste::of(&house, &headers);
    let asked = ask(&house, move |it| {
        let Some(mut view) = View::of(it, &who, &uri)? else {
            return Ok(None);
        };
        view.look_at_collection(it)?;
        let answer = view.with(it, &who, taste, |frame, request| {
            match cases::page(it, frame, request.segments, &view.query) {
                Some(answer) => answer.map_err(Undone::problem),
                None => Ok(match request.segments {
                    ["reports", name] => pages::report(&*it.store, frame, name, it.print()),
                    ["device", serial, "rows"] => pages::rows(&*it.store, frame, serial, &it.rows),
                    _ => pages::get(&*it.store, frame, request),
                }),
            }
        });
        Ok(Some((view.tenant, answer)))
    });
    match asked.await {
        Ok(Some((tenant, Ok(answer)))) => {
            let mut response = shown(answer);
            if cookie(&headers, TENANT) != Some(&tenant.0.to_string()) {
                remember(&house, &mut response, TENANT, &tenant.0.to_string());
            }
            response
        }
        Ok(None) => refused(&house, &headers, &Problem::not_found()),
        Ok(Some((_, Err(problem)))) | Err(problem) => refused(&house, &headers, &problem),
    }
}

/// A form of a tenant's page. Its secret was checked at the door.
pub(super) async fn form(
    State(house): State<Arc<House>>,
    Extension(who): Extension<Who>,
    Extension(Form(fields)): Extension<Form>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let taste = Taste::of(&house, &headers);
    let asked = ask(&house, move |it| {
        let Some(view) = View::of(it, &who, &uri)? else {
            return Ok(None);
        };
        if view.segments == ["collect"] {
            return collect(it, &view, &who).map(Some);
        }
        if view.segments == ["channels"] {
            return try_channels(it, &view, &who).map(Some);
        }
        let answer = view.with(it, &who, taste, |frame, request| {
            match cases::form(it, frame, request.segments, &fields) {
                Some(answer) => answer.map_err(Undone::problem),
                None => Ok(pages::post(&*it.store, frame, request, &fields)),
            }
        });
        Ok(Some(answer))
    });
    match asked.await {
        Ok(Some(Err(problem))) | Err(problem) => refused(&house, &headers, &problem),
        Ok(Some(Ok(PostAnswer::Redirect(place)))) => Redirect::to(local(&place)).into_response(),
        Ok(Some(Ok(PostAnswer::Page(answer)))) => shown(answer),
        Ok(None) => refused(&house, &headers, &Problem::not_found()),
    }
}

/// Asks for a collection now, and sends back to where it is told how it goes.
fn collect(
    house: &House,
    view: &View,
    who: &Who,
) -> Result<Result<PostAnswer, Problem>, StoreError> {
    if !who.may(&view.name, Role::Operator) {
        return Ok(Err(Problem::forbidden(role_name(Role::Operator))));
    }
    if !house.rounds.knows(&view.name) {
        return Ok(Err(Problem::not_configured()));
    }
    house
        .rounds
        .ask_for(&*house.store, &view.name, &who.id, house.now())?;
    let place = format!("/t/{}/tenant#collection", view.tenant.0);
    Ok(Ok(PostAnswer::Redirect(place)))
}

/// Asks for a message to every channel, and sends back to where it is told what came of it.
fn try_channels(
    house: &House,
    view: &View,
    who: &Who,
) -> Result<Result<PostAnswer, Problem>, StoreError> {
    if !who.may(&view.name, Role::Administrator) {
        return Ok(Err(Problem::forbidden(role_name(Role::Administrator))));
    }
    let task = Task::TryChannels {
        tenant: view.name.clone(),
    };
    house.store.enqueue(&task.at(house.now())?)?;
    let entry = AuditEntry {
        at: house.now(),
        who: who.id.clone(),
        what: "tried-channels".to_owned(),
        subject: String::new(),
        detail: String::new(),
    };
    house.store.note_audit(Some(view.tenant), &entry)?;
    let place = format!("/t/{}/tenant#messages", view.tenant.0);
    Ok(Ok(PostAnswer::Redirect(place)))
}

/// Keeps what a browser prefers.
pub(super) async fn preferences(
    State(house): State<Arc<House>>,
    Extension(Form(fields)): Extension<Form>,
) -> Response {
    let back = form::value(&fields, "back").unwrap_or("/");
    let mut response = Redirect::to(local(back)).into_response();
    let choices = [
        (LANGUAGE, &["en", "de"][..]),
        (THEME, &["auto", "light", "dark"][..]),
    ];
    for (name, known) in choices {
        if let Some(value) = form::value(&fields, name).filter(|value| known.contains(value)) {
            remember(&house, &mut response, name, value);
        }
    }
    response
}

/// A file that pages load.
pub(super) async fn asset(Path(name): Path<String>) -> Response {
    let Some(asset) = pages::asset(&name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(asset.kind)),
        (header::CACHE_CONTROL, FOR_EVER),
    ];
    (headers, asset.body).into_response()
}

/// There is nothing at this address.
pub(super) async fn nothing(
    State(house): State<Arc<House>>,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    if uri.path().starts_with("/api/") {
        return Problem::not_found().into_response();
    }
    refused(&house, &headers, &Problem::not_found())
}

/// A refusal as a page.
pub(super) fn refused(house: &House, headers: &HeaderMap, problem: &Problem) -> Response {
    let taste = Taste::of(house, headers);
    let page = pages::error_page(taste.language, taste.theme, problem.status().as_u16(), "");
    let mut response = shown(page);
    if let Some(wait) = problem.wait() {
        let wait = HeaderValue::from(wait);
        response.headers_mut().insert(header::RETRY_AFTER, wait);
    }
    response
}

/// An answer of the pages as one of HTTP.
pub(super) fn shown(answer: PageAnswer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = (status, answer.body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.kind));
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    response
}

/// The tenants that somebody may look at.
pub(super) fn visible(house: &House, who: &Who) -> Result<Vec<(Tenant, String)>, StoreError> {
    let mut tenants = house.store.tenants()?;
    tenants.retain(|(_, name)| who.may(name, Role::Viewer));
    Ok(tenants)
}

fn remember(house: &House, response: &mut Response, name: &str, value: &str) {
    let cookie = form::set_cookie(name, value, YEAR_SECONDS, house.manner.secure);
    response.headers_mut().append(header::SET_COOKIE, cookie);
}

/// A page that is asked for, at a tenant that whoever asks may see.
struct View {
    tenant: Tenant,
    name: String,
    tenants: Vec<(Tenant, String)>,
    segments: Vec<String>,
    query: form::Pairs,
    path: String,
    collection: Option<Standing>,
}

impl View {
    fn of(house: &House, who: &Who, uri: &Uri) -> Result<Option<Self>, StoreError> {
        let parts = uri.path().split('/').filter(|part| !part.is_empty());
        let mut segments = Vec::new();
        for part in parts.skip(1) {
            let Ok(part) = percent_encoding::percent_decode_str(part).decode_utf8() else {
                return Ok(None);
            };
            segments.push(part.into_owned());
        }
        if segments.is_empty() {
            return Ok(None);
        }
        let wanted: Option<i64> = segments.remove(0).parse().ok();
        let tenants = visible(house, who)?;
        let found = tenants.iter().find(|(tenant, _)| Some(tenant.0) == wanted);
        let Some((tenant, name)) = found.cloned() else {
            return Ok(None);
        };
        Ok(Some(Self {
            tenant,
            name,
            tenants,
            segments,
            query: pairs(uri.query().unwrap_or_default()),
            path: uri
                .path_and_query()
                .map_or("/", |it| it.as_str())
                .to_owned(),
            collection: None,
        }))
    }

    /// Finds out how it stands with the collection, for the one page that tells it.
    fn look_at_collection(&mut self, house: &House) -> Result<(), StoreError> {
        if self.segments == [pages::TENANT] && house.rounds.knows(&self.name) {
            let standing = house.rounds.standing(&*house.store, &self.name)?;
            self.collection = Some(standing);
        }
        Ok(())
    }

    fn with<T>(
        &self,
        house: &House,
        who: &Who,
        taste: Taste,
        answer: impl FnOnce(&Frame<'_>, &PageRequest<'_>) -> T,
    ) -> T {
        let segments: Vec<&str> = self.segments.iter().map(String::as_str).collect();
        let session = who.session.as_ref();
        let frame = Frame {
            language: taste.language,
            theme: taste.theme,
            tenant: self.tenant,
            tenant_name: &self.name,
            tenants: &self.tenants,
            viewer: &who.name,
            who: &who.id,
            role: who.role(&self.name).unwrap_or(Role::Viewer),
            everywhere: who.may(EVERYWHERE, Role::Administrator),
            collection: self.collection.as_ref(),
            csrf: session.map_or("", |session| &session.form_secret),
            path: &self.path,
            now: house.now(),
        };
        let request = PageRequest {
            segments: &segments,
            query: &self.query,
        };
        answer(&frame, &request)
    }
}
