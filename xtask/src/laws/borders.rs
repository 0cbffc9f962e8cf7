//! What may happen at one place only: asking the time, drawing chance, writing to a tenant.

use super::Breach;
use super::rust_text::RustText;
use crate::repository::Repository;

/// The one file that may ask the time and draw chance.
const CLOCK: &str = "crates/firstcontact/src/clock.rs";
/// Where the pretended world draws its chance, from a seed.
const DICE: &str = "crates/lab/src/random.rs";
const TIME: [&str; 4] = [
    "SystemTime::now",
    "Instant::now",
    "Timestamp::now",
    "Zoned::now",
];
const CHANCE: [&str; 7] = [
    "RandomState",
    "rand",
    "rand_chacha",
    "rand_distr",
    "fastrand",
    "getrandom",
    "thread_rng",
];
/// HTTP's methods that change something, as names and as texts.
const WRITES: [&str; 4] = ["POST", "PUT", "PATCH", "DELETE"];

/// Where writes to a tenant live, and where they are pretended.
const HANDS: &str = "crates/actions/";
const PRETENDED: &str = "crates/lab/";
/// The one file of the hands that sends.
const WIRE: &str = "crates/actions/src/wire.rs";
/// Ends of vendors' addresses that change something.
const WRITING_ENDS: [&str; 7] = [
    "orgDeviceActivities",
    "syncWithAppleDeviceEnrollmentProgram",
    "updateDeviceProfileAssignment",
    "setDefaultProfile",
    "syncDevice",
    "retire",
    "wipe",
];
/// What is never done to a tenant (causality.md §4.3, invariant 10), in vendors' words.
const NEVER: [&str; 10] = [
    "RELEASE_DEVICES",
    "UNASSIGN_DEVICES",
    "releaseAppleDevices",
    "uploadDepToken",
    "generateEncryptionPublicKey",
    "applePushNotificationCertificate",
    "conditionalAccess",
    "executeAction",
    "DELETE",
    "PUT",
];
/// The HTTP client's ways to send something that changes, as they are called.
const SENDING: [&str; 4] = [".post(", ".patch(", ".put(", ".delete("];

/// Only hands know a vendor's address that changes something, and among them one file sends. A
/// build without that crate has no such call.
pub fn only_hands_write(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let outside =
        |path: &str| is_product(path) && !path.starts_with(HANDS) && !path.starts_with(PRETENDED);
    for (path, source) in repository.rust().filter(|(path, _)| outside(path)) {
        for (line, text) in RustText::without_tests(source).strings {
            if let Some(end) = WRITING_ENDS.iter().find(|end| ends_with(&text, end)) {
                breaches.push(Breach::at(
                    path,
                    line,
                    format!("{end} changes a tenant: its address belongs into {HANDS}src alone"),
                ));
            }
        }
    }
    breaches.extend(hands_keep_to_their_writes(repository));
    breaches
}

/// Whether a text is an address that ends so: a whole part of a path.
fn ends_with(text: &str, end: &str) -> bool {
    let before = text.trim_end_matches('/').strip_suffix(end);
    before.is_some_and(|before| before.ends_with('/'))
}

fn hands_keep_to_their_writes(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    let product = |path: &str| path.starts_with("crates/actions/src/") && !path.contains("/trial/");
    for (path, source) in repository.rust().filter(|(path, _)| product(path)) {
        let text = RustText::without_tests(source);
        for (line, word) in &text.strings {
            for never in NEVER.iter().filter(|never| word.contains(**never)) {
                let advice = format!("{never} is nothing that this product ever sends");
                breaches.push(Breach::at(path, *line, advice));
            }
        }
        for sending in SENDING {
            let is_here = path == WIRE && matches!(sending, ".post(" | ".patch(");
            let lines = text.code.lines().enumerate().filter(|_| !is_here);
            for (line, _) in lines.filter(|(_, code)| code.contains(sending)) {
                let advice = format!("{sending}) is sent from {WIRE} alone, if at all");
                breaches.push(Breach::at(path, line + 1, advice));
            }
        }
    }
    breaches
}

/// Time is an argument and chance a seed: the same snapshot gives the same bytes.
pub fn one_clock(repository: &Repository) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (path, source) in repository
        .rust()
        .filter(|(path, _)| is_product(path) && *path != CLOCK)
    {
        let text = RustText::without_tests(source);
        for ask in TIME {
            for line in text.lines_with(ask) {
                breaches.push(Breach::at(
                    path,
                    line,
                    format!(
                        "{ask} makes a result that nobody can repeat: take the moment as an \
                             argument, and let {CLOCK} be asked for it at the rim"
                    ),
                ));
            }
        }
        let seeded = |name: &str| path == DICE && name.starts_with("rand_");
        let chance = |name: &str| CHANCE.contains(&name) && !seeded(name);
        for (line, name) in text.names().filter(|(_, name)| chance(name)) {
            breaches.push(Breach::at(
                path,
                line,
                format!("{name} is chance: take a seed as an argument; {CLOCK} draws it once"),
            ));
        }
    }
    breaches
}

/// Sources read; they have no way to change anything.
pub fn sources_only_get(repository: &Repository) -> Vec<Breach> {
    let advice = "sources only read: a write to a tenant does not belong into crates/sources";
    let mut breaches = Vec::new();
    let is_source = |path: &str| path.starts_with("crates/sources/src/");
    for (path, source) in repository.rust().filter(|(path, _)| is_source(path)) {
        let text = RustText::without_tests(source);
        let texts = text
            .strings
            .iter()
            .map(|(line, text)| (*line, text.as_str()));
        for (line, word) in text.names().chain(texts) {
            if WRITES.contains(&word) {
                breaches.push(Breach::at(path, line, format!("{word}: {advice}")));
            }
        }
    }
    breaches
}

/// Whether a Rust file is shipped: no test, no benchmark, no chore.
fn is_product(path: &str) -> bool {
    let mut inside = path.split('/');
    inside.next() == Some("crates") && inside.nth(1) == Some("src")
}

#[cfg(test)]
mod tests {
    use super::{one_clock, only_hands_write, sources_only_get};
    use crate::repository::Repository;

    #[test]
    fn a_second_clock_is_named() {
        let bad = "fn f() { let t = std::time::Instant::now(); }";
        let repository = Repository::of(&[
            ("crates/sources/src/a.rs", bad),
            ("crates/firstcontact/src/clock.rs", bad),
            ("crates/firstcontact/tests/t.rs", bad),
            ("xtask/src/bench/mod.rs", bad),
        ]);
        let breaches = one_clock(&repository);
        assert_eq!(breaches.len(), 1);
        assert_eq!(breaches[0].place, "crates/sources/src/a.rs:1");
    }

    #[test]
    fn chance_is_named_but_not_in_tests_or_comments() {
        let bad =
            "//! rand\nuse std::hash::RandomState;\n#[cfg(test)]\nmod tests { use rand::Rng; }";
        let repository = Repository::of(&[("crates/enrollment/src/words.rs", bad)]);
        let breaches = one_clock(&repository);
        assert_eq!(breaches.len(), 1);
        assert_eq!(breaches[0].place, "crates/enrollment/src/words.rs:2");
    }

    #[test]
    fn the_lab_s_dice_lie_in_one_file() {
        let dice = "use rand_chacha::ChaCha8Rng;";
        let repository = Repository::of(&[
            ("crates/lab/src/random.rs", dice),
            ("crates/lab/src/world/mod.rs", dice),
        ]);
        let breaches = one_clock(&repository);
        assert_eq!(breaches.len(), 1, "{breaches:?}");
        assert_eq!(breaches[0].place, "crates/lab/src/world/mod.rs:1");
    }

    #[test]
    fn a_write_outside_of_the_hands_is_named() {
        let wipe = "fn f() { ask(format!(\"/v1.0/deviceManagement/managedDevices/{id}/wipe\")); }";
        let word =
            "fn f() { say(\"wipe\"); }\n#[cfg(test)]\nmod tests { const A: &str = \"/wipe\"; }";
        let repository = Repository::of(&[
            ("crates/firstcontact/src/a.rs", wipe),
            ("crates/firstcontact/src/b.rs", word),
            ("crates/actions/src/wipe.rs", wipe),
            ("crates/lab/src/serve/a.rs", wipe),
        ]);
        let breaches = only_hands_write(&repository);
        assert_eq!(breaches.len(), 1, "{breaches:?}");
        assert_eq!(breaches[0].place, "crates/firstcontact/src/a.rs:1");
    }

    #[test]
    fn hands_have_one_wire_and_no_forbidden_word() {
        for bad in [
            "const KIND: &str = \"RELEASE_DEVICES\";",
            "const PATH: &str = \"/beta/x/releaseAppleDevices\";",
            "fn f() { client.post(url); }",
            "fn f() { client.delete(url); }",
        ] {
            let repository = Repository::of(&[("crates/actions/src/retire.rs", bad)]);
            assert_eq!(only_hands_write(&repository).len(), 1, "{bad}");
        }
        let wire = "fn f() { client.post(url); client.patch(url); }";
        assert!(
            only_hands_write(&Repository::of(&[("crates/actions/src/wire.rs", wire)])).is_empty()
        );
        let put = "fn f() { client.put(url); }";
        let repository = Repository::of(&[("crates/actions/src/wire.rs", put)]);
        assert_eq!(only_hands_write(&repository).len(), 1);
    }

    #[test]
    fn a_write_in_sources_is_named() {
        for bad in ["client.request(Method::POST, url)", "let m = \"DELETE\";"] {
            let text = format!("fn f() {{ {bad} }}");
            let repository = Repository::of(&[("crates/sources/src/http.rs", &text)]);
            assert_eq!(sources_only_get(&repository).len(), 1, "{bad}");
        }
        let good = "fn f() { sink(\"delete this row and import again\"); map.put(1); }";
        assert!(sources_only_get(&Repository::of(&[("crates/sources/src/a.rs", good)])).is_empty());
    }
}
