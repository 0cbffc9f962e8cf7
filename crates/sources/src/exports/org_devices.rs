//! Apple Business, the list of devices (apple.md §2).
//!
//! No published page shows its headers, so English and German synonyms and the API's own names
//! are accepted, and the reading says which column was taken for what.

use super::fields::{Fields, Mapper, Refusal, Taken};
use super::kind::{Names, Signature};
use super::managed_devices::SERIAL;
use super::spoken;
use super::walk::{Covered, Page, Rows};
use crate::gathering::Gathering;
use crate::table::header::fold;
use enrollment::snapshot::{
    AssignmentStatus, MdmServer, MigrationStatus, OrgDevice, ProductFamily, PurchaseSource,
    Releaser, ServerLink, ServerType, Source,
};
use std::collections::BTreeMap;

const SERVER: Names = &[
    "mdmserver",
    "mdmservername",
    "assignedserver",
    "assignedmdmserver",
    "assignedmdm",
    "devicemanagementservice",
    "devicemanagement",
    "devicemanagementserver",
    "assignedto",
    "servername",
    "server",
    "geraeteverwaltungsdienst",
    "geraeteverwaltung",
    "geraeteverwaltungsserver",
    "zugewiesenerserver",
    "zugewiesenermdmserver",
    "zugewiesenzu",
    "zugewiesenan",
];
const ADDED: Names = &[
    "addedtoorgdatetime",
    "addedtoorg",
    "addedtoorganization",
    "dateaddedtoorganization",
    "dateadded",
    "addeddate",
    "addedon",
    "added",
    "hinzugefuegtam",
    "hinzugefuegt",
    "datumdeshinzufuegens",
    "datumhinzugefuegt",
    "hinzufuegedatum",
    "hinzufuegungsdatum",
];
const ORDERED: Names = &[
    "orderdatetime",
    "orderdate",
    "ordered",
    "bestelldatum",
    "bestelltam",
];
const ORDER: Names = &[
    "ordernumber",
    "orderno",
    "order",
    "orderid",
    "bestellnummer",
    "bestellnr",
    "auftragsnummer",
];
const PURCHASE_SOURCE: Names = &[
    "purchasesourcetype",
    "purchasesource",
    "source",
    "sourcetype",
    "kaufquelle",
    "bezugsquelle",
    "quelle",
];
const SOURCE_ID: Names = &[
    "purchasesourceid",
    "purchasesourceuid",
    "sourceid",
    "customernumber",
    "applecustomernumber",
    "resellerid",
    "resellernumber",
    "appleid",
    "kundennummer",
    "applekundennummer",
    "haendlernummer",
    "haendlerid",
];
const FAMILY: Names = &[
    "productfamily",
    "family",
    "devicetype",
    "devicefamily",
    "produktfamilie",
    "geraetefamilie",
    "geraetetyp",
];
const PRODUCT: Names = &[
    "producttype",
    "produkttyp",
    "modelidentifier",
    "modellidentifikation",
];
const MODEL: Names = &[
    "devicemodel",
    "model",
    "modelname",
    "modell",
    "geraetemodell",
];
const STATUS: Names = &[
    "status",
    "assignmentstatus",
    "zuweisungsstatus",
    "zuordnungsstatus",
];
const UPDATED: Names = &[
    "updateddatetime",
    "updated",
    "lastupdated",
    "lastmodified",
    "aktualisiert",
    "zuletztaktualisiert",
    "geaendertam",
];
const RELEASED: Names = &[
    "releasedfromorgdatetime",
    "releaseddate",
    "datereleased",
    "releasedon",
    "freigegebenam",
    "freigabedatum",
];

pub(super) static SIGNATURE: Signature = Signature {
    required: &[SERIAL],
    telling: &[
        (SERVER, 2),
        (ADDED, 2),
        (PRODUCT, 2),
        (FAMILY, 2),
        (&["purchasesourcetype", "purchasesource", "kaufquelle"], 2),
        (&["mdmmigrationstatus", "ismdmmigrationcapable"], 2),
        (PURCHASE_SOURCE, 1),
        (ORDER, 1),
        (ORDERED, 1),
        (MODEL, 1),
    ],
    least: 4,
    foreign: AUTOPILOT_OR_PEOPLE,
    file_names: &["orgdevices", "applebusiness", "abm", "apple"],
    expected: "Serial Number, Order Number, Date Added, MDM Server or Device Management, …",
};
/// Apple knows neither Windows nor the people who hold the devices.
const AUTOPILOT_OR_PEOPLE: Names = &[
    "grouptag",
    "gruppentag",
    "hardwarehash",
    "upn",
    "primaryuserupn",
    "userprincipalname",
    "email",
    "emailaddress",
    "emailadresse",
    "user",
    "username",
    "benutzer",
    "benutzername",
    "mitarbeiter",
    "employee",
    "holder",
];

const STATUS_WORDS: &[(&str, AssignmentStatus)] = &[
    ("zugewiesen", AssignmentStatus::Assigned),
    ("notassigned", AssignmentStatus::Unassigned),
    ("nichtzugewiesen", AssignmentStatus::Unassigned),
];
const SOURCE_WORDS: &[(&str, PurchaseSource)] = &[
    ("manuallyadded", PurchaseSource::Manual),
    ("manual", PurchaseSource::Manual),
    ("manuell", PurchaseSource::Manual),
    ("manuellhinzugefuegt", PurchaseSource::Manual),
    ("appleconfigurator", PurchaseSource::Manual),
    ("carrier", PurchaseSource::Reseller),
];
const FAMILY_WORDS: &[(&str, ProductFamily)] = &[
    ("appletv", ProductFamily::AppleTv),
    ("applewatch", ProductFamily::Watch),
    ("applevision", ProductFamily::Vision),
    ("applevisionpro", ProductFamily::Vision),
    ("ipodtouch", ProductFamily::Ipod),
    ("macs", ProductFamily::Mac),
    ("iphones", ProductFamily::Iphone),
    ("ipads", ProductFamily::Ipad),
];

/// Where each field stands.
struct OrgDevices {
    serial: Option<usize>,
    order: Option<usize>,
    product: Option<usize>,
    model: Option<usize>,
    source_id: Option<usize>,
    added: Option<usize>,
    ordered: Option<usize>,
    released: Option<usize>,
    updated: Option<usize>,
    migration_deadline: Option<usize>,
    imei: [Option<usize>; 2],
    status: Option<usize>,
    source: Option<usize>,
    family: Option<usize>,
    migration: Option<usize>,
    migration_capable: Option<usize>,
    releaser: Option<usize>,
    server: Option<usize>,
    page: Page<OrgDevice>,
    links: Page<ServerLink>,
    /// Servers by their id, which is the name in lower case.
    servers: BTreeMap<String, String>,
}

/// Finds the columns.
pub(super) fn rows(mapper: &mut Mapper<'_>) -> impl Rows + use<> {
    OrgDevices {
        serial: mapper.field("serialNumber", SERIAL),
        order: mapper.field("orderNumber", ORDER),
        product: mapper.field("productType", PRODUCT),
        model: mapper.field("deviceModel", MODEL),
        source_id: mapper.field("purchaseSourceId", SOURCE_ID),
        added: mapper.past("addedToOrgDateTime", ADDED),
        ordered: mapper.past("orderDateTime", ORDERED),
        released: mapper.past("releasedFromOrgDateTime", RELEASED),
        updated: mapper.past("updatedDateTime", UPDATED),
        migration_deadline: mapper.date(
            "mdmMigrationDeadlineDateTime",
            &[
                "mdmmigrationdeadlinedatetime",
                "mdmmigrationdeadline",
                "migrationdeadline",
            ],
        ),
        imei: [
            mapper.field("imei", &["imei", "imei1", "imeimeid", "imeinummer"]),
            mapper.field("imei", &["imei2", "secondaryimei", "secondimei"]),
        ],
        status: mapper.field("status", STATUS),
        source: mapper.field("purchaseSourceType", PURCHASE_SOURCE),
        family: mapper.field("productFamily", FAMILY),
        migration: mapper.field(
            "mdmMigrationStatus",
            &["mdmmigrationstatus", "migrationstatus"],
        ),
        migration_capable: mapper.field("isMdmMigrationCapable", &["ismdmmigrationcapable"]),
        releaser: mapper.field("releaserEntityType", &["releaserentitytype"]),
        server: mapper.field("assignedServer", SERVER),
        page: Page::default(),
        links: Page::default(),
        servers: BTreeMap::new(),
    }
}

impl Rows for OrgDevices {
    fn take(&mut self, fields: &Fields<'_>) -> Result<Taken, Refusal> {
        let serial = fields.needed_serial(self.serial)?;
        let server = spoken::something(fields.text(self.server)).to_owned();
        let device = OrgDevice {
            serial,
            order: fields.word(self.order),
            product: fields.word(self.product),
            model: fields.word(self.model),
            source_id: fields.word(self.source_id),
            added: fields.date(self.added),
            ordered: fields.date(self.ordered),
            released: fields.date(self.released),
            updated: fields.date(self.updated),
            migration_deadline: fields.date(self.migration_deadline),
            imei: fields.imeis(&self.imei),
            status: self.status(fields, &server),
            source: self.source(fields),
            family: self.family(fields),
            migration: fields.term::<MigrationStatus>(self.migration, &[]),
            releaser: fields.term::<Releaser>(self.releaser, &[]),
            migration_capable: fields.flag(self.migration_capable),
            exported: true,
        };
        self.page.add(device, &fields.into.org_devices);
        if !server.is_empty() {
            let id = server.to_lowercase();
            let link = ServerLink {
                serial,
                server: fields.into.word(&id),
            };
            self.links.add(link, &fields.into.server_links);
            self.servers.entry(id).or_insert(server);
        }
        Ok(Taken::Row)
    }

    fn finish(&mut self, into: &Gathering) -> Covered {
        self.page.end(&into.org_devices);
        self.links.end(&into.server_links);
        let server = |(id, name): (&String, &String)| MdmServer {
            id: into.word(id),
            name: into.word(name),
            kind: server_type(name),
            ..MdmServer::default()
        };
        into.mdm_servers
            .add(self.servers.iter().map(server).collect());
        let mut covered = Covered {
            whole: vec![Source::OrgDevices],
            parts: Vec::new(),
        };
        if self.server.is_some() {
            covered.whole.push(Source::MdmServerDevices);
            // Services without any device are not on this list.
            covered.parts.push(Source::MdmServers);
        }
        covered
    }
}

impl OrgDevices {
    /// A list that names the service of each device need not have a column for the status.
    fn status(&self, fields: &Fields<'_>, server: &str) -> AssignmentStatus {
        match fields.term(self.status, STATUS_WORDS) {
            AssignmentStatus::Missing if self.server.is_some() => {
                if server.is_empty() {
                    AssignmentStatus::Unassigned
                } else {
                    AssignmentStatus::Assigned
                }
            }
            named => named,
        }
    }

    /// The portal may write the reseller's name or number into the same field.
    fn source(&self, fields: &Fields<'_>) -> PurchaseSource {
        let folded = fold(fields.text(self.source));
        if folded.contains("reseller") || folded.contains("haendler") {
            PurchaseSource::Reseller
        } else if folded.contains("configurator") || folded.contains("manu") {
            PurchaseSource::Manual
        } else if folded == "applestore" || folded.starts_with("applekund") {
            PurchaseSource::Apple
        } else {
            fields.term(self.source, SOURCE_WORDS)
        }
    }

    fn family(&self, fields: &Fields<'_>) -> ProductFamily {
        let family = fields.term(self.family, FAMILY_WORDS);
        if !matches!(family, ProductFamily::Missing | ProductFamily::Strange(_)) {
            return family;
        }
        // A column of device types may name models: "iPad Pro", "MacBook Air".
        let model = fields.text(self.family);
        let starts = |word: &str| fold(model).starts_with(word);
        match () {
            () if starts("iphone") => ProductFamily::Iphone,
            () if starts("ipad") => ProductFamily::Ipad,
            () if starts("mac") || starts("imac") => ProductFamily::Mac,
            () => family,
        }
    }
}

/// The pseudo-service of Apple Configurator has a fixed name (apple.md §2).
fn server_type(name: &str) -> ServerType {
    let folded = fold(name);
    let added = folded.contains("added") || folded.contains("hinzugefuegt");
    if folded.contains("appleconfigurator") && added {
        ServerType::Configurator
    } else if matches!(folded.as_str(), "applebusinessessentials" | "applemdm") {
        ServerType::AppleMdm
    } else {
        ServerType::Mdm
    }
}
