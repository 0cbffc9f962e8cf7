//! PDF: A4, tagged so that it can be read aloud (PDF/UA-1), with its fonts in it. Only a build with
//! the feature `pdf` prints it; every other one says so.

#[cfg(feature = "pdf")]
mod data;
#[cfg(feature = "pdf")]
mod letters;
#[cfg(feature = "pdf")]
mod typeset;

use crate::document::Document;
use std::fmt;

/// Why there is no PDF.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PdfError {
    /// This build has no printer.
    NotBuilt,
    /// The printer refused, in its own words.
    Refused(String),
}

impl fmt::Display for PdfError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotBuilt => out.write_str(
                "this build prints no PDF; take one of the released programs, build it with \
                 --features pdf, or ask for html and print that from a browser",
            ),
            Self::Refused(why) => write!(
                out,
                "the document could not be printed as PDF: {why}; ask for html instead, and \
                 report this"
            ),
        }
    }
}

impl std::error::Error for PdfError {}

/// Whether this build can print PDF.
pub const fn is_built() -> bool {
    cfg!(feature = "pdf")
}

/// A document as the bytes of a PDF file.
///
/// # Errors
/// In a build without the printer; and if the printer refuses, which no text should bring about.
#[cfg(feature = "pdf")]
pub fn render(document: &Document) -> Result<Vec<u8>, PdfError> {
    let letters = letters::Letters::known();
    typeset::print(&letters.printable(document, letters::Care::AsMany)).or_else(|_| {
        // A standard for all readers refuses some sequences of letters that the fonts do have.
        typeset::print(&letters.printable(document, letters::Care::Plainest))
    })
}

/// A document as the bytes of a PDF file.
///
/// # Errors
/// Always: this build has no printer.
#[cfg(not(feature = "pdf"))]
pub fn render(_document: &Document) -> Result<Vec<u8>, PdfError> {
    Err(PdfError::NotBuilt)
}

#[cfg(not(feature = "pdf"))]
#[cfg(test)]
mod without {
    use super::{PdfError, is_built, render};
    use crate::document::{Document, Language};

    #[test]
    fn a_build_without_it_says_how_to_get_it() {
        assert!(!is_built());
        let error = render(&Document::new(Language::En, "t")).unwrap_err();
        assert_eq!(error, PdfError::NotBuilt);
        assert!(error.to_string().contains("--features pdf"), "{error}");
    }
}

#[cfg(feature = "pdf")]
#[cfg(test)]
mod tests;
