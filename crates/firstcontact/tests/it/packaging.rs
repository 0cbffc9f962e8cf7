//! What the files of `packaging/` tell the program is what the program understands.

use crate::place::firstcontact;
use std::fs;
use std::path::Path;

/// The commands in a file of Docker, Compose, Kubernetes or systemd, without the program's name.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut lines = text.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        if line.starts_with('#') {
            continue;
        }
        if let Some(words) = line.strip_prefix("ExecStart=") {
            found.push(words.split(' ').skip(1).map(str::to_owned).collect());
        }
        let list = ["CMD ", "command:", "args:"]
            .iter()
            .find_map(|key| line.strip_prefix(key));
        let Some(list) = list.map(str::trim) else {
            continue;
        };
        let inline = list
            .strip_prefix('[')
            .and_then(|list| list.strip_suffix(']'));
        let bare = |word: &str| word.trim().trim_matches('"').to_owned();
        let words: Vec<String> = match inline {
            Some(words) => words.split(',').map(bare).collect(),
            None => std::iter::from_fn(|| lines.next_if(|line| line.starts_with("- ")))
                .map(|line| bare(&line[2..]))
                .collect(),
        };
        found.push(words);
    }
    found
}

#[test]
fn every_packaged_command_is_understood() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging");
    let mut seen = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        for words in commands(&fs::read_to_string(&path).unwrap()) {
            // Unknown flags are told before help is given.
            let asked = firstcontact().args(&words).arg("--help").output().unwrap();
            let told = String::from_utf8_lossy(&asked.stderr);
            assert!(
                asked.status.success(),
                "{}: {words:?}: {told}",
                path.display()
            );
            seen += 1;
        }
    }
    assert_eq!(
        seen, 6,
        "a container, a unit, and two commands each of the others"
    );
    let wrong = firstcontact().args(["serve", "--liste", "--help"]).output();
    assert!(!wrong.unwrap().status.success());
}
