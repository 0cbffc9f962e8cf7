//! The customer's own list, and what somebody says who looks at the device.

use super::Glance;
use crate::clock::{DAY, HOUR, Time};
use crate::event::{Stop, Way};
use crate::random::Draws;
use crate::truth::{Ledger, Use};

/// Where the customer's list has a device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Whereabouts {
    /// In stock.
    Stock,
    /// Handed out.
    HandedOut,
    /// Returned.
    Returned,
    /// Lost or disposed of.
    Lost,
    /// The list does not say.
    Unsaid,
}

/// A line of the customer's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterRow {
    /// The serial number as it was written; empty if only the IMEI was.
    pub serial: String,
    /// Whether that is another number than the device's own, even to a careful reader.
    pub wrong: bool,
    /// Where it is.
    pub whereabouts: Whereabouts,
    /// The day on which it was handed out.
    pub handed_out: Option<Time>,
    /// Whether its holder is written down.
    pub with_holder: bool,
}

impl RegisterRow {
    /// Whether the line leads to the device itself.
    pub fn names_it(&self) -> bool {
        !self.wrong && !self.serial.is_empty()
    }
}

/// An answer of somebody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AnswerRow {
    /// When.
    pub at: Time,
    /// To which question.
    pub question: &'static str,
    /// The answer's word.
    pub answer: &'static str,
}

const LOOKS: [&str; 8] = [
    "sealed",
    "hello",
    "remote_management",
    "in_use",
    "other_management",
    "managed",
    "stopped",
    "missing",
];

impl Glance<'_> {
    pub(super) fn register(&self, draws: &mut Draws) -> Option<RegisterRow> {
        let habits = &self.world.habits;
        let lag = habits.register_lag.draw(draws);
        let (missing, wrong, unknown) = (
            draws.chance(habits.register_missing.0),
            draws.chance(habits.register_state_wrong.0),
            draws.chance(habits.register_state_unknown.0),
        );
        let (other, typo, slip, imei_only, nameless) = (
            draws.below(3),
            draws.chance(habits.register_typo.0),
            draws.below(4),
            draws.chance(habits.register_imei_only.0),
            draws.chance(habits.holder_not_written.0),
        );
        let then = Ledger::read(&self.story.lived.log, self.ledger.until - lag);
        if missing || then.delivered.is_none() {
            return None;
        }
        let whereabouts = match truly(&then) {
            _ if unknown => Whereabouts::Unsaid,
            Whereabouts::Stock if wrong => Whereabouts::HandedOut,
            _ if wrong => [
                Whereabouts::Stock,
                Whereabouts::Returned,
                Whereabouts::Stock,
            ][other as usize],
            truth => truth,
        };
        let handed_out = then
            .handed_out
            .filter(|_| whereabouts == Whereabouts::HandedOut);
        let (serial, wrong) = self.written(typo, slip, imei_only);
        Some(RegisterRow {
            serial,
            wrong,
            whereabouts,
            handed_out: handed_out.map(|at| at.div_euclid(DAY) * DAY),
            with_holder: whereabouts == Whereabouts::HandedOut && !nameless,
        })
    }

    /// The serial number as somebody wrote it, and whether it is another one now.
    fn written(&self, typo: bool, slip: u64, imei_only: bool) -> (String, bool) {
        let own = self.facts.serial_text();
        if imei_only && self.facts.imei != 0 {
            return (String::new(), false);
        }
        if !typo {
            return (own.to_owned(), false);
        }
        match slip {
            0 => (own.to_lowercase(), false),
            1 => (format!("{own} "), false),
            2 => (format!("S{own}"), true),
            _ if own.contains('0') => (own.replace('0', "O"), true),
            _ => (own.to_lowercase(), false),
        }
    }

    pub(super) fn answers(&self, draws: &mut Draws) -> Vec<AnswerRow> {
        let habits = &self.world.habits;
        let ago = draws.between(HOUR, 6 * DAY);
        let (missing, wrong, other, possible) = (
            draws.chance(habits.answer_missing.0),
            draws.chance(habits.answer_wrong.0),
            draws.below(LOOKS.len() as u64) as usize,
            draws.chance(habits.unlock_possible.0),
        );
        let then = Ledger::read(&self.story.lived.log, self.ledger.until - ago);
        if missing || then.delivered.is_none() {
            return Vec::new();
        }
        let at = then.until;
        let answer = if wrong { LOOKS[other] } else { look(&then) };
        let mut answers = vec![AnswerRow {
            at,
            question: "look",
            answer,
        }];
        if then.find_my && answer == "in_use" {
            answers.push(AnswerRow {
                at,
                question: "unlock_plan",
                answer: if possible { "ready" } else { "impossible" },
            });
        }
        answers
    }
}

fn truly(ledger: &Ledger) -> Whereabouts {
    match (ledger.lost, ledger.returned, ledger.handed_out) {
        (Some((_, true)), ..) => Whereabouts::Lost,
        (_, Some(back), Some(out)) if back > out => Whereabouts::Returned,
        (.., Some(_)) => Whereabouts::HandedOut,
        _ => Whereabouts::Stock,
    }
}

fn look(ledger: &Ledger) -> &'static str {
    if ledger.lost.is_some() || ledger.replaced.is_some() {
        return "missing";
    }
    match ledger.in_use {
        Use::Boxed => "sealed",
        Use::Hello => "hello",
        Use::Stopped(stop) if stop.gate() >= 6 && !matches!(stop, Stop::Identity | Stop::Apps) => {
            "remote_management"
        }
        Use::Stopped(_) => "stopped",
        Use::Unmanaged => "in_use",
        Use::Managed(Way::Elsewhere) => "other_management",
        Use::Managed(_) => "managed",
    }
}
