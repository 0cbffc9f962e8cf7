//! The invented tenant: three regions, each with a token in Intune, a service at Apple and its
//! profiles; and two services that are not Intune's.

use super::super::random::Random;
use super::pages::Pages;
use super::products::Family;
use enrollment::moment::Moment;
use std::path::Path;

/// A device management service at Apple.
pub(super) struct Server {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) families: &'static [&'static str],
}

/// An enrollment program token; it belongs to the service with the same position.
pub(super) struct Token {
    pub(super) id: &'static str,
    pub(super) name: &'static str,
    pub(super) profiles: [&'static str; PROFILES.len()],
}

/// A profile that every region has.
pub(super) struct Profile {
    pub(super) name: &'static str,
    pub(super) kind: &'static str,
    pub(super) with_user: bool,
    pub(super) is_policy: bool,
}

/// Position of the old management's service.
pub(super) const OLD_SERVICE: usize = 3;
/// Position of Apple Configurator's service.
pub(super) const CONFIGURATOR: usize = 4;
/// The tenant's id at Microsoft, and the pseudo-token that holds uploaded lists.
pub(super) const TENANT: &str = "5b0f0c2e-9c1b-4f0e-8f57-3d1c6a7e2b90";
/// Position of the uploaded list, after the tokens' lists.
pub(super) const UPLOADS: usize = TOKENS.len();
const UPLOADS_ID: &str = "c0a6f2d4-61f7-4c6b-9a3e-7e5d8b1f2a34";
/// Before this moment orders got the classic profile: 2026-06-15.
const POLICIES_SINCE: i64 = 1_781_481_600;

/// Every service at Apple.
pub(super) const SERVERS: [Server; 5] = [
    Server {
        id: "5D0E3C7A91B84F26A2C4E8170B6F9D31",
        name: "Intune Europe",
        kind: "MDM",
        families: &["IPHONE", "IPAD", "MAC", "APPLE_TV"],
    },
    Server {
        id: "A83B1F60C2D94E7585F3097D4EC1B62A",
        name: "Intune Americas",
        kind: "MDM",
        families: &[],
    },
    Server {
        id: "E1C94B7D03A64582BE6F20D85A97C314",
        name: "Intune Asia",
        kind: "MDM",
        families: &[],
    },
    Server {
        id: "27F6A0D5B4E34C189D7208C3F51E6BA9",
        name: "Jamf Pro (old)",
        kind: "MDM",
        families: &[],
    },
    Server {
        id: "90B2D6E8147F4AC3A5C1F70E3D4B8652",
        name: "Devices Added by Apple Configurator",
        kind: "APPLE_CONFIGURATOR",
        families: &[],
    },
];

/// Every token.
pub(super) const TOKENS: [Token; 3] = [
    Token {
        id: "1c6a4f0e-35d2-4b8e-9f61-a7c20d5e8b13",
        name: "Intune Europe",
        profiles: [
            "0d9b6a52-7e41-4c38-b0f5-61a2c8d4e790",
            "3f58c1e7-a264-49db-8c07-5e91b3d6f428",
            "6b0e27d9-5c83-4fa1-97d4-08c6e1a5b37f",
            "912fd4a8-0b6e-4753-a8e1-c74d50b936f2",
            "c4a70e63-8d15-4e92-bf36-2a9d7c51e084",
        ],
    },
    Token {
        id: "7e2b95d1-0c4f-4a67-8d3a-f16e9b04c52d",
        name: "Intune Americas",
        profiles: [
            "18e6b3c4-f02a-4d75-9b81-e7350ca2d946",
            "42d90f7b-6c1e-4a83-b5f4-97c0e8a136d5",
            "75af1d28-e94b-4c06-8e37-0b6d52f9c1a3",
            "a03c8e51-27d6-4f9b-91c5-4ed7b6081f2a",
            "d69b50f2-c138-4e74-a02d-8f35e1c7b964",
        ],
    },
    Token {
        id: "b8d04c36-92e7-4f15-a6c0-35d81f7e2a49",
        name: "Intune Asia",
        profiles: [
            "2a71f8d0-4e95-4b3c-86a7-d1c0e5f93b64",
            "5cb62e09-d38f-4170-9ae4-f7b15d80c236",
            "8e04d7a3-1f6c-4d29-b75e-23a9c60f8b1d",
            "b3f915c6-70ad-4e82-9c13-6d5e8f04a27b",
            "e7c28a4d-5b90-4f36-a8d1-0e97c3b62f54",
        ],
    },
];

/// The profiles that every region has.
pub(super) const PROFILES: [Profile; 5] = [
    Profile {
        name: "iPhone and iPad 2026",
        kind: "IOS",
        with_user: true,
        is_policy: true,
    },
    Profile {
        name: "iPhone Standard",
        kind: "IOS",
        with_user: true,
        is_policy: false,
    },
    Profile {
        name: "iPad Shop Floor",
        kind: "IOS",
        with_user: false,
        is_policy: false,
    },
    Profile {
        name: "Mac Standard",
        kind: "MacOS",
        with_user: true,
        is_policy: false,
    },
    Profile {
        name: "Apple TV",
        kind: "TvOS",
        with_user: false,
        is_policy: false,
    },
];

/// The profile that an order gets.
pub(super) fn profile_for(random: &mut Random, family: Family, placed: Moment) -> usize {
    match family {
        Family::Mac => 3,
        Family::AppleTv => 4,
        Family::Ipad if random.percent(30) => 2,
        _ => usize::from(placed.unix() < POLICIES_SINCE),
    }
}

/// A profile's name as its region calls it.
pub(super) fn profile_name(region: usize, profile: usize) -> String {
    let region = TOKENS[region].name.trim_start_matches("Intune ");
    format!("{region} {}", PROFILES[profile].name)
}

/// A profile's id as the interface shows it: with its token's, and marked if it is a policy.
pub(super) fn profile_id(region: usize, profile: usize) -> String {
    let token = &TOKENS[region];
    let mark = if PROFILES[profile].is_policy {
        "ECV2_"
    } else {
        ""
    };
    format!("{mark}{}_{}", token.id, token.profiles[profile])
}

impl Server {
    /// The pages that list its devices.
    pub(super) fn pages(&self, folder: &Path) -> Pages {
        let path = format!("/v1/mdmServers/{}/relationships/devices", self.id);
        Pages::apple(folder, format!("mdmServerDevices.{}", self.id), path)
    }
}

impl Token {
    /// The pages that list its devices.
    pub(super) fn pages(&self, folder: &Path) -> Pages {
        list_pages(folder, self.id)
    }
}

/// The pages of the uploaded list.
pub(super) fn upload_pages(folder: &Path) -> Pages {
    list_pages(folder, UPLOADS_ID)
}

fn list_pages(folder: &Path, id: &str) -> Pages {
    let name = format!("importedAppleDeviceIdentities.{id}");
    let path = format!("depOnboardingSettings('{id}')/importedAppleDeviceIdentities");
    Pages::graph(folder, name, "beta", path)
}
