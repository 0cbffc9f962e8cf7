//! Strings that stand in many rows are kept once: a row holds a [`Word`] of four bytes.
//!
//! [`Interner`] is filled by several threads at once; [`Words`] is what it becomes when reading is
//! over. Both are split into shards, so that two threads seldom wait for each other.

use foldhash::quality::FixedState;
use hashbrown::HashTable;
use std::hash::BuildHasher;
use std::sync::atomic::{AtomicUsize, Ordering};
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
    table: HashTable<Entry>,
    blocks: Vec<String>,
    /// Where each text lies: block, first byte, length.
    places: Vec<(u16, u16, u32)>,
}

/// Texts up to this length are compared inside the hash table: a serial number is found with one
/// look at memory instead of three.
const HEAD: usize = 12;

/// A text's number, with its beginning and its length.
#[derive(Clone, Copy)]
struct Entry {
    head: [u8; HEAD],
    length: u32,
    index: u32,
}

impl Entry {
    fn of(text: &str, index: u32) -> Self {
        let mut head = [0; HEAD];
        let shown = text.len().min(HEAD);
        head[..shown].copy_from_slice(&text.as_bytes()[..shown]);
        Self {
            head,
            length: text.len() as u32,
            index,
        }
    }
}

impl Shard {
    fn text(&self, index: u32) -> &str {
        let (block, start, length) = self.places[index as usize];
        let start = start as usize;
        &self.blocks[block as usize][start..start + length as usize]
    }

    fn find(&self, text: &str, hash: u64) -> Option<u32> {
        let wanted = Entry::of(text, 0);
        let same = |entry: &Entry| {
            entry.head == wanted.head
                && entry.length == wanted.length
                && (text.len() <= HEAD || self.text(entry.index) == text)
        };
        self.table.find(hash, same).map(|entry| entry.index)
    }

    fn intern(&mut self, text: &str, hash: u64, hasher: &FixedState) -> u32 {
        if let Some(index) = self.find(text, hash) {
            return index;
        }
        let index = self.keep(text);
        let Self {
            table,
            blocks,
            places,
        } = self;
        table.insert_unique(hash, Entry::of(text, index), |entry| {
            let length = entry.length as usize;
            if length <= HEAD {
                return hasher.hash_one(&entry.head[..length]);
            }
            let (block, start, _) = places[entry.index as usize];
            let start = start as usize;
            hasher.hash_one(&blocks[block as usize].as_bytes()[start..start + length])
        });
        index
    }

    /// Lays a text down without looking whether it is there already.
    fn keep(&mut self, text: &str) -> u32 {
        let index = self.places.len() as u32;
        let full = |block: &String| block.len() + text.len() > BLOCK;
        if self.blocks.last().is_none_or(full) {
            self.blocks
                .push(String::with_capacity(text.len().max(BLOCK)));
        }
        let number = self.blocks.len() - 1;
        let block = &mut self.blocks[number];
        self.places
            .push((number as u16, block.len() as u16, text.len() as u32));
        block.push_str(text);
        index
    }
}

/// Collects strings while rows are read; shared by threads.
pub struct Interner {
    hasher: FixedState,
    shards: Vec<Mutex<Shard>>,
    turn: AtomicUsize,
}

impl Interner {
    /// An empty collection. The `seed` keeps a hostile export from aiming at the hash table; it
    /// has no influence on any result.
    pub fn new(seed: u64) -> Self {
        let shards = (0..SHARDS).map(|_| Mutex::default()).collect();
        Self {
            hasher: FixedState::with_seed(seed),
            shards,
            turn: AtomicUsize::new(0),
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

    /// The words for many texts. Texts of one shard are looked up right after each other, so that
    /// the processor fetches their places side by side, and each shard is locked once.
    pub fn intern_all<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Vec<Word> {
        let hashed: Vec<(u64, &str)> = texts
            .map(|text| (self.hasher.hash_one(text.as_bytes()), text))
            .collect();
        let shard_of = |hash: u64| (hash >> 57) as usize % SHARDS;
        let mut by_shard: [Vec<u32>; SHARDS] = std::array::from_fn(|_| Vec::new());
        for (position, (hash, _)) in hashed.iter().enumerate() {
            by_shard[shard_of(*hash)].push(position as u32);
        }
        let mut words = vec![Word::NONE; hashed.len()];
        for (number, positions) in by_shard
            .iter()
            .enumerate()
            .filter(|(_, all)| !all.is_empty())
        {
            let mut shard = self.shards[number]
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            let word = |index: u32| Word(((index + 1) << SHARD_BITS) | number as u32);
            for position in positions {
                let (hash, text) = hashed[*position as usize];
                if let Some(index) = shard.find(text, hash).filter(|_| !text.is_empty()) {
                    words[*position as usize] = word(index);
                }
            }
            for position in positions {
                let (hash, text) = hashed[*position as usize];
                if words[*position as usize].is_none() && !text.is_empty() {
                    words[*position as usize] = word(shard.intern(text, hash, &self.hasher));
                }
            }
        }
        words
    }

    /// A word for a text that nobody will ever compare or look for, such as a device's name: it
    /// costs no search, and the same text may get another word each time.
    pub fn keep(&self, text: &str) -> Word {
        if text.is_empty() {
            return Word::NONE;
        }
        // Any shard will do; taking turns keeps threads out of each other's way.
        let number = self.turn.fetch_add(1, Ordering::Relaxed) % SHARDS;
        let mut shard = self.shards[number]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let index = shard.keep(text);
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
    /// The word for a text that joins the snapshot after it was read, the same one for the same
    /// text.
    pub fn add(&mut self, text: &str) -> Word {
        if text.is_empty() {
            return Word::NONE;
        }
        let hash = self.hasher.hash_one(text.as_bytes());
        let number = (hash >> 57) as usize % SHARDS;
        let index = self.shards[number].intern(text, hash, &self.hasher);
        Word(((index + 1) << SHARD_BITS) | number as u32)
    }

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
        let index = self.shards[number].find(text, hash)?;
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
    fn long_texts_with_the_same_beginning_are_told_apart() {
        let interner = Interner::new(7);
        let all: Vec<_> = (0..1_000)
            .map(|n| interner.intern(&format!("the same beginning {n}")))
            .collect();
        let again = interner.intern("the same beginning 17");
        assert_eq!(again, all[17]);
        let words = interner.freeze();
        assert_eq!(words.len(), 1_000);
        assert_eq!(words.text(all[999]), "the same beginning 999");
        assert_eq!(words.find("the same beginning 999"), Some(all[999]));
    }

    #[test]
    fn many_texts_at_once_get_the_words_of_one_by_one() {
        let interner = Interner::new(7);
        let known = interner.intern("F000000003");
        let texts: Vec<_> = (0..2_000).map(|n| format!("F{:09}", n % 1_500)).collect();
        let words = interner.intern_all(texts.iter().map(String::as_str));
        assert_eq!(words[3], known);
        for (text, word) in texts.iter().zip(&words) {
            assert_eq!(interner.intern(text), *word, "{text}");
        }
        assert_eq!(interner.intern_all([""].into_iter()), [Word::NONE]);
        assert_eq!(interner.freeze().len(), 1_500);
    }

    #[test]
    fn a_kept_text_is_there_and_not_found() {
        let interner = Interner::new(7);
        let kept = interner.keep("Anna's iPhone");
        let words = interner.freeze();
        assert_eq!(words.text(kept), "Anna's iPhone");
        assert_eq!(words.find("Anna's iPhone"), None);
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
