//! The files that pages load: one sheet of style, one small script, one icon. Their names carry a
//! hash of what is in them, so that a browser may keep them for ever.

use super::Asset;
use foldhash::fast::FixedState;
use std::hash::BuildHasher;
use std::sync::LazyLock;

/// The files: name, ending, content type, content.
const FILES: [(&str, &str, &str, &[u8]); 3] = [
    (
        "dashboard",
        "css",
        "text/css; charset=utf-8",
        include_bytes!("assets/dashboard.css"),
    ),
    (
        "dashboard",
        "js",
        "text/javascript; charset=utf-8",
        include_bytes!("assets/dashboard.js"),
    ),
    (
        "icon",
        "svg",
        "image/svg+xml",
        include_bytes!("assets/icon.svg"),
    ),
];
/// Nobody outside can aim at this hash: the files are ours.
const HASH_SEED: u64 = 0x6663;

static NAMES: LazyLock<[String; 3]> = LazyLock::new(|| {
    FILES.map(|(name, ending, _, body)| {
        let hash = FixedState::with_seed(HASH_SEED).hash_one(body);
        format!("{name}.{hash:016x}.{ending}")
    })
});

/// The file behind `/assets/<name>`.
pub fn asset(name: &str) -> Option<Asset> {
    let number = NAMES.iter().position(|known| known == name)?;
    let (_, _, kind, body) = FILES[number];
    Some(Asset { kind, body })
}

/// The address of the sheet of style.
pub(super) fn style() -> String {
    format!("/assets/{}", NAMES[0])
}

/// The address of the script.
pub(super) fn script() -> String {
    format!("/assets/{}", NAMES[1])
}

/// The address of the icon.
pub(super) fn icon() -> String {
    format!("/assets/{}", NAMES[2])
}

#[cfg(test)]
mod tests {
    use super::{asset, icon, script, style};

    #[test]
    fn files_are_found_under_their_hashed_names_alone() {
        for address in [style(), script(), icon()] {
            let name = address.strip_prefix("/assets/").unwrap();
            assert!(!asset(name).unwrap().body.is_empty(), "{address}");
        }
        assert_eq!(asset("dashboard.css"), None);
        assert_eq!(asset("../mod.rs"), None);
    }
}
