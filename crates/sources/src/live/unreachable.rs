//! What a person can do about a service that cannot be reached: networks say little, and each of
//! their words has another next step.

use crate::told::{Told, told};

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
pub fn may_pass(why: &str) -> bool {
    matches!(kind(why), Kind::Name | Kind::Other)
}

/// One paragraph: what happened, why, and what to do.
pub(super) fn tell(host: &str, why: &str) -> Told {
    let key = match kind(why) {
        Kind::Name => "unreachable-name",
        Kind::Authority => "unreachable-authority",
        Kind::Expired => "unreachable-expired",
        Kind::OtherName => "unreachable-other-name",
        Kind::Other => "unreachable",
    };
    told(key).with("host", host).with("why", why)
}

#[cfg(test)]
mod tests {
    use super::{may_pass, tell};

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
            let said = tell("graph.example", why).to_string();
            assert!(said.contains(next) && said.contains(why), "{said}");
            assert_eq!(may_pass(why), again, "{why}");
        }
    }
}
