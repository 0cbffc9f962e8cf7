//! Sending again: readings always, and writes that can be taken back, within a bounded wait.

use crate::answer::{Answer, Reply, Verdict, verdict};
use crate::call::Call;
use crate::hands::{Hands, Label};
use crate::wire::RetryAfter;
use remedy::act::Outcome;
use std::time::Duration;

/// How often a request is sent at most.
const TRIES: u32 = 8;

/// What follows when no answer says whether a write was taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum IfLost {
    /// It is sent again under the same number: doing it twice does no harm.
    SendAgain,
    /// It is not sent again.
    GiveUp,
}

/// The tries of one request.
struct Tries {
    count: u32,
    left: Duration,
    renewed: bool,
}

impl Hands<'_> {
    /// Sends the writes of an act one after the other.
    pub(crate) fn all(&mut self, calls: &[Call], label: &Label<'_>, lost: IfLost) -> Outcome {
        for call in calls {
            if let Err(outcome) = self.deliver(call, label, lost) {
                return outcome;
            }
        }
        Outcome::Accepted { receipt: None }
    }

    /// Sends a write until it is taken or refused, or patience ends.
    pub(crate) fn deliver(
        &mut self,
        call: &Call,
        label: &Label<'_>,
        lost: IfLost,
    ) -> Result<Answer, Outcome> {
        let mut tries = self.tries();
        let mut doubt = None;
        loop {
            let reply = self.ask(call, Some(label));
            let (outcome, asked) = match verdict(call, reply) {
                Verdict::Done(answer) => return Ok(answer),
                Verdict::TokenRefused(outcome) => {
                    if tries.renewed {
                        return Err(doubted(outcome, doubt));
                    }
                    tries.renewed = true;
                    self.renew(call.vendor);
                    continue;
                }
                Verdict::Final(outcome) => return Err(doubted(outcome, doubt)),
                Verdict::Later(outcome, asked) => (outcome, asked),
                Verdict::Lost(why, asked) => {
                    doubt = Some(why.clone());
                    let outcome = Outcome::Unknown { why };
                    if lost == IfLost::GiveUp {
                        return Err(outcome);
                    }
                    (outcome, asked)
                }
            };
            if !self.again(&mut tries, asked, call) {
                return Err(doubted(outcome, doubt));
            }
        }
    }

    /// Reads until there is an answer: 200 or 404. What keeps it from being read is a text.
    pub(crate) fn read(&mut self, call: &Call) -> Result<Answer, String> {
        let mut tries = self.tries();
        loop {
            let reply = match self.ask(call, None) {
                Reply::Answered(answer) if answer.status == 404 => return Ok(answer),
                reply => reply,
            };
            let (outcome, asked) = match verdict(call, reply) {
                Verdict::Done(answer) => return Ok(answer),
                Verdict::TokenRefused(_) if !tries.renewed => {
                    tries.renewed = true;
                    self.renew(call.vendor);
                    continue;
                }
                Verdict::TokenRefused(outcome) | Verdict::Final(outcome) => {
                    return Err(why(outcome));
                }
                Verdict::Later(outcome, asked) => (outcome, asked),
                Verdict::Lost(why, asked) => (Outcome::Unknown { why }, asked),
            };
            if !self.again(&mut tries, asked, call) {
                return Err(why(outcome));
            }
        }
    }

    fn tries(&self) -> Tries {
        Tries {
            count: 0,
            left: self.patience.waits,
            renewed: false,
        }
    }

    /// Waits before the next try; false if there is none.
    fn again(&mut self, tries: &mut Tries, asked: Option<RetryAfter>, call: &Call) -> bool {
        tries.count += 1;
        let pause = self.pause(tries.count, asked, call);
        let Some(pause) = pause.filter(|it| tries.count < TRIES && *it <= tries.left) else {
            return false;
        };
        tries.left -= pause;
        self.wait(pause);
        true
    }
}

/// What is known if an earlier request had no answer: then a refusal of a later one does not say
/// that nothing happened.
fn doubted(outcome: Outcome, doubt: Option<String>) -> Outcome {
    match (outcome, doubt) {
        (outcome @ (Outcome::Refused { .. } | Outcome::NotSent { .. }), Some(doubt)) => {
            Outcome::Unknown {
                why: format!("{doubt}; and when it was sent again: {}", why(outcome)),
            }
        }
        (outcome, _) => outcome,
    }
}

fn why(outcome: Outcome) -> String {
    match outcome {
        Outcome::Refused { why } | Outcome::NotSent { why } | Outcome::Unknown { why } => why,
        Outcome::ApprovalRequired { code } => format!("another administrator must approve {code}"),
        Outcome::Accepted { .. } => String::new(),
    }
}
