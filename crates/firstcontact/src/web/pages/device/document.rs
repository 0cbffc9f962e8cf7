//! A diagnosis as documents of schema `firstcontact/diagnosis/1` tell it. The schema grows: what
//! is not known here is passed over, and what is missing is missing.

use enrollment::gate::{Gate, Gates, Passage};
use serde::Deserialize;
use serde_json::Value;

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Document {
    pub(super) state: State,
    pub(super) gate: Option<String>,
    pub(super) gates: Option<Passages>,
    pub(super) cause: Option<Share>,
    pub(super) alternatives: Vec<Share>,
    pub(super) action: String,
    pub(super) erase_needed: bool,
    pub(super) data_at_risk: bool,
    pub(super) holds: Vec<Held>,
    pub(super) systemic: Option<Systemic>,
    pub(super) evidence: Vec<Evidence>,
    pub(super) question: Option<Asked>,
    pub(super) gaps: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[expect(
    clippy::struct_field_names,
    reason = "the names are those of the document"
)]
pub(super) struct State {
    pub(super) status: Cell,
    pub(super) last_contacted: Cell,
    pub(super) supervised: Cell,
    pub(super) enrollment_type: Cell,
    pub(super) management_state: Cell,
}

/// What was observed, and what is expected of a device that works.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Cell {
    pub(super) observed: Value,
    pub(super) expected: Value,
}

/// Gates that were seen to be passed, and those at which it was seen to stand.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Passages {
    pub(super) passed: Vec<String>,
    pub(super) stopped: Vec<String>,
}

/// What must happen before an erase is advised.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Held {
    pub(super) id: String,
    pub(super) says: String,
}

/// A cause and how probable it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Share {
    pub(super) code: String,
    pub(super) probability: f64,
}

/// The fault of the tenant that the device suffers from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Systemic {
    pub(super) code: String,
    pub(super) scope: String,
}

/// What was read, and what for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Evidence {
    pub(super) source: String,
    pub(super) field: String,
    pub(super) value: String,
    #[serde(rename = "for")]
    pub(super) speaks_for: String,
    pub(super) says: String,
}

/// The one question worth asking.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub(super) id: String,
    pub(super) settles: f64,
}

impl Document {
    /// The first gate that was not passed.
    pub(super) fn gate(&self) -> Option<Gate> {
        self.gate.as_deref().and_then(gate)
    }

    /// What was seen of each gate.
    pub(super) fn passages(&self) -> Gates {
        let mut gates = Gates::default();
        let Some(seen) = &self.gates else {
            return gates;
        };
        for (names, passage) in [
            (&seen.passed, Passage::Passed),
            (&seen.stopped, Passage::Stopped),
        ] {
            for gate in names.iter().filter_map(|name| gate(name)) {
                gates.set(gate, passage);
            }
        }
        gates
    }

    /// Reads a document. One that cannot be read is an empty one: the page still shows the rest.
    pub(super) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

fn gate(name: &str) -> Option<Gate> {
    Gate::ALL.into_iter().find(|gate| gate.name() == name)
}

impl Share {
    /// In ten-thousandths.
    pub(super) fn ten_thousandths(&self) -> u16 {
        (self.probability.clamp(0.0, 1.0) * 10_000.0).round() as u16
    }
}

#[cfg(test)]
mod tests {
    use super::Document;
    use enrollment::gate::{Gate, Passage};

    #[test]
    fn a_later_or_a_broken_document_is_read_as_far_as_it_goes() {
        let later = r#"{"schema":"firstcontact/diagnosis/1","new":[1],"cause":{"code":"C01",
            "probability":0.5,"mood":"bad"},"evidence":[{"for":"C01"}]}"#;
        let later = Document::read(later);
        assert_eq!(later.cause.unwrap().ten_thousandths(), 5_000);
        assert_eq!(later.evidence[0].speaks_for, "C01");
        assert!(Document::read("{").cause.is_none());
        let gates = Document::read(r#"{"gates":{"passed":["G0","G99"],"stopped":["G9"]}}"#);
        let of = |gate| gates.passages().of(gate);
        assert_eq!(of(Gate::G0), Passage::Passed);
        assert_eq!(of(Gate::G9), Passage::Stopped);
        assert_eq!(of(Gate::G4), Passage::Unknown);
    }
}
