//! Whether a host can be reached from here, and who vouches for it: name, connection, certificate.
//! Of TLS only the greeting is sent; it is broken off as soon as the certificate is seen.

use crate::certificate::outline;
use crate::device_hosts::By;
use enrollment::moment::Moment;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme};
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream, ToSocketAddrs, UdpSocket};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(5);
/// Addresses of a host that are tried.
const ADDRESSES_MAX: usize = 4;
/// A question for the time: version 4, from a client (RFC 4330 §4), and nothing else said.
const TIME_QUESTION: [u8; 48] = {
    let mut question = [0; 48];
    question[0] = 0b00_100_011;
    question
};
/// Where an answer says that it is one of a server (RFC 4330 §4).
const MODE_SERVER: u8 = 4;

/// Organisations that vouch for Apple's and Microsoft's hosts. Whoever else does stands between.
const USUAL: [&str; 3] = ["apple inc", "digicert", "microsoft corporation"];

/// How far one comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The name is not known here.
    NoName(String),
    /// Nothing listens, or the way is shut.
    NoConnection(String),
    /// No answer in time: something drops what is sent.
    TimedOut,
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

/// Whom a name stands for. Looks go through it, so that they can be tried without the world.
pub trait Names: Sync {
    /// The addresses of a host.
    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>>;

    /// How long to wait for an answer.
    fn patience(&self) -> Duration {
        PATIENCE
    }
}

/// The names that this machine knows.
pub struct MachineNames;

impl Names for MachineNames {
    fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
        Ok((host, port).to_socket_addrs()?.collect())
    }
}

/// Looks for a host.
pub fn look(host: &str, port: u16, by: By, names: &dyn Names) -> Reach {
    let bare = host.trim_matches(['[', ']']);
    let addresses = match names.addresses(bare, port) {
        Ok(addresses) => addresses,
        Err(why) => return Reach::NoName(why.to_string()),
    };
    let patience = names.patience();
    let mut last = Reach::NoConnection("the name has no address".to_owned());
    for address in addresses.into_iter().take(ADDRESSES_MAX) {
        if by == By::Time {
            match told_the_time(address, patience) {
                Ok(()) => return Reach::Connected,
                Err(why) => last = unreached(&why),
            }
            continue;
        }
        match TcpStream::connect_timeout(&address, patience) {
            Ok(stream) if by == By::Tls => return greeted(bare, stream, patience),
            Ok(_) => return Reach::Connected,
            Err(why) => last = unreached(&why),
        }
    }
    last
}

fn unreached(why: &io::Error) -> Reach {
    if is_timeout(why) {
        Reach::TimedOut
    } else {
        Reach::NoConnection(why.to_string())
    }
}

/// A read that waits too long is told in one of two ways, depending on the system.
fn is_timeout(why: &io::Error) -> bool {
    matches!(why.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock)
}

/// Asks for the time, and looks no further at the answer than whether a server of time sent it.
fn told_the_time(address: SocketAddr, patience: Duration) -> io::Result<()> {
    let here: SocketAddr = if address.is_ipv4() {
        (Ipv4Addr::UNSPECIFIED, 0).into()
    } else {
        (Ipv6Addr::UNSPECIFIED, 0).into()
    };
    let socket = UdpSocket::bind(here)?;
    socket.set_read_timeout(Some(patience))?;
    socket.connect(address)?;
    socket.send(&TIME_QUESTION)?;
    let mut answer = [0; TIME_QUESTION.len()];
    let length = socket.recv(&mut answer)?;
    if length == answer.len() && answer[0] & 0b111 == MODE_SERVER {
        Ok(())
    } else {
        Err(io::Error::other("what answered is no server of time"))
    }
}

fn greeted(host: &str, mut stream: TcpStream, patience: Duration) -> Reach {
    let seen = Arc::new(Seen::new());
    let lookout = Arc::clone(&seen);
    let told = client(host, lookout).and_then(|mut client| {
        stream.set_read_timeout(Some(patience))?;
        stream.set_write_timeout(Some(patience))?;
        while client.is_handshaking() {
            client.complete_io(&mut stream)?;
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
        (None, Err(why)) if is_timeout(&why) => Reach::TimedOut,
        (None, Err(why)) => Reach::NoTls(why.to_string()),
        (None, Ok(())) => Reach::NoTls("no certificate was shown".to_owned()),
    }
}

fn client(host: &str, lookout: Arc<Seen>) -> io::Result<ClientConnection> {
    let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
    let provider = Arc::clone(&lookout.provider);
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .dangerous()
        .with_custom_certificate_verifier(lookout)
        .with_no_client_auth();
    ClientConnection::new(Arc::new(config), name).map_err(io::Error::other)
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
pub(crate) mod tests {
    use super::{MachineNames, Names, Reach, is_usual, look};
    use crate::device_hosts::By;
    use rustls::pki_types::PrivatePkcs8KeyDer;
    use rustls::{ServerConfig, ServerConnection};
    use std::collections::BTreeMap;
    use std::io::{self, ErrorKind};
    use std::net::{SocketAddr, TcpListener, UdpSocket};
    use std::sync::Arc;
    use std::time::Duration;

    /// Names that stand for this machine's own ports; every other one is unknown.
    #[derive(Default)]
    pub(crate) struct Pretended(pub(crate) BTreeMap<(&'static str, u16), SocketAddr>);

    impl Names for Pretended {
        fn addresses(&self, host: &str, port: u16) -> io::Result<Vec<SocketAddr>> {
            let mut known = self.0.iter();
            let found = known.find(|((name, at), _)| *name == host && *at == port);
            let unknown = || io::Error::new(ErrorKind::NotFound, "no such name");
            found.map(|(_, it)| vec![*it]).ok_or_else(unknown)
        }

        fn patience(&self) -> Duration {
            Duration::from_millis(300)
        }
    }

    impl Pretended {
        fn one(address: SocketAddr) -> Self {
            Self(BTreeMap::from([(("albert.apple.com", 443), address)]))
        }
    }

    /// A server of TLS whose certificate an organisation of this name issued; it greets until the
    /// test ends.
    pub(crate) fn vouched_by(organisation: &str) -> SocketAddr {
        let mut about = rcgen::CertificateParams::new(Vec::new()).unwrap();
        let name = rcgen::DnType::OrganizationName;
        about.distinguished_name.push(name, organisation);
        let issuer_key = rcgen::KeyPair::generate().unwrap();
        let issuer = rcgen::Issuer::new(about, issuer_key);
        let key = rcgen::KeyPair::generate().unwrap();
        let leaf = rcgen::CertificateParams::new(vec!["albert.apple.com".to_owned()]).unwrap();
        let leaf = leaf.signed_by(&key, &issuer).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let secret = PrivatePkcs8KeyDer::from(key.serialize_der()).into();
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], secret)
            .unwrap();
        let config = Arc::new(config);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let mut stream = stream;
                let mut server = ServerConnection::new(Arc::clone(&config)).unwrap();
                // The client breaks off when it has seen the certificate.
                while server.is_handshaking() && server.complete_io(&mut stream).is_ok() {}
            }
        });
        address
    }

    fn looked(names: &Pretended, by: By) -> Reach {
        look("albert.apple.com", 443, by, names)
    }

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
    fn whoever_vouches_for_a_host_is_seen() {
        for (organisation, usual) in [("Apple Inc.", true), ("Contoso Proxy", false)] {
            let names = Pretended::one(vouched_by(organisation));
            let Reach::Certified(seen) = looked(&names, By::Tls) else {
                panic!("no certificate of {organisation}");
            };
            assert!(seen.issuer.starts_with(organisation), "{}", seen.issuer);
            assert_eq!(seen.usual, usual, "{organisation}");
        }
    }

    #[test]
    fn an_unknown_name_and_a_host_that_says_nothing_are_told_apart() {
        assert!(matches!(
            looked(&Pretended::default(), By::Tls),
            Reach::NoName(_)
        ));
        // It listens, and nobody ever takes what waits.
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let names = Pretended::one(silent.local_addr().unwrap());
        assert_eq!(looked(&names, By::Tls), Reach::TimedOut);
        assert_eq!(looked(&names, By::Tcp), Reach::Connected);
    }

    #[test]
    fn a_server_of_time_answers_and_others_do_not() {
        let server = UdpSocket::bind("127.0.0.1:0").unwrap();
        let names = Pretended::one(server.local_addr().unwrap());
        let answers = std::thread::spawn(move || {
            for answer in [0b00_100_100, 0] {
                let mut question = [0; 48];
                let (_, from) = server.recv_from(&mut question).unwrap();
                assert_eq!(question[0], 0b00_100_011);
                question[0] = answer;
                server.send_to(&question, from).unwrap();
            }
            server
        });
        assert_eq!(looked(&names, By::Time), Reach::Connected);
        assert!(matches!(looked(&names, By::Time), Reach::NoConnection(_)));
        let _silent = answers.join().unwrap();
        assert_eq!(looked(&names, By::Time), Reach::TimedOut);
    }

    #[test]
    fn a_closed_port_and_a_rude_one_are_told_apart() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let look = |by| look("127.0.0.1", port, by, &MachineNames);
        assert_eq!(look(By::Tcp), Reach::Connected);
        // The first look still waits to be taken; the second meets whoever hangs up.
        let rude = std::thread::spawn(move || {
            for _ in 0..2 {
                drop(listener.accept());
            }
        });
        assert!(matches!(look(By::Tls), Reach::NoTls(_)));
        rude.join().unwrap();
        assert!(matches!(look(By::Tls), Reach::NoConnection(_)));
    }
}
