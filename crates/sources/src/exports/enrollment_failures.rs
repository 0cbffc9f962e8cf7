//! Intune, `EnrollmentActivity` and `DeviceEnrollmentFailures` (microsoft.md §5.3). Only the former
//! names serial numbers.

use super::fields::{Fields, Mapper, Refusal, Taken};
use super::kind::{Names, Signature};
use super::managed_devices::SERIAL;
use super::spoken;
use super::walk::{Covered, Page, Rows};
use crate::gathering::Gathering;
use crate::told::told;
use enrollment::snapshot::{EnrollmentFailure, FailureReason, Source};
use enrollment::words::Word;

const WHEN: Names = &[
    "enrollmentfailuredatetime",
    "enrollmentdatetime",
    "failuredate",
    "enrollmentdate",
    "eventdatetime",
    "date",
    "datum",
    "fehlerdatum",
    "registrierungsdatum",
];
const REASON: Names = &[
    "failurereason",
    "failurecategory",
    "fehlerursache",
    "fehlergrund",
    "grundfuerfehler",
    "ursache",
];
const FAILURE: Names = &["failure", "error", "fehler", "fehlschlag"];
const DETAILS: Names = &["failuredetails", "details", "fehlerdetails"];
const METHOD: Names = &["enrollmentmethod", "registrierungsmethode"];

pub(super) static SIGNATURE: Signature = Signature {
    required: &[&[
        "failurereason",
        "failurecategory",
        "failure",
        "failuredetails",
        "fehlerursache",
        "fehlergrund",
        "fehlerdetails",
        "fehler",
    ]],
    telling: &[
        (&["enrollmentactivityid"], 4),
        (&["enrollmentfailuredatetime", "failureguid"], 4),
        (METHOD, 4),
        (&["enrollmentdatetime"], 2),
        (DETAILS, 2),
        (REASON, 2),
        (&["remediation", "abhilfe", "korrektur"], 2),
        (&["context", "kontext"], 1),
    ],
    least: 4,
    foreign: &[],
    file_names: &["enrollmentactivity", "enrollmentfailures"],
    expected: "EnrollmentDateTime, EnrollmentMethod, FailureReason, …",
};

const REASON_WORDS: &[(&str, FailureReason)] = &[
    ("0", FailureReason::Unknown),
    ("1", FailureReason::Authentication),
    ("2", FailureReason::Authorization),
    ("3", FailureReason::AccountValidation),
    ("4", FailureReason::UserValidation),
    ("5", FailureReason::DeviceNotSupported),
    ("6", FailureReason::InMaintenance),
    ("7", FailureReason::BadRequest),
    ("8", FailureReason::FeatureNotSupported),
    ("9", FailureReason::Restrictions),
    ("10", FailureReason::ClientDisconnected),
    ("11", FailureReason::UserAbandonment),
    ("enrollmentrestrictions", FailureReason::Restrictions),
    ("enrollmentrestrictionsnotmet", FailureReason::Restrictions),
    ("authentifizierung", FailureReason::Authentication),
    ("autorisierung", FailureReason::Authorization),
    ("kontoueberpruefung", FailureReason::AccountValidation),
    ("benutzerueberpruefung", FailureReason::UserValidation),
    ("geraetnichtunterstuetzt", FailureReason::DeviceNotSupported),
    ("inwartung", FailureReason::InMaintenance),
    ("ungueltigeanforderung", FailureReason::BadRequest),
    (
        "featurenichtunterstuetzt",
        FailureReason::FeatureNotSupported,
    ),
    ("registrierungsbeschraenkungen", FailureReason::Restrictions),
    (
        "registrierungsbeschraenkungenerzwungen",
        FailureReason::Restrictions,
    ),
    ("clientgetrennt", FailureReason::ClientDisconnected),
    ("abbruchdurchbenutzer", FailureReason::UserAbandonment),
    ("unbekannt", FailureReason::Unknown),
];
/// What the failure columns say when nothing failed.
const NO_FAILURE: [&str; 8] = [
    "success",
    "succeeded",
    "successful",
    "nofailure",
    "enrolled",
    "erfolg",
    "erfolgreich",
    "registriert",
];

/// Where each field stands.
struct EnrollmentFailures {
    at: Option<usize>,
    serial: Option<usize>,
    user_id: Option<usize>,
    user: Option<usize>,
    reason: Option<usize>,
    failure: Option<usize>,
    details: Option<usize>,
    os: Option<usize>,
    page: Page<EnrollmentFailure>,
}

/// Finds the columns.
pub(super) fn rows(mapper: &mut Mapper<'_>) -> impl Rows + use<> {
    EnrollmentFailures {
        at: mapper.past("eventDateTime", WHEN),
        serial: mapper.field("serialNumber", SERIAL),
        user_id: mapper.field("userId", &["userid", "benutzerid"]),
        user: mapper.field(
            "userPrincipalName",
            &[
                "upn",
                "userprincipalname",
                "user",
                "benutzer",
                "benutzerprinzipalname",
            ],
        ),
        reason: mapper.field("failureCategory", REASON),
        failure: mapper.field("failureReason", FAILURE),
        details: mapper.field("failureDetails", DETAILS),
        os: mapper.field(
            "operatingSystem",
            &["os", "operatingsystem", "betriebssystem"],
        ),
        page: Page::default(),
    }
}

impl Rows for EnrollmentFailures {
    fn take(&mut self, fields: &Fields<'_>) -> Result<Taken, Refusal> {
        let said = |column| {
            let text = spoken::something(fields.text(column));
            let fine = NO_FAILURE.contains(&crate::table::header::fold(text).as_str());
            if fine { "" } else { text }
        };
        let (failure, details) = (said(self.failure), said(self.details));
        if said(self.reason).is_empty() && failure.is_empty() && details.is_empty() {
            return Ok(Taken::Nothing);
        }
        let row = EnrollmentFailure {
            at: fields.date(self.at),
            serial: fields.serial(self.serial)?.unwrap_or(Word::NONE),
            user_id: fields.guid(self.user_id),
            user: fields.lower_word(self.user),
            reason: fields.term(self.reason, REASON_WORDS),
            text: self.text(fields, failure, details),
            os: fields.word(self.os),
            exported: true,
        };
        let joins = row.serial.is_some() || row.user.is_some() || row.user_id.is_some();
        if !joins && row.at.at().is_none() {
            return Err(Refusal {
                column: self.at,
                detail: told("row-of-nothing"),
            });
        }
        self.page.add(row, &fields.into.failures);
        Ok(Taken::Row)
    }

    fn finish(&mut self, into: &Gathering) -> Covered {
        self.page.end(&into.failures);
        Covered {
            whole: vec![Source::Failures],
            parts: Vec::new(),
        }
    }
}

impl EnrollmentFailures {
    /// Graph's `failureReason` is the machine's text; the exports spread it over two columns, and
    /// one of them has it under the name of the category.
    fn text(&self, fields: &Fields<'_>, failure: &str, details: &str) -> Word {
        let parts = [failure, details];
        let mut parts = parts.iter().filter(|part| !part.is_empty());
        match (parts.next(), parts.next()) {
            (Some(one), Some(other)) if one != other => {
                fields.into.word(&format!("{one}: {other}"))
            }
            (Some(one), _) => fields.into.word(one),
            _ => fields.word(self.reason),
        }
    }
}
