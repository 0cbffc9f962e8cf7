//! P10: whether a device that nobody has contacted is a fault depends on where it is, and only the
//! own list says so.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::{Inputs, Opened};
use crate::prevention::measured::{Amount, Label, Measured, Part};
use crate::prevention::tally::{Count, Devices, Found, Tally};
use crate::prevention::thresholds::Limit;
use enrollment::case_file::{Membership, RegisterState, State};
use enrollment::moment::DAY;
use enrollment::remedy::Remedy;
use enrollment::snapshot::Source;

static NOT_LISTED: Phrase = Phrase {
    key: "not-in-own-list",
    en: "not in your own list",
    de: "nicht in der eigenen Liste",
};
static STOCK: Phrase = Phrase {
    key: "not-contacted-in-stock",
    en: "not contacted: in stock",
    de: "nicht kontaktiert: im Lager",
};
static HANDED_OUT_LATELY: Phrase = Phrase {
    key: "not-contacted-handed-out-30",
    en: "not contacted: handed out less than 30 days ago",
    de: "nicht kontaktiert: vor weniger als 30 Tagen ausgegeben",
};
static HANDED_OUT: Phrase = Phrase {
    key: "not-contacted-handed-out-90",
    en: "not contacted: handed out 30 to 90 days ago",
    de: "nicht kontaktiert: vor 30 bis 90 Tagen ausgegeben",
};
static HANDED_OUT_LONG: Phrase = Phrase {
    key: "not-contacted-handed-out-longer",
    en: "not contacted: handed out longer ago",
    de: "nicht kontaktiert: vor längerer Zeit ausgegeben",
};
static HANDED_OUT_UNDATED: Phrase = Phrase {
    key: "not-contacted-handed-out-undated",
    en: "not contacted: handed out, nobody wrote down when",
    de: "nicht kontaktiert: ausgegeben, ohne Datum",
};
static RETURNED: Phrase = Phrase {
    key: "not-contacted-returned",
    en: "not contacted: returned",
    de: "nicht kontaktiert: zurückgegeben",
};
static LOST: Phrase = Phrase {
    key: "not-contacted-lost",
    en: "not contacted: lost or disposed of",
    de: "nicht kontaktiert: verloren oder ausgesondert",
};
static UNSAID: Phrase = Phrase {
    key: "not-contacted-unsaid",
    en: "not contacted: listed without a place",
    de: "nicht kontaktiert: ohne Ort in der Liste",
};
static UNLISTED: Phrase = Phrase {
    key: "not-contacted-not-in-own-list",
    en: "not contacted: not in your own list",
    de: "nicht kontaktiert: nicht in der eigenen Liste",
};

/// The classes of devices that nobody has contacted, in the order in which they are shown.
static CLASSES: [&Phrase; 9] = [
    &STOCK,
    &HANDED_OUT_LATELY,
    &HANDED_OUT,
    &HANDED_OUT_LONG,
    &HANDED_OUT_UNDATED,
    &RETURNED,
    &LOST,
    &UNSAID,
    &UNLISTED,
];

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P10",
    reads: &[Source::Register, Source::OrgDevices],
    remedy: &[Remedy::R17],
    controls: &[
        control(Framework::CisControls, "1.1"),
        control(Framework::CisControls, "1.2"),
        control(Framework::Nist80053, "CM-8"),
        control(Framework::Nist800171R2, "3.4.1"),
        control(Framework::Nist800171R3, "03.04.10"),
        control(Framework::Iso27001, "A.5.9"),
        control(Framework::Iso27001, "A.5.11"),
        control(Framework::Gdpr, "32(1)(d)"),
        control(Framework::Nis2, "21(2)(i)"),
        control(Framework::Grundschutz, "SYS.3.2.2.A20"),
    ],
    phrases: &[
        &NOT_LISTED,
        &STOCK,
        &HANDED_OUT_LATELY,
        &HANDED_OUT,
        &HANDED_OUT_LONG,
        &HANDED_OUT_UNDATED,
        &RETURNED,
        &LOST,
        &UNSAID,
        &UNLISTED,
    ],
    en: CheckPage {
        title: "Your own list of devices tells the truth",
        text: "Watched are the share of serial numbers that are found in your own list, \
                   with the aim of at least 98 in a hundred, and how long devices have been not \
                   contacted, by where the list has them. The alarm is raised below that share. \
                   How long raises none: a list that is out of date makes healthy stock look \
                   like a fault.",
        to_do: "Add to your own list what is missing in it, correct what is spelt wrongly, and \
               read it again.",
    },
    de: CheckPage {
        title: "Die eigene Geräteliste stimmt",
        text: "Beobachtet werden der Anteil der Seriennummern, die in der eigenen Liste \
                   stehen, mit dem Ziel von mindestens 98 von hundert, und wie lange Geräte \
                   schon nicht kontaktiert sind, nach ihrem Ort in der Liste. Alarm gibt es \
                   unter diesem Anteil. Die Dauer gibt keinen: Eine veraltete Liste lässt \
                   gesunden Bestand wie einen Fehler aussehen.",
        to_do: "Ergänzen Sie in der eigenen Liste, was dort fehlt, berichtigen Sie falsch \
               Geschriebenes und lesen Sie die Liste neu ein.",
    },
    measure,
};

/// Devices of the organisation, those in the own list, and the uncontacted ones by place.
#[derive(Default)]
pub(in crate::prevention) struct InOwnList {
    in_organisation: u64,
    listed: u64,
    unlisted: Devices,
    classes: [u64; CLASSES.len()],
}

impl Count for InOwnList {
    fn note(&mut self, inputs: &Inputs<'_>, opened: &Opened<'_, '_>) {
        let case = opened.case;
        let register = case.get::<RegisterState>();
        if case.get::<Membership>() == Membership::Present && register != RegisterState::Unread {
            self.in_organisation += 1;
            if register == RegisterState::NotListed {
                self.unlisted.add(Found {
                    serial: opened.device.serial,
                    why: &NOT_LISTED,
                    amount: None,
                    since: opened.timeline.added.latest,
                });
            } else {
                self.listed += 1;
            }
        }
        if case.get::<State>() == State::NotContacted
            && let Some(class) = class(inputs, opened, register)
        {
            let number = CLASSES.iter().position(|it| *it == class);
            self.classes[number.unwrap_or_default()] += 1;
        }
    }

    fn merge(&mut self, later: Self) {
        self.in_organisation += later.in_organisation;
        self.listed += later.listed;
        self.unlisted.merge(later.unlisted);
        for (sum, more) in self.classes.iter_mut().zip(later.classes) {
            *sum += more;
        }
    }
}

fn class(
    inputs: &Inputs<'_>,
    opened: &Opened<'_, '_>,
    register: RegisterState,
) -> Option<&'static Phrase> {
    Some(match register {
        RegisterState::Unread => return None,
        RegisterState::NotListed => &UNLISTED,
        RegisterState::Stock => &STOCK,
        RegisterState::Returned => &RETURNED,
        RegisterState::Lost => &LOST,
        RegisterState::Unsaid => &UNSAID,
        RegisterState::HandedOut => {
            let handed = opened.timeline.handed_out.latest;
            match handed.map(|at| inputs.now().since(at) / DAY) {
                None => &HANDED_OUT_UNDATED,
                Some(..30) => &HANDED_OUT_LATELY,
                Some(30..90) => &HANDED_OUT,
                Some(_) => &HANDED_OUT_LONG,
            }
        }
    })
}

fn measure(inputs: &Inputs<'_>, tally: &Tally) -> Measured {
    let count = &tally.own_list;
    let permille = inputs.thresholds.of(Limit::RegisterPermille);
    let reads = &inputs.fleet.snapshot.reads;
    let mut measured = Measured::begin(&CHECK, reads, Amount::Permille(permille));
    measured.population = count.in_organisation;
    measured.value = (count.in_organisation > 0).then_some(Amount::Share {
        part: count.listed,
        of: count.in_organisation,
    });
    measured.exceptions = count.unlisted.exceptions(inputs.fleet);
    let classes = CLASSES
        .iter()
        .zip(count.classes)
        .filter(|(_, number)| *number > 0);
    measured.parts = classes
        .map(|(class, number)| Part {
            label: Label::Told(class),
            amount: Amount::Count(number),
        })
        .collect();
    let below = count.listed * 1_000 < count.in_organisation * u64::from(permille);
    measured.judged(below)
}
