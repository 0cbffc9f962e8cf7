//! Strings that stand in many rows are kept once: a row holds a [`Word`] of four bytes.
//!
//! [`Interner`] is filled by several threads at once; [`Words`] is what it becomes when reading is
//! over. Both are split into shards, so that two threads seldom wait for each other.

use foldhash::quality::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;
use std::sync::{Mutex, PoisonError};

/// A string of the snapshot. Two words of one snapshot are equal if their texts are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Word(u32);

impl Word {
    /// The empty text: the field was missing, null or "".
    pub const NONE: Self = Self(0);

    /// Whether there is no text.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether there is a text.
    pub const fn is_some(self) -> bool {
        self.0 != 0
    }

    /// A number below [`Words::bound`], for tables that are indexed by word.
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// The word with this [`Word::index`].
    pub const fn from_index(index: usize) -> Self {
        Self(index as u32)
    }
}

const SHARD_BITS: u32 = 5;
const SHARDS: usize = 1 << SHARD_BITS;
/// Texts are laid into blocks of this many bytes, so that growing never copies them.
const BLOCK: usize = 1 << 16;

#[derive(Default)]
struct Shard {
    table: HashTable<u32>,
    blocks: Vec<String>,
    /// Where each text lies: block, first byte, length.
    places: Vec<(u16, u16, u32)>,
}

impl Shard {
    fn text(&self, index: u32) -> &str {
        let (block, start, length) = self.places[index as usize];
        let start = start as usize;
        &self.blocks[block as usize][start..start + length as usize]
    }

    fn intern(&mut self, text: &str, hash: u64, hasher: &FixedState) -> u32 {
        let Self {
            table,
            blocks,
            places,
        } = self;
        let known = |index: &u32| {
            let (block, start, length) = places[*index as usize];
            let start = start as usize;
            &blocks[block as usize].as_bytes()[start..start + length as usize] == text.as_bytes()
        };
        if let Some(index) = table.find(hash, known) {
            return *index;
        }
        let index = places.len() as u32;
        let full = |block: &String| block.len() + text.len() > BLOCK;
        if blocks.last().is_none_or(full) {
            blocks.push(String::with_capacity(text.len().max(BLOCK)));
        }
        let number = blocks.len() - 1;
        let block = &mut blocks[number];
        places.push((number as u16, block.len() as u16, text.len() as u32));
        block.push_str(text);
        let (blocks, places) = (&self.blocks, &self.places);
        self.table.insert_unique(hash, index, |index| {
            let (block, start, length) = places[*index as usize];
            let start = start as usize;
            hasher.hash_one(&blocks[block as usize].as_bytes()[start..start + length as usize])
        });
        index
    }
}

/// Collects strings while rows are read; shared by threads.
pub struct Interner {
    hasher: FixedState,
    shards: Vec<Mutex<Shard>>,
}

impl Interner {
    /// An empty collection. The `seed` keeps a hostile export from aiming at the hash table; it
    /// has no influence on any result.
    pub fn new(seed: u64) -> Self {
        let shards = (0..SHARDS).map(|_| Mutex::default()).collect();
        Self {
            hasher: FixedState::with_seed(seed),
            shards,
        }
    }

    /// The word for `text`, the same one for the same text.
    pub fn intern(&self, text: &str) -> Word {
        if text.is_empty() {
            return Word::NONE;
        }
        let hash = self.hasher.hash_one(text.as_bytes());
        let number = (hash >> 57) as usize % SHARDS;
        let mut shard = self.shards[number]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let index = shard.intern(text, hash, &self.hasher);
        Word(((index + 1) << SHARD_BITS) | number as u32)
    }

    /// Ends the collecting.
    pub fn freeze(self) -> Words {
        let shards = self
            .shards
            .into_iter()
            .map(|shard| shard.into_inner().unwrap_or_else(PoisonError::into_inner))
            .collect();
        Words {
            hasher: self.hasher,
            shards,
        }
    }
}

/// All strings of a snapshot.
pub struct Words {
    hasher: FixedState,
    shards: Vec<Shard>,
}

impl Words {
    /// The text of a word of this snapshot; "" for [`Word::NONE`].
    pub fn text(&self, word: Word) -> &str {
        if word.is_none() {
            return "";
        }
        let shard = &self.shards[word.0 as usize & (SHARDS - 1)];
        shard.text((word.0 >> SHARD_BITS) - 1)
    }

    /// The word for a text, if any row has it.
    pub fn find(&self, text: &str) -> Option<Word> {
        if text.is_empty() {
            return None;
        }
        let hash = self.hasher.hash_one(text.as_bytes());
        let number = (hash >> 57) as usize % SHARDS;
        let shard = &self.shards[number];
        let index = shard.table.find(hash, |index| shard.text(*index) == text)?;
        Some(Word(((index + 1) << SHARD_BITS) | number as u32))
    }

    /// One more than the largest [`Word::index`].
    pub fn bound(&self) -> usize {
        let longest = self
            .shards
            .iter()
            .map(|shard| shard.places.len())
            .max()
            .unwrap_or(0);
        (longest + 1) << SHARD_BITS
    }

    /// Every word, in no particular order.
    pub fn all(&self) -> impl Iterator<Item = Word> + '_ {
        self.shards.iter().enumerate().flat_map(|(number, shard)| {
            (1..=shard.places.len() as u32)
                .map(move |index| Word((index << SHARD_BITS) | number as u32))
        })
    }

    /// How many different texts there are.
    pub fn len(&self) -> usize {
        self.shards.iter().map(|shard| shard.places.len()).sum()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Interner, Word};

    #[test]
    fn one_text_is_one_word() {
        let interner = Interner::new(7);
        let first = interner.intern("iPhone17,1");
        assert_eq!(interner.intern("iPhone17,1"), first);
        assert_ne!(interner.intern("iPhone17,2"), first);
        let words = interner.freeze();
        assert_eq!(words.text(first), "iPhone17,1");
        assert_eq!(words.find("iPhone17,1"), Some(first));
        assert_eq!(words.find("iPad16,3"), None);
        assert_eq!(words.len(), 2);
    }

    #[test]
    fn the_empty_text_is_no_word() {
        let interner = Interner::new(7);
        assert_eq!(interner.intern(""), Word::NONE);
        assert_eq!(interner.freeze().text(Word::NONE), "");
    }

    #[test]
    fn texts_longer_than_a_block_survive() {
        let interner = Interner::new(7);
        let long = "x".repeat(200_000);
        let a = interner.intern(&long);
        let b = interner.intern("short");
        let words = interner.freeze();
        assert_eq!(words.text(a), long);
        assert_eq!(words.text(b), "short");
    }

    #[test]
    fn every_index_is_below_the_bound() {
        let interner = Interner::new(7);
        for n in 0..10_000 {
            interner.intern(&format!("F{n:09}"));
        }
        let words = interner.freeze();
        assert_eq!(words.all().count(), 10_000);
        assert!(words.all().all(|word| word.index() < words.bound()));
    }
}
