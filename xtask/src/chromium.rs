//! Chromium for tests and pictures: found, or on Debian installed by whoever is root.

use crate::chores::{Done, say};
use std::path::Path;
use std::process::{Command, Stdio};

/// Debian's packages of the browser and of what steers it.
const PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];
/// How tests and pictures look for them.
const PROGRAMS: [&[&str]; 2] = [
    &["chromium", "chromium-browser", "google-chrome", "chrome"],
    &["chromedriver"],
];

/// Makes sure that it is there, or says why not.
pub(crate) fn ready() -> Done {
    if is_there() {
        return Ok(());
    }
    let advice = "install Chromium and chromedriver of the same version (Debian and Ubuntu: \
                  `apt install chromium chromium-driver`) and put both into the path";
    if !is_debian() || !is_root() {
        return Err(format!(
            "Chromium or its driver is not on this machine; {advice}"
        ));
    }
    say("installing Chromium and its driver with apt-get (once)\n")?;
    let refreshed = apt(&["update"]);
    let installed = refreshed.and_then(|()| {
        apt(&[
            &["install", "--yes", "--no-install-recommends"],
            &PACKAGES[..],
        ]
        .concat())
    });
    installed.map_err(|why| format!("{why}; {advice}"))?;
    if is_there() {
        Ok(())
    } else {
        Err(format!("Debian's packages brought no Chromium; {advice}"))
    }
}

/// The same where nobody may be kept from their tests: what is missing is told, and those tests
/// say `skipped:`.
pub(crate) fn ready_or_told() -> Done {
    match ready() {
        Ok(()) => Ok(()),
        Err(why) => say(&format!("browser tests are skipped: {why}\n")),
    }
}

fn is_there() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places: Vec<_> = std::env::split_paths(&path).collect();
    PROGRAMS.iter().all(|names| {
        let mut all = names
            .iter()
            .flat_map(|name| places.iter().map(move |place| place.join(name)));
        all.any(|file| file.is_file())
    })
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").exists()
}

fn is_root() -> bool {
    let said = Command::new("id").arg("-u").output();
    said.is_ok_and(|said| said.stdout.trim_ascii() == b"0")
}

fn apt(words: &[&str]) -> Done {
    let mut command = Command::new("apt-get");
    command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
    let said = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output();
    let said = said.map_err(|why| format!("apt-get does not run: {why}"))?;
    if said.status.success() {
        return Ok(());
    }
    let told = String::from_utf8_lossy(&said.stderr).into_owned();
    let last = told.lines().rfind(|line| !line.trim().is_empty());
    Err(format!(
        "`apt-get {}` failed: {}",
        words.join(" "),
        last.unwrap_or("it said nothing")
    ))
}
