//! `troubleshootingEvents`: enrollments that failed (microsoft.md §1.8). Of the mixed collection
//! only enrollment events are kept; they name a user and no serial number.

use crate::json::{Desk, Lenient, RowKind, Text};
use enrollment::snapshot::{EnrollmentFailure, Guid};
use serde::Deserialize;

/// `enrollmentTroubleshootingEvent` on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default, rename = "@odata.type")]
    odata_type: Text<'a>,
    #[serde(borrow, default)]
    event_date_time: Text<'a>,
    #[serde(borrow, default)]
    user_id: Text<'a>,
    #[serde(borrow, default)]
    operating_system: Text<'a>,
    #[serde(borrow, default)]
    failure_category: Text<'a>,
    #[serde(borrow, default)]
    failure_reason: Text<'a>,
    #[serde(borrow, default)]
    troubleshooting_error_details: Lenient<Details<'a>>,
}

/// The part for people; beta only.
#[derive(Deserialize)]
struct Details<'a> {
    #[serde(borrow, default)]
    failure: Text<'a>,
    #[serde(borrow, default)]
    context: Text<'a>,
}

impl Wire<'_> {
    fn is_enrollment(&self) -> bool {
        let kind = self.odata_type.rsplit('.').next().unwrap_or_default();
        kind.eq_ignore_ascii_case("enrollmentTroubleshootingEvent")
            || !self.failure_category.is_empty()
    }

    /// The machine's reason, then what the details add to it.
    fn text(&self) -> String {
        let mut text = self.failure_reason.to_string();
        let details = self.troubleshooting_error_details.0.as_ref();
        for more in details
            .into_iter()
            .flat_map(|it| [&it.failure, &it.context])
        {
            if !more.is_empty() && !text.contains(&**more) {
                if !text.is_empty() {
                    text.push_str("; ");
                }
                text.push_str(more);
            }
        }
        text
    }
}

pub(crate) struct Failures;

impl RowKind for Failures {
    type Wire<'a> = Wire<'a>;
    type Row = EnrollmentFailure;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<EnrollmentFailure>) {
        if !wire.is_enrollment() {
            return;
        }
        rows.push(EnrollmentFailure {
            at: desk.date("eventDateTime", &wire.event_date_time),
            user_id: Guid::parse(&wire.user_id),
            reason: desk.term(&wire.failure_category),
            text: desk.word(&wire.text()),
            os: desk.word(&wire.operating_system),
            ..EnrollmentFailure::default()
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{FailureReason, Source};

    #[test]
    fn only_enrollment_events_are_kept() {
        let page = r##"{"value":[
            {"@odata.type":"#microsoft.graph.appleVppTokenTroubleshootingEvent",
             "eventDateTime":"2026-11-01T08:00:00Z"},
            {"@odata.type":"#microsoft.graph.enrollmentTroubleshootingEvent",
             "eventDateTime":"2026-11-01T09:00:00Z","operatingSystem":"iOS",
             "userId":"11111111-2222-4333-8444-555555555555",
             "failureCategory":"enrollmentRestrictionsEnforced","failureReason":"DeviceCapReached",
             "troubleshootingErrorDetails":{"failure":"Too many devices",
                "context":"Too many devices","remediation":"x","resources":[]}},
            {"failureCategory":"authentication","failureReason":null,
             "troubleshootingErrorDetails":null}]}"##;
        let snapshot = read(Source::Failures, "", page);
        assert_eq!(gaps(&snapshot), [""; 0]);
        assert_eq!(snapshot.failures.len(), 2);
        let row = &snapshot.failures[0];
        assert_eq!(row.reason, FailureReason::Restrictions);
        assert_eq!(
            snapshot.words.text(row.text),
            "DeviceCapReached; Too many devices"
        );
        assert!(row.serial.is_none() && row.user_id.is_some());
        assert!(snapshot.failures[1].text.is_none());
    }
}
