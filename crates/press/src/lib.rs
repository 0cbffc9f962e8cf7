//! Documents: one model, printed as HTML, as Markdown and as PDF. Pure: no files, no network, no
//! clock, no randomness. The same document gives the same bytes.
//!
//! Texts are plain texts. Nothing in them is ever read as markup, whoever wrote it: each printer
//! escapes for its own format.
//!
//! ```
//! use press::{Block, Document, Language, Level};
//!
//! let mut document = Document::new(Language::En, "Where we stand");
//! document.blocks.push(Block::heading(Level::One, "Devices"));
//! document.blocks.push(Block::paragraph("Twelve <new> ones."));
//! assert!(press::html::render(&document).contains("Twelve &lt;new&gt; ones."));
//! ```

mod chart;
mod document;
pub mod escape;
#[cfg(test)]
mod example;
pub mod html;
pub mod markdown;
pub mod pdf;
mod words;

pub use chart::{Bar, Chart, Datum, Line, Plot, Series, Tick};
pub use document::{
    Align, Block, Callout, Check, Column, Document, Item, KeyFigure, Language, Level, Span, Table,
    Text, Tone,
};
