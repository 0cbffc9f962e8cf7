//! What a person said about the columns of a register.

use super::{COLUMNS_FILE, RegisterError, RegisterField};
use crate::table::header::{Headers, fold};
use serde::{Deserialize, Serialize};

/// Columns that overrule the guessing: a header, its number from 1, or its letter. `-` says that
/// the list has no such column, whatever it looks like.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterColumns {
    /// The serial number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<String>,
    /// The IMEI.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub imei: Option<String>,
    /// The holder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// Site, building or town.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// Where the device is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// When it was handed out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed_out: Option<String>,
    /// When it was bought or delivered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bought: Option<String>,
    /// Order or invoice number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<String>,
}

/// What was said about one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing: guess.
    Nothing,
    /// There is no such column.
    Absent,
    /// This column.
    Column(usize),
    /// A column that does not exist.
    Unknown(String),
}

impl RegisterColumns {
    /// Reads the `register.columns.json` of a snapshot.
    pub fn from_json(json: &[u8]) -> Result<Self, RegisterError> {
        serde_json::from_slice(json).map_err(|fault| RegisterError::Disk {
            name: COLUMNS_FILE.to_owned(),
            why: format!("{fault}; import the register again"),
        })
    }

    /// Takes `FIELD=COLUMN` as the command line gives it; false if the field is unknown.
    ///
    /// ```
    /// use sources::register::RegisterColumns;
    /// let mut columns = RegisterColumns::default();
    /// assert!(columns.set("serial=Geräte-SN") && columns.set("handed-out = C"));
    /// assert!(!columns.set("colour=3") && !columns.set("serial"));
    /// assert_eq!(columns.handed_out.as_deref(), Some("C"));
    /// ```
    pub fn set(&mut self, text: &str) -> bool {
        let Some((field, column)) = text.split_once('=') else {
            return false;
        };
        let Some(field) = RegisterField::from_word(field) else {
            return false;
        };
        *self.slot(field) = Some(column.trim().to_owned());
        true
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        RegisterField::ALL
            .iter()
            .all(|field| self.of(*field).is_none())
    }

    /// What was said about a field.
    pub fn of(&self, field: RegisterField) -> Option<&str> {
        let slot = match field {
            RegisterField::Serial => &self.serial,
            RegisterField::Imei => &self.imei,
            RegisterField::User => &self.user,
            RegisterField::Site => &self.site,
            RegisterField::Status => &self.status,
            RegisterField::HandedOut => &self.handed_out,
            RegisterField::Bought => &self.bought,
            RegisterField::Order => &self.order,
        };
        slot.as_deref()
    }

    fn slot(&mut self, field: RegisterField) -> &mut Option<String> {
        match field {
            RegisterField::Serial => &mut self.serial,
            RegisterField::Imei => &mut self.imei,
            RegisterField::User => &mut self.user,
            RegisterField::Site => &mut self.site,
            RegisterField::Status => &mut self.status,
            RegisterField::HandedOut => &mut self.handed_out,
            RegisterField::Bought => &mut self.bought,
            RegisterField::Order => &mut self.order,
        }
    }

    /// The column that was meant: a header first, then a number, then a letter.
    pub(super) fn said(&self, field: RegisterField, headers: &Headers) -> Said {
        let Some(asked) = self.of(field).map(str::trim) else {
            return Said::Nothing;
        };
        if matches!(asked, "-" | "") {
            return Said::Absent;
        }
        let folded = fold(asked);
        let by_name = (0..headers.len())
            .find(|column| headers.name(*column) == asked)
            .or_else(|| (0..headers.len()).find(|column| headers.folded(*column) == folded));
        by_name
            .or_else(|| by_number(asked))
            .or_else(|| by_letter(asked))
            .filter(|column| *column < headers.len())
            .map_or_else(|| Said::Unknown(asked.to_owned()), Said::Column)
    }
}

fn by_number(text: &str) -> Option<usize> {
    text.parse::<usize>().ok()?.checked_sub(1)
}

fn by_letter(text: &str) -> Option<usize> {
    if text.is_empty() || text.len() > 2 || !text.bytes().all(|c| c.is_ascii_alphabetic()) {
        return None;
    }
    let letter = |c: u8| usize::from(c.to_ascii_uppercase() - b'A') + 1;
    Some(text.bytes().fold(0, |column, c| column * 26 + letter(c)) - 1)
}

#[cfg(test)]
mod tests {
    use super::{RegisterColumns, Said};
    use crate::register::RegisterField;
    use crate::table::header::Headers;

    fn said(asked: &str) -> Said {
        let names: Vec<String> = (0..30).map(|n| format!("Column {n}")).collect();
        let mut names = names;
        names[4] = "C".to_owned();
        let columns = RegisterColumns {
            serial: Some(asked.to_owned()),
            ..RegisterColumns::default()
        };
        columns.said(RegisterField::Serial, &Headers::new(&names))
    }

    #[test]
    fn a_column_is_named_by_header_number_or_letter() {
        assert_eq!(said("column 7"), Said::Column(7));
        assert_eq!(said("7"), Said::Column(6));
        assert_eq!(said("b"), Said::Column(1));
        assert_eq!(said("AB"), Said::Column(27));
        // A header wins over a letter.
        assert_eq!(said("C"), Said::Column(4));
        assert_eq!(said("-"), Said::Absent);
        for wrong in ["0", "31", "ZZ", "Colour"] {
            assert_eq!(said(wrong), Said::Unknown(wrong.to_owned()));
        }
    }

    #[test]
    fn what_was_said_survives_the_disk() {
        let mut columns = RegisterColumns::default();
        assert!(columns.is_empty());
        columns.set("imei=2");
        let json = serde_json::to_string(&columns).unwrap();
        assert_eq!(json, r#"{"imei":"2"}"#);
        assert_eq!(
            serde_json::from_str::<RegisterColumns>(&json).unwrap(),
            columns
        );
    }
}
