//! Lines of `firstcontact/diagnosis/1`, as the design's fifth section has them.

use super::device::{DiagnosedDevice, Systemic};
use super::fault::Trouble;
use super::spoken::{Action, Family, Gate};
use super::taxonomy::Code;
use super::truth_file::{SystemicWire, Text, probability, schema, serial};
use serde::Deserialize;

const DIAGNOSIS: &str = "firstcontact/diagnosis/1";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    #[serde(borrow)]
    schema: Text<'a>,
    #[serde(borrow)]
    serial: Text<'a>,
    #[serde(borrow)]
    cause: Option<CauseWire<'a>>,
    #[serde(borrow, default)]
    alternatives: Vec<CauseWire<'a>>,
    #[serde(borrow)]
    family: Option<Text<'a>>,
    #[serde(borrow)]
    gate: Option<Text<'a>>,
    action: Action,
    #[serde(default)]
    erase_needed: bool,
    #[serde(default)]
    data_at_risk: bool,
    #[serde(borrow)]
    systemic: Option<SystemicWire<'a>>,
}

#[derive(Deserialize)]
struct CauseWire<'a> {
    #[serde(borrow)]
    code: Option<Text<'a>>,
    probability: f64,
}

/// Reads a line; nothing if its schema is of no interest.
pub(super) fn read(line: &[u8]) -> Result<Option<DiagnosedDevice>, Trouble> {
    match serde_json::from_slice::<Wire<'_>>(line) {
        Ok(wire) if wire.schema.0 == DIAGNOSIS => device(&wire).map(Some),
        Ok(_) => Ok(None),
        Err(_) if schema(line, DIAGNOSIS)? != DIAGNOSIS => Ok(None),
        Err(error) => Err(Trouble::json(
            &error,
            "a diagnosis with serial, cause, alternatives and action",
        )),
    }
}

fn device(wire: &Wire<'_>) -> Result<DiagnosedDevice, Trouble> {
    let cause = wire.cause.as_ref().map(weighed).transpose()?;
    // A null cause is the certainty that nothing is wrong.
    let (cause, said) = cause.unwrap_or((Code::NONE, 1.0));
    let alternatives = wire.alternatives.iter().map(weighed);
    let systemic = wire.systemic.as_ref().map(|systemic| Systemic {
        code: code(Some(&systemic.code)),
        scope: systemic.scope.0.as_ref().into(),
    });
    Ok(DiagnosedDevice {
        serial: serial(&wire.serial.0)?,
        cause,
        probability: said,
        alternatives: alternatives.collect::<Result<_, _>>()?,
        family: wire.family.as_ref().and_then(|word| Family::parse(&word.0)),
        gate: gate(wire.gate.as_ref()),
        action: wire.action,
        erase_needed: wire.erase_needed,
        data_at_risk: wire.data_at_risk,
        systemic,
    })
}

fn weighed(wire: &CauseWire<'_>) -> Result<(Code, f64), Trouble> {
    Ok((code(wire.code.as_ref()), probability(wire.probability)?))
}

/// The schema grows: a code that this score does not know yet is wrong, but no error.
pub(super) fn code(text: Option<&Text<'_>>) -> Code {
    match text.map(|text| text.0.as_ref()) {
        None => Code::NONE,
        Some("C00") => Code::UNEXPLAINED,
        Some(text) => Code::parse(text).unwrap_or(Code::OTHER),
    }
}

/// Likewise a gate.
fn gate(text: Option<&Text<'_>>) -> Option<Gate> {
    text.map(|text| Gate::parse(&text.0).unwrap_or(Gate::FOREIGN))
}

#[cfg(test)]
mod tests {
    use super::{Action, Code, Gate, read};

    const LINE: &str = r#"{"schema":"firstcontact/diagnosis/1","serial":"f1","platform":"ios",
        "gate":"G5","cause":{"code":"C01","name":"x","probability":0.93},
        "alternatives":[{"code":"C02","probability":0.04},{"code":"C77","probability":0.03}],
        "family":"order","action":"erase","eraseNeeded":true,"dataAtRisk":true,
        "systemic":{"code":"C21","scope":"token:\n"},"evidence":[{"value":"\ud83d\ude00"}],
        "question":{"id":"a","settles":0.4},"gaps":[]}"#;

    #[test]
    fn a_diagnosis_is_read() {
        let device = read(LINE.as_bytes()).unwrap().unwrap();
        assert_eq!(&*device.serial, "F1");
        assert_eq!(device.cause.to_string(), "C01");
        assert_eq!(device.alternatives[1], (Code::OTHER, 0.03));
        assert_eq!(device.action, Action::Erase);
        assert_eq!(&*device.systemic.unwrap().scope, "token:\n");
    }

    #[test]
    fn nothing_unexplained_and_unknown_are_three_things() {
        let cause = r#"{"code":"C01","name":"x","probability":0.93}"#;
        let none = read(LINE.replace(cause, "null").as_bytes())
            .unwrap()
            .unwrap();
        assert_eq!(none.cause, Code::NONE);
        assert!((none.confidence() - 0.93).abs() < 1e-9);
        let unexplained = LINE.replace("\"C01\"", "\"C00\"").replace("G5", "G77");
        let unexplained = read(unexplained.as_bytes()).unwrap().unwrap();
        assert_eq!(unexplained.cause, Code::UNEXPLAINED);
        assert!(unexplained.confidence().abs() < 1e-9);
        assert_eq!(unexplained.gate, Some(Gate::FOREIGN));
    }

    #[test]
    fn what_is_wrong_is_said() {
        let trouble = read(LINE.replace("0.93", "1.2").as_bytes()).unwrap_err();
        assert_eq!(trouble.what, "the probability is 1.2");
        let trouble = read(LINE.replace("\"erase\"", "\"nuke\"").as_bytes()).unwrap_err();
        assert!(
            trouble.what.contains("unknown variant `nuke`"),
            "{trouble:?}"
        );
        assert!(read(b"nonsense").is_err());
        assert_eq!(read(br#"{"schema":"x","serial":[]}"#), Ok(None));
    }
}
