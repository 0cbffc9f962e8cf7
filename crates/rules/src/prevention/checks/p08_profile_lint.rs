//! P08: a profile decides how a device enrolls; a wrong one is found out device by device.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Exception, Measured, Missing, Subject};
use crate::prevention::tally::{Count, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{Kind, Listing};
use enrollment::device_kind::kind_of_platform;
use enrollment::remedy::Remedy;
use enrollment::snapshot::{Profile, Source};
use std::collections::BTreeMap;

static LEGACY: Phrase = Phrase {
    key: "legacy-sign-in",
    en: "signs in the old way, without modern authentication",
    de: "meldet auf die alte Art an, ohne moderne Authentifizierung",
};
static PORTAL: Phrase = Phrase {
    key: "company-portal-sign-in",
    en: "signs in with Company Portal, after the device can already be used",
    de: "meldet mit dem Unternehmensportal an, nachdem das Gerät schon benutzbar ist",
};
static REMOVABLE: Phrase = Phrase {
    key: "management-removable",
    en: "lets the holder remove the management",
    de: "lässt zu, dass die Verwaltung entfernt wird",
};
static UNSUPERVISED: Phrase = Phrase {
    key: "not-supervised",
    en: "does not supervise the device",
    de: "betreut das Gerät nicht",
};
static LETS_GO: Phrase = Phrase {
    key: "does-not-await-configuration",
    en: "lets go of the device before its configuration is complete",
    de: "gibt das Gerät frei, bevor die Konfiguration vollständig ist",
};
static RESTORE: Phrase = Phrase {
    key: "restore-shown",
    en: "shows the page to restore from a backup",
    de: "zeigt die Seite zum Wiederherstellen aus einem Backup",
};
static TOO_LONG: Phrase = Phrase {
    key: "text-too-long",
    en: "has a contact or name that is longer than Apple accepts",
    de: "hat einen Kontakt oder Namen, der länger ist, als Apple annimmt",
};
static BEFORE_TOKEN: Phrase = Phrase {
    key: "older-than-token",
    en: "was made before its token was uploaded, and not edited since",
    de: "wurde vor dem Hochladen seines Tokens erstellt und seitdem nicht bearbeitet",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P08",
    reads: &[
        Source::EnrollmentProfiles,
        Source::EnrollmentPolicies,
        Source::ImportedIdentities,
    ],
    remedy: &[Remedy::R3, Remedy::R4],
    controls: &[
        control(Framework::CisControls, "4.1"),
        control(Framework::CisControls, "4.6"),
        control(Framework::CisIos, "3.1.1"),
        control(Framework::Nist80053, "CM-6"),
        control(Framework::Nist800171R2, "3.4.2"),
        control(Framework::Nist800171R3, "03.04.02"),
        control(Framework::Iso27001, "A.8.9"),
        control(Framework::Grundschutz, "SYS.3.2.2.A4"),
    ],
    phrases: &[
        &LEGACY,
        &PORTAL,
        &REMOVABLE,
        &UNSUPERVISED,
        &LETS_GO,
        &RESTORE,
        &TOO_LONG,
        &BEFORE_TOKEN,
    ],
    en: CheckPage {
        title: "Enrollment profiles are sound",
        text: "Watched is each profile against your rule: modern authentication, management \
               that cannot be removed, waiting for the final configuration, the restore page \
               hidden where it must be, contact fields that Apple accepts, and made or edited \
               after the token was uploaded. The alarm is raised by any deviation.",
        to_do: "Correct the profile. What is set up already keeps the old one.",
    },
    de: CheckPage {
        title: "Die Registrierungsprofile sind in Ordnung",
        text: "Beobachtet wird jedes Profil gegen Ihre Regel: moderne Authentifizierung, nicht \
               entfernbare Verwaltung, Warten auf die endgültige Konfiguration, die Seite zum \
               Wiederherstellen ausgeblendet, wo nötig, Kontaktfelder, die Apple annimmt, und \
               nach dem Hochladen des Tokens erstellt oder bearbeitet. Alarm gibt jede \
               Abweichung.",
        to_do: "Berichtigen Sie das Profil. Was schon eingerichtet ist, behält das alte.",
    },
    measure,
};

/// Apple's longest names and numbers in a profile (apple.md §3.3).
const TEXT_MAX: usize = 125;
/// Apple's longest support phone number (apple.md §3.3).
const PHONE_MAX: usize = 50;

/// How many listed devices ask for each profile, by its row.
#[derive(Default)]
pub(in crate::prevention) struct InUse {
    profiles: BTreeMap<usize, u64>,
}

impl Count for InUse {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let listing = opened.case.get::<Listing>();
        if !matches!(listing, Listing::Token | Listing::TwoTokens) {
            return;
        }
        let Some(row) = opened.device.imported() else {
            return;
        };
        if let Some(number) = inputs.fleet.tenant.profile(row.profile) {
            *self.profiles.entry(number).or_default() += 1;
        }
    }

    fn merge(&mut self, later: Self) {
        for (number, count) in later.profiles {
            *self.profiles.entry(number).or_default() += count;
        }
    }
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let fleet = inputs.fleet;
    let snapshot = fleet.snapshot;
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Count(0));
    measured.subject = Subject::Profile;
    // What nobody asks for and what is no default cannot meet anybody.
    let mut used = tally.profile_lint.profiles.clone();
    for row in snapshot.tokens.iter() {
        let defaults = [
            row.default_ios,
            row.default_mac,
            row.default_tv,
            row.default_vision,
        ];
        for number in defaults.into_iter().flatten() {
            if let Some(number) = fleet.tenant.profile(number) {
                used.entry(number).or_default();
            }
        }
    }
    measured.population = used.len() as u64;
    let mut profiles: Vec<_> = used
        .into_iter()
        .map(|(number, devices)| (&snapshot.profiles[number], devices))
        .collect();
    profiles.sort_by_key(|(row, _)| (snapshot.words.text(row.name), snapshot.words.text(row.id)));
    for (row, devices) in profiles {
        for why in faults(inputs, row, &mut measured.missing) {
            measured.exceptions.add(Exception {
                subject: Subject::Profile,
                name: snapshot.words.text(row.name).to_owned(),
                why,
                amount: (devices > 0).then_some(Amount::Count(devices)),
                since: None,
            });
        }
    }
    let looked = measured.population > 0;
    measured.value = looked.then_some(Amount::Count(measured.exceptions.total));
    measured.judged_by_exceptions()
}

/// Everything that is wrong with a profile; what it does not say is missing.
fn faults(inputs: &Inputs<'_>, row: &Profile, missing: &mut Vec<Missing>) -> Vec<&'static Phrase> {
    let snapshot = inputs.fleet.snapshot;
    let mut found = Vec::new();
    let kind = kind_of_platform(row.platform);
    let of_people = matches!(kind, Kind::Ios | Kind::Mac);
    let mut wanted = |says: Option<bool>, field, wanted: bool, why: &'static Phrase| match says {
        Some(says) if says == wanted => {}
        Some(_) => found.push(why),
        None => missing.push(Missing::Field(Source::EnrollmentProfiles, field)),
    };
    wanted(row.locked, "profileRemovalDisabled", true, &REMOVABLE);
    if kind == Kind::Ios {
        wanted(row.supervised, "supervisedModeEnabled", true, &UNSUPERVISED);
    }
    if of_people {
        wanted(
            row.awaits,
            "waitForDeviceConfiguredConfirmation",
            true,
            &LETS_GO,
        );
    }
    if of_people && inputs.thresholds.of(Limit::RestoreHidden) == 1 {
        wanted(row.restore_blocked, "restoreBlocked", true, &RESTORE);
    }
    match row.with_user {
        Some(true) if row.company_portal == Some(true) => found.push(&PORTAL),
        Some(true) => match row.modern {
            Some(true) => {}
            Some(false) => found.push(&LEGACY),
            None => missing.push(Missing::Field(
                Source::EnrollmentProfiles,
                "configurationWebUrl",
            )),
        },
        Some(false) => {}
        None => missing.push(Missing::Field(
            Source::EnrollmentProfiles,
            "requiresUserAuthentication",
        )),
    }
    let long = |word, most| snapshot.words.text(word).chars().count() > most;
    if long(row.support_phone, PHONE_MAX)
        || long(row.department, TEXT_MAX)
        || long(row.name, TEXT_MAX)
    {
        found.push(&TOO_LONG);
    }
    let mut tokens = snapshot.tokens.iter();
    let token = tokens.find(|token| token.id == row.token && row.token.is_some());
    let uploaded = token.and_then(|token| token.modified.at());
    let touched = row.modified.at().max(row.created.at());
    if touched.is_some() && uploaded.is_some() && touched < uploaded {
        found.push(&BEFORE_TOKEN);
    }
    found
}
