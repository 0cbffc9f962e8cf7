//! The laws of the house, held against the repository. Each says what to do where it is broken;
//! why it is a law stands in `docs/STYLE.md`.

use std::sync::LazyLock;
use xtask::handbook::GeneratedPage;
use xtask::laws::{self, Breach};
use xtask::repository::Repository;
use xtask::{coverage, handbook};

static HERE: LazyLock<Repository> = LazyLock::new(|| {
    let root = Repository::root();
    Repository::read(&root).unwrap_or_else(|why| panic!("cannot read the project: {why}"))
});

fn hold(law: &str, breaches: &[Breach]) {
    let told: Vec<_> = breaches
        .iter()
        .map(|breach| format!("  {breach}"))
        .collect();
    assert!(told.is_empty(), "\n{law}\n{}\n", told.join("\n"));
}

#[test]
fn arrows_point_where_the_plan_says() {
    hold(
        "A crate depends on what it may not see.",
        &laws::arrows(&HERE),
    );
}

#[test]
fn the_server_only_shows() {
    hold(
        "The server shows what the store remembers.",
        &laws::web_only_shows(&HERE),
    );
}

#[test]
fn judgement_is_pure() {
    let breaches = laws::closed_crates_stay_pure(&HERE);
    hold(
        "enrollment and rules know no runtime, database or wire format.",
        &breaches,
    );
}

#[test]
fn rules_are_equals() {
    hold(
        "A rule never names another rule.",
        &laws::rules_are_equals(&HERE),
    );
}

#[test]
fn every_file_is_compiled() {
    hold(
        "A Rust file is not reached by any `mod`.",
        &laws::every_file_is_compiled(&HERE),
    );
}

#[test]
fn every_rule_is_listed() {
    let breaches = laws::rules_are_listed(&HERE);
    hold(
        "A rule is listed in its family and named after its code and name.",
        &breaches,
    );
}

#[test]
fn codes_are_append_only() {
    let rules = rules::catalogue::all().iter();
    let catalogue: Vec<_> = rules
        .map(|rule| (rule.cause.code.name(), rule.cause.name))
        .collect();
    let breaches = laws::codes_are_append_only(&HERE, &catalogue);
    hold("Codes are public: they stay, with their names.", &breaches);
}

#[test]
fn pages_are_whole() {
    let breaches = laws::pages_are_whole(rules::catalogue::all().iter().copied());
    hold("Every cause has a whole page in both languages.", &breaches);
}

#[test]
fn there_is_one_clock() {
    hold(
        "Time is an argument, chance a seed.",
        &laws::one_clock(&HERE),
    );
}

#[test]
fn sources_only_get() {
    hold("Sources only read.", &laws::sources_only_get(&HERE));
}

#[test]
fn only_hands_write() {
    hold(
        "Only crates/actions changes a tenant, and it keeps to its list.",
        &laws::only_hands_write(&HERE),
    );
}

#[test]
fn there_are_no_drawers() {
    hold(
        "Files and folders are named after what is in them.",
        &laws::no_drawers(&HERE),
    );
}

#[test]
fn lines_are_short() {
    hold(
        "Lines have at most 100 columns.",
        &laws::lines_are_short(&HERE),
    );
}

#[test]
fn files_are_short() {
    hold(
        "Files have at most 600 lines without their tests.",
        &laws::files_are_short(&HERE),
    );
}

#[test]
fn modules_say_what_they_are() {
    hold(
        "A file begins with what it is for.",
        &laws::modules_say_what_they_are(&HERE),
    );
}

#[test]
fn nothing_is_allowed() {
    hold(
        "Lints are expected with a reason, never allowed.",
        &laws::no_allow(&HERE),
    );
}

#[test]
fn nothing_is_left_to_do() {
    hold(
        "What is in the repository is finished.",
        &laws::nothing_is_left_to_do(&HERE),
    );
}

#[test]
fn paths_in_documents_exist() {
    hold(
        "A document names a path that does not exist.",
        &laws::paths_exist(&HERE),
    );
}

#[test]
fn no_machine_is_named() {
    hold(
        "Nothing knows the machine it was made on.",
        &laws::no_machine_paths(&HERE),
    );
}

#[test]
fn lints_hold_for_every_crate() {
    hold(
        "Every crate inherits the workspace's lints.",
        &laws::lints_are_inherited(&HERE),
    );
    hold(
        "What lints forbid stays forbidden.",
        &laws::forbidden_by_lints(&HERE),
    );
}

#[test]
fn versions_stand_in_one_table() {
    hold(
        "Versions stand in the workspace's table.",
        &laws::one_version_table(&HERE),
    );
}

#[test]
fn ci_runs_what_the_readme_says() {
    let breaches = laws::ci_runs_what_the_readme_says(&HERE);
    hold("README and CI run the same command.", &breaches);
}

#[test]
fn generated_documents_are_fresh() {
    let mut pages = handbook::pages();
    pages.push(coverage::page().unwrap_or_else(|why| panic!("{why}")));
    let stale: Vec<_> = pages.iter().filter(|page| is_stale(page)).collect();
    let stale: Vec<_> = stale.iter().map(|page| page.path.as_str()).collect();
    let known = |path: &&str| pages.iter().all(|page| page.path != *path);
    let left = HERE
        .paths()
        .filter(|path| path.starts_with(handbook::FOLDER));
    let left: Vec<_> = left.filter(known).collect();
    assert!(
        stale.is_empty() && left.is_empty(),
        "run `cargo xtask handbook`: {} of {} generated pages differ from what the rules say \
         now ({stale:?}), {} have no rule any more ({left:?})",
        stale.len(),
        pages.len(),
        left.len()
    );
}

fn is_stale(page: &GeneratedPage) -> bool {
    HERE.text(&page.path) != Some(page.text.as_str())
}
