//! P14: what a site's network lets through decides for everybody who unpacks a device there.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Exception, Label, Measured, Missing, Part, Subject};
use crate::prevention::tally::{Count, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{Failure, SiteCluster};
use enrollment::remedy::Remedy;
use enrollment::snapshot::Source;
use enrollment::words::Word;
use std::collections::BTreeMap;

static FAILURES: Phrase = Phrase {
    key: "network-failures",
    en: "enrollments broke off as they do where a network stands in the way",
    de: "Registrierungen brachen ab, wie es geschieht, wenn ein Netz im Weg steht",
};
static CLUSTER: Phrase = Phrase {
    key: "site-fails",
    en: "most devices here fail, and elsewhere they do not",
    de: "die meisten Geräte hier scheitern und anderswo nicht",
};
static PROBE: Phrase = Phrase {
    key: "probe",
    en: "a probe from each site: no failure is no proof that its network is open",
    de: "eine Probe an jedem Standort: Kein Fehler ist kein Beweis für ein offenes Netz",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P14",
    reads: &[Source::Failures, Source::Register],
    remedy: &[Remedy::R10],
    controls: &[
        control(Framework::CisControls, "12.2"),
        control(Framework::Iso27001, "A.8.20"),
    ],
    phrases: &[&FAILURES, &CLUSTER, &PROBE],
    en: CheckPage {
        title: "Every site reaches Apple and Microsoft",
        text: "Watched are, site by site, failed enrollments that break off as they do where a \
                   network stands in the way, and sites where most devices fail while elsewhere \
                   they do not. The alarm is raised by three such failures at a site, and by any \
                   such site. That nothing fails is no proof: only a probe from the site shows \
                   whether the hosts for activation, enrollment, push and time answer with \
                   certificates of their own issuers.",
    },
    de: CheckPage {
        title: "Jeder Standort erreicht Apple und Microsoft",
        text: "Beobachtet werden je Standort gescheiterte Registrierungen, die abbrechen, wie \
                   es geschieht, wenn ein Netz im Weg steht, und Standorte, an denen die meisten \
                   Geräte scheitern und anderswo nicht. Alarm geben drei solche Fehler an einem \
                   Standort und jeder solche Standort. Dass nichts scheitert, ist kein Beweis: Nur \
                   eine Probe am Standort zeigt, ob die Hosts für Aktivierung, Registrierung, Push \
                   und Uhrzeit mit Zertifikaten ihrer eigenen Aussteller antworten.",
    },
    measure,
};

/// Sites with their devices.
#[derive(Default)]
pub(in crate::prevention) struct Sites {
    sites: BTreeMap<Word, SiteCount>,
}

#[derive(Clone, Copy, Default)]
struct SiteCount {
    devices: u64,
    failures: u64,
    cluster: bool,
}

impl Count for Sites {
    fn note(&mut self, _: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let Some(row) = opened.device.register() else {
            return;
        };
        if row.site.is_none() {
            return;
        }
        let site = self.sites.entry(row.site).or_default();
        site.devices += 1;
        let failure = opened.case.get::<Failure>();
        let network = matches!(
            failure,
            Failure::Disconnected | Failure::Identity | Failure::Clock
        );
        site.failures += u64::from(network);
        site.cluster |= opened.case.get::<SiteCluster>() == SiteCluster::Cluster;
    }

    fn merge(&mut self, later: Self) {
        for (word, more) in later.sites {
            let site = self.sites.entry(word).or_default();
            site.devices += more.devices;
            site.failures += more.failures;
            site.cluster |= more.cluster;
        }
    }
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.network;
    let snapshot = inputs.fleet.snapshot;
    let least = u64::from(inputs.thresholds.of(Limit::SiteFailures));
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Count(least));
    measured.subject = Subject::Site;
    measured.population = count.sites.len() as u64;
    measured.missing.push(Missing::Unasked(&PROBE));
    let mut sites: Vec<_> = count
        .sites
        .iter()
        .map(|(word, site)| (snapshot.words.text(*word), *site))
        .collect();
    sites.sort_by_key(|(name, _)| *name);
    let most = sites.iter().map(|(_, site)| site.failures).max();
    measured.value = most.map(Amount::Count);
    for (name, site) in sites {
        let share = Amount::Share {
            part: site.failures,
            of: site.devices,
        };
        if site.failures > 0 {
            measured.parts.push(Part {
                label: Label::Name(name.to_owned()),
                amount: share,
            });
        }
        if site.failures >= least || site.cluster {
            let many = site.failures >= least;
            measured.exceptions.add(Exception {
                subject: Subject::Site,
                name: name.to_owned(),
                why: if many { &FAILURES } else { &CLUSTER },
                amount: many.then_some(share),
                since: None,
            });
        }
    }
    measured.judged_by_exceptions()
}
