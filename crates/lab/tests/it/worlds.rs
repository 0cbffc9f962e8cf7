//! Small worlds for all topics: built, lived, judged, written to a folder and read back.

use lab::device::{Story, stories};
use lab::request::Request;
use lab::simulate::{Order, Summary, simulate};
use lab::tier::Tier;
use lab::truth::{Ledger, Truth, judge};
use lab::world::{Acting, Recipe, World};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A request for a world that is drawn.
pub(crate) fn drawn(seed: u64, devices: u64, faults: &[&str]) -> Request {
    Request {
        seed: Some(seed),
        devices: Some(devices),
        faults: faults.iter().map(|code| (*code).to_owned()).collect(),
        ..Request::default()
    }
}

/// A device of a world, with where it stands and what is true of it.
pub(crate) fn judged(world: &World, index: u64, acting: Acting) -> (Story, Ledger, Truth) {
    let story = stories(world, index, acting).swap_remove(0);
    let ledger = Ledger::read(&story.lived.log, world.looked_at);
    let truth = judge(&ledger, &story.facts, world.tenant_of(acting));
    (story, ledger, truth)
}

/// Writes a world, plain and without a reference.
pub(crate) fn written(recipe: Recipe, tier: Tier, out: &Path) -> Summary {
    let order = Order {
        recipe,
        tier,
        out: out.to_owned(),
        packed: false,
    };
    simulate(&order, None, |_| {}).unwrap()
}

/// All files below a folder, by their paths from there.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap();
                let name = name.to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// What the name of a file ends with.
pub(crate) fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// The lines of an NDJSON file.
pub(crate) fn lines(bytes: &[u8]) -> Vec<Value> {
    let text = str::from_utf8(bytes).unwrap();
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// The rows of all pages whose name begins so.
pub(crate) fn rows(files: &BTreeMap<String, Vec<u8>>, stem: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    let pages = files.iter().filter(|(name, _)| name.starts_with(stem));
    for (name, bytes) in pages {
        let page: Value = serde_json::from_slice(bytes).unwrap();
        let list = page.get("value").or_else(|| page.get("data"));
        let list = list.and_then(Value::as_array);
        rows.extend(list.unwrap_or_else(|| panic!("{name} has no rows")).clone());
    }
    rows
}
