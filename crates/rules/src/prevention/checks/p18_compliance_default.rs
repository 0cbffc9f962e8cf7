//! P18: if a device that nobody checks passes as compliant, Conditional Access proves nothing.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::compliance::{Coverage, Has, Holder, platforms, runs};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::Inputs;
use crate::prevention::measured::{Amount, Evidence, Exception, Measured, Missing, Said, Subject};
use crate::prevention::restrictions::PlatformName;
use crate::prevention::tally::Tally;
use enrollment::remedy::Remedy;
use enrollment::snapshot::{Guid, ManagedDevice, Snapshot, Source, SourceReads};
use enrollment::words::Word;
use std::collections::{BTreeMap, BTreeSet};

static PASSES: Phrase = Phrase {
    key: "unchecked-passes",
    en: "a device without a compliance policy counts as compliant",
    de: "ein Gerät ohne Konformitätsrichtlinie gilt als konform",
};
static NO_POLICY: Phrase = Phrase {
    key: "platform-without-policy",
    en: "no compliance policy for this platform is assigned to anybody",
    de: "für diese Plattform ist niemandem eine Konformitätsrichtlinie zugewiesen",
};
static PERSON: Phrase = Phrase {
    key: "person-without-policy",
    en: "holds a device that no compliance policy reaches",
    de: "hat ein Gerät, das keine Konformitätsrichtlinie erreicht",
};
static DEVICE: Phrase = Phrase {
    key: "device-without-policy",
    en: "belongs to nobody, and no compliance policy reaches it",
    de: "gehört niemandem, und keine Konformitätsrichtlinie erreicht es",
};
static UNCLEAR: Phrase = Phrase {
    key: "policy-for-everybody",
    en: "whether a policy reaches everybody: a group was not read, or a filter narrows it",
    de: "ob alle eine Richtlinie bekommen: Eine Gruppe wurde nicht gelesen, oder ein Filter \
         schränkt sie ein",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P18",
    reads: &[
        Source::ManagementSettings,
        Source::CompliancePolicies,
        Source::ManagedDevices,
    ],
    remedy: &[Remedy::R8],
    controls: &[
        control(Framework::CisMicrosoft365, "4.1"),
        control(Framework::Nist80053, "AC-19"),
        control(Framework::Nist800171R2, "3.1.18"),
        control(Framework::Nist800171R3, "03.01.18"),
        control(Framework::Iso27001, "A.8.1"),
        control(Framework::Scuba, "MS.AAD.3.7v1"),
    ],
    phrases: &[&PASSES, &NO_POLICY, &PERSON, &DEVICE, &UNCLEAR],
    en: CheckPage {
        title: "Compliant means something",
        text: "Watched are the tenant's setting for devices without a compliance policy, which \
               must count as not compliant, and whether a policy reaches every managed device: \
               for each of Apple's platforms in use, each person who holds such a device, and \
               each device that belongs to nobody. The alarm is raised when the setting is \
               switched off, since then a device that nobody checked passes as compliant, and \
               for each platform, person and device without a policy. What a policy demands is \
               not judged. To mend it, open Devices > Compliance > Compliance settings in the \
               Intune admin center, mark devices without a policy as not compliant, and assign a \
               policy of each platform to all users or all devices.",
        to_do: "Assign a compliance policy of the platform to all users and to devices without \
               one, and let a device without a policy count as not compliant.",
    },
    de: CheckPage {
        title: "Konform heißt auch etwas",
        text: "Beobachtet werden die Einstellung des Mandanten für Geräte ohne \
               Konformitätsrichtlinie, die als nicht konform gelten müssen, und ob jedes \
               verwaltete Gerät eine Richtlinie bekommt: für jede genutzte Plattform von Apple, \
               jede Person mit einem solchen Gerät und jedes Gerät, das niemandem gehört. Alarm \
               gibt es, wenn die Einstellung aus ist, denn dann geht ein Gerät, das niemand \
               geprüft hat, als konform durch, und für jede Plattform, jede Person und jedes \
               Gerät ohne Richtlinie. Was eine Richtlinie verlangt, wird nicht beurteilt. Abhilfe: \
               im Intune Admin Center unter Geräte > Konformität > Konformitätseinstellungen \
               Geräte ohne Richtlinie als nicht konform kennzeichnen und je Plattform eine \
               Richtlinie allen Personen oder allen Geräten zuweisen.",
        to_do: "Weisen Sie allen Benutzern und den Geräten ohne Benutzer eine \
               Konformitätsrichtlinie der Plattform zu und lassen Sie ein Gerät ohne Richtlinie \
               als nicht konform gelten.",
    },
    measure,
};

fn measure(inputs: &Inputs<'_>, _: &Tally) -> Measured {
    let snapshot = inputs.fleet.snapshot;
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Count(0));
    default(snapshot, &mut measured);
    assigned(snapshot, &mut measured);
    measured.judged_by_exceptions()
}

/// The setting for devices without a policy.
fn default(snapshot: &Snapshot, measured: &mut Measured) {
    let field = "secureByDefault";
    let settings = snapshot.management_settings.as_ref();
    match settings.and_then(|settings| settings.secure_by_default) {
        Some(secure) => {
            measured.evidence.push(Evidence {
                source: Source::ManagementSettings,
                field,
                row: String::new(),
                said: Said::Flag(secure),
            });
            if !secure {
                measured.exceptions.add(Exception {
                    subject: Subject::Setting,
                    name: field.to_owned(),
                    why: &PASSES,
                    amount: None,
                    since: None,
                });
            }
        }
        None if settings.is_some() => {
            let field = Missing::Field(Source::ManagementSettings, field);
            measured.missing.push(field);
        }
        None => {}
    }
}

/// What devices of one platform come to.
#[derive(Default)]
struct Reached<'s> {
    /// Each device, and whether surely no policy reaches it.
    devices: Vec<(Guid, Word, bool)>,
    unclear: bool,
    people: BTreeSet<&'s str>,
    userless: BTreeSet<&'s str>,
}

/// Whom the policies reach. Where nobody read one, nobody is said to have none.
fn assigned(snapshot: &Snapshot, measured: &mut Measured) {
    if !snapshot.reads.is_complete(Source::CompliancePolicies) {
        return;
    }
    for policy in snapshot.compliance_policies.iter() {
        let targets = policy.targets.as_ref();
        measured.evidence.push(Evidence {
            source: Source::CompliancePolicies,
            field: "assignments",
            row: snapshot.words.text(policy.name).to_owned(),
            said: targets.map_or(Said::Nothing, |all| Said::Number(all.len() as i64)),
        });
    }
    measured.evidence.sort_by(|a, b| a.row.cmp(&b.row));
    let coverage = Coverage::of(snapshot);
    let (mut unclear, mut without) = (false, 0);
    for platform in platforms(snapshot) {
        let reached = reached(platform, &coverage, snapshot);
        let devices = reached.devices.len() as u64;
        let lacks = reached.devices.iter().filter(|(.., lacks)| *lacks);
        measured.population += devices;
        without += lacks.count() as u64;
        if coverage.anybody(platform) == Has::No {
            measured.exceptions.add(Exception {
                subject: Subject::Setting,
                name: platform_name(platform).to_owned(),
                why: &NO_POLICY,
                amount: Some(Amount::Count(devices)),
                since: None,
            });
            continue;
        }
        unclear |= reached.unclear;
        let people = reached.people.into_iter();
        let people = people.map(|name| (Subject::Person, name, &PERSON));
        let devices = reached.userless.into_iter();
        let devices = devices.map(|name| (Subject::Device, name, &DEVICE));
        for (subject, name, why) in people.chain(devices) {
            measured.exceptions.add(Exception {
                subject,
                name: name.to_owned(),
                why,
                amount: None,
                since: None,
            });
        }
    }
    measured.value = (measured.population > 0).then_some(Amount::Count(without));
    if unclear {
        measured.missing.extend(missing(&snapshot.reads));
    }
}

/// People hold several devices, and a group of devices may reach one of them alone: each is asked
/// about unless its holder has a policy already.
fn reached<'s>(
    platform: PlatformName,
    coverage: &Coverage<'s>,
    snapshot: &'s Snapshot,
) -> Reached<'s> {
    let mut reached = Reached::default();
    let mut holders = BTreeMap::new();
    let mine = |row: &&ManagedDevice| runs(snapshot, row) == Some(platform);
    for row in snapshot.managed.iter().filter(mine) {
        let holder = Holder::of(row);
        let any = || coverage.holder(platform, holder);
        let has = match *holders.entry(holder).or_insert_with(any) {
            Has::Yes => Has::Yes,
            Has::No | Has::Perhaps => coverage.device(platform, row),
        };
        reached.devices.push((row.id, row.serial, has == Has::No));
        match has {
            Has::Yes => {}
            Has::Perhaps => reached.unclear = true,
            Has::No if holder == Holder::Nobody => {
                reached.userless.insert(snapshot.serials.text(row.serial));
            }
            Has::No => {
                reached.people.insert(snapshot.words.text(row.user));
            }
        }
    }
    // Pages that move while they are read show some rows twice.
    reached.devices.sort_unstable();
    reached.devices.dedup();
    reached
}

const fn platform_name(platform: PlatformName) -> &'static str {
    match platform {
        PlatformName::Ios => "iOS",
        PlatformName::MacOs => "macOS",
    }
}

/// What would have said whom a policy reaches; a filter for devices nobody reads.
fn missing(reads: &SourceReads) -> Vec<Missing> {
    let directory = [Source::Memberships, Source::EntraDevices];
    let unread = directory.into_iter().filter(|it| !reads.is_complete(*it));
    let unread: Vec<Missing> = unread.map(Missing::Source).collect();
    if unread.is_empty() {
        vec![Missing::Unasked(&UNCLEAR)]
    } else {
        unread
    }
}
