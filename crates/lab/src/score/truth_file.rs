//! Lines of a truth file: `firstcontact/truth/1` and `firstcontact/episode/1`.

use super::device::{Attainable, Episode, Poll, Systemic, TruthDevice};
use super::fault::Trouble;
use super::spoken::{Action, Family, Gate, Identifiability, Source};
use super::taxonomy::Code;
use crate::tier::Tier;
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::Arc;

const DEVICE: &str = "firstcontact/truth/1";
const EPISODE: &str = "firstcontact/episode/1";

/// What a line says.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum TruthLine {
    Device(Box<TruthDevice>),
    /// A fault of the tenant; its tier is a guess if the line has none.
    Episode {
        episode: Box<Episode>,
        tier_said: bool,
    },
}

/// A text that is borrowed where it has no escapes; inside an option `Cow` alone never is.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// What every line has.
#[derive(Deserialize)]
pub(super) struct Head<'a> {
    #[serde(borrow)]
    pub(super) schema: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DeviceWire<'a> {
    #[serde(borrow)]
    schema: Text<'a>,
    #[serde(borrow)]
    serial: Text<'a>,
    world: u64,
    #[serde(borrow)]
    taken_at: Text<'a>,
    tier: Tier,
    source: Option<Source>,
    #[serde(borrow)]
    cause: Option<Text<'a>>,
    #[serde(borrow)]
    family: Option<Text<'a>>,
    #[serde(borrow)]
    gate: Option<Text<'a>>,
    action: Action,
    #[serde(default)]
    erase_needed: bool,
    #[serde(default)]
    data_at_risk: bool,
    #[serde(default)]
    live_data: bool,
    #[serde(borrow)]
    systemic: Option<SystemicWire<'a>>,
    identifiability: Option<IdentifiabilityWire>,
    #[serde(borrow)]
    attainable: Option<AttainableWire<'a>>,
}

#[derive(Deserialize)]
pub(super) struct SystemicWire<'a> {
    #[serde(borrow)]
    pub(super) code: Text<'a>,
    #[serde(borrow)]
    pub(super) scope: Text<'a>,
}

#[derive(Deserialize)]
struct IdentifiabilityWire {
    graph: Option<Identifiability>,
    abm: Option<Identifiability>,
    audit: Option<Identifiability>,
    signins: Option<Identifiability>,
    register: Option<Identifiability>,
    look: Option<Identifiability>,
}

#[derive(Deserialize)]
struct AttainableWire<'a> {
    #[serde(borrow)]
    cause: Option<Text<'a>>,
    probability: f64,
    action: Action,
    cost: f64,
    brier: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct EpisodeWire<'a> {
    world: u64,
    #[serde(borrow)]
    taken_at: Text<'a>,
    tier: Option<Tier>,
    #[serde(borrow)]
    code: Text<'a>,
    #[serde(borrow)]
    scope: Text<'a>,
    #[serde(borrow)]
    from: Text<'a>,
    #[serde(borrow)]
    until: Option<Text<'a>>,
    visible: bool,
    #[serde(default)]
    blamed: u64,
}

/// Reads a line; nothing if its schema is of no interest.
pub(super) fn read(line: &[u8]) -> Result<Option<TruthLine>, Trouble> {
    // Nearly every line is a device. What is not shows by not fitting.
    let found = serde_json::from_slice::<DeviceWire<'_>>(line);
    if let Ok(wire) = &found
        && wire.schema.0 == DEVICE
    {
        return device(wire).map(|device| Some(TruthLine::Device(Box::new(device))));
    }
    let schema = schema(line, "firstcontact/truth/1 or firstcontact/episode/1")?;
    match (schema.as_ref(), found) {
        (DEVICE, Err(error)) => Err(Trouble::json(
            &error,
            "a device with serial, world, takenAt, tier, cause and action",
        )),
        (EPISODE, _) => episode(line).map(Some),
        _ => Ok(None),
    }
}

/// The schema of a line that is JSON.
pub(super) fn schema<'a>(line: &'a [u8], known: &str) -> Result<Cow<'a, str>, Trouble> {
    let head: Head<'a> = serde_json::from_slice(line)
        .map_err(|error| Trouble::json(&error, "one JSON object a line"))?;
    let missing = || Trouble::new("there is no schema", format!("schema {known}"));
    Ok(head.schema.ok_or_else(missing)?.0)
}

/// A serial number as it is joined by: in capitals, without blanks around it.
pub(super) fn serial(text: &str) -> Result<Arc<str>, Trouble> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Trouble::new("the serial is empty", "a serial number"));
    }
    if text.bytes().any(|byte| byte.is_ascii_lowercase()) {
        return Ok(text.to_ascii_uppercase().into());
    }
    Ok(text.into())
}

pub(super) fn probability(value: f64) -> Result<f64, Trouble> {
    if (0.0..=1.0).contains(&value) {
        Ok(value)
    } else {
        let what = format!("the probability is {value}");
        Err(Trouble::new(&what, "a number from 0 to 1"))
    }
}

fn device(wire: &DeviceWire<'_>) -> Result<TruthDevice, Trouble> {
    let systemic = wire.systemic.as_ref();
    Ok(TruthDevice {
        serial: serial(&wire.serial.0)?,
        poll: Poll {
            tier: wire.tier,
            world: wire.world,
            taken_at: moment(&wire.taken_at.0)?,
        },
        source: wire.source.unwrap_or_default(),
        cause: cause(wire.cause.as_ref())?,
        family: known(
            wire.family.as_ref(),
            Family::parse,
            "a family such as order",
        )?,
        gate: known(wire.gate.as_ref(), Gate::parse, "a gate from G0 to G12")?,
        action: wire.action,
        erase_needed: wire.erase_needed,
        data_at_risk: wire.data_at_risk,
        live_data: wire.live_data,
        systemic: systemic
            .map(|systemic| fault(&systemic.code, &systemic.scope))
            .transpose()?,
        identifiability: identifiability(wire),
        attainable: wire.attainable.as_ref().map(attainable).transpose()?,
    })
}

fn identifiability(wire: &DeviceWire<'_>) -> Identifiability {
    let of_tier = wire
        .identifiability
        .as_ref()
        .and_then(|by| match wire.tier {
            Tier::Graph => by.graph,
            Tier::Abm => by.abm,
            Tier::Audit => by.audit,
            Tier::SignIns => by.signins,
            Tier::Register => by.register,
            Tier::Look => by.look,
        });
    of_tier.unwrap_or_default()
}

fn attainable(wire: &AttainableWire<'_>) -> Result<Attainable, Trouble> {
    // The sums hold whole billionths; no price and no Brier score comes near a million.
    for (name, value) in [("cost", wire.cost), ("brier", wire.brier)] {
        if !(0.0..=1e6).contains(&value) {
            let what = format!("attainable.{name} is {value}");
            return Err(Trouble::new(&what, "a number from 0 to 1000000"));
        }
    }
    Ok(Attainable {
        cause: cause(wire.cause.as_ref())?,
        probability: probability(wire.probability)?,
        action: wire.action,
        cost: wire.cost,
        brier: wire.brier,
    })
}

fn episode(line: &[u8]) -> Result<TruthLine, Trouble> {
    let wire: EpisodeWire<'_> = serde_json::from_slice(line).map_err(|error| {
        let expected = "an episode with world, takenAt, code, scope, from, until and visible";
        Trouble::json(&error, expected)
    })?;
    let until = wire.until.as_ref();
    let episode = Episode {
        poll: Poll {
            tier: wire.tier.unwrap_or(Tier::Register),
            world: wire.world,
            taken_at: moment(&wire.taken_at.0)?,
        },
        systemic: fault(&wire.code, &wire.scope)?,
        from: moment(&wire.from.0)?,
        until: until.map(|until| moment(&until.0)).transpose()?,
        visible: wire.visible,
        blamed: wire.blamed,
    };
    Ok(TruthLine::Episode {
        episode: Box::new(episode),
        tier_said: wire.tier.is_some(),
    })
}

fn cause(text: Option<&Text<'_>>) -> Result<Code, Trouble> {
    let code = known(text, Code::parse, "a code from H01 to H07 or C01 to C59")?;
    Ok(code.unwrap_or(Code::NONE))
}

fn fault(code: &Text<'_>, scope: &Text<'_>) -> Result<Systemic, Trouble> {
    Ok(Systemic {
        code: cause(Some(code))?,
        scope: scope.0.as_ref().into(),
    })
}

fn known<T>(
    text: Option<&Text<'_>>,
    parse: impl Fn(&str) -> Option<T>,
    expected: &str,
) -> Result<Option<T>, Trouble> {
    let Some(text) = text else {
        return Ok(None);
    };
    let unknown = || Trouble::new(&format!("`{}` is unknown", text.0), expected);
    parse(&text.0).map(Some).ok_or_else(unknown)
}

/// A moment as text; only UTC, so that the order of texts is the order of time.
fn moment(text: &str) -> Result<Arc<str>, Trouble> {
    let shape = b"dddd-dd-ddTdd:dd:dd";
    let bytes = text.as_bytes();
    let fits = |(shape, byte): (&u8, &u8)| match shape {
        b'd' => byte.is_ascii_digit(),
        other => other == byte,
    };
    let whole = bytes.len() > shape.len() && shape.iter().zip(bytes).all(fits);
    if whole && bytes.ends_with(b"Z") {
        return Ok(text.into());
    }
    let what = format!("`{text}` is no moment in UTC");
    Err(Trouble::new(&what, "a moment such as 2026-11-20T09:00:00Z"))
}

#[cfg(test)]
mod tests {
    use super::{Code, Identifiability, Source, Tier, TruthLine, read};

    const DEVICE: &str = r#"{"schema":"firstcontact/truth/1","serial":" f7ab\u0031","world":17,
        "takenAt":"2026-11-20T09:00:00Z","tier":"abm","source":null,"cause":null,
        "secondary":["C21"],"gate":null,"family":null,"action":"none","log":[{}],
        "identifiability":{"graph":"III","abm":"II"},"attainable":null}"#;

    fn trouble(line: &str) -> String {
        let trouble = read(line.as_bytes()).unwrap_err();
        format!("{}; expected {}", trouble.what, trouble.expected)
    }

    #[test]
    fn a_device_is_read() {
        let Some(TruthLine::Device(device)) = read(DEVICE.as_bytes()).unwrap() else {
            panic!("no device");
        };
        assert_eq!(&*device.serial, "F7AB1");
        assert_eq!(device.poll.tier, Tier::Abm);
        assert_eq!(device.source, Source::Absent);
        assert_eq!(device.cause, Code::NONE);
        assert_eq!(device.identifiability, Identifiability::II);
    }

    #[test]
    fn unknown_schemas_are_of_no_interest() {
        assert_eq!(read(br#"{"schema":"else/1","serial":7}"#), Ok(None));
        let renamed = DEVICE.replace("truth/1", "truth/2");
        assert_eq!(read(renamed.as_bytes()), Ok(None));
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(trouble("{").contains("expected one JSON object a line"));
        assert!(trouble("[1]").contains("expected"));
        assert!(trouble("{}").contains("there is no schema"));
        let bad = trouble(&DEVICE.replace("\"abm\",\"s", "\"all\",\"s"));
        assert!(bad.contains("unknown variant `all`"), "{bad}");
        let bad = trouble(&DEVICE.replace("09:00:00Z", "09:00:00+01:00"));
        assert!(bad.contains("no moment in UTC"), "{bad}");
        let bad = trouble(&DEVICE.replace("\"cause\":null", "\"cause\":\"C99\""));
        assert_eq!(
            bad,
            "`C99` is unknown; expected a code from H01 to H07 or C01 to C59"
        );
        let bad = trouble(&DEVICE.replace(" f7ab\\u0031", " "));
        assert!(bad.contains("serial is empty"), "{bad}");
    }

    #[test]
    fn an_episode_is_read() {
        let line = r#"{"schema":"firstcontact/episode/1","world":1,"code":"C21","scope":"token:é",
            "takenAt":"2026-11-20T09:00:00Z","from":"2026-11-01T00:00:00Z","until":null,
            "visible":true,"blamed":3}"#;
        let Some(TruthLine::Episode { episode, tier_said }) = read(line.as_bytes()).unwrap() else {
            panic!("no episode");
        };
        assert_eq!((episode.blamed, tier_said), (3, false));
        assert!(trouble(&line.replace("\"world\":1,", "")).contains("missing field `world`"));
    }
}
