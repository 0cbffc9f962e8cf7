//! What came back of a request, and what that says about whether it was done.

use crate::call::Call;
use crate::wire::RetryAfter;
use remedy::act::Outcome;
use serde_json::Value;
use sources::live::{is_plain, said};

/// What became of one request.
#[derive(Debug)]
pub(crate) enum Reply {
    /// Not a byte of it left, and why; and whether trying again can help.
    NotSent(String, bool),
    /// It was sent, and nothing came back that can be understood.
    Lost(String),
    /// It was answered.
    Answered(Answer),
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) retry_after: Option<RetryAfter>,
    /// Of `x-msft-approval-code`.
    pub(crate) approval_code: Option<String>,
    /// All of it; nothing if it broke off, or was longer than an answer can be.
    pub(crate) body: Option<Vec<u8>>,
}

impl Answer {
    /// The document; null if it is none.
    pub(crate) fn document(&self) -> Value {
        let body = self.body.as_deref().unwrap_or_default();
        serde_json::from_slice(body).unwrap_or(Value::Null)
    }

    /// Whether the vendor itself can have written this: whoever stands between and puts a page of
    /// its own in the place of the answer may answer 200, too.
    fn is_whole(&self) -> bool {
        let Some(body) = &self.body else {
            return false;
        };
        body.trim_ascii().is_empty() || !self.document().is_null()
    }

    fn said(&self) -> String {
        said(self.body.as_deref().unwrap_or_default()).to_string()
    }

    fn code(&self) -> String {
        let document = self.document();
        let code = document["error"]["code"].as_str();
        code.unwrap_or_default().to_owned()
    }
}

/// What a reply means for a request.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// It was taken.
    Done(Answer),
    /// The token was refused; another may be taken.
    TokenRefused(Outcome),
    /// It was not done, and sending it again changes nothing.
    Final(Outcome),
    /// It was certainly not done; later it may be.
    Later(Outcome, Option<RetryAfter>),
    /// Nobody knows whether it was done.
    Lost(String, Option<RetryAfter>),
}

/// Judges a reply. Only an answer with a status says that something was not done, and of those not
/// 408 and 500 to 599, which a gateway gives that may have passed the request on.
pub(crate) fn verdict(call: &Call, reply: Reply) -> Verdict {
    let vendor = call.vendor.name();
    let answer = match reply {
        Reply::NotSent(why, false) => return Verdict::Final(Outcome::NotSent { why }),
        Reply::NotSent(why, true) => return Verdict::Later(Outcome::NotSent { why }, None),
        Reply::Lost(why) => {
            return Verdict::Lost(format!("{vendor} did not answer: {why}"), None);
        }
        Reply::Answered(answer) => answer,
    };
    let status = answer.status;
    let refused = |why: String| Outcome::Refused { why };
    let words = || format!("{vendor} answered {status}: {}", answer.said());
    match status {
        200..=299 if answer.is_whole() => Verdict::Done(answer),
        200..=299 => {
            let why = format!("{vendor} answered {status}, and the answer cannot be read");
            Verdict::Lost(why, None)
        }
        401 => Verdict::TokenRefused(refused(words())),
        403 => Verdict::Final(forbidden(call, &answer, &words())),
        429 => {
            let time = answer.retry_after.as_ref();
            let time = time.map_or(String::new(), |it| format!("; it asks to wait {it}"));
            Verdict::Later(refused(format!("{}{time}", words())), answer.retry_after)
        }
        408 | 500..=599 => Verdict::Lost(words(), answer.retry_after),
        400..=499 => Verdict::Final(refused(words())),
        _ => Verdict::Lost(words(), None),
    }
}

/// Multi Admin Approval says 403, too (microsoft.md §2.3).
fn forbidden(call: &Call, answer: &Answer, words: &str) -> Outcome {
    if answer.code() == "ApprovalRequired"
        && let Some(code) = answer.approval_code.clone().filter(|code| is_plain(code))
    {
        return Outcome::ApprovalRequired { code };
    }
    let needs = match call.needs {
        Some(needs) => format!("the application that writes needs {needs}"),
        None => "the API account that writes needs a role that may manage devices".to_owned(),
    };
    Outcome::Refused {
        why: format!("{words}; {needs}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Reply, Verdict, verdict};
    use crate::call::{Call, Method};
    use remedy::act::Outcome;

    fn answered(status: u16, body: Option<&str>, code: Option<&str>) -> Verdict {
        let call = Call::microsoft(Method::Post, "/x".to_owned(), "Some.Permission");
        let answer = Answer {
            status,
            retry_after: None,
            approval_code: code.map(str::to_owned),
            body: body.map(|body| body.as_bytes().to_vec()),
        };
        verdict(&call, Reply::Answered(answer))
    }

    #[test]
    fn only_what_is_certain_is_called_refused() {
        for status in [200, 202, 204] {
            assert!(matches!(
                answered(status, Some(" "), None),
                Verdict::Done(_)
            ));
            assert!(matches!(
                answered(status, Some("{}"), None),
                Verdict::Done(_)
            ));
            for torn in [None, Some("<html>"), Some("{")] {
                assert!(matches!(answered(status, torn, None), Verdict::Lost(..)));
            }
        }
        for status in [400, 404, 409, 422] {
            let refused = answered(status, None, None);
            assert!(matches!(refused, Verdict::Final(Outcome::Refused { .. })));
        }
        for status in [302, 408, 500, 502, 503, 504] {
            assert!(matches!(
                answered(status, Some("{}"), None),
                Verdict::Lost(..)
            ));
        }
        let later = answered(429, None, None);
        assert!(matches!(later, Verdict::Later(Outcome::Refused { .. }, _)));
    }

    #[test]
    fn an_approval_is_a_code_and_a_word() {
        let body = "{\"error\":{\"code\":\"ApprovalRequired\",\"message\":\"m\"}}";
        let code = "0b5a7e1c".to_owned();
        let Verdict::Final(outcome) = answered(403, Some(body), Some(&code)) else {
            panic!("a refusal");
        };
        assert_eq!(outcome, Outcome::ApprovalRequired { code });
        for (body, code) in [(body, None), (body, Some("a b")), ("{}", Some("c"))] {
            let Verdict::Final(Outcome::Refused { why }) = answered(403, Some(body), code) else {
                panic!("a refusal");
            };
            assert!(why.contains("Some.Permission"), "{why}");
        }
    }
}
