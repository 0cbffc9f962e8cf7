//! Lines of `firstcontact/finding/1`: faults of a tenant that were said, with or without a device.

use super::device::Systemic;
use super::diagnosis_file::code;
use super::fault::Trouble;
use super::truth_file::{Text, schema};
use serde::Deserialize;

const FINDING: &str = "firstcontact/finding/1";

#[derive(Deserialize)]
struct Wire<'a> {
    #[serde(borrow)]
    schema: Text<'a>,
    #[serde(borrow)]
    code: Text<'a>,
    #[serde(borrow)]
    scope: Text<'a>,
}

/// Reads a line; nothing if its schema is of no interest.
pub(super) fn read(line: &[u8]) -> Result<Option<Systemic>, Trouble> {
    match serde_json::from_slice::<Wire<'_>>(line) {
        Ok(wire) if wire.schema.0 == FINDING => Ok(Some(Systemic {
            code: code(Some(&wire.code)),
            scope: wire.scope.0.as_ref().into(),
        })),
        Ok(_) => Ok(None),
        Err(_) if schema(line, FINDING)? != FINDING => Ok(None),
        Err(error) => Err(Trouble::json(&error, "a finding with code and scope")),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_finding_is_read_whatever_else_it_says() {
        let line = br#"{"schema":"firstcontact/finding/1","code":"C21","name":"token-expired",
            "scope":"token:\u0061","since":null,"evidence":[],"devices":0}"#;
        let said = read(line).unwrap().unwrap();
        assert_eq!(said.code.to_string(), "C21");
        assert_eq!(&*said.scope, "token:a");
    }

    #[test]
    fn other_lines_are_passed_over_and_broken_ones_are_not() {
        assert_eq!(read(br#"{"schema":"other/1","code":7}"#), Ok(None));
        assert!(read(br#"{"schema":"firstcontact/finding/1","code":"C21"}"#).is_err());
    }
}
