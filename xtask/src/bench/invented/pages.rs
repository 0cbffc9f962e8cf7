//! Writes the pages of a collection, a thousand rows each, as the two vendors' interfaces send
//! them. Only one page is in memory at a time.

use std::fmt::{self, Write as _};
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

/// Rows on a page: the most that either vendor sends (apple.md §1.3, microsoft.md §4).
const ROWS_PER_PAGE: usize = 1000;
/// Where Graph answers.
const GRAPH: &str = "https://graph.microsoft.com";
/// Where Apple Business answers.
const APPLE: &str = "https://api-business.apple.com";

/// A collection while it is written.
pub(super) struct Pages {
    folder: PathBuf,
    name: String,
    envelope: Envelope,
    page: String,
    rows: usize,
    number: usize,
}

/// What stands around the rows.
enum Envelope {
    /// `{"@odata.context":…,"value":[…],"@odata.nextLink":…}`
    Graph { version: &'static str, path: String },
    /// `{"data":[…],"links":…,"meta":…}`
    Apple { path: String },
}

impl Pages {
    /// A collection of Graph's device management, for example `managedDevices`.
    pub(super) fn graph(
        folder: &Path,
        name: impl Into<String>,
        version: &'static str,
        path: impl Into<String>,
    ) -> Self {
        let path = format!("deviceManagement/{}", path.into());
        Self::new(folder, name.into(), Envelope::Graph { version, path })
    }

    /// A collection of Apple Business, for example `/v1/orgDevices`.
    pub(super) fn apple(folder: &Path, name: impl Into<String>, path: impl Into<String>) -> Self {
        Self::new(folder, name.into(), Envelope::Apple { path: path.into() })
    }

    fn new(folder: &Path, name: String, envelope: Envelope) -> Self {
        let mut pages = Self {
            folder: folder.to_owned(),
            name,
            envelope,
            page: String::new(),
            rows: 0,
            number: 1,
        };
        pages.open();
        pages
    }

    /// Adds a row. A full page goes to the disk first, for only now it is known that it is not the
    /// last.
    pub(super) fn row(&mut self, write: impl FnOnce(&mut String) -> fmt::Result) -> io::Result<()> {
        if self.rows == ROWS_PER_PAGE {
            self.close(true)?;
            self.number += 1;
            self.rows = 0;
            self.open();
        }
        if self.rows > 0 {
            self.page.push(',');
        }
        self.rows += 1;
        write(&mut self.page).map_err(io::Error::other)
    }

    /// Writes the last page, even if it is empty: an empty collection was read and is empty.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.close(false)
    }

    fn open(&mut self) {
        self.page.clear();
        match &self.envelope {
            Envelope::Graph { version, path } => {
                self.page.push_str("{\"@odata.context\":\"");
                for part in [GRAPH, "/", version, "/$metadata#", path, "\",\"value\":["] {
                    self.page.push_str(part);
                }
            }
            Envelope::Apple { .. } => self.page.push_str("{\"data\":["),
        }
    }

    fn close(&mut self, another_follows: bool) -> io::Result<()> {
        let cursor = format!("{:016x}", super::super::random::mix(self.number as u64));
        self.ending(another_follows, &cursor)
            .map_err(io::Error::other)?;
        let name = format!("{}-{:05}.json", self.name, self.number);
        std::fs::write(self.folder.join(name), &self.page)
    }

    fn ending(&mut self, another_follows: bool, cursor: &str) -> fmt::Result {
        let page = &mut self.page;
        match &self.envelope {
            Envelope::Graph { version, path } if another_follows => write!(
                page,
                "],\"@odata.nextLink\":\"{GRAPH}/{version}/{path}?$skiptoken={cursor}\"}}"
            ),
            Envelope::Graph { .. } => write!(page, "]}}"),
            Envelope::Apple { path } => {
                let limit = ROWS_PER_PAGE;
                write!(
                    page,
                    "],\"links\":{{\"self\":\"{APPLE}{path}?limit={limit}\""
                )?;
                if another_follows {
                    write!(
                        page,
                        ",\"next\":\"{APPLE}{path}?cursor={cursor}&limit={limit}\""
                    )?;
                }
                write!(page, "}},\"meta\":{{\"paging\":{{\"limit\":{limit}")?;
                if another_follows {
                    write!(page, ",\"nextCursor\":\"{cursor}\"")?;
                }
                write!(page, "}}}}}}")
            }
        }
    }
}

/// A file of lines.
pub(super) fn lines(path: &Path) -> io::Result<BufWriter<File>> {
    Ok(BufWriter::new(File::create(path)?))
}
