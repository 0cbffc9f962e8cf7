//! Typesetting. The template is ours and never changes; a document is data that it reads, so that
//! no text can become a command. There is no file, no network and no clock to be reached.

use super::PdfError;
use super::data;
use crate::document::Document;
use std::sync::OnceLock;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

const TEMPLATE: &str = include_str!("press.typ");

/// The families, as the template and pictures name them: what is read, and what is read letter by
/// letter. The second lends letters that the first has not.
const FACES: [&[u8]; 4] = [
    include_bytes!("../../fonts/SourceSans3-Regular.ttf"),
    include_bytes!("../../fonts/SourceSans3-Bold.ttf"),
    include_bytes!("../../fonts/SourceSans3-Italic.ttf"),
    include_bytes!("../../fonts/DejaVuSansMono.ttf"),
];

/// The fonts that are in the program.
pub(super) fn faces() -> &'static [Font] {
    static READ: OnceLock<Vec<Font>> = OnceLock::new();
    READ.get_or_init(|| {
        let faces = FACES.into_iter().map(Bytes::new);
        faces.filter_map(|face| Font::new(face, 0)).collect()
    })
}

/// Prints a document whose letters the fonts have.
pub(super) fn print(document: &Document) -> Result<Vec<u8>, PdfError> {
    let desk = Desk::of(document)?;
    let printed = desk.print();
    // What it remembered of this document helps no other one, and would be kept for ever.
    comemo::evict(0);
    printed
}

/// All that the typesetter can see.
struct Desk {
    template: Source,
    data: FileId,
    document: Bytes,
}

impl Desk {
    fn of(document: &Document) -> Result<Self, PdfError> {
        Ok(Self {
            template: Source::new(place("/press.typ")?, TEMPLATE.to_owned()),
            data: place("/document.json")?,
            document: Bytes::from_string(data::of(document).to_string()),
        })
    }

    fn print(&self) -> Result<Vec<u8>, PdfError> {
        let pages = typst::compile::<PagedDocument>(self).output;
        let pages = pages.map_err(|errors| refused(&errors))?;
        let standards = PdfStandards::new(&[PdfStandard::Ua_1]);
        let options = PdfOptions {
            creator: Smart::Custom(Some("firstcontact".to_owned())),
            standards: standards.map_err(|error| PdfError::Refused(error.message().to_string()))?,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&pages, &options).map_err(|errors| refused(&errors))
    }
}

fn place(path: &str) -> Result<FileId, PdfError> {
    let path = VirtualPath::new(path).map_err(|error| PdfError::Refused(error.to_string()))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn refused(errors: &[SourceDiagnostic]) -> PdfError {
    let errors = errors.iter().take(3).map(|error| error.message.as_str());
    PdfError::Refused(errors.collect::<Vec<_>>().join("; "))
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
        LIBRARY.get_or_init(|| LazyHash::new(Library::default()))
    }

    fn book(&self) -> &LazyHash<FontBook> {
        static BOOK: OnceLock<LazyHash<FontBook>> = OnceLock::new();
        BOOK.get_or_init(|| LazyHash::new(FontBook::from_fonts(faces())))
    }

    fn main(&self) -> FileId {
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() {
            return Ok(self.template.clone());
        }
        Err(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data {
            return Ok(self.document.clone());
        }
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        faces().get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
