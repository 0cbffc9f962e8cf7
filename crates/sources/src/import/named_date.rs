//! The date that a file's name tells: `Devices_2026-03-05.csv`, `20260305_export.csv`,
//! `ABM-ActivityLog_May-1-2025_14-22-40.csv`, `Geräte 05.03.2026.xlsx`.

use crate::table::date::{self, DateOrder};
use enrollment::moment::{Moment, Stamp};

/// The first date in a name that can be the date of an export.
pub(super) fn find(file_name: &str) -> Option<Moment> {
    let parts: Vec<&str> = file_name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect();
    let alone = parts
        .iter()
        .find_map(|part| (part.len() == 8).then(|| read(part))?);
    let joined = parts.windows(3).find_map(|three| {
        let [first, second, third] = three else {
            return None;
        };
        match (first.len(), third.len()) {
            (4, 1 | 2) => read(&format!("{first}-{second:0>2}-{third:0>2}")),
            (1 | 2, 4) if second.len() <= 2 => read(&format!("{first}.{second}.{third}")),
            (_, 4) => read(&format!("{first} {second} {third}")),
            _ => None,
        }
    });
    alone.or(joined)
}

fn read(text: &str) -> Option<Moment> {
    let first = Stamp::parse("2015-01-01").ok()?.at()?;
    let moment = date::parse(text, DateOrder::Unsettled, false).ok()?.at()?;
    (moment >= first).then_some(moment)
}

#[cfg(test)]
mod tests {
    use super::{Moment, find};

    #[test]
    fn portals_and_people_write_dates_into_names() {
        for (name, date) in [
            ("Devices_2026-03-05.csv", "2026-03-05"),
            ("20260305_export.csv", "2026-03-05"),
            ("ABM-ActivityLog_May-1-2025_14-22-40.csv", "2025-05-01"),
            ("Geräte 05.03.2026.xlsx", "2026-03-05"),
            ("list 2026_3_5.csv", "2026-03-05"),
        ] {
            assert_eq!(
                find(name).map(Moment::date).as_deref(),
                Some(date),
                "{name}"
            );
        }
    }

    #[test]
    fn a_guid_tells_no_date() {
        for name in [
            "DevicesWithInventory_0b5a7e1c-2024-4222-8333-444455556666.csv",
            "DevicesWithInventory_20991231-1111-4222-8333-444455556666.csv.x"
                .get(..21)
                .unwrap(),
            "iPad 10 2 2.csv",
            "",
        ] {
            assert_eq!(find(name), None, "{name}");
        }
    }
}
