//! The dashboard's pages: functions from a request to an answer, which know no server. The server
//! has asked who it is, checked the form's secret, and found out the tenant; the pages read the
//! store and write what people say into it, and nothing else.
//!
//! Addresses: the pages of a tenant stand under `/t/<number>/`, everything that this folder hands
//! out as files under `/assets/`. Beside them the pages link to what the server answers itself:
//!
//! | address | fields | what the server does |
//! |---|---|---|
//! | `GET /` | | sends on to `/t/<number>/today` of the tenant looked at last |
//! | `POST /preferences` | `csrf`, `language` or `theme`, `back` | keeps them, sends back |
//! | `POST /sign-out` | `csrf` | ends the session |
//! | `POST /sign-out/everywhere` | `csrf` | ends all sessions of whoever asks |
//! | `POST /t/<number>/collect` | `csrf` | asks for a collection now |
//! | `/t/<number>/cases`, `/t/<number>/case/…` | see [`cases`] | [`super::cases`] fills them |
//! | `/h/<secret>` | see [`holder`] | the guide of whoever has a device |
//! | `GET /sign-in/provider` | `back` | sends on to the identity provider |

mod address;
mod assets;
mod audit;
pub mod cases;
mod chart;
mod device;
mod download;
mod fleet;
mod handbook;
pub mod holder;
mod outside;
mod prevention;
mod reports;
mod say;
mod shell;
mod spoken;
mod tenant;
mod today;
mod views;

pub use assets::asset;
pub use outside::{error_page, sign_in_page};

use super::papers::Print;
use super::raw::LookUpRows;
use super::rounds::Standing;
use crate::i18n::Language;
use crate::store::{FleetQuery, Store, StoreError, Tenant};
use audit::Trail;
use enrollment::moment::Moment;

/// What the pages need, and not a thing more: no inline script, no inline style, nothing from
/// elsewhere.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// The page of the tenant, by its address: the one that tells how its collection stands.
pub(super) const TENANT: &str = "tenant";

/// Around every page: who looks, in which language, at which tenant.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'f> {
    /// The language of the page.
    pub language: Language,
    /// Its colours.
    pub theme: Theme,
    /// The tenant that is looked at.
    pub tenant: Tenant,
    /// Its name.
    pub tenant_name: &'f str,
    /// All tenants that the viewer may see, with their names.
    pub tenants: &'f [(Tenant, String)],
    /// Who looks, as people see it.
    pub viewer: &'f str,
    /// Who looks, as the audit trail names them: what a provider calls people is not unique.
    pub who: &'f str,
    /// The most that the viewer may do in this tenant.
    pub role: Role,
    /// Whether the viewer administers the installation: all its tenants, present and future.
    pub everywhere: bool,
    /// How it stands with the tenant's collection; none where this server does not collect it, or
    /// where the page does not tell.
    pub collection: Option<&'f Standing>,
    /// The secret that forms carry in the field `csrf`.
    pub csrf: &'f str,
    /// The path of the page with its query, as asked for: `/t/1/fleet?cause=C01`.
    pub path: &'f str,
    /// The present time.
    pub now: Moment,
}

/// The colours of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the viewer's system has them.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// What somebody may do; each may do what the one before may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Look.
    Viewer,
    /// Answer questions, take notes, save views.
    Operator,
    /// Approve what changes a tenant.
    Approver,
    /// Everything, the audit trail included.
    Administrator,
}

/// A request for a page.
#[derive(Clone, Copy, Debug)]
pub struct PageRequest<'r> {
    /// The path behind the tenant, decoded: `["device", "C02XYZ"]`. Empty segments are left out.
    pub segments: &'r [&'r str],
    /// The query, decoded, in its order; a name may stand there several times.
    pub query: &'r [(String, String)],
}

/// A page, or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageAnswer {
    /// The status of HTTP.
    pub status: u16,
    /// The content type.
    pub kind: &'static str,
    /// The content.
    pub body: Vec<u8>,
    /// Headers beside the content type, such as the name of a download.
    pub headers: Vec<(&'static str, String)>,
}

/// What a form comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PostAnswer {
    /// It is done: go there (303).
    Redirect(String),
    /// It was refused, and the page says why.
    Page(PageAnswer),
}

/// A file that never changes: its name carries a hash of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The content type.
    pub kind: &'static str,
    /// The content. It may be cached for ever.
    pub body: &'static [u8],
}

/// How one can sign in, for [`sign_in_page`].
#[derive(Clone, Copy, Debug, Default)]
pub struct SignIn<'s> {
    /// What the identity provider is called, if there is one.
    pub provider: Option<&'s str>,
    /// Whether an attempt was refused just now.
    pub refused: bool,
    /// Where to go afterwards: a path of this server.
    pub back: &'s str,
}

/// A page of a tenant. An unknown address is a page that says so.
pub fn get(store: &dyn Store, frame: &Frame<'_>, request: &PageRequest<'_>) -> PageAnswer {
    let answer = match request.segments {
        [] | ["today"] => today::page(store, frame),
        ["fleet"] => fleet::page(store, frame, request),
        ["fleet.csv"] => download::fleet(store, frame, request),
        ["device", serial] => device::page(store, frame, serial, request),
        ["device", serial, "export.json"] => download::device(store, frame, serial),
        ["reports"] => reports::page(store, frame),
        ["prevention"] => prevention::page(store, frame),
        ["handbook"] => handbook::contents(store, frame),
        ["cause", code] => handbook::cause(store, frame, code),
        [TENANT] => tenant::page(store, frame),
        ["audit"] => audit::page(store, frame, request, Trail::Tenant),
        ["audit", "installation"] => audit::page(store, frame, request, Trail::Installation),
        _ => Err(Refusal::NotFound),
    };
    answer.unwrap_or_else(|refusal| outside::refused(frame, &refusal))
}

/// The vendors' rows about a device, which are looked up outside the store.
pub fn rows(
    store: &dyn Store,
    frame: &Frame<'_>,
    serial: &str,
    look_up: &LookUpRows,
) -> PageAnswer {
    let answer = device::rows::page(store, frame, serial, look_up);
    answer.unwrap_or_else(|refusal| outside::refused(frame, &refusal))
}

/// A report as a file, which is printed outside the store.
pub fn report(store: &dyn Store, frame: &Frame<'_>, name: &str, print: &Print) -> PageAnswer {
    let answer = reports::file(store, frame, name, print);
    answer.unwrap_or_else(|refusal| outside::refused(frame, &refusal))
}

/// A form of a tenant's page. The server has checked its secret and that the viewer may look.
pub fn post(
    store: &dyn Store,
    frame: &Frame<'_>,
    request: &PageRequest<'_>,
    form: &[(String, String)],
) -> PostAnswer {
    let answer = match request.segments {
        ["device", serial, "answer"] => say::answer(store, frame, serial, form),
        ["device", serial, "note"] => say::note(store, frame, serial, form),
        ["fleet", "views"] => views::save_view(store, frame, form),
        ["fleet", "views", "delete"] => views::delete_view(store, frame, form),
        _ => Err(Refusal::NotFound),
    };
    match answer {
        Ok(place) => PostAnswer::Redirect(place),
        Err(refusal) => PostAnswer::Page(outside::refused(frame, &refusal)),
    }
}

/// The devices that a query asks for: the API understands the words of the page.
pub fn fleet_query(query: &[(String, String)]) -> FleetQuery {
    address::query(query)
}

/// A query of devices in the words of the page, from its first page on.
pub fn fleet_words(query: &FleetQuery) -> String {
    address::pairs(query)
}

/// Why a page is not shown.
#[derive(Debug)]
enum Refusal {
    /// There is no such page, device or cause.
    NotFound,
    /// The viewer may not.
    Forbidden(Role),
    /// The viewer does not administer the installation.
    Everywhere,
    /// The form says something that cannot be; the key of a sentence.
    Invalid(&'static str),
    /// The store does not answer.
    Store(StoreError),
    /// A template cannot be written: a bug.
    Template,
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Cursor(_) => Self::Invalid("web-invalid-cursor"),
            error => Self::Store(error),
        }
    }
}

impl From<askama::Error> for Refusal {
    fn from(_: askama::Error) -> Self {
        Self::Template
    }
}

/// A page as a template writes it.
fn html(status: u16, page: &impl askama::Template) -> Result<PageAnswer, Refusal> {
    Ok(PageAnswer {
        status,
        kind: "text/html; charset=utf-8",
        body: page.render()?.into_bytes(),
        headers: Vec::new(),
    })
}

/// Whether the viewer may do what takes a role.
fn allow(frame: &Frame<'_>, least: Role) -> Result<(), Refusal> {
    if frame.role >= least {
        Ok(())
    } else {
        Err(Refusal::Forbidden(least))
    }
}

#[cfg(test)]
mod tests;
