//! The only file that sends anything: one request, one answer. Nothing in here tries twice.

use crate::answer::{Answer, Reply};
use crate::call::{Call, Method, Vendor};
use crate::hands::Label;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use enrollment::moment::Moment;
use reqwest::Url;
use reqwest::blocking::{Client, RequestBuilder, Response};
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderValue, RETRY_AFTER,
};
use secrecy::{ExposeSecret, SecretString};
use sources::live::{CollectError, built, client, http_date, innermost, may_pass};
use std::fmt;
use std::io::Read;
use std::time::Duration;

/// No answer to a write, or to a reading of one thing, is longer; nor is the log of an activity
/// with a thousand devices.
const BODY_MAX: u64 = 4 << 20;

/// A way to one service.
pub(crate) struct Wire {
    reading: Client,
    writing: Client,
}

/// For how long a service asks to be left alone.
#[derive(Clone, Debug)]
pub(crate) struct RetryAfter {
    /// Seconds, or a date.
    pub(crate) text: String,
    /// What the service's clock shows.
    pub(crate) date: Option<Moment>,
}

impl fmt::Display for RetryAfter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.text.parse::<u32>() {
            Ok(seconds) => write!(f, "{seconds} seconds"),
            Err(_) => write!(f, "until {}", self.text),
        }
    }
}

impl Wire {
    /// Opens a way; `here` says that the service is on this machine.
    pub(crate) fn open(
        here: bool,
        authorities: Option<&str>,
        patience: Duration,
    ) -> Result<Self, CollectError> {
        let builder = || client(here, authorities).map(|it| it.timeout(patience));
        // A write goes over a connection of its own: on one that was used before, a library would
        // send it again by itself when the connection turns out to be closed.
        let writing = builder()?
            .pool_max_idle_per_host(0)
            .http1_only()
            .retry(reqwest::retry::never());
        Ok(Self {
            reading: built(builder()?)?,
            writing: built(writing)?,
        })
    }

    /// Sends a request once.
    pub(crate) fn send(
        &self,
        url: Url,
        call: &Call,
        token: &SecretString,
        label: Option<&Label<'_>>,
    ) -> Reply {
        let bearer = format!("Bearer {}", token.expose_secret());
        let Ok(mut bearer) = HeaderValue::from_str(&bearer) else {
            return Reply::NotSent("the access token is no header's text".to_owned(), false);
        };
        bearer.set_sensitive(true);
        let request = match call.method {
            Method::Get => self.reading.get(url),
            Method::Post => self.writing.post(url),
            Method::Patch => self.writing.patch(url),
        };
        let request = request
            .header(AUTHORIZATION, bearer)
            .header(ACCEPT, "application/json");
        let request = match label {
            Some(label) if call.vendor == Vendor::Microsoft => labelled(request, label),
            _ => request,
        };
        let request = match &call.body {
            Some(body) => request
                .header(CONTENT_TYPE, "application/json")
                .body(body.to_string()),
            None if call.writes() => request.body(""),
            None => request,
        };
        match request.send() {
            Ok(response) => Reply::Answered(answer(response)),
            Err(why) => unanswered(&why),
        }
    }

    /// Follows a link that is good without a token.
    pub(crate) fn download(&self, url: Url) -> Option<Vec<u8>> {
        let response = self.reading.get(url).send().ok()?;
        let is_there = response.status() == 200;
        answer(response).body.filter(|_| is_there)
    }
}

/// Under which number it is sent, and what Multi Admin Approval wants to see (microsoft.md §2.3).
fn labelled(request: RequestBuilder, label: &Label<'_>) -> RequestBuilder {
    let justification = STANDARD.encode(&label.justification);
    let request = request
        .header("client-request-id", &label.number)
        .header("x-msft-approval-justification", justification);
    match label.approval {
        Some(code) => request.header("x-msft-approval-code", code),
        None => request,
    }
}

/// Why there is no answer. Before there is a connection nothing can have been sent; after that
/// nobody knows.
fn unanswered(why: &reqwest::Error) -> Reply {
    if why.is_connect() {
        let why = innermost(why);
        let again = may_pass(&why);
        return Reply::NotSent(why, again);
    }
    if why.is_builder() {
        return Reply::NotSent(innermost(why), false);
    }
    Reply::Lost(if why.is_timeout() {
        "no answer came in time".to_owned()
    } else {
        innermost(why)
    })
}

fn answer(mut response: Response) -> Answer {
    let headers = response.headers();
    let date = text(headers, DATE.as_str());
    let date = date.as_deref().and_then(http_date);
    let retry_after = text(headers, RETRY_AFTER.as_str()).map(|text| RetryAfter { text, date });
    let approval_code = text(headers, "x-msft-approval-code");
    let status = response.status().as_u16();
    let mut body = Vec::new();
    let read = response.by_ref().take(BODY_MAX + 1).read_to_end(&mut body);
    let is_whole = read.is_ok_and(|bytes| bytes as u64 <= BODY_MAX);
    Answer {
        status,
        retry_after,
        approval_code,
        body: is_whole.then_some(body),
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    Some(value.to_owned())
}
