//! Where one thread turns a vendor's values into the house's: words, dates, serial numbers.
//! What cannot be turned is a fault of a row, and becomes a gap when the page is done.

use super::room::Room;
use super::scalar::quoted;
use super::word_cache::{LONG, SHORT, WordCache};
use crate::gathering::Gathering;
use crate::graph::profile_id;
use crate::told::{Told, no_serial, told};
use enrollment::moment::{NotADate, Stamp};
use enrollment::snapshot::{Gap, GapReason, canonical_serial};
use enrollment::term::Term;
use enrollment::words::Word;
use std::borrow::Cow;

/// The longest text that is kept. The longest that means anything are error texts of some hundred
/// characters; more would let a small packed file fill the memory.
pub(crate) const WORD_LENGTH_MAX: usize = 2048;
/// Models, versions and names that a thread remembers: 48 kB.
const WORDS_REMEMBERED: usize = 1 << 10;
/// Ids of tokens, profiles and apps that a thread remembers: 12 and 22 kB.
const IDS_REMEMBERED: usize = 1 << 8;
/// How many faults of one field are kept apart on a page; [`Gathering::gap`] names as many.
const FAULTS_OF_A_FIELD: usize = 6;
/// How many different faults are kept on a page; the others are counted without their field.
const FAULTS_OF_A_PAGE: usize = 60;

/// One thread's place of work.
pub(crate) struct Desk<'g> {
    gathering: &'g Gathering,
    room: &'g Room,
    rows_per_page: usize,
    /// Bytes of text that were given away since room was taken last.
    text: u64,
    words: WordCache<SHORT>,
    lower_words: WordCache<SHORT>,
    profile_ids: WordCache<LONG>,
    row: u64,
    faults: Vec<Fault>,
    /// Serial numbers of the page that get their words together when it is done.
    later: Option<Later>,
}

/// Canonical serial numbers, end to end.
#[derive(Default)]
struct Later {
    text: String,
    ends: Vec<usize>,
}

/// Something in a row that could not be used.
struct Fault {
    row: u64,
    field: Option<Cow<'static, str>>,
    detail: Told,
    count: u64,
}

impl<'g> Desk<'g> {
    /// `rows_per_page` is how many rows of one page are believed.
    pub(crate) fn new(gathering: &'g Gathering, room: &'g Room, rows_per_page: usize) -> Self {
        Self {
            gathering,
            room,
            rows_per_page,
            text: 0,
            words: WordCache::new(WORDS_REMEMBERED),
            lower_words: WordCache::new(IDS_REMEMBERED),
            profile_ids: WordCache::new(IDS_REMEMBERED),
            row: 0,
            faults: Vec::new(),
            later: None,
        }
    }

    /// Where the rows go.
    pub(crate) fn gathering(&self) -> &'g Gathering {
        self.gathering
    }

    /// How many rows of one page are believed.
    pub(crate) fn rows_per_page(&self) -> usize {
        self.rows_per_page
    }

    /// Whether this many more rows, and the text that was read for them, may be kept.
    pub(crate) fn may_keep(&mut self, rows: usize) -> bool {
        let text = std::mem::take(&mut self.text);
        self.room.take(rows as u64, text)
    }

    /// Whether nothing more may be kept, so that nothing more need be read.
    pub(crate) fn is_full(&self) -> bool {
        self.room.is_spent()
    }

    /// A new page, or the same one again.
    pub(crate) fn start_page(&mut self) {
        self.row = 0;
        self.faults.clear();
        if let Some(later) = &mut self.later {
            later.text.clear();
            later.ends.clear();
        }
    }

    /// The next row of the page; from 1.
    pub(crate) fn start_row(&mut self) {
        self.row += 1;
    }

    /// The row (or line) that is read; from 1.
    pub(crate) fn row(&self) -> u64 {
        self.row
    }

    /// Says which row (or line) is read.
    pub(crate) fn set_row(&mut self, row: u64) {
        self.row = row;
    }

    /// The word of a text that many rows share.
    pub(crate) fn word(&mut self, text: &str) -> Word {
        let Self {
            gathering,
            words,
            text: counted,
            ..
        } = self;
        let text = clipped(text);
        words.word(text, || {
            *counted += text.len() as u64;
            gathering.word(text)
        })
    }

    /// The word in lower case of a text that many rows share.
    pub(crate) fn lower_word(&mut self, text: &str) -> Word {
        let Self {
            gathering,
            lower_words,
            text: counted,
            ..
        } = self;
        let text = clipped(text);
        lower_words.word(text, || {
            *counted += text.len() as u64;
            gathering.lower_word(text)
        })
    }

    /// The word of a profile's id as [`profile_id::bare`] spells it.
    pub(crate) fn profile_id(&mut self, text: &str) -> Word {
        let Self {
            gathering,
            profile_ids,
            text: counted,
            ..
        } = self;
        let text = clipped(text);
        profile_ids.word(text, || {
            *counted += text.len() as u64;
            gathering.word(&profile_id::bare(text))
        })
    }

    /// The word in lower case of a text that hardly another row has.
    pub(crate) fn own_lower_word(&mut self, text: &str) -> Word {
        let text = clipped(text);
        self.text += text.len() as u64;
        self.gathering.lower_word(text)
    }

    /// A text that is shown and never compared, such as a device's name.
    pub(crate) fn shown(&mut self, text: &str) -> Word {
        let text = clipped(text);
        self.text += text.len() as u64;
        self.gathering.shown(text)
    }

    /// A text of the row's own, kept as it is; what is kept counts like every other text.
    pub(crate) fn own(&mut self, text: &str) -> String {
        let text = clipped(text);
        self.text += text.len() as u64;
        text.to_owned()
    }

    /// Where the current row is at fault: paths of values that were left out of it. Of a page with
    /// very many faults not every path is kept; then the path is empty.
    pub(crate) fn faulted(&self) -> impl Iterator<Item = &str> {
        let here = self.faults.iter();
        let here = here.filter(|fault| fault.row == self.row || fault.count > 1);
        here.map(|fault| fault.field.as_deref().unwrap_or_default())
    }

    /// A word of a vendor's enumeration.
    pub(crate) fn term<T: Term>(&self, text: &str) -> T {
        self.gathering.term(clipped(text))
    }

    /// A date; what is none is a fault, and the field is then absent.
    pub(crate) fn date(&mut self, field: &'static str, text: &str) -> Stamp {
        Stamp::parse(text).unwrap_or_else(|NotADate| {
            self.fault(field, || told("row-date").with("value", quoted(text)));
            Stamp::ABSENT
        })
    }

    /// A serial number; what is none is a fault, and so is its absence.
    pub(crate) fn serial(&mut self, field: &'static str, text: &str) -> Option<Word> {
        let serial = match (canonical_serial(text), &mut self.later) {
            (Ok(serial), Some(later)) => {
                later.text.push_str(&serial);
                later.ends.push(later.text.len());
                // A number from 1 in the place of the word.
                Ok(Word::from_index(later.ends.len()))
            }
            (Ok(_), None) => self.gathering.serial(text),
            (Err(why), _) => Err(why),
        };
        serial
            .map_err(|why| self.fault(field, || no_serial(why, quoted(text))))
            .ok()
    }

    /// From now on serial numbers get their words at the end of the page, all at once, or one by
    /// one as they come.
    pub(crate) fn name_serials_later(&mut self, later: bool) {
        self.later = later.then(Later::default);
    }

    /// The words of the page's serial numbers, in the order of their numbers.
    pub(crate) fn serials_now(&mut self) -> Vec<Word> {
        let Some(later) = &self.later else {
            return Vec::new();
        };
        let starts = std::iter::once(0).chain(later.ends.iter().copied());
        let texts = starts
            .zip(&later.ends)
            .map(|(start, end)| &later.text[start..*end]);
        self.gathering.canonical_serials(texts)
    }

    /// A fault of the current row.
    pub(crate) fn fault<T: Into<Told>>(&mut self, field: &'static str, detail: impl FnOnce() -> T) {
        self.fault_in(Some(Cow::Borrowed(field)), detail);
    }

    /// A fault of the current row, as a whole or in a field whose name the page gave.
    pub(crate) fn fault_in<T: Into<Told>>(
        &mut self,
        field: Option<Cow<'static, str>>,
        detail: impl FnOnce() -> T,
    ) {
        let field = if self.faults.len() < FAULTS_OF_A_PAGE {
            field
        } else {
            None
        };
        let mut alike = 0;
        for fault in &mut self.faults {
            if fault.field == field {
                alike += 1;
                if alike == FAULTS_OF_A_FIELD {
                    fault.count += 1;
                    return;
                }
            }
        }
        self.faults.push(Fault {
            row: self.row,
            field,
            detail: detail().into(),
            count: 1,
        });
    }

    /// Ends the page: its faults become gaps of this source and file.
    pub(crate) fn book_faults(&mut self, source: &str, file: &str) {
        for fault in self.faults.drain(..) {
            self.gathering.gap(Gap {
                source: source.to_owned(),
                reason: GapReason::Row,
                file: Some(file.to_owned()),
                row: Some(fault.row),
                field: fault.field.map(Cow::into_owned),
                detail: fault.detail,
                count: fault.count,
            });
        }
    }
}

/// The start of a text that is longer than any that means something.
fn clipped(text: &str) -> &str {
    if text.len() <= WORD_LENGTH_MAX {
        return text;
    }
    let mut end = WORD_LENGTH_MAX;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::{Desk, Room, WORD_LENGTH_MAX, told};
    use crate::gathering::Gathering;
    use enrollment::moment::Moment;
    use enrollment::snapshot::Tenant;

    #[test]
    fn a_thousand_bad_dates_are_counted_and_five_are_named() {
        let (gathering, room) = (Gathering::new(1), Room::new(9, 9));
        let mut desk = Desk::new(&gathering, &room, 10);
        for _ in 0..1000 {
            desk.start_row();
            assert!(desk.date("orderDateTime", "soon").is_absent());
        }
        desk.book_faults("apple/orgDevices", "apple/orgDevices-00001.json");
        drop(desk);
        let snapshot = gathering.finish(Moment::from_unix(9).unwrap(), Tenant::default());
        assert_eq!(snapshot.gaps.len(), 5);
        assert_eq!(snapshot.gaps.iter().map(|gap| gap.count).sum::<u64>(), 1000);
        assert_eq!(snapshot.gaps[0].row, Some(1));
        assert!(snapshot.gaps[0].detail.to_string().contains("\"soon\""));
    }

    #[test]
    fn invented_field_names_do_not_fill_the_memory() {
        let (gathering, room) = (Gathering::new(1), Room::new(9, 9));
        let mut desk = Desk::new(&gathering, &room, 10);
        for n in 0..10_000 {
            desk.fault_in(Some(format!("field{n}").into()), || told("row-none"));
        }
        assert!(desk.faults.len() < 70);
        assert_eq!(
            desk.faults.iter().map(|fault| fault.count).sum::<u64>(),
            10_000
        );
    }

    #[test]
    fn a_text_without_end_is_cut_between_two_characters() {
        let (gathering, room) = (Gathering::new(1), Room::new(9, 9));
        let mut desk = Desk::new(&gathering, &room, 10);
        let word = desk.shown(&format!("a{}", "é".repeat(WORD_LENGTH_MAX)));
        drop(desk);
        let snapshot = gathering.finish(Moment::from_unix(9).unwrap(), Tenant::default());
        assert_eq!(snapshot.words.text(word).len(), WORD_LENGTH_MAX - 1);
    }

    #[test]
    fn text_takes_room_as_rows_do() {
        let (gathering, room) = (Gathering::new(1), Room::new(9, 9));
        let mut desk = Desk::new(&gathering, &room, 10);
        desk.word("iPhone");
        desk.word("iPhone");
        assert!(desk.may_keep(2), "a remembered text is counted once");
        desk.shown("iPhone");
        assert!(!desk.may_keep(1));
        assert!(desk.is_full());
    }
}
