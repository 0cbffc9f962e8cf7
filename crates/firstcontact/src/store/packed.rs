//! What is kept of a device beside its row: the facts and the document, compressed. Documents are
//! alike, so they are compressed against an example, which saves two thirds.

use super::{Fact, StoreError};
use std::borrow::Cow;
use std::cell::RefCell;
use zstd::bulk::{Compressor, Decompressor};

/// What documents look like. It must never change: a new example is a new version.
const EXAMPLE: &[u8] = include_bytes!("packed/1.example");
/// The version of the example, the first byte of everything packed.
const VERSION: u8 = 1;
/// 3 is what zstd itself takes by default.
const LEVEL: i32 = 3;
/// No document is larger; more is damage.
const MOST: usize = 16 << 20;

/// Facts and document of a device, compressed when somebody needs them so: most devices of a look
/// are as they were, and nothing of theirs is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Packed(Form);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    Plain(Vec<Fact>, String),
    Bytes(Vec<u8>),
}

thread_local! {
    // Making one costs more than compressing a document.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

impl Packed {
    /// What is packed later, if ever.
    pub const fn later(facts: Vec<Fact>, document: String) -> Self {
        Self(Form::Plain(facts, document))
    }

    /// Packs.
    ///
    /// # Errors
    /// Only if memory fails.
    pub fn new(facts: &[Fact], document: &str) -> Result<Self, StoreError> {
        // Facts in one line, then the document as it is.
        let mut plain = serde_json::to_vec(facts).map_err(broken)?;
        plain.push(b'\n');
        plain.extend_from_slice(document.as_bytes());
        COMPRESSOR.with_borrow_mut(|slot| {
            let packer = match slot {
                Some(packer) => packer,
                None => slot.insert(Compressor::with_dictionary(LEVEL, EXAMPLE).map_err(broken)?),
            };
            let mut bytes = vec![VERSION];
            bytes.extend(packer.compress(&plain).map_err(broken)?);
            Ok(Self(Form::Bytes(bytes)))
        })
    }

    /// Facts and document.
    pub fn open(&self) -> Result<(Vec<Fact>, String), StoreError> {
        let bytes = match &self.0 {
            Form::Plain(facts, document) => return Ok((facts.clone(), document.clone())),
            Form::Bytes(bytes) => bytes,
        };
        let Some((&VERSION, packed)) = bytes.split_first() else {
            return Err(StoreError::Damaged("a document of no known version".into()));
        };
        let plain = DECOMPRESSOR.with_borrow_mut(|slot| {
            let unpacker = match slot {
                Some(unpacker) => unpacker,
                None => slot.insert(Decompressor::with_dictionary(EXAMPLE).map_err(broken)?),
            };
            let size = Decompressor::upper_bound(packed).unwrap_or(MOST).min(MOST);
            unpacker.decompress(packed, size).map_err(broken)
        })?;
        let plain = String::from_utf8(plain).map_err(broken)?;
        let (facts, document) = plain.split_once('\n').unwrap_or((&plain, ""));
        Ok((
            serde_json::from_str(facts).map_err(broken)?,
            document.to_owned(),
        ))
    }

    /// As it lies in the store.
    ///
    /// # Errors
    /// Only if memory fails.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>, StoreError> {
        match &self.0 {
            Form::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Form::Plain(facts, document) => match Self::new(facts, document)?.0 {
                Form::Bytes(bytes) => Ok(Cow::Owned(bytes)),
                Form::Plain(..) => Err(broken("it was not packed")),
            },
        }
    }

    /// From what lay in the store.
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(Form::Bytes(bytes))
    }
}

fn broken(error: impl std::fmt::Display) -> StoreError {
    StoreError::Damaged(format!("a document: {error}"))
}
