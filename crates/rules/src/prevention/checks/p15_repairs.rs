//! P15: a repair gives back another serial number, and nobody orders a service for it.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Measured, Missing};
use crate::prevention::tally::{Count, Devices, Found, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{Membership, Server, Unit};
use enrollment::moment::HOUR;
use enrollment::remedy::Remedy;
use enrollment::snapshot::Source;

static NOT_ON_SERVICE: Phrase = Phrase {
    key: "replacement-not-on-service",
    en: "a replacement that is not on Intune's service",
    de: "ein Ersatzgerät, das nicht auf dem Dienst von Intune steht",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P15",
    reads: &[Source::OrgDevices, Source::MdmServerDevices],
    remedy: &[Remedy::R1, Remedy::R3],
    controls: &[
        control(Framework::CisControls, "1.1"),
        control(Framework::Nist800171R2, "3.4.1"),
        control(Framework::Nist800171R3, "03.04.10"),
        control(Framework::Iso27001, "A.7.14"),
        control(Framework::Nis2, "21(2)(i)"),
    ],
    phrases: &[&NOT_ON_SERVICE],
    en: CheckPage {
        title: "Repairs do not lose devices",
        text: "Watched are devices that came as replacements, recognised by their order, and \
               the units they replace. The alarm is raised when a replacement is not on \
               Intune's service within 24 hours. The old unit is taken off its service before \
               it is sent in, but not released, since otherwise the new one may never appear.",
        to_do: "Assign the replacement to Intune's service, sync, and see that it gets its \
               profile.",
    },
    de: CheckPage {
        title: "Reparaturen verlieren keine Geräte",
        text: "Beobachtet werden Geräte, die als Ersatz gekommen sind, erkennbar an der \
               Bestellung, und die ersetzten. Alarm gibt es, wenn ein Ersatzgerät nicht \
               innerhalb von 24 Stunden auf dem Dienst von Intune steht. Das alte wird vor dem \
               Einsenden von seinem Dienst genommen, aber nicht freigegeben, weil das neue \
               sonst vielleicht nie erscheint.",
        to_do: "Weisen Sie das Ersatzgerät dem Dienst von Intune zu, synchronisieren Sie und \
               sehen Sie nach, ob es sein Profil bekommt.",
    },
    measure,
};

/// Replacements, and those that nobody assigned.
#[derive(Default)]
pub(in crate::prevention) struct Repaired {
    devices: Devices,
    replacements: u64,
    unread: u64,
    undated: u64,
}

impl Count for Repaired {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let case = opened.case;
        if case.get::<Unit>() != Unit::Replacement
            || case.get::<Membership>() != Membership::Present
        {
            return;
        }
        self.replacements += 1;
        match case.get::<Server>() {
            Server::Intune => return,
            Server::Unread => {
                self.unread += 1;
                return;
            }
            _ => {}
        }
        let added = opened.timeline.added.latest;
        self.undated += u64::from(added.is_none());
        let hours = added.map(|added| inputs.now().since(added) / HOUR);
        if hours.is_some_and(|hours| hours >= inputs.thresholds.span(Limit::RepairHours)) {
            self.devices.add(Found {
                serial: opened.device.serial,
                why: &NOT_ON_SERVICE,
                amount: hours.map(Amount::Hours),
                since: added,
            });
        }
    }

    fn merge(&mut self, later: Self) {
        self.devices.merge(later.devices);
        self.replacements += later.replacements;
        self.unread += later.unread;
        self.undated += later.undated;
    }
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.repairs;
    let hours = inputs.thresholds.span(Limit::RepairHours);
    let reads = &inputs.fleet.snapshot.reads;
    let mut measured = Measured::begin(&CHECK, reads, Amount::Hours(hours));
    measured.population = count.replacements;
    measured.value = (count.replacements > 0).then_some(Amount::Count(count.devices.total()));
    measured.exceptions = count.devices.exceptions(inputs.fleet);
    measured.since = count.devices.since();
    if count.undated > 0 {
        let field = Missing::Field(Source::OrgDevices, "addedToOrgDateTime");
        measured.missing.push(field);
    }
    if count.unread > 0 {
        measured
            .missing
            .push(Missing::Source(Source::MdmServerDevices));
    }
    measured.judged_by_exceptions()
}
