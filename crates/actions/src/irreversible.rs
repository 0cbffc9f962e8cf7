//! A write that cannot be taken back: at most one request, and none to a record that is not the
//! device's. Nothing sends it again, whatever comes back; where it is not certain whether it was
//! taken, a person has to find out.

use crate::answer::{Verdict, verdict};
use crate::call::{Call, Method};
use crate::hands::{Hands, Label};
use crate::sync_device::address;
use remedy::act::Outcome;

/// Reads whose record it is.
pub(crate) fn identity(device: &str) -> Call {
    let path = format!("{}?$select=id,serialNumber", address(device));
    let needs = "DeviceManagementManagedDevices.Read.All";
    Call::microsoft(Method::Get, path, needs)
}

/// Reads the record, and sends the write once if it is this device's.
pub(crate) fn carry_out(
    hands: &mut Hands<'_>,
    calls: &[Call],
    serial: &str,
    label: &Label<'_>,
) -> Outcome {
    let [reading, write] = calls else {
        let why = "an irreversible write without its reading".to_owned();
        return Outcome::NotSent { why };
    };
    let found = match hands.read(reading) {
        Err(why) => return Outcome::NotSent { why },
        Ok(answer) if answer.status == 404 => {
            let why = "nothing was sent: Intune manages no device with this identifier".to_owned();
            return Outcome::Refused { why };
        }
        Ok(answer) => answer.document(),
    };
    // A record without a number, or with one that only looks alike, is another's.
    let its = found["serialNumber"].as_str().unwrap_or_default();
    if its.is_empty() || its != serial {
        let why = format!(
            "nothing was sent: Intune's record is that of the device {its:?}, and not of {serial:?}"
        );
        return Outcome::Refused { why };
    }
    match verdict(write, hands.ask(write, Some(label))) {
        Verdict::Done(_) => Outcome::Accepted { receipt: None },
        Verdict::TokenRefused(outcome) | Verdict::Final(outcome) | Verdict::Later(outcome, _) => {
            outcome
        }
        Verdict::Lost(why, _) => Outcome::Unknown {
            why: format!("{why}; it may have happened, and is not sent again"),
        },
    }
}
