//! `applePushNotificationCertificate`: one object, and not a collection (microsoft.md §1.6). Graph
//! answers 404 when there is none, which is knowledge and not a gap.

use crate::json::page::{GraphError, Tear};
use crate::json::{Desk, Lenient, Object, PageReport, PageState, Refusal, Text};
use enrollment::snapshot::PushCertificate;
use serde::Deserialize;

/// `applePushNotificationCertificate` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    expiration_date_time: Text<'a>,
    #[serde(borrow, default)]
    last_modified_date_time: Text<'a>,
    #[serde(borrow, default)]
    topic_identifier: Text<'a>,
    #[serde(borrow, default)]
    apple_identifier: Text<'a>,
}

/// What may stand around it.
#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    error: Option<Lenient<GraphError<'a>>>,
    #[serde(borrow)]
    value: Option<Listed<'a>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Listed<'a> {
    Several(#[serde(borrow)] Vec<Wire<'a>>),
    One(#[serde(borrow)] Wire<'a>),
}

/// Reads the answer.
pub(crate) fn read(text: &str, desk: &mut Desk<'_>) -> PageReport {
    desk.start_page();
    desk.start_row();
    let state = match answer(text) {
        Ok(Answer::Certificate(wire)) => {
            let certificate = certificate(&wire, desk);
            desk.gathering().push_certificate.set(certificate);
            PageState::Whole
        }
        Ok(Answer::None) => {
            let none = PushCertificate::default();
            desk.gathering().push_certificate.set(none);
            PageState::Whole
        }
        Ok(Answer::Refused(refusal)) => PageState::Refused(refusal),
        Err(why) => PageState::Torn(Tear::of(&why, None)),
    };
    PageReport::of(state)
}

enum Answer<'a> {
    Certificate(Wire<'a>),
    None,
    Refused(Refusal),
}

fn answer(text: &str) -> Result<Answer<'_>, serde_json::Error> {
    let Some(Object(envelope)) = serde_json::from_str::<Option<Object<Envelope<'_>>>>(text)? else {
        return Ok(Answer::None);
    };
    if let Some(error) = envelope.error {
        let refusal = Refusal::from(error);
        return Ok(if means_none(&refusal.code) {
            Answer::None
        } else {
            Answer::Refused(refusal)
        });
    }
    let wire = match envelope.value {
        Some(Listed::Several(list)) => list.into_iter().next(),
        Some(Listed::One(wire)) => Some(wire),
        None => Some(serde_json::from_str::<Wire<'_>>(text)?),
    };
    Ok(wire.map_or(Answer::None, Answer::Certificate))
}

/// Codes of a 404.
fn means_none(code: &str) -> bool {
    [
        "ResourceNotFound",
        "NotFound",
        "Request_ResourceNotFound",
        "404",
    ]
    .iter()
    .any(|known| code.eq_ignore_ascii_case(known))
}

/// An object without a date, a topic and an account is an empty one: there is none.
fn certificate(wire: &Wire<'_>, desk: &mut Desk<'_>) -> PushCertificate {
    let expires = desk.date("expirationDateTime", &wire.expiration_date_time);
    let said = !wire.topic_identifier.is_empty() || !wire.apple_identifier.is_empty();
    if expires.at().is_none() && !said {
        return PushCertificate::default();
    }
    PushCertificate {
        present: true,
        expires,
        modified: desk.date("lastModifiedDateTime", &wire.last_modified_date_time),
        topic: desk.word(&wire.topic_identifier),
        apple_account: desk.word(&wire.apple_identifier),
    }
}

#[cfg(test)]
mod tests {
    use crate::json::{PageState, Refusal};
    use crate::recorded::pages::tests::{read, report};
    use enrollment::snapshot::Source;

    const OBJECT: &str = r#"{"@odata.context":"x","id":"1",
        "appleIdentifier":"mdm@contoso.example","topicIdentifier":"com.apple.mgmt.External.1",
        "expirationDateTime":"2027-01-01T00:00:00Z",
        "lastModifiedDateTime":"2026-01-01T00:00:00Z"}"#;

    #[test]
    fn there_is_one() {
        for text in [OBJECT.to_owned(), format!("{{\"value\":[{OBJECT}]}}")] {
            let snapshot = read(Source::PushCertificate, "", &text);
            let certificate = snapshot.push_certificate.unwrap();
            assert!(certificate.present, "{text}");
            assert_eq!(certificate.expires.to_string(), "2027-01-01T00:00:00Z");
            assert_eq!(
                snapshot.words.text(certificate.apple_account),
                "mdm@contoso.example"
            );
        }
    }

    #[test]
    fn somebody_looked_and_there_is_none() {
        for text in [
            r#"{"error":{"code":"ResourceNotFound","message":"Not found"}}"#,
            "{}",
            "null",
            r#"{"value":[]}"#,
            r#"{"@odata.context":"x","expirationDateTime":"0001-01-01T00:00:00Z"}"#,
        ] {
            let snapshot = read(Source::PushCertificate, "", text);
            assert!(!snapshot.push_certificate.unwrap().present, "{text}");
        }
    }

    #[test]
    fn a_refusal_is_not_the_same_as_none() {
        let text = r#"{"error":{"code":"Forbidden","message":"No scope"}}"#;
        let refusal = Refusal {
            code: "Forbidden".to_owned(),
            message: "No scope".to_owned(),
        };
        let state = report(Source::PushCertificate, text).state;
        assert_eq!(state, PageState::Refused(refusal));
        assert!(
            read(Source::PushCertificate, "", text)
                .push_certificate
                .is_none()
        );
        for text in ["", "[1]", "{\"expirationDateTime\":"] {
            let state = report(Source::PushCertificate, text).state;
            assert!(matches!(state, PageState::Torn(_)), "{text}");
        }
    }
}
