//! Hands for a tenant: as whom it is written to. That is never who reads it, and never elsewhere
//! than where it was read (causality.md §4.3, invariant 13).

use crate::app::mend::{Carry, Decided, Told};
use crate::cli::credentials;
use crate::config::tenant::{Apple, Microsoft, Tenant};
use crate::i18n::Language;
use actions::{ApprovalStatus, Hands, Patience};
use remedy::act::{Approved, Outcome};
use sources::live::{CollectError, MicrosoftCloud, Surroundings, TenantSettings};
use std::cell::RefCell;

/// Opens the hands of whoever these settings are of, for a while.
///
/// # Errors
/// The certificates of the authorities cannot be read.
pub fn open<T>(
    settings: TenantSettings,
    around: Surroundings<'_>,
    call: impl FnOnce(&mut dyn Carry) -> T,
) -> Result<T, CollectError> {
    let heard = RefCell::new(Vec::new());
    let mut listen = |call: &actions::Call, status: Option<u16>| {
        heard.borrow_mut().push(Told {
            method: call.method.to_string(),
            path: call.path.clone(),
            status,
        });
    };
    let hands = Hands::new(settings, Patience::default(), around, &mut listen)?;
    let mut sender = Sender {
        hands,
        heard: &heard,
    };
    Ok(call(&mut sender))
}

/// Hands, and what they were heard to send.
struct Sender<'h> {
    hands: Hands<'h>,
    heard: &'h RefCell<Vec<Told>>,
}

impl Carry for Sender<'_> {
    fn carry(
        &mut self,
        approved: Approved,
        code: Option<&str>,
        told: &mut dyn FnMut(Told),
    ) -> Outcome {
        self.heard.take();
        let outcome = self.hands.carry_out(approved, code);
        self.heard.take().into_iter().for_each(told);
        outcome
    }

    fn decided(&mut self, code: &str) -> Decided {
        match self.hands.approval(code) {
            Ok(ApprovalStatus::Approved) => Decided::Approved,
            Ok(ApprovalStatus::Waiting) => Decided::Waiting,
            // Whoever sent it with the code did so without us: nobody knows what became of it.
            Ok(ApprovalStatus::Completed | ApprovalStatus::Over) => Decided::Over,
            Err(why) => {
                tracing::warn!(code, why, "an approval at the vendor cannot be read");
                Decided::Waiting
            }
        }
    }
}

/// What hands need to know about a tenant, secrets included; from `[tenant.NAME.write]`.
///
/// # Errors
/// A text for a person: nothing is configured, a table says where to write to or is that of the
/// identity that reads, or a secret cannot be fetched.
pub fn settings(name: &str, tenant: &Tenant, language: Language) -> Result<TenantSettings, String> {
    let writes = tenant.write.as_ref();
    let writes = writes.filter(|it| it.microsoft.is_some() || it.apple.is_some());
    let Some(writes) = writes else {
        return Err(language.with("setting-write-none", &[("name", name)]));
    };
    let table = |vendor| Table {
        name,
        vendor,
        language,
    };
    let microsoft = writes.microsoft.as_ref().map(|it| {
        let table = table("microsoft");
        let reads = tenant.microsoft.as_ref();
        microsoft(it, reads.ok_or_else(|| table.alone())?, &table)
    });
    let apple = writes.apple.as_ref().map(|it| {
        let table = table("apple");
        let reads = tenant.apple.as_ref();
        apple(it, reads.ok_or_else(|| table.alone())?, &table)
    });
    let own = Tenant {
        microsoft: microsoft.transpose()?,
        apple: apple.transpose()?,
        authority_file: tenant.authority_file.clone(),
        ..Tenant::default()
    };
    let settings = credentials::settings(&format!("{name}.write"), &own, language);
    let settings = settings.map_err(|stop| stop.to_string())?;
    Ok(TenantSettings {
        name: name.to_owned(),
        ..settings
    })
}

/// One of the two tables, for messages.
struct Table<'t> {
    name: &'t str,
    vendor: &'static str,
    language: Language,
}

impl Table<'_> {
    fn says(&self, key: &str, more: &[(&str, &str)]) -> String {
        let own = [("name", self.name), ("vendor", self.vendor)];
        self.language.with(key, &[&own, more].concat())
    }

    fn alone(&self) -> String {
        self.says("setting-write-alone", &[])
    }

    /// Where the services are is said once.
    fn says_no_place(&self, said: &[(&str, bool)]) -> Result<(), String> {
        match said.iter().find(|(_, is_said)| *is_said) {
            Some((key, _)) => Err(self.says("setting-write-place", &[("key", key)])),
            None => Ok(()),
        }
    }

    fn differs(&self, same: bool) -> Result<(), String> {
        if same {
            return Err(self.says("setting-write-same", &[]));
        }
        Ok(())
    }
}

fn microsoft(it: &Microsoft, reads: &Microsoft, table: &Table<'_>) -> Result<Microsoft, String> {
    table.says_no_place(&[
        ("tenant", it.tenant.is_some()),
        ("cloud", it.cloud != MicrosoftCloud::default()),
        ("authority", it.authority.is_some()),
        ("graph", it.graph.is_some()),
    ])?;
    let client = |it: &Microsoft| credentials::client(it).map(|it| it.to_ascii_lowercase());
    table.differs(client(it) == client(reads))?;
    Ok(Microsoft {
        tenant: reads.tenant.clone(),
        cloud: reads.cloud,
        authority: reads.authority.clone(),
        graph: reads.graph.clone(),
        ..it.clone()
    })
}

fn apple(it: &Apple, reads: &Apple, table: &Table<'_>) -> Result<Apple, String> {
    table.says_no_place(&[
        ("apple-account", it.apple_account.is_some()),
        ("apple-api", it.apple_api.is_some()),
    ])?;
    table.differs(it.client_id.id == reads.client_id.id || it.key_id == reads.key_id)?;
    Ok(Apple {
        apple_account: reads.apple_account.clone(),
        apple_api: reads.apple_api.clone(),
        ..it.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::settings;
    use crate::config::Config;
    use crate::i18n::Language;
    use sources::live::MicrosoftCredential;
    use std::fs;

    const READS: &str = "[tenant.contoso.microsoft]\ntenant = \"t\"\nclient-id = \"reads\"\n\
                         secret-env = \"R\"\ngraph = \"http://127.0.0.1:1\"\n\
                         [tenant.contoso.apple]\nclient-id = \"BUSINESSAPI.reads\"\n\
                         key-id = \"k1\"\nkey-env = \"R\"\napple-api = \"http://127.0.0.1:2\"\n";

    fn told(writes: &str) -> Result<sources::live::TenantSettings, String> {
        let config: Config = toml::from_str(&format!("{READS}{writes}")).unwrap();
        settings("contoso", &config.tenant["contoso"], Language::En)
    }

    #[test]
    fn who_writes_is_another_and_writes_where_was_read() {
        let place = tempfile::tempdir().unwrap();
        let secret = place.path().join("secret");
        fs::write(&secret, "tremendous").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
        }
        let secret = secret.display();
        let found = told(&format!(
            "[tenant.contoso.write.microsoft]\nclient-id = \"writes\"\nsecret-file = '{secret}'\n\
             [tenant.contoso.write.apple]\nclient-id = \"BUSINESSAPI.writes\"\nkey-id = \"k2\"\n\
             key-file = '{secret}'\n"
        ));
        let found = found.unwrap();
        assert_eq!(found.name, "contoso");
        let microsoft = found.microsoft.unwrap();
        assert_eq!(
            (microsoft.client.as_str(), microsoft.tenant.as_str()),
            ("writes", "t")
        );
        assert_eq!(microsoft.graph.to_string(), "http://127.0.0.1:1");
        assert!(matches!(
            microsoft.credential,
            MicrosoftCredential::Secret(_)
        ));
        let apple = found.apple.unwrap();
        assert_eq!(apple.client, "BUSINESSAPI.writes");
        assert_eq!(apple.api.to_string(), "http://127.0.0.1:2");
    }

    #[test]
    fn what_is_wrong_is_told_before_any_secret_is_fetched() {
        let microsoft = "[tenant.contoso.write.microsoft]\nsecret-env = \"NOBODY_SETS_THIS\"\n";
        let apple = "[tenant.contoso.write.apple]\nkey-env = \"NOBODY_SETS_THIS\"\n";
        for (writes, word) in [
            ("", "no identity that may write"),
            ("[tenant.contoso.write]\n", "no identity that may write"),
            (
                &format!("{microsoft}client-id = \"READS\"\n"),
                "one of its own",
            ),
            (
                &format!("{microsoft}client-id = \"w\"\ntenant = \"u\"\n"),
                "names a tenant of its own",
            ),
            (
                &format!("{microsoft}client-id = \"w\"\ncloud = \"china\"\n"),
                "names a cloud of its own",
            ),
            (
                &format!("{apple}client-id = \"BUSINESSAPI.reads\"\nkey-id = \"k2\"\n"),
                "one of its own",
            ),
            (
                &format!("{apple}client-id = \"BUSINESSAPI.w\"\nkey-id = \"k1\"\n"),
                "one of its own",
            ),
            (
                &format!("{microsoft}client-id = \"w\"\n"),
                "NOBODY_SETS_THIS is not set",
            ),
        ] {
            let said = told(writes).err().unwrap();
            assert!(said.contains(word), "{writes}: {said}");
        }
        let alone = "[tenant.x.write.apple]\nclient-id = \"BUSINESSAPI.1\"\nkey-id = \"k\"\n";
        let config: Config = toml::from_str(alone).unwrap();
        let said = settings("x", &config.tenant["x"], Language::En)
            .err()
            .unwrap();
        assert!(said.contains("[tenant.x.apple]"), "{said}");
        let unknown = format!("{READS}[tenant.contoso.write]\nmicrosft = {{}}\n");
        assert!(toml::from_str::<Config>(&unknown).is_err());
    }
}
