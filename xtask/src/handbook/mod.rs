//! The handbook: every cause, remedy, verification and check as a page, in English and German. The
//! words are the rules' own; here they are only laid out.

mod cause;
mod index;
mod lists;
pub(crate) mod markdown;
mod words;

pub use words::Language;

use rules::catalogue;

/// Where the handbook lies.
pub const FOLDER: &str = "docs/handbook/";

/// A generated document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GeneratedPage {
    /// Relative to the root.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// Every page of the handbook.
pub fn pages() -> Vec<GeneratedPage> {
    let mut pages = Vec::new();
    for language in Language::ALL {
        let mut add = |name: &str, text: String| {
            let path = format!("{FOLDER}{}/{name}.md", language.tag());
            pages.push(GeneratedPage { path, text });
        };
        add("index", index::page(language));
        for rule in catalogue::all() {
            add(rule.cause.code.name(), cause::page(rule, language));
        }
        add("remedies", lists::remedies(language));
        add("verifications", lists::verifications(language));
        add("checks", lists::checks(language));
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::pages;
    use std::collections::BTreeSet;

    #[test]
    fn every_cause_has_a_page_in_each_language() {
        let pages = pages();
        let paths: BTreeSet<_> = pages.iter().map(|page| page.path.as_str()).collect();
        assert_eq!(paths.len(), pages.len());
        assert_eq!(pages.len(), 2 * (rules::catalogue::all().len() + 4));
        assert!(paths.contains("docs/handbook/de/C01.md"));
    }

    #[test]
    fn pages_are_plain_markdown() {
        for page in pages() {
            let (path, text) = (&page.path, &page.text);
            assert!(text.starts_with("# ") && text.ends_with('\n'), "{path}");
            assert!(
                !text.contains("\n\n\n") && !text.ends_with("\n\n"),
                "{path}"
            );
            assert!(text.lines().all(|line| !line.ends_with(' ')), "{path}");
        }
    }
}
