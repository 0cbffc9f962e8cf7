//! The lab as its own program, until this is dropped.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// What the lab said when it began to serve: addresses, identifiers, keys.
pub(crate) type Told = BTreeMap<String, String>;

/// A lab that serves.
pub(crate) struct Serving {
    child: Child,
    /// What it said.
    pub(crate) told: Told,
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Serving {
    /// Starts it, and listens until the line of this name, which is the last.
    pub(crate) fn start(command: &mut Command, last: &str) -> Result<Self, String> {
        let child = command.stdout(Stdio::piped()).spawn();
        let mut child = child.map_err(|why| why.to_string())?;
        let output = child.stdout.take();
        let told = Told::new();
        let mut serving = Self { child, told };
        let lines = output
            .into_iter()
            .flat_map(|out| BufReader::new(out).lines());
        for line in lines.map_while(Result::ok) {
            if let Some((name, value)) = line.split_once(' ') {
                serving
                    .told
                    .insert(name.to_owned(), value.trim().to_owned());
            }
            if serving.told.contains_key(last) {
                return Ok(serving);
            }
        }
        Err("ended before it said where it serves".to_owned())
    }
}
