//! `cargo xtask dist`: the program as one file that needs no library of the system, for containers
//! and for machines that have another one.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Where the program is laid.
const OUT: &str = "target/dist";
/// Of the fonts in the program, which ask to be shipped with them.
const LICENCES: [&str; 2] = ["SourceSans3.LICENSE", "DejaVuSansMono.LICENSE"];
/// The type of the program header that names a dynamic loader (ELF, `PT_INTERP`).
const INTERPRETER: u32 = 3;

/// Builds it, and makes sure that it is what it shall be.
pub(crate) fn run() -> Result<(), String> {
    let host = host()?;
    let built = Command::new(env!("CARGO"))
        .args(["build", "--release", "--locked", "--package", "firstcontact"])
        // Whoever builds it for others waits for the printer once; they never do.
        .args(["--features", "pdf"])
        // With a target named, build scripts and macros stay as they are.
        .args(["--target", &host])
        .env("RUSTFLAGS", "-C target-feature=+crt-static")
        .status();
    let built = built.map_err(|why| format!("cargo does not start: {why}"))?;
    if !built.success() {
        return Err("the static build failed; its messages stand above".to_owned());
    }
    let program = Path::new("target").join(&host).join("release/firstcontact");
    let bytes = fs::read(&program).map_err(|why| format!("{}: {why}", program.display()))?;
    if needs_a_loader(&bytes) {
        return Err(format!(
            "{} still loads libraries of the system; is the static C library installed (Debian: \
             libc6-dev)?",
            program.display()
        ));
    }
    let out = Path::new(OUT).join("firstcontact");
    fs::create_dir_all(OUT)
        .and_then(|()| fs::copy(&program, &out))
        .map_err(|why| format!("{}: {why}", out.display()))?;
    for licence in LICENCES {
        let from = Path::new("crates/press/fonts").join(licence);
        fs::copy(&from, Path::new(OUT).join(licence))
            .map_err(|why| format!("{}: {why}", from.display()))?;
    }
    let size = bytes.len() / 1_000_000;
    super::chores::say(&format!("{} ({size} MB, static)\n", out.display()))
}

fn host() -> Result<String, String> {
    let told = Command::new("rustc").arg("-vV").output();
    let told = told.map_err(|why| format!("rustc does not start: {why}"))?;
    let told = String::from_utf8_lossy(&told.stdout);
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned)
        .ok_or_else(|| "rustc does not say its host".to_owned())
}

/// Whether a 64-bit ELF file names a dynamic loader. What is no such file needs none.
fn needs_a_loader(file: &[u8]) -> bool {
    let number = |at: usize, size: usize| -> usize {
        let bytes = file.get(at..at + size).unwrap_or_default();
        let digits = bytes.iter().rev();
        digits.fold(0, |sum, byte| (sum << 8) | usize::from(*byte))
    };
    if file.get(..5) != Some(b"\x7fELF\x02") {
        return false;
    }
    let (table, size, count) = (number(0x20, 8), number(0x36, 2), number(0x38, 2));
    (0..count).any(|entry| number(table + entry * size, 4) == INTERPRETER as usize)
}

#[cfg(test)]
mod tests {
    use super::{LICENCES, needs_a_loader};

    #[test]
    fn a_usual_program_names_its_loader_and_a_text_does_not() {
        let own = std::fs::read(std::env::current_exe().unwrap()).unwrap();
        assert!(needs_a_loader(&own));
        assert!(!needs_a_loader(b"#!/bin/sh\n"));
        assert!(!needs_a_loader(&own[..20]), "cut short");
    }

    #[test]
    fn every_font_has_its_licence() {
        let root = xtask::repository::Repository::root();
        let files = std::fs::read_dir(root.join("crates/press/fonts")).unwrap();
        for file in files {
            let name = file.unwrap().file_name().into_string().unwrap();
            let family = name.split(['-', '.']).next().unwrap();
            let licence = format!("{family}.LICENSE");
            assert!(LICENCES.contains(&licence.as_str()), "{name}");
        }
    }
}
