//! Asks Intune to read Apple's list again (microsoft.md §2.1, §4.2).

use crate::call::{Call, Method};
use crate::hands::{Hands, Label};
use crate::reversible::IfLost;
use enrollment::moment::{MINUTE, Moment, Stamp};
use remedy::act::Outcome;
use serde_json::Value;

pub(crate) const READ: &str = "DeviceManagementServiceConfig.Read.All";
pub(crate) const WRITE: &str = "DeviceManagementServiceConfig.ReadWrite.All";

/// Intune syncs a token by hand once in a quarter of an hour (microsoft.md §4.2).
const PAUSE: i64 = 15 * MINUTE;
/// How far the vendor's clock may be ahead of ours. A sync further in the future says that the
/// clocks disagree, and then the vendor judges.
const AHEAD: i64 = 5 * MINUTE;

/// When it was synced last, and the sync.
pub(crate) fn calls(token: &str) -> Vec<Call> {
    let path = format!("/beta/deviceManagement/depOnboardingSettings/{token}");
    let sync = format!("{path}/syncWithAppleDeviceEnrollmentProgram");
    vec![
        Call::microsoft(Method::Get, path, READ),
        Call::microsoft(Method::Post, sync, WRITE),
    ]
}

pub(crate) fn carry_out(hands: &mut Hands<'_>, token: &str, label: &Label<'_>) -> Outcome {
    let [reading, sync] = &calls(token)[..] else {
        let why = "a sync without its reading".to_owned();
        return Outcome::NotSent { why };
    };
    let before = match hands.read(reading) {
        Err(why) => return Outcome::NotSent { why },
        Ok(answer) if answer.status == 404 => {
            let why = format!("Intune has no token {token}");
            return Outcome::Refused { why };
        }
        Ok(answer) => last(&answer.document()),
    };
    if let Some(next) = before.and_then(|last| too_early(last, hands.now())) {
        let why = format!(
            "the token was synced less than 15 minutes ago; it may be synced again at {next}"
        );
        return Outcome::Refused { why };
    }
    match hands.deliver(sync, label, IfLost::SendAgain) {
        Ok(_) => Outcome::Accepted { receipt: None },
        Err(outcome @ (Outcome::Unknown { .. } | Outcome::Refused { .. })) => {
            // A sync whose answer was lost makes the next one come too early.
            let after = hands
                .read(reading)
                .ok()
                .map(|answer| last(&answer.document()));
            match after {
                Some(after) if after > before => Outcome::Accepted { receipt: None },
                _ => outcome,
            }
        }
        Err(outcome) => outcome,
    }
}

/// When a token was last synced or told to.
fn last(token: &Value) -> Option<Moment> {
    let time = |name: &str| Stamp::parse(token[name].as_str()?).ok()?.at();
    time("lastSyncTriggeredDateTime").max(time("lastSuccessfulSyncDateTime"))
}

/// When it may be synced again, if it may not be now.
fn too_early(last: Moment, now: Moment) -> Option<Moment> {
    let ago = now.since(last);
    (-AHEAD < ago && ago < PAUSE).then(|| last.plus(PAUSE))
}

#[cfg(test)]
mod tests {
    use super::{last, too_early};
    use crate::call::lines;
    use enrollment::moment::Moment;
    use remedy::act::Act;
    use serde_json::json;

    #[test]
    fn the_calls_are_a_reading_and_a_sync() {
        let token = "t1".to_owned();
        assert_eq!(
            lines(&Act::SyncToken { token }),
            [
                "GET /beta/deviceManagement/depOnboardingSettings/t1",
                "POST /beta/deviceManagement/depOnboardingSettings/t1/\
                 syncWithAppleDeviceEnrollmentProgram",
            ]
        );
    }

    #[test]
    fn a_quarter_of_an_hour_passes_between_two_syncs() {
        let now = Moment::from_unix(1_795_000_000).unwrap();
        assert_eq!(too_early(now.plus(-60), now), Some(now.plus(14 * 60)));
        assert_eq!(too_early(now.plus(-14 * 60 - 59), now), Some(now.plus(1)));
        assert_eq!(too_early(now.plus(-15 * 60), now), None);
        // A little ahead is a clock that goes wrong; a month ahead is another world's clock.
        assert_eq!(too_early(now.plus(60), now), Some(now.plus(16 * 60)));
        assert_eq!(too_early(now.plus(30 * 86_400), now), None);
    }

    #[test]
    fn the_later_of_both_times_counts_and_never_is_no_time() {
        let token = |triggered: &str, done: &str| {
            let (first, second) = ("lastSyncTriggeredDateTime", "lastSuccessfulSyncDateTime");
            last(&json!({first: triggered, second: done}))
        };
        let (early, late, never) = (
            "2026-11-25T08:00:00Z",
            "2026-11-25T08:10:00.123Z",
            "0001-01-01T00:00:00Z",
        );
        assert_eq!(token(early, late), token(late, never));
        assert!(token(early, never) < token(late, early));
        assert_eq!(token(never, never), None);
        assert_eq!(last(&json!({})), None);
    }
}
