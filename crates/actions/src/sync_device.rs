//! Asks a managed device to check in (microsoft.md §2.2).

use crate::call::{Call, Method};
use crate::hands::{Hands, Label};
use crate::reversible::IfLost;
use remedy::act::Outcome;

pub(crate) const PRIVILEGED: &str = "DeviceManagementManagedDevices.PrivilegedOperations.All";

pub(crate) fn calls(device: &str) -> Vec<Call> {
    let path = format!("{}/syncDevice", address(device));
    vec![Call::microsoft(Method::Post, path, PRIVILEGED)]
}

/// A managed device.
pub(crate) fn address(device: &str) -> String {
    format!("/v1.0/deviceManagement/managedDevices/{device}")
}

pub(crate) fn carry_out(hands: &mut Hands<'_>, device: &str, label: &Label<'_>) -> Outcome {
    hands.all(&calls(device), label, IfLost::SendAgain)
}

#[cfg(test)]
mod tests {
    use crate::call::lines;
    use remedy::act::Act;

    #[test]
    fn the_call_has_no_document() {
        let device = "d1".to_owned();
        assert_eq!(
            lines(&Act::SyncDevice { device }),
            ["POST /v1.0/deviceManagement/managedDevices/d1/syncDevice"]
        );
    }
}
