//! `[tenant.NAME]`: as whom a tenant is read. Secrets never stand here, only where they lie.

use serde::Deserialize;
use sources::live::{AppleScope, MicrosoftCloud, Origin};
use std::path::PathBuf;

/// One tenant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Tenant {
    /// Intune and Entra.
    pub microsoft: Option<Microsoft>,
    /// Apple Business or Apple School Manager.
    pub apple: Option<Apple>,
    /// As whom repairs are written; without it nothing can be written.
    pub write: Option<Write>,
    /// What is laid down about repairs.
    pub remedy: Option<Remedy>,
    /// Certificates, in PEM, of authorities to trust beside the machine's: a company's proxy.
    pub authority_file: Option<PathBuf>,
    /// How many calls may be spent on single devices.
    pub call_budget: Option<u64>,
    /// A folder into which somebody else puts snapshots, instead of access to the tenant.
    pub snapshots: Option<PathBuf>,
}

/// `[tenant.NAME.remedy]`: who approves repairs, what is never touched, and when nothing begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Remedy {
    /// Who may approve plans on the command line, as they name themselves with `--by`.
    #[serde(default)]
    pub approvers: Vec<String>,
    /// Serial numbers that nothing is done about: executives, legal hold, medical, shared kiosks.
    #[serde(default)]
    pub never: Vec<Serial>,
    /// When nothing begins, as `22:00-06:00` (UTC).
    pub quiet: Option<Quiet>,
    /// The company as the holder of a device knows it, for the guide; the tenant's name if it is
    /// not given.
    pub company: Option<String>,
    /// Whom the holder asks for help: a name with a telephone number or an address.
    pub contact: Option<String>,
}

/// A serial number in its canonical form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Serial(pub String);

impl TryFrom<String> for Serial {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let serial = enrollment::snapshot::canonical_serial(&text);
        serial
            .map(|it| Self(it.into_owned()))
            .map_err(|why| format!("{text:?}: {why}"))
    }
}

/// Hours of the day, in seconds of the day: from, until.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Quiet(pub u32, pub u32);

impl TryFrom<String> for Quiet {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let clock = |text: &str| {
            let (hours, minutes) = text.trim().split_once(':')?;
            let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours < 24 && minutes < 60).then_some(hours * 3_600 + minutes * 60)
        };
        let span = text.split_once('-');
        let span = span.and_then(|(from, until)| Some(Self(clock(from)?, clock(until)?)));
        span.ok_or("must be hours of the day in UTC, as 22:00-06:00")
    }
}

/// `[tenant.NAME.write]`: identities that may write, apart from those that read (causality.md §4.3,
/// invariant 13). The directory, the cloud and the addresses are those of the tenant's own tables,
/// so that nothing is written elsewhere than where it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Write {
    /// An application of Entra with the permissions to write.
    pub microsoft: Option<Microsoft>,
    /// An API account of Apple Business for assigning devices.
    pub apple: Option<Apple>,
}

/// An application of Entra, with the permissions to read or to write.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Microsoft {
    /// Directory (tenant) ID, or a domain; AZURE_TENANT_ID if it is left out.
    pub tenant: Option<Filled>,
    /// Application (client) ID; AZURE_CLIENT_ID if it is left out. With a managed identity, the
    /// user-assigned one.
    pub client_id: Option<Filled>,
    /// How to sign in without a credential of the application's own.
    pub sign_in: Option<SignIn>,
    /// The file with another identity provider's token; AZURE_FEDERATED_TOKEN_FILE if it is left
    /// out and `sign-in` is `federated`.
    pub federated_token_file: Option<PathBuf>,
    /// The environment variable with the client secret.
    pub secret_env: Option<Filled>,
    /// The file with the client secret.
    pub secret_file: Option<PathBuf>,
    /// The program, with its arguments, that prints the client secret.
    pub secret_command: Option<Vec<Filled>>,
    /// The certificate, in PEM.
    pub certificate_file: Option<PathBuf>,
    /// The environment variable with the certificate's private key, in PEM.
    pub key_env: Option<Filled>,
    /// The file with the certificate's private key, in PEM.
    pub key_file: Option<PathBuf>,
    /// The program, with its arguments, that prints the certificate's private key.
    pub key_command: Option<Vec<Filled>>,
    /// Which of Microsoft's clouds; the public one if nothing is said.
    #[serde(default)]
    pub cloud: MicrosoftCloud,
    /// Where tokens come from, if not from the cloud's usual place.
    pub authority: Option<Address>,
    /// Where Graph is, if not at the cloud's usual place.
    pub graph: Option<Address>,
}

/// Ways to sign in for which no secret lies about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SignIn {
    /// With the token of another identity provider.
    Federated,
    /// As the machine.
    ManagedIdentity,
    /// As a person, who enters a code elsewhere.
    DeviceCode,
}

/// An API account of Apple Business.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Apple {
    /// `BUSINESSAPI.…` or `SCHOOLAPI.…`.
    pub client_id: AppleClient,
    /// The id of the key.
    pub key_id: Filled,
    /// The environment variable with the key, in PEM.
    pub key_env: Option<Filled>,
    /// The file with the key, in PEM.
    pub key_file: Option<PathBuf>,
    /// The program, with its arguments, that prints the key.
    pub key_command: Option<Vec<Filled>>,
    /// Where tokens come from, if not from Apple's usual place.
    #[serde(alias = "apple_account")]
    pub apple_account: Option<Address>,
    /// Where the API is, if not at Apple's usual place.
    #[serde(alias = "apple_api")]
    pub apple_api: Option<Address>,
}

/// A text that is not empty.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Filled(pub String);

impl TryFrom<String> for Filled {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        if text.trim().is_empty() {
            return Err("must not be empty");
        }
        Ok(Self(text))
    }
}

/// The address of a service.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Address(pub Origin);

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Origin::parse(&text).map(Self)
    }
}

/// The id of an API account, which says which of Apple's services it is for.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct AppleClient {
    /// The id.
    pub id: String,
    /// What it is for.
    pub scope: AppleScope,
}

impl TryFrom<String> for AppleClient {
    type Error = &'static str;

    fn try_from(id: String) -> Result<Self, Self::Error> {
        let scope = AppleScope::of_client(&id);
        let scope = scope.ok_or("must begin with BUSINESSAPI. or SCHOOLAPI. as Apple shows it")?;
        Ok(Self { id, scope })
    }
}

#[cfg(test)]
mod tests {
    use crate::config::Config;

    #[test]
    fn a_wrong_tenant_is_told_with_its_line() {
        let apple = "apple = { client-id = \"BUSINESSAPI.1\", key-id = \"k\", key-env = \"K\"";
        for (more, word) in [
            (", apple-api = \"http://example.com\" }", "https://HOST"),
            (", colour = 1 }", "expected one of"),
            (", key-env = \"\" }", "key-env"),
        ] {
            let text = format!("[tenant.contoso]\n{apple}{more}\n");
            let error = toml::from_str::<Config>(&text).unwrap_err().to_string();
            assert!(error.contains("line 2") && error.contains(word), "{error}");
        }
        let good = format!("[tenant.contoso]\n{apple}, apple_api = \"http://127.0.0.1:1\" }}\n");
        let config: Config = toml::from_str(&good).unwrap();
        assert!(config.tenant["contoso"].apple.is_some());
    }
}
