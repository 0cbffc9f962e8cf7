//! Trials: hands against the pretended world, over HTTP, and against a vendor that misbehaves. In
//! here, for a test cannot have an act approved either; what it can is to skip the approval.

mod classic;
mod lost;
mod pretended;
mod protected;
mod unruly;
mod verdicts;

use crate::call::Call;
use crate::hands::{Hands, Patience};
use enrollment::moment::Moment;
use remedy::act::{Act, Key, Outcome};
use remedy::digest::Digest;
use sources::live::{Surroundings, TenantSettings};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// The time of all trials, in seconds since the lab's usual day. Waiting makes it pass.
static PASSED: AtomicI64 = AtomicI64::new(0);

/// The machine's time, for hands and for the lab.
fn machine_time() -> i64 {
    lab::clock::LOOKED_AT + PASSED.load(Ordering::Relaxed)
}

/// What came of an act.
struct Tried {
    outcome: Outcome,
    /// Everything that was sent.
    sent: Vec<(Call, Option<u16>)>,
}

impl Tried {
    /// The writes that were sent.
    fn writes(&self) -> Vec<&(Call, Option<u16>)> {
        let writes = self.sent.iter().filter(|(call, _)| call.writes());
        writes.collect()
    }

    fn why(&self) -> &str {
        match &self.outcome {
            Outcome::Refused { why } | Outcome::NotSent { why } | Outcome::Unknown { why } => why,
            other => panic!("nothing went wrong: {other:?}"),
        }
    }

    fn is_refused(&self) -> bool {
        matches!(self.outcome, Outcome::Refused { .. })
    }

    fn is_unknown(&self) -> bool {
        matches!(self.outcome, Outcome::Unknown { .. })
    }

    fn is_not_sent(&self) -> bool {
        matches!(self.outcome, Outcome::NotSent { .. })
    }

    fn is_accepted(&self) -> bool {
        matches!(self.outcome, Outcome::Accepted { .. })
    }
}

fn key() -> Key {
    Key {
        plan: Digest::of(&[b"a plan"]),
        serial: "C01".to_owned(),
        step: 1,
        fence: 3,
    }
}

/// Lets hands do something in a tenant at a time.
fn with_hands<T>(
    settings: TenantSettings,
    patience: Patience,
    now: &(dyn Fn() -> i64 + Sync),
    deed: impl FnOnce(&mut Hands<'_>) -> T,
) -> (T, Vec<(Call, Option<u16>)>) {
    let mut sent = Vec::new();
    let mut heard = |call: &Call, status| sent.push((call.clone(), status));
    let around = Surroundings {
        now: &|| Moment::from_unix(now()).unwrap(),
        wait: &|time: Duration| {
            let seconds = time.as_secs() + u64::from(time.subsec_nanos() > 0);
            PASSED.fetch_add(seconds as i64, Ordering::Relaxed);
        },
        seed: 7,
        watch: &|_| (),
    };
    let mut hands = Hands::new(settings, patience, around, &mut heard).unwrap();
    let told = deed(&mut hands);
    drop(hands);
    (told, sent)
}

fn attempt(
    settings: TenantSettings,
    patience: Patience,
    now: &(dyn Fn() -> i64 + Sync),
    act: &Act,
    code: Option<&str>,
) -> Tried {
    let perform = |hands: &mut Hands<'_>| hands.perform(act, &key(), code);
    let (outcome, sent) = with_hands(settings, patience, now, perform);
    Tried { outcome, sent }
}
