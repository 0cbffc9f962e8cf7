//! `snapshot.json`: when it was taken, whose it is, and what the collector could not read.

use super::ledger::of_part;
use super::text;
use super::unreadable::Unreadable;
use crate::json::scalar::quoted;
use crate::json::{Lenient, Text};
use crate::told::{Told, from_json};
use enrollment::moment::{Moment, Stamp};
use enrollment::snapshot::{Gap, GapReason, Source, Tenant};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The name of the file.
pub(super) const FILE: &str = "snapshot.json";
/// The only schema this version reads.
const SCHEMA: i64 = 1;
/// A longer header is not believed; ten thousand gaps with their reasons take less.
const BYTES_MAX: u64 = 16 << 20;
/// How many of the collector's gaps are read; a source has some, not thousands.
const GAPS_MAX: usize = 10_000;
/// How much of the collector's words is kept.
const TEXT_MAX: usize = 500;

/// What stands in `snapshot.json`.
pub(super) struct Header {
    pub(super) taken_at: Moment,
    pub(super) tenant: Tenant,
    pub(super) gaps: Vec<ListedGap>,
    /// The list of gaps itself could not be read.
    pub(super) fault: Option<String>,
}

/// Something that the collector could not read.
pub(super) struct ListedGap {
    /// The source, if this version knows it.
    pub(super) source: Option<Source>,
    /// The token or service, in lower case, where a source is asked per token or service.
    pub(super) part: String,
    /// As it stands in the snapshot.
    pub(super) gap: Gap,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    #[serde(borrow, default)]
    schema: Text<'a>,
    #[serde(borrow, default)]
    taken_at: Text<'a>,
    #[serde(borrow, default)]
    tenant: Lenient<WireTenant<'a>>,
    #[serde(borrow)]
    gaps: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct WireTenant<'a> {
    #[serde(borrow, default)]
    name: Text<'a>,
    #[serde(borrow, default)]
    id: Text<'a>,
}

#[derive(Deserialize)]
struct WireGap<'a> {
    #[serde(borrow, default)]
    source: Text<'a>,
    #[serde(borrow, default)]
    reason: Text<'a>,
    #[serde(borrow, default)]
    detail: Text<'a>,
    /// The same as a text of this program with its values, so that it can be told in other
    /// languages.
    #[serde(default)]
    told: Lenient<serde_json::Map<String, serde_json::Value>>,
}

/// When the snapshot in a directory was taken, by its header alone; none where there is no header,
/// or not yet: it is written last.
pub(super) fn taken_at(directory: &Path) -> Result<Option<Moment>, Unreadable> {
    let closed = |why| Unreadable::Closed {
        path: directory.to_owned(),
        why,
    };
    let file = match File::open(directory.join(FILE)) {
        Ok(file) => file,
        Err(why) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&why.kind()) => {
            return Ok(None);
        }
        Err(why) => return Err(closed(why)),
    };
    let mut bytes = Vec::new();
    file.take(BYTES_MAX)
        .read_to_end(&mut bytes)
        .map_err(closed)?;
    read(&text::of(&bytes).0, directory).map(|header| Some(header.taken_at))
}

/// Reads the header of the snapshot at `path`.
pub(super) fn read(text: &str, path: &Path) -> Result<Header, Unreadable> {
    let path = || path.to_owned();
    let wire: Wire<'_> = serde_json::from_str(text).map_err(|why| Unreadable::HeaderNotJson {
        path: path(),
        why: why.to_string(),
    })?;
    if wire.schema.parse() != Ok(SCHEMA) {
        let found = if wire.schema.is_empty() {
            "(none)".to_owned()
        } else {
            quoted(&wire.schema)
        };
        return Err(Unreadable::WrongSchema {
            path: path(),
            found,
        });
    }
    let taken_at = Stamp::parse(&wire.taken_at).ok().and_then(Stamp::at);
    let Some(taken_at) = taken_at else {
        return Err(Unreadable::NoTime {
            path: path(),
            found: quoted(&wire.taken_at),
        });
    };
    let tenant = wire.tenant.0.map_or_else(Tenant::default, |tenant| Tenant {
        name: tenant.name.to_string(),
        id: tenant.id.to_string(),
    });
    let (gaps, fault) = listed_gaps(wire.gaps);
    Ok(Header {
        taken_at,
        tenant,
        gaps,
        fault,
    })
}

fn listed_gaps(raw: Option<&RawValue>) -> (Vec<ListedGap>, Option<String>) {
    let Some(raw) = raw else {
        return (Vec::new(), None);
    };
    match serde_json::from_str::<Option<Vec<Lenient<WireGap<'_>>>>>(raw.get()) {
        Ok(list) => {
            let gaps = list.into_iter().flatten().take(GAPS_MAX);
            (
                gaps.filter_map(|gap| gap.0)
                    .map(|gap| listed_gap(&gap))
                    .collect(),
                None,
            )
        }
        Err(why) => (Vec::new(), Some(why.to_string())),
    }
}

/// What the collector told, if it did so in a text that this version knows, whole.
fn told_by(wire: &WireGap<'_>) -> Option<Told> {
    let text = serde_json::Value::Object(wire.told.0.clone()?);
    from_json(&text)
}

/// `apple/auditEvents`, or `microsoft/enrollmentProfiles.<token>`.
fn listed_gap(wire: &WireGap<'_>) -> ListedGap {
    let named = wire.source.trim();
    let (name, part) = match named.split_once('.') {
        Some((name, part)) => (name, part),
        None => (named, ""),
    };
    let source = Source::from_name(name);
    let reason = match short(wire.reason.trim()) {
        word if word.is_empty() => GapReason::Collector("unspecified".to_owned()),
        word if word == GapReason::NotCollected.word() => GapReason::NotCollected,
        word => GapReason::Collector(word),
    };
    let mut detail = told_by(wire).unwrap_or_else(|| short(&wire.detail).into());
    if source.is_some() {
        detail = of_part(&short(part), detail);
    }
    ListedGap {
        source,
        part: part.to_ascii_lowercase(),
        gap: Gap {
            source: source.map_or_else(|| short(named), |source| source.name().to_owned()),
            reason,
            file: None,
            row: None,
            field: None,
            detail,
            count: 1,
        },
    }
}

fn short(text: &str) -> String {
    text.chars().take(TEXT_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::{Unreadable, read};
    use enrollment::snapshot::{GapReason, Source};
    use std::path::Path;

    #[test]
    fn a_header_and_its_gaps() {
        let header = read(
            r#"{"schema":1,"takenAt":"2026-11-23T12:00:00+01:00",
                "tenant":{"name":"Contoso","id":"t","extra":1},
                "gaps":[{"source":"apple/auditEvents","reason":"forbidden","detail":"no role"},
                        {"source":"microsoft/enrollmentProfiles.0B5A","reason":"timeout"},
                        {"source":"apple/users"},"nonsense",
                        {"source":"microsoft/signIns","reason":"not_collected"}]}"#,
            Path::new("x"),
        )
        .unwrap();
        assert_eq!(header.taken_at.to_string(), "2026-11-23T11:00:00Z");
        assert_eq!(header.tenant.name, "Contoso");
        assert_eq!(header.gaps.len(), 4);
        assert_eq!(header.gaps[0].source, Some(Source::AuditEvents));
        assert_eq!(header.gaps[0].gap.reason.word(), "forbidden");
        assert_eq!(header.gaps[1].source, Some(Source::EnrollmentProfiles));
        assert_eq!(header.gaps[1].part, "0b5a");
        assert_eq!(header.gaps[2].source, None);
        assert_eq!(header.gaps[2].gap.source, "apple/users");
        assert_eq!(header.gaps[3].gap.reason, GapReason::NotCollected);
        assert_eq!(header.fault, None);
    }

    #[test]
    fn a_list_of_gaps_that_is_none_does_not_end_the_run() {
        let text = r#"{"schema":"1","takenAt":"2026-11-23T12:00:00Z","gaps":"many"}"#;
        let header = read(text, Path::new("x")).unwrap();
        assert!(header.gaps.is_empty() && header.fault.is_some());
    }

    #[test]
    fn without_a_schema_or_a_time_nothing_can_be_said() {
        let fault = |text| read(text, Path::new("x")).err().unwrap();
        let cases = ["", "{\"schema\":1", "[1]", "{\"schema\":{}}"];
        for text in cases {
            assert!(
                matches!(fault(text), Unreadable::HeaderNotJson { .. }),
                "{text}"
            );
        }
        let newer = fault(r#"{"schema":2,"takenAt":"2026-11-23T12:00:00Z"}"#);
        assert!(
            newer
                .to_string()
                .contains("has the schema \"2\", and this version reads 1")
        );
        let none = fault(r#"{"takenAt":"2026-11-23T12:00:00Z"}"#);
        assert!(none.to_string().contains("has the schema (none)"));
        for text in [
            r#"{"schema":1}"#,
            r#"{"schema":1,"takenAt":"yesterday"}"#,
            r#"{"schema":1,"takenAt":"0001-01-01T00:00:00Z"}"#,
        ] {
            assert!(matches!(fault(text), Unreadable::NoTime { .. }), "{text}");
        }
    }
}
