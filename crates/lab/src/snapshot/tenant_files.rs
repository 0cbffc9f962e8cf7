//! The files that a tenant has once: tokens, profiles, services, certificates, rules.

use super::apple_rows::{service_id, service_name};
use super::directory_files;
use super::graph_rows::{profile_id, profile_name};
use super::pen::Pen;
use crate::clock::{DAY, YEAR};
use crate::truth::restriction_id;
use crate::world::{Family, Named, Service, SignIn, Trouble, World};

/// How many rows the lists of tokens and services have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    /// Rows of each token's list that are not gone.
    pub(super) tokens: [u64; 2],
    /// Devices of each service: Intune's two, Configurator's, the other product's.
    pub(super) services: [u64; 4],
}

/// The place of a service in [`Counts`].
pub(super) fn service_place(service: Service) -> usize {
    match service {
        Service::Intune(token) => usize::from(token),
        Service::Configurator => 2,
        Service::Other => 3,
    }
}

/// All services of a tenant.
pub(crate) fn services(world: &World) -> Vec<Service> {
    let tokens = (0..world.tenant.tokens.len() as u8).map(Service::Intune);
    let mut all: Vec<Service> = tokens.chain([Service::Configurator]).collect();
    if world.tenant.other_service {
        all.push(Service::Other);
    }
    all
}

/// Rows of `depOnboardingSettings`.
pub(super) fn tokens(world: &World, counts: &Counts) -> Vec<Vec<u8>> {
    let tenant = &world.tenant;
    let now = world.looked_at;
    let mut rows = Vec::new();
    for token in 0..tenant.tokens.len() as u8 {
        let trouble = tenant.token_trouble(token, now);
        let worked = tenant.last_sync(token, now);
        let error = match trouble {
            Some(Trouble::TermsOpen) => 3,
            Some(Trouble::TokenExpired(_)) => 1,
            Some(Trouble::TokenInvalid(_)) => 2,
            Some(Trouble::ServiceGone(_)) => 8,
            _ => 0,
        };
        let mut row = Vec::new();
        let mut pen = Pen::open(&mut row);
        pen.guid("id", world.token_id(token));
        pen.text("appleIdentifier", &format!("it@{}", world.domain()));
        pen.time("tokenExpirationDateTime", tenant.token_ends(token, now));
        pen.time("lastModifiedDateTime", tenant.token_modified(token, now));
        pen.time_or_never(
            "lastSuccessfulSyncDateTime",
            worked.map(|at| (at + 120).min(now)),
        );
        pen.time(
            "lastSyncTriggeredDateTime",
            tenant.last_triggered(token, now),
        );
        pen.number("lastSyncErrorCode", error);
        pen.text("tokenType", "dep");
        pen.text("tokenName", &service_name(world, Service::Intune(token)));
        pen.number("syncedDeviceCount", counts.tokens[usize::from(token)]);
        let consents = !matches!(trouble, Some(Trouble::ConsentMissing(_)));
        pen.flag("dataSharingConsentGranted", consents);
        default_profile(world, token, Family::Iphone, &mut pen);
        default_profile(world, token, Family::Mac, &mut pen);
        pen.close();
        rows.push(row);
    }
    rows
}

fn default_profile(world: &World, token: u8, family: Family, pen: &mut Pen<'_>) {
    let (key, kind) = if family.is_mac() {
        (
            "defaultMacOsEnrollmentProfile",
            "#microsoft.graph.depMacOSEnrollmentProfile",
        )
    } else {
        (
            "defaultIosEnrollmentProfile",
            "#microsoft.graph.depIOSEnrollmentProfile",
        )
    };
    let missing = Trouble::NoDefaultProfile(token, family);
    let default = world.tenant.default_profile(token, family, world.looked_at);
    match default.filter(|_| !world.tenant.episodes.holds(missing, world.looked_at)) {
        None => pen.null(key),
        Some(profile) => pen.object(key, |pen| {
            pen.text("@odata.type", kind);
            pen.text("id", &profile_id(world, profile));
            pen.text("displayName", &profile_name(world, profile));
        }),
    }
}

/// Rows of a token's `enrollmentProfiles`, second-generation policies mirrored among them.
pub(super) fn profiles(world: &World, token: u8) -> Vec<Vec<u8>> {
    let of_token = |number: &u8| world.tenant.profiles[usize::from(*number)].token == token;
    let numbers = (0..world.tenant.profiles.len() as u8).filter(of_token);
    numbers.map(|number| profile(world, number)).collect()
}

/// What Graph calls a profile's type.
pub(crate) const fn profile_kind(for_mac: bool) -> &'static str {
    if for_mac {
        "#microsoft.graph.depMacOSEnrollmentProfile"
    } else {
        "#microsoft.graph.depIOSEnrollmentProfile"
    }
}

fn profile(world: &World, number: u8) -> Vec<u8> {
    let profile = &world.tenant.profiles[usize::from(number)];
    let now = world.looked_at;
    let holds = |trouble| world.tenant.episodes.holds(trouble, now);
    let kind = profile_kind(profile.for_mac);
    let mut row = Vec::new();
    let mut pen = Pen::open(&mut row);
    pen.text("@odata.type", kind);
    pen.text("id", &profile_id(world, number));
    pen.text("displayName", &profile_name(world, number));
    pen.text("description", world.tenant.description(number, now));
    pen.flag(
        "requiresUserAuthentication",
        profile.sign_in != SignIn::Userless,
    );
    let portal = profile.sign_in == SignIn::CompanyPortal;
    pen.flag("enableAuthenticationViaCompanyPortal", portal);
    pen.flag("configurationWebUrl", profile.sign_in == SignIn::Modern);
    pen.flag("supervisedModeEnabled", true);
    pen.flag("isMandatory", true);
    pen.flag("profileRemovalDisabled", profile.locked);
    pen.flag("restoreBlocked", profile.restore_hidden);
    pen.flag("waitForDeviceConfiguredConfirmation", true);
    if !profile.for_mac {
        pen.flag("awaitDeviceConfiguredConfirmation", true);
        let shared = holds(Trouble::ProfileUnsuitable(number));
        pen.flag("enableSharedIPad", shared);
        let apps = if portal {
            world.guid(Named::Policy, 40).to_string()
        } else {
            NO_GUID.to_owned()
        };
        pen.text("companyPortalVppTokenId", &apps);
    }
    pen.flag("isDefault", false);
    // Apple takes at most 50 characters (apple.md §3.3).
    let phone = if holds(Trouble::ProfileInvalid(number)) {
        "+49 30 5550100, and from abroad +1 212 555 0100 (24 hours a day)"
    } else {
        "+49 30 5550100"
    };
    pen.text("supportPhoneNumber", phone);
    pen.text("supportDepartment", "IT");
    pen.close();
    row
}

const NO_GUID: &str = "00000000-0000-0000-0000-000000000000";

/// Rows of `configurationPolicies`: the policies of all tokens, and when they were touched; classic
/// profiles have no dates in the interface.
pub(super) fn policies(world: &World) -> Vec<Vec<u8>> {
    let mut rows = Vec::new();
    for (number, profile) in (0_u8..).zip(&world.tenant.profiles) {
        let touched = world.tenant.profile_modified(number, world.looked_at);
        let (platform, template) = if profile.for_mac {
            ("macOS", "2e29557d-70fc-405a-8082-d1e5b6be2b8c_1")
        } else {
            ("iOS", "27d20e9c-50c1-48f8-a44c-f37de4510051_1")
        };
        if !profile.is_policy {
            continue;
        }
        let mut row = Vec::new();
        let mut pen = Pen::open(&mut row);
        pen.guid("id", world.profile_id(number));
        pen.text("name", &profile_name(world, number));
        pen.time("createdDateTime", profile.created.min(touched));
        pen.time("lastModifiedDateTime", touched);
        pen.text(
            "creationSource",
            &format!("DepTokenId_{}", world.token_id(profile.token)),
        );
        pen.flag("isAssigned", false);
        pen.text("platforms", platform);
        pen.text("technologies", "enrollment");
        pen.object("templateReference", |pen| {
            pen.text("templateId", template);
            pen.text("templateFamily", "enrollmentConfiguration");
        });
        pen.close();
        rows.push(row);
    }
    rows
}

/// Rows of `mdmServers`.
pub(super) fn servers(world: &World, counts: &Counts) -> Vec<Vec<u8>> {
    let tenant = &world.tenant;
    let now = world.looked_at;
    let mut rows = Vec::new();
    for service in services(world) {
        let (kind, token) = match service {
            Service::Configurator => ("APPLE_CONFIGURATOR", None),
            Service::Other => ("MDM", None),
            Service::Intune(token) => ("MDM", Some(token)),
        };
        let gone =
            token.is_some_and(|token| tenant.episodes.holds(Trouble::ServiceGone(token), now));
        let connected = token.and_then(|token| tenant.last_sync(token, now));
        let takes = |family: &Family| {
            service == Service::Intune(0)
                && !tenant
                    .episodes
                    .holds(Trouble::NoDefaultServer(*family), now)
        };
        let families: Vec<String> = Family::ALL
            .iter()
            .filter(|family| takes(family))
            .map(|family| format!("\"{}\"", family.default_name()))
            .collect();
        let mut row = Vec::new();
        let mut pen = Pen::open(&mut row);
        pen.text("type", "mdmServers");
        pen.text("id", &service_id(world, service));
        pen.object("attributes", |pen| {
            pen.text("serverName", &service_name(world, service));
            pen.text("serverType", kind);
            pen.text("status", if gone { "DELETED" } else { "ACTIVE" });
            pen.number("deviceCount", counts.services[service_place(service)]);
            pen.flag("enableMdmDisownFlag", false);
            pen.raw(
                "defaultProductFamilies",
                &format!("[{}]", families.join(",")),
            );
            pen.time_or_null("lastConnectedDateTime", connected);
            pen.time("createdDateTime", world.from - YEAR);
            pen.time("updatedDateTime", world.from);
        });
        pen.close();
        rows.push(row);
    }
    rows
}

/// The push certificate's answer.
pub(super) fn push_certificate(world: &World) -> Vec<u8> {
    let episodes = &world.tenant.episodes;
    let now = world.looked_at;
    if episodes.holds(Trouble::PushMissing, now) {
        return br#"{"error":{"code":"ResourceNotFound","message":"No certificate."}}"#.to_vec();
    }
    let expired = episodes.holding(Trouble::PushExpired, now);
    let ends = expired.map_or(world.tenant.push_issued + YEAR, |episode| episode.from);
    let topics = episodes.of_trouble(Trouble::PushReplaced);
    let topic = topics.filter(|episode| episode.from <= now).count() as u64;
    let mut row = Vec::new();
    let mut pen = Pen::open(&mut row);
    pen.guid("id", world.guid(Named::Policy, 50));
    pen.text("appleIdentifier", &format!("it@{}", world.domain()));
    let topic = format!(
        "com.apple.mgmt.External.{}",
        world.guid(Named::Policy, 60 + topic)
    );
    pen.text("topicIdentifier", &topic);
    pen.time("lastModifiedDateTime", ends - YEAR);
    pen.time("expirationDateTime", ends);
    pen.close();
    row
}

/// Rows of `deviceEnrollmentConfigurations`: the one that covers everybody.
pub(super) fn restrictions(world: &World) -> Vec<Vec<u8>> {
    let episodes = &world.tenant.episodes;
    let now = world.looked_at;
    let troubles = [
        Trouble::PlatformBlocked(Family::Iphone),
        Trouble::PlatformBlocked(Family::Mac),
        Trouble::SystemMinimum,
    ];
    let touched = troubles
        .iter()
        .flat_map(|trouble| episodes.of_trouble(*trouble))
        .flat_map(|episode| [episode.from, episode.until])
        .filter(|at| *at <= now)
        .max();
    let minimum = if episodes.holds(Trouble::SystemMinimum, now) {
        "26.0"
    } else {
        ""
    };
    let part = |family: Family, minimum: &str| {
        let blocked = episodes.holds(Trouble::PlatformBlocked(family), now);
        format!(
            "{{\"platformBlocked\":{blocked},\"personalDeviceEnrollmentBlocked\":false,\
             \"osMinimumVersion\":\"{minimum}\",\"osMaximumVersion\":\"\"}}"
        )
    };
    let mut row = Vec::new();
    let mut pen = Pen::open(&mut row);
    pen.text(
        "@odata.type",
        "#microsoft.graph.deviceEnrollmentPlatformRestrictionsConfiguration",
    );
    pen.text("id", &restriction_id(world));
    pen.text("displayName", "All users and all devices");
    pen.number("priority", 0);
    pen.time("lastModifiedDateTime", touched.unwrap_or(world.from - YEAR));
    pen.text(
        "deviceEnrollmentConfigurationType",
        "defaultPlatformRestrictions",
    );
    pen.raw("iosRestriction", &part(Family::Iphone, minimum));
    pen.raw("macOSRestriction", &part(Family::Mac, minimum));
    let everybody = "[{\"id\":\"all\",\"target\":{\"@odata.type\":\
                     \"#microsoft.graph.allLicensedUsersAssignmentTarget\"}}]";
    pen.raw("assignments", everybody);
    pen.close();
    vec![row, private_devices(world)]
}

/// Phones that people bring themselves: the pilot may enroll none. It meets no device of an order.
fn private_devices(world: &World) -> Vec<u8> {
    let mut row = Vec::new();
    let mut pen = Pen::open(&mut row);
    pen.text(
        "@odata.type",
        "#microsoft.graph.deviceEnrollmentPlatformRestrictionConfiguration",
    );
    let id = world.guid(Named::Policy, 30);
    pen.text("id", &format!("{id}_SinglePlatformRestriction"));
    pen.text("displayName", "No private phones in the pilot");
    pen.number("priority", 1);
    pen.time("lastModifiedDateTime", world.from - YEAR);
    pen.text(
        "deviceEnrollmentConfigurationType",
        "singlePlatformRestriction",
    );
    pen.text("platformType", "ios");
    pen.raw(
        "platformRestriction",
        "{\"platformBlocked\":false,\"personalDeviceEnrollmentBlocked\":true,\
         \"osMinimumVersion\":\"\",\"osMaximumVersion\":\"\"}",
    );
    let pilot = directory_files::PILOT.id(world);
    let target = format!(
        "[{{\"id\":\"{id}_{pilot}\",\"target\":{{\"@odata.type\":\
         \"#microsoft.graph.groupAssignmentTarget\",\"groupId\":\"{pilot}\"}}}}]"
    );
    pen.raw("assignments", &target);
    pen.close();
    row
}

/// Rows of `vppTokens`.
pub(super) fn apps_tokens(world: &World) -> Vec<Vec<u8>> {
    let now = world.looked_at;
    let expired = world.tenant.episodes.holding(Trouble::AppsExpired, now);
    let ends = expired.map_or((world.tenant.apps_renewed + YEAR).max(now + DAY), |it| {
        it.from
    });
    let mut row = Vec::new();
    let mut pen = Pen::open(&mut row);
    pen.guid("id", world.guid(Named::Policy, 40));
    pen.text("organizationName", &world.name);
    pen.text("appleId", &world.apps_owner_address());
    pen.time("expirationDateTime", ends);
    pen.text(
        "state",
        if expired.is_some() {
            "expired"
        } else {
            "valid"
        },
    );
    pen.close();
    vec![row]
}
