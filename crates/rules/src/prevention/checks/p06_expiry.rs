//! P06: a token or certificate that ends takes every new device with it, a push certificate the
//! enrolled ones too.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::Inputs;
use crate::prevention::measured::{Amount, Evidence, Exception, Measured, Missing, Said, Subject};
use crate::prevention::tally::Tally;
use crate::prevention::thresholds::Limit;
use enrollment::moment::{DAY, Stamp};
use enrollment::remedy::Remedy;
use enrollment::snapshot::{Source, TokenType};

static SOON: Phrase = Phrase {
    key: "ends-soon",
    en: "ends soon",
    de: "läuft bald ab",
};
static MONTH: Phrase = Phrase {
    key: "ends-within-30-days",
    en: "ends within 30 days",
    de: "läuft innerhalb von 30 Tagen ab",
};
static FORTNIGHT: Phrase = Phrase {
    key: "ends-within-14-days",
    en: "ends within 14 days",
    de: "läuft innerhalb von 14 Tagen ab",
};
static WEEK: Phrase = Phrase {
    key: "ends-within-7-days",
    en: "ends within 7 days",
    de: "läuft innerhalb von 7 Tagen ab",
};
static OVER: Phrase = Phrase {
    key: "has-ended",
    en: "has ended",
    de: "ist abgelaufen",
};
static NO_PUSH: Phrase = Phrase {
    key: "no-push-certificate",
    en: "there is no push certificate",
    de: "es gibt kein Push-Zertifikat",
};
static OWNER: Phrase = Phrase {
    key: "owner-can-sign-in",
    en: "whether the account behind each belongs to a role and can still sign in",
    de: "ob der Account dahinter zu einer Rolle gehört und sich noch anmelden kann",
};

pub(in crate::prevention) static CHECK: Check = Check {
    code: "P06",
    reads: &[Source::Tokens, Source::VppTokens, Source::PushCertificate],
    remedy: &[Remedy::R5, Remedy::R7],
    controls: &[
        control(Framework::CisControls, "4.6"),
        control(Framework::Nist80053, "IA-3"),
        control(Framework::Nist800171R3, "03.05.02"),
        control(Framework::Iso27001, "A.8.9"),
        control(Framework::Gdpr, "32(1)(b)"),
    ],
    phrases: &[&SOON, &MONTH, &FORTNIGHT, &WEEK, &OVER, &NO_PUSH, &OWNER],
    en: CheckPage {
        title: "Tokens and certificates are renewed in time, by an account that lives",
        text: "Watched are the days until the enrollment token, the apps and books token and \
               the push certificate expire, and whether the account behind each is one of a \
               role and can still sign in. The alarm for the tokens is raised 45, 30, 14 and 7 \
               days before; for the push certificate on day 335 of its year; and at once when \
               the account can no longer sign in.",
    },
    de: CheckPage {
        title: "Token und Zertifikate werden rechtzeitig erneuert, von einem Account, den es \
                noch gibt",
        text: "Beobachtet werden die Tage bis zum Ablauf des Tokens für das \
               Registrierungsprogramm, des Tokens für Apps und Bücher und des \
               Push-Zertifikats, und ob der Account dahinter zu einer Rolle gehört und sich \
               noch anmelden kann. Alarm gibt es bei den Token 45, 30, 14 und 7 Tage vorher, \
               beim Push-Zertifikat am 335. Tag seines Jahres und sofort, wenn sich der \
               Account nicht mehr anmelden kann.",
    },
    measure,
};

/// The push certificate's year (causality.md §1.2, [M-APNS]).
const PUSH_YEAR_DAYS: i64 = 365;

fn measure(inputs: &Inputs<'_>, _: &Tally) -> Measured {
    let snapshot = inputs.fleet.snapshot;
    let words = &snapshot.words;
    let ahead = inputs.thresholds.span(Limit::ExpiryDays);
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Days(ahead));
    measured.subject = Subject::Credential;
    measured.unseen = vec![&OWNER];
    let mut credentials = Vec::new();
    let program = |kind| kind != TokenType::None;
    for row in snapshot.tokens.iter().filter(|row| program(row.kind)) {
        let name = words.text(row.name);
        credentials.push((
            Source::Tokens,
            "tokenExpirationDateTime",
            name,
            row.expires,
            ahead,
        ));
        account(
            &mut measured,
            Source::Tokens,
            name,
            words.text(row.apple_account),
        );
    }
    for row in snapshot.vpp_tokens.iter() {
        let name = words.text(row.name);
        credentials.push((
            Source::VppTokens,
            "expirationDateTime",
            name,
            row.expires,
            ahead,
        ));
    }
    if let Some(push) = &snapshot.push_certificate {
        let account_name = words.text(push.apple_account);
        if push.present {
            let before_end = PUSH_YEAR_DAYS - inputs.thresholds.span(Limit::PushDay);
            let (source, field) = (Source::PushCertificate, "expirationDateTime");
            credentials.push((source, field, account_name, push.expires, before_end));
        } else {
            measured.exceptions.add(Exception {
                subject: Subject::Setting,
                name: Source::PushCertificate.name().to_owned(),
                why: &NO_PUSH,
                amount: None,
                since: None,
            });
        }
    }
    credentials.sort_by(|a, b| (a.0, a.2, a.3).cmp(&(b.0, b.2, b.3)));
    measured.population = credentials.len() as u64;
    let mut least = None;
    for (source, field, name, expires, ahead) in credentials {
        let left = one(inputs, &mut measured, source, field, name, expires, ahead);
        least = match (least, left) {
            (Some(a), Some(b)) => Some(i64::min(a, b)),
            (a, b) => a.or(b),
        };
    }
    measured.value = least.map(Amount::Days);
    measured.judged_by_exceptions()
}

/// One token or certificate; how many days are left.
fn one(
    inputs: &Inputs<'_>,
    measured: &mut Measured,
    source: Source,
    field: &'static str,
    name: &str,
    expires: Stamp,
    ahead: i64,
) -> Option<i64> {
    let Some(end) = expires.at() else {
        if !expires.is_no_limit() {
            measured.missing.push(Missing::Field(source, field));
        }
        return None;
    };
    measured.evidence.push(Evidence {
        source,
        field,
        row: name.to_owned(),
        said: Said::At(end),
    });
    let left = end.since(inputs.now());
    let days = left.div_euclid(DAY);
    if left < ahead * DAY {
        let why = match days {
            ..0 => &OVER,
            0..7 => &WEEK,
            7..14 => &FORTNIGHT,
            14..30 => &MONTH,
            _ => &SOON,
        };
        measured.exceptions.add(Exception {
            subject: Subject::Credential,
            name: credential(source, name),
            why,
            amount: Some(Amount::Days(days)),
            since: Some(end.plus(-ahead * DAY)),
        });
    }
    Some(days)
}

/// A credential's name: what kind it is, and what it is called.
fn credential(source: Source, name: &str) -> String {
    let kind = source.name().rsplit('/').next().unwrap_or_default();
    if name.is_empty() {
        kind.to_owned()
    } else {
        format!("{name} ({kind})")
    }
}

/// The Apple Account behind it, for whoever can find out whether it lives.
fn account(measured: &mut Measured, source: Source, row: &str, account: &str) {
    if !account.is_empty() {
        measured.evidence.push(Evidence {
            source,
            field: "appleIdentifier",
            row: row.to_owned(),
            said: Said::Text(account.to_owned()),
        });
    }
}
