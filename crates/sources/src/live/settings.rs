//! Which tenant is read, as whom, and where its services are.

use super::origin::Origin;
use secrecy::SecretString;
use serde::Deserialize;
use std::path::PathBuf;

/// A tenant: one of the two services at least.
pub struct TenantSettings {
    /// What the administrator calls it.
    pub name: String,
    /// Intune and Entra.
    pub microsoft: Option<MicrosoftSettings>,
    /// Apple Business or Apple School Manager.
    pub apple: Option<AppleSettings>,
    /// Certificates (PEM) of authorities to trust beside those that this machine trusts: a
    /// company's proxy, or the lab.
    pub authorities: Option<String>,
}

/// How to reach Microsoft.
pub struct MicrosoftSettings {
    /// The tenant's id, or a domain of it.
    pub tenant: String,
    /// The application's (client) id.
    pub client: String,
    /// How the application proves who it is.
    pub credential: MicrosoftCredential,
    /// Where tokens come from.
    pub authority: Origin,
    /// Where Graph is.
    pub graph: Origin,
}

/// How an application proves to Microsoft who it is.
pub enum MicrosoftCredential {
    /// A client secret.
    Secret(SecretString),
    /// A certificate, in PEM, and its RSA key.
    Certificate {
        /// The certificate, as it was uploaded to the application.
        certificate: String,
        /// Its private key.
        key: SecretString,
    },
    /// A file with the token of another identity provider, which is written anew from time to
    /// time and therefore read at each sign-in: Kubernetes, GitHub, another cloud.
    Federated(PathBuf),
    /// What the machine that this runs on is known as.
    ManagedIdentity(IdentityService),
    /// A person signs in elsewhere with a code; the application has no secret.
    DeviceCode,
}

/// Who vouches for the machine.
pub struct IdentityService {
    /// Where it is asked: Azure's link-local address, or what App Service says.
    pub address: String,
    /// What App Service wants to see; a virtual machine asks without.
    pub header: Option<SecretString>,
    /// The user-assigned identity; the machine's own if there is none.
    pub client: Option<String>,
}

impl IdentityService {
    /// Where a virtual machine asks; nothing outside the machine's host can answer.
    pub const MACHINE: &'static str = "http://169.254.169.254/metadata/identity/oauth2/token";
}

/// Microsoft's clouds (microsoft.md §3.1). Tokens of one are worth nothing in another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MicrosoftCloud {
    /// The public one, with GCC.
    #[default]
    Global,
    /// GCC High (L4).
    GccHigh,
    /// The Department of Defense (L5).
    Dod,
    /// 21Vianet.
    China,
}

impl MicrosoftCloud {
    /// Where tokens come from.
    pub const fn authority(self) -> &'static str {
        match self {
            Self::Global => "https://login.microsoftonline.com",
            Self::GccHigh | Self::Dod => "https://login.microsoftonline.us",
            Self::China => "https://login.chinacloudapi.cn",
        }
    }

    /// Where Graph is.
    pub const fn graph(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com",
            Self::GccHigh => "https://graph.microsoft.us",
            Self::Dod => "https://dod-graph.microsoft.us",
            Self::China => "https://microsoftgraph.chinacloudapi.cn",
        }
    }
}

/// How to reach Apple.
pub struct AppleSettings {
    /// `BUSINESSAPI.…` or `SCHOOLAPI.…`.
    pub client: String,
    /// The id of the key.
    pub key_id: String,
    /// The key, in PEM.
    pub key: SecretString,
    /// Business or school.
    pub scope: AppleScope,
    /// Where tokens come from.
    pub account: Origin,
    /// Where the API is.
    pub api: Origin,
}

/// Apple's two services.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AppleScope {
    /// Apple Business.
    Business,
    /// Apple School Manager.
    School,
}

impl AppleScope {
    /// Where tokens come from.
    pub const ACCOUNT: &'static str = "https://account.apple.com";

    /// The scope of a client's id, which begins with it.
    pub fn of_client(client: &str) -> Option<Self> {
        if client.starts_with("BUSINESSAPI.") {
            Some(Self::Business)
        } else if client.starts_with("SCHOOLAPI.") {
            Some(Self::School)
        } else {
            None
        }
    }

    /// Where the API is.
    pub const fn api(self) -> &'static str {
        match self {
            Self::Business => "https://api-business.apple.com",
            Self::School => "https://api-school.apple.com",
        }
    }

    /// What a token is asked for.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Business => "business.api",
            Self::School => "school.api",
        }
    }
}
