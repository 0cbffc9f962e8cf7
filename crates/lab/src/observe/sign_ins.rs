//! Entra: sign-ins of the person who holds the device. None names a serial number.

use super::Glance;
use crate::clock::{DAY, HOUR, Time};
use crate::event::Stop;
use crate::random::Draws;
use crate::truth::Use;

/// How a sign-in ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SignInEnd {
    /// It succeeded.
    Success,
    /// A second factor did not come.
    Factor,
    /// Conditional Access blocked it.
    Blocked,
    /// Terms of use were not accepted.
    Terms,
    /// It failed otherwise.
    Failed,
}

/// A sign-in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SignInRow {
    /// When.
    pub at: Time,
    /// To Intune's enrollment; else to mail.
    pub to_enrollment: bool,
    /// How it ended.
    pub end: SignInEnd,
    /// From a managed device: which record of this device.
    pub managed: Option<u64>,
    /// Distinguishes the person's devices.
    pub number: u64,
}

impl Glance<'_> {
    pub(super) fn sign_ins(&self, draws: &mut Draws) -> Vec<SignInRow> {
        let ledger = self.ledger;
        let habits = &self.world.habits;
        let (until, from) = (
            ledger.until - habits.entra_lag.draw(draws),
            self.optics.sign_ins_from,
        );
        let (shown, ago, sampled) = (
            draws.chance(habits.unmanaged_sign_ins.0),
            draws.between(HOUR, 6 * DAY),
            draws.chance(habits.managed_sign_in_shown.0),
        );
        let mut rows: Vec<SignInRow> = ledger
            .sign_ins
            .iter()
            .map(|(at, stop)| SignInRow {
                at: *at,
                to_enrollment: true,
                end: end(*stop),
                managed: None,
                number: 0,
            })
            .collect();
        let mut mail = |at, managed, number| {
            rows.push(SignInRow {
                at,
                to_enrollment: false,
                end: SignInEnd::Success,
                managed,
                number,
            });
        };
        let recent = ledger.until - ago;
        let in_use = ledger.since.is_some_and(|since| since <= recent) && ledger.lost.is_none();
        match ledger.in_use {
            // A mailbox on a device that nobody manages.
            Use::Unmanaged if shown && in_use && !self.facts.product.family.is_mac() => {
                mail(recent, None, 1);
            }
            Use::Managed(_) if sampled && in_use => {
                let record = ledger.record().filter(|record| record.registered.is_some());
                if record.is_some() {
                    mail(recent, Some(ledger.records.len() as u64 - 1), 1);
                }
            }
            _ => {}
        }
        if self.facts.person.private_phone && ledger.handed_out.is_some() {
            mail(ledger.until - ago / 2, None, 2);
        }
        rows.retain(|row| row.at >= from && row.at <= until);
        rows
    }
}

const fn end(stop: Option<Stop>) -> SignInEnd {
    match stop {
        Some(Stop::Factor | Stop::FactorForLegacy) => SignInEnd::Factor,
        Some(Stop::Access) => SignInEnd::Blocked,
        Some(Stop::Terms) => SignInEnd::Terms,
        // Who was sent elsewhere or is of the wrong kind had signed in before.
        None | Some(Stop::Diverted | Stop::Manager | Stop::LeftAtSignIn) => SignInEnd::Success,
        Some(_) => SignInEnd::Failed,
    }
}
