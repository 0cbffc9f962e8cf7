//! P06: a token or certificate that ends takes every new device with it, a push certificate the
//! enrolled ones too.

use crate::prevention::check::{Check, CheckPage, Phrase};
use crate::prevention::control::{Framework, control};
use crate::prevention::inputs::Inputs;
use crate::prevention::measured::{
    Amount, Evidence, Exception, Label, Measured, Missing, Part, Said, Subject,
};
use crate::prevention::person::Addresses;
use crate::prevention::tally::Tally;
use crate::prevention::thresholds::Limit;
use enrollment::moment::{DAY, Stamp};
use enrollment::remedy::Remedy;
use enrollment::snapshot::{Account, Snapshot, Source, TokenType};
use enrollment::words::Word;

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
static DISABLED: Phrase = Phrase {
    key: "owner-disabled",
    en: "the mailbox behind its Apple Account belongs to an account that is disabled",
    de: "das Postfach hinter seinem Apple Account gehört zu einem deaktivierten Konto",
};
static DELETED: Phrase = Phrase {
    key: "owner-deleted",
    en: "the mailbox behind its Apple Account belonged to an account that was deleted",
    de: "das Postfach hinter seinem Apple Account gehörte zu einem gelöschten Konto",
};
static ALIVE: Phrase = Phrase {
    key: "owner-enabled",
    en: "behind an account that is enabled",
    de: "hinter einem aktiven Konto",
};
static PERSONAL: Phrase = Phrase {
    key: "owner-is-a-person",
    en: "behind a person's account, not a role's",
    de: "hinter dem Konto einer Person statt einer Rolle",
};
static UNKNOWN: Phrase = Phrase {
    key: "owner-unknown",
    en: "behind an Apple Account that is no account of this directory",
    de: "hinter einem Apple Account, der kein Konto dieses Verzeichnisses ist",
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
    phrases: &[
        &SOON, &MONTH, &FORTNIGHT, &WEEK, &OVER, &NO_PUSH, &OWNER, &DISABLED, &DELETED, &ALIVE,
        &PERSONAL, &UNKNOWN,
    ],
    en: CheckPage {
        title: "Tokens and certificates are renewed in time, by an account that lives",
        text: "Watched are the days until the enrollment token, the apps and books token and \
               the push certificate expire, and whether the account behind each is one of a \
               role and can still sign in, as far as its Apple Account is the address of an \
               account in Entra. A given and a family name, or a device in the own list, show \
               that it is a person's. The alarm for the tokens is raised 45, 30, 14 and 7 \
               days before; for the push certificate on day 335 of its year; and at once when \
               the account is disabled or was deleted within the last 30 days.",
        to_do: "Renew each before its last day, and at once what has ended: an enrollment \
               program token for the same service, a token for apps at its own place, the push \
               certificate with the same Apple Account. Let the account be a role's and not a \
               person's.",
    },
    de: CheckPage {
        title: "Token und Zertifikate werden rechtzeitig erneuert, von einem Account, den es \
                noch gibt",
        text: "Beobachtet werden die Tage bis zum Ablauf des Tokens für das \
               Registrierungsprogramm, des Tokens für Apps und Bücher und des \
               Push-Zertifikats, und ob der Account dahinter zu einer Rolle gehört und sich \
               noch anmelden kann, soweit sein Apple Account die Adresse eines Kontos in Entra \
               ist. Vor- und Nachname oder ein Gerät in der eigenen Liste zeigen, dass er einer \
               Person gehört. Alarm gibt es bei den Token 45, 30, 14 und 7 Tage vorher, \
               beim Push-Zertifikat am 335. Tag seines Jahres und sofort, wenn das Konto \
               deaktiviert ist oder in den letzten 30 Tagen gelöscht wurde.",
        to_do: "Erneuern Sie jedes vor seinem letzten Tag, und Abgelaufenes sofort: ein Token \
               für das Registrierungsprogramm für denselben Dienst, ein Token für Apps an seiner \
               eigenen Stelle, das Push-Zertifikat mit demselben Apple Account. Der Account soll \
               einer Rolle gehören und keiner Person.",
    },
    measure,
};

/// The push certificate's year (causality.md §1.2, [M-APNS]).
const PUSH_YEAR_DAYS: i64 = 365;

fn measure(inputs: &Inputs<'_>, _: &Tally) -> Measured {
    let snapshot = inputs.fleet.snapshot;
    let ahead = inputs.thresholds.span(Limit::ExpiryDays);
    let mut measured = Measured::begin(&CHECK, &snapshot.reads, Amount::Days(ahead));
    measured.subject = Subject::Credential;
    let (mut credentials, mut owners) = credentials(inputs);
    if snapshot.push_certificate.is_some_and(|push| !push.present) {
        measured.exceptions.add(Exception {
            subject: Subject::Setting,
            name: Source::PushCertificate.name().to_owned(),
            why: &NO_PUSH,
            amount: None,
            since: None,
        });
    }
    // A page that came twice tells of no second one.
    credentials.sort_by(|a, b| (a.0, a.2, a.3).cmp(&(b.0, b.2, b.3)));
    credentials.dedup();
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
    owners.sort_unstable();
    owners.dedup();
    look_at(&owners, inputs, &mut measured);
    measured.judged_by_exceptions()
}

/// Where it was read, the field with its end, its name, its end, and how many days before that to
/// raise the alarm.
type Ending<'s> = (Source, &'static str, &'s str, Stamp, i64);

/// Every token and certificate, and the Apple Account behind each.
fn credentials<'s>(inputs: &Inputs<'s>) -> (Vec<Ending<'s>>, Vec<Owner<'s>>) {
    let snapshot = inputs.fleet.snapshot;
    let text = |word| snapshot.words.text(word);
    let ahead = inputs.thresholds.span(Limit::ExpiryDays);
    let (mut endings, mut owners) = (Vec::new(), Vec::new());
    let mut add = |source, field, name, end, ahead, account| {
        endings.push((source, field, name, end, ahead));
        owners.push(Owner::of(source, name, account));
    };
    let program = |kind| kind != TokenType::None;
    for row in snapshot.tokens.iter().filter(|row| program(row.kind)) {
        let (name, account) = (text(row.name), text(row.apple_account));
        let field = "tokenExpirationDateTime";
        add(Source::Tokens, field, name, row.expires, ahead, account);
    }
    for row in snapshot.vpp_tokens.iter() {
        let (name, account) = (text(row.name), text(row.apple_account));
        let field = "expirationDateTime";
        add(Source::VppTokens, field, name, row.expires, ahead, account);
    }
    if let Some(push) = snapshot.push_certificate.filter(|push| push.present) {
        let account = text(push.apple_account);
        let before_end = PUSH_YEAR_DAYS - inputs.thresholds.span(Limit::PushDay);
        let (source, field) = (Source::PushCertificate, "expirationDateTime");
        add(source, field, account, push.expires, before_end, account);
    }
    (endings, owners)
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
    // Whole days that are left, or that have gone by since.
    let days = left / DAY;
    if left < ahead * DAY {
        let why = match days {
            _ if left < 0 => &OVER,
            ..7 => &WEEK,
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

/// A token or certificate, and the Apple Account behind it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Owner<'s> {
    source: Source,
    name: &'s str,
    account: &'s str,
}

impl<'s> Owner<'s> {
    const fn of(source: Source, name: &'s str, account: &'s str) -> Self {
        Self {
            source,
            name,
            account,
        }
    }

    fn field(&self) -> &'static str {
        if self.source == Source::VppTokens {
            "appleId"
        } else {
            "appleIdentifier"
        }
    }
}

/// Whether the accounts behind tokens and certificates live. An Apple Account whose address is no
/// account of the directory is for somebody else to find out about.
fn look_at(owners: &[Owner<'_>], inputs: &Inputs<'_>, measured: &mut Measured) {
    let snapshot = inputs.fleet.snapshot;
    let addresses = Addresses::of(owners.iter().map(|it| it.account), snapshot);
    let (mut alive, mut personal, mut unknown) = (0, 0, 0);
    for owner in owners {
        if !owner.account.is_empty() {
            let said = Said::Text(owner.account.to_owned());
            let row = evidence(owner.source, owner.field(), owner.name, said);
            measured.evidence.push(row);
        }
        let Some(account) = addresses.account(owner.account) else {
            unknown += u64::from(!was_deleted(owner, snapshot, measured));
            continue;
        };
        alive += u64::from(account.enabled == Some(true));
        personal += u64::from(is_a_person(owner, account, snapshot, measured));
        lives(owner, account, measured);
    }
    if unknown > 0 {
        if snapshot.reads.is_complete(Source::Accounts) {
            measured.unseen.push(&OWNER);
        } else {
            measured.missing.push(Missing::Source(Source::Accounts));
        }
    }
    if unknown < owners.len() as u64 {
        let parts = [(&ALIVE, alive), (&PERSONAL, personal), (&UNKNOWN, unknown)];
        measured.parts = parts
            .into_iter()
            .map(|(label, count)| Part {
                label: Label::Told(label),
                amount: Amount::Count(count),
            })
            .collect();
    }
}

/// Whether there was an account, which somebody deleted.
fn was_deleted(owner: &Owner<'_>, snapshot: &Snapshot, measured: &mut Measured) -> bool {
    let Some(address) = snapshot.words.find(&owner.account.to_lowercase()) else {
        return false;
    };
    let mut rows = snapshot.deleted_accounts.iter();
    let Some(row) = rows.find(|row| row.name == address || row.mail == address) else {
        return false;
    };
    if let Some(at) = row.at.at() {
        let (source, field) = (Source::DeletedAccounts, "deletedDateTime");
        let row = evidence(source, field, owner.account, Said::At(at));
        measured.evidence.push(row);
    }
    measured.exceptions.add(Exception {
        subject: Subject::Credential,
        name: credential(owner.source, owner.name),
        why: &DELETED,
        amount: None,
        since: row.at.at(),
    });
    true
}

/// Whether the account can sign in.
fn lives(owner: &Owner<'_>, account: &Account, measured: &mut Measured) {
    let Some(enabled) = account.enabled else {
        let field = Missing::Field(Source::Accounts, "accountEnabled");
        measured.missing.push(field);
        return;
    };
    let said = Said::Flag(enabled);
    let row = evidence(Source::Accounts, "accountEnabled", owner.account, said);
    measured.evidence.push(row);
    if !enabled {
        measured.exceptions.add(Exception {
            subject: Subject::Credential,
            name: credential(owner.source, owner.name),
            why: &DISABLED,
            amount: None,
            since: None,
        });
    }
}

/// Whether something shows that the account is a person's: a name as people have it, or a device
/// that they hold.
fn is_a_person(
    owner: &Owner<'_>,
    account: &Account,
    snapshot: &Snapshot,
    measured: &mut Measured,
) -> bool {
    if account.has_personal_name {
        let said = Said::Flag(true);
        let row = evidence(Source::Accounts, "givenName, surname", owner.account, said);
        measured.evidence.push(row);
    }
    let holds = holds_device(account, owner.account, snapshot);
    if let Some(serial) = holds {
        let said = Said::Text(owner.account.to_owned());
        measured
            .evidence
            .push(evidence(Source::Register, "user", serial, said));
    }
    account.has_personal_name || holds.is_some()
}

/// The first device that the own list gives to this account.
fn holds_device<'s>(account: &Account, address: &str, snapshot: &'s Snapshot) -> Option<&'s str> {
    let words = &snapshot.words;
    let all = [words.text(account.name), words.text(account.mail), address];
    let known = all.into_iter().filter(|it| !it.is_empty());
    let known: Vec<Word> = known
        .filter_map(|it| words.find(&it.to_lowercase()))
        .collect();
    let rows = snapshot.register.iter();
    let theirs = rows.filter(|row| known.contains(&row.user));
    theirs.map(|row| snapshot.serials.text(row.serial)).min()
}

fn evidence(source: Source, field: &'static str, row: &str, said: Said) -> Evidence {
    Evidence {
        source,
        field,
        row: row.to_owned(),
        said,
    }
}
