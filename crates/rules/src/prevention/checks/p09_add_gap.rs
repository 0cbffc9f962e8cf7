//! P09: what comes into the organisation long after its order may have been set up on the way.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Measured, Missing};
use crate::prevention::tally::{Count, Devices, Found, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{Care, Managed, Membership, SourceKind, State, is_enrolled};
use enrollment::moment::DAY;
use enrollment::snapshot::Source;

static LATE: Phrase = Phrase {
    key: "added-late",
    en: "added long after its order, perhaps set up already",
    de: "lange nach der Bestellung hinzugefügt, vielleicht schon eingerichtet",
};
static COVERED: Phrase = Phrase {
    key: "covered-before-added",
    en: "its coverage began long before it was added (an estimate)",
    de: "seine Garantie begann lange vor dem Hinzufügen (eine Schätzung)",
};

static COVERAGE: Phrase = Phrase {
    key: "coverage-not-asked",
    en: "since when devices are covered that AppleCare was not asked about",
    de: "seit wann für Geräte Garantie besteht, nach denen AppleCare nicht gefragt wurde",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P09",
    reads: &[Source::OrgDevices, Source::ManagedDevices],
    remedy: &[],
    controls: &[
        control(Framework::CisControls, "15.4"),
        control(Framework::Nist800171R3, "03.17.03"),
        control(Framework::Iso27001, "A.5.21"),
        control(Framework::Grundschutz, "SYS.3.2.2.A4"),
    ],
    phrases: &[&LATE, &COVERED, &COVERAGE],
    en: CheckPage {
        title: "No device is added long after its order",
        text: "Watched are the days between order and addition, and whether the coverage began \
               well before the addition. Both are estimates, the coverage above all. The alarm is \
               raised for every device that was added more than seven days after its order and \
               has not enrolled since: it may have been set up already and is looked at before it \
               is handed out. Whether one has to be erased, its own diagnosis says and nothing \
               else.",
        to_do: "Look at each of these devices before it is handed out: one that shows its home \
               screen was set up already. What is to be done then, its own diagnosis says.",
    },
    de: CheckPage {
        title: "Kein Gerät wird lange nach der Bestellung hinzugefügt",
        text: "Beobachtet werden die Tage zwischen Bestellung und Hinzufügen und ob die \
               Garantie deutlich vor dem Hinzufügen begann. Beides sind Schätzungen, die \
               Garantie vor allem. Alarm gibt es für jedes Gerät, das mehr als sieben Tage \
               nach der Bestellung hinzugefügt wurde und sich seither nicht registriert hat: Es \
               ist vielleicht schon eingerichtet und \
               wird vor der Ausgabe angesehen. Ob eines gelöscht werden muss, sagt allein seine \
               eigene Diagnose.",
        to_do: "Sehen Sie jedes dieser Geräte vor der Ausgabe an: Eines, das den Home-Bildschirm \
               zeigt, war schon eingerichtet. Was dann zu tun ist, sagt seine eigene Diagnose.",
    },
    measure,
};

/// Devices with an order, and those of them that came late and are not enrolled.
#[derive(Default)]
pub(in crate::prevention) struct LateAdditions {
    devices: Devices,
    with_order: u64,
    undated: u64,
    longest: i64,
}

impl Count for LateAdditions {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let case = opened.case;
        if case.get::<Membership>() != Membership::Present
            || case.get::<SourceKind>() == SourceKind::Manual
        {
            return;
        }
        let added = opened.timeline.added.latest;
        let (Some(ordered), Some(added)) = (opened.timeline.ordered.earliest, added) else {
            self.undated += 1;
            return;
        };
        self.with_order += 1;
        // Whoever enrolled has shown that it was not too late; where nobody read who did, nobody
        // can say that it was.
        let settled = is_enrolled(case)
            || case.get::<Managed>() != Managed::None
            || matches!(case.get::<State>(), State::Enrolled | State::PendingReset);
        if settled {
            return;
        }
        let days = added.since(ordered) / DAY;
        let late = days > inputs.thresholds.span(Limit::AddGapDays);
        if late || case.get::<Care>() == Care::MuchBefore {
            self.longest = self.longest.max(days);
            self.devices.add(Found {
                serial: opened.device.serial,
                why: if late { &LATE } else { &COVERED },
                amount: late.then_some(Amount::Days(days)),
                since: Some(added),
            });
        }
    }

    fn merge(&mut self, later: Self) {
        self.devices.merge(later.devices);
        self.with_order += later.with_order;
        self.undated += later.undated;
        self.longest = self.longest.max(later.longest);
    }
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.add_gap;
    let days = inputs.thresholds.span(Limit::AddGapDays);
    let reads = &inputs.fleet.snapshot.reads;
    let mut measured = Measured::begin(&CHECK, reads, Amount::Days(days));
    measured.population = count.with_order;
    measured.value = (count.with_order > 0).then_some(Amount::Count(count.devices.total()));
    measured.exceptions = count.devices.exceptions(inputs.fleet);
    measured.since = count.devices.since();
    if !reads.is_complete(Source::AppleCare) {
        measured.unseen.push(&COVERAGE);
    }
    if count.undated > 0 {
        let field = Missing::Field(Source::OrgDevices, "orderDateTime");
        measured.missing.push(field);
    }
    measured.judged_by_exceptions()
}
