//! One profile has many spellings of its id: `<token>_<profile>`, `ECV2_<token>_<policy>`, or the
//! bare GUID, in either case (microsoft.md §1.3–1.5). The house uses the bare one in lower case.

use enrollment::snapshot::Guid;

/// What the mirrored entry of a second-generation policy begins with (microsoft.md §1.4).
const MIRRORED: &str = "ecv2_";

/// The id without `ECV2_` and without the token's id, in lower case; empty where it means "none".
pub(crate) fn bare(id: &str) -> String {
    let id = id.trim().to_ascii_lowercase();
    let id = id.strip_prefix(MIRRORED).unwrap_or(&id);
    let id = match id.split_once('_') {
        Some((token, rest)) if is_guid(token) => rest,
        _ => id,
    };
    if is_guid(id) && !Guid::parse(id).is_some() {
        String::new()
    } else {
        id.to_owned()
    }
}

/// Whether the id is that of a policy mirrored among the classic profiles.
pub(crate) fn is_mirrored(id: &str) -> bool {
    let start = id.trim_start().get(..MIRRORED.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(MIRRORED))
}

/// The token in the id, in lower case, if it is there.
pub(crate) fn token(id: &str) -> Option<String> {
    let id = id.trim().to_ascii_lowercase();
    let id = id.strip_prefix(MIRRORED).unwrap_or(&id);
    let (token, _) = id.split_once('_')?;
    is_guid(token).then(|| token.to_owned())
}

/// 8-4-4-4-12 hexadecimal digits, also all zeros.
fn is_guid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(place, c)| match place {
            8 | 13 | 18 | 23 => c == b'-',
            _ => c.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::{bare, is_mirrored, token};

    const TOKEN: &str = "0B5A7E1C-1111-4222-8333-444455556666";
    const PROFILE: &str = "9c1d2e3f-aaaa-4bbb-8ccc-ddddeeeeffff";

    #[test]
    fn every_spelling_is_one_profile() {
        for id in [
            PROFILE.to_owned(),
            PROFILE.to_uppercase(),
            format!("{TOKEN}_{PROFILE}"),
            format!("ECV2_{TOKEN}_{PROFILE}"),
            format!("ecv2_{PROFILE}"),
            format!(" {PROFILE} "),
        ] {
            assert_eq!(bare(&id), PROFILE, "{id}");
        }
    }

    #[test]
    fn zeros_and_nothing_mean_none() {
        let zeros = "00000000-0000-0000-0000-000000000000";
        assert_eq!(bare(zeros), "");
        assert_eq!(bare(&format!("{TOKEN}_{zeros}")), "");
        assert_eq!(bare(""), "");
    }

    #[test]
    fn what_is_no_token_stays() {
        assert_eq!(bare("Default_iOS"), "default_ios");
        assert_eq!(token("Default_iOS"), None);
        assert_eq!(
            token(&format!("ECV2_{TOKEN}_{PROFILE}")),
            Some(TOKEN.to_lowercase())
        );
        assert!(is_mirrored("ECV2_x"));
        assert!(!is_mirrored("ECV"));
        assert!(!is_mirrored("éééé"));
    }
}
