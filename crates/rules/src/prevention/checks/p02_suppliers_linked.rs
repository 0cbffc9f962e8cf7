//! P02: a supplier that is not linked ships devices that never appear at Apple.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Exception, Measured, Missing, Subject};
use crate::prevention::tally::{Count, Tally, earlier};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{Identity, Kind, Managed, Membership, has_left};
use enrollment::moment::{DAY, Moment};
use enrollment::remedy::Remedy;
use enrollment::snapshot::{Source, Whereabouts};
use enrollment::words::Word;
use std::collections::BTreeMap;

static ABSENT: Phrase = Phrase {
    key: "not-at-apple",
    en: "bought, and not in the organisation at Apple",
    de: "gekauft und bei Apple nicht in der Organisation",
};
static EMPTY: Phrase = Phrase {
    key: "own-list-empty",
    en: "which devices were bought: the own list has no row",
    de: "welche Geräte gekauft wurden: Die eigene Liste hat keine Zeile",
};
static MAILS: Phrase = Phrase {
    key: "mails-about-pending-devices",
    en: "Apple's mails about devices that wait for a reseller's number",
    de: "Mails von Apple über Geräte, die auf die Nummer eines Händlers warten",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P02",
    reads: &[Source::OrgDevices, Source::Register],
    remedy: &[Remedy::R18],
    controls: &[
        control(Framework::CisControls, "1.1"),
        control(Framework::CisControls, "15.4"),
        control(Framework::Nist800171R3, "03.17.03"),
        control(Framework::Iso27001, "A.5.19"),
        control(Framework::Iso27001, "A.5.21"),
        control(Framework::Nis2, "21(2)(d)"),
    ],
    phrases: &[&ABSENT, &EMPTY, &MAILS],
    en: CheckPage {
        title: "Suppliers are linked with the organisation",
        text: "Watched are the orders of your own list. The alarm is raised by any order \
                   whose devices have not appeared at Apple three days after they were bought. \
                   Apple also mails about devices that wait because a reseller's number is not \
                   entered; those mails go to a person and are not seen here.",
        to_do: "Ask the supplier of each order to submit its devices for your organisation, and \
               enter the reseller's number in Apple Business if it is missing there.",
    },
    de: CheckPage {
        title: "Die Lieferanten sind mit der Organisation verknüpft",
        text: "Beobachtet werden die Bestellungen der eigenen Liste. Alarm gibt jede \
                   Bestellung, deren Geräte drei Tage nach dem Kauf nicht bei Apple erschienen \
                   sind. Apple schreibt auch Mails über Geräte, die warten, weil die Nummer \
                   eines Händlers nicht eingetragen ist; diese Mails gehen an eine Person und \
                   sind hier nicht zu sehen.",
        to_do: "Bitten Sie den Lieferanten jeder Bestellung, ihre Geräte für Ihre Organisation \
               einzureichen, und tragen Sie die Händlernummer in Apple Business ein, falls sie \
               dort fehlt.",
    },
    measure,
};

/// The register's orders.
#[derive(Default)]
pub(in crate::prevention) struct Bought {
    /// By order number.
    orders: BTreeMap<Word, Order>,
    /// Devices that the register lists without an order number and Apple does not know.
    single: Vec<(Word, Moment)>,
    /// How many devices were listed without an order number.
    singles: u64,
    /// Devices that Apple does not know, without a date of buying.
    undated: u64,
}

#[derive(Clone, Copy, Default)]
struct Order {
    devices: u64,
    absent: u64,
    since: Option<Moment>,
}

impl Count for Bought {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let case = opened.case;
        let Some(row) = opened.device.register() else {
            return;
        };
        // The list may also have other makers' devices; Intune says so of those that it manages.
        let foreign = case.get::<Kind>() == Kind::Foreign;
        let gone = matches!(row.whereabouts, Whereabouts::Lost | Whereabouts::Disposed);
        // A serial number that is mistyped is at Apple under its right one (C20).
        let mistyped = case.get::<Identity>() == Identity::Lookalike;
        if foreign || gone || mistyped || has_left(case) {
            return;
        }
        let never_there = case.get::<Membership>() == Membership::Absent
            && !matches!(case.get::<Managed>(), Managed::Automated);
        let due = row
            .bought
            .at()
            .map(|bought| bought.plus(inputs.thresholds.span(Limit::OrderDays) * DAY));
        self.undated += u64::from(never_there && due.is_none());
        let late = due.filter(|due| never_there && *due < inputs.now());
        if row.order.is_none() {
            self.singles += 1;
            self.single
                .extend(late.map(|since| (opened.device.serial, since)));
            return;
        }
        let order = self.orders.entry(row.order).or_default();
        order.devices += 1;
        order.absent += u64::from(late.is_some());
        order.since = earlier(order.since, late);
    }

    fn merge(&mut self, later: Self) {
        for (word, order) in later.orders {
            let sum = self.orders.entry(word).or_default();
            sum.devices += order.devices;
            sum.absent += order.absent;
            sum.since = earlier(sum.since, order.since);
        }
        self.single.extend(later.single);
        self.singles += later.singles;
        self.undated += later.undated;
    }
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.suppliers_linked;
    let snapshot = inputs.fleet.snapshot;
    let days = inputs.thresholds.span(Limit::OrderDays);
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Days(days));
    measured.subject = Subject::Order;
    measured.population = count.orders.len() as u64 + count.singles;
    measured.unseen = vec![&MAILS];
    let mut late: Vec<_> = count
        .orders
        .iter()
        .filter(|(_, order)| order.absent > 0)
        .map(|(word, order)| (snapshot.words.text(*word), order))
        .collect();
    late.sort_by_key(|(name, _)| *name);
    for (name, order) in late {
        measured.exceptions.add(Exception {
            subject: Subject::Order,
            name: name.to_owned(),
            why: &ABSENT,
            amount: Some(Amount::Share {
                part: order.absent,
                of: order.devices,
            }),
            since: order.since,
        });
    }
    for (serial, since) in &count.single {
        measured.exceptions.add(Exception {
            subject: Subject::Device,
            name: snapshot.serials.text(*serial).to_owned(),
            why: &ABSENT,
            amount: None,
            since: Some(*since),
        });
    }
    if count.undated > 0 {
        let field = Missing::Field(Source::Register, "bought");
        measured.missing.push(field);
    }
    if snapshot.register.is_empty() && snapshot.reads.is_complete(Source::Register) {
        measured.missing.push(Missing::Unasked(&EMPTY));
    }
    measured.value = (measured.population > 0).then_some(Amount::Count(measured.exceptions.total));
    measured.judged_by_exceptions()
}
