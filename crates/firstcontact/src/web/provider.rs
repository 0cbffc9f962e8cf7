//! Sign-in through a provider of OpenID Connect: code flow with PKCE, state and nonce. The protocol
//! is the library's; here stand what is kept between the two halves of the journey, and which
//! groups become which roles.

use super::access::{ROLES, Role, role_name};
use super::form::{Pairs, value};
use super::secret::{fresh, hash, same};
use crate::config::serve::Groups;
use crate::store::{Account, AuditEntry, Kept, Shelf, Store, StoreError, keep, take};
use axum::http::StatusCode;
use enrollment::moment::Moment;
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreAuthenticationFlow, CoreErrorResponseType,
    CoreGenderClaim, CoreJsonWebKey, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm,
    CoreProviderMetadata, CoreRevocableToken, CoreRevocationErrorResponse,
    CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AuthorizationCode, Client, ClientId, ClientSecret, CsrfToken,
    EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IdTokenClaims, IdTokenFields, IssuerUrl, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, Scope, StandardErrorResponse, StandardTokenResponse,
    TokenResponse as _,
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::Read as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// What the provider says of itself, its keys included, is believed so long.
const BELIEVED_SECONDS: i64 = 3_600;
/// Somebody may take so long at the provider.
const JOURNEY_SECONDS: i64 = 600;
/// The provider may take so long.
const PATIENCE: Duration = Duration::from_secs(10);
/// Bytes of a provider's answer at most.
const LONGEST: u64 = 1 << 20;

/// A provider, and what its groups mean here.
pub struct Provider {
    /// What people call it.
    pub name: String,
    /// Its issuer.
    pub issuer: String,
    /// The application's id.
    pub client: String,
    /// The client secret; a public client has none.
    pub secret: Option<SecretString>,
    /// Where the provider sends people back to.
    pub redirect: String,
    /// Which claim lists groups.
    pub groups_claim: String,
    /// Groups by tenant and role.
    pub roles: BTreeMap<String, Groups>,
    /// Certificates in PEM to trust beside the machine's.
    pub authorities: Option<String>,
    /// What it said of itself last, and when.
    pub known: Mutex<Option<(Moment, CoreProviderMetadata)>>,
}

/// Every claim that the library does not know.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Claims(BTreeMap<String, serde_json::Value>);

impl AdditionalClaims for Claims {}

type Tokens = StandardTokenResponse<
    IdTokenFields<
        Claims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;
type Relying = Client<
    Claims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// How somebody came back.
pub(super) enum Entered {
    /// As this account, and where they wanted to go.
    As(Account, String),
    /// With a session.
    In(String, String),
    /// Not at all.
    No(StatusCode, String),
}

/// Somebody on the way to the provider and back.
#[derive(Serialize, Deserialize)]
pub(super) struct Journey {
    state_hash: String,
    browser_hash: String,
    nonce: String,
    verifier: String,
    back: String,
    until: i64,
}

impl Kept for Journey {
    const SHELF: Shelf = Shelf::Other;

    fn key(&self) -> String {
        key(&self.state_hash)
    }

    fn until(&self) -> Option<Moment> {
        Moment::from_unix(self.until)
    }
}

fn key(state_hash: &str) -> String {
    format!("journey:{state_hash}")
}

impl Journey {
    /// Sets out: where to send the browser, and the secret that binds the journey to it.
    pub(super) fn begin(
        provider: &Provider,
        store: &dyn Store,
        back: &str,
        now: Moment,
    ) -> Result<Result<(String, String), String>, StoreError> {
        let (state, nonce, verifier, browser) = (fresh()?, fresh()?, fresh()?, fresh()?);
        let relying = match provider.relying(now, false) {
            Ok(relying) => relying,
            Err(why) => return Ok(Err(why)),
        };
        let pkce = PkceCodeVerifier::new(verifier.clone());
        let journey = Self {
            state_hash: hash(&state),
            browser_hash: hash(&browser),
            nonce: nonce.clone(),
            verifier,
            back: back.to_owned(),
            until: now.plus(JOURNEY_SECONDS).unix(),
        };
        let (place, _, _) = relying
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                || CsrfToken::new(state),
                || Nonce::new(nonce),
            )
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&pkce))
            .url();
        keep(store, None, &journey)?;
        Ok(Ok((place.to_string(), browser)))
    }

    /// Arrives: who it is, if everything is as it was when they set out.
    pub(super) fn end(
        provider: &Provider,
        store: &dyn Store,
        query: &Pairs,
        browser: &str,
        now: Moment,
    ) -> Result<Entered, StoreError> {
        let no = |status, why: &str| Ok(Entered::No(status, why.to_owned()));
        let state = value(query, "state").unwrap_or_default();
        let Some(journey) = take::<Self>(store, None, &key(&hash(state)))? else {
            return no(StatusCode::BAD_REQUEST, "nobody set out with this state");
        };
        if now.unix() >= journey.until || !same(&journey.browser_hash, &hash(browser)) {
            return no(
                StatusCode::BAD_REQUEST,
                "another browser set out, or too long ago",
            );
        }
        let Some(code) = value(query, "code") else {
            let why = value(query, "error").unwrap_or("no code");
            return no(StatusCode::FORBIDDEN, why);
        };
        let claims = match provider.claims(code, &journey, now) {
            Ok(claims) => claims,
            Err(why) => return no(StatusCode::BAD_GATEWAY, &why),
        };
        let account = provider.account(&claims, now);
        if account.roles.is_empty() {
            let why = format!("{} has no group with a role", account.id);
            return no(StatusCode::FORBIDDEN, &why);
        }
        keep(store, None, &account)?;
        let entry = AuditEntry {
            at: now,
            who: account.id.clone(),
            what: "signed-in".to_owned(),
            subject: account.id.clone(),
            detail: provider.name.clone(),
        };
        store.note_audit(None, &entry)?;
        Ok(Entered::As(account, journey.back))
    }
}

impl Provider {
    /// The code becomes claims whose signature, issuer, audience, times and nonce were checked.
    fn claims(
        &self,
        code: &str,
        journey: &Journey,
        now: Moment,
    ) -> Result<IdTokenClaims<Claims, CoreGenderClaim>, String> {
        let client = self.client()?;
        let call = |request| call(&client, request);
        let relying = self.relying(now, false)?;
        let request = relying
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|why| why.to_string())?
            .set_pkce_verifier(PkceCodeVerifier::new(journey.verifier.clone()));
        let tokens = request.request(&call).map_err(|why| chain(&why))?;
        let token = tokens
            .id_token()
            .ok_or("the provider sent no identity token")?;
        let nonce = Nonce::new(journey.nonce.clone());
        if let Ok(claims) = token.claims(&relying.id_token_verifier(), &nonce) {
            return Ok(claims.clone());
        }
        // It may have changed its keys since we looked.
        let relying = self.relying(now, true)?;
        let claims = token.claims(&relying.id_token_verifier(), &nonce);
        claims.cloned().map_err(|why| chain(&why))
    }

    fn account(&self, claims: &IdTokenClaims<Claims, CoreGenderClaim>, now: Moment) -> Account {
        let more = &claims.additional_claims().0;
        let groups: Vec<&str> = match more.get(&self.groups_claim) {
            Some(serde_json::Value::Array(all)) => {
                all.iter().filter_map(|it| it.as_str()).collect()
            }
            Some(serde_json::Value::String(one)) => vec![one],
            _ => Vec::new(),
        };
        if groups.is_empty() && more.contains_key("_claim_names") {
            tracing::warn!(
                "somebody is in more groups than the provider lists; give the application roles \
                 and set groups-claim = \"roles\""
            );
        }
        let name = claims.name().and_then(|name| name.get(None));
        let called = claims.preferred_username().map(|it| it.as_str().to_owned());
        let subject = claims.subject().as_str();
        let name = name.map(|name| name.as_str().to_owned()).or(called);
        Account {
            id: format!("{}|{subject}", self.issuer),
            name: name.unwrap_or_else(|| subject.to_owned()),
            roles: self.roles_of(&groups),
            made_at: now,
        }
    }

    fn roles_of(&self, groups: &[&str]) -> BTreeMap<String, Vec<String>> {
        let mut roles = BTreeMap::new();
        for (tenant, named) in &self.roles {
            let has = |role: &Role| {
                let wanted = match role {
                    Role::Viewer => &named.viewer,
                    Role::Operator => &named.operator,
                    Role::Approver => &named.approver,
                    Role::Administrator => &named.administrator,
                };
                wanted
                    .iter()
                    .any(|group| groups.contains(&group.0.as_str()))
            };
            let held: Vec<String> = ROLES
                .into_iter()
                .filter(has)
                .map(|role| role_name(role).to_owned())
                .collect();
            if !held.is_empty() {
                roles.insert(tenant.clone(), held);
            }
        }
        roles
    }

    fn relying(&self, now: Moment, anew: bool) -> Result<Relying, String> {
        let metadata = self.metadata(now, anew)?;
        let id = ClientId::new(self.client.clone());
        let secret = self.secret.as_ref();
        let secret = secret.map(|it| ClientSecret::new(it.expose_secret().to_owned()));
        let redirect = RedirectUrl::new(self.redirect.clone()).map_err(|why| why.to_string())?;
        Ok(Client::from_provider_metadata(metadata, id, secret).set_redirect_uri(redirect))
    }

    fn metadata(&self, now: Moment, anew: bool) -> Result<CoreProviderMetadata, String> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, metadata)) = &*known
            && !anew
            && now.since(*at) < BELIEVED_SECONDS
        {
            return Ok(metadata.clone());
        }
        // Others need not wait for a slow provider.
        drop(known);
        let client = self.client()?;
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(|why| why.to_string())?;
        let call = |request| call(&client, request);
        let metadata = CoreProviderMetadata::discover(&issuer, &call).map_err(|why| chain(&why))?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        *known = Some((now, metadata.clone()));
        Ok(metadata)
    }

    /// Follows nobody elsewhere: the provider's addresses are the ones it published.
    fn client(&self) -> Result<reqwest::blocking::Client, String> {
        let mut builder = reqwest::blocking::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE);
        if let Some(pem) = &self.authorities {
            let all = reqwest::Certificate::from_pem_bundle(pem.as_bytes());
            builder = builder.tls_certs_merge(all.map_err(|why| why.to_string())?);
        }
        builder.build().map_err(|why| why.to_string())
    }
}

fn call(client: &reqwest::blocking::Client, request: HttpRequest) -> Result<HttpResponse, Failed> {
    let failed = |why: &dyn std::error::Error| Failed(chain(why));
    let request = request
        .try_into()
        .map_err(|why: reqwest::Error| failed(&why))?;
    let response = client.execute(request).map_err(|why| failed(&why))?;
    let mut answer = openidconnect::http::Response::builder().status(response.status());
    for (name, value) in response.headers() {
        answer = answer.header(name, value);
    }
    let mut body = Vec::new();
    response
        .take(LONGEST)
        .read_to_end(&mut body)
        .map_err(|why| failed(&why))?;
    answer.body(body).map_err(|why| failed(&why))
}

/// The provider could not be asked.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Failed(String);

/// An error with its causes, for the log.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
