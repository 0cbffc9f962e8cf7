//! P04: a device without a profile is shown no Remote Management, and nobody is told.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Evidence, Exception, Measured, Missing, Said, Subject};
use crate::prevention::tally::{Count, Devices, Found, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{Kind, Listing, ProfileState, TokenHealth};
use enrollment::moment::HOUR;
use enrollment::remedy::Remedy;
use enrollment::snapshot::{Source, Token};
use enrollment::words::Word;
use std::collections::BTreeMap;

static WITHOUT: Phrase = Phrase {
    key: "without-profile",
    en: "no profile is requested for it",
    de: "kein Profil ist dafür angefordert",
};
static DANGLING: Phrase = Phrase {
    key: "profile-gone",
    en: "its profile does not exist any more",
    de: "sein Profil gibt es nicht mehr",
};
static NO_IOS: Phrase = Phrase {
    key: "no-default-ios",
    en: "no default profile for iPhone and iPad",
    de: "kein Standardprofil für iPhone und iPad",
};
static NO_MAC: Phrase = Phrase {
    key: "no-default-mac",
    en: "no default profile for Mac",
    de: "kein Standardprofil für Mac",
};
static NO_TV: Phrase = Phrase {
    key: "no-default-tv",
    en: "no default profile for Apple TV",
    de: "kein Standardprofil für Apple TV",
};
static NO_VISION: Phrase = Phrase {
    key: "no-default-vision",
    en: "no default profile for Apple Vision",
    de: "kein Standardprofil für Apple Vision",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P04",
    reads: &[Source::Tokens, Source::ImportedIdentities],
    remedy: &[Remedy::R3],
    controls: &[
        control(Framework::CisControls, "4.1"),
        control(Framework::Nist800171R2, "3.4.2"),
        control(Framework::Nist800171R3, "03.04.02"),
        control(Framework::Iso27001, "A.8.9"),
        control(Framework::Grundschutz, "SYS.3.2.2.A4"),
    ],
    phrases: &[&WITHOUT, &DANGLING, &NO_IOS, &NO_MAC, &NO_TV, &NO_VISION],
    en: CheckPage {
        title: "Every token has a default profile for every platform",
        text: "Watched are the token's default profiles and the devices on its list for which \
               no profile is requested. A default reaches only devices that are imported after \
               it was set. The alarm is raised when a default is missing, or a device has \
               stood without a profile for more than 12 hours.",
        to_do: "In Intune give the token a default profile for each platform, and assign a \
               profile to the devices that have none: a default reaches only those that come \
               later.",
    },
    de: CheckPage {
        title: "Jedes Token hat für jede Plattform ein Standardprofil",
        text: "Beobachtet werden die Standardprofile des Tokens und die Geräte auf seiner \
               Liste, für die kein Profil angefordert ist. Ein Standard erreicht nur Geräte, \
               die danach importiert werden. Alarm gibt es, wenn ein Standard fehlt oder ein \
               Gerät länger als 12 Stunden ohne Profil dasteht.",
        to_do: "Geben Sie dem Token in Intune für jede Plattform ein Standardprofil und weisen \
               Sie den Geräten ohne Profil eines zu: Ein Standard erreicht nur spätere.",
    },
    measure,
};

/// Listed devices, by token and kind, and those without a profile.
#[derive(Default)]
pub(in crate::prevention) struct WithoutProfile {
    devices: Devices,
    listed: u64,
    unread: u64,
    kinds: BTreeMap<(Word, Kind), u64>,
}

impl Count for WithoutProfile {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let case = opened.case;
        let Some(row) = opened.device.imported() else {
            return;
        };
        if !matches!(case.get::<Listing>(), Listing::Token | Listing::TwoTokens) {
            return;
        }
        self.listed += 1;
        *self
            .kinds
            .entry((row.token, case.get::<Kind>()))
            .or_default() += 1;
        let why = match case.get::<ProfileState>() {
            ProfileState::None => &WITHOUT,
            ProfileState::Dangling => &DANGLING,
            ProfileState::Unread => {
                self.unread += 1;
                return;
            }
            ProfileState::Present | ProfileState::Unsuitable => return,
        };
        let since = row.created.at().max(row.profile_assigned.at());
        let hours = since.map(|since| inputs.now().since(since) / HOUR);
        if hours.is_none_or(|hours| hours >= inputs.thresholds.span(Limit::ProfileHours)) {
            self.devices.add(Found {
                serial: opened.device.serial,
                why,
                amount: hours.map(Amount::Hours),
                since,
            });
        }
    }

    fn merge(&mut self, later: Self) {
        self.devices.merge(later.devices);
        self.listed += later.listed;
        self.unread += later.unread;
        for (key, count) in later.kinds {
            *self.kinds.entry(key).or_default() += count;
        }
    }
}

impl WithoutProfile {
    fn has_devices(&self, token: Word) -> bool {
        self.kinds.keys().any(|(of, _)| *of == token)
    }

    /// How many devices of a kind a token has. Where it has none of any kind yet, none of those
    /// kinds that the tenant has: the first ones will come.
    fn awaited(&self, token: Word, kind: Kind) -> Option<u64> {
        let listed = self.kinds.get(&(token, kind)).copied();
        let known = || self.kinds.keys().any(|(_, of)| *of == kind);
        listed.or_else(|| (!self.has_devices(token) && known()).then_some(0))
    }
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.default_profile;
    let fleet = inputs.fleet;
    let hours = inputs.thresholds.span(Limit::ProfileHours);
    let mut measured = Measured::begin(&CHECK, &fleet.snapshot.reads, Amount::Hours(hours));
    measured.population = count.listed;
    measured.value = (count.listed > 0).then_some(Amount::Count(count.devices.total()));
    measured.since = count.devices.since();
    let mut tokens: Vec<_> = fleet.tenant.tokens.iter().collect();
    tokens.sort_by_key(|token| fleet.snapshot.words.text(token.id));
    for token in tokens {
        // What is on the list of a token that is over waits for another one.
        let over = token.health == TokenHealth::Expired && !count.has_devices(token.id);
        if let Some(number) = token.row.filter(|_| !over) {
            defaults(inputs, count, &fleet.snapshot.tokens[number], &mut measured);
        }
    }
    let devices = count.devices.exceptions(fleet);
    measured.exceptions.append(devices);
    if count.unread > 0 {
        let field = Missing::Field(Source::ImportedIdentities, "requestedEnrollmentProfileId");
        measured.missing.push(field);
    }
    measured.judged_by_exceptions()
}

/// The default profiles of one token, for the kinds of devices that it has.
fn defaults(inputs: &Inputs<'_>, count: &WithoutProfile, row: &Token, measured: &mut Measured) {
    let snapshot = inputs.fleet.snapshot;
    let name = snapshot.words.text(row.name);
    let kinds: [(Kind, Option<Word>, &'static str, &'static Phrase); 4] = [
        (
            Kind::Ios,
            row.default_ios,
            "defaultIosEnrollmentProfile",
            &NO_IOS,
        ),
        (
            Kind::Mac,
            row.default_mac,
            "defaultMacOsEnrollmentProfile",
            &NO_MAC,
        ),
        (
            Kind::Tv,
            row.default_tv,
            "defaultTvOSEnrollmentProfile",
            &NO_TV,
        ),
        (
            Kind::Vision,
            row.default_vision,
            "defaultVisionOSEnrollmentProfile",
            &NO_VISION,
        ),
    ];
    for (kind, default, field, why) in kinds {
        let Some(devices) = count.awaited(row.id, kind) else {
            continue;
        };
        let Some(profile) = default else {
            measured.missing.push(Missing::Field(Source::Tokens, field));
            continue;
        };
        if profile.is_none() {
            measured.exceptions.add(Exception {
                subject: Subject::Token,
                name: name.to_owned(),
                why,
                amount: (devices > 0).then_some(Amount::Count(devices)),
                since: None,
            });
        }
        let known = inputs.fleet.tenant.profile(profile);
        let shown = known.map_or(profile, |number| snapshot.profiles[number].name);
        measured.evidence.push(Evidence {
            source: Source::Tokens,
            field,
            row: name.to_owned(),
            said: if profile.is_none() {
                Said::Nothing
            } else {
                Said::Text(snapshot.words.text(shown).to_owned())
            },
        });
    }
}
