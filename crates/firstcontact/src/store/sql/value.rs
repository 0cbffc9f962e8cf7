//! Values on their way into and out of a database.

use crate::store::{StoreError, Tenant};
use enrollment::moment::Moment;
use remedy::digest::Digest;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) enum Value {
    /// None.
    Null,
    /// A number, a time, a flag.
    Int(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A row of a query's result.
#[derive(Debug)]
pub(in super::super) struct Row(pub(in super::super) Vec<Value>);

impl Row {
    /// The number in a column.
    pub(in super::super) fn int(&self, column: usize) -> Result<i64, StoreError> {
        match self.0.get(column) {
            Some(Value::Int(number)) => Ok(*number),
            other => Err(unexpected(column, other)),
        }
    }

    /// The number in a column that may be empty.
    pub(in super::super) fn maybe_int(&self, column: usize) -> Result<Option<i64>, StoreError> {
        match self.0.get(column) {
            Some(Value::Null) => Ok(None),
            _ => self.int(column).map(Some),
        }
    }

    /// The text in a column, taken out of the row.
    pub(in super::super) fn text(&mut self, column: usize) -> Result<String, StoreError> {
        match self.0.get_mut(column) {
            Some(Value::Text(text)) => Ok(std::mem::take(text)),
            other => Err(unexpected(column, other.as_deref())),
        }
    }

    /// The text in a column that may be empty.
    pub(in super::super) fn maybe_text(
        &mut self,
        column: usize,
    ) -> Result<Option<String>, StoreError> {
        match self.0.get(column) {
            Some(Value::Null) => Ok(None),
            _ => self.text(column).map(Some),
        }
    }

    /// The bytes in a column, taken out of the row.
    pub(in super::super) fn bytes(&mut self, column: usize) -> Result<Vec<u8>, StoreError> {
        match self.0.get_mut(column) {
            Some(Value::Bytes(bytes)) => Ok(std::mem::take(bytes)),
            other => Err(unexpected(column, other.as_deref())),
        }
    }

    /// The time in a column.
    pub(in super::super) fn moment(&self, column: usize) -> Result<Moment, StoreError> {
        Moment::from_unix(self.int(column)?)
            .ok_or_else(|| StoreError::Damaged(format!("no time in column {column}")))
    }

    /// The time in a column that may be empty.
    pub(in super::super) fn maybe_moment(
        &self,
        column: usize,
    ) -> Result<Option<Moment>, StoreError> {
        match self.0.get(column) {
            Some(Value::Null) => Ok(None),
            _ => self.moment(column).map(Some),
        }
    }

    /// The hash in a column.
    pub(in super::super) fn digest(&mut self, column: usize) -> Result<Digest, StoreError> {
        let bytes = self.bytes(column)?;
        let hash = bytes.try_into().map(Digest);
        hash.map_err(|_| StoreError::Damaged(format!("no hash in column {column}")))
    }

    /// The hash in a column that may be empty.
    pub(in super::super) fn maybe_digest(
        &mut self,
        column: usize,
    ) -> Result<Option<Digest>, StoreError> {
        match self.0.get(column) {
            Some(Value::Null) => Ok(None),
            _ => self.digest(column).map(Some),
        }
    }
}

fn unexpected(column: usize, found: Option<&Value>) -> StoreError {
    let found = match found {
        None => "nothing",
        Some(Value::Null) => "null",
        Some(Value::Int(_)) => "a number",
        Some(Value::Text(_)) => "a text",
        Some(Value::Bytes(_)) => "bytes",
    };
    StoreError::Damaged(format!("{found} in column {column}"))
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<Tenant> for Value {
    fn from(tenant: Tenant) -> Self {
        Self::Int(tenant.0)
    }
}

impl From<Option<Tenant>> for Value {
    fn from(tenant: Option<Tenant>) -> Self {
        Self::Int(tenant.map_or(0, |tenant| tenant.0))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        // PostgreSQL's texts cannot hold it, and no vendor's text needs it.
        Self::Text(if text.contains('\0') {
            text.replace('\0', "\u{fffd}")
        } else {
            text.to_owned()
        })
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_owned())
    }
}

impl From<Digest> for Value {
    fn from(hash: Digest) -> Self {
        Self::Bytes(hash.0.to_vec())
    }
}

impl From<Moment> for Value {
    fn from(at: Moment) -> Self {
        Self::Int(at.unix())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value
where
    T: NotTenant,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// What is null where it is missing. A missing tenant is the installation, number 0.
pub(in super::super) trait NotTenant {}

impl NotTenant for i64 {}
impl NotTenant for Moment {}
impl NotTenant for Digest {}
impl NotTenant for &str {}
