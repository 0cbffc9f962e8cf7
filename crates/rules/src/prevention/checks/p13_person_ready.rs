//! P13: a person who cannot sign in on the day gives up, and the device stays as it is.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Exception, Measured, Missing, Subject};
use crate::prevention::tally::{Count, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{EnrollSignIn, Failure, SignInMethod, is_enrolled};
use enrollment::moment::DAY;
use enrollment::remedy::Remedy;
use enrollment::snapshot::{Source, Whereabouts};
use enrollment::words::Word;
use std::collections::BTreeMap;

static LICENCE: Phrase = Phrase {
    key: "no-licence",
    en: "the last attempt failed for want of a licence",
    de: "der letzte Versuch scheiterte an einer fehlenden Lizenz",
};
static CAP: Phrase = Phrase {
    key: "device-limit-reached",
    en: "the last attempt failed at the device limit",
    de: "der letzte Versuch scheiterte am Gerätelimit",
};
static FACTOR: Phrase = Phrase {
    key: "second-factor-missing",
    en: "was asked for a second factor at the last attempt, and had none that worked",
    de: "wurde beim letzten Versuch nach einem zweiten Faktor gefragt und hatte keinen, der ging",
};
static BLOCKED: Phrase = Phrase {
    key: "sign-in-blocked",
    en: "was kept out by Conditional Access at the last attempt",
    de: "wurde beim letzten Versuch vom bedingten Zugriff abgewiesen",
};
static LEGACY: Phrase = Phrase {
    key: "second-factor-cannot-be-shown",
    en: "must give a second factor, and the device's profile cannot ask for it",
    de: "muss einen zweiten Faktor angeben, und das Profil des Geräts kann nicht danach fragen",
};
static LICENCES: Phrase = Phrase {
    key: "licences",
    en: "the licences of these people",
    de: "die Lizenzen dieser Personen",
};
static HEADROOM: Phrase = Phrase {
    key: "room-under-device-limit",
    en: "how much room there is under their device limit",
    de: "wie viel Platz unter ihrem Gerätelimit ist",
};
static METHODS: Phrase = Phrase {
    key: "second-factors",
    en: "which second factors they have registered",
    de: "welche zweiten Faktoren sie hinterlegt haben",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P13",
    reads: &[Source::Register, Source::Failures, Source::SignIns],
    remedy: &[Remedy::R8, Remedy::R9],
    controls: &[
        control(Framework::CisControls, "6.1"),
        control(Framework::Nist800171R2, "3.5.2"),
        control(Framework::Iso27001, "A.8.5"),
        control(Framework::Nis2, "21(2)(j)"),
    ],
    phrases: &[
        &LICENCE, &CAP, &FACTOR, &BLOCKED, &LEGACY, &LICENCES, &HEADROOM, &METHODS,
    ],
    en: CheckPage {
        title: "The person is ready for their device",
        text: "Watched is, five days before a hand-out, whether an earlier attempt of the \
                   person failed for want of a licence, at the device limit, at a second factor \
                   or at Conditional Access, and whether the device's profile can ask for a \
                   second factor that is required. The alarm is raised for each such person. \
                   Licences, the room under the limit and registered methods are not read: \
                   without them nobody can tell that a person is ready.",
    },
    de: CheckPage {
        title: "Die Person ist bereit für ihr Gerät",
        text: "Beobachtet wird fünf Tage vor einer Ausgabe, ob ein früherer Versuch der \
                   Person an einer fehlenden Lizenz, am Gerätelimit, am zweiten Faktor oder am \
                   bedingten Zugriff gescheitert ist und ob das Profil des Geräts nach einem \
                   verlangten zweiten Faktor fragen kann. Alarm gibt es für jede solche Person. \
                   Lizenzen, der Platz unter dem Limit und hinterlegte Methoden werden nicht \
                   gelesen: Ohne sie kann niemand sagen, dass eine Person bereit ist.",
    },
    measure,
};

/// People who are about to get a device, and what is known to stand in their way.
#[derive(Default)]
pub(in crate::prevention) struct HandOuts {
    people: BTreeMap<Word, Option<&'static Phrase>>,
}

impl Count for HandOuts {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let case = opened.case;
        let Some(row) = opened.device.register() else {
            return;
        };
        if row.user.is_none() || is_enrolled(case) {
            return;
        }
        let days = inputs.thresholds.span(Limit::HandOutDays);
        let soon = row
            .handed_out
            .at()
            .is_some_and(|at| at > inputs.now() && at <= inputs.now().plus(days * DAY));
        // A device in stock that already has a holder's name is about to be handed out, too.
        if !soon && row.whereabouts != Whereabouts::Stock {
            return;
        }
        let found = match (case.get::<Failure>(), case.get::<EnrollSignIn>()) {
            (Failure::Licence, _) => Some(&LICENCE),
            (Failure::Cap, _) => Some(&CAP),
            (_, EnrollSignIn::Mfa) => Some(&FACTOR),
            (_, EnrollSignIn::Blocked) => Some(&BLOCKED),
            _ if inputs.fleet.tenant.second_factor
                && case.get::<SignInMethod>() == SignInMethod::Legacy =>
            {
                Some(&LEGACY)
            }
            _ => None,
        };
        let known = self.people.entry(row.user).or_default();
        *known = known.or(found);
    }

    fn merge(&mut self, later: Self) {
        for (person, found) in later.people {
            let known = self.people.entry(person).or_default();
            *known = known.or(found);
        }
    }
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.person_ready;
    let snapshot = inputs.fleet.snapshot;
    let days = inputs.thresholds.span(Limit::HandOutDays);
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Days(days));
    measured.subject = Subject::Person;
    measured.population = count.people.len() as u64;
    // An earlier attempt can show that something is missing, never that nothing is.
    let unasked = [&LICENCES, &HEADROOM, &METHODS];
    measured
        .missing
        .extend(unasked.into_iter().map(Missing::Unasked));
    let mut found: Vec<_> = count
        .people
        .iter()
        .filter_map(|(person, why)| Some((snapshot.words.text(*person), (*why)?)))
        .collect();
    found.sort();
    for (name, why) in found {
        measured.exceptions.add(Exception {
            subject: Subject::Person,
            name: name.to_owned(),
            why,
            amount: None,
            since: None,
        });
    }
    let looked = measured.population > 0;
    measured.value = looked.then_some(Amount::Count(measured.exceptions.total));
    measured.judged_by_exceptions()
}
