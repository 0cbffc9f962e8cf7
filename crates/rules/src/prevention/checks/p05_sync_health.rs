//! P05: without a sync nothing that happens at Apple reaches Intune.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Evidence, Exception, Measured, Missing, Said, Subject};
use crate::prevention::tally::{Count, Devices, Found, Tally, earlier};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{Listing, Managed, Membership, Server};
use enrollment::moment::{HOUR, Stamp};
use enrollment::remedy::Remedy;
use enrollment::snapshot::{Source, Token};
use enrollment::tenant::TokenFacts;

static NEVER: Phrase = Phrase {
    key: "never-synced",
    en: "has never synced",
    de: "hat noch nie synchronisiert",
};
static OLD: Phrase = Phrase {
    key: "no-success-for",
    en: "no successful sync for too long",
    de: "zu lange keine erfolgreiche Synchronisierung",
};
static ERROR: Phrase = Phrase {
    key: "last-sync-failed",
    en: "the last sync ended with an error",
    de: "die letzte Synchronisierung endete mit einem Fehler",
};
static UNHEARD: Phrase = Phrase {
    key: "apple-has-not-heard",
    en: "Apple has not heard from Intune for too long",
    de: "Apple hat zu lange nichts von Intune gehört",
};
static NOT_IMPORTED: Phrase = Phrase {
    key: "not-imported",
    en: "on Intune's service at Apple, and not imported",
    de: "bei Apple auf dem Dienst von Intune und nicht importiert",
};
static NO_TOKEN: Phrase = Phrase {
    key: "no-token",
    en: "there are devices at Apple and no enrollment program token",
    de: "es gibt Geräte bei Apple und kein Token für das Registrierungsprogramm",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P05",
    reads: &[
        Source::Tokens,
        Source::ImportedIdentities,
        Source::OrgDevices,
        Source::MdmServers,
        Source::MdmServerDevices,
    ],
    remedy: &[Remedy::R2, Remedy::R5],
    controls: &[
        control(Framework::CisControls, "1.1"),
        control(Framework::Nist800171R3, "03.04.10"),
        control(Framework::Iso27001, "A.5.9"),
        control(Framework::Grundschutz, "SYS.3.2.2.A20"),
    ],
    phrases: &[&NEVER, &OLD, &ERROR, &UNHEARD, &NOT_IMPORTED, &NO_TOKEN],
    en: CheckPage {
        title: "The sync is healthy",
        text: "Watched are the age of each token's last success, its error, when Apple last \
               heard from Intune, and the difference between the numbers of devices on both \
               sides. The alarm is raised after 14 hours without a success, by any error, and \
               by a difference that lasts longer than 24 hours.",
        to_do: "Start a sync in Intune. If it fails again, see what is wrong with the token: \
               accept Apple's terms where they wait, and renew a token that has ended, for the \
               same service; a new one in its place would take every device with it.",
    },
    de: CheckPage {
        title: "Die Synchronisierung ist gesund",
        text: "Beobachtet werden je Token das Alter des letzten Erfolgs, sein Fehler, wann \
               Apple zuletzt von Intune gehört hat, und der Unterschied der Gerätezahlen \
               beider Seiten. Alarm gibt es nach 14 Stunden ohne Erfolg, bei jedem Fehler und \
               bei einem Unterschied, der länger als 24 Stunden besteht.",
        to_do: "Starten Sie in Intune eine Synchronisierung. Scheitert sie wieder, sehen Sie \
               nach, was dem Token fehlt: Nehmen Sie wartende Bedingungen von Apple an und \
               erneuern Sie ein abgelaufenes Token für denselben Dienst; ein neues an seiner \
               Stelle nähme jedes Gerät mit.",
    },
    measure,
};

/// Devices that Apple has on Intune's service and Intune does not list.
#[derive(Default)]
pub(in crate::prevention) struct NotImported {
    devices: Devices,
    in_organisation: u64,
    /// Not imported, and nobody knows for how long.
    undated: u64,
}

impl Count for NotImported {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let case = opened.case;
        let present = case.get::<Membership>() == Membership::Present;
        self.in_organisation += u64::from(present);
        // Whoever is enrolled was on a list once: somebody deleted the row.
        if case.get::<Server>() != Server::Intune
            || case.get::<Listing>() != Listing::Absent
            || !matches!(case.get::<Managed>(), Managed::None | Managed::Unread)
        {
            return;
        }
        let recorded = opened.device.org().map_or(Stamp::ABSENT, |org| org.updated);
        let Some(since) = opened.timeline.assigned.latest.or(recorded.at()) else {
            self.undated += 1;
            return;
        };
        let hours = inputs.now().since(since) / HOUR;
        if hours >= inputs.thresholds.span(Limit::ImportHours) {
            self.devices.add(Found {
                serial: opened.device.serial,
                why: &NOT_IMPORTED,
                amount: Some(Amount::Hours(hours)),
                since: Some(since),
            });
        }
    }

    fn merge(&mut self, later: Self) {
        self.devices.merge(later.devices);
        self.in_organisation += later.in_organisation;
        self.undated += later.undated;
    }
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.sync_health;
    let fleet = inputs.fleet;
    let snapshot = fleet.snapshot;
    let hours = inputs.thresholds.span(Limit::SyncHours);
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Hours(hours));
    measured.subject = Subject::Token;
    let rows: Vec<_> = fleet
        .tenant
        .tokens
        .iter()
        .filter_map(|token| Some((token, &snapshot.tokens[token.row?])))
        .collect();
    measured.population = rows.len() as u64;
    let ages = rows.iter().filter_map(|(_, row)| row.last_success.at());
    let oldest = ages.map(|at| inputs.now().since(at).max(0) / HOUR).max();
    measured.value = oldest.map(Amount::Hours);
    for (token, row) in &rows {
        one_token(inputs, token, row, &mut measured);
    }
    if rows.is_empty() && count.in_organisation > 0 && snapshot.reads.is_complete(Source::Tokens) {
        measured.exceptions.add(Exception {
            subject: Subject::Setting,
            name: Source::Tokens.name().to_owned(),
            why: &NO_TOKEN,
            amount: Some(Amount::Count(count.in_organisation)),
            since: None,
        });
    }
    if count.undated > 0 {
        let field = Missing::Field(Source::OrgDevices, "updatedDateTime");
        measured.missing.push(field);
    }
    let since = measured
        .exceptions
        .named
        .iter()
        .filter_map(|it| it.since)
        .min();
    measured.since = earlier(since, count.devices.since());
    let devices = count.devices.exceptions(fleet);
    measured.exceptions.append(devices);
    measured.judged_by_exceptions()
}

fn one_token(inputs: &Inputs<'_>, token: &TokenFacts, row: &Token, measured: &mut Measured) {
    let words = &inputs.fleet.snapshot.words;
    let name = words.text(row.name);
    let hours = inputs.thresholds.span(Limit::SyncHours);
    let mut add = |why, amount, since| {
        measured.exceptions.add(Exception {
            subject: Subject::Token,
            name: name.to_owned(),
            why,
            amount,
            since,
        });
    };
    match row.last_success.at() {
        Some(at) => {
            let age = inputs.now().since(at) / HOUR;
            if age >= hours {
                add(&OLD, Some(Amount::Hours(age)), Some(at.plus(hours * HOUR)));
            }
        }
        None if row.last_success.is_never() => add(&NEVER, None, None),
        None => measured
            .missing
            .push(Missing::Field(Source::Tokens, "lastSuccessfulSyncDateTime")),
    }
    match row.error {
        Some(0) => {}
        Some(_) => {
            measured.exceptions.add(Exception {
                subject: Subject::Token,
                name: name.to_owned(),
                why: &ERROR,
                amount: None,
                since: row.last_success.at(),
            });
        }
        None => measured
            .missing
            .push(Missing::Field(Source::Tokens, "lastSyncErrorCode")),
    }
    heard(inputs, token, name, measured);
    let said = row.last_success.at().map_or(Said::Nothing, Said::At);
    let fields = [
        ("lastSuccessfulSyncDateTime", said),
        (
            "lastSyncErrorCode",
            row.error.map_or(Said::Nothing, Said::Number),
        ),
        (
            "syncedDeviceCount",
            row.devices
                .map_or(Said::Nothing, |count| Said::Number(i64::from(count))),
        ),
    ];
    for (field, said) in fields {
        measured.evidence.push(Evidence {
            source: Source::Tokens,
            field,
            row: name.to_owned(),
            said,
        });
    }
}

/// When Apple last heard from Intune for this token's service.
fn heard(inputs: &Inputs<'_>, token: &TokenFacts, name: &str, measured: &mut Measured) {
    let snapshot = inputs.fleet.snapshot;
    let hours = inputs.thresholds.span(Limit::SyncHours);
    let mut servers = snapshot.mdm_servers.iter();
    let server = servers.find(|server| token.server == Some(server.id));
    let Some(heard) = server.and_then(|server| server.last_connected.at()) else {
        let field = Missing::Field(Source::MdmServers, "lastConnectedDateTime");
        measured.missing.push(field);
        return;
    };
    let age = inputs.now().since(heard) / HOUR;
    if age >= hours {
        measured.exceptions.add(Exception {
            subject: Subject::Token,
            name: name.to_owned(),
            why: &UNHEARD,
            amount: Some(Amount::Hours(age)),
            since: Some(heard.plus(hours * HOUR)),
        });
    }
    measured.evidence.push(Evidence {
        source: Source::MdmServers,
        field: "lastConnectedDateTime",
        row: name.to_owned(),
        said: Said::At(heard),
    });
}
