//! Why there is no token, and what to do next (microsoft.md §3.2, apple.md §1.1).

use super::allowed::Answer;
use super::settings::{MicrosoftCredential, MicrosoftSettings};
use super::sign_in::Identity;
use enrollment::moment::Moment;
use serde::Deserialize;

/// A clock that is further off than this makes assertions invalid.
const SKEW_SECONDS: i64 = 240;

/// What a token endpoint says instead of a token.
#[derive(Deserialize, Default)]
pub(super) struct Denied {
    /// OAuth's word.
    #[serde(default)]
    pub(super) error: String,
    #[serde(default)]
    error_description: String,
}

impl Denied {
    /// Nothing, if the answer is of another kind.
    pub(super) fn of(answer: &Answer) -> Self {
        serde_json::from_slice(&answer.body).unwrap_or_default()
    }

    /// The digits behind `AADSTS`.
    fn code(&self) -> &str {
        let Some((_, rest)) = self.error_description.split_once("AADSTS") else {
            return "";
        };
        let end = rest.find(|c: char| !c.is_ascii_digit());
        &rest[..end.unwrap_or(rest.len())]
    }
}

/// Why there is no token, and what to do.
pub(super) fn refusal(identity: &Identity<'_>, answer: &Answer, now: Moment, host: &str) -> String {
    let denied = Denied::of(answer);
    let clock = answer
        .date
        .and_then(|theirs| wrong_clock(now, theirs, host));
    match identity {
        Identity::Microsoft(it) => microsoft(it, &denied, clock, answer.status, host),
        Identity::Apple(it) => clock.unwrap_or_else(|| {
            format!(
                "{host} refuses to sign in as {} with the key {} ({} {}); check in Apple Business \
                 (Settings > API) that the account and the key exist, that client-id and key-id \
                 are copied from there, and that the file is the key with this id",
                it.client, it.key_id, answer.status, denied.error
            )
        }),
    }
}

fn wrong_clock(now: Moment, theirs: Moment, host: &str) -> Option<String> {
    let off = now.since(theirs);
    let way = if off > 0 { "fast" } else { "slow" };
    (off.abs() > SKEW_SECONDS).then(|| {
        format!(
            "{host} refuses to sign in, and this machine's clock is {} minutes {way}; set the \
             clock (time synchronisation) and run again",
            off.abs() / 60
        )
    })
}

fn microsoft(
    it: &MicrosoftSettings,
    denied: &Denied,
    clock: Option<String>,
    status: u16,
    host: &str,
) -> String {
    let code = denied.code();
    // What Entra says plainly is true whatever the clock shows.
    let next = known(code, it).or_else(|| by_credential(code, it));
    let Some(next) = next else {
        return clock.unwrap_or_else(|| {
            let code = match code {
                "" => format!("{status} {}", denied.error),
                code => format!("AADSTS{code}"),
            };
            format!(
                "{host} refuses to sign in ({code}): see this code in Microsoft's list of sign-in \
                 errors, or ask the administrator of Entra to look into the sign-in log of \
                 service principals"
            )
        });
    };
    format!("{host} refuses to sign in (AADSTS{code}): {next}")
}

/// What is the matter whatever the application signs in with.
fn known(code: &str, it: &MicrosoftSettings) -> Option<String> {
    let (client, tenant) = (&it.client, &it.tenant);
    Some(match code {
        "7000112" => format!("the application {client} is disabled; enable it in Entra"),
        "700016" | "7000229" => format!(
            "the tenant {tenant} does not know the application {client}; check client-id and \
             tenant, and that an administrator has consented to the application there"
        ),
        "90002" | "900023" => format!(
            "there is no tenant {tenant} in this cloud; copy the Directory (tenant) ID from \
             Entra > Overview, and check `cloud`"
        ),
        "900382" | "900432" | "900439" => format!(
            "the tenant {tenant} lives in another of Microsoft's clouds; set `cloud` to the one of \
             its portal: global (portal.azure.com), gcc-high or dod (portal.azure.us), china \
             (portal.azure.cn)"
        ),
        "500011" | "70011" | "1002012" => format!(
            "{} is no service that this tenant's cloud knows; check `cloud` and `graph`",
            it.graph
        ),
        "65001" => format!(
            "nobody has consented to the permissions of {client}; let an administrator grant them \
             (Entra > App registrations > API permissions > Grant admin consent)"
        ),
        "50076" | "50079" | "53003" => "an access policy stands in the way; let the administrator \
             of Entra look at this sign-in in the sign-in log, which names the policy"
            .to_owned(),
        "50105" => format!(
            "{client} asks for an assignment; assign the person to it (Entra > Enterprise \
             applications > Users and groups)"
        ),
        _ => return None,
    })
}

/// What is the matter with what the application signs in with.
fn by_credential(code: &str, it: &MicrosoftSettings) -> Option<String> {
    let client = &it.client;
    Some(match (code, &it.credential) {
        ("7000215", _) => format!(
            "the client secret of {client} is wrong; copy the secret's Value, not its ID, or make \
             a new one (Entra > App registrations > Certificates & secrets)"
        ),
        ("7000222", _) => format!(
            "the client secret of {client} has expired; make a new one (Entra > App registrations \
             > Certificates & secrets) and put it where the configuration says"
        ),
        ("7000216" | "7000218", MicrosoftCredential::DeviceCode) => format!(
            "{client} may not sign people in with a code; allow public client flows (Entra > App \
             registrations > Authentication)"
        ),
        ("700211" | "700212" | "700213" | "70021", _) => format!(
            "{client} trusts no federated credential with the issuer, subject and audience of this \
             token; add one (Entra > App registrations > Certificates & secrets > Federated \
             credentials) with exactly those of the token"
        ),
        ("700027", MicrosoftCredential::Certificate { .. }) => format!(
            "the certificate is not registered with {client}, or has expired; upload it in \
             Entra > App registrations > Certificates & secrets"
        ),
        _ => return None,
    })
}
