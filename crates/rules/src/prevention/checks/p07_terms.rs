//! P07: until Apple's new terms are accepted, no sync of the organisation works.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::Inputs;
use crate::prevention::measured::{Amount, Evidence, Exception, Measured, Missing, Said, Subject};
use crate::prevention::tally::Tally;
use enrollment::remedy::Remedy;
use enrollment::snapshot::Source;
use enrollment::tenant::ERROR_TERMS;

static TERMS: Phrase = Phrase {
    key: "terms-wait",
    en: "Apple's terms wait to be accepted",
    de: "die Bedingungen von Apple warten darauf, angenommen zu werden",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P07",
    reads: &[Source::Tokens],
    remedy: &[Remedy::R6],
    controls: &[
        control(Framework::Iso27001, "A.5.19"),
        control(Framework::Nis2, "21(2)(d)"),
    ],
    phrases: &[&TERMS],
    en: CheckPage {
        title: "Apple's terms are accepted",
        text: "Watched is the kind of error of each token's last sync. When Apple publishes \
               new terms, every sync of the organisation stands still until an administrator \
               accepts them. The alarm is raised at the first such error and goes to a person \
               who may accept.",
        to_do: "Somebody who may accept for the organisation signs in to Apple Business and \
               accepts the terms; then start a sync.",
    },
    de: CheckPage {
        title: "Die Bedingungen von Apple sind angenommen",
        text: "Beobachtet wird die Art des Fehlers der letzten Synchronisierung jedes Tokens. \
               Veröffentlicht Apple neue Bedingungen, steht jede Synchronisierung der \
               Organisation still, bis ein Administrator sie annimmt. Alarm gibt es beim \
               ersten solchen Fehler, und er geht an eine Person, die annehmen darf.",
        to_do: "Wer für die Organisation annehmen darf, meldet sich bei Apple Business an und \
               nimmt die Bedingungen an; starten Sie danach eine Synchronisierung.",
    },
    measure,
};

fn measure(inputs: &Inputs<'_>, _: &Tally) -> Measured {
    let snapshot = inputs.fleet.snapshot;
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Count(0));
    measured.subject = Subject::Token;
    let mut looked = false;
    for token in &inputs.fleet.tenant.tokens {
        let Some(row) = token.row.map(|number| &snapshot.tokens[number]) else {
            continue;
        };
        let name = snapshot.words.text(row.name);
        measured.population += 1;
        let told = matches!(row.error, Some(0 | ERROR_TERMS));
        looked |= told;
        // What other codes mean is published nowhere: one of them may be about the terms.
        if !told {
            let field = Missing::Field(Source::Tokens, "lastSyncErrorCode");
            measured.missing.push(field);
        }
        measured.evidence.push(Evidence {
            source: Source::Tokens,
            field: "lastSyncErrorCode",
            row: name.to_owned(),
            said: row.error.map_or(Said::Nothing, Said::Number),
        });
        if row.error == Some(ERROR_TERMS) {
            measured.exceptions.add(Exception {
                subject: Subject::Token,
                name: name.to_owned(),
                why: &TERMS,
                amount: None,
                since: row.last_success.at(),
            });
        }
    }
    measured.value = looked.then_some(Amount::Count(measured.exceptions.total));
    measured.judged_by_exceptions()
}
