//! A tenant fetched as barely as can be: known addresses, the collector's number of streams, each
//! body written to disk. No page is looked at, nothing is tried again.

use super::BenchError;
use crate::serving::Told;
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::blocking::Client;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// As many as the collector has for each service.
const STREAMS: usize = 4;
/// How long the assertion is good that Apple's token is asked with, in seconds.
const GOOD: i64 = 600;

/// One list, page after page.
pub(super) struct List {
    pub(super) name: String,
    pub(super) is_apple: bool,
    pub(super) pages: Vec<String>,
    /// Identifiers of its rows.
    pub(super) ids: Vec<String>,
}

/// A client with a token for each service.
pub(super) struct Bare {
    client: Client,
    base: String,
    microsoft: String,
    apple: String,
}

impl Bare {
    /// Signs in; `now` is for Apple's assertion.
    pub(super) fn sign_in(told: &Told, now: i64) -> Result<Self, BenchError> {
        let text = |name: &str| told.get(name).map_or("", String::as_str);
        let client = Client::builder().no_proxy().build().map_err(failed)?;
        let mut bare = Self {
            client,
            base: text("graph").to_owned(),
            microsoft: String::new(),
            apple: String::new(),
        };
        let scope = format!("{}/.default", bare.base);
        bare.microsoft = bare.token(
            text("entra"),
            &[
                ("client_id", text("client")),
                ("client_secret", text("secret")),
                ("scope", &scope),
            ],
        )?;
        let pem = fs::read(text("apple-key")).map_err(|why| BenchError::File {
            doing: "read",
            path: text("apple-key").into(),
            why,
        })?;
        let mut header = Header::new(Algorithm::ES256);
        header.kid = Some(text("apple-key-id").to_owned());
        let app = text("apple-client");
        let claims = json!({"iss": app, "sub": app, "iat": now, "exp": now + GOOD, "jti": "bench",
            "aud": "https://account.apple.com/auth/oauth2/v2/token"});
        let key = EncodingKey::from_ec_pem(&pem).map_err(failed)?;
        let proof = encode(&header, &claims, &key).map_err(failed)?;
        let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        bare.apple = bare.token(
            text("apple-token"),
            &[
                ("client_id", app),
                ("client_assertion_type", kind),
                ("client_assertion", &proof),
                ("scope", "business.api"),
            ],
        )?;
        Ok(bare)
    }

    fn token(&self, address: &str, fields: &[(&str, &str)]) -> Result<String, BenchError> {
        let mut form = "grant_type=client_credentials".to_owned();
        for (name, value) in fields {
            // None of these values holds anything else that a form would change.
            let _ = write!(form, "&{name}={}", value.replace('+', "%2B"));
        }
        let asked = self.client.post(address).body(form);
        let asked = asked.header("content-type", "application/x-www-form-urlencoded");
        let bytes = asked.send().and_then(reqwest::blocking::Response::bytes);
        let answer: Value = serde_json::from_slice(&bytes.map_err(failed)?).map_err(failed)?;
        let token = answer["access_token"].as_str().map(str::to_owned);
        token.ok_or_else(|| failed(format!("{address} gave no token: {answer}")))
    }

    /// The body of an address.
    pub(super) fn get(&self, address: &str, is_apple: bool) -> Result<Vec<u8>, BenchError> {
        let token = if is_apple {
            &self.apple
        } else {
            &self.microsoft
        };
        let asked = self.client.get(address).bearer_auth(token);
        let answer = asked.header("accept", "application/json").send();
        let answer = answer.map_err(failed)?;
        // A thing that is not there is an answer; anything else is none.
        let status = answer.status().as_u16();
        if !matches!(status, 200 | 404) {
            return Err(failed(format!("{address} was answered {status}")));
        }
        Ok(answer.bytes().map_err(failed)?.to_vec())
    }

    /// Walks a list once, to know the addresses of its pages.
    pub(super) fn walk(&self, name: &str, first: &str) -> Result<List, BenchError> {
        let is_apple = first.starts_with("/v1/");
        let mut list = List {
            name: name.to_owned(),
            is_apple,
            pages: Vec::new(),
            ids: Vec::new(),
        };
        let mut next = Some(format!("{}{first}", self.base));
        while let Some(address) = next {
            let page: Value =
                serde_json::from_slice(&self.get(&address, is_apple)?).map_err(failed)?;
            let rows = page["value"].as_array().or_else(|| page["data"].as_array());
            let ids = rows
                .into_iter()
                .flatten()
                .filter_map(|row| row["id"].as_str());
            list.ids.extend(ids.map(str::to_owned));
            let links = [&page["@odata.nextLink"], &page["links"]["next"]];
            next = links.iter().find_map(|it| it.as_str()).map(str::to_owned);
            list.pages.push(address);
        }
        Ok(list)
    }

    /// Fetches all pages of some lists and writes each to disk.
    pub(super) fn fetch(&self, lists: &[&List], out: &Path) -> Result<(), BenchError> {
        let failure: Mutex<Option<BenchError>> = Mutex::new(None);
        std::thread::scope(|scope| {
            for is_apple in [false, true] {
                let mine = lists.iter().filter(|list| list.is_apple == is_apple);
                let mine: std::sync::Arc<Vec<&&List>> = std::sync::Arc::new(mine.collect());
                let next = std::sync::Arc::new(AtomicUsize::new(0));
                for _ in 0..STREAMS {
                    let (mine, next, failure) = (mine.clone(), next.clone(), &failure);
                    scope.spawn(move || {
                        while let Some(list) = mine.get(next.fetch_add(1, Ordering::Relaxed)) {
                            if let Err(why) = self.fetch_one(list, out)
                                && let Ok(mut failure) = failure.lock()
                            {
                                failure.get_or_insert(why);
                            }
                        }
                    });
                }
            }
        });
        match failure.into_inner() {
            Ok(Some(why)) => Err(why),
            _ => Ok(()),
        }
    }

    fn fetch_one(&self, list: &List, out: &Path) -> Result<(), BenchError> {
        for (number, address) in list.pages.iter().enumerate() {
            let body = self.get(address, list.is_apple)?;
            let path = out.join(format!("{}-{number}", list.name.replace('/', "-")));
            fs::write(&path, body).map_err(|why| BenchError::File {
                doing: "write",
                path,
                why,
            })?;
        }
        Ok(())
    }
}

fn failed(why: impl std::fmt::Display) -> BenchError {
    BenchError::Program {
        program: "the bare transfer".to_owned(),
        why: why.to_string(),
    }
}
