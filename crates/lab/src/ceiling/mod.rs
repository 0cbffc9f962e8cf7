//! What anybody could conclude from the same evidence: an estimate of the attainable, per tier.

mod estimate;
mod signature;
mod table;

pub(crate) use estimate::cause_word;
pub use estimate::{
    Attainable, Estimate, Interval, REFERENCE_SEED, Reference, TierEstimate, estimate,
};
pub use signature::{Company, Signature, signature};
pub use table::{Belief, DECISIONS, Outcome, Table};
