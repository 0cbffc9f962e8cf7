//! JSON as Graph and Apple Business send it: pages of rows, read in one pass, and row by row where
//! something is wrong.
//!
//! [`page::read_rows`] is the only place that knows which parser is used.

pub(crate) mod desk;
pub(crate) mod fields;
pub(crate) mod noted;
pub(crate) mod page;
pub(crate) mod room;
pub(crate) mod row_faults;
pub(crate) mod scalar;
mod word_cache;

pub(crate) use desk::Desk;
pub(crate) use noted::{Names, Noted};
pub(crate) use page::{PageReport, PageState, Refusal, RowKind, read_rows};
pub(crate) use scalar::{Flag, Lenient, Object, Text, Texts, Whole};
