//! Reports to take away. They are printed outside the server, from the newest snapshot of a tenant:
//! a page that hands one out has it printed.

use crate::i18n::Language;
use crate::store::Store;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A report that can be taken away. The configuration calls it by its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaperKind {
    /// The executive report, for a browser.
    #[serde(rename = "executive.html")]
    Executive,
    /// The same, to be printed.
    #[serde(rename = "executive.pdf")]
    ExecutivePdf,
    /// The checks of prevention, for a browser.
    #[serde(rename = "prevention.html")]
    Prevention,
    /// The proof of Conditional Access, for a browser.
    #[serde(rename = "access.html")]
    Access,
    /// The administrator's workbook.
    #[serde(rename = "fleet.xlsx")]
    Workbook,
    /// The auditor's evidence, for a browser.
    #[serde(rename = "evidence.html")]
    Evidence,
    /// The same, to be printed.
    #[serde(rename = "evidence.pdf")]
    EvidencePdf,
    /// The same with its lists and checksums, as one archive.
    #[serde(rename = "evidence.zip")]
    EvidencePack,
}

impl PaperKind {
    /// Every report, in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Executive,
        Self::ExecutivePdf,
        Self::Prevention,
        Self::Access,
        Self::Workbook,
        Self::Evidence,
        Self::EvidencePdf,
        Self::EvidencePack,
    ];

    /// The name of its file, which is its address, too.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Executive => "executive.html",
            Self::ExecutivePdf => "executive.pdf",
            Self::Prevention => "prevention.html",
            Self::Access => "access.html",
            Self::Workbook => "fleet.xlsx",
            Self::Evidence => "evidence.html",
            Self::EvidencePdf => "evidence.pdf",
            Self::EvidencePack => "evidence.zip",
        }
    }

    /// The content type.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Executive | Self::Prevention | Self::Access | Self::Evidence => {
                "text/html; charset=utf-8"
            }
            Self::ExecutivePdf | Self::EvidencePdf => "application/pdf",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::EvidencePack => "application/zip",
        }
    }

    /// Whether this build can print it.
    pub const fn can_be_printed(self) -> bool {
        match self {
            Self::ExecutivePdf | Self::EvidencePdf => press::pdf::is_built(),
            Self::Executive
            | Self::Prevention
            | Self::Access
            | Self::Workbook
            | Self::Evidence
            | Self::EvidencePack => true,
        }
    }

    /// Whether it names single devices by their serial numbers, or people.
    pub const fn names_anybody(self) -> bool {
        match self {
            Self::Executive | Self::ExecutivePdf => false,
            Self::Prevention
            | Self::Access
            | Self::Workbook
            | Self::Evidence
            | Self::EvidencePdf
            | Self::EvidencePack => true,
        }
    }
}

/// A report that was asked for.
#[derive(Clone, Debug)]
pub enum Printed {
    /// No snapshot of the tenant lies where this process runs.
    Nowhere,
    /// The file.
    Of(Vec<u8>),
    /// It cannot be printed: why, and what next.
    Failed(String),
}

/// Prints a report about the tenant with a name, with what its store remembers. Reads a whole
/// snapshot, so it takes some seconds for a million devices.
pub type Print = Arc<dyn Fn(&dyn Store, &str, PaperKind, Language) -> Printed + Send + Sync>;

/// Of a server that no snapshot lies beside.
pub(super) fn nothing() -> Print {
    Arc::new(|_, _, _, _| Printed::Nowhere)
}

#[cfg(test)]
mod tests {
    use super::PaperKind;

    #[test]
    fn the_configuration_calls_a_report_by_its_file() {
        for kind in PaperKind::ALL {
            let word = serde_json::to_value(kind).unwrap();
            assert_eq!(word, kind.file());
        }
    }
}
