//! One service: its address, its token, and the patience with which it is asked.

use super::allowed::{Answer, Fault, Wire};
use super::failure::{CollectError, Ended, Missed};
use super::lanes::Lanes;
use super::origin::Origin;
use super::pace::Pace;
use super::patience::{TRIES, pause};
use super::sign_in::{Identity, Ticket, renew};
use super::{Event, Surroundings, unreachable};
use crate::told::{Told, told};
use reqwest::Url;
use secrecy::SecretString;
use serde::de::IgnoredAny;
use std::sync::{Mutex, PoisonError};

/// Letters of a service's own words that are passed on.
const SAID_MOST: usize = 240;

/// A service that is signed in to when it is first asked.
pub(super) struct Service<'s> {
    wire: Wire,
    origin: &'s Origin,
    identity: Identity<'s>,
    ticket: Mutex<Option<Ticket>>,
    lanes: Lanes,
    pace: Pace,
    around: &'s Surroundings<'s>,
}

impl<'s> Service<'s> {
    /// The service at this address, asked as this identity.
    pub(super) fn new(
        origin: &'s Origin,
        identity: Identity<'s>,
        authorities: Option<&str>,
        around: &'s Surroundings<'s>,
    ) -> Result<Self, CollectError> {
        Ok(Self {
            wire: Wire::open(origin.is_here(), authorities)?,
            lanes: Lanes::new(),
            pace: Pace::default(),
            origin,
            identity,
            ticket: Mutex::default(),
            around,
        })
    }

    /// Signs in, so that a wrong secret is told before anything is written.
    pub(super) fn sign_in(&self) -> Result<(), CollectError> {
        self.ticket(None).map(drop)
    }

    /// The first address of a collection.
    pub(super) fn at(&self, path: &str) -> Option<Url> {
        self.origin.at(path)
    }

    /// A link that the service gave, if it leads to the service.
    pub(super) fn follow(&self, link: &str) -> Result<Url, Ended> {
        let url = Url::parse(link).ok().filter(|url| self.origin.owns(url));
        url.ok_or_else(|| {
            let link = told("gap-foreign-link").with("origin", self.origin.to_string());
            Ended::gap("foreign_link", link)
        })
    }

    /// Reads an address until it is answered, or it is clear that it will not be.
    pub(super) fn read(&self, url: &Url, needs: &Told) -> Result<Answer, Ended> {
        let get = |token: &SecretString| self.wire.get(url.clone(), token);
        self.until_answered(url, needs, &get)
    }

    /// Asks What-If in the same way.
    pub(super) fn what_if(&self, url: &Url, question: &str, needs: &Told) -> Result<Answer, Ended> {
        let ask = |token: &SecretString| self.wire.what_if(url.clone(), token, question);
        self.until_answered(url, needs, &ask)
    }

    fn until_answered(
        &self,
        url: &Url,
        needs: &Told,
        send: &dyn Fn(&SecretString) -> Result<Answer, Fault>,
    ) -> Result<Answer, Ended> {
        let mut refused = None;
        let mut attempt = 1;
        loop {
            let ticket = self.ticket(refused).map_err(Ended::Stop)?;
            let tried = {
                let _lane = self.lanes.enter();
                let _turn = self.pace.keep(url.path(), self.around);
                send(&ticket.token)
            };
            let answered = tried.as_ref().ok();
            let asked = answered.and_then(Answer::patience);
            match answered.map(|answer| answer.status) {
                Some(429) => self.lanes.narrow(),
                Some(200) => self.lanes.widen(),
                _ => {}
            }
            let last = match self.judge(tried, needs)? {
                Judged::Done(answer) => return Ok(answer),
                Judged::NewToken if refused.is_none() => {
                    refused = Some(ticket.number);
                    continue;
                }
                Judged::NewToken => return Err(Ended::Stop(self.token_refused())),
                Judged::Again(why) => why,
            };
            let is_told = asked.is_some();
            let time = pause(attempt, asked, self.around, url.path());
            let Some(time) = time.filter(|_| attempt < TRIES) else {
                return Err(last);
            };
            (self.around.watch)(Event::Waiting {
                host: self.origin.host(),
                seconds: time.as_secs(),
            });
            if is_told {
                self.lanes.hold(|| (self.around.wait)(time));
            } else {
                (self.around.wait)(time);
            }
            attempt += 1;
        }
    }

    fn judge(&self, tried: Result<Answer, Fault>, needs: &Told) -> Result<Judged, Ended> {
        let host = self.origin.host();
        let answer = match tried {
            Ok(answer) => answer,
            Err(Fault::Unreachable(why)) => {
                let passes = unreachable::may_pass(&why);
                let stop = Ended::Stop(Fault::Unreachable(why).tell(host));
                return if passes {
                    Ok(Judged::Again(stop))
                } else {
                    Err(stop)
                };
            }
            Err(Fault::Timeout) => {
                let why = told("gap-timeout").with("host", host);
                return Ok(Judged::Again(Ended::gap("timeout", why)));
            }
            Err(Fault::Torn(why)) => {
                let why = told("gap-broke-off").with("host", host).with("why", why);
                return Ok(Judged::Again(Ended::gap("broken_answer", why)));
            }
            Err(Fault::TooLarge) => {
                let why = told("gap-long-page").with("host", host);
                return Err(Ended::gap("too_large", why));
            }
        };
        let status = answer.status;
        let with = |key| {
            told(key)
                .with("host", host)
                .with("status", status.to_string())
                .with("tries", TRIES.to_string())
                .with("said", said(&answer.body))
        };
        Ok(match status {
            200 if !is_object(&answer.body) => {
                Judged::Again(Ended::gap("broken_answer", with("gap-no-document")))
            }
            200 | 404 => Judged::Done(answer),
            401 => Judged::NewToken,
            403 => {
                let why = with("gap-forbidden").with("needs", needs.clone());
                return Err(Ended::gap("forbidden", why));
            }
            429 => Judged::Again(Ended::gap("throttled", with("gap-throttled"))),
            408 | 500..=599 => Judged::Again(Ended::gap("server_error", with("gap-server-error"))),
            400 | 410 => {
                return Err(Ended::Expired(Missed {
                    reason: "bad_request",
                    detail: with("gap-answered"),
                }));
            }
            _ => return Err(Ended::gap("refused", with("gap-answered"))),
        })
    }

    /// The token of this run; a new one if it is old, or if this one was refused.
    pub(super) fn ticket(&self, refused: Option<u32>) -> Result<Ticket, CollectError> {
        let mut held = self.ticket.lock().unwrap_or_else(PoisonError::into_inner);
        let now = (self.around.now)();
        let number = held.as_ref().map_or(0, |ticket| ticket.number);
        if let Some(ticket) = held.as_ref()
            && refused != Some(ticket.number)
            && ticket.good_until > now
        {
            return Ok(ticket.clone());
        }
        let new = renew(
            &self.wire,
            &self.identity,
            held.as_ref(),
            number + 1,
            self.around,
        )?;
        *held = Some(new.clone());
        Ok(new)
    }

    fn token_refused(&self) -> CollectError {
        CollectError::SignIn(told("token-refused").with("host", self.origin.host()))
    }
}

enum Judged {
    Done(Answer),
    NewToken,
    Again(Ended),
}

/// Whether this is a whole JSON object.
fn is_object(body: &[u8]) -> bool {
    body.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<IgnoredAny>(body).is_ok()
}

/// What a vendor says about an error: `{"error":{"code","message"}}` or `{"errors":[…]}`.
pub fn said(body: &[u8]) -> Told {
    let Ok(value) = serde_json::from_slice::<serde_json::Value>(body) else {
        return told("said-nothing");
    };
    let error = match &value["errors"][0] {
        serde_json::Value::Null => &value["error"],
        first => first,
    };
    let text = |key: &str| error[key].as_str().unwrap_or_default();
    let message = match text("detail") {
        "" => text("message"),
        detail => detail,
    };
    // Intune wraps its own words once more, and puts behind them what only its support reads.
    let inner = serde_json::from_str::<serde_json::Value>(message);
    let inner = inner.as_ref().ok().and_then(|it| it["Message"].as_str());
    let message = inner.unwrap_or(message);
    let message = message.split(" - Operation ID").next().unwrap_or(message);
    let mut short: String = message.chars().take(SAID_MOST).collect();
    if short.len() < message.len() {
        short.push('…');
    }
    format!("{} {short}", text("code")).trim().into()
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn a_service_s_words_are_unwrapped_and_cut_with_a_mark() {
        let long = "x".repeat(500);
        let message = "{\\\"Message\\\":\\\"You must have A. - Operation ID (for support): 7\\\"}";
        for (body, expected) in [
            (
                format!("{{\"error\":{{\"code\":\"Forbidden\",\"message\":\"{message}\"}}}}"),
                "Forbidden You must have A.",
            ),
            (
                "{\"errors\":[{\"code\":\"FORBIDDEN\",\"detail\":\"No.\"}]}".to_owned(),
                "FORBIDDEN No.",
            ),
            ("<html>".to_owned(), "without an explanation"),
        ] {
            assert_eq!(said(body.as_bytes()).to_string(), expected);
        }
        let cut = said(format!("{{\"error\":{{\"message\":\"{long}\"}}}}").as_bytes()).to_string();
        assert!(cut.ends_with("x…") && cut.chars().count() == 241, "{cut}");
    }
}
