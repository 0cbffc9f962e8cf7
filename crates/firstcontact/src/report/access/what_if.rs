//! How Microsoft's What-If compares with the proof.

use super::words::{Words, client, flow, platform_name};
use crate::app::access::AccessPicture;
use crate::app::what_if::Compared;
use crate::i18n::Language;
use rules::prevention::access::sample::SignIn;
use serde_json::{Value, json};

/// For people: a sentence, and a line for each sign-in that was answered otherwise.
pub fn what_if_table(picture: &AccessPicture, compared: &Compared, language: Language) -> String {
    let words = Words { picture, language };
    let mut lines = vec![if compared.otherwise.is_empty() {
        words.count("what-if-agree", compared.answered)
    } else {
        let (of, count) = (compared.answered, compared.otherwise.len());
        let values = [("of", &*of.to_string()), ("count", &*count.to_string())];
        words.with("what-if-disagree", &values)
    }];
    for (it, theirs) in &compared.otherwise {
        lines.push(format!("  {}", one(words, it, *theirs)));
    }
    if let Some((count, why)) = &compared.unanswered {
        let (count, why) = (count.to_string(), language.told(why));
        let values = [("count", &*count), ("why", &*why)];
        lines.push(words.with("what-if-unanswered", &values));
    }
    lines.join("\n") + "\n"
}

fn one(words: Words<'_>, it: &SignIn, theirs: bool) -> String {
    let said = if theirs {
        words.text("what-if-theirs-open")
    } else {
        words.text("what-if-theirs-closed")
    };
    let values = [
        ("user", user(words, it).to_owned()),
        ("app", words.resources(&[it.resource])),
        ("client", words.clients(&[it.client])),
        ("platform", words.platforms(&[it.platform])),
        ("region", words.regions(&[it.region])),
        ("flow", words.flows(&[it.flow])),
        ("said", said),
    ];
    let values = values
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    words.with("what-if-one", &values)
}

fn user<'p>(words: Words<'p>, it: &SignIn) -> &'p str {
    let user = words.picture.stated.directory.users.get(it.user);
    user.map_or("", |user| &user.name)
}

/// For machines: the member `whatIf` of the document.
pub fn what_if_json(picture: &AccessPicture, compared: &Compared, language: Language) -> Value {
    let words = Words { picture, language };
    let otherwise = compared.otherwise.iter().map(|(it, theirs)| {
        json!({"user": user(words, it), "resource": words.resources(&[it.resource]),
            "client": client(it.client), "platform": platform_name(it.platform),
            "region": words.regions(&[it.region]), "flow": flow(it.flow),
            "microsoftLetsIn": theirs})
    });
    let unanswered = compared.unanswered.as_ref();
    json!({
        "answered": compared.answered,
        "otherwise": otherwise.collect::<Vec<_>>(),
        "unanswered": unanswered.map_or(0, |(count, _)| *count),
        "why": unanswered.map(|(_, why)| language.told(why)),
    })
}
