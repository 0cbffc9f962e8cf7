//! Reports to take away. They are printed outside the server, from the newest snapshot of a tenant:
//! a page that hands one out has it printed.

use crate::i18n::Language;
use crate::store::Store;
use std::sync::Arc;

/// A report that can be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperKind {
    /// The executive report, for a browser.
    Executive,
    /// The same, to be printed.
    ExecutivePdf,
    /// The administrator's workbook.
    Workbook,
    /// The auditor's evidence, for a browser; the pack with its lists comes from the command line.
    Evidence,
}

impl PaperKind {
    /// Every report, in the order of the page.
    pub const ALL: [Self; 4] = [
        Self::Executive,
        Self::ExecutivePdf,
        Self::Workbook,
        Self::Evidence,
    ];

    /// The name of its file, which is its address, too.
    pub const fn file(self) -> &'static str {
        match self {
            Self::Executive => "executive.html",
            Self::ExecutivePdf => "executive.pdf",
            Self::Workbook => "fleet.xlsx",
            Self::Evidence => "evidence.html",
        }
    }

    /// The content type.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Executive | Self::Evidence => "text/html; charset=utf-8",
            Self::ExecutivePdf => "application/pdf",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// Whether this build can print it.
    pub const fn can_be_printed(self) -> bool {
        match self {
            Self::ExecutivePdf => press::pdf::is_built(),
            Self::Executive | Self::Workbook | Self::Evidence => true,
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
