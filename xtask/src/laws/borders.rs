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
    use super::{one_clock, sources_only_get};
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
