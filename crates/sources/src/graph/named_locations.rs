//! `conditionalAccess/namedLocations` (microsoft.md §1.9).

use crate::json::{Desk, Flag, RowKind, Text, Texts};
use enrollment::snapshot::{CountryLookup, NamedLocation};
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
    #[serde(borrow, default)]
    ip_ranges: Option<Vec<IpRange<'a>>>,
    #[serde(borrow, default)]
    countries_and_regions: Texts<'a>,
    #[serde(default)]
    include_unknown_countries_and_regions: Flag,
    #[serde(borrow, default)]
    country_lookup_method: Text<'a>,
}

/// `ipRange` of version 4 or 6 on the wire.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct IpRange<'a> {
    #[serde(borrow, default)]
    cidr_address: Text<'a>,
}

pub(crate) struct NamedLocations;

impl RowKind for NamedLocations {
    type Wire<'a> = Wire<'a>;
    type Row = NamedLocation;

    fn take(&self, wire: Wire<'_>, desk: &mut Desk<'_>, rows: &mut Vec<NamedLocation>) {
        let ranges = wire.ip_ranges.iter().flatten();
        let countries = wire.countries_and_regions.0.iter();
        rows.push(NamedLocation {
            id: desk.word(&wire.id),
            name: desk.word(&wire.display_name),
            trusted: wire.is_trusted.0,
            ranges: ranges.map(|it| desk.word(&it.cidr_address)).collect(),
            countries: countries.map(|text| desk.word(text)).collect(),
            unknown_countries: wire.include_unknown_countries_and_regions.0 == Some(true),
            lookup: lookup(&wire.country_lookup_method),
        });
    }
}

fn lookup(method: &str) -> CountryLookup {
    match method {
        "" | "clientIpAddress" => CountryLookup::Address,
        "authenticatorAppGps" => CountryLookup::Authenticator,
        _ => CountryLookup::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use crate::recorded::pages::tests::read;
    use enrollment::snapshot::{CountryLookup, Source};

    #[test]
    fn a_country_is_neither_trusted_nor_not() {
        let page = r#"{"value":[{"id":"1","displayName":"Office","isTrusted":true,
            "ipRanges":[{"cidrAddress":"203.0.113.0/24"}]},
            {"id":"2","displayName":"DE","countriesAndRegions":["DE"]}]}"#;
        let snapshot = read(Source::NamedLocations, "", page);
        let trusted: Vec<_> = snapshot
            .named_locations
            .iter()
            .map(|row| row.trusted)
            .collect();
        assert_eq!(trusted, [Some(true), None]);
        let text = |word| snapshot.words.text(word);
        assert_eq!(
            text(snapshot.named_locations[0].ranges[0]),
            "203.0.113.0/24"
        );
        assert_eq!(text(snapshot.named_locations[1].countries[0]), "DE");
    }

    #[test]
    fn how_a_country_is_found_is_read() {
        let country = |rest: &str| format!(r#"{{"id":"1","countriesAndRegions":["DE"]{rest}}}"#);
        let page = [
            "",
            r#","countryLookupMethod":"clientIpAddress","includeUnknownCountriesAndRegions":false"#,
            r#","countryLookupMethod":"authenticatorAppGps""#,
            r#","countryLookupMethod":"dowsing","includeUnknownCountriesAndRegions":true"#,
        ];
        let page = format!(r#"{{"value":[{}]}}"#, page.map(country).join(","));
        let snapshot = read(Source::NamedLocations, "", &page);
        let found = snapshot.named_locations.iter();
        let found: Vec<_> = found.map(|it| (it.lookup, it.unknown_countries)).collect();
        let expected = [
            (CountryLookup::Address, false),
            (CountryLookup::Address, false),
            (CountryLookup::Authenticator, false),
            (CountryLookup::Unknown, true),
        ];
        assert_eq!(found, expected);
    }
}
