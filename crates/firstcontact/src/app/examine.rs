//! Examines devices: timeline, case file, opinions, verdict. Devices with equal case files share
//! one verdict, which is concluded once.

use enrollment::case_file::{self, CaseFile};
use enrollment::cause::Cause;
use enrollment::correlate::Device;
use enrollment::diagnosis::{Verdict, Weights, conclude};
use enrollment::timeline::{self, Timeline};
use foldhash::fast::FixedState;
use hashbrown::HashMap;
use rules::catalogue;
use std::hash::BuildHasher;
use std::rc::Rc;
use std::sync::{Arc, PoisonError, RwLock};

/// How many case files are remembered; beyond that verdicts are concluded each time. A real fleet
/// has some thousands.
const REMEMBERED_MAX: usize = 1 << 17;
const SHARDS: usize = 32;
/// Case files are our own small numbers: nobody outside can aim at this table.
const HASH_SEED: u64 = 0x6663;

/// Judges case files and remembers what it found, together with whatever the caller wants to keep
/// beside a verdict (a rendered piece of a report, for example).
pub struct Examiner<'w, T> {
    weights: &'w Weights,
    causes: Vec<Cause>,
    beside: Box<Beside<'w, T>>,
    hasher: FixedState,
    shards: Vec<RwLock<Remembered<T>>>,
}

/// Makes what the caller keeps beside a verdict.
type Beside<'w, T> = dyn Fn(&CaseFile, &Verdict) -> T + Send + Sync + 'w;
/// Verdicts by case file.
type Remembered<T> = HashMap<CaseFile, Arc<Judged<T>>, FixedState>;

/// A verdict, and what the caller keeps beside it.
pub struct Judged<T> {
    /// The readings.
    pub case: CaseFile,
    /// The verdict on them.
    pub verdict: Verdict,
    /// What the caller made of it.
    pub beside: T,
}

/// One device, examined.
pub struct Examined<'d, 'f, T> {
    /// Its rows.
    pub device: &'d Device<'f>,
    /// What happened to it.
    pub timeline: Timeline,
    /// What follows.
    pub judged: Own<T>,
}

/// A shared verdict behind a counter of this thread's own.
type Own<T> = Rc<Arc<Judged<T>>>;

/// Case files that one thread met lately. Two threads that judge the same healthy device again and
/// again would otherwise wait for each other's counters.
pub struct Lately<T> {
    met: Vec<Option<Own<T>>>,
}

/// How many case files are kept at hand.
const MET: usize = 64;

impl<T> Default for Lately<T> {
    fn default() -> Self {
        Self {
            met: std::iter::repeat_with(|| None).take(MET).collect(),
        }
    }
}

impl<'w> Examiner<'w, ()> {
    /// An examiner that keeps verdicts alone.
    pub fn new(weights: &'w Weights) -> Self {
        Self::keeping(weights, |_, _| ())
    }
}

impl<'w, T> Examiner<'w, T> {
    /// An examiner that makes something of every new verdict, once.
    pub fn keeping(
        weights: &'w Weights,
        beside: impl Fn(&CaseFile, &Verdict) -> T + Send + Sync + 'w,
    ) -> Self {
        let hasher = || FixedState::with_seed(HASH_SEED);
        Self {
            weights,
            causes: catalogue::all().iter().map(|rule| rule.cause).collect(),
            beside: Box::new(beside),
            hasher: hasher(),
            shards: (0..SHARDS)
                .map(|_| RwLock::new(HashMap::with_hasher(hasher())))
                .collect(),
        }
    }

    /// Examines one device.
    pub fn examine<'d, 'f>(&self, device: &'d Device<'f>) -> Examined<'d, 'f, T> {
        self.examine_after(device, &mut Lately::default())
    }

    /// Examines one device of many.
    pub fn examine_after<'d, 'f>(
        &self,
        device: &'d Device<'f>,
        lately: &mut Lately<T>,
    ) -> Examined<'d, 'f, T> {
        let timeline = timeline::rebuild(device);
        let case = case_file::open(device, &timeline);
        let slot = &mut lately.met[self.hasher.hash_one(case) as usize % MET];
        let judged = match slot {
            Some(known) if known.case == case => Rc::clone(known),
            _ => Rc::clone(slot.insert(Rc::new(self.judge(&case)))),
        };
        Examined {
            device,
            timeline,
            judged,
        }
    }

    /// The verdict on a case file.
    pub fn judge(&self, case: &CaseFile) -> Arc<Judged<T>> {
        let number = (self.hasher.hash_one(case) >> 40) as usize % SHARDS;
        let shard = &self.shards[number];
        if let Some(known) = shard
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(case)
        {
            return Arc::clone(known);
        }
        let opinions = catalogue::examine(case);
        let verdict = conclude(case, &self.causes, &opinions, self.weights);
        let beside = (self.beside)(case, &verdict);
        let judged = Arc::new(Judged {
            case: *case,
            verdict,
            beside,
        });
        let mut shard = shard.write().unwrap_or_else(PoisonError::into_inner);
        if shard.len() < REMEMBERED_MAX / SHARDS {
            shard.insert(*case, Arc::clone(&judged));
        }
        judged
    }

    /// The causes in the order of verdicts' positions.
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }
}
