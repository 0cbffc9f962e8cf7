//! What a person can do about a service that cannot be reached: networks say little, and each of
//! their words has another next step.

/// What kind of failure the network's words tell of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// The name is not known.
    Name,
    /// Somebody answers with a certificate of an authority that nobody here trusts.
    Authority,
    /// The certificate is outside its time.
    Expired,
    /// The certificate is for another name.
    OtherName,
    /// Anything else.
    Other,
}

fn kind(why: &str) -> Kind {
    let has = |words: &[&str]| words.iter().any(|word| why.contains(word));
    if has(&[
        "lookup address",
        "dns error",
        "No such host",
        "nodename nor servname",
    ]) {
        Kind::Name
    } else if has(&[
        "UnknownIssuer",
        "self-signed",
        "not trusted",
        "unknown issuer",
    ]) {
        Kind::Authority
    } else if has(&[
        "certificate expired",
        "Expired",
        "NotValidYet",
        "not valid yet",
    ]) {
        Kind::Expired
    } else if has(&["NotValidForName", "not valid for name"]) {
        Kind::OtherName
    } else {
        Kind::Other
    }
}

/// Whether trying again can help.
pub(super) fn may_pass(why: &str) -> bool {
    matches!(kind(why), Kind::Name | Kind::Other)
}

/// One paragraph: what happened, why, and what to do.
pub(super) fn told(host: &str, why: &str) -> String {
    let again = "then run the same command again: it goes on where it stopped";
    match kind(why) {
        Kind::Name => format!(
            "cannot reach {host}: nobody knows this name ({why}); check its spelling in the \
             configuration and this machine's DNS, {again}"
        ),
        Kind::Authority => format!(
            "cannot trust {host}: its certificate comes from an authority that this machine does \
             not know ({why}). Something between here and there opens TLS, most likely a proxy: \
             let its administrator exempt {host}, or name its authority's certificate (PEM) with \
             authority-file or FIRSTCONTACT_CA_FILE, {again}"
        ),
        Kind::Expired => format!(
            "cannot trust {host}: its certificate is outside its time ({why}); check this \
             machine's clock first, and whether a proxy with an old certificate stands between, \
             {again}"
        ),
        Kind::OtherName => format!(
            "cannot trust {host}: whoever answers there is somebody else ({why}); check the \
             address in the configuration, and whether a proxy or a captive portal answers, {again}"
        ),
        Kind::Other => format!(
            "cannot reach {host}: {why}; check the network, the proxy (HTTPS_PROXY) and the \
             firewall for {host}, {again}"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{may_pass, told};

    #[test]
    fn each_failure_has_its_own_next_step() {
        for (why, next, again) in [
            ("failed to lookup address information: x", "DNS", true),
            (
                "invalid peer certificate: UnknownIssuer",
                "authority-file",
                false,
            ),
            (
                "invalid peer certificate: certificate expired",
                "clock",
                false,
            ),
            (
                "invalid peer certificate: certificate not valid for name \"x\"",
                "captive",
                false,
            ),
            ("Connection refused (os error 111)", "HTTPS_PROXY", true),
        ] {
            let said = told("graph.example", why);
            assert!(said.contains(next) && said.contains(why), "{said}");
            assert_eq!(may_pass(why), again, "{why}");
        }
    }
}
