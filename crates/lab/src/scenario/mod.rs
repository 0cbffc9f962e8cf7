//! Worlds that somebody wrote: parameters, faults, and devices whose story is told.

mod story;
mod trouble;
mod world_file;

pub(crate) use trouble::find as find_trouble;

pub use story::{Expected, Scripted};
pub use world_file::WorldFile;

/// Scenarios that come with the program, by name: the classic story and its siblings.
pub const BUILT_IN: [(&str, &str); 11] = [
    (
        "not-contacted",
        include_str!("../../scenarios/not-contacted.toml"),
    ),
    ("boxed", include_str!("../../scenarios/boxed.toml")),
    ("shelved", include_str!("../../scenarios/shelved.toml")),
    (
        "late-reseller",
        include_str!("../../scenarios/late-reseller.toml"),
    ),
    (
        "expired-token",
        include_str!("../../scenarios/expired-token.toml"),
    ),
    (
        "terms-not-accepted",
        include_str!("../../scenarios/terms-not-accepted.toml"),
    ),
    (
        "blocked-restriction",
        include_str!("../../scenarios/blocked-restriction.toml"),
    ),
    (
        "mdm-migration",
        include_str!("../../scenarios/mdm-migration.toml"),
    ),
    (
        "restored-backup",
        include_str!("../../scenarios/restored-backup.toml"),
    ),
    (
        "user-abandoned",
        include_str!("../../scenarios/user-abandoned.toml"),
    ),
    (
        "tls-interception",
        include_str!("../../scenarios/tls-interception.toml"),
    ),
];

/// The text of a scenario that comes with the program.
pub fn built_in(name: &str) -> Option<&'static str> {
    let found = BUILT_IN.iter().find(|(known, _)| *known == name);
    found.map(|(_, text)| *text)
}
