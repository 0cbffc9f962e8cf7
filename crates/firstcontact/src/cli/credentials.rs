//! As whom a tenant is read: the configuration, the environment, and the places where secrets lie.

use super::Stop;
use crate::config::tenant::{Apple, Filled, Microsoft, SignIn, Tenant};
use crate::i18n::Language;
use sources::live::{
    AppleScope, AppleSettings, IdentityService, MicrosoftCredential, MicrosoftSettings, Origin,
    SecretError, SecretKind, SecretPlace, TenantSettings,
};
use std::path::{Path, PathBuf};

/// Names a file with certificates to trust, for every tenant.
const AUTHORITIES: &str = "FIRSTCONTACT_CA_FILE";

/// What the collector needs to know about a tenant, secrets included.
pub(crate) fn settings(
    name: &str,
    tenant: &Tenant,
    language: Language,
) -> Result<TenantSettings, Stop> {
    if tenant.microsoft.is_none() && tenant.apple.is_none() {
        let name = [("name", name)];
        return Err(Stop(language.with("setting-nothing-to-read", &name)));
    }
    let microsoft = tenant
        .microsoft
        .as_ref()
        .map(|it| microsoft(name, it, language));
    let apple = tenant.apple.as_ref().map(|it| apple(name, it, language));
    Ok(TenantSettings {
        name: name.to_owned(),
        microsoft: microsoft.transpose()?,
        apple: apple.transpose()?,
        authorities: authorities(tenant, language)?,
    })
}

fn authorities(tenant: &Tenant, language: Language) -> Result<Option<String>, Stop> {
    let named = tenant.authority_file.clone();
    let Some(path) = named.or_else(|| variable(AUTHORITIES).map(PathBuf::from)) else {
        return Ok(None);
    };
    let text = std::fs::read_to_string(&path);
    let text = text.map_err(|why| unreadable("setting-authorities", &path, &why, language))?;
    Ok(Some(text))
}

fn unreadable(key: &str, path: &Path, why: &std::io::Error, language: Language) -> Stop {
    let (path, why) = (path.display().to_string(), why.to_string());
    Stop(language.with(key, &[("path", &path), ("why", &why)]))
}

fn missing(table: &str, key: &str, variable: &str, language: Language) -> Stop {
    let values = [("table", table), ("key", key), ("variable", variable)];
    Stop(language.with("setting-missing", &values))
}

fn unfetched(why: &SecretError, language: Language) -> Stop {
    Stop(language.told(&why.told()))
}

fn microsoft(name: &str, it: &Microsoft, language: Language) -> Result<MicrosoftSettings, Stop> {
    let table = format!("tenant.{name}.microsoft");
    let credential = credential(&table, it, language)?;
    let missing = |key: &str, name: &str| missing(&table, key, name, language);
    let client = client(it);
    let client = match &credential {
        // The machine's own identity needs no name.
        MicrosoftCredential::ManagedIdentity(_) => client.unwrap_or_default(),
        _ => client.ok_or_else(|| missing("client-id", "AZURE_CLIENT_ID"))?,
    };
    let tenant = said(it.tenant.as_ref(), "AZURE_TENANT_ID");
    Ok(MicrosoftSettings {
        tenant: tenant.ok_or_else(|| missing("tenant", "AZURE_TENANT_ID"))?,
        client,
        credential,
        authority: match &it.authority {
            Some(address) => address.0.clone(),
            None => usual(it.cloud.authority())?,
        },
        graph: match &it.graph {
            Some(address) => address.0.clone(),
            None => usual(it.cloud.graph())?,
        },
    })
}

/// As which application somebody signs in, if that is said.
pub(crate) fn client(it: &Microsoft) -> Option<String> {
    said(it.client_id.as_ref(), "AZURE_CLIENT_ID")
}

fn said(said: Option<&Filled>, name: &str) -> Option<String> {
    let said = said.map(|it| it.0.clone());
    said.or_else(|| variable(name))
}

fn usual(text: &str) -> Result<Origin, Stop> {
    Origin::parse(text).map_err(Stop)
}

fn credential(
    table: &str,
    it: &Microsoft,
    language: Language,
) -> Result<MicrosoftCredential, Stop> {
    let secret = place(
        it.secret_env.as_ref(),
        it.secret_file.as_ref(),
        it.secret_command.as_ref(),
    );
    let key = place(
        it.key_env.as_ref(),
        it.key_file.as_ref(),
        it.key_command.as_ref(),
    );
    let federated = it.federated_token_file.as_ref();
    match (secret, &it.certificate_file, key, it.sign_in, federated) {
        (Named::Once(secret), None, Named::Nowhere, None, None) => {
            let secret = secret
                .fetch(SecretKind::Client)
                .map_err(|why| unfetched(&why, language))?;
            Ok(MicrosoftCredential::Secret(secret))
        }
        (Named::Nowhere, Some(path), Named::Once(key), None, None) => {
            let certificate = std::fs::read_to_string(path)
                .map_err(|why| unreadable("setting-certificate", path, &why, language))?;
            let key = key
                .fetch(SecretKind::CertificateKey)
                .map_err(|why| unfetched(&why, language))?;
            Ok(MicrosoftCredential::Certificate { certificate, key })
        }
        (Named::Nowhere, None, Named::Nowhere, None | Some(SignIn::Federated), Some(file)) => {
            Ok(MicrosoftCredential::Federated(file.clone()))
        }
        (Named::Nowhere, None, Named::Nowhere, Some(way), None) => {
            without_secret(table, it, way, language)
        }
        _ => {
            let table = [("table", table)];
            Err(Stop(language.with("setting-sign-in-once", &table)))
        }
    }
}

fn without_secret(
    table: &str,
    it: &Microsoft,
    way: SignIn,
    language: Language,
) -> Result<MicrosoftCredential, Stop> {
    match way {
        SignIn::DeviceCode => Ok(MicrosoftCredential::DeviceCode),
        SignIn::Federated => {
            let named = "AZURE_FEDERATED_TOKEN_FILE";
            let file = variable(named)
                .ok_or_else(|| missing(table, "federated-token-file", named, language))?;
            Ok(MicrosoftCredential::Federated(file.into()))
        }
        SignIn::ManagedIdentity => {
            let endpoint = variable("IDENTITY_ENDPOINT").zip(variable("IDENTITY_HEADER"));
            let client = it.client_id.as_ref().map(|it| it.0.clone());
            Ok(MicrosoftCredential::ManagedIdentity(match endpoint {
                Some((address, header)) => IdentityService {
                    address,
                    header: Some(header.into()),
                    client,
                },
                None => IdentityService {
                    address: IdentityService::MACHINE.to_owned(),
                    header: None,
                    client,
                },
            }))
        }
    }
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn apple(name: &str, it: &Apple, language: Language) -> Result<AppleSettings, Stop> {
    let Named::Once(key) = place(
        it.key_env.as_ref(),
        it.key_file.as_ref(),
        it.key_command.as_ref(),
    ) else {
        let table = format!("tenant.{name}.apple");
        let table = [("table", table.as_str())];
        return Err(Stop(language.with("setting-key-once", &table)));
    };
    let scope = it.client_id.scope;
    Ok(AppleSettings {
        client: it.client_id.id.clone(),
        key_id: it.key_id.0.clone(),
        key: key
            .fetch(SecretKind::AppleKey)
            .map_err(|why| unfetched(&why, language))?,
        scope,
        account: match &it.apple_account {
            Some(address) => address.0.clone(),
            None => usual(AppleScope::ACCOUNT)?,
        },
        api: match &it.apple_api {
            Some(address) => address.0.clone(),
            None => usual(scope.api())?,
        },
    })
}

/// Whether one place is named, none, or several.
enum Named {
    Nowhere,
    Once(SecretPlace),
    Twice,
}

fn place(
    variable: Option<&Filled>,
    file: Option<&PathBuf>,
    command: Option<&Vec<Filled>>,
) -> Named {
    match (variable, file, command) {
        (None, None, None) => Named::Nowhere,
        (Some(name), None, None) => Named::Once(SecretPlace::Variable(name.0.clone())),
        (None, Some(path), None) => Named::Once(SecretPlace::File(Path::new(path).to_owned())),
        (None, None, Some(words)) => {
            let words = words.iter().map(|word| word.0.clone());
            Named::Once(SecretPlace::Command(words.collect()))
        }
        _ => Named::Twice,
    }
}

/// A secret that is named once, or nowhere.
pub(super) fn secret_of(
    table: &str,
    variable: Option<&Filled>,
    file: Option<&PathBuf>,
    command: Option<&Vec<Filled>>,
) -> Result<Option<secrecy::SecretString>, Stop> {
    match place(variable, file, command) {
        Named::Nowhere => Ok(None),
        Named::Once(secret) => secret
            .fetch(SecretKind::Service)
            .map(Some)
            .map_err(Stop::because),
        Named::Twice => Err(Stop(format!(
            "[{table}] names its secret several times; keep one of them"
        ))),
    }
}
