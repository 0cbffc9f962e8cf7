//! Who gets in. Everything is closed but a short list; whatever changes something must come from a
//! page of the same session.

use super::access::Who;
use super::blocking::ask;
use super::form::{self, Pairs, cookie};
use super::problem::Problem;
use super::{House, key, limits, mount, session};
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

/// Bytes of a body at most: a note of a few pages.
const LONGEST: usize = 64 * 1_024;
/// An answer may take so long. Exports of a large fleet are the longest.
const PATIENCE: Duration = Duration::from_secs(30);
/// What everybody may ask for.
const OPEN: [&str; 3] = ["/healthz", "/readyz", "/sign-in"];
/// Under which the guides of those are who have a device in their hands.
const HOLDERS: &str = "/h/";

/// The form that a request carried, for whoever answers it.
#[derive(Clone, Default)]
pub(super) struct Form(pub(super) Pairs);

/// The cookie of the session: with TLS, one that only this host can have set.
pub(super) const fn cookie_name(secure: bool) -> &'static str {
    if secure {
        "__Host-firstcontact"
    } else {
        "firstcontact"
    }
}

/// Answers that take too long are given up.
pub(super) async fn in_time(request: Request, next: Next) -> Response {
    let api = is_api(request.uri().path());
    match tokio::time::timeout(PATIENCE, next.run(request)).await {
        Ok(response) => response,
        Err(_) if api => Problem::too_slow().into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "too slow").into_response(),
    }
}

/// Lets through who may come in, with who it is.
pub(super) async fn closed(
    State(house): State<Arc<House>>,
    request: Request,
    next: Next,
) -> Response {
    let (api, path) = (
        is_api(request.uri().path()),
        request.uri().path().to_owned(),
    );
    let headers = request.headers().clone();
    let admitted = match admit(&house, request).await {
        Ok(Admitted::In(request)) => return next.run(*request).await,
        Ok(Admitted::Elsewhere(response)) => return response,
        Err(problem) => problem,
    };
    let path = without_secret(&path);
    tracing::info!(path, status = admitted.status().as_u16(), "refused");
    if api {
        admitted.into_response()
    } else {
        mount::refused(&house, &headers, &admitted)
    }
}

/// Whoever comes by a link to a guide has no session: the secret is in the address, and what forms
/// carry is held against it by whoever answers.
async fn by_link(house: &House, request: Request, changes: bool) -> Result<Admitted, Problem> {
    if !changes {
        return Ok(Admitted::In(Box::new(request)));
    }
    if !is_our_page(house, request.headers()) {
        return Err(Problem::foreign());
    }
    let (mut head, bytes, fields) = read(request).await?;
    head.extensions.insert(Form(fields));
    let request = Request::from_parts(head, Body::from(bytes));
    Ok(Admitted::In(Box::new(request)))
}

/// A path as it may be written down: a link to a guide is a secret.
pub(super) fn without_secret(path: &str) -> &str {
    if path.starts_with(HOLDERS) {
        HOLDERS
    } else {
        path
    }
}

enum Admitted {
    In(Box<Request>),
    Elsewhere(Response),
}

async fn admit(house: &Arc<House>, mut request: Request) -> Result<Admitted, Problem> {
    if !is_our_name(house, request.headers()) {
        return Err(Problem::misdirected());
    }
    let path = request.uri().path().to_owned();
    let from = asker(house, &request);
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    if path.starts_with(HOLDERS) {
        let taken = house
            .limits
            .take(&format!("holder:{from}"), limits::HOLDER, house.now());
        taken.map_err(Problem::too_often)?;
        return by_link(house, request, changes).await;
    }
    if path.starts_with("/sign-in") {
        let taken = house
            .limits
            .take(&format!("in:{from}"), limits::SIGN_IN, house.now());
        taken.map_err(Problem::too_often)?;
    }
    if OPEN.contains(&path.as_str()) || path.starts_with("/sign-in/") || is_asset(&path) {
        return Ok(Admitted::In(Box::new(request)));
    }
    let Some(who) = identify(house, request.headers(), from).await? else {
        if is_api(&path) || path == "/metrics" {
            return Err(Problem::nobody());
        }
        let wanted = request.uri().path_and_query().map_or("/", |it| it.as_str());
        // Whoever posts a form after the session ended begins at the start.
        let back = if changes { "/" } else { form::local(wanted) };
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("back", back);
        let place = format!("/sign-in?{}", query.finish());
        return Ok(Admitted::Elsewhere(Redirect::to(&place).into_response()));
    };
    let pace = limits::Pace::a_minute(house.manner.requests_per_minute);
    let taken = house
        .limits
        .take(&format!("as:{}", who.id), pace, house.now());
    taken.map_err(Problem::too_often)?;
    if changes {
        request = checked(house, &who, request).await?;
    }
    request.extensions_mut().insert(who);
    Ok(Admitted::In(Box::new(request)))
}

/// Reads the body, and the form that it may be.
async fn read(request: Request) -> Result<(Parts, Bytes, Pairs), Problem> {
    let (head, body) = request.into_parts();
    let bytes = to_bytes(body, LONGEST)
        .await
        .map_err(|_| Problem::too_large())?;
    let kind = head.headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let mut fields = Pairs::new();
    if kind.starts_with("application/x-www-form-urlencoded") {
        fields = form::pairs(&String::from_utf8_lossy(&bytes));
    }
    Ok((head, bytes, fields))
}

/// Reads the body, and holds it against the session's secret.
async fn checked(house: &House, who: &Who, request: Request) -> Result<Request, Problem> {
    let (mut head, bytes, fields) = read(request).await?;
    if let Some(session) = &who.session {
        let header = head.headers.get("x-csrf-token");
        let given = header.and_then(|value| value.to_str().ok());
        let given = given.or(form::value(&fields, "csrf")).unwrap_or_default();
        if !is_our_page(house, &head.headers) || !super::secret::same(given, &session.form_secret) {
            return Err(Problem::foreign());
        }
    }
    head.extensions.insert(Form(fields));
    Ok(Request::from_parts(head, Body::from(bytes)))
}

async fn identify(
    house: &Arc<House>,
    headers: &HeaderMap,
    from: IpAddr,
) -> Result<Option<Who>, Problem> {
    let now = house.now();
    let bearer = headers.get(header::AUTHORIZATION);
    if let Some(bearer) = bearer {
        let secret = bearer
            .to_str()
            .ok()
            .and_then(|it| it.strip_prefix("Bearer "));
        let secret = secret.unwrap_or_default().to_owned();
        let found = ask(house, move |it| key::find(&*it.store, &secret, now)).await?;
        if found.is_none() {
            let wrong = format!("wrong:{from}");
            let taken = house.limits.take(&wrong, limits::WRONG_KEYS, now);
            taken.map_err(Problem::too_often)?;
        }
        return Ok(found.map(|key| Who::of_key(&key)));
    }
    let Some(secret) = cookie(headers, cookie_name(house.manner.secure)) else {
        return Ok(None);
    };
    let secret = secret.to_owned();
    let found = ask(house, move |it| session::find(&*it.store, &secret, now)).await?;
    Ok(found.map(|(account, session)| Who::of_session(&account, session)))
}

/// Who asks, as an address. A proxy appends it; what stands before it anybody could have written.
pub(super) fn asker(house: &House, request: &Request) -> IpAddr {
    if house.manner.behind_proxy {
        let lines = request.headers().get_all("x-forwarded-for").into_iter();
        let last = lines.filter_map(|line| line.to_str().ok()).next_back();
        let last = last.and_then(|line| line.rsplit(',').next());
        if let Some(address) = last.and_then(|it| it.trim().parse().ok()) {
            return address;
        }
    }
    let known = request.extensions().get::<ConnectInfo<SocketAddr>>();
    known.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |it| it.0.ip())
}

/// Whether the server is called by its own name, or by an address of this machine. A foreign name
/// that points here is how a page elsewhere would reach a server on loopback.
fn is_our_name(house: &House, headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|it| it.to_str().ok()) else {
        // HTTP/2 has no such header, and needs TLS here, which checked the name.
        return true;
    };
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|digit| digit.is_ascii_digit()) {
            name
        } else {
            host
        }
    });
    let ours = house
        .manner
        .origin
        .split_once("://")
        .map_or("", |(_, rest)| rest);
    host == ours || name == "localhost" || name.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
}

/// Whether the browser says that a page of ours sent the form. A program says nothing.
fn is_our_page(house: &House, headers: &HeaderMap) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|it| it.to_str().ok());
    if let Some(site) = headers
        .get("sec-fetch-site")
        .and_then(|it| it.to_str().ok())
        && site != "same-origin"
    {
        return false;
    }
    let Some(origin) = text(header::ORIGIN) else {
        return true;
    };
    let way = if house.manner.secure { "https" } else { "http" };
    let asked = text(header::HOST).map(|host| format!("{way}://{host}"));
    origin == house.manner.origin || Some(origin) == asked.as_deref()
}

fn is_api(path: &str) -> bool {
    path.starts_with("/api/")
}

fn is_asset(path: &str) -> bool {
    path.starts_with("/assets/")
}
