//! `deviceRegistrationPolicy`: how many devices a person may register in Entra, and whether that
//! takes a second factor.

use super::one_object::read_object;
use crate::json::{Desk, PageReport, Text, Whole};
use enrollment::snapshot::DeviceRegistration;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(default)]
    user_device_quota: Whole,
    #[serde(borrow, default)]
    multi_factor_auth_configuration: Text<'a>,
}

/// Reads the answer. The beta writes the second factor as a number.
pub(crate) fn read(text: &str, desk: &mut Desk<'_>) -> PageReport {
    read_object(text, desk, |wire: Wire<'_>, desk| {
        let asked: &str = &wire.multi_factor_auth_configuration;
        desk.gathering()
            .device_registration
            .set(DeviceRegistration {
                devices_max: wire.user_device_quota.count(),
                second_factor: match asked {
                    "required" | "1" => Some(true),
                    "notRequired" | "0" => Some(false),
                    _ => None,
                },
            });
    })
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::read;
    use enrollment::snapshot::{DeviceRegistration, Source};

    #[test]
    fn what_it_takes_is_read_and_what_is_not_known_is_not_guessed() {
        let of = |devices_max, second_factor| {
            Some(DeviceRegistration {
                devices_max,
                second_factor,
            })
        };
        for (text, expected) in [
            (
                r#"{"userDeviceQuota":50,"multiFactorAuthConfiguration":"notRequired"}"#,
                of(Some(50), Some(false)),
            ),
            (
                r#"{"userDeviceQuota":"5","multiFactorAuthConfiguration":"required"}"#,
                of(Some(5), Some(true)),
            ),
            (
                r#"{"userDeviceQuota":-1,"multiFactorAuthConfiguration":"later"}"#,
                of(None, None),
            ),
            (
                r#"{"multiFactorAuthConfiguration":1}"#,
                of(None, Some(true)),
            ),
            (r#"{"error":{"code":"Forbidden","message":"no"}}"#, None),
            ("{", None),
        ] {
            let found = read(Source::DeviceRegistration, "", text);
            assert_eq!(found.device_registration, expected, "{text}");
        }
    }
}
