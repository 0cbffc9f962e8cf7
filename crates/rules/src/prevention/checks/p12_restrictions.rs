//! P12: a restriction that turns away the right device is found out at the hand-out.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::compliance::platforms;
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::Inputs;
use crate::prevention::measured::{Amount, Evidence, Exception, Measured, Missing, Said, Subject};
use crate::prevention::restrictions::{Met, PlatformName, judge};
use crate::prevention::tally::Tally;
use enrollment::access::{Called, Names, People, groups_of};
use enrollment::case_file::Kind;
use enrollment::device_kind::{kind_of_os, kind_of_platform};
use enrollment::remedy::Remedy;
use enrollment::snapshot::{
    ManagedDevice, ProductFamily, Restriction, Snapshot, Source, SourceReads,
};
use enrollment::tenant::older;
use std::collections::BTreeMap;

static BLOCKED: Phrase = Phrase {
    key: "platform-blocked",
    en: "turns every iPhone and iPad away",
    de: "weist jedes iPhone und iPad ab",
};
static MACS_BLOCKED: Phrase = Phrase {
    key: "macs-blocked",
    en: "turns every Mac away",
    de: "weist jeden Mac ab",
};
static NEWER: Phrase = Phrase {
    key: "newer-versions-refused",
    en: "has an upper limit for the version: a newer device is not registered in Entra",
    de: "hat eine obere Grenze für die Version: Ein neueres Gerät wird in Entra nicht eingetragen",
};
static TOO_NEW: Phrase = Phrase {
    key: "version-beyond-all",
    en: "asks for a newer version than any device here has",
    de: "verlangt eine neuere Version, als irgendein Gerät hier hat",
};
static PERSONAL: Phrase = Phrase {
    key: "personal-allowed",
    en: "lets personally owned devices in",
    de: "lässt persönliche Geräte ein",
};
static GROUPS: Phrase = Phrase {
    key: "restrictions-of-groups",
    en: "which restriction each group of people meets",
    de: "welche Einschränkung für welche Gruppe von Personen gilt",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P12",
    reads: &[Source::Restrictions],
    remedy: &[Remedy::R8],
    controls: &[
        control(Framework::CisMicrosoft365, "4.2"),
        control(Framework::CisControls, "1.2"),
        control(Framework::Nist800171R2, "3.1.18"),
        control(Framework::Nist800171R3, "03.01.18"),
        control(Framework::Iso27001, "A.8.1"),
        control(Framework::Grundschutz, "SYS.3.2.2.A2"),
    ],
    phrases: &[
        &BLOCKED,
        &MACS_BLOCKED,
        &NEWER,
        &TOO_NEW,
        &PERSONAL,
        &GROUPS,
    ],
    en: CheckPage {
        title: "Enrollment restrictions let the right devices in",
        text: "Watched are the restrictions in their order of priority, worked out for people of \
               different groups and for a device without a user, for iPhone and iPad and, where \
               there are any, for Macs: the platform allowed, personally owned devices refused, \
               no version limit that stops a registration. The alarm is raised when the outcome \
               differs from the agreed one.",
        to_do: "Change the restriction, its groups or its priority, and check again.",
    },
    de: CheckPage {
        title: "Die Registrierungseinschränkungen lassen die richtigen Geräte ein",
        text: "Beobachtet werden die Einschränkungen in ihrer Rangfolge, durchgerechnet für \
               Personen verschiedener Gruppen und für ein Gerät ohne Person, für iPhone und iPad \
               und, wo es welche gibt, für Macs: Plattform erlaubt, persönliche Geräte \
               abgewiesen, keine Versionsgrenze, die eine Eintragung in Entra verhindert. Alarm \
               gibt es, wenn das Ergebnis vom vereinbarten abweicht.",
        to_do: "Ändern Sie die Einschränkung, ihre Gruppen oder ihren Rang und prüfen Sie noch \
               einmal.",
    },
    measure,
};

/// What each class of people meets, and a device without a user; a restriction that meets nobody
/// does no harm.
fn measure(inputs: &Inputs<'_>, _: &Tally) -> Measured {
    let snapshot = inputs.fleet.snapshot;
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Count(0));
    measured.subject = Subject::Restriction;
    let directory = People::of(snapshot);
    let judged = judge(snapshot, &directory);
    let mut people: BTreeMap<usize, u64> = BTreeMap::new();
    let mut unclear = false;
    let macs = has_macs(snapshot);
    let of_people = judged.classes.iter().map(|it| (it.count as u64, &it.met));
    for (count, met) in of_people.chain([(0, &judged.userless)]) {
        let wanted = |it: &&Met| it.platform == PlatformName::Ios || macs;
        for met in met.iter().filter(wanted) {
            unclear |= !met.perhaps.is_empty();
            if let Some(rule) = met.surely {
                *people.entry(rule).or_default() += count;
            }
        }
    }
    if unclear {
        measured.missing.extend(missing(&snapshot.reads));
    }
    for (number, rule) in snapshot.restrictions.iter().enumerate() {
        if let Some(count) = people.get(&number) {
            look_at(rule, *count, snapshot, &mut measured);
            let groups = groups_of(rule.targets.as_deref().unwrap_or_default(), snapshot);
            let groups = groups.map(|id| group(rule, id, &directory.names, snapshot));
            measured.evidence.extend(groups);
        }
    }
    let looked = measured.population > 0;
    if !looked {
        // There is a default for each platform: one that is not there was not read.
        let field = Missing::Field(Source::Restrictions, "priority");
        measured.missing.push(field);
    }
    measured.value = looked.then_some(Amount::Count(measured.exceptions.total));
    measured.judged_by_exceptions()
}

fn has_macs(snapshot: &Snapshot) -> bool {
    let mut families = snapshot.org_devices.iter().map(|row| row.family);
    families.any(|family| family == ProductFamily::Mac)
        || platforms(snapshot).contains(&PlatformName::MacOs)
}

/// The newest version that a managed device of the restriction's platform has.
fn newest<'s>(rule: &Restriction, snapshot: &'s Snapshot) -> Option<&'s str> {
    let words = &snapshot.words;
    let of_platform = |row: &&ManagedDevice| {
        let kind = kind_of_os(words.text(row.os));
        kind == Some(kind_of_platform(rule.platform))
    };
    let rows = snapshot.managed.iter().filter(of_platform);
    let versions = rows.map(|row| words.text(row.os_version));
    versions
        .filter(|version| !version.is_empty())
        .reduce(|a, b| if older(a, b) { b } else { a })
}

/// A group that a restriction is assigned to or leaves out, by name and id.
fn group(rule: &Restriction, id: &str, names: &Names, snapshot: &Snapshot) -> Evidence {
    Evidence {
        source: Source::Restrictions,
        field: "assignments.target.groupId",
        row: snapshot.words.text(rule.name).to_owned(),
        said: Said::Text(match names.group(id) {
            Called::Name(name) => format!("{name} ({id})"),
            Called::Gone | Called::Unread => id.to_owned(),
        }),
    }
}

/// What would have said whom a restriction meets; a filter for devices nobody reads.
fn missing(reads: &SourceReads) -> Vec<Missing> {
    let directory = [Source::Accounts, Source::Memberships];
    let unread = directory.into_iter().filter(|it| !reads.is_complete(*it));
    let unread: Vec<Missing> = unread.map(Missing::Source).collect();
    if unread.is_empty() {
        vec![Missing::Unasked(&GROUPS)]
    } else {
        unread
    }
}

fn look_at(rule: &Restriction, people: u64, snapshot: &Snapshot, measured: &mut Measured) {
    measured.population += 1;
    let name = snapshot.words.text(rule.name);
    let is_mac = kind_of_platform(rule.platform) == Kind::Mac;
    let asked = snapshot.words.text(rule.os_minimum);
    let beyond = !asked.is_empty() && newest(rule, snapshot).is_some_and(|it| older(it, asked));
    let found = [
        (rule.blocked, if is_mac { &MACS_BLOCKED } else { &BLOCKED }),
        (rule.os_maximum.is_some(), &NEWER),
        (beyond, &TOO_NEW),
        (!rule.personal_blocked, &PERSONAL),
    ];
    for (_, why) in found.into_iter().filter(|(found, _)| *found) {
        measured.exceptions.add(Exception {
            subject: Subject::Restriction,
            name: name.to_owned(),
            why,
            amount: (people > 0).then_some(Amount::Count(people)),
            since: rule.modified.at(),
        });
    }
    let fields = [
        ("platformBlocked", rule.blocked),
        ("personalDeviceEnrollmentBlocked", rule.personal_blocked),
    ];
    for (field, said) in fields {
        measured.evidence.push(Evidence {
            source: Source::Restrictions,
            field,
            row: name.to_owned(),
            said: Said::Flag(said),
        });
    }
    let versions = [
        ("osMinimumVersion", rule.os_minimum),
        ("osMaximumVersion", rule.os_maximum),
    ];
    for (field, said) in versions.into_iter().filter(|(_, said)| said.is_some()) {
        measured.evidence.push(Evidence {
            source: Source::Restrictions,
            field,
            row: name.to_owned(),
            said: Said::Text(snapshot.words.text(said).to_owned()),
        });
    }
}
