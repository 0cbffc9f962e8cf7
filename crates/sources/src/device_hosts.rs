//! The hosts that a device needs on its way into management, each with where that is published.

/// A host that a device needs on its way into management.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Needed {
    /// Its name.
    pub host: &'static str,
    /// Its port.
    pub port: u16,
    /// How it is spoken to.
    pub by: By,
    /// What for: `activation`, `enrollment`, `push`, `updates`, `intune`, `captive`, `time`,
    /// `certificates`.
    pub purpose: &'static str,
    /// Where its need is published.
    pub source: &'static str,
}

/// How a host is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Over TLS.
    Tls,
    /// Over a bare connection.
    Tcp,
    /// With a question for the time (SNTP, RFC 4330).
    Time,
}

/// *Use Apple products on enterprise networks*, support.apple.com/101555 (apple.md §6).
const APPLE: &str = "support.apple.com/101555";
/// *Network endpoints for Microsoft Intune*, learn.microsoft.com.
const INTUNE: &str = "learn.microsoft.com/intune/intune-service/fundamentals/intune-endpoints";
/// *Office 365 URLs and IP address ranges*, learn.microsoft.com: signing in.
const OFFICE: &str = "learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges";

const fn tls(host: &'static str, purpose: &'static str, source: &'static str) -> Needed {
    Needed {
        host,
        port: 443,
        by: By::Tls,
        purpose,
        source,
    }
}

const fn at(port: u16, by: By, needed: Needed) -> Needed {
    Needed { port, by, ..needed }
}

/// What must be reachable from the network in which devices are set up.
pub const DEVICE_HOSTS: [Needed; 21] = [
    tls("albert.apple.com", "activation", APPLE),
    tls("gs.apple.com", "activation", APPLE),
    tls("humb.apple.com", "activation", APPLE),
    tls("tbsc.apple.com", "activation", APPLE),
    at(80, By::Tcp, tls("captive.apple.com", "captive", APPLE)),
    tls("iprofiles.apple.com", "enrollment", APPLE),
    tls("deviceenrollment.apple.com", "enrollment", APPLE),
    tls("deviceservices-external.apple.com", "enrollment", APPLE),
    tls("mdmenrollment.apple.com", "enrollment", APPLE),
    tls("setup.icloud.com", "enrollment", APPLE),
    tls("1-courier.push.apple.com", "push", APPLE),
    at(
        5223,
        By::Tls,
        tls("1-courier.push.apple.com", "push", APPLE),
    ),
    at(123, By::Time, tls("time.apple.com", "time", APPLE)),
    at(80, By::Tcp, tls("ocsp.apple.com", "certificates", APPLE)),
    tls("ppq.apple.com", "certificates", APPLE),
    tls("gdmf.apple.com", "updates", APPLE),
    tls("vpp.itunes.apple.com", "updates", APPLE),
    tls("login.microsoftonline.com", "intune", OFFICE),
    tls("manage.microsoft.com", "intune", INTUNE),
    tls("enrollment.manage.microsoft.com", "intune", INTUNE),
    tls("enterpriseregistration.windows.net", "intune", OFFICE),
];

#[cfg(test)]
mod tests {
    use super::DEVICE_HOSTS;
    use std::collections::BTreeSet;

    #[test]
    fn each_door_is_listed_once_with_where_it_is_published() {
        let doors: BTreeSet<_> = DEVICE_HOSTS.iter().map(|it| (it.host, it.port)).collect();
        assert_eq!(doors.len(), DEVICE_HOSTS.len());
        for it in DEVICE_HOSTS {
            assert!(
                it.source.contains('/') && !it.purpose.is_empty(),
                "{}",
                it.host
            );
        }
    }
}
