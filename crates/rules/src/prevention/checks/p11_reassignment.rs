//! P11: to assign a device a second time to its own service can clear its profile at Apple.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Measured};
use crate::prevention::tally::{Count, Devices, Found, Tally};
use enrollment::remedy::Remedy;
use enrollment::snapshot::{AuditType, Source};

static AGAIN: Phrase = Phrase {
    key: "assigned-again",
    en: "assigned again to the service it was on; its profile has not been assigned anew since",
    de: "dem Dienst, auf dem es stand, noch einmal zugewiesen; sein Profil seitdem nicht neu",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P11",
    reads: &[Source::AuditEvents],
    remedy: &[Remedy::R3, Remedy::R4],
    controls: &[
        control(Framework::CisControls, "4.1"),
        control(Framework::Iso27001, "A.8.9"),
        control(Framework::Iso27001, "A.8.15"),
        control(Framework::Grundschutz, "SYS.3.2.2.A6"),
    ],
    phrases: &[&AGAIN],
    en: CheckPage {
        title: "Nothing is assigned a second time to the service it is on",
        text: "Watched are Apple's audit events for an assignment to the service on which the \
               device already stood. It can clear the profile at Apple without leaving a trace \
               in Intune. The alarm is raised by any such event; the profile is then assigned \
               anew before the device is switched on.",
        to_do: "Assign the profile anew, or edit it and sync, and wait until the device shows a \
               later assignment.",
    },
    de: CheckPage {
        title: "Nichts wird dem Dienst, auf dem es steht, ein zweites Mal zugewiesen",
        text: "Beobachtet werden die Prüfereignisse von Apple für eine Zuweisung an den \
               Dienst, auf dem das Gerät schon stand. Sie kann das Profil bei Apple löschen, \
               ohne in Intune eine Spur zu hinterlassen. Alarm gibt jedes solche Ereignis; das \
               Profil wird dann neu zugewiesen, bevor jemand das Gerät einschaltet.",
        to_do: "Weisen Sie das Profil neu zu, oder ändern Sie es und synchronisieren Sie; warten \
               Sie, bis das Gerät eine spätere Zuweisung zeigt.",
    },
    measure,
};

/// Devices with assignments on record, and those that were assigned again.
#[derive(Default)]
pub(in crate::prevention) struct AssignedAgain {
    devices: Devices,
    assigned: u64,
}

impl Count for AssignedAgain {
    fn note(&mut self, _: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let events = opened.device.audit();
        let assigned = events.iter().any(|event| event.kind == AuditType::Assigned);
        self.assigned += u64::from(assigned);
        let timeline = opened.timeline;
        let Some(again) = timeline.reassigned.latest else {
            return;
        };
        // A profile that was assigned later, or an enrollment, has settled it.
        let later = [timeline.profiled.earliest, timeline.enrolled.earliest];
        let settled = later.into_iter().flatten().any(|at| at > again);
        let left = timeline.released.latest.is_some_and(|at| at > again);
        if !settled && !left {
            self.devices.add(Found {
                serial: opened.device.serial,
                why: &AGAIN,
                amount: None,
                since: Some(again),
            });
        }
    }

    fn merge(&mut self, later: Self) {
        self.devices.merge(later.devices);
        self.assigned += later.assigned;
    }
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.reassignment;
    let reads = &inputs.fleet.snapshot.reads;
    let mut measured = Measured::begin(&CHECK, reads, Amount::Count(0));
    measured.population = count.assigned;
    measured.value = (count.assigned > 0).then_some(Amount::Count(count.devices.total()));
    measured.exceptions = count.devices.exceptions(inputs.fleet);
    measured.since = count.devices.since();
    measured.judged_by_exceptions()
}
