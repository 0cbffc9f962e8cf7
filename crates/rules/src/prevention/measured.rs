//! What a check found: a judgement, the number behind it, and the rows that say so.

use super::check::{Check, Phrase};
use enrollment::moment::Moment;
use enrollment::snapshot::{ReadState, Source, SourceReads};
use std::collections::BTreeMap;

/// How a check came out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Judgement {
    /// Somebody looked at all of it, and it holds.
    Holds,
    /// Something was seen that should not be.
    Alarm,
    /// Nothing was seen that should not be, but not all of it was looked at.
    CannotTell,
}

impl Judgement {
    /// Every judgement.
    pub const ALL: [Self; 3] = [Self::Holds, Self::Alarm, Self::CannotTell];

    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Alarm => "alarm",
            Self::CannotTell => "cannot_tell",
        }
    }
}

/// Something that had to be looked at and was not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Missing {
    /// A source was not read, or not whole.
    Source(Source),
    /// A source was read, and some of its rows do not say this.
    Field(Source, &'static str),
    /// No source of this program says it.
    Unasked(&'static Phrase),
}

impl Missing {
    /// The source that would have said it, if one could.
    pub const fn source(self) -> Option<Source> {
        match self {
            Self::Source(source) | Self::Field(source, _) => Some(source),
            Self::Unasked(_) => None,
        }
    }

    /// The field, where the source itself was read.
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::Field(_, field) => Some(field),
            Self::Source(_) | Self::Unasked(_) => None,
        }
    }
}

/// A number with its unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Amount {
    /// So many.
    Count(u64),
    /// So many of so many.
    Share {
        /// Those that are meant.
        part: u64,
        /// All of them.
        of: u64,
    },
    /// Thousandths; thresholds of shares.
    Permille(u32),
    /// Whole hours; negative for what is over.
    Hours(i64),
    /// Whole days; negative for what is over.
    Days(i64),
}

impl Amount {
    /// The unit's public word.
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Count(_) => "count",
            Self::Share { .. } => "share",
            Self::Permille(_) => "permille",
            Self::Hours(_) => "hours",
            Self::Days(_) => "days",
        }
    }

    /// Whether it counts and comes to none.
    pub const fn is_nothing(self) -> bool {
        matches!(self, Self::Count(0) | Self::Share { part: 0, .. })
    }

    /// The number in its unit; for a share between 0 and 1, and `None` where there is nothing to
    /// have a share of.
    pub fn number(self) -> Option<f64> {
        match self {
            Self::Share { of: 0, .. } => None,
            Self::Share { part, of } => Some(part as f64 / of as f64),
            Self::Count(count) => Some(count as f64),
            Self::Permille(number) => Some(f64::from(number)),
            Self::Hours(number) | Self::Days(number) => Some(number as f64),
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Subject {
    /// Devices, by serial number.
    Device,
    /// Orders of the customer's own purchasing, by their number.
    Order,
    /// Suppliers, by their number at Apple.
    Supplier,
    /// Product families.
    Family,
    /// Enrollment program tokens, by name.
    Token,
    /// Tokens and certificates.
    Credential,
    /// Enrollment profiles, by name.
    Profile,
    /// Enrollment restrictions, by name.
    Restriction,
    /// People, by their user principal name.
    Person,
    /// Sites, as the register calls them.
    Site,
    /// Settings of the tenant.
    Setting,
    /// Hosts that devices need, by site and name.
    Host,
}

impl Subject {
    /// Every subject.
    pub const ALL: [Self; 12] = [
        Self::Device,
        Self::Order,
        Self::Supplier,
        Self::Family,
        Self::Token,
        Self::Credential,
        Self::Profile,
        Self::Restriction,
        Self::Person,
        Self::Site,
        Self::Setting,
        Self::Host,
    ];

    /// The public word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Order => "order",
            Self::Supplier => "supplier",
            Self::Family => "family",
            Self::Token => "token",
            Self::Credential => "credential",
            Self::Profile => "profile",
            Self::Restriction => "restriction",
            Self::Person => "person",
            Self::Site => "site",
            Self::Setting => "setting",
            Self::Host => "host",
        }
    }
}

/// What a field says, ready to be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// Nothing: the field is empty.
    Nothing,
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(i64),
    /// A time.
    At(Moment),
    /// The vendor's own word.
    Text(String),
}

/// One field of one row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Evidence {
    /// Where it was read.
    pub source: Source,
    /// Which field, as the source calls it.
    pub field: &'static str,
    /// Which row: its name, or its id where it has none; empty for what there is one of.
    pub row: String,
    /// What it says.
    pub said: Said,
}

/// One row that is not as it should be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exception {
    /// What kind of thing it is.
    pub subject: Subject,
    /// Its serial number, or its name.
    pub name: String,
    /// What is wrong with it.
    pub why: &'static Phrase,
    /// By how much, where that is a number.
    pub amount: Option<Amount>,
    /// Since when, if that is known.
    pub since: Option<Moment>,
}

/// How many exceptions of a check are named one by one; the rest is counted.
pub const EXCEPTIONS_MAX: usize = 1_000;

/// The rows that are not as they should be: the first ones, and how many there are.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Exceptions {
    /// At most [`EXCEPTIONS_MAX`], in the order of serial numbers or names.
    pub named: Vec<Exception>,
    /// All of them.
    pub total: u64,
    /// How many there are of each kind, also of those that are not named.
    pub reasons: BTreeMap<(Subject, &'static Phrase), u64>,
}

impl Exceptions {
    /// One more; named if there is room.
    pub fn add(&mut self, exception: Exception) {
        let reason = (exception.subject, exception.why);
        *self.reasons.entry(reason).or_default() += 1;
        self.total += 1;
        if self.named.len() < EXCEPTIONS_MAX {
            self.named.push(exception);
        }
    }

    /// All of others, behind these.
    pub fn append(&mut self, others: Self) {
        let room = EXCEPTIONS_MAX - self.named.len();
        self.named.extend(others.named.into_iter().take(room));
        self.total += others.total;
        for (reason, count) in others.reasons {
            *self.reasons.entry(reason).or_default() += count;
        }
    }
}

/// A part of what was measured: a month, a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// What it is called.
    pub label: Label,
    /// How much it is.
    pub amount: Amount,
}

/// What a part is called.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Label {
    /// A name that is data: a month as `2026-03`, a supplier's number.
    Name(String),
    /// Words of the check.
    Told(&'static Phrase),
    /// Words of the check about a name.
    Of(String, &'static Phrase),
}

/// What a check found.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Which check.
    pub check: &'static Check,
    /// How it came out.
    pub judgement: Judgement,
    /// The number that was compared with the threshold; `None` where nobody could measure.
    pub value: Option<Amount>,
    /// What it was compared with.
    pub threshold: Amount,
    /// What was looked at.
    pub subject: Subject,
    /// How many of them were looked at.
    pub population: u64,
    /// Since when it alarms, if that can be told.
    pub since: Option<Moment>,
    /// What had to be looked at and was not; also beside an alarm.
    pub missing: Vec<Missing>,
    /// Parts of its page for which there is no source at all: nobody can look, and the judgement
    /// is about the rest.
    pub unseen: Vec<&'static Phrase>,
    /// The fields that say so; for devices the exceptions name the rows.
    pub evidence: Vec<Evidence>,
    /// What is not as it should be.
    pub exceptions: Exceptions,
    /// The number by month, place or supplier.
    pub parts: Vec<Part>,
}

impl Measured {
    /// Nothing measured yet: sources that were not read whole are missing.
    pub fn begin(check: &'static Check, reads: &SourceReads, threshold: Amount) -> Self {
        let missing = check
            .reads
            .iter()
            .filter(|source| reads.of(**source) != ReadState::Complete)
            .map(|source| Missing::Source(*source))
            .collect();
        Self {
            check,
            judgement: Judgement::CannotTell,
            value: None,
            threshold,
            subject: Subject::Device,
            population: 0,
            since: None,
            missing,
            unseen: Vec::new(),
            evidence: Vec::new(),
            exceptions: Exceptions::default(),
            parts: Vec::new(),
        }
    }

    /// The judgement follows: an alarm is one whatever else was not read; without one, everything
    /// that is missing keeps the check from being said to hold.
    #[must_use]
    pub fn judged(mut self, alarm: bool) -> Self {
        self.missing.sort_unstable();
        self.missing.dedup();
        self.judgement = if alarm {
            Judgement::Alarm
        } else if self.missing.is_empty() {
            Judgement::Holds
        } else {
            Judgement::CannotTell
        };
        if self.judgement != Judgement::Alarm {
            self.since = None;
        }
        // Nothing was found, and not all was read: that is no zero.
        let unread = |it: &Missing| matches!(it, Missing::Source(_));
        if self.judgement == Judgement::CannotTell && self.missing.iter().any(unread) {
            self.value = self.value.filter(|it| !it.is_nothing());
        }
        self
    }

    /// The judgement where any exception is an alarm, since the earliest of them.
    #[must_use]
    pub fn judged_by_exceptions(mut self) -> Self {
        let alarm = self.exceptions.total > 0;
        if self.since.is_none() {
            self.since = self.exceptions.named.iter().filter_map(|it| it.since).min();
        }
        self.judged(alarm)
    }
}
