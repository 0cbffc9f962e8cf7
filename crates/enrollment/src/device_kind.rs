//! Which kind of device a row is about, from whatever the row says.

use crate::case_file::Kind;
use crate::snapshot::{Platform, ProductFamily};

/// Whether an operating system's name is one of Apple's.
pub fn is_apple(os: &str) -> bool {
    kind_of_os(os).is_some() || os.is_empty()
}

/// Whether an operating system's name means iPhone or iPad.
pub fn is_ios(os: &str) -> bool {
    kind_of_os(os) == Some(Kind::Ios)
}

/// The kind behind an operating system's name, as Graph, Entra and the exports spell it:
/// `iOS`, `iPadOS`, `Ios 18.1`, `iPad`, `iPhone`, `macOS`, `MacMDM`, `tvOS`, `visionOS`.
pub fn kind_of_os(os: &str) -> Option<Kind> {
    let starts = |word: &str| {
        os.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    };
    if starts("ios") || starts("ipad") || starts("iphone") || starts("ipod") {
        Some(Kind::Ios)
    } else if starts("mac") {
        Some(Kind::Mac)
    } else if starts("tvos") || starts("appletv") {
        Some(Kind::Tv)
    } else if starts("visionos") {
        Some(Kind::Vision)
    } else if starts("watchos") {
        Some(Kind::Watch)
    } else {
        None
    }
}

/// The kind of a product family.
pub fn kind_of_family(family: ProductFamily) -> Kind {
    match family {
        ProductFamily::Iphone | ProductFamily::Ipad | ProductFamily::Ipod => Kind::Ios,
        ProductFamily::Mac => Kind::Mac,
        ProductFamily::AppleTv => Kind::Tv,
        ProductFamily::Vision => Kind::Vision,
        ProductFamily::Watch => Kind::Watch,
        ProductFamily::Missing | ProductFamily::Strange(_) => Kind::Unread,
    }
}

/// The kind of a platform.
pub fn kind_of_platform(platform: Platform) -> Kind {
    match platform {
        Platform::Ios => Kind::Ios,
        Platform::MacOs | Platform::Mac => Kind::Mac,
        Platform::TvOs => Kind::Tv,
        Platform::VisionOs => Kind::Vision,
        _ => Kind::Unread,
    }
}

/// The platform of a kind, for profiles and restrictions.
pub fn platform_of(kind: Kind) -> Platform {
    match kind {
        Kind::Ios => Platform::Ios,
        Kind::Mac => Platform::MacOs,
        Kind::Tv => Platform::TvOs,
        Kind::Vision => Platform::VisionOs,
        Kind::Watch | Kind::Foreign | Kind::Unread => Platform::Unknown,
    }
}
