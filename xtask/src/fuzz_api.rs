//! `cargo xtask fuzz-api`: the API held against its own description. The description must be valid
//! OpenAPI 3.1, and whatever schemathesis makes of it must not break the server: no answer of 5xx.
//! Twice: as described, and with the store's own tenant and devices, so that what is drawn gets
//! past the first `not found`.

use crate::chores::{Done, say};
use crate::interop::python::Python;
use crate::interop::{self, target};
use crate::serving::Serving;
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use xtask::repository::Repository;

/// The programs in Python, and their packages.
const PROGRAMS: &str = "xtask/fuzz-api";
/// Keys that requests carry in turn: each may ask 600 times at once.
const KEYS: usize = 40;
/// Cases that are drawn for each address, unless a number is named.
const CASES: &str = "60";
/// Devices that requests name.
const DEVICES: usize = 6;
const TENANT: &str = "Contoso";

/// Serves the example's tenant, and asks.
pub(crate) fn run(arguments: &[String]) -> Done {
    let cases = match arguments {
        [] => CASES,
        [word] if word.parse::<u32>().is_ok_and(|it| it > 0) => word,
        _ => return Err("usage: cargo xtask fuzz-api [CASES]".to_owned()),
    };
    let programs = Repository::root().join(PROGRAMS);
    let python = Python::ready(&target("fuzz-api"), &programs, |text| {
        // Where standard output is closed there is nobody to tell.
        let _ = say(&format!("{text}\n"));
    });
    let python = python.map_err(|why| why.to_string())?;
    let program = interop::lab::build().map_err(|why| why.to_string())?;
    let place = tempfile::tempdir().map_err(|why| format!("no temporary folder: {why}"))?;
    let run = |words: &[&str]| output(Command::new(&program).args(words).current_dir(&place));
    let example = Repository::root().join("examples/contoso");
    run(&["store", "ingest", &example.to_string_lossy()])?;
    let keys: Result<Vec<String>, String> = (0..KEYS).map(|number| key(&run, number)).collect();
    let keys = keys?;
    let mut serve = Command::new(&program);
    serve
        .args(["serve", "--listen", "127.0.0.1:0", "--every", "0"])
        .current_dir(&place)
        // What breaks is told by who asked for it.
        .stderr(Stdio::null());
    let serving = Serving::start(&mut serve, "listening")?;
    let base = serving.told["listening"]
        .trim_start_matches("on ")
        .to_owned();
    let described = place.path().join("openapi.json");
    let text = ask(&format!("{base}/api/v1/openapi.json"), &keys[0])?;
    fs::write(&described, &text).map_err(|why| format!("cannot write: {why}"))?;
    say("the description as OpenAPI 3.1: ")?;
    output(python.command("valid", place.path()).arg(&described))?;
    say("valid\n")?;
    let fleet = ask(
        &format!("{base}/api/v1/tenants/{TENANT}/fleet?size={DEVICES}"),
        &keys[0],
    )?;
    let deep = place.path().join("deep.json");
    output(
        python
            .command("deepen", place.path())
            .arg(&described)
            .args([TENANT, &serials(&fleet)?])
            .arg(&deep),
    )?;
    for (what, description) in [("as described", &described), ("with what is there", &deep)] {
        say(&format!("\n== {what}\n"))?;
        fuzz(&python, place.path(), description, &base, &keys, cases)?;
    }
    Ok(())
}

fn key(run: &dyn Fn(&[&str]) -> Result<String, String>, number: usize) -> Result<String, String> {
    let name = format!("fuzz-{number}");
    let words = [
        "serve",
        "key",
        "new",
        &name,
        "--scope",
        "administer",
        "--tenant",
        "*",
    ];
    Ok(run(&words)?.trim().to_owned())
}

fn fuzz(
    python: &Python,
    place: &Path,
    description: &Path,
    base: &str,
    keys: &[String],
    cases: &str,
) -> Done {
    let status = python
        .module("schemathesis.cli", place)
        .arg("run")
        .arg(description)
        .args(["--url", base, "--checks", "not_a_server_error"])
        .args(["--max-examples", cases, "--seed", "1", "--no-color"])
        .env("SCHEMATHESIS_HOOKS", "hooks")
        .env("PYTHONPATH", Repository::root().join(PROGRAMS))
        .env("FIRSTCONTACT_KEYS", keys.join(" "))
        .status()
        .map_err(|why| format!("schemathesis does not run: {why}"))?;
    if status.success() {
        Ok(())
    } else {
        Err("the API broke: what was asked stands above".to_owned())
    }
}

/// The serial numbers of a page of the fleet, as words.
fn serials(page: &str) -> Result<String, String> {
    let page: Value = serde_json::from_str(page).map_err(|why| format!("no page: {why}"))?;
    let rows = page["items"].as_array().into_iter().flatten();
    let serials: Vec<&str> = rows.filter_map(|row| row["serial"].as_str()).collect();
    Ok(serials.join(" "))
}

fn ask(address: &str, key: &str) -> Result<String, String> {
    let client = reqwest::blocking::Client::new();
    let asked = client.get(address).bearer_auth(key).send();
    let answer = asked.and_then(reqwest::blocking::Response::error_for_status);
    let text = answer.and_then(reqwest::blocking::Response::text);
    text.map_err(|why| format!("cannot ask {address}: {why}"))
}

/// What a program says; an error where it fails.
fn output(command: &mut Command) -> Result<String, String> {
    let said = command.output().map_err(|why| why.to_string())?;
    if said.status.success() {
        return Ok(String::from_utf8_lossy(&said.stdout).into_owned());
    }
    Err(format!(
        "{}{}",
        String::from_utf8_lossy(&said.stdout),
        String::from_utf8_lossy(&said.stderr)
    ))
}
