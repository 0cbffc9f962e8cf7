//! The address of a service. Unencrypted only where nobody can listen: on this machine.

use reqwest::Url;
use std::fmt;

/// Scheme, host and port of a service, without a path.
#[derive(Clone, PartialEq, Eq)]
pub struct Origin(Url);

impl Origin {
    /// `https://host[:port]`, or `http://` where the host is this machine.
    pub fn parse(text: &str) -> Result<Self, String> {
        let right = "write https://HOST, or http://127.0.0.1:PORT for a service on this machine";
        let url =
            Url::parse(text).map_err(|why| format!("{text:?} is no address ({why}); {right}"))?;
        let bare = matches!(url.path(), "" | "/")
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if !bare || url.host_str().is_none() {
            return Err(format!(
                "an address has no path, query or user here; {right}"
            ));
        }
        match url.scheme() {
            "https" => Ok(Self(url)),
            "http" if is_here(&url) => Ok(Self(url)),
            scheme => Err(format!(
                "{scheme}:// would send secrets in the open; {right}"
            )),
        }
    }

    /// Whether the service runs on this machine, where no proxy stands between.
    pub fn is_here(&self) -> bool {
        is_here(&self.0)
    }

    /// The host, for messages.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    /// A path, with its query, at this service.
    pub fn at(&self, path: &str) -> Option<Url> {
        let base = self.0.as_str().trim_end_matches('/');
        let url = Url::parse(&format!("{base}{path}")).ok()?;
        self.owns(&url).then_some(url)
    }

    /// Whether a link leads to this service: only there the token may go.
    pub fn owns(&self, url: &Url) -> bool {
        url.origin() == self.0.origin() && url.username().is_empty() && url.password().is_none()
    }

    /// The address without a slash at its end.
    pub(super) fn text(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

fn is_here(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost") => true,
        Some(host) => host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback()),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Origin;
    use reqwest::Url;

    #[test]
    fn only_this_machine_may_be_spoken_to_in_the_open() {
        for good in [
            "https://graph.microsoft.com",
            "http://127.0.0.1:80/",
            "http://[::1]:9",
        ] {
            assert!(Origin::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://graph.microsoft.com",
            "graph",
            "ftp://x",
            "https://u:p@x",
            "https://x/v1",
        ] {
            let why = Origin::parse(bad).unwrap_err();
            assert!(why.contains("https://HOST"), "{bad}: {why}");
        }
    }

    #[test]
    fn a_link_elsewhere_is_not_followed() {
        let origin = Origin::parse("https://graph.microsoft.com").unwrap();
        let owns = |text| origin.owns(&Url::parse(text).unwrap());
        assert!(owns("https://graph.microsoft.com:443/beta/x?a=b"));
        assert!(!owns("https://graph.microsoft.com.evil.example/x"));
        assert!(!owns("http://graph.microsoft.com/x"));
        assert!(!owns("https://graph.microsoft.com:444/x"));
    }
}
