//! Entra's token endpoint: what is proved, and what is given for it (microsoft.md §3.2).

use super::Services;
use super::answer::Answer;
use super::asked::{Asked, first, form};
use super::assertion::{self, Expected, Fault};
use super::device_code;
use super::entra::{graph_issuer, issuer, refused};
use super::passes::{Door, Holder};
use crate::clock::Time;
use crate::world::Guid;
use base64::Engine;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Value, json};

/// Whom a foreign issuer's statement must be meant for.
const EXCHANGE: &str = "api://AzureADTokenExchange";
/// Graph, by its name and by its identifier.
const GRAPH: [&str; 2] = [
    "https://graph.microsoft.com",
    "00000003-0000-0000-c000-000000000000",
];
/// Scopes that are about the person and not about Graph.
const ABOUT_PERSON: [&str; 4] = ["openid", "profile", "email", "offline_access"];

/// What a form says, and who sends it.
pub(super) struct Form<'a> {
    fields: Vec<(String, String)>,
    basic: Option<(String, String)>,
    tenant: &'a str,
}

impl<'a> Form<'a> {
    /// Reads a request.
    pub(super) fn read(asked: &Asked, tenant: &'a str) -> Self {
        Self {
            fields: form(&asked.body),
            basic: basic(asked),
            tenant,
        }
    }

    /// A field that is filled in.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        first(&self.fields, name).filter(|value| !value.is_empty())
    }

    fn client(&self) -> Option<&str> {
        let basic = self.basic.as_ref().map(|(id, _)| id.as_str());
        self.field("client_id").or(basic)
    }

    fn secret(&self) -> Option<&str> {
        let basic = self.basic.as_ref().map(|(_, secret)| secret.as_str());
        self.field("client_secret").or(basic)
    }

    /// Whether the app is one that the tenant knows.
    pub(super) fn known(&self, services: &Services, now: Time) -> Result<(), Answer> {
        let Some(client) = self.client() else {
            let why = "The request body must contain the following parameter: 'client_id'.";
            return Err(refused(400, "invalid_request", 900_144, why, now));
        };
        if client.eq_ignore_ascii_case(&services.keys.client) {
            return Ok(());
        }
        let why = format!(
            "Application with identifier '{client}' was not found in the directory '{}'. This can \
             happen if the application has not been installed by the administrator of the tenant \
             or consented to by any user in the tenant.",
            self.tenant
        );
        Err(refused(400, "unauthorized_client", 700_016, &why, now))
    }
}

/// Answers the token endpoint.
pub(super) fn answer(services: &Services, asked: &Asked, tenant: &str, now: Time) -> Answer {
    let form = Form::read(asked, tenant);
    let given = match form.field("grant_type") {
        Some("client_credentials") => for_app(services, &form, now),
        Some("urn:ietf:params:oauth:grant-type:device_code" | "device_code") => form
            .known(services, now)
            .and_then(|()| device_code::redeem(services, &form, now))
            .and_then(|scope| for_person(services, &scope, now)),
        Some("refresh_token") => form
            .known(services, now)
            .and_then(|()| refreshed(services, &form, now)),
        _ => {
            let why = "The app requested an unsupported grant type.";
            Err(refused(400, "unsupported_grant_type", 70_003, why, now))
        }
    };
    let answer = given.unwrap_or_else(|refused| refused);
    answer
        .with("cache-control", "no-store, no-cache")
        .with("pragma", "no-cache")
}

fn for_app(services: &Services, form: &Form<'_>, now: Time) -> Result<Answer, Answer> {
    let repairer = &services.keys.repairer;
    let client = form.client().unwrap_or_default();
    let repairs = client.eq_ignore_ascii_case(&repairer.client);
    if !repairs {
        form.known(services, now)?;
    }
    let scope = form.field("scope").unwrap_or_default();
    let Some(resource) = scope.strip_suffix("/.default") else {
        let why = format!(
            "The provided value for scope {scope} is not valid. Client credential flows must have \
             a scope value with /.default suffixed to the resource identifier (application ID URI)."
        );
        return Err(refused(400, "invalid_scope", 1_002_012, &why, now));
    };
    if repairs {
        by_secret(form, &repairer.client, &repairer.secret, now)?;
    } else {
        proved(services, form, now)?;
    }
    let resource = graph(services, resource, now)?;
    let token = if repairs {
        token_of_app(
            services,
            resource,
            &repairer.client,
            &repairer.permissions,
            now,
        )
    } else {
        app_token(services, resource, now)
    };
    let life = services.passes.life;
    Ok(Answer::json(
        200,
        &json!({"token_type": "Bearer", "expires_in": life, "ext_expires_in": life,
            "access_token": token}),
    ))
}

/// The resource that a token is wanted for, which must be this cloud's Graph.
pub(super) fn graph<'r>(
    services: &Services,
    resource: &'r str,
    now: Time,
) -> Result<&'r str, Answer> {
    let name = resource.trim_end_matches('/');
    if GRAPH.contains(&name) || name == services.base {
        return Ok(name);
    }
    let why = format!(
        "The resource principal named {name} was not found in the tenant named {}. This can happen \
         if the application has not been installed by the administrator of the tenant or consented \
         to by any user in the tenant. You might have sent your authentication request to the \
         wrong tenant.",
        services.keys.tenant
    );
    Err(refused(400, "invalid_resource", 500_011, &why, now))
}

/// A token of the app itself.
pub(super) fn app_token(services: &Services, resource: &str, now: Time) -> Option<String> {
    let keys = &services.keys;
    token_of_app(services, resource, &keys.client, &keys.permissions, now)
}

fn token_of_app(
    services: &Services,
    resource: &str,
    client: &str,
    permissions: &[String],
    now: Time,
) -> Option<String> {
    let keys = &services.keys;
    let claims = json!({"aud": resource, "iss": graph_issuer(services), "appid": client,
        "appidacr": "1", "app_displayname": "firstcontact", "idtyp": "app", "tid": keys.tenant,
        "idp": graph_issuer(services), "oid": person(services, 1), "sub": person(services, 1),
        "roles": permissions, "ver": "1.0"});
    let holder = Holder {
        door: Door::Graph,
        app: client.to_owned(),
        permissions: permissions.to_vec(),
    };
    services.passes.sign(claims, holder, now)
}

/// Whether the app proves to be itself.
fn proved(services: &Services, form: &Form<'_>, now: Time) -> Result<(), Answer> {
    if let Some(proof) = form.field("client_assertion") {
        if form.field("client_assertion_type") == Some(assertion::KIND) {
            return vouched(services, proof, form.tenant, now);
        }
        let why = "The request body must contain the following parameter: 'client_assertion_type' \
                   with value 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'.";
        return Err(refused(400, "invalid_request", 900_144, why, now));
    }
    let client = &services.keys.client;
    by_secret(form, client, &services.keys.secret, now)?;
    if services.keys.secret_expired {
        let why = format!(
            "The provided client secret keys for app '{client}' are expired. Visit the Azure \
             portal to create new keys for your app, or consider using certificate credentials for \
             added security."
        );
        return Err(refused(401, "invalid_client", 7_000_222, &why, now));
    }
    Ok(())
}

fn by_secret(form: &Form<'_>, client: &str, secret: &str, now: Time) -> Result<(), Answer> {
    match form.secret() {
        Some(said) if said == secret => Ok(()),
        Some(_) => {
            let why = format!(
                "Invalid client secret provided. Ensure the secret being sent in the request is \
                 the client secret value, not the client secret ID, for a secret added to app \
                 '{client}'."
            );
            Err(refused(401, "invalid_client", 7_000_215, &why, now))
        }
        None => {
            let why = "'client_assertion', 'client_secret' or 'request' is required for the \
                       'client_credentials' grant type.";
            Err(refused(401, "invalid_client", 7_000_216, why, now))
        }
    }
}

fn vouched(services: &Services, proof: &str, tenant: &str, now: Time) -> Result<(), Answer> {
    let keys = &services.keys;
    let own = assertion::claimed_issuer(proof).is_some_and(|issuer| issuer == keys.client);
    let foreign = keys.federated.as_ref().filter(|_| !own);
    if let Some(federated) = foreign {
        let expected = Expected {
            issuer: None,
            subject: &federated.subject,
            audiences: &[EXCHANGE.to_owned()],
            key_id: None,
            longest: None,
        };
        return assertion::judge(proof, &federated.key, &expected, now)
            .map_err(|fault| unknown_issuer(fault, now));
    }
    let audiences = [
        format!("{}/{tenant}/oauth2/v2.0/token", services.base),
        format!("{}/{}/oauth2/v2.0/token", services.base, keys.tenant),
        format!("{}/{tenant}/v2.0", services.base),
    ];
    let expected = Expected {
        issuer: Some(&keys.client),
        subject: &keys.client,
        audiences: &audiences,
        key_id: None,
        longest: None,
    };
    let judged = match &keys.certificate_key {
        Some(key) => assertion::judge(proof, key, &expected, now),
        None => Err(Fault::Unsigned),
    };
    judged.map_err(|fault| {
        let (code, why) = match fault {
            Fault::Untimely => (
                700_024,
                "Client assertion is not within its valid time range.",
            ),
            Fault::Audience => (
                700_023,
                "Client assertion audience claim does not match Realm issuer.",
            ),
            Fault::Unsigned => (
                700_027,
                "The certificate with identifier used to sign the client assertion is not \
                 registered on application.",
            ),
            Fault::Subject => (
                700_021,
                "Client assertion application identifier doesn't match 'client_id' parameter.",
            ),
        };
        refused(401, "invalid_client", code, why, now)
    })
}

fn unknown_issuer(fault: Fault, now: Time) -> Answer {
    let (code, part) = match fault {
        Fault::Untimely => {
            let why = "Client assertion is not within its valid time range.";
            return refused(401, "invalid_client", 700_024, why, now);
        }
        Fault::Unsigned => (700_211, "issuer"),
        Fault::Audience => (700_212, "audience"),
        Fault::Subject => (700_213, "subject"),
    };
    let why = format!(
        "No matching federated identity record found for presented assertion {part}. Check your \
         federated identity credential Subject, Audience and Issuer against the presented \
         assertion."
    );
    refused(401, "invalid_client", code, &why, now)
}

/// A person's tokens: the one for Graph, the one about the person, and the one to go on with.
fn for_person(services: &Services, scope: &str, now: Time) -> Result<Answer, Answer> {
    let keys = &services.keys;
    let (mut resource, mut wanted) = (GRAPH[0], Vec::new());
    let mut all = false;
    for one in scope.split_whitespace() {
        if ABOUT_PERSON.contains(&one) {
            continue;
        }
        let (host, name) = match one.rsplit_once('/') {
            Some((host, name)) => (graph(services, host, now)?, name),
            None => (GRAPH[0], one),
        };
        resource = host;
        all |= name == ".default";
        wanted.push(name);
    }
    let granted = keys.permissions.iter();
    let granted = granted.filter(|known| all || wanted.contains(&known.as_str()));
    let granted: Vec<String> = granted.cloned().collect();
    if granted.is_empty() {
        let why = format!(
            "The user or administrator has not consented to use the application with ID '{}' named \
             'firstcontact'. Send an interactive authorization request for this user and resource.",
            keys.client
        );
        return Err(refused(400, "invalid_grant", 65_001, &why, now));
    }
    let oid = person(services, 2);
    let claims = json!({"aud": resource, "iss": graph_issuer(services), "appid": keys.client,
        "appidacr": "0", "app_displayname": "firstcontact", "idtyp": "user", "tid": keys.tenant,
        "oid": oid, "sub": oid, "scp": granted.join(" "), "upn": keys.person,
        "unique_name": keys.person, "name": "IT", "ver": "1.0"});
    let spelt: Vec<String> = granted
        .iter()
        .map(|name| format!("{resource}/{name}"))
        .collect();
    let holder = Holder {
        door: Door::Graph,
        app: keys.client.clone(),
        permissions: granted,
    };
    let life = services.passes.life;
    let mut answer = json!({"token_type": "Bearer", "expires_in": life, "ext_expires_in": life,
        "scope": format!("openid profile email {}", spelt.join(" ")),
        "access_token": services.passes.sign(claims, holder, now)});
    let has = |name: &str| scope.split_whitespace().any(|one| one == name);
    if has("openid") {
        answer["id_token"] = json!(services.passes.signer.sign(&json!({"aud": keys.client,
            "iss": issuer(services), "iat": now, "nbf": now, "exp": now + life, "name": "IT",
            "oid": oid, "sub": oid, "preferred_username": keys.person, "tid": keys.tenant,
            "ver": "2.0"})));
    }
    if has("offline_access") {
        let token = services.passes.secret(now);
        services.codes.keep(token.clone(), scope);
        answer["refresh_token"] = token.into();
    }
    let about: Value = json!({"uid": oid, "utid": keys.tenant});
    answer["client_info"] = BASE64_URL_SAFE_NO_PAD.encode(about.to_string()).into();
    Ok(Answer::json(200, &answer))
}

fn refreshed(services: &Services, form: &Form<'_>, now: Time) -> Result<Answer, Answer> {
    let token = form.field("refresh_token").unwrap_or_default();
    let Some(kept) = services.codes.kept(token) else {
        let why = "The provided value for the input parameter 'refresh_token' is not valid.";
        return Err(refused(400, "invalid_grant", 9_002_313, why, now));
    };
    // A client may ask for less or for more than before; the grant is what the app has.
    let scope = match form.field("scope") {
        Some(scope) if !scope.contains("offline_access") => format!("{scope} offline_access"),
        Some(scope) => scope.to_owned(),
        None => kept,
    };
    for_person(services, &scope, now)
}

/// Who acts: the app's principal, or the administrator.
fn person(services: &Services, number: u64) -> String {
    Guid::of(services.living.seed(), 77, number).to_string()
}

/// What `Authorization: Basic` says; both parts are form-encoded first (RFC 6749 §2.3.1).
fn basic(asked: &Asked) -> Option<(String, String)> {
    let (kind, words) = asked.header("authorization")?.split_once(' ')?;
    if !kind.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = BASE64_STANDARD.decode(words.trim()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, secret) = text.split_once(':')?;
    let plain = |part: &str| form(&format!("x={part}")).pop().map(|(_, value)| value);
    Some((plain(id)?, plain(secret)?))
}
