//! P03: what no service takes by itself waits for somebody to assign it, and may be switched on
//! before.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Evidence, Exception, Measured, Missing, Said, Subject};
use crate::prevention::tally::{Count, Devices, Found, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{FamilyDefault, Membership, Server};
use enrollment::correlate::Device;
use enrollment::moment::{HOUR, Moment};
use enrollment::remedy::Remedy;
use enrollment::snapshot::{AssignmentStatus, AuditType, ProductFamily, Source};
use enrollment::term::Term;
use std::collections::BTreeMap;

static UNASSIGNED: Phrase = Phrase {
    key: "unassigned",
    en: "assigned to no service",
    de: "keinem Dienst zugewiesen",
};
static NO_DEFAULT: Phrase = Phrase {
    key: "no-default-service",
    en: "no service takes this family by default",
    de: "kein Dienst nimmt diese Familie standardmäßig auf",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P03",
    reads: &[Source::OrgDevices, Source::MdmServers],
    remedy: &[Remedy::R1],
    controls: &[
        control(Framework::CisControls, "4.1"),
        control(Framework::Nist800171R2, "3.4.2"),
        control(Framework::Nist800171R3, "03.04.02"),
        control(Framework::Iso27001, "A.8.1"),
        control(Framework::Grundschutz, "SYS.3.2.2.A4"),
    ],
    phrases: &[&UNASSIGNED, &NO_DEFAULT],
    en: CheckPage {
        title: "A service takes new devices of every product family by default",
        text: "Watched is whether each family that you buy, iPhone, iPad, Mac and so on, has a \
               default service at Apple, and how many devices are assigned to none. The alarm \
               is raised as soon as a family has no default, or a device stays unassigned for \
               more than 24 hours.",
        to_do: "In Apple Business make Intune's service the default of every product family that \
               you buy, and assign the devices that have none.",
    },
    de: CheckPage {
        title: "Jede Produktfamilie hat einen Standarddienst",
        text: "Beobachtet wird, ob jede Familie, die Sie kaufen, iPhone, iPad, Mac und so \
               weiter, bei Apple einen Standarddienst hat und wie viele Geräte keinem \
               zugewiesen sind. Alarm gibt es, sobald einer Familie der Standard fehlt oder \
               ein Gerät länger als 24 Stunden nicht zugewiesen ist.",
        to_do: "Machen Sie in Apple Business den Dienst von Intune zum Standard jeder \
               Produktfamilie, die Sie kaufen, und weisen Sie die Geräte zu, die keinen haben.",
    },
    measure,
};

/// Devices that no service has.
#[derive(Default)]
pub(in crate::prevention) struct Unassigned {
    devices: Devices,
    in_organisation: u64,
    families: BTreeMap<ProductFamily, u64>,
    unknown: u64,
    undated: u64,
    /// Devices whose record says in no word that is known whether they are assigned.
    unsaid: u64,
    /// Devices whose record changed lately, so that nobody knows for how long they have been
    /// without a service.
    recent: u64,
}

impl Count for Unassigned {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let (device, case) = (opened.device, opened.case);
        let Some(org) = device.org() else { return };
        if case.get::<Membership>() != Membership::Present {
            return;
        }
        self.in_organisation += 1;
        *self.families.entry(org.family).or_default() += 1;
        let server = case.get::<Server>();
        self.unknown += u64::from(server == Server::Unread);
        let unsaid = matches!(
            org.status,
            AssignmentStatus::Missing | AssignmentStatus::Strange(_)
        );
        if unsaid && !matches!(server, Server::Intune | Server::Unread) {
            self.unsaid += 1;
            return;
        }
        if server != Server::Unassigned {
            return;
        }
        let (since, proved) = unassigned_since(inputs, device);
        self.undated += u64::from(since.is_none());
        let hours = since.map(|since| inputs.now().since(since) / HOUR);
        if hours.is_some_and(|hours| hours >= inputs.thresholds.span(Limit::UnassignedHours)) {
            self.devices.add(Found {
                serial: device.serial,
                why: &UNASSIGNED,
                amount: hours.map(Amount::Hours),
                since,
            });
        } else {
            self.recent += u64::from(!proved);
        }
    }

    fn merge(&mut self, later: Self) {
        self.devices.merge(later.devices);
        self.in_organisation += later.in_organisation;
        for (family, count) in later.families {
            *self.families.entry(family).or_default() += count;
        }
        self.unknown += later.unknown;
        self.undated += later.undated;
        self.unsaid += later.unsaid;
        self.recent += later.recent;
    }
}

/// Since when it has stood without a service, at the latest, and whether it cannot be longer. It
/// was taken off one; or its record last changed, for whatever reason; or it was added.
fn unassigned_since(inputs: &Inputs<'_>, device: &Device<'_>) -> (Option<Moment>, bool) {
    let taken_off = device
        .audit()
        .iter()
        .rev()
        .find(|event| event.kind == AuditType::Unassigned)
        .and_then(|event| event.at.at());
    let Some(org) = device.org() else {
        return (None, true);
    };
    let added = org.added.at();
    if let Some(at) = taken_off.filter(|at| added <= Some(*at)) {
        return (Some(at), true);
    }
    // A record that changes tomorrow has a clock of its own.
    let updated = org.updated.at().filter(|at| *at <= inputs.now());
    let changed = updated.filter(|at| added.is_some_and(|added| added < *at));
    (updated.max(added), changed.is_none())
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.default_service;
    let fleet = inputs.fleet;
    let hours = inputs.thresholds.span(Limit::UnassignedHours);
    let mut measured = Measured::begin(&CHECK, &fleet.snapshot.reads, Amount::Hours(hours));
    measured.population = count.in_organisation;
    let unassigned = count.devices.total();
    measured.value = (count.in_organisation > 0).then_some(Amount::Count(unassigned));
    measured.since = count.devices.since();
    families(inputs, count, &mut measured);
    let devices = count.devices.exceptions(fleet);
    measured.exceptions.append(devices);
    if count.unknown > 0 {
        measured
            .missing
            .push(Missing::Source(Source::MdmServerDevices));
    }
    if count.undated > 0 {
        let field = Missing::Field(Source::OrgDevices, "addedToOrgDateTime");
        measured.missing.push(field);
    }
    if count.unsaid > 0 {
        let field = Missing::Field(Source::OrgDevices, "status");
        measured.missing.push(field);
    }
    if count.recent > 0 {
        measured.missing.push(Missing::Source(Source::AuditEvents));
    }
    for server in fleet.snapshot.mdm_servers.iter() {
        let Some(families) = &server.default_families else {
            continue;
        };
        let spelt = families.iter().map(|it| it.text(&fleet.snapshot.strange));
        measured.evidence.push(Evidence {
            source: Source::MdmServers,
            field: "defaultProductFamilies",
            row: fleet.snapshot.words.text(server.name).to_owned(),
            said: Said::Text(spelt.collect::<Vec<_>>().join(", ")),
        });
    }
    measured.evidence.sort_by(|a, b| a.row.cmp(&b.row));
    measured.judged_by_exceptions()
}

fn families(inputs: &Inputs<'_>, count: &Unassigned, measured: &mut Measured) {
    let fleet = inputs.fleet;
    for (family, devices) in &count.families {
        match fleet.tenant.family_default(*family) {
            FamilyDefault::Covered => {}
            FamilyDefault::Unread => measured
                .missing
                .push(Missing::Field(Source::MdmServers, "defaultProductFamilies")),
            FamilyDefault::Missing => measured.exceptions.add(Exception {
                subject: Subject::Family,
                name: family.text(&fleet.snapshot.strange),
                why: &NO_DEFAULT,
                amount: Some(Amount::Count(*devices)),
                since: None,
            }),
        }
    }
}
