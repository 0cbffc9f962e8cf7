//! What a rule may answer about a device, and the few words in which it reasons.

use crate::case_file::{CaseFile, Finding, ReadingId, Seen};

/// How many signs or unread readings an opinion can name.
const ROOM: usize = 12;

/// A short list of readings; a rule names a handful.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReadingList {
    length: u8,
    ids: [ReadingId; ROOM],
}

impl Default for ReadingList {
    fn default() -> Self {
        Self {
            length: 0,
            ids: [ReadingId(0); ROOM],
        }
    }
}

impl ReadingList {
    fn push(&mut self, id: ReadingId) {
        if self.as_slice().contains(&id) {
            return;
        }
        if let Some(slot) = self.ids.get_mut(usize::from(self.length)) {
            *slot = id;
            self.length += 1;
        }
    }

    /// The readings in the order in which the rule named them.
    pub fn as_slice(&self) -> &[ReadingId] {
        &self.ids[..usize::from(self.length)]
    }
}

/// What a rule says about a case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Opinion {
    /// It cannot be this, because of this reading.
    RuledOut(ReadingId),
    /// It can be this.
    Possible {
        /// What speaks for it, seen in the case. Empty: nothing does, yet.
        signs: ReadingList,
        /// What speaks against it without excluding it: people err, and registers more.
        against: ReadingList,
        /// What the rule would have liked to know and nobody looked at.
        unread: ReadingList,
    },
}

impl Opinion {
    /// Whether the cause remains possible.
    pub const fn is_possible(&self) -> bool {
        matches!(self, Self::Possible { .. })
    }
}

/// A rule's reasoning, one question after the other.
///
/// Each question is asked of the case with [`CaseFile::is`], [`CaseFile::any`] or
/// [`CaseFile::not`], and has three answers; "nobody looked" never rules anything out.
///
/// ```
/// use enrollment::case_file::{CaseFile, Lock, Membership};
/// use enrollment::opinion::{Inquiry, Opinion};
/// let mut case = CaseFile::default();
/// let ask = |case: &CaseFile| Inquiry::of(case)
///     .needs(case.is(Membership::Present))
///     .sign(case.is(Lock::User))
///     .opinion();
/// assert!(ask(&case).is_possible());
/// case.set(Membership::Absent);
/// assert!(!ask(&case).is_possible());
/// ```
#[derive(Clone, Copy)]
pub struct Inquiry {
    ruled_out: Option<ReadingId>,
    signs: ReadingList,
    against: ReadingList,
    unread: ReadingList,
}

impl Inquiry {
    /// Opens the inquiry into a case.
    pub fn of(_case: &CaseFile) -> Self {
        let none = ReadingList::default();
        Self {
            ruled_out: None,
            signs: none,
            against: none,
            unread: none,
        }
    }

    /// The cause is impossible unless this holds.
    #[must_use]
    pub fn needs(mut self, finding: Finding) -> Self {
        match finding.seen {
            Seen::Yes => {}
            Seen::No => self.ruled_out = self.ruled_out.or(Some(finding.reading)),
            Seen::Unread => self.unread.push(finding.reading),
        }
        self
    }

    /// The cause is impossible if this holds. Only for what an interface states as a fact; what
    /// people and registers say belongs into [`Inquiry::doubted_by`].
    #[must_use]
    pub fn refuted_by(mut self, finding: Finding) -> Self {
        if finding.seen == Seen::Yes {
            self.ruled_out = self.ruled_out.or(Some(finding.reading));
        }
        self
    }

    /// The cause is impossible unless this holds, and where it holds it is itself a sign.
    #[must_use]
    pub fn rests_on(self, finding: Finding) -> Self {
        self.needs(finding).sign(finding)
    }

    /// If this holds, it speaks for the cause.
    #[must_use]
    pub fn sign(mut self, finding: Finding) -> Self {
        match finding.seen {
            Seen::Yes => self.signs.push(finding.reading),
            Seen::No => {}
            Seen::Unread => self.unread.push(finding.reading),
        }
        self
    }

    /// If this holds, it speaks against the cause, but a person or a register may be mistaken.
    #[must_use]
    pub fn doubted_by(mut self, finding: Finding) -> Self {
        if finding.seen == Seen::Yes {
            self.against.push(finding.reading);
        }
        self
    }

    /// Impossible unless at least one of the findings holds; those that hold are signs. If none
    /// holds but nobody looked at one of them, the cause stays possible without a sign.
    #[must_use]
    pub fn needs_one_of(mut self, findings: &[Finding]) -> Self {
        let no = findings.iter().find(|finding| finding.seen == Seen::No);
        if let Some(finding) = no
            && findings.iter().all(|finding| finding.seen == Seen::No)
        {
            self.ruled_out = self.ruled_out.or(Some(finding.reading));
        }
        for finding in findings {
            self = self.sign(*finding);
        }
        self
    }

    /// What follows.
    pub fn opinion(self) -> Opinion {
        match self.ruled_out {
            Some(reading) => Opinion::RuledOut(reading),
            None => Opinion::Possible {
                signs: self.signs,
                against: self.against,
                unread: self.unread,
            },
        }
    }
}
