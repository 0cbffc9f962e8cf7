//! `/v1/orgDevices/{id}/activationLockStatus`: Activation Lock of one device (peers.md §1).

use super::per_device;
use crate::json::{Desk, Flag, Text};
use crate::told::told;
use enrollment::snapshot::ActivationLock;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attributes<'a> {
    #[serde(borrow, default)]
    lock_type: Text<'a>,
    #[serde(default)]
    is_locked: Flag,
}

/// Reads one line; `false` if it is none.
pub(crate) fn read_line(line: &str, desk: &mut Desk<'_>) -> bool {
    per_device::read_line(line, desk, |serial, attributes, desk| {
        let it: Attributes<'_> = serde_json::from_str(attributes)?;
        if it.lock_type.is_empty() && it.is_locked.0.is_none() {
            desk.fault("response", || told("row-no-lock"));
            return Ok(());
        }
        let lock = ActivationLock {
            serial,
            lock: desk.term(&it.lock_type),
            locked: it.is_locked.0,
        };
        if desk.may_keep(1) {
            desk.gathering().locks.add(vec![lock]);
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read_lines};
    use enrollment::snapshot::{LockType, Source};

    #[test]
    fn every_shape_of_an_answer() {
        let lines = r#"
{"id":"F2LX1","response":{"data":{"id":"F2LX1","attributes":{"isLocked":true,"lockType":"USER"}}}}
{"id":"F2LX2","response":{"data":[{"attributes":{"isLocked":"false","lockType":"NONE"}}]}}
{"id":"F2LX3","response":{"isLocked":true,"lockType":"MDM"}}
{"id":"F2LX4","response":{"attributes":{"lockType":"MDM"}}}

{"id":"F2LX5","response":{"errors":[{"status":"404","code":"NOT_FOUND","detail":"gone"}]}}
{"id":"F2LX6","response":{}}
{"id":"F2LX7","response":null}
{"id":"","response":{"lockType":"MDM"}}
"#;
        let snapshot = read_lines(Source::ActivationLock, lines);
        let rows: Vec<_> = snapshot
            .locks
            .iter()
            .map(|row| (row.lock, row.locked))
            .collect();
        assert_eq!(
            rows,
            [
                (LockType::User, Some(true)),
                (LockType::None, Some(false)),
                (LockType::Mdm, Some(true)),
                (LockType::Mdm, None),
            ]
        );
        assert_eq!(
            gaps(&snapshot),
            [
                "10 id: \"\": no serial number",
                "7 response: Apple refused the answer for \"F2LX5\": NOT_FOUND gone",
                "8 response: neither lockType nor isLocked",
                "9 response: the line holds no answer",
            ]
        );
    }
}
