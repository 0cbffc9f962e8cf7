//! P18: if a device that nobody checks passes as compliant, Conditional Access proves nothing.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::Inputs;
use crate::prevention::measured::{Amount, Evidence, Exception, Measured, Missing, Said, Subject};
use crate::prevention::tally::Tally;
use enrollment::remedy::Remedy;
use enrollment::snapshot::Source;

static PASSES: Phrase = Phrase {
    key: "unchecked-passes",
    en: "a device without a compliance policy counts as compliant",
    de: "ein Gerät ohne Konformitätsrichtlinie gilt als konform",
};
static POLICIES: Phrase = Phrase {
    key: "policy-for-everybody",
    en: "whether each person gets a compliance policy",
    de: "ob jede Person eine Konformitätsrichtlinie bekommt",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P18",
    reads: &[Source::ManagementSettings],
    remedy: &[Remedy::R19],
    controls: &[
        control(Framework::CisMicrosoft365, "4.1"),
        control(Framework::Nist80053, "AC-19"),
        control(Framework::Nist800171R2, "3.1.18"),
        control(Framework::Nist800171R3, "03.01.18"),
        control(Framework::Iso27001, "A.8.1"),
        control(Framework::Scuba, "MS.AAD.3.7v1"),
    ],
    phrases: &[&PASSES, &POLICIES],
    en: CheckPage {
        title: "Compliant means something",
        text: "Watched are the tenant's setting for devices without a compliance policy, which \
               must count as not compliant, and whether each person gets a policy at all. The \
               alarm is raised when the setting is switched off: then a device that nobody \
               checked would pass as compliant.",
    },
    de: CheckPage {
        title: "Konform heißt auch etwas",
        text: "Beobachtet werden die Einstellung des Mandanten für Geräte ohne \
               Konformitätsrichtlinie, die als nicht konform gelten müssen, und ob jede Person \
               überhaupt eine Richtlinie bekommt. Alarm gibt es, wenn die Einstellung aus ist: \
               Dann ginge ein Gerät, das niemand geprüft hat, als konform durch.",
    },
    measure,
};

fn measure(inputs: &Inputs<'_>, _: &Tally) -> Measured {
    let snapshot = inputs.fleet.snapshot;
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Count(0));
    measured.subject = Subject::Setting;
    measured.unseen = vec![&POLICIES];
    let field = "secureByDefault";
    let settings = snapshot.management_settings.as_ref();
    match settings.and_then(|settings| settings.secure_by_default) {
        Some(secure) => {
            measured.population = 1;
            measured.value = Some(Amount::Count(u64::from(!secure)));
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
    measured.judged_by_exceptions()
}
