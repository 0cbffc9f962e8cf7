//! What a client signs in with, and the authority that vouches for the services.

use super::assertion::PublicKey;
use super::entrance::{Entrance, Federated};
use crate::error::LabError;
use crate::random::scrambled;
use crate::world::{Guid, Named, World};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::fs;
use std::io::{self, Write as _};
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An API account at Apple.
#[derive(Clone, Debug)]
pub struct AppleAccount {
    /// The client's identifier.
    pub client: String,
    /// The key's identifier.
    pub key_id: String,
    /// The file of the private key (PEM, PKCS#8).
    pub key: PathBuf,
}

/// An account, and the key that its assertions are held against.
pub(super) struct AppleKey {
    pub(super) account: AppleAccount,
    pub(super) public: PublicKey,
}

/// An app of its own for whoever repairs, with a secret of its own.
pub(super) struct Repairer {
    pub(super) client: String,
    pub(super) secret: String,
    pub(super) permissions: Vec<String>,
}

/// What may open the services.
pub(super) struct Keys {
    pub(super) tenant: String,
    pub(super) domain: String,
    /// The account that serial numbers which somebody uploaded are kept under (microsoft.md §1.2).
    pub(super) account: String,
    pub(super) client: String,
    pub(super) secret: String,
    pub(super) secret_expired: bool,
    pub(super) certificate_key: Option<PublicKey>,
    /// Who may vouch for the app besides itself.
    pub(super) federated: Option<Federated>,
    /// What the endpoint of App Service wants to see.
    pub(super) identity_header: String,
    /// What the app may do, in order.
    pub(super) permissions: Vec<String>,
    /// Who approves a device code.
    pub(super) person: String,
    pub(super) apple: Option<AppleKey>,
    pub(super) repairer: Repairer,
    /// The account at Apple of whoever repairs.
    pub(super) apple_repairer: Option<AppleKey>,
}

impl Keys {
    /// Makes the keys of a world; identifiers and the secret follow from its seed.
    pub(super) fn make(
        world: &World,
        folder: &Path,
        apple: bool,
        entrance: &Entrance,
    ) -> Result<Self, LabError> {
        let secret = scrambled(scrambled(world.seed).rotate_left(9));
        let account = |file, number| apple_key(world, &folder.join(file), number);
        let reads = apple.then(|| account("apple-key.pem", 2)).transpose()?;
        let repairs = apple.then(|| account("apple-repair-key.pem", 6));
        let own = scrambled(secret.rotate_left(21));
        Ok(Self {
            tenant: world.guid(Named::Tenant, 0).to_string(),
            domain: world.domain(),
            account: world.guid(Named::Token, 99).to_string(),
            client: world.guid(Named::Tenant, 1).to_string(),
            secret: format!("lab8Q~{secret:016x}{:016x}", scrambled(secret)),
            secret_expired: entrance.expired_secret,
            certificate_key: None,
            federated: entrance.federated()?,
            identity_header: format!("{:016X}", scrambled(secret.rotate_left(5))),
            permissions: entrance.granted(),
            person: format!("it@{}", world.domain()),
            apple: reads,
            repairer: Repairer {
                client: world.guid(Named::Tenant, 5).to_string(),
                secret: format!("lab8Q~{own:016x}{:016x}", scrambled(own)),
                permissions: entrance.repairs(),
            },
            apple_repairer: repairs.transpose()?,
        })
    }
}

fn apple_key(world: &World, path: &Path, number: u64) -> Result<AppleKey, LabError> {
    let pair = KeyPair::generate().map_err(unmade)?;
    write_secret(path, &pair.serialize_pem()).map_err(LabError::writing(path))?;
    let public = PublicKey::of_apple(&pair.public_key_pem());
    let public = public.ok_or_else(|| LabError::Asked("cannot read a new key".to_owned()))?;
    let id = |number: u64| Guid::of(world.seed, Named::Tenant as u64, number).to_string();
    let account = AppleAccount {
        client: format!("BUSINESSAPI.{}", id(number)),
        key_id: id(number + 1),
        key: path.to_owned(),
    };
    Ok(AppleKey { account, public })
}

/// Writes a file that only its owner may read: careful clients refuse any other.
fn write_secret(path: &Path, text: &str) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)?.write_all(text.as_bytes())
}

/// What HTTPS needs.
pub(super) struct Tls {
    pub(super) authority: PathBuf,
    pub(super) config: Arc<rustls::ServerConfig>,
}

/// Makes an authority and a certificate for this address.
pub(super) fn authority(folder: &Path, address: IpAddr) -> Result<Tls, LabError> {
    let ca_pair = KeyPair::generate().map_err(unmade)?;
    let mut ca = CertificateParams::default();
    ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    ca.distinguished_name
        .push(DnType::CommonName, "firstcontact lab");
    let path = folder.join("lab-ca.pem");
    let certificate = ca.self_signed(&ca_pair).map_err(unmade)?;
    fs::write(&path, certificate.pem()).map_err(LabError::writing(&path))?;
    let issuer = Issuer::new(ca, ca_pair);

    let pair = KeyPair::generate().map_err(unmade)?;
    let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    if address.to_string() != names[1] {
        names.push(address.to_string());
    }
    let mut leaf = CertificateParams::new(names).map_err(unmade)?;
    leaf.distinguished_name
        .push(DnType::CommonName, "firstcontact lab services");
    leaf.use_authority_key_identifier_extension = true;
    leaf.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth];
    let leaf = leaf.signed_by(&pair, &issuer).map_err(unmade)?;
    let chain: Vec<CertificateDer<'static>> = vec![leaf.der().clone()];
    let key = PrivateKeyDer::try_from(pair.serialize_der());
    let key = key.map_err(|why| LabError::Asked(why.to_owned()))?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain, key))
        .map_err(unmade)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Tls {
        authority: path,
        config: Arc::new(config),
    })
}

fn unmade(why: impl std::fmt::Display) -> LabError {
    LabError::Asked(format!("cannot make the lab's keys: {why}"))
}
