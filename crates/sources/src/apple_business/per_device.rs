//! Answers that Apple Business gives device by device; the collector writes each into a line with
//! the device's serial number: `{"id":SERIAL,"response":{…}}` (design.md §4).

use crate::json::page::AppleError;
use crate::json::scalar::quoted;
use crate::json::{Desk, Object, Refusal, Text};
use crate::told::told;
use enrollment::words::Word;
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow)]
    response: Option<&'a RawValue>,
}

/// A JSON:API document, or the bare attributes.
#[derive(Deserialize)]
struct Response<'a> {
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    #[serde(borrow)]
    attributes: Option<&'a RawValue>,
    #[serde(borrow)]
    errors: Option<Vec<AppleError<'a>>>,
}

#[derive(Deserialize)]
struct Resource<'a> {
    #[serde(borrow)]
    attributes: Option<&'a RawValue>,
}

/// Reads a line: the device, and the attributes of each resource in the answer. `false` if it is no
/// such line; everything else that is wrong is a fault of the line.
pub(super) fn read_line(
    line: &str,
    desk: &mut Desk<'_>,
    mut take: impl FnMut(Word, &str, &mut Desk<'_>) -> Result<(), serde_json::Error>,
) -> bool {
    let Ok(Object(line)) = serde_json::from_str::<Object<Line<'_>>>(line) else {
        return false;
    };
    let Some(response) = line.response.filter(|raw| raw.get() != "null") else {
        desk.fault("response", || told("row-no-answer"));
        return true;
    };
    let resources = match attributes(response) {
        Ok(resources) => resources,
        Err(Unusable::Refused(refusal)) => {
            desk.fault("response", || {
                let Refusal { code, message } = refusal;
                told("row-refused")
                    .with("id", quoted(&line.id))
                    .with("code", code)
                    .with("message", message)
            });
            return true;
        }
        Err(Unusable::NotAnAnswer(why)) => {
            desk.fault("response", || why.to_string());
            return true;
        }
    };
    let Some(serial) = desk.serial("id", &line.id) else {
        return true;
    };
    for resource in resources {
        if let Err(why) = take(serial, resource.get(), desk) {
            desk.fault("response", || why.to_string());
        }
    }
    true
}

enum Unusable {
    Refused(Refusal),
    NotAnAnswer(serde_json::Error),
}

impl From<serde_json::Error> for Unusable {
    fn from(why: serde_json::Error) -> Self {
        Self::NotAnAnswer(why)
    }
}

fn attributes(response: &RawValue) -> Result<Vec<&RawValue>, Unusable> {
    let Object(answer) = serde_json::from_str::<Object<Response<'_>>>(response.get())?;
    if let Some(errors) = answer.errors {
        return Err(Unusable::Refused(errors.into()));
    }
    if let Some(attributes) = answer.attributes {
        return Ok(vec![attributes]);
    }
    let Some(data) = answer.data else {
        return Ok(vec![response]);
    };
    let resources = if data.get().starts_with('[') {
        serde_json::from_str::<Vec<Resource<'_>>>(data.get())?
    } else {
        Vec::from_iter(serde_json::from_str::<Option<Resource<'_>>>(data.get())?)
    };
    let attributes = resources.into_iter().filter_map(|it| it.attributes);
    Ok(attributes.collect())
}
