//! Writes what can be seen as a snapshot on disk (design.md §4), page by page.

mod access_files;
mod apple_rows;
mod directory_files;
mod graph_rows;
mod pen;
mod people_files;
mod posture_files;
mod probe_files;
mod sink;
mod tenant_files;

pub(crate) use apple_rows::{API as APPLE_API, service_id};
pub(crate) use graph_rows::{managed_id, profile_id};
pub use posture_files::{Checked, Upkeep};
pub use probe_files::{SiteProbe, probes};
pub(crate) use sink::Files;
pub(crate) use tenant_files::{profile_kind, services};

use crate::clock;
use crate::error::LabError;
use crate::examine::Examined;
use crate::observe::Whereabouts;
use crate::random::scrambled;
use crate::tier::Tier;
use crate::world::{Named, Service, World, user_name};
use sink::Sink;
use std::path::Path;
use tenant_files::{Counts, service_place};

/// zstd's level: pages repeat themselves so much that the fastest is enough.
const LEVEL: i32 = 1;

/// What a stretch of devices contributes to one collection.
#[derive(Clone, Debug, Default)]
struct Part {
    rows: u64,
    bytes: Vec<u8>,
}

impl Part {
    fn row(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.rows_separated(b",\n", |out| {
            write(out);
            true
        });
    }

    fn line(&mut self, write: impl FnOnce(&mut Vec<u8>) -> bool) {
        self.rows_separated(b"\n", write);
    }

    fn rows_separated(&mut self, separator: &[u8], write: impl FnOnce(&mut Vec<u8>) -> bool) {
        let before = self.bytes.len();
        if self.rows > 0 {
            self.bytes.extend_from_slice(separator);
        }
        if write(&mut self.bytes) {
            self.rows += 1;
        } else {
            self.bytes.truncate(before);
        }
    }
}

/// Where the parts of a stretch stand.
const MANAGED: usize = 0;
const LISTED: [usize; 2] = [1, 2];
const UPLOADED: usize = 3;
const FAILURES: usize = 4;
const ENTRA: usize = 5;
const SIGN_INS: usize = 6;
const ORG: usize = 7;
const AUDIT: usize = 8;
const LINKS: [usize; 4] = [9, 10, 11, 12];
const LOCKS: usize = 13;
const COVERAGE: usize = 14;
const REGISTER: usize = 15;
const ANSWERS: usize = 16;
const PARTS: usize = 17;

/// All pages of a stretch, ready to be written.
pub struct Pages {
    parts: Vec<Part>,
    counts: Counts,
}

impl Pages {
    /// Makes the pages of a stretch. With `packed`, each is compressed at once.
    pub fn of(world: &World, devices: &[Examined], tier: Tier, packed: bool) -> Self {
        let mut pages = Self {
            parts: vec![Part::default(); PARTS],
            counts: Counts::default(),
        };
        for device in devices {
            pages.microsoft(world, device);
            if tier >= Tier::Abm {
                pages.apple(world, device, tier);
            }
            if tier >= Tier::SignIns {
                for row in &device.seen.sign_ins {
                    let facts = &device.story.facts;
                    pages.parts[SIGN_INS].row(|out| graph_rows::sign_in(world, facts, row, out));
                }
            }
            if tier >= Tier::Register {
                pages.people(world, device, tier);
            }
        }
        pages.frame(packed);
        pages
    }

    fn microsoft(&mut self, world: &World, device: &Examined) {
        let facts = &device.story.facts;
        // Pages that move while they are read show some rows twice.
        let dice = scrambled(world.seed ^ scrambled(facts.index)) as f64 / u64::MAX as f64;
        let twice = dice < world.habits.row_twice.0;
        for row in &device.seen.managed {
            for _ in 0..=usize::from(twice) {
                self.parts[MANAGED].row(|out| graph_rows::managed(world, facts, row, out));
            }
            self.parts[ENTRA]
                .rows_separated(b",\n", |out| graph_rows::entra(world, facts, row, out));
        }
        if !facts.replacement {
            for number in 0..people_files::telephones(world, facts.index) {
                let owner = facts.index;
                self.parts[MANAGED].row(|out| people_files::telephone(world, owner, number, out));
            }
        }
        for row in &device.seen.rows {
            let place = row
                .token
                .map_or(UPLOADED, |token| LISTED[usize::from(token)]);
            self.parts[place].row(|out| graph_rows::listed(world, facts, row, out));
            if let Some(token) = row.token.filter(|_| !row.gone) {
                self.counts.tokens[usize::from(token)] += 1;
            }
        }
        for row in &device.seen.failures {
            self.parts[FAILURES].row(|out| graph_rows::failure(world, facts, row, out));
        }
    }

    fn apple(&mut self, world: &World, device: &Examined, tier: Tier) {
        let facts = &device.story.facts;
        if let Some(row) = &device.seen.org {
            self.parts[ORG].row(|out| apple_rows::org_device(facts, row, out));
        }
        if let Some(service) = device.seen.listed_at {
            let place = service_place(service);
            self.parts[LINKS[place]].row(|out| apple_rows::linkage(facts, out));
            self.counts.services[place] += 1;
        }
        let seen = &device.seen;
        self.parts[LOCKS].line(|out| apple_rows::lock(facts, seen, out));
        self.parts[COVERAGE].line(|out| apple_rows::coverage(facts, seen, out));
        if tier >= Tier::Audit {
            for row in &seen.audit {
                self.parts[AUDIT].row(|out| apple_rows::audit_event(world, facts, row, out));
            }
        }
    }

    fn people(&mut self, world: &World, device: &Examined, tier: Tier) {
        let facts = &device.story.facts;
        if let Some(row) = &device.seen.register {
            let imei = if facts.imei == 0 {
                String::new()
            } else {
                facts.imei.to_string()
            };
            let user = if row.with_holder {
                user_name(facts.person.number, &world.domain())
            } else {
                String::new()
            };
            let status = match row.whereabouts {
                Whereabouts::Stock => "in stock",
                Whereabouts::HandedOut => "handed out",
                Whereabouts::Returned => "returned",
                Whereabouts::Lost => "lost",
                Whereabouts::Unsaid => "",
            };
            let day = row.handed_out.map(clock::day_text).unwrap_or_default();
            let line = format!(
                "{},\"{}\",{imei},{user},Site {},{status},{day}",
                row.serial, facts.product.model, facts.order.site
            );
            self.parts[REGISTER].line(|out| {
                out.extend_from_slice(line.as_bytes());
                true
            });
        }
        if tier < Tier::Look {
            return;
        }
        for row in &device.seen.answers {
            let line = format!(
                "{{\"serial\":\"{}\",\"question\":\"{}\",\"answer\":\"{}\",\"at\":\"{}\",\
                 \"by\":\"it@{}\"}}",
                facts.serial_text(),
                row.question,
                row.answer,
                clock::text(row.at),
                world.domain()
            );
            self.parts[ANSWERS].line(|out| {
                out.extend_from_slice(line.as_bytes());
                true
            });
        }
    }

    /// Puts around each page what the interface sends around it.
    fn frame(&mut self, packed: bool) {
        for (place, part) in self.parts.iter_mut().enumerate() {
            if part.rows == 0 {
                continue;
            }
            let (head, foot) = frame_of(place);
            let mut page = Vec::with_capacity(head.len() + part.bytes.len() + foot.len() + 1);
            page.extend_from_slice(head.as_bytes());
            page.append(&mut part.bytes);
            page.extend_from_slice(foot.as_bytes());
            page.push(b'\n');
            part.bytes = if packed && place != REGISTER && place != ANSWERS {
                pack(&page)
            } else {
                page
            };
        }
    }
}

fn pack(page: &[u8]) -> Vec<u8> {
    // A page in memory can always be packed; a plain page would be misnamed.
    zstd::bulk::compress(page, LEVEL).unwrap_or_default()
}

fn frame_of(place: usize) -> (&'static str, &'static str) {
    match place {
        LOCKS | COVERAGE | REGISTER | ANSWERS => ("", ""),
        ORG | AUDIT | 9..=12 => (
            "{\"data\":[\n",
            "\n],\"links\":{},\"meta\":{\"paging\":{\"limit\":1000}}}",
        ),
        _ => ("{\"value\":[\n", "\n]}"),
    }
}

/// A page with all rows of a collection.
fn collection(rows: &[Vec<u8>], key: &str) -> Vec<u8> {
    let mut page = format!("{{\"{key}\":[\n").into_bytes();
    page.extend_from_slice(&rows.join(&b",\n"[..]));
    page.extend_from_slice(b"\n]}\n");
    page
}

/// A snapshot while it is being written.
pub struct Writer<'w> {
    world: &'w World,
    tier: Tier,
    sink: Sink,
    packed: bool,
    written: [u32; PARTS],
    counts: Counts,
}

impl<'w> Writer<'w> {
    /// Begins a snapshot in a folder that does not exist yet, or is empty.
    pub fn begin(
        world: &'w World,
        tier: Tier,
        folder: &Path,
        packed: bool,
    ) -> Result<Self, LabError> {
        Ok(Self::to(world, tier, Sink::folder(folder, tier)?, packed))
    }

    /// Begins a snapshot in memory, without the lists that people keep.
    pub(crate) fn in_memory(world: &'w World, tier: Tier) -> Self {
        Self::to(world, tier, Sink::memory(), false)
    }

    const fn to(world: &'w World, tier: Tier, sink: Sink, packed: bool) -> Self {
        Self {
            world,
            tier,
            sink,
            packed,
            written: [0; PARTS],
            counts: Counts {
                tokens: [0; 2],
                services: [0; 4],
            },
        }
    }

    /// Writes the pages of the next stretch.
    pub fn write(&mut self, pages: &Pages) -> Result<(), LabError> {
        for (place, part) in pages.parts.iter().enumerate() {
            if part.rows == 0 {
                continue;
            }
            match place {
                REGISTER => self.sink.register(&part.bytes)?,
                ANSWERS => self.sink.answers(&part.bytes)?,
                _ => {
                    self.written[place] += 1;
                    self.page(place, self.written[place], &part.bytes)?;
                }
            }
        }
        for (sum, count) in self.counts.tokens.iter_mut().zip(pages.counts.tokens) {
            *sum += count;
        }
        for (sum, count) in self.counts.services.iter_mut().zip(pages.counts.services) {
            *sum += count;
        }
        Ok(())
    }

    fn page(&mut self, place: usize, number: u32, bytes: &[u8]) -> Result<(), LabError> {
        let ending = if self.packed { ".zst" } else { "" };
        let kind = if matches!(place, LOCKS | COVERAGE) {
            "ndjson"
        } else {
            "json"
        };
        let name = format!("{}-{number:05}.{kind}{ending}", self.stem(place));
        self.file(&name, bytes)
    }

    fn file(&mut self, name: &str, bytes: &[u8]) -> Result<(), LabError> {
        self.sink.file(name, bytes)
    }

    fn stem(&self, place: usize) -> String {
        let world = self.world;
        let list = |id: String| format!("microsoft/importedAppleDeviceIdentities.{id}");
        match place {
            MANAGED => "microsoft/managedDevices".to_owned(),
            1 | 2 => list(world.token_id(place as u8 - 1).to_string()),
            UPLOADED => list(world.guid(Named::Token, 99).to_string()),
            FAILURES => "microsoft/troubleshootingEvents".to_owned(),
            ENTRA => "microsoft/devices".to_owned(),
            SIGN_INS => "microsoft/signIns".to_owned(),
            ORG => "apple/orgDevices".to_owned(),
            AUDIT => "apple/auditEvents".to_owned(),
            LOCKS => "apple/activationLockStatus".to_owned(),
            COVERAGE => "apple/appleCareCoverage".to_owned(),
            _ => {
                let service = match place {
                    9 | 10 => Service::Intune(place as u8 - 9),
                    11 => Service::Configurator,
                    _ => Service::Other,
                };
                format!("apple/mdmServerDevices.{}", service_id(world, service))
            }
        }
    }

    /// Writes what a tenant has once, and empty pages where a collection was read and is empty.
    /// Gives back what was written to memory.
    pub(crate) fn finish(mut self) -> Result<Files, LabError> {
        self.empty_pages()?;
        self.tenant()?;
        if self.tier >= Tier::Register {
            self.file("probes.ndjson", &probe_files::lines(self.world))?;
        }
        self.tear()?;
        let gaps: Vec<String> = self.not_read();
        let world = self.world;
        let mut name = Vec::new();
        pen::quoted(&world.name, &mut name);
        let header = format!(
            "{{\"schema\":1,\"takenAt\":\"{}\",\"tenant\":{{\"name\":{},\"id\":\"{}\"}},\
             \"gaps\":[{}]}}\n",
            clock::text(world.looked_at),
            String::from_utf8_lossy(&name),
            world.guid(Named::Tenant, 0),
            gaps.join(",")
        );
        self.file("snapshot.json", header.as_bytes())?;
        Ok(self.sink.files())
    }

    fn not_read(&self) -> Vec<String> {
        let sources = [
            (Tier::Abm, "apple/orgDevices"),
            (Tier::Abm, "apple/mdmServers"),
            (Tier::Abm, "apple/mdmServerDevices"),
            (Tier::Audit, "apple/auditEvents"),
            (Tier::SignIns, "microsoft/signIns"),
        ];
        let missing = sources.iter().filter(|(tier, _)| self.tier < *tier);
        missing
            .map(|(_, source)| format!("{{\"source\":\"{source}\",\"reason\":\"not_configured\"}}"))
            .collect()
    }

    fn empty_pages(&mut self) -> Result<(), LabError> {
        let tokens = self.world.tenant.tokens.len();
        let other = self.world.tenant.other_service;
        for place in 0..PARTS {
            let wanted = match place {
                MANAGED | 1 | FAILURES | ENTRA => true,
                2 => tokens > 1,
                SIGN_INS => self.tier >= Tier::SignIns,
                ORG | 9 | 11 | LOCKS | COVERAGE => self.tier >= Tier::Abm,
                10 => self.tier >= Tier::Abm && tokens > 1,
                12 => self.tier >= Tier::Abm && other,
                AUDIT => self.tier >= Tier::Audit,
                _ => false,
            };
            if wanted && self.written[place] == 0 {
                let (head, foot) = frame_of(place);
                let page = format!("{}{}", head.trim_end(), foot.trim_start());
                let bytes = if self.packed {
                    pack(page.as_bytes())
                } else {
                    page.into_bytes()
                };
                self.written[place] = 1;
                self.page(place, 1, &bytes)?;
            }
        }
        Ok(())
    }

    fn tenant(&mut self) -> Result<(), LabError> {
        let world = self.world;
        let graph = |rows: Vec<Vec<u8>>| collection(&rows, "value");
        let tokens = tenant_files::tokens(world, &self.counts);
        self.file("microsoft/depOnboardingSettings-00001.json", &graph(tokens))?;
        for token in 0..world.tenant.tokens.len() as u8 {
            let name = format!(
                "microsoft/enrollmentProfiles.{}-00001.json",
                world.token_id(token)
            );
            self.file(&name, &graph(tenant_files::profiles(world, token)))?;
        }
        let policies = graph(tenant_files::policies(world));
        self.file("microsoft/configurationPolicies-00001.json", &policies)?;
        self.file(
            "microsoft/applePushNotificationCertificate.json",
            &tenant_files::push_certificate(world),
        )?;
        let mut restrictions = tenant_files::restrictions(world);
        restrictions.extend(people_files::limits(world));
        let restrictions = graph(restrictions);
        self.file(
            "microsoft/deviceEnrollmentConfigurations-00001.json",
            &restrictions,
        )?;
        for (name, object) in [
            ("deviceManagement", posture_files::settings(world)),
            (
                "identitySecurityDefaultsEnforcementPolicy",
                posture_files::security_defaults(),
            ),
            (
                "deviceRegistrationPolicy",
                posture_files::device_registration(world),
            ),
        ] {
            self.file(&format!("microsoft/{name}.json"), &object)?;
        }
        for (name, rows) in [
            ("deviceCompliancePolicies", posture_files::compliance(world)),
            ("deviceConfigurations", posture_files::configurations(world)),
            ("servicePrincipals", posture_files::programs(world)),
        ] {
            self.file(&format!("microsoft/{name}-00001.json"), &graph(rows))?;
        }
        let access = graph(access_files::policies(world));
        self.file("microsoft/conditionalAccessPolicies-00001.json", &access)?;
        let places = graph(access_files::locations(world));
        self.file("microsoft/namedLocations-00001.json", &places)?;
        self.directory()?;
        let apps = graph(tenant_files::apps_tokens(world));
        self.file("microsoft/vppTokens-00001.json", &apps)?;
        if self.tier >= Tier::Abm {
            let servers = tenant_files::servers(world, &self.counts);
            self.file("apple/mdmServers-00001.json", &collection(&servers, "data"))?;
        }
        Ok(())
    }

    /// Who is in the directory, and what hangs on them.
    fn directory(&mut self) -> Result<(), LabError> {
        let world = self.world;
        let graph = |rows: Vec<Vec<u8>>| collection(&rows, "value");
        let accounts = graph(directory_files::accounts(world));
        self.file("microsoft/users-00001.json", &accounts)?;
        let deleted = graph(directory_files::deleted_accounts(world));
        self.file("microsoft/deletedItems-00001.json", &deleted)?;
        let products = graph(people_files::subscriptions(world));
        self.file("microsoft/subscribedSkus-00001.json", &products)?;
        // Like sign-ins, they are shown to tenants with a licence for it.
        if self.tier >= Tier::SignIns {
            let factors = graph(people_files::second_factors(world));
            self.file("microsoft/userRegistrationDetails-00001.json", &factors)?;
        }
        let roles = graph(directory_files::role_assignments(world));
        self.file("microsoft/roleAssignments-00001.json", &roles)?;
        let groups = graph(directory_files::groups(world));
        self.file("microsoft/groups-00001.json", &groups)?;
        let roles = graph(directory_files::role_definitions());
        self.file("microsoft/roleDefinitions-00001.json", &roles)?;
        for group in directory_files::GROUPS {
            let members = graph(group.members(world));
            let name = format!("microsoft/transitiveMembers.{}-00001.json", group.id(world));
            self.file(&name, &members)?;
        }
        Ok(())
    }

    /// In some worlds a page is torn while it is written.
    fn tear(&mut self) -> Result<(), LabError> {
        let Some(number) = crate::observe::Optics::of(self.world).torn else {
            return Ok(());
        };
        let places = [MANAGED, 1, ENTRA, ORG, AUDIT, 9];
        let place = places[(number % places.len() as u64) as usize];
        // The only page of a collection would leave nothing of it.
        if self.packed || self.written[place] < 2 {
            return Ok(());
        }
        let page = 1 + (number / 7) as u32 % self.written[place];
        let name = format!("{}-{page:05}.json", self.stem(place));
        self.sink.tear(&name)
    }
}
