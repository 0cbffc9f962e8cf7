//! Intune, *All devices*: `DevicesWithInventory` and the report `Devices` (microsoft.md §5.1, 5.2).
//!
//! English headers and column names are documented, "older" ones are from the field. The German
//! headers follow the portal's own words, but no German export was at hand.

use super::fields::{Fields, Mapper, Refusal, Taken};
use super::kind::{Names, Signature};
use super::spoken;
use super::walk::{Covered, Page, Rows};
use crate::gathering::Gathering;
use crate::told::told;
use enrollment::snapshot::{
    ComplianceState, EnrollmentType, ManagedDevice, ManagementState, OwnerType, RegistrationState,
    Source,
};
use enrollment::words::Word;

pub(super) const SERIAL: Names = &[
    "serialnumber",
    "serial",
    "serialno",
    "seriennummer",
    "seriennr",
    "geraeteseriennummer",
    "hardwareserial",
    "deviceserialnumber",
];
const LAST_SYNC: Names = &[
    "lastcheckin",
    "lastcontact",
    "lastsyncdatetime",
    "lastsync",
    "lastcheckintime",
    "letzteseinchecken",
    "letztercheckin",
    "letztereincheckvorgang",
    "letztercheckinzeitpunkt",
    "letzterkontakt",
    "letztesynchronisierung",
];
const ENROLLED: Names = &[
    "enrollmentdate",
    "createddate",
    "enrolleddatetime",
    "enrolleddate",
    "registrierungsdatum",
    "datumderregistrierung",
    "registriertam",
];
const COMPLIANCE: Names = &[
    "compliantstate",
    "compliancestate",
    "compliance",
    "compliancestatus",
    "konformitaet",
    "konformitaetsstatus",
    "konformitaetszustand",
    "kompatibilitaet",
    "kompatibilitaetsstatus",
];
const OWNER: Names = &[
    "ownertype",
    "ownership",
    "manageddeviceownertype",
    "besitz",
    "besitzer",
    "besitztyp",
    "besitzart",
    "besitzverhaeltnis",
    "eigentuemertyp",
];
const MANAGEMENT: Names = &[
    "managementstate",
    "devicestate",
    "geraetestatus",
    "geraetezustand",
    "verwaltungsstatus",
    "verwaltungszustand",
];
const MANAGED_BY: Names = &[
    "managementagent",
    "managedby",
    "managementagents",
    "verwaltetvon",
    "verwaltetdurch",
];
const REGISTRATION: Names = &[
    "deviceregistrationstate",
    "intuneregistered",
    "intuneregistriert",
    "inintuneregistriert",
    "beiintuneregistriert",
];
const ENTRA_REGISTERED: Names = &[
    "graphdeviceismanaged",
    "microsoftentraregistered",
    "azureadregistered",
    "aadregistered",
    "microsoftentraregistriert",
    "azureadregistriert",
    "inmicrosoftentraregistriert",
    "beimicrosoftentraregistriert",
];
const DEVICE_ID: Names = &["deviceid", "intunedeviceid", "geraeteid", "intunegeraeteid"];
const ENTRA_ID: Names = &[
    "referenceid",
    "microsoftentradeviceid",
    "azureaddeviceid",
    "azureactivedirectorydeviceid",
    "aaddeviceid",
    "entradeviceid",
    "microsoftentrageraeteid",
    "azureadgeraeteid",
    "entrageraeteid",
];
const USER: Names = &[
    "upn",
    "primaryuserupn",
    "userprincipalname",
    "useremail",
    "primaryuseremailaddress",
    "emailaddress",
    "upndesprimaerenbenutzers",
    "primaererbenutzerupn",
    "benutzerprinzipalname",
    "benutzerprinzipalnamedesprimaerenbenutzers",
    "emailadressedesprimaerenbenutzers",
    "emailadresse",
    "primaryuser",
    "primaererbenutzer",
];
const SUPERVISED: Names = &[
    "issupervised",
    "supervised",
    "supervisedstatus",
    "supervisedstatusstring",
    "ueberwacht",
    "betreut",
    "beaufsichtigt",
];
const JAILBROKEN: Names = &[
    "jailbroken",
    "jailbreak",
    "mitjailbreak",
    "perjailbreakmanipuliert",
];

pub(super) static SIGNATURE: Signature = Signature {
    required: &[SERIAL],
    telling: &[
        (LAST_SYNC, 2),
        (COMPLIANCE, 2),
        (MANAGED_BY, 2),
        (MANAGEMENT, 2),
        (REGISTRATION, 2),
        (ENTRA_REGISTERED, 2),
        (DEVICE_ID, 2),
        (ENTRA_ID, 1),
        (OWNER, 1),
        (ENROLLED, 1),
        (USER, 1),
        (JAILBROKEN, 1),
    ],
    least: 4,
    foreign: super::token_devices::AUTOPILOT,
    file_names: &["deviceswithinventory", "devices"],
    expected: "Serial number, Device ID, Last check-in, Compliance, …",
};

const COMPLIANCE_WORDS: &[(&str, ComplianceState)] = &[
    ("0", ComplianceState::Unknown),
    ("1", ComplianceState::Compliant),
    ("2", ComplianceState::Noncompliant),
    ("3", ComplianceState::Conflict),
    ("4", ComplianceState::Error),
    ("254", ComplianceState::InGracePeriod),
    ("255", ComplianceState::ConfigManager),
    ("notcompliant", ComplianceState::Noncompliant),
    ("notevaluated", ComplianceState::Unknown),
    ("seeconfigmgr", ComplianceState::ConfigManager),
    ("konform", ComplianceState::Compliant),
    ("kompatibel", ComplianceState::Compliant),
    ("nichtkonform", ComplianceState::Noncompliant),
    ("nichtkompatibel", ComplianceState::Noncompliant),
    ("konflikt", ComplianceState::Conflict),
    ("fehler", ComplianceState::Error),
    ("inderkarenzzeit", ComplianceState::InGracePeriod),
    ("inkarenzzeit", ComplianceState::InGracePeriod),
    ("inderkulanzfrist", ComplianceState::InGracePeriod),
    ("intoleranzperiode", ComplianceState::InGracePeriod),
    ("intoleranzzeitraum", ComplianceState::InGracePeriod),
    ("imtoleranzzeitraum", ComplianceState::InGracePeriod),
    ("nichtausgewertet", ComplianceState::Unknown),
    ("nichtbewertet", ComplianceState::Unknown),
    ("unbekannt", ComplianceState::Unknown),
];
const OWNER_WORDS: &[(&str, OwnerType)] = &[
    ("0", OwnerType::Unknown),
    ("1", OwnerType::Company),
    ("2", OwnerType::Personal),
    ("corporate", OwnerType::Company),
    ("unternehmen", OwnerType::Company),
    ("unternehmenseigen", OwnerType::Company),
    ("firma", OwnerType::Company),
    ("firmeneigen", OwnerType::Company),
    ("geschaeftlich", OwnerType::Company),
    ("persoenlich", OwnerType::Personal),
    ("privat", OwnerType::Personal),
    ("unbekannt", OwnerType::Unknown),
];
const MANAGEMENT_WORDS: &[(&str, ManagementState)] = &[
    ("0", ManagementState::Managed),
    ("1", ManagementState::RetirePending),
    ("2", ManagementState::RetireFailed),
    ("3", ManagementState::WipePending),
    ("4", ManagementState::WipeFailed),
    ("5", ManagementState::Unhealthy),
    ("6", ManagementState::DeletePending),
    ("7", ManagementState::RetireIssued),
    ("8", ManagementState::WipeIssued),
    ("9", ManagementState::WipeCanceled),
    ("10", ManagementState::RetireCanceled),
    ("11", ManagementState::Discovered),
    ("wipecancelled", ManagementState::WipeCanceled),
    ("retirecancelled", ManagementState::RetireCanceled),
    ("verwaltet", ManagementState::Managed),
    ("abkopplungausstehend", ManagementState::RetirePending),
    ("abkoppelnausstehend", ManagementState::RetirePending),
    (
        "ausserbetriebnahmeausstehend",
        ManagementState::RetirePending,
    ),
    ("abkopplungfehlgeschlagen", ManagementState::RetireFailed),
    ("abkoppelnfehlgeschlagen", ManagementState::RetireFailed),
    ("zuruecksetzungausstehend", ManagementState::WipePending),
    ("zuruecksetzenausstehend", ManagementState::WipePending),
    ("loeschungausstehend", ManagementState::DeletePending),
    ("loeschenausstehend", ManagementState::DeletePending),
    ("zuruecksetzungfehlgeschlagen", ManagementState::WipeFailed),
    ("zuruecksetzenfehlgeschlagen", ManagementState::WipeFailed),
    ("fehlerhaft", ManagementState::Unhealthy),
    ("nichtfehlerfrei", ManagementState::Unhealthy),
    ("ermittelt", ManagementState::Discovered),
    ("erkannt", ManagementState::Discovered),
];
const REGISTRATION_WORDS: &[(&str, RegistrationState)] = &[
    ("0", RegistrationState::NotRegistered),
    ("2", RegistrationState::Registered),
    ("3", RegistrationState::Revoked),
    ("4", RegistrationState::KeyConflict),
    ("5", RegistrationState::ApprovalPending),
    ("6", RegistrationState::CertificateReset),
    ("7", RegistrationState::NotRegisteredPendingEnrollment),
    ("8", RegistrationState::Unknown),
    ("true", RegistrationState::Registered),
    ("yes", RegistrationState::Registered),
    ("ja", RegistrationState::Registered),
    ("wahr", RegistrationState::Registered),
    ("false", RegistrationState::NotRegistered),
    ("no", RegistrationState::NotRegistered),
    ("nein", RegistrationState::NotRegistered),
    ("falsch", RegistrationState::NotRegistered),
    ("registriert", RegistrationState::Registered),
    ("nichtregistriert", RegistrationState::NotRegistered),
    ("widerrufen", RegistrationState::Revoked),
    ("schluesselkonflikt", RegistrationState::KeyConflict),
    ("genehmigungausstehend", RegistrationState::ApprovalPending),
    (
        "zertifikatzurueckgesetzt",
        RegistrationState::CertificateReset,
    ),
    ("unbekannt", RegistrationState::Unknown),
];
const ENROLLMENT_WORDS: &[(&str, EnrollmentType)] = &[
    ("0", EnrollmentType::Unknown),
    ("1", EnrollmentType::User),
    ("2", EnrollmentType::Manager),
    ("3", EnrollmentType::BulkWithUser),
    ("4", EnrollmentType::BulkWithoutUser),
    ("11", EnrollmentType::AppleUser),
    ("12", EnrollmentType::AppleUserService),
    ("benutzerregistrierung", EnrollmentType::User),
    ("geraeteregistrierungsmanager", EnrollmentType::Manager),
    (
        "applemassenregistrierungmitbenutzer",
        EnrollmentType::BulkWithUser,
    ),
    (
        "applemassenregistrierungohnebenutzer",
        EnrollmentType::BulkWithoutUser,
    ),
    ("appleuserenrollment", EnrollmentType::AppleUser),
    ("applebenutzerregistrierung", EnrollmentType::AppleUser),
    ("unbekannt", EnrollmentType::Unknown),
];

/// Where each field stands.
struct ManagedDevices {
    serial: Option<usize>,
    user: Option<usize>,
    name: Option<usize>,
    model: Option<usize>,
    os: Option<usize>,
    os_version: Option<usize>,
    profile_name: Option<usize>,
    enrolled: Option<usize>,
    last_sync: Option<usize>,
    certificate_expires: Option<usize>,
    id: Option<usize>,
    entra: Option<usize>,
    user_id: Option<usize>,
    imei: Option<usize>,
    enrollment: Option<usize>,
    management: Option<usize>,
    compliance: Option<usize>,
    registration: Option<usize>,
    owner: Option<usize>,
    supervised: Option<usize>,
    entra_registered: Option<usize>,
    page: Page<ManagedDevice>,
}

/// Finds the columns.
pub(super) fn rows(mapper: &mut Mapper<'_>) -> impl Rows + use<> {
    ManagedDevices {
        serial: mapper.field("serialNumber", SERIAL),
        user: mapper.field("userPrincipalName", USER),
        name: mapper.field("deviceName", &["devicename", "geraetename", "name"]),
        model: mapper.field("model", &["model", "modell", "geraetemodell"]),
        os: mapper.field(
            "operatingSystem",
            &[
                "os",
                "operatingsystem",
                "devicetype",
                "betriebssystem",
                "plattform",
                "platform",
            ],
        ),
        os_version: mapper.field(
            "osVersion",
            &[
                "osversion",
                "betriebssystemversion",
                "versiondesbetriebssystems",
            ],
        ),
        profile_name: mapper.field(
            "enrollmentProfileName",
            &[
                "enrollmentprofilename",
                "enrollmentprofile",
                "registrierungsprofil",
            ],
        ),
        enrolled: mapper.past("enrolledDateTime", ENROLLED),
        last_sync: mapper.past("lastSyncDateTime", LAST_SYNC),
        certificate_expires: mapper.date(
            "managementCertificateExpirationDate",
            &[
                "certexpirationdate",
                "managementcertificateexpirationdate",
                "ablaufdatumdesverwaltungszertifikats",
            ],
        ),
        id: mapper.field("id", DEVICE_ID),
        entra: mapper.field("azureADDeviceId", ENTRA_ID),
        user_id: mapper.field("userId", &["userid", "benutzerid"]),
        imei: mapper.field("imei", &["imei", "imeinummer"]),
        enrollment: mapper.field(
            "deviceEnrollmentType",
            &[
                "enrollmenttype",
                "deviceenrollmenttype",
                "registrierungstyp",
                "registrierungsart",
            ],
        ),
        management: mapper.field("managementState", MANAGEMENT),
        compliance: mapper.field("complianceState", COMPLIANCE),
        registration: mapper.field("deviceRegistrationState", REGISTRATION),
        owner: mapper.field("managedDeviceOwnerType", OWNER),
        supervised: mapper.field("isSupervised", SUPERVISED),
        entra_registered: mapper.field("azureADRegistered", ENTRA_REGISTERED),
        page: Page::default(),
    }
}

impl Rows for ManagedDevices {
    fn take(&mut self, fields: &Fields<'_>) -> Result<Taken, Refusal> {
        // A device under User Enrollment has no serial number (microsoft.md §1.1).
        let serial = fields.serial(self.serial)?.unwrap_or(Word::NONE);
        let id = fields.guid(self.id);
        if serial.is_none() && !id.is_some() {
            return Err(Refusal {
                column: self.serial,
                detail: told("row-no-device"),
            });
        }
        let device = ManagedDevice {
            serial,
            user: fields.lower_word(self.user),
            name: fields.word(self.name),
            model: fields.word(self.model),
            os_version: fields.word(self.os_version),
            os: self.os(fields),
            profile_name: fields.word(self.profile_name),
            enrolled: fields.date(self.enrolled),
            last_sync: fields.date(self.last_sync),
            certificate_expires: fields.date(self.certificate_expires),
            id,
            entra: fields.guid(self.entra),
            user_id: fields.guid(self.user_id),
            imei: fields.imeis(&[self.imei])[0],
            enrollment: fields.term(self.enrollment, ENROLLMENT_WORDS),
            management: fields.term(self.management, MANAGEMENT_WORDS),
            compliance: fields.term(self.compliance, COMPLIANCE_WORDS),
            registration: fields.term(self.registration, REGISTRATION_WORDS),
            owner: fields.term(self.owner, OWNER_WORDS),
            supervised: fields.flag(self.supervised),
            entra_registered: fields.flag(self.entra_registered),
            exported: true,
        };
        self.page.add(device, &fields.into.managed);
        Ok(Taken::Row)
    }

    fn finish(&mut self, into: &Gathering) -> Covered {
        self.page.end(&into.managed);
        Covered {
            whole: vec![Source::ManagedDevices],
            parts: Vec::new(),
        }
    }
}

impl ManagedDevices {
    /// The portal writes `iOS/iPadOS` where Graph tells the two apart.
    fn os(&self, fields: &Fields<'_>) -> Word {
        let text = spoken::something(fields.text(self.os));
        if !text.eq_ignore_ascii_case("iOS/iPadOS") {
            return fields.into.word(text);
        }
        let ipad = fields.text(self.model).starts_with("iPad");
        fields.into.word(if ipad { "iPadOS" } else { "iOS" })
    }
}
