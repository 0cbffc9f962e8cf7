//! `conditionalAccess/namedLocations` (microsoft.md §1.9).

use crate::json::{Desk, Flag, RowKind, Text};
use enrollment::snapshot::NamedLocation;
use serde::Deserialize;

/// `namedLocation` on the wire; only IP locations know trust.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Wire<'a> {
    #[serde(borrow, default)]
    id: Text<'a>,
    #[serde(borrow, default)]
    display_name: Text<'a>,
    #[serde(default)]
    is_trusted: Flag,
}

pub(crate) struct NamedLocations;

impl RowKind for NamedLocations {
    type Wire<'a> = Wire<'a>;
    type Row = NamedLocation;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<NamedLocation>) {
        rows.push(NamedLocation {
            id: desk.word(&wire.id),
            name: desk.word(&wire.display_name),
            trusted: wire.is_trusted.0,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::read;
    use enrollment::snapshot::Source;

    #[test]
    fn a_country_is_neither_trusted_nor_not() {
        let page = r#"{"value":[{"id":"1","displayName":"Office","isTrusted":true},
            {"id":"2","displayName":"DE","countriesAndRegions":["DE"]}]}"#;
        let snapshot = read(Source::NamedLocations, "", page);
        let trusted: Vec<_> = snapshot
            .named_locations
            .iter()
            .map(|row| row.trusted)
            .collect();
        assert_eq!(trusted, [Some(true), None]);
    }
}
