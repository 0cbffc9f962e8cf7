//! Pages outside any tenant: signing in, and what went wrong.

use super::super::access::role_name;
use super::shell::theme_name;
use super::{Frame, PageAnswer, Refusal, Role, SignIn, Theme, address, assets, html};
use crate::i18n::Language;
use crate::report::wording::plain;
use crate::store::StoreError;
use askama::Template;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'s> {
    bare: Bare,
    sign_in: &'s SignIn<'s>,
    provider: String,
    back: String,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    bare: Bare,
    status: u16,
    what: String,
    detail: String,
    next: String,
    home: String,
}

/// What a page needs that belongs to no tenant.
pub(super) struct Bare {
    pub(super) language: Language,
    pub(super) theme: &'static str,
    pub(super) title: String,
}

impl Bare {
    pub(super) const fn new(language: Language, theme: Theme, title: String) -> Self {
        Self {
            language,
            theme: theme_name(theme),
            title,
        }
    }

    pub(super) fn text(&self, key: &str) -> String {
        self.language.text(key)
    }

    pub(super) fn with(&self, key: &str, name: &str, value: &str) -> String {
        self.language.with(key, &[(name, value)])
    }

    pub(super) fn lang(&self) -> &'static str {
        self.language.tag()
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    pub(super) fn style(&self) -> String {
        assets::style()
    }

    #[expect(clippy::unused_self, reason = "templates call methods")]
    pub(super) fn icon(&self) -> String {
        assets::icon()
    }
}

/// The page on which one signs in; the server gives it its status.
pub fn sign_in_page(language: Language, theme: Theme, sign_in: &SignIn<'_>) -> PageAnswer {
    let page = SignInPage {
        bare: Bare::new(language, theme, language.text("web-sign-in")),
        sign_in,
        provider: sign_in.provider.map(plain).unwrap_or_default().into_owned(),
        back: address::encode(sign_in.back),
    };
    let status = if sign_in.refused { 401 } else { 200 };
    html(status, &page).unwrap_or_else(|_| broken(language))
}

/// A page that says what went wrong and what to do next: outside any tenant, for anybody. `detail`
/// is one sentence, or nothing.
pub fn error_page(language: Language, theme: Theme, status: u16, detail: &str) -> PageAnswer {
    error(language, theme, status, detail, "/")
}

fn error(language: Language, theme: Theme, status: u16, detail: &str, home: &str) -> PageAnswer {
    let known = [400, 401, 403, 404, 405, 409, 413, 421, 429, 500, 503];
    let key = match status {
        // A form that cannot be is the same to people, whichever status says so.
        422 => 400,
        status if known.contains(&status) => status,
        _ => 500,
    };
    let what = language.text(&format!("web-error-{key}"));
    let page = ErrorPage {
        bare: Bare::new(language, theme, what.clone()),
        status,
        what,
        detail: plain(detail).into_owned(),
        next: language.text(&format!("web-error-{key}-next")),
        home: home.to_owned(),
    };
    html(status, &page).unwrap_or_else(|_| broken(language))
}

/// The page for a request of a tenant's page that was refused.
pub(super) fn refused(frame: &Frame<'_>, refusal: &Refusal) -> PageAnswer {
    let language = frame.language;
    let (status, detail) = match refusal {
        Refusal::NotFound => (404, String::new()),
        Refusal::Forbidden(least) => (403, role_needed(language, *least)),
        Refusal::Everywhere => (403, language.text("web-everywhere-needed")),
        Refusal::Invalid(key) => (400, language.text(key)),
        Refusal::Store(StoreError::Conflict | StoreError::CaseOpen(_)) => (409, String::new()),
        Refusal::Store(error) => (503, error.to_string()),
        Refusal::Template => (500, String::new()),
    };
    let home = address::page(frame, "today");
    error(language, frame.theme, status, &detail, &home)
}

fn role_needed(language: Language, least: Role) -> String {
    let role = language.text(&format!("web-role-{}", role_name(least)));
    language.with("web-role-needed", &[("role", &role)])
}

/// If even the page of errors cannot be written, a line of text still can.
pub(super) fn broken(language: Language) -> PageAnswer {
    PageAnswer {
        status: 500,
        kind: "text/plain; charset=utf-8",
        body: language.text("web-error-500").into_bytes(),
        headers: Vec::new(),
    }
}
