//! Which column was taken for which field, and why, in words for a person.

use std::fmt;

/// The fields of a register.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum RegisterField {
    /// The serial number.
    Serial,
    /// The IMEI.
    Imei,
    /// The holder.
    User,
    /// Site, building or town.
    Site,
    /// Where the device is.
    Status,
    /// When it was handed out.
    HandedOut,
    /// When it was bought or delivered.
    Bought,
    /// Order or invoice number.
    Order,
}

impl RegisterField {
    /// Every field; serial number and IMEI first.
    pub const ALL: [Self; 8] = [
        Self::Serial,
        Self::Imei,
        Self::User,
        Self::Site,
        Self::Status,
        Self::HandedOut,
        Self::Bought,
        Self::Order,
    ];

    /// The word of the command line and of `register.columns.json`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Serial => "serial",
            Self::Imei => "imei",
            Self::User => "user",
            Self::Site => "site",
            Self::Status => "status",
            Self::HandedOut => "handed_out",
            Self::Bought => "bought",
            Self::Order => "order",
        }
    }

    /// The field with this word; `-` and `_` are the same.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim().to_ascii_lowercase().replace('-', "_");
        Self::ALL.into_iter().find(|field| field.word() == word)
    }
}

impl fmt::Display for RegisterField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A column that was taken for a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnChoice {
    /// The field.
    pub field: RegisterField,
    /// The column, from 0.
    pub column: usize,
    /// Its header as it is written.
    pub header: String,
    /// Why this one.
    pub reason: ColumnReason,
}

impl ColumnChoice {
    /// The column's letter in a spreadsheet.
    ///
    /// ```
    /// use sources::register::{ColumnChoice, ColumnReason, RegisterField};
    /// let choice = ColumnChoice {
    ///     field: RegisterField::Serial,
    ///     column: 27,
    ///     header: "Serial".to_owned(),
    ///     reason: ColumnReason::Asked,
    /// };
    /// assert_eq!(choice.letter(), "AB");
    /// ```
    pub fn letter(&self) -> String {
        let mut letters = Vec::new();
        let mut rest = self.column + 1;
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + (rest % 26) as u8));
            rest /= 26;
        }
        letters.iter().rev().collect()
    }
}

/// Why a column was taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnReason {
    /// Somebody said so.
    Asked,
    /// The header is a usual name of the field.
    Header,
    /// The header contains a usual name of the field.
    PartOfHeader,
    /// The header says nothing, but the values do.
    Values {
        /// Values that look like it.
        fitting: usize,
        /// Values that were looked at.
        of: usize,
    },
}

impl fmt::Display for ColumnReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asked => f.write_str("you named it"),
            Self::Header => f.write_str("its header says so"),
            Self::PartOfHeader => f.write_str("its header contains the word"),
            Self::Values { fitting, of } => {
                write!(f, "{fitting} of {of} values look like it")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RegisterField;

    #[test]
    fn every_field_is_found_by_its_word() {
        for field in RegisterField::ALL {
            assert_eq!(RegisterField::from_word(field.word()), Some(field));
        }
        assert_eq!(
            RegisterField::from_word(" Handed-Out "),
            Some(RegisterField::HandedOut)
        );
        assert_eq!(RegisterField::from_word("colour"), None);
    }
}
