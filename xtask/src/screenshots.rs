//! `cargo xtask screenshots`: pictures of every page of the dashboard, in `docs/screenshots/`.

use crate::chores::{Done, run, say};
use crate::chromium;
use std::fs;
use xtask::repository::Repository;

/// Where the pictures lie.
const FOLDER: &str = "docs/screenshots";

/// Makes them anew; pictures of pages that are no more are removed.
pub(crate) fn make() -> Done {
    chromium::ready()?;
    let folder = Repository::root().join(FOLDER);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|why| format!("cannot remove {FOLDER}: {why}"))?;
    }
    let words = [
        "run",
        "--quiet",
        "--locked",
        "--package",
        "firstcontact",
        "--example",
        "screenshots",
        "--",
        FOLDER,
    ];
    run(&words, "what stopped it stands above")?;
    let made = fs::read_dir(&folder).map_err(|why| format!("cannot read {FOLDER}: {why}"))?;
    say(&format!("{} pictures in {FOLDER}\n", made.count()))
}
