//! P17: an enrolled device that is not registered is not evaluated, and is kept out.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Label, Measured, Missing, Part};
use crate::prevention::tally::{Count, Devices, Found, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{Registered, is_enrolled};
use enrollment::moment::HOUR;
use enrollment::remedy::Remedy;
use enrollment::snapshot::Source;
use enrollment::words::Word;
use std::collections::BTreeMap;

static UNREGISTERED: Phrase = Phrase {
    key: "not-registered",
    en: "enrolled, and not registered in Entra",
    de: "registriert, aber in Entra nicht eingetragen",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P17",
    reads: &[Source::ManagedDevices],
    remedy: &[Remedy::R19],
    controls: &[
        control(Framework::CisMicrosoft365, "5.2.2.9"),
        control(Framework::Nist80053, "IA-3"),
        control(Framework::Nist800171R2, "3.5.2"),
        control(Framework::Nist800171R3, "03.05.02"),
        control(Framework::Scuba, "MS.AAD.3.7v1"),
    ],
    phrases: &[&UNREGISTERED],
    en: CheckPage {
        title: "Enrolled devices get registered",
        text: "Watched is the share of enrolled devices that are still missing in Entra 24 \
               hours later. Until they stand there they are not evaluated, and Conditional \
               Access refuses them. The alarm is raised above one in a hundred; a whole group \
               at once points to the single sign-on configuration.",
        to_do: "Have the person sign in to Company Portal or an app with single sign-on; if a \
               whole profile is concerned, check how it sets up single sign-on.",
    },
    de: CheckPage {
        title: "Registrierte Geräte kommen auch in Entra an",
        text: "Beobachtet wird der Anteil der registrierten Geräte, die 24 Stunden später in \
               Entra noch fehlen. Bis dahin werden sie nicht geprüft, und der bedingte Zugriff \
               weist sie ab. Alarm gibt es über einem von hundert; eine ganze Gruppe auf \
               einmal deutet auf die Single-Sign-On-Konfiguration.",
        to_do: "Lassen Sie die Person sich im Unternehmensportal oder in einer App mit Single \
               Sign-On anmelden; ist ein ganzes Profil betroffen, prüfen Sie, wie es Single \
               Sign-On einrichtet.",
    },
    measure,
};

/// Devices enrolled long enough, and those that are not registered.
#[derive(Default)]
pub(in crate::prevention) struct Unregistered {
    devices: Devices,
    enrolled: u64,
    unread: u64,
    /// Enrolled, and nobody knows since when.
    undated: u64,
    /// By enrollment profile: not registered, and enrolled.
    profiles: BTreeMap<Word, (u64, u64)>,
}

impl Count for Unregistered {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let Some(row) = opened.device.managed() else {
            return;
        };
        // A device without a user is registered by nobody.
        if row.user.is_none() {
            return;
        }
        let Some(enrolled) = row.enrolled.at() else {
            self.undated += u64::from(is_enrolled(opened.case));
            return;
        };
        let hours = inputs.now().since(enrolled) / HOUR;
        if !is_enrolled(opened.case) || hours < inputs.thresholds.span(Limit::RegistrationHours) {
            return;
        }
        let registered = opened.case.get::<Registered>();
        if registered == Registered::Unread {
            self.unread += 1;
            return;
        }
        self.enrolled += 1;
        let profile = self.profiles.entry(row.profile_name).or_default();
        profile.1 += 1;
        if registered == Registered::No {
            profile.0 += 1;
            self.devices.add(Found {
                serial: opened.device.serial,
                why: &UNREGISTERED,
                amount: Some(Amount::Hours(hours)),
                since: Some(enrolled),
            });
        }
    }

    fn merge(&mut self, later: Self) {
        self.devices.merge(later.devices);
        self.enrolled += later.enrolled;
        self.unread += later.unread;
        self.undated += later.undated;
        for (name, more) in later.profiles {
            let sum = self.profiles.entry(name).or_default();
            *sum = (sum.0 + more.0, sum.1 + more.1);
        }
    }
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.registration;
    let snapshot = inputs.fleet.snapshot;
    let permille = inputs.thresholds.of(Limit::RegistrationPermille);
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Permille(permille));
    measured.population = count.enrolled;
    let missing = count.devices.total();
    measured.value = (count.enrolled > 0).then_some(Amount::Share {
        part: missing,
        of: count.enrolled,
    });
    measured.exceptions = count.devices.exceptions(inputs.fleet);
    measured.since = count.devices.since();
    if count.undated > 0 {
        let field = Missing::Field(Source::ManagedDevices, "enrolledDateTime");
        measured.missing.push(field);
    }
    if count.unread > 0 {
        let field = Missing::Field(Source::ManagedDevices, "azureADRegistered");
        measured.missing.push(field);
    }
    measured.parts = count
        .profiles
        .iter()
        .filter(|(_, (part, _))| *part > 0)
        .map(|(name, (part, of))| Part {
            label: Label::Name(snapshot.words.text(*name).to_owned()),
            amount: Amount::Share {
                part: *part,
                of: *of,
            },
        })
        .collect();
    measured.parts.sort_by(|a, b| a.label.cmp(&b.label));
    measured.judged(missing * 1_000 > count.enrolled * u64::from(permille))
}
