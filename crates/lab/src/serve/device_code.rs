//! Signing in on another device: a code that a person enters and approves (RFC 8628).

use super::Services;
use super::answer::Answer;
use super::asked::Asked;
use super::entra::refused;
use super::grants::Form;
use crate::clock::Time;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long a code is good, and how often a client may ask (microsoft.md §3.2).
const LIFE: Time = 900;
const INTERVAL: Time = 5;
/// Letters that cannot be confused with each other.
const LETTERS: &[u8; 24] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";

/// What a person said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Word {
    Pending,
    Approved,
    Declined,
}

#[derive(Debug)]
struct Code {
    shown: String,
    scope: String,
    begun: Time,
    interval: Time,
    asked: Option<Time>,
    word: Word,
}

/// All codes that wait, and what may be refreshed.
#[derive(Debug, Default)]
pub(super) struct Codes {
    /// After how many seconds a code is approved by itself.
    approve: Option<Time>,
    waiting: Mutex<BTreeMap<String, Code>>,
    refreshable: Mutex<BTreeMap<String, String>>,
}

impl Codes {
    pub(super) fn new(approve: Option<Time>) -> Self {
        Self {
            approve,
            ..Self::default()
        }
    }

    /// Keeps what a refresh token is good for.
    pub(super) fn keep(&self, token: String, scope: &str) {
        let kept = self.refreshable.lock();
        let mut kept = kept.unwrap_or_else(PoisonError::into_inner);
        kept.insert(token, scope.to_owned());
    }

    /// What a refresh token is good for.
    pub(super) fn kept(&self, token: &str) -> Option<String> {
        let kept = self.refreshable.lock();
        let kept = kept.unwrap_or_else(PoisonError::into_inner);
        kept.get(token).cloned()
    }

    fn waiting(&self) -> MutexGuard<'_, BTreeMap<String, Code>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives out a code.
pub(super) fn begin(services: &Services, asked: &Asked, now: Time) -> Answer {
    let form = Form::read(asked, &services.keys.tenant);
    if let Err(answer) = form.known(services, now) {
        return answer;
    }
    let Some(scope) = form.field("scope") else {
        let why = "The request body must contain the following parameter: 'scope'.";
        return refused(400, "invalid_request", 900_144, why, now);
    };
    let secret = services.passes.secret(now);
    let letters = secret.bytes().rev().take(9);
    let shown: String = letters
        .map(|byte| char::from(LETTERS[usize::from(byte) % LETTERS.len()]))
        .collect();
    let page = format!("{}/_lab/device-code", services.base);
    let code = Code {
        shown: shown.clone(),
        scope: scope.to_owned(),
        begun: now,
        interval: INTERVAL,
        asked: None,
        word: Word::Pending,
    };
    services.codes.waiting().insert(secret.clone(), code);
    Answer::json(
        200,
        &json!({"user_code": shown, "device_code": secret, "verification_uri": page,
            "expires_in": LIFE, "interval": INTERVAL,
            "message": format!("To sign in, use a web browser to open the page {page} and enter \
                                the code {shown} to authenticate.")}),
    )
}

/// The scope of a code that was approved; else what the client must do.
pub(super) fn redeem(services: &Services, form: &Form<'_>, now: Time) -> Result<String, Answer> {
    let wait = |error: &str, code, why: &str| Err(refused(400, error, code, why, now));
    let mut waiting = services.codes.waiting();
    let secret = form.field("device_code").unwrap_or_default();
    let Some(code) = waiting.get_mut(secret) else {
        let why = "The provided value for the input parameter 'device_code' is not valid. This \
                   device code has expired or was already redeemed.";
        return wait("bad_verification_code", 70_018, why);
    };
    if now >= code.begun + LIFE {
        let why = "The device code has expired. Start a new device code flow.";
        return wait("expired_token", 70_020, why);
    }
    let hasty = code.asked.is_some_and(|at| now < at + code.interval);
    code.asked = Some(now);
    if hasty {
        code.interval += INTERVAL;
        let why = "The client polls too often; wait five seconds longer.";
        return wait("slow_down", 70_016, why);
    }
    let due = services.codes.approve;
    let alone = due.is_some_and(|after| now >= code.begun + after);
    match code.word {
        Word::Declined => {
            let why = "User declined to consent to access the app.";
            wait("authorization_declined", 65_004, why)
        }
        Word::Pending if !alone => {
            let why = "OAuth 2.0 device flow error. Authorization is pending. Continue polling.";
            wait("authorization_pending", 70_016, why)
        }
        _ => {
            let scope = code.scope.clone();
            waiting.remove(secret);
            Ok(scope)
        }
    }
}

/// The page on which a person approves: GET lists the codes that wait.
pub(super) fn list(services: &Services, now: Time) -> Answer {
    let waiting = services.codes.waiting();
    let pending = waiting
        .values()
        .filter(|code| code.word == Word::Pending && now < code.begun + LIFE);
    let rows: Vec<Value> = pending
        .map(|code| {
            json!({"userCode": code.shown, "scope": code.scope,
                "secondsLeft": code.begun + LIFE - now})
        })
        .collect();
    Answer::json(200, &json!({"codes": rows}))
}

/// POST to a code approves it, or declines it with `?decision=decline`.
pub(super) fn decide(services: &Services, asked: &Asked, shown: &str) -> Answer {
    let word = match asked.parameter("decision").unwrap_or("approve") {
        "approve" => Word::Approved,
        "decline" => Word::Declined,
        _ => {
            let why = "decision is neither approve nor decline";
            return Answer::json(400, &json!({"error": why}));
        }
    };
    let mut waiting = services.codes.waiting();
    let found = waiting
        .values_mut()
        .find(|code| code.shown.eq_ignore_ascii_case(shown));
    let Some(code) = found else {
        let why = format!("no code {shown} waits; GET /_lab/device-code lists those that do");
        return Answer::json(404, &json!({"error": why}));
    };
    code.word = word;
    Answer::json(200, &json!({"userCode": code.shown}))
}
