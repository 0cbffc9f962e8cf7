//! Messages by POST: our own JSON, or a card as a channel of Teams shows it.

use super::{Message, PATIENCE};
use secrecy::{ExposeSecret as _, SecretString};
use serde_json::{Value, json};

/// Sends the message as it is.
pub(super) fn send(address: &SecretString, message: &Message) -> Result<(), String> {
    let body = serde_json::to_value(message).map_err(|error| error.to_string())?;
    post(address, &body)
}

/// Sends it as a card.
pub(super) fn send_card(address: &SecretString, message: &Message) -> Result<(), String> {
    post(address, &card(message))
}

/// An Adaptive Card as an incoming webhook of Teams takes it. Texts are runs, in which nothing is
/// markup: a name from outside stays a name.
fn card(message: &Message) -> Value {
    let run = |text: &str, weight: &str| {
        json!({ "type": "RichTextBlock",
            "inlines": [{ "type": "TextRun", "text": text, "weight": weight }] })
    };
    let mut content = json!({
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [run(&message.title, "Bolder"), run(&message.detail, "Default")],
    });
    if let Some(link) = &message.link {
        content["actions"] = json!([
            { "type": "Action.OpenUrl", "title": "firstcontact", "url": link }
        ]);
    }
    json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": content,
        }],
    })
}

fn post(address: &SecretString, body: &Value) -> Result<(), String> {
    // The address is a secret and stays out of what is told.
    let told = |error: reqwest::Error| error.without_url().to_string();
    let client = reqwest::blocking::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .timeout(PATIENCE)
        .build()
        .map_err(told)?;
    let request = client
        .post(address.expose_secret())
        .header("content-type", "application/json")
        .body(body.to_string());
    let status = request.send().map_err(told)?.status();
    if status.is_success() {
        Ok(())
    } else {
        Err(format!("the receiver answered {status}; check the address"))
    }
}

#[cfg(test)]
mod tests {
    use super::card;
    use crate::web::alerts::Message;

    #[test]
    fn a_card_has_no_markup_and_opens_the_page() {
        let message = Message {
            schema: String::new(),
            kind: "token".to_owned(),
            tenant: "contoso".to_owned(),
            title: "[click](https://evil.example)".to_owned(),
            detail: String::new(),
            at: String::new(),
            link: Some("https://fc.example.com/t/1/tenant".to_owned()),
        };
        let card = card(&message);
        let content = &card["attachments"][0]["content"];
        assert_eq!(content["body"][0]["type"], "RichTextBlock");
        assert_eq!(content["body"][0]["inlines"][0]["text"], message.title);
        assert_eq!(
            content["actions"][0]["url"],
            "https://fc.example.com/t/1/tenant"
        );
    }
}
