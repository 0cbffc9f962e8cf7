//! `/v1/orgDevices/{id}/appleCareCoverage`: warranty and AppleCare of one device (apple.md §1.7).

use super::per_device;
use crate::json::{Desk, Text};
use enrollment::snapshot::Coverage;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attributes<'a> {
    #[serde(borrow, default)]
    start_date_time: Text<'a>,
    #[serde(borrow, default)]
    description: Text<'a>,
}

/// Reads one line; `false` if it is none.
pub(crate) fn read_line(line: &str, desk: &mut Desk<'_>) -> bool {
    per_device::read_line(line, desk, |serial, attributes, desk| {
        let it: Attributes<'_> = serde_json::from_str(attributes)?;
        let coverage = Coverage {
            serial,
            starts: desk.date("response.startDateTime", &it.start_date_time),
            description: desk.word(&it.description),
        };
        if desk.may_keep(1) {
            desk.gathering().coverage.add(vec![coverage]);
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read_lines};
    use enrollment::snapshot::Source;

    #[test]
    fn a_device_has_none_one_or_several() {
        let several = [
            r#"{"attributes":{"startDateTime":"2025-02-02T00:00:00Z"}}"#,
            r#"{"attributes":{"startDateTime":"later","description":"AppleCare+"}}"#,
        ];
        let lines = [
            r#"{"id":"F2LX1","response":{"data":[]}}"#.to_owned(),
            format!(
                r#"{{"id":"F2LX2","response":{{"data":[{}]}}}}"#,
                several.join(",")
            ),
            r#"{"id":"F2LX3","response":[1]}"#.to_owned(),
        ];
        let snapshot = read_lines(Source::AppleCare, &lines.join("\n"));
        assert_eq!(snapshot.coverage.len(), 2);
        assert_eq!(
            snapshot.coverage[0].starts.to_string(),
            "2025-02-02T00:00:00Z"
        );
        assert!(snapshot.coverage[1].starts.is_absent());
        assert_eq!(gaps(&snapshot).len(), 2);
    }
}
