//! Whether a host can be reached from here, and who vouches for it: name, connection, certificate.
//! Of TLS only the greeting is sent; it is broken off as soon as the certificate is seen.

use crate::certificate::outline;
use enrollment::moment::Moment;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme};
use std::net::{TcpStream, ToSocketAddrs};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(5);
/// Addresses of a host that are tried.
const ADDRESSES_MAX: usize = 4;

/// A host that a device needs on its way into management (apple.md §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// Its name.
    pub host: &'static str,
    /// Its port.
    pub port: u16,
    /// What for: `activation`, `enrollment`, `push`, `updates`, `intune`, `captive`.
    pub purpose: &'static str,
}

const fn needed(host: &'static str, port: u16, purpose: &'static str) -> Needed {
    Needed {
        host,
        port,
        purpose,
    }
}

/// What must be reachable from the network in which devices are set up.
pub const DEVICE_HOSTS: [Needed; 18] = [
    needed("albert.apple.com", 443, "activation"),
    needed("gs.apple.com", 443, "activation"),
    needed("humb.apple.com", 443, "activation"),
    needed("tbsc.apple.com", 443, "activation"),
    needed("captive.apple.com", 80, "captive"),
    needed("iprofiles.apple.com", 443, "enrollment"),
    needed("deviceenrollment.apple.com", 443, "enrollment"),
    needed("deviceservices-external.apple.com", 443, "enrollment"),
    needed("mdmenrollment.apple.com", 443, "enrollment"),
    needed("setup.icloud.com", 443, "enrollment"),
    needed("1-courier.push.apple.com", 443, "push"),
    needed("1-courier.push.apple.com", 5223, "push"),
    needed("gdmf.apple.com", 443, "updates"),
    needed("vpp.itunes.apple.com", 443, "updates"),
    needed("login.microsoftonline.com", 443, "intune"),
    needed("manage.microsoft.com", 443, "intune"),
    needed("enrollment.manage.microsoft.com", 443, "intune"),
    needed("enterpriseregistration.windows.net", 443, "intune"),
];

/// Organisations that vouch for Apple's and Microsoft's hosts. Whoever else does stands between.
const USUAL: [&str; 3] = ["apple inc", "digicert", "microsoft corporation"];

/// How far one comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The name is not known here.
    NoName(String),
    /// Nothing listens, or something drops what is sent.
    NoConnection(String),
    /// Connected, but no certificate came.
    NoTls(String),
    /// Connected; TLS was not asked for.
    Connected,
    /// Connected, and the host showed this certificate.
    Certified(Certificate),
}

/// Who vouches for a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Organisation and name of the issuer.
    pub issuer: String,
    /// Until when.
    pub until: Option<Moment>,
    /// Whether a host of Apple or Microsoft usually has this issuer; true for all other hosts.
    pub usual: bool,
}

/// Looks for a host.
pub fn look(host: &str, port: u16, tls: bool) -> Reach {
    let bare = host.trim_matches(['[', ']']);
    let addresses = match (bare, port).to_socket_addrs() {
        Ok(addresses) => addresses,
        Err(why) => return Reach::NoName(why.to_string()),
    };
    let mut last = "the name has no address".to_owned();
    for address in addresses.take(ADDRESSES_MAX) {
        match TcpStream::connect_timeout(&address, PATIENCE) {
            Ok(stream) if tls => return greeted(bare, stream),
            Ok(_) => return Reach::Connected,
            Err(why) => last = why.to_string(),
        }
    }
    Reach::NoConnection(last)
}

fn greeted(host: &str, mut stream: TcpStream) -> Reach {
    let seen = Arc::new(Seen::new());
    let lookout = Arc::clone(&seen);
    let told = client(host, lookout).and_then(|mut client| {
        let calm = stream.set_read_timeout(Some(PATIENCE));
        calm.and_then(|()| stream.set_write_timeout(Some(PATIENCE)))
            .map_err(|why| why.to_string())?;
        while client.is_handshaking() {
            client
                .complete_io(&mut stream)
                .map_err(|why| why.to_string())?;
        }
        Ok(())
    });
    let seen = seen
        .leaf
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .take();
    match (seen.as_deref().and_then(|der| certificate(host, der)), told) {
        (Some(certificate), _) => Reach::Certified(certificate),
        (None, Err(why)) => Reach::NoTls(why),
        (None, Ok(())) => Reach::NoTls("no certificate was shown".to_owned()),
    }
}

fn client(host: &str, lookout: Arc<Seen>) -> Result<ClientConnection, String> {
    let name = ServerName::try_from(host.to_owned()).map_err(|why| why.to_string())?;
    let provider = Arc::clone(&lookout.provider);
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|why| why.to_string())?
        .dangerous()
        .with_custom_certificate_verifier(lookout)
        .with_no_client_auth();
    ClientConnection::new(Arc::new(config), name).map_err(|why| why.to_string())
}

fn certificate(host: &str, der: &[u8]) -> Option<Certificate> {
    let seen = outline(der)?;
    let parts = [seen.organisation.as_str(), seen.name.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(Certificate {
        usual: is_usual(host, &seen.organisation),
        issuer: parts.join(", "),
        until: seen.until,
    })
}

/// Whether this organisation is one that vouches for this host when nobody stands between.
fn is_usual(host: &str, organisation: &str) -> bool {
    let theirs = [
        "apple.com",
        "icloud.com",
        "microsoft.com",
        "microsoft.us",
        "microsoftonline.com",
        "microsoftonline.us",
        "chinacloudapi.cn",
        "windows.net",
    ];
    let inside = |domain: &str| {
        let front = host.strip_suffix(domain);
        front.is_some_and(|front| front.is_empty() || front.ends_with('.'))
    };
    let organisation = organisation.to_ascii_lowercase();
    !theirs.into_iter().any(inside) || USUAL.iter().any(|usual| organisation.starts_with(usual))
}

/// Remembers the certificate and refuses it, so that nothing is ever sent over such a connection.
#[derive(Debug)]
struct Seen {
    provider: Arc<CryptoProvider>,
    leaf: Mutex<Option<Vec<u8>>>,
}

impl Seen {
    fn new() -> Self {
        Self {
            provider: Arc::new(rustls::crypto::aws_lc_rs::default_provider()),
            leaf: Mutex::default(),
        }
    }
}

impl ServerCertVerifier for Seen {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let mut seen = self.leaf.lock().unwrap_or_else(PoisonError::into_inner);
        *seen = Some(leaf.to_vec());
        Err(Error::General("seen".to_owned()))
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("seen".to_owned()))
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Err(Error::General("seen".to_owned()))
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider
            .signature_verification_algorithms
            .supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use super::{Reach, is_usual, look};
    use std::net::TcpListener;

    #[test]
    fn whoever_stands_between_is_not_usual() {
        assert!(is_usual("albert.apple.com", "Apple Inc."));
        assert!(is_usual("graph.microsoft.com", "DigiCert Inc"));
        assert!(!is_usual("albert.apple.com", "Contoso Proxy"));
        assert!(!is_usual("graph.microsoft.com", ""));
        assert!(
            is_usual("pineapple.com", "Let's Encrypt"),
            "somebody else's host"
        );
    }

    #[test]
    fn a_closed_port_and_a_silent_one_are_told_apart() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        assert_eq!(look("127.0.0.1", port, false), Reach::Connected);
        // The first look still waits to be taken; the second meets whoever hangs up.
        let rude = std::thread::spawn(move || {
            for _ in 0..2 {
                drop(listener.accept());
            }
        });
        assert!(matches!(look("127.0.0.1", port, true), Reach::NoTls(_)));
        rude.join().unwrap();
        assert!(matches!(
            look("127.0.0.1", port, true),
            Reach::NoConnection(_)
        ));
    }
}
