//! `[serve]`: how the dashboard is reached, who may enter, and whom it tells. Secrets never stand
//! here, only where they lie.

use super::tenant::Filled;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::num::{NonZeroU16, NonZeroU32};
use std::path::PathBuf;

/// The service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Serve {
    /// Where to listen; `127.0.0.1:8460` if nothing is said.
    pub listen: Option<SocketAddr>,
    /// The store: a file of SQLite, or `postgresql://…`.
    pub store: Option<Filled>,
    /// The address that people type, such as `https://firstcontact.example.com`.
    pub public_address: Option<Filled>,
    /// A proxy in front speaks TLS and says in `X-Forwarded-For` who asks.
    pub behind_proxy: bool,
    /// The server's certificate with its chain, in PEM.
    pub certificate_file: Option<PathBuf>,
    /// The certificate's private key, in PEM.
    pub key_file: Option<PathBuf>,
    /// Every how many hours each tenant is collected; 0 for never.
    pub collect_every_hours: Option<u32>,
    /// Requests a minute that one person or key may make; 600 if nothing is said.
    pub requests_per_minute: Option<NonZeroU32>,
    /// How many days of history are kept; all of it if nothing is said.
    pub keep_days: Option<NonZeroU16>,
    /// The provider through which people sign in.
    pub sign_in: Option<Provider>,
    /// Whom to tell of what.
    pub alerts: Alerts,
}

/// A provider of OpenID Connect.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Provider {
    /// Its issuer, such as `https://login.microsoftonline.com/<tenant id>/v2.0`.
    pub issuer: Filled,
    /// The application's id there.
    pub client_id: Filled,
    /// The environment variable with the client secret.
    pub secret_env: Option<Filled>,
    /// The file with the client secret.
    pub secret_file: Option<PathBuf>,
    /// The program, with its arguments, that prints the client secret.
    pub secret_command: Option<Vec<Filled>>,
    /// Which claim lists groups; `groups` if nothing is said, `roles` for roles of the application.
    pub groups_claim: Option<Filled>,
    /// Certificates, in PEM, of authorities to trust beside the machine's.
    pub authority_file: Option<PathBuf>,
    /// For each tenant, or `*` for all, the groups that have a role.
    #[serde(default)]
    pub roles: BTreeMap<String, Groups>,
}

/// Groups by role.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Groups {
    /// May look.
    pub viewer: Vec<Filled>,
    /// May also answer questions and collect.
    pub operator: Vec<Filled>,
    /// May look and approve changes.
    pub approver: Vec<Filled>,
    /// May do everything.
    pub administrator: Vec<Filled>,
}

/// Whom to tell of what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Alerts {
    /// Hours in UTC in which nothing is delivered, such as `22-6`.
    pub quiet: Option<Quiet>,
    /// Tell when more than this share of devices, in percent, needs somebody.
    pub needs_you_percent: Option<u8>,
    /// Where messages go, by names that people give.
    pub channel: BTreeMap<String, Channel>,
}

/// Hours of the day in which people sleep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Quiet {
    /// The first hour.
    pub from: u8,
    /// The first hour after.
    pub to: u8,
}

impl TryFrom<String> for Quiet {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let hour = |part: &str| part.trim().parse::<u8>().ok().filter(|hour| *hour < 24);
        let ends = text
            .split_once('-')
            .and_then(|(from, to)| Some((hour(from)?, hour(to)?)));
        let (from, to) = ends.ok_or("must be two hours of the day, such as 22-6")?;
        Ok(Self { from, to })
    }
}

impl Quiet {
    /// Whether this hour is one of them.
    pub const fn holds(self, hour: u8) -> bool {
        if self.from <= self.to {
            self.from <= hour && hour < self.to
        } else {
            self.from <= hour || hour < self.to
        }
    }
}

/// A place to which messages go.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Channel {
    /// How it is spoken to.
    pub kind: ChannelKind,
    /// Where it is: `https://…`, `udp://host:514`, `tcp://host:601`, `smtps://host`.
    pub address: Option<Filled>,
    /// The environment variable with the address, where the address itself is a secret.
    pub address_env: Option<Filled>,
    /// The file with the address.
    pub address_file: Option<PathBuf>,
    /// Whose mail it is.
    pub from: Option<Filled>,
    /// Who gets the mail.
    #[serde(default)]
    pub to: Vec<Filled>,
    /// As whom the mail server is spoken to.
    pub user: Option<Filled>,
    /// The environment variable with the mail server's password.
    pub secret_env: Option<Filled>,
    /// The file with the mail server's password.
    pub secret_file: Option<PathBuf>,
    /// The tenants whose messages go there; all if none is named.
    #[serde(default)]
    pub tenants: Vec<Filled>,
}

/// Ways to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChannelKind {
    /// JSON by POST.
    Webhook,
    /// A card for a channel of Teams, by POST.
    Teams,
    /// RFC 5424.
    Syslog,
    /// E-mail.
    Mail,
}

#[cfg(test)]
mod tests {
    use super::{Channel, Quiet};
    use crate::config::Config;

    #[test]
    fn what_the_help_shows_can_be_read() {
        let text = "[serve]\nlisten = \"127.0.0.1:9000\"\ncollect-every-hours = 6\n\
                    requests-per-minute = 6000\n\
                    [serve.sign-in]\nissuer = \"https://id.example.com\"\nclient-id = \"c\"\n\
                    [serve.sign-in.roles.contoso]\nviewer = [\"g1\"]\n\
                    [serve.alerts]\nquiet = \"22-6\"\n\
                    [serve.alerts.channel.ops]\nkind = \"teams\"\naddress-env = \"TEAMS\"\n";
        let config: Config = toml::from_str(text).unwrap();
        assert_eq!(config.serve.alerts.channel.len(), 1);
        assert!(toml::from_str::<Config>("[serve]\nrequests-per-minute = 0").is_err());
        let wrong = toml::from_str::<Channel>("kind = \"pigeon\"").unwrap_err();
        assert!(wrong.to_string().contains("pigeon"));
    }

    #[test]
    fn a_night_goes_past_midnight() {
        let night = Quiet::try_from("22-6".to_owned()).unwrap();
        let hours: Vec<u8> = (0..24).filter(|hour| night.holds(*hour)).collect();
        assert_eq!(hours, [0, 1, 2, 3, 4, 5, 22, 23]);
        assert!(Quiet::try_from("22-24".to_owned()).is_err());
    }
}
