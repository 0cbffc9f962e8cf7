//! P16: a release ends the control over the Activation Lock, and cannot be taken back.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Evidence, Measured, Said};
use crate::prevention::tally::{Count, Devices, Found, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::ReleasedBy;
use enrollment::moment::DAY;
use enrollment::remedy::Remedy;
use enrollment::snapshot::{AuditType, Source, Whereabouts};
use enrollment::words::Word;

static NO_REASON: Phrase = Phrase {
    key: "released-without-reason",
    en: "left the organisation, and nobody wrote down why",
    de: "hat die Organisation verlassen, und niemand hat notiert, warum",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P16",
    reads: &[Source::AuditEvents],
    remedy: &[Remedy::R17],
    controls: &[
        control(Framework::CisControls, "1.2"),
        control(Framework::Iso27001, "A.5.11"),
        control(Framework::Iso27001, "A.7.14"),
        control(Framework::Iso27001, "A.8.15"),
        control(Framework::Gdpr, "5(2)"),
        control(Framework::Grundschutz, "SYS.3.2.2.A6"),
    ],
    phrases: &[&NO_REASON],
    en: CheckPage {
        title: "Every release has a reason",
        text: "Watched are Apple's audit events for devices that left the organisation, and \
               who caused them. A release ends the control over the Activation Lock. The alarm \
               is raised by each one that no ticket asked for.",
        to_do: "Write down why each device left (firstcontact answer). What left by mistake \
               comes back through its supplier or Apple Configurator.",
    },
    de: CheckPage {
        title: "Jede Freigabe hat einen Grund",
        text: "Beobachtet werden die Prüfereignisse von Apple für Geräte, die die Organisation \
               verlassen haben, und wer sie ausgelöst hat. Mit einer Freigabe endet die \
               Kontrolle über die Aktivierungssperre. Alarm gibt jede, zu der es kein Ticket \
               gibt.",
        to_do: "Schreiben Sie auf, warum jedes Gerät gegangen ist (firstcontact answer). Was aus \
               Versehen ging, kommt über seinen Lieferanten oder den Apple Configurator zurück.",
    },
    measure,
};

/// How many acting people are named beside the releases.
const ACTORS_MAX: usize = 20;

/// Releases, and those without a reason.
#[derive(Default)]
pub(in crate::prevention) struct Released {
    devices: Devices,
    releases: u64,
    actors: Vec<(Word, Word)>,
}

impl Count for Released {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let Some(at) = opened.timeline.released.latest else {
            return;
        };
        let came_back = opened.timeline.added.latest.is_some_and(|added| added > at);
        let days = inputs.thresholds.span(Limit::ReleaseDays);
        if came_back || inputs.now().since(at) > days * DAY {
            return;
        }
        self.releases += 1;
        if has_reason(opened) {
            return;
        }
        let serial = opened.device.serial;
        self.devices.add(Found {
            serial,
            why: &NO_REASON,
            amount: None,
            since: Some(at),
        });
        let events = opened.device.audit();
        let removed = events
            .iter()
            .rev()
            .find(|event| event.kind == AuditType::Removed);
        if let Some(event) = removed.filter(|event| event.actor.is_some())
            && self.actors.len() < ACTORS_MAX
        {
            self.actors.push((serial, event.actor));
        }
    }

    fn merge(&mut self, later: Self) {
        self.devices.merge(later.devices);
        self.releases += later.releases;
        let room = ACTORS_MAX - self.actors.len();
        self.actors.extend(later.actors.into_iter().take(room));
    }
}

/// A repair, the own list, or what somebody wrote down explains a release.
fn has_reason(opened: &Opened<'_, '_>) -> bool {
    let gone = opened.device.register().is_some_and(|row| {
        matches!(
            row.whereabouts,
            Whereabouts::Lost | Whereabouts::Disposed | Whereabouts::Returned
        )
    });
    gone || opened.case.get::<ReleasedBy>() == ReleasedBy::Replacement
        || opened.device.release_reason().is_some()
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.releases;
    let snapshot = inputs.fleet.snapshot;
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Count(0));
    measured.population = count.releases;
    measured.value = (count.releases > 0).then_some(Amount::Count(count.devices.total()));
    measured.exceptions = count.devices.exceptions(inputs.fleet);
    measured.since = count.devices.since();
    let spelt = count.actors.iter().map(|(serial, actor)| Evidence {
        source: Source::AuditEvents,
        field: "actor",
        row: snapshot.serials.text(*serial).to_owned(),
        said: Said::Text(snapshot.words.text(*actor).to_owned()),
    });
    measured.evidence = spelt.collect();
    measured.judged_by_exceptions()
}
