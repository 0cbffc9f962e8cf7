//! Takes the company's data and management off a device (microsoft.md §2.2). Irreversible.

use crate::call::{Call, Method};
use crate::hands::{Hands, Label};
use crate::irreversible::{self, identity};
use crate::sync_device::{PRIVILEGED, address};
use remedy::act::Outcome;

/// Whose record it is, and the retirement.
pub(crate) fn calls(device: &str) -> Vec<Call> {
    let path = format!("{}/retire", address(device));
    vec![
        identity(device),
        Call::microsoft(Method::Post, path, PRIVILEGED),
    ]
}

pub(crate) fn carry_out(
    hands: &mut Hands<'_>,
    device: &str,
    serial: &str,
    label: &Label<'_>,
) -> Outcome {
    irreversible::carry_out(hands, &calls(device), serial, label)
}

#[cfg(test)]
mod tests {
    use crate::call::lines;
    use remedy::act::Act;

    #[test]
    fn the_serial_number_is_read_first() {
        let act = Act::Retire {
            device: "d1".to_owned(),
            serial: "C01".to_owned(),
        };
        let path = "/v1.0/deviceManagement/managedDevices/d1";
        assert_eq!(
            lines(&act),
            [
                format!("GET {path}?$select=id,serialNumber"),
                format!("POST {path}/retire")
            ]
        );
    }
}
