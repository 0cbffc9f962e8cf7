//! HTML: one file, no script, no request to anywhere, light or dark as the reader has it, fit to be
//! printed and read aloud.

mod block;

use crate::document::{Document, Span, Text, lies_beside, may_lead_to};
use crate::escape::Html;
use std::fmt::Write;

const STYLE: &str = include_str!("press.css");
/// Nothing is to be loaded, whatever a hostile name may have smuggled in.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// A document as a page that stands by itself.
pub fn render(document: &Document) -> String {
    let mut page = Page {
        language: document.language,
        out: String::new(),
        charts: 0,
        tables: 0,
    };
    page.head(document);
    page.blocks(&document.blocks);
    page.put("</main>\n");
    if !document.footer.is_empty() {
        page.line("footer", "", &document.footer);
    }
    page.put("</body>\n</html>\n");
    page.out
}

/// A page that is being written.
struct Page {
    language: crate::Language,
    out: String,
    /// How many charts and tables there were: they need names of their own.
    charts: usize,
    tables: usize,
}

impl Page {
    fn put(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// An element around words. `class` is empty or an attribute.
    fn line(&mut self, tag: &str, class: &str, words: &str) {
        let words = Html(words);
        let _ = writeln!(self.out, "<{tag}{class}>{words}</{tag}>");
    }

    fn head(&mut self, document: &Document) {
        let (tag, title) = (document.language.tag(), Html(&document.title));
        let _ = write!(
            self.out,
            "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"generator\" content=\"firstcontact\">\n\
             <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n"
        );
        self.line("h1", "", &document.title);
        if let Some(subtitle) = &document.subtitle {
            self.line("p", " class=\"subtitle\"", subtitle);
        }
        if let Some(date) = &document.date {
            self.line("p", " class=\"quiet\"", date);
        }
        self.put("</header>\n<main>\n");
    }

    fn spans(&mut self, text: &Text) {
        for span in &text.0 {
            let words = Html(span.words());
            let _ = match span {
                Span::Strong(_) => write!(self.out, "<strong>{words}</strong>"),
                Span::Emphasis(_) => write!(self.out, "<em>{words}</em>"),
                Span::Code(_) => write!(self.out, "<code>{words}</code>"),
                Span::Link { address, .. } if may_lead_to(address) || lies_beside(address) => {
                    write!(
                        self.out,
                        "<a href=\"{}\" rel=\"noreferrer\">{words}</a>",
                        Html(address)
                    )
                }
                Span::Plain(_) | Span::Link { .. } => write!(self.out, "{words}"),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::document::{Block, Document, Language, Text};
    use crate::example;

    /// Every element that is opened is closed, in order.
    fn is_well_formed(html: &str) {
        let empty = [
            "!doctype", "meta", "br", "rect", "polyline", "circle", "input", "hr", "col",
        ];
        let mut open: Vec<&str> = Vec::new();
        for part in html.split('<').skip(1) {
            let (tag, _) = part.split_once('>').unwrap_or_else(|| panic!("<{part}"));
            let name = tag.split_whitespace().next().unwrap();
            let name = name.strip_suffix('/').unwrap_or(name);
            match name.strip_prefix('/') {
                Some(name) => assert_eq!(open.pop(), Some(name), "<{part}"),
                None if empty.contains(&name) => {}
                None => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }

    #[test]
    fn everything_is_well_formed_and_loads_nothing() {
        for document in [
            example::whole(Language::En),
            example::whole(Language::De),
            example::hostile(),
            Document::new(Language::De, ""),
        ] {
            let html = render(&document);
            is_well_formed(&html);
            for forbidden in ["<script", "<link", "<img", "src=", "@import", "url("] {
                assert!(!html.contains(forbidden), "{forbidden}");
            }
        }
    }

    #[test]
    fn the_page_in_full() {
        let html = render(&example::whole(Language::En));
        let (_, body) = html.split_once("<body>").unwrap();
        insta::assert_snapshot!(body);
    }

    #[test]
    fn nothing_becomes_markup() {
        let html = render(&example::hostile());
        assert!(html.contains("&lt;script&gt;"), "{html}");
        assert!(!html.contains("href=\"javascript"), "{html}");
    }

    #[test]
    fn an_address_is_left_out_where_it_is_none() {
        let mut document = Document::new(Language::En, "t");
        let text = Text::default().link("a", "https://a.example/?x=\"1\"");
        let text = text.link("b", "javascript:b");
        document.blocks.push(Block::Paragraph(text));
        let html = render(&document);
        let expected = "<p><a href=\"https://a.example/?x=&quot;1&quot;\" \
                        rel=\"noreferrer\">a</a>b</p>";
        assert!(html.contains(expected), "{html}");
    }
}
