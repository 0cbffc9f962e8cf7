//! The names of a snapshot's files (design.md §4). The name says what a file holds.

use enrollment::snapshot::Source;

/// A name that this version knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FileName {
    /// Where it stands in the snapshot, with `/`.
    pub(super) relative: String,
    /// What it holds.
    pub(super) holds: Holds,
    /// Whether it ends in `.zst`.
    pub(super) packed: bool,
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// `snapshot.json`.
    Header,
    /// A page of a collection.
    Page(PageName),
    /// A JSON document a line.
    Lines(Source),
    /// A file exported from a portal.
    Export,
    /// The customer's own list.
    Register,
    /// What was said about the columns of the customer's list.
    RegisterColumns,
}

/// Which page of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PageName {
    pub(super) source: Source,
    /// The token or service; empty where a source is asked once.
    pub(super) part: String,
    /// From 1; a collection in one file may leave it out.
    pub(super) number: u32,
}

/// The folders of a snapshot.
pub(super) const FOLDERS: [&str; 3] = ["microsoft", "apple", "exports"];

impl FileName {
    /// What a file is by its folder (one of [`FOLDERS`], or empty) and name; `None` if this version
    /// has no use for it.
    pub(super) fn recognise(folder: &str, name: &str) -> Option<Self> {
        let (plain, packed) = match name.strip_suffix(".zst") {
            Some(plain) => (plain, true),
            None => (name, false),
        };
        let holds = match folder {
            "" => at_the_top(plain)?,
            "exports" => {
                // A zip archive is how the portals deliver some tables.
                let table = [".csv", ".xlsx", ".zip"]
                    .iter()
                    .any(|end| ends_with(plain, end));
                table.then_some(Holds::Export)?
            }
            vendor => of_a_vendor(vendor, plain)?,
        };
        let relative = if folder.is_empty() {
            name.to_owned()
        } else {
            format!("{folder}/{name}")
        };
        Some(Self {
            relative,
            holds,
            packed,
        })
    }

    /// What a snapshot has once: a page, packed or not, and one register of either ending.
    pub(super) fn key(&self) -> &str {
        match self.holds {
            Holds::Register => "register",
            _ => self.plain(),
        }
    }

    /// Whether it waits until the pages of the APIs are read, because it fills in for those that
    /// did not come.
    pub(super) fn is_late(&self) -> bool {
        matches!(self.holds, Holds::Export | Holds::Register)
    }

    /// The name without `.zst`, for readers that go by the ending.
    pub(super) fn plain(&self) -> &str {
        if self.packed {
            self.relative.strip_suffix(".zst").unwrap_or(&self.relative)
        } else {
            &self.relative
        }
    }
}

fn at_the_top(name: &str) -> Option<Holds> {
    match name {
        super::header::FILE => Some(Holds::Header),
        "answers.ndjson" => Some(Holds::Lines(Source::Answers)),
        crate::probes::PROBES_FILE => Some(Holds::Lines(Source::Probes)),
        crate::register::COLUMNS_FILE => Some(Holds::RegisterColumns),
        _ if crate::register::REGISTER_FILES.contains(&name) => Some(Holds::Register),
        _ => None,
    }
}

fn of_a_vendor(folder: &str, name: &str) -> Option<Holds> {
    if let Some(stem) = name.strip_suffix(".ndjson") {
        let (stem, _) = page_number(stem);
        let source = Source::from_name(&format!("{folder}/{stem}"))?;
        return source.is_per_device().then_some(Holds::Lines(source));
    }
    let (stem, number) = page_number(name.strip_suffix(".json")?);
    let (collection, part) = stem.split_once('.').unwrap_or((stem, ""));
    let source = Source::from_name(&format!("{folder}/{collection}"))?;
    (!source.is_per_device()).then(|| {
        Holds::Page(PageName {
            source,
            part: part.to_owned(),
            number: number.unwrap_or(1),
        })
    })
}

/// `managedDevices-00012` is page 12. The last group of a GUID has twelve digits and is no number
/// of a page.
fn page_number(stem: &str) -> (&str, Option<u32>) {
    match stem.rsplit_once('-') {
        Some((rest, digits))
            if (1..=9).contains(&digits.len()) && digits.bytes().all(|c| c.is_ascii_digit()) =>
        {
            (rest, digits.parse().ok())
        }
        _ => (stem, None),
    }
}

fn ends_with(name: &str, end: &str) -> bool {
    let start = name.len().saturating_sub(end.len());
    let ends = name.get(start..);
    ends.is_some_and(|it| it.eq_ignore_ascii_case(end))
}

#[cfg(test)]
mod tests {
    use super::{FileName, Holds, PageName};
    use enrollment::snapshot::Source;

    fn page(folder: &str, name: &str) -> Option<(Source, String, u32)> {
        match FileName::recognise(folder, name)?.holds {
            Holds::Page(PageName {
                source,
                part,
                number,
            }) => Some((source, part, number)),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn pages_tell_their_source_part_and_number() {
        assert_eq!(
            page("microsoft", "managedDevices-00012.json"),
            Some((Source::ManagedDevices, String::new(), 12))
        );
        let token = "0b5a7e1c-1111-4222-8333-444455556666";
        assert_eq!(
            page(
                "microsoft",
                &format!("enrollmentProfiles.{token}-00001.json.zst")
            ),
            Some((Source::EnrollmentProfiles, token.to_owned(), 1))
        );
        assert_eq!(
            page("microsoft", &format!("enrollmentProfiles.{token}.json")),
            Some((Source::EnrollmentProfiles, token.to_owned(), 1)),
            "the end of a GUID is no page number"
        );
        assert_eq!(
            page("microsoft", "applePushNotificationCertificate.json"),
            Some((Source::PushCertificate, String::new(), 1))
        );
        assert_eq!(
            page("apple", "mdmServerDevices.1F97-100000.json"),
            Some((Source::MdmServerDevices, "1F97".to_owned(), 100_000))
        );
    }

    #[test]
    fn other_files_have_their_places() {
        let holds = |folder, name| FileName::recognise(folder, name).map(|it| it.holds);
        assert_eq!(holds("", "snapshot.json"), Some(Holds::Header));
        assert_eq!(holds("", "register.csv"), Some(Holds::Register));
        assert_eq!(
            holds("", "answers.ndjson.zst"),
            Some(Holds::Lines(Source::Answers))
        );
        assert_eq!(
            holds("apple", "activationLockStatus.ndjson"),
            Some(Holds::Lines(Source::ActivationLock))
        );
        assert_eq!(holds("exports", "Devices.CSV"), Some(Holds::Export));
        let packed = FileName::recognise("exports", "a.xlsx.zst").unwrap();
        assert_eq!(packed.plain(), "exports/a.xlsx");
    }

    #[test]
    fn unknown_files_are_ignored() {
        for (folder, name) in [
            ("", "README.md"),
            ("", "managedDevices-00001.json"),
            ("microsoft", "orgDevices-00001.json"),
            ("microsoft", "managedDevices-00001.txt"),
            ("apple", "activationLockStatus-00001.json"),
            ("apple", "orgDevices.ndjson"),
            ("exports", "notes.docx"),
            ("exports", "é"),
        ] {
            assert_eq!(FileName::recognise(folder, name), None, "{folder}/{name}");
        }
    }
}
