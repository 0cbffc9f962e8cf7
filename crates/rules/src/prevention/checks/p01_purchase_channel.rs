//! P01: who buys elsewhere has to add by hand, and what was added by hand was held by somebody.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Label, Measured, Missing, Part};
use crate::prevention::tally::{Count, Devices, Found, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::moment::Moment;
use enrollment::remedy::Remedy;
use enrollment::snapshot::{PurchaseSource, Source};
use std::collections::BTreeMap;

static BY_HAND: Phrase = Phrase {
    key: "added-by-hand",
    en: "added by hand, this month or the last",
    de: "von Hand hinzugefügt, in diesem oder im letzten Monat",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P01",
    reads: &[Source::OrgDevices],
    remedy: &[Remedy::R18],
    controls: &[
        control(Framework::CisControls, "15.4"),
        control(Framework::Nist800171R3, "03.17.03"),
        control(Framework::Iso27001, "A.5.21"),
        control(Framework::Nis2, "21(2)(d)"),
        control(Framework::Grundschutz, "SYS.3.2.2.A2"),
    ],
    phrases: &[&BY_HAND],
    en: CheckPage {
        title: "Every purchase comes through Apple or a linked reseller",
        text: "Watched is the share of devices that were added by hand with Apple \
               Configurator, month by month. Such devices were held by somebody before they \
               belonged to the organisation, and for 30 days their holder can leave the \
               management. The alarm is raised when they are more than two in a hundred of a \
               month's additions.",
        to_do: "Buy from Apple or a reseller that is linked with the organisation, and give \
               every supplier your Organization ID. See before a hand-out whether a device that \
               was added by hand was set up already.",
    },
    de: CheckPage {
        title: "Jeder Kauf läuft über Apple oder einen verknüpften Händler",
        text: "Beobachtet wird der Anteil der von Hand mit dem Apple Configurator \
               hinzugefügten Geräte, Monat für Monat. Solche Geräte hatte jemand in der Hand, \
               bevor sie zur Organisation gehörten, und 30 Tage lang kann die Person die \
               Verwaltung verlassen. Alarm gibt es, wenn es mehr als zwei von hundert der im \
               Monat hinzugefügten sind.",
        to_do: "Kaufen Sie bei Apple oder einem verknüpften Händler und geben Sie jedem \
               Lieferanten Ihre Organisations-ID. Sehen Sie vor der Ausgabe nach, ob ein von \
               Hand hinzugefügtes Gerät schon eingerichtet war.",
    },
    measure,
};

/// How many months are told apart, the running one among them.
const MONTHS_SHOWN: usize = 12;

/// Additions by month.
#[derive(Default)]
pub(in crate::prevention) struct Additions {
    /// Year and month; added by hand, and added at all.
    months: BTreeMap<(i64, u8), (u64, u64)>,
    /// Of the judged months.
    by_hand: Devices,
    /// Rows that do not say how they came, of the judged months.
    unsaid: u64,
    /// Rows that do not say when.
    undated: u64,
}

impl Count for Additions {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let Some(org) = opened.device.org() else {
            return;
        };
        let Some(added) = org.added.at() else {
            self.undated += 1;
            return;
        };
        let month = month(added);
        let judged = month >= month_before(month_of(inputs));
        // A word that is not known here may mean anything.
        if matches!(
            org.source,
            PurchaseSource::Missing | PurchaseSource::Strange(_)
        ) {
            self.unsaid += u64::from(judged);
            return;
        }
        let counts = self.months.entry(month).or_default();
        counts.1 += 1;
        if org.source == PurchaseSource::Manual {
            counts.0 += 1;
            if judged {
                self.by_hand.add(Found {
                    serial: opened.device.serial,
                    why: &BY_HAND,
                    amount: None,
                    since: Some(added),
                });
            }
        }
    }

    fn merge(&mut self, later: Self) {
        for (month, counts) in later.months {
            let sum = self.months.entry(month).or_default();
            *sum = (sum.0 + counts.0, sum.1 + counts.1);
        }
        self.by_hand.merge(later.by_hand);
        self.unsaid += later.unsaid;
        self.undated += later.undated;
    }
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.purchase_channel;
    let permille = inputs.thresholds.of(Limit::ByHandPermille);
    let reads = &inputs.fleet.snapshot.reads;
    let mut measured = Measured::begin(&CHECK, reads, Amount::Permille(permille));
    let running = month_of(inputs);
    // A month that has only begun has few devices: the one before it is judged beside it.
    let judged = [month_before(running), running];
    let judged = judged.map(|month| count.months.get(&month).copied().unwrap_or_default());
    let worst = judged
        .into_iter()
        .max_by(|a, b| (a.0 * b.1, a.0).cmp(&(b.0 * a.1, b.0)));
    let (part, of) = worst.unwrap_or_default();
    measured.population = judged.iter().map(|month| month.1).sum();
    measured.value = (measured.population > 0).then_some(Amount::Share { part, of });
    measured.exceptions = count.by_hand.exceptions(inputs.fleet);
    measured.since = count.by_hand.since();
    if count.unsaid > 0 {
        let field = Missing::Field(Source::OrgDevices, "purchaseSourceType");
        measured.missing.push(field);
    }
    if count.undated > 0 {
        let field = Missing::Field(Source::OrgDevices, "addedToOrgDateTime");
        measured.missing.push(field);
    }
    let known = count.months.iter().filter(|(month, _)| **month <= running);
    let skip = known.clone().count().saturating_sub(MONTHS_SHOWN);
    measured.parts = known
        .skip(skip)
        .map(|((year, month), (part, of))| Part {
            label: Label::Name(format!("{year:04}-{month:02}")),
            amount: Amount::Share {
                part: *part,
                of: *of,
            },
        })
        .collect();
    let above = |(part, of): (u64, u64)| part * 1_000 > of * u64::from(permille);
    measured.judged(judged.into_iter().any(above))
}

fn month_of(inputs: &Inputs<'_>) -> (i64, u8) {
    month(inputs.now())
}

fn month(at: Moment) -> (i64, u8) {
    let (year, month, ..) = at.civil();
    (year, month)
}

fn month_before((year, month): (i64, u8)) -> (i64, u8) {
    if month <= 1 {
        (year - 1, 12)
    } else {
        (year, month - 1)
    }
}
