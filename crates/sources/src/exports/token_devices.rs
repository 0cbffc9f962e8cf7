//! Intune, *Enrollment program tokens* > token > *Devices* (microsoft.md §5.4).
//!
//! Only "Profile status" is documented. The other names are those of the Autopilot grid, which
//! is built alike, and of Graph; all are accepted.

use super::fields::{Fields, Mapper, Refusal, Taken};
use super::kind::{Names, Signature};
use super::managed_devices::SERIAL;
use super::walk::{Covered, Page, Rows};
use crate::gathering::Gathering;
use enrollment::moment::Stamp;
use enrollment::snapshot::{DiscoverySource, EnrollmentState, ImportedIdentity, Platform, Source};
use enrollment::words::Word;

/// Columns of Windows Autopilot's lists.
pub(super) const AUTOPILOT: Names = &[
    "grouptag",
    "gruppentag",
    "hardwarehash",
    "windowsproductid",
    "windowsproduktid",
];
/// The token of rows from a list that does not name it.
const UNNAMED_TOKEN: &str = "export";

const STATE: Names = &[
    "enrollmentstate",
    "enrollmentstatus",
    "registrierungsstatus",
    "registrierungszustand",
    "profilestatus",
    "profilstatus",
    "policystatus",
    "richtlinienstatus",
    "status",
    "state",
];
const PROFILE: Names = &[
    "requestedenrollmentprofileid",
    "assignedprofile",
    "enrollmentprofile",
    "enrollmentprofilename",
    "profilename",
    "profile",
    "assignedpolicy",
    "enrollmentpolicy",
    "policy",
    "zugewiesenesprofil",
    "registrierungsprofil",
    "profil",
    "profilname",
    "zugewiesenerichtlinie",
    "registrierungsrichtlinie",
    "richtlinie",
];
const CONTACTED: Names = &[
    "lastcontacted",
    "lastcontacteddatetime",
    "lastcontact",
    "zuletztkontaktiert",
    "letzterkontakt",
    "letztekontaktaufnahme",
    "zuletztverbunden",
];
const ASSIGNED: Names = &[
    "dateassigned",
    "requestedenrollmentprofileassignmentdatetime",
    "profileassignmentdate",
    "assigneddate",
    "assignedon",
    "zuweisungsdatum",
    "datumderzuweisung",
    "zugewiesenam",
];
const CREATED: Names = &[
    "createddatetime",
    "dateadded",
    "added",
    "addeddate",
    "imported",
    "importdate",
    "hinzugefuegtam",
    "importiertam",
    "importdatum",
    "erstelltam",
];
const PLATFORM: Names = &[
    "platform",
    "os",
    "plattform",
    "betriebssystem",
    "operatingsystem",
];

pub(super) static SIGNATURE: Signature = Signature {
    required: &[SERIAL],
    telling: &[
        (
            &[
                "enrollmentstate",
                "enrollmentstatus",
                "registrierungsstatus",
                "registrierungszustand",
            ],
            2,
        ),
        (
            &[
                "profilestatus",
                "profilstatus",
                "policystatus",
                "richtlinienstatus",
            ],
            2,
        ),
        (
            &[
                "requestedenrollmentprofileid",
                "assignedprofile",
                "zugewiesenesprofil",
                "assignedpolicy",
                "zugewiesenerichtlinie",
            ],
            2,
        ),
        (&["dateassigned", "zuweisungsdatum", "zugewiesenam"], 1),
        (
            &[
                "lastcontacted",
                "lastcontacteddatetime",
                "zuletztkontaktiert",
                "letztekontaktaufnahme",
                "letzterkontakt",
            ],
            2,
        ),
        (&["discoverysource"], 2),
    ],
    least: 2,
    foreign: AUTOPILOT,
    file_names: &["token", "importedappledevice", "enrollmentprogram", "dep"],
    expected: "Serial number, Profile status or Enrollment state, Assigned profile, …",
};

const STATE_WORDS: &[(&str, EnrollmentState)] = &[
    ("0", EnrollmentState::Unknown),
    ("1", EnrollmentState::Enrolled),
    ("2", EnrollmentState::PendingReset),
    ("3", EnrollmentState::Failed),
    ("4", EnrollmentState::NotContacted),
    ("nichtkontaktiert", EnrollmentState::NotContacted),
    ("keinkontakt", EnrollmentState::NotContacted),
    ("nichtverbunden", EnrollmentState::NotContacted),
    ("registriert", EnrollmentState::Enrolled),
    ("angemeldet", EnrollmentState::Enrolled),
    ("zuruecksetzungausstehend", EnrollmentState::PendingReset),
    ("zuruecksetzenausstehend", EnrollmentState::PendingReset),
    ("ausstehendezuruecksetzung", EnrollmentState::PendingReset),
    ("fehlgeschlagen", EnrollmentState::Failed),
    ("fehler", EnrollmentState::Failed),
    ("blockiert", EnrollmentState::Blocked),
    ("gesperrt", EnrollmentState::Blocked),
    ("unbekannt", EnrollmentState::Unknown),
];
const DISCOVERY_WORDS: &[(&str, DiscoverySource)] = &[
    ("0", DiscoverySource::Unknown),
    ("1", DiscoverySource::AdminImport),
    ("2", DiscoverySource::Program),
];
const PLATFORM_WORDS: &[(&str, Platform)] = &[
    ("iosipados", Platform::Ios),
    ("ipados", Platform::Ios),
    ("iphone", Platform::Ios),
    ("ipad", Platform::Ios),
    ("mac", Platform::MacOs),
    ("appletv", Platform::TvOs),
    ("applevisionpro", Platform::VisionOs),
    ("unbekannt", Platform::Unknown),
];

/// Where each field stands.
struct TokenDevices {
    serial: Option<usize>,
    token: Option<usize>,
    profile: Option<usize>,
    created: Option<usize>,
    contacted: Option<usize>,
    profile_assigned: Option<usize>,
    state: Option<usize>,
    discovery: Option<usize>,
    platform: Option<usize>,
    supervised: Option<usize>,
    page: Page<ImportedIdentity>,
}

/// Finds the columns.
pub(super) fn rows(mapper: &mut Mapper<'_>) -> impl Rows + use<> {
    TokenDevices {
        serial: mapper.field("serialNumber", SERIAL),
        token: mapper.field(
            "token",
            &[
                "tokenid",
                "token",
                "tokenname",
                "enrollmentprogramtoken",
                "registrierungstoken",
            ],
        ),
        profile: mapper.field("requestedEnrollmentProfileId", PROFILE),
        created: mapper.past("createdDateTime", CREATED),
        contacted: mapper.past("lastContactedDateTime", CONTACTED),
        profile_assigned: mapper.past("requestedEnrollmentProfileAssignmentDateTime", ASSIGNED),
        state: mapper.field("enrollmentState", STATE),
        discovery: mapper.field("discoverySource", &["discoverysource"]),
        platform: mapper.field("platform", PLATFORM),
        supervised: mapper.field(
            "isSupervised",
            &["issupervised", "supervised", "ueberwacht", "betreut"],
        ),
        page: Page::default(),
    }
}

impl Rows for TokenDevices {
    fn take(&mut self, fields: &Fields<'_>) -> Result<Taken, Refusal> {
        let serial = fields.needed_serial(self.serial)?;
        let token = fields.word(self.token);
        let state = fields.term(self.state, STATE_WORDS);
        let mut contacted = fields.date(self.contacted);
        let blank = self.contacted.is_some() && fields.text(self.contacted).is_empty();
        if blank && state == EnrollmentState::NotContacted {
            // The portal leaves the field empty where Graph writes its sentinel.
            contacted = Stamp::NEVER;
        }
        let discovery = match fields.term(self.discovery, DISCOVERY_WORDS) {
            DiscoverySource::Missing => DiscoverySource::Program,
            named => named,
        };
        let device = ImportedIdentity {
            serial,
            token: if token.is_some() {
                token
            } else {
                fields.into.word(UNNAMED_TOKEN)
            },
            profile: self.profile(fields),
            created: fields.date(self.created),
            contacted,
            profile_assigned: fields.date(self.profile_assigned),
            state,
            discovery,
            platform: fields.term(self.platform, PLATFORM_WORDS),
            model: Word::default(),
            deleted: false,
            supervised: fields.flag(self.supervised),
            exported: true,
        };
        self.page.add(device, &fields.into.imported);
        Ok(Taken::Row)
    }

    fn finish(&mut self, into: &Gathering) -> Covered {
        self.page.end(&into.imported);
        Covered {
            whole: vec![Source::ImportedIdentities],
            parts: Vec::new(),
        }
    }
}

impl TokenDevices {
    /// The profile's id without `ECV2_` and without the token's, or the name that the portal
    /// shows instead.
    fn profile(&self, fields: &Fields<'_>) -> Word {
        let text = super::spoken::something(fields.text(self.profile));
        let id = text.strip_prefix("ECV2_").unwrap_or(text);
        let suffix = id.rsplit('_').next().unwrap_or(id);
        let is_id = enrollment::snapshot::Guid::parse(suffix).is_some();
        if is_id {
            fields.into.lower_word(suffix)
        } else {
            fields.into.word(text)
        }
    }
}
