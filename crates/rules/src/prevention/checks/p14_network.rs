//! P14: what a site's network lets through decides for everybody who unpacks a device there. What a
//! probe saw there is proof; that nothing failed is none.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{
    Amount, Evidence, Exception, Label, Measured, Missing, Part, Said, Subject,
};
use crate::prevention::tally::{Count, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{Failure, SiteCluster};
use enrollment::moment::{DAY, Moment};
use enrollment::remedy::Remedy;
use enrollment::snapshot::{ProbeOutcome, ProbedHost, Snapshot, Source};
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
static INTERCEPTED: Phrase = Phrase {
    key: "intercepted",
    en: "TLS is opened on the way: somebody else vouches for the host",
    de: "TLS wird unterwegs geöffnet: Für den Host bürgt jemand anderes",
};
static NO_NAME: Phrase = Phrase {
    key: "name-not-found",
    en: "the name is not found there",
    de: "der Name wird dort nicht gefunden",
};
static NO_CONNECTION: Phrase = Phrase {
    key: "no-connection",
    en: "no connection comes about there",
    de: "dort kommt keine Verbindung zustande",
};
static NO_TLS: Phrase = Phrase {
    key: "no-tls",
    en: "the connection breaks off before a certificate comes",
    de: "die Verbindung bricht ab, bevor ein Zertifikat kommt",
};
static TIMED_OUT: Phrase = Phrase {
    key: "no-answer",
    en: "no answer comes in time",
    de: "es kommt rechtzeitig keine Antwort",
};
static OPEN: Phrase = Phrase {
    key: "everything-reached",
    en: "a probe reached everything",
    de: "in der Netzprobe war alles erreichbar",
};
static HALF: Phrase = Phrase {
    key: "not-everything-probed",
    en: "the probe did not look for every host",
    de: "die Netzprobe suchte nicht jeden Host",
};
static OLD: Phrase = Phrase {
    key: "probe-too-old",
    en: "the last probe is too old to count",
    de: "die letzte Netzprobe ist zu alt, um zu zählen",
};
static NEVER: Phrase = Phrase {
    key: "never-probed",
    en: "never probed",
    de: "ohne Netzprobe",
};
static PROBE: Phrase = Phrase {
    key: "probe",
    en: "a recent probe of each site (firstcontact prevent probe): no failure is no proof that its \
         network is open",
    de: "eine neue Netzprobe jedes Standorts (firstcontact prevent probe): Kein Fehler ist kein \
         Beweis für ein offenes Netz",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P14",
    reads: &[Source::Failures, Source::Register, Source::Probes],
    remedy: &[Remedy::R10],
    controls: &[
        control(Framework::CisControls, "12.2"),
        control(Framework::Iso27001, "A.8.20"),
    ],
    phrases: &[
        &FAILURES,
        &CLUSTER,
        &INTERCEPTED,
        &NO_NAME,
        &NO_CONNECTION,
        &NO_TLS,
        &TIMED_OUT,
        &OPEN,
        &HALF,
        &OLD,
        &NEVER,
        &PROBE,
    ],
    en: CheckPage {
        title: "Every site reaches Apple and Microsoft",
        text: "Watched are, site by site, failed enrollments that break off as they do where a \
               network stands in the way, sites where most devices fail while elsewhere they do \
               not, and probes: run at a site, firstcontact prevent probe looks for each host that \
               activation, enrollment, push and the clock need, and sees who vouches for it. The \
               alarm is raised by three such failures at a site, by any such site, and by each \
               host that a probe did not reach or found to be opened on the way. That nothing \
               fails is no proof; a probe counts for 30 days. It compares the name of whoever \
               issued the certificate, so that somebody who uses Apple's or Microsoft's name \
               goes unnoticed.",
        to_do: "Have the site's network let these hosts through without opening TLS, and probe \
               it again.",
    },
    de: CheckPage {
        title: "Jeder Standort erreicht Apple und Microsoft",
        text: "Beobachtet werden je Standort gescheiterte Registrierungen, die abbrechen, wie es \
               geschieht, wenn ein Netz im Weg steht, Standorte, an denen die meisten Geräte \
               scheitern und anderswo nicht, und Netzproben: Am Standort ausgeführt, sucht \
               firstcontact prevent probe jeden Host, den Aktivierung, Registrierung, Push und die \
               Uhr brauchen, und sieht, wer für ihn bürgt. Alarm geben drei solche Fehler an einem \
               Standort, jeder solche Standort und jeder Host, den eine Netzprobe nicht erreicht \
               hat oder dessen TLS unterwegs geöffnet wird. Dass nichts scheitert, ist kein \
               Beweis; eine Netzprobe zählt 30 Tage. Verglichen wird der Name dessen, der das \
               Zertifikat ausgestellt hat: Wer den Namen von Apple oder Microsoft benutzt, bleibt \
               unbemerkt.",
        to_do: "Lassen Sie das Netz des Standorts diese Hosts durchlassen, ohne TLS zu öffnen, \
               und prüfen Sie es noch einmal.",
    },
    measure,
};

/// Sites with their devices.
#[derive(Default)]
pub(in crate::prevention) struct Sites {
    sites: BTreeMap<Word, SiteCount>,
    /// Failures as of a network, of devices of which the own list does not say where they are.
    homeless: u64,
}

#[derive(Clone, Copy, Default)]
struct SiteCount {
    devices: u64,
    failures: u64,
    cluster: bool,
}

impl Count for Sites {
    fn note(&mut self, _: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let failure = opened.case.get::<Failure>();
        let network = matches!(
            failure,
            Failure::Disconnected | Failure::Identity | Failure::Clock
        );
        let register = opened.device.register();
        let Some(row) = register.filter(|row| row.site.is_some()) else {
            self.homeless += u64::from(network);
            return;
        };
        let site = self.sites.entry(row.site).or_default();
        site.devices += 1;
        site.failures += u64::from(network);
        site.cluster |= opened.case.get::<SiteCluster>() == SiteCluster::Cluster;
    }

    fn merge(&mut self, later: Self) {
        self.homeless += later.homeless;
        for (word, more) in later.sites {
            let site = self.sites.entry(word).or_default();
            site.devices += more.devices;
            site.failures += more.failures;
            site.cluster |= more.cluster;
        }
    }
}

/// The newest probe of a site.
struct Newest<'s> {
    at: Moment,
    name: &'s str,
    hosts: Vec<&'s ProbedHost>,
}

/// Sites by their names, however they are spelt.
fn newest(snapshot: &Snapshot) -> BTreeMap<String, Newest<'_>> {
    let mut sites: BTreeMap<String, Newest<'_>> = BTreeMap::new();
    for row in snapshot.probes.iter() {
        let Some(at) = row.at.at() else { continue };
        let name = snapshot.words.text(row.site);
        let empty = || Newest {
            at,
            name,
            hosts: Vec::new(),
        };
        let site = sites.entry(key(name)).or_insert_with(empty);
        if at > site.at {
            *site = empty();
        }
        if at == site.at {
            site.hosts.push(row);
        }
    }
    for site in sites.values_mut() {
        let words = &snapshot.words;
        site.hosts
            .sort_by_key(|row| (words.text(row.host), row.port, row.outcome));
    }
    sites
}

fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let snapshot = inputs.fleet.snapshot;
    let least = u64::from(inputs.thresholds.of(Limit::SiteFailures));
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Count(least));
    measured.subject = Subject::Site;
    let mut sites: Vec<_> = tally
        .network
        .sites
        .iter()
        .map(|(word, site)| (snapshot.words.text(*word), *site))
        .collect();
    sites.sort_by_key(|(name, _)| *name);
    let most = sites.iter().map(|(_, site)| site.failures).max();
    measured.value = most.map(Amount::Count);
    for (name, site) in &sites {
        failures(name, *site, least, &mut measured);
    }
    let probes = newest(snapshot);
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    let known = sites.iter().map(|(name, _)| *name);
    for name in known.chain(probes.values().map(|it| it.name)) {
        names.entry(key(name)).or_insert(name);
    }
    measured.population = names.len() as u64;
    let mut open = !names.is_empty();
    for (key, name) in names {
        open &= probed(name, probes.get(&key), inputs, &mut measured);
    }
    if tally.network.homeless > 0 {
        let field = Missing::Field(Source::Register, "site");
        measured.missing.push(field);
    }
    if !open {
        measured.missing.push(Missing::Unasked(&PROBE));
    }
    measured.judged_by_exceptions()
}

/// What failed at a site.
fn failures(name: &str, site: SiteCount, least: u64, measured: &mut Measured) {
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
    let many = site.failures >= least;
    if many || site.cluster {
        measured.exceptions.add(Exception {
            subject: Subject::Site,
            name: name.to_owned(),
            why: if many { &FAILURES } else { &CLUSTER },
            amount: many.then_some(share),
            since: None,
        });
    }
}

/// What the newest probe of a site says; whether it says all that there is to say.
fn probed(
    name: &str,
    probe: Option<&Newest<'_>>,
    inputs: &Inputs<'_>,
    measured: &mut Measured,
) -> bool {
    let mut told = |phrase: &'static Phrase, amount: Amount| {
        measured.parts.push(Part {
            label: Label::Of(name.to_owned(), phrase),
            amount,
        });
    };
    let Some(probe) = probe else {
        told(&NEVER, Amount::Count(0));
        return false;
    };
    let words = &inputs.fleet.snapshot.words;
    // A probe may be added to a snapshot that was taken before it.
    let days = (inputs.now().since(probe.at) / DAY).max(0);
    if days > inputs.thresholds.span(Limit::ProbeDays) {
        told(&OLD, Amount::Days(days));
        return false;
    }
    let unlooked = |row: &&&ProbedHost| {
        matches!(
            row.outcome,
            ProbeOutcome::Missing | ProbeOutcome::Strange(_)
        )
    };
    let reached = |row: &&&ProbedHost| row.outcome == ProbeOutcome::Reached;
    let reached = probe.hosts.iter().filter(reached).count();
    let half = probe.hosts.iter().any(|row| unlooked(&row));
    if half {
        told(&HALF, Amount::Days(days));
    } else if reached == probe.hosts.len() {
        told(&OPEN, Amount::Days(days));
    }
    for row in &probe.hosts {
        if let Some(why) = shut(row.outcome) {
            let door = format!("{name}: {}:{}", words.text(row.host), row.port);
            if row.issuer.is_some() {
                let issuer = words.text(row.issuer).to_owned();
                let said = Said::Text(issuer);
                measured.evidence.push(evidence("issuer", &door, said));
            }
            measured.exceptions.add(Exception {
                subject: Subject::Host,
                name: door,
                why,
                amount: None,
                since: Some(probe.at),
            });
        }
    }
    let at = evidence("at", name, Said::At(probe.at));
    let count = evidence("reached", name, Said::Number(reached as i64));
    measured.evidence.extend([at, count]);
    !half
}

/// Why a host is none that was reached.
const fn shut(outcome: ProbeOutcome) -> Option<&'static Phrase> {
    Some(match outcome {
        ProbeOutcome::Intercepted => &INTERCEPTED,
        ProbeOutcome::NoName => &NO_NAME,
        ProbeOutcome::NoConnection => &NO_CONNECTION,
        ProbeOutcome::NoTls => &NO_TLS,
        ProbeOutcome::TimedOut => &TIMED_OUT,
        ProbeOutcome::Reached | ProbeOutcome::Missing | ProbeOutcome::Strange(_) => return None,
    })
}

fn evidence(field: &'static str, row: &str, said: Said) -> Evidence {
    Evidence {
        source: Source::Probes,
        field,
        row: row.to_owned(),
        said,
    }
}
