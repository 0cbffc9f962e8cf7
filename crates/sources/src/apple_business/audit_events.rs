//! `/v1/auditEvents`: who did what, and when (apple.md §1.8). Only events about devices are kept,
//! and only those that happened: an assignment that failed assigned nothing.

use crate::json::{Desk, Lenient, RowKind, Text};
use enrollment::snapshot::{AuditEvent, AuditType};
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// The resource on the wire.
#[derive(Deserialize)]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    attributes: Option<Attributes<'a>>,
}

/// Its attributes. `eventDataPropertyKey` names the one property that holds the event's own data;
/// the name differs from event to event, and so every object among the attributes is looked at.
#[derive(Default)]
pub(crate) struct Attributes<'a> {
    at: Text<'a>,
    kind: Text<'a>,
    actor_name: Text<'a>,
    actor_id: Text<'a>,
    subject_type: Text<'a>,
    subject_id: Text<'a>,
    outcome: Text<'a>,
    data_key: Text<'a>,
    data: Vec<(Text<'a>, EventData<'a>)>,
}

/// What the events about devices carry.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct EventData<'a> {
    #[serde(borrow, default)]
    serial_number: Text<'a>,
    #[serde(borrow, default)]
    target_server_name: Text<'a>,
    #[serde(borrow, default)]
    release_entity_type: Text<'a>,
}

impl<'de: 'a, 'a> Deserialize<'de> for Attributes<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AttributesVisitor)
    }
}

struct AttributesVisitor;

impl<'de> Visitor<'de> for AttributesVisitor {
    type Value = Attributes<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the attributes of an audit event")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut it = Attributes::default();
        while let Some(key) = map.next_key::<Text<'de>>()? {
            match &*key {
                "eventDateTime" => it.at = map.next_value()?,
                "type" => it.kind = map.next_value()?,
                "actorName" => it.actor_name = map.next_value()?,
                "actorId" => it.actor_id = map.next_value()?,
                "subjectType" => it.subject_type = map.next_value()?,
                "subjectId" => it.subject_id = map.next_value()?,
                "outcome" => it.outcome = map.next_value()?,
                "eventDataPropertyKey" => it.data_key = map.next_value()?,
                "category" | "actorType" | "subjectName" | "groupId" => {
                    map.next_value::<IgnoredAny>()?;
                }
                _ => {
                    if let Some(data) = map.next_value::<Lenient<EventData<'de>>>()?.0 {
                        it.data.push((key, data));
                    }
                }
            }
        }
        Ok(it)
    }
}

impl<'a> Attributes<'a> {
    /// The event's own data: the property that is named, else one that has a serial number.
    fn take_data(&mut self) -> EventData<'a> {
        let named = |it: &(Text<'_>, EventData<'_>)| *it.0 == *self.data_key;
        let serial = |it: &(Text<'_>, EventData<'_>)| !it.1.serial_number.is_empty();
        let place = self.data.iter().position(named);
        let place = place.or_else(|| self.data.iter().position(serial));
        place.map_or_else(EventData::default, |place| self.data.swap_remove(place).1)
    }
}

pub(crate) struct AuditEvents;

impl RowKind for AuditEvents {
    type Wire<'a> = Wire<'a>;
    type Row = AuditEvent;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<AuditEvent>) {
        let mut it = wire.attributes.unwrap_or_default();
        if it.outcome.eq_ignore_ascii_case("FAILURE") {
            return;
        }
        let data = it.take_data();
        let kind: AuditType = desk.term(&it.kind);
        let known = !matches!(kind, AuditType::Missing | AuditType::Strange(_));
        let named = if !data.serial_number.is_empty() {
            data.serial_number
        } else if looks_like_a_serial(&it.subject_id) {
            it.subject_id
        } else {
            Text::default()
        };
        // Most of the 33 kinds of events are about people and purchases.
        if named.is_empty() && !known {
            return;
        }
        let Some(serial) = desk.serial("attributes.eventData….serialNumber", &named) else {
            return;
        };
        rows.push(AuditEvent {
            serial,
            at: desk.date("attributes.eventDateTime", &it.at),
            kind,
            server: desk.word(&data.target_server_name),
            releaser: desk.term(&data.release_entity_type),
            actor: desk.word(&it.actor_name.or(it.actor_id)),
            exported: false,
        });
    }
}

/// Apple's serial numbers have 8 to 14 characters and samples up to 17; ids of other subjects are
/// longer, or have hyphens or small letters.
fn looks_like_a_serial(text: &str) -> bool {
    (8..=17).contains(&text.len())
        && text
            .bytes()
            .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
        && text.bytes().any(|c| c.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::{gaps, read};
    use enrollment::snapshot::{AuditType, Releaser, Snapshot, Source};

    fn events(attributes: &[&str]) -> Snapshot {
        let rows: Vec<String> = attributes
            .iter()
            .map(|it| format!("{{\"type\":\"auditEvents\",\"attributes\":{{{it}}}}}"))
            .collect();
        let page = format!("{{\"data\":[{}]}}", rows.join(","));
        read(Source::AuditEvents, "", &page)
    }

    #[test]
    fn the_serial_number_stands_where_the_event_says() {
        let snapshot = events(&[
            r#""type":"DEVICE_ASSIGNED_TO_SERVER","eventDateTime":"2026-02-14T12:00:00Z",
               "actorName":"ada@contoso.example","outcome":"SUCCESS","subjectId":"device-1",
               "eventDataDeviceAssignedToServer":{"serialNumber":"F2LX00000001",
                  "targetServerName":"Intune"},
               "eventDataOther":{"serialNumber":"F2LX00000009"},
               "eventDataPropertyKey":"eventDataDeviceAssignedToServer""#,
            r#""type":"DEVICE_REMOVED_FROM_ORG","subjectType":"DEVICE","subjectId":"F2LX00000002",
               "eventDataPropertyKey":"eventDataDeviceRemovedFromOrg",
               "eventDataDeviceRemovedFromOrg":{"releaseEntityType":"USER"}"#,
            r#""type":"DEVICE_IS_ERASED","eventDataErased":{"serialNumber":"F2LX00000003"}"#,
        ]);
        assert_eq!(gaps(&snapshot), [""; 0]);
        let rows: Vec<_> = snapshot.audit_events.iter().collect();
        let serials: Vec<_> = rows
            .iter()
            .map(|row| snapshot.serials.text(row.serial))
            .collect();
        assert_eq!(serials, ["F2LX00000001", "F2LX00000002", "F2LX00000003"]);
        assert_eq!(rows[0].kind, AuditType::Assigned);
        assert_eq!(snapshot.words.text(rows[0].server), "Intune");
        assert_eq!(snapshot.words.text(rows[0].actor), "ada@contoso.example");
        assert_eq!(rows[1].releaser, Releaser::User);
        assert_eq!(rows[2].kind, AuditType::Erased);
        assert_eq!(
            snapshot.serials.len(),
            3,
            "another property's serial number is not a device"
        );
    }

    #[test]
    fn people_and_failures_are_left_out_and_a_nameless_device_is_told() {
        let snapshot = events(&[
            r#""type":"USER_SIGNED_IN","subjectId":"user-1","eventDataUser":{"name":"x"}"#,
            r#""type":"DEVICE_ASSIGNED_TO_SERVER","outcome":"FAILURE","subjectId":"F2LX00000001""#,
            r#""type":"DEVICE_ADDED_TO_ORG","subjectId":"device-xyz789""#,
            r#""type":"DEVICE_RENAMED","subjectId":"F2LX00000004""#,
        ]);
        assert_eq!(snapshot.audit_events.len(), 1);
        assert!(matches!(
            snapshot.audit_events[0].kind,
            AuditType::Strange(_)
        ));
        assert_eq!(
            gaps(&snapshot),
            ["3 attributes.eventData….serialNumber: \"\": no serial number"]
        );
    }
}
