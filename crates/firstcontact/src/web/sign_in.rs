//! The door: in by a one-time link or through the provider, and out again.

use super::access::Who;
use super::blocking::ask;
use super::form::{self, cookie, local, pairs, set_cookie};
use super::guard::cookie_name;
use super::mount::{Taste, refused, shown};
use super::pages::{self, SignIn};
use super::problem::Problem;
use super::provider::{Entered, Journey};
use super::{House, link, session};
use crate::store::{AuditEntry, StoreError};
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// The browser keeps its cookie as long as any session can hold; the store decides.
const COOKIE_SECONDS: i64 = 7 * 24 * 3_600;
/// Binds the way to the provider and back to one browser.
const JOURNEY: &str = "firstcontact_journey";
/// So long somebody may take at the provider.
const JOURNEY_SECONDS: i64 = 600;

/// How one can sign in; or, with a one-time link, in.
pub(super) async fn page(
    State(house): State<Arc<House>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = pairs(&query.unwrap_or_default());
    let back = local(form::value(&query, "back").unwrap_or("/")).to_owned();
    let Some(secret) = form::value(&query, "link").map(str::to_owned) else {
        return door(&house, &headers, &back, false);
    };
    let before = cookie(&headers, cookie_name(house.manner.secure)).map(str::to_owned);
    let entered = ask(&house, move |it| {
        let now = it.now();
        let Some(account) = link::redeem(&*it.store, &secret, now)? else {
            return Ok(None);
        };
        session::begin(&*it.store, &account, before.as_deref(), now).map(Some)
    });
    match entered.await {
        Ok(Some(secret)) => inside(&house, &secret, "/"),
        Ok(None) => door(&house, &headers, &back, true),
        Err(problem) => refused(&house, &headers, &problem),
    }
}

/// Sends on to the provider.
pub(super) async fn to_provider(
    State(house): State<Arc<House>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = pairs(&query.unwrap_or_default());
    let back = local(form::value(&query, "back").unwrap_or("/")).to_owned();
    let begun = ask(&house, move |it| {
        let Some(provider) = &it.provider else {
            return Ok(None);
        };
        Journey::begin(provider, &*it.store, &back, it.now()).map(Some)
    });
    match begun.await {
        Ok(Some(Ok((place, secret)))) => {
            let mut response = Redirect::to(&place).into_response();
            let cookie = set_cookie(JOURNEY, &secret, JOURNEY_SECONDS, house.manner.secure);
            response.headers_mut().append(header::SET_COOKIE, cookie);
            response
        }
        Ok(Some(Err(why))) => {
            tracing::warn!(%why, "the provider of sign-in");
            failed(&house, &headers, StatusCode::BAD_GATEWAY)
        }
        Ok(None) => refused(&house, &headers, &Problem::not_found()),
        Err(problem) => refused(&house, &headers, &problem),
    }
}

/// Takes in whom the provider sends back.
pub(super) async fn from_provider(
    State(house): State<Arc<House>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = pairs(&query.unwrap_or_default());
    let secret = cookie(&headers, JOURNEY).unwrap_or_default().to_owned();
    let before = cookie(&headers, cookie_name(house.manner.secure)).map(str::to_owned);
    let ended = ask(&house, move |it| {
        let Some(provider) = &it.provider else {
            return Ok(Entered::No(StatusCode::NOT_FOUND, "no provider".to_owned()));
        };
        let entered = Journey::end(provider, &*it.store, &query, &secret, it.now())?;
        let Entered::As(account, back) = entered else {
            return Ok(entered);
        };
        let secret = session::begin(&*it.store, &account, before.as_deref(), it.now())?;
        Ok(Entered::In(secret, back))
    });
    match ended.await {
        Ok(Entered::In(secret, back)) => {
            let mut response = inside(&house, &secret, &back);
            let gone = set_cookie(JOURNEY, "", 0, house.manner.secure);
            response.headers_mut().append(header::SET_COOKIE, gone);
            response
        }
        Ok(Entered::As(..)) => failed(&house, &headers, StatusCode::FORBIDDEN),
        Ok(Entered::No(status, why)) => {
            tracing::warn!(why, "somebody did not come in");
            failed(&house, &headers, status)
        }
        Err(problem) => refused(&house, &headers, &problem),
    }
}

/// Ends this session.
pub(super) async fn out(
    State(house): State<Arc<House>>,
    Extension(who): Extension<Who>,
    headers: HeaderMap,
) -> Response {
    leave(&house, &headers, who, false).await
}

/// Ends all sessions of whoever asks, on every device.
pub(super) async fn out_everywhere(
    State(house): State<Arc<House>>,
    Extension(who): Extension<Who>,
    headers: HeaderMap,
) -> Response {
    leave(&house, &headers, who, true).await
}

async fn leave(house: &Arc<House>, headers: &HeaderMap, who: Who, everywhere: bool) -> Response {
    let name = cookie_name(house.manner.secure);
    let secret = cookie(headers, name).unwrap_or_default().to_owned();
    let ended = ask(house, move |it| {
        session::end(&*it.store, &secret)?;
        let mut detail = String::from("1");
        if everywhere {
            let more = session::end_all(&*it.store, &who.id)?;
            detail = (more + 1).to_string();
        }
        note(it, &who.id, "signed-out", &detail)
    });
    if let Err(problem) = ended.await {
        return refused(house, headers, &problem);
    }
    let mut response = Redirect::to("/sign-in").into_response();
    let gone = set_cookie(name, "", 0, house.manner.secure);
    response.headers_mut().append(header::SET_COOKIE, gone);
    response
}

fn note(house: &House, who: &str, what: &str, detail: &str) -> Result<(), StoreError> {
    let entry = AuditEntry {
        at: house.now(),
        who: who.to_owned(),
        what: what.to_owned(),
        subject: who.to_owned(),
        detail: detail.to_owned(),
    };
    house.store.note_audit(None, &entry)
}

fn inside(house: &House, secret: &str, back: &str) -> Response {
    let mut response = Redirect::to(local(back)).into_response();
    let name = cookie_name(house.manner.secure);
    let cookie = set_cookie(name, secret, COOKIE_SECONDS, house.manner.secure);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}

/// The page of the door, which says if somebody was just refused.
fn door(house: &House, headers: &HeaderMap, back: &str, was_refused: bool) -> Response {
    let taste = Taste::of(house, headers);
    let sign_in = SignIn {
        provider: house.provider.as_ref().map(|it| it.name.as_str()),
        refused: was_refused,
        back,
    };
    let mut answer = pages::sign_in_page(taste.language, taste.theme, &sign_in);
    if was_refused {
        answer.status = StatusCode::FORBIDDEN.as_u16();
    }
    shown(answer)
}

fn failed(house: &House, headers: &HeaderMap, status: StatusCode) -> Response {
    let mut response = door(house, headers, "/", true);
    *response.status_mut() = status;
    response
}
