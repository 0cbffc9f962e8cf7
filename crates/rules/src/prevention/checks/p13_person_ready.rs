//! P13: a person who cannot sign in on the day gives up, and the device stays as it is.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{
    Amount, EXCEPTIONS_MAX, Evidence, Exception, Label, Measured, Missing, Part, Said, Subject,
};
use crate::prevention::person::{Coming, Doubt, Lack, People, Readiness};
use crate::prevention::tally::{Count, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{EnrollSignIn, Failure, Kind, SignInMethod, is_enrolled};
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
static DISABLED: Phrase = Phrase {
    key: "account-disabled",
    en: "the account is disabled",
    de: "das Konto ist deaktiviert",
};
static UNLICENSED: Phrase = Phrase {
    key: "no-intune-licence",
    en: "has no licence for Intune",
    de: "hat keine Lizenz für Intune",
};
static FULL: Phrase = Phrase {
    key: "no-room-under-device-limit",
    en: "has so many devices that the device limit leaves no room for those to come",
    de: "hat so viele Geräte, dass das Gerätelimit keinen Platz für die neuen lässt",
};
static REGISTERED: Phrase = Phrase {
    key: "no-room-in-entra",
    en: "has so many devices registered in Entra that those to come are too many",
    de: "hat so viele Geräte in Entra eingetragen, dass die neuen zu viele sind",
};
static TO_REGISTER: Phrase = Phrase {
    key: "second-factor-to-register",
    en: "needs a second factor when the device is registered in Entra, and has none that may be \
         used",
    de: "braucht beim Eintragen des Geräts in Entra einen zweiten Faktor und hat keinen, der gilt",
};
static NO_FACTOR: Phrase = Phrase {
    key: "no-second-factor",
    en: "is asked for a second factor and has registered none that may be used",
    de: "wird nach einem zweiten Faktor gefragt und hat keinen hinterlegt, der gilt",
};
static UNUSABLE: Phrase = Phrase {
    key: "second-factor-unusable",
    en: "is asked for a second factor and has only ones that do not work in Setup Assistant, such \
         as a passkey, a security key or Windows Hello",
    de: "wird nach einem zweiten Faktor gefragt und hat nur solche, die im Systemassistenten nicht \
         gehen, etwa Passkey, Sicherheitsschlüssel oder Windows Hello",
};
static RESISTANT: Phrase = Phrase {
    key: "phishing-resistant-asked",
    en: "is asked for a method that resists phishing, and none of those works in Setup Assistant",
    de: "wird nach einer phishing-resistenten Methode gefragt, und keine davon geht im \
         Systemassistenten",
};
static KEPT_OUT: Phrase = Phrase {
    key: "access-blocks",
    en: "is kept out by a Conditional Access policy",
    de: "wird von einer Richtlinie des bedingten Zugriffs abgewiesen",
};
static TERMS: Phrase = Phrase {
    key: "access-terms",
    en: "is asked for terms of use, which nobody can accept in Setup Assistant",
    de: "soll Nutzungsbedingungen annehmen, was im Systemassistenten nicht geht",
};
static ACCOUNT: Phrase = Phrase {
    key: "account-of-holder",
    en: "which account some holders in the own list have",
    de: "welches Konto manche Inhaber in der eigenen Liste haben",
};
static WHICH_LIMIT: Phrase = Phrase {
    key: "device-limit-that-counts",
    en: "which device limit counts for some of these people",
    de: "welches Gerätelimit für manche dieser Personen gilt",
};
static WHETHER_ASKED: Phrase = Phrase {
    key: "second-factor-perhaps-asked",
    en: "whether some of these people are asked for a second factor",
    de: "ob manche dieser Personen nach einem zweiten Faktor gefragt werden",
};
static STRENGTH: Phrase = Phrase {
    key: "authentication-strength",
    en: "what the tenant's own authentication strengths allow",
    de: "was die eigenen Authentifizierungsstärken des Mandanten zulassen",
};
static WHETHER_KEPT_OUT: Phrase = Phrase {
    key: "perhaps-kept-out",
    en: "whether a Conditional Access policy keeps some of these people out, as at some places",
    de: "ob eine Richtlinie des bedingten Zugriffs manche dieser Personen abweist, etwa an manchen \
         Orten",
};
static ELSEWHERE: Phrase = Phrase {
    key: "asked-elsewhere",
    en: "whether settings of single users ask for a second factor, too",
    de: "ob auch Einstellungen einzelner Personen nach einem zweiten Faktor fragen",
};
static NOBODY: Phrase = Phrase {
    key: "holder-not-named",
    en: "who gets those devices in stock that have no holder in the own list",
    de: "wer jene Geräte im Lager bekommt, die in der eigenen Liste keinen Inhaber haben",
};
static EMPTY: Phrase = Phrase {
    key: "own-list-empty",
    en: "who is to get a device: the own list has no row",
    de: "wer ein Gerät bekommen soll: Die eigene Liste hat keine Zeile",
};
static READY: Phrase = Phrase {
    key: "ready",
    en: "ready",
    de: "bereit",
};
static NOT_READY: Phrase = Phrase {
    key: "not-ready",
    en: "not ready",
    de: "nicht bereit",
};
static UNCLEAR: Phrase = Phrase {
    key: "cannot-tell",
    en: "nobody can tell",
    de: "niemand kann es sagen",
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
        &LICENCE,
        &CAP,
        &FACTOR,
        &BLOCKED,
        &LEGACY,
        &DISABLED,
        &UNLICENSED,
        &FULL,
        &REGISTERED,
        &TO_REGISTER,
        &NO_FACTOR,
        &UNUSABLE,
        &RESISTANT,
        &KEPT_OUT,
        &TERMS,
        &ACCOUNT,
        &WHICH_LIMIT,
        &WHETHER_ASKED,
        &STRENGTH,
        &WHETHER_KEPT_OUT,
        &ELSEWHERE,
        &NOBODY,
        &EMPTY,
        &READY,
        &NOT_READY,
        &UNCLEAR,
    ],
    en: CheckPage {
        title: "The person is ready for their device",
        text: "Watched is, five days before a hand-out, whether the person can enroll the device: \
               the account is enabled and has a licence for Intune; the device limit that counts \
               for the person leaves room, and so does Entra's own; Conditional Access does not \
               keep the person out; where it asks for a second factor, one is registered that \
               works in Setup Assistant, or a Temporary Access Pass, and the device's profile can \
               ask for it; where registering a device in Entra takes one, there is one. An earlier \
               attempt of the person that failed counts where nobody can see that what was missing \
               is there now. The alarm is raised for each person who is not ready.",
        to_do: "Give each person what is missing before the hand-out: a licence, room for one \
               more device, a second factor or a Temporary Access Pass.",
    },
    de: CheckPage {
        title: "Die Person ist bereit für ihr Gerät",
        text: "Beobachtet wird fünf Tage vor einer Ausgabe, ob die Person das Gerät registrieren \
               kann: Das Konto ist aktiv und hat eine Lizenz für Intune; das Gerätelimit, das für \
               die Person gilt, lässt Platz, und das von Entra auch; der bedingte Zugriff weist \
               die Person nicht ab; wo er nach einem zweiten Faktor fragt, ist einer hinterlegt, \
               der im Systemassistenten geht, oder ein befristeter Zugriffspass, und das Profil \
               des Geräts kann danach fragen; wo das Eintragen eines Geräts in Entra einen \
               braucht, gibt es einen. Ein früherer Versuch, der gescheitert ist, zählt, solange \
               niemand sehen kann, dass das Fehlende inzwischen da ist. Alarm gibt es für jede \
               Person, die nicht bereit ist.",
        to_do: "Geben Sie jeder Person vor der Ausgabe, was fehlt: eine Lizenz, Platz für ein \
               weiteres Gerät, einen zweiten Faktor oder einen befristeten Zugriffspass.",
    },
    measure,
};

/// People who are about to get a device, and what is known of it.
#[derive(Default)]
pub(in crate::prevention) struct HandOuts {
    people: BTreeMap<Word, HandOut>,
    /// Whether a device is in stock of which nobody wrote down who gets it.
    has_unnamed: bool,
}

/// What is about to be handed to one person.
#[derive(Clone, Copy, Default)]
struct HandOut {
    /// On how many devices the person has to sign in.
    devices: u32,
    macs: u32,
    /// What an earlier attempt failed at.
    attempt: Option<&'static Phrase>,
    /// Whether the profile of one of the devices cannot ask for a second factor.
    legacy: bool,
}

impl HandOut {
    fn add(&mut self, other: Self) {
        self.devices += other.devices;
        self.macs += other.macs;
        self.attempt = self.attempt.or(other.attempt);
        self.legacy |= other.legacy;
    }

    fn coming(&self) -> Coming {
        Coming {
            devices: self.devices,
            macs_alone: self.macs == self.devices,
        }
    }
}

impl Count for HandOuts {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let case = opened.case;
        let Some(row) = opened.device.register() else {
            return;
        };
        if is_enrolled(case) {
            return;
        }
        if row.user.is_none() {
            self.has_unnamed |= row.whereabouts == Whereabouts::Stock;
            return;
        }
        let days = inputs.thresholds.span(Limit::HandOutDays);
        let soon = row.handed_out.at().is_some_and(|at| {
            // A day without a time means all of it.
            at.plus(DAY) > inputs.now() && at <= inputs.now().plus(days * DAY)
        });
        // A device in stock that already has a holder's name is about to be handed out, too.
        if !soon && row.whereabouts != Whereabouts::Stock {
            return;
        }
        let method = case.get::<SignInMethod>();
        if method == SignInMethod::Userless {
            return;
        }
        let attempt = match (case.get::<Failure>(), case.get::<EnrollSignIn>()) {
            (Failure::Licence, _) => Some(&LICENCE),
            (Failure::Cap, _) => Some(&CAP),
            (_, EnrollSignIn::Mfa) => Some(&FACTOR),
            (_, EnrollSignIn::Blocked) => Some(&BLOCKED),
            _ => None,
        };
        self.people.entry(row.user).or_default().add(HandOut {
            devices: 1,
            macs: u32::from(case.get::<Kind>() == Kind::Mac),
            attempt,
            legacy: method == SignInMethod::Legacy,
        });
    }

    fn merge(&mut self, later: Self) {
        self.has_unnamed |= later.has_unnamed;
        for (person, hand_out) in later.people {
            self.people.entry(person).or_default().add(hand_out);
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
    if count.people.is_empty() {
        // Whoever gets them was not looked at, so nobody can say that they are ready.
        let unnamed = count.has_unnamed.then_some(Missing::Unasked(&NOBODY));
        measured.missing.extend(unnamed);
        if snapshot.register.is_empty() && snapshot.reads.is_complete(Source::Register) {
            measured.missing.push(Missing::Unasked(&EMPTY));
        }
        return measured.judged_by_exceptions();
    }
    measured.unseen.extend(count.has_unnamed.then_some(&NOBODY));
    measured.unseen.push(&ELSEWHERE);
    let people = count.people.iter();
    let mut people: Vec<(&str, &HandOut)> = people
        .map(|(person, hand_out)| (snapshot.words.text(*person), hand_out))
        .collect();
    people.sort_unstable_by_key(|(name, _)| *name);
    let known = People::of(people.iter().map(|(name, _)| *name), snapshot);
    let (mut ready, mut not_ready, mut unclear) = (0, 0, 0);
    for (name, hand_out) in people {
        let found = known.readiness(name, hand_out.coming());
        let before = measured.exceptions.total;
        let demanded = found.known.asked || inputs.fleet.tenant.second_factor;
        for (why, amount) in reasons(&found, hand_out, demanded) {
            measured.exceptions.add(Exception {
                subject: Subject::Person,
                name: name.to_owned(),
                why,
                amount,
                since: None,
            });
        }
        match (measured.exceptions.total > before, found.doubts.is_empty()) {
            (true, _) => not_ready += 1,
            (false, true) => ready += 1,
            (false, false) => unclear += 1,
        }
        tell(&found, name, &mut measured);
    }
    measured.value = Some(Amount::Count(not_ready));
    let parts = [
        (&READY, ready),
        (&NOT_READY, not_ready),
        (&UNCLEAR, unclear),
    ];
    measured.parts = parts
        .into_iter()
        .map(|(label, count)| Part {
            label: Label::Told(label),
            amount: Amount::Count(count),
        })
        .collect();
    measured.judged_by_exceptions()
}

/// Why a person is not ready, and by how much. What an earlier attempt failed at counts where
/// nobody can see that it is there now.
fn reasons(
    found: &Readiness,
    hand_out: &HandOut,
    demanded: bool,
) -> Vec<(&'static Phrase, Option<Amount>)> {
    let lacks = found.lacks.iter().map(|lack| match lack {
        Lack::Disabled => (&DISABLED, None),
        Lack::Licence => (&UNLICENSED, None),
        Lack::Room { enrolled, .. } => (&FULL, Some(Amount::Count(u64::from(*enrolled)))),
        Lack::Registered { registered, .. } => {
            (&REGISTERED, Some(Amount::Count(u64::from(*registered))))
        }
        Lack::Factor => (&NO_FACTOR, None),
        Lack::FactorToRegister => (&TO_REGISTER, None),
        Lack::Unusable => (&UNUSABLE, None),
        Lack::Resistant => (&RESISTANT, None),
        Lack::KeptOut => (&KEPT_OUT, None),
        Lack::Terms => (&TERMS, None),
    });
    let mut reasons: Vec<_> = lacks.collect();
    let has = |phrase: &Phrase| reasons.iter().any(|(why, _)| *why == phrase);
    let attempt = hand_out.attempt.filter(|attempt| match *attempt {
        it if it == &LICENCE => !found.known.licence && !has(&UNLICENSED),
        it if it == &CAP => !found.known.room && !has(&FULL),
        it if it == &FACTOR => {
            !found.known.factor && ![&NO_FACTOR, &UNUSABLE, &RESISTANT].into_iter().any(has)
        }
        it if it == &BLOCKED => !has(&KEPT_OUT),
        _ => true,
    });
    reasons.extend(attempt.map(|attempt| (attempt, None)));
    if hand_out.legacy && demanded {
        reasons.push((&LEGACY, None));
    }
    reasons
}

/// The fields that say so, and what nobody could see.
fn tell(found: &Readiness, name: &str, measured: &mut Measured) {
    let mut evidence = Vec::new();
    for lack in &found.lacks {
        match lack {
            Lack::Disabled => {
                evidence.push((Source::Accounts, "accountEnabled", Said::Flag(false)));
            }
            Lack::Room { limit, .. } => {
                let limit = Said::Number(i64::from(*limit));
                evidence.push((Source::Restrictions, "limit", limit));
            }
            Lack::Registered { limit, .. } => {
                let limit = Said::Number(i64::from(*limit));
                evidence.push((Source::DeviceRegistration, "userDeviceQuota", limit));
            }
            Lack::FactorToRegister => {
                let (field, asked) = ("multiFactorAuthConfiguration", Said::Flag(true));
                evidence.push((Source::DeviceRegistration, field, asked));
            }
            Lack::Licence
            | Lack::Factor
            | Lack::Unusable
            | Lack::Resistant
            | Lack::KeptOut
            | Lack::Terms => {}
        }
    }
    for doubt in &found.doubts {
        measured.missing.push(match doubt {
            Doubt::Source(source) => Missing::Source(*source),
            Doubt::Field(source, field) => {
                evidence.push((*source, field, Said::Nothing));
                Missing::Field(*source, field)
            }
            Doubt::NoAccount => {
                evidence.push((Source::Accounts, "userPrincipalName", Said::Nothing));
                Missing::Unasked(&ACCOUNT)
            }
            Doubt::WhichLimit => Missing::Unasked(&WHICH_LIMIT),
            Doubt::WhetherAsked => Missing::Unasked(&WHETHER_ASKED),
            Doubt::Strength => Missing::Unasked(&STRENGTH),
            Doubt::WhetherKeptOut => Missing::Unasked(&WHETHER_KEPT_OUT),
        });
    }
    for (source, field, said) in evidence {
        if measured.evidence.len() < EXCEPTIONS_MAX {
            let row = name.to_owned();
            measured.evidence.push(Evidence {
                source,
                field,
                row,
                said,
            });
        }
    }
}
