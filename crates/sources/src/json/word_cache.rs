//! A thread's own small memory of texts that come again and again, so that it asks the shared
//! collection of words only for texts that are new to it.

use enrollment::words::Word;

/// Long enough for a GUID (36 characters) and for names of models, systems and profiles.
pub(crate) const SHORT: usize = 43;
/// Long enough for `ECV2_<token>_<policy>`.
pub(crate) const LONG: usize = 83;

#[derive(Clone)]
struct Slot<const LENGTH_MAX: usize> {
    word: Word,
    length: u8,
    text: [u8; LENGTH_MAX],
}

/// Remembers the word of a text of at most `LENGTH_MAX` bytes until another text needs the place.
pub(crate) struct WordCache<const LENGTH_MAX: usize> {
    slots: Vec<Slot<LENGTH_MAX>>,
}

impl<const LENGTH_MAX: usize> WordCache<LENGTH_MAX> {
    /// A cache of so many texts; a power of two, so few that all stay near the core.
    pub(crate) fn new(slots: usize) -> Self {
        let empty = Slot {
            word: Word::NONE,
            length: 0,
            text: [0; LENGTH_MAX],
        };
        Self {
            slots: vec![empty; slots],
        }
    }

    /// The word of `text`; `look_up` finds it if it is not remembered.
    pub(crate) fn word(&mut self, text: &str, look_up: impl FnOnce() -> Word) -> Word {
        if text.is_empty() {
            return Word::NONE;
        }
        if text.len() > LENGTH_MAX {
            return look_up();
        }
        let place = hash(text.as_bytes()) as usize & (self.slots.len() - 1);
        let slot = &mut self.slots[place];
        let length = usize::from(slot.length);
        if slot.text[..length] == *text.as_bytes() {
            return slot.word;
        }
        slot.word = look_up();
        slot.length = text.len() as u8;
        slot.text[..text.len()].copy_from_slice(text.as_bytes());
        slot.word
    }
}

/// A hash is enough that spreads; whoever aims at it only makes the memory forget.
fn hash(text: &[u8]) -> u32 {
    let mut hash = text.len() as u64;
    for chunk in text.chunks(8) {
        let mut eight = [0_u8; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        hash = (hash.rotate_left(5) ^ u64::from_le_bytes(eight)).wrapping_mul(MULTIPLIER);
    }
    (hash >> 32) as u32
}

/// 2^64 divided by the golden ratio: neighbouring numbers land far apart (Knuth, TAOCP 6.4).
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

#[cfg(test)]
mod tests {
    use super::{SHORT, WordCache};
    use enrollment::words::{Interner, Word};

    #[test]
    fn a_remembered_text_is_not_looked_up_again() {
        let mut cache = WordCache::<SHORT>::new(16);
        let word = Word::from_index(64);
        assert_eq!(cache.word("iPhone17,1", || word), word);
        assert_eq!(cache.word("iPhone17,1", || unreachable!()), word);
    }

    #[test]
    fn texts_that_push_each_other_out_keep_their_words() {
        let words = Interner::new(7);
        let mut cache = WordCache::<SHORT>::new(16);
        for _ in 0..2 {
            for n in 0..200 {
                let text = "model ".repeat(n % 9) + &n.to_string();
                let word = cache.word(&text, || words.intern(&text));
                assert_eq!(word, words.intern(&text), "{text}");
            }
        }
        assert_eq!(cache.word("", || unreachable!()), Word::NONE);
    }
}
