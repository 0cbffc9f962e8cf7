//! Refusals: RFC 9457 for programs, a page for people.

use crate::report::cases::Told;
use crate::store::StoreError;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// Why a request was refused, as `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Problem {
    /// A name of the kind of problem that does not change.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The kind in words.
    title: &'static str,
    /// The status of HTTP.
    status: u16,
    /// What happened, and what to do.
    detail: String,
    /// Seconds after which it can be tried again.
    #[serde(skip)]
    wait: Option<u64>,
}

impl Problem {
    fn new(status: StatusCode, kind: &'static str, title: &'static str, detail: &str) -> Self {
        Self {
            kind,
            title,
            status: status.as_u16(),
            detail: detail.to_owned(),
            wait: None,
        }
    }

    /// There is no such thing, or not for whoever asks: the answer does not tell which.
    pub(super) fn not_found() -> Self {
        let detail = "there is nothing here that you may see; check the address";
        Self::new(
            StatusCode::NOT_FOUND,
            "urn:firstcontact:not-found",
            "not found",
            detail,
        )
    }

    /// Nobody said who asks.
    pub(super) fn nobody() -> Self {
        let detail =
            "send a key as `Authorization: Bearer …`; `firstcontact serve key new` makes one";
        Self::new(
            StatusCode::UNAUTHORIZED,
            "urn:firstcontact:sign-in",
            "sign-in needed",
            detail,
        )
    }

    /// They may look, but not do this.
    pub(super) fn forbidden(role: &str) -> Self {
        let detail = format!("this takes the role {role}; ask an administrator for it");
        Self::new(
            StatusCode::FORBIDDEN,
            "urn:firstcontact:forbidden",
            "not allowed",
            &detail,
        )
    }

    /// The form or request did not come from a page of this server.
    pub(super) fn foreign() -> Self {
        let detail = "the form is not from a page of this session; open the page again and repeat";
        Self::new(
            StatusCode::FORBIDDEN,
            "urn:firstcontact:foreign-form",
            "foreign form",
            detail,
        )
    }

    /// The request asks for what cannot be.
    pub(super) fn invalid(detail: &str) -> Self {
        let kind = "urn:firstcontact:invalid";
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, kind, "cannot be", detail)
    }

    /// Nobody told the server how to read this tenant.
    pub(super) fn not_configured() -> Self {
        Self::invalid("no such tenant is configured; add [tenant.…] to firstcontact.toml")
    }

    /// The body is longer than anything we ask for.
    pub(super) fn too_large() -> Self {
        let detail = "the body is too large; send less at once";
        let kind = "urn:firstcontact:too-large";
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, kind, "too large", detail)
    }

    /// A guard or the order of things forbids it. `word` is public and does not change.
    pub(super) fn refused(word: &str, told: &Told) -> Self {
        let detail = format!("{word}: {} {}", told.means, told.next);
        let kind = "urn:firstcontact:refused";
        Self::new(StatusCode::CONFLICT, kind, "refused", &detail)
    }

    /// The tenant has to be read anew first, which was asked for.
    pub(super) fn reading(detail: &str) -> Self {
        let kind = "urn:firstcontact:reading";
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let mut problem = Self::new(status, kind, "the tenant is being read", detail);
        problem.wait = Some(300);
        problem
    }

    /// Whoever does this answers for it with their name, which a key has not.
    pub(super) fn no_person() -> Self {
        let detail = "a key has no person who answers for this; sign in to the dashboard and do it \
                      there";
        let kind = "urn:firstcontact:person-needed";
        Self::new(StatusCode::FORBIDDEN, kind, "a person is needed", detail)
    }

    /// It is not any more what whoever asks took it for.
    fn conflict(detail: &str) -> Self {
        let kind = "urn:firstcontact:conflict";
        Self::new(StatusCode::CONFLICT, kind, "changed meanwhile", detail)
    }

    /// They ask too often.
    pub(super) fn too_often(wait: u64) -> Self {
        let detail = format!("too many requests; wait {wait} seconds and go on more slowly");
        let status = StatusCode::TOO_MANY_REQUESTS;
        let mut problem = Self::new(status, "urn:firstcontact:too-often", "too often", &detail);
        problem.wait = Some(wait);
        problem
    }

    /// It took too long.
    pub(super) fn too_slow() -> Self {
        let detail = "the answer took too long; try again, or ask for less at once";
        let kind = "urn:firstcontact:too-slow";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, kind, "too slow", detail)
    }

    /// The server is addressed by a name that is not its own.
    pub(super) fn misdirected() -> Self {
        let detail = "this server does not answer to that name; set public-address in [serve]";
        let kind = "urn:firstcontact:misdirected";
        Self::new(
            StatusCode::MISDIRECTED_REQUEST,
            kind,
            "wrong address",
            detail,
        )
    }

    /// A bug.
    pub(super) fn broken() -> Self {
        let detail = "the server made a mistake, which its log describes; report it";
        let kind = "urn:firstcontact:broken";
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            kind,
            "mistake of the server",
            detail,
        )
    }

    /// The store does not answer, or says no.
    pub(super) fn of_store(error: &StoreError) -> Self {
        match error {
            StoreError::Cursor(_) => return Self::invalid(&error.to_string()),
            StoreError::CaseOpen(_) | StoreError::Conflict => {
                return Self::conflict(&error.to_string());
            }
            _ => {}
        }
        tracing::warn!(%error, "the store");
        match error {
            StoreError::Refused(_) | StoreError::Damaged(_) | StoreError::Disorder(_) => {
                Self::broken()
            }
            _ => {
                let detail = "the store does not answer; the server's log says why";
                let (status, kind) = (StatusCode::SERVICE_UNAVAILABLE, "urn:firstcontact:no-store");
                let mut problem = Self::new(status, kind, "no store", detail);
                problem.wait = Some(5);
                problem
            }
        }
    }

    /// Its status.
    pub(super) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// Seconds to wait, if that helps.
    pub(super) const fn wait(&self) -> Option<u64> {
        self.wait
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, wait) = (self.status(), self.wait);
        let mut response = (status, Json(self)).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if status == StatusCode::UNAUTHORIZED {
            let way = HeaderValue::from_static("Bearer");
            headers.insert(header::WWW_AUTHENTICATE, way);
        }
        if let Some(wait) = wait {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(wait));
        }
        response
    }
}
