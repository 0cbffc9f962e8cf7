//! What an answer must look like. A check gives the answer as it will be written.

use super::CLOUDS;
use super::ask::Wrong;

type Checked = Result<String, Wrong>;

/// A name that needs no quotes in the file, and no escape on a command line.
pub(super) fn name(text: &str) -> Checked {
    let plain = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_');
    let good = (1..=40).contains(&text.len()) && text.bytes().all(plain);
    kept(text, good && !text.starts_with('-'), "init-wrong-name")
}

/// A directory's id, or a domain.
pub(super) fn directory(text: &str) -> Checked {
    let label = |part: &str| {
        let plain = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
        !part.is_empty() && part.bytes().all(plain)
    };
    let is_domain = text.contains('.') && text.len() <= 253 && text.split('.').all(label);
    kept(text, is_guid(text) || is_domain, "init-wrong-directory")
}

/// An application's id.
pub(super) fn guid(text: &str) -> Checked {
    kept(text, is_guid(text), "init-wrong-guid")
}

/// One of Microsoft's clouds.
pub(super) fn cloud(text: &str) -> Checked {
    let text = text.to_ascii_lowercase();
    let known = CLOUDS.iter().any(|(word, _)| *word == text);
    kept(&text, known, "init-wrong-cloud")
}

/// The number of a way to sign in.
pub(super) fn way(text: &str) -> Checked {
    kept(
        text,
        matches!(text, "1" | "2" | "3" | "4" | "5" | "6"),
        "init-wrong-way",
    )
}

/// The name of an environment variable; whoever pastes the secret itself is told.
pub(super) fn variable(text: &str) -> Checked {
    let plain = |c: u8| c.is_ascii_alphanumeric() || c == b'_';
    let good = (1..=64).contains(&text.len()) && text.bytes().all(plain);
    let good = good && !text.starts_with(|c: char| c.is_ascii_digit());
    kept(text, good, "init-wrong-variable")
}

/// A path. Whether something lies there is said, but may come later.
pub(super) fn path(text: &str) -> Checked {
    let good = !text.is_empty() && !text.contains(char::is_control);
    // A key that somebody pastes begins so, and must not stand in the file.
    kept(text, good && !text.starts_with("-----"), "init-wrong-path")
}

/// The client id of an API account at Apple.
pub(super) fn apple_client(text: &str) -> Checked {
    let rest = ["BUSINESSAPI.", "SCHOOLAPI."]
        .iter()
        .find_map(|front| text.strip_prefix(front));
    let good = rest.is_some_and(|rest| !rest.is_empty() && rest.bytes().all(in_an_id));
    kept(text, good, "init-wrong-apple-client")
}

/// The id of a key at Apple.
pub(super) fn apple_key(text: &str) -> Checked {
    let good = (1..=100).contains(&text.len()) && text.bytes().all(in_an_id);
    kept(text, good, "init-wrong-apple-key")
}

fn in_an_id(c: u8) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b'.')
}

/// `8f0c2b7e-1111-4222-8333-444455556666`.
fn is_guid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|c| c.is_ascii_hexdigit() || c == b'-')
}

fn kept(text: &str, good: bool, wrong: &'static str) -> Checked {
    if good {
        Ok(text.to_owned())
    } else {
        Err(Wrong(wrong))
    }
}

#[cfg(test)]
mod tests {
    use super::{apple_client, apple_key, directory, guid, name, path, variable};

    #[test]
    fn answers_are_held_against_what_they_must_be() {
        let id = "8f0c2b7e-1111-4222-8333-444455556666";
        assert!(guid(id).is_ok() && directory(id).is_ok() && apple_key(id).is_ok());
        assert!(directory("contoso.onmicrosoft.com").is_ok());
        for bad in ["", "contoso", "https://contoso.com", "a..b", "a b.c"] {
            assert!(directory(bad).is_err(), "{bad}");
        }
        assert!(guid("8f0c2b7e-1111-4222-8333-44445555666").is_err());
        assert!(name("contoso_2").is_ok() && name("a b").is_err() && name("-a").is_err());
        assert!(apple_client("BUSINESSAPI.1f").is_ok() && apple_client("BUSINESSAPI.").is_err());
    }

    #[test]
    fn a_pasted_secret_is_no_place() {
        assert!(variable("CONTOSO_SECRET").is_ok());
        for secret in [
            "lab8Q~00ab34cd",
            "8f0c2b7e-1111-4222-8333-444455556666",
            "p@ss",
        ] {
            assert!(variable(secret).is_err(), "{secret}");
        }
        assert!(path("-----BEGIN EC PRIVATE KEY-----").is_err());
    }
}
