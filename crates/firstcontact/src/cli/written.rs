//! A document as a file: as PDF, HTML or Markdown, by what was asked for or by the file's name.

use super::{Stop, deliver, to_file};
use clap::ValueEnum;
use press::Document;
use std::io::Write;
use std::path::Path;

/// What a document is written as.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum PaperFormat {
    /// To be printed; can be read aloud.
    Pdf,
    /// One file for a browser.
    Html,
    /// For a ticket or a wiki.
    Md,
}

impl PaperFormat {
    /// By the ending of a file's name; none of ours, or none, is HTML.
    fn of(out: Option<&Path>) -> Self {
        let ending = out.and_then(Path::extension).and_then(|it| it.to_str());
        match ending.map(str::to_ascii_lowercase).as_deref() {
            Some("pdf") => Self::Pdf,
            Some("md" | "markdown") => Self::Md,
            _ => Self::Html,
        }
    }

    /// The bytes of a document.
    ///
    /// # Errors
    /// This build prints no PDF, or the printer refused.
    pub(super) fn bytes(self, document: &Document) -> Result<Vec<u8>, Stop> {
        match self {
            Self::Pdf => press::pdf::render(document).map_err(Stop::because),
            Self::Html => Ok(press::html::render(document).into_bytes()),
            Self::Md => Ok(press::markdown::render(document).into_bytes()),
        }
    }
}

/// Where a document goes, and as what.
pub(super) struct Paper<'p> {
    /// As what; by the name of the file if it is not said.
    pub(super) format: Option<PaperFormat>,
    /// Where to; standard output if it is not said.
    pub(super) out: Option<&'p Path>,
}

impl Paper<'_> {
    /// Writes it.
    ///
    /// # Errors
    /// No PDF can be printed, or the file cannot be written.
    pub(super) fn write(&self, document: &Document) -> Result<(), Stop> {
        let format = self.format.unwrap_or_else(|| PaperFormat::of(self.out));
        let bytes = format.bytes(document)?;
        match self.out {
            Some(path) => to_file(path, |mut file| file.write_all(&bytes))
                .map_err(|why| Stop(format!("cannot write {}: {why}", path.display()))),
            None => deliver(&bytes),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PaperFormat;
    use std::path::Path;

    #[test]
    fn a_name_says_the_format() {
        let of = |name: &str| PaperFormat::of(Some(Path::new(name)));
        assert_eq!(of("a/guide.PDF"), PaperFormat::Pdf);
        assert_eq!(of("guide.md"), PaperFormat::Md);
        assert_eq!(of("guide.html"), PaperFormat::Html);
        assert_eq!(of("guide"), PaperFormat::Html);
        assert_eq!(PaperFormat::of(None), PaperFormat::Html);
    }
}
