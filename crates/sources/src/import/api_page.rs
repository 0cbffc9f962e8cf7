//! Pages of the APIs that somebody fetched with other tools: known by the names of the snapshot
//! contract, and checked for being JSON at all.

use enrollment::snapshot::Source;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::io::Read;

/// Most bytes that a packed page may unpack to.
const PAGE_BYTES_MAX: u64 = 512 << 20;

/// Shape of a collection's files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    /// Numbered pages with an array `value` (Graph) or `data` (Apple Business).
    Pages,
    /// The same, one collection per token or service.
    PagesById,
    /// The same, one collection for all or several.
    PagesInParts,
    /// A single object.
    Object,
    /// One JSON object a line.
    Lines,
}

/// The collections of the contract.
const COLLECTIONS: [(Source, Shape); 33] = [
    (Source::ManagedDevices, Shape::Pages),
    (Source::Tokens, Shape::Pages),
    (Source::ImportedIdentities, Shape::PagesById),
    (Source::EnrollmentProfiles, Shape::PagesById),
    (Source::EnrollmentPolicies, Shape::Pages),
    (Source::Failures, Shape::Pages),
    (Source::PushCertificate, Shape::Object),
    (Source::ManagementSettings, Shape::Object),
    (Source::SecurityDefaults, Shape::Object),
    (Source::DeviceRegistration, Shape::Object),
    (Source::CompliancePolicies, Shape::Pages),
    (Source::DeviceConfigurations, Shape::Pages),
    (Source::Restrictions, Shape::Pages),
    (Source::AccessPolicies, Shape::Pages),
    (Source::NamedLocations, Shape::Pages),
    (Source::Accounts, Shape::Pages),
    (Source::Memberships, Shape::PagesById),
    (Source::RoleAssignments, Shape::Pages),
    (Source::DeletedAccounts, Shape::Pages),
    (Source::ServicePrincipals, Shape::Pages),
    (Source::Groups, Shape::PagesInParts),
    (Source::Roles, Shape::Pages),
    (Source::Subscriptions, Shape::Pages),
    (Source::SecondFactors, Shape::Pages),
    (Source::EntraDevices, Shape::Pages),
    (Source::SignIns, Shape::Pages),
    (Source::VppTokens, Shape::Pages),
    (Source::OrgDevices, Shape::Pages),
    (Source::MdmServers, Shape::Pages),
    (Source::MdmServerDevices, Shape::PagesById),
    (Source::AuditEvents, Shape::Pages),
    (Source::ActivationLock, Shape::Lines),
    (Source::AppleCare, Shape::Lines),
];

/// A page by its name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct ApiPage {
    /// What it is a page of.
    pub(super) source: Source,
    /// The name without number and extension, in its folder: `microsoft/managedDevices`.
    pub(super) stem: String,
    /// The number, for collections of pages.
    pub(super) number: Option<u32>,
    /// `json`, `ndjson`, `json.zst` or `ndjson.zst`.
    pub(super) extension: String,
    packed: bool,
    shape: Shape,
}

impl ApiPage {
    /// The page with this file name, if it is one of the contract's.
    pub(super) fn named(file_name: &str) -> Option<Self> {
        let (plain, suffix) = match file_name.strip_suffix(".zst") {
            Some(plain) => (plain, ".zst"),
            None => (file_name, ""),
        };
        let (base, extension) = plain.rsplit_once('.')?;
        let (collection, rest) = match base.find(['.', '-']) {
            Some(end) => base.split_at(end),
            None => (base, ""),
        };
        let known = COLLECTIONS.iter().find(|(source, _)| {
            let name = source.name().rsplit('/').next();
            name.is_some_and(|name| name.eq_ignore_ascii_case(collection))
        });
        let (source, shape) = *known?;
        let wanted = if shape == Shape::Lines {
            "ndjson"
        } else {
            "json"
        };
        if extension != wanted {
            return None;
        }
        let (id, number) = split_number(rest);
        let id_fits = match shape {
            Shape::PagesById => id.len() > 1 && id.starts_with('.'),
            Shape::PagesInParts => id.is_empty() || id.len() > 1 && id.starts_with('.'),
            _ => id.is_empty(),
        };
        let numbered = matches!(shape, Shape::Pages | Shape::PagesById | Shape::PagesInParts);
        if !id_fits || (number.is_some() && !numbered) {
            return None;
        }
        Some(Self {
            source,
            stem: format!("{}{id}", source.name()),
            number: numbered.then(|| number.unwrap_or(1)),
            extension: format!("{extension}{suffix}"),
            packed: !suffix.is_empty(),
            shape,
        })
    }

    /// How many rows the page has, or why it is none.
    pub(super) fn check(&self, bytes: &[u8]) -> Result<u64, String> {
        let unpacked;
        let bytes = if self.packed {
            unpacked = unpack(bytes)?;
            &unpacked
        } else {
            bytes
        };
        let torn = |fault: serde_json::Error| format!("it is no JSON ({fault}); fetch it again");
        match self.shape {
            Shape::Pages | Shape::PagesById | Shape::PagesInParts => {
                let page: Page = serde_json::from_slice(bytes).map_err(torn)?;
                let (wanted, rows) = if self.source.is_apple() {
                    ("data", page.data)
                } else {
                    ("value", page.value)
                };
                let rows = rows.ok_or_else(|| format!("it has no array “{wanted}”"))?;
                Ok(rows.len() as u64)
            }
            Shape::Object => {
                let object: serde_json::Value = serde_json::from_slice(bytes).map_err(torn)?;
                let is_object = object.is_object();
                is_object
                    .then_some(1)
                    .ok_or_else(|| "it is no JSON object".to_owned())
            }
            Shape::Lines => {
                let lines = bytes.split(|byte| *byte == b'\n');
                let mut rows = 0;
                for line in lines.filter(|line| !line.trim_ascii().is_empty()) {
                    serde_json::from_slice::<IgnoredAny>(line).map_err(torn)?;
                    rows += 1;
                }
                Ok(rows)
            }
        }
    }
}

#[derive(Deserialize)]
struct Page {
    value: Option<Vec<IgnoredAny>>,
    data: Option<Vec<IgnoredAny>>,
}

/// The id before and the five digits after the last hyphen; ids contain hyphens as well.
fn split_number(rest: &str) -> (&str, Option<u32>) {
    match rest.rsplit_once('-') {
        Some((id, number)) if number.len() == 5 && number.bytes().all(|c| c.is_ascii_digit()) => {
            (id, number.parse().ok())
        }
        _ => (rest, None),
    }
}

fn unpack(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let torn = |fault: std::io::Error| format!("it cannot be unpacked: {fault}");
    let decoder = zstd::Decoder::new(bytes).map_err(torn)?;
    let mut unpacked = Vec::new();
    let read = decoder
        .take(PAGE_BYTES_MAX + 1)
        .read_to_end(&mut unpacked)
        .map_err(torn)?;
    if read as u64 > PAGE_BYTES_MAX {
        return Err(format!(
            "it unpacks to more than {} MiB",
            PAGE_BYTES_MAX >> 20
        ));
    }
    Ok(unpacked)
}

#[cfg(test)]
mod tests {
    use super::ApiPage;
    use enrollment::snapshot::Source;

    fn named(name: &str) -> Option<(String, Option<u32>, String)> {
        ApiPage::named(name).map(|page| (page.stem, page.number, page.extension))
    }

    #[test]
    fn pages_are_known_by_the_names_of_the_contract() {
        let page = |stem: &str, number, extension: &str| {
            Some((stem.to_owned(), number, extension.to_owned()))
        };
        assert_eq!(
            named("managedDevices-00012.json"),
            page("microsoft/managedDevices", Some(12), "json")
        );
        assert_eq!(
            named("orgDevices.json.zst"),
            page("apple/orgDevices", Some(1), "json.zst")
        );
        assert_eq!(
            named("enrollmentProfiles.0b5a7e1c-1111-4222-8333-444455556666-00002.json"),
            page(
                "microsoft/enrollmentProfiles.0b5a7e1c-1111-4222-8333-444455556666",
                Some(2),
                "json"
            )
        );
        assert_eq!(
            named("activationLockStatus.ndjson"),
            page("apple/activationLockStatus", None, "ndjson")
        );
        for other in [
            "rooms.json",
            "managedDevices.csv",
            "enrollmentProfiles-00001.json",
            "managedDevices.x-00001.json",
            "activationLockStatus.json",
            "managedDevices",
            "",
        ] {
            assert_eq!(named(other), None, "{other}");
        }
    }

    #[test]
    fn every_collection_of_the_apis_can_be_imported() {
        let known = |source: Source| super::COLLECTIONS.iter().any(|(other, _)| *other == source);
        assert!(
            Source::ALL
                .into_iter()
                .all(|source| source.is_voluntary() || known(source))
        );
    }

    #[test]
    fn a_page_is_counted_and_a_torn_one_is_refused() {
        let page = ApiPage::named("managedDevices-00001.json").unwrap();
        assert_eq!(page.check(br#"{"value":[{},{}]}"#), Ok(2));
        assert!(page.check(br#"{"value":[{},"#).is_err());
        assert!(page.check(br#"{"data":[]}"#).is_err());
        let lines = ApiPage::named("appleCareCoverage.ndjson").unwrap();
        assert_eq!(lines.check(b"{\"id\":\"A\"}\n\n{\"id\":\"B\"}\n"), Ok(2));
        let packed = ApiPage::named("orgDevices-00001.json.zst").unwrap();
        let zst = zstd::encode_all(&br#"{"data":[{}]}"#[..], 1).unwrap();
        assert_eq!(packed.check(&zst), Ok(1));
        assert!(packed.check(b"no zstd").is_err());
    }
}
