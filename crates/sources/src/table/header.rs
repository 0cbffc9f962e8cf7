//! Header names: as written, as folded for comparing, and where they stand.

/// A name reduced to what people mean by it: letters and digits in lower case, umlauts spelt
/// out. `Microsoft Entra Device ID`, `microsoft_entra_device_id` and `MicrosoftEntraDeviceId`
/// are the same; so are `Gerätename` and `Geraetename`.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => folded.push(c),
            'A'..='Z' => folded.push(c.to_ascii_lowercase()),
            'ä' | 'Ä' => folded.push_str("ae"),
            'ö' | 'Ö' => folded.push_str("oe"),
            'ü' | 'Ü' => folded.push_str("ue"),
            'ß' => folded.push_str("ss"),
            _ if c.is_alphanumeric() => folded.extend(c.to_lowercase()),
            _ => {}
        }
    }
    folded
}

/// The header row of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Headers {
    written: Vec<String>,
    folded: Vec<String>,
}

impl Headers {
    /// Takes over the cells of a header row.
    pub(crate) fn new(cells: &[String]) -> Self {
        // Empty last cells are no columns.
        let length = cells.iter().rposition(|cell| !cell.is_empty());
        let written: Vec<String> = cells[..length.map_or(0, |last| last + 1)].to_vec();
        let folded = written.iter().map(|name| fold(name)).collect();
        Self { written, folded }
    }

    /// How many columns there are.
    pub(crate) fn len(&self) -> usize {
        self.written.len()
    }

    /// The name as it is written; "" beyond the last.
    pub(crate) fn name(&self, column: usize) -> &str {
        self.written.get(column).map_or("", String::as_str)
    }

    /// The folded name; "" beyond the last.
    pub(crate) fn folded(&self, column: usize) -> &str {
        self.folded.get(column).map_or("", String::as_str)
    }

    /// All names as they are written.
    pub(crate) fn names(&self) -> &[String] {
        &self.written
    }

    /// The column with the first of these folded names that there is. Export jobs may add
    /// columns like `OwnerType_loc` with the same value for people; they come last.
    pub(crate) fn find(&self, names: &[&str]) -> Option<usize> {
        let at = |wanted: &str| self.folded.iter().position(|name| name == wanted);
        names.iter().find_map(|name| at(name)).or_else(|| {
            let mut spoken = names.iter().map(|name| format!("{name}loc"));
            spoken.find_map(|name| at(&name))
        })
    }

    /// The names for a message, at most a dozen.
    pub(crate) fn listed(&self) -> String {
        /// More would hide the rest of the message.
        const SHOWN: usize = 12;
        let shown: Vec<String> = self
            .written
            .iter()
            .take(SHOWN)
            .map(|name| format!("“{}”", super::excerpt(name)))
            .collect();
        let more = self.written.len().saturating_sub(SHOWN);
        if more == 0 {
            shown.join(", ")
        } else {
            format!("{} and {more} more", shown.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Headers, fold};
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        for name in [
            "Microsoft Entra-Geräte-ID",
            "microsoft entra geraete id",
            "MicrosoftEntraGeräteID",
        ] {
            assert_eq!(fold(name), "microsoftentrageraeteid");
        }
    }

    #[test]
    fn the_first_name_wins_and_spoken_columns_come_last() {
        let names = ["OwnerType_loc", "Status", "Serial number", "", ""];
        let headers = Headers::new(&names.map(str::to_owned));
        assert_eq!(headers.len(), 3);
        assert_eq!(headers.find(&["serial", "serialnumber"]), Some(2));
        assert_eq!(headers.find(&["ownertype"]), Some(0));
        assert_eq!(headers.find(&["imei"]), None);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            // A letter may fold to another one whose own folding is longer only once.
            prop_assert_eq!(fold(&fold(&once)), fold(&once));
        }
    }
}
