//! What is left to do when the file is written: application at Microsoft, account at Apple.

use super::draft::{Credential, Draft};
use crate::i18n::Language;
use enrollment::snapshot::Source;
use sources::permission;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The steps, numbered.
pub(super) fn steps(draft: &Draft, path: &str, language: Language) -> String {
    let name = draft.name.as_str();
    let wrote = language.with("init-wrote", &[("name", name), ("path", path)]);
    let mut text = format!("{wrote}\n");
    if let Some(it) = &draft.microsoft {
        let _ = write!(text, "\n{}\n", language.text("init-microsoft-head"));
        let _ = writeln!(text, "  1. {}", language.text("init-microsoft-register"));
        let _ = writeln!(text, "  2. {}", language.text("init-microsoft-permissions"));
        for (permission, needed) in permissions() {
            let word = if needed {
                "init-needed"
            } else {
                "init-optional"
            };
            let what = language.text(&permission_key(permission));
            let _ = writeln!(
                text,
                "       {permission:<43} {} · {what}",
                language.text(word)
            );
        }
        let _ = writeln!(text, "  3. {}", language.text("init-microsoft-consent"));
        let place = match &it.credential {
            Credential::Variable(name) => {
                language.with("init-microsoft-variable", &[("place", name)])
            }
            Credential::File(path) => language.with("init-microsoft-file", &[("place", path)]),
            Credential::Certificate { certificate, key } => language.with(
                "init-microsoft-certificate",
                &[("certificate", certificate), ("key", key)],
            ),
            Credential::Federated(path) => {
                language.with("init-microsoft-federated", &[("place", path)])
            }
            Credential::Machine => language.text("init-microsoft-machine"),
            Credential::Person => language.text("init-microsoft-person"),
        };
        let _ = writeln!(text, "  4. {place}");
    }
    if let Some(it) = &draft.apple {
        let _ = write!(text, "\n{}\n", language.text("init-apple-head"));
        let _ = writeln!(text, "  1. {}", language.text("init-apple-account"));
        let place = [("place", it.key_file.as_str())];
        let _ = writeln!(
            text,
            "  2. {}",
            language.with("init-apple-download", &place)
        );
    }
    let _ = write!(
        text,
        "\n{}\n",
        language.with("init-next", &[("name", name)])
    );
    let _ = writeln!(text, "{}", language.text("init-next-schema"));
    text
}

/// What the application is given, and whether nothing goes without it.
pub(in crate::cli) fn permissions() -> Vec<(&'static str, bool)> {
    let all: BTreeSet<&str> = Source::ALL.into_iter().filter_map(permission::of).collect();
    let mut all: Vec<_> = all.into_iter().map(|it| (it, is_needed(it))).collect();
    all.sort_by_key(|(name, needed)| (!needed, *name));
    all
}

/// Without Intune's own lists there is nothing to diagnose; the others only make it surer.
fn is_needed(permission: &str) -> bool {
    permission.starts_with("DeviceManagement")
}

/// `DeviceManagementServiceConfig.Read.All` → `permission-devicemanagementserviceconfig-read-all`.
fn permission_key(permission: &str) -> String {
    format!(
        "permission-{}",
        permission.to_ascii_lowercase().replace('.', "-")
    )
}
